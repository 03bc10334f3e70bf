//! Where an account is: country names in seven languages, US states, big cities, endings of domains.

use super::address::registrable;
use super::clean::{key, tidy};
use super::patterns::{Pattern, patterns, spaced};
use crate::case::{all, first_word};
use crate::catalogue::{LanguageTag, Region};
use crate::tables::{Table, alternatives};
use std::sync::OnceLock;

/// A country with what follows from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// ISO 3166 code in upper case.
    pub country: &'static str,
    /// Part of the world.
    pub region: Region,
    /// The language in which most of its business is done; none where there are several or it is no common one.
    pub language: Option<LanguageTag>,
}

struct Row {
    place: Place,
    names: Vec<Pattern>,
    cities: Vec<Pattern>,
    states: Vec<&'static str>,
}

fn table() -> &'static [Row] {
    static TABLE: OnceLock<Vec<Row>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut rows = Vec::new();
        Table::Places.each(&mut |[country, region, language, names, cities, states]| {
            let region = match region {
                "E" => Region::Europe,
                "N" => Region::NorthAmerica,
                "L" => Region::LatinAmerica,
                "A" => Region::AsiaPacific,
                _ => Region::MiddleEastAfrica,
            };
            let place = Place { country, region, language: language.parse().ok() };
            let (names, cities, states) = (patterns(names), patterns(cities), alternatives(states));
            rows.push(Row { place, names, cities, states });
        });
        rows
    })
}

/// The country that a location names: `Zürich, Schweiz`, `Greater Boston`, `12 Quay St, Bristol BS1, United Kingdom`, `DE`.
///
/// The country named last counts, as addresses end with it; a city or state only where no country is named.
pub fn place_of(wording: &str) -> Option<Place> {
    let wording = tidy(wording, 240);
    let text = spaced(&wording);
    let code = wording.trim();
    if code.len() == 2 && all(code, |c| c.is_ascii_alphabetic()) {
        let code = code.to_ascii_uppercase();
        return table()
            .iter()
            .find(|row| row.place.country == code || (code == "UK" && row.place.country == "GB"))
            .map(|r| r.place);
    }
    let last = |of: fn(&Row) -> &[Pattern]| {
        let (mut best, mut last) = ((0, 0), None);
        for row in table() {
            for pattern in of(row) {
                let Some(at) = pattern.find(&text) else { continue };
                let end = (at + pattern.len(), pattern.len());
                if end >= best {
                    (best, last) = (end, Some(row.place));
                }
            }
        }
        last
    };
    last(|row| &row.names).or_else(|| last(|row| &row.cities)).or_else(|| of_state(&wording))
}

/// Whether a text is nothing but the name of a country, state or city.
pub(super) fn is_place(text: &str) -> bool {
    let text = spaced(text);
    let whole = |pattern: &Pattern| pattern.len() + 2 == text.len() && pattern.find(&text).is_some();
    text.len() > 3 && table().iter().any(|row| row.names.iter().any(whole) || row.cities.iter().any(whole))
}

/// `Boston, MA 02110`: the letters of a state behind the last comma.
fn of_state(wording: &str) -> Option<Place> {
    let state = first_word(wording.rsplit_once(',')?.1.trim());
    table().iter().find(|row| row.states.contains(&state)).map(|row| row.place)
}

/// The country of a domain's ending; a guess. Endings that are sold to everybody (`.io`, `.co`, `.ai`) say nothing.
pub fn place_of_domain(domain: &str) -> Option<Place> {
    let ending = registrable(domain).rsplit('.').next().map(key)?;
    let code = match ending.as_str() {
        "uk" => "GB".to_owned(),
        "co" | "io" | "ai" | "me" | "tv" | "ly" | "cc" => return None,
        two if two.len() == 2 => two.to_ascii_uppercase(),
        _ => return None,
    };
    table().iter().find(|row| row.place.country == code).map(|r| r.place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_states_and_cities_are_placed() {
        for (text, want) in [
            ("Zürich, Schweiz", "CH"),
            ("Greater Boston", "US"),
            ("Boston, Massachusetts, United States", "US"),
            ("Springfield, IL 62701", "US"),
            ("12 Quay St, Bristol BS1, United Kingdom", "GB"),
            ("München und Umgebung", "DE"),
            ("Milano, Lombardia, Italia", "IT"),
            ("Région de Paris, France", "FR"),
            ("Lisboa, Portugal", "PT"),
            ("São Paulo e região", "BR"),
            ("Den Haag", "NL"),
            ("DE", "DE"),
            ("us", "US"),
            ("東京, 日本", "JP"),
            ("Rue de Londres 3, 1050 Bruxelles, Belgique", "BE"),
        ] {
            assert_eq!(place_of(text).map(|p| p.country), Some(want), "{text}");
        }
        for none in ["", "Remote", "EMEA", "Hauptstraße 5"] {
            assert_eq!(place_of(none), None, "{none}");
        }
        assert_eq!(place_of_domain("shop.pinemarket.co.uk").map(|p| p.country), Some("GB"));
        assert_eq!(place_of_domain("pinemarket.io"), None);
    }
}
