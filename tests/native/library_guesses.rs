//! What a newcomer's folder is made of without a catalogue, and that guesses are called guesses.

use crate::program::{package, pitchside};
use std::path::Path;

const STORY: &str = "# Alderney closes in five days\n\nAn insurer with 31 entities went from eleven to five working days. \
The finance team wrote down for two months what everyone waited for, and the list was short. Four days went by until the statements \
of the reinsurers came, and another two until somebody had typed them. They were loaded on arrival from then on, and matched by treaty \
and by year, so that nobody had to type them again. The auditor asked who had signed what, and got the answer in a minute.\n";

fn put(folder: &Path, name: &str, bytes: impl AsRef<[u8]>) {
    std::fs::write(folder.join(name), bytes).unwrap();
}

fn findings(folder: &Path) -> Vec<(String, String)> {
    let output = pitchside(&["check", folder.to_str().unwrap(), "--format", "json"]);
    let findings: Vec<serde_json::Value> = serde_json::from_slice(&output.stdout).unwrap();
    let text = |finding: &serde_json::Value, key: &str| finding[key].as_str().unwrap().to_owned();
    findings.iter().map(|finding| (text(finding, "code"), text(finding, "message"))).collect()
}

#[test]
fn a_summary_from_the_text_is_a_draft_until_somebody_has_looked_it_over() {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), "story.md", STORY);
    let made = pitchside(&["init", folder.path().to_str().unwrap(), "--csv"]);
    assert_eq!(made.status.code(), Some(0), "{}", String::from_utf8_lossy(&made.stderr));
    let catalogue = std::fs::read_to_string(folder.path().join("catalogue.csv")).unwrap();
    assert!(catalogue.contains("Draft: An insurer with 31 entities went from eleven to five"), "{catalogue}");
    let drafts =
        |found: &[(String, String)]| found.iter().filter(|(code, _)| code == "draft-summary").count();
    assert_eq!(drafts(&findings(folder.path())), 1);
    put(folder.path(), "catalogue.csv", catalogue.replace("Draft: ", ""));
    assert_eq!(drafts(&findings(folder.path())), 0);
}

#[test]
fn a_piece_in_a_language_that_the_library_does_not_list_is_named() {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), "story.md", STORY);
    put(folder.path(), "library.toml", "[library]\nlanguages = [\"de\", \"fr\"]\n");
    let found = findings(folder.path());
    let language = found.iter().find(|(code, _)| code == "language");
    assert!(language.is_some_and(|(_, message)| message.contains("English")), "{found:?}");
}

#[test]
fn of_a_workbook_the_sheet_with_the_columns_is_the_catalogue() {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), "a.md", STORY);
    let sheet = |rows: &[&[&str]]| {
        let cell = |text: &&str| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>");
        let row = |cells: &&[&str]| format!("<row>{}</row>", cells.iter().map(cell).collect::<String>());
        let rows: String = rows.iter().map(row).collect();
        format!(
            "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{rows}</sheetData></worksheet>"
        )
    };
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relation = |id: &str, kind: &str, target: &str| {
        format!("<Relationship Id=\"{id}\" Type=\"{office}/{kind}\" Target=\"{target}\"/>")
    };
    let relations = |all: &str| {
        format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{all}</Relationships>"
        )
    };
    let cover = sheet(&[&["Sales collateral"], &["Owner", "Marit Osei"], &["As of", "May 2026"]]);
    let lists =
        sheet(&[&["kind", "industries", "personas", "stages", "regions", "language"], &["deck", "Banking"]]);
    let catalogue =
        sheet(&[&["Collateral 2026"], &["id", "file", "title", "kind"], &["a", "a.md", "A", "case-study"]]);
    let book = package(&[
        (
            "[Content_Types].xml",
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>",
        ),
        ("_rels/.rels", &relations(&relation("r1", "officeDocument", "xl/workbook.xml"))),
        (
            "xl/workbook.xml",
            &format!(
                "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"{office}\"><sheets>\
                 <sheet name=\"Cover\" sheetId=\"1\" r:id=\"r1\"/><sheet name=\"Lists\" sheetId=\"2\" state=\"hidden\" r:id=\"r2\"/>\
                 <sheet name=\"Assets\" sheetId=\"3\" r:id=\"r3\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            &relations(
                &[1, 2, 3]
                    .map(|n| relation(&format!("r{n}"), "worksheet", &format!("worksheets/sheet{n}.xml")))
                    .concat(),
            ),
        ),
        ("xl/worksheets/sheet1.xml", &cover),
        ("xl/worksheets/sheet2.xml", &lists),
        ("xl/worksheets/sheet3.xml", &catalogue),
    ]);
    put(folder.path(), "catalogue.xlsx", book);
    let found = findings(folder.path());
    let wrong = found
        .iter()
        .filter(|(code, _)| matches!(code.as_str(), "catalogue" | "no-entry" | "unknown-column" | "no-file"));
    assert_eq!(wrong.count(), 0, "{found:?}");
}

#[test]
fn text_shows_what_is_read_page_by_page_and_what_is_left_out() {
    let folder = tempfile::tempdir().unwrap();
    put(
        folder.path(),
        "page.html",
        "<html><head><title>Close</title></head><body><h1>Close</h1><p>It takes five days.</p><h2>Terms</h2><p>Ten thousand a year.</p>\
         <p style=\"display:none\">Margin 40</p></body></html>",
    );
    let page = folder.path().join("page.html");
    let page = page.to_str().unwrap();
    let said = String::from_utf8_lossy(&pitchside(&["text", page]).stdout).into_owned();
    for word in ["section 1", "It takes five days.", "Terms", "in no passage", "hidden in the file"] {
        assert!(said.contains(word), "{word} in\n{said}");
    }
    assert!(!said.contains("Margin"), "{said}");
    let read: serde_json::Value =
        serde_json::from_slice(&pitchside(&["text", page, "--json"]).stdout).unwrap();
    assert_eq!(read["pages"][1]["blocks"][0]["text"], "Ten thousand a year.");
    assert_eq!(read["left_out"][0]["why"], "hidden in the file");
    let missing = pitchside(&["text", "no-such-file.pdf"]);
    assert!(String::from_utf8_lossy(&missing.stderr).contains("there is no file"), "{missing:?}");
}
