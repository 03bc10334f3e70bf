//! The command line as a process: what it prints, what it writes, how it ends.

use crate::files::tree;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;

const SETTINGS: &str = r#"[library]
name = "Harbourline collateral"
vendor = "Harbourline"
base_url = "https://www.harbourline.example/files/"
[[product]]
name = "Harbourline Close"
aliases = ["Close"]
[[competitor]]
name = "Ledgerfox"
"#;
const CATALOGUE: &str = "\
id,file,title,kind,industries,personas,superseded_by,url
close-vs-ledgerfox,comparison/close-vs-ledgerfox.md,Close and Ledgerfox compared,comparison,Insurance,Finance,,
old,,The comparison of 2024,comparison,,,close-vs-ledgerfox,https://www.harbourline.example/old
";
const COMPARISON: &str = "\
# Close and Ledgerfox compared
Both products reconcile accounts at the end of the month, and both keep an audit trail of who approved what.
## Hosting
Harbourline Close keeps its data in Rotterdam. Ledgerfox is hosted in the United States only.
";

fn pitchside(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_pitchside")).args(arguments).output().unwrap()
}

fn library(extra: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let files: [(&str, &[u8]); 3] = [
        ("library.toml", SETTINGS.as_bytes()),
        ("catalogue.csv", CATALOGUE.as_bytes()),
        ("comparison/close-vs-ledgerfox.md", COMPARISON.as_bytes()),
    ];
    for (name, bytes) in files.iter().chain(extra) {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    folder
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn path(folder: &TempDir) -> &str {
    folder.path().to_str().unwrap()
}

#[test]
fn a_library_is_built_and_answers_a_question_with_the_section_it_stands_in() {
    let (library, out) = (library(&[]), tempfile::tempdir().unwrap());
    let dir = out.path().join("index");
    let dir = dir.to_str().unwrap();
    let built = pitchside(&["build", path(&library), "-o", dir]);
    assert_eq!(built.status.code(), Some(0), "{}", text(&built.stderr));
    assert!(text(&built.stdout).contains("2 assets"), "{}", text(&built.stdout));
    let found = pitchside(&["search", dir, "where is the data hosted"]);
    let answer = text(&found.stdout);
    assert_eq!(found.status.code(), Some(0));
    assert!(answer.contains("1. Close and Ledgerfox compared (Comparison"), "{answer}");
    assert!(answer.contains("section 2") && answer.contains("Rotterdam"), "{answer}");
    assert!(
        answer.contains("https://www.harbourline.example/files/comparison/close-vs-ledgerfox.md"),
        "{answer}"
    );
    assert!(!answer.contains('\x1b'), "no colours where stdout is no terminal");
    let nothing = pitchside(&["search", dir, "xylophone"]);
    assert_eq!((nothing.status.code(), nothing.stdout.len()), (Some(1), 0));
    assert!(text(&nothing.stderr).contains("answers “xylophone”"), "{}", text(&nothing.stderr));
    let buyer = Path::new(dir).with_file_name("buyer.json");
    std::fs::write(&buyer, r#"{"name": "Maren Holt", "competitors": ["Ledgerfox"]}"#).unwrap();
    let found =
        pitchside(&["search", dir, "where is the data hosted", "--prospect", buyer.to_str().unwrap()]);
    assert!(text(&found.stdout).contains("fits Ledgerfox"), "{}", text(&found.stdout));
    let wrong = pitchside(&["search", dir, "anything", "--prospect", "missing.json"]);
    assert!(text(&wrong.stderr).contains("can’t read missing.json"), "{}", text(&wrong.stderr));
}

#[test]
fn the_same_library_gives_the_same_bytes_at_another_place_and_time() {
    let (first, second, out) = (library(&[]), library(&[]), tempfile::tempdir().unwrap());
    let at = |name: &str| out.path().join(name).to_str().unwrap().to_owned();
    for (library, dir) in [(&first, at("a")), (&second, at("b")), (&second, at("b"))] {
        let built = pitchside(&["build", path(library), "-o", &dir, "--quiet"]);
        assert_eq!(
            (built.status.code(), text(&built.stdout)),
            (Some(0), String::new()),
            "{}",
            text(&built.stderr)
        );
    }
    assert_eq!(tree(&out.path().join("a")).unwrap(), tree(&out.path().join("b")).unwrap());
    let left: Vec<_> = std::fs::read_dir(out.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(left.len(), 2, "nothing unfinished stays: {left:?}");
}

#[test]
fn a_bad_file_costs_itself_only_and_is_named_with_its_cause() {
    let mut locked = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    locked.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    let library = library(&[
        ("guides/broken.pdf", b"%PDF-1.7 cut"),
        ("guides/locked.docx", &locked),
        ("guides/really-a-pdf.docx", b"%PDF-1.7 x"),
        ("guides/empty.pptx", b""),
        ("guides/good.md", b"# Good\nThis one is read as ever, and says so in a sentence."),
    ]);
    let out = tempfile::tempdir().unwrap();
    let dir = out.path().join("index");
    let built = pitchside(&["build", path(&library), "-o", dir.to_str().unwrap()]);
    let said = text(&built.stderr);
    assert_eq!(built.status.code(), Some(0), "{said}");
    for cause in [
        "error[damaged] guides/broken.pdf",
        "error[password] guides/locked.docx",
        "error[wrong-extension] guides/really-a-pdf.docx",
        "error[empty] guides/empty.pptx",
    ] {
        assert!(said.contains(cause), "{cause} in\n{said}");
    }
    assert!(text(&built.stdout).contains("3 assets") && text(&built.stdout).contains("4 files could not be"));
    assert!(!said.contains("panicked") && !said.contains("Err("), "{said}");
}

#[test]
fn check_ends_with_one_on_errors_and_with_zero_on_warnings() {
    let warned = library(&[("extra.md", b"# Extra\nA file without an entry in the catalogue.")]);
    let found = pitchside(&["check", path(&warned)]);
    assert_eq!(found.status.code(), Some(0), "{}", text(&found.stdout));
    assert!(text(&found.stdout).contains("warning[no-entry] extra.md"), "{}", text(&found.stdout));

    let wrong = library(&[]);
    let bad = CATALOGUE.replace("Insurance", "Inshurranze").replace(",close-vs-ledgerfox,http", ",gone,http");
    std::fs::write(wrong.path().join("catalogue.csv"), bad).unwrap();
    let found = pitchside(&["check", path(&wrong), "--format", "json"]);
    assert_eq!(found.status.code(), Some(1));
    let findings: Vec<serde_json::Value> = serde_json::from_slice(&found.stdout).unwrap();
    let word = findings.iter().find(|f| f["code"] == "unknown-word").unwrap();
    assert_eq!(
        (word["file"].as_str(), word["line"].as_u64(), word["cell"].as_str()),
        (Some("catalogue.csv"), Some(2), Some("industries"))
    );
    assert!(word["remedy"].as_str().unwrap().contains("“Insurance”"));
    assert!(findings.iter().any(|f| f["code"] == "dead-successor"));
}

#[test]
fn check_lists_what_was_inferred_with_its_evidence() {
    let library = library(&[("webinars/close.md", b"# Close for finance teams\nHow it is done.")]);
    let listed = pitchside(&["check", path(&library), "--inferred", "--quiet"]);
    assert_eq!(listed.status.code(), Some(0), "{}", text(&listed.stderr));
    let listed = text(&listed.stdout);
    let row = |field: &str| {
        listed.lines().find(|l| l.contains(field) && l.ends_with("close.md")).unwrap_or_default()
    };
    assert!(row("\tkind\t").contains("Webinar\tread\tfolder “webinars”"), "{listed}");
    assert!(row("\tpersonas\t").contains("Finance\tguessed\ttitle “Close for finance teams”"), "{listed}");
    let json = pitchside(&["check", path(&library), "--inferred", "--format", "json"]);
    let rows: Vec<serde_json::Value> = serde_json::from_slice(&json.stdout).unwrap();
    assert!(rows.iter().any(|r| r["field"] == "kind" && r["trust"] == "read" && r["value"] == "Webinar"));
}

#[test]
fn wrong_usage_ends_with_two_and_a_missing_folder_with_a_remedy() {
    assert_eq!(pitchside(&["build"]).status.code(), Some(2));
    assert_eq!(pitchside(&["frobnicate"]).status.code(), Some(2));
    let missing = pitchside(&["check", "/no/such/folder"]);
    assert_eq!(missing.status.code(), Some(1));
    assert!(text(&missing.stderr).contains("library.toml"), "{}", text(&missing.stderr));
}

#[test]
fn nothing_is_made_of_a_library_whose_settings_are_broken() {
    let out = tempfile::tempdir().unwrap();
    for settings in
        ["[library]\nname = \"X\"\nvendor = Harbourline\n", "[library]\nname = \"X\"\nvendro = \"Y\"\n"]
    {
        let library = library(&[("library.toml", settings.as_bytes())]);
        for (verb, more) in [("build", [].as_slice()), ("pack", &["--extension", "extension"])] {
            let to = out.path().join(verb);
            let made = pitchside(&[&[verb, path(&library), "-o", to.to_str().unwrap()], more].concat());
            let said = text(&made.stderr);
            assert_eq!(made.status.code(), Some(1), "{verb}: {said}");
            assert!(said.contains("nothing was written") && said.contains("library.toml:3"), "{said}");
            assert!(!to.exists(), "{verb}");
        }
    }
}

#[test]
fn a_folder_with_other_files_is_never_replaced_by_a_build() {
    let (library, out) = (library(&[]), tempfile::tempdir().unwrap());
    std::fs::write(out.path().join("thesis.doc"), "mine").unwrap();
    let built = pitchside(&["build", path(&library), "-o", path(&out)]);
    assert_eq!(built.status.code(), Some(1));
    assert!(text(&built.stderr).contains("thesis.doc"), "{}", text(&built.stderr));
    assert!(out.path().join("thesis.doc").exists());
}

#[test]
fn packages_hold_manifest_extension_and_index_and_are_the_same_each_time() {
    let (library, out) = (library(&[]), tempfile::tempdir().unwrap());
    let extension = Path::new(env!("CARGO_MANIFEST_DIR")).join("extension");
    let built = out.path().join("extension");
    for (name, bytes) in tree(&extension).unwrap() {
        let path = built.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    // What the panel's room ships and ./build.sh adds; any content will do here.
    for name in ["panel.html", "panel.js", "background.js"] {
        std::fs::File::options().append(true).create(true).open(built.join(name)).unwrap().flush().unwrap();
    }
    let pack = |to: &str, sites: &str| {
        let to = out.path().join(to);
        let arguments =
            ["pack", path(&library), "-o", to.to_str().unwrap(), "--build", "7", "--sites", sites];
        let packed = pitchside(&[arguments.as_slice(), &["--extension", built.to_str().unwrap()]].concat());
        assert_eq!(packed.status.code(), Some(0), "{}", text(&packed.stderr));
        tree(&to).unwrap()
    };
    let first = pack("a", "optional");
    assert_eq!(first, pack("b", "optional"));
    let version = format!("{}.7", env!("CARGO_PKG_VERSION"));
    for (browser, form) in [("chrome", "zip"), ("firefox", "xpi")] {
        assert!(first.contains_key(&format!("pitchside-{browser}-{version}.{form}")), "{:?}", first.keys());
        assert!(first.contains_key(&format!("{browser}/library/library.idx")));
        let manifest: serde_json::Value =
            serde_json::from_slice(&first[&format!("{browser}/manifest.json")]).unwrap();
        assert_eq!(manifest["version"], version.as_str());
        let sites = manifest["optional_host_permissions"].as_array().unwrap();
        assert!(sites.iter().any(|s| s.as_str().unwrap().contains("linkedin.com")), "{sites:?}");
    }
    let managed = pack("c", "required");
    let manifest: serde_json::Value = serde_json::from_slice(&managed["chrome/manifest.json"]).unwrap();
    assert!(manifest["host_permissions"].as_array().is_some_and(|h| !h.is_empty()));
}
