//! Industry wording → LinkedIn's taxonomy: labels and picklists exactly, descriptions by the words they use.
//!
//! `industry_words.tsv` holds per taxonomy id the wordings that CRMs and LinkedIn's first taxonomy use, in several
//! languages, and the words by which descriptions give an industry away.

use super::clean::{folded_words, head, key, split_all, tidy};
use super::patterns::{Pattern, WordsIn};
use crate::catalogue::Industry;
use crate::tables::{Table, WordList, alternatives};
use std::sync::OnceLock;

/// Folded wordings, ascending, each with its industry's id: `key<TAB>id` a line.
///
/// Sorting thousands of wordings took the panel 10 ms of its opening: there they come sorted
/// ([`Table::IndustryKeys`]).
pub fn industry_keys() -> String {
    let mut wordings: Vec<(String, Industry)> = Vec::new();
    for industry in Industry::all() {
        wordings.push((key(industry.label()), industry));
        wordings.push((plain_key(industry.label()), industry));
    }
    wordings.reverse(); // of equal labels the last one holds, before any wording
    Table::IndustryWords.each(&mut |[id, cell, ..]| {
        let Some(industry) = id.parse().ok().and_then(Industry::from_id) else { return };
        for wording in alternatives(cell) {
            wordings.push((plain_key(wording), industry));
        }
    });
    crate::order::sort_by(&mut wordings, |a, b| a.0.cmp(&b.0));
    wordings.dedup_by(|later, first| later.0 == first.0);
    wordings.iter().map(|(key, industry)| format!("{key}\t{}\n", industry.id())).collect()
}

/// The rows of [`industry_keys`], taken apart.
fn wordings() -> &'static [(&'static str, &'static str)] {
    static TABLE: OnceLock<Vec<(&str, &str)>> = OnceLock::new();
    TABLE.get_or_init(|| {
        #[cfg(feature = "embedded")]
        let rows = {
            static KEYS: OnceLock<String> = OnceLock::new();
            KEYS.get_or_init(industry_keys).lines()
        };
        #[cfg(not(feature = "embedded"))]
        let rows = Table::IndustryKeys.rows();
        let mut wordings = Vec::new();
        for row in rows {
            if let Some(wording) = row.split_once('\t') {
                wordings.push(wording);
            }
        }
        wordings
    })
}

/// Words of descriptions: industry, weight 1 to 5, pattern.
fn hints() -> &'static [(Industry, u8, Pattern)] {
    static TABLE: OnceLock<Vec<(Industry, u8, Pattern)>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut words = Vec::new();
        Table::IndustryWords.each(&mut |[id, _, cell, ..]| {
            let Some(industry) = id.parse().ok().and_then(Industry::from_id) else { return };
            for word in alternatives(cell) {
                let digit =
                    word.chars().next().and_then(|c| c.to_digit(10)).and_then(|d| u8::try_from(d).ok());
                let text = if digit.is_some() { word.get(1..).unwrap_or(word) } else { word };
                words.push((industry, digit.unwrap_or(2), Pattern::new(text)));
            }
        });
        words
    })
}

/// Words of a label that do not tell two industries apart.
static FILLERS: WordList = WordList::new(Table::CompanyWords, "industry fillers");

/// Letters and digits without the words for “and”: `Food & Beverages`, `FOOD_AND_BEVERAGES` are one.
fn plain_key(wording: &str) -> String {
    let words = folded_words(wording);
    let words = words.iter().filter(|word| !FILLERS.has(word));
    words.map(String::as_str).collect()
}

/// The industry of a label, a picklist's value or a short wording such as `COMPUTER_SOFTWARE`, `Versicherungen`,
/// `Entertainment & Leisure`; none for unknown words (`Other` among them).
pub fn industry_of(wording: &str) -> Option<Industry> {
    let text = tidy(wording, 120);
    if plain_key(&text).is_empty() {
        return None;
    }
    let known = |text: &str| {
        let wordings = wordings();
        let find = |wanted: String| wordings.binary_search_by(|(wording, _)| (*wording).cmp(&wanted)).ok();
        let at = find(key(text)).or_else(|| find(plain_key(text)))?;
        wordings.get(at).and_then(|(_, id)| Industry::from_id(id.parse().ok()?))
    };
    if let Some(industry) = known(&text) {
        return Some(industry);
    }
    let mut parts = Vec::new();
    for part in text.split(['/', ',', ';', '>', '|', '(', ')', ':', '–']) {
        parts.push(part);
    }
    for mark in [" - ", "&", " and ", " und ", " et "] {
        parts.append(&mut split_all(&[&text], mark));
    }
    for part in parts {
        let part = part.trim();
        if !part.is_empty()
            && part != text
            && let Some(industry) = known(part)
        {
            return Some(industry);
        }
    }
    // A few words that no list has: as a description, if it is short enough to be a label.
    if text.split(' ').count() <= 6 { industry_in(&text) } else { None }
}

/// An industry that a text names: its score and where its first word stands.
type Named = (Industry, u32, usize);

/// Adds a word's score to the few that a text names.
fn add(named: &mut Vec<Named>, industry: Industry, score: u32, at: usize) {
    match named.iter_mut().find(|(known, ..)| *known == industry) {
        Some((_, sum, first)) => {
            *sum += score;
            *first = at.min(*first);
        }
        None => named.push((industry, score, at)),
    }
}

/// The industry that a description's words suggest: a leaf where one stands out, else its sector; none where nothing
/// does. A guess, to be shown as one.
pub fn industry_in(text: &str) -> Option<Industry> {
    let text = WordsIn::new(&tidy(head(text, 8_000), 2_000));
    if text.len() < 4 {
        return None;
    }
    let customers = text.behind_for();
    let mut industries: Vec<Named> = Vec::new();
    for (industry, weight, pattern) in hints() {
        if let Some(at) = pattern.find_in(&text) {
            // What a firm is stands at the beginning of its description; behind “for” stand its customers.
            let place = if (customers..customers + 120).contains(&at) {
                1
            } else if at < 90 {
                4
            } else {
                2
            };
            let length = u32::from(pattern.len() > 9);
            let score = (u32::from(*weight) + length) * place;
            add(&mut industries, *industry, score, at);
        }
    }
    let mut sectors: Vec<Named> = Vec::new();
    for (industry, score, at) in &industries {
        add(&mut sectors, industry.sector(), *score, *at);
    }
    let (mut sector, mut total, mut first) = *sectors.first()?;
    for &(other, score, at) in &sectors {
        // Of equal scores the one named first, then the one with the lower id.
        if (score, first, sector.id()) > (total, at, other.id()) {
            (sector, total, first) = (other, score, at);
        }
    }
    if total < 6 {
        return None;
    }
    let mut leaf: Option<(Industry, u32)> = None;
    for &(industry, score, _) in &industries {
        let better = |(best, high): (Industry, u32)| (score, best.id()) > (high, industry.id());
        if industry.sector() == sector && leaf.is_none_or(better) {
            leaf = Some((industry, score));
        }
    }
    leaf.filter(|(_, score)| *score * 10 >= total * 6).map(|(industry, _)| industry).or(Some(sector))
}
