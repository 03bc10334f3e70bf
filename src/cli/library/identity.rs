//! What makes a package the update of another one: ids and keys for the browsers, names for those who look at it.
//!
//! Browsers take a package under another id for another extension: reps keep the old one for good, and nobody is told.

use serde::{Deserialize, Serialize};

/// A package's identity, kept in its `library.json`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Identity {
    /// Chrome's and Edge's id of the package that is signed by a key of one's own; empty without one.
    pub chrome_id: String,
    /// Firefox's id.
    pub firefox_id: String,
    /// The extension's name.
    pub name: String,
    /// The library's name.
    pub library: String,
    /// Who sells.
    pub vendor: String,
}

impl Identity {
    /// What differs from the identity before, each in words; empty = reps get it as an update.
    pub fn differences(&self, before: &Self) -> Vec<String> {
        let mut found = Vec::new();
        let mut say = |what: &str, before: &str, now: &str, remedy: &str| {
            if !before.is_empty() && before != now {
                let now = if now.is_empty() { "nothing".to_owned() } else { format!("“{now}”") };
                found.push(format!("{what} was “{before}” and is {now}; {remedy}"));
            }
        };
        say(
            "the key's extension id",
            &before.chrome_id,
            &self.chrome_id,
            "give --key with the key of the last release",
        );
        say(
            "Firefox's id",
            &before.firefox_id,
            &self.firefox_id,
            &format!("write firefox_id = \"{}\" under [package] in library.toml", before.firefox_id),
        );
        say("the extension's name", &before.name, &self.name, "see name under [package] in library.toml");
        say("the library's name", &before.library, &self.library, "see name under [library] in library.toml");
        say("the vendor", &before.vendor, &self.vendor, "see vendor under [library] in library.toml");
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_known_before_is_no_difference_and_what_is_lost_is_one() {
        let now = Identity { firefox_id: "a@b".into(), name: "P".into(), ..Identity::default() };
        assert!(now.differences(&Identity::default()).is_empty());
        let before = Identity { chrome_id: "abc".into(), name: "Q".into(), ..now.clone() };
        let said = now.differences(&before).join("\n");
        assert!(
            said.contains("“abc” and is nothing; give --key") && said.contains("“Q” and is “P”"),
            "{said}"
        );
    }
}
