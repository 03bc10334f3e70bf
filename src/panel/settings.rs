//! What the rep has set, kept in `storage.local`.

use pitchside_core::catalogue::Region;
use pitchside_core::value::Value;

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LinkStyle {
    /// The title as the link.
    #[default]
    Rich,
    /// The bare address.
    Plain,
}

/// The settings. A field that is missing in storage takes its default.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Where the rep sells; without one no asset is stopped for its region, unless the library has a default.
    pub region: Option<Region>,
    /// Light or dark.
    pub theme: Theme,
    /// How Enter copies.
    pub link: LinkStyle,
    /// Whether single letters are keys (WCAG 2.1.4 asks for a switch).
    pub keys: bool,
    /// Whether a log for marketing is kept.
    pub log: bool,
    /// Whether it names accounts rather than marking them.
    pub names: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            region: None,
            theme: Theme::default(),
            link: LinkStyle::default(),
            keys: true,
            log: true,
            names: false,
        }
    }
}

impl Settings {
    /// Reads them from storage, where anything at all may stand, since damaged ones are no reason to lose the panel; none
    /// when one of them is damaged.
    pub(super) fn read(stored: Value) -> Option<Self> {
        let mut settings = Self::default();
        for (name, value) in stored.object().ok()?.rest() {
            let change = match (name.as_str(), &value) {
                ("region", Value::Null) => continue,
                ("keys", Value::Flag(on)) => Change::Keys(*on),
                ("log", Value::Flag(on)) => Change::Log(*on),
                ("names", Value::Flag(on)) => Change::Names(*on),
                ("region" | "theme" | "link", Value::Text(word)) => Change::from_control(&name, word)?,
                ("region" | "theme" | "link" | "keys" | "log" | "names", _) => return None,
                _ => continue, // of another release
            };
            change.apply(&mut settings);
        }
        Some(settings)
    }

    /// As they stand in storage.
    #[cfg(any(test, target_arch = "wasm32"))]
    pub(super) fn write(&self) -> Value {
        let theme = match self.theme {
            Theme::Browser => "browser",
            Theme::Light => "light",
            Theme::Dark => "dark",
        };
        let link = match self.link {
            LinkStyle::Rich => "rich",
            LinkStyle::Plain => "plain",
        };
        pitchside_core::value::Object::default()
            .with("region", self.region.map_or(Value::Null, |region| region.label().into()))
            .with("theme", theme)
            .with("link", link)
            .with("keys", self.keys)
            .with("log", self.log)
            .with("names", self.names)
            .into()
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
    /// The log for marketing.
    Log(bool),
    /// Accounts by name in it.
    Names(bool),
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
            ("log", value) => Self::Log(value == "on"),
            ("names", value) => Self::Names(value == "on"),
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
            Self::Log(log) => settings.log = log,
            Self::Names(names) => settings.names = names,
        }
    }
}
