//! Builds the web folder when it is missing or stale, then writes the table of its files.
//!
//! The files are copied next to the table, so that cleaning `web/dist` never breaks a build.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::SystemTime;

/// What the built files are made from, relative to the web folder.
const SOURCES: &[&str] = &[
    "build.mjs",
    "favicon.svg",
    "package.json",
    "package-lock.json",
    ".npmrc",
    "scripts",
    "styles",
];

fn main() -> ExitCode {
    match build() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("cargo::error={error}");
            ExitCode::FAILURE
        }
    }
}

fn build() -> Result<(), Box<dyn Error>> {
    let here = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR")?);
    let out = PathBuf::from(std::env::var("OUT_DIR")?);
    let web = here.join("../../web");
    println!("cargo::rerun-if-changed=build.rs");
    let mut newest = SystemTime::UNIX_EPOCH;
    for source in SOURCES {
        let path = web.join(source);
        println!("cargo::rerun-if-changed={}", path.display());
        newest = newest.max(last_change(&path)?);
    }
    let dist = web.join("dist");
    let built = fs::metadata(dist.join("manifest.json")).and_then(|manifest| manifest.modified());
    if built.is_ok_and(|built| built >= newest) {
        return embed(&dist, &out);
    }
    // npm writes this file last, so it dates what is installed.
    let installed = fs::metadata(web.join("node_modules/.package-lock.json")).and_then(|lock| lock.modified());
    let wanted = last_change(&web.join("package-lock.json"))?;
    if !installed.is_ok_and(|installed| installed >= wanted) {
        npm(&web, &["ci"])?;
    }
    npm(&web, &["run", "build"])?;
    embed(&dist, &out)
}

/// The latest change under a file or a folder.
fn last_change(path: &Path) -> Result<SystemTime, Box<dyn Error>> {
    let about = fs::metadata(path).map_err(|error| format!("{}: {error}", path.display()))?;
    if about.is_file() {
        return Ok(about.modified()?);
    }
    let mut newest = SystemTime::UNIX_EPOCH;
    for entry in fs::read_dir(path)? {
        newest = newest.max(last_change(&entry?.path())?);
    }
    Ok(newest)
}

/// Runs npm in the web folder; its output is shown only when it fails.
fn npm(web: &Path, arguments: &[&str]) -> Result<(), Box<dyn Error>> {
    let program = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let output = Command::new(program).args(arguments).current_dir(web).output().map_err(|error| {
        format!("the pages need Node.js 20 or newer and npm to be built (never to run); install them, then build again ({error})")
    })?;
    if output.status.success() {
        return Ok(());
    }
    let said = format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    for line in said.lines().filter(|line| !line.trim().is_empty()) {
        println!("cargo::warning={line}");
    }
    Err(format!(
        "`npm {}` failed in web/ (Node.js 20 or newer is needed); what it said is above",
        arguments.join(" ")
    )
    .into())
}

/// Copies the published files and writes the table that embeds them.
fn embed(dist: &Path, out: &Path) -> Result<(), Box<dyn Error>> {
    let manifest: serde_json::Value = serde_json::from_str(&fs::read_to_string(dist.join("manifest.json"))?)?;
    let manifest = manifest
        .as_object()
        .ok_or("the manifest of web/dist is not an object")?;
    let kept = out.join("dist");
    if kept.exists() {
        fs::remove_dir_all(&kept)?;
    }
    fs::create_dir_all(&kept)?;
    let mut table = String::from("static FILES: &[File] = &[\n");
    for (name, published) in manifest {
        let published = published
            .as_str()
            .ok_or("a name of the manifest of web/dist is not a text")?;
        fs::copy(dist.join(published), kept.join(published))?;
        writeln!(
            table,
            "    File {{ name: {name:?}, published: {published:?}, bytes: {}, brotli: {}, gzip: {} }},",
            included(&kept.join(published)),
            sibling(dist, &kept, &format!("{published}.br"))?,
            sibling(dist, &kept, &format!("{published}.gz"))?,
        )?;
    }
    table.push_str("];\n");
    fs::write(out.join("files.rs"), table)?;
    Ok(())
}

/// Copies a compressed sibling, and says how to embed it.
fn sibling(dist: &Path, kept: &Path, name: &str) -> Result<String, Box<dyn Error>> {
    let from = dist.join(name);
    if !from.exists() {
        return Ok("None".to_owned());
    }
    let to = kept.join(name);
    fs::copy(from, &to)?;
    Ok(format!("Some({})", included(&to)))
}

/// The expression that embeds a file.
fn included(file: &Path) -> String {
    format!("include_bytes!({:?})", file.display().to_string())
}
