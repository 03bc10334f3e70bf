//! What the catalogue leaves blank, from the file: title, kind, language, names, industry, persona, audience.
//!
//! Only what a reader would take for certain is inferred; each field is named in [`Asset::inferred`], each value with what
//! speaks for it is an [`Inference`].

mod inference;
mod kind;
mod language;
mod summary;
mod text;
mod title;

pub(super) use inference::Found;
pub use inference::{Inference, Trust};
pub(super) use summary::{DRAFT, without_draft};
pub(super) use title::{of_name as title_of_name, tell_apart};

use super::catalogue_file::Record;
use super::extract::Document;
use super::fields::Field;
use super::marking::Marking;
use super::release;
use super::settings::Settings;
use pitchside_core::catalogue::{Asset, Audience};

/// Words of the text's head in which a product's or competitor's full name counts.
const HEAD: usize = 150;

/// Fills blanks of `asset` and says with what and why; `record` is its entry, if it has one, `markings` what its file says of who may
/// have it.
pub fn fill(
    asset: &mut Asset,
    record: Option<&Record>,
    document: Option<&Document>,
    settings: &Settings,
    markings: &[Marking],
) -> Vec<Inference> {
    let said = |field: Field| record.is_some_and(|r| r.cell(field).is_some());
    let mut inferred = Vec::new();
    if asset.title.is_empty() {
        let found = title::of(asset, document, settings);
        inferred.push(Inference::of(Field::Title, &found));
        asset.title = found.value;
    }
    if !said(Field::Kind) {
        let found = kind::of(asset, document);
        asset.kind = found.value;
        asset.guessed.kind = found.trust == Trust::Guessed;
        inferred.push(Inference::of(Field::Kind, &found));
    }
    if !said(Field::Audience) {
        let found = release::audience(asset, record, settings, markings);
        asset.audience = found.value;
        inferred.extend(each(Field::Audience, &found, &[audience_word(found.value)]));
    }
    if !said(Field::Language) {
        let found = language::of(asset, document, settings);
        asset.language = found.value;
        inferred.push(Inference::of(Field::Language, &found));
    }
    if !said(Field::Summary)
        && let Some(found) = document.and_then(|document| summary::of(&asset.title, asset.kind, document))
    {
        inferred.push(Inference::of(Field::Summary, &found));
        asset.summary = found.value;
    }
    let head = head(document);
    let shown = format!("{} {} {}", asset.title, asset.summary, asset.file);
    let places = Places { title: &asset.title, shown: &shown, head: &head };
    if !said(Field::Products) {
        // A product's short name may be a common word: in full it states what the piece is about.
        let names = settings.product.iter().map(|p| (p.name.as_str(), p.aliases.as_slice()));
        let (found, stated) = mentioned(names, &places, false);
        asset.guessed.products = !found.is_empty() && !stated;
        inferred.extend(mentions(Field::Products, &found, stated));
        asset.products = found;
    }
    if !said(Field::Competitors) {
        let names = settings.competitor.iter().map(|c| (c.name.as_str(), c.aliases.as_slice()));
        let (found, stated) = mentioned(names, &places, true);
        asset.guessed.competitors = !found.is_empty() && !stated;
        inferred.extend(mentions(Field::Competitors, &found, stated));
        asset.competitors = found;
    }
    if !said(Field::Industries)
        && let Some(found) = text::industries(asset.kind, &asset.title, document)
    {
        asset.guessed.industries = found.trust == Trust::Guessed;
        inferred.extend(each(Field::Industries, &found, &found.value));
        asset.industries = found.value;
    }
    if !said(Field::Personas)
        && !said(Field::Seniorities)
        && let Some(found) = text::readers(&asset.title, document)
    {
        asset.guessed.personas = found.trust == Trust::Guessed;
        inferred.extend(each(Field::Personas, &found, &found.value.0));
        inferred.extend(each(Field::Seniorities, &found, &found.value.1));
        (asset.personas, asset.seniorities) = found.value;
    }
    // A draft in the catalogue is one already.
    for field in inferred.iter().map(|i| i.field.name()) {
        if !asset.inferred.iter().any(|known| known == field) {
            asset.inferred.push(field.to_owned());
        }
    }
    inferred
}

/// A word for the catalogue's column `audience`.
pub(super) const fn audience_word(audience: Audience) -> &'static str {
    match audience {
        Audience::External => "external",
        Audience::Internal => "internal",
        Audience::Nda => "nda",
    }
}

/// One inference for each value of a list.
fn each<L, T: ToString>(field: Field, found: &Found<L>, values: &[T]) -> Vec<Inference> {
    let one = |value: &T| Inference {
        field,
        value: value.to_string(),
        trust: found.trust,
        evidence: found.evidence.clone(),
    };
    values.iter().map(one).collect()
}

/// Names as values, with where they were found.
fn mentions(field: Field, names: &[String], stated: bool) -> Vec<Inference> {
    let found = if stated {
        Found::read((), "named in the title")
    } else {
        Found::guessed((), "named in title, summary or the first lines")
    };
    each(field, &found, names)
}

fn head(document: Option<&Document>) -> String {
    let blocks = document.iter().flat_map(|d| &d.blocks).filter(|b| !b.notes);
    let words =
        blocks.flat_map(|b| b.heading.split_whitespace().take(0).chain(b.text.split_whitespace())).take(HEAD);
    words.collect::<Vec<_>>().join(" ")
}

/// Where names are looked for.
struct Places<'a> {
    title: &'a str,
    /// Title, summary and file.
    shown: &'a str,
    /// The first words of the text.
    head: &'a str,
}

/// Names that stand in what is shown (aliases too), or in full in the head of the text, and whether the title states all of
/// them: by name, or with `aliases_state` by an alias too. A name of one common word (`Close`, `Spend`) counts only with its
/// capital.
fn mentioned<'a>(
    names: impl Iterator<Item = (&'a str, &'a [String])>,
    places: &Places<'_>,
    aliases_state: bool,
) -> (Vec<String>, bool) {
    let long = |alias: &&String| alias.contains(' ');
    let (mut found, mut stated) = (Vec::new(), true);
    for (name, aliases) in names {
        let shown = holds(places.shown, name) || aliases.iter().any(|a| holds(places.shown, a));
        let in_head = holds(places.head, name) || aliases.iter().filter(long).any(|a| holds(places.head, a));
        if shown || in_head {
            let by_alias = || aliases_state && aliases.iter().any(|a| holds(places.title, a));
            stated &= holds(places.title, name) || by_alias();
            found.push(name.to_owned());
        }
    }
    (found, stated)
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

#[cfg(test)]
mod tests {
    use super::super::extract::{Block, TitleSource};
    use super::*;
    use pitchside_core::catalogue::AssetKind;
    use pitchside_core::catalogue::{Persona, Seniority};

    fn filled(file: &str, title: &str, text: &str) -> Asset {
        let settings: Settings = toml::from_str(
            "[library]\nlanguages = [\"en\", \"de\"]\n[[product]]\nname = \"Harbourline Close\"\naliases = [\"Close\"]\n[[competitor]]\nname = \"Ledgerfox\"\n",
        )
        .unwrap();
        let mut asset = Asset::new("x", "", AssetKind::Other);
        asset.file = file.into();
        let blocks = vec![Block { position: 1, text: text.into(), ..Block::default() }];
        let mut document = Document { blocks, ..Document::default() };
        document.propose(TitleSource::Styled, title);
        fill(&mut asset, None, Some(&document), &settings, &[]);
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
