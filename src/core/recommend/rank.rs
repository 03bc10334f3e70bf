//! From points to two lists.

use super::signals::{Shares, Wanted, sum};
use super::{Context, Ranked, Reason, Recommendation, Signal, Verdict, explain, weights};
use crate::catalogue::{Asset, AssetKind, Audience};
use crate::index::{AssetOrd, Facets, Index, IndexError};
use crate::prospect::{Prospect, core_words};
use crate::search::text_similarity;
use crate::text::fold;

/// How many assets the page's words may lift.
const NEEDS_LIMIT: usize = 200;

/// A scored asset before it is put into words.
struct Scored {
    ord: AssetOrd,
    asset: Asset,
    shares: Shares,
}

/// Ranks the library for a prospect.
///
/// The same index, prospect and context give the same lists, natively and in wasm. Ties go to the asset that
/// comes first in the index.
///
/// # Errors
/// When the index's bytes are damaged.
pub fn recommend(
    index: &Index,
    prospect: &Prospect,
    context: &Context,
) -> Result<Recommendation, IndexError> {
    let needs = if prospect.text.trim().is_empty() {
        Vec::new()
    } else {
        text_similarity(index, &prospect.text, NEEDS_LIMIT)
    };
    let wanted = Wanted::new(index, prospect, context, needs);
    let shares_of = |ord: AssetOrd, facets: &Facets| {
        let (mut shares, bearing) = wanted.score(index, ord, facets);
        if let Some(share) = context.without.and_then(|s| shares.get_mut(s as usize)) {
            *share = 0.0;
        }
        (shares, bearing)
    };
    let company = core_words(&prospect.company);
    // A variety penalty can move an asset down by a few places only, so a few more than asked for are enough.
    let pool = (context.limit * 4).max(20);
    let (mut external, mut internal) = (Vec::new(), Vec::new());
    for ord in index.assets() {
        let Some(facets) = index.facets(ord) else { continue };
        if !wanted.rules.excludes(ord) {
            let scores = if facets.audience == Audience::External { &mut external } else { &mut internal };
            scores.push((sum(&shares_of(ord, &facets).0), ord));
        }
    }
    let (mut send, mut learn) = (Vec::new(), Vec::new());
    let mut fits = false;
    for (list, scores, for_rep) in [(&mut send, external, false), (&mut learn, internal, true)] {
        let mut best = Best::new(scores);
        while list.len() < pool
            && let Some(ord) = best.next()
        {
            let asset = index.asset(ord)?;
            let may = context.policy.sendable(&asset).is_some();
            if tells_their_own_story(&asset, &company) || may == for_rep {
                continue;
            }
            let Some(facets) = index.facets(ord) else { continue };
            let (shares, bearing) = shares_of(ord, &facets);
            if !for_rep {
                fits |= bearing.fits();
            } else if !context.policy.teaches(&asset) || !bearing.for_it {
                continue;
            }
            list.push(Scored { ord, asset, shares });
        }
    }

    let verdict = match (wanted.says_something(), fits) {
        (false, _) => Verdict::General,
        (true, true) => Verdict::Fits,
        (true, false) => Verdict::Nothing { missing: explain::missing(prospect) },
    };
    let nearest = matches!(verdict, Verdict::Nothing { .. });
    let in_words = |scored: Scored| into_ranked(scored, prospect, context, nearest);
    Ok(Recommendation {
        send: varied(send, context.limit).into_iter().map(in_words).collect(),
        learn: varied(learn, context.limit.div_ceil(2)).into_iter().map(in_words).collect(),
        verdict,
    })
}

/// The best of many, one after the other: sorted in portions, since seldom more than the first is asked for.
struct Best {
    rest: Vec<(f32, AssetOrd)>,
    /// Worst first.
    portion: Vec<(f32, AssetOrd)>,
}

impl Best {
    /// How many are sorted at once, about.
    const PORTION: usize = 100;

    const fn new(rest: Vec<(f32, AssetOrd)>) -> Self {
        Self { rest, portion: Vec::new() }
    }

    /// Moves the best of the rest into the portion: those above a score that at least [`Self::PORTION`] of them reach.
    fn refill(&mut self) {
        const STEPS: usize = 512;
        let (low, high) =
            self.rest.iter().fold((f32::MAX, f32::MIN), |(l, h), (score, _)| (l.min(*score), h.max(*score)));
        let width = (high - low).max(f32::MIN_POSITIVE) / STEPS as f32;
        let step = |score: f32| (((score - low) / width) as usize).min(STEPS - 1);
        let mut counts = [0_usize; STEPS];
        for (score, _) in &self.rest {
            if let Some(count) = counts.get_mut(step(*score)) {
                *count += 1;
            }
        }
        let mut above = 0;
        let cut = (0..STEPS).rev().find(|at| {
            above += counts.get(*at).copied().unwrap_or(0);
            above >= Self::PORTION
        });
        let cut = cut.unwrap_or(0);
        self.portion.extend(self.rest.iter().filter(|(score, _)| step(*score) >= cut));
        self.rest.retain(|(score, _)| step(*score) < cut);
        crate::order::sort_by(&mut self.portion, |a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
    }

    fn next(&mut self) -> Option<AssetOrd> {
        if self.portion.is_empty() && !self.rest.is_empty() {
            self.refill();
        }
        self.portion.pop().map(|(_, ord)| ord)
    }
}

/// Takes the best one after the other, where each asset of the same kind already taken costs points.
fn varied(mut pool: Vec<Scored>, limit: usize) -> Vec<Scored> {
    let mut taken: Vec<Scored> = Vec::with_capacity(limit.min(pool.len()));
    while taken.len() < limit && !pool.is_empty() {
        for scored in &mut pool {
            let same = taken.iter().filter(|t| same_kind(&t.asset, &scored.asset)).count();
            if let Some(share) = scored.shares.get_mut(Signal::Variety as usize) {
                *share = same as f32 * weights::VARIETY;
            }
        }
        let best = pool
            .iter()
            .enumerate()
            .max_by(|(i, a), (j, b)| sum(&a.shares).total_cmp(&sum(&b.shares)).then(j.cmp(i)))
            .map(|(at, _)| at);
        let Some(best) = best else { break };
        taken.push(pool.remove(best));
    }
    taken
}

/// A case study about the prospect's own company: they know it, and sending it is embarrassing.
fn tells_their_own_story(asset: &Asset, company: &[String]) -> bool {
    if asset.kind != AssetKind::CaseStudy || company.is_empty() {
        return false;
    }
    let title = fold(&asset.title);
    let words: Vec<&str> = title.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    words.windows(company.len()).any(|w| w.iter().zip(company).all(|(a, b)| a == b))
}

fn same_kind(a: &Asset, b: &Asset) -> bool {
    a.kind == b.kind && a.kind != AssetKind::Other
}

fn into_ranked(scored: Scored, prospect: &Prospect, context: &Context, nearest: bool) -> Ranked {
    let Scored { ord, asset, shares } = scored;
    let reasons: Vec<Reason> = Signal::ALL
        .into_iter()
        .zip(shares)
        .filter(|(_, share)| *share != 0.0)
        .map(|(signal, share)| explain::reason(signal, share, &asset, prospect, context))
        .collect();
    let sentence = if nearest {
        explain::difference(&asset, prospect)
    } else {
        explain::sentence(&reasons, &asset, prospect, context)
    };
    Ranked { ord, score: sum(&shares), reasons, sentence, asset }
}
