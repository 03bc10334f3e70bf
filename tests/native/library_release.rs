//! What is confidential, a draft or hidden never gets a link: through the library's public API, over files as Office makes them.

use crate::program::package;
use pitchside::library::marking::{Verdict, in_sample};
use pitchside::library::worker::Readers;
use pitchside::library::{self, Ingested, Library, Progress};
use pitchside_core::catalogue::{Audience, Date};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

fn ingest(folder: &Path) -> Ingested {
    let progress = Progress { file_done: &|_| (), cancelled: &AtomicBool::new(false), cards: true };
    let mut ingested =
        library::ingest(Library::open(folder).unwrap(), &Readers::new(None), &progress).unwrap();
    library::check(&mut ingested, Date::from_ymd(2026, 11, 30).unwrap());
    ingested
}

fn put(folder: &Path, name: &str, bytes: impl AsRef<[u8]>) {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, bytes).unwrap();
}

/// A library whose default lets everything out, so that only the files can keep a piece in.
fn open_library() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), "library.toml", "[library]\nname = \"L\"\ndefault_audience = \"external\"\n");
    folder
}

const BODY: &str = "<w:document xmlns:w='w'><w:body><w:p><w:r><w:t>The close takes five days.</w:t></w:r></w:p></w:body></w:document>";

fn docx(extra: &[(&str, &str)]) -> Vec<u8> {
    let mut parts = vec![("word/document.xml", BODY)];
    parts.extend(extra);
    package(&parts)
}

fn pptx(slide: &str, extra: &[(&str, &str)]) -> Vec<u8> {
    let relation = |id: &str, kind: &str, target: &str| {
        format!(
            "<Relationships><Relationship Id='{id}' Type='http://x/{kind}' Target='{target}'/></Relationships>"
        )
    };
    let main = relation("rId1", "slide", "slides/slide1.xml");
    let layout = relation("rId1", "slideLayout", "../slideLayouts/slideLayout1.xml");
    let master = relation("rId1", "slideMaster", "../slideMasters/slideMaster1.xml");
    let slide = format!("<p:sld xmlns:p='p' xmlns:a='a'>{slide}</p:sld>");
    let mut parts = vec![
        (
            "ppt/presentation.xml",
            "<p:presentation xmlns:p='p' xmlns:r='r'><p:sldIdLst><p:sldId r:id='rId1'/></p:sldIdLst></p:presentation>",
        ),
        ("ppt/_rels/presentation.xml.rels", main.as_str()),
        ("ppt/slides/slide1.xml", slide.as_str()),
        ("ppt/slides/_rels/slide1.xml.rels", layout.as_str()),
        ("ppt/slideLayouts/slideLayout1.xml", "<p:sldLayout xmlns:p='p'/>"),
        ("ppt/slideLayouts/_rels/slideLayout1.xml.rels", master.as_str()),
    ];
    parts.extend(extra);
    package(&parts)
}

fn shape(text: &str) -> String {
    format!("<p:sp><p:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>")
}

fn xlsx(sheet: &str) -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let packages = "http://schemas.openxmlformats.org/package/2006/relationships";
    let sheet = format!("<worksheet xmlns='{main}'>{sheet}</worksheet>");
    let workbook = format!(
        "<workbook xmlns='{main}' xmlns:r='{office}'><sheets><sheet name='Prices' sheetId='1' r:id='rId1'/></sheets></workbook>"
    );
    let root = format!(
        "<Relationships xmlns='{packages}'><Relationship Id='rId1' Type='{office}/officeDocument' Target='xl/workbook.xml'/></Relationships>"
    );
    let relations = format!(
        "<Relationships xmlns='{packages}'><Relationship Id='rId1' Type='{office}/worksheet' Target='worksheets/sheet1.xml'/></Relationships>"
    );
    package(&[
        (
            "[Content_Types].xml",
            "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>",
        ),
        ("_rels/.rels", &root),
        ("xl/workbook.xml", &workbook),
        ("xl/_rels/workbook.xml.rels", &relations),
        ("xl/worksheets/sheet1.xml", &sheet),
    ])
}

const CELLS: &str =
    "<sheetData><row r='1'><c r='A1' t='inlineStr'><is><t>List price</t></is></c></row></sheetData>";

#[test]
fn a_marking_keeps_a_file_in_wherever_office_puts_it() {
    let core =
        |inner: &str| format!("<cp:coreProperties xmlns:cp='c' xmlns:dc='d'>{inner}</cp:coreProperties>");
    let foot = |text: &str| format!("<w:ftr xmlns:w='w'><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:ftr>");
    let custom = "<Properties><property name='MSIP_Label_0f1e_Name'><vt:lpwstr xmlns:vt='v'>Confidential</vt:lpwstr></property></Properties>";
    let mark = "<w:hdr xmlns:w='w' xmlns:v='v'><w:p><w:r><w:pict><v:shape><v:textpath string='CONFIDENTIAL'/></v:shape></w:pict></w:r></w:p></w:hdr>";
    let master = format!(
        "<p:sldMaster xmlns:p='p' xmlns:a='a'>{}</p:sldMaster>",
        shape("Halden Systems – Internal use only")
    );
    let ftr = "<p:sp><p:nvSpPr><p:nvPr><p:ph type='ftr'/></p:nvPr></p:nvSpPr><p:txBody><a:p><a:r><a:t>Streng vertraulich</a:t></a:r></a:p></p:txBody></p:sp>";
    let title = shape("Close in five days");
    let files: Vec<(&str, Vec<u8>)> = vec![
        (
            "foot.docx",
            docx(&[("word/footer2.xml", &foot("Halden GmbH | Nur für den internen Gebrauch | 3"))]),
        ),
        ("watermark.docx", docx(&[("word/header1.xml", mark)])),
        (
            "keywords.docx",
            docx(&[("docProps/core.xml", &core("<cp:keywords>prices; confidential</cp:keywords>"))]),
        ),
        ("label.docx", docx(&[("docProps/custom.xml", custom)])),
        ("foot.pptx", pptx(&format!("{title}{ftr}"), &[])),
        ("master.pptx", pptx(&title, &[("ppt/slideMasters/slideMaster1.xml", &master)])),
        (
            "foot.xlsx",
            xlsx(&format!(
                "{CELLS}<headerFooter><oddFooter>&amp;L&amp;\"Arial,Bold\"&amp;8Diffusion restreinte&amp;RPage &amp;P</oddFooter></headerFooter>"
            )),
        ),
        ("foot.html", b"<h1>Close</h1><p>It takes five days.</p><footer>Riservato</footer>".to_vec()),
        (
            "cover.md",
            b"# Roadmap\n\nCompany Confidential. Do not distribute.\n\nText follows here.\n".to_vec(),
        ),
        ("end.md", b"# Roadmap\n\nText goes on and on.\n\nVertrouwelijk\n".to_vec()),
        ("prices_INTERNAL.md", b"# Prices\n\nThey are these.\n".to_vec()),
    ];
    let folder = open_library();
    for (name, bytes) in &files {
        put(folder.path(), name, bytes);
    }
    let plain = [
        ("plain.docx", docx(&[("word/footer1.xml", &foot("Halden GmbH | Seite 3 | All rights reserved"))])),
        ("plain.pptx", pptx(&title, &[("ppt/slideMasters/slideMaster1.xml", "<p:sldMaster xmlns:p='p'/>")])),
        ("plain.xlsx", xlsx(CELLS)),
        (
            "confidential-computing.md",
            b"# Confidential computing\n\nHow customers keep secrets confidential.\n".to_vec(),
        ),
    ];
    for (name, bytes) in &plain {
        put(folder.path(), name, bytes);
    }
    let ingested = ingest(folder.path());
    assert_eq!(ingested.assets.len(), files.len() + plain.len(), "{:?}", ingested.failed);
    for ready in &ingested.assets {
        let wanted = if plain.iter().any(|(name, _)| *name == ready.asset.file) {
            Audience::External
        } else {
            Audience::Internal
        };
        assert_eq!(ready.asset.audience, wanted, "{}: {:?}", ready.asset.file, ready.inferred);
    }
}

#[test]
fn a_watermark_across_the_pages_of_a_pdf_is_a_marking_and_no_text() {
    let content = "BT /F1 11 Tf 1 0 0 1 72 700 Tm (The close takes five days and not eleven.) Tj ET\nBT /F1 60 Tf 0.7071 0.7071 -0.7071 0.7071 120 200 Tm (COMPANY CONFIDENTIAL) Tj ET";
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [4 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> /Contents 5 0 R >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
    ];
    let folder = open_library();
    put(folder.path(), "a.pdf", library::pdf_file(&objects));
    let ingested = ingest(folder.path());
    let ready = &ingested.assets[0];
    assert_eq!(ready.asset.audience, Audience::Internal, "{:?}", ready.inferred);
    let text: String = ready.passages.iter().map(|p| p.text.as_str()).collect();
    assert!(text.contains("five days") && !text.contains("CONFIDENTIAL"), "{text}");
}

#[test]
fn hidden_slides_shapes_sheets_rows_and_text_are_no_passages_and_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let fixtures = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/hidden-content");
    for entry in std::fs::read_dir(fixtures).unwrap().map(Result::unwrap) {
        put(folder.path(), entry.file_name().to_str().unwrap(), std::fs::read(entry.path()).unwrap());
    }
    let styles = "<w:styles xmlns:w='w'><w:style w:styleId='Base'><w:rPr><w:vanish/></w:rPr></w:style><w:style w:styleId='Notes'><w:basedOn w:val='Base'/></w:style></w:styles>";
    let main = "<w:document xmlns:w='w'><w:body><w:p><w:r><w:t>Shown.</w:t></w:r><w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t> Shown too.</w:t></w:r></w:p>\
        <w:p><w:pPr><w:pStyle w:val='Notes'/></w:pPr><w:r><w:t>keelhaul</w:t></w:r></w:p>\
        <w:tbl><w:tr><w:trPr><w:hidden/></w:trPr><w:tc><w:p><w:r><w:t>keelhaul</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>";
    put(folder.path(), "styled.docx", package(&[("word/document.xml", main), ("word/styles.xml", styles)]));
    let columns = "<cols><col min='2' max='3' hidden='1'/></cols><sheetData><row r='1'><c r='A1' t='inlineStr'><is><t>Offer</t></is></c><c r='B1' t='inlineStr'><is><t>keelhaul</t></is></c></row></sheetData>";
    put(folder.path(), "columns.xlsx", xlsx(columns));
    let ingested = ingest(folder.path());
    let words =
        ["keelhaul", "capstan", "bilgewater", "ballast", "barnacle", "scuttlebutt", "doldrums", "crowsnest"];
    for ready in &ingested.assets {
        for passage in &ready.passages {
            let text = format!("{} {}", passage.heading, passage.text).to_lowercase();
            assert!(!words.iter().any(|word| text.contains(word)), "{}: {text}", ready.asset.file);
        }
        let named =
            ingested.diagnostics.iter().any(|d| d.code == "hidden-content" && d.file == ready.asset.file);
        assert!(named, "{} is not named", ready.asset.file);
    }
    let shown: Vec<&str> =
        ingested.assets.iter().flat_map(|r| &r.passages).map(|p| p.text.as_str()).collect();
    assert!(shown.iter().any(|text| text.contains("Shown. Shown too.")), "{shown:?}");
    let offer = ingested.assets.iter().find(|r| r.asset.file == "offer.pptx").unwrap();
    assert!(offer.passages.iter().any(|p| p.position > 2), "slides keep their numbers");
}

#[test]
fn drafts_are_left_out_and_the_catalogue_s_word_outweighs_a_marking() {
    let folder = open_library();
    put(
        folder.path(),
        "catalogue.csv",
        "id,file,title,Approval Status,Shareable,audience\n\
         pending,pending.md,Pending piece,Pending,,\nmine,mine.md,My piece,Approved,No,\nstamped,stamped.md,Stamped piece,,,external\n\
         final,final.md,Final piece,Approved,,\n",
    );
    put(folder.path(), "pending.md", "# Pending\n\nText of it.\n");
    put(folder.path(), "mine.md", "# Mine\n\nText of another.\n");
    put(folder.path(), "stamped.md", "# Stamped\n\nStrictly confidential\n\nThe third text.\n");
    put(folder.path(), "final.md", "# Final\n\nDRAFT - not approved\n\nThe fourth text.\n");
    put(folder.path(), "loose.md", "# Loose\n\nEntwurf\n\nDer fünfte Text.\n");
    let ingested = ingest(folder.path());
    let ids: Vec<_> = ingested.assets.iter().map(|r| (r.asset.id.0.as_str(), r.asset.audience)).collect();
    assert_eq!(
        ids,
        [("final", Audience::External), ("mine", Audience::Internal), ("stamped", Audience::External)]
    );
    let of = |code: &str| {
        ingested.diagnostics.iter().filter(|d| d.code == code).map(|d| d.asset.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(of("marked"), ["stamped", "final"]);
    assert_eq!(of("unreleased"), ["pending", "loose"]);
}

#[test]
fn markings_of_the_judged_lists_are_told_from_ordinary_texts() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/judged/markings");
    for list in ["markings.tsv", "markings-2.tsv", "markings-3.tsv"] {
        let text = std::fs::read_to_string(folder.join(list)).unwrap();
        let (mut kept, mut confidential, mut wrong, mut ordinary) = (0, 0, 0, 0);
        for line in text.lines().skip(1) {
            let cells: Vec<&str> = line.split('\t').collect();
            let [verdict, place, _, text, ..] = cells.as_slice() else { panic!("{line}") };
            let got = in_sample(place, text);
            match *verdict {
                "ordinary" => {
                    ordinary += 1;
                    wrong += usize::from(got.is_some());
                }
                "draft" => assert_eq!(got, Some(Verdict::Unreleased), "{line}"),
                _ => {
                    confidential += 1;
                    kept += usize::from(got.is_some());
                }
            }
        }
        assert!(kept * 100 >= confidential * 98, "{list}: {kept} of {confidential}");
        assert!(wrong * 150 <= ordinary, "{list}: {wrong} of {ordinary}");
    }
}
