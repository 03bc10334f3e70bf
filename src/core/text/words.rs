//! Words of a text by UAX #29, with the cases that matter in collateral: codes and versions are kept whole and
//! in parts, elisions are cut, CJK runs become bigrams.

use super::fold::{fold, lower};
use super::segments::segments;
use crate::case;

/// How a word came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordKind {
    /// A word as it stands.
    Plain,
    /// Two neighbouring ideographs (or a single one that stands alone).
    Bigram,
    /// A compound as a whole: `v3.2`, `iso27001`, `email` for `e-mail`. Its parts follow at the same place.
    Whole,
    /// A part of the compound before it.
    Part,
}

/// One word of a text in any language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Lower case, accents kept, composed: what stemmers take.
    pub lower: String,
    /// Folded form if it differs from `lower`.
    folded: Option<String>,
    /// First byte in the text.
    pub start: usize,
    /// Byte after the last one.
    pub end: usize,
    /// Place among the words of the text, from 0; a compound and its first part share one.
    pub position: u32,
    /// How it came about.
    pub kind: WordKind,
    /// At least two letters, all capitals: `IT` is never the stop word “it”.
    pub capitals: bool,
}

impl Word {
    /// Lower case without accents: the form in which words are compared.
    pub fn folded(&self) -> &str {
        self.folded.as_deref().unwrap_or(&self.lower)
    }
}

/// Longest word in bytes; what is longer (base64, hashes) is cut so that no dictionary entry is.
const MAX_WORD: usize = 64;
/// A hyphenated word with a part of at most so many letters is also kept run together: `e-mail`, `co-op`.
const SHORT_PART: usize = 3;
const ELISIONS: &[&str] = &[
    "l", "d", "j", "m", "t", "s", "c", "n", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "un", "dell", "all",
    "nell", "sull", "dall", "quest", "quell",
];

/// The words of a text in reading order.
pub fn words(text: &str) -> Vec<Word> {
    let mut out = Words { words: Vec::with_capacity(text.len() / 6), position: 0 };
    let mut pending: Option<(usize, usize)> = None; // run of ideographs
    let mut segments = segments(text).peekable();
    while let Some((start, segment)) = segments.next() {
        let end = start + segment.len();
        if segment.chars().next().is_some_and(is_ideograph) {
            let run = match pending {
                Some((from, to)) if to == start => (from, end),
                Some((from, to)) => {
                    out.bigrams(text, from, to);
                    (start, end)
                }
                None => (start, end),
            };
            pending = Some(run);
            continue;
        }
        if let Some((from, to)) = pending.take() {
            out.bigrams(text, from, to);
        }
        let rest = text.get(end..).unwrap_or_default();
        if let Some(extra) = symbol_suffix(segment, rest) {
            out.compound(text, start, end + extra, &[(start, end)]);
            continue;
        }
        let mut number_end = end;
        while let Some((next, group)) = segments.next_if(|(next, group)| {
            let before = text.get(start..number_end).unwrap_or_default();
            continues_number(before, text.get(number_end..*next).unwrap_or_default(), group)
        }) {
            number_end = next + group.len();
        }
        if number_end > end {
            let number = digits(text.get(start..number_end).unwrap_or_default());
            out.number(&number, start, number_end);
            continue;
        }
        if let Some((next, other)) = segments.peek().copied()
            && joins(text, end, next, segment, other)
        {
            let to = next + other.len();
            if rest.starts_with('-') {
                let joined: String = [segment, other].concat();
                out.push_whole(&joined, start, to);
                out.simple(segment, start, WordKind::Part);
                out.simple(other, next, WordKind::Part);
            } else {
                out.compound(text, start, to, &[(start, end), (next, to)]);
            }
            segments.next();
            continue;
        }
        out.word(text, start, segment);
    }
    if let Some((from, to)) = pending {
        out.bigrams(text, from, to);
    }
    out.words
}

/// Han, Hiragana, Katakana, Hangul: scripts searched by bigrams.
fn is_ideograph(c: char) -> bool {
    matches!(u32::from(c),
        0x3040..=0x30FF | 0x31F0..=0x31FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xAC00..=0xD7AF
        | 0xF900..=0xFAFF | 0xFF66..=0xFF9D | 0x20000..=0x323AF)
}

/// How many bytes of `++` or `#` belong to a one-letter word before them (`C++`, `F#`).
fn symbol_suffix(segment: &str, rest: &str) -> Option<usize> {
    let one_letter = segment.len() == 1 && segment.bytes().all(|b| b.is_ascii_alphabetic());
    let suffix = ["++", "#"].into_iter().find(|s| rest.starts_with(s))?;
    let after = rest.get(suffix.len()..).unwrap_or_default();
    (one_letter && !after.starts_with(|c: char| c.is_alphanumeric())).then_some(suffix.len())
}

/// Whether two neighbouring segments are also one word: `R&D`, `e-mail`.
fn joins(text: &str, end: usize, next: usize, a: &str, b: &str) -> bool {
    let letters = |s: &str| s.chars().all(char::is_alphabetic);
    if !letters(a) || !letters(b) {
        return false;
    }
    let (la, lb) = (a.chars().count(), b.chars().count());
    match text.get(end..next) {
        Some("&") => la == 1 && lb == 1,
        Some("-" | "\u{2010}" | "\u{2011}") => la.min(lb) <= SHORT_PART && !b.chars().any(is_ideograph),
        _ => false,
    }
}

/// Whether a segment is the next group of a number's thousands, parted by a blank: `10 000`. A plain blank parts many things,
/// so only a round group follows one.
fn continues_number(before: &str, between: &str, group: &str) -> bool {
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let last = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let first_fits = (1..=3).contains(&last.len()) && digits(last) && !last.starts_with('0');
    let fits = first_fits || (before.len() > last.len() && last.len() == 3 && digits(last));
    fits && group.len() == 3
        && digits(group)
        && match between {
            "\u{a0}" | "\u{2009}" => true,
            " " => group == "000",
            _ => false,
        }
}

/// A number as it is compared: groups of three digits run together, whatever parts them, and a point before what is less
/// than one. `None` for what is no such number: `1.2.3`, `v3`.
fn plain_number(text: &str) -> Option<String> {
    let is_separator = |c: char| matches!(c, ',' | '.' | '\'' | '\u{2019}' | '\u{202f}' | '\u{2009}');
    if !text.starts_with(|c: char| c.is_ascii_digit())
        || !text.chars().all(|c| c.is_ascii_digit() || is_separator(c))
    {
        return None;
    }
    let (whole, last) = text.rsplit_once(is_separator)?;
    let separator = text.chars().nth(whole.chars().count())?;
    let thousands = |groups: &str| {
        let mut groups = groups.split(is_separator);
        let first = groups.next().unwrap_or_default();
        (1..=3).contains(&first.len()) && !first.starts_with('0') && groups.all(|group| group.len() == 3)
    };
    let alike = !whole.chars().any(|c| is_separator(c) && c != separator);
    if alike && thousands(text) {
        return Some(digits(text));
    }
    let grouped = whole.contains(is_separator);
    let decimal = matches!(separator, ',' | '.') && (!grouped || (!alike && thousands(whole)));
    decimal.then(|| [digits(whole).as_str(), ".", last].concat())
}

/// The digits of a text alone.
fn digits(text: &str) -> String {
    let mut digits = text.to_owned();
    digits.retain(|c| c.is_ascii_digit());
    digits
}

/// Letters parted by dots, run together: `U.S` → `US`, `Ph.D` → `PhD`. `None` for names such as `node.js`.
fn dotted(segment: &str) -> Option<String> {
    let short = |part: &str| (1..=2).contains(&part.chars().count()) && part.chars().all(char::is_alphabetic);
    (segment.contains('.') && segment.split('.').all(short)).then(|| segment.split('.').collect())
}

struct Words {
    words: Vec<Word>,
    position: u32,
}

impl Words {
    fn push(&mut self, source: &str, start: usize, end: usize, position: u32, kind: WordKind) {
        let lower = clip(&lower(source)).to_owned();
        let folded = if lower.is_ascii() { None } else { Some(fold(&lower)) };
        let capitals =
            source.len() > 1 && source.chars().all(case::is_capital) && source.chars().nth(1).is_some();
        self.words.push(Word { lower, folded, start, end, position, kind, capitals });
    }

    fn simple(&mut self, segment: &str, start: usize, kind: WordKind) {
        self.push(segment, start, start + segment.len(), self.position, kind);
        self.position = self.position.saturating_add(1);
    }

    fn push_whole(&mut self, joined: &str, start: usize, end: usize) {
        self.push(joined, start, end, self.position, WordKind::Whole);
    }

    /// A whole with its parts after it; nothing but the whole if there is only the same part.
    fn compound(&mut self, text: &str, start: usize, end: usize, parts: &[(usize, usize)]) {
        self.push_whole(text.get(start..end).unwrap_or_default(), start, end);
        for (from, to) in parts {
            self.simple(text.get(*from..*to).unwrap_or_default(), *from, WordKind::Part);
        }
    }

    fn bigrams(&mut self, text: &str, from: usize, to: usize) {
        let run = text.get(from..to).unwrap_or_default();
        let starts: Vec<usize> = run.char_indices().map(|(at, _)| from + at).collect();
        if let [only] = starts.as_slice() {
            self.simple(run, *only, WordKind::Bigram);
            return;
        }
        let ends = starts.iter().skip(2).copied().chain([to]);
        for (start, end) in starts.iter().zip(ends) {
            let pair = text.get(*start..end).unwrap_or_default();
            self.push(pair, *start, end, self.position, WordKind::Bigram);
            self.position = self.position.saturating_add(1);
        }
    }

    fn word(&mut self, text: &str, start: usize, segment: &str) {
        if segment.bytes().all(|b| b.is_ascii_lowercase()) {
            return self.simple(segment, start, WordKind::Plain); // the common case
        }
        if let Some(number) = plain_number(segment) {
            let end = start + segment.len();
            if !number.contains('.') {
                return self.number(&number, start, end);
            }
            self.push_whole(&number, start, end);
            for (from, to) in parts(segment, start) {
                self.simple(text.get(from..to).unwrap_or_default(), from, WordKind::Part);
            }
            return;
        }
        if let Some(letters) = dotted(segment) {
            self.push(&letters, start, start + segment.len(), self.position, WordKind::Plain);
            self.position = self.position.saturating_add(1);
            return;
        }
        if let Some((before, after)) = segment.split_once(['\'', '\u{2019}']) {
            return self.apostrophe(start, segment, before, after);
        }
        let digits = segment.chars().any(|c| c.is_ascii_digit());
        let parts = parts(segment, start);
        if parts.len() < 2 {
            return self.simple(segment, start, WordKind::Plain);
        }
        let end = start + segment.len();
        self.push_whole(segment, start, end);
        if digits && let Some(at) = segment.find(|c: char| c.is_ascii_digit()) {
            let number = segment.get(at..).unwrap_or_default();
            if at > 0 && number.contains('.') && number.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
                self.push(number, start + at, end, self.position + 1, WordKind::Whole); // 3.2 of v3.2
            }
        }
        for (from, to) in parts {
            self.simple(text.get(from..to).unwrap_or_default(), from, WordKind::Part);
        }
    }

    fn number(&mut self, number: &str, start: usize, end: usize) {
        self.push(number, start, end, self.position, WordKind::Plain);
        self.position = self.position.saturating_add(1);
    }

    /// `l'usine` → `usine`, `buyer's` → `buyer`, `don't` → `dont`.
    fn apostrophe(&mut self, start: usize, segment: &str, before: &str, after: &str) {
        let prefix = lower(before);
        if ELISIONS.contains(&&*prefix) && after.chars().count() > 1 {
            return self.simple(after, start + segment.len() - after.len(), WordKind::Plain);
        }
        if matches!(after, "s" | "S") || after.is_empty() {
            return self.simple(before, start, WordKind::Plain);
        }
        let joined: String = segment.chars().filter(|c| !matches!(c, '\'' | '\u{2019}')).collect();
        self.push(&joined, start, start + segment.len(), self.position, WordKind::Plain);
        self.position = self.position.saturating_add(1);
    }
}

/// Byte ranges of the runs of letters and of digits.
fn parts(segment: &str, offset: usize) -> Vec<(usize, usize)> {
    let class = |c: char| if c.is_alphabetic() { 1 } else { u8::from(c.is_numeric()) * 2 };
    let mut parts: Vec<(usize, usize)> = Vec::new();
    let mut last = 0;
    for (at, c) in segment.char_indices() {
        let class = class(c);
        let is_mark = class == 0 && !c.is_ascii();
        let (from, to) = (offset + at, offset + at + c.len_utf8());
        match parts.last_mut() {
            Some(part) if (class == last || is_mark) && part.1 == from => part.1 = to,
            _ if class != 0 => parts.push((from, to)),
            _ => {}
        }
        if !is_mark {
            last = class;
        }
    }
    parts
}

fn clip(word: &str) -> &str {
    let mut end = word.len().min(MAX_WORD);
    while !word.is_char_boundary(end) {
        end -= 1;
    }
    word.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Vec<(String, u32)> {
        words(text).into_iter().map(|w| (w.folded().to_owned(), w.position)).collect()
    }

    fn list(text: &str) -> String {
        words(text).iter().map(|w| w.folded().to_owned()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn codes_and_versions_are_kept_whole_and_in_parts() {
        assert_eq!(list("ISO 27001, SOC 2 and GDPR/DSGVO"), "iso 27001 soc 2 and gdpr dsgvo");
        assert_eq!(list("ISO27001"), "iso27001 iso 27001");
        assert_eq!(list("v3.2"), "v3.2 3.2 v 3 2");
        assert_eq!(list("C++ and C# by R&D"), "c++ c and c# c by r&d r d");
        assert_eq!(list("1,000 users"), "1000 users");
        assert_eq!(list("1.2.3 and node.js"), "1.2.3 1 2 3 and node.js node js");
        assert_eq!(
            at("ISO27001 x"),
            [("iso27001".into(), 0), ("iso".into(), 0), ("27001".into(), 1), ("x".into(), 2)]
        );
    }

    #[test]
    fn a_number_is_the_same_however_its_groups_are_parted() {
        for text in
            ["10000", "10,000", "10.000", "10'000", "10’000", "10 000", "10\u{a0}000", "10\u{202f}000"]
        {
            assert_eq!(list(text), "10000", "{text}");
        }
        assert_eq!(list("1 234 567 and 1\u{a0}234\u{a0}567"), "1 234 567 and 1234567");
        assert_eq!(list("99,9 % or 99.9 %"), "99.9 99 9 or 99.9 99 9");
        assert_eq!(list("1.234,56"), list("1,234.56"));
        assert_eq!(list("page 10 200 items"), "page 10 200 items");
    }

    #[test]
    fn letters_parted_by_dots_are_one_word_and_no_stop_word() {
        assert_eq!(list("U.S. and U.K., Ph.D., e.g. this"), "us and uk phd eg this");
        assert!(words("U.S.")[0].capitals && words("US")[0].capitals);
    }

    #[test]
    fn elisions_and_genitives_are_cut() {
        assert_eq!(list("l’usine d'Alderney: the buyer's don't"), "usine alderney the buyer dont");
    }

    #[test]
    fn short_hyphenated_words_are_also_kept_run_together() {
        assert_eq!(list("e-mail one-pager boundary-layer"), "email e mail onepager one pager boundary layer");
    }

    #[test]
    fn ideographs_become_bigrams() {
        assert_eq!(list("東京都 hello 株"), "東京 京都 hello 株");
    }

    #[test]
    fn offsets_point_into_the_text() {
        let text = "Straße für l’Été v3.2";
        for w in words(text) {
            assert!(text.get(w.start..w.end).is_some(), "{w:?}");
        }
        let w = &words(text)[2];
        assert_eq!(&text[w.start..w.end], "Été");
    }

    #[test]
    fn any_text_has_words_in_order() {
        for text in
            ["", "''' ’’ -- ..", "a\u{301}\u{301}", "\u{0}\u{ffff}", "x'", "'s", "日", "1.", "a_b_c__", "é́1́"]
        {
            let words = words(text);
            assert!(words.windows(2).all(|w| w[0].position <= w[1].position), "{text}");
        }
    }
}
