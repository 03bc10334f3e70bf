//! What the catalogue leaves blank, from the file: title, kind, language, names, industry, persona, audience.
//!
//! Only what a reader would take for certain is inferred; each field is named in [`Asset::inferred`].

use super::catalogue_file::Record;
use super::extract::Document;
use super::fields::{Field, fold, kind_in};
use super::infer_text;
use super::settings::Settings;
use pitchside_core::catalogue::{Asset, AssetKind, Audience, Industry, LanguageTag, Persona, Seniority};

/// Words of the text's head in which a product's or competitor's full name counts.
const HEAD: usize = 150;

/// Fills blanks of `asset`; `record` is its entry, if it has one.
pub fn fill(asset: &mut Asset, record: Option<&Record>, document: Option<&Document>, settings: &Settings) {
    let said = |field: Field| record.is_some_and(|r| r.cell(field).is_some());
    let mut inferred = Vec::new();
    if asset.title.is_empty() {
        let read = document.map(|d| d.title.clone()).filter(|t| t.chars().count() > 2);
        asset.title = read.unwrap_or_else(|| title_of_name(&asset.file));
        if asset.title.is_empty() {
            asset.title = title_of_name(&asset.id.0);
        }
        inferred.push(Field::Title);
    }
    if !said(Field::Kind) {
        asset.kind = kind(asset);
        inferred.push(Field::Kind);
    }
    if !said(Field::Audience) {
        let warned = infer_text::audience(&asset.title, document);
        asset.audience = match warned {
            _ if asset.kind.internal_by_default() => Audience::Internal,
            warned => warned.unwrap_or(Audience::External),
        };
        inferred.push(Field::Audience);
    }
    if !said(Field::Language) {
        asset.language = language(asset, document, settings);
        inferred.push(Field::Language);
    }
    let head = head(document);
    let shown = format!("{} {} {}", asset.title, asset.summary, asset.file);
    if !said(Field::Products) {
        let names = settings.product.iter().map(|p| (p.name.as_str(), p.aliases.as_slice()));
        asset.products = mentioned(names, &shown, &head);
        inferred.extend((!asset.products.is_empty()).then_some(Field::Products));
    }
    if !said(Field::Competitors) {
        let names = settings.competitor.iter().map(|c| (c.name.as_str(), c.aliases.as_slice()));
        asset.competitors = mentioned(names, &shown, &head);
        inferred.extend((!asset.competitors.is_empty()).then_some(Field::Competitors));
    }
    if !said(Field::Industries) {
        asset.industries = industries(&asset.title);
        if asset.industries.is_empty() {
            asset.industries = infer_text::industries(asset.kind, &asset.title, document);
        }
        inferred.extend((!asset.industries.is_empty()).then_some(Field::Industries));
    }
    if !said(Field::Personas) && !said(Field::Seniorities) {
        let (mut personas, seniorities) = readers(&asset.title);
        if personas.is_empty() {
            personas = infer_text::readers(asset.kind, &asset.title, document);
        }
        inferred.extend((!personas.is_empty()).then_some(Field::Personas));
        inferred.extend((!seniorities.is_empty()).then_some(Field::Seniorities));
        (asset.personas, asset.seniorities) = (personas, seniorities);
    }
    asset.inferred = inferred.into_iter().map(|f| f.name().to_owned()).collect();
}

/// A file's name as a title: `case-studies/alderney_mutual-v2.pdf` → `Alderney mutual v2`.
fn title_of_name(file: &str) -> String {
    let name = file.rsplit('/').next().unwrap_or(file);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let words = super::extract::one_line(&stem.replace(['_', '-', '+'], " "));
    let mut chars = words.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}

/// By the nearest folder, else the file's name, else the title, else the format.
fn kind(asset: &Asset) -> AssetKind {
    let mut folders: Vec<&str> = asset.file.split('/').collect();
    let name = folders.pop().unwrap_or_default();
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let words = folders.into_iter().rev().chain([stem, asset.title.as_str()]);
    let deck = matches!(super::walk::extension(name).as_str(), "pptx" | "ppsx" | "potx" | "pptm");
    words.into_iter().find_map(kind_in).unwrap_or(if deck { AssetKind::Deck } else { AssetKind::Other })
}

/// By the text when it is long enough to be sure, else as the file declares, else the library's first.
fn language(asset: &Asset, document: Option<&Document>, settings: &Settings) -> LanguageTag {
    let mut text = format!("{}. {} ", asset.title, asset.summary);
    for block in document.iter().flat_map(|d| &d.blocks) {
        if text.len() > 4000 {
            break;
        }
        text.push_str(&block.text);
        text.push(' ');
    }
    let detected = whatlang::detect(&text).filter(|info| info.is_reliable() || info.confidence() > 0.6);
    let detected = detected.and_then(|info| two_letters(info.lang()));
    let declared = document.and_then(|d| d.language.parse().ok());
    let first = settings.library.languages.first().copied();
    let long = text.split_whitespace().count() >= 20;
    let found =
        if long { detected.or(declared) } else { declared.or(detected.filter(|d| Some(*d) == first)) };
    found.or(first).unwrap_or(LanguageTag::ENGLISH)
}

fn two_letters(language: whatlang::Lang) -> Option<LanguageTag> {
    use whatlang::Lang;
    let code = match language {
        Lang::Eng => "en",
        Lang::Deu => "de",
        Lang::Fra => "fr",
        Lang::Spa => "es",
        Lang::Ita => "it",
        Lang::Por => "pt",
        Lang::Nld => "nl",
        Lang::Jpn => "ja",
        Lang::Cmn => "zh",
        Lang::Kor => "ko",
        Lang::Pol => "pl",
        Lang::Ces => "cs",
        Lang::Slk => "sk",
        Lang::Hun => "hu",
        Lang::Ron => "ro",
        Lang::Swe => "sv",
        Lang::Dan => "da",
        Lang::Nob => "nb",
        Lang::Fin => "fi",
        Lang::Rus => "ru",
        Lang::Ukr => "uk",
        Lang::Tur => "tr",
        Lang::Ell => "el",
        Lang::Heb => "he",
        Lang::Ara => "ar",
        Lang::Cat => "ca",
        _ => return None,
    };
    code.parse().ok()
}

fn head(document: Option<&Document>) -> String {
    let blocks = document.iter().flat_map(|d| &d.blocks).filter(|b| !b.notes);
    let words =
        blocks.flat_map(|b| b.heading.split_whitespace().take(0).chain(b.text.split_whitespace())).take(HEAD);
    words.collect::<Vec<_>>().join(" ")
}

/// Names that stand in what is shown (aliases too), or in full in the head of the text. A name of one common word
/// (`Close`, `Spend`) counts only with its capital.
fn mentioned<'a>(
    names: impl Iterator<Item = (&'a str, &'a [String])>,
    shown: &str,
    head: &str,
) -> Vec<String> {
    let long = |alias: &&String| alias.contains(' ');
    names
        .filter(|(name, aliases)| {
            let aliases_shown = aliases.iter().any(|a| holds(shown, a));
            holds(shown, name)
                || aliases_shown
                || holds(head, name)
                || aliases.iter().filter(long).any(|a| holds(head, a))
        })
        .map(|(name, _)| name.to_owned())
        .collect()
}

/// Whether `text` holds `name` as words of their own. Several words are compared without case, one word with it.
fn holds(text: &str, name: &str) -> bool {
    let (text, name) = if name.contains(' ') {
        (text.to_lowercase(), name.to_lowercase())
    } else {
        (text.to_owned(), name.to_owned())
    };
    let part = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    !name.is_empty()
        && text.match_indices(&name).any(|(at, _)| {
            let before = text.get(..at).and_then(|t| t.chars().next_back());
            let after = text.get(at + name.len()..).and_then(|t| t.chars().next());
            !part(before) && !part(after)
        })
}

/// Industries whose label stands in the title in full, the longest only. Labels that are also a function
/// (`Accounting`, `Research`) say nothing of the reader's industry.
fn industries(title: &str) -> Vec<Industry> {
    let words: Vec<String> =
        title.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(fold).collect();
    let stands = |label: &str| {
        let label: Vec<String> =
            label.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(fold).collect();
        !label.is_empty() && words.windows(label.len()).any(|w| w == label.as_slice())
    };
    let function = |label: &str| label.parse::<Persona>().is_ok();
    let found: Vec<Industry> =
        Industry::all().filter(|i| !function(i.label()) && stands(i.label())).collect();
    let longest = |i: &&Industry| !found.iter().any(|other| other != *i && other.label().contains(i.label()));
    found.iter().filter(longest).copied().collect()
}

/// Whom a title addresses: `… for CFOs`, `… for finance teams`.
fn readers(title: &str) -> (Vec<Persona>, Vec<Seniority>) {
    const OFFICERS: [(&str, Persona); 9] = [
        ("cfo", Persona::Finance),
        ("cio", Persona::InformationTechnology),
        ("ciso", Persona::InformationTechnology),
        ("cto", Persona::Engineering),
        ("coo", Persona::Operations),
        ("cmo", Persona::Marketing),
        ("chro", Persona::HumanResources),
        ("cpo", Persona::Purchasing),
        ("cro", Persona::Sales),
    ];
    let words: Vec<String> =
        title.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(fold).collect();
    let (mut personas, mut seniorities) = (Vec::new(), Vec::new());
    for word in &words {
        let singular = word.strip_suffix('s').unwrap_or(word);
        if let Some((_, persona)) = OFFICERS.iter().find(|(name, _)| *name == singular) {
            personas.push(*persona);
            seniorities.push(Seniority::Cxo);
        }
    }
    for pair in words.windows(2) {
        if let [before, word] = pair
            && matches!(before.as_str(), "for" | "für" | "pour")
            && let Ok(persona) = word.parse()
        {
            personas.push(persona);
        }
    }
    personas.sort_unstable();
    personas.dedup();
    seniorities.dedup();
    (personas, seniorities)
}

#[cfg(test)]
mod tests {
    use super::super::extract::Block;
    use super::*;

    fn filled(file: &str, title: &str, text: &str) -> Asset {
        let settings: Settings = toml::from_str(
            "[library]\nlanguages = [\"en\", \"de\"]\n[[product]]\nname = \"Harbourline Close\"\naliases = [\"Close\"]\n[[competitor]]\nname = \"Ledgerfox\"\n",
        )
        .unwrap();
        let mut asset = Asset::new("x", "", AssetKind::Other);
        asset.file = file.into();
        let blocks = vec![Block { position: 1, text: text.into(), ..Block::default() }];
        let document = Document { title: title.into(), blocks, ..Document::default() };
        fill(&mut asset, None, Some(&document), &settings);
        asset
    }

    #[test]
    fn a_bare_file_gets_kind_title_language_and_names() {
        let german = "Die Monatsabschlüsse dauerten früher elf Tage und heute dauern sie noch fünf Tage, weil die Abstimmung der Konten nicht mehr von Hand gemacht wird.";
        let asset = filled("battlecards/ledgerfox_de.pdf", "Gegen Ledgerfox", german);
        assert_eq!((asset.kind, asset.audience), (AssetKind::Battlecard, Audience::Internal));
        assert_eq!(asset.language.as_str(), "de");
        assert_eq!(asset.competitors, ["Ledgerfox"]);
        assert!(asset.inferred.contains(&"competitors".to_owned()));
        assert_eq!(filled("misc/alderney_mutual-v2.pdf", "", "").title, "Alderney mutual v2");
    }

    #[test]
    fn a_common_word_is_a_product_only_with_its_capital_in_the_title() {
        assert_eq!(filled("a.pdf", "Close in five days", "x").products, ["Harbourline Close"]);
        assert!(filled("a.pdf", "How to close a quarter", "Close the books.").products.is_empty());
        assert_eq!(filled("a.pdf", "Overview", "With Harbourline Close you").products, ["Harbourline Close"]);
    }

    #[test]
    fn a_title_names_industry_and_reader() {
        let asset = filled("a.pdf", "Insurance: a guide for CFOs", "x");
        assert_eq!(asset.industries.iter().map(|i| i.label()).collect::<Vec<_>>(), ["Insurance"]);
        assert_eq!((asset.personas, asset.seniorities), (vec![Persona::Finance], vec![Seniority::Cxo]));
        assert!(filled("a.pdf", "Carbon accounting", "x").industries.is_empty());
    }
}
