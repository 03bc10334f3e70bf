//! What holds for this rep: what the organisation gives by policy (`storage.managed`), else what he has set himself
//! (`storage.local`), else what is set at first.
//!
//! Only what he has set is kept, setting by setting: what a policy gives is never copied, so that a later policy holds at
//! once, and what he had set holds again where a policy is taken back.

use pitchside_core::catalogue::Region;
use pitchside_core::memory::Change as KeptChange;
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

impl Theme {
    /// Its word in storage and on the settings page.
    pub fn word(self) -> &'static str {
        match self {
            Self::Browser => "browser",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
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

impl LinkStyle {
    /// Its word in storage and on the settings page.
    pub fn word(self) -> &'static str {
        match self {
            Self::Rich => "rich",
            Self::Plain => "plain",
        }
    }
}

/// The settings that hold.
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
    /// Whether the foot says once a week what there is to send of it.
    pub remind: bool,
    /// The names of those that a policy gives: the rep can't change them.
    pub given: Vec<&'static str>,
    /// The names of those that could not be read: they are as at first.
    pub unread: Vec<&'static str>,
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
            remind: true,
            given: Vec::new(),
            unread: Vec::new(),
        }
    }
}

/// Every setting by its name in storage, in policies and on the settings page.
pub const NAMES: [&str; 7] = ["region", "theme", "link", "keys", "log", "names", "remind"];

impl Settings {
    /// Reads what the rep has set and what a policy gives. Anything at all may stand there: a damaged setting is no reason to
    /// lose the others.
    pub fn read(own: &Value, given: &Value) -> Self {
        let mut settings = Self::default();
        for name in NAMES {
            let by_policy = field(given, name);
            let value = if by_policy == Value::Null { field(own, name) } else { by_policy };
            let change = match &value {
                Value::Null => continue,
                Value::Flag(on) => Change::from_control(name, if *on { "on" } else { "" }),
                Value::Text(word) => Change::from_control(name, word),
                _ => None,
            };
            // A switch has no words, and a word is no switch.
            match change.filter(|change| change.value() == value) {
                Some(change) => change.apply(&mut settings),
                None => settings.unread.push(name),
            }
            if field(given, name) != Value::Null {
                settings.given.push(name);
            }
        }
        if !matches!(own, Value::Object(_) | Value::Null) {
            settings.unread = NAMES.to_vec();
        }
        settings
    }
}

/// A field of an object; of anything else `Null`.
fn field(of: &Value, name: &str) -> Value {
    let Value::Object(object) = of else { return Value::Null };
    object.iter().find(|(has, _)| has == name).map(|(_, value)| value.clone()).unwrap_or_default()
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
    /// The weekly reminder.
    Remind(bool),
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
            ("remind", value) => Self::Remind(value == "on"),
            _ => return None,
        })
    }

    /// Makes the change.
    fn apply(&self, settings: &mut Settings) {
        match *self {
            Self::Region(region) => settings.region = region,
            Self::Theme(theme) => settings.theme = theme,
            Self::Link(link) => settings.link = link,
            Self::Keys(keys) => settings.keys = keys,
            Self::Log(log) => settings.log = log,
            Self::Names(names) => settings.names = names,
            Self::Remind(remind) => settings.remind = remind,
        }
    }

    /// The setting's name.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Region(_) => "region",
            Self::Theme(_) => "theme",
            Self::Link(_) => "link",
            Self::Keys(_) => "keys",
            Self::Log(_) => "log",
            Self::Names(_) => "names",
            Self::Remind(_) => "remind",
        }
    }

    /// Its value as it is kept; `Null` is as at first.
    fn value(&self) -> Value {
        match self {
            Self::Region(region) => region.map_or(Value::Null, |region| region.label().into()),
            Self::Theme(theme) => theme.word().into(),
            Self::Link(link) => link.word().into(),
            Self::Keys(on) | Self::Log(on) | Self::Names(on) | Self::Remind(on) => (*on).into(),
        }
    }

    /// What is to be kept.
    pub fn kept(&self) -> KeptChange {
        KeptChange::Set { name: self.name().to_owned(), value: self.value() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(own: serde_json::Value, given: serde_json::Value) -> Settings {
        Settings::read(&serde_json::from_value(own).unwrap(), &serde_json::from_value(given).unwrap())
    }

    use serde_json::json;

    #[test]
    fn what_a_policy_gives_holds_and_what_the_rep_has_set_holds_beside_it() {
        let settings = read(
            json!({"theme": "dark", "link": "plain", "of_a_later_release": [1]}),
            json!({"theme": "light", "keys": false}),
        );
        assert_eq!((settings.theme, settings.link, settings.keys), (Theme::Light, LinkStyle::Plain, false));
        assert_eq!(settings.given, ["theme", "keys"]);
        assert_eq!(
            read(json!({"theme": "dark"}), json!(null)).theme,
            Theme::Dark,
            "the policy was taken back"
        );
    }

    #[test]
    fn a_damaged_setting_loses_only_itself_and_is_named() {
        let settings = read(
            json!({"theme": "pink", "keys": "on", "log": false, "names": null, "region": "europe", "link": 5}),
            json!(null),
        );
        assert_eq!(settings.unread, ["theme", "link", "keys"]);
        assert_eq!((settings.log, settings.region, settings.keys), (false, Some(Region::Europe), true));
        for damaged in [json!(5), json!([1]), json!("dark")] {
            assert_eq!(read(damaged, json!(null)).unread, NAMES);
        }
        assert_eq!(read(json!(null), json!(null)), Settings::default());
    }

    #[test]
    fn every_change_is_kept_as_it_is_read() {
        for (name, value) in [
            ("region", "europe"),
            ("theme", "dark"),
            ("link", "plain"),
            ("keys", ""),
            ("log", ""),
            ("names", "on"),
            ("remind", ""),
        ] {
            let change = Change::from_control(name, value).unwrap();
            assert_eq!(change.name(), name);
            let own = pitchside_core::value::Object::default().with(name, change.value());
            assert_eq!(Settings::read(&own.into(), &Value::Null).unread, [""; 0]);
        }
        assert_eq!(Change::from_control("region", "").unwrap().value(), Value::Null);
    }
}
