//! Damaged files: every small one of `../shared/files`, cut, with bytes flipped, under another name, inside a ZIP. None may crash
//! or hang its reader, and what is refused has a cause.

use crate::skip::shared;
use pitchside::library::worker::Readers;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

/// Larger files only take longer.
const LARGEST: u64 = 40 << 10;

fn flipped(bytes: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    let step = (bytes.len() / 23).max(1);
    for at in (step / 2..bytes.len()).step_by(step) {
        bytes[at] ^= 0x5a;
    }
    bytes
}

fn nested(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
    zip.write_all(bytes).unwrap();
    zip.finish().unwrap().into_inner()
}

#[test]
fn no_damage_crashes_or_hangs_a_reader() {
    let Some(shared) = shared(Path::new(env!("CARGO_MANIFEST_DIR")), "files") else { return };
    let readers = Readers::new(Some(PathBuf::from(env!("CARGO_BIN_EXE_pitchside"))));
    let place = tempfile::tempdir().unwrap();
    let mut tried = 0;
    for kind in ["pdf", "docx", "pptx", "xlsx"] {
        for entry in std::fs::read_dir(shared.join(kind)).unwrap().map(Result::unwrap) {
            if entry.metadata().unwrap().len() > LARGEST {
                continue;
            }
            let bytes = std::fs::read(entry.path()).unwrap();
            let name = entry.file_name().to_string_lossy().into_owned();
            let other = if kind == "pdf" { "docx" } else { "pdf" };
            let cases = [
                ("half", kind, bytes[..bytes.len() / 2].to_vec()),
                ("tail", kind, bytes[bytes.len() / 3..].to_vec()),
                ("flipped", kind, flipped(&bytes)),
                ("renamed", other, bytes.clone()),
                ("nested", kind, nested(&name, &bytes)),
            ];
            for (what, extension, bytes) in cases {
                let path = place.path().join(format!("case.{extension}"));
                std::fs::write(&path, &bytes).unwrap();
                let answer = readers.read(&path, extension);
                tried += 1;
                if let Err(error) = &answer {
                    assert!(!matches!(error.cause(), "crashed" | "timeout"), "{name} {what}: {error}");
                }
                if matches!(what, "renamed" | "nested") {
                    assert!(answer.is_err(), "{name} {what} was read");
                }
            }
        }
    }
    assert!(tried > 50, "{tried} cases");
}
