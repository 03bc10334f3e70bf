//! Excel: each row with something in it, under its sheet's name; cells as Excel shows them.
//!
//! Hidden sheets, rows and columns are named and not read; heads and feet of the printed page are labels.
//!
//! Cells are streamed, never as the rectangle that the sheet claims: two cells in opposite corners are two cells.
#![deny(clippy::indexing_slicing)]

mod format;
mod part;

use super::cells::{Sheet, TableCell};
use super::ooxml::Package;
use super::{Block, Document, ExtractError, Place, TitleSource, limits, xml};
use calamine::{DataRef, Reader, Xlsx};
use format::Formats;
use part::SheetPart;
use pitchside_core::catalogue::Unit;
use std::collections::HashMap;
use std::io::Cursor;

/// A workbook, opened.
struct Workbook<'a> {
    package: Package<'a>,
    book: Xlsx<Cursor<&'a [u8]>>,
    formats: Formats,
    /// The sheets' parts by their names.
    parts: HashMap<String, Part>,
    /// Cells with something in them that may still be read.
    left: usize,
}

/// Where a sheet is kept.
#[derive(Default)]
struct Part {
    name: String,
    /// Hidden, or very hidden: Excel's menu does not show it.
    hidden: bool,
    /// Whether it has cells: a chart on a sheet of its own has none.
    cells: bool,
}

/// The most columns of a table.
const COLUMNS: u32 = 256;

impl<'a> Workbook<'a> {
    /// Opens it, to read that many cells at most.
    fn open(bytes: &'a [u8], cells: usize) -> Result<Self, ExtractError> {
        let mut package = Package::open(bytes)?;
        package.measure()?;
        let book = Xlsx::new(Cursor::new(bytes)).map_err(broken)?;
        let main = "xl/workbook.xml";
        let relations = package.relations(main).unwrap_or_default();
        let workbook = package.text(main).ok().flatten().unwrap_or_default();
        let (mut parts, mut from_1904) = (HashMap::new(), false);
        // What can't be read is missing.
        let _ = xml::walk(&workbook, |event| {
            let xml::Event::Open(tag) = event else { return };
            match tag.name() {
                "workbookPr" => from_1904 = tag.flag("date1904"),
                "sheet" => {
                    let Some(name) = tag.attribute("name") else { return };
                    let relation = tag.qualified("r:id").and_then(|id| relations.get(&id));
                    let hidden = tag.attribute("state").is_some_and(|state| state != "visible");
                    let cells = relation.is_some_and(|relation| relation.0 == "worksheet");
                    let part = relation.map(|relation| relation.1.clone()).unwrap_or_default();
                    parts.insert(name, Part { name: part, hidden, cells });
                }
                _ => {}
            }
        });
        let styles = relations.values().find(|relation| relation.0 == "styles").map(|relation| &relation.1);
        let styles = styles.and_then(|part| package.text(part).ok().flatten()).unwrap_or_default();
        Ok(Self { package, book, formats: Formats::read(&styles, from_1904), parts, left: cells })
    }

    /// What the part of a sheet says beside its cells' values.
    fn part(&mut self, name: &str) -> SheetPart {
        let text = self.package.text(name).ok().flatten().unwrap_or_default();
        SheetPart::read(&text, &self.package.addresses(name).unwrap_or_default())
    }

    /// Hands each row that has a cell with something in it to `push`, with its number and its cells, both counted from 0. Gives
    /// whether all rows were read.
    ///
    /// # Errors
    /// When the sheet is damaged; rows before the fault were handed over.
    fn rows(
        &mut self,
        sheet: &str,
        part: &SheetPart,
        mut push: impl FnMut(u32, Vec<(u32, String)>),
    ) -> Result<bool, calamine::XlsxError> {
        let mut reader = self.book.worksheet_cells_reader(sheet)?;
        let (mut row, mut number, mut whole) = (Vec::new(), 0, true);
        while let Some(cell) = reader.next_cell()? {
            let (at, column) = cell.get_position();
            if at != number && !row.is_empty() {
                push(number, std::mem::take(&mut row));
            }
            number = at;
            let style = part.styles.get(&(at, column)).copied();
            let text = text(cell.get_value(), style, &self.formats);
            if !text.trim().is_empty() {
                row.push((column, text));
                let Some(left) = self.left.checked_sub(1) else {
                    whole = false;
                    break;
                };
                self.left = left;
            }
        }
        if !row.is_empty() {
            push(number, row);
        }
        Ok(whole)
    }
}

/// Reads the workbook.
pub fn read(bytes: &[u8]) -> Result<Document, ExtractError> {
    let mut workbook = Workbook::open(bytes, limits::CELLS)?;
    let mut document =
        Document { unit: Unit::Sheet, pictures: workbook.package.has_pictures(), ..Document::default() };
    document.propose(TitleSource::Properties, &workbook.package.title()?);
    document.thumbnail = workbook.package.thumbnail();
    for sheet in workbook.book.sheet_names() {
        document.count += 1;
        let position = document.count;
        let place = workbook.parts.remove(&sheet).unwrap_or_default();
        if place.hidden {
            document.hide(format!("sheet “{sheet}”"));
            continue;
        }
        let part = workbook.part(&place.name);
        part.margins.iter().for_each(|(place, text)| document.label(*place, text));
        let (mut hidden, mut last) = (false, 0);
        let push = |row: u32, cells: Vec<(u32, String)>| {
            let hides = |column: &u32| part.hides(row, *column);
            hidden |= cells.iter().any(|(column, _)| hides(column));
            let row_shown: Vec<String> =
                cells.into_iter().filter(|(column, _)| !hides(column)).map(|(_, text)| text).collect();
            last = row + 1;
            // A line of its own above a table is its title.
            if let ([title], true) = (row_shown.as_slice(), position == 1)
                && title.contains(|c: char| c.is_alphabetic())
            {
                document.propose(TitleSource::Heading, title);
            }
            if !row_shown.is_empty() {
                let text = row_shown.join(" · ");
                document.blocks.push(Block { position, heading: sheet.clone(), text, notes: false });
            }
        };
        match workbook.rows(&sheet, &part, push) {
            Ok(true) => {}
            Ok(false) => {
                document.miss(format!("sheet “{sheet}” from row {last} on: {} cells are read", limits::CELLS))
            }
            Err(_) if last > 0 => document.miss(format!("sheet “{sheet}” from row {last} on")),
            Err(_) if place.cells => document.miss(format!("sheet “{sheet}”")),
            Err(_) => {}
        }
        if hidden {
            document.hide(format!("rows or columns of sheet “{sheet}”"));
        }
    }
    for property in workbook.package.properties() {
        document.label(Place::Properties, &property);
    }
    Ok(document)
}

/// The sheets as rows of cells (blank ones kept, so that columns stay columns), with their numbers counted from 1: a catalogue. Rows
/// that a filter hides are rows as well.
///
/// # Errors
/// When the workbook can't be read, or is larger than a catalogue can be.
pub fn sheets(bytes: &[u8]) -> Result<Vec<Sheet>, ExtractError> {
    let mut workbook = Workbook::open(bytes, limits::TABLE_CELLS)?;
    let mut sheets = Vec::new();
    for name in workbook.book.sheet_names() {
        let place = workbook.parts.remove(&name).unwrap_or_default();
        let part = workbook.part(&place.name);
        let mut rows = Vec::new();
        let push = |row: u32, cells: Vec<(u32, String)>| {
            let mut texts: Vec<TableCell> = Vec::new();
            for (column, text) in cells.into_iter().filter(|(column, _)| *column < COLUMNS) {
                texts.resize((column as usize).max(texts.len()), TableCell::default());
                let mut cell = TableCell::new(&text);
                if let Some(address) = part.addresses.get(&(row, column)) {
                    cell.address.clone_from(address);
                }
                texts.push(cell);
            }
            rows.push((row + 1, texts));
        };
        match workbook.rows(&name, &part, push) {
            Ok(true) => sheets.push(Sheet { name, hidden: place.hidden, rows }),
            Ok(false) => {
                return Err(limits::too_large(format!("a table of more than {} cells", limits::TABLE_CELLS)));
            }
            Err(error) if place.cells => return Err(broken(error)),
            Err(_) => {}
        }
    }
    Ok(sheets)
}

/// In words for whoever keeps the file: the reader's own speak of its inside.
fn broken(error: calamine::XlsxError) -> ExtractError {
    match error {
        calamine::XlsxError::Password => ExtractError::Password,
        calamine::XlsxError::FileNotFound(part) => {
            ExtractError::damaged(format_args!("its part {part} is missing"))
        }
        calamine::XlsxError::Xml(_) | calamine::XlsxError::XmlEof(_) => {
            ExtractError::damaged("the text of one of its parts is broken")
        }
        _ => ExtractError::damaged("its sheets can't be read"),
    }
}

/// A cell as Excel shows it; its lines are kept.
fn text(value: &DataRef<'_>, style: Option<u32>, formats: &Formats) -> String {
    match value {
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => formats.show(style, *number as f64),
        DataRef::Float(number) => formats.show(style, *number),
        DataRef::Bool(truth) => truth.to_string(),
        DataRef::DateTime(date) => formats.show(style, date.as_f64()),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::ooxml::tests::package;
    use super::*;

    pub fn workbook(cells: &str) -> Vec<u8> {
        package(&[
            (
                "[Content_Types].xml",
                r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#,
            ),
            (
                "_rels/.rels",
                r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
            ),
            (
                "xl/workbook.xml",
                r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Savings" sheetId="1" r:id="rId1"/></sheets></workbook>"#,
            ),
            (
                "xl/_rels/workbook.xml.rels",
                r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#,
            ),
            (
                "xl/worksheets/sheet1.xml",
                &format!(
                    r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{cells}</sheetData></worksheet>"#
                ),
            ),
        ])
    }

    #[test]
    fn rows_are_read_under_the_sheets_name_without_filling_the_rectangle() {
        let book = workbook(
            r#"<row r="1"><c r="A1" t="inlineStr"><is><t>Entities</t></is></c><c r="B1"><v>12</v></c></row>
               <row r="1048576"><c r="XFD1048576"><v>0.30000000000000004</v></c></row>"#,
        );
        let read = read(&book).unwrap();
        let texts: Vec<_> = read.blocks.iter().map(|b| (b.heading.as_str(), b.text.as_str())).collect();
        assert_eq!(texts, [("Savings", "Entities · 12"), ("Savings", "0.3")]);
    }
}
