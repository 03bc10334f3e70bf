//! The room walls: who may use whom. Reads the imports of every file under `src/`.
//!
//! A new room is a new row of [`ROOMS`]. A use that is not allowed is mended by moving the code to the room that owns
//! the idea, or by passing the value in from the caller; widening a row is a change of design and says so in its commit.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test that can’t go on says so by panicking

use std::fs;
use std::path::{Path, PathBuf};

/// Every room and the rooms that it may use beside itself.
const ROOMS: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("catalogue", &[]),
    ("index", &["text", "catalogue"]),
    ("search", &["index", "text", "catalogue"]),
    ("prospect", &["catalogue", "text"]),
    ("recommend", &["search", "index", "prospect", "catalogue", "text"]),
    ("memory", &["catalogue", "prospect"]),
    ("library", CORE),
    ("package", &["text", "catalogue", "index", "search", "prospect", "recommend", "memory", "library"]),
    ("report", CORE),
    ("preview", &["package"]),
    ("panel", &["text", "catalogue", "index", "search", "prospect", "recommend", "memory", "wasm"]),
    ("wasm", &["text", "catalogue", "index", "search", "prospect", "recommend", "memory", "panel"]),
    ("order", &[]),
    ("case", &[]),
    ("value", &[]),
    ("main", ANY),
    ("cli", ANY),
    ("lib", ANY),
];
const CORE: &[&str] = &["text", "catalogue", "index", "search", "prospect", "recommend", "memory"];
const ANY: &[&str] = &["*"];

/// What every room may use: it is no room, knows nothing of the product and uses nothing of it.
const SHARED: &[&str] = &["order", "case", "value"];

/// Crates and paths that core rooms never touch: they must be the same in the browser and natively.
const NEVER_IN_CORE: &[&str] =
    &["std::fs", "std::net", "std::thread", "web_sys", "js_sys", "gloo", "wasm_bindgen"];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// The room that a file under `src/` belongs to: its top folder, or its own name.
fn room_of(file: &Path) -> String {
    let first = file.components().next().unwrap();
    Path::new(first.as_os_str()).file_stem().unwrap().to_string_lossy().into_owned()
}

/// Code without comments, strings and everything from the unit tests on (which may use what they like).
fn code_of(source: &str) -> String {
    let body = source.split("#[cfg(test)]").next().unwrap();
    body.lines().map(|l| l.split("//").next().unwrap()).collect::<Vec<_>>().join("\n")
}

/// The rooms named after `crate::` (and `pitchside::`), in one-line and braced imports and in paths.
fn rooms_used(code: &str) -> Vec<String> {
    let mut used = Vec::new();
    for start in ["crate::", "pitchside::"] {
        for (at, _) in code.match_indices(start) {
            let rest = &code[at + start.len()..];
            match rest.strip_prefix('{') {
                Some(list) => used.extend(top_level_names(list)),
                None => used.push(first_name(rest)),
            }
        }
    }
    used.sort();
    used.dedup();
    used
}

fn first_name(path: &str) -> String {
    path.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

/// `text::{a, b}, index::Index}` gives `text`, `index`.
fn top_level_names(list: &str) -> Vec<String> {
    let (mut names, mut depth, mut fresh) = (Vec::new(), 0, true);
    for (at, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => fresh = true,
            c if fresh && !c.is_whitespace() => {
                names.push(first_name(&list[at..]));
                fresh = false;
            }
            _ => {}
        }
    }
    names
}

#[test]
fn every_room_uses_only_the_rooms_it_may() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut wrong = Vec::new();
    for file in sources(&src) {
        let inside = file.strip_prefix(&src).unwrap();
        let room = room_of(inside);
        let Some((_, allowed)) = ROOMS.iter().find(|(name, _)| *name == room) else {
            wrong.push(format!(
                "src/{}: room `{room}` has no row in tests/rooms.rs: add one",
                inside.display()
            ));
            continue;
        };
        let code = code_of(&fs::read_to_string(&file).unwrap());
        for used in rooms_used(&code) {
            let known = ROOMS.iter().any(|(name, _)| *name == used);
            if known
                && used != room
                && !allowed.contains(&"*")
                && !allowed.contains(&used.as_str())
                && !SHARED.contains(&used.as_str())
            {
                wrong.push(format!(
                    "src/{}: `{room}` may not use `{used}` (it may use: {}). Move the code to the room that owns the \
                     idea, or let the caller pass the value in",
                    inside.display(),
                    if allowed.is_empty() { "no other room".to_owned() } else { allowed.join(", ") },
                ));
            }
        }
        if CORE.contains(&room.as_str()) {
            for path in NEVER_IN_CORE.iter().filter(|p| code.contains(*p)) {
                wrong.push(format!(
                    "src/{}: core room `{room}` uses `{path}`, which one of the two targets lacks. Let `library`, \
                     `package` or `panel` do it and pass the value in",
                    inside.display()
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn imports_are_read_in_every_form() {
    let code = "use crate::{text::{fold, Token}, index::Index};\nuse crate::search::search;\nlet x = crate::memory::A;";
    assert_eq!(rooms_used(code), ["index", "memory", "search", "text"]);
    assert_eq!(
        rooms_used(&code_of("// crate::panel\n#[cfg(test)]\nuse crate::library::X;")),
        Vec::<String>::new()
    );
}
