//! `init`: a folder of files, and perhaps an export, → `library.toml` and a catalogue to go on with.

use super::catalogue_file::{self, Record};
use super::collection::{Item, Library, LibraryError, is_asset, slug};
use super::diagnostic::{Diagnostic, Severity};
use super::export::{self, Column, Export};
use super::extract::ExtractError;
use super::fields::{Field, HeaderLanguage};
use super::infer::{DRAFT, audience_word};
use super::ready::Ingested;
use super::release::Withheld;
use super::settings::{self, Settings};
use super::sheet::{self, Table};
use super::walk::{self, Found};
use pitchside_core::catalogue::{Asset, AssetKind, Audience};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};

/// What `init` found before any file was read.
#[derive(Clone, Debug)]
pub struct Start {
    /// The assets to read: hand it to [`super::ingest()`].
    pub library: Library,
    /// What came of the export, if there was one.
    pub export: Option<Export>,
    /// The export below the folder: to be ignored, since it is no collateral.
    export_inside: Option<String>,
    /// What is there already and stays as it is.
    settings_exist: bool,
    catalogue_exists: Option<String>,
    comma: bool,
}

/// What `init` writes, and what it could not tell.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// `library.toml`, unless there is one.
    pub settings: Option<String>,
    /// The catalogue, unless there is one.
    pub catalogue: Option<Table>,
    /// A catalogue that is there already.
    pub kept: Option<String>,
    /// The system that wrote the export, where its columns tell.
    pub system: Option<&'static str>,
    /// Columns of the export with what came of them.
    pub columns: Vec<Column>,
    /// Rows of the export that became rows of the catalogue.
    pub rows: usize,
    /// Rows of the export whose file is not here.
    pub lost: Vec<String>,
    /// How often a field was guessed from the file.
    pub guessed: BTreeMap<&'static str, usize>,
    /// What is to be filled in: the field, and the ids of assets that lack it.
    pub blank: Vec<(&'static str, Vec<String>)>,
    /// Words that no vocabulary has: column, word, nearest known word.
    pub words: Vec<String>,
    /// Pieces that are not released.
    pub withheld: Vec<Withheld>,
    /// Files that can't be read.
    pub failed: Vec<(String, ExtractError)>,
    comma: bool,
}

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// No such folder.
    #[error(transparent)]
    Library(#[from] LibraryError),
    /// The export can't be read.
    #[error("{path}: {detail}")]
    Export {
        /// Which.
        path: PathBuf,
        /// Why.
        detail: String,
    },
    /// `--map` names no column.
    #[error("--map “{0}”: {1}")]
    Map(String, String),
    /// A file can't be written.
    #[error("{path}: {detail}")]
    Write {
        /// Which.
        path: PathBuf,
        /// Why.
        detail: String,
    },
}

/// Looks at `folder` and the export.
///
/// # Errors
/// See [`StartError`]; nothing is written yet.
pub fn plan(
    folder: &Path,
    from: Option<&Path>,
    maps: &BTreeMap<String, String>,
) -> Result<Start, StartError> {
    if !folder.is_dir() {
        return Err(LibraryError::NotAFolder(folder.to_owned()).into());
    }
    for (header, meaning) in maps {
        if Field::from_header(meaning).is_none() {
            let near = match Field::nearest(meaning) {
                Some(near) => format!("did you mean “{near}”?"),
                None => {
                    let names: Vec<&str> = Field::ALL.iter().map(|f| f.name()).collect();
                    format!("the columns are {}", names.join(", "))
                }
            };
            return Err(StartError::Map(header.clone(), format!("“{meaning}” is no column; {near}")));
        }
    }
    let settings_exist = folder.join(settings::FILE).is_file();
    let mut diagnostics = Vec::new();
    let mut settings = match settings_exist {
        true => Settings::read(folder, &mut diagnostics),
        false => Settings::default(),
    };
    settings.columns.extend(maps.clone());
    let catalogue_exists = match settings.library.catalogue.trim() {
        "" => catalogue_file::NAMES.iter().find(|n| folder.join(n).is_file()).map(|n| (*n).to_owned()),
        name => Some(name.to_owned()),
    };
    let inside = from.and_then(|path| {
        let (folder, path) = (folder.canonicalize().ok()?, path.canonicalize().ok()?);
        let below = path.strip_prefix(&folder).ok()?;
        Some(below.iter().map(|p| p.to_string_lossy()).collect::<Vec<_>>().join("/"))
    });
    let files = walk::walk(folder, &settings.ignore).map_err(LibraryError::Ignore)?.files;
    let files: Vec<&Found> =
        files.iter().filter(|f| is_asset(&f.name) && Some(&f.name) != inside.as_ref()).collect();
    let (mut export, mut comma) = (None, true);
    if let Some(path) = from {
        let failed = |detail: String| StartError::Export { path: path.to_owned(), detail };
        let bytes = std::fs::read(path)
            .map_err(|e| failed(format!("{e}; give a CSV or XLSX file that your system exported")))?;
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let mut said = Vec::new();
        let mut read = export::read(&name, &bytes, maps, &files, &mut said);
        if let Some(first) = said.first().filter(|_| read.records.is_empty()) {
            return Err(failed(format!("{}. {}", first.message, first.remedy)));
        }
        give_ids(&mut read.records);
        let head = bytes.get(..bytes.len().min(2000)).unwrap_or_default();
        comma = head.iter().filter(|b| **b == b';').count() <= head.iter().filter(|b| **b == b',').count();
        export = Some(read);
    }
    let mut records = export.as_ref().map(|e| e.records.clone()).unwrap_or_default();
    // Names of one's own are learnt from the export, so that they are no unknown words.
    for (field, known) in [(Field::Products, true), (Field::Competitors, false)] {
        let mut names: BTreeSet<String> = BTreeSet::new();
        for record in &records {
            names.extend(record.value(field).split([';', '|', '\n', ',']).map(|n| n.trim().to_owned()));
        }
        for name in names.into_iter().filter(|n| !n.is_empty() && n.chars().count() < 60) {
            match known {
                true if !settings.product.iter().any(|p| p.name == name) => {
                    settings.product.push(settings::Product { name, aliases: Vec::new() });
                }
                false if !settings.competitor.iter().any(|c| c.name == name) => {
                    settings
                        .competitor
                        .push(settings::Competitor { name, ..settings::Competitor::default() });
                }
                _ => {}
            }
        }
    }
    if settings.library.name.trim().is_empty() {
        let name =
            folder.canonicalize().ok().and_then(|f| f.file_name().map(|n| n.to_string_lossy().into_owned()));
        settings.library.name = name.unwrap_or_else(|| "Library".to_owned());
    }
    records.retain(|r| !r.cells.is_empty());
    let library = Library::assemble(folder, settings, records, &files, None, diagnostics);
    Ok(Start { library, export, export_inside: inside, settings_exist, catalogue_exists, comma })
}

/// Ids that are unique, short and readable: the export's own where they are, else from file or title.
fn give_ids(records: &mut [Record]) {
    let mut taken: HashSet<String> = HashSet::new();
    for record in records {
        let own = record.value(Field::Id).to_owned();
        let readable = !own.is_empty() && own.len() <= 40 && !own.contains(char::is_whitespace);
        let named = [Field::File, Field::Title, Field::Url]
            .into_iter()
            .map(|f| record.value(f))
            .find(|v| !v.is_empty());
        let named = named.unwrap_or_default();
        let base = if readable { own } else { slug(named.rsplit('/').next().unwrap_or(named)) };
        let mut id = base.clone();
        let mut number = 2;
        while !taken.insert(id.clone()) {
            id = format!("{base}-{number}");
            number += 1;
        }
        record.cells.retain(|c| c.field != Field::Id);
        record
            .cells
            .insert(0, catalogue_file::Cell { field: Field::Id, header: "id".to_owned(), values: vec![id] });
    }
}

impl Start {
    /// What to write, from what was read: `ingested` is what [`super::ingest()`] made of [`Start::library`].
    pub fn finish(&self, ingested: &Ingested) -> Plan {
        let mut plan = Plan { kept: self.catalogue_exists.clone(), comma: self.comma, ..Plan::default() };
        plan.failed.clone_from(&ingested.failed);
        plan.withheld.clone_from(&ingested.withheld);
        if let Some(export) = &self.export {
            plan.system = export.system;
            plan.columns.clone_from(&export.columns);
            plan.rows = export.records.len();
            plan.lost.clone_from(&export.lost);
        }
        let unknown = |d: &&Diagnostic| d.code == "unknown-word" && d.line > 0;
        let words: BTreeSet<String> = ingested
            .diagnostics
            .iter()
            .filter(unknown)
            .map(|d| {
                let near = d.remedy.split_once('?').map_or(String::new(), |(near, _)| format!(". {near}?"));
                format!("{}: {}{near}", d.cell, d.message)
            })
            .collect();
        plan.words = words.into_iter().collect();
        if self.catalogue_exists.is_none() {
            self.rows(ingested, &mut plan);
        }
        if !self.settings_exist {
            plan.settings = Some(self.settings_text(ingested, &plan));
        }
        plan
    }

    fn rows(&self, ingested: &Ingested, plan: &mut Plan) {
        let headers: Vec<&str> = plan.columns.iter().map(|c| c.header.as_str()).collect();
        let language = HeaderLanguage::of(headers.into_iter());
        let records: HashMap<&str, &Record> = self
            .library
            .items
            .iter()
            .filter_map(|item| item.record.as_ref().map(|r| (item.asset.id.0.as_str(), r)))
            .collect();
        let bad: HashSet<(u32, &str)> = ingested
            .diagnostics
            .iter()
            .filter(|d| d.line > 0 && d.severity == Severity::Error)
            .map(|d| (d.line, d.cell.as_str()))
            .collect();
        let header = Field::written().map(|f| f.header(language).to_owned()).collect();
        let mut table = Table { header, ..Table::default() };
        let mut blank: BTreeMap<usize, Vec<String>> = BTreeMap::new();
        for ready in &ingested.assets {
            let asset = &ready.asset;
            let record = records.get(asset.id.0.as_str());
            let mut row = Vec::new();
            for (at, field) in Field::written().enumerate() {
                let field = &field;
                let cell = record.and_then(|r| r.cell(*field).map(|c| (r.line, c)));
                // What was not understood stays as it was written: `check` names the cell.
                let raw = cell
                    .filter(|(line, c)| *field == Field::Status || bad.contains(&(*line, c.header.as_str())));
                let text = match raw {
                    Some((_, cell)) => cell.values.join("; "),
                    None if *field == Field::Summary && is_draft(asset) => draft(asset, language),
                    None => value(asset, *field),
                };
                if asset.inferred.iter().any(|f| f == field.name()) && !text.is_empty() {
                    *plan.guessed.entry(field.name()).or_default() += 1;
                }
                let wanted = matches!(field, Field::Kind | Field::Url | Field::Summary);
                let needed = *field != Field::Url || asset.audience == Audience::External;
                if wanted && needed && text.is_empty() {
                    blank.entry(at).or_default().push(asset.id.0.clone());
                }
                row.push(text);
            }
            table.rows.push(row);
        }
        let read: HashSet<&str> = ingested.assets.iter().map(|r| r.asset.id.0.as_str()).collect();
        let unread = self.library.items.iter().filter(|item| !read.contains(item.asset.id.0.as_str()));
        let withheld: HashMap<&str, &str> =
            ingested.withheld.iter().map(|left| (left.id.as_str(), left.status)).collect();
        table.rows.extend(
            unread.filter_map(|item| unread_row(item, withheld.get(item.asset.id.0.as_str()).copied(), &bad)),
        );
        table.rows.sort();
        plan.blank = blank
            .into_iter()
            .filter_map(|(at, ids)| Field::written().nth(at).map(|f| (f.name(), ids)))
            .collect();
        let position = |field: Field| Field::written().position(|f| f == field).unwrap_or(0);
        let kinds = AssetKind::ALL.iter().map(|k| k.slug().to_owned()).collect();
        let audiences = ["external", "internal", "nda"].map(str::to_owned).to_vec();
        table.choices = vec![(position(Field::Kind), kinds), (position(Field::Audience), audiences)];
        plan.catalogue = Some(table);
    }

    fn settings_text(&self, ingested: &Ingested, plan: &Plan) -> String {
        let settings = &self.library.settings;
        let mut languages: BTreeMap<&str, usize> = BTreeMap::new();
        for ready in &ingested.assets {
            *languages.entry(ready.asset.language.as_str()).or_default() += 1;
        }
        let mut languages: Vec<_> = languages.into_iter().collect();
        languages.sort_by_key(|(code, count)| (std::cmp::Reverse(*count), *code));
        let languages: Vec<String> = languages
            .iter()
            .take(6)
            .filter(|(_, count)| count * 20 >= ingested.assets.len())
            .map(|(code, _)| quoted(code))
            .collect();
        let mut text = format!(
            "# Written by `pitchside init`. Every line with a # in front is off; docs/LIBRARY.md explains each.\n\n\
             [library]\nname = {}\nvendor = \"\"                    # your company, as reps call it\n\
             # base_url = \"https://www.example.com/files/\"   # where these files are published: link of a file without url\n\
             # own_domains = [\"example.com\"]              # your own pages are never a prospect\n\
             # default_region = \"europe\"                  # europe, north-america, latin-america, asia-pacific, middle-east-africa\n\
             languages = [{}]\n\
             # version = \"2026.11\"                        # shown in the panel's foot\n\
             build = 1                                  # one more for each release\n\
             # Who may have a piece of which neither the catalogue, a public address nor the file says it. With \"internal\" nothing\n\
             # gets a link to copy until somebody let it out: a confidential deck with a copy button is worse than a missing one.\n\
             default_audience = \"internal\"\n",
            quoted(&settings.library.name),
            languages.join(", "),
        );
        if let Some(inside) = &self.export_inside {
            text.push_str(&format!("ignore = [{}]\n", quoted(inside)));
        }
        if !settings.columns.is_empty() {
            text.push_str("\n# Your own names of columns.\n[columns]\n");
            for (header, meaning) in &settings.columns {
                text.push_str(&format!("{} = {}\n", quoted(header), quoted(meaning)));
            }
        }
        text.push_str("\n# Your own words in cells, if the catalogue has any: theirs = one of Pitchside's.\n# [words]\n# \"Versicherer\" = \"Insurance\"\n");
        text.push_str(
            "\n# Your products and the competitors that buyers name: they are found in files and on pages.\n",
        );
        for product in &settings.product {
            text.push_str(&format!("[[product]]\nname = {}\naliases = []\n\n", quoted(&product.name)));
        }
        if settings.product.is_empty() {
            text.push_str("# [[product]]\n# name = \"Harbourline Close\"\n# aliases = [\"Close\"]\n\n");
        }
        for competitor in &settings.competitor {
            text.push_str(&format!("[[competitor]]\nname = {}\naliases = []\n\n", quoted(&competitor.name)));
        }
        if settings.competitor.is_empty() {
            text.push_str("# [[competitor]]\n# name = \"Ledgerfox\"\n# aliases = [\"Ledger Fox\"]\n\n");
        }
        text.push_str("# [package]\n# name = \"Harbourline Pitchside\"\n# icon = \"brand/icon.png\"\n# colour = \"#0a4f8a\"\n");
        let _ = plan;
        text
    }
}

/// What the export says of a file that can't be read: kept, so that nothing is lost until the file is mended. So is a piece that is
/// not released, with the `status` that says why: without its row the file would be taken as a new one. What was not understood
/// stays as it was written.
fn unread_row(item: &Item, status: Option<&str>, bad: &HashSet<(u32, &str)>) -> Option<Vec<String>> {
    if item.record.is_none() && status.is_none() {
        return None;
    }
    let text = |field: Field| {
        let record = item.record.as_ref();
        let cell = record.and_then(|record| record.cell(field).map(|cell| (record.line, cell)));
        let written = |(_, cell): (u32, &catalogue_file::Cell)| cell.values.join("; ");
        match field {
            Field::Status => status.map(str::to_owned).or_else(|| cell.map(written)).unwrap_or_default(),
            Field::Audience if cell.is_none() => {
                let told = record.and_then(super::release::of_row).map(|(audience, _)| audience);
                told.map(|audience| audience_word(audience).to_owned()).unwrap_or_default()
            }
            // Not in the row: the asset holds what stands where nothing is known.
            field if cell.is_none() && !matches!(field, Field::Id | Field::File) => String::new(),
            field => {
                let understood = cell.is_none_or(|(line, cell)| !bad.contains(&(line, cell.header.as_str())));
                let own = if understood { value(&item.asset, field) } else { String::new() };
                if own.is_empty() { cell.map(written).unwrap_or_default() } else { own }
            }
        }
    };
    Some(Field::written().map(text).collect())
}

/// Whether the summary was taken from the text and nobody has looked it over.
pub(super) fn is_draft(asset: &Asset) -> bool {
    !asset.summary.is_empty() && asset.inferred.iter().any(|field| field == Field::Summary.name())
}

/// A summary that is called a draft, in the language of the catalogue.
fn draft(asset: &Asset, language: HeaderLanguage) -> String {
    let [english, german, french] = DRAFT;
    let mark = match language {
        HeaderLanguage::English => english,
        HeaderLanguage::German => german,
        HeaderLanguage::French => french,
    };
    format!("{mark}{}", asset.summary)
}

/// A text as TOML writes it.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// A field of an asset as a cell.
pub(super) fn value(asset: &Asset, field: Field) -> String {
    fn list<T: std::fmt::Display>(items: &[T]) -> String {
        items.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
    }
    fn text<T: std::fmt::Display>(value: Option<&T>) -> String {
        value.map(ToString::to_string).unwrap_or_default()
    }
    match field {
        Field::Id => asset.id.0.clone(),
        Field::File => asset.file.clone(),
        Field::Title => asset.title.clone(),
        // A kind that could not be told is left for a person.
        Field::Kind if asset.kind == AssetKind::Other => String::new(),
        Field::Kind => asset.kind.slug().to_owned(),
        Field::Summary => asset.summary.clone(),
        Field::Language => asset.language.to_string(),
        Field::Industries => list(&asset.industries),
        Field::Personas => list(&asset.personas),
        Field::Seniorities => list(&asset.seniorities),
        Field::Stages => list(&asset.stages),
        Field::Sizes => list(&asset.sizes),
        Field::Regions => list(&asset.regions),
        Field::Products => list(&asset.products),
        Field::Competitors => list(&asset.competitors),
        Field::Tags => list(&asset.tags),
        // Only what the row itself says: an asset that is read is released.
        Field::Status | Field::Approved | Field::Shareable | Field::Trashed | Field::Archived => {
            String::new()
        }
        Field::Audience => audience_word(asset.audience).to_owned(),
        Field::Url => asset.link.as_ref().map(|l| l.as_str().to_owned()).unwrap_or_default(),
        Field::Released => text(asset.released.as_ref()),
        Field::Updated => text(asset.updated.as_ref()),
        Field::Expires => text(asset.expires.as_ref()),
        Field::ReviewBy => text(asset.review_by.as_ref()),
        Field::SupersededBy => text(asset.superseded_by.as_ref()),
        Field::Version => asset.version.clone(),
        Field::Priority if asset.priority == 0 => String::new(),
        Field::Priority => asset.priority.to_string(),
        Field::Owner => asset.owner.clone(),
    }
}

/// Writes what the plan holds; never over a file that is there. Gives the paths that were written.
///
/// # Errors
/// When a file can't be written, or has come into being meanwhile.
pub fn write_start(plan: &Plan, folder: &Path, csv: bool) -> Result<Vec<PathBuf>, StartError> {
    use std::io::Write;
    let mut files: Vec<(PathBuf, Vec<u8>)> = Vec::new();
    let failed =
        |path: &Path, e: std::io::Error| StartError::Write { path: path.to_owned(), detail: e.to_string() };
    if let Some(table) = &plan.catalogue {
        let path = folder.join(if csv { "catalogue.csv" } else { "catalogue.xlsx" });
        let bytes = match csv {
            true => sheet::csv(table, if plan.comma { b',' } else { b';' }),
            false => sheet::workbook(table),
        };
        files.push((path.clone(), bytes.map_err(|e| failed(&path, e))?));
    }
    if let Some(text) = &plan.settings {
        files.push((folder.join(settings::FILE), text.clone().into_bytes()));
    }
    for (path, bytes) in &files {
        let file = std::fs::File::options().write(true).create_new(true).open(path);
        file.and_then(|mut file| file.write_all(bytes)).map_err(|e| failed(path, e))?;
    }
    Ok(files.into_iter().map(|(path, _)| path).collect())
}
