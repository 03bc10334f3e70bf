//! Messages as they cross from `extension/browser.js`: one flat object whose `kind` says which values it has.

use super::message::{Message, Reason};
use pitchside_core::prospect::{Observation, Prospect};
use pitchside_core::value::{Object, Value, Wrong, need};

impl Message {
    /// Reads what `browser.js` sends.
    ///
    /// # Errors
    /// When the two files are of different releases.
    pub fn read(value: Value) -> Result<Self, Wrong> {
        value.object().and_then(read).map_err(|wrong| {
            Wrong::new(format!(
                "{wrong}; browser.js and the wasm are of different releases: reinstall Pitchside"
            ))
        })
    }
}

fn read(mut from: Object) -> Result<Message, Wrong> {
    let kind = need(from.text("kind")?, "kind")?;
    let mut text = |name: &str| need(from.text(name)?, name);
    Ok(match kind.as_str() {
        "loaded" => Message::Loaded { entries: from.take("entries"), managed: from.take("managed") },
        "kept" => Message::Kept(from.take("entries").object()?.rest()),
        "managed" => Message::Managed(from.take("settings")),
        "sites" => {
            let mut texts = |name: &str| need(from.texts(name)?, name);
            Message::Sites { origins: texts("origins")?, managed: texts("managed")? }
        }
        "tab" => {
            let url = text("url")?;
            let mut flag = |name: &str| need(from.flag(name)?, name);
            Message::Tab {
                complete: flag("complete")?,
                followed: flag("followed")?,
                id: need(from.whole("id")?, "id")?,
                url,
                reason: need(from.read("reason", |word| word.word(&Reason::WORDS))?, "reason")?,
            }
        }
        "refused" => Message::Refused {
            error: text("error")?,
            tab: tab(&mut from)?,
            turn: need(from.whole("turn")?, "turn")?.cast_unsigned(),
        },
        "connected" => Message::Connected { tab: tab(&mut from)? },
        "observed" => {
            let observation = need(from.read("observation", Observation::read)?, "observation")?;
            Message::Observed { tab: tab(&mut from)?, observation: Box::new(observation) }
        }
        "leaving" => Message::Leaving {
            url: text("url")?,
            tab: tab(&mut from)?,
            gone: need(from.flag("gone")?, "gone")?,
        },
        "answered" => Message::Answered { granted: need(from.flag("granted")?, "granted")? },
        "asked" => Message::Asked { text: text("text")? },
        "shortcut" => Message::Shortcut(text("keys")?),
        "given" => Message::Given(from.read("prospect", Prospect::read)?.map(Box::new)),
        "update_available" => Message::UpdateAvailable,
        _ => return Err(Wrong::new(format!("unknown kind “{kind}”"))),
    })
}

fn tab(from: &mut Object) -> Result<i32, Wrong> {
    need(from.whole("tab")?, "tab")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, from_value, json};

    fn read(message: Value) -> Result<Message, String> {
        Message::read(from_value(message).unwrap()).map_err(|e| e.to_string())
    }

    #[test]
    fn a_message_has_what_its_kind_needs() {
        assert!(matches!(read(json!({"kind": "connected", "tab": 7})), Ok(Message::Connected { tab: 7 })));
        assert!(matches!(read(json!({"kind": "update_available"})), Ok(Message::UpdateAvailable)));
        let seen = json!({"kind": "observed", "tab": 7, "observation": {"url": "https://corvid.example/"}});
        assert!(
            matches!(read(seen), Ok(Message::Observed { observation, .. }) if observation.url.ends_with("example/"))
        );
        let given = json!({"kind": "given", "prospect": {"title": "CFO", "industry": "Insurance"}});
        assert!(
            matches!(read(given), Ok(Message::Given(Some(who))) if who.title == "CFO" && who.industry.is_some())
        );
        assert!(matches!(read(json!({"kind": "given", "prospect": null})), Ok(Message::Given(None))));
        assert!(read(json!({"kind": "connected"})).unwrap_err().contains("`tab`"));
        assert!(read(json!({"kind": "dance"})).unwrap_err().contains("“dance”"));
        assert!(read(json!({"tab": 7})).is_err());
        let kept = json!({"kind": "kept", "entries": {"used": null, "seen": {"v": 1}}});
        assert!(matches!(read(kept), Ok(Message::Kept(entries)) if entries.len() == 2));
    }
}
