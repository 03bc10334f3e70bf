//! Points per signal, from the index's columns and what the search answered (`Evidence`): no string of an asset is
//! touched, so 50,000 assets cost milliseconds.

use super::evidence::{Evidence, related};
use super::rules::Ruled;
use super::{Context, Signal, weights as w};
use crate::catalogue::{AssetKind, Audience, Date, LanguageTag, Persona, Region, Seniority, SizeBand, Stage};
use crate::index::{AssetOrd, Competitor, Facets, Index, Set};
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
    /// Some asset is stated to be written for that function or one that works on the same matters; `None` where the
    /// library says of no asset whom it is for.
    served: Option<bool>,
    /// Functions that work on the same matters.
    related: Set<Persona>,
    seniority: Option<Seniority>,
    /// Points by the bits of the stages that marketing names.
    stage_named: [f32; 1 << Stage::ALL.len()],
    /// Points by the number of a kind, where marketing names no stage.
    stage_by_kind: [f32; AssetKind::ALL.len()],
    customer: bool,
    /// What a match tells in this library: of the person's function, the account's industry, the products.
    persona_tells: f32,
    industry_tells: f32,
    product_tells: f32,
    size: Option<SizeBand>,
    region: Option<Region>,
    language: Option<LanguageTag>,
    rep_languages: Vec<LanguageTag>,
    /// Ordinals into the index's competitors and products.
    competitors: Vec<u16>,
    products: Vec<u16>,
    today: Date,
    /// What the library answers to the page's words and the person's work.
    pub(super) evidence: Evidence,
    /// Nothing but a company is known, and that by its industry at most.
    thin: bool,
    /// What was already shared with the account; sorted.
    shared: Vec<AssetOrd>,
    pub(super) rules: Ruled,
}

impl Wanted {
    /// Looks the prospect up in the index.
    pub fn new(index: &Index, prospect: &Prospect, context: &Context) -> Self {
        let ordinals = |wanted: &[String], known: Vec<&str>| {
            let mut ordinals: Vec<u16> = Vec::new();
            for name in wanted {
                if let Some(at) = known.iter().position(|k| k.eq_ignore_ascii_case(name))
                    && let Ok(at) = u16::try_from(at)
                {
                    ordinals.push(at);
                }
            }
            ordinals
        };
        let info = index.info();
        let mut shared: Vec<AssetOrd> = Vec::new();
        for id in &context.shared {
            shared.extend(index.find(id));
        }
        crate::order::sort(&mut shared);
        // Who weighs a competitor wants what that one competes with.
        let competes = |c: &&Competitor| prospect.competitors.iter().any(|n| c.name.eq_ignore_ascii_case(n));
        let mut products = prospect.products.clone();
        if products.is_empty() {
            for competitor in info.competitors.iter().filter(competes) {
                products.extend_from_slice(&competitor.against);
            }
        }
        let blank = |text: &str| text.trim().is_empty();
        let alike = prospect.industry.map(|industry| {
            let mut alike: Vec<f32> = Vec::new();
            for other in &info.industries {
                alike.push(industry.similarity(*other));
            }
            alike
        });
        let (mut known_products, mut known_competitors) = (Vec::new(), Vec::new());
        for product in &info.products {
            known_products.push(product.name.as_str());
        }
        for competitor in &info.competitors {
            known_competitors.push(competitor.name.as_str());
        }
        let products = ordinals(&products, known_products);
        let near: Set<Persona> = prospect.persona.map_or(&[][..], related).iter().copied().collect();
        let survey =
            Survey::of(index, prospect.persona, near, alike.as_deref().unwrap_or_default(), &products);
        Self {
            persona: prospect.persona,
            served: survey.served,
            related: near,
            seniority: prospect.seniority,
            stage_named: std::array::from_fn(|bits| {
                let stages = Stage::ALL.iter().copied().filter(|s| bits & (1 << s.code()) != 0);
                stage_points(prospect.stage, &stages.collect(), w::STAGE, w::STAGE_MISMATCH)
            }),
            // A kind's usual stages are no statement: they take nothing.
            stage_by_kind: std::array::from_fn(|code| {
                let stages = AssetKind::ALL.get(code).map_or(&[][..], |kind| kind.helps_in());
                stage_points(prospect.stage, &stages.iter().copied().collect(), w::STAGE_BY_KIND, 0.0)
            }),
            customer: prospect.stage == Some(Stage::Customer),
            persona_tells: survey.persona,
            industry_tells: survey.industry,
            product_tells: survey.product,
            size: prospect.size,
            region: prospect.region,
            language: prospect.language,
            rep_languages: context.languages.clone(),
            competitors: ordinals(&prospect.competitors, known_competitors),
            products,
            alike,
            today: context.policy.today,
            evidence: Evidence::of(index, prospect),
            thin: prospect.persona.is_none()
                && blank(&prospect.title)
                && prospect.competitors.is_empty()
                && prospect.products.is_empty()
                && (blank(&prospect.text) || prospect.industry.is_none()),
            shared,
            rules: Ruled::new(&info.rules, prospect, context.policy.today),
        }
    }

    /// Whether enough is known to name what is missing when no asset is about it. Of a company alone, or of a page's words
    /// alone, that can't be said.
    pub const fn says_something(&self) -> bool {
        !self.thin
    }

    /// Whether the vendor has anything for people of this function: as marketing states it, else as the library's words
    /// tell. Of somebody whose function is not known that can't be told.
    fn has_something_for_them(&self) -> bool {
        self.served
            .unwrap_or(!self.evidence.knows_work && self.persona.is_none() || self.evidence.speaks_of_work)
    }

    /// The points of one asset. Ranking asks this of every one.
    pub fn shares(&self, index: &Index, ord: AssetOrd, facets: &Facets) -> Shares {
        let guessed = facets.guessed;
        let story = facets.kind == AssetKind::CaseStudy;
        let trust = |guessed: bool, trust: f32| if guessed { Some(trust) } else { None };
        let blank = self.industry_blank(story);
        let industry =
            trusted(self.industry(index, ord, story), blank, trust(guessed.industries, w::GUESSED_INDUSTRY));
        let blank = if self.persona.is_some() { w::PERSONA_BLANK } else { 0.0 };
        let persona = trusted(self.persona(facets), blank, trust(guessed.personas, w::GUESSED));
        let competitor =
            trusted(self.competitor(index, ord, facets), 0.0, trust(guessed.competitors, w::GUESSED));
        let blank = if self.products.is_empty() { 0.0 } else { w::PRODUCT_BLANK };
        let product = trusted(self.product(index, ord), blank, trust(guessed.products, w::GUESSED));
        let stated = !facets.personas.is_empty() && !guessed.personas;
        let work = if stated { w::WORK_STATED } else { w::WORK };
        // In the order of `Signal::ALL`.
        [
            industry,
            persona,
            self.evidence.work_in(ord) * work,
            self.seniority(facets),
            self.stage(facets),
            competitor,
            product,
            self.size(facets),
            self.region(facets),
            self.language(facets),
            self.evidence.words_in(ord) * w::NEEDS,
            self.freshness(facets),
            f32::from(facets.priority.clamp(-2, 2)) * w::PRIORITY_STEP,
            if self.shared.binary_search(&ord).is_ok() { w::SHARED } else { 0.0 },
            self.rules.points(ord),
            0.0, // Variety: what stands above is not known yet.
        ]
    }

    /// What an asset's points say of its fitting at all.
    pub fn bearing(&self, ord: AssetOrd, facets: &Facets, shares: &Shares) -> Bearing {
        let of = |signal: Signal| shares.get(signal as usize).copied().unwrap_or(0.0);
        let for_them = self.has_something_for_them();
        let answers = self.evidence.answers(self.evidence.words_in(ord));
        let stated = self.served.is_some() && !facets.guessed.personas;
        let story = facets.kind == AssetKind::CaseStudy;
        Bearing {
            for_it: answers
                || for_them && of(Signal::Industry) >= w::INDUSTRY_FITS
                || for_them && self.served.is_none() && self.evidence.work_in(ord) >= w::WORK_FITS
                || stated && of(Signal::Persona) >= w::PERSONA_RELATED
                || of(Signal::Competitor) > 0.0
                || of(Signal::Product) > w::PRODUCT_BLANK
                || of(Signal::Rule) > 0.0,
            against: of(Signal::Persona) < 0.0
                || of(Signal::Product) < 0.0
                || of(Signal::Competitor) < 0.0
                || of(Signal::Language) <= w::LANGUAGE_MISMATCH
                || of(Signal::Region) < 0.0
                || (story && of(Signal::Industry) < 0.0 && !answers),
        }
    }

    /// What an asset gets that says nothing of industries.
    fn industry_blank(&self, story: bool) -> f32 {
        match &self.alike {
            None if story => w::STORY_UNKNOWN,
            Some(_) if !story => w::INDUSTRY_BLANK,
            _ => 0.0,
        }
    }

    fn industry(&self, index: &Index, ord: AssetOrd, story: bool) -> f32 {
        let Some(alike) = &self.alike else { return self.industry_blank(story) };
        let of = |ordinal: u16| alike.get(usize::from(ordinal)).copied().unwrap_or(0.0);
        let (mut best, mut named) = (0.0_f32, 0.0_f32);
        for ordinal in index.industries(ord) {
            best = best.max(of(ordinal));
            named += 1.0;
        }
        if named == 0.0 {
            self.industry_blank(story)
        } else if best == 0.0 {
            if story { w::STORY_MISMATCH } else { w::INDUSTRY_MISMATCH }
        } else {
            let focus = (1.0 - w::INDUSTRY_SPREAD * (named - 1.0)).max(w::INDUSTRY_FOCUS_MIN);
            let full = if story { w::INDUSTRY_STORY } else { w::INDUSTRY };
            full * best * best * focus * self.industry_tells
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
            if side { w::PERSONA_SIDE } else { w::PERSONA * focus * self.persona_tells }
        } else if self.related.meets(facets.personas) {
            w::PERSONA_RELATED
        } else {
            w::PERSONA_MISMATCH
        }
    }

    /// The level that is named, and whether people of that level, or of that function, use such a kind.
    fn seniority(&self, facets: &Facets) -> f32 {
        use Seniority::{Cxo, Director, OwnerPartner, VicePresident};
        let named = match self.seniority {
            Some(wanted) if facets.seniorities.contains(wanted) => w::SENIORITY,
            Some(_) if !facets.seniorities.is_empty() => w::SENIORITY_MISMATCH,
            _ => 0.0,
        };
        let kind = match self.seniority {
            Some(Cxo | VicePresident | OwnerPartner) if is_for_work(facets.kind) => {
                w::KIND_FOR_WORK_EXECUTIVE
            }
            None | Some(Cxo | VicePresident | OwnerPartner | Director) => 0.0,
            Some(_) if is_for_work(facets.kind) => w::KIND_FOR_WORK,
            Some(_) => 0.0,
        };
        let buyer =
            matches!(self.persona, Some(Persona::Purchasing | Persona::Legal)) && is_for_buyers(facets.kind);
        named + kind + if buyer { w::KIND_FOR_BUYERS } else { 0.0 }
    }

    fn stage(&self, facets: &Facets) -> f32 {
        let points = if facets.stages.is_empty() {
            self.stage_by_kind.get(usize::from(facets.kind.code()))
        } else {
            self.stage_named.get(facets.stages.bits() as usize)
        };
        points.copied().unwrap_or(0.0)
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
        let owned = self.customer;
        if named == 0.0 {
            w::PRODUCT_BLANK
        } else if met {
            let focus = (1.0 - w::PRODUCT_SPREAD * (named - 1.0)).max(0.5);
            w::PRODUCT * focus * self.product_tells * if owned { w::PRODUCT_OWNED } else { 1.0 }
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

/// A stage against those in which an asset helps. While it is not known, most buyers a rep looks up are at the beginning.
fn stage_points(wanted: Option<Stage>, helps: &Set<Stage>, full: f32, other: f32) -> f32 {
    let points = |wanted: Stage| {
        if helps.is_empty() {
            0.0
        } else if helps.contains(wanted) {
            full
        } else if helps.iter().any(|s| s.code().abs_diff(wanted.code()) == 1) {
            w::STAGE_NEXT
        } else {
            other
        }
    };
    match wanted {
        Some(wanted) => points(wanted),
        None => points(Stage::Prospecting).max(points(Stage::Discovery)) * w::STAGE_ASSUMED,
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

/// What a value gives: a guessed one gives part of what it adds to a blank, and takes nothing.
fn trusted(points: f32, blank: f32, trust: Option<f32>) -> f32 {
    trust.map_or(points, |trust| blank + trust * (points - blank).max(0.0))
}

/// Kinds that people use in their own work.
const fn is_for_work(kind: AssetKind) -> bool {
    use AssetKind::{BlogPost, Datasheet, Faq, Guide, ProductPage, Video};
    matches!(kind, BlogPost | Datasheet | Faq | Guide | ProductPage | Video)
}

/// Kinds that those ask for who buy and who sign.
const fn is_for_buyers(kind: AssetKind) -> bool {
    use AssetKind::{Faq, Pricing, Roi, Security};
    matches!(kind, Faq | Pricing | Roi | Security)
}

/// What the whole library says of a prospect's values.
struct Survey {
    /// Some asset is stated to be written for the function, or for one that works on the same matters; none where the
    /// library states it of no asset.
    served: Option<bool>,
    /// How much a match tells: 1 for a value that hardly any asset bears, less for one that most do.
    persona: f32,
    industry: f32,
    product: f32,
}

impl Survey {
    fn of(
        index: &Index,
        persona: Option<Persona>,
        near: Set<Persona>,
        alike: &[f32],
        products: &[u16],
    ) -> Self {
        let (mut stated, mut served, mut counts) = (false, false, [0.0_f32; 3]);
        for ord in index.assets() {
            let Some(facets) = index.facets(ord) else { continue };
            let theirs = persona.is_some_and(|p| facets.personas.contains(p));
            if !facets.guessed.personas && !facets.personas.is_empty() {
                stated = true;
                served |= facets.audience == Audience::External && (theirs || near.meets(facets.personas));
            }
            let same = |at: u16| alike.get(usize::from(at)) == Some(&1.0);
            let industry = !alike.is_empty() && index.industries(ord).any(same);
            let product = !products.is_empty() && index.products(ord).any(|p| products.contains(&p));
            for (count, bears) in counts.iter_mut().zip([theirs, industry, product]) {
                *count += f32::from(u8::from(bears));
            }
        }
        let [persona_bears, industry, product] = counts;
        let tells = |count: f32| 1.0 - w::COMMON * count / index.len().max(1) as f32;
        Self {
            served: (stated && persona.is_some()).then_some(served),
            persona: tells(persona_bears),
            industry: tells(industry),
            product: tells(product),
        }
    }
}
