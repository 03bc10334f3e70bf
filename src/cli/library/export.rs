//! A list that another system wrote (SharePoint, Drive, a DAM) → records of the catalogue.
//!
//! Its headers are the catalogue's other names ([`super::fields`]) plus what only makes sense here: a `Name` that is a
//! file's, a `Path` that is a folder's, rows that are folders themselves. What a column holds decides where its
//! name alone does not.

use super::catalogue_file::{Cell, Record, rows};
use super::collection::Names;
use super::diagnostic::Diagnostic;
use super::extract::FileType;
use super::fields::{Field, fold};
use super::settings::Settings;
use super::walk::{self, Found};
use pitchside_core::catalogue::AssetKind;
use std::collections::{BTreeMap, HashMap};

/// What came of one column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// As the export names it.
    pub header: String,
    /// What it is taken for; none = not used.
    pub field: Option<Field>,
    /// The nearest known name, for a column that is not used.
    pub near: Option<&'static str>,
}

/// An export, understood.
#[derive(Clone, Debug, Default)]
pub struct Export {
    /// Its columns in order.
    pub columns: Vec<Column>,
    /// Its rows as records, files matched to those in the folder.
    pub records: Vec<Record>,
    /// Rows whose file is not in the folder and that have no address either: what they name.
    pub lost: Vec<String>,
    /// Rows that are folders.
    pub folders: usize,
}

/// Columns that systems write and that say nothing of collateral: no question is asked about them.
const KNOWN: [&str; 33] = [
    "size",
    "filesize",
    "dateigröße",
    "taille",
    "itemtype",
    "elementtyp",
    "typedélément",
    "mimetype",
    "created",
    "createdtime",
    "datecreated",
    "erstellt",
    "créé",
    "createdby",
    "erstelltvon",
    "créépar",
    "checkedoutto",
    "ausgechecktvon",
    "downloads",
    "views",
    "width",
    "height",
    "thumbnail",
    "filetype",
    "dateityp",
    "typedefichier",
    "extension",
    "fileextension",
    "checksum",
    "md5",
    "contenttypeid",
    "orientation",
    "dimensions",
];
const FOLDER: [&str; 12] = [
    "path",
    "folder",
    "folderpath",
    "parent",
    "directory",
    "pfad",
    "ordner",
    "ordnerpfad",
    "chemin",
    "chemindaccès",
    "cheminaccès",
    "dossier",
];

/// Reads `bytes`, a table called `name`; `maps` are the user's own `header → column`.
pub fn read(
    name: &str,
    bytes: &[u8],
    maps: &BTreeMap<String, String>,
    files: &[&Found],
    diagnostics: &mut Vec<Diagnostic>,
) -> Export {
    let settings = Settings { columns: maps.clone(), ..Settings::default() };
    let all = rows(name, bytes, diagnostics);
    let known = |row: &[String]| {
        let any = |cell: &&String| {
            let folded = fold(cell);
            settings.column(cell).is_some()
                || KNOWN.contains(&folded.as_str())
                || FOLDER.contains(&folded.as_str())
        };
        row.iter().filter(any).count()
    };
    let first = all.first().filter(|(_, row)| known(row) == 1).map(|_| 0);
    let Some(at) = all.iter().take(20).position(|(_, row)| known(row) >= 2).or(first) else {
        let remedy =
            "Its first row must name the columns. Say what one means with --map \"Their header=title\".";
        diagnostics.push(Diagnostic::error("export", name, "no row of column names was found", remedy));
        return Export::default();
    };
    let header = all.get(at).map(|(_, row)| row.clone()).unwrap_or_default();
    let body = all.get(at + 1..).unwrap_or_default();
    let meanings = meanings(&header, body, &settings);
    let folder = header
        .iter()
        .zip(&meanings)
        .position(|(name, meaning)| meaning.is_none() && FOLDER.contains(&fold(name).as_str()));
    let (by_name, names) = (by_name(files), Names::of(files));
    let mut export = Export { columns: columns(&header, &meanings), ..Export::default() };
    for (line, row) in body {
        let mut record = Record { file: name.to_owned(), line: *line, cells: Vec::new() };
        for ((value, field), header) in row.iter().zip(&meanings).zip(&header) {
            if let Some(field) = field
                && !value.trim().is_empty()
            {
                let values = vec![value.trim().to_owned()];
                record.cells.push(Cell { field: *field, header: header.trim().to_owned(), values });
            }
        }
        if record.cells.is_empty() {
            continue;
        }
        if is_folder(&header, row) {
            export.folders += 1;
            continue;
        }
        let folder = folder.and_then(|at| row.get(at)).map_or("", |f| f.trim());
        let path = super::entry::clean_path(&format!("{folder}/{}", record.value(Field::File)));
        let named = record.value(Field::File).to_owned();
        let file = names
            .find(&super::entry::clean_path(&named))
            .filter(|_| !named.is_empty())
            .or_else(|| nearest_tail(&by_name, &path));
        let linked = record.cell(Field::Url).is_some();
        record.cells.retain(|c| c.field != Field::File);
        match file {
            Some(file) => {
                let (header, values) = ("file".to_owned(), vec![file.name.clone()]);
                record.cells.push(Cell { field: Field::File, header, values });
            }
            None if !linked => {
                export.lost.push(if named.is_empty() {
                    record.value(Field::Title).to_owned()
                } else {
                    named
                });
                continue;
            }
            None => {}
        }
        export.records.push(record);
    }
    export
}

/// Rows of folders: SharePoint's item type, Drive's MIME type.
fn is_folder(header: &[String], row: &[String]) -> bool {
    let cell = |names: &[&str]| {
        let at = header.iter().position(|h| names.contains(&fold(h).as_str()))?;
        row.get(at).map(|c| fold(c))
    };
    let kind = cell(&["itemtype", "elementtyp", "typedélément"]);
    kind.is_some_and(|k| matches!(k.as_str(), "folder" | "ordner" | "dossier"))
        || cell(&["mimetype"]).is_some_and(|m| m.ends_with("folder"))
}

/// What each column means: by the user's word, its name, and what it holds; each meaning once.
fn meanings(header: &[String], body: &[(u32, Vec<String>)], settings: &Settings) -> Vec<Option<Field>> {
    let values = |at: usize| {
        body.iter().filter_map(move |(_, row)| row.get(at)).map(|v| v.trim()).filter(|v| !v.is_empty())
    };
    let share = |at: usize, is: &dyn Fn(&str) -> bool| {
        let (mut all, mut good) = (0_usize, 0_usize);
        for value in values(at).take(500) {
            all += 1;
            good += usize::from(is(value));
        }
        all > 0 && good * 2 > all
    };
    let is_file = |v: &str| {
        let extension = walk::extension(v);
        FileType::from_extension(&extension).is_some() || super::extract::unreadable(&extension).is_some()
    };
    let mut taken: Vec<Option<Field>> = Vec::new();
    let own = |h: &str| settings.columns.keys().any(|k| fold(k) == fold(h));
    for (at, name) in header.iter().enumerate() {
        let folded = fold(name);
        let found = match settings.column(name) {
            field if own(name) => field,
            // A name that is a file's.
            Some(Field::Title | Field::File) | None
                if ["name", "nom", "title", "titel", "titre", "path", "pfad", "chemin"]
                    .contains(&folded.as_str())
                    && share(at, &is_file) =>
            {
                Some(Field::File)
            }
            // A path without files is a folder's.
            Some(Field::File) if FOLDER.contains(&folded.as_str()) => None,
            Some(Field::Kind) => share(at, &|v| v.parse::<AssetKind>().is_ok()).then_some(Field::Kind),
            field if KNOWN.contains(&folded.as_str()) && field != Some(Field::Kind) => None,
            field => field,
        };
        let again = found.is_some() && taken.contains(&found);
        taken.push(found.filter(|_| !again));
    }
    taken
}

fn columns(header: &[String], meanings: &[Option<Field>]) -> Vec<Column> {
    let column = |(name, field): (&String, &Option<Field>)| Column {
        header: name.trim().to_owned(),
        field: *field,
        near: Field::nearest(name).filter(|_| field.is_none() && !KNOWN.contains(&fold(name).as_str())),
    };
    header.iter().zip(meanings).filter(|(name, _)| !name.trim().is_empty()).map(column).collect()
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

/// Whether this column is one that systems write and nobody needs.
pub fn is_known(column: &Column) -> bool {
    column.field.is_none()
        && (KNOWN.contains(&fold(&column.header).as_str()) || FOLDER.contains(&fold(&column.header).as_str()))
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
        let csv = "Filename,Buying group,Budget code\nx.docx,Finance,7\n";
        let before = import(csv, &["sub/x.docx"], &[]);
        assert!(before.columns.iter().any(|c| c.header == "Buying group" && c.field.is_none()));
        let after = import(csv, &["sub/x.docx"], &[("buying group", "persona")]);
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
