//! What is read of Word documents, presentations and web pages as people's programs make them, and what is said of the rest: through
//! the library's public API.

use pitchside::library::extract::{Document, TitleSource, extract};
use pitchside::library::worker::Readers;
use pitchside::library::{self, Ingested, Library, Progress};
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

fn ingest(folder: &Path) -> Ingested {
    let progress = Progress { file_done: &|_| (), cancelled: &AtomicBool::new(false), cards: true };
    library::ingest(Library::open(folder).unwrap(), &Readers::new(None), &progress).unwrap()
}

fn package(parts: &[(String, String)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A deck whose slides say these, in PowerPoint's order of parts.
fn deck(slides: &[&str]) -> Vec<u8> {
    let numbered = || (1..).zip(slides);
    let ids: String = numbered().map(|(n, _)| format!("<p:sldId r:id='rId{n}'/>")).collect();
    let relations: String = numbered()
        .map(|(n, _)| {
            format!("<Relationship Id='rId{n}' Type='http://x/slide' Target='slides/slide{n}.xml'/>")
        })
        .collect();
    let mut parts = vec![
        (
            "ppt/presentation.xml".to_owned(),
            format!("<p:presentation><p:sldIdLst>{ids}</p:sldIdLst></p:presentation>"),
        ),
        ("ppt/_rels/presentation.xml.rels".to_owned(), format!("<Relationships>{relations}</Relationships>")),
    ];
    parts.extend(numbered().map(|(n, text)| {
        let slide = format!(
            "<p:sld><p:sp><p:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp></p:sld>"
        );
        (format!("ppt/slides/slide{n}.xml"), slide)
    }));
    package(&parts)
}

fn texts(document: &Document) -> Vec<&str> {
    document.blocks.iter().map(|block| block.text.as_str()).collect()
}

#[test]
fn smartart_charts_and_inserted_pages_are_read_where_they_stand() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/smartart-and-charts");
    let read =
        |name: &str| extract(&std::fs::read(folder.join(name)).unwrap(), name.rsplit('.').next().unwrap());
    let deck = read("deck.pptx").unwrap();
    let first: Vec<_> = deck.blocks.iter().filter(|block| block.position == 1).collect();
    assert!(first.iter().all(|block| block.heading == "Rollout in three steps"));
    assert_eq!(
        first.iter().map(|block| block.text.as_str()).collect::<Vec<_>>(),
        [
            "Discover the gooseneck requirements",
            "Configure the halyard ledger",
            "Hand over to operations",
            "Every step has an owner and a date in the calendar."
        ]
    );
    let second: Vec<_> = deck.blocks.iter().filter(|block| block.position == 2).collect();
    assert!(second.iter().any(|block| block.text == "Days to close by mizzenmast region"));
    assert!(second.iter().any(|block| block.text == "Skerries"));
    let process = read("process.docx").unwrap();
    let at = |text: &str| texts(&process).iter().position(|found| found.contains(text));
    assert!(at("drawn below") < at("kedge anchor") && at("kedge anchor") < at("windlass"));
    assert!(process.blocks.iter().all(|block| block.heading.starts_with("Process")));
    for document in [deck, process] {
        assert!(document.unread.is_empty(), "{:?}", document.unread);
    }
    assert!(ingest(&folder).failed.is_empty());
}

#[test]
fn a_cut_deck_keeps_the_slides_before_the_cut_and_says_which_are_lost() {
    let whole = deck(&["One.", "Two.", "Three.", "Four."]);
    let at = whole.windows(21).position(|w| w == b"ppt/slides/slide3.xml").unwrap();
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("library.toml"), "[library]\nname = \"L\"\n").unwrap();
    std::fs::write(folder.path().join("deck.pptx"), &whole[..at - 30]).unwrap();
    let ingested = ingest(folder.path());
    assert!(ingested.failed.is_empty(), "{:?}", ingested.failed);
    let said = ingested.diagnostics.iter().find(|d| d.code == "partly-read").unwrap();
    assert!(said.message.contains("slides 3–4"), "{}", said.message);
    let read = extract(&whole[..at - 30], "pptx").unwrap();
    assert_eq!((texts(&read), read.count), (vec!["One.", "Two."], 4));
}

#[test]
fn no_reader_s_own_words_reach_whoever_keeps_the_file() {
    let broken = |text: &str| package(&[("word/document.xml".to_owned(), text.to_owned())]);
    let mut files: Vec<(Vec<u8>, &str)> =
        vec![(broken("<w:document></w:body>"), "docx"), (broken("<w:document attr="), "docx")];
    for whole in
        [deck(&["One.", "Two."]), broken("<w:document><w:p><w:r><w:t>One.</w:t></w:r></w:p></w:document>")]
    {
        for length in (4..whole.len()).step_by(9) {
            files.push((
                whole[..length].to_vec(),
                if whole[30..].starts_with(b"ppt") { "pptx" } else { "docx" },
            ));
        }
    }
    for (bytes, extension) in files {
        let said = match extract(&bytes, extension) {
            Ok(document) => document.unread.join(", "),
            Err(error) => error.to_string(),
        };
        for word in ["XML", "EOCD", "central directory", "deflate", "Excel", "syntax", "utf"] {
            assert!(!said.contains(word), "{said}");
        }
        assert!(!said.is_empty());
    }
}

#[test]
fn a_cover_without_styles_has_the_title_that_is_set_largest() {
    let run = |size: u32, text: &str| {
        format!("<w:p><w:r><w:rPr><w:sz w:val='{size}'/></w:rPr><w:t>{text}</w:t></w:r></w:p>")
    };
    let main = format!(
        "<w:document><w:body>{}{}{}</w:body></w:document>",
        run(24, "Harbourline"),
        run(60, "Close in five days"),
        run(22, "The close takes five days in every region that was asked.")
    );
    let read = extract(&package(&[("word/document.xml".to_owned(), main)]), "docx").unwrap();
    assert_eq!((read.titles[0].source, read.title()), (TitleSource::Largest, "Close in five days"));
}

#[test]
fn a_page_keeps_words_rows_and_questions_whole() {
    let page = "<html><head><title>Prices | Harbourline</title></head><body><h1>Prices</h1>\
                <p>Rechnungs<wbr>prüfung und Ab&shy;schluss.</p>\
                <table><tr><td><p>Basic</p></td><td><p>10</p></td></tr></table>\
                <details><summary>How long?</summary><p>A week.</p></details></body></html>";
    let read = extract(page.as_bytes(), "html").unwrap();
    assert_eq!(texts(&read), ["Rechnungsprüfung und Abschluss.", "Basic · 10", "How long? A week."]);
    let titles: Vec<_> = read.titles.iter().map(|title| title.text.as_str()).collect();
    assert_eq!(titles, ["Prices", "Prices"]);
}
