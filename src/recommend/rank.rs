//! From points to two lists.

use super::signals::{Shares, Wanted, sum};
use super::{Context, Ranked, Reason, Recommendation, Signal, Verdict, weights, words};
use crate::catalogue::{Asset, AssetKind};
use crate::index::{AssetOrd, Index, IndexError};
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
    let shares_of = |ord: AssetOrd| {
        let (mut shares, bearing) = wanted.score(index, ord);
        if let Some(share) = context.without.and_then(|s| shares.get_mut(s as usize)) {
            *share = 0.0;
        }
        (shares, bearing)
    };
    let mut fits = false;
    let mut order: Vec<(f32, AssetOrd)> = Vec::with_capacity(index.len());
    order.extend(index.assets().map(|ord| (sum(&shares_of(ord).0), ord)));
    crate::order::sort_by(&mut order, |a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));

    let company = core_words(&prospect.company);
    // A variety penalty can move an asset down by a few places only, so a few more than asked for are enough.
    let pool = context.limit * 4;
    let mut send = Vec::new();
    let mut learn = Vec::new();
    for (_, ord) in order {
        if send.len() >= pool && learn.len() >= pool {
            break;
        }
        let asset = index.asset(ord)?;
        if tells_their_own_story(&asset, &company) {
            continue;
        }
        let (shares, bearing) = shares_of(ord);
        let scored = Scored { ord, asset, shares };
        if context.policy.sendable(&scored.asset).is_some() {
            fits |= bearing.fits();
            if send.len() < pool {
                send.push(scored);
            }
        } else if context.policy.teaches(&scored.asset) && bearing.for_it && learn.len() < pool {
            learn.push(scored);
        }
    }

    let verdict = match (wanted.says_something(), fits) {
        (false, _) => Verdict::General,
        (true, true) => Verdict::Fits,
        (true, false) => Verdict::Nothing { missing: words::missing(prospect) },
    };
    let nearest = matches!(verdict, Verdict::Nothing { .. });
    let in_words = |scored: Scored| into_ranked(scored, prospect, context, nearest);
    Ok(Recommendation {
        send: varied(send, context.limit).into_iter().map(in_words).collect(),
        learn: varied(learn, context.limit.div_ceil(2)).into_iter().map(in_words).collect(),
        verdict,
    })
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
        .map(|(signal, share)| words::reason(signal, share, &asset, prospect, context))
        .collect();
    let sentence = if nearest {
        words::difference(&asset, prospect)
    } else {
        words::sentence(&reasons, &asset, prospect, context)
    };
    Ranked { ord, score: sum(&shares), reasons, sentence, asset }
}
