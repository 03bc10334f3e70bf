//! Dates as people, systems and the spreadsheets of many countries write them.

use super::super::catalogue_file::Record;
use super::super::fields::Field;
use super::super::settings::DateOrder;
use pitchside_core::catalogue::Date;
use pitchside_core::text::fold;

/// Names of months and what they begin with, in the languages that Excel's locales write: `may`, `mai`, `mayo`, `maggio`, `mei`.
const MONTHS: [&[&str]; 12] = [
    &[
        "jan", "ene", "gen", "januar", "janvier", "enero", "gennaio", "january", "januari", "janeiro",
        "janner",
    ],
    &[
        "feb",
        "fev",
        "fevr",
        "february",
        "februar",
        "fevrier",
        "febrero",
        "febbraio",
        "februari",
        "fevereiro",
        "feber",
    ],
    &["mar", "marz", "mrz", "mars", "maart", "mrt", "march", "marzo", "marco", "maerz"],
    &["apr", "avr", "abr", "april", "avril", "abril", "aprile"],
    &["may", "mai", "mag", "mei", "mayo", "maggio", "maio"],
    &["jun", "juin", "giu", "june", "juni", "junio", "giugno", "junho"],
    &["jul", "juil", "lug", "july", "juli", "juillet", "julio", "luglio", "julho"],
    &["aug", "aou", "aout", "ago", "august", "agosto", "augustus"],
    &["sep", "sept", "set", "september", "septembre", "septiembre", "settembre", "setembro"],
    &["oct", "okt", "ott", "out", "october", "oktober", "octobre", "octubre", "ottobre", "outubro"],
    &["nov", "november", "novembre", "noviembre", "novembro"],
    &["dec", "dez", "dic", "december", "dezember", "decembre", "diciembre", "dicembre", "dezembro"],
];

/// Why a text is no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoDate {
    /// Day and month may be either way round.
    Ambiguous,
    /// The calendar has no such day.
    NoSuchDay,
    /// Something else.
    Other,
}

impl NoDate {
    /// In words that go on from the quoted cell.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Ambiguous => "may be read as day/month or as month/day",
            Self::NoSuchDay => "is no day of the calendar",
            Self::Other => "is not a date",
        }
    }
}

/// How the dates of a catalogue are meant, told by those that can be read in one way only; none when there are none
/// such, or they disagree.
pub fn date_order<'a>(records: impl Iterator<Item = &'a Record>) -> Option<DateOrder> {
    let (mut day, mut month) = (false, false);
    for record in records {
        for field in [Field::Released, Field::Updated, Field::Expires, Field::ReviewBy] {
            match Parts::of(record.value(field)).numbers.as_slice() {
                [13..=31, 1..=12, _] => day = true,
                [1..=12, 13..=31, _] => month = true,
                _ => {}
            }
        }
    }
    match (day, month) {
        (true, false) => Some(DateOrder::DayFirst),
        (false, true) => Some(DateOrder::MonthFirst),
        _ => None,
    }
}

/// What a text consists of, the time of the day aside.
#[derive(Debug, Default)]
struct Parts {
    numbers: Vec<u32>,
    month: Option<u32>,
    /// The sign behind the first number.
    sign: Option<char>,
    /// Words that are neither a month nor one of the small words of dates.
    unknown: bool,
}

impl Parts {
    fn of(text: &str) -> Self {
        // Small words and ends of dates, and the days of the week, in the same languages.
        const PASSED: [&str; 100] = [
            "segunda",
            "terca",
            "quarta",
            "quinta",
            "sexta",
            "feira",
            "bis",
            "until",
            "till",
            "jusqu",
            "jusqua",
            "au",
            "hasta",
            "fino",
            "al",
            "tot",
            "ab",
            "from",
            "valid",
            "gultig",
            "stand",
            "as",
            "de",
            "del",
            "of",
            "the",
            "den",
            "der",
            "am",
            "le",
            "il",
            "el",
            "st",
            "nd",
            "rd",
            "th",
            "er",
            "o",
            "a",
            "mon",
            "tue",
            "tues",
            "wed",
            "thu",
            "thur",
            "thurs",
            "fri",
            "sat",
            "sun",
            "monday",
            "tuesday",
            "wednesday",
            "thursday",
            "friday",
            "saturday",
            "sunday",
            "mo",
            "di",
            "mi",
            "do",
            "fr",
            "sa",
            "so",
            "montag",
            "dienstag",
            "mittwoch",
            "donnerstag",
            "freitag",
            "samstag",
            "sonntag",
            "lun",
            "mardi",
            "mer",
            "jeu",
            "ven",
            "sam",
            "dim",
            "lundi",
            "mercredi",
            "jeudi",
            "vendredi",
            "samedi",
            "dimanche",
            "lunes",
            "martes",
            "miercoles",
            "jueves",
            "viernes",
            "sabado",
            "domingo",
            "lunedi",
            "martedi",
            "mercoledi",
            "giovedi",
            "venerdi",
            "sabato",
            "domenica",
            "maandag",
            "zo",
            "vr",
        ];
        let mut parts = Self::default();
        for token in tokens(day_of(text)) {
            match token {
                Token::Number(number) => parts.numbers.push(number),
                Token::Sign(sign) if parts.numbers.len() == 1 && parts.sign.is_none() => {
                    parts.sign = Some(sign)
                }
                Token::Sign(_) => {}
                Token::Word(word) => {
                    let word = fold(&word);
                    let month = MONTHS.iter().position(|names| names.contains(&word.as_str()));
                    match month.and_then(|at| u32::try_from(at + 1).ok()) {
                        Some(month) if parts.month.is_none() => parts.month = Some(month),
                        _ => parts.unknown |= !PASSED.contains(&word.as_str()),
                    }
                }
            }
        }
        parts
    }
}

/// The text before a time of the day: `2026-05-04T10:00:00Z`, `5/4/2026 9:30 AM`.
fn day_of(text: &str) -> &str {
    let clock = text.find(':').and_then(|colon| text.get(..colon)).map_or(text, |before| {
        before.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches(['T', 't', ' ', ','])
    });
    clock.strip_suffix(" um").or_else(|| clock.strip_suffix(" at")).unwrap_or(clock)
}

/// A stretch of a date.
enum Token {
    Number(u32),
    Word(String),
    Sign(char),
}

fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c.is_ascii_digit() {
            let mut number = c.to_digit(10).unwrap_or_default();
            while let Some(digit) = chars.peek().and_then(|c| c.to_digit(10)) {
                number = number.saturating_mul(10).saturating_add(digit);
                chars.next();
            }
            tokens.push(Token::Number(number));
        } else if matches!(c, '年' | '月' | '日' | '년' | '월' | '일') {
            tokens.push(Token::Sign(c));
        } else if c.is_alphabetic() {
            let mut word = String::from(c);
            while let Some(c) = chars.next_if(|c| c.is_alphabetic()) {
                word.push(c);
            }
            tokens.push(Token::Word(word));
        } else if !c.is_whitespace() {
            tokens.push(Token::Sign(c));
        }
    }
    tokens
}

/// The day of a text.
///
/// # Errors
/// Why it is none.
pub fn date(text: &str, order: Option<DateOrder>) -> Result<Date, NoDate> {
    let text = text.trim();
    if let Some(date) = counted(text) {
        return Ok(date);
    }
    let parts = Parts::of(text);
    if parts.unknown {
        return Err(NoDate::Other);
    }
    let numbers = parts.numbers.as_slice();
    match (parts.month, numbers) {
        (Some(month), [day, year]) if *day <= 31 => at(*year, month, *day),
        (Some(month), [year, day]) if *year > 31 => at(*year, month, *day),
        // A whole month is its first day.
        (Some(month), [year]) if *year >= 1000 => at(*year, month, 1),
        (None, [month @ 1..=12, year]) if *year >= 1000 => at(*year, *month, 1),
        // Run together, as file names have it: 20260504.
        (None, [number]) if (10_000_101..=99_991_231).contains(number) => {
            at(number / 10_000, number / 100 % 100, number % 100)
        }
        (None, [year, month, day]) if *year > 31 => at(*year, *month, *day),
        (None, [day, month, year]) => numeric((*day, *month, *year), parts.sign, order),
        _ => Err(NoDate::Other),
    }
}

/// The last day that a text means: of a whole month its end, otherwise the day itself.
///
/// # Errors
/// As [`date`].
pub fn last_day(text: &str, order: Option<DateOrder>) -> Result<Date, NoDate> {
    let first = date(text, order)?;
    let parts = Parts::of(text.trim());
    let days = parts.numbers.len() + usize::from(parts.month.is_some());
    if days != 2 || counted(text.trim()).is_some() {
        return Ok(first);
    }
    let (year, month, _) = first.ymd();
    let next = if month == 12 { Date::from_ymd(year + 1, 1, 1) } else { Date::from_ymd(year, month + 1, 1) };
    Ok(next.map_or(first, |next| Date::from_days(next.days() - 1)))
}

/// Day and month by the sign between them, by what they are, or by the order of the whole table. Dots stand between day and month in
/// that order wherever they are written.
fn numeric(
    (first, second, year): (u32, u32, u32),
    sign: Option<char>,
    order: Option<DateOrder>,
) -> Result<Date, NoDate> {
    match (first, second) {
        (day, month) if sign == Some('.') || day > 12 || day == month => at(year, month, day),
        (month, day) if day > 12 => at(year, month, day),
        (first, second) => match order {
            Some(DateOrder::DayFirst) => at(year, second, first),
            Some(DateOrder::MonthFirst) => at(year, first, second),
            None => Err(NoDate::Ambiguous),
        },
    }
}

fn at(year: u32, month: u32, day: u32) -> Result<Date, NoDate> {
    let year = if year < 100 { year + 2000 } else { year };
    let small = |number: u32| u8::try_from(number).unwrap_or_default();
    let year = i32::try_from(year).map_err(|_| NoDate::Other)?;
    Date::from_ymd(year, small(month), small(day)).ok_or(NoDate::NoSuchDay)
}

/// A bare count: Excel's days since 1900 (of the years 2000 to 2099), or the seconds or milliseconds since 1970 that programs count in.
fn counted(text: &str) -> Option<Date> {
    /// Excel's number of 1970-01-01.
    const EPOCH: i64 = 25_569;
    let text = text.strip_prefix("/Date(").and_then(|text| text.strip_suffix(")/")).unwrap_or(text);
    let whole = text
        .split_once('.')
        .map_or(text, |(whole, part)| if part.bytes().all(|b| b.is_ascii_digit()) { whole } else { text });
    let number: i64 = whole.parse().ok()?;
    let days = match whole.len() {
        5 => number - EPOCH,
        10 => number / 86_400,
        13 => number / 86_400_000,
        _ => return None,
    };
    let date = Date::from_days(i32::try_from(days).ok()?);
    (2000..2100).contains(&date.ymd().0).then_some(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_taken_as_people_write_them_and_ambiguous_ones_are_asked_back() {
        for good in [
            "2026-05-31",
            "31.05.2026",
            "31.5.26",
            "5/31/2026",
            "31/05/2026",
            "2026-05-31T00:00:00",
            "2026/5/31",
            "31. Mai 2026",
            "May 31, 2026",
            "31-May-26",
            "31 mai 2026",
            "dimanche 31 mai 2026",
            "31 de mayo de 2026",
            "Sunday, May 31st, 2026",
            "2026年5月31日",
            "2026. 5. 31.",
            "5/31/2026 9:30 AM",
            "31.05.2026 09:30",
            "2026-05-31T09:30:00.000Z",
            "31-05-2026",
            "20260531",
            "46173",
            "1780185600000",
            "31 maggio 2026",
            "So, 31. Mai 2026",
            "domingo, 31 de maio de 2026",
            "bis 31.05.2026",
            "46173.625",
            "1780185600",
            "/Date(1780185600000)/",
            "31 mei 2026",
            "2026 May 31",
        ] {
            assert_eq!(date(good, None).map(|d| d.to_string()), Ok("2026-05-31".into()), "{good}");
        }
        assert_eq!(date("5/4/2026", None), Err(NoDate::Ambiguous));
        assert_eq!(date("5-4-2026", None), Err(NoDate::Ambiguous));
        assert_eq!(date("5/4/2026", Some(DateOrder::DayFirst)).unwrap().to_string(), "2026-04-05");
        assert_eq!(date("31.02.2026", None), Err(NoDate::NoSuchDay));
        assert_eq!(date("Mai 2026", None).unwrap().to_string(), "2026-05-01");
        assert_eq!(last_day("05/2026", None).unwrap().to_string(), "2026-05-31");
        assert_eq!(last_day("Dez. 2026", None).unwrap().to_string(), "2026-12-31");
        assert_eq!(last_day("2026-05-04", None).unwrap().to_string(), "2026-05-04");
        for none in ["soon", "Q2 2026", "2026", "12", "4", "v2.1.3 final", "", "99999", "May 31"] {
            assert!(date(none, None).is_err(), "{none}");
        }
    }
}
