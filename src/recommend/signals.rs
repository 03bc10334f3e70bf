//! Points per signal, from the index's columns alone: no string is touched, so 50,000 assets cost
//! milliseconds.

use super::{Context, Signal, weights as w};
use crate::catalogue::{Date, LanguageTag, Persona, Seniority, SizeBand, Stage};
use crate::index::{AssetOrd, Facets, Index};
use crate::order;
use crate::prospect::Prospect;

/// Points per signal, in the order of [`Signal::ALL`].
pub type Shares = [f32; Signal::ALL.len()];

/// The sum of the shares, always taken in the same order so that every machine gets the same bits.
pub fn sum(shares: &Shares) -> f32 {
    shares.iter().fold(0.0, |sum, share| sum + share)
}

/// The points that say "this is about them", which decide whether anything fits at all.
pub fn specific(shares: &Shares) -> f32 {
    const SPECIFIC: [Signal; 5] =
        [Signal::Industry, Signal::Persona, Signal::Competitor, Signal::Product, Signal::Needs];
    SPECIFIC.iter().filter_map(|s| shares.get(*s as usize)).filter(|s| **s > 0.0).fold(0.0, |sum, s| sum + s)
}

/// A prospect translated into the index's own numbers, once per ranking.
pub struct Wanted {
    /// How alike each industry of the index is to the account's; `None` when that is not known.
    alike: Option<Vec<f32>>,
    persona: Option<Persona>,
    seniority: Option<Seniority>,
    stage: Option<Stage>,
    size: Option<SizeBand>,
    language: Option<LanguageTag>,
    rep_languages: Vec<LanguageTag>,
    /// Ordinals into the index's competitors and products.
    competitors: Vec<u16>,
    products: Vec<u16>,
    today: Date,
    /// Similarity of each asset's best passage to the page's words, 0 to 1; sorted by asset.
    needs: Vec<(AssetOrd, f32)>,
}

impl Wanted {
    /// Looks the prospect's words up in the index. `needs` are the similarities of
    /// [`crate::search::text_similarity`], 0 to 1.
    pub fn new(index: &Index, prospect: &Prospect, context: &Context, needs: Vec<(AssetOrd, f32)>) -> Self {
        let ordinals = |wanted: &[String], known: Vec<&str>| {
            let at = |name: &String| known.iter().position(|k| k.eq_ignore_ascii_case(name));
            wanted.iter().filter_map(at).filter_map(|at| u16::try_from(at).ok()).collect::<Vec<_>>()
        };
        let info = index.info();
        let best = needs.iter().map(|(_, alike)| *alike).fold(w::NEEDS_FULL, f32::max);
        let mut needs: Vec<(AssetOrd, f32)> =
            needs.into_iter().map(|(ord, alike)| (ord, alike / best)).collect();
        order::sort_by_key(&mut needs, |(ord, _)| *ord);
        Self {
            alike: prospect
                .industry
                .map(|i| info.industries.iter().map(|other| i.similarity(*other)).collect()),
            persona: prospect.persona,
            seniority: prospect.seniority,
            stage: prospect.stage,
            size: prospect.size,
            language: prospect.language,
            rep_languages: context.languages.clone(),
            competitors: ordinals(
                &prospect.competitors,
                info.competitors.iter().map(|c| c.name.as_str()).collect(),
            ),
            products: ordinals(&prospect.products, info.products.iter().map(|p| p.name.as_str()).collect()),
            today: context.policy.today,
            needs,
        }
    }

    /// Whether anything is known that could be named as missing when no asset is about it. The page's words lift
    /// assets, but they alone don't say what should have been there.
    pub fn says_something(&self) -> bool {
        self.alike.is_some()
            || self.persona.is_some()
            || !self.competitors.is_empty()
            || !self.products.is_empty()
    }

    /// The points of one asset.
    pub fn score(&self, index: &Index, ord: AssetOrd) -> Shares {
        let mut shares = Shares::default();
        let Some(facets) = index.facets(ord) else { return shares };
        let mut give = |signal: Signal, points: f32| {
            if let Some(share) = shares.get_mut(signal as usize) {
                *share = points;
            }
        };
        give(Signal::Industry, self.industry(index, ord));
        give(Signal::Persona, self.persona(&facets));
        give(Signal::Seniority, self.seniority(&facets));
        give(Signal::Stage, self.stage(&facets));
        give(Signal::Competitor, self.competitor(index, ord));
        give(Signal::Product, self.product(index, ord));
        give(Signal::Size, self.size(&facets));
        give(Signal::Language, self.language(&facets));
        give(Signal::Needs, self.needs(ord));
        give(Signal::Freshness, self.freshness(&facets));
        give(Signal::Priority, f32::from(facets.priority.clamp(-2, 2)) * w::PRIORITY_STEP);
        shares
    }

    fn industry(&self, index: &Index, ord: AssetOrd) -> f32 {
        let Some(alike) = &self.alike else { return 0.0 };
        let of = |ordinal: u16| alike.get(usize::from(ordinal)).copied().unwrap_or(0.0);
        let (mut best, mut named) = (0.0_f32, 0.0_f32);
        for ordinal in index.industries(ord) {
            best = best.max(of(ordinal));
            named += 1.0;
        }
        if named == 0.0 {
            w::INDUSTRY_BLANK
        } else if best == 0.0 {
            w::INDUSTRY_MISMATCH
        } else {
            let focus = (1.0 - w::INDUSTRY_SPREAD * (named - 1.0)).max(w::INDUSTRY_FOCUS_MIN);
            w::INDUSTRY * best * best * focus
        }
    }

    fn persona(&self, facets: &Facets) -> f32 {
        let Some(wanted) = self.persona else { return 0.0 };
        if facets.personas.is_empty() {
            w::PERSONA_BLANK
        } else if facets.personas.contains(wanted) {
            w::PERSONA
        } else if related(wanted).iter().any(|p| facets.personas.contains(*p)) {
            w::PERSONA_RELATED
        } else {
            w::PERSONA_MISMATCH
        }
    }

    fn seniority(&self, facets: &Facets) -> f32 {
        match self.seniority {
            Some(wanted) if facets.seniorities.contains(wanted) => w::SENIORITY,
            Some(_) if !facets.seniorities.is_empty() => w::SENIORITY_MISMATCH,
            _ => 0.0,
        }
    }

    fn stage(&self, facets: &Facets) -> f32 {
        let Some(wanted) = self.stage else { return 0.0 };
        let (stages, full) = if facets.stages.is_empty() {
            (facets.kind.helps_in().iter().copied().collect(), w::STAGE_BY_KIND)
        } else {
            (facets.stages, w::STAGE)
        };
        if stages.is_empty() {
            0.0
        } else if stages.contains(wanted) {
            full
        } else if stages.iter().any(|s| s.code().abs_diff(wanted.code()) == 1) {
            w::STAGE_NEXT
        } else {
            w::STAGE_MISMATCH
        }
    }

    fn competitor(&self, index: &Index, ord: AssetOrd) -> f32 {
        let mut about = index.competitors(ord).peekable();
        if about.peek().is_none() {
            0.0
        } else if about.any(|c| self.competitors.contains(&c)) {
            w::COMPETITOR
        } else {
            w::COMPETITOR_MISMATCH
        }
    }

    fn product(&self, index: &Index, ord: AssetOrd) -> f32 {
        if self.products.is_empty() {
            return 0.0;
        }
        let mut about = index.products(ord).peekable();
        if about.peek().is_none() {
            w::PRODUCT_BLANK
        } else if about.any(|p| self.products.contains(&p)) {
            w::PRODUCT
        } else {
            w::PRODUCT_MISMATCH
        }
    }

    fn size(&self, facets: &Facets) -> f32 {
        match self.size {
            Some(wanted) if facets.sizes.contains(wanted) => w::SIZE,
            Some(_) if !facets.sizes.is_empty() => w::SIZE_MISMATCH,
            _ => 0.0,
        }
    }

    fn language(&self, facets: &Facets) -> f32 {
        let english = facets.language == LanguageTag::ENGLISH;
        match self.language {
            Some(wanted) if wanted == facets.language && !english => w::LANGUAGE,
            Some(wanted) if wanted == facets.language => 0.0,
            Some(_) if english => w::LANGUAGE_ENGLISH,
            None if english || self.rep_languages.first() == Some(&facets.language) => 0.0,
            _ => w::LANGUAGE_MISMATCH,
        }
    }

    fn needs(&self, ord: AssetOrd) -> f32 {
        let at = self.needs.binary_search_by_key(&ord, |(ord, _)| *ord).ok();
        at.and_then(|at| self.needs.get(at)).map_or(0.0, |(_, alike)| alike * w::NEEDS)
    }

    fn freshness(&self, facets: &Facets) -> f32 {
        let Some(changed) = facets.released.max(facets.updated) else { return 0.0 };
        match self.today.days_since(changed) {
            0..=31 => w::NEW,
            32..=183 => w::RECENT,
            i32::MIN..=730 => 0.0,
            _ => w::OLD,
        }
    }
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
