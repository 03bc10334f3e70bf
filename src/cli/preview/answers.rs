//! What the page asks of the library that is shown: whom to try, what fits and why, what does not and why not, coverage. The
//! same functions as `match` and `coverage`; the page only shows what they say.

use super::fields::{self, Typed};
use super::picks::{self, Pick};
use crate::library::expectations::Expectation;
use crate::report;
use pitchside_core::catalogue::{
    AssetId, Date, Industry, Persona, Region, SendPolicy, Seniority, SizeBand, Stage,
};
use pitchside_core::index::{Index, IndexError};
use pitchside_core::recommend::{Context, Ranked, Verdict, explain, recommend, why_not};
use serde_json::{Value, json};
use std::sync::OnceLock;

/// How many pieces the panel lists to send.
pub const SHOWN: usize = 12;
/// How many pieces that nothing surfaces are named; the others are counted.
const NEVER: usize = 200;
/// Up to how many pieces coverage is told unasked: it takes a thousand lists.
const COVERAGE_AT_ONCE: usize = 500;

/// The library of a build.
pub struct Library {
    index: Index,
    expectations: Vec<(u32, Expectation)>,
    coverage: OnceLock<Value>,
}

impl Library {
    /// The index that was just written, and what marketing expects of it.
    ///
    /// # Errors
    /// When its bytes are damaged.
    pub fn open(bytes: Vec<u8>, expectations: Vec<(u32, Expectation)>) -> Result<Self, IndexError> {
        Ok(Self { index: Index::open(bytes)?, expectations, coverage: OnceLock::new() })
    }

    /// Whom and what to try, and the words and pieces that there are to choose from.
    pub fn picks(&self) -> Value {
        let group = |title: &str, picks: Vec<Pick>| {
            let picks: Vec<Value> = picks
                .into_iter()
                .map(|pick| {
                    let fields: serde_json::Map<String, Value> = pick
                        .fields
                        .into_iter()
                        .map(|(field, value)| (field.to_owned(), value.into()))
                        .collect();
                    json!({ "label": pick.label, "fields": fields })
                })
                .collect();
            json!({ "title": title, "picks": picks })
        };
        let expected = picks::expected(&self.expectations);
        let mut served = picks::served(&self.index);
        served.retain(|pick| expected.iter().all(|other| other.fields != pick.fields));
        let mut groups =
            vec![group("From your expectations", expected), group("Whom the library serves", served)];
        groups.retain(|group| group["picks"].as_array().is_some_and(|picks| !picks.is_empty()));
        let pieces: Vec<Value> = self
            .index
            .assets()
            .filter_map(|ord| self.index.asset(ord).ok())
            .map(|asset| json!({ "id": asset.id, "title": asset.title }))
            .collect();
        let info = self.index.info();
        json!({
            "name": info.name,
            "groups": groups,
            "questions": picks::questions(&self.expectations, &self.index),
            "pieces": pieces,
            "coverage_at_once": self.index.len() <= COVERAGE_AT_ONCE,
            "words": {
                "industry": Industry::all().map(|one| one.label()).collect::<Vec<_>>(),
                "persona": Persona::ALL.iter().map(|one| one.label()).collect::<Vec<_>>(),
                "seniority": Seniority::ALL.iter().map(|one| one.label()).collect::<Vec<_>>(),
                "stage": Stage::ALL.iter().map(|one| one.label()).collect::<Vec<_>>(),
                "size": SizeBand::ALL.iter().map(|one| one.label()).collect::<Vec<_>>(),
                "region": Region::ALL.iter().map(|one| one.label()).collect::<Vec<_>>(),
                "competitors": info.competitors.iter().map(|one| &one.name).collect::<Vec<_>>(),
                "products": info.products.iter().map(|one| &one.name).collect::<Vec<_>>(),
            },
        })
    }

    /// The prospect that the fields make, his list with its reasons, and why the piece of the field `piece` is not in it. `rep`
    /// is the region that the panel's settings name.
    ///
    /// # Errors
    /// When the index's bytes are damaged.
    pub fn answer(&self, asked: &[(String, String)], today: Date) -> Result<Value, IndexError> {
        let of = |name: &str| asked.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str());
        let Typed { prospect, remarks } = fields::read(asked, self.index.info());
        let remarks: Vec<Value> =
            remarks.iter().map(|one| json!({ "field": one.field, "says": one.says })).collect();
        let Some(prospect) = prospect else { return Ok(json!({ "prospect": null, "remarks": remarks })) };
        let policy = self.policy(today, of("rep").and_then(|region| region.parse().ok()));
        let context = Context { limit: SHOWN, ..Context::new(policy) };
        let list = recommend(&self.index, &prospect, &context)?;
        let (said, heading) = report::heading(&list.verdict);
        let piece = of("piece").and_then(|id| self.index.find(&AssetId(id.to_owned())));
        let absent = piece.map(|ord| why_not(&self.index, &prospect, &context, ord)).transpose()?;
        Ok(json!({
            "prospect": prospect,
            "remarks": remarks,
            "fits": !matches!(list.verdict, Verdict::Nothing { .. }),
            "said": said,
            "heading": heading,
            "send": list.send.iter().map(ranked).collect::<Vec<_>>(),
            "learn": list.learn.iter().map(ranked).collect::<Vec<_>>(),
            "why_not": absent.map(|why| json!({
                "id": why.asset.id,
                "title": why.asset.title,
                "said": report::absence(&why, SHOWN),
                "remedy": report::remedy(&why),
                "ranked": why.ranked.as_ref().map(ranked),
            })),
        }))
    }

    /// What nothing surfaces, and the heat map. Made once; whoever asks meanwhile waits.
    pub fn coverage(&self, today: Date) -> Value {
        let make = || match report::coverage(&self.index, self.policy(today, None)) {
            Ok(found) => {
                let title = |id: &AssetId| {
                    let asset = self.index.find(id).and_then(|ord| self.index.asset(ord).ok());
                    asset.map(|asset| asset.title).unwrap_or_default()
                };
                let never: Vec<Value> = found
                    .never
                    .iter()
                    .take(NEVER)
                    .map(|one| json!({ "id": one.id, "title": title(&one.id), "why": one.why }))
                    .collect();
                json!({
                    "assets": found.assets, "prospects": found.prospects, "questions": found.questions,
                    "never_count": found.never.len(), "never": never, "table": report::heat_table(&found),
                })
            }
            Err(error) => json!({ "error": error.to_string() }),
        };
        self.coverage.get_or_init(make).clone()
    }

    fn policy(&self, today: Date, region: Option<Region>) -> SendPolicy {
        SendPolicy { today, region: region.or(self.index.info().default_region) }
    }
}

fn ranked(one: &Ranked) -> Value {
    let parts: Vec<Value> = one
        .reasons
        .iter()
        .map(|reason| json!({ "says": explain::part(reason), "share": reason.share }))
        .collect();
    json!({
        "id": one.asset.id, "title": one.asset.title, "kind": one.asset.kind.label(), "why": one.sentence_text(),
        "score": one.score, "parts": parts,
    })
}
