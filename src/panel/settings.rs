//! What the rep has set, kept in `storage.local`.

use crate::catalogue::Region;
use serde::Serialize;
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the browser.
    #[default]
    Browser,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

/// How Enter copies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkStyle {
    /// The title as the link.
    #[default]
    Rich,
    /// The bare address.
    Plain,
}

/// The settings. A field that is missing in storage takes its default.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Settings {
    /// Where the rep sells; without one no asset is stopped for its region, unless the library has a default.
    pub region: Option<Region>,
    /// Light or dark.
    pub theme: Theme,
    /// How Enter copies.
    pub link: LinkStyle,
    /// Whether single letters are keys (WCAG 2.1.4 asks for a switch).
    pub keys: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self { region: None, theme: Theme::default(), link: LinkStyle::default(), keys: true }
    }
}

/// One change on the settings page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// The region.
    Region(Option<Region>),
    /// The theme.
    Theme(Theme),
    /// The style of links.
    Link(LinkStyle),
    /// Single-letter keys.
    Keys(bool),
}

impl Change {
    /// Reads a control of the settings page: its name and its value (`on` or empty for a switch).
    pub fn from_control(name: &str, value: &str) -> Option<Self> {
        Some(match (name, value) {
            ("region", "") => Self::Region(None),
            ("region", word) => Self::Region(Some(word.parse().ok()?)),
            ("theme", "browser") => Self::Theme(Theme::Browser),
            ("theme", "light") => Self::Theme(Theme::Light),
            ("theme", "dark") => Self::Theme(Theme::Dark),
            ("link", "rich") => Self::Link(LinkStyle::Rich),
            ("link", "plain") => Self::Link(LinkStyle::Plain),
            ("keys", value) => Self::Keys(value == "on"),
            _ => return None,
        })
    }

    /// Makes the change.
    pub fn apply(self, settings: &mut Settings) {
        match self {
            Self::Region(region) => settings.region = region,
            Self::Theme(theme) => settings.theme = theme,
            Self::Link(link) => settings.link = link,
            Self::Keys(keys) => settings.keys = keys,
        }
    }
}

/// Settings as they stand in storage: anything at all, since damaged ones are no reason to lose the panel.
#[derive(Debug, PartialEq)]
pub(super) enum Stored {
    /// Words.
    Text(String),
    /// A switch.
    Switch(bool),
    /// Values by name.
    Object(Vec<(String, Stored)>),
    /// Nothing.
    Null,
    /// What no setting is.
    Other,
}

impl Stored {
    /// The settings; none when one of them is damaged.
    pub fn settings(self) -> Option<Settings> {
        let Self::Object(values) = self else { return None };
        let mut settings = Settings::default();
        for (name, value) in values {
            let change = match (name.as_str(), &value) {
                ("region", Self::Null) => continue,
                ("keys", Self::Switch(on)) => Change::Keys(*on),
                ("region" | "theme" | "link", Self::Text(word)) => Change::from_control(&name, word)?,
                ("region" | "theme" | "link" | "keys", _) => return None,
                _ => continue, // of another release
            };
            change.apply(&mut settings);
        }
        Some(settings)
    }
}

impl<'de> Deserialize<'de> for Stored {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Anything)
    }
}

struct Anything;

impl<'de> Visitor<'de> for Anything {
    type Value = Stored;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("anything")
    }
    fn visit_str<E>(self, text: &str) -> Result<Stored, E> {
        Ok(Stored::Text(text.to_owned()))
    }
    fn visit_bool<E>(self, on: bool) -> Result<Stored, E> {
        Ok(Stored::Switch(on))
    }
    fn visit_unit<E>(self) -> Result<Stored, E> {
        Ok(Stored::Null)
    }
    fn visit_i64<E>(self, _: i64) -> Result<Stored, E> {
        Ok(Stored::Other)
    }
    fn visit_u64<E>(self, _: u64) -> Result<Stored, E> {
        Ok(Stored::Other)
    }
    fn visit_f64<E>(self, _: f64) -> Result<Stored, E> {
        Ok(Stored::Other)
    }
    fn visit_bytes<E>(self, _: &[u8]) -> Result<Stored, E> {
        Ok(Stored::Other)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Stored, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Stored::Other)
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Stored, A::Error> {
        let mut values = Vec::new();
        while let Some(name) = map.next_key()? {
            values.push((name, map.next_value()?));
        }
        Ok(Stored::Object(values))
    }
}
