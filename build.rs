//! Puts the built extension into the program: every file below `PITCHSIDE_EXTENSION_DIR`, which `./build.sh` sets.
//! Without it the list is empty, and `pitchside pack` says how to get a program that has it.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=PITCHSIDE_EXTENSION_DIR");
    let mut list = String::from(
        "/// Name and content of each file, sorted by name.\nconst EXTENSION: &[(&str, &[u8])] = &[\n",
    );
    // The wasm is a part of what is put in here: it never carries itself.
    let wasm = std::env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|arch| arch == "wasm32");
    if let Some(folder) = std::env::var_os("PITCHSIDE_EXTENSION_DIR").map(PathBuf::from).filter(|_| !wasm) {
        println!("cargo::rerun-if-changed={}", folder.display());
        let mut files = Vec::new();
        collect(&folder, "", &mut files);
        files.sort();
        for (name, path) in files {
            let _ = writeln!(list, "    ({name:?}, include_bytes!({path:?})),");
        }
    }
    list.push_str("];\n");
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
