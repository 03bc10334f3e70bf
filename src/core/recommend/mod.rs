//! Which assets fit a prospect, and why: the one place where a prospect becomes a ranking.
//!
//! # How
//! 1. Everything that is known of the prospect asks the search that reps use, and the words of the person's work are
//!    looked for in each asset (`evidence`).
//! 2. Every asset of the index is scored on that scale ([`signals`]): the search's answer, then what the catalogue says,
//!    a statement in full, a guess in part. Each signal gives points for a match, few for "not said", and a statement takes
//!    some away for a mismatch. Their sum is the fit.
//! 3. From the best downwards, assets are decoded and go through [`SendPolicy`]; what may be sent forms one
//!    list, what only teaches the other. A case study about the prospect's own company is left out, and a repeated
//!    kind costs points, so that the top is not five near-twins.
//! 4. Reasons are put into words for those few ([`explain`]).
//!
//! Points alone don't say that anything fits: chance words give some to anybody. That is measured apart
//! ([`signals::Bearing`]), and when none of the best fits, the verdict says so and names what is missing.
//!
//! # Why points and not a learned model
//! The panel shows the parts and they must add up; marketing must be able to foresee what a tag does; and the
//! same index and prospect must give the same list on every machine, so everything is a sum in a fixed order.

mod evidence;
pub mod explain;
mod question;
mod rank;
mod rules;
pub mod signals;
pub mod weights;
mod why_not;

pub use question::{Understood, asked_about, buyer, understood};
pub use rank::recommend;
pub use rules::holds;
pub use why_not::{Change, Place, WhyNot, why_not};

use crate::catalogue::{Asset, AssetId, LanguageTag, SendPolicy};
use crate::index::AssetOrd;
use serde::{Deserialize, Serialize};

/// What the ranking needs to know besides prospect and index.
#[derive(Clone, Debug, PartialEq)]
pub struct Context {
    /// Today and the rep's region.
    pub policy: SendPolicy,
    /// Languages the rep writes in, best first; empty = any.
    pub languages: Vec<LanguageTag>,
    /// How many assets at most in the list to send; the list to learn from gets half of it.
    pub limit: usize,
    /// What was already shared with this account: it goes down, so that nobody gets the same piece twice.
    pub shared: Vec<AssetId>,
    /// A signal to leave out: how the judge finds what each is worth.
    pub without: Option<Signal>,
}

impl Context {
    /// For a rep of whom nothing but the policy is known: five assets, any language, nothing shared yet.
    pub fn new(policy: SendPolicy) -> Self {
        Self { policy, languages: Vec::new(), limit: 5, shared: Vec::new(), without: None }
    }
}

/// What a part of the score comes from. The order is the order in which parts are summed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Signal {
    /// The account's industry against the asset's.
    Industry,
    /// The person's function.
    Persona,
    /// How much it speaks of the person's work.
    Work,
    /// The person's level, and whether people of that level use such a kind.
    Seniority,
    /// The deal's stage.
    Stage,
    /// A competitor named on the page.
    Competitor,
    /// A product of ours named on the page.
    Product,
    /// The account's size.
    Size,
    /// The account's region.
    Region,
    /// The language to write in.
    Language,
    /// What the search answers to the page's words.
    Needs,
    /// How new it is.
    Freshness,
    /// Marketing's wish.
    Priority,
    /// What was already shared with the account.
    Shared,
    /// Marketing's rules.
    Rule,
    /// What a repeated kind costs.
    Variety,
}

impl Signal {
    /// Every signal in the order of summing.
    pub const ALL: [Signal; 16] = [
        Signal::Industry,
        Signal::Persona,
        Signal::Work,
        Signal::Seniority,
        Signal::Stage,
        Signal::Competitor,
        Signal::Product,
        Signal::Size,
        Signal::Region,
        Signal::Language,
        Signal::Needs,
        Signal::Freshness,
        Signal::Priority,
        Signal::Shared,
        Signal::Rule,
        Signal::Variety,
    ];

    /// The word for the table of parts.
    pub const fn label(self) -> &'static str {
        match self {
            Signal::Industry => "Industry",
            Signal::Persona => "Written for",
            Signal::Work => "Their work",
            Signal::Seniority => "Level",
            Signal::Stage => "Stage",
            Signal::Competitor => "Competitor",
            Signal::Product => "Product",
            Signal::Size => "Company size",
            Signal::Region => "Region",
            Signal::Language => "Language",
            Signal::Needs => "Words of the page",
            Signal::Freshness => "How new",
            Signal::Priority => "Marketing’s wish",
            Signal::Shared => "Already shared with them",
            Signal::Rule => "Marketing’s rule",
            Signal::Variety => "Another of its kind above",
        }
    }
}

/// One part of a score.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reason {
    /// Where it comes from.
    pub signal: Signal,
    /// What the asset says; empty = not said.
    pub asset_value: String,
    /// What the prospect says.
    pub prospect_value: String,
    /// Points, possibly negative; all shares of an asset add up to its score.
    pub share: f32,
}

/// A stretch of a sentence; what matched is strong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// The words.
    pub text: String,
    /// Whether they are what matched.
    pub strong: bool,
}

/// One asset in its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranked {
    /// Its number in the index.
    pub ord: AssetOrd,
    /// The asset, decoded.
    pub asset: Asset,
    /// The sum of the reasons' shares.
    pub score: f32,
    /// The parts that are not zero, in the order of [`Signal::ALL`].
    pub reasons: Vec<Reason>,
    /// The best reasons as one short sentence.
    pub sentence: Vec<Span>,
}

impl Ranked {
    /// The sentence as plain text.
    pub fn sentence_text(&self) -> String {
        self.sentence.iter().map(|s| s.text.as_str()).collect()
    }
}

/// Whether the list is worth offering.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "verdict", rename_all = "snake_case")]
pub enum Verdict {
    /// At least one asset fits.
    Fits,
    /// Too little is known of the prospect to fit anything to it: the list holds what suits most buyers.
    General,
    /// Enough is known and nothing fits: the list holds the nearest, with the difference as their sentence.
    Nothing {
        /// What there is no piece for, in a rep's words.
        missing: Vec<String>,
    },
}

/// The answer for a prospect.
#[derive(Clone, Debug, PartialEq)]
pub struct Recommendation {
    /// Whether it fits.
    pub verdict: Verdict,
    /// What may be sent, best first.
    pub send: Vec<Ranked>,
    /// What the rep should know, never to be sent, best first.
    pub learn: Vec<Ranked>,
}
