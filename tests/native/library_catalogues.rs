//! Catalogues as people really have them: small ones that were once misread, each with its right value.

use crate::program::pitchside;
use std::path::Path;

fn fixture(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/catalogues").join(name);
    path.to_str().unwrap().to_owned()
}

/// What `check` finds: severity, code and message of each.
fn check(name: &str) -> Vec<(String, String, String)> {
    let output = pitchside(&["check", &fixture(name), "--format", "json"]);
    let findings: Vec<serde_json::Value> = serde_json::from_slice(&output.stdout).unwrap();
    let text = |finding: &serde_json::Value, key: &str| finding[key].as_str().unwrap().to_owned();
    findings.iter().map(|f| (text(f, "severity"), text(f, "code"), text(f, "message"))).collect()
}

fn errors(name: &str) -> Vec<(String, String, String)> {
    check(name).into_iter().filter(|(severity, ..)| severity == "error").collect()
}

/// What a question brings from a library.
fn search(name: &str, question: &str) -> String {
    let out = tempfile::tempdir().unwrap();
    let dir = out.path().join("out");
    let dir = dir.to_str().unwrap();
    assert_eq!(pitchside(&["build", &fixture(name), "-o", dir, "-q"]).status.code(), Some(0));
    let found = pitchside(&["search", dir, "--limit", "9", "--", question]);
    String::from_utf8_lossy(&found.stdout).into_owned()
}

/// The assets of an index.
fn assets(name: &str) -> Vec<serde_json::Value> {
    let out = tempfile::tempdir().unwrap();
    let dir = out.path().join("out");
    assert_eq!(
        pitchside(&["build", &fixture(name), "-o", dir.to_str().unwrap(), "-q"]).status.code(),
        Some(0)
    );
    let bytes = std::fs::read(dir.join("library.idx")).unwrap();
    let index = pitchside_core::index::Index::open(bytes).unwrap();
    index.assets().map(|asset| serde_json::to_value(index.asset(asset).unwrap()).unwrap()).collect()
}

#[test]
fn values_parted_by_alt_enter_are_all_read() {
    assert_eq!(errors("alt-enter"), []);
    let asset = &assets("alt-enter")[0];
    assert_eq!(asset["industries"].as_array().unwrap().len(), 3, "{asset}");
    assert_eq!(asset["personas"].as_array().unwrap().len(), 2, "{asset}");
}

#[test]
fn the_header_is_found_by_its_names_and_not_by_the_first_line() {
    for name in ["delimiter-title", "delimiter-alt-enter", "delimiter-quoted", "delimiter-pipe"] {
        assert_eq!(errors(name), [], "{name}");
        assert_eq!(assets(name).len(), 1, "{name}");
    }
}

#[test]
fn cells_are_read_as_excel_shows_them() {
    let found = search("number-formats", "support opens discount uptime price effort");
    for right in ["15%", "99.95%", "09:00", "37:30", "2026-05-04", "0.00002"] {
        assert!(found.contains(right), "{right} in {found}");
    }
    assert!(!found.contains("1899-12-31") && !found.contains("1900-01-01"), "{found}");
}

#[test]
fn names_and_days_with_invisible_marks_are_understood() {
    let found = check("invisible-characters");
    assert!(!found.iter().any(|(_, code, _)| matches!(code.as_str(), "no-file" | "bad-date")), "{found:?}");
    assert_eq!(assets("invisible-characters").len(), 3);
}

#[test]
fn the_address_behind_a_cell_is_the_link() {
    for name in ["hyperlinks-xlsx", "hyperlinks-csv"] {
        assert_eq!(errors(name), [], "{name}");
        let link = assets(name)[0]["link"].as_str().unwrap().to_owned();
        assert!(link.starts_with("https://h.example/"), "{name}: {link}");
    }
}

#[test]
fn all_and_not_applicable_leave_a_field_blank() {
    assert_eq!(errors("all-and-nothing"), []);
    for asset in assets("all-and-nothing") {
        for field in ["industries", "personas", "sizes", "regions", "stages"] {
            assert_eq!(asset[field].as_array().map_or(0, Vec::len), 0, "{field} of {asset}");
        }
    }
}

#[test]
fn languages_have_names_and_own_words_reach_the_audience() {
    assert_eq!(errors("own-words"), []);
    let asset = &assets("own-words")[0];
    assert_eq!(
        (asset["language"].as_str(), asset["audience"].as_str()),
        (Some("de"), Some("nda")),
        "{asset}"
    );
}

#[test]
fn a_table_of_contents_is_not_written_for_marketing() {
    let asset = &assets("content-is-no-marketing")[0];
    assert_eq!(asset["personas"].as_array().map_or(0, Vec::len), 0, "{asset}");
}
