//! `pole endowment compute`: the calculator alone. No database, no account, no network.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Subcommand;

use super::stop::Stop;
use super::{say_json, write};
use crate::features::endowment::calculator;
use crate::features::endowment::parameters::Parameters;

/// What to do with the calculator.
#[derive(Debug, Subcommand)]
pub(super) enum EndowmentCommand {
    /// Compute what the schools of a roster file are due, and who pays.
    Compute {
        /// The roster file (CSV); `-` reads the standard input.
        file: PathBuf,
        /// A parameter file (TOML); without it, the default reading of the project sheet.
        #[arg(long, value_name = "FILE")]
        params: Option<PathBuf>,
        /// The result for programs; amounts in cents.
        #[arg(long)]
        json: bool,
    },
}

pub(super) fn run(command: &EndowmentCommand) -> Result<ExitCode, Stop> {
    let EndowmentCommand::Compute { file, params, json } = command;
    let parameters = match params {
        None => Parameters::sheet_default(),
        Some(path) => read_parameters(path)?,
    };
    let input: Box<dyn Read> = if file.as_os_str() == "-" {
        Box::new(std::io::stdin())
    } else {
        Box::new(File::open(file).map_err(|error| Stop::refused(format!("{}: {error}", file.display())))?)
    };
    let output = calculator::run(input, parameters).map_err(|error| {
        let count = super::counted(error.problems.len(), "problem");
        Stop::refused(format!(
            "{}: {count}, nothing was computed.\n{error}\nCorrect the lines and run again.",
            file.display()
        ))
    })?;
    if *json {
        say_json(&output)?;
    } else {
        write(calculator::to_text(&output).as_bytes())?;
    }
    Ok(ExitCode::SUCCESS)
}

fn read_parameters(path: &Path) -> Result<Parameters, Stop> {
    let refuse = |reason: String| Stop::refused(format!("{}: {reason}", path.display()));
    let text = std::fs::read_to_string(path).map_err(|error| refuse(error.to_string()))?;
    Parameters::from_toml(&text).map_err(|errors| refuse(errors.to_string()))
}
