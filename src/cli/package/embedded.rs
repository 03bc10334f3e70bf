//! The built extension inside this program and the source it was built from, put there by `build.rs` when
//! `PITCHSIDE_EXTENSION_DIR` names it.

use super::Files;

include!(concat!(env!("OUT_DIR"), "/extension.rs"));

/// Its files, or none when this program was built without it.
pub fn files() -> Option<Files> {
    list(EXTENSION)
}

/// The source of the extension, or none when this program was built without it.
pub fn source() -> Option<Files> {
    list(SOURCE)
}

fn list(all: &[(&str, &[u8])]) -> Option<Files> {
    let files: Files = all.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec())).collect();
    (!files.is_empty()).then_some(files)
}
