//! `pole restore`: puts a backup back, checked before anything is touched.

use std::fs::{File, OpenOptions};
use std::io::{BufReader, Read};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use pole_db::Db;

use super::backup::{FORM, MANIFEST, Manifest, is_hash, sha256};
use super::doctor::{Schema, schema};
use super::folder::{self, Content, Lock};
use super::stop::Stop;
use super::{counted, progress, say};
use crate::shell::clock::Clock;
use crate::shell::config::Config;

/// Where a backup is unpacked before it takes its place.
const UNPACKED: &str = "restore.part";

/// What to restore.
#[derive(Args, Debug)]
pub(super) struct RestoreArgs {
    /// A file written by `pole backup`.
    file: PathBuf,
    /// Restore although there is a database; the one that is there is put aside, not erased.
    #[arg(long)]
    force: bool,
}

pub(super) async fn run(config: &Config, arguments: &RestoreArgs) -> Result<ExitCode, Stop> {
    if config.database_url.is_some() {
        return Err(Stop::refused(
            "the database is PostgreSQL: restore it with pg_restore, and put the folder of files back beside it.\n\
             `pole restore` is for the embedded database.",
        ));
    }
    let (data, file) = (&config.data, &arguments.file);
    let source = File::open(file).map_err(|error| Stop::refused(format!("{}: {error}", file.display())))?;
    folder::create(data)?;
    let _lock = Lock::alone(data)?;
    let database = data.join(folder::DATABASE);
    if database.exists() && !arguments.force {
        return Err(Stop::refused(format!(
            "{} exists: nothing was touched.\n\
             Restore to another folder with --data, or say --force to put this database aside.",
            database.display()
        )));
    }
    let unpacked = Unpacked::fresh(data)?;
    let bar = progress::waiting(format!("reading {}", file.display()));
    let checked = unpack(source, &unpacked.path);
    bar.finish_and_clear();
    let (manifest, files) =
        checked.map_err(|reason| Stop::refused(format!("{}: {reason}\nNothing was touched.", file.display())))?;
    check_database(&unpacked.path.join(folder::DATABASE)).await?;
    let aside = put_in_place(data, &unpacked.path).map_err(|error| {
        Stop::refused(format!(
            "{}: {error}\nRun the command again with --force.",
            data.display()
        ))
    })?;
    if manifest.demonstration {
        folder::mark_demonstration(data, true)?;
    } else if let Content::Demonstration { .. } = folder::content(data)? {
        folder::unmark_demonstration(data)?;
    }
    say(&format!(
        "Restored the database of {} and {} to {}.",
        manifest.at,
        counted(files, "file"),
        data.display()
    ))?;
    if let Some(aside) = aside {
        say(&format!("The database that was there is now {}.", aside.display()))?;
    }
    say("Next: `pole doctor`, then `pole serve`.")?;
    Ok(ExitCode::SUCCESS)
}

/// The folder a backup is unpacked in; it goes away with the command.
struct Unpacked {
    path: PathBuf,
}

impl Unpacked {
    fn fresh(data: &Path) -> Result<Self, Stop> {
        let path = data.join(UNPACKED);
        let unpacked = Self { path };
        let _ = std::fs::remove_dir_all(&unpacked.path);
        folder::create(&unpacked.path.join(folder::FILES))?;
        Ok(unpacked)
    }
}

impl Drop for Unpacked {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.path);
    }
}

/// Unpacks and checks everything; an entry that no backup holds is refused.
fn unpack(source: File, to: &Path) -> Result<(Manifest, usize), String> {
    let damaged = |error: std::io::Error| format!("the archive is damaged or no backup: {error}");
    let mut archive = tar::Archive::new(BufReader::new(source));
    let mut manifest: Option<Manifest> = None;
    let mut has_database = false;
    let mut files = 0;
    for entry in archive.entries().map_err(damaged)? {
        let mut entry = entry.map_err(damaged)?;
        let name = entry.path().map_err(damaged)?.to_string_lossy().into_owned();
        if !entry.header().entry_type().is_file() {
            return Err(format!("“{name}” is no plain file: this is no backup of Pôle."));
        }
        match (&manifest, name.as_str()) {
            (None, MANIFEST) => manifest = Some(read_manifest(&mut entry)?),
            (None, _) => return Err("this is no backup of Pôle: it does not say what it is.".to_owned()),
            (Some(said), folder::DATABASE) => {
                let path = to.join(folder::DATABASE);
                if write(&mut entry, &path)? != said.database_sha256 {
                    return Err(
                        "the database in it is not the one that was backed up: the file is damaged.".to_owned(),
                    );
                }
                has_database = true;
            }
            (Some(_), _) => {
                let hash = name.strip_prefix("files/").filter(|hash| is_hash(hash));
                let Some(hash) = hash else {
                    return Err(format!("“{name}” does not belong in a backup of Pôle."));
                };
                if write(&mut entry, &to.join(folder::FILES).join(hash))? != hash {
                    return Err(format!("the file {hash} in it is damaged."));
                }
                files += 1;
            }
        }
    }
    match manifest {
        Some(manifest) if has_database => Ok((manifest, files)),
        _ => Err("this is no backup of Pôle, or it is cut short.".to_owned()),
    }
}

fn read_manifest(entry: &mut impl Read) -> Result<Manifest, String> {
    let mut text = String::new();
    entry
        .take(64 * 1024)
        .read_to_string(&mut text)
        .map_err(|error| error.to_string())?;
    let manifest: Manifest =
        serde_json::from_str(&text).map_err(|error| format!("this is no backup of Pôle: {error}"))?;
    if manifest.form == FORM {
        Ok(manifest)
    } else {
        Err(format!(
            "it was written by Pôle {}: use that version or a newer one.",
            manifest.program
        ))
    }
}

/// Writes an entry safely to disk and gives the hash of its bytes.
fn write(entry: &mut impl Read, path: &Path) -> Result<String, String> {
    let mut copy = || -> std::io::Result<String> {
        let mut out = OpenOptions::new()
            .create_new(true)
            .read(true)
            .write(true)
            .mode(0o600)
            .open(path)?;
        std::io::copy(entry, &mut out)?;
        out.sync_all()?;
        sha256(&mut File::open(path)?)
    };
    copy().map_err(|error| format!("{}: {error}", path.display()))
}

/// The database is sound, and this program knows its schema.
async fn check_database(path: &Path) -> Result<(), Stop> {
    let db = Db::open(&pole_db::Config::Sqlite { path: path.to_owned() }).await?;
    db.check().await?;
    match schema(&db).await {
        Ok(Schema::Newer(names)) => Err(Stop::refused(format!(
            "this backup was made by a newer Pôle (it knows {}): restore it with that version. Nothing was touched.",
            names.join(", ")
        ))),
        Ok(Schema::Current | Schema::Behind(_)) => Ok(()),
        Err(error) => Err(Stop::refused(format!(
            "the database of this backup is not one of Pôle: {error}"
        ))),
    }
}

/// Moves everything where it belongs; a database that is there is put aside.
fn put_in_place(data: &Path, unpacked: &Path) -> std::io::Result<Option<PathBuf>> {
    let files = data.join(folder::FILES);
    std::fs::create_dir_all(&files)?;
    for entry in std::fs::read_dir(unpacked.join(folder::FILES))? {
        let path = entry?.path();
        if let Some(name) = path.file_name() {
            std::fs::rename(&path, files.join(name))?;
        }
    }
    let database = data.join(folder::DATABASE);
    let mut aside = None;
    if database.exists() {
        let stamp: String = Clock::system()
            .now()
            .to_string()
            .chars()
            .filter(char::is_ascii_digit)
            .collect();
        let name = format!("{}.before-restore-{stamp}", folder::DATABASE);
        // Its journal goes with it: the last transactions may still be there only.
        for suffix in ["-wal", "-shm", ""] {
            let from = data.join(format!("{}{suffix}", folder::DATABASE));
            if from.exists() {
                std::fs::rename(from, data.join(format!("{name}{suffix}")))?;
            }
        }
        aside = Some(data.join(name));
    }
    std::fs::rename(unpacked.join(folder::DATABASE), &database)?;
    File::open(data)?.sync_all()?;
    Ok(aside)
}
