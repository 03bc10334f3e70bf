//! What whoever looks after Pitchside must know when something is wrong. The rep copies it; no word of a page, a person or an
//! account stands in it.

use super::screen;
use super::state::{Library, State};
use super::wording::{certainty, field, nobody};
use pitchside_core::prospect::{Detection, Outcome};

/// Which rules have recognised what, without a word of the page: `linkedin: found, likely; name by rule 2, sure; …`.
pub fn rules(detection: &Detection) -> String {
    let outcome = match &detection.outcome {
        Outcome::Found { certainty: sure, .. } => ["found, ", certainty(*sure)].concat(),
        Outcome::Unsure { .. } => "several".to_owned(),
        Outcome::None { why } => ["nobody: ", nobody(*why).0].concat(),
    };
    let mut text = [&detection.adapter, ": ", &outcome].concat();
    for line in &detection.evidence {
        let rule = line.rule.to_string();
        text.extend(["; ", field(line.field), " by rule ", &rule, ", ", certainty(line.certainty)]);
    }
    text
}

/// What whoever looks after Pitchside must know, and nothing of a page, a person or an account.
pub fn text(state: &State) -> String {
    let library = match &state.library {
        Library::Open(facts) => {
            [facts.line.as_str(), ", build ", &facts.build, ", ", &facts.assets.to_string(), " pieces"]
                .concat()
        }
        Library::Opening => "opening".to_owned(),
        Library::Broken(error) => error.clone(),
    };
    let (accounts, unread) = (state.memory.directory.len(), state.memory.unread.len());
    let kept = [&accounts.to_string(), " accounts, ", &unread.to_string(), " entries unread"].concat();
    let given = state.settings.given.join(", ");
    // The browser's words of a refusal may name the page.
    let refused = if state.tab.refusal.is_empty() { "" } else { "the browser did not let the page be read" };
    let mut text = String::new();
    for (what, value) in [
        ("Library", library.as_str()),
        ("In view", screen::name(state)),
        ("Rules", &state.rules),
        ("Refused", refused),
        ("Kept", &kept),
        ("Set by policy", &given),
    ] {
        if !value.is_empty() {
            text.extend(["\n", what, ": ", value]);
        }
    }
    text
}
