//! Excel: each row with something in it, under its sheet's name.
//!
//! Hidden sheets, rows and columns are named and not read; heads and feet of the printed page are labels.
//!
//! Cells are streamed, never as the rectangle that the sheet claims: two cells in opposite corners are two cells.
#![deny(clippy::indexing_slicing)]

use super::ooxml::Package;
use super::{Block, Document, ExtractError, Place, TitleSource, limits, xml};
use calamine::{DataRef, Reader, Xlsx};
use pitchside_core::catalogue::Unit;
use std::collections::{HashMap, HashSet};
use std::io::Cursor;

type Book<'a> = Xlsx<Cursor<&'a [u8]>>;

/// Reads the workbook.
pub fn read(bytes: &[u8]) -> Result<Document, ExtractError> {
    let mut package = Package::open(bytes)?;
    package.measure()?;
    let title = package.title()?;
    let mut book: Book<'_> = Xlsx::new(Cursor::new(bytes)).map_err(broken)?;
    let mut document =
        Document { unit: Unit::Sheet, pictures: package.has_pictures(), ..Document::default() };
    document.propose(TitleSource::Properties, &title);
    document.thumbnail = package.thumbnail();
    let mut cells = 0;
    let mut parts = sheet_parts(&mut package);
    for sheet in book.sheet_names() {
        document.count += 1;
        let position = document.count;
        let part = parts.remove(&sheet).unwrap_or_default();
        if part.hidden {
            document.hide(format!("sheet “{sheet}”"));
            continue;
        }
        let layout = Layout::read(&package.text(&part.name).ok().flatten().unwrap_or_default());
        layout.margins.iter().for_each(|(place, text)| document.label(*place, text));
        let mut hidden = false;
        let push = |row: u32, cells: Vec<(u32, String)>| {
            let hides = |column: &u32| layout.hides(row, *column);
            hidden |= cells.iter().any(|(column, _)| hides(column));
            let row: Vec<String> =
                cells.into_iter().filter(|(column, _)| !hides(column)).map(|(_, text)| text).collect();
            if row.is_empty() {
                return;
            }
            document.blocks.push(Block {
                position,
                heading: sheet.clone(),
                text: row.join(" · "),
                notes: false,
            });
        };
        // A damaged sheet (or a chart, which has no cells) costs itself only.
        let _ = rows(&mut book, &sheet, &mut cells, push);
        if hidden {
            document.hide(format!("rows or columns of sheet “{sheet}”"));
        }
    }
    for property in package.properties() {
        document.label(Place::Properties, &property);
    }
    Ok(document)
}

/// A sheet's part in the package.
#[derive(Default)]
struct Part {
    name: String,
    /// Hidden, or very hidden: Excel's menu does not show it.
    hidden: bool,
}

/// The parts of the sheets by their names; what can't be read is missing.
fn sheet_parts(package: &mut Package<'_>) -> HashMap<String, Part> {
    let main = "xl/workbook.xml";
    let relations = package.relations(main).unwrap_or_default();
    let workbook = package.text(main).ok().flatten().unwrap_or_default();
    let mut parts = HashMap::new();
    let _ = xml::walk(&workbook, |event| {
        if let xml::Event::Open(tag) = event
            && tag.name() == "sheet"
            && let Some(name) = tag.attribute("name")
        {
            let target =
                tag.qualified("r:id").and_then(|id| relations.get(&id)).map(|relation| relation.1.clone());
            let hidden = tag.attribute("state").is_some_and(|state| state != "visible");
            parts.insert(name, Part { name: target.unwrap_or_default(), hidden });
        }
    });
    parts
}

/// What a sheet hides, and what is printed above and below it.
#[derive(Default)]
struct Layout {
    /// Rows, counted from 0.
    rows: HashSet<u32>,
    /// Rows that are said to be shown, where the others are hidden.
    shown: Option<HashSet<u32>>,
    /// First and last columns, counted from 0.
    columns: Vec<(u32, u32)>,
    margins: Vec<(Place, String)>,
}

impl Layout {
    fn read(text: &str) -> Self {
        let mut layout = Self::default();
        let mut margin: Option<(Place, String)> = None;
        let number = |text: Option<String>| {
            text.and_then(|text| text.parse::<u32>().ok()).and_then(|n| n.checked_sub(1))
        };
        // What was read before a fault is kept.
        let _ = xml::walk(text, |event| match event {
            xml::Event::Open(tag) => match tag.name() {
                "sheetFormatPr" if tag.flag("zeroHeight") => layout.shown = Some(HashSet::new()),
                "row" => {
                    let Some(row) = number(tag.attribute("r")) else { return };
                    let flat = tag
                        .attribute("ht")
                        .and_then(|height| height.parse::<f64>().ok())
                        .is_some_and(|height| height <= 0.0);
                    if tag.flag("hidden") || flat {
                        layout.rows.insert(row);
                    } else if let Some(shown) = &mut layout.shown {
                        shown.insert(row);
                    }
                }
                "col" => {
                    let flat = tag
                        .attribute("width")
                        .and_then(|width| width.parse::<f64>().ok())
                        .is_some_and(|width| width <= 0.0);
                    if (tag.flag("hidden") || flat)
                        && let (Some(first), Some(last)) =
                            (number(tag.attribute("min")), number(tag.attribute("max")))
                    {
                        layout.columns.push((first, last));
                    }
                }
                "oddHeader" | "evenHeader" | "firstHeader" => margin = Some((Place::Head, String::new())),
                "oddFooter" | "evenFooter" | "firstFooter" => margin = Some((Place::Foot, String::new())),
                _ => {}
            },
            xml::Event::Text(text) => {
                if let Some((_, line)) = &mut margin {
                    line.push_str(text);
                }
            }
            xml::Event::Close(name) if name.ends_with("Header") || name.ends_with("Footer") => {
                layout.margins.extend(margin.take().map(|(place, line)| (place, without_codes(&line))));
            }
            xml::Event::Close(_) => {}
        });
        layout
    }

    fn hides(&self, row: u32, column: u32) -> bool {
        self.rows.contains(&row)
            || self.shown.as_ref().is_some_and(|shown| !shown.contains(&row))
            || self.columns.iter().any(|(first, last)| (*first..=*last).contains(&column))
    }
}

/// A head or foot without Excel's codes: `&C&"Arial,Bold"&14Confidential&RPage &P` → ` | Confidential | Page `.
fn without_codes(line: &str) -> String {
    let mut out = String::new();
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        if c != '&' {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some('L' | 'C' | 'R') => out.push_str(" | "),
            Some('&') => out.push('&'),
            // A font's name stands in quotation marks, a colour behind K.
            Some('"') => while chars.next().is_some_and(|c| c != '"') {},
            Some('K') => {
                while chars.next_if(|c| c.is_ascii_hexdigit() || matches!(c, '+' | '-')).is_some() {}
            }
            Some(digit) if digit.is_ascii_digit() => while chars.next_if(char::is_ascii_digit).is_some() {},
            _ => {}
        }
    }
    out
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

/// Hands each row that has a cell with text to `push`, with its number and its cells' columns counted from 0.
///
/// # Errors
/// When the sheet is damaged; rows before the fault were handed over.
fn rows(
    book: &mut Book<'_>,
    sheet: &str,
    cells: &mut usize,
    mut push: impl FnMut(u32, Vec<(u32, String)>),
) -> Result<(), calamine::XlsxError> {
    let mut reader = book.worksheet_cells_reader(sheet)?;
    let (mut row, mut number) = (Vec::new(), 0);
    while let Some(cell) = reader.next_cell()? {
        let (at, column) = cell.get_position();
        if at != number && !row.is_empty() {
            push(number, std::mem::take(&mut row));
        }
        number = at;
        let text = text(cell.get_value());
        if !text.is_empty() {
            row.push((column, text));
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
