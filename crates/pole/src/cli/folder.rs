//! The data folder: what it holds, whether it is a demonstration, and who uses it now.

use std::fs::{DirBuilder, File, OpenOptions, TryLockError};
use std::io::ErrorKind;
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::stop::Stop;

/// The embedded database.
pub(super) const DATABASE: &str = "pole.sqlite";
/// The folder of the files people brought.
pub(super) const FILES: &str = "files";
/// Says that the folder holds a demonstration and no real installation.
const MARK: &str = "demonstration.json";
/// Held by whoever uses the folder.
const LOCK: &str = "pole.lock";
/// What the last backup was.
const LAST_BACKUP: &str = "last-backup.json";

/// What a data folder holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// Nothing of ours.
    Nothing,
    /// A demonstration.
    Demonstration {
        /// Whether it was built to its end.
        whole: bool,
    },
    /// A real installation.
    Installation,
}

#[derive(Debug, Deserialize, Serialize)]
struct Mark {
    /// Whether the demonstration was built to its end.
    whole: bool,
}

/// The last backup that succeeded.
#[derive(Debug, Deserialize, Serialize)]
pub(super) struct LastBackup {
    /// When, as the database writes moments.
    pub(super) at: String,
    /// Where it was written.
    pub(super) file: PathBuf,
}

fn failure(path: &Path) -> impl Fn(std::io::Error) -> Stop {
    let path = path.to_owned();
    move |error| {
        Stop::refused(format!(
            "{}: {error}\nChoose another folder with --data.",
            path.display()
        ))
    }
}

/// Makes the folder if it is not there, for its owner only: it will hold people's data.
pub(super) fn create(data: &Path) -> Result<(), Stop> {
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(data)
        .map_err(failure(data))
}

/// What a folder holds.
pub(super) fn content(data: &Path) -> Result<Content, Stop> {
    let mark = data.join(MARK);
    match std::fs::read(&mark) {
        Ok(bytes) => {
            let whole = serde_json::from_slice::<Mark>(&bytes).is_ok_and(|mark| mark.whole);
            return Ok(Content::Demonstration { whole });
        }
        Err(error) if error.kind() == ErrorKind::NotFound || error.kind() == ErrorKind::NotADirectory => {}
        Err(error) => return Err(failure(&mark)(error)),
    }
    let holds = data.join(DATABASE).exists() || data.join(FILES).exists();
    Ok(if holds { Content::Installation } else { Content::Nothing })
}

/// Marks the folder as a demonstration.
pub(super) fn mark_demonstration(data: &Path, whole: bool) -> Result<(), Stop> {
    write_json(&data.join(MARK), &Mark { whole })
}

/// Says that the folder no longer holds a demonstration.
pub(super) fn unmark_demonstration(data: &Path) -> Result<(), Stop> {
    let mark = data.join(MARK);
    std::fs::remove_file(&mark).map_err(failure(&mark))
}

/// Removes everything a demonstration made.
pub(super) fn wipe_demonstration(data: &Path) -> Result<(), Stop> {
    for name in [DATABASE, "pole.sqlite-wal", "pole.sqlite-shm", LAST_BACKUP] {
        let path = data.join(name);
        match std::fs::remove_file(&path) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(failure(&path)(error)),
            _ => {}
        }
    }
    let files = data.join(FILES);
    match std::fs::remove_dir_all(&files) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(failure(&files)(error)),
        _ => Ok(()),
    }
}

/// Notes a backup that succeeded.
pub(super) fn note_backup(data: &Path, backup: &LastBackup) -> Result<(), Stop> {
    write_json(&data.join(LAST_BACKUP), backup)
}

/// The last backup that succeeded, when one is known.
pub(super) fn last_backup(data: &Path) -> Option<LastBackup> {
    serde_json::from_slice(&std::fs::read(data.join(LAST_BACKUP)).ok()?).ok()
}

/// Writes a small file so that it is there whole or not at all.
fn write_json(path: &Path, value: &impl Serialize) -> Result<(), Stop> {
    let partial = path.with_extension("part");
    let text = serde_json::to_string(value).map_err(|error| Stop::refused(error.to_string()))?;
    std::fs::write(&partial, text)
        .and_then(|()| std::fs::rename(&partial, path))
        .map_err(failure(path))
}

/// The right to use a folder, given back when it is dropped or the program ends in any way.
#[derive(Debug)]
pub(super) struct Lock {
    file: File,
}

impl Lock {
    /// Beside others.
    pub(super) fn shared(data: &Path) -> Result<Self, Stop> {
        let file = Self::open(data)?;
        match file.try_lock_shared() {
            Err(TryLockError::WouldBlock) => Err(Stop::refused(format!(
                "{}: another command builds or restores this folder. Wait until it has ended.",
                data.display()
            ))),
            // A file system without locks: then nobody is told, as before locks.
            Ok(()) | Err(TryLockError::Error(_)) => Ok(Self { file }),
        }
    }

    /// Without anybody else.
    pub(super) fn alone(data: &Path) -> Result<Self, Stop> {
        let file = Self::open(data)?;
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => Err(Stop::refused(format!(
                "{}: Pôle runs on this folder. Stop it first, then run this command again.",
                data.display()
            ))),
            Ok(()) | Err(TryLockError::Error(_)) => Ok(Self { file }),
        }
    }

    /// Waits until nobody else uses the folder.
    pub(super) fn wait_alone(data: &Path) -> Result<Self, Stop> {
        let file = Self::open(data)?;
        // A file system without locks cannot make anybody wait.
        let _ = file.lock();
        Ok(Self { file })
    }

    /// Lets others in.
    pub(super) fn share(self) -> Self {
        let _ = self.file.unlock();
        let _ = self.file.lock_shared();
        self
    }

    fn open(data: &Path) -> Result<File, Stop> {
        let path = data.join(LOCK);
        OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .mode(0o600)
            .open(&path)
            .map_err(failure(&path))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_nothing_then_a_demonstration_or_an_installation() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path();
        assert_eq!(content(&data.join("absent")).unwrap(), Content::Nothing);
        assert_eq!(content(data).unwrap(), Content::Nothing);
        std::fs::write(data.join(DATABASE), b"").unwrap();
        assert_eq!(content(data).unwrap(), Content::Installation);
        mark_demonstration(data, false).unwrap();
        assert_eq!(content(data).unwrap(), Content::Demonstration { whole: false });
        mark_demonstration(data, true).unwrap();
        assert_eq!(content(data).unwrap(), Content::Demonstration { whole: true });
        wipe_demonstration(data).unwrap();
        assert!(!data.join(DATABASE).exists());
    }

    #[test]
    fn whoever_needs_the_folder_alone_is_told_that_others_use_it() {
        let folder = tempfile::tempdir().unwrap();
        let served = Lock::shared(folder.path()).unwrap();
        let beside = Lock::shared(folder.path()).unwrap();
        assert!(Lock::alone(folder.path()).is_err());
        drop((served, beside));
        let alone = Lock::alone(folder.path()).unwrap();
        assert!(Lock::shared(folder.path()).is_err());
        let shared = alone.share();
        assert!(Lock::shared(folder.path()).is_ok());
        drop(shared);
    }
}
