//! The command as people call it, and files as Office packs them.

use std::io::{Cursor, Write};
use std::process::{Command, Output};

/// Runs the command; what it reads of files is kept in a cache of the tests.
pub fn pitchside(arguments: &[&str]) -> Output {
    let cache = std::env::temp_dir().join("pitchside-test-cache");
    Command::new(env!("CARGO_BIN_EXE_pitchside"))
        .args(arguments)
        .env("PITCHSIDE_CACHE", cache)
        .output()
        .unwrap()
}

/// A package of these parts.
pub fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}
