//! Packages of libraries that a test makes for itself, by the program as it ships.

use anyhow::{Context, Result, ensure};
use std::path::Path;
use std::process::Command;

/// Packs the library in a folder into `out/chrome` and `out/firefox` below `folder`.
///
/// # Errors
/// When `PITCHSIDE_CLI` is not set, or the program objects.
pub fn pack(library: &Path, folder: &Path) -> Result<()> {
    let program = std::env::var_os("PITCHSIDE_CLI").context("no PITCHSIDE_CLI: ./build.sh test sets it")?;
    let out = Command::new(program)
        .arg("pack")
        .arg(library)
        .arg("-o")
        .arg(folder.join("out"))
        .arg("-q")
        .output()?;
    ensure!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    Ok(())
}
