//! What a sheet's part says beside its cells' values: what it hides, prints above and below, how cells are shown, where they link.
#![deny(clippy::indexing_slicing)]

use super::super::hyperlink::hyperlink;
use super::super::{Place, xml};
use std::collections::{HashMap, HashSet};

/// A cell's row and column, counted from 0.
pub type Position = (u32, u32);

/// What a sheet's part says beside its cells' values.
#[derive(Default)]
pub struct SheetPart {
    /// Rows, counted from 0.
    rows: HashSet<u32>,
    /// Rows that are said to be shown, where the others are hidden.
    shown: Option<HashSet<u32>>,
    /// First and last columns, counted from 0.
    columns: Vec<(u32, u32)>,
    /// Heads and feet of the printed page.
    pub margins: Vec<(Place, String)>,
    /// Numbers of the cells' styles, without the usual one.
    pub styles: HashMap<Position, u32>,
    /// Addresses behind cells.
    pub addresses: HashMap<Position, String>,
}

/// Cells of one hyperlink; it may stand behind a whole range.
const LINKED: u32 = 1000;

impl SheetPart {
    /// Reads the part; `relations` are the addresses outside of the file by their ids. What was read before a fault is kept.
    pub fn read(text: &str, relations: &HashMap<String, String>) -> Self {
        let mut part = Self::default();
        let mut margin: Option<(Place, String)> = None;
        let mut formula: Option<String> = None;
        let (mut row, mut column) = (0_u32, 0_u32);
        let number = |text: Option<String>| {
            text.and_then(|text| text.parse::<u32>().ok()).and_then(|n| n.checked_sub(1))
        };
        let _ = xml::walk(text, |event| match event {
            xml::Event::Open(tag) => match tag.name() {
                "sheetFormatPr" if tag.flag("zeroHeight") => part.shown = Some(HashSet::new()),
                "row" => {
                    row = number(tag.attribute("r")).unwrap_or(row);
                    column = 0;
                    let flat = tag
                        .attribute("ht")
                        .and_then(|height| height.parse::<f64>().ok())
                        .is_some_and(|height| height <= 0.0);
                    if tag.flag("hidden") || flat {
                        part.rows.insert(row);
                    } else if let Some(shown) = &mut part.shown {
                        shown.insert(row);
                    }
                }
                "c" => {
                    column = tag.attribute("r").and_then(|r| position(&r)).map_or(column, |at| at.1);
                    let style = tag.attribute("s").and_then(|style| style.parse().ok());
                    if let Some(style) = style.filter(|style| *style > 0) {
                        part.styles.insert((row, column), style);
                    }
                }
                "f" => formula = Some(String::new()),
                "hyperlink" => {
                    let target = tag.qualified("r:id").and_then(|id| relations.get(&id).cloned());
                    let cells = tag.attribute("ref").map(|range| cells(&range)).unwrap_or_default();
                    if let Some(target) = target {
                        part.addresses.extend(cells.into_iter().map(|cell| (cell, target.clone())));
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
                        part.columns.push((first, last));
                    }
                }
                "oddHeader" | "evenHeader" | "firstHeader" => margin = Some((Place::Head, String::new())),
                "oddFooter" | "evenFooter" | "firstFooter" => margin = Some((Place::Foot, String::new())),
                _ => {}
            },
            xml::Event::Text(text) => {
                if let Some((_, line)) = &mut margin {
                    line.push_str(text);
                } else if let Some(formula) = &mut formula {
                    formula.push_str(text);
                }
            }
            xml::Event::Close("f") => {
                let address = formula.take().and_then(|formula| hyperlink(&formula));
                part.addresses.extend(address.map(|(address, _)| ((row, column), address)));
            }
            xml::Event::Close("c") => column = column.saturating_add(1),
            xml::Event::Close("row") => row = row.saturating_add(1),
            xml::Event::Close(name) if name.ends_with("Header") || name.ends_with("Footer") => {
                part.margins.extend(margin.take().map(|(place, line)| (place, without_codes(&line))));
            }
            xml::Event::Close(_) => {}
        });
        part
    }

    /// Whether Excel does not show that cell.
    pub fn hides(&self, row: u32, column: u32) -> bool {
        self.rows.contains(&row)
            || self.shown.as_ref().is_some_and(|shown| !shown.contains(&row))
            || self.columns.iter().any(|(first, last)| (*first..=*last).contains(&column))
    }
}

/// `B7` → row 6, column 1.
fn position(name: &str) -> Option<Position> {
    let letters = name.trim_start_matches('$').find(|c: char| !c.is_ascii_alphabetic())?;
    let (letters, digits) = name.trim_start_matches('$').split_at_checked(letters)?;
    let column = letters.bytes().try_fold(0_u32, |sum, letter| {
        sum.checked_mul(26)?.checked_add(u32::from(letter.to_ascii_uppercase() - b'A') + 1)
    })?;
    let row: u32 = digits.trim_start_matches('$').parse().ok()?;
    Some((row.checked_sub(1)?, column.checked_sub(1)?))
}

/// The cells of `B7` or `B7:B9`; of a large range only the first one.
fn cells(range: &str) -> Vec<Position> {
    let (first, last) = range.split_once(':').unwrap_or((range, range));
    let (Some(first), Some(last)) = (position(first), position(last)) else { return Vec::new() };
    let rows = (last.0.saturating_sub(first.0)).saturating_add(1);
    let columns = (last.1.saturating_sub(first.1)).saturating_add(1);
    if rows.saturating_mul(columns) > LINKED {
        return vec![first];
    }
    (first.0..=last.0).flat_map(|row| (first.1..=last.1).map(move |column| (row, column))).collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_have_the_names_that_excel_gives_them() {
        assert_eq!(
            (position("A1"), position("AB12"), position("$C$3")),
            (Some((0, 0)), Some((11, 27)), Some((2, 2)))
        );
        assert_eq!(
            (position("1"), position("A0"), position(""), position("ZZZZZZZZZ1")),
            (None, None, None, None)
        );
        assert_eq!(cells("B2:C3"), [(1, 1), (1, 2), (2, 1), (2, 2)]);
        assert_eq!(cells("A1:XFD1048576"), [(0, 0)]);
    }

    #[test]
    fn addresses_come_from_relations_and_formulas() {
        let relations = HashMap::from([("r1".to_owned(), "https://h.example/a".to_owned())]);
        let part = SheetPart::read(
            r#"<worksheet><sheetData><row><c s="3"><v>1</v></c><c><f>HYPERLINK("https://h.example/b","Open")</f><v>Open</v></c></row></sheetData><hyperlinks><hyperlink ref="C4" r:id="r1"/></hyperlinks></worksheet>"#,
            &relations,
        );
        assert_eq!(part.styles[&(0, 0)], 3);
        assert_eq!(part.addresses[&(0, 1)], "https://h.example/b");
        assert_eq!(part.addresses[&(3, 2)], "https://h.example/a");
    }
}
