//! How the core behaves to whoever uses it, and its walls (`rooms`).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test that can’t go on says so by panicking

mod documents;
mod index_damage;
mod index_golden;
mod prospect_detection;
mod prospect_industries;
mod prospect_lists;
mod prospect_people;
mod prospect_titles;
mod recommend_behaviour;
mod recommend_rules;
mod rooms;
mod search_answers;
mod search_behaviour;
mod search_words;
