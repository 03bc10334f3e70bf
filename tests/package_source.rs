//! The source archive that goes to Mozilla's reviewers: the wasm that it gives is the one that ships.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test that can’t go on says so by panicking

use std::path::{Path, PathBuf};
use std::process::Command;

/// As `AMO-BUILD-NOTES.md` tells a reviewer to do it, in a folder of another name and without anything that was built before.
///
/// It compiles everything anew, which takes a minute or two: `./build.sh reproduce` asks for it.
#[test]
fn the_wasm_rebuilt_from_the_source_archive_is_the_one_that_ships() {
    let asked = std::env::var_os("PITCHSIDE_REBUILD").is_some();
    let Some(dist) = std::env::var_os("PITCHSIDE_DIST").map(PathBuf::from).filter(|_| asked) else {
        eprintln!("skipped: no PITCHSIDE_REBUILD and PITCHSIDE_DIST. Run ./build.sh reproduce");
        return;
    };
    let archive = std::fs::read_dir(&dist)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| path.file_name().unwrap().to_string_lossy().starts_with("pitchside-source-"))
        .expect("dist has a source archive");
    let place = tempfile::tempdir().unwrap();
    zip::ZipArchive::new(std::fs::File::open(archive).unwrap()).unwrap().extract(place.path()).unwrap();
    let source = place.path().join("pitchside-source");
    let mut build = Command::new("bash");
    build.args(["build.sh", "extension"]).current_dir(&source);
    // What this test's own build has set is not set at a reviewer's.
    for (name, _) in std::env::vars_os() {
        let name = name.to_string_lossy().into_owned();
        if name == "CARGO_TARGET_DIR" || name == "RUSTFLAGS" || name.starts_with("CARGO_PKG_") {
            build.env_remove(name);
        }
    }
    let built = build.output().unwrap();
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    for name in ["pitchside_bg.wasm", "pitchside.js"] {
        let read = |path: &Path| std::fs::read(path).unwrap();
        let rebuilt = read(&source.join("target/extension").join(name));
        for browser in ["chrome", "firefox"] {
            assert!(read(&dist.join(browser).join(name)) == rebuilt, "{browser}/{name} differs");
        }
    }
}
