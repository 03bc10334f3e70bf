//! Puts the built extension into the program: every file below `PITCHSIDE_EXTENSION_DIR`, which `./build.sh` sets; and
//! beside it the source that it was built from, which Mozilla's reviewers ask for. Without it both lists are
//! empty, and `pitchside pack` says how to get a program that has them.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// Everything that the extension is built from, and the manifests of all crates, without which cargo builds none.
const SOURCE: [&str; 14] = [
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE",
    "README.md",
    "bench/ranking/Cargo.toml",
    "bench/search/Cargo.toml",
    "build.rs",
    "build.sh",
    "clippy.toml",
    "extension",
    "manifest.json",
    "scripts",
    "src",
    "tests/browsers/Cargo.toml",
];

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=PITCHSIDE_EXTENSION_DIR");
    let folder = std::env::var_os("PITCHSIDE_EXTENSION_DIR").map(PathBuf::from);
    let (mut extension, mut source) = (Vec::new(), Vec::new());
    if let Some(folder) = folder {
        println!("cargo::rerun-if-changed={}", folder.display());
        collect(&folder, "", &mut extension);
        let root = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from).unwrap_or_default();
        for name in SOURCE {
            let path = root.join(name);
            println!("cargo::rerun-if-changed={}", path.display());
            if path.is_dir() {
                collect(&path, &format!("{name}/"), &mut source)
            } else {
                source.push((name.to_string(), path))
            }
        }
    }
    let mut list = String::new();
    for (constant, doc, mut files) in
        [("EXTENSION", "The built extension", extension), ("SOURCE", "What it was built from", source)]
    {
        files.sort();
        let _ = writeln!(
            list,
            "/// {doc}: name and content of each file, sorted by name.\nconst {constant}: &[(&str, &[u8])] = &["
        );
        for (name, path) in files {
            let _ = writeln!(list, "    ({name:?}, include_bytes!({path:?})),");
        }
        list.push_str("];\n");
    }
    let out = std::env::var_os("OUT_DIR").map(PathBuf::from).unwrap_or_default().join("extension.rs");
    if let Err(error) = std::fs::write(&out, list) {
        println!("cargo::error={}: {error}", out.display());
    }
}

fn collect(folder: &Path, prefix: &str, files: &mut Vec<(String, PathBuf)>) {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => {
            println!("cargo::error=PITCHSIDE_EXTENSION_DIR: {}: {error}", folder.display());
            return;
        }
    };
    for entry in entries.flatten() {
        let (path, name) = (entry.path(), format!("{prefix}{}", entry.file_name().to_string_lossy()));
        if path.is_dir() {
            collect(&path, &format!("{name}/"), files);
        } else {
            files.push((name, path));
        }
    }
}
