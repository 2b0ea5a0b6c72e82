//! `pole config`: what can be set.

use std::process::ExitCode;

use clap::Subcommand;

use super::stop::Stop;
use super::write;
use crate::shell::config::EXAMPLE;

/// What to say of the configuration.
#[derive(Debug, Subcommand)]
pub(super) enum ConfigCommand {
    /// Print every key with its comment and its default.
    Example,
}

pub(super) fn run(command: &ConfigCommand) -> Result<ExitCode, Stop> {
    match command {
        ConfigCommand::Example => write(EXAMPLE.as_bytes())?,
    }
    Ok(ExitCode::SUCCESS)
}
