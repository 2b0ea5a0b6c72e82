//! `pole backup`: the database and the files people brought, in one file that `pole restore` reads.
//!
//! The file is an ordinary tar archive: `pole-backup.json` (what it is, first), `pole.sqlite` (a
//! whole copy of the database taken while it is used) and `files/<hash>`. The database is copied
//! before the files: whatever it refers to was already there.

use std::fs::{File, OpenOptions};
use std::io::{BufWriter, Read, Seek as _, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use pole_db::Db;
use pole_kernel::Instant;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::folder::{self, Content, LastBackup, Lock};
use super::stop::Stop;
use super::{counted, progress, say};
use crate::shell::clock::{Clock, hexadecimal};
use crate::shell::config::Config;

/// The first entry of a backup.
pub(super) const MANIFEST: &str = "pole-backup.json";
/// The form of the archive; a program refuses one it does not know.
pub(super) const FORM: u32 = 1;

/// Where to write.
#[derive(Args, Debug)]
pub(super) struct BackupArgs {
    /// The file to write; an older backup of this name is replaced once the new one is whole.
    file: PathBuf,
}

/// What a backup is.
#[derive(Debug, Deserialize, Serialize)]
pub(super) struct Manifest {
    /// The form of the archive.
    pub(super) form: u32,
    /// The program that wrote it.
    pub(super) program: String,
    /// When the database was copied.
    pub(super) at: String,
    /// Whether it holds a demonstration.
    pub(super) demonstration: bool,
    /// SHA-256 of `pole.sqlite`, in hexadecimal.
    pub(super) database_sha256: String,
}

pub(super) async fn run(config: &Config, arguments: &BackupArgs) -> Result<ExitCode, Stop> {
    if config.database_url.is_some() {
        return Err(Stop::refused(format!(
            "the database is PostgreSQL: back it up with pg_dump (for example `pg_dump --format=custom`),\n\
             and copy the folder {} beside it. `pole backup` is for the embedded database.",
            config.data.join(folder::FILES).display()
        )));
    }
    let database = config.data.join(folder::DATABASE);
    if !database.exists() {
        return Err(Stop::refused(format!(
            "{} does not exist: there is nothing to back up. Is --data the right folder?",
            database.display()
        )));
    }
    let file = &arguments.file;
    refuse_foreign(file)?;
    let _lock = Lock::shared(&config.data)?;
    let now = Clock::system().now();
    let partial = beside(file, "part");
    let copy = beside(file, "sqlite");
    let bar = progress::waiting(format!("copying to {}", file.display()));
    let db = Db::open(&config.database()).await?;
    let copied = db.backup(&copy.path).await;
    copied.map_err(|error| Stop::refused(format!("{}: {error}", file.display())))?;
    let demonstration = matches!(folder::content(&config.data)?, Content::Demonstration { .. });
    let written = pack(
        &partial.path,
        &copy.path,
        &config.data.join(folder::FILES),
        now,
        demonstration,
    )
    .and_then(|files| std::fs::rename(&partial.path, file).map(|()| files));
    bar.finish_and_clear();
    let files = written.map_err(|error| Stop::refused(format!("{}: {error}", file.display())))?;
    let bytes = std::fs::metadata(file).map_or(0, |data| data.len());
    let absolute = std::path::absolute(file).unwrap_or_else(|_| file.clone());
    folder::note_backup(
        &config.data,
        &LastBackup {
            at: now.to_string(),
            file: absolute,
        },
    )?;
    say(&format!(
        "Backed up the database and {} to {} ({bytes} bytes).\n\
         Keep it away from this machine: it holds people's data. `pole restore {}` puts it back.",
        counted(files, "file"),
        file.display(),
        file.display()
    ))?;
    Ok(ExitCode::SUCCESS)
}

/// A file that goes away when the work on it did not end well.
struct Beside {
    path: PathBuf,
}

impl Drop for Beside {
    fn drop(&mut self) {
        // Renamed when all went well: then it is not there.
        let _ = std::fs::remove_file(&self.path);
    }
}

fn beside(file: &Path, extension: &str) -> Beside {
    let mut name = file.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.{extension}", std::process::id()));
    Beside {
        path: file.with_file_name(name),
    }
}

/// Refuses to write over a file that is no backup: a slip of the hand must not cost a database.
fn refuse_foreign(file: &Path) -> Result<(), Stop> {
    if !file.exists() || is_backup(file) {
        return Ok(());
    }
    Err(Stop::refused(format!(
        "{} exists and is no backup of Pôle: choose another name.",
        file.display()
    )))
}

fn is_backup(file: &Path) -> bool {
    let first = || -> std::io::Result<bool> {
        let mut archive = tar::Archive::new(File::open(file)?);
        let Some(entry) = archive.entries()?.next() else {
            return Ok(false);
        };
        Ok(entry?.path()?.as_os_str() == MANIFEST)
    };
    first().unwrap_or(false)
}

/// Writes the archive and says how many files it holds.
fn pack(to: &Path, database: &Path, files: &Path, now: Instant, demonstration: bool) -> std::io::Result<usize> {
    let mut copy = File::open(database)?;
    let manifest = Manifest {
        form: FORM,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        at: now.to_string(),
        demonstration,
        database_sha256: sha256(&mut copy)?,
    };
    copy.rewind()?;
    let out = OpenOptions::new()
        .create(true)
        .truncate(true)
        .write(true)
        .mode(0o600)
        .open(to)?;
    let mut archive = tar::Builder::new(BufWriter::new(out));
    let seconds = u64::try_from(now.milliseconds() / 1_000).unwrap_or(0);
    let manifest = serde_json::to_vec(&manifest)?;
    append(
        &mut archive,
        MANIFEST,
        manifest.len() as u64,
        seconds,
        manifest.as_slice(),
    )?;
    append(&mut archive, folder::DATABASE, copy.metadata()?.len(), seconds, copy)?;
    let mut names: Vec<_> = match std::fs::read_dir(files) {
        Ok(entries) => entries
            .map(|entry| entry.map(|entry| entry.path()))
            .collect::<Result<_, _>>()?,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(error),
    };
    names.retain(|path| path.file_name().and_then(|name| name.to_str()).is_some_and(is_hash));
    names.sort();
    for path in &names {
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
            continue;
        };
        let file = File::open(path)?;
        append(
            &mut archive,
            &format!("{}/{name}", folder::FILES),
            file.metadata()?.len(),
            seconds,
            file,
        )?;
    }
    let mut out = archive.into_inner()?;
    out.flush()?;
    out.get_ref().sync_all()?;
    Ok(names.len())
}

fn append(
    archive: &mut tar::Builder<BufWriter<File>>,
    name: &str,
    bytes: u64,
    seconds: u64,
    content: impl Read,
) -> std::io::Result<()> {
    let mut header = tar::Header::new_gnu();
    header.set_size(bytes);
    header.set_mode(0o600);
    header.set_mtime(seconds);
    archive.append_data(&mut header, name, content)
}

/// Whether this is how a kept file is called: the hash of its bytes.
pub(super) fn is_hash(name: &str) -> bool {
    name.len() == 64
        && name
            .bytes()
            .all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

/// SHA-256 of everything a reader gives, in hexadecimal.
pub(super) fn sha256(reader: &mut impl Read) -> std::io::Result<String> {
    let mut hash = Sha256::new();
    let mut buffer = vec![0_u8; 64 * 1024];
    loop {
        let length = reader.read(&mut buffer)?;
        if length == 0 {
            return Ok(hexadecimal(&hash.finalize()));
        }
        hash.update(&buffer[..length]);
    }
}
