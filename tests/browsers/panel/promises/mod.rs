//! docs/PRIVACY.md, sentence by sentence: which tests hold it. A sentence that is added there without a test fails here.

mod damaged;
mod erases;
mod keeps;
mod noted;
mod reads;
mod table;
mod writes;

use anyhow::{Context, Result, ensure};
use pitchside_browsers::root;
use serde_json::Value;
use std::fs;
use std::path::PathBuf;
use table::PROMISES;

/// A contact of a CRM whose records may be remembered.
const RUTH: &str = "https://app.hubspot.com/contacts/48210933/record/0-1/70125501";

/// The text's sentences, those of its bullets among them.
fn sentences(text: &str) -> Vec<String> {
    let mut blocks: Vec<String> = Vec::new();
    let mut open = false;
    for line in text.lines() {
        let bullet = line.strip_prefix("- ");
        if line.is_empty() || line.starts_with('#') {
            open = false;
        } else if let Some(last) = blocks.last_mut().filter(|_| open && bullet.is_none()) {
            last.extend([" ", line.trim()]);
        } else {
            blocks.push(bullet.unwrap_or(line).to_owned());
            open = true;
        }
    }
    let mut all = Vec::new();
    for block in blocks {
        let mut rest = block.as_str();
        while let Some(end) = next_sentence(rest) {
            all.push(rest[..=end].to_owned());
            rest = &rest[end + 2..];
        }
        all.push(rest.to_owned());
    }
    all
}

/// Where a sentence ends that another follows.
fn next_sentence(text: &str) -> Option<usize> {
    let begins = |at: usize| text[at + 2..].starts_with(|first: char| first.is_uppercase());
    text.match_indices(". ").map(|(at, _)| at).find(|at| begins(*at))
}

/// Whether a test of this name stands in the file of its modules.
fn is_there(name: &str) -> Result<()> {
    let (modules, function) = name.rsplit_once("::").context("no module")?;
    let folder = if modules.starts_with("native::") { "tests" } else { "tests/browsers" };
    let path = root().join(folder).join(modules.replace("::", "/"));
    let files = [path.with_extension("rs"), path.join("mod.rs")];
    let file: &PathBuf = files.iter().find(|file| file.is_file()).context("no such module")?;
    let code = fs::read_to_string(file)?;
    let (before, _) = code.split_once(&format!("fn {function}(")).context("no such function")?;
    // The line above says that it is a test; another may say when it is left out.
    let above: Vec<&str> = before.lines().rev().skip(usize::from(!before.ends_with('\n'))).take(2).collect();
    ensure!(
        above.iter().any(|line| line.starts_with("#[test]") || line.starts_with("#[tokio::test")),
        "no test"
    );
    Ok(())
}

#[test]
fn every_promise_has_a_test_that_is_there() -> Result<()> {
    let text = fs::read_to_string(root().join("docs/PRIVACY.md"))?;
    let sentences = sentences(&text);
    ensure!(sentences.len() > 30, "the text was taken apart: {sentences:#?}");
    let mut wrong = Vec::new();
    for sentence in &sentences {
        let rows = PROMISES.iter().filter(|(begins, _)| sentence.starts_with(begins)).count();
        if rows != 1 {
            wrong.push(format!("{rows} rows for “{sentence}”"));
        }
    }
    for (begins, tests) in PROMISES {
        let found = sentences.iter().filter(|sentence| sentence.starts_with(begins)).count();
        if found != 1 {
            wrong.push(format!("{found} sentences begin with “{begins}”"));
        }
        if tests.is_empty() {
            wrong.push(format!("no test for “{begins}”"));
        }
        for test in *tests {
            if let Err(error) = is_there(test) {
                wrong.push(format!("{test}: {error}"));
            }
        }
    }
    ensure!(wrong.is_empty(), "docs/PRIVACY.md and promises/table.rs:\n{}", wrong.join("\n"));
    Ok(())
}

#[test]
fn a_sentence_without_a_row_and_a_test_that_is_not_there_are_seen() {
    let text = "# A\n\nOne thing. And two (`a.b`, e.g. c)\nhere.\n\n## B\n- Three: four. Five\n  six. Seven.\n- Eight.\n";
    assert_eq!(
        sentences(text),
        ["One thing.", "And two (`a.b`, e.g. c) here.", "Three: four.", "Five six.", "Seven.", "Eight."]
    );
    for name in [
        "panel::promises::reads::no_such_test",
        "panel::no_such_module::x",
        "panel::promises::reads::seen",
        "panel::promises::is_there",
    ] {
        assert!(is_there(name).is_err(), "{name}");
    }
}

/// What the text says of files: the forms of what is kept, the recipes, the adapters of which nothing is kept.
#[test]
fn the_files_that_the_text_points_at_say_what_it_says() -> Result<()> {
    for (file, words) in [
        (
            "src/core/memory/mod.rs",
            &["# The form", "`account:", "`favourites`", "`used`", "`seen`", "`settings`"][..],
        ),
        ("src/core/memory/log.rs", &["# The form", "SHA-256", "`words`", "`account`"]),
    ] {
        let text = fs::read_to_string(root().join(file))?;
        for word in words {
            ensure!(text.contains(word), "{file}: no {word}");
        }
    }
    let mut recipes = 0;
    for entry in fs::read_dir(root().join("extension/adapters"))? {
        let path = entry?.path();
        let adapter: Value = serde_json::from_str(&fs::read_to_string(&path)?)?;
        ensure!(adapter["pages"].is_array(), "{}: no recipes", path.display());
        let forgotten = ["linkedin", "gmail", "outlook"].iter().any(|id| adapter["id"] == **id);
        ensure!((adapter["remember"] == false) == forgotten, "{}: remember", path.display());
        recipes += 1;
    }
    ensure!(recipes > 15, "{recipes} adapters");
    Ok(())
}
