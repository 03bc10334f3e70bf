//! A text cut into its sentences.

/// The sentences of a text. Dots of abbreviations, numbers and initials end none.
pub fn sentences(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut begin = 0;
    for (at, c) in text.char_indices() {
        let after = at + c.len_utf8();
        let ends = match c {
            '。' | '！' | '？' => true,
            '.' | '!' | '?' | '…' => {
                let mut end = text
                    .get(after..)
                    .unwrap_or_default()
                    .trim_start_matches(['”', '"', '“', '’', '»', ')'])
                    .chars();
                let parted = end.next().is_none_or(char::is_whitespace);
                let next = end.find(|c| !c.is_whitespace());
                let before = text.get(begin..at).unwrap_or_default();
                let word = before.rsplit([' ', '(', '\u{a0}']).next().unwrap_or_default();
                let short = c == '.'
                    && (word.chars().count() <= 2
                        || word.contains('.')
                        || word.len() < 4 && word.chars().all(|c| c.is_ascii_digit())
                        || ABBREVIATIONS.contains(&word.to_lowercase().as_str()));
                parted && next.is_none_or(|c| !c.is_lowercase()) && !(short && next.is_some())
            }
            _ => false,
        };
        if ends {
            let rest = text.get(after..).unwrap_or_default();
            let marks = rest.len() - rest.trim_start_matches(['”', '"', '“', '’', '»', ')']).len();
            found.extend(text.get(begin..after + marks).map(str::trim));
            begin = after + marks;
        }
    }
    found.extend(text.get(begin..).map(str::trim).filter(|rest| !rest.is_empty()));
    found
}

const ABBREVIATIONS: [&str; 30] = [
    "mr", "mrs", "ms", "dr", "prof", "inc", "ltd", "corp", "co", "vs", "etc", "approx", "fig", "bzw", "ggf",
    "inkl", "exkl", "nr", "abs", "art", "mio", "mrd", "tel", "evtl", "usw", "env", "max", "min", "sog",
    "vgl",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_of_abbreviations_and_numbers_end_no_sentence() {
        let text = "It costs approx. 1.5 m a year, i.e. less than Dr. Osei said. Nobody asked why.";
        assert_eq!(sentences(text).len(), 2);
        assert_eq!(sentences("这是第一句。这是第二句。").len(), 2);
    }
}
