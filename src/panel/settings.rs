//! What the rep has set, kept in `storage.local`.

use crate::catalogue::Region;
use serde::{Deserialize, Serialize};

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkStyle {
    /// The title as the link.
    #[default]
    Rich,
    /// The bare address.
    Plain,
}

/// The settings. A field that is missing or unknown in storage takes its default.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
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
