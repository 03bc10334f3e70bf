//! Which assets no realistic prospect or question ever surfaces, and which buyers get nothing.
//!
//! Realistic prospects: every industry that an asset names and every sector of the taxonomy × every function that an
//! asset is written for (and those that buy most things) × every stage, in each of the library's languages and regions; the same
//! functions with each competitor and each product. Realistic questions: every title, tag, product and competitor, and
//! each kind of asset with each product.

use pitchside_core::catalogue::{
    AssetId, Audience, Industry, LanguageTag, Persona, Region, SendBlock, SendPolicy, Stage,
};
use pitchside_core::index::{AssetOrd, Index, IndexError};
use pitchside_core::prospect::Prospect;
use pitchside_core::recommend::{Context, Verdict, recommend};
use pitchside_core::search::{Query, search};

/// How far down a list a rep looks.
const SHOWN: usize = 5;
/// Functions that buy most things: tried even where no asset is written for them.
const BUYERS: [Persona; 6] = [
    Persona::Finance,
    Persona::InformationTechnology,
    Persona::Operations,
    Persona::Purchasing,
    Persona::HumanResources,
    Persona::Marketing,
];

/// How many fitting assets a buyer gets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// Per stage in the order of [`Stage::ALL`]: 0 when nothing fits, else how many of the list fit.
    pub stages: Vec<usize>,
}

/// An industry's row: a cell per function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The industry.
    pub industry: Industry,
    /// In the order of [`Coverage::personas`].
    pub cells: Vec<Cell>,
}

/// An asset that nothing surfaces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Never {
    /// Which.
    pub id: AssetId,
    /// Why, in words.
    pub why: String,
}

/// All of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// How many assets there are.
    pub assets: usize,
    /// How many prospects were tried.
    pub prospects: usize,
    /// How many questions were tried.
    pub questions: usize,
    /// The columns.
    pub personas: Vec<Persona>,
    /// The rows: sectors, each followed by the industries below it that assets name.
    pub rows: Vec<Row>,
    /// In the library's order.
    pub never: Vec<Never>,
}

struct Try<'a> {
    index: &'a Index,
    policy: SendPolicy,
    seen: Vec<bool>,
    prospects: usize,
}

impl Try<'_> {
    /// How many of the list fit; 0 when nothing does.
    fn prospect(&mut self, prospect: &Prospect) -> Result<usize, IndexError> {
        let answer = recommend(self.index, prospect, &Context { limit: SHOWN, ..Context::new(self.policy) })?;
        self.prospects += 1;
        for ranked in answer.send.iter().chain(&answer.learn) {
            if let Some(seen) = self.seen.get_mut(ranked.ord.0 as usize) {
                *seen = true;
            }
        }
        Ok(if matches!(answer.verdict, Verdict::Nothing { .. }) { 0 } else { answer.send.len() })
    }
}

/// Tries the library.
///
/// # Errors
/// When the index's bytes are damaged.
pub fn coverage(index: &Index, policy: SendPolicy) -> Result<Coverage, IndexError> {
    let info = index.info();
    let mut personas: Vec<Persona> = BUYERS.to_vec();
    for facets in index.assets().filter_map(|ord| index.facets(ord)) {
        if facets.audience == Audience::External {
            personas.extend(facets.personas.iter());
        }
    }
    personas.sort_unstable();
    personas.dedup();
    let mut industries: Vec<Industry> = Industry::all().filter(|i| i.parent().is_none()).collect();
    industries.extend(&info.industries);
    industries.sort_by_key(|i| (i.sector().label(), i.parent().is_some(), i.label()));
    industries.dedup();

    // Pieces for another region are for its reps.
    let regions = index.assets().filter_map(|ord| index.facets(ord)).flat_map(|f| f.regions.iter());
    let mut elsewhere: Vec<Region> = regions.filter(|r| Some(*r) != policy.region).collect();
    elsewhere.sort_unstable();
    elsewhere.dedup();
    let mut tries = Try { index, policy, seen: vec![false; index.len()], prospects: 0 };
    let mut rows = Vec::new();
    for industry in industries {
        let mut cells = Vec::new();
        for persona in &personas {
            let mut cell = Cell::default();
            for stage in Stage::ALL {
                let prospect = Prospect {
                    industry: Some(industry),
                    persona: Some(*persona),
                    stage: Some(*stage),
                    ..Prospect::default()
                };
                cell.stages.push(tries.prospect(&prospect)?);
                for language in foreign(index) {
                    tries.prospect(&Prospect { language: Some(language), ..prospect.clone() })?;
                }
                for region in &elsewhere {
                    tries.policy.region = Some(*region);
                    tries.prospect(&Prospect { region: Some(*region), ..prospect.clone() })?;
                }
                tries.policy = policy;
            }
            cells.push(cell);
        }
        rows.push(Row { industry, cells });
    }
    for persona in &personas {
        let of = |competitors: Vec<String>, products: Vec<String>, stage: Stage| Prospect {
            persona: Some(*persona),
            stage: Some(stage),
            competitors,
            products,
            ..Prospect::default()
        };
        for stage in Stage::ALL {
            for competitor in &info.competitors {
                tries.prospect(&of(vec![competitor.name.clone()], Vec::new(), *stage))?;
            }
            for product in &info.products {
                tries.prospect(&of(Vec::new(), vec![product.name.clone()], *stage))?;
            }
        }
    }
    let questions = questions(index)?;
    for question in &questions {
        for hit in search(index, &Query::parse(question), SHOWN).hits {
            if let Some(seen) = tries.seen.get_mut(hit.asset.0 as usize) {
                *seen = true;
            }
        }
    }
    let mut never = Vec::new();
    for ord in index.assets() {
        let facets = index.facets(ord);
        let stops = |block: &SendBlock| *block != SendBlock::WrongRegion;
        let stopped = facets.is_some_and(|f| f.audience == Audience::External)
            && policy.blocks(&index.asset(ord)?).iter().any(stops);
        if stopped || tries.seen.get(ord.0 as usize) == Some(&false) {
            never.push(Never { id: index.asset(ord)?.id, why: why(index, policy, ord)? });
        }
    }
    Ok(Coverage {
        assets: index.len(),
        prospects: tries.prospects,
        questions: questions.len(),
        personas,
        rows,
        never,
    })
}

fn foreign(index: &Index) -> Vec<LanguageTag> {
    index.info().languages.iter().copied().filter(|l| *l != LanguageTag::ENGLISH).collect()
}

fn questions(index: &Index) -> Result<Vec<String>, IndexError> {
    let info = index.info();
    let mut questions: Vec<String> = info.products.iter().map(|p| p.name.clone()).collect();
    questions.extend(info.competitors.iter().map(|c| c.name.clone()));
    for ord in index.assets() {
        let asset = index.asset(ord)?;
        questions.extend(asset.products.iter().map(|p| format!("{} {p}", asset.kind)));
        questions.extend(asset.tags);
        questions.push(asset.title);
    }
    questions.sort();
    questions.dedup();
    Ok(questions)
}

fn why(index: &Index, policy: SendPolicy, ord: AssetOrd) -> Result<String, IndexError> {
    let asset = index.asset(ord)?;
    let blocks = policy.blocks(&asset);
    let stopped = blocks.iter().find(|b| !matches!(b, SendBlock::Internal | SendBlock::Nda));
    Ok(match stopped {
        Some(SendBlock::NoLink) if asset.audience == Audience::External => {
            "has no link: it can be searched and learned from, never sent".to_owned()
        }
        Some(SendBlock::Expired { on }) => format!("expired on {on}"),
        Some(SendBlock::NotYetReleased { on }) => format!("is released on {on} only"),
        Some(SendBlock::Superseded { by }) => format!("is replaced by {by}"),
        Some(SendBlock::WrongRegion) => {
            let regions: Vec<String> = asset.regions.iter().map(ToString::to_string).collect();
            format!("is for {} only", regions.join(", "))
        }
        _ if asset.industries.is_empty() && asset.personas.is_empty() && asset.products.is_empty() => {
            "says neither industry nor function nor product: fill them in".to_owned()
        }
        _ => {
            "another piece fits every buyer better, and no question reaches it: narrow its tags or retire it"
                .to_owned()
        }
    })
}
