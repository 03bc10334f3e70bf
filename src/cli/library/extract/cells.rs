//! Tables as rows of cells, whatever they were read from: what a cell shows, and the address behind it.

use super::hyperlink::hyperlink;

/// One cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableCell {
    /// What it shows; several values may stand in lines.
    pub text: String,
    /// The address behind it; empty without one.
    pub address: String,
}

impl TableCell {
    /// A cell that shows this: blanks of all kinds are one kind, marks without a shape are gone. A formula that only shows a link is
    /// the link.
    pub fn new(text: &str) -> Self {
        let (text, address) = match hyperlink(text) {
            Some((address, shown)) => (shown.unwrap_or_else(|| address.clone()), address),
            None => (text.to_owned(), String::new()),
        };
        Self { text: clean(&text), address }
    }
}

/// A cell's text with its lines kept.
fn clean(text: &str) -> String {
    let lines = text.split(['\n', '\r', '\u{2028}', '\u{b}']).map(super::one_line);
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// A row and its number, counted from 1.
pub type Row = (u32, Vec<TableCell>);

/// One way to read a file as a table: a sheet of a workbook, or a text by one delimiter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Its name; empty for a text.
    pub name: String,
    /// Whether Excel hides it.
    pub hidden: bool,
    /// Rows with something in them.
    pub rows: Vec<Row>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_has_one_kind_of_blank_and_no_invisible_marks() {
        let cell = TableCell::new("\u{200e}Price\u{a0}List\u{ad} \r\n\n Banking");
        assert_eq!(cell.text, "Price List\nBanking");
        let link = TableCell::new("=HYPERLINK(\"https://h.example/a\";\"Open\")");
        assert_eq!((link.text.as_str(), link.address.as_str()), ("Open", "https://h.example/a"));
    }
}
