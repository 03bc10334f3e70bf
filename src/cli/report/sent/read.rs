//! Files that reps saved: one by one, in folders and in zips.

use pitchside_core::catalogue::Date;
use pitchside_core::memory::log::{LOG, REPORT_VERSION, What};
use serde_json::Value;
use std::collections::HashMap;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The largest file that is read, in bytes: a full log of 60 days has about 20 MB.
const FILE_BYTES: u64 = 64 << 20;
/// The most that a zip unpacks to, in bytes, and the most files in it.
const ZIP_BYTES: u64 = 512 << 20;
const ZIP_FILES: usize = 5_000;
/// The longest words that are kept of an event, in characters, and the most pieces of a list.
const WORDS_CHARS: usize = 500;
const LIST_PIECES: usize = 50;

/// One event of a log.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Event {
    /// The day it is noted under.
    pub day: Date,
    /// Its number, which the rep's panel counts on; 0 in files of old.
    pub number: i64,
    /// What happened.
    pub what: What,
    /// Ids of the pieces.
    pub assets: Vec<Arc<str>>,
    /// The account's mark, or its name where the rep gives names; empty without.
    pub account: Arc<str>,
    /// What was asked, missed or said; empty without.
    pub words: Arc<str>,
    /// From the page to the copy.
    pub seconds: Option<u32>,
    /// `list`, `search`, `news`, `kept`, `reader`; empty in files of old.
    pub by: Arc<str>,
    /// Where the piece stood, counted from 1; 0 where that is not known.
    pub place: u32,
    /// Industry, function and stage of a buyer whom nothing fits; empty where they may not be kept.
    pub buyer: [Arc<str>; 3],
    /// The library's release; empty in files of old.
    pub release: Arc<str>,
}

/// What one file says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RepsFile {
    /// Where it was found: `anna.zip: report.json`.
    pub name: String,
    /// The mark of the installation; empty in files of old.
    pub from: String,
    /// The language of the rep's browser; possibly empty.
    pub language: String,
    /// The rep's region; possibly empty.
    pub region: String,
    /// Its events, in its order.
    pub events: Vec<Event>,
    /// Events that are none, or of a sort that this program does not know.
    pub unknown: usize,
}

/// A file that is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// Where it was found.
    pub name: String,
    /// Why, and what to do.
    pub why: String,
}

/// Everything that was found.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// What could be read, by name.
    pub files: Vec<RepsFile>,
    /// What could not.
    pub skipped: Vec<Skipped>,
}

/// Reads files, folders and zips.
pub fn read(paths: &[PathBuf]) -> Sources {
    let mut reader = Reader::default();
    for path in paths {
        reader.path(path, true);
    }
    reader.sources.files.sort_by(|a, b| a.name.cmp(&b.name));
    reader.sources
}

/// Texts that come again and again are kept once.
#[derive(Default)]
struct Texts(HashMap<Arc<str>, ()>);

impl Texts {
    fn one(&mut self, text: &str) -> Arc<str> {
        if let Some((known, ())) = self.0.get_key_value(text) {
            return known.clone();
        }
        let new: Arc<str> = text.into();
        self.0.insert(new.clone(), ());
        new
    }
}

#[derive(Default)]
struct Reader {
    sources: Sources,
    texts: Texts,
}

impl Reader {
    fn skip(&mut self, name: &str, why: impl Into<String>) {
        self.sources.skipped.push(Skipped { name: name.to_owned(), why: why.into() });
    }

    /// A path; in folders what ends in neither `.json` nor `.zip` is passed over in silence.
    fn path(&mut self, path: &Path, named: bool) {
        let name = path.display().to_string();
        if path.is_dir() {
            let Ok(entries) = std::fs::read_dir(path) else {
                return self.skip(&name, "can’t be opened; check that you may read the folder");
            };
            let mut below: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
            below.sort();
            for path in below.iter().filter(|path| !path.is_symlink()) {
                self.path(path, false);
            }
            return;
        }
        let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
        if !named && ending != "json" && ending != "zip" {
            return;
        }
        let file = match std::fs::File::open(path) {
            Ok(file) => file,
            Err(error) => return self.skip(&name, format!("can’t be opened: {error}")),
        };
        if ending == "zip" {
            self.zip(&name, file);
        } else {
            let mut bytes = Vec::new();
            match file.take(FILE_BYTES + 1).read_to_end(&mut bytes) {
                Ok(_) => self.json(&name, &bytes),
                Err(error) => self.skip(&name, format!("can’t be read: {error}")),
            }
        }
    }

    /// Measured by what comes out, never by what the zip says of itself.
    fn zip(&mut self, name: &str, file: std::fs::File) {
        let Ok(mut zip) = zip::ZipArchive::new(file) else {
            return self.skip(name, "is no zip, or is cut off; ask for it again");
        };
        if zip.len() > ZIP_FILES {
            return self
                .skip(name, format!("holds more than {ZIP_FILES} files; unpack it and give the folder"));
        }
        let mut left = ZIP_BYTES;
        for at in 0..zip.len() {
            let Ok(entry) = zip.by_index(at) else {
                self.skip(name, "holds a file that can’t be unpacked (a password?); ask for it again");
                continue;
            };
            let called = entry.name().map(std::borrow::Cow::into_owned).unwrap_or_default();
            if entry.is_dir() || !called.to_lowercase().ends_with(".json") {
                continue;
            }
            let inside = format!("{name}: {called}");
            let mut bytes = Vec::new();
            let most = left.min(FILE_BYTES);
            if entry.take(most + 1).read_to_end(&mut bytes).is_err() {
                self.skip(&inside, "is damaged; ask for it again");
                continue;
            }
            if bytes.len() as u64 > left {
                return self.skip(
                    name,
                    format!("unpacks to more than {} MB; unpack it and give the folder", ZIP_BYTES >> 20),
                );
            }
            left -= bytes.len() as u64;
            self.json(&inside, &bytes);
        }
    }

    fn json(&mut self, name: &str, bytes: &[u8]) {
        if bytes.len() as u64 > FILE_BYTES {
            return self.skip(name, format!("has more than {} MB, which no log has", FILE_BYTES >> 20));
        }
        let file: Value = match serde_json::from_slice(bytes) {
            Ok(file) => file,
            Err(error) => return self.skip(name, format!("is damaged ({error}); ask for it again")),
        };
        if file.get("pitchside").and_then(Value::as_str) != Some("report") {
            return self.skip(name, "is no report that a panel saved (Settings, Report for marketing, Save)");
        }
        let version = file.get("v").and_then(Value::as_i64).unwrap_or_default();
        if !(1..=i64::from(REPORT_VERSION)).contains(&version) {
            return self.skip(
                name,
                format!("has the form {version}, which a newer Pitchside writes; update `pitchside`"),
            );
        }
        let text =
            |key: &str| file.get(key).and_then(Value::as_str).unwrap_or_default().chars().take(64).collect();
        let (from, language, region) = (text("from"), text("language"), text("region"));
        let mut read = RepsFile { name: name.to_owned(), from, language, region, ..RepsFile::default() };
        for (key, day) in file.as_object().into_iter().flatten() {
            let Some(date) = key.strip_prefix(LOG) else { continue };
            let events = day.get("events").and_then(Value::as_array);
            let (Ok(date), Some(events)) = (date.parse::<Date>(), events) else {
                read.unknown += 1;
                continue;
            };
            for event in events {
                match self.event(date, event) {
                    Some(event) => read.events.push(event),
                    None => read.unknown += 1,
                }
            }
        }
        self.sources.files.push(read);
    }

    fn event(&mut self, day: Date, event: &Value) -> Option<Event> {
        let word = event.get("event")?.as_str()?;
        let (what, _) = What::WORDS.into_iter().find(|(_, known)| *known == word)?;
        let mut text = |name: &str| {
            let text = event.get(name).and_then(Value::as_str).unwrap_or_default();
            // A control character has no business in words, nor on a page.
            let plain: String = text.chars().filter(|c| !c.is_control()).take(WORDS_CHARS).collect();
            self.texts.one(plain.trim())
        };
        let (account, words, by, release) = (text("account"), text("words"), text("by"), text("release"));
        let buyer = [text("industry"), text("function"), text("stage")];
        let whole = |name: &str| event.get(name).and_then(Value::as_u64).and_then(|n| u32::try_from(n).ok());
        let (seconds, place) = (whole("seconds"), whole("place").unwrap_or_default());
        let number = event.get("n").and_then(Value::as_i64).unwrap_or_default();
        let list = event.get("assets").and_then(Value::as_array);
        let ids = list.into_iter().flatten().filter_map(Value::as_str).take(LIST_PIECES);
        let assets = ids.map(|id| self.texts.one(id)).collect();
        Some(Event { day, number, what, assets, account, words, seconds, by, place, buyer, release })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn read_one(name: &str, bytes: &[u8]) -> Sources {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(name), bytes).unwrap();
        read(&[folder.path().to_owned()])
    }

    #[test]
    fn files_of_both_forms_are_read_and_unknown_events_are_counted() {
        let old = r#"{"pitchside": "report", "v": 1, "library": "Library of 12 May", "log:2026-05-04":
            {"v": 1, "events": [{"event": "copied", "assets": ["a"], "seconds": 12, "account": "3f"}, {"event": "flown"}, 5]}}"#;
        let found = read_one("a.json", old.as_bytes());
        let file = &found.files[0];
        assert_eq!((file.events.len(), file.unknown, file.from.as_str()), (1, 2, ""));
        assert_eq!((file.events[0].seconds, &*file.events[0].account), (Some(12), "3f"));
        let new = r#"{"pitchside": "report", "v": 2, "from": "0a1b", "language": "de", "region": "dach", "log:2026-05-04":
            {"v": 1, "events": [{"event": "copied", "n": 7, "assets": ["a"], "by": "search", "place": 3, "words": "price\u0007 list", "release": "v41"}]}}"#;
        let event = &read_one("b.JSON", new.as_bytes()).files[0].events[0];
        assert_eq!((event.number, event.place, &*event.by, &*event.words), (7, 3, "search", "price list"));
    }

    #[test]
    fn what_is_no_report_is_named_with_what_to_do() {
        for (bytes, words) in [
            (&b"{\"pitchside\": \"report\", \"v\": 1, \"log:20"[..], "damaged"),
            (b"[1, 2]", "is no report"),
            (b"{\"pitchside\": \"memory\", \"v\": 1}", "is no report"),
            (b"{\"pitchside\": \"report\", \"v\": 9}", "newer Pitchside"),
        ] {
            let found = read_one("a.json", bytes);
            assert!(found.files.is_empty() && found.skipped[0].why.contains(words), "{found:?}");
        }
        assert!(read_one("a.zip", b"no zip").skipped[0].why.contains("is no zip"));
        assert!(read_one("notes.txt", b"hello").skipped.is_empty(), "a folder may hold other files");
    }

    #[test]
    fn a_zip_is_read_and_one_that_unpacks_to_too_much_is_not() {
        let zipped = |name: &str, bytes: &[u8]| {
            let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
            zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(bytes).unwrap();
            zip.finish().unwrap().into_inner()
        };
        let found = read_one("a.zip", &zipped("x/report.json", br#"{"pitchside": "report", "v": 2}"#));
        assert!(found.files[0].name.ends_with("a.zip: x/report.json"), "{found:?}");
        let bomb = zipped("report.json", &vec![b' '; FILE_BYTES as usize + 10]);
        assert!(bomb.len() < 1 << 20);
        assert!(read_one("b.zip", &bomb).skipped[0].why.contains("more than 64 MB"));
    }
}
