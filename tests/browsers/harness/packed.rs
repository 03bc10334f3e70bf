//! Packages of libraries that a test makes for itself, by the program as it ships.

use anyhow::{Context, Result, ensure};
use std::fmt::Write;
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

/// Packs a library of so many links, all of which answer to `closing`.
///
/// # Errors
/// See [`pack`].
pub fn of_links(pieces: usize, folder: &Path) -> Result<()> {
    let library = folder.join("library");
    std::fs::create_dir(&library)?;
    std::fs::write(library.join("library.toml"), "[library]\nname = \"Long\"\nvendor = \"Harbourline\"\n")?;
    let mut catalogue = "id,title,kind,url,summary\n".to_owned();
    for number in 0..pieces {
        writeln!(
            catalogue,
            "piece-{number},Closing early part {number},guide,https://harbourline.example/{number},How part {number} of the month is closed."
        )?;
    }
    std::fs::write(library.join("catalogue.csv"), catalogue)?;
    pack(&library, folder)
}
