//! Excel: each row with something in it, under its sheet's name.
//!
//! Cells are streamed, never as the rectangle that the sheet claims: two cells in opposite corners are two cells.
#![deny(clippy::indexing_slicing)]

use super::ooxml::Package;
use super::{Block, Document, ExtractError, limits};
use calamine::{DataRef, Reader, Xlsx};
use pitchside_core::catalogue::Unit;
use std::io::Cursor;

type Book<'a> = Xlsx<Cursor<&'a [u8]>>;

/// Reads the workbook.
pub fn read(bytes: &[u8]) -> Result<Document, ExtractError> {
    let mut package = Package::open(bytes)?;
    package.measure()?;
    let title = package.title()?;
    let mut book: Book<'_> = Xlsx::new(Cursor::new(bytes)).map_err(broken)?;
    let mut document =
        Document { title, unit: Unit::Sheet, pictures: package.has_pictures(), ..Document::default() };
    document.thumbnail = package.thumbnail();
    let mut cells = 0;
    for sheet in book.sheet_names() {
        document.count += 1;
        let position = document.count;
        let push = |_: u32, row: Vec<String>| {
            document.blocks.push(Block {
                position,
                heading: sheet.clone(),
                text: row.join(" · "),
                notes: false,
            });
        };
        // A damaged sheet (or a chart, which has no cells) costs itself only.
        let _ = rows(&mut book, &sheet, &mut cells, push);
    }
    Ok(document)
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

/// The first sheet as rows of cells (blank ones kept, so that columns stay columns), with their numbers counted
/// from 1: a catalogue.
pub fn first_sheet(bytes: &[u8]) -> Result<Vec<(u32, Vec<String>)>, ExtractError> {
    const COLUMNS: u32 = 256;
    Package::open(bytes)?.measure()?;
    let mut book: Book<'_> = Xlsx::new(Cursor::new(bytes)).map_err(broken)?;
    let Some(sheet) = book.sheet_names().into_iter().next() else { return Ok(Vec::new()) };
    let mut reader = book.worksheet_cells_reader(&sheet).map_err(broken)?;
    let mut rows: Vec<(u32, Vec<String>)> = Vec::new();
    while let Some(cell) = reader.next_cell().map_err(broken)? {
        let ((row, column), text) = (cell.get_position(), text(cell.get_value()));
        if text.is_empty() || column > COLUMNS {
            continue;
        }
        if rows.last().is_none_or(|(number, _)| *number != row + 1) {
            rows.push((row + 1, Vec::new()));
        }
        if let Some((_, cells)) = rows.last_mut() {
            cells.resize((column as usize).max(cells.len()), String::new());
            cells.push(text);
        }
    }
    Ok(rows)
}

/// Hands each row that has a cell with text to `push`, with its number counted from 0.
///
/// # Errors
/// When the sheet is damaged; rows before the fault were handed over.
fn rows(
    book: &mut Book<'_>,
    sheet: &str,
    cells: &mut usize,
    mut push: impl FnMut(u32, Vec<String>),
) -> Result<(), calamine::XlsxError> {
    let mut reader = book.worksheet_cells_reader(sheet)?;
    let (mut row, mut number) = (Vec::new(), 0);
    while let Some(cell) = reader.next_cell()? {
        let (at, _) = cell.get_position();
        if at != number && !row.is_empty() {
            push(number, std::mem::take(&mut row));
        }
        number = at;
        let text = text(cell.get_value());
        if !text.is_empty() {
            row.push(text);
            *cells += 1;
        }
        if *cells > limits::CELLS {
            break;
        }
    }
    if !row.is_empty() {
        push(number, row);
    }
    Ok(())
}

/// A cell as a reader sees it, numbers without noise.
fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::String(text) => super::one_line(text),
        DataRef::SharedString(text) => super::one_line(text),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => {
            let rounded = (number * 10_000.0).round() / 10_000.0;
            rounded.to_string()
        }
        DataRef::Bool(truth) => truth.to_string(),
        DataRef::DateTime(date) => {
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
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
