//! Marketing's own word in the ranking: for prospects like these, this asset first, higher, lower, or not at all.

use super::{Date, Industry, LanguageTag, Persona, Region, Seniority, SizeBand, Stage};
use serde::{Deserialize, Serialize};

/// What a rule does with its assets. None of it lets anything be sent that send policy stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[repr(u8)]
pub enum RuleAction {
    /// Above everything else.
    Pin,
    /// Some places up.
    Boost,
    /// Some places down.
    Bury,
    /// Not in the list.
    Exclude,
}

impl RuleAction {
    /// Every action in the order of its number in the index.
    pub const ALL: [RuleAction; 4] =
        [RuleAction::Pin, RuleAction::Boost, RuleAction::Bury, RuleAction::Exclude];

    /// Whether it lifts its assets.
    pub const fn lifts(self) -> bool {
        matches!(self, RuleAction::Pin | RuleAction::Boost)
    }
}

/// For which prospects a rule holds: every list that is not empty must hold the prospect's value. A prospect of whom a
/// value is not known does not meet a condition on it. An industry holds for what lies below it too.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Conditions {
    /// Industries of the account.
    pub industry: Vec<Industry>,
    /// Functions of the person.
    pub persona: Vec<Persona>,
    /// Levels of the person.
    pub seniority: Vec<Seniority>,
    /// Stages of the deal.
    pub stage: Vec<Stage>,
    /// Sizes of the account.
    pub size: Vec<SizeBand>,
    /// Regions of the account.
    pub region: Vec<Region>,
    /// Languages to write in.
    pub language: Vec<LanguageTag>,
    /// Competitors on the page, as the library spells them.
    pub competitor: Vec<String>,
    /// Our products on the page, as the library spells them.
    pub product: Vec<String>,
}

/// One rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// What it does.
    pub action: RuleAction,
    /// The assets, by their number in the library's order.
    pub assets: Vec<u32>,
    /// For whom.
    pub when: Conditions,
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub until: Option<Date>,
}

impl Rule {
    /// Whether it is in force on that day.
    pub fn on(&self, today: Date) -> bool {
        self.from.is_none_or(|from| from <= today) && self.until.is_none_or(|until| today <= until)
    }
}
