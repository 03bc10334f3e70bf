//! Who is on the page: observations in, a prospect with evidence and confidence out.
//!
//! `extension/observe.js` collects, this room decides. [`Adapters`] say what to collect on which page ([`Recipe`]);
//! [`detect()`] turns what came back ([`Observation`]) into a [`Detection`]. The readers of single fields ([`role_of`],
//! [`industry_of`], [`size_of`], [`stage_of`], [`place_of`]) serve the library's inference too.
#![deny(clippy::indexing_slicing)]

mod adapter;
mod address;
mod classifier;
mod clean;
mod company;
mod detect;
mod employer;
mod expression;
mod fields;
mod industry;
mod likeness;
mod mail;
mod mentions;
mod observation;
mod patterns;
mod person;
mod place;
mod post;
mod readings;
mod site_owner;
mod size;
mod stage;
mod titles;
mod types;
mod work;

#[cfg(feature = "embedded")]
pub use adapter::BUILTIN;
pub use adapter::{
    Adapter, AdapterError, Adapters, Page, ParseJson, Recipe, Rule, RuleForm, Shelf, SiteFacts, SourceKind,
    Unless, labels_of, match_pattern,
};
pub use address::is_mail_address;
pub use classifier::{CLASSES, MODEL_STEPS, features};
pub(crate) use clean::words_between;
pub use company::core_words;
pub use detect::detect;
pub use expression::ExpressionError;
pub use fields::Fields;
pub use industry::{industry_in, industry_keys, industry_of};
pub use mentions::{Named, Vocabulary, mentioned};
pub use observation::{Candidate, Observation};
pub use place::{Place, place_of, place_of_domain};
pub use readings::values as rule_values;
pub use size::size_of;
pub use stage::{StageReading, stage_of};
pub use titles::{Role, role_named, role_of};
pub use types::{Certainty, Detection, Evidence, Field, Known, NoProspect, Outcome, PageKind, Prospect};
pub use work::{Work, is_post, work_of};
