//! One record of the catalogue → one asset: words of the vocabularies, dates, names, the link.

mod date;
#[cfg(test)]
mod judged;
mod split;
mod words;

pub use date::date_order;
pub(super) use split::list_of;
pub(super) use words::{is_nothing, kinds_named};

use super::catalogue_file::Record;
use super::diagnostic::Diagnostic;
use super::fields::{Field, fold};
use super::release;
use super::settings::{DateOrder, Settings};
use pitchside_core::catalogue::{
    Asset, AssetId, AssetKind, Audience, Date, Link, Persona, UnknownWord, Vocabulary, edit_distance,
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
    /// The vocabulary's words, or the nearest one.
    words: Result<Vec<T>, UnknownWord>,
    /// It is in no list, and understood all the same.
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
    mut record: Record,
    settings: &Settings,
    order: Option<DateOrder>,
    lookups: &Lookups,
    diagnostics: &mut Vec<Diagnostic>,
) -> Entry {
    own_words(&mut record, settings);
    let id = record.value(Field::Id);
    let mut reader = Reader { record: &record, diagnostics, id, settings, order, lookups };
    let kind = reader.known::<AssetKind>(Field::Kind).into_iter().next();
    let mut asset =
        Asset::new(record.value(Field::Id), record.value(Field::Title), kind.unwrap_or(AssetKind::Other));
    asset.title = super::extract::one_line(&asset.title);
    let summary = super::extract::one_line(record.value(Field::Summary));
    let (summary, draft) = super::infer::without_draft(&summary);
    summary.clone_into(&mut asset.summary);
    if draft {
        asset.inferred.push(Field::Summary.name().to_owned());
    }
    asset.file = clean_path(record.value(Field::File));
    asset.link = reader.link();
    asset.language = reader.known(Field::Language).into_iter().next().unwrap_or(asset.language);
    // What CRMs and other languages call an industry or a function is understood as it is on a prospect's page.
    asset.industries =
        reader.known_or(Field::Industries, |word| industry_of(word).map(|industry| vec![industry]));
    reader.readers(&mut asset);
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
    // “Stand 05/2026”: a version may be a day.
    asset.updated = asset.updated.or_else(|| date::date(&asset.version, order).ok());
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

/// Puts what `[words]` says in place of the cells that decide whether a piece goes out and to whom.
fn own_words(record: &mut Record, settings: &Settings) {
    use Field::{Approved, Archived, Audience, Shareable, Status, Trashed};
    for cell in &mut record.cells {
        if !matches!(cell.field, Audience | Status | Approved | Shareable | Trashed | Archived) {
            continue;
        }
        for value in &mut cell.values {
            if let Some(meaning) = settings.word(value) {
                meaning.clone_into(value);
            }
        }
    }
}

/// The words that a word of a cell means by any list.
fn listed<T: Known>(field: Field, word: &str, settings: &Settings) -> Option<Vec<T>> {
    let own = settings.word(word).unwrap_or(word);
    let look = |word: &str| {
        let exact = || T::named(word).map(|word| vec![word]);
        let wider = || words::meaning(field, word);
        // Any two letters could be a language's code: first those that people mean otherwise, as in “US”.
        if field == Field::Language { wider().or_else(exact) } else { exact().or_else(wider) }
    };
    look(own).or_else(|| split::bare(own).and_then(look))
}

/// Whether a known word may have been meant by another: short ones differ too little from everything.
fn is_near(known: &str, word: &str) -> bool {
    let length = word.chars().count().min(known.chars().count());
    edit_distance(&fold(known), &fold(word)) <= length / 3 && length > 3
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
        let mut values = self.record.cell(field).map(|cell| split::values(cell, known)).unwrap_or_default();
        values.retain(|value| !words::is_nothing(value));
        values
    }

    fn known<T: Known>(&mut self, field: Field) -> Vec<T> {
        self.known_or(field, |_| None)
    }

    /// The words of a cell; `other` understands words that are in no list, and may find that one of them says nothing here.
    fn known_or<T: Known>(&mut self, field: Field, other: impl Fn(&str) -> Option<Vec<T>>) -> Vec<T> {
        let (settings, lookups) = (self.settings, self.lookups);
        let listed = |word: &str| listed::<T>(field, word, settings);
        let values = self.list(field, |word| listed(word).is_some() || words::is_any(field, word));
        if values.iter().any(|value| words::is_any(field, value)) {
            return Vec::new();
        }
        let meaning = |word: &str| {
            lookups.get(field, word, || {
                if let Some(words) = listed(word) {
                    return Meaning { words: Ok(words), read_as: false };
                }
                let own = settings.word(word).unwrap_or(word);
                // “IT / Finance”: each part is a word.
                let parts = split::parts(own).map(|part| listed(part).or_else(|| other(part)));
                let parts: Option<Vec<Vec<T>>> = parts.collect();
                if let Some(parts) = parts.filter(|parts| parts.len() > 1) {
                    return Meaning { words: Ok(parts.concat()), read_as: false };
                }
                match other(own) {
                    Some(words) => Meaning { words: Ok(words), read_as: true },
                    None => Meaning { words: own.parse().map(|word| vec![word]), read_as: false },
                }
            })
        };
        let mut known = Vec::new();
        for word in values {
            let meaning = meaning(&word);
            match &meaning.words {
                Ok(words) => {
                    if let (true, [found]) = (meaning.read_as, words.as_slice()) {
                        let message = format!("“{word}” is read as “{found}”");
                        let remedy =
                            "Write that word, or say under [words] in library.toml what yours means.";
                        self.say(field, "read-as", message, remedy.to_owned(), false);
                    }
                    for word in words {
                        if !known.contains(word) {
                            known.push(*word);
                        }
                    }
                }
                Err(error) => {
                    let message = format!("“{word}” is not a known {}", error.vocabulary);
                    let remedy = match is_near(&error.nearest, &word) {
                        true => format!("Did you mean “{}”? The word is left out until then.", error.nearest),
                        false => "docs/LIBRARY lists the words; [words] in library.toml says what one of yours means. \
                                  The word is left out until then."
                            .to_owned(),
                    };
                    self.say(field, "unknown-word", message, remedy, true);
                }
            }
        }
        known
    }

    /// Whom it is for: functions, and levels where the cell names people of no function (`CEO`).
    fn readers(&mut self, asset: &mut Asset) {
        asset.seniorities = self.known(Field::Seniorities);
        for word in self.list(Field::Personas, |word| words::level(word).is_some()) {
            let named = listed::<Persona>(Field::Personas, &word, self.settings).is_some();
            let level = words::level(&word).filter(|level| !named && !asset.seniorities.contains(level));
            asset.seniorities.extend(level);
        }
        asset.personas = self.known_or(Field::Personas, |word| match words::level(word) {
            Some(_) => Some(Vec::new()),
            None => role_named(word).persona.map(|persona| vec![persona]),
        });
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
        let values = self.list(field, |w| find(w).is_some());
        if values.iter().any(|value| find(value).is_none() && words::is_any(field, value)) {
            return names;
        }
        for word in values {
            match find(&word) {
                Some(name) if !names.contains(&name) => names.push(name),
                Some(_) => {}
                None => {
                    let nearest = known
                        .iter()
                        .filter(|(name, _)| is_near(name, &word))
                        .min_by_key(|(name, _)| edit_distance(&fold(name), &fold(&word)));
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
                let remedy = match url.contains(['.', '/']) {
                    true => "The asset has no link until then, and reps can't copy one.",
                    false => {
                        "Write the address itself, https://…: what stands behind a word in a cell is read where it is a plain link. \
                              The asset has no link until then."
                    }
                };
                let remedy = remedy.to_owned();
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
        let truth = field == Field::Released && release::truth(&text).is_some();
        if text.is_empty() || truth || words::is_never(&text) {
            return None;
        }
        let read = if field == Field::Expires { date::last_day } else { date::date };
        match read(&text, self.order) {
            Ok(date) => Some(date),
            Err(why) => {
                let remedy =
                    "Write it as YYYY-MM-DD, for example 2026-05-04, or set dates = \"day-first\" in library.toml. The cell is left out until then.".into();
                self.say(field, "bad-date", format!("“{text}” {}", why.words()), remedy, true);
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
    fn an_audience_that_is_not_understood_is_internal() {
        let (asset, found) = read_one(&[(Field::Audience, "tier two")]);
        assert_eq!((asset.audience, found.len()), (Audience::Internal, 1));
    }
}
