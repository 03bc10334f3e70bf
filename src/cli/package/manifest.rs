//! Two manifests from the one at the top level.
//!
//! `manifest.json` holds everything for both browsers, so that there is one place to read. Each browser warns about the
//! other's keys, so each gets only its own; host permissions come from the adapters and the library, the version from
//! Cargo.toml and the build number.

use super::adapters::Packaged;
use super::{Key, PackageError};
use crate::library::{Package as Brand, SiteHost};
use pitchside_core::catalogue::Link;
use pitchside_core::prospect::match_pattern;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// The manifest at the top level.
const SOURCE: &str = include_str!("../../../manifest.json");

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

/// Match patterns of all sites: the hosts of the adapters and those of the library, sorted.
///
/// # Errors
/// When a host is none, with where it stands.
pub fn hosts(adapters: &[Packaged], own: &[String]) -> Result<Vec<String>, PackageError> {
    let mut patterns = BTreeSet::new();
    for one in adapters {
        // `*` alone is the adapter for any site: it works by `activeTab` and asks for nothing.
        for host in one.authored.adapter.hosts.iter().filter(|host| *host != "*") {
            patterns.insert(pattern(host, &one.path)?);
        }
    }
    for host in own {
        patterns.insert(pattern(host, "library.toml, sites")?);
    }
    Ok(patterns.into_iter().collect())
}

fn pattern(host: &str, place: &str) -> Result<String, PackageError> {
    match host.parse::<SiteHost>() {
        Ok(host) => Ok(match_pattern(&host.to_string())),
        Err(error) => Err(PackageError::Host { place: place.to_owned(), what: error.to_string() }),
    }
}

/// Which `key` stands in Chrome's manifest.
#[derive(Clone, Copy)]
pub enum KeyField<'a> {
    /// None: stores refuse one.
    None,
    /// The one at the top level, which gives an unpacked extension a lasting id.
    Source,
    /// That of one's own key.
    Own(&'a Key),
}

/// What differs from package to package.
pub struct Face<'a> {
    /// The package's version.
    pub version: &'a str,
    /// Match patterns of its sites.
    pub hosts: &'a [String],
    /// Whether they are asked for or declared.
    pub sites: Sites,
    /// Name and pages of the library's own.
    pub brand: &'a Brand,
    /// Firefox's id.
    pub firefox_id: &'a str,
    /// The key.
    pub key: KeyField<'a>,
    /// Where a self-hosted package looks for updates.
    pub update_url: Option<&'a str>,
}

/// One browser's manifest as the bytes of its file.
///
/// # Errors
/// When the one at the top level is malformed, or an id or address is none.
pub fn manifest(browser: Browser, face: &Face<'_>) -> Result<Vec<u8>, PackageError> {
    let mut manifest = source()?;
    for path in browser.foreign() {
        remove(&mut manifest, path);
    }
    if let Some(Value::Array(permissions)) = manifest.get_mut("permissions") {
        permissions.retain(|p| p.as_str().is_none_or(|p| !browser.unknown_permissions().contains(&p)));
    }
    manifest.insert("version".to_owned(), json!(face.version));
    manifest.remove("optional_host_permissions");
    let key = match face.sites {
        Sites::Optional => "optional_host_permissions",
        Sites::Required => "host_permissions",
    };
    if !face.hosts.is_empty() {
        manifest.insert(key.to_owned(), json!(face.hosts));
    }
    let brand = face.brand;
    let short = [&brand.short_name, &brand.name].into_iter().find(|n| !n.is_empty());
    if let Some(short) = short {
        let short: String = short.chars().take(12).collect();
        manifest.insert("short_name".to_owned(), json!(short.trim_end()));
    }
    if !brand.homepage.is_empty() {
        let link = Link::new(&brand.homepage).map_err(|e| PackageError::Brand(format!("homepage: {e}")))?;
        manifest.insert("homepage_url".to_owned(), json!(link.as_str()));
    }
    match browser {
        Browser::Chrome => {
            match face.key {
                KeyField::None => drop(manifest.remove("key")),
                KeyField::Source => {}
                KeyField::Own(key) => drop(manifest.insert("key".to_owned(), json!(key.public_base64()))),
            }
            if let Some(url) = face.update_url {
                manifest.insert("update_url".to_owned(), json!(url));
            }
            manifest.insert("storage".to_owned(), json!({ "managed_schema": super::hosting::SCHEMA }));
        }
        Browser::Firefox => {
            if let Some(Value::Object(gecko)) =
                manifest.get_mut("browser_specific_settings").and_then(|s| s.get_mut("gecko"))
            {
                gecko.insert("id".to_owned(), json!(face.firefox_id));
                if let Some(url) = face.update_url {
                    gecko.insert("update_url".to_owned(), json!(url));
                }
            }
        }
    }
    let mut bytes = serde_json::to_vec_pretty(&manifest).map_err(malformed)?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn malformed(error: serde_json::Error) -> PackageError {
    PackageError::Manifest(error.to_string())
}

fn source() -> Result<Map<String, Value>, PackageError> {
    serde_json::from_str(SOURCE).map_err(malformed)
}

/// Chrome's id: that of one's own key, else of the one at the top level.
///
/// # Errors
/// When the manifest at the top level is malformed.
pub fn chrome_id(own: Option<&Key>) -> Result<String, PackageError> {
    let source = source()?;
    let key = own.map(Key::public_base64).or_else(|| Some(source.get("key")?.as_str()?.to_owned()));
    let id = key.as_deref().and_then(super::crx::id_of_key);
    id.ok_or_else(|| PackageError::Manifest("key is no public key".to_owned()))
}

/// Firefox's id of the add-on: the library's own, else one that comes from the vendor's name, so that two vendors never share one.
///
/// # Errors
/// When the library's own has not the form of a mail address or of a UUID in braces.
pub fn firefox_id(brand: &Brand, vendor: &str) -> Result<String, PackageError> {
    let own = brand.firefox_id.trim();
    if own.is_empty() && vendor.chars().any(char::is_alphanumeric) {
        let folded = pitchside_core::text::fold(vendor);
        let words: Vec<&str> =
            folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty()).collect();
        let mut domain = words.join("-");
        if domain.is_empty() {
            // A name in letters that an id can't have: some digits that are its own.
            domain = crate::library::sha256(vendor.as_bytes()).chars().take(12).collect();
        }
        return Ok(format!("pitchside@{domain}"));
    }
    if own.is_empty() {
        let source = source()?;
        let id = source
            .get("browser_specific_settings")
            .and_then(|s| s.pointer("/gecko/id"))
            .and_then(Value::as_str);
        return id
            .map(str::to_owned)
            .ok_or_else(|| PackageError::Manifest("there is no gecko id".to_owned()));
    }
    let sound = |part: &str| part.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._".contains(&b));
    let mail =
        own.split_once('@').is_some_and(|(name, domain)| sound(name) && sound(domain) && !domain.is_empty());
    let uuid =
        own.strip_prefix('{').and_then(|o| o.strip_suffix('}')).is_some_and(|u| u.len() == 36 && sound(u));
    match mail || uuid {
        true => Ok(own.to_owned()),
        false => Err(PackageError::Brand(format!(
            "firefox_id “{own}” is none; write it like pitchside@your-company.example"
        ))),
    }
}

/// The address below which one's own packages are served, without a slash at the end.
///
/// # Errors
/// When it is not https: browsers take updates from nowhere else.
pub fn update_base(url: &str) -> Result<Option<String>, PackageError> {
    let url = url.trim().trim_end_matches('/');
    if url.is_empty() {
        return Ok(None);
    }
    let link = Link::new(url).ok().filter(|l| l.as_str().starts_with("https://"));
    match link {
        Some(link) => Ok(Some(link.as_str().to_owned())),
        None => Err(PackageError::Brand(format!(
            "update_url “{url}” must be a full address that begins with https://"
        ))),
    }
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
    use crate::package::{Files, adapters, read_tree};
    use std::path::Path;

    fn of(browser: Browser, sites: Sites) -> Value {
        let (hosts, brand) = (["https://www.linkedin.com/*".to_owned()], Brand::default());
        let face = Face {
            version: "1.2.3.4",
            hosts: &hosts,
            sites,
            brand: &brand,
            firefox_id: "x@y",
            key: KeyField::Source,
            update_url: None,
        };
        serde_json::from_slice(&manifest(browser, &face).unwrap()).unwrap()
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
    fn stores_get_no_key_and_one_s_own_server_gets_its_address() {
        let brand = Brand { name: "Harbourline Pitchside".into(), ..Brand::default() };
        let make = |browser, update_url| -> Value {
            let face = Face {
                version: "1",
                hosts: &[],
                sites: Sites::Optional,
                brand: &brand,
                firefox_id: "x@y",
                key: KeyField::None,
                update_url,
            };
            serde_json::from_slice(&manifest(browser, &face).unwrap()).unwrap()
        };
        let store = make(Browser::Chrome, None);
        assert!(store.get("key").is_none() && store.get("update_url").is_none());
        assert_eq!(store["short_name"], "Harbourline");
        let own = make(Browser::Firefox, Some("https://x.example/updates.json"));
        assert_eq!(own["browser_specific_settings"]["gecko"]["update_url"], "https://x.example/updates.json");
        assert!(update_base("http://x.example").is_err());
        assert_eq!(update_base("https://x.example/p/").unwrap().unwrap(), "https://x.example/p");
        assert!(firefox_id(&Brand { firefox_id: "no id".into(), ..Brand::default() }, "").is_err());
        assert_eq!(chrome_id(None).unwrap().len(), 32);
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
        let files = read_tree(Path::new("extension")).unwrap();
        let adapters: Vec<Packaged> = adapters(&files, &Files::new(), &[])
            .unwrap()
            .into_iter()
            .filter(|one| ["espocrm", "any"].contains(&one.authored.adapter.id.as_str()))
            .collect();
        let own = ["CRM.example.com".to_owned(), "http://crm:8069".to_owned()];
        assert_eq!(
            hosts(&adapters, &own).unwrap(),
            [
                "*://crm/*",
                "https://*.espocloud.com/*",
                "https://*.espocloud.eu/*",
                "https://crm.example.com/*"
            ]
        );
        for bad in ["*", "*.com:80", "https://x.example/path", "", "*.*.example"] {
            let error = hosts(&[], &[bad.to_owned()]).unwrap_err().to_string();
            assert!(error.starts_with("library.toml, sites: "), "{bad}: {error}");
        }
    }

    #[test]
    fn a_build_number_is_the_fourth_part_of_the_version() {
        assert_eq!(version(0).unwrap(), env!("CARGO_PKG_VERSION"));
        assert_eq!(version(12).unwrap(), format!("{}.12", env!("CARGO_PKG_VERSION")));
        assert!(version(70_000).is_err());
    }
}
