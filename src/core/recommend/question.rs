//! What a rep's question says in the library's own vocabulary, and what of the buyer in view bears on an answer.

use crate::catalogue::{Industry, LanguageTag, Stage};
use crate::index::{Index, LibraryInfo};
use crate::prospect::{Named, Prospect, industry_of, mentioned, place_of, role_named};
use crate::search::{Facet, asked_kinds};
use crate::text::{Analyzer, Language, WordKind, fold, words};

/// A part of a question that means a value of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Understood {
    /// The value.
    pub facet: Facet,
    /// The first byte of its words in the question, and the byte after the last one; 0 and 0 where it is said in many words.
    pub at: (usize, usize),
}

/// Words before a language: `in german`, `auf deutsch`.
const IN: &[&str] = &["in", "auf", "en", "em", "op"];
/// Words before whom a piece is for.
const FOR: &[&str] = &["for", "fur", "pour", "para", "per", "voor"];

/// Which values of the catalogue a question names, in the order of its words; each once. Only those that some asset of the
/// library has: the others would say nothing.
pub fn understood(index: &Index, question: &str) -> Vec<Understood> {
    let info = index.info();
    let known = |industry: Industry| {
        let related = |other: &Industry| {
            other.lineage().any(|above| above == industry) || industry.lineage().any(|above| above == *other)
        };
        info.industries.iter().any(related)
    };
    facets(info, question, &known)
}

/// The same, whether or not an asset of the library has the value: what a piece that is missing would be about.
pub fn asked_about(info: &LibraryInfo, question: &str) -> Vec<Understood> {
    facets(info, question, &|_| true)
}

fn facets(info: &LibraryInfo, question: &str, wanted: &dyn Fn(Industry) -> bool) -> Vec<Understood> {
    let mut words = words(question);
    words.retain(|word| word.kind != WordKind::Whole);
    let mut folded = Vec::new();
    for word in &words {
        folded.push(word.folded());
    }
    let mut found: Vec<Understood> = Vec::new();
    let mut add = |facet: Facet, at: (usize, usize)| {
        if !found.iter().any(|known| known.facet == facet) {
            found.push(Understood { facet, at });
        }
    };
    let kinds = asked_kinds(&folded);
    // Words that name a kind name nothing else: “case” is no house.
    let mut of_kind: Vec<String> = Vec::new();
    if let [kind] = kinds.as_slice() {
        add(Facet::Kind(*kind), (0, 0));
        of_kind.extend(fold(kind.label()).split(' ').map(str::to_owned));
    }
    let named = |name: &String, aliases: &Vec<String>| Named { name: name.clone(), aliases: aliases.clone() };
    let (mut products, mut competitors) = (Vec::new(), Vec::new());
    for product in &info.products {
        products.push(named(&product.name, &product.aliases));
    }
    for competitor in &info.competitors {
        competitors.push(named(&competitor.name, &competitor.aliases));
    }
    for name in mentioned(&products, question) {
        add(Facet::Product(name), (0, 0));
    }
    for name in mentioned(&competitors, question) {
        add(Facet::Competitor(name), (0, 0));
    }
    let mut analyzers = Vec::new();
    for language in Language::ALL {
        analyzers.push(Analyzer::new(*language));
    }
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let mut taken = 1;
        let stop = analyzers.iter().any(|analyzer| analyzer.is_stop_word(word)) || word.folded().len() < 3;
        let stop = stop || of_kind.iter().any(|of_kind| of_kind == word.folded());
        let mut is_industry = false;
        for count in [2, 1] {
            let Some(last) = words.get(at + count - 1).filter(|_| !stop) else { continue };
            let Some(said) = question.get(word.start..last.end) else { continue };
            let place = (word.start, last.end);
            if let Some(industry) = industry_of(said).filter(|industry| wanted(*industry)) {
                add(Facet::Industry(industry), place);
                (taken, is_industry) = (count, true);
                break;
            }
        }
        let before = at.checked_sub(1).and_then(|before| folded.get(before)).copied().unwrap_or_default();
        let place = (word.start, word.end);
        if IN.contains(&before)
            && word.folded().len() > 3
            && let Ok(language) = word.folded().parse::<LanguageTag>()
        {
            add(Facet::Language(language), place);
        } else if IN.contains(&before)
            && let Some(region) =
                question.get(word.start..word.end).and_then(place_of).map(|place| place.region)
        {
            add(Facet::Region(region), place);
        }
        if (FOR.contains(&before) || IN.contains(&before))
            && let Ok(stage) = word.folded().parse::<Stage>()
        {
            add(Facet::Stage(stage), place);
        }
        if FOR.contains(&before)
            && !is_industry
            && let Some(persona) = question.get(word.start..).and_then(|rest| role_named(rest).persona)
        {
            add(Facet::Persona(persona), (word.start, question.len()));
        }
        at += taken;
    }
    found
}

/// What of a buyer bears on which of several answers he gets.
pub fn buyer(prospect: &Prospect) -> Vec<Facet> {
    let mut facets: Vec<Facet> = Vec::new();
    for competitor in &prospect.competitors {
        facets.push(Facet::Competitor(competitor.clone()));
    }
    let firm = [
        prospect.industry.map(Facet::Industry),
        prospect.language.map(Facet::Language),
        prospect.region.map(Facet::Region),
    ];
    for facet in firm.into_iter().flatten() {
        facets.push(facet);
    }
    for product in &prospect.products {
        facets.push(Facet::Product(product.clone()));
    }
    if let Some(persona) = prospect.persona {
        facets.push(Facet::Persona(persona));
    }
    if let Some(stage) = prospect.stage {
        facets.push(Facet::Stage(stage));
    }
    facets
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::{Asset, AssetKind, Passage};
    use crate::index::IndexBuilder;

    #[test]
    fn a_question_names_kinds_industries_and_readers() {
        let mut asset = Asset::new("a", "A story", AssetKind::CaseStudy);
        asset.industries = vec!["Insurance".parse().unwrap(), "Building Construction".parse().unwrap()];
        asset.competitors = vec!["Ledgerfox".into()];
        let mut builder = IndexBuilder::new(LibraryInfo::default());
        builder.add(asset, vec![Passage { text: "Text.".into(), ..Passage::default() }]).unwrap();
        let index = Index::open(builder.finish().unwrap().index).unwrap();
        let labels = |question: &str| -> Vec<String> {
            understood(&index, question).into_iter().map(|u| u.facet.label().to_owned()).collect()
        };
        assert_eq!(labels("case studies for insurers"), ["Case study", "Insurance"]);
        assert_eq!(labels("case study for insurance"), ["Case study", "Insurance"]);
        assert_eq!(labels("who else in insurance uses it"), ["Case study", "Insurance"]);
        assert_eq!(labels("was sagt ledgerfox für den cfo"), ["Ledgerfox", "Finance"]);
        assert_eq!(labels("anything for negotiation"), ["negotiation"]);
        assert_eq!(labels("one pager in german"), ["One-pager", "German"]);
        assert!(labels("how long does it take").is_empty());
        assert!(labels("anything for shipyards").is_empty(), "no asset is of that industry");
        let missing = asked_about(index.info(), "anything for shipyards");
        assert_eq!(missing.first().map(|u| u.facet.label()), Some("Transportation Equipment Manufacturing"));
    }
}
