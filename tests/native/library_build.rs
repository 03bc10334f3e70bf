//! Ingest through the library's public API, and over real files where they are at hand.

use crate::skip::shared;
use pitchside::library::worker::Readers;
use pitchside::library::{self, Ingested, Library, Progress};
use pitchside_core::catalogue::{AssetKind, Audience, Unit};
use pitchside_core::index::Index;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

fn ingest(folder: &Path, worker: Option<&str>) -> Ingested {
    let readers = Readers::new(worker.map(PathBuf::from));
    let cancelled = AtomicBool::new(false);
    let progress = Progress { file_done: &|_| (), cancelled: &cancelled, cards: true };
    library::ingest(Library::open(folder).unwrap(), &readers, &progress).unwrap()
}

fn put(folder: &Path, name: &str, bytes: impl AsRef<[u8]>) {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, bytes).unwrap();
}

fn docx(paragraphs: &[&str]) -> Vec<u8> {
    let body: String = paragraphs.iter().map(|p| format!("<w:p><w:r><w:t>{p}</w:t></w:r></w:p>")).collect();
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).unwrap();
    write!(zip, "<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>").unwrap();
    zip.finish().unwrap().into_inner()
}

#[test]
fn a_folder_without_catalogue_becomes_an_index_by_inference() {
    let folder = tempfile::tempdir().unwrap();
    put(
        folder.path(),
        "library.toml",
        "[library]\nlanguages = [\"en\", \"de\"]\n[[competitor]]\nname = \"Ledgerfox\"\n",
    );
    put(folder.path(), "battlecards/ledgerfox.md", "# Against Ledgerfox\nAsk where the data is hosted.\n");
    put(
        folder.path(),
        "case-studies/kranich.docx",
        docx(&[
            "Die Spedition schließt ihre Bücher heute in fünf Tagen, vorher waren es elf, und die Prüfer finden jeden Beleg.",
        ]),
    );
    let ingested = ingest(folder.path(), None);
    let of = |id: &str| ingested.assets.iter().find(|r| r.asset.id.0 == id).unwrap();
    let card = &of("ledgerfox").asset;
    assert_eq!((card.kind, card.audience), (AssetKind::Battlecard, Audience::Internal));
    assert_eq!(
        (card.title.as_str(), card.competitors.as_slice()),
        ("Against Ledgerfox", ["Ledgerfox".to_owned()].as_slice())
    );
    let study = of("kranich");
    assert_eq!((study.asset.kind, study.asset.language.as_str()), (AssetKind::CaseStudy, "de"));
    assert_eq!((study.asset.extent.unit, study.asset.extent.count), (Unit::Section, 1));
    for field in ["kind", "language", "title"] {
        assert!(study.asset.inferred.iter().any(|f| f == field), "{field}");
    }

    let out = tempfile::tempdir().unwrap();
    let dir = out.path().join("index");
    let manifest = library::write(&ingested, &dir, None).unwrap();
    let index = Index::open(std::fs::read(dir.join("library.idx")).unwrap()).unwrap();
    assert_eq!((index.len() as u32, index.info().hash.as_str()), (manifest.assets, manifest.hash.as_str()));
}

#[test]
fn an_entry_stays_by_its_title_when_its_file_can_not_be_read() {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), "catalogue.csv", "id,file,title,summary\na,a.pdf,A title,A summary\n");
    put(folder.path(), "a.pdf", "%PDF-1.4 nothing");
    let ingested = ingest(folder.path(), None);
    assert_eq!(ingested.assets.len(), 1);
    assert_eq!(ingested.failed[0].1.cause(), "damaged");
}

#[test]
fn a_stopped_build_says_so_and_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), "a.md", "# A\nText.\n");
    let cancelled = AtomicBool::new(true);
    let progress = Progress { file_done: &|_| (), cancelled: &cancelled, cards: true };
    let error =
        library::ingest(Library::open(folder.path()).unwrap(), &Readers::new(None), &progress).unwrap_err();
    assert!(error.to_string().contains("last good result"), "{error}");
}

#[test]
fn real_files_give_text_or_a_cause_through_worker_processes() {
    let Some(files) = shared(Path::new(env!("CARGO_MANIFEST_DIR")), "files") else { return };
    let ingested = ingest(&files, Some(env!("CARGO_BIN_EXE_pitchside")));
    for (file, error) in &ingested.failed {
        eprintln!("{file}: {error}");
        assert!(!matches!(error.cause(), "crashed" | "timeout"), "{file}: {error}");
    }
    let cause = |part: &str| ingested.failed.iter().find(|(f, _)| f.contains(part)).map(|(_, e)| e.cause());
    assert_eq!(cause("libreoffice-writer-password"), Some("password"));
    assert!(ingested.read * 10 >= (ingested.read + ingested.failed.len()) * 8, "{} read", ingested.read);
    let words = |part: &str| {
        let of = |r: &&library::Ready| r.asset.file.contains(part);
        let ready = ingested.assets.iter().find(of).unwrap();
        ready.passages.iter().map(|p| p.text.split_whitespace().count()).sum::<usize>()
    };
    assert!(words("handbook-fuzzing") > 5000 && words("Benefit_Options") > 500);
}

/// The command with a cache of its own; what it printed on both streams.
fn command(cache: &Path, arguments: &[&str]) -> String {
    let done = std::process::Command::new(env!("CARGO_BIN_EXE_pitchside"))
        .args(arguments)
        .env("PITCHSIDE_CACHE", cache)
        .output()
        .unwrap();
    String::from_utf8_lossy(&done.stdout).into_owned() + &String::from_utf8_lossy(&done.stderr)
}

#[test]
fn an_unchanged_library_says_the_same_again_without_being_read() {
    let (folder, place) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (cache, out) = (place.path().join("cache"), place.path().join("out"));
    put(folder.path(), "library.toml", "[library]\nname = \"L\"\ndefault_audience = \"external\"\n");
    put(folder.path(), "catalogue.csv", "id,file,personas\na,a.md,Fihnance\nb,b.md,\n");
    put(folder.path(), "a.md", "# First\n\nHow the close takes five days and not eleven.\n");
    put(folder.path(), "b.md", "# Second\n\nEntwurf\n\nWas noch niemand lesen soll.\n");
    let (library, output) = (folder.path().to_str().unwrap(), out.to_str().unwrap());
    let build = || command(&cache, &["build", library, "-o", output]);
    let check = || command(&cache, &["check", library]);
    let (built, checked) = (build(), check());
    let findings = |text: &str| {
        text.lines().filter(|l| !l.starts_with(output)).take(4).map(str::to_owned).collect::<Vec<_>>()
    };
    assert!(built.contains("error[unknown-word]") && built.contains("not released: b"), "{built}");
    let again = build();
    assert!(again.contains("nothing has changed"), "{again}");
    for said in ["error[unknown-word]", "not released: b"] {
        assert!(again.contains(said), "{again}");
    }
    assert_eq!(findings(&check()), findings(&checked));
    // What was written is gone, or another: it is written again.
    std::fs::write(out.join("text.bin"), "x").unwrap();
    assert!(!build().contains("nothing has changed"));
    assert!(build().contains("nothing has changed"));
    put(folder.path(), "a.md", "# First\n\nHow the close takes four days and not eleven.\n");
    assert!(!build().contains("nothing has changed"));
    put(folder.path(), "library.toml", "[library]\nname = \"Other\"\ndefault_audience = \"external\"\n");
    assert!(!build().contains("nothing has changed"));
    put(folder.path(), "catalogue.csv", "id,file,personas\na,a.md,Finance\nb,b.md,\n");
    assert!(!check().contains("unknown-word"));
}

#[test]
fn what_is_taken_from_the_run_before_gives_the_same_bytes_as_a_cold_build() {
    let (folder, place) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    crate::files::copy(&PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("demo/library"), folder.path())
        .unwrap();
    let library = folder.path().to_str().unwrap();
    let at = |name: &str| place.path().join(name);
    let build =
        |cache: &str, out: &str| command(&at(cache), &["build", library, "-o", at(out).to_str().unwrap()]);
    let check = |cache: &str| command(&at(cache), &["check", library, "--all"]);
    build("warm", "before");
    put(
        folder.path(),
        "guide/added.md",
        "# An added guide\n\nWhat nobody has asked before this build came, is answered here.\n",
    );
    build("warm", "warm-out");
    build("cold", "cold-out");
    let (warm, cold) = (at("warm-out"), at("cold-out"));
    assert!(crate::files::tree(&warm).unwrap() == crate::files::tree(&cold).unwrap());
    assert_eq!(check("warm"), check("colder"));
    // Another word in the settings, and nothing of before holds.
    let settings = std::fs::read_to_string(folder.path().join("library.toml")).unwrap();
    put(folder.path(), "library.toml", settings.replace("Ledgerfox", "Guidefox"));
    build("warm", "warm-out");
    build("coldest", "cold-out");
    assert!(crate::files::tree(&warm).unwrap() == crate::files::tree(&cold).unwrap());
}
