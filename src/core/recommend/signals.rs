//! Points per signal, from the index's columns alone: no string is touched, so 50,000 assets cost
//! milliseconds.

use super::rules::Ruled;
use super::{Context, Signal, weights as w};
use crate::catalogue::{AssetKind, Audience, Date, LanguageTag, Persona, Region, Seniority, SizeBand, Stage};
use crate::index::{AssetOrd, Competitor, Facets, Index};
use crate::order;
use crate::prospect::Prospect;

/// Points per signal, in the order of [`Signal::ALL`].
pub type Shares = [f32; Signal::ALL.len()];

/// The sum of the shares, always taken in the same order so that every machine gets the same bits.
pub fn sum(shares: &Shares) -> f32 {
    shares.iter().fold(0.0, |sum, share| sum + share)
}

/// Whether what is known of the prospect speaks for an asset, and whether anything speaks against it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bearing {
    /// Something that is known is met squarely.
    pub for_it: bool,
    /// Something that is known is contradicted: another product, other readers, another sector's story …
    pub against: bool,
}

impl Bearing {
    /// A piece fits when something speaks for it and nothing against.
    pub const fn fits(self) -> bool {
        self.for_it && !self.against
    }
}

/// A prospect translated into the index's own numbers, once per ranking.
pub struct Wanted {
    /// How alike each industry of the index is to the account's; `None` when that is not known.
    alike: Option<Vec<f32>>,
    persona: Option<Persona>,
    /// Some asset is written for that function or one that works on the same matters.
    served: bool,
    seniority: Option<Seniority>,
    stage: Option<Stage>,
    size: Option<SizeBand>,
    region: Option<Region>,
    language: Option<LanguageTag>,
    rep_languages: Vec<LanguageTag>,
    /// Ordinals into the index's competitors and products.
    competitors: Vec<u16>,
    products: Vec<u16>,
    today: Date,
    /// Similarity of each asset's best passage to the page's words, 0 to 1; sorted by asset.
    needs: Vec<(AssetOrd, f32)>,
    /// What was already shared with the account; sorted.
    shared: Vec<AssetOrd>,
    pub(super) rules: Ruled,
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
        let mut needs = needs;
        order::sort_by_key(&mut needs, |(ord, _)| *ord);
        let mut shared: Vec<AssetOrd> = context.shared.iter().filter_map(|id| index.find(id)).collect();
        shared.sort_unstable();
        // Who weighs a competitor wants what that one competes with.
        let competes = |c: &&Competitor| prospect.competitors.iter().any(|n| c.name.eq_ignore_ascii_case(n));
        let products: Vec<String> = if prospect.products.is_empty() {
            info.competitors.iter().filter(competes).flat_map(|c| c.against.iter().cloned()).collect()
        } else {
            prospect.products.clone()
        };
        Self {
            alike: prospect
                .industry
                .map(|i| info.industries.iter().map(|other| i.similarity(*other)).collect()),
            persona: prospect.persona,
            served: prospect.persona.is_none_or(|p| served(index, p)),
            seniority: prospect.seniority,
            stage: prospect.stage,
            size: prospect.size,
            region: prospect.region,
            language: prospect.language,
            rep_languages: context.languages.clone(),
            competitors: ordinals(
                &prospect.competitors,
                info.competitors.iter().map(|c| c.name.as_str()).collect(),
            ),
            products: ordinals(&products, info.products.iter().map(|p| p.name.as_str()).collect()),
            today: context.policy.today,
            needs,
            shared,
            rules: Ruled::new(&info.rules, prospect, context.policy.today),
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

    /// The points of one asset, and what they say of its fitting at all.
    pub fn score(&self, index: &Index, ord: AssetOrd, facets: &Facets) -> (Shares, Bearing) {
        let (mut shares, mut bearing) = (Shares::default(), Bearing::default());
        let mut give = |signal: Signal, points: f32| {
            if let Some(share) = shares.get_mut(signal as usize) {
                *share = points;
            }
        };
        let story = facets.kind == AssetKind::CaseStudy;
        let (industry, persona) = (self.industry(index, ord, story), self.persona(facets));
        let (competitor, product) = (self.competitor(index, ord, facets), self.product(index, ord));
        let (needs, language) = (self.needs(ord), self.language(facets));
        let region = self.region(facets);
        give(Signal::Industry, industry);
        give(Signal::Persona, persona);
        give(Signal::Seniority, self.seniority(facets));
        give(Signal::Stage, self.stage(facets));
        give(Signal::Competitor, competitor);
        give(Signal::Product, product);
        give(Signal::Size, self.size(facets));
        give(Signal::Region, region);
        give(Signal::Language, language);
        give(Signal::Needs, needs);
        give(Signal::Freshness, self.freshness(facets));
        give(Signal::Priority, f32::from(facets.priority.clamp(-2, 2)) * w::PRIORITY_STEP);
        give(Signal::Shared, if self.shared.binary_search(&ord).is_ok() { w::SHARED } else { 0.0 });
        let ruled = self.rules.points(ord);
        give(Signal::Rule, ruled);
        let theirs = industry >= w::INDUSTRY_FITS && self.served;
        bearing.for_it = theirs
            || persona >= w::PERSONA_RELATED
            || competitor > 0.0
            || product > w::PRODUCT_BLANK
            || needs >= w::NEEDS_FITS
            || ruled > 0.0;
        bearing.against = persona < 0.0
            || product < 0.0
            || competitor < 0.0
            || language <= w::LANGUAGE_MISMATCH
            || region < 0.0
            || (story && industry < 0.0 && needs < w::NEEDS_FITS);
        (shares, bearing)
    }

    fn industry(&self, index: &Index, ord: AssetOrd, story: bool) -> f32 {
        let Some(alike) = &self.alike else { return if story { w::STORY_UNKNOWN } else { 0.0 } };
        let of = |ordinal: u16| alike.get(usize::from(ordinal)).copied().unwrap_or(0.0);
        let (mut best, mut named) = (0.0_f32, 0.0_f32);
        for ordinal in index.industries(ord) {
            best = best.max(of(ordinal));
            named += 1.0;
        }
        if named == 0.0 {
            if story { 0.0 } else { w::INDUSTRY_BLANK }
        } else if best == 0.0 {
            if story { w::STORY_MISMATCH } else { w::INDUSTRY_MISMATCH }
        } else {
            let focus = (1.0 - w::INDUSTRY_SPREAD * (named - 1.0)).max(w::INDUSTRY_FOCUS_MIN);
            let full = if story { w::INDUSTRY_STORY } else { w::INDUSTRY };
            full * best * best * focus
        }
    }

    fn persona(&self, facets: &Facets) -> f32 {
        let Some(wanted) = self.persona else { return 0.0 };
        if facets.personas.is_empty() {
            w::PERSONA_BLANK
        } else if facets.personas.contains(wanted) {
            let readers = own_readers(facets.kind);
            let side = !readers.is_empty() && !readers.contains(&wanted);
            let focus = 1.0 - w::PERSONA_SPREAD * (facets.personas.len().min(6) - 1) as f32;
            if side { w::PERSONA_SIDE } else { w::PERSONA * focus }
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
        match self.stage {
            Some(wanted) => stage_points(wanted, facets),
            None => {
                let early = [Stage::Prospecting, Stage::Discovery].map(|s| stage_points(s, facets));
                early.into_iter().fold(f32::MIN, f32::max) * w::STAGE_ASSUMED
            }
        }
    }

    fn competitor(&self, index: &Index, ord: AssetOrd, facets: &Facets) -> f32 {
        let compares = matches!(facets.kind, AssetKind::Comparison | AssetKind::Battlecard);
        if !compares && self.competitors.is_empty() {
            return 0.0;
        }
        let mut about = index.competitors(ord).peekable();
        if about.peek().is_none() {
            0.0
        } else if about.any(|c| self.competitors.contains(&c)) {
            if compares { w::COMPETITOR } else { w::COMPETITOR_MENTIONED }
        } else if compares {
            w::COMPETITOR_MISMATCH
        } else {
            0.0
        }
    }

    fn product(&self, index: &Index, ord: AssetOrd) -> f32 {
        if self.products.is_empty() {
            return 0.0;
        }
        let (mut named, mut met) = (0.0_f32, false);
        for product in index.products(ord) {
            named += 1.0;
            met |= self.products.contains(&product);
        }
        let owned = self.stage == Some(Stage::Customer);
        if named == 0.0 {
            w::PRODUCT_BLANK
        } else if met {
            let focus = (1.0 - w::PRODUCT_SPREAD * (named - 1.0)).max(0.5);
            w::PRODUCT * focus * if owned { w::PRODUCT_OWNED } else { 1.0 }
        } else if owned {
            0.0
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

    fn region(&self, facets: &Facets) -> f32 {
        match self.region {
            Some(wanted) if facets.regions.contains(wanted) => w::REGION,
            Some(_) if !facets.regions.is_empty() => w::REGION_MISMATCH,
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
        at.and_then(|at| self.needs.get(at))
            .map_or(0.0, |(_, alike)| (alike / w::NEEDS_FULL).min(1.0) * w::NEEDS)
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

/// A stage against the stages in which an asset helps: those that marketing names, else those of its kind.
fn stage_points(wanted: Stage, facets: &Facets) -> f32 {
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

/// Who a kind is mainly for, whoever else may read it; empty = anyone.
fn own_readers(kind: AssetKind) -> &'static [Persona] {
    use Persona::*;
    match kind {
        AssetKind::Security => &[InformationTechnology, Legal, Engineering, Purchasing],
        _ => &[],
    }
}

/// Whether any asset is written for a function, or for one that works on the same matters; of a library that names no
/// functions at all that can't be said.
fn served(index: &Index, persona: Persona) -> bool {
    let mut any = false;
    for facets in index.assets().filter_map(|ord| index.facets(ord)) {
        any |= !facets.personas.is_empty();
        let serves = |p: &Persona| facets.personas.contains(*p);
        if facets.audience == Audience::External && (serves(&persona) || related(persona).iter().any(serves))
        {
            return true;
        }
    }
    !any
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
