//! Hosts of sites of one's own, as an administrator writes them, and which CRM runs there.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A host, parsed: `crm.example.com`, `*.example.com`, `http://crm:8069`. A port is taken and left out: permissions hold for
/// every port of a host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteHost {
    /// Whether its pages come without encryption too.
    pub http: bool,
    /// In small letters: one label or more, or `*.` + domain.
    pub name: String,
}

/// A text that is no host.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is no host: write a name such as crm.example.com, crm or http://crm:8069, without a path")]
pub struct NoHost(String);

impl FromStr for SiteHost {
    type Err = NoHost;

    fn from_str(text: &str) -> Result<Self, NoHost> {
        let wrong = || NoHost(text.trim().to_owned());
        let small = text.trim().to_lowercase();
        let (http, rest) = match (small.strip_prefix("http://"), small.strip_prefix("https://")) {
            (Some(rest), _) => (true, rest),
            (_, Some(rest)) => (false, rest),
            _ => (false, small.as_str()),
        };
        let rest = rest.strip_suffix('/').unwrap_or(rest);
        let (name, port) = rest.split_once(':').unwrap_or((rest, "80"));
        let bare = name.strip_prefix("*.");
        let label = |l: &str| !l.is_empty() && l.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        let sound = bare.unwrap_or(name).split('.').all(label) && port.parse::<u16>().is_ok();
        // A star before a single label would be half the web.
        let broad = bare.is_some_and(|bare| !bare.contains('.'));
        if sound && !broad { Ok(Self { http, name: name.to_owned() }) } else { Err(wrong()) }
    }
}

impl fmt::Display for SiteHost {
    /// As an adapter has it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", if self.http { "http://" } else { "" }, self.name)
    }
}

/// A line of `crm`: what runs at a host of one's own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Crm {
    /// Id of the adapter that reads it: `espocrm`, `odoo`, `suitecrm`.
    pub kind: String,
    /// Its host.
    pub host: String,
}

impl Crm {
    /// The adapters that a line can name: those of the CRMs.
    pub fn kinds() -> Vec<String> {
        let none = ["any", "gmail", "outlook", "linkedin"];
        let kinds = crate::authoring::Authored::builtin().map(|(_, authored)| authored.adapter.id);
        kinds.filter(|kind| !none.contains(&kind.as_str())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_read_as_people_write_it() {
        for (text, want) in [
            ("crm.example.com", "crm.example.com"),
            ("https://CRM.example.com/", "crm.example.com"),
            ("http://crm:8069", "http://crm"),
            ("crm", "crm"),
            ("*.example.com", "*.example.com"),
            ("10.0.0.7:8080", "10.0.0.7"),
        ] {
            assert_eq!(text.parse::<SiteHost>().unwrap().to_string(), want, "{text}");
        }
        for bad in ["", "https://crm.example.com/path", "ftp://crm", "*.com", "*", "cr m", "crm:port", "a..b"]
        {
            assert!(bad.parse::<SiteHost>().is_err(), "{bad}");
        }
    }
}
