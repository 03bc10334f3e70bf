//! `pitchside init` and `check` as a newcomer meets them: a folder of files, an export, a catalogue that Excel saved.

use crate::program::pitchside;
use std::path::Path;
use std::process::Output;
use tempfile::TempDir;

const EXPORT: &str = "\u{feff}Name;Titel;Geändert;Geändert von;Elementtyp;Pfad;Zielgruppe;Branche;Kaufgruppe;Gültig bis\r\n\
preise.md;Preise 2026;25/04/2026;Marit Osei;Element;sites/mkt/Preise;CFO;Versicherung;Finanzen;03/05/2027\r\n\
fort.pptx;Fort;;;Element;sites/mkt;;;;\r\n\
Preise;;;;Ordner;sites/mkt;;;;\r\n";

fn out(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

fn put(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    put(
        folder.path(),
        "Preise/preise.md",
        "# Preise\nDie Preise gelten je Gesellschaft und Jahr, und sie stehen alle auf dieser Seite.\n",
    );
    put(
        folder.path(),
        "battlecards/ledgerfox.md",
        "# Against Ledgerfox\nAsk where the data is hosted, and who can read it there.\n",
    );
    put(folder.path(), "export.csv", EXPORT);
    folder
}

fn path(folder: &TempDir) -> &str {
    folder.path().to_str().unwrap()
}

#[test]
fn an_export_and_a_folder_become_a_catalogue_that_check_takes() {
    let folder = folder();
    let export = folder.path().join("export.csv");
    let made = pitchside(&[
        "init",
        path(&folder),
        "--from",
        export.to_str().unwrap(),
        "--csv",
        "--map",
        "Kaufgruppe=tags",
    ]);
    let said = out(&made);
    assert_eq!(made.status.code(), Some(0), "{said}");
    for word in [
        "Zielgruppe → personas",
        "Kaufgruppe → tags",
        "read as a list of SharePoint",
        "Pfad → where the file lies",
        "not needed: Elementtyp",
        "fort.pptx",
        "wrote",
    ] {
        assert!(said.contains(word), "{word} in\n{said}");
    }
    let catalogue = std::fs::read_to_string(folder.path().join("catalogue.csv")).unwrap();
    let header = catalogue.lines().next().unwrap();
    assert!(
        header.starts_with("\u{feff}Kennung;Datei;Titel"),
        "the export's language and separator: {header}"
    );
    let row = catalogue.lines().find(|l| l.contains("Preise/preise.md")).unwrap();
    for word in ["Preise 2026", "Insurance", "Finance", "Finanzen", "2026-04-25", "2027-05-03", "Marit Osei"]
    {
        assert!(row.contains(word), "{word} in {row}");
    }
    assert!(catalogue.contains("ledgerfox"), "a file that the export does not name has its row, too");
    let toml = std::fs::read_to_string(folder.path().join("library.toml")).unwrap();
    assert!(
        toml.contains("\"Kaufgruppe\" = \"tags\"") && toml.contains("ignore = [\"export.csv\"]"),
        "{toml}"
    );
    let checked = pitchside(&["check", path(&folder), "--format", "json"]);
    let findings: Vec<serde_json::Value> = serde_json::from_slice(&checked.stdout).unwrap();
    let errors: Vec<_> = findings.iter().filter(|f| f["severity"] == "error").collect();
    assert!(errors.is_empty() && checked.status.code() == Some(0), "{errors:#?}");
}

#[test]
fn what_the_export_says_of_a_file_that_can_not_be_read_is_kept() {
    let folder = folder();
    put(folder.path(), "broken.pdf", "%PDF-1.7 cut");
    let row = "broken.pdf;;25/04/2026;Marit Osei;Element;sites/mkt;CFO;Versicherung;Finanzen;03/05/2027\r\n";
    put(folder.path(), "export.csv", &format!("{EXPORT}{row}"));
    let export = folder.path().join("export.csv");
    let made = pitchside(&["init", path(&folder), "--from", export.to_str().unwrap(), "--csv"]);
    assert_eq!(made.status.code(), Some(0), "{}", out(&made));
    let catalogue = std::fs::read_to_string(folder.path().join("catalogue.csv")).unwrap();
    let row = catalogue.lines().find(|l| l.contains("broken.pdf")).unwrap();
    assert!(row.contains("Finance") && row.contains("Insurance") && row.contains("Marit Osei"), "{row}");
    let checked = out(&pitchside(&["check", path(&folder)]));
    assert!(checked.contains("error[damaged] broken.pdf"), "{checked}");
    assert!(!checked.contains("error[unknown-word]") && !checked.contains("error[bad-date]"), "{checked}");
}

#[test]
fn warnings_alike_are_folded_unless_all_are_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), "library.toml", "[library]\ndefault_audience = \"external\"\n");
    for n in 0..12 {
        put(
            folder.path(),
            &format!("guides/{n}.md"),
            &format!("# Guide {n}\nHow the close goes on day {n}.\n"),
        );
    }
    let few = out(&pitchside(&["check", path(&folder)]));
    assert_eq!(few.matches("warning[no-link]").count(), 8, "{few}");
    assert!(few.contains("4 more warnings [no-link]") && few.contains("--all"), "{few}");
    let all = out(&pitchside(&["check", path(&folder), "--all"]));
    assert_eq!(all.matches("warning[no-link]").count(), 12, "{all}");
}

#[test]
fn nothing_that_is_there_is_overwritten() {
    let folder = folder();
    put(folder.path(), "library.toml", "[library]\nname = \"Mine\"\n");
    assert_eq!(pitchside(&["init", path(&folder)]).status.code(), Some(0));
    let workbook = std::fs::read(folder.path().join("catalogue.xlsx")).unwrap();
    let again = pitchside(&["init", path(&folder), "--csv"]);
    assert!(out(&again).contains("stays as it is"), "{}", out(&again));
    assert_eq!(std::fs::read(folder.path().join("catalogue.xlsx")).unwrap(), workbook);
    assert_eq!(
        std::fs::read_to_string(folder.path().join("library.toml")).unwrap(),
        "[library]\nname = \"Mine\"\n"
    );
    assert!(!folder.path().join("catalogue.csv").exists());
}

#[test]
fn what_a_column_means_can_be_said_and_a_wrong_word_is_answered_with_the_nearest() {
    let folder = folder();
    let export = folder.path().join("export.csv");
    let wrong = pitchside(&[
        "init",
        path(&folder),
        "--from",
        export.to_str().unwrap(),
        "--map",
        "Kaufgruppe=persnas",
    ]);
    assert_eq!(wrong.status.code(), Some(1));
    assert!(out(&wrong).contains("did you mean “personas”"), "{}", out(&wrong));
    let none = pitchside(&["init", path(&folder), "--from", "/no/such/export.csv"]);
    assert_eq!(none.status.code(), Some(1));
    assert!(!folder.path().join("library.toml").exists(), "nothing is written when something is wrong");
}

#[test]
fn the_same_text_under_two_ids_is_said_once() {
    let folder = tempfile::tempdir().unwrap();
    let text: String = (0..120).map(|n| format!("word{n} ")).collect();
    put(folder.path(), "a.md", &format!("# One\n{text}\n"));
    put(folder.path(), "b.md", &format!("# Two\n{text}\n"));
    let checked = pitchside(&["check", path(&folder)]);
    assert_eq!(out(&checked).matches("same-text").count(), 1, "{}", out(&checked));
}
