//! Messages as they cross from `extension/browser.js`: one flat object whose `kind` says which values it has.
//!
//! # Why
//! Serde's own way for an enum tagged inside its object holds every value in a buffer first and reads it from there
//! a second time: 40 KB of code for ten messages.

use super::message::{Message, Reason};
use super::settings::Stored;
use crate::prospect::Observation;
use serde::Deserialize;

/// All values that any of the messages has.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Crossing {
    kind: String,
    settings: Option<Stored>,
    origins: Option<Vec<String>>,
    managed: Option<Vec<String>>,
    id: Option<i32>,
    tab: Option<i32>,
    url: Option<String>,
    complete: Option<bool>,
    followed: Option<bool>,
    gone: Option<bool>,
    granted: Option<bool>,
    reason: Option<Reason>,
    error: Option<String>,
    observation: Option<Box<Observation>>,
}

/// A message that `browser.js` and this file don't have in common.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Malformed {
    #[error("unknown kind “{0}”; browser.js and the wasm are of different releases: reinstall Pitchside")]
    Kind(String),
    #[error("no {0}; browser.js and the wasm are of different releases: reinstall Pitchside")]
    Lacks(&'static str),
}

/// A value that must be there.
fn need<T>(value: Option<T>, name: &'static str) -> Result<T, Malformed> {
    value.ok_or(Malformed::Lacks(name))
}

impl TryFrom<Crossing> for Message {
    type Error = Malformed;

    fn try_from(it: Crossing) -> Result<Self, Malformed> {
        Ok(match it.kind.as_str() {
            "loaded" => Self::Loaded { settings: it.settings.and_then(Stored::settings) },
            "sites" => {
                Self::Sites { origins: need(it.origins, "origins")?, managed: need(it.managed, "managed")? }
            }
            "tab" => Self::Tab {
                id: need(it.id, "id")?,
                url: need(it.url, "url")?,
                complete: need(it.complete, "complete")?,
                followed: need(it.followed, "followed")?,
                reason: need(it.reason, "reason")?,
            },
            "refused" => Self::Refused { tab: need(it.tab, "tab")?, error: need(it.error, "error")? },
            "connected" => Self::Connected { tab: need(it.tab, "tab")? },
            "observed" => Self::Observed {
                tab: need(it.tab, "tab")?,
                observation: need(it.observation, "observation")?,
            },
            "leaving" => Self::Leaving {
                tab: need(it.tab, "tab")?,
                url: need(it.url, "url")?,
                gone: need(it.gone, "gone")?,
            },
            "answered" => Self::Answered { granted: need(it.granted, "granted")? },
            "update_available" => Self::UpdateAvailable,
            _ => return Err(Malformed::Kind(it.kind)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::panel::settings::{Settings, Theme};
    use serde_json::{Value, from_value, json};

    fn read(message: Value) -> Result<Message, String> {
        from_value(message).map_err(|e| e.to_string())
    }

    #[test]
    fn a_message_has_what_its_kind_needs() {
        assert!(matches!(read(json!({"kind": "connected", "tab": 7})), Ok(Message::Connected { tab: 7 })));
        assert!(matches!(read(json!({"kind": "update_available"})), Ok(Message::UpdateAvailable)));
        let seen = json!({"kind": "observed", "tab": 7, "observation": {"url": "https://corvid.example/"}});
        assert!(
            matches!(read(seen), Ok(Message::Observed { observation, .. }) if observation.url.ends_with("example/"))
        );
        assert!(read(json!({"kind": "connected"})).unwrap_err().starts_with("no tab"));
        assert!(read(json!({"kind": "dance"})).unwrap_err().contains("“dance”"));
        assert!(read(json!({"tab": 7})).is_err());
    }

    #[test]
    fn stored_settings_come_back_and_anything_else_gives_the_defaults() {
        let loaded = |stored: Value| match read(json!({"kind": "loaded", "settings": stored})) {
            Ok(Message::Loaded { settings }) => settings,
            other => panic!("{other:?}"),
        };
        let mut kept = Settings { theme: Theme::Dark, keys: false, ..Settings::default() };
        assert_eq!(loaded(serde_json::to_value(&kept).unwrap()), Some(kept.clone()));
        kept.region = Some(crate::catalogue::Region::Europe);
        assert_eq!(loaded(serde_json::to_value(&kept).unwrap()), Some(kept));
        assert_eq!(loaded(json!({"of_a_later_release": [1, {"a": null}]})), Some(Settings::default()));
        for damaged in [
            json!(null),
            json!(5),
            json!([1]),
            json!({"theme": "pink"}),
            json!({"keys": "x"}),
            json!({"keys": null}),
        ] {
            assert_eq!(loaded(damaged), None);
        }
    }
}
