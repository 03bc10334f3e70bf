//! `panel.html` and the code that fills it name the same things.

use pitchside_core::catalogue::AssetKind;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

fn views() -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/panel/view");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files.map(|path| fs::read_to_string(path).unwrap()).collect()
}

/// What stands between `before` and the next `after`, everywhere.
fn all(text: &str, before: &str, after: &str) -> BTreeSet<String> {
    let parts = text.split(before).skip(1);
    parts.filter_map(|rest| Some(rest.split_once(after)?.0.to_owned())).collect()
}

#[test]
fn every_kind_of_asset_has_its_icon() {
    let html = read("extension/panel.html");
    for kind in AssetKind::ALL {
        let id = format!("id=\"k-{}\"", kind.slug());
        assert!(
            html.contains(&id),
            "draw a symbol {id} in extension/panel.html for the kind “{}”",
            kind.label()
        );
    }
}

#[test]
fn every_template_that_is_stamped_exists_and_none_is_left_over() {
    let html = read("extension/panel.html");
    let exist = all(&html, "<template id=\"t-", "\"");
    let mut used = all(&views(), "stamp(\"", "\"");
    let named = ["actions", "actions-passage", "bones", "sub"].map(str::to_owned); // by a variable
    used.extend(named);
    let missing: Vec<_> = used.difference(&exist).collect();
    assert!(missing.is_empty(), "add to extension/panel.html: {missing:?}");
    let unused: Vec<_> = exist.difference(&used).collect();
    assert!(unused.is_empty(), "nothing fills these templates: {unused:?}");
}

#[test]
fn every_control_means_something() {
    let html = read("extension/panel.html");
    let code = read("src/panel/view/listen.rs");
    for name in all(&html, "data-do=\"", "\"") {
        assert!(
            code.contains(&format!("\"{name}\"")),
            "say in src/panel/view/listen.rs what data-do=\"{name}\" does"
        );
    }
}

#[test]
fn text_never_becomes_markup() {
    for word in
        ["inner_html", "outer_html", "insert_adjacent", "innerHTML", "document.write", "create_contextual"]
    {
        assert!(!views().contains(word), "the view uses {word}: put text in by textContent");
        for file in ["panel.js", "browser.js", "background.js"] {
            assert!(!read(&format!("extension/{file}")).contains(word), "{file} uses {word}");
        }
    }
}

#[test]
fn the_content_security_policy_has_nothing_to_forbid_in_the_panel() {
    let html = read("extension/panel.html");
    assert!(!html.contains(" style="), "inline styles are not allowed: use a class");
    assert!(!html.contains(" onclick") && !html.contains("javascript:"), "handlers stand in Rust");
    for script in html.split("<script").skip(1) {
        assert!(
            script.starts_with(" type=\"module\" async src=\"") && script.contains("\"></script>"),
            "scripts stand in files and wait for nothing"
        );
    }
}

#[test]
fn every_file_that_the_first_list_needs_is_on_its_way_from_the_start() {
    let html = read("extension/panel.html");
    for file in ["pitchside_bg.wasm", "tables.txt", "library/library.idx", "library/library.json"] {
        assert!(
            html.contains(&format!("<link rel=\"preload\" as=\"fetch\" crossorigin href=\"{file}\">")),
            "add a preload of {file} to extension/panel.html"
        );
    }
}
