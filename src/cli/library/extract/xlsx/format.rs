//! Numbers as Excel shows them: 0.9995 formatted as per cent is 99.95%, three eighths of a day are 09:00.
#![deny(clippy::indexing_slicing)]

use super::super::xml;
use ssfmt::ast::{DatePart, FormatPart};
use ssfmt::{DateSystem, FormatOptions, NumberFormat};
use std::collections::HashMap;

/// The longest format code that Excel takes, in characters.
const CODE: usize = 255;
/// Formatted numbers longer than this show nothing that a reader could use.
const SHOWN: usize = 80;

/// A number format and what its first section shows.
#[derive(Clone, Debug)]
struct Format {
    code: NumberFormat,
    shows: Shows,
}

/// What a format shows of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shows {
    Number,
    /// Hours and minutes, or a span longer than a day.
    Time,
    /// Day, month and year; with `time` the hour, too.
    Date {
        time: bool,
    },
    Month,
    /// A part of a date that is no day.
    Part,
    /// `;;;`: the cell looks blank.
    Nothing,
}

impl Format {
    /// None for codes that show a number as it is.
    fn of(code: &str) -> Option<Self> {
        if code.len() > CODE || code.eq_ignore_ascii_case("general") || code == "@" {
            return None;
        }
        let code = NumberFormat::parse(code).ok()?;
        let shows = shows(&code);
        Some(Self { code, shows })
    }
}

fn shows(code: &NumberFormat) -> Shows {
    if code.sections().iter().all(|section| section.parts.is_empty()) {
        return Shows::Nothing;
    }
    let parts = code.sections().first().map_or(&[][..], |section| &section.parts);
    let has = |is: fn(&DatePart) -> bool| {
        parts.iter().any(|part| matches!(part, FormatPart::DatePart(part) if is(part)))
    };
    let year = has(|p| matches!(p, DatePart::Year2 | DatePart::Year3 | DatePart::Year4));
    let month =
        has(|p| matches!(p, DatePart::Month | DatePart::Month2 | DatePart::MonthAbbr | DatePart::MonthFull));
    let day = has(|p| matches!(p, DatePart::Day | DatePart::Day2));
    let time = has(|p| {
        matches!(
            p,
            DatePart::Hour
                | DatePart::Hour2
                | DatePart::Minute
                | DatePart::Minute2
                | DatePart::Second
                | DatePart::Second2
        )
    });
    let elapsed = parts.iter().any(|part| matches!(part, FormatPart::Elapsed(_)));
    match (year, month, day) {
        _ if elapsed => Shows::Time,
        (true, true, true) => Shows::Date { time },
        (true, true, false) if !time => Shows::Month,
        (false, false, false) if time => Shows::Time,
        (false, false, false) if !code.is_date_format() => Shows::Number,
        _ => Shows::Part,
    }
}

/// The formats of a workbook's cells.
#[derive(Default)]
pub struct Formats {
    /// By the number of a cell's style.
    styles: Vec<Option<Format>>,
    options: FormatOptions,
}

impl Formats {
    /// From the style part, and whether days are counted from 1904 on. A damaged part costs the formats only.
    pub fn read(styles: &str, from_1904: bool) -> Self {
        let mut own: HashMap<u32, String> = HashMap::new();
        let (mut used, mut in_cells) = (Vec::new(), false);
        let _ = xml::walk(styles, |event| match event {
            xml::Event::Open(tag) => match tag.name() {
                "numFmt" => {
                    let id = tag.attribute("numFmtId").and_then(|id| id.parse().ok());
                    own.extend(id.zip(tag.attribute("formatCode")));
                }
                "cellXfs" => in_cells = true,
                "xf" if in_cells => {
                    let id = tag.attribute("numFmtId").and_then(|id| id.parse::<u32>().ok());
                    used.push(id.unwrap_or_default());
                }
                _ => {}
            },
            xml::Event::Close("cellXfs") => in_cells = false,
            _ => {}
        });
        let mut known: HashMap<u32, Option<Format>> = HashMap::new();
        let mut format = |id: u32| {
            let code = || own.get(&id).map(String::as_str).or_else(|| built_in(id));
            known.entry(id).or_insert_with(|| code().and_then(Format::of)).clone()
        };
        let styles = used.into_iter().map(&mut format).collect();
        let date_system = if from_1904 { DateSystem::Date1904 } else { DateSystem::Date1900 };
        Self { styles, options: FormatOptions { date_system, ..FormatOptions::default() } }
    }

    /// A number in a cell of that style. Days are written as 2026-05-04, whatever the format's order: in another country's Excel it
    /// is another one.
    pub fn show(&self, style: Option<u32>, value: f64) -> String {
        let format = style.and_then(|style| self.styles.get(style as usize)).and_then(Option::as_ref);
        let Some(format) = format else { return plain(value) };
        let by = |code: &str| Format::of(code).map(|f| f.code.format(value, &self.options));
        let shown = match format.shows {
            // A day number below one is a time, whatever the format says.
            Shows::Date { .. } | Shows::Month if value.abs() < 1.0 => by("hh:mm"),
            Shows::Date { time: true } if value.fract() != 0.0 => by("yyyy-mm-dd hh:mm"),
            Shows::Date { .. } => by("yyyy-mm-dd"),
            Shows::Month => by("yyyy-mm"),
            Shows::Nothing => None,
            Shows::Number | Shows::Time | Shows::Part => Some(format.code.format(value, &self.options)),
        };
        let shown = super::super::one_line(&shown.unwrap_or_default());
        if shown.chars().count() > SHOWN { plain(value) } else { shown }
    }
}

/// Formats that Excel knows by number; those of money and of East Asian calendars follow its language.
fn built_in(id: u32) -> Option<&'static str> {
    match id {
        5 | 6 => Some("#,##0"),
        7 | 8 => Some("#,##0.00"),
        27..=31 | 36 | 50..=54 | 57 | 58 => Some("yyyy-mm-dd"),
        32..=35 | 55 | 56 => Some("h:mm"),
        41 | 42 => Some("#,##0"),
        43 | 44 => Some("#,##0.00"),
        id => ssfmt::format_code_from_id(id),
    }
}

/// A number without a format, and without the noise of its last binary digits: 15 digits are what Excel keeps.
pub fn plain(value: f64) -> String {
    let rounded: f64 = format!("{value:.14e}").parse().unwrap_or(value);
    match rounded.abs() {
        size if size == 0.0 || (1e-9..1e15).contains(&size) => rounded.to_string(),
        _ => format!("{rounded:e}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(code: &str, value: f64) -> String {
        let code = code.replace('"', "&quot;");
        let styles = format!(
            r#"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="{code}"/></numFmts><cellXfs><xf numFmtId="164"/></cellXfs></styleSheet>"#
        );
        Formats::read(&styles, false).show(Some(0), value)
    }

    #[test]
    fn numbers_are_shown_as_excel_shows_them() {
        for (code, value, right) in [
            ("0%", 0.15, "15%"),
            ("0.00%", 0.9995, "99.95%"),
            ("hh:mm", 0.375, "09:00"),
            ("h:mm AM/PM", 0.375, "9:00 AM"),
            ("[h]:mm", 1.5625, "37:30"),
            ("\"SKU-\"0000", 42.0, "SKU-0042"),
            ("\"€\" #,##0.00", 1234.5, "€ 1,234.50"),
            ("[$€-407] #,##0.00", 1234.5, "€ 1,234.50"),
            ("_-* #,##0.00 \"€\"_-", 1234.5, "1,234.50 €"),
            ("0.0,,\"M\"", 1_250_000.0, "1.3M"),
            ("General", 0.30000000000000004, "0.3"),
            ("General", 0.00002, "0.00002"),
            ("# ?/?", 0.5, "1/2"),
            ("mm/dd/yy", 46146.0, "2026-05-04"),
            ("dd.mm.yyyy hh:mm", 46146.5, "2026-05-04 12:00"),
            ("mmm yyyy", 46146.0, "2026-05"),
            ("d-mmm", 46146.0, "4-May"),
            ("dd.mm.yyyy", 0.375, "09:00"),
            (";;;", 12.0, ""),
        ] {
            assert_eq!(shown(code, value), right, "{code} of {value}");
        }
    }

    #[test]
    fn no_format_and_no_number_is_too_strange() {
        for code in [
            "[",
            "\\",
            "0.0.0.0",
            "[>=",
            "yyyyyyyyy",
            "#/#/#",
            "*",
            "E+",
            "[$-",
            "0E+",
            "@@",
            "[h",
            "\"",
            "?/",
            "0*",
        ] {
            for value in
                [0.0, -0.0, 1e308, -1e-308, 2_958_466.0, -1.0, 0.999_999_999, f64::NAN, f64::INFINITY]
            {
                let _ = shown(code, value);
            }
        }
        let styles = Formats::read("<styleSheet><cellXfs><xf numFmtId=\"9\"/></cellXfs>", false);
        assert_eq!((styles.show(Some(0), 0.5), styles.show(Some(7), 0.5)), ("50%".into(), "0.5".into()));
    }
}
