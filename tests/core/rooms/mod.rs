//! The walls: what a crate may touch is said by its manifest; here stand the rooms inside the core and who may use whom,
//! and that no files anywhere take from each other in a circle.
//!
//! A new room is a new row of [`ROOMS`]. A use that is not allowed is mended by moving the code to the room that owns
//! the idea, or by passing the value in from the caller; widening a row is a change of design and says so in its commit.

mod code;
mod graph;

use code::{Module, absolute};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The rooms of the core and those that each may use beside itself. `text` to `memory` know the product, from the ground up;
/// the last five know nothing of it and may be used by all.
const ROOMS: [(&str, &[&str]); 12] = [
    ("text", &[]),
    ("catalogue", &[]),
    ("index", &["text", "catalogue"]),
    ("search", &["index", "text", "catalogue"]),
    ("prospect", &["catalogue", "text"]),
    ("recommend", &["search", "index", "prospect", "catalogue", "text"]),
    ("memory", &["catalogue", "prospect"]),
    ("order", &[]),
    ("case", &[]),
    ("value", &[]),
    ("markup", &[]),
    ("tables", &[]),
];
const FOR_ALL: [&str; 5] = ["order", "case", "value", "markup", "tables"];

/// What a core room never touches: it must be the same in the browser and natively.
const NEVER_IN_CORE: [[&str; 2]; 6] =
    [["std", "fs"], ["std", "net"], ["std", "thread"], ["std", "process"], ["std", "env"], ["std", "io"]];

/// Crates of the workspace and their folders.
const CRATES: [(&str, &str); 3] =
    [("pitchside_core", "src/core"), ("pitchside_panel", "src/panel"), ("pitchside", "src/cli")];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Everything in the core that the rows of [`ROOMS`] do not allow.
fn breaches(modules: &BTreeMap<Vec<String>, Module>) -> Vec<String> {
    let mut wrong = Vec::new();
    for (module, Module { file, code }) in modules.iter().filter(|(module, _)| module.len() > 1) {
        let room = module[1].as_str();
        let Some((_, allowed)) = ROOMS.iter().find(|(name, _)| *name == room) else {
            wrong.push(format!("{file}: room `{room}` has no row in tests/core/rooms/mod.rs: add one"));
            continue;
        };
        let handed_on = code.hands_on.iter().map(|(_, path)| (&[][..], path));
        for (inside, path) in
            code.paths.iter().map(|(inside, path)| (inside.as_slice(), path)).chain(handed_on)
        {
            if let Some(never) =
                NEVER_IN_CORE.iter().find(|never| path.starts_with(&never.map(str::to_owned)))
            {
                wrong.push(format!(
                    "{file}: `{}` is not the same in the browser. Let the command or the panel do it and pass the value in",
                    never.join("::")
                ));
            }
            let place = [module.as_slice(), inside].concat();
            let Some(used) = absolute(&place, path, modules, &["pitchside_core"]) else { continue };
            let Some(used) = used.get(1).filter(|used| ROOMS.iter().any(|(name, _)| name == used)) else {
                continue;
            };
            if used != room && !allowed.contains(&used.as_str()) && !FOR_ALL.contains(&used.as_str()) {
                wrong.push(format!(
                    "{file}: `{room}` may not use `{used}` (it may use: {}). Move the code to the room that owns the \
                     idea, or let the caller pass the value in",
                    if allowed.is_empty() { "no other room".to_owned() } else { allowed.join(", ") },
                ));
            }
        }
    }
    wrong
}

#[test]
fn every_room_of_the_core_uses_only_the_rooms_it_may() {
    let modules = code::modules(&root().join("src/core"), "pitchside_core");
    assert!(modules.len() > 80, "{} files were read", modules.len());
    let wrong = breaches(&modules);
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn no_files_take_from_each_other_in_a_circle() {
    let names: Vec<&str> = CRATES.iter().map(|(name, _)| *name).collect();
    let mut modules = BTreeMap::new();
    for (name, folder) in CRATES {
        modules.extend(code::modules(&root().join(folder), name));
    }
    let graph = graph::graph(&modules, &names);
    assert!(graph.len() > 150, "{} files take from others", graph.len());
    let mut told = String::new();
    for circle in graph::circles(&graph) {
        told.push_str("\na circle:\n");
        for from in &circle {
            for (to, names) in graph[from].iter().filter(|(to, _)| circle.contains(to)) {
                let names: Vec<&str> = names.iter().map(String::as_str).collect();
                told.push_str(&format!(
                    "  {} takes {} from {}\n",
                    from.join("::"),
                    names.join(", "),
                    to.join("::")
                ));
            }
        }
    }
    assert!(
        told.is_empty(),
        "{told}Move what is taken into a file of its own, or to the one that owns the idea."
    );
}

/// A core of files made up, by name and text.
fn planted(files: &[(&str, &str)]) -> BTreeMap<Vec<String>, Module> {
    let folder = std::env::temp_dir().join(format!("pitchside-rooms-{}-{}", std::process::id(), files.len()));
    for (name, text) in files {
        let path = folder.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let modules = code::modules(&folder, "pitchside_core");
    std::fs::remove_dir_all(folder).unwrap();
    modules
}

#[test]
fn a_planted_breach_is_caught_wherever_it_stands() {
    for (text, caught) in [
        ("use crate::{search::search, text};", "may not use `search`"),
        ("use crate::catalogue::Date;\nuse super::recommend::Context;", "may not use `recommend`"),
        (
            "#[cfg(test)]\nmod tests { use crate::search::X; }\nfn f() { crate::memory::forget() }",
            "may not use `memory`",
        ),
        ("fn f() -> String { format!(\"{}\", crate::search::NAME) }", "may not use `search`"),
        ("mod inner { mod deep { use super::super::super::prospect::Field; } }", "may not use `prospect`"),
        ("pub use pitchside_core::prospect::Field;", "may not use `prospect`"),
        ("use std::{fs};", "`std::fs`"),
        ("use std::{collections::BTreeMap, {net::{TcpStream}}};", "`std::net`"),
        ("fn f() { let _ = std::thread::current(); }", "`std::thread`"),
    ] {
        let planted =
            planted(&[("lib.rs", ""), ("index/mod.rs", text), ("prospect.rs", ""), ("search.rs", "")]);
        let wrong = breaches(&planted);
        assert!(wrong.iter().any(|w| w.contains(caught)), "{text}\n{wrong:?}");
    }
    let room = planted(&[("attic.rs", ""), ("lib.rs", "")]);
    assert!(breaches(&room).iter().any(|w| w.contains("`attic` has no row")));
}

#[test]
fn what_stands_in_tests_strings_and_comments_is_no_breach() {
    let text = "// crate::search\n/* use std::fs; */ const TEXT: &str = \"crate::memory::X\";\n\
                #[cfg(test)]\n#[allow(unused)]\nmod tests { use crate::search::search; use std::fs; }\n\
                #[cfg(test)]\nmod more;\n#[cfg(all(test, unix))]\nuse std::net::TcpStream;\nuse crate::text::fold;";
    let files = [("lib.rs", ""), ("index/mod.rs", text), ("index/more.rs", "use crate::memory::X;")];
    assert_eq!(breaches(&planted(&files)), Vec::<String>::new());
}

#[test]
fn a_planted_circle_is_caught_also_by_way_of_what_a_folder_hands_on() {
    let modules = planted(&[
        ("lib.rs", "pub mod text;\npub mod index;"),
        ("text/mod.rs", "mod fold;\nmod words;\npub use fold::fold;"),
        ("text/fold.rs", "use super::words::Words;"),
        ("text/words.rs", "use crate::index;\nfn f() { index::open::<Words>() }"),
        ("index.rs", "use crate::text::fold;"),
    ]);
    let found = graph::circles(&graph::graph(&modules, &["pitchside_core"]));
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].len(), 3, "{found:?}");
}
