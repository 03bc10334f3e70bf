//! The source archive that goes to Mozilla's reviewers: the wasm that it gives is the one that ships.

use std::path::{Path, PathBuf};
use std::process::Command;

/// As `AMO-BUILD-NOTES.md` tells a reviewer to do it, in a folder of another name and without anything that was built before.
#[test]
#[ignore = "compiles everything anew: run ./build.sh reproduce"]
fn the_wasm_rebuilt_from_the_source_archive_is_the_one_that_ships() {
    let dist = std::env::var_os("PITCHSIDE_DIST")
        .map(PathBuf::from)
        .expect("PITCHSIDE_DIST: run ./build.sh reproduce");
    let archive = std::fs::read_dir(&dist)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| path.file_name().unwrap().to_string_lossy().starts_with("pitchside-source-"))
        .expect("dist has a source archive");
    let place = tempfile::tempdir().unwrap();
    zip::ZipArchive::new(std::fs::File::open(archive).unwrap()).unwrap().extract(place.path()).unwrap();
    let source = place.path().join("pitchside-source");
    // As the notes have it: a script that can't be run would end a review.
    let mut build = Command::new("./build.sh");
    build.arg("extension").current_dir(&source);
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
