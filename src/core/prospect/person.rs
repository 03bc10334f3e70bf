//! Names of people, without what stands around them on a page.

use super::clean::{MAX_NAME, fold, key, keys_between, tidy, words_between};
use crate::case;
use crate::tables::{Table, WordList};

/// Honorifics and academic titles before a name, as letters alone.
static BEFORE: WordList = WordList::new(Table::NameWords, "before");

/// Credentials behind a name, as letters alone. Source: what is usual on business cards in the seven languages.
static AFTER: WordList = WordList::new(Table::NameWords, "after");

/// `she/her` behind a name, as letters alone.
static PRONOUNS: WordList = WordList::new(Table::NameWords, "pronouns");
/// Of those before, the ones that are names or words too: they count with a dot alone.
static WITH_DOT: WordList = WordList::new(Table::NameWords, "before, with a dot");
/// Captions that stand where a name would.
static NO_NAMES: WordList = WordList::new(Table::NameWords, "no names");

/// Emoji and other pictures.
fn is_picture(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{2bff}' | '\u{fe00}'..='\u{fe0f}' | '\u{1f000}'..='\u{1faff}' | '\u{200d}' | '®' | '™' | '©')
}

/// Whether everything behind a comma is credentials rather than a first name.
fn credentials(part: &str) -> bool {
    let words = words_between(part, |c| matches!(c, ' ' | '/' | ','));
    let one = |word: &&str| {
        let letters = key(word);
        let capitals = word.chars().filter(|c| case::is_capital(*c)).count();
        let lower = word.chars().filter(|c| c.is_alphabetic()).count().saturating_sub(capitals);
        AFTER.has(&letters)
            || word.trim_end_matches('.').contains('.')
            || (capitals >= 2 && capitals >= lower && letters.chars().count() <= 8)
            || letters.is_empty()
    };
    !words.is_empty() && words.iter().all(one)
}

/// A person's name out of a page's text: no unread count, pronouns, emoji, titles or credentials, first name first.
/// None when what is left is no name.
pub(super) fn person_name(value: &str) -> Option<String> {
    let text = tidy(value, MAX_NAME * 2);
    if text.chars().count() > MAX_NAME {
        return None;
    }
    let text = text.replace(is_picture, " ");
    let text = without_brackets(&text);
    let mut parts = Vec::new();
    for part in words_between(&text, |c| matches!(c, ',' | '|' | '•' | '·' | '،' | '，')) {
        let part = part.trim();
        if !part.is_empty() {
            if !parts.is_empty() && credentials(part) {
                break;
            }
            parts.push(part);
        }
    }
    let (first, rest) = parts.split_first()?;
    let whole = match rest.first() {
        // `Holt, Maren`: one part behind the comma that is no credential, three words at most.
        Some(given)
            if rest.len() == 1
                && text.contains(',')
                && given.split(' ').count() <= 3
                && first.split(' ').count() <= 4 =>
        {
            [given, " ", first].concat()
        }
        _ => (*first).to_owned(),
    };
    let mut words = words_between(&whole, |c| c == ' ');
    while words.len() > 1 && words.first().is_some_and(|w| titled(w)) {
        words.remove(0);
    }
    while words.len() > 2
        && words.last().is_some_and(|w| {
            AFTER.has(&key(w))
                && (w.len() < 3
                    || w.chars().filter(|c| case::is_capital(*c)).count() >= 2
                    || fold(w) == "jr."
                    || fold(w) == "sr.")
        })
    {
        words.pop();
    }
    let name = words.join(" ");
    let name = case::trimmed(&name, |c| {
        c.is_whitespace()
            || matches!(c, '-' | '–' | '—' | '"' | '“' | '”' | '\'' | ':' | ';' | '*' | '_' | '~')
    });
    is_name(name).then(|| name.to_owned())
}

fn titled(word: &str) -> bool {
    let dotted = word.ends_with('.');
    let letters = key(word);
    BEFORE.has(&letters) && (dotted || !WITH_DOT.has(&letters))
}

/// Drops `(3)`, `(she/her)`, `[he]` and nicknames in brackets.
fn without_brackets(text: &str) -> String {
    let mut out = String::new();
    let mut inside = 0u8;
    for c in text.chars() {
        match c {
            '(' | '[' | '{' | '（' | '「' => inside = inside.saturating_add(1),
            ')' | ']' | '}' | '）' | '」' if inside > 0 => inside -= 1,
            c if inside == 0 => out.push(c),
            _ => {}
        }
    }
    // Pronouns without brackets: `Maren Holt she/her`.
    let mut words = words_between(&out, char::is_whitespace);
    words.retain(|w| !(w.contains('/') && w.split('/').all(|p| PRONOUNS.has(&key(p)))));
    words.join(" ")
}

fn is_name(name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let digits = name.chars().filter(|c| c.is_numeric()).count();
    let words = name.split(' ').count();
    let folded = fold(name);
    letters >= 2
        && digits == 0
        && words <= 8
        && !name.contains(['@', '<', '>', '{', '}', '=', '\\', '/'])
        && !NO_NAMES.has(&folded)
}

/// Whether two names can be one person's: the same words, or one has words that the other leaves out.
pub(super) fn same_person(a: &str, b: &str) -> bool {
    let words = |name: &str| keys_between(&fold(name), |c| matches!(c, ' ' | '-'));
    let (x, y) = (words(a), words(b));
    if x.concat() == y.concat() {
        return !x.is_empty();
    }
    let (short, long) = if x.len() <= y.len() { (x, y) } else { (y, x) };
    short.len() >= 2 && short.iter().all(|w| long.contains(w))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_around_a_name_is_taken_away() {
        for (text, want) in [
            ("(3) Maren Holt", "Maren Holt"),
            ("Maren Holt (she/her)", "Maren Holt"),
            ("Maren Holt she/her", "Maren Holt"),
            ("Maren Holt 🚀✨", "Maren Holt"),
            ("Maren Holt, CPA, MBA", "Maren Holt"),
            ("Maren Holt, Ph.D.", "Maren Holt"),
            ("Maren Holt, SHRM-CP", "Maren Holt"),
            ("Holt, Maren", "Maren Holt"),
            ("Dr. Maren Holt", "Maren Holt"),
            ("Prof. Dr. med. Jürgen Ebner", "Jürgen Ebner"),
            ("Dipl.-Ing. Jürgen Ebner", "Jürgen Ebner"),
            ("Mme Élodie Vasseur", "Élodie Vasseur"),
            ("María-José de la Fuente", "María-José de la Fuente"),
            ("Jean-Luc d'Arcy Jr.", "Jean-Luc d'Arcy"),
            ("山田 太郎", "山田 太郎"),
            ("محمد الأحمد", "محمد الأحمد"),
            ("Maria (Mia) Holt", "Maria Holt"),
            ("MAREN HOLT MBA", "MAREN HOLT"),
            ("Maren \u{202e}Holt\u{202c}", "Maren Holt"),
            ("van der Berg, Pieter", "Pieter van der Berg"),
        ] {
            assert_eq!(person_name(text).as_deref(), Some(want), "{text}");
        }
    }

    #[test]
    fn what_is_no_name_is_none() {
        for bad in [
            "",
            "(3)",
            "maren@x.example",
            "LinkedIn Member",
            "<script>alert(1)</script>",
            "12345",
            &"a ".repeat(300),
            "🚀",
        ] {
            assert_eq!(person_name(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_middle_name_makes_no_other_person() {
        assert!(same_person("Maren Holt", "Maren K. Holt"));
        assert!(same_person("Maren Holt", "MAREN HÖLT"));
        assert!(!same_person("Maren Holt", "Maren Hill"));
        assert!(!same_person("Maren", "Maren Holt"));
    }
}
