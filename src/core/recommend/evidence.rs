//! Everything that is known of a prospect, asked of the library: the page's words as one query, the person's work as the
//! words of his function.

use super::weights as w;
use crate::case::bare;
use crate::catalogue::{Persona, Seniority};
use crate::index::{AssetOrd, Index};
use crate::prospect::{Prospect, Work, is_post, work_of};
use crate::search::{Asked, Emphasis, Relevance, emphasis, relevance};
use crate::text::fold;

/// The library's answers.
pub struct Evidence {
    /// To the words of page, title, industry, competitors and products.
    pub found: Relevance,
    /// The same by asset: its part of what the best one holds, less where even that is little; 0 to 1.
    words: Vec<f32>,
    /// From here on an asset answers what the page asks; nothing does where the best one covers too little of it.
    answers_from: f32,
    /// How much each asset speaks of the person's work, against the one that does most; 0 to 1. Empty where nothing is
    /// known of that work.
    work: Vec<f32>,
    /// Something is known of the person's work.
    pub knows_work: bool,
    /// The vendor has something for people of this work: the library speaks of it, or they decide on everything.
    pub speaks_of_work: bool,
}

impl Evidence {
    /// Asks the library.
    pub fn of(index: &Index, prospect: &Prospect) -> Self {
        let industry = prospect.industry.map_or("", |i| i.label());
        let (title, text) = (without_posts(&prospect.title), without_posts(&prospect.text));
        let (competitors, products) = (prospect.competitors.join(" "), prospect.products.join(" "));
        let found = relevance(
            index,
            &[
                Asked { text: &text, weight: w::ASK_TEXT },
                Asked { text: &products, weight: w::ASK_PRODUCT },
                Asked { text: &competitors, weight: w::ASK_COMPETITOR },
                Asked { text: &title, weight: w::ASK_TITLE },
                Asked { text: industry, weight: w::ASK_INDUSTRY },
            ],
        );
        let full = found.best + w::NEEDS_HALF;
        let mut words = vec![0.0; index.len()];
        for relevant in &found.assets {
            if let Some(part) = words.get_mut(relevant.asset.0 as usize) {
                *part = relevant.score / full;
            }
        }
        let covered = found.coverage() >= w::COVERAGE_FITS;
        let answers_from = if covered { w::NEEDS_FITS * found.best / full } else { f32::INFINITY };

        let asked = work_of(&prospect.title, prospect.persona);
        let speaks_of = |work: &Work| {
            if work.words.is_empty() { Emphasis::default() } else { emphasis(index, &work.words) }
        };
        let Emphasis { assets: mut work, library } = speaks_of(&asked);
        let most = work.iter().copied().fold(0.0, f32::max);
        work.iter_mut().for_each(|share| *share /= most + w::WORK_HALF);
        let enough = if prospect.persona.is_some_and(buys) { w::WORK_OF_BUYERS } else { w::WORK_SERVED };
        let near = || {
            let functions = prospect.persona.filter(|_| !asked.apart).map_or(&[][..], related);
            functions.iter().any(|near| speaks_of(&work_of("", Some(*near))).library >= w::WORK_OF_NEIGHBOURS)
        };
        let speaks_of_work = decides(prospect) || library >= enough || near();
        Self { found, words, answers_from, work, knows_work: most > 0.0, speaks_of_work }
    }

    /// The page's words in an asset; 0 to 1.
    pub fn words_in(&self, asset: AssetOrd) -> f32 {
        self.words.get(asset.0 as usize).copied().unwrap_or(0.0)
    }

    /// Whether it answers what the page asks.
    pub fn answers(&self, words: f32) -> bool {
        words >= self.answers_from
    }

    /// How much an asset speaks of the person's work; 0 to 1.
    pub fn work_in(&self, asset: AssetOrd) -> f32 {
        self.work.get(asset.0 as usize).copied().unwrap_or(0.0)
    }
}

/// Functions that have a say in what a company buys, whatever it is.
const fn buys(persona: Persona) -> bool {
    matches!(
        persona,
        Persona::Purchasing
            | Persona::Legal
            | Persona::Finance
            | Persona::Accounting
            | Persona::InformationTechnology
    )
}

/// Who runs the whole company decides on everything.
fn decides(prospect: &Prospect) -> bool {
    prospect.persona == Some(Persona::Operations) && prospect.seniority == Some(Seniority::Cxo)
        || prospect.persona == Some(Persona::Entrepreneurship)
}

/// A text without words for posts: a manager is no reader of everything about management.
fn without_posts(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_inclusive(char::is_whitespace) {
        if !is_post(&fold(bare(word))) {
            out.push_str(word);
        }
    }
    out
}

/// Functions that work on the same matters.
pub fn related(persona: Persona) -> &'static [Persona] {
    use Persona::*;
    match persona {
        Accounting => &[Finance],
        Finance => &[Accounting],
        InformationTechnology => &[Engineering],
        Engineering => &[InformationTechnology, ProductManagement],
        Purchasing => &[Operations, Finance],
        Operations => &[Purchasing, ProgramAndProjectManagement],
        ProgramAndProjectManagement => &[Operations],
        Entrepreneurship => &[BusinessDevelopment, Operations],
        BusinessDevelopment => &[Sales, Entrepreneurship],
        Sales => &[BusinessDevelopment],
        Marketing => &[MediaAndCommunication],
        QualityAssurance => &[Operations],
        ProductManagement => &[Engineering],
        _ => &[],
    }
}
