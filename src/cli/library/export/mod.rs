//! A list that another system wrote (SharePoint, Drive, a DAM) → records of the catalogue.
//!
//! What a column means is told by the user's word, by the system that wrote the list ([`system`]), by its name, and by what it holds.

mod system;

use super::catalogue_file::{Cell, Record};
use super::collection::Names;
use super::diagnostic::Diagnostic;
use super::entry::{clean_path, is_nothing, kinds_named, list_of};
use super::extract::{self, FileType};
use super::fields::{Field, fold};
use super::settings::Settings;
use super::table::{self, Header, Row, Table};
use super::walk::{self, Found};
use std::collections::{BTreeMap, HashMap};
use system::{System, Use, Value};

/// What came of one column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is this column of the catalogue.
    Taken(Field),
    /// It says where the file lies.
    Folder,
    /// Systems write it, and collateral does not need it.
    NotNeeded,
    /// Nobody knows it; with the nearest known name.
    Unknown(Option<&'static str>),
}

/// One column of an export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// As the export names it.
    pub header: String,
    /// What came of it.
    pub fate: Fate,
}

/// An export, understood.
#[derive(Clone, Debug, Default)]
pub struct Export {
    /// The system that wrote it, where its columns tell.
    pub system: Option<&'static str>,
    /// Its columns in order.
    pub columns: Vec<Column>,
    /// Its rows as records, files matched to those in the folder.
    pub records: Vec<Record>,
    /// Rows whose file is not in the folder and that have no address either: what they name.
    pub lost: Vec<String>,
    /// Rows that are folders.
    pub folders: usize,
}

/// Reads `bytes`, a table called `name`; `maps` are the user's own `header → column`.
pub fn read(
    name: &str,
    bytes: &[u8],
    maps: &BTreeMap<String, String>,
    files: &[&Found],
    diagnostics: &mut Vec<Diagnostic>,
) -> Export {
    let settings = Settings { columns: maps.clone(), ..Settings::default() };
    let known = |header: &str| settings.column(header).is_some() || System::knows(header);
    let Some(table) = table::read(name, bytes, ("export", Header::OneOnTop), known, diagnostics) else {
        return Export::default();
    };
    let system = System::of(table.header.iter().map(String::as_str));
    let uses = uses(&table, &settings, system);
    let reader = Reader {
        name,
        header: &table.header,
        uses: &uses,
        system,
        files: by_name(files),
        names: Names::of(files),
    };
    let mut export = Export {
        system: system.map(|s| s.name),
        columns: columns(&table.header, &uses),
        ..Export::default()
    };
    for row in &table.rows {
        match reader.row(row) {
            Outcome::Blank => {}
            Outcome::Folder => export.folders += 1,
            Outcome::Lost(named) => export.lost.push(named),
            Outcome::Record(record) => export.records.push(record),
        }
    }
    export
}

/// What a row is.
enum Outcome {
    Blank,
    Folder,
    /// Its file is not here and it has no address: what it names.
    Lost(String),
    Record(Record),
}

/// Reads the rows of one export.
struct Reader<'a> {
    name: &'a str,
    header: &'a [String],
    uses: &'a [Option<Use>],
    system: Option<&'static System>,
    files: HashMap<String, Vec<&'a Found>>,
    names: Names<'a>,
}

impl Reader<'_> {
    fn row(&self, row: &Row) -> Outcome {
        if self.is_folder(row) {
            return Outcome::Folder;
        }
        let columns: Vec<Option<Field>> = self.uses.iter().map(|is| field(*is)).collect();
        let mut record = Record::of_row(self.name, row, self.header, &columns);
        if let Some(system) = self.system {
            for cell in &mut record.cells {
                cell.values =
                    cell.values.iter().flat_map(|text| translated(system, &cell.header, text)).collect();
            }
            record.cells.retain(|cell| !cell.values.is_empty());
        }
        merge(&mut record);
        if record.cells.is_empty() {
            return Outcome::Blank;
        }
        self.find_file(row, record)
    }

    /// Rows of folders: by what the system writes, and whatever system it is by an item type or a MIME type.
    fn is_folder(&self, row: &Row) -> bool {
        let mut cells = self.header.iter().zip(&row.1).filter(|(_, cell)| !cell.text.is_empty());
        cells.any(|(header, cell)| {
            let told = self.system.and_then(|system| system.value(header, &cell.text));
            let value = fold(&cell.text);
            let general = match fold(header).as_str() {
                "itemtype" | "elementtyp" | "typedélément" => {
                    matches!(value.as_str(), "folder" | "ordner" | "dossier")
                }
                "mimetype" => value.ends_with("folder"),
                _ => false,
            };
            told == Some(Value::Folder) || general
        })
    }

    /// Puts the file in the folder in place of what the row calls it. A name that is no file's is a title.
    fn find_file(&self, row: &Row, mut record: Record) -> Outcome {
        let folder = self.uses.iter().position(|is| *is == Some(Use::Folder));
        let folder = folder.and_then(|at| row.1.get(at)).map_or("", |cell| cell.text.trim());
        let by_title = !record.cells.iter().any(|cell| cell.field == Field::File);
        let named = record.value(if by_title { Field::Title } else { Field::File }).to_owned();
        let path = match () {
            () if named.is_empty() => clean_path(folder),
            () if folder.ends_with(&named) => clean_path(folder),
            () => clean_path(&format!("{folder}/{named}")),
        };
        let file = self
            .names
            .find(&clean_path(&named))
            .filter(|_| !named.is_empty())
            .or_else(|| nearest_tail(&self.files, &path));
        record.cells.retain(|cell| cell.field != Field::File);
        if by_title && file.is_some() && is_file(&named) {
            record.cells.retain(|cell| cell.field != Field::Title);
        }
        let linked = record.cell(Field::Url).is_some();
        match file {
            Some(file) => {
                let (header, values) = ("file".to_owned(), vec![file.name.clone()]);
                record.cells.push(Cell { field: Field::File, header, values });
            }
            None if !linked => {
                let title = record.value(Field::Title).to_owned();
                return Outcome::Lost(if named.is_empty() { title } else { named });
            }
            // A page or a Google document has a name and no file.
            None => {
                if record.cell(Field::Title).is_none() && !named.is_empty() {
                    let title = if is_file(&named) { super::infer::title_of_name(&named) } else { named };
                    record.cells.push(Cell {
                        field: Field::Title,
                        header: "name".to_owned(),
                        values: vec![title],
                    });
                }
            }
        }
        Outcome::Record(record)
    }
}

/// A cell's text in our words where the system's list has it, as a whole or part by part.
fn translated(system: &System, header: &str, text: &str) -> Vec<String> {
    let word = |text: &str| match system.value(header, text) {
        Some(Value::Word(word)) => Some(Some(word.to_owned())),
        Some(Value::Blank) => Some(None),
        Some(Value::Folder) | None => None,
    };
    if let Some(word) = word(text) {
        return word.into_iter().collect();
    }
    let list = list_of(text);
    let parts: Vec<String> =
        list.iter().flat_map(|part| part.split(',')).map(|part| part.trim().to_owned()).collect();
    if parts.len() < 2 || !parts.iter().any(|part| word(part).is_some()) {
        return vec![text.to_owned()];
    }
    parts.into_iter().filter_map(|part: String| word(&part).unwrap_or(Some(part))).collect()
}

/// Several columns may mean the same: lists are put together, of other fields the first that is filled counts.
fn merge(record: &mut Record) {
    use Field::{Competitors, Industries, Personas, Products, Regions, Seniorities, Sizes, Stages, Tags};
    let mut merged: Vec<Cell> = Vec::new();
    for cell in std::mem::take(&mut record.cells) {
        let list = matches!(
            cell.field,
            Competitors | Industries | Personas | Products | Regions | Seniorities | Sizes | Stages | Tags
        );
        match merged.iter_mut().find(|other| other.field == cell.field) {
            Some(other) if list => {
                let new: Vec<String> =
                    cell.values.into_iter().filter(|value| !other.values.contains(value)).collect();
                other.values.extend(new);
            }
            Some(_) => {}
            None => merged.push(cell),
        }
    }
    record.cells = merged;
}

fn field(is: Option<Use>) -> Option<Field> {
    match is {
        Some(Use::Field(field)) => Some(field),
        _ => None,
    }
}

/// Whether a text is the name of a file.
fn is_file(text: &str) -> bool {
    let extension = walk::extension(text);
    FileType::from_extension(&extension).is_some() || extract::unreadable(&extension).is_some()
}

/// What each column is; none for those that nobody knows.
fn uses(table: &Table, settings: &Settings, system: Option<&System>) -> Vec<Option<Use>> {
    let cells =
        |at: usize| table.rows.iter().filter_map(move |row| row.1.get(at)).map(|cell| cell.text.as_str());
    // Whether most of a column's values are so.
    let most = |at: usize, is: &dyn Fn(&str) -> bool| {
        let values = cells(at).filter(|text| !text.is_empty() && !is_nothing(text)).take(500);
        let (all, good) =
            values.fold((0_usize, 0_usize), |(all, good), text| (all + 1, good + usize::from(is(text))));
        all > 0 && good * 2 > all
    };
    let own = |header: &str| settings.columns.keys().any(|known| fold(known) == fold(header));
    let mut uses: Vec<Option<Use>> = Vec::new();
    for (at, header) in table.header.iter().enumerate() {
        let general = settings.column(header).map(Use::Field);
        let told = system.and_then(|system| system.column(header));
        let found = match told.or(general).or_else(|| system::elsewhere(header)) {
            _ if header.is_empty() => None,
            _ if own(header) => general,
            Some(Use::Field(Field::Title)) if most(at, &is_file) => Some(Use::Field(Field::File)),
            // A path without files is a folder's.
            Some(Use::Field(Field::File)) if most(at, &|text| text.contains('/') && !is_file(text)) => {
                Some(Use::Folder)
            }
            // A type may be the file's.
            Some(Use::Field(Field::Kind)) if told.is_none() => {
                let kinds = most(at, &|text| !kinds_named(text).is_empty());
                Some(if kinds { Use::Field(Field::Kind) } else { Use::None })
            }
            // A size in bytes is the file's.
            Some(Use::Field(Field::Sizes))
                if most(at, &|text| text.parse::<f64>().is_ok() || is_bytes(text)) =>
            {
                Some(Use::None)
            }
            found => found,
        };
        uses.push(found);
    }
    uses
}

/// `2.4 MB`, `480 KB`.
fn is_bytes(text: &str) -> bool {
    let unit = text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | ' '));
    unit.len() < text.len()
        && matches!(unit.to_lowercase().as_str(), "b" | "kb" | "mb" | "gb" | "bytes" | "ko" | "mo" | "go")
}

fn columns(header: &[String], uses: &[Option<Use>]) -> Vec<Column> {
    let column = |(header, is): (&String, &Option<Use>)| {
        let fate = match is {
            Some(Use::Field(field)) => Fate::Taken(*field),
            Some(Use::Folder) => Fate::Folder,
            Some(Use::None) => Fate::NotNeeded,
            None => Fate::Unknown(Field::nearest(header)),
        };
        Column { header: header.clone(), fate }
    };
    header.iter().zip(uses).filter(|(header, _)| !header.is_empty()).map(column).collect()
}

fn by_name<'a>(files: &[&'a Found]) -> HashMap<String, Vec<&'a Found>> {
    let mut names: HashMap<String, Vec<&Found>> = HashMap::new();
    for file in files {
        let name = file.name.rsplit('/').next().unwrap_or(&file.name);
        names.entry(name.to_lowercase()).or_default().push(file);
    }
    names
}

/// The file of that name whose folders agree with the most of the path's last ones; none when two do alike.
fn nearest_tail<'a>(names: &HashMap<String, Vec<&'a Found>>, path: &str) -> Option<&'a Found> {
    let lower = path.to_lowercase();
    let parts: Vec<&str> = lower.split('/').rev().collect();
    let candidates = names.get(*parts.first()?)?;
    let agree = |file: &Found| {
        let own = file.name.to_lowercase();
        own.split('/').rev().zip(&parts).take_while(|(a, b)| a == *b).count()
    };
    let best = candidates.iter().map(|f| agree(f)).max()?;
    let mut found = candidates.iter().filter(|f| agree(f) == best);
    found.next().filter(|_| found.next().is_none()).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    fn found(names: &[&str]) -> Vec<Found> {
        names.iter().map(|n| Found { name: (*n).to_owned(), path: PathBuf::new() }).collect()
    }

    fn import(csv: &str, files: &[&str], maps: &[(&str, &str)]) -> Export {
        let found = found(files);
        let files: Vec<&Found> = found.iter().collect();
        let maps = maps.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
        let mut said = Vec::new();
        let export = read("export.csv", csv.as_bytes(), &maps, &files, &mut said);
        assert!(said.is_empty(), "{said:?}");
        export
    }

    #[test]
    fn sharepoint_s_name_is_a_file_and_its_folders_are_left_out() {
        let export = import(
            "Name;Titel;Geändert;Geändert von;Elementtyp;Pfad;Zielgruppe\n\
             a.pdf;Preise;04.05.2026;Marit Osei;Element;sites/mkt/Docs/Preise;Finance\n\
             Preise;;;;Ordner;sites/mkt/Docs;\n\
             weg.pdf;Weg;;;Element;sites/mkt/Docs;\n",
            &["Preise/a.pdf", "Alt/a.pdf"],
            &[],
        );
        assert_eq!((export.folders, export.lost.as_slice()), (1, ["weg.pdf".to_owned()].as_slice()));
        let record = &export.records[0];
        assert_eq!((record.value(Field::File), record.value(Field::Title)), ("Preise/a.pdf", "Preise"));
        assert_eq!((record.value(Field::Owner), record.value(Field::Personas)), ("Marit Osei", "Finance"));
    }

    #[test]
    fn a_column_that_nobody_knows_is_mapped_by_the_user() {
        let csv = "Filename,Desk of origin,Budget code\nx.docx,Finance,7\n";
        let before = import(csv, &["sub/x.docx"], &[]);
        assert!(
            before.columns.iter().any(|c| c.header == "Desk of origin" && matches!(c.fate, Fate::Unknown(_)))
        );
        let after = import(csv, &["sub/x.docx"], &[("desk of origin", "persona")]);
        assert_eq!(after.records[0].value(Field::Personas), "Finance");
        assert_eq!(after.records[0].value(Field::File), "sub/x.docx");
    }

    #[test]
    fn drive_s_rows_without_a_file_here_stay_as_links() {
        let export = import(
            "name,mimeType,webViewLink,modifiedTime\nDeck 2026,application/vnd.google-apps.presentation,https://docs.google.com/presentation/d/1,2026-05-04T10:00:00Z\nOld,application/vnd.google-apps.folder,https://drive.google.com/x,\n",
            &[],
            &[],
        );
        assert_eq!((export.records.len(), export.folders), (1, 1));
        assert_eq!(export.records[0].value(Field::Title), "Deck 2026");
        assert!(export.records[0].value(Field::Url).starts_with("https://docs"));
    }
}
