//! `pitchside search` (waiting for the search room)

use anyhow::{Result, bail};
use std::path::Path;
use std::process::ExitCode;

/// Answers a question.
pub fn run(_dir: &Path, _question: &str, _limit: usize) -> Result<ExitCode> {
    bail!("search is not built in yet")
}
