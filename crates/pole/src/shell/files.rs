//! The files people bring: kept whole, by the hash of their bytes, outside the web root.

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use super::clock::{fresh_id, hexadecimal};
use super::problem::Problem;
use super::remote::Remote;

/// A folder of files named by the hash of their bytes. With an S3-compatible store beside it the folder is a
/// copy at hand: what was kept is in the store too, and comes back from there.
#[derive(Clone, Debug)]
pub struct FileStore {
    folder: PathBuf,
    remote: Option<Remote>,
}

/// A file that was kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// SHA-256 of the bytes, in hexadecimal.
    pub hash: String,
    /// How many bytes.
    pub bytes: u64,
}

/// A file on its way in: written beside its place, moved there when it is whole.
#[derive(Debug)]
pub struct Incoming {
    file: std::fs::File,
    path: PathBuf,
    folder: PathBuf,
    remote: Option<Remote>,
    hash: Sha256,
    bytes: u64,
    limit: u64,
    kept: bool,
}

/// A file that has been on its way for so long was abandoned by a crash.
const ABANDONED_AFTER: std::time::Duration = std::time::Duration::from_hours(24);

/// The message of the error of a file over the limit.
pub const OVER_LIMIT: &str = "the file is over the size limit";

/// What a file that could not be kept or read is for whoever asked.
pub fn disk_problem(error: io::Error) -> Problem {
    match error.kind() {
        io::ErrorKind::FileTooLarge => Problem::TooLarge,
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Problem::Unavailable("problem-disk-full"),
        io::ErrorKind::NotConnected => {
            tracing::error!("The store of files does not answer: {error}");
            Problem::Unavailable("problem-files-away")
        }
        _ => Problem::failure(&error),
    }
}

impl FileStore {
    /// Opens the folder, creating it when it is missing and sweeping what a crash left behind.
    ///
    /// # Errors
    /// When the folder cannot be created or read.
    pub fn open(folder: &Path) -> io::Result<Self> {
        std::fs::create_dir_all(folder)?;
        for entry in std::fs::read_dir(folder)? {
            let entry = entry?;
            // A younger one may belong to another process that is receiving it now.
            let is_old = entry
                .metadata()?
                .modified()?
                .elapsed()
                .is_ok_and(|age| age > ABANDONED_AFTER);
            if is_old && entry.path().extension().is_some_and(|extension| extension == "part") {
                std::fs::remove_file(entry.path())?;
            }
        }
        Ok(Self {
            folder: folder.to_owned(),
            remote: None,
        })
    }

    /// The same folder, with a store beside it.
    #[must_use]
    pub fn beside(mut self, remote: Option<Remote>) -> Self {
        self.remote = remote;
        self
    }

    /// Begins to receive a file of at most `limit` bytes.
    ///
    /// # Errors
    /// When nothing can be written in the folder.
    pub fn receive(&self, limit: u64) -> io::Result<Incoming> {
        let path = self.folder.join(format!("{}.part", fresh_id::<FileStore>()));
        let file = std::fs::File::create_new(&path)?;
        Ok(Incoming {
            file,
            path,
            folder: self.folder.clone(),
            remote: self.remote.clone(),
            hash: Sha256::new(),
            bytes: 0,
            limit,
            kept: false,
        })
    }

    /// Keeps everything a reader gives.
    ///
    /// # Errors
    /// When reading or writing fails, or the limit is passed.
    pub fn keep(&self, mut reader: impl Read, limit: u64) -> io::Result<Kept> {
        let mut incoming = self.receive(limit)?;
        let mut buffer = vec![0_u8; 64 * 1024];
        loop {
            let length = reader.read(&mut buffer)?;
            if length == 0 {
                return incoming.finish();
            }
            incoming.write(&buffer[..length])?;
        }
    }

    /// Opens a kept file.
    ///
    /// # Errors
    /// When it is not there.
    pub fn open_kept(&self, hash: &str) -> io::Result<std::fs::File> {
        if hash.len() != 64 || !hash.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(io::Error::new(io::ErrorKind::NotFound, "not the hash of a file"));
        }
        let path = self.folder.join(hash);
        match (std::fs::File::open(&path), &self.remote) {
            (Err(error), Some(remote)) if error.kind() == io::ErrorKind::NotFound => {
                let part = self.folder.join(format!("{}.part", fresh_id::<FileStore>()));
                let brought = remote.get(hash, &part);
                if let Err(error) = brought.and_then(|()| std::fs::rename(&part, &path)) {
                    let _ = std::fs::remove_file(&part);
                    return Err(error);
                }
                std::fs::File::open(&path)
            }
            (opened, _) => opened,
        }
    }
}

impl Incoming {
    /// Where it is being written.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Takes more bytes.
    ///
    /// # Errors
    /// When the disk is full or the limit is passed.
    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.bytes += bytes.len() as u64;
        if self.bytes > self.limit {
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, OVER_LIMIT));
        }
        self.hash.update(bytes);
        self.file.write_all(bytes)
    }

    /// Puts the whole file in its place, safely on disk.
    ///
    /// # Errors
    /// When the disk is full, or the store beside it does not answer.
    pub fn finish(mut self) -> io::Result<Kept> {
        self.file.sync_all()?;
        let hash = hexadecimal(&self.hash.clone().finalize());
        if let Some(remote) = &self.remote {
            remote.put(&hash, &self.path)?;
        }
        std::fs::rename(&self.path, self.folder.join(&hash))?;
        self.kept = true;
        Ok(Kept {
            hash,
            bytes: self.bytes,
        })
    }
}

impl Drop for Incoming {
    fn drop(&mut self) {
        if !self.kept {
            let _ = std::fs::remove_file(&self.path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_bytes_are_kept_once_and_an_unfinished_file_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let store = FileStore::open(folder.path()).unwrap();
        let first = store.keep(&b"uai;annee"[..], 100).unwrap();
        let second = store.keep(&b"uai;annee"[..], 100).unwrap();
        assert_eq!(first, second);
        let mut cut = store.receive(100).unwrap();
        cut.write(b"half").unwrap();
        drop(cut);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_file_over_the_limit_is_refused_and_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let store = FileStore::open(folder.path()).unwrap();
        let error = store.keep(io::repeat(b'x'), 1_000_000).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::FileTooLarge);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn only_a_hash_opens_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let store = FileStore::open(folder.path()).unwrap();
        assert!(store.open_kept("../../etc/passwd").is_err());
    }

    #[test]
    fn what_a_crash_left_is_swept_at_the_next_start() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("young.part"), b"half").unwrap();
        let old = std::fs::File::create(folder.path().join("old.part")).unwrap();
        old.set_modified(std::time::UNIX_EPOCH).unwrap();
        FileStore::open(folder.path()).unwrap();
        assert!(
            folder.path().join("young.part").exists(),
            "another process may be receiving it"
        );
        assert!(!folder.path().join("old.part").exists());
    }
}
