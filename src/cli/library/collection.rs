//! Files and entries brought together: one item an asset.

use super::catalogue_file::{self, Record};
use super::diagnostic::Diagnostic;
use super::entry;
use super::extract::{decode, html_front_matter, markdown_front_matter};
use super::fields::{Field, fold};
use super::settings::{self, Settings};
use super::walk::{self, Found};
use pitchside_core::catalogue::{Asset, AssetId, AssetKind, Link, edit_distance};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::Read;
use std::path::{Path, PathBuf};

/// Bytes at the start of a file in which front matter must end.
const FRONT_MATTER: u64 = 64 << 10;

/// One asset before its file was read.
#[derive(Clone, Debug)]
pub struct Item {
    /// What the catalogue says.
    pub asset: Asset,
    /// Its entry, if it has one.
    pub record: Option<Record>,
    /// Its file, if it has one.
    pub path: Option<PathBuf>,
}

impl Item {
    /// Where a diagnostic about it points: its line in the catalogue, else its file.
    pub fn place(&self) -> (&str, u32) {
        self.record.as_ref().map_or((self.asset.file.as_str(), 0), |r| (r.file.as_str(), r.line))
    }
}

/// A library's folder, its catalogue understood and its files found, none of them read yet.
#[derive(Clone, Debug)]
pub struct Library {
    /// Where it is.
    pub folder: PathBuf,
    /// `library.toml`.
    pub settings: Settings,
    /// The assets in the order of their ids.
    pub items: Vec<Item>,
    /// What was found wrong so far.
    pub diagnostics: Vec<Diagnostic>,
}

/// Why a folder is no library at all.
#[derive(Debug, thiserror::Error)]
pub enum LibraryError {
    /// Not there, or not a folder.
    #[error("{0} is not a folder; give the folder that holds library.toml and your files")]
    NotAFolder(PathBuf),
    /// A pattern in `library.toml`.
    #[error("library.toml: {0}; patterns are written as in .gitignore")]
    Ignore(String),
    /// Ctrl-C.
    #[error("stopped; nothing was written, the last good result is untouched")]
    Cancelled,
    /// Nothing to index.
    #[error(
        "{0} holds no asset; put PDF, PPTX, DOCX, XLSX, HTML or Markdown files into it, or a catalogue.csv"
    )]
    NoAssets(PathBuf),
    /// The result can't be put there.
    #[error("{path}: {detail}")]
    Output {
        /// Where.
        path: PathBuf,
        /// What the system says, and what to do.
        detail: String,
    },
    /// The index refused the assets.
    #[error("{0}")]
    Index(#[from] pitchside_core::index::IndexError),
}

impl Library {
    /// Looks at `folder`.
    ///
    /// # Errors
    /// When it is no folder or a pattern in `library.toml` is malformed. Everything else is a diagnostic.
    pub fn open(folder: &Path) -> Result<Self, LibraryError> {
        if !folder.is_dir() {
            return Err(LibraryError::NotAFolder(folder.to_owned()));
        }
        let mut diagnostics = Vec::new();
        let settings = Settings::read(folder, &mut diagnostics);
        let (catalogue, mut records) = catalogue_file::read(folder, &settings, &mut diagnostics);
        let walked = walk::walk(folder, &settings.ignore).map_err(LibraryError::Ignore)?;
        let files = walked.files;
        diagnostics.extend(walked.links.iter().map(|link| {
            let remedy = "Links are not followed, so that nothing from outside the folder comes in: put the files here, or name the link under ignore in library.toml.";
            Diagnostic::warning("link", link, "a link to elsewhere is left out", remedy)
        }));
        let own = |f: &&Found| is_asset(&f.name) && Some(&f.name) != catalogue.as_ref();
        let files: Vec<&Found> = files.iter().filter(own).collect();
        merge_front_matter(&mut records, &files, &settings, &mut diagnostics);
        Ok(Self::assemble(folder, settings, records, &files, catalogue.as_deref(), diagnostics))
    }

    /// Brings records and files together.
    pub(super) fn assemble(
        folder: &Path,
        settings: Settings,
        records: Vec<Record>,
        files: &[&Found],
        catalogue: Option<&str>,
        mut diagnostics: Vec<Diagnostic>,
    ) -> Self {
        let mut items = entries(records, files, &settings, &mut diagnostics);
        items.extend(bare_files(files, &items, catalogue, &mut diagnostics));
        for item in &mut items {
            publish(item, &settings);
        }
        items.sort_by(|a, b| a.asset.id.cmp(&b.asset.id));
        Self { folder: folder.to_owned(), settings, items, diagnostics }
    }
}

/// Whether a file may be an asset: not what the library says of itself.
pub(super) fn is_asset(name: &str) -> bool {
    const OWN: [&str; 4] = [settings::FILE, "rules.toml", "expectations.toml", super::synonyms_file::FILE];
    !OWN.contains(&name) && !catalogue_file::NAMES.contains(&name) && !name.starts_with("adapters/")
}

/// Front matter fills what the catalogue leaves blank, or is the entry of a file that the catalogue doesn't have.
fn merge_front_matter(
    records: &mut Vec<Record>,
    files: &[&Found],
    settings: &Settings,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let by_file: HashMap<String, usize> =
        records.iter().enumerate().map(|(at, r)| (entry::clean_path(r.value(Field::File)), at)).collect();
    for file in files {
        let finder = match file.extension().as_str() {
            "md" | "markdown" => markdown_front_matter as fn(&str) -> Option<(&str, &str)>,
            "html" | "htm" | "xhtml" => html_front_matter,
            _ => continue,
        };
        let mut head = Vec::new();
        let read = std::fs::File::open(&file.path).and_then(|f| f.take(FRONT_MATTER).read_to_end(&mut head));
        if read.is_err() {
            continue; // Said when the file itself is read.
        }
        let text = decode(&head);
        let Some((fence, matter)) = finder(&text) else { continue };
        let Some(mut record) = catalogue_file::front_matter(&file.name, fence, matter, settings, diagnostics)
        else {
            continue;
        };
        record.cells.retain(|c| c.field != Field::File);
        match by_file.get(&file.name).and_then(|at| records.get_mut(*at)) {
            Some(entry) => {
                let blank = |cell: &catalogue_file::Cell| entry.cell(cell.field).is_none();
                let new: Vec<_> = record.cells.into_iter().filter(blank).collect();
                entry.cells.extend(new);
            }
            None => {
                let (header, values) = ("file".to_owned(), vec![file.name.clone()]);
                record.cells.push(catalogue_file::Cell { field: Field::File, header, values });
                records.push(record);
            }
        }
    }
}

fn entries(
    records: Vec<Record>,
    files: &[&Found],
    settings: &Settings,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    let mut seen: BTreeMap<String, (String, u32)> = BTreeMap::new();
    let order = settings.library.dates.or_else(|| entry::date_order(records.iter()));
    let lookups = entry::Lookups::default();
    let names = Names::of(files);
    let mut missing = 0;
    for record in records {
        let read = entry::read(record, settings, order, &lookups, diagnostics);
        let (mut asset, record) = (read.asset, read.record);
        let named = asset.file.clone();
        let file = names.find(&named);
        if asset.id.0.is_empty() {
            let from = [named.as_str(), asset.title.as_str()]
                .into_iter()
                .find(|t| !t.is_empty())
                .unwrap_or_default();
            let from = if from.is_empty() { record.value(Field::Url) } else { from };
            asset.id = AssetId(slug(from.rsplit('/').next().unwrap_or(from)));
            if !markdown_or_html(&record.file) {
                let message = format!("the entry has no id; “{}” is used", asset.id);
                let remedy = "Write an id and keep it for good: reps' history and successors refer to it.";
                diagnostics
                    .push(Diagnostic::warning("no-id", &record.file, message, remedy).at(record.line, "id"));
            }
        }
        if let Some((other, line)) = seen.get(&asset.id.0) {
            let message = format!("the id “{}” is already taken at {other}:{line}", asset.id);
            let remedy = "Give one of the two another id; this entry is left out until then.";
            let found = Diagnostic::error("double-id", &record.file, message, remedy).at(record.line, "id");
            diagnostics.push(found.about(&asset.id.0));
            continue;
        }
        if file.is_none() && !named.is_empty() {
            missing += 1;
            let near = (missing <= HINTS).then(|| nearest(files, &named)).flatten();
            let near = near.map_or(String::new(), |n| format!("Did you mean “{n}”? "));
            let lost = asset.link.is_none();
            let message = format!("there is no file “{named}” in the folder");
            let remedy = match lost {
                true => format!("{near}Put it there, or give the entry a url; it is left out until then."),
                false => format!("{near}It stays as a link without searchable text until then."),
            };
            let new = if lost { Diagnostic::error } else { Diagnostic::warning };
            diagnostics.push(
                new("no-file", &record.file, message, remedy).at(record.line, "file").about(&asset.id.0),
            );
            if lost {
                continue;
            }
        }
        asset.file = file.map_or(String::new(), |f| f.name.clone());
        if file.is_none() && asset.link.is_none() && asset.title.is_empty() && asset.summary.is_empty() {
            let remedy = "Give it a file, a url, or remove the row.";
            let found = Diagnostic::error(
                "nothing",
                &record.file,
                "the entry has neither file nor url nor title",
                remedy,
            );
            diagnostics.push(found.at(record.line, ""));
            continue;
        }
        seen.insert(asset.id.0.clone(), (record.file.clone(), record.line));
        items.push(Item { asset, record: Some(record), path: file.map(|f| f.path.clone()) });
    }
    items
}

/// Items for files that no entry names.
fn bare_files(
    files: &[&Found],
    items: &[Item],
    catalogue: Option<&str>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Item> {
    let named: HashSet<&str> = items.iter().map(|i| i.asset.file.as_str()).collect();
    let mut ids: HashSet<String> = items.iter().map(|i| i.asset.id.0.clone()).collect();
    let mut bare = Vec::new();
    for file in files.iter().filter(|f| f.expected() && !named.contains(f.name.as_str())) {
        let stem = slug(file.name.rsplit('/').next().unwrap_or(&file.name));
        let whole = slug(&file.name.replace('/', "-"));
        let id = [stem, whole.clone()].into_iter().find(|id| !ids.contains(id));
        let id = id
            .or_else(|| (2..).map(|n| format!("{whole}-{n}")).find(|id| !ids.contains(id)))
            .unwrap_or(whole);
        ids.insert(id.clone());
        if let Some(catalogue) = catalogue {
            let message =
                format!("the catalogue has no entry for this file; its id is “{id}” and the rest is guessed");
            let remedy = format!("Add a row to {catalogue}, or the file to `ignore` in library.toml.");
            diagnostics.push(Diagnostic::warning("no-entry", &file.name, message, remedy).about(&id));
        }
        let mut asset = Asset::new(id, "", AssetKind::Other);
        asset.file.clone_from(&file.name);
        bare.push(Item { asset, record: None, path: Some(file.path.clone()) });
    }
    bare
}

/// The link of an asset that has a file and no `url`: `base_url` + file.
fn publish(item: &mut Item, settings: &Settings) {
    let base = settings.library.base_url.trim();
    let bad = item.record.as_ref().is_some_and(|r| r.cell(Field::Url).is_some());
    if item.asset.link.is_some() || bad || base.is_empty() || item.asset.file.is_empty() {
        return;
    }
    let slash = if base.ends_with(['/', '=']) { "" } else { "/" };
    let mut url = format!("{base}{slash}");
    for byte in item.asset.file.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                url.push(char::from(byte))
            }
            _ => url.push_str(&format!("%{byte:02X}")),
        }
    }
    item.asset.link = Link::new(&url).ok();
}

/// Files by the names that a catalogue may give them.
pub(super) struct Names<'a> {
    exact: HashMap<&'a str, &'a Found>,
    folded: HashMap<String, &'a Found>,
    /// By the last part of the path; none where two have it.
    last: HashMap<String, Option<&'a Found>>,
}

impl<'a> Names<'a> {
    /// Of these files.
    pub fn of(files: &[&'a Found]) -> Self {
        let mut names = Self { exact: HashMap::new(), folded: HashMap::new(), last: HashMap::new() };
        for file in files.iter().copied() {
            names.exact.insert(&file.name, file);
            names.folded.entry(folded(&file.name)).or_insert(file);
            let last = folded(file.name.rsplit('/').next().unwrap_or_default());
            names.last.entry(last).and_modify(|other| *other = None).or_insert(Some(file));
        }
        names
    }

    /// The file of a path as the catalogue has it: exactly, else without regard to case and accents' encoding, else by its name alone
    /// where that is the only one.
    pub fn find(&self, path: &str) -> Option<&'a Found> {
        if let Some(file) = self.exact.get(path) {
            return Some(file);
        }
        let wanted = folded(path);
        if let Some(file) = self.folded.get(&wanted) {
            return Some(file);
        }
        if let Some(file) = self.last.get(&wanted).copied().flatten().filter(|_| !path.contains('/')) {
            return Some(file);
        }
        // Addresses have `Price%20List.pdf` where the file is called “Price List.pdf”.
        let decoded = path
            .contains('%')
            .then(|| percent_encoding::percent_decode_str(path).decode_utf8().ok())
            .flatten()?;
        (decoded != path).then(|| self.find(&decoded)).flatten()
    }
}

/// A name as it is compared: accents in one encoding, blanks of one kind, nothing invisible, no capitals.
fn folded(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    super::extract::one_line(&text.nfc().collect::<String>()).to_lowercase()
}

/// Missing files for which the nearest name is looked up: a list of another folder misses all of them.
const HINTS: usize = 100;

fn nearest<'a>(files: &[&'a Found], path: &str) -> Option<&'a str> {
    let wanted = fold(path);
    let near = |f: &&&Found| edit_distance(&fold(&f.name), &wanted);
    let best = files.iter().min_by_key(near)?;
    (near(&best) <= wanted.chars().count() / 4).then_some(best.name.as_str())
}

fn markdown_or_html(file: &str) -> bool {
    matches!(walk::extension(file).as_str(), "md" | "markdown" | "html" | "htm" | "xhtml")
}

/// Letters and digits in lower case with single hyphens, without extension.
pub(super) fn slug(name: &str) -> String {
    let known = walk::extension(name);
    let stem = if known.len() <= 5 {
        name.strip_suffix(&format!(".{known}"))
            .unwrap_or_else(|| name.rsplit_once('.').map_or(name, |(s, _)| s))
    } else {
        name
    };
    let folded = pitchside_core::text::fold(stem);
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let slug = words.join("-");
    if slug.is_empty() { "asset".to_owned() } else { slug }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn library(files: &[(&str, &str)]) -> (tempfile::TempDir, Library) {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        let library = Library::open(folder.path()).unwrap();
        (folder, library)
    }

    fn codes(library: &Library) -> Vec<&str> {
        library.diagnostics.iter().map(|d| &*d.code).filter(|c| *c != "no-library-toml").collect()
    }

    #[test]
    fn files_without_entry_and_entries_without_file_are_both_said() {
        let (_folder, library) = library(&[
            (
                "catalogue.csv",
                "id,file,title,url\na,a.md,A,\nb,B.MD,B,\nc,missing.md,C,\nd,,D,https://x.example/d\n",
            ),
            ("a.md", "x"),
            ("b.md", "x"),
            ("guides/Größe & Maß.md", "x"),
        ]);
        let ids: Vec<_> = library.items.iter().map(|i| i.asset.id.0.as_str()).collect();
        assert_eq!(ids, ["a", "b", "d", "grosse-mass"]);
        assert_eq!(codes(&library), ["no-file", "no-entry"]);
    }

    #[test]
    fn a_path_never_reaches_outside_the_folder() {
        let (_folder, library) =
            library(&[("catalogue.csv", "id,file\na,../../etc/passwd\nb,/etc/passwd\n")]);
        assert!(library.items.is_empty());
        assert_eq!(codes(&library), ["no-file", "no-file"]);
    }

    #[test]
    fn front_matter_fills_what_the_catalogue_leaves_blank() {
        let (_folder, library) = library(&[
            ("catalogue.csv", "id,file,title\na,a.md,From the catalogue\n"),
            ("a.md", "---\ntitle: From the file\nkind: guide\n---\nText.\n"),
            ("b.md", "---\nid: bee\nkind: faq\n---\nText.\n"),
        ]);
        let (a, b) = (&library.items[0].asset, &library.items[1].asset);
        assert_eq!((a.title.as_str(), a.kind), ("From the catalogue", AssetKind::Guide));
        assert_eq!((b.id.0.as_str(), b.kind, b.file.as_str()), ("bee", AssetKind::Faq, "b.md"));
        assert!(codes(&library).is_empty(), "{:?}", library.diagnostics);
    }

    #[test]
    fn base_url_and_file_make_the_link_of_an_asset_without_one() {
        let (_folder, library) = library(&[
            ("library.toml", "[library]\nbase_url = \"https://x.example/docs\"\n"),
            ("sub/Maß 1.md", "x"),
        ]);
        let link = library.items[0].asset.link.as_ref().unwrap();
        assert_eq!(link.as_str(), "https://x.example/docs/sub/Ma%C3%9F%201.md");
    }

    #[test]
    fn a_double_id_is_an_error_that_names_both_lines() {
        let (_folder, library) =
            library(&[("catalogue.csv", "id,title,url\na,A,https://x.example/1\na,B,https://x.example/2\n")]);
        assert_eq!(codes(&library), ["double-id"]);
        let found = library.diagnostics.last().unwrap();
        assert!(found.line == 3 && found.message.contains("catalogue.csv:2"), "{found}");
    }
}
