//! The third pass: of the best few, decoded, what fits the question's own wishes and the buyer in view, and what may be
//! sent here and now.

use super::answer::{Hit, Part, Why};
use super::plan::Plan;
use super::query::Query;
use super::weights::*;
use crate::catalogue::{Asset, AssetId, SendBlock, SendPolicy};
use crate::index::Index;
use crate::order;

/// Puts the best hits in their last order.
pub(super) fn refine(index: &Index, query: &Query, plan: &Plan, hits: &mut [Hit]) {
    if query.understood.is_empty() && query.buyer.is_empty() && query.policy.is_none() {
        return;
    }
    let few = hits.len().min(REFINED);
    let Some(hits) = hits.get_mut(..few) else { return };
    let mut replaced: Vec<(AssetId, AssetId)> = Vec::new();
    let mut ids: Vec<(AssetId, u32)> = Vec::new();
    for hit in hits.iter_mut() {
        let Ok(asset) = index.asset(hit.asset) else { continue };
        let sum = hit.score;
        let parts = &mut hit.explanation.parts;
        for facet in query.understood.iter().filter(|facet| facet.holds(&asset)) {
            parts.push(Part { why: Why::Asked(facet.clone()), value: FACET * plan.rarest() });
        }
        for facet in query.buyer.iter().filter(|facet| facet.holds(&asset)) {
            parts.push(Part { why: Why::Buyer(facet.clone()), value: BUYER * facet.tells() * sum });
        }
        if let Some(block) = query.policy.as_ref().and_then(|policy| stopped(policy, &asset)) {
            let share = match block {
                SendBlock::Superseded { .. }
                | SendBlock::Expired { .. }
                | SendBlock::NotYetReleased { .. } => OUTDATED,
                SendBlock::WrongRegion => ELSEWHERE,
                SendBlock::Internal | SendBlock::Nda | SendBlock::NoLink => KEPT_INSIDE,
            };
            parts.push(Part { why: Why::Stopped(block), value: -share * sum });
        }
        hit.score = hit.explanation.score();
        if let Some(by) = asset.superseded_by {
            replaced.push((asset.id.clone(), by));
        }
        ids.push((asset.id, hit.asset.0));
    }
    order::sort_by(hits, |a, b| b.score.total_cmp(&a.score).then(a.asset.cmp(&b.asset)));
    // However well an old edition answers, the one that replaces it stands above it.
    for (old, new) in replaced {
        let place = |id: &AssetId| {
            let (_, ord) = ids.iter().find(|(known, _)| known == id)?;
            hits.iter().position(|hit| hit.asset.0 == *ord)
        };
        if let (Some(old), Some(new)) = (place(&old), place(&new))
            && old < new
            && let Some(between) = hits.get_mut(old..=new)
        {
            // One after the other down to the old edition's place.
            for at in (1..between.len()).rev() {
                between.swap(at, at - 1);
            }
        }
    }
}

/// The most lasting reason that stops an asset.
fn stopped(policy: &SendPolicy, asset: &Asset) -> Option<SendBlock> {
    let mut blocks = policy.blocks(asset);
    let lasting =
        |block: &SendBlock| !matches!(block, SendBlock::Internal | SendBlock::Nda | SendBlock::NoLink);
    let at = blocks.iter().position(lasting).or((!blocks.is_empty()).then_some(0))?;
    Some(blocks.swap_remove(at))
}
