//! Tables as people keep them: which sheet, which sign parts the cells and which row names the columns is told by what is in
//! them.

mod csv;

pub use super::extract::{Row, Sheet, TableCell};

use super::diagnostic::Diagnostic;
use super::extract;

/// Rows in which the names of the columns are looked for.
const HEAD: usize = 20;

/// A table whose columns are named.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The row of the names.
    pub line: u32,
    /// The names as written, in one line each.
    pub header: Vec<String>,
    /// The rows below.
    pub rows: Vec<Row>,
}

/// How sure a row must be to be taken for the names of the columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Header {
    /// At least two names are known.
    Two,
    /// One will do in the first row, when there is no row with two.
    OneOnTop,
}

/// Reads a file as a table; `known` tells the name of a column. What is wrong with it is said in `diagnostics` under `code`.
pub fn read(
    file: &str,
    bytes: &[u8],
    (code, least): (&'static str, Header),
    known: impl Fn(&str) -> bool,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Table> {
    let readings = match readings(bytes) {
        Ok(readings) => readings,
        Err((message, remedy)) => {
            diagnostics.push(Diagnostic::error(code, file, message, remedy));
            return None;
        }
    };
    let count = |row: &Row| row.1.iter().filter(|cell| !cell.text.is_empty() && known(&cell.text)).count();
    // Of rows with as many names the first one; of sheets a visible one first.
    let best = |sheet: &Sheet| {
        let counts = sheet.rows.iter().take(HEAD).map(count).enumerate();
        let best = counts.rev().max_by_key(|(_, names)| *names).unwrap_or_default();
        match (best, least) {
            ((at, names), _) if names >= 2 => Some((at, names)),
            ((0, 1), Header::OneOnTop) => Some((0, 1)),
            _ => None,
        }
    };
    let ranked = readings.iter().enumerate().filter_map(|(number, sheet)| {
        let (at, names) = best(sheet)?;
        Some((!sheet.hidden, names, std::cmp::Reverse(number), at))
    });
    let Some((shown, _, std::cmp::Reverse(number), at)) = ranked.max() else {
        if readings.iter().any(|sheet| !sheet.rows.is_empty()) {
            diagnostics.push(nameless(code, file, &readings));
        }
        return None;
    };
    let sheet = readings.into_iter().nth(number)?;
    if !shown {
        let message = format!("the hidden sheet “{}” is used, no other names columns", sheet.name);
        diagnostics.push(Diagnostic::warning(code, file, message, "Show it in Excel, or remove it."));
    }
    diagnostics.extend(csv::unclosed(&sheet).map(|line| {
        let message = "several lines stand in one cell from here on: a quotation mark is not closed";
        Diagnostic::error(code, file, message, "Close it, or save the table as CSV again.").at(line, "")
    }));
    let mut rows = sheet.rows.into_iter().skip(at);
    let (line, header) = rows.next()?;
    let header = header.into_iter().map(|cell| extract::one_line(&cell.text)).collect();
    Some(Table { line, header, rows: rows.collect() })
}

/// No row names columns: what stands on top, so that people see what was read.
fn nameless(code: &'static str, file: &str, readings: &[Sheet]) -> Diagnostic {
    let widest = readings.iter().filter_map(|sheet| sheet.rows.first()).max_by_key(|row| row.1.len());
    let top: Vec<&str> = widest
        .iter()
        .flat_map(|row| &row.1)
        .map(|cell| cell.text.lines().next().unwrap_or_default())
        .filter(|text| !text.is_empty())
        .take(4)
        .collect();
    let message = match top.is_empty() {
        true => "no row of column names was found".to_owned(),
        false => format!("no row of column names was found; it begins “{}”", top.join("”, “")),
    };
    let remedy = match code {
        "export" => {
            "Its first row must name the columns. Say what one means with --map \"Their header=title\"."
        }
        _ => "The first row must name the columns: id, file, title, kind, … (docs/LIBRARY lists them).",
    };
    Diagnostic::error(code, file, message, remedy)
}

/// Every way to read the bytes, by what they are and not by the file's name.
fn readings(bytes: &[u8]) -> Result<Vec<Sheet>, (String, &'static str)> {
    const SAVE: &str = "Open it in Excel and save it as an Excel workbook (.xlsx) or as CSV.";
    if bytes.starts_with(b"PK") {
        return extract::sheets(bytes).map_err(|error| {
            let text = error.to_string();
            (text.split("; ").next().unwrap_or_default().to_owned(), SAVE)
        });
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        return Err(("it is an old Excel workbook (.xls), or protected by a password".to_owned(), SAVE));
    }
    let text = extract::decode(bytes);
    let head = text.get(..text.floor_char_boundary(1024)).unwrap_or(&text).trim_start().to_lowercase();
    if head.starts_with("<!doctype html") || head.starts_with("<html") || head.starts_with("<table") {
        return Err(("it is a web page under the name of a table".to_owned(), SAVE));
    }
    Ok(csv::readings(&text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(bytes: &[u8]) -> Option<Vec<String>> {
        let known = |name: &str| super::super::fields::Field::from_header(name).is_some();
        let mut found = Vec::new();
        let table = read("c.csv", bytes, ("catalogue", Header::Two), known, &mut found)?;
        assert!(found.is_empty(), "{found:?}");
        Some(table.header)
    }

    #[test]
    fn the_delimiter_is_the_one_that_makes_a_header() {
        for text in [
            "id,file,title\na,b,c",
            "id;file;title\na;b;c",
            "id\tfile\ttitle\na\tb\tc",
            "id|file|title\na|b|c",
            "\u{feff}Collateral, as of May 4, 2026\n\nid;file;title\na;b;c",
            "sep=;\nid;file;title\n",
            "id, file, \"title\"\na, b, \"c, d\"",
        ] {
            assert_eq!(header(text.as_bytes()).unwrap(), ["id", "file", "title"], "{text}");
        }
        let quoted = "id,file,title,\"Tags (a; b; c; d; e)\"\n";
        assert_eq!(header(quoted.as_bytes()).unwrap().len(), 4);
        assert_eq!(header("\"Asset\nID\",file,title\n".as_bytes()).unwrap(), ["Asset ID", "file", "title"]);
    }

    #[test]
    fn a_table_without_names_and_files_that_are_no_table_are_said() {
        for (bytes, said) in [
            (&b"apples,pears\n1,2\n"[..], "it begins “apples”, “pears”"),
            (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "old Excel"),
            (b"<html><table><tr><td>id</td></tr></table>", "web page"),
        ] {
            let mut found = Vec::new();
            assert!(read("x.csv", bytes, ("catalogue", Header::Two), |_| false, &mut found).is_none());
            assert!(found.first().is_some_and(|d| d.message.contains(said)), "{found:?}");
        }
    }

    #[test]
    fn a_quotation_mark_that_is_not_closed_is_said_with_its_line() {
        let text = "id,file,title\na,a.md,\"A\nb,b.md,B\nc,c.md,C\n";
        let known = |name: &str| super::super::fields::Field::from_header(name).is_some();
        let mut found = Vec::new();
        read("c.csv", text.as_bytes(), ("catalogue", Header::Two), known, &mut found);
        assert_eq!((found.len(), found[0].line), (1, 2));
    }
}
