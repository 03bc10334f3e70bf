//! One record of the catalogue → one asset: words of the vocabularies, dates, names, the link.

use super::catalogue_file::{Cell, Record};
use super::diagnostic::Diagnostic;
use super::fields::{Field, fold};
use super::release;
use super::settings::{DateOrder, Settings};
use pitchside_core::catalogue::{
    Asset, AssetId, AssetKind, Audience, Date, Link, UnknownWord, Vocabulary, edit_distance,
};
use pitchside_core::prospect::{industry_of, role_named};
use std::any::Any;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::str::FromStr;

/// An asset of the catalogue and what the catalogue said of it.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The asset; fields that were blank hold their defaults.
    pub asset: Asset,
    /// Where it stands.
    pub record: Record,
}

/// What words of the catalogue mean, each looked up once: the nearest word of an unknown one takes a comparison with the whole
/// vocabulary, and a catalogue has the same few words in each of its rows.
#[derive(Default)]
pub struct Lookups(RefCell<HashMap<(Field, String), Rc<dyn Any>>>);

/// What a word means.
struct Meaning<T> {
    /// The vocabulary's word, or the nearest one.
    word: Result<T, UnknownWord>,
    /// It is not in the vocabulary, and understood all the same.
    read_as: bool,
}

impl Lookups {
    fn get<T: 'static>(&self, field: Field, word: &str, look: impl FnOnce() -> Meaning<T>) -> Rc<Meaning<T>> {
        let key = (field, word.to_owned());
        let known = self.0.borrow().get(&key).cloned().and_then(|found| found.downcast().ok());
        known.unwrap_or_else(|| {
            let found = Rc::new(look());
            self.0.borrow_mut().insert(key, found.clone());
            found
        })
    }
}

/// Reads one record; what can't be understood is left blank and said.
pub fn read(
    record: Record,
    settings: &Settings,
    order: Option<DateOrder>,
    lookups: &Lookups,
    diagnostics: &mut Vec<Diagnostic>,
) -> Entry {
    let id = record.value(Field::Id);
    let mut reader = Reader { record: &record, diagnostics, id, settings, order, lookups };
    let kind = reader.known::<AssetKind>(Field::Kind).into_iter().next();
    let mut asset =
        Asset::new(record.value(Field::Id), record.value(Field::Title), kind.unwrap_or(AssetKind::Other));
    asset.title = super::extract::one_line(&asset.title);
    asset.summary = super::extract::one_line(record.value(Field::Summary));
    asset.file = clean_path(record.value(Field::File));
    asset.link = reader.link();
    asset.language = reader.known(Field::Language).into_iter().next().unwrap_or(asset.language);
    // What CRMs and other languages call an industry or a function is understood as it is on a prospect's page.
    asset.industries = reader.known_or(Field::Industries, industry_of);
    asset.personas = reader.known_or(Field::Personas, |word| role_named(word).persona);
    asset.seniorities = reader.known(Field::Seniorities);
    asset.stages = reader.known(Field::Stages);
    asset.sizes = reader.known(Field::Sizes);
    asset.regions = reader.known(Field::Regions);
    let products = settings.product.iter().map(|p| (p.name.as_str(), p.aliases.as_slice()));
    asset.products = reader.names(Field::Products, "product", &products.collect::<Vec<_>>());
    let competitors = settings.competitor.iter().map(|c| (c.name.as_str(), c.aliases.as_slice()));
    asset.competitors = reader.names(Field::Competitors, "competitor", &competitors.collect::<Vec<_>>());
    asset.tags = reader.list(Field::Tags, |_| false);
    asset.audience = reader.audience().unwrap_or(asset.audience);
    reader.status();
    asset.released = reader.date(Field::Released);
    asset.updated = reader.date(Field::Updated);
    asset.expires = reader.date(Field::Expires);
    asset.review_by = reader.date(Field::ReviewBy);
    let successor = record.value(Field::SupersededBy);
    asset.superseded_by = (!successor.is_empty()).then(|| AssetId(successor.to_owned()));
    asset.version = record.value(Field::Version).to_owned();
    asset.priority = reader.priority();
    asset.owner = record.value(Field::Owner).to_owned();
    if let (Some(first), Some(last)) = (asset.released, asset.expires)
        && first > last
    {
        let message = format!("it expires on {last}, before its release on {first}");
        reader.say(
            Field::Expires,
            "dates",
            message,
            "It can never be sent: correct one of the two dates.".into(),
            true,
        );
    }
    Entry { asset, record }
}

/// A path with `/` between its parts, without `./` in front. One that leaves the folder stays as it is and will
/// not be found.
pub fn clean_path(path: &str) -> String {
    let path = path.trim().replace('\\', "/");
    path.trim_start_matches("./").trim_start_matches('/').to_owned()
}

struct Reader<'a> {
    record: &'a Record,
    diagnostics: &'a mut Vec<Diagnostic>,
    id: &'a str,
    settings: &'a Settings,
    order: Option<DateOrder>,
    lookups: &'a Lookups,
}

/// A word of a vocabulary.
trait Known: Vocabulary + FromStr<Err = UnknownWord> + PartialEq + Copy + std::fmt::Display + 'static {}

impl<T: Vocabulary + FromStr<Err = UnknownWord> + PartialEq + Copy + std::fmt::Display + 'static> Known
    for T
{
}

impl Reader<'_> {
    fn say(&mut self, field: Field, code: &'static str, message: String, remedy: String, error: bool) {
        let new = if error { Diagnostic::error } else { Diagnostic::warning };
        let header = self.record.cell(field).map_or(field.name(), |c| c.header.as_str()).to_owned();
        let found = new(code, &self.record.file, message, remedy);
        self.diagnostics.push(found.at(self.record.line, &header).about(self.id));
    }

    fn list(&self, field: Field, known: impl Fn(&str) -> bool) -> Vec<String> {
        self.record.cell(field).map(|cell| split(cell, known)).unwrap_or_default()
    }

    fn known<T: Known>(&mut self, field: Field) -> Vec<T> {
        self.known_or(field, |_| None)
    }

    fn known_or<T: Known>(&mut self, field: Field, other: impl Fn(&str) -> Option<T>) -> Vec<T> {
        let mut words = Vec::new();
        let (settings, lookups) = (self.settings, self.lookups);
        let meaning = |word: &str| {
            lookups.get(field, word, || {
                let own = settings.word(word).unwrap_or(word);
                let exact = T::named(own);
                let word = exact.or_else(|| other(own)).map_or_else(|| own.parse(), Ok);
                Meaning { read_as: exact.is_none() && word.is_ok(), word }
            })
        };
        for word in self.list(field, |word| settings.word(word).is_some() || T::named(word).is_some()) {
            let meaning = meaning(&word);
            if let (Ok(found), true) = (&meaning.word, meaning.read_as) {
                let message = format!("“{word}” is read as “{found}”");
                let remedy =
                    "Write that word, or say under [words] in library.toml what yours means.".to_owned();
                self.say(field, "read-as", message, remedy, false);
            }
            match &meaning.word {
                Ok(word) if !words.contains(word) => words.push(*word),
                Ok(_) => {}
                Err(error) => {
                    let message = format!("“{word}” is not a known {}", error.vocabulary);
                    let far =
                        edit_distance(&fold(&error.nearest), &fold(&word)) > 2.max(word.chars().count() / 3);
                    let remedy = match far {
                        false => {
                            format!("Did you mean “{}”? The word is left out until then.", error.nearest)
                        }
                        true => format!(
                            "docs/LIBRARY lists the words; [words] in library.toml says what one of yours means. \
                             The word is left out until then. (Nearest: “{}”.)",
                            error.nearest
                        ),
                    };
                    self.say(field, "unknown-word", message, remedy, true);
                }
            }
        }
        words
    }

    /// Names of `library.toml`, by name or alias, as the library spells them.
    fn names(&mut self, field: Field, what: &str, known: &[(&str, &[String])]) -> Vec<String> {
        let find = |word: &str| {
            let folded = fold(word);
            let of = |(name, aliases): &&(&str, &[String])| {
                fold(name) == folded || aliases.iter().any(|a| fold(a) == folded)
            };
            known.iter().find(of).map(|(name, _)| (*name).to_owned())
        };
        let mut names = Vec::new();
        for word in self.list(field, |w| find(w).is_some()) {
            match find(&word) {
                Some(name) if !names.contains(&name) => names.push(name),
                Some(_) => {}
                None => {
                    let nearest =
                        known.iter().min_by_key(|(name, _)| edit_distance(&fold(name), &fold(&word)));
                    let remedy = match nearest {
                        Some((name, _)) => {
                            format!("Did you mean “{name}”? Or add a [[{what}]] to library.toml.")
                        }
                        None => format!("Add a [[{what}]] with that name to library.toml."),
                    };
                    self.say(
                        field,
                        "unknown-word",
                        format!("“{word}” is no {what} of library.toml"),
                        remedy,
                        true,
                    );
                }
            }
        }
        names
    }

    fn link(&mut self) -> Option<Link> {
        let url = self.record.value(Field::Url).to_owned();
        if url.is_empty() {
            return None;
        }
        match Link::new(&url) {
            Ok(link) => Some(link),
            Err(error) => {
                let remedy = "The asset has no link until then, and reps can't copy one.".into();
                self.say(Field::Url, "bad-link", error.to_string(), remedy, true);
                None
            }
        }
    }

    fn audience(&mut self) -> Option<Audience> {
        let word = self.record.value(Field::Audience).to_owned();
        if word.is_empty() {
            return None;
        }
        let audience = release::audience_named(&word).unwrap_or_else(|| {
            // Not understood: the careful reading, so that nothing internal is ever offered for sending.
            let remedy = "Write external, internal or nda. Until then it is treated as internal.".into();
            self.say(
                Field::Audience,
                "unknown-word",
                format!("“{word}” is not a known audience"),
                remedy,
                true,
            );
            Audience::Internal
        });
        Some(audience)
    }

    /// An unknown status is said; the piece stays, and is internal.
    fn status(&mut self) {
        if let Some(word) = release::unknown_status(self.record) {
            let message = format!("“{word}” is not a known status");
            let remedy = "Write approved, draft, not approved or archived, or say under [words] in library.toml what yours means. \
                          Until then the piece is internal.";
            self.say(Field::Status, "unknown-word", message, remedy.into(), true);
        }
    }

    fn date(&mut self, field: Field) -> Option<Date> {
        let text = self.record.value(field).to_owned();
        // `published` may be a yes or no.
        if text.is_empty() || field == Field::Released && release::truth(&text).is_some() {
            return None;
        }
        match date(&text, self.order) {
            Ok(date) => Some(date),
            Err(why) => {
                let remedy =
                    "Write it as YYYY-MM-DD, for example 2026-05-04, or set dates = \"day-first\" in library.toml. The cell is left out until then.".into();
                self.say(field, "bad-date", format!("“{text}” {why}"), remedy, true);
                None
            }
        }
    }

    fn priority(&mut self) -> i8 {
        let text = self.record.value(Field::Priority).to_owned();
        match text.trim_end_matches(".0").parse::<i8>() {
            Ok(priority @ -2..=2) => priority,
            _ if text.is_empty() => 0,
            _ => {
                let remedy = "Write a whole number from -2 (last) to 2 (first).".into();
                self.say(Field::Priority, "bad-number", format!("“{text}” is no priority"), remedy, true);
                0
            }
        }
    }
}

/// How the dates of a catalogue are meant, told by those that can be read in one way only; none when there are none
/// such, or they disagree.
pub fn date_order<'a>(records: impl Iterator<Item = &'a Record>) -> Option<DateOrder> {
    let (mut day, mut month) = (false, false);
    for record in records {
        for field in [Field::Released, Field::Updated, Field::Expires, Field::ReviewBy] {
            let mut parts = record.value(field).split('/').map(|p| p.trim().parse::<u32>().unwrap_or(0));
            match (parts.next(), parts.next()) {
                (Some(13..=31), Some(1..=12)) => day = true,
                (Some(1..=12), Some(13..=31)) => month = true,
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

/// Dates as people and spreadsheets write them.
fn date(text: &str, order: Option<DateOrder>) -> Result<Date, &'static str> {
    let text = text.trim();
    let text = text.split(['T', ' ']).next().unwrap_or(text);
    if let Ok(date) = text.parse() {
        return Ok(date);
    }
    let part = |sign: char| {
        let parts: Vec<&str> = text.split(sign).collect();
        match parts.as_slice() {
            [a, b, c] => Some((a.parse::<i32>().ok()?, b.parse::<i32>().ok()?, c.parse::<i32>().ok()?)),
            _ => None,
        }
    };
    let day = |year: i32, month: i32, day: i32| {
        let year = if (0..100).contains(&year) { year + 2000 } else { year };
        let date = Date::from_ymd(year, u8::try_from(month).unwrap_or(0), u8::try_from(day).unwrap_or(0));
        date.ok_or("is no day of the calendar")
    };
    if let Some((d, m, y)) = part('.') {
        return day(y, m, d);
    }
    match part('/') {
        Some((y, m, d)) if y > 31 => day(y, m, d),
        Some((d, m, y)) if d > 12 => day(y, m, d),
        Some((m, d, y)) if d > 12 => day(y, m, d),
        Some((m, d, y)) if m == d => day(y, m, d),
        Some((a, b, y)) => match order {
            Some(DateOrder::DayFirst) => day(y, b, a),
            Some(DateOrder::MonthFirst) => day(y, a, b),
            None => Err("may be read as day/month or as month/day"),
        },
        None => Err("is not a date"),
    }
}

/// The values of a cell. `;`, `|` and line ends always part values; a comma does unless a known word holds it
/// (`Transportation, Logistics, Supply Chain and Storage` is one industry).
fn split(cell: &Cell, known: impl Fn(&str) -> bool) -> Vec<String> {
    let mut out = Vec::new();
    for value in &cell.values {
        if known(value.trim()) {
            out.push(value.trim().to_owned());
            continue;
        }
        for part in value.split([';', '|', '\n']).map(str::trim).filter(|p| !p.is_empty()) {
            let pieces: Vec<&str> = part.split(',').collect();
            let mut at = 0;
            while at < pieces.len() {
                let run = (at + 1..=pieces.len()).rev().find(|end| {
                    pieces.get(at..*end).is_some_and(|run| run.len() > 1 && known(run.join(",").trim()))
                });
                let end = run.unwrap_or(at + 1);
                let piece = pieces.get(at..end).unwrap_or_default().join(",");
                if !piece.trim().is_empty() {
                    out.push(piece.trim().to_owned());
                }
                at = end;
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use pitchside_core::catalogue::{Industry, Persona};

    fn read_one(cells: &[(Field, &str)]) -> (Asset, Vec<Diagnostic>) {
        let settings: Settings =
            toml::from_str("[[competitor]]\nname = \"Ledgerfox\"\naliases = [\"Ledger Fox\"]\n").unwrap();
        let mut found = Vec::new();
        let entry = read(Record::of(cells), &settings, None, &Lookups::default(), &mut found);
        (entry.asset, found)
    }

    #[test]
    fn cells_with_several_values_are_parted_but_not_labels_with_commas() {
        let (asset, found) = read_one(&[
            (Field::Industries, "Insurance, Transportation, Logistics, Supply Chain and Storage; Banking"),
            (Field::Personas, "Finance | IT"),
            (Field::Competitors, "ledger fox"),
        ]);
        assert!(found.is_empty(), "{found:?}");
        let labels: Vec<_> = asset.industries.iter().map(|i: &Industry| i.label()).collect();
        assert_eq!(labels, ["Insurance", "Transportation, Logistics, Supply Chain and Storage", "Banking"]);
        assert_eq!(asset.personas, [Persona::Finance, Persona::InformationTechnology]);
        assert_eq!(asset.competitors, ["Ledgerfox"]);
    }

    #[test]
    fn an_unknown_word_is_said_with_its_cell_and_the_nearest_word() {
        let (_, found) = read_one(&[(Field::Id, "x"), (Field::Personas, "Fihnance")]);
        let one = &found[0];
        assert_eq!(
            (one.line, one.cell.as_str(), one.asset.as_str(), &*one.code),
            (4, "personas", "x", "unknown-word")
        );
        assert!(one.remedy.contains("Finance"));
    }

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
        ] {
            assert_eq!(date(good, None).map(|d| d.to_string()), Ok("2026-05-31".into()), "{good}");
        }
        assert!(date("5/4/2026", None).unwrap_err().contains("month/day"));
        assert_eq!(date("5/4/2026", Some(DateOrder::DayFirst)).unwrap().to_string(), "2026-04-05");
        assert!(date("31.02.2026", None).is_err());
        assert!(date("soon", None).is_err());
    }

    #[test]
    fn an_audience_that_is_not_understood_is_internal() {
        let (asset, found) = read_one(&[(Field::Audience, "tier two")]);
        assert_eq!((asset.audience, found.len()), (Audience::Internal, 1));
    }
}
