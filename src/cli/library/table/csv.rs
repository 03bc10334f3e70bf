//! Text whose cells are parted by a sign.

use super::{Sheet, TableCell};
use crate::library::sheet::unguarded;

/// Signs that part cells, the commonest first.
const DELIMITERS: [u8; 4] = *b",;\t|";

/// The text read with each sign, or with the one that Excel's `sep=` line names.
pub fn readings(text: &str) -> Vec<Sheet> {
    // The reader counts a line end of two characters one record late.
    let text = text.replace("\r\n", "\n");
    let text = text.trim_start_matches('\u{feff}');
    let named = text.lines().next().and_then(|line| line.trim_matches('"').strip_prefix("sep="));
    if let Some(sign) = named.and_then(|sign| sign.bytes().next()) {
        let rest = text.split_once('\n').map_or("", |(_, rest)| rest);
        return vec![reading(rest, sign, 1)];
    }
    DELIMITERS.into_iter().map(|sign| reading(text, sign, 0)).collect()
}

fn reading(text: &str, delimiter: u8, skipped: u32) -> Sheet {
    let text = without_padding(text, delimiter);
    let mut reader = ::csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    // The text is UTF-8 and rows may differ in length: nothing is left that could fail.
    let rows = reader.records().flatten().map(|row| {
        let line = row.position().map_or(0, |p| p.line() as u32) + skipped;
        (line, row.iter().map(|cell| TableCell::new(unguarded(cell))).collect())
    });
    Sheet { rows: rows.collect(), ..Sheet::default() }
}

/// The text without blanks between a delimiter and the quotation mark behind it: with them the mark would be part of the cell.
fn without_padding(text: &str, delimiter: u8) -> String {
    let mut out = String::with_capacity(text.len());
    // Within a cell that began with a mark, each mark opens or closes: two of them stand for one.
    let (mut quoted, mut open, mut begins, mut blanks) = (false, false, true, 0_usize);
    for c in text.chars() {
        match c {
            ' ' if begins => blanks += 1,
            '"' if begins => {
                out.truncate(out.len().saturating_sub(blanks));
                (quoted, open, begins) = (true, true, false);
            }
            '"' if quoted => open = !open,
            c if !open && (c == '\n' || c == char::from(delimiter)) => {
                (quoted, begins, blanks) = (false, true, 0);
            }
            _ => begins = false,
        }
        out.push(c);
    }
    out
}

/// The line of a cell that holds several lines of the table itself, because a quotation mark is not closed.
pub fn unclosed(sheet: &Sheet) -> Option<u32> {
    let usual = sheet.rows.first().map_or(0, |row| row.1.len());
    let swallowed = |cell: &TableCell| {
        let lines: Vec<&str> = cell.text.lines().skip(1).collect();
        let row = |line: &&&str| {
            let parts = |sign: char| line.matches(sign).count() + 1;
            usual >= 3 && [',', ';', '\t', '|'].into_iter().any(|sign| parts(sign) == usual)
        };
        lines.iter().filter(row).count() >= 2
    };
    sheet.rows.iter().find(|row| row.1.iter().any(swallowed)).map(|row| row.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_before_a_quotation_mark_are_none_of_the_cell() {
        assert_eq!(
            without_padding("a,  \"b, \"\"c\"\" , \", d \" e\n \"f\"", b','),
            "a,\"b, \"\"c\"\" , \", d \" e\n\"f\""
        );
    }

    #[test]
    fn lines_are_counted_from_one_and_the_line_of_sep_counts() {
        let read = readings("sep=;\r\na;b\r\nc;d\r\n");
        assert_eq!(read[0].rows.iter().map(|row| row.0).collect::<Vec<_>>(), [2, 3]);
    }
}
