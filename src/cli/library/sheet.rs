//! Tables that open well: an Excel workbook (any country's Excel reads it alike), or CSV.

use pitchside_core::markup::escape;
use std::io::{Cursor, Error, Result, Write};
use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipWriter};

/// A table of texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Names of the columns.
    pub header: Vec<String>,
    /// Rows as long as the header.
    pub rows: Vec<Vec<String>>,
    /// Words offered in a column: its number from 0, and the words. Other words are taken with a warning.
    pub choices: Vec<(usize, Vec<String>)>,
}

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

/// One sheet: the header bold and frozen, a filter on every column, all cells as text.
///
/// # Errors
/// When the table is beyond what a ZIP can hold.
pub fn workbook(table: &Table) -> Result<Vec<u8>> {
    let parts = [
        (
            "[Content_Types].xml",
            format!(
                r#"<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>"#
            ),
        ),
        (
            "_rels/.rels",
            format!(
                r#"<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                r#"<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="Catalogue" sheetId="1" r:id="rId1"/></sheets></workbook>"#
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                r#"<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>"#
            ),
        ),
        (
            "xl/styles.xml",
            format!(
                // Style 1 is the header's; 49 is the number format "text", so that Excel leaves dates as they are typed.
                r#"<styleSheet xmlns="{MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/><xf fontId="1" applyFont="1"/><xf numFmtId="49" applyNumberFormat="1"/></cellXfs></styleSheet>"#
            ),
        ),
        ("xl/worksheets/sheet1.xml", sheet(table)),
    ];
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
    for (name, text) in parts {
        zip.start_file(name, options).map_err(Error::other)?;
        zip.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n")?;
        zip.write_all(text.as_bytes())?;
    }
    Ok(zip.finish().map_err(Error::other)?.into_inner())
}

fn sheet(table: &Table) -> String {
    let last = column(table.header.len().saturating_sub(1));
    let rows = table.rows.len() + 1;
    let mut xml = format!(
        r#"<worksheet xmlns="{MAIN}"><dimension ref="A1:{last}{rows}"/><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>"#
    );
    for at in 0..table.header.len() {
        let cells = table.rows.iter().filter_map(|row| row.get(at)).chain(table.header.get(at));
        let width = cells.map(|c| c.chars().count()).max().unwrap_or(0).clamp(8, 48) + 2;
        let number = at + 1;
        xml.push_str(&format!(
            r#"<col min="{number}" max="{number}" width="{width}" style="2" customWidth="1"/>"#
        ));
    }
    xml.push_str("</cols><sheetData>");
    for (number, row) in std::iter::once(&table.header).chain(&table.rows).enumerate() {
        xml.push_str(&format!(r#"<row r="{}">"#, number + 1));
        for (at, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            let (reference, style) = (column(at), if number == 0 { 1 } else { 2 });
            xml.push_str(&format!(
                r#"<c r="{reference}{}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{}</t></is></c>"#,
                number + 1,
                escape(cell)
            ));
        }
        xml.push_str("</row>");
    }
    xml.push_str(&format!(r#"</sheetData><autoFilter ref="A1:{last}{rows}"/>"#));
    // Excel takes at most 255 characters of a list.
    let choices: Vec<_> =
        table.choices.iter().map(|(at, words)| (*at, words.join(","))).filter(|c| c.1.len() <= 255).collect();
    if !choices.is_empty() {
        xml.push_str(&format!(r#"<dataValidations count="{}">"#, choices.len()));
        for (at, words) in choices {
            let column = column(at);
            xml.push_str(&format!(
                r#"<dataValidation type="list" errorStyle="warning" allowBlank="1" showErrorMessage="1" sqref="{column}2:{column}100000"><formula1>"{}"</formula1></dataValidation>"#,
                escape(&words)
            ));
        }
        xml.push_str("</dataValidations>");
    }
    xml.push_str("</worksheet>");
    xml
}

/// `A`, `B`, … `Z`, `AA` …
fn column(at: usize) -> String {
    let mut name = Vec::new();
    let mut rest = at + 1;
    while rest > 0 {
        let digit = (rest - 1) % 26;
        name.push(char::from(b'A' + digit as u8));
        rest = (rest - 1) / 26;
    }
    name.iter().rev().collect()
}

/// What a spreadsheet program would take for a formula, behind an apostrophe, which says that it is text (OWASP, CSV injection).
/// Titles come from files of anybody. A number is none: `-2`.
fn guarded(cell: &str) -> std::borrow::Cow<'_, str> {
    let number = cell.parse::<f64>().is_ok();
    if cell.starts_with(FORMULA) && !number { format!("'{cell}").into() } else { cell.into() }
}

/// A cell as it was before it was guarded.
pub fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| rest.starts_with(FORMULA)).unwrap_or(cell)
}

/// What formulas begin with.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// CSV in UTF-8 with a byte order mark, by which Excel knows it; nothing in it is a formula.
///
/// # Errors
/// Never in memory.
pub fn csv(table: &Table, delimiter: u8) -> Result<Vec<u8>> {
    let mut writer =
        csv::WriterBuilder::new().delimiter(delimiter).from_writer("\u{feff}".as_bytes().to_vec());
    for row in std::iter::once(&table.header).chain(&table.rows) {
        writer.write_record(row.iter().map(|cell| guarded(cell).into_owned()))?;
    }
    writer.into_inner().map_err(|e| Error::other(e.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back_cell_by_cell() {
        let table = Table {
            header: vec!["id".into(), "title".into(), "kind".into()],
            rows: vec![
                vec!["a".into(), "Größe <&> \"Maß\"\u{7}".into(), String::new()],
                vec!["b".into(), String::new(), "=1+1".into()],
            ],
            choices: vec![(2, vec!["deck".into(), "faq".into()])],
        };
        let sheets = super::super::extract::sheets(&workbook(&table).unwrap()).unwrap();
        let texts = |(number, cells): &super::super::table::Row| {
            (*number, cells.iter().map(|cell| cell.text.clone()).collect::<Vec<_>>())
        };
        let rows: Vec<_> = sheets[0].rows.iter().map(texts).collect();
        assert_eq!(rows[0], (1, table.header.clone()));
        assert_eq!(rows[1], (2, vec!["a".into(), "Größe <&> \"Maß\"".into()]));
        assert_eq!(rows[2], (3, vec!["b".into(), String::new(), "=1+1".into()]));
        assert!(csv(&table, b';').unwrap().starts_with("\u{feff}id;title;kind\n".as_bytes()));
    }

    #[test]
    fn no_cell_of_a_csv_is_a_formula_and_each_is_read_back() {
        for cell in ["=HYPERLINK(\"x\")", "+49 30", "-cmd", "@SUM(A1)", "\t=1"] {
            let guarded = guarded(cell);
            assert!(guarded.starts_with('\''), "{cell}");
            assert_eq!(unguarded(&guarded), cell);
        }
        for cell in ["-2", "+1.5", "a=b", "'quoted'", ""] {
            assert_eq!((guarded(cell).as_ref(), unguarded(cell)), (cell, cell));
        }
    }

    #[test]
    fn columns_have_the_names_that_excel_gives_them() {
        assert_eq!([column(0), column(25), column(26), column(701)], ["A", "Z", "AA", "ZZ"]);
    }
}
