//! Lists the adapters that ship, for programs that have them inside: every file of `extension/adapters/`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var_os("CARGO_FEATURE_EMBEDDED").is_none() {
        return;
    }
    let root = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from).unwrap_or_default();
    let folder = root.join("../../extension/adapters");
    println!("cargo::rerun-if-changed={}", folder.display());
    let out = std::env::var_os("OUT_DIR").map(PathBuf::from).unwrap_or_default().join("builtin_adapters.rs");
    let written = list(&folder).and_then(|text| std::fs::write(&out, text));
    if let Err(error) = written {
        println!("cargo::error={}: {error}", folder.display());
    }
}

fn list(folder: &Path) -> std::io::Result<String> {
    let entries = std::fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path()));
    let mut files = entries.collect::<std::io::Result<Vec<PathBuf>>>()?;
    files.retain(|path| path.extension().is_some_and(|ending| ending == "json"));
    files.sort();
    let mut list =
        "/// The files of the adapters that ship, by name, as they stand in `extension/adapters/`.\n\
         pub const BUILTIN: &[(&str, &str)] = &[\n"
            .to_owned();
    for path in files {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let _ = writeln!(list, "    ({name:?}, include_str!({:?})),", path.canonicalize()?);
    }
    list.push_str("];\n");
    Ok(list)
}
