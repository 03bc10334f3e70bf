//! What an administrator needs beside the packages: update files for one's own server, policies, and the schema of the
//! settings that a policy may give.

use super::Files;
use pitchside_core::markup::escape;
use serde_json::{Value, json};

/// The file that the manifest's `storage.managed_schema` names.
pub const SCHEMA: &str = "managed_schema.json";

/// What Mozilla's signed package is called on one's own server, in every release: policies name it and stay as they are.
const XPI: &str = "pitchside.xpi";

/// What the files are made from.
pub struct Hosting<'a> {
    /// The package's version.
    pub version: &'a str,
    /// Chrome's id of the signed package, or of the unpacked one.
    pub chrome_id: &'a str,
    /// Firefox's id.
    pub firefox_id: &'a str,
    /// Where the files are served, without a slash at the end; none when only stores are used.
    pub base: Option<&'a str>,
    /// The signed package's file name, if there is one.
    pub crx: Option<&'a str>,
}

/// The settings that a policy may give: the same words as in `src/panel/settings.rs`, which reads them.
pub fn schema() -> Vec<u8> {
    let schema = json!({
        "type": "object",
        "properties": {
            "region": {
                "title": "Where the reps sell",
                "type": "string",
                "enum": ["europe", "north-america", "latin-america", "asia-pacific", "middle-east-africa"]
            },
            "theme": { "title": "Light or dark", "type": "string", "enum": ["browser", "light", "dark"] },
            "link": { "title": "How Enter copies a link", "type": "string", "enum": ["rich", "plain"] },
            "keys": { "title": "Whether single letters are shortcuts", "type": "boolean" },
            "log": { "title": "Whether a log for marketing is kept", "type": "boolean" },
            "names": { "title": "Whether that log names accounts rather than marking them", "type": "boolean" },
            "remind": { "title": "Whether the panel says once a week what of that log there is to send", "type": "boolean" }
        }
    });
    pretty(&schema)
}

/// All files, by their name below the output.
pub fn files(hosting: &Hosting<'_>) -> Files {
    let mut files = Files::new();
    let settings = json!({ "region": "europe" });
    // Edge has a word of its own for what stands on the toolbar.
    let chromium = |store: &str, (pin, pinned): (&str, &str)| {
        let update = match (hosting.base, hosting.crx) {
            (Some(base), Some(_)) => format!("{base}/updates.xml"),
            _ => store.to_owned(),
        };
        json!({
            "ExtensionSettings": {
                hosting.chrome_id: { "installation_mode": "force_installed", "update_url": update, pin: pinned }
            },
            "3rdparty": { "extensions": { hosting.chrome_id: settings } }
        })
    };
    files.insert(
        "policies/chrome.json".to_owned(),
        pretty(&chromium("https://clients2.google.com/service/update2/crx", ("toolbar_pin", "force_pinned"))),
    );
    files.insert(
        "policies/edge.json".to_owned(),
        pretty(&chromium(
            "https://edge.microsoft.com/extensionwebstorebase/v1/crx",
            ("toolbar_state", "force_shown"),
        )),
    );
    let install = match hosting.base {
        Some(base) => format!("{base}/{XPI}"),
        None => "https://addons.mozilla.org/firefox/downloads/latest/YOUR-ADD-ON/latest.xpi".to_owned(),
    };
    let firefox = json!({
        "policies": {
            "ExtensionSettings": { hosting.firefox_id: { "installation_mode": "force_installed", "install_url": install } },
            "3rdparty": { "Extensions": { hosting.firefox_id: settings } }
        }
    });
    files.insert("policies/firefox.json".to_owned(), pretty(&firefox));
    files.insert(format!("policies/{SCHEMA}"), schema());
    files.insert("policies/README.md".to_owned(), readme(hosting).into_bytes());
    if let Some(base) = hosting.base {
        if let Some(crx) = hosting.crx {
            files.insert("self-hosted/updates.xml".to_owned(), updates_xml(hosting, base, crx).into_bytes());
        }
        // A browser keeps what it fetched from an address for days: each version has one of its own, which servers take for the same.
        let link = format!("{base}/{XPI}?{}", hosting.version);
        let updates = json!({
            "addons": { hosting.firefox_id: { "updates": [
                { "version": hosting.version, "update_link": link }
            ] } }
        });
        files.insert("self-hosted/updates.json".to_owned(), pretty(&updates));
    }
    files
}

fn updates_xml(hosting: &Hosting<'_>, base: &str, crx: &str) -> String {
    format!(
        "<?xml version='1.0' encoding='UTF-8'?>\n<gupdate xmlns='http://www.google.com/update2/response' protocol='2.0'>\n  \
         <app appid='{}'>\n    <updatecheck codebase='{}' version='{}'/>\n  </app>\n</gupdate>\n",
        hosting.chrome_id,
        escape(&format!("{base}/{crx}")),
        hosting.version
    )
}

fn readme(hosting: &Hosting<'_>) -> String {
    format!(
        "# Installing by policy\n\n\
         Extension ids: Chrome and Edge `{}`, Firefox `{}`. A store gives its own id to what it publishes: replace\n\
         Chrome's and Edge's by the one in the store's address.\n\n\
         - Chrome on Linux: `chrome.json` into `/etc/opt/chrome/policies/managed/` (Chromium: `/etc/chromium/policies/managed/`);\n  \
           Edge: `edge.json` into `/etc/opt/edge/policies/managed/`. On Windows and macOS enter the same keys by group policy,\n  \
           Intune or a configuration profile: `ExtensionSettings`, and the settings below `3rdparty` → `extensions` → id → `policy`.\n\
         - Firefox: `firefox.json` as `policies.json` into `distribution/` beside the program, or on Linux into\n  \
           `/etc/firefox/policies/`, which goes first; or by group policy. A file that is there already takes the new keys in.\n\n\
         What the settings give (region, theme, link, keys, log, names) holds and is marked; a rep can't change it, and what\n\
         they leave out is the rep's own. `{SCHEMA}` describes them.\n\
         Chrome installs from your own server only on managed machines, and Firefox only what Mozilla has signed:\n\
         docs/RELEASING.md says how.\n",
        hosting.chrome_id, hosting.firefox_id
    )
}

fn pretty(value: &Value) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(value).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_servers_get_update_files_and_stores_get_only_policies() {
        let hosting = |base| Hosting {
            version: "1.2.3.4",
            chrome_id: "abcdefghijklmnopabcdefghijklmnop",
            firefox_id: "x@y.example",
            base,
            crx: Some("x.crx"),
        };
        let own = files(&hosting(Some("https://intranet.example/p")));
        let xml = String::from_utf8(own["self-hosted/updates.xml"].clone()).unwrap();
        assert!(xml.contains("codebase='https://intranet.example/p/x.crx' version='1.2.3.4'"), "{xml}");
        let json: Value = serde_json::from_slice(&own["self-hosted/updates.json"]).unwrap();
        assert_eq!(json["addons"]["x@y.example"]["updates"][0]["version"], "1.2.3.4");
        let link = &json["addons"]["x@y.example"]["updates"][0]["update_link"];
        assert_eq!(link, "https://intranet.example/p/pitchside.xpi?1.2.3.4");
        let policy = String::from_utf8(own["policies/firefox.json"].clone()).unwrap();
        assert!(policy.contains("\"https://intranet.example/p/pitchside.xpi\""), "{policy}");
        let stores = files(&hosting(None));
        assert!(!stores.contains_key("self-hosted/updates.xml"));
        let policy = String::from_utf8(stores["policies/chrome.json"].clone()).unwrap();
        assert!(policy.contains("clients2.google.com") && policy.contains("toolbar_pin"), "{policy}");
        let policy = String::from_utf8(stores["policies/edge.json"].clone()).unwrap();
        assert!(policy.contains("edge.microsoft.com") && policy.contains("toolbar_state"), "{policy}");
    }
}
