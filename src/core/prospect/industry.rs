//! Industry wording → LinkedIn's taxonomy: labels and picklists exactly, descriptions by the words they use.
//!
//! `industry_words.tsv` holds per taxonomy id the wordings that CRMs and LinkedIn's first taxonomy use, in several
//! languages, and the words by which descriptions give an industry away.

use super::classifier;
use super::clean::{folded_words, head, key, split_all, tidy};
use super::patterns::{Pattern, Shortlist, WordsIn, spaced};
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

/// Words of descriptions: industry, weight 1 to 9, pattern. Those without an industry cover shorter ones.
type Hint = (Option<Industry>, u8, Pattern);

fn hints() -> &'static (Vec<Hint>, Shortlist) {
    static TABLE: OnceLock<(Vec<Hint>, Shortlist)> = OnceLock::new();
    TABLE.get_or_init(|| {
        let (mut words, mut shortlist) = (Vec::new(), Shortlist::default());
        Table::IndustryWords.each(&mut |[id, _, cell, ..]| {
            let industry = id.parse().ok().and_then(Industry::from_id);
            for word in alternatives(cell) {
                let digit =
                    word.chars().next().and_then(|c| c.to_digit(10)).and_then(|d| u8::try_from(d).ok());
                let text = if digit.is_some() { word.get(1..).unwrap_or(word) } else { word };
                let pattern = Pattern::new(text);
                shortlist.add(&pattern);
                words.push((industry, digit.unwrap_or(2), pattern));
            }
        });
        shortlist.sort();
        (words, shortlist)
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
    // A few words that no list has whole: by those that it has, if it is short enough to be a label.
    let short = wording.split_whitespace().count() <= 6;
    industry_named(wording).or_else(|| if short { industry_listed(wording) } else { None })
}

/// The industry that a text's listed words give away.
fn industry_listed(text: &str) -> Option<Industry> {
    let industries = listed(&tidy(head(text, 8_000), 2_000));
    let sector = listed_sector(&industries)?;
    leaf(&industries, sector).or(Some(sector))
}

/// The industry of a label that a list has, whole or in part, or of a national classification's code.
pub(super) fn industry_named(wording: &str) -> Option<Industry> {
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
    if let Some((coded, title)) = code_of(&text) {
        // Codes are certain about the sector, titles about more.
        let titled = industry_listed(&title);
        for length in (2..=coded.len()).rev() {
            if let Some(industry) = coded.get(..length).and_then(known) {
                return titled.filter(|t| t.sector() == industry.sector()).or(Some(industry));
            }
        }
        return titled;
    }
    let words = folded_words(&text);
    let mut parts = Vec::new();
    for part in text.split(['/', ',', ';', '>', '|', '(', ')', ':', '–']) {
        parts.push(part);
    }
    for mark in [" - ", "&", " and ", " und ", " et "] {
        parts.append(&mut split_all(&[&text], mark));
    }
    // Of “a bank for doctors and dentists” no part is a label.
    if words.iter().any(|word| CUSTOMER_BEHIND.has(word) || OWN_BEHIND.has(word)) {
        parts.clear();
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
    None
}

/// National classifications: their divisions are those of NACE, of NAICS or of the American SIC.
static CODES: WordList = WordList::new(Table::CompanyWords, "industry codes");

/// `CNAE 0121 Cultivo de la vid` → `nace0121`, and what stands beside the code.
fn code_of(text: &str) -> Option<(String, String)> {
    let words = folded_words(text);
    let at = words.iter().position(|word| CODES.has(word))?;
    let is_code = |word: &String| word.starts_with(|c: char| c.is_ascii_digit());
    let (mut digits, mut title) = (String::new(), String::new());
    for (place, word) in words.iter().enumerate() {
        if place == at + 1 || (place == at + 2 && word.len() <= 3 && digits.len() <= 2) || place == at + 3 {
            if is_code(word) {
                digits.extend(word.chars().filter(char::is_ascii_digit));
                continue;
            }
            if place == at + 1 {
                return None;
            }
        }
        if place != at {
            title.push_str(word);
            title.push(' ');
        }
    }
    let system = match words.get(at).map(String::as_str) {
        Some("naics" | "scian") => "naics",
        Some("sic") if digits.len() <= 4 => "sic",
        _ => "nace",
    };
    Some(([system, &digits].concat(), title))
}

/// Words behind which a customer stands: `for`, and what is done to him: `help`, `give`.
static CUSTOMER_BEHIND: WordList = WordList::new(Table::CompanyWords, "customer behind");
/// Of those, the ones whose customer ends at an article: `give plumbers an app`.
static CUSTOMER_GIVEN: WordList = WordList::new(Table::CompanyWords, "customer given");
/// Words behind which the firm's own means stand: `with`, `we`.
static OWN_BEHIND: WordList = WordList::new(Table::CompanyWords, "own behind");
/// Heads that take an attribute of another trade: `accounting software`, `escuela de cocina`.
static HEADS: WordList = WordList::new(Table::CompanyWords, "industry heads");
/// Words between a head and the attribute behind it.
static OF: WordList = WordList::new(Table::CompanyWords, "of");
/// Articles behind a customer.
static ARTICLES: WordList = WordList::new(Table::CompanyWords, "articles");

/// Where a text speaks of customers: from `for` on to the sentence's end or to `with`.
fn customers(text: &WordsIn, ends: &[usize]) -> Vec<(usize, usize)> {
    let words = text.words();
    let mut spans = Vec::new();
    let mut open: Option<(usize, bool)> = None;
    let mut ended = 0;
    for (place, (at, word)) in words.iter().enumerate() {
        let now_ended = ends.iter().filter(|end| *end <= at).count();
        let next = words.get(place + 1).map_or("", |(_, next)| next);
        if let Some((start, given)) = open
            && (now_ended > ended || OWN_BEHIND.has(word) || (given && ARTICLES.has(word)))
        {
            spans.push((start, *at));
            open = None;
        }
        ended = now_ended;
        let lasting = next.starts_with(|c: char| c.is_ascii_digit());
        if open.is_none() && !lasting && (CUSTOMER_BEHIND.has(word) || CUSTOMER_GIVEN.has(word)) {
            open = Some((*at + word.len(), CUSTOMER_GIVEN.has(word)));
        }
    }
    spans.extend(open.map(|(start, _)| (start, usize::MAX)));
    spans
}

/// Whether a hint is the attribute of another: its head follows (`accounting software`), or stands before with `of`
/// between (`escuela de cocina`).
fn is_attribute(words: &[(usize, &str)], hint: &Found, found: &[Found]) -> bool {
    let Some(first) = words.iter().rposition(|(start, _)| *start <= hint.at) else { return false };
    let named = |from: usize, to: usize| found.iter().any(|other| other.at < to && from < other.end);
    if let Some((start, word)) = words.iter().find(|(start, _)| *start >= hint.end)
        && HEADS.has(word)
        && found.iter().any(|other| other.at == *start)
    {
        return true;
    }
    match words.get(first.saturating_sub(2)..first) {
        Some([(head, _), (of, word)]) => OF.has(word) && named(*head, *of),
        _ => false,
    }
}

/// A hint that stands in a text: where, to where, how much its pattern says, and which.
struct Found {
    at: usize,
    end: usize,
    length: usize,
    industry: Option<Industry>,
    weight: u32,
}

/// The hints in a text, without those that a longer one covers: `market towns` is no market.
fn found_in(text: &WordsIn) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut places = Vec::new();
    let (hints, shortlist) = hints();
    for at in shortlist.of(text) {
        let Some((industry, weight, pattern)) = hints.get(at as usize) else { continue };
        places.clear();
        pattern.places_in(text, &mut places);
        // The head of a compound stands at its end: `Lebensmittelgrosshandel` trades.
        let length = pattern.len() + if pattern.is_tail() { 4 } else { 0 };
        for &at in &places {
            let end = at + pattern.len();
            found.push(Found { at, end, length, industry: *industry, weight: u32::from(*weight) });
        }
    }
    let mut kept = Vec::new();
    for hint in &found {
        let sector = hint.industry.map(|i| i.sector());
        let covers = |other: &&Found| {
            other.length > hint.length
                && other.at < hint.end
                && hint.at < other.end
                && other.industry.map(|i| i.sector()) != sector
        };
        kept.push(!found.iter().any(|other| covers(&other)));
    }
    let mut kept = kept.into_iter();
    found.retain(|hint| kept.next().unwrap_or_default() && hint.industry.is_some());
    found
}

/// An industry that a text names: its best score, the sum of the others and where its first word stands.
type Named = (Industry, u32, u32, usize);

/// Adds a word's score to the few that a text names.
fn add(named: &mut Vec<Named>, industry: Industry, score: u32, at: usize) {
    match named.iter_mut().find(|(known, ..)| *known == industry) {
        Some((_, best, others, first)) => {
            *others += score.min(*best);
            *best = score.max(*best);
            *first = at.min(*first);
        }
        None => named.push((industry, score, 0, at)),
    }
}

/// The strongest word decides, the others help it.
fn total(named: &Named) -> u32 {
    named.1 * 4 + named.2
}

/// How much the word lists' sector counts beside the model's scores: the best of six on the training texts, each quarter judged by a
/// model of the others, when there were a third of them.
const LISTED: f32 = 2.0;
/// From this lead over the second on, a sector is clear. At 2 it was right nine times in ten on texts that the model had not seen; one
/// higher, because real pages are not written to be understood.
const CLEAR: f32 = 3.0;
/// Without a listed word a lead below this is none.
const LEAST_LEAD: f32 = 1.0;

/// The industry that a description's words suggest: a leaf where one stands out, else its sector; none where nothing
/// does. A guess, to be shown as one.
pub fn industry_in(text: &str) -> Option<Industry> {
    industry_told(text).map(|(industry, _)| industry)
}

/// The same, and whether it is clear.
pub(super) fn industry_told(text: &str) -> Option<(Industry, bool)> {
    let tidied = tidy(head(text, 8_000), 2_000);
    let industries = listed(&tidied);
    let listed = listed_sector(&industries);
    let id = listed.map(|sector| sector.id().to_string());
    let known = id.as_deref().map(|id| (id, LISTED));
    let (class, lead) = classifier::likeliest(Table::IndustryModel, &tidied, known)?;
    let sector = Industry::from_id(class.parse().ok()?)?;
    if listed.is_none() && lead < LEAST_LEAD {
        return None;
    }
    Some((leaf(&industries, sector).unwrap_or(sector), lead > CLEAR))
}

/// The industries whose listed words a text has.
fn listed(tidied: &str) -> Vec<Named> {
    let text = WordsIn::new(tidied);
    let mut industries: Vec<Named> = Vec::new();
    if text.len() < 4 {
        return industries;
    }
    // The folded length of what stands before a sentence's end tells where it is.
    let mut ends = Vec::new();
    for (at, _) in tidied.match_indices(['.', '!', '?', ';', ':', '\u{2014}', '\u{2013}']) {
        ends.push(spaced(tidied.get(..at).unwrap_or_default()).len());
    }
    let customers = customers(&text, &ends);
    let words = text.words();
    let found = found_in(&text);
    for hint in &found {
        let Some(industry) = hint.industry else { continue };
        // What a firm is stands at the beginning of its description; behind “for” stand its customers.
        let place = if is_attribute(&words, hint, &found)
            || customers.iter().any(|(start, end)| (*start..*end).contains(&hint.at))
        {
            1
        } else if hint.at < 160 {
            4
        } else {
            2
        };
        add(&mut industries, industry, hint.weight * place, hint.at);
    }
    industries
}

/// The sector of which most is listed, if that is enough.
fn listed_sector(industries: &[Named]) -> Option<Industry> {
    let mut sectors: Vec<Named> = Vec::new();
    for &(industry, best, others, at) in industries {
        add(&mut sectors, industry.sector(), best, at);
        if let Some(last) = sectors.iter_mut().find(|(known, ..)| *known == industry.sector()) {
            last.2 += others;
        }
    }
    let mut chosen = *sectors.first()?;
    for other in &sectors {
        // Of equal scores the one named first, then the one with the lower id.
        if (total(other), chosen.3, chosen.0.id()) > (total(&chosen), other.3, other.0.id()) {
            chosen = *other;
        }
    }
    (total(&chosen) >= 36).then_some(chosen.0)
}

/// The industry of a sector that stands out among those listed.
fn leaf(industries: &[Named], sector: Industry) -> Option<Industry> {
    let mut leaf: Option<Named> = None;
    let mut sum = 0;
    for named in industries {
        if named.0.sector() != sector {
            continue;
        }
        sum += total(named);
        let better = |best: Named| (total(named), best.0.id()) > (total(&best), named.0.id());
        if leaf.is_none_or(better) {
            leaf = Some(*named);
        }
    }
    leaf.filter(|named| total(named) * 10 >= sum * 6).map(|named| named.0)
}
