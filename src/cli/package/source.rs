//! The source archive and the build notes that Mozilla's reviewers ask for, since the wasm is compiled.

use super::{Files, archive, embedded};

/// The notes' file name.
pub const NOTES: &str = "AMO-BUILD-NOTES.md";

/// The archive, or none when this program was built without the source.
///
/// # Errors
/// When it can't be zipped.
pub fn archive(version: &str, wasm: Option<&[u8]>) -> std::io::Result<Option<(Vec<u8>, String)>> {
    let Some(mut files) = embedded::source() else { return Ok(None) };
    let notes = notes(version, wasm);
    files.insert(NOTES.to_owned(), notes.clone().into_bytes());
    let files: Files =
        files.into_iter().map(|(name, bytes)| (format!("pitchside-source/{name}"), bytes)).collect();
    Ok(Some((archive::zip(&files)?, notes)))
}

fn notes(version: &str, wasm: Option<&[u8]>) -> String {
    let hash = wasm.map(crate::library::sha256).unwrap_or_default();
    format!(
        "# How to build this add-on from source\n\n\
         Package version {version}; extension version {own}.\n\n\
         Needed: Debian 13 or another Linux with bash, curl, a C compiler and Debian's `binaryen` (wasm-opt), and Rust from\n\
         rustup. The script installs the Rust target and the pinned wasm-pack and wasm-bindgen by cargo; on Debian, run\n\
         as root, it installs missing packages by apt.\n\n\
         ```sh\nunzip pitchside-source-{version}.zip && cd pitchside-source\n./build.sh extension\n\
         sha256sum target/extension/pitchside_bg.wasm\n```\n\n\
         The wasm in this package has the SHA-256\n`{hash}`.\nThe same versions of rustc, wasm-bindgen and wasm-opt give the same bytes.\n\n\
         What is in the package and where it comes from:\n\n\
         | in the package | from |\n|---|---|\n\
         | `pitchside_bg.wasm`, `pitchside.js` | `src/`, by wasm-pack and wasm-opt |\n\
         | `panel.*`, `background.js`, `browser.js`, `observe.js`, `_locales`, `adapters`, `icons` | `extension/`, copied (name, icon and accent colour set by `pitchside pack`) |\n\
         | `tables.txt` | `extension/words`, `extension/adapters` and the library's own adapters as one file, by `src/cli/package/tables.rs` |\n\
         | `manifest.json` | `manifest.json`, by `src/cli/package/manifest.rs` |\n\
         | `library/` | the publisher's own sales collateral: data, no code |\n\n\
         There is no minifier and no remote code; the add-on makes no network request.\n",
        own = env!("CARGO_PKG_VERSION"),
    )
}
