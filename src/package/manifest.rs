//! Two manifests from the one at the top level.
//!
//! `manifest.json` holds everything for both browsers, so that there is one place to read. Each browser warns about the
//! other's keys, so each gets only its own; host permissions come from the adapters and the library, the version from
//! Cargo.toml and the build number.

use super::{Files, PackageError};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// The manifest at the top level.
const SOURCE: &str = include_str!("../../manifest.json");

/// Who loads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Browser {
    /// Chrome, Edge and their kin.
    Chrome,
    /// Firefox.
    Firefox,
}

impl Browser {
    /// In names of files: `chrome`, `firefox`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Chrome => "chrome",
            Self::Firefox => "firefox",
        }
    }

    /// Keys of the other browser, as paths.
    const fn foreign(self) -> &'static [&'static [&'static str]] {
        match self {
            Self::Chrome => {
                &[&["sidebar_action"], &["browser_specific_settings"], &["background", "scripts"]]
            }
            Self::Firefox => {
                &[&["side_panel"], &["key"], &["minimum_chrome_version"], &["background", "service_worker"]]
            }
        }
    }

    /// Permissions that the browser doesn't know.
    const fn unknown_permissions(self) -> &'static [&'static str] {
        match self {
            Self::Chrome => &[],
            Self::Firefox => &["sidePanel"],
        }
    }
}

/// How the sites' permission is got.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sites {
    /// Each asked for in the panel.
    #[default]
    Optional,
    /// Declared: for installation by an administrator, nothing is asked.
    Required,
}

/// The package's version: Cargo.toml's three numbers and, above 0, the build number.
///
/// # Errors
/// When a number is over the stores' limit of 65535.
pub fn version(build: u32) -> Result<String, PackageError> {
    let own = env!("CARGO_PKG_VERSION").split('-').next().unwrap_or_default();
    let version = if build == 0 { own.to_owned() } else { format!("{own}.{build}") };
    let sound = version.split('.').all(|part| part.parse::<u16>().is_ok());
    if sound { Ok(version) } else { Err(PackageError::Version(version)) }
}

/// Match patterns of all sites: the hosts of `extension`'s adapters and those of the library, sorted.
///
/// # Errors
/// When an adapter can't be read or a host is none.
pub fn hosts(extension: &Files, own: &[String]) -> Result<Vec<String>, PackageError> {
    #[derive(serde::Deserialize)]
    struct Adapter {
        hosts: Vec<String>,
    }
    let mut hosts: BTreeSet<String> = BTreeSet::new();
    for (name, bytes) in extension.iter().filter(|(n, _)| n.starts_with("adapters/") && n.ends_with(".json"))
    {
        let adapter: Adapter =
            serde_json::from_slice(bytes).map_err(|e| PackageError::Manifest(format!("{name}: {e}")))?;
        // `*` alone is the adapter for any site: it works by `activeTab` and asks for nothing.
        hosts.extend(adapter.hosts.into_iter().filter(|h| h != "*"));
    }
    hosts.extend(own.iter().map(|h| h.trim().to_lowercase()));
    hosts.iter().map(|host| pattern(host)).collect()
}

fn pattern(host: &str) -> Result<String, PackageError> {
    let name = host.strip_prefix("*.").unwrap_or(host);
    let label = |l: &str| !l.is_empty() && l.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    if name.contains('.') && name.split('.').all(label) {
        Ok(format!("https://{host}/*"))
    } else {
        Err(PackageError::Host(host.to_owned()))
    }
}

/// One browser's manifest as the bytes of its file.
///
/// # Errors
/// When the one at the top level is malformed.
pub fn manifest(
    browser: Browser,
    hosts: &[String],
    sites: Sites,
    version: &str,
) -> Result<Vec<u8>, PackageError> {
    let malformed = |e: serde_json::Error| PackageError::Manifest(e.to_string());
    let mut manifest: Map<String, Value> = serde_json::from_str(SOURCE).map_err(malformed)?;
    for path in browser.foreign() {
        remove(&mut manifest, path);
    }
    if let Some(Value::Array(permissions)) = manifest.get_mut("permissions") {
        permissions.retain(|p| p.as_str().is_none_or(|p| !browser.unknown_permissions().contains(&p)));
    }
    manifest.insert("version".to_owned(), json!(version));
    manifest.remove("optional_host_permissions");
    let key = match sites {
        Sites::Optional => "optional_host_permissions",
        Sites::Required => "host_permissions",
    };
    if !hosts.is_empty() {
        manifest.insert(key.to_owned(), json!(hosts));
    }
    let mut bytes = serde_json::to_vec_pretty(&manifest).map_err(malformed)?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn remove(map: &mut Map<String, Value>, path: &[&str]) {
    match path {
        [] => {}
        [key] => drop(map.remove(*key)),
        [key, rest @ ..] => {
            if let Some(Value::Object(inner)) = map.get_mut(*key) {
                remove(inner, rest);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(browser: Browser, sites: Sites) -> Value {
        let hosts = ["https://www.linkedin.com/*".to_owned()];
        serde_json::from_slice(&manifest(browser, &hosts, sites, "1.2.3.4").unwrap()).unwrap()
    }

    #[test]
    fn each_browser_gets_its_own_keys_only() {
        let (chrome, firefox) = (of(Browser::Chrome, Sites::Optional), of(Browser::Firefox, Sites::Optional));
        for key in ["sidebar_action", "browser_specific_settings"] {
            assert!(chrome.get(key).is_none() && firefox.get(key).is_some(), "{key}");
        }
        for key in ["side_panel", "key", "minimum_chrome_version"] {
            assert!(chrome.get(key).is_some() && firefox.get(key).is_none(), "{key}");
        }
        assert!(
            chrome["background"].get("scripts").is_none()
                && chrome["background"].get("service_worker").is_some()
        );
        assert!(
            firefox["background"].get("service_worker").is_none()
                && firefox["background"].get("scripts").is_some()
        );
        assert!(!firefox["permissions"].as_array().unwrap().contains(&json!("sidePanel")));
        assert_eq!(
            firefox["browser_specific_settings"]["gecko"]["data_collection_permissions"]["required"],
            json!(["none"])
        );
        assert_eq!(chrome["version"], "1.2.3.4");
    }

    #[test]
    fn nothing_broad_is_asked_at_install_and_no_resource_is_open_to_pages() {
        for browser in [Browser::Chrome, Browser::Firefox] {
            let manifest = of(browser, Sites::Optional);
            assert!(manifest.get("host_permissions").is_none());
            assert!(
                manifest.get("web_accessible_resources").is_none()
                    && manifest.get("content_scripts").is_none()
            );
            let mut permissions: Vec<_> =
                manifest["permissions"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
            permissions.retain(|p| *p != "sidePanel");
            assert_eq!(permissions, ["activeTab", "scripting", "storage", "contextMenus"]);
            let policy = manifest["content_security_policy"]["extension_pages"].as_str().unwrap();
            assert!(
                policy.starts_with("default-src 'none';") && policy.contains("connect-src 'self';"),
                "{policy}"
            );
        }
    }

    #[test]
    fn the_administrators_variant_declares_the_sites() {
        let manifest = of(Browser::Chrome, Sites::Required);
        assert_eq!(manifest["host_permissions"], json!(["https://www.linkedin.com/*"]));
        assert!(manifest.get("optional_host_permissions").is_none());
    }

    #[test]
    fn hosts_come_from_adapters_and_the_library_without_any() {
        let adapter = |hosts: &str| format!("{{\"id\": \"x\", \"hosts\": {hosts}}}").into_bytes();
        let extension = Files::from([
            ("adapters/a.json".to_owned(), adapter("[\"*.lightning.force.com\"]")),
            ("adapters/any.json".to_owned(), adapter("[\"*\"]")),
        ]);
        let own = ["CRM.example.com".to_owned()];
        assert_eq!(
            hosts(&extension, &own).unwrap(),
            ["https://*.lightning.force.com/*", "https://crm.example.com/*"]
        );
        for bad in ["*", "*.com:80", "https://x.example", "", "localhost", "*.*.example"] {
            assert!(hosts(&extension, &[bad.to_owned()]).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_build_number_is_the_fourth_part_of_the_version() {
        assert_eq!(version(0).unwrap(), env!("CARGO_PKG_VERSION"));
        assert_eq!(version(12).unwrap(), format!("{}.12", env!("CARGO_PKG_VERSION")));
        assert!(version(70_000).is_err());
    }
}
