//! The catalogue as rows of cells, whatever it is written in: CSV, Excel, YAML, TOML, front matter.
//!
//! What a cell means is [`super::entry`]'s business; here only form matters.

use super::diagnostic::Diagnostic;
use super::entry::is_nothing;
use super::extract::decode;
use super::fields::Field;
use super::settings::{Settings, line_of};
use super::table::{self, Header, Row};
use std::path::Path;

/// File names that are taken for the catalogue, in this order.
pub const NAMES: [&str; 9] = [
    "catalogue.csv",
    "catalogue.xlsx",
    "catalogue.yaml",
    "catalogue.yml",
    "catalogue.toml",
    "catalog.csv",
    "catalog.xlsx",
    "katalog.csv",
    "katalog.xlsx",
];

/// One cell with something in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// Its column.
    pub field: Field,
    /// The column's name as written.
    pub header: String,
    /// Its values: one for a table's cell, several for a list in YAML or TOML.
    pub values: Vec<String>,
}

/// One asset's cells and where they stand.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Record {
    /// File below the library's folder.
    pub file: String,
    /// Line or row, counted from 1.
    pub line: u32,
    /// Cells that are not blank.
    pub cells: Vec<Cell>,
}

impl Record {
    /// A row of a table whose columns mean `columns`. The address behind a cell is the link: that of the column of links, else that of
    /// any other, as systems put it behind a name.
    pub(super) fn of_row(file: &str, row: &Row, headers: &[String], columns: &[Option<Field>]) -> Self {
        let mut record = Self { file: file.to_owned(), line: row.0, cells: Vec::new() };
        let mut behind = None;
        for ((cell, field), header) in row.1.iter().zip(columns).zip(headers) {
            let Some(field) = *field else { continue };
            let linked = !cell.address.is_empty();
            let text = if field == Field::Url && linked { &cell.address } else { &cell.text };
            if linked && pitchside_core::catalogue::Link::new(&cell.address).is_ok() {
                behind.get_or_insert((header, &cell.address));
            }
            if !text.is_empty() && !is_nothing(text) {
                record.cells.push(Cell { field, header: header.clone(), values: vec![text.clone()] });
            }
        }
        if let (Some((header, address)), None) = (behind, record.cell(Field::Url)) {
            let (header, values) = (header.clone(), vec![address.clone()]);
            record.cells.push(Cell { field: Field::Url, header, values });
        }
        record
    }

    /// The cell of a column.
    pub fn cell(&self, field: Field) -> Option<&Cell> {
        self.cells.iter().find(|c| c.field == field)
    }

    /// The first value of a column, trimmed; empty when blank.
    pub fn value(&self, field: Field) -> &str {
        self.cell(field).and_then(|c| c.values.first()).map_or("", |v| v.trim())
    }
}

#[cfg(test)]
impl Record {
    /// A record of these cells, in line 4 of a catalogue.
    pub fn of(cells: &[(Field, &str)]) -> Self {
        let cell = |(field, value): &(Field, &str)| Cell {
            field: *field,
            header: field.name().to_owned(),
            values: vec![(*value).to_owned()],
        };
        Self { file: "catalogue.csv".into(), line: 4, cells: cells.iter().map(cell).collect() }
    }
}

/// Reads the catalogue in `folder`, called as the settings say or one of [`NAMES`].
pub fn read(
    folder: &Path,
    settings: &Settings,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Option<String>, Vec<Record>) {
    let found: Vec<&str> = match settings.library.catalogue.trim() {
        "" => NAMES.into_iter().filter(|n| folder.join(n).is_file()).collect(),
        name => vec![name],
    };
    let Some(file) = found.first() else { return (None, Vec::new()) };
    for other in found.iter().skip(1) {
        let remedy = format!("Remove it, or write catalogue = \"{other}\" in library.toml.");
        diagnostics.push(Diagnostic::warning(
            "second-catalogue",
            other,
            format!("{file} is used, this one is not"),
            remedy,
        ));
    }
    let records = match std::fs::read(folder.join(file)) {
        Ok(bytes) => parse(file, &bytes, settings, diagnostics),
        Err(error) => {
            diagnostics.push(Diagnostic::error(
                "catalogue",
                file,
                error.to_string(),
                "Check its name in library.toml.",
            ));
            Vec::new()
        }
    };
    (Some((*file).to_owned()), records)
}

fn parse(file: &str, bytes: &[u8], settings: &Settings, diagnostics: &mut Vec<Diagnostic>) -> Vec<Record> {
    match super::walk::extension(file).as_str() {
        "yaml" | "yml" => yaml(file, &decode(bytes), 0, settings, diagnostics),
        "toml" => toml(file, &decode(bytes), 0, settings, diagnostics),
        _ => table(file, bytes, settings, diagnostics),
    }
}

/// Front matter of one asset's file; `lines_before` is where it begins.
pub fn front_matter(
    file: &str,
    fence: &str,
    text: &str,
    settings: &Settings,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Record> {
    let read = if fence == "+++" { toml } else { yaml };
    let records = read(file, text, 1, settings, diagnostics);
    records.into_iter().next()
}

fn table(file: &str, bytes: &[u8], settings: &Settings, diagnostics: &mut Vec<Diagnostic>) -> Vec<Record> {
    let known = |name: &str| settings.column(name).is_some();
    let Some(table) = table::read(file, bytes, ("catalogue", Header::Two), known, diagnostics) else {
        return Vec::new();
    };
    let mut columns: Vec<Option<Field>> = Vec::new();
    for name in &table.header {
        columns.push(column(file, table.line, name, &columns, settings, diagnostics));
    }
    let record = |row: &Row| Record::of_row(file, row, &table.header, &columns);
    table.rows.iter().map(record).filter(|r| !r.cells.is_empty()).collect()
}

fn column(
    file: &str,
    line: u32,
    name: &str,
    before: &[Option<Field>],
    settings: &Settings,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Field> {
    if name.trim().is_empty() {
        return None;
    }
    match settings.column(name) {
        Some(field) if before.contains(&Some(field)) => {
            let remedy = "Remove one of them; the first is used.";
            let message = format!("two columns mean “{}”", field.name());
            diagnostics.push(Diagnostic::warning("double-column", file, message, remedy).at(line, name));
            None
        }
        Some(field) => Some(field),
        None => {
            let remedy = match Field::nearest(name) {
                Some(near) => {
                    format!("Did you mean “{near}”? Otherwise it is fine: unknown columns are left out.")
                }
                None => "Nothing to do if it is your own: unknown columns are left out.".to_owned(),
            };
            let message = format!("“{}” is no column of the catalogue", name.trim());
            diagnostics.push(Diagnostic::warning("unknown-column", file, message, remedy).at(line, name));
            None
        }
    }
}

/// A list of maps, a map of maps by id, or either under `assets:`; in front matter one map.
fn yaml(
    file: &str,
    text: &str,
    lines_before: u32,
    settings: &Settings,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Record> {
    match serde_saphyr::from_str::<serde_json::Value>(text) {
        Ok(value) => records(file, text, lines_before, value, settings, diagnostics),
        Err(error) => {
            let line = error.location().map_or(0, |l| l.line() as u32 + lines_before);
            let message = error.to_string();
            let message = message.lines().next().unwrap_or_default();
            let remedy = "Check the indentation and quote texts that hold a colon.";
            diagnostics.push(Diagnostic::error("catalogue", file, message, remedy).at(line, ""));
            Vec::new()
        }
    }
}

fn toml(
    file: &str,
    text: &str,
    lines_before: u32,
    settings: &Settings,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Record> {
    match toml::from_str::<toml::Table>(text) {
        Ok(table) => {
            records(file, text, lines_before, json(toml::Value::Table(table)), settings, diagnostics)
        }
        Err(error) => {
            let line = error.span().map_or(0, |s| line_of(text, s.start) + lines_before);
            let remedy = "Texts stand in quotation marks, lists in square brackets.";
            diagnostics.push(Diagnostic::error("catalogue", file, error.message(), remedy).at(line, ""));
            Vec::new()
        }
    }
}

fn json(value: toml::Value) -> serde_json::Value {
    match value {
        toml::Value::Table(table) => table.into_iter().map(|(key, value)| (key, json(value))).collect(),
        toml::Value::Array(list) => list.into_iter().map(json).collect(),
        toml::Value::Integer(number) => number.into(),
        toml::Value::Float(number) => number.into(),
        toml::Value::Boolean(truth) => truth.into(),
        toml::Value::String(text) => text.into(),
        toml::Value::Datetime(date) => date.to_string().into(),
    }
}

fn records(
    file: &str,
    text: &str,
    lines_before: u32,
    value: serde_json::Value,
    settings: &Settings,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Record> {
    use serde_json::Value;
    let mut value = value;
    for key in ["assets", "asset"] {
        if let Some(inner) = value.get_mut(key) {
            value = inner.take();
        }
    }
    let maps: Vec<Value> = match value {
        Value::Array(list) => list,
        Value::Object(map) if !map.is_empty() && map.values().all(Value::is_object) => {
            let with_id = |(id, mut value): (String, Value)| {
                if let Some(map) = value.as_object_mut() {
                    map.entry("id").or_insert(Value::String(id));
                }
                value
            };
            map.into_iter().map(with_id).collect()
        }
        Value::Object(map) => vec![Value::Object(map)],
        _ => Vec::new(),
    };
    let mut records = Vec::new();
    for map in maps {
        let Value::Object(map) = map else { continue };
        let mut record = Record { file: file.to_owned(), line: 1, cells: Vec::new() };
        let mut columns = Vec::new();
        let id = map.iter().find(|(key, _)| settings.column(key) == Some(Field::Id)).map(|(_, id)| plain(id));
        if let Some(at) = id.as_deref().filter(|id| !id.is_empty()).and_then(|id| find_word(text, id)) {
            record.line = line_of(text, at) + lines_before;
        }
        for (key, value) in &map {
            let field = column(file, record.line, key, &columns, settings, diagnostics);
            columns.push(field);
            let values: Vec<String> = match value {
                Value::Array(list) => list.iter().map(plain).collect(),
                value => vec![plain(value)],
            };
            let told = |value: &String| !value.trim().is_empty() && !is_nothing(value);
            let values: Vec<String> = values.into_iter().filter(told).collect();
            if let Some(field) = field
                && !values.is_empty()
            {
                record.cells.push(Cell { field, header: key.clone(), values });
            }
        }
        if !record.cells.is_empty() {
            records.push(record);
        }
    }
    records
}

/// Where `word` stands as a word of its own.
fn find_word(text: &str, word: &str) -> Option<usize> {
    let part = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    text.match_indices(word).map(|(at, _)| at).find(|at| {
        let before = text.get(..*at).and_then(|t| t.chars().next_back());
        let after = text.get(at + word.len()..).and_then(|t| t.chars().next());
        !before.is_some_and(part) && !after.is_some_and(part)
    })
}

fn plain(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::String(text) => text.clone(),
        serde_json::Value::Null => String::new(),
        value => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(file: &str, text: &[u8]) -> Vec<(u32, String, String)> {
        let mut found = Vec::new();
        let records = parse(file, text, &Settings::default(), &mut found);
        assert!(found.is_empty(), "{found:?}");
        records.iter().map(|r| (r.line, r.value(Field::Id).into(), r.value(Field::Title).into())).collect()
    }

    #[test]
    fn what_excel_saves_is_read_semicolons_bom_and_title_row_included() {
        let csv = "\u{feff}Our collateral 2026;;\r\nKennung;Titel;Branche\r\na;\"Größe; Maß\";Insurance\r\n;;\r\nb;B;\r\n";
        assert_eq!(
            ids("c.csv", csv.as_bytes()),
            [(3, "a".into(), "Größe; Maß".into()), (5, "b".into(), "B".into())]
        );
        assert_eq!(ids("c.csv", b"id,title\na,\"B, \xfcber\"\n"), [(2, "a".into(), "B, über".into())]);
        assert_eq!(ids("c.csv", b"sep=;\nid;title\na;B\n"), [(3, "a".into(), "B".into())]);
    }

    #[test]
    fn yaml_and_toml_give_the_same_records_with_their_lines() {
        let yaml = "assets:\n- id: a\n  title: A\n  industries: [Insurance, Banking]\n- id: b\n  title: B\n";
        assert_eq!(
            ids("c.yaml", yaml.as_bytes()),
            [(2, "a".into(), "A".into()), (5, "b".into(), "B".into())]
        );
        let toml = "[[asset]]\nid = \"a\"\ntitle = \"A\"\nreleased = 2026-05-04\n";
        assert_eq!(ids("c.toml", toml.as_bytes()), [(2, "a".into(), "A".into())]);
        assert_eq!(ids("c.yaml", b"a:\n  title: A\n"), [(1, "a".into(), "A".into())]);
    }

    #[test]
    fn a_mistyped_column_brings_the_one_that_was_meant() {
        let mut found = Vec::new();
        parse("c.csv", b"id,title,industris\na,A,x\n", &Settings::default(), &mut found);
        assert_eq!((&*found[0].code, found[0].cell.as_str()), ("unknown-column", "industris"));
        assert!(found[0].remedy.contains("industries"));
    }
}
