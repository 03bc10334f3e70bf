//! Lists that nine systems export, as they write them: nothing of what they say of a piece is lost.

use crate::program::{package, pitchside};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn exports() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/exports")
}

/// Row, column, value.
type Expected = Vec<(u32, String, String)>;

fn expected(name: &str) -> Expected {
    let text = std::fs::read_to_string(exports().join(format!("{name}.expected.tsv"))).unwrap();
    let row = |line: &str| {
        let cells: Vec<&str> = line.split('\t').collect();
        let [row, column, value] = cells.as_slice() else { panic!("{name}: {line}") };
        (row.parse().unwrap(), (*column).to_owned(), (*value).to_owned())
    };
    text.lines().skip(1).map(row).collect()
}

/// A file of the format that its name says, with a few words in it.
fn file(name: &str) -> Vec<u8> {
    let relation = |kind: &str, target: &str| {
        format!(
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}"/></Relationships>"#
        )
    };
    const WORDS: &str = "Words that stand in this piece, enough of them to be read";
    match name.rsplit('.').next().unwrap() {
        "pdf" => {
            let content = format!("BT /F1 11 Tf 72 700 Td ({WORDS} {}) Tj ET", name.len());
            pitchside::library::pdf_file(&[
                "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
                "<< /Type /Pages /Kids [4 0 R] /Count 1 >>".to_owned(),
                "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> /Contents 5 0 R >>".to_owned(),
                format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
            ])
        }
        "docx" => package(&[(
            "word/document.xml",
            &format!(
                r#"<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>{WORDS} {name}</w:t></w:r></w:p></w:body></w:document>"#
            ),
        )]),
        "pptx" => package(&[
            (
                "ppt/presentation.xml",
                r#"<p:presentation xmlns:p="p" xmlns:r="r"><p:sldIdLst><p:sldId r:id="rId1"/></p:sldIdLst></p:presentation>"#,
            ),
            ("ppt/_rels/presentation.xml.rels", &relation("slide", "slides/slide1.xml")),
            (
                "ppt/slides/slide1.xml",
                &format!(
                    r#"<p:sld xmlns:p="p" xmlns:a="a"><p:sp><p:txBody><a:p><a:r><a:t>{WORDS} {name}</a:t></a:r></a:p></p:txBody></p:sp></p:sld>"#
                ),
            ),
        ]),
        "xlsx" => package(&[
            (
                "[Content_Types].xml",
                r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#,
            ),
            ("_rels/.rels", &relation("officeDocument", "xl/workbook.xml")),
            (
                "xl/workbook.xml",
                r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Prices" sheetId="1" r:id="rId1"/></sheets></workbook>"#,
            ),
            ("xl/_rels/workbook.xml.rels", &relation("worksheet", "worksheets/sheet1.xml")),
            (
                "xl/worksheets/sheet1.xml",
                &format!(
                    r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>{WORDS} {name}</t></is></c></row></sheetData></worksheet>"#
                ),
            ),
        ]),
        other => panic!("{other}"),
    }
}

/// The rows of a catalogue by their ids.
fn catalogue(path: &Path) -> Vec<BTreeMap<String, String>> {
    let text = std::fs::read_to_string(path).unwrap();
    let text = text.trim_start_matches('\u{feff}');
    let delimiter = if text.lines().next().unwrap().contains(';') { b';' } else { b',' };
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
    let header: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    // The columns in the order of the documentation, whatever language they are written in.
    const COLUMNS: [&str; 26] = [
        "id",
        "file",
        "title",
        "kind",
        "summary",
        "language",
        "industries",
        "personas",
        "seniorities",
        "stages",
        "sizes",
        "regions",
        "products",
        "competitors",
        "tags",
        "status",
        "audience",
        "url",
        "released",
        "updated",
        "expires",
        "review_by",
        "superseded_by",
        "version",
        "priority",
        "owner",
    ];
    assert_eq!(header.len(), COLUMNS.len());
    let row = |row: csv::StringRecord| {
        COLUMNS.iter().map(|c| (*c).to_owned()).zip(row.iter().map(str::to_owned)).collect()
    };
    reader.records().map(|r| row(r.unwrap())).collect()
}

/// As lists are compared: in any order.
fn values(text: &str) -> Vec<String> {
    let mut values: Vec<String> = text.split("; ").map(|v| v.trim().to_lowercase()).collect();
    values.sort();
    values
}

#[test]
fn no_column_and_no_value_of_nine_systems_lists_is_lost() {
    let mut names: Vec<String> = std::fs::read_dir(exports())
        .unwrap()
        .filter_map(|entry| {
            Some(entry.unwrap().file_name().to_str()?.strip_suffix(".expected.tsv")?.to_owned())
        })
        .collect();
    names.sort();
    assert!(names.len() >= 16, "{names:?}");
    let mut lost = Vec::new();
    for name in names {
        let expected = expected(&name);
        let folder = tempfile::tempdir().unwrap();
        for (_, _, path) in expected.iter().filter(|(_, column, _)| column == "file") {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, file(path.to_str().unwrap())).unwrap();
        }
        let of = |wanted: &str| {
            let found = expected.iter().filter(|(_, column, _)| column == wanted);
            found.flat_map(|(_, _, value)| values(value)).collect::<std::collections::BTreeSet<_>>()
        };
        let mut toml = String::from("[library]\n");
        for (what, table) in [("products", "product"), ("competitors", "competitor")] {
            for value in of(what) {
                toml.push_str(&format!("[[{table}]]\nname = \"{value}\"\n"));
            }
        }
        std::fs::write(folder.path().join("library.toml"), toml).unwrap();
        let export = exports().join(format!("{name}.csv"));
        let made = pitchside(&[
            "init",
            folder.path().to_str().unwrap(),
            "--from",
            export.to_str().unwrap(),
            "--csv",
        ]);
        let said =
            format!("{}{}", String::from_utf8_lossy(&made.stdout), String::from_utf8_lossy(&made.stderr));
        assert_eq!(made.status.code(), Some(0), "{name}: {said}");
        let system = name.split('-').next().unwrap();
        if !said.to_lowercase().contains(&format!(
            "read as a list of {}",
            if system == "drive" { "google drive" } else { system }
        )) {
            lost.push(format!("{name}: the system is not told\n{said}"));
        }
        if said.contains("not understood") {
            lost.push(format!("{name}: {said}"));
        }
        let rows = catalogue(&folder.path().join("catalogue.csv"));
        let mut by_row: BTreeMap<u32, BTreeMap<&str, &str>> = BTreeMap::new();
        for (row, column, value) in &expected {
            by_row.entry(*row).or_default().insert(column, value);
        }
        for (number, cells) in by_row.iter().filter(|(_, cells)| !cells.contains_key("folder")) {
            let same = |column: &str, row: &BTreeMap<String, String>| {
                cells.get(column).is_some_and(|value| row.get(column).is_some_and(|own| own == value))
            };
            let row = rows.iter().find(|row| same("file", row) || same("url", row) || same("title", row));
            let Some(row) = row else {
                lost.push(format!("{name} row {number}: no row in the catalogue, {cells:?}"));
                continue;
            };
            for (column, value) in cells {
                let own = row.get(*column).map(String::as_str).unwrap_or_default();
                let released = *column == "status" && *value == "approved";
                // A readable id is put in place of one that no person would write.
                let id = *column == "id" && value.len() > 40;
                if values(own) != values(value) && !released && !id {
                    lost.push(format!("{name} row {number}: {column} is “{own}”, not “{value}”"));
                }
            }
        }
        let checked = pitchside(&["check", folder.path().to_str().unwrap(), "--format", "json"]);
        let findings: Vec<serde_json::Value> = serde_json::from_slice(&checked.stdout).unwrap();
        for finding in findings.iter().filter(|f| f["severity"] == "error") {
            lost.push(format!("{name}: check says {finding}"));
        }
    }
    assert!(lost.is_empty(), "{} lost:\n{}", lost.len(), lost.join("\n"));
}
