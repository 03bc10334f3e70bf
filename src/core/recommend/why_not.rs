//! Why an asset is not in the list, and what would bring it there.

use super::{Context, Ranked, recommend};
use crate::catalogue::{Asset, AssetId, RuleAction, SendBlock};
use crate::index::{AssetOrd, Index, IndexError};
use crate::prospect::Prospect;

/// How far down an asset's place is looked for.
const DEEP: usize = 60;

/// Where an asset stands.
#[derive(Clone, Debug, PartialEq)]
pub enum Place {
    /// In the list that the rep sees, counted from 1.
    Shown(usize),
    /// Below it, counted from 1, with the points that it lacks to the last one shown.
    Below(usize, f32),
    /// So far down that it was not looked for.
    FarBelow,
    /// Never in the list: send policy, a rule, or the prospect's own story.
    Out,
}

/// A change of one field of the prospect: `stage`, `negotiation`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The field.
    pub field: &'static str,
    /// What it would have to be.
    pub value: String,
}

/// The whole answer.
#[derive(Clone, Debug, PartialEq)]
pub struct WhyNot {
    /// The asset.
    pub asset: Asset,
    /// Where it stands.
    pub place: Place,
    /// What stops it from being sent, if anything.
    pub blocks: Vec<SendBlock>,
    /// Marketing's rules keep it out.
    pub excluded: bool,
    /// Its parts, when it has a place.
    pub ranked: Option<Ranked>,
    /// Single changes that would put it into the list.
    pub brought_up_by: Vec<Change>,
    /// What replaces it, and that one's place in the list.
    pub successor: Option<(AssetId, Option<usize>)>,
}

/// Says why `ord` is not among the assets that [`recommend`] lists.
///
/// # Errors
/// When the index's bytes are damaged.
pub fn why_not(
    index: &Index,
    prospect: &Prospect,
    context: &Context,
    ord: AssetOrd,
) -> Result<WhyNot, IndexError> {
    let asset = index.asset(ord)?;
    let blocks = context.policy.blocks(&asset);
    let deep = Context { limit: DEEP.max(context.limit), ..context.clone() };
    let list = recommend(index, prospect, &deep)?.send;
    let at = |ord: AssetOrd| list.iter().position(|r| r.ord == ord);
    let last = list.get(context.limit.saturating_sub(1)).map_or(0.0, |r| r.score);
    let found = at(ord);
    let ranked = found.and_then(|at| list.get(at)).cloned();
    let excluded = index.info().rules.iter().any(|rule| {
        rule.action == RuleAction::Exclude
            && rule.assets.contains(&ord.0)
            && rule.on(context.policy.today)
            && super::holds(&rule.when, prospect)
    });
    let place = match (&ranked, found) {
        (Some(_), Some(at)) if at < context.limit => Place::Shown(at + 1),
        (Some(ranked), Some(at)) => Place::Below(at + 1, last - ranked.score),
        _ if !blocks.is_empty() || excluded || list.len() < DEEP => Place::Out,
        _ => Place::FarBelow,
    };
    let mut brought_up_by = Vec::new();
    if blocks.is_empty() && !matches!(place, Place::Shown(_)) {
        for (change, changed) in changes(&asset, prospect) {
            let shown = recommend(index, &changed, context)?.send;
            if shown.iter().any(|r| r.ord == ord) {
                brought_up_by.push(change);
            }
        }
    }
    let successor = asset.superseded_by.clone().map(|id| {
        let place = index.find(&id).and_then(at).map(|at| at + 1);
        (id, place)
    });
    Ok(WhyNot { asset, place, blocks, excluded, ranked, brought_up_by, successor })
}

/// The prospect with one field as the asset would have it.
fn changes(asset: &Asset, prospect: &Prospect) -> Vec<(Change, Prospect)> {
    let mut changes = Vec::new();
    let mut add = |field, value: String, change: &dyn Fn(&mut Prospect)| {
        let mut changed = prospect.clone();
        change(&mut changed);
        if changed != *prospect {
            changes.push((Change { field, value }, changed));
        }
    };
    for industry in &asset.industries {
        add("industry", industry.to_string(), &|p| p.industry = Some(*industry));
    }
    for persona in &asset.personas {
        add("persona", persona.to_string(), &|p| p.persona = Some(*persona));
    }
    let stages = if asset.stages.is_empty() { asset.kind.helps_in() } else { &asset.stages };
    for stage in stages {
        add("stage", stage.to_string(), &|p| p.stage = Some(*stage));
    }
    for competitor in &asset.competitors {
        add("competitor", competitor.clone(), &|p| p.competitors = vec![competitor.clone()]);
    }
    for product in &asset.products {
        add("product", product.clone(), &|p| p.products = vec![product.clone()]);
    }
    for size in &asset.sizes {
        add("size", size.to_string(), &|p| p.size = Some(*size));
    }
    for region in &asset.regions {
        add("region", region.to_string(), &|p| p.region = Some(*region));
    }
    add("language", asset.language.name().to_owned(), &|p| p.language = Some(asset.language));
    changes
}
