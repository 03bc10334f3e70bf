//! Names of companies: what is one, which two are the same, whose mail domain says nothing.

use super::address::{domain_label, registrable};
use super::clean::{MAX_NAME, fold, folded_words, key, keys_between, split_all, tidy, words_between};
use super::likeness::Likeness;
use crate::case::{any, count, trimmed, trimmed_end, without_front};
use crate::tables::{Table, WordList};

/// Legal forms as their letters alone, longest sequences of words joined. Source: PyPI cleanco 2.3 (MIT), cut to what
/// is common, with the German and Dutch combinations added.
static LEGAL_FORMS: WordList = WordList::new(Table::CompanyWords, "legal forms");

/// Domain endings that sites write behind their own name: `Chefkoch.de`.
static ENDINGS: WordList = WordList::new(Table::CompanyWords, "endings");

/// Names that are none: captions of pages, and what people write where they have no employer.
static NO_NAMES: WordList = WordList::new(Table::CompanyWords, "no names");
/// Captions of CRMs and networks, which stand where any name would.
static CAPTIONS: WordList = WordList::new(Table::NameWords, "no names");

/// How somebody is employed, or that he is not: `full-time`, `freelance`, `career break`.
static EMPLOYMENT: WordList = WordList::new(Table::CompanyWords, "employment");
/// Those that are names of firms too: they count with others.
static SOFT_EMPLOYMENT: WordList = WordList::new(Table::CompanyWords, "soft employment");
/// Words that stand beside those and say no employer either.
static BESIDE_EMPLOYMENT: WordList = WordList::new(Table::CompanyWords, "beside employment");
/// Words of durations and dates: `14 yrs 2 mos`, `mar. de 2019 – present`.
static TIMES: WordList = WordList::new(Table::CompanyWords, "times");

/// The words of a name that matter in comparing: folded, no punctuation, no legal form, no ending of a domain.
pub fn core_words(name: &str) -> Vec<String> {
    let name = name.split(['(', '®', '™']).next().filter(|n| any(n, char::is_alphanumeric)).unwrap_or(name);
    let name = without_ending(name);
    let mut tokens = keys_between(name, |c| c.is_whitespace() || matches!(c, ',' | '/' | '|' | '-' | '–'));
    let form = |joined: &str| LEGAL_FORMS.has(joined);
    loop {
        let longest = tokens.len().saturating_sub(1).min(4);
        let cut = (1..=longest).rev().find(|n| {
            let tail = tokens.get(tokens.len() - n..).unwrap_or_default();
            form(&tail.concat())
        });
        match cut {
            Some(n) => tokens.truncate(tokens.len() - n),
            None => break,
        }
    }
    if tokens.len() > 1 && tokens.first().is_some_and(|t| t == "the") {
        tokens.remove(0);
    }
    tokens
}

/// `Chefkoch.de` → `Chefkoch`; a name with blanks or without an ending is left alone.
pub(super) fn without_ending(name: &str) -> &str {
    let name = name.trim();
    let Some((stem, ending)) = name.split_once('.') else { return name };
    let stem = stem.strip_prefix("www.").unwrap_or(stem);
    let plain = !stem.is_empty() && !stem.contains(char::is_whitespace);
    if plain && ENDINGS.has(&ending.to_ascii_lowercase()) { stem } else { name }
}

/// Whether the name carries a legal form: then it is the legal owner's.
pub(super) fn has_legal_form(name: &str) -> bool {
    let all: String = name.split(['(', '®', '™']).next().map(key).unwrap_or_default();
    let core = core_words(name).concat();
    !core.is_empty()
        && core.len() < all.len()
        && without_ending(name) == name.trim()
        && !all.starts_with("the")
}

/// Whether a name ends with a legal form that is neither a family name nor a credential: `Corvid Freight GmbH`, `Holt S.L.`,
/// but not `Mei Co` or `Rohit Sharma, CA`.
pub(super) fn is_firm_for_certain(name: &str) -> bool {
    static CLEAR: WordList = WordList::new(Table::CompanyWords, "clear legal forms");
    let words = words_between(name, |c| matches!(c, ' ' | ','));
    let Some((last, rest)) = words.split_last() else { return false };
    let letters = key(last);
    let dotted = trimmed_end(last, |c| c == '.').contains('.');
    !rest.is_empty()
        && LEGAL_FORMS.has(&letters)
        && (CLEAR.has(&letters) || CLEAR.has(last) || (dotted && letters.len() < 4))
}

/// Whether a text is a caption of a CRM or a network: `Accounts`, `People also viewed`, `Contacts (18)`.
pub(super) fn is_caption(text: &str) -> bool {
    let folded = fold(text);
    let begins = |caption: &&str| {
        let rest = folded.strip_prefix(*caption);
        rest.is_some_and(|rest| !any(rest, char::is_alphabetic))
    };
    CAPTIONS.iter().any(begins)
}

/// Whether a word is a legal form by itself.
pub(super) fn is_legal_form(word: &str) -> bool {
    LEGAL_FORMS.has(&key(word))
}

/// Whether a text says how somebody is employed, for how long, or that he has no employer. `Remote` alone is a firm too.
pub(super) fn is_employment(text: &str) -> bool {
    let words = folded_words(text);
    let (mut employment, mut soft, mut number, mut time) = (false, false, false, false);
    for word in &words {
        if word.chars().all(|c| c.is_ascii_digit()) {
            number = true;
        } else if TIMES.has(word) {
            time = true;
        } else if EMPLOYMENT.has(word) {
            employment = true;
        } else if SOFT_EMPLOYMENT.has(word) {
            soft = true;
        } else if !BESIDE_EMPLOYMENT.has(word) {
            return false;
        }
    }
    employment || (soft && words.len() > 1) || (number && time)
}

/// Two spellings of one company give the same key.
pub(super) fn company_key(name: &str) -> String {
    core_words(name).concat()
}

/// Compares two names of companies.
pub(super) fn compare(a: &str, b: &str) -> Likeness {
    let (x, y) = (core_words(a), core_words(b));
    if x.is_empty() || y.is_empty() {
        return Likeness::Other;
    }
    let (joined_x, joined_y) = (x.concat(), y.concat());
    if joined_x == joined_y {
        return Likeness::Same;
    }
    let (short, long) = if x.len() <= y.len() { (&x, &y) } else { (&y, &x) };
    let inside = long.windows(short.len()).any(|w| w == short.as_slice());
    if inside && short.concat().chars().count() >= 3 { Likeness::Part } else { Likeness::Other }
}

/// `Logo of Brightwater Utilities`, `Brightwater Utilities logo`: what describes the picture of one.
fn without_logo(text: &str) -> &str {
    let folded = fold(text);
    let words = words_between(&folded, |c| c == ' ');
    let link = |word: &&str| {
        matches!(*word, "of" | "von" | "der" | "des" | "de" | "du" | "di" | "da" | "do" | "van" | "del")
    };
    match words.as_slice() {
        ["logo", second, ..] if link(second) => text.splitn(3, ' ').last().unwrap_or(text),
        [_, .., "logo"] => text.rsplit_once(' ').map_or(text, |(name, _)| name),
        _ => text,
    }
}

/// A value that may be a company's name, tidied; none for what is no name.
pub(super) fn company_name(value: &str) -> Option<String> {
    let text = tidy(value, MAX_NAME + 1);
    if text.chars().count() > MAX_NAME || text.contains("://") || text.contains('@') {
        return None;
    }
    // `Brightwater Utilities · Full-time`
    let mut text = text.as_str();
    for mark in [" · ", " • ", " | "] {
        let mut parts = split_all(&[text], mark);
        while parts.len() > 1
            && let Some(last) = parts.pop()
            && is_employment(last)
        {
            text = text.get(..text.len() - last.len() - mark.len()).unwrap_or_default();
        }
    }
    // `Company: Brightwater Utilities`
    let beside = |word: &String| BESIDE_EMPLOYMENT.has(word);
    let caption =
        |text: &str| is_caption(text) || NO_NAMES.has(&key(text)) || folded_words(text).iter().all(beside);
    let text = match text.split_once(": ").filter(|(before, _)| caption(before)) {
        // A button's description goes on: `Current company: Corvid. Click to skip …`.
        Some((_, name)) => {
            name.split_once(". ").filter(|(name, _)| !has_legal_form(name)).map_or(name, |(name, _)| name)
        }
        None => text,
    };
    let text = without_logo(text);
    let text = trimmed(text, |c| {
        c.is_whitespace()
            || matches!(c, '|' | '·' | '-' | '–' | ':' | ',' | '»' | '«' | '•' | '"' | '“' | '”')
    });
    let folded = key(text);
    let letters = count(text, char::is_alphabetic);
    let named = letters >= 2 || (folded.len() >= 2 && letters > 0);
    // Captions of one word are brands too.
    let none = NO_NAMES.has(&folded) || (text.contains(' ') && is_caption(text)) || is_employment(text);
    (named && !none && !text.contains(['<', '>', '{', '}'])).then(|| text.to_owned())
}

/// Whether everybody can have an address there, so that it says nothing of an employer.
///
/// `extension/words/free_mail.txt`: npm email-providers (ISC) without the names that are companies' own.
pub(super) fn is_free_mail(domain: &str) -> bool {
    static FAMILIES: WordList = WordList::new(Table::CompanyWords, "free mail");
    let domain = without_front(domain, "www.");
    let own = registrable(domain);
    FAMILIES.has(domain_label(domain)) || Table::FreeMail.rows().any(|d| d == own || d == domain)
}

/// Whether a domain is, or lies under, one of `domains`.
pub(super) fn is_under(domain: &str, domains: &[String]) -> bool {
    domains.iter().any(|own| {
        let own = fold(without_front(own.trim(), "www."));
        !own.is_empty()
            && (domain == own || domain.strip_suffix(own.as_str()).is_some_and(|head| head.ends_with('.')))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn legal_forms_do_not_count_in_comparing() {
        for (a, b) in [
            ("Talbruck Versicherung AG", "Talbruck Versicherung"),
            ("Kranich Logistik GmbH & Co. KG", "KRANICH LOGISTIK"),
            ("Vallée Optique S.A.S.", "Vallee Optique"),
            ("Alderney Mutual, Inc.", "The Alderney Mutual"),
            ("Chefkoch.de", "Chefkoch GmbH"),
            ("Lumen & Rafter Ltd", "Lumen & Rafter"),
            ("Corvid Freight Pty. Ltd.", "Corvid Freight"),
            ("Feuerwehrverband e. V. (DFV)", "Feuerwehrverband"),
        ] {
            assert_eq!(compare(a, b), Likeness::Same, "{a} / {b}");
        }
        assert_eq!(compare("Alderney Mutual", "Alderney"), Likeness::Part);
        assert_eq!(compare("Alderney Mutual", "Corvid Freight"), Likeness::Other);
        assert_eq!(compare("AG", "AG"), Likeness::Same);
        assert!(has_legal_form("Talbruck Versicherung AG"));
        assert!(!has_legal_form("Talbruck Versicherung"));
    }

    #[test]
    fn captions_and_addresses_are_no_companies() {
        for bad in [
            "Home",
            "",
            "—",
            "https://x.example",
            "a@b.example",
            "Self-employed",
            "<b>x</b>",
            &"x".repeat(500),
        ] {
            assert_eq!(company_name(bad), None, "{bad}");
        }
        assert_eq!(company_name(" Corvid\u{200b} Freight \n").as_deref(), Some("Corvid Freight"));
        assert_eq!(company_name("株式会社山田").as_deref(), Some("株式会社山田"));
        assert_eq!(company_name("3M").as_deref(), Some("3M"));
    }

    #[test]
    fn free_mail_is_told_from_company_mail() {
        for free in ["gmail.com", "yahoo.co.jp", "web.de", "orange.fr", "mail.yahoo.com", "t-online.de"] {
            assert!(is_free_mail(free), "{free}");
        }
        assert!(!is_free_mail("alderney.example"));
        assert!(is_under("app.harbourline.example", &["harbourline.example".to_owned()]));
        assert!(!is_under("notharbourline.example", &["harbourline.example".to_owned()]));
    }
}
