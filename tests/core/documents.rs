//! Documents and comments name files that are there.

use std::fs;
use std::path::{Path, PathBuf};

/// Where people write about the project's files.
const WRITTEN: [&str; 10] = [
    "README.md",
    "CONTRIBUTING.md",
    "docs",
    "src",
    "tests",
    "examples",
    "bench",
    "extension",
    "scripts",
    "build.sh",
];
/// What a path in the project begins with.
const FOLDERS: [&str; 9] =
    ["src/", "tests/", "extension/", "examples/", "bench/", "scripts/", "docs/", "demo/", "fuzz/"];
const ENDINGS: [&str; 6] = ["md", "rs", "js", "html", "sh", "toml"];

fn written(path: &Path, found: &mut Vec<PathBuf>) {
    if path.is_dir() {
        for entry in fs::read_dir(path).unwrap().map(Result::unwrap) {
            written(&entry.path(), found);
        }
    } else if path.extension().is_some_and(|e| ENDINGS.iter().any(|known| e == *known)) {
        found.push(path.to_owned());
    }
}

/// The paths that a text names, from the project's folder on.
fn named(text: &str) -> Vec<&str> {
    let in_path = |c: char| c.is_ascii_alphanumeric() || "_-./".contains(c);
    let words = text.split(|c: char| !in_path(c) && c != '*' && c != '…' && c != '<' && c != '{' && c != '$');
    let whole = words.filter(|word| word.chars().all(in_path));
    let whole = whole.map(|word| word.trim_start_matches("./").trim_end_matches(['.', '/']));
    whole.filter(|word| FOLDERS.iter().any(|folder| word.starts_with(folder))).collect()
}

#[test]
fn every_file_that_is_named_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut files = Vec::new();
    for place in WRITTEN {
        written(&root.join(place), &mut files);
    }
    assert!(files.len() > 150, "{} files were read", files.len());
    let (mut wrong, mut count) = (Vec::new(), 0);
    for file in files.iter().filter(|file| !file.ends_with("tests/core/documents.rs")) {
        let Ok(text) = fs::read_to_string(file) else { continue };
        // In code only comments count: other strings are paths in libraries and packages made up.
        let code = file.extension().is_some_and(|e| e == "rs" || e == "js" || e == "sh");
        let comment = |line: &&str| {
            !code || ["//", "#", "/*", "*"].iter().any(|sign| line.trim_start().starts_with(sign))
        };
        for (line, number) in text.lines().zip(1..).filter(|(line, _)| comment(line)) {
            for path in named(line) {
                count += 1;
                if !root.join(path).exists() && !path.starts_with("docs/panel") {
                    wrong.push(format!("{}:{number}: {path}", file.strip_prefix(&root).unwrap().display()));
                }
            }
        }
    }
    assert!(count > 60, "{count} names were read");
    assert!(wrong.is_empty(), "these are named and not there:\n{}", wrong.join("\n"));
}
