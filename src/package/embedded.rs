//! The built extension inside this program, put there by `build.rs` when `PITCHSIDE_EXTENSION_DIR` names it.

use super::Files;

include!(concat!(env!("OUT_DIR"), "/extension.rs"));

/// Its files, or none when this program was built without it.
pub fn files() -> Option<Files> {
    let files: Files = EXTENSION.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec())).collect();
    (!files.is_empty()).then_some(files)
}
