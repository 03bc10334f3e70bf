//! The four systems. All of them offer only what send policy lets through, so that none is blamed for the others' luck.

use super::data::{Case, Set};
use super::metrics::List;
use anyhow::{Context as _, Result};
use pitchside_core::catalogue::Asset;
use pitchside_core::prospect::Prospect;
use pitchside_core::recommend::{Context, Signal, Verdict, explain, recommend};
use pitchside_core::search::{Query, search};
use std::cmp::Reverse;

const DEPTH: usize = 5;

/// Who ranks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum System {
    /// `recommend`.
    Ours,
    /// `recommend` with a signal taken away.
    Without(Signal),
    /// Tags matched to fields: the asset whose tags match most fields wins.
    Rules,
    /// The page's words as a query.
    Bm25,
    /// The same list for everybody: marketing's priority, then the newest.
    Popularity,
}

impl System {
    pub const fn name(self) -> &'static str {
        match self {
            System::Ours | System::Without(_) => "ours",
            System::Rules => "rules",
            System::Bm25 => "bm25",
            System::Popularity => "popularity",
        }
    }
}

pub fn rank(set: &Set, case: &Case, system: System) -> Result<List> {
    let context = set.context(&case.prospect, DEPTH);
    match system {
        System::Ours => ours(set, case, &context),
        System::Without(signal) => ours(set, case, &Context { without: Some(signal), ..context }),
        System::Rules => rules(set, case, &context),
        System::Bm25 => bm25(set, case, &context),
        System::Popularity => popularity(set, &context),
    }
}

fn ours(set: &Set, case: &Case, context: &Context) -> Result<List> {
    let answer = recommend(&set.index, &case.prospect, context)?;
    Ok(List {
        ids: answer.send.iter().map(|r| r.asset.id.0.clone()).collect(),
        abstains: matches!(answer.verdict, Verdict::Nothing { .. }),
    })
}

/// What may be sent, in the order of popularity.
fn sendable(set: &Set, context: &Context) -> Result<Vec<Asset>> {
    let mut assets: Vec<Asset> = Vec::new();
    for ord in set.index.assets() {
        let asset = set.index.asset(ord)?;
        if context.policy.sendable(&asset).is_some() {
            assets.push(asset);
        }
    }
    assets.sort_by_key(|a| (Reverse((a.priority, a.released.max(a.updated))), a.id.0.clone()));
    Ok(assets)
}

fn popularity(set: &Set, context: &Context) -> Result<List> {
    let ids = sendable(set, context)?.into_iter().take(DEPTH).map(|a| a.id.0).collect();
    Ok(List { ids, abstains: false })
}

fn rules(set: &Set, case: &Case, context: &Context) -> Result<List> {
    let mut matched: Vec<(usize, Asset)> =
        sendable(set, context)?.into_iter().map(|a| (matches(&a, &case.prospect), a)).collect();
    matched.sort_by_key(|(count, _)| Reverse(*count));
    let abstains = matched.first().is_none_or(|(count, _)| *count == 0);
    Ok(List { ids: matched.into_iter().take(DEPTH).map(|(_, a)| a.id.0).collect(), abstains })
}

/// How many fields of the prospect stand among the asset's tags.
fn matches(asset: &Asset, prospect: &Prospect) -> usize {
    let any = |tags: &[String], wanted: &[String]| wanted.iter().any(|w| tags.contains(w));
    [
        prospect.industry.is_some_and(|i| asset.industries.contains(&i)),
        prospect.persona.is_some_and(|p| asset.personas.contains(&p)),
        prospect.seniority.is_some_and(|s| asset.seniorities.contains(&s)),
        prospect.stage.is_some_and(|s| asset.stages.contains(&s)),
        prospect.size.is_some_and(|s| asset.sizes.contains(&s)),
        prospect.region.is_some_and(|r| asset.regions.contains(&r)),
        prospect.language.is_some_and(|l| asset.language == l),
        any(&asset.competitors, &prospect.competitors),
        any(&asset.products, &prospect.products),
    ]
    .into_iter()
    .filter(|matched| *matched)
    .count()
}

fn bm25(set: &Set, case: &Case, context: &Context) -> Result<List> {
    let p = &case.prospect;
    let industry = p.industry.map(|i| i.label().to_owned()).unwrap_or_default();
    let page =
        format!("{} {industry} {} {} {}", p.title, p.competitors.join(" "), p.products.join(" "), p.text);
    let answer = search(&set.index, &Query::plain(&page), set.index.len());
    let mut ids = Vec::new();
    for hit in answer.hits {
        let asset = set.index.asset(hit.asset)?;
        if context.policy.sendable(&asset).is_some() && ids.len() < DEPTH {
            ids.push(asset.id.0);
        }
    }
    Ok(List { abstains: ids.is_empty(), ids })
}

/// Our list for one prospect, with reasons and grades.
pub fn show(set: &Set, id: &str) -> Result<()> {
    let case = set.cases.iter().find(|case| case.id == id).with_context(|| format!("no prospect {id}"))?;
    let answer = recommend(&set.index, &case.prospect, &set.context(&case.prospect, DEPTH))?;
    println!("{:?}\n{:?}", case.prospect, answer.verdict);
    let grade = |id: &str| case.grades.get(id).map_or("?".to_owned(), u8::to_string);
    for ranked in &answer.send {
        let id = &ranked.asset.id.0;
        println!("{} {:>6.1} {id}: {}", grade(id), ranked.score, ranked.sentence_text());
        let parts = ranked.reasons.iter().map(|r| format!("{} {:+.1}", explain::part(r), r.share));
        println!("    {}", parts.collect::<Vec<_>>().join("; "));
    }
    let mut good: Vec<_> = case.grades.iter().filter(|(_, grade)| **grade >= 2).collect();
    good.sort_by_key(|(id, grade)| (Reverse(**grade), (*id).clone()));
    println!("graded: {}", good.iter().map(|(id, g)| format!("{id} {g}")).collect::<Vec<_>>().join(", "));
    Ok(())
}

/// One line per prospect and asset that may be sent: both ids, the grade, the kind, and the shares in the order of
/// [`Signal::ALL`].
pub fn features(set: &Set, cases: &[&Case]) -> Result<()> {
    for case in cases {
        let context = set.context(&case.prospect, set.index.len());
        for ranked in recommend(&set.index, &case.prospect, &context)?.send {
            let share = |signal: &Signal| {
                ranked.reasons.iter().find(|r| r.signal == *signal).map_or(0.0, |r| r.share).to_string()
            };
            let shares: Vec<String> = Signal::ALL.iter().map(share).collect();
            let grade = case.grades.get(&ranked.asset.id.0).copied().unwrap_or(0);
            println!(
                "{}\t{}\t{grade}\t{}\t{}",
                case.id,
                ranked.asset.id,
                ranked.asset.kind,
                shares.join("\t")
            );
        }
    }
    Ok(())
}
