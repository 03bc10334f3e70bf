//! Marketing's rules applied to a prospect.

use super::weights as w;
use crate::catalogue::{Conditions, Date, Rule, RuleAction};
use crate::index::AssetOrd;
use crate::prospect::Prospect;

/// What the rules say of the assets that they name.
#[derive(Default)]
pub(super) struct Ruled {
    /// Points of pinned, boosted and buried assets.
    points: Vec<(u32, f32)>,
    excluded: Vec<u32>,
}

impl Ruled {
    /// The rules that hold for a prospect on a day.
    pub fn new(rules: &[Rule], prospect: &Prospect, today: Date) -> Self {
        let mut ruled = Self::default();
        for rule in rules.iter().filter(|rule| rule.on(today) && holds(&rule.when, prospect)) {
            let points = match rule.action {
                RuleAction::Pin => w::PIN,
                RuleAction::Boost => w::BOOST,
                RuleAction::Bury => -w::BOOST,
                RuleAction::Exclude => {
                    ruled.excluded.extend(&rule.assets);
                    continue;
                }
            };
            for asset in &rule.assets {
                ruled.points.push((*asset, points));
            }
        }
        ruled
    }

    /// Whether an asset is kept out of the lists.
    pub fn excludes(&self, ord: AssetOrd) -> bool {
        self.excluded.contains(&ord.0)
    }

    /// The points of an asset: all its rules together.
    pub fn points(&self, ord: AssetOrd) -> f32 {
        self.points.iter().filter(|(asset, _)| *asset == ord.0).fold(0.0, |sum, (_, points)| sum + points)
    }
}

/// Whether a prospect meets every condition.
pub fn holds(when: &Conditions, prospect: &Prospect) -> bool {
    fn met<T: PartialEq>(wanted: &[T], value: Option<T>) -> bool {
        wanted.is_empty() || value.is_some_and(|value| wanted.contains(&value))
    }
    let named = |wanted: &[String], on_page: &[String]| {
        wanted.is_empty() || on_page.iter().any(|n| wanted.iter().any(|w| w.eq_ignore_ascii_case(n)))
    };
    let industry = when.industry.is_empty()
        || prospect.industry.is_some_and(|i| i.lineage().any(|above| when.industry.contains(&above)));
    industry
        && met(&when.persona, prospect.persona)
        && met(&when.seniority, prospect.seniority)
        && met(&when.stage, prospect.stage)
        && met(&when.size, prospect.size)
        && met(&when.region, prospect.region)
        && met(&when.language, prospect.language)
        && named(&when.competitor, &prospect.competitors)
        && named(&when.product, &prospect.products)
}
