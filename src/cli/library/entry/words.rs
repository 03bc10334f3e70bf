//! What people write in cells for a word of the vocabularies, for all of them, and for nothing: the list is `words/cells.tsv`.

use super::super::fields::Field;
use pitchside_core::catalogue::{AssetKind, Seniority, SizeBand, Vocabulary};
use pitchside_core::text::fold;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// The list, read once.
#[derive(Default)]
struct Words {
    /// By field and letters: words of the vocabulary, parted by `; `.
    meanings: HashMap<(Field, String), &'static str>,
    any: HashSet<String>,
    never: HashSet<String>,
    /// Without blanks: here punctuation counts.
    nothing: HashSet<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut words = Words::default();
    for line in include_str!("../words/cells.tsv").lines().filter(|line| !line.starts_with('#')) {
        let mut cells = line.split('\t');
        let (Some(field), Some(ours)) = (cells.next(), cells.next()) else { continue };
        match field {
            "any" => words.any.extend(cells.map(letters)),
            "never" => words.never.extend(cells.map(letters)),
            "nothing" => words.nothing.extend(cells.map(bare)),
            field => {
                let Some(field) = Field::ALL.iter().find(|known| known.name() == field) else { continue };
                for word in cells {
                    words.meanings.entry((*field, letters(word))).or_insert(ours);
                }
            }
        }
    }
    words
});

/// Letters and digits without case and accents.
fn letters(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Without blanks and case.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// The vocabulary's words for a word of a cell.
pub fn meaning<T: Vocabulary>(field: Field, word: &str) -> Option<Vec<T>> {
    if let Some(ours) = WORDS.meanings.get(&(field, letters(word))) {
        let words: Vec<T> = ours.split("; ").filter_map(T::named).collect();
        return (!words.is_empty()).then_some(words);
    }
    let bands = head_counts(word).filter(|_| field == Field::Sizes)?;
    Some(bands.into_iter().filter_map(|band| T::named(band.label())).collect())
}

/// The bands of a number of employees as people write it: `1-200`, `> 1.000 Mitarbeiter`, `10k+`.
fn head_counts(text: &str) -> Option<Vec<SizeBand>> {
    const PEOPLE: [&str; 14] = [
        "employees",
        "people",
        "fte",
        "mitarbeiter",
        "mitarbeitende",
        "ma",
        "salaries",
        "collaborateurs",
        "empleados",
        "dipendenti",
        "funcionarios",
        "colaboradores",
        "medewerkers",
        "headcount",
    ];
    const UP_TO: [&str; 10] = ["<", "≤", "upto", "under", "bis", "unter", "moinsde", "hasta", "finoa", "ate"];
    const FROM: [&str; 10] =
        [">", "≥", "over", "morethan", "ab", "uber", "plusde", "masde", "oltre", "maisde"];
    let mut numbers: Vec<u32> = Vec::new();
    let (mut words, mut between) = (String::new(), String::new());
    let folded = fold(text);
    let mut chars = folded.chars().peekable();
    while let Some(c) = chars.next() {
        if c.is_ascii_digit() {
            let mut digits = String::from(c);
            // A sign or blank before three digits parts thousands.
            while let Some(next) = chars.peek().copied() {
                let rest: String = chars.clone().skip(1).take(3).collect();
                let thousands = matches!(next, '.' | ',' | '’' | '\'' | ' ')
                    && rest.len() == 3
                    && rest.bytes().all(|b| b.is_ascii_digit())
                    && !chars.clone().nth(4).is_some_and(|c| c.is_ascii_digit());
                if next.is_ascii_digit() {
                    digits.push(next);
                } else if !thousands {
                    break;
                }
                chars.next();
            }
            let thousand = chars.next_if_eq(&'k').map_or(1, |_| 1000);
            numbers.push(digits.parse::<u32>().ok()?.checked_mul(thousand)?);
        } else if c.is_alphabetic() {
            words.push(c);
        } else if !c.is_whitespace() {
            between.push(c);
        }
    }
    let mut named = words.as_str();
    for people in PEOPLE {
        named = named.strip_suffix(people).unwrap_or(named);
    }
    let is = |list: &[&str]| list.iter().any(|sign| *sign == named || between.starts_with(sign));
    let (low, high) = match numbers.as_slice() {
        [low, high] if low <= high && matches!(named, "" | "to" | "bis" | "a") => (*low, *high),
        [high] if is(&UP_TO) => (0, high.saturating_sub(1)),
        // “10,000+” begins where the band below ends.
        [low] if is(&FROM) || between == "+" => (low.saturating_add(1), u32::MAX),
        [number] if named.is_empty() && words.len() > named.len() => (*number, *number),
        _ => return None,
    };
    let (low, high) = (SizeBand::from_employees(low), SizeBand::from_employees(high));
    Some(SizeBand::ALL.iter().copied().filter(|band| (low..=high).contains(band)).collect())
}

/// The kinds that a text is a name of; empty for other texts.
pub fn kinds_named(text: &str) -> Vec<AssetKind> {
    let exact = AssetKind::named(text).map(|kind| vec![kind]);
    exact.or_else(|| meaning(Field::Kind, text)).unwrap_or_default()
}

/// The level that a word names, of people of any function: `CEO`, `Vorstand`.
pub fn level(word: &str) -> Option<Seniority> {
    Seniority::named(word).or_else(|| meaning(Field::Seniorities, word)?.first().copied())
}

/// Whether a cell holds no value: `n/a`, `–`, `#NV`, `keine Angabe`.
pub fn is_nothing(text: &str) -> bool {
    let bare = bare(text);
    // A row of hashes is a value that was too wide for its column when the table was saved: it is lost, and to be said.
    let signs = !bare.chars().any(char::is_alphanumeric) && !bare.starts_with("##");
    !bare.is_empty() && (WORDS.nothing.contains(&bare) || signs)
}

/// Whether a word means that no value is left out: `All`, `weltweit`, `toutes les régions`.
pub fn is_any(field: Field, word: &str) -> bool {
    const ARTICLES: [&str; 12] =
        ["the", "die", "der", "les", "las", "los", "le", "i", "gli", "our", "os", "as"];
    if WORDS.any.contains(&letters(word)) {
        return true;
    }
    // “All industries”: a word for all and the name of the column.
    let mut parts = word.split_whitespace();
    let all = parts.next().is_some_and(|first| WORDS.any.contains(&letters(first)));
    let rest: Vec<&str> = parts.filter(|part| !ARTICLES.contains(&part.to_lowercase().as_str())).collect();
    all && Field::from_header(&rest.join(" ")) == Some(field)
}

/// Whether a date's cell says that there is no such day: `never`, `unbefristet`.
pub fn is_never(text: &str) -> bool {
    WORDS.never.contains(&letters(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_employees_are_bands() {
        use SizeBand::{Enterprise, Large, Medium, Small};
        for (text, right) in [
            ("1-200", &[Small][..]),
            ("201–1.000", &[Medium]),
            ("> 1,000 employees", &[Large, Enterprise]),
            ("10k+", &[Enterprise]),
            ("1.000+", &[Large, Enterprise]),
            ("<50", &[Small]),
            ("bis 250 Mitarbeiter", &[Small, Medium]),
            ("500 - 5 000", &[Medium, Large]),
            ("12 MA", &[Small]),
        ] {
            assert_eq!(head_counts(text).as_deref(), Some(right), "{text}");
        }
        for text in ["Tier 1", "2026", "1-2-3", "v2", "", "-"] {
            assert_eq!(head_counts(text), None, "{text}");
        }
    }

    #[test]
    fn nothing_and_all_are_told_by_words_and_signs() {
        for nothing in ["n/a", "N/A", "#N/A", "–", "-", "k. A.", "tbd", "...", "?"] {
            assert!(is_nothing(nothing), "{nothing}");
        }
        assert!(!is_nothing("NA") && !is_nothing("Finance") && !is_nothing(""));
        for any in ["All", "alle", "All industries", "toutes les branches", "Alle Branchen", "weltweit"] {
            assert!(is_any(Field::Industries, any), "{any}");
        }
        assert!(!is_any(Field::Industries, "All titles") && !is_any(Field::Industries, "Alliance"));
        assert!(is_never("No expiry") && is_never("unbefristet") && !is_never("2026"));
    }
}
