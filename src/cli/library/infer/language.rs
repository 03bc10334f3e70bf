//! The language of a text: by its script, by the little words of the languages that are searched, by its letters' neighbours.

use super::super::extract::Document;
use super::super::settings::Settings;
use super::Found;
use pitchside_core::catalogue::{Asset, LanguageTag};
use std::collections::HashSet;
use std::sync::LazyLock;
use whatlang::{Detector, Lang};

/// Words with letters, from which a text's language can be told for certain.
const ENOUGH_WORDS: usize = 20;
/// Little words that tell a language, and how many times as many as of the next one.
const ENOUGH_LITTLE: usize = 5;
const TIMES: usize = 2;
/// Bytes of the text that are looked at.
const LOOKED_AT: usize = 8000;

/// Little words of the languages that are written in Latin letters and searched by their grammar; none of them is another's.
static LITTLE: LazyLock<[(LanguageTag, HashSet<&'static str>); 7]> = LazyLock::new(|| {
    let of = |code: &[u8; 2], words: &'static str| {
        (LanguageTag::from_code(*code).unwrap_or(LanguageTag::ENGLISH), words.split(' ').collect())
    };
    [
        of(
            b"en",
            "the and of to is are with for that this from you your by we our have has it be will can or not at which their these all more how what",
        ),
        of(
            b"de",
            "der die das und ist nicht mit für von dem den ein eine auf sich werden wird auch als bei nach zur zum über oder sind im wie wir sie ihre durch",
        ),
        of(
            b"fr",
            "le les des et est une du pour dans sur avec par au aux qui vous votre nous sont plus ce cette ou leur être",
        ),
        of(
            b"es",
            "el los las y del una para con por que se su como más sus son es esta este lo al pero sin sobre",
        ),
        of(
            b"it",
            "il gli della di e un per con che del alla sono dei delle nel più è questo anche non si dal nella",
        ),
        of(
            b"pt",
            "o os as do da dos das e em um uma para com por não que mais são no na ao pela pelo seu sua é",
        ),
        of(
            b"nl",
            "de het een van en voor met op te zijn dat niet aan er om ook bij uw wij worden wordt naar door of deze",
        ),
    ]
});

/// By the text when it is long enough to be sure, else as the file declares, else the library's first. Numbers and names
/// of things are no language: only words of letters count.
pub fn of(asset: &Asset, document: Option<&Document>, settings: &Settings) -> Found<LanguageTag> {
    let mut text = format!("{}. {} ", asset.title, asset.summary);
    for block in document.iter().flat_map(|d| &d.blocks) {
        if text.len() > LOOKED_AT {
            break;
        }
        text.push_str(&block.heading);
        text.push_str(". ");
        text.push_str(&block.text);
        text.push(' ');
    }
    let named = &settings.library.languages;
    if let Some(language) = of_text(&text, named) {
        return Found::read(language, "its text is in it");
    }
    let declared = document.and_then(|d| d.language.parse().ok());
    // Templates declare what they were made in: only one that the library has is believed.
    if let Some(language) = declared.filter(|language| named.is_empty() || named.contains(language)) {
        return Found::guessed(language, "the file declares it");
    }
    let first = named.first().copied();
    Found::guessed(first.unwrap_or(LanguageTag::ENGLISH), "the library’s first language")
}

/// The language of a text, if it tells; where it may be one of several, one of `named`.
pub fn of_text(text: &str, named: &[LanguageTag]) -> Option<LanguageTag> {
    if let Some(language) = by_script(text) {
        return Some(language);
    }
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphabetic() && c != '\'' && c != '’')
        .filter(|word| word.chars().count() > 1 || matches!(*word, "y" | "e" | "o" | "à" | "è" | "é"))
        .map(str::to_lowercase)
        .collect();
    let count = |little: &HashSet<&str>| words.iter().filter(|word| little.contains(word.as_str())).count();
    let mut counts: Vec<(usize, LanguageTag)> = LITTLE
        .iter()
        .map(|(language, little)| {
            // One that the library has needs less.
            let bonus = usize::from(named.contains(language)) + 2;
            (count(little) * bonus, *language)
        })
        .collect();
    counts.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    let trigrams = || (words.len() >= ENOUGH_WORDS).then(|| by_trigrams(text, named)).flatten();
    match counts.as_slice() {
        // Other languages share some of the words: those whose letters are sure win where few words speak.
        [(most, language), (next, _), ..] if *most >= ENOUGH_LITTLE * 2 && *most >= next * TIMES => {
            let few = most * 6 < words.len() * 2;
            Some(trigrams().filter(|other| few && !is_searched(*other)).unwrap_or(*language))
        }
        _ => trigrams(),
    }
}

fn is_searched(language: LanguageTag) -> bool {
    LITTLE.iter().any(|(searched, _)| *searched == language)
}

/// The language of letters that only one has, or a family of a few. An ideograph is worth half a word, a letter a fifth.
fn by_script(text: &str) -> Option<LanguageTag> {
    let (mut latin, mut han, mut kana, mut hangul, mut others) = (0_usize, 0, 0, 0, [0_usize; 6]);
    for c in text.chars() {
        match c {
            'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' => latin += 2,
            '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' => han += 5,
            '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' => kana += 5,
            '\u{ac00}'..='\u{d7af}' | '\u{1100}'..='\u{11ff}' => hangul += 5,
            '\u{400}'..='\u{52f}' => others[0] += 2,
            '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => others[1] += 2,
            '\u{590}'..='\u{5ff}' => others[2] += 2,
            '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' => others[3] += 2,
            '\u{e00}'..='\u{e7f}' => others[4] += 2,
            '\u{900}'..='\u{97f}' => others[5] += 2,
            _ => {}
        }
    }
    // Names of products and terms stand in Latin letters in every language: a third of the text is enough for another script.
    let enough = |count: usize| count >= 40 && count * 2 >= latin;
    let code = match () {
        () if enough(hangul) && hangul >= han => b"ko",
        () if enough(han + kana) && kana * 20 >= han => b"ja",
        () if enough(han) => b"zh",
        () if enough(others[0]) => {
            return by(
                Detector::with_allowlist(vec![Lang::Rus, Lang::Ukr, Lang::Bul, Lang::Srp, Lang::Bel]),
                text,
            )
            .or_else(|| LanguageTag::from_code(*b"ru"));
        }
        () if enough(others[1]) => b"el",
        () if enough(others[2]) => b"he",
        () if enough(others[3]) => b"ar",
        () if enough(others[4]) => b"th",
        () if enough(others[5]) => b"hi",
        () => return None,
    };
    LanguageTag::from_code(*code)
}

/// By the frequency of letter triples, when that is sure: first among the languages that the library names.
fn by_trigrams(text: &str, named: &[LanguageTag]) -> Option<LanguageTag> {
    let own: Vec<Lang> = LANGUAGES
        .iter()
        .filter(|(_, code)| named.iter().any(|n| n.as_str() == *code))
        .map(|(l, _)| *l)
        .collect();
    let all = Detector::with_allowlist(LANGUAGES.iter().map(|(lang, _)| *lang).collect());
    by(all, text).or_else(|| (own.len() > 1).then(|| by(Detector::with_allowlist(own), text)).flatten())
}

fn by(detector: Detector, text: &str) -> Option<LanguageTag> {
    let info = detector.detect(text).filter(whatlang::Info::is_reliable)?;
    let (_, code) = LANGUAGES.iter().find(|(lang, _)| *lang == info.lang())?;
    code.parse().ok()
}

const LANGUAGES: [(Lang, &str); 28] = [
    // Placeholder text is Latin.
    (Lang::Lat, "la"),
    (Lang::Eng, "en"),
    (Lang::Deu, "de"),
    (Lang::Fra, "fr"),
    (Lang::Spa, "es"),
    (Lang::Ita, "it"),
    (Lang::Por, "pt"),
    (Lang::Nld, "nl"),
    (Lang::Pol, "pl"),
    (Lang::Ces, "cs"),
    (Lang::Slk, "sk"),
    (Lang::Slv, "sl"),
    (Lang::Hrv, "hr"),
    (Lang::Hun, "hu"),
    (Lang::Ron, "ro"),
    (Lang::Swe, "sv"),
    (Lang::Dan, "da"),
    (Lang::Nob, "nb"),
    (Lang::Fin, "fi"),
    (Lang::Est, "et"),
    (Lang::Lit, "lt"),
    (Lang::Lav, "lv"),
    (Lang::Tur, "tr"),
    (Lang::Rus, "ru"),
    (Lang::Ukr, "uk"),
    (Lang::Bul, "bg"),
    (Lang::Srp, "sr"),
    (Lang::Bel, "be"),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Option<String> {
        of_text(text, &[]).map(|language| language.to_string())
    }

    #[test]
    fn a_script_tells_its_language_among_latin_terms() {
        for (text, right) in [
            ("Apache Kafka 入门：消息队列的基本概念与部署方法，Producer 与 Consumer", "zh"),
            ("クラウドのセキュリティについて Kubernetes の基礎を学ぶための資料です", "ja"),
            ("클라우드 보안과 쿠버네티스의 기본 개념을 설명하는 자료입니다", "ko"),
            ("מבנה בחינת הבגרות במעבדה", "he"),
            ("Эта презентация рассказывает о том, как закрыть месяц за пять дней", "ru"),
        ] {
            assert_eq!(told(text).as_deref(), Some(right), "{text}");
        }
    }

    #[test]
    fn tables_and_short_texts_are_told_by_little_words_or_not_at_all() {
        let table = "Total cost of the plan · 12 · 14 · Number of users in the region · 400 · Price for each user and month · 5";
        assert_eq!(told(table).as_deref(), Some("en"));
        assert_eq!(
            told("Umsatz je Region und Quartal, die Preise sind mit der Liste von Mai und für das Jahr")
                .as_deref(),
            Some("de")
        );
        assert_eq!(told("SKU 12 · Alpha · Beta · 400"), None);
        assert_eq!(told(""), None);
    }
}
