//! What is read of PDFs as programs make them, and what is said of the rest: through the library's public API.

use pitchside::library::extract::{Document, extract};
use pitchside::library::worker::Readers;
use pitchside::library::{self, Ingested, Library, Progress, pdf_file};
use pitchside_core::catalogue::AssetKind;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

fn ingest(folder: &Path) -> Ingested {
    let progress = Progress { file_done: &|_| (), cancelled: &AtomicBool::new(false), cards: true };
    library::ingest(Library::open(folder).unwrap(), &Readers::new(None), &progress).unwrap()
}

/// A library of these PDFs.
fn folder(files: &[(&str, Vec<u8>)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("library.toml"), "[library]\nname = \"L\"\n").unwrap();
    for (name, bytes) in files {
        std::fs::write(folder.path().join(name), bytes).unwrap();
    }
    folder
}

/// The objects of a PDF with a line on each page, so wide and high.
fn objects(lines: &[String], (width, height): (u32, u32)) -> Vec<String> {
    let kids: Vec<_> = (0..lines.len()).map(|at| format!("{} 0 R", 4 + 2 * at)).collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), kids.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
    ];
    for (at, line) in lines.iter().enumerate() {
        let content = format!("BT /F1 11 Tf 72 {} Td ({line}) Tj ET", height / 2);
        objects.push(format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] /Resources << /Font << /F1 3 0 R >> >> /Contents {} 0 R >>", 5 + 2 * at));
        objects.push(format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()));
    }
    objects
}

fn pages(count: usize) -> Vec<String> {
    (1..=count).map(|number| format!("What is said on sheet {number} of them")).collect()
}

fn text(document: &Document) -> String {
    document.blocks.iter().map(|block| block.text.as_str()).collect::<Vec<_>>().join(" ")
}

#[test]
fn words_with_soft_hyphens_stay_whole() {
    let fixtures = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/soft-hyphens");
    let read = |name: &str| text(&extract(&std::fs::read(fixtures.join(name)).unwrap(), "pdf").unwrap());
    let printed = read("chrome.pdf");
    for word in ["Verarbeitung", "Datenschutzgrundverordnung", "Verfahrensbeschreibungen"] {
        assert!(printed.contains(word), "{printed}");
    }
    for name in ["shy.pdf", "u2010.pdf"] {
        let text = read(name);
        assert!(text.contains("the administration of berths, the reconciliation of dues"), "{text}");
    }
}

#[test]
fn landscape_pages_with_few_words_are_a_deck() {
    let folder = folder(&[
        ("shown.pdf", pdf_file(&objects(&pages(4), (960, 540)))),
        ("read.pdf", pdf_file(&objects(&pages(4), (595, 842)))),
    ]);
    let ingested = ingest(folder.path());
    let kind = |name: &str| ingested.assets.iter().find(|ready| ready.asset.file == name).unwrap().asset.kind;
    assert_eq!((kind("shown.pdf"), kind("read.pdf")), (AssetKind::Deck, AssetKind::Other));
}

#[test]
fn a_cut_file_is_read_and_named_with_what_it_lost() {
    let whole = pdf_file(&objects(&pages(9), (595, 842)));
    let half = whole[..whole.len() * 6 / 10].to_vec();
    let folder = folder(&[("half.pdf", half), ("whole.pdf", whole)]);
    let ingested = ingest(folder.path());
    let found: Vec<_> = ingested.diagnostics.iter().filter(|found| found.code == "partly-read").collect();
    assert_eq!(found.len(), 1, "{found:?}");
    let said = &found[0].message;
    assert!(found[0].file == "half.pdf" && said.contains("of 9: the file is cut"), "{said}");
}
