//! What a store would send back, found before it is sent.
//!
//! Sources: Chrome Web Store programme policies and manifest reference, Mozilla's add-on policies and addons-linter.

use super::{Browser, Files};
use serde_json::Value;
use std::path::Path;
use std::process::{Command, Stdio};

/// Permissions that the extension may ask for; anything else is a mistake.
const PERMISSIONS: [&str; 5] = ["activeTab", "scripting", "sidePanel", "storage", "contextMenus"];
/// Bytes above which Mozilla's linter refuses a text file.
const TEXT_FILE: usize = 5 << 20;
/// Kinds of file that stores don't take, or that could run.
const FORBIDDEN: [&str; 14] =
    ["exe", "dll", "so", "dylib", "bat", "cmd", "com", "msi", "scr", "sh", "jar", "ps1", "vbs", "apk"];

/// Everything that a store would refuse in a package, in words with the remedy.
pub fn faults(browser: Browser, files: &Files) -> Vec<String> {
    let mut faults = Vec::new();
    let manifest: Value =
        files.get("manifest.json").and_then(|b| serde_json::from_slice(b).ok()).unwrap_or_default();
    manifest_faults(browser, &manifest, files, &mut faults);
    for (name, bytes) in files {
        let extension = name.rsplit('.').next().unwrap_or_default().to_lowercase();
        let hidden = name.split('/').any(|part| part.starts_with('.') || part.is_empty() || part == "..");
        let reserved = name.split('/').next().is_some_and(|part| part.starts_with('_') && part != "_locales");
        if hidden || reserved || name.contains('\\') {
            faults.push(format!("“{name}” is no name for a file of a package; rename it"));
        }
        if FORBIDDEN.contains(&extension.as_str()) {
            faults.push(format!("“{name}” is a program, which stores don't take; remove it"));
        }
        let text = matches!(extension.as_str(), "js" | "json" | "html" | "css");
        if text && bytes.len() > TEXT_FILE {
            faults
                .push(format!("“{name}” has {} MB, Mozilla takes text files up to 5 MB", bytes.len() >> 20));
        }
        let ours = !name.starts_with(super::LIBRARY);
        if (!ours || extension == "svg")
            && matches!(extension.as_str(), "js" | "mjs" | "html" | "htm" | "svg" | "wasm" | "xhtml")
        {
            faults.push(format!("“{name}” could run in the extension; a library may not carry it"));
        }
        if ours && extension == "html" {
            page_faults(name, &String::from_utf8_lossy(bytes), &mut faults);
        }
        if ours && extension == "js" {
            let code = String::from_utf8_lossy(bytes);
            for (what, words) in [
                ("eval(", "runs text as code"),
                ("new Function(", "runs text as code"),
                ("importScripts(", "loads code"),
                ("from \"http", "loads remote code"),
                ("import(\"http", "loads remote code"),
            ] {
                if code.contains(what) {
                    faults.push(format!("“{name}” {words} ({what}…): stores refuse it"));
                }
            }
        }
    }
    faults
}

fn manifest_faults(browser: Browser, manifest: &Value, files: &Files, faults: &mut Vec<String>) {
    let text = |key: &str| manifest.get(key).and_then(Value::as_str).unwrap_or_default();
    let default = text("default_locale");
    let messages = |locale: &str| -> Value {
        let bytes = files.get(&format!("_locales/{locale}/messages.json"));
        bytes.and_then(|b| serde_json::from_slice(b).ok()).unwrap_or_default()
    };
    if messages(default).is_null() {
        faults.push(format!("there is no _locales/{default}/messages.json for the default language"));
    }
    let locales = files.keys().filter_map(|n| n.strip_prefix("_locales/")?.strip_suffix("/messages.json"));
    for locale in locales {
        let all = messages(locale);
        let said = |key: &str| {
            let value = text(key);
            match value.strip_prefix("__MSG_").and_then(|v| v.strip_suffix("__")) {
                Some(name) => all
                    .pointer(&format!("/{name}/message"))
                    .and_then(Value::as_str)
                    .unwrap_or_default()
                    .to_owned(),
                None => value.to_owned(),
            }
        };
        for (key, most) in [("name", 45), ("description", 132), ("short_name", 12)] {
            let length = said(key).chars().count();
            if length == 0 && key != "short_name" {
                faults.push(format!("the {key} is empty in {locale}"));
            }
            if length > most {
                faults.push(format!("the {key} has {length} characters in {locale}, stores take {most}; shorten it under [package] in library.toml"));
            }
        }
    }
    for permission in manifest.get("permissions").and_then(Value::as_array).into_iter().flatten() {
        if !permission.as_str().is_some_and(|p| PERMISSIONS.contains(&p)) {
            faults.push(format!("the permission {permission} has no reason in docs/PERMISSIONS.md"));
        }
    }
    for key in ["host_permissions", "optional_host_permissions"] {
        for host in
            manifest.get(key).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
        {
            if host.contains("://*/") || host == "<all_urls>" {
                faults.push(format!("{key} asks for every site ({host}); name the sites"));
            }
        }
    }
    if browser == Browser::Chrome && manifest.get("manifest_version") != Some(&Value::from(3)) {
        faults.push("manifest_version must be 3".to_owned());
    }
    for (size, path) in manifest.get("icons").and_then(Value::as_object).into_iter().flatten() {
        let path = path.as_str().unwrap_or_default();
        // Width and height stand at fixed places of a PNG's head.
        let wide = files
            .get(path)
            .and_then(|b| b.get(16..20))
            .map(|b| b.iter().fold(0_u32, |n, b| n << 8 | u32::from(*b)));
        if wide.map(|w| w.to_string()).as_ref() != Some(size) {
            faults.push(format!("the icon {path} is missing or not {size} pixels wide"));
        }
    }
    let mut named = Vec::new();
    for pointer in [
        "/background/service_worker",
        "/background/scripts/0",
        "/side_panel/default_path",
        "/sidebar_action/default_panel",
        "/storage/managed_schema",
    ] {
        named.extend(manifest.pointer(pointer).and_then(Value::as_str));
    }
    for name in named.into_iter().filter(|n| !files.contains_key(*n)) {
        faults.push(format!("manifest.json names {name}, which is not in the package"));
    }
}

/// Script in the page, or anything fetched from elsewhere.
fn page_faults(name: &str, page: &str, faults: &mut Vec<String>) {
    let lower = page.to_lowercase();
    for start in ["src=\"http", "src='http", "src=\"//", "rel=\"stylesheet\" href=\"http", "javascript:"] {
        if lower.contains(start) {
            faults.push(format!("“{name}” loads from elsewhere or runs script ({start}…)"));
        }
    }
    for tag in lower.split("<script").skip(1) {
        let head = tag.split('>').next().unwrap_or_default();
        if !head.contains("src=") {
            faults
                .push(format!("“{name}” holds script of its own, which the content security policy forbids"));
        }
    }
}

/// What Mozilla's own linter says of a package: `None` where it is not installed, otherwise its errors and warnings. A package with an
/// address for updates of its own is looked at as one that Mozilla signs and does not list.
pub fn linter(xpi: &Path, self_hosted: bool) -> Option<Vec<String>> {
    let program = std::env::var_os("PITCHSIDE_ADDONS_LINTER").unwrap_or_else(|| "addons-linter".into());
    let how: &[&str] = if self_hosted { &["--self-hosted"] } else { &[] };
    let output = Command::new(program)
        .args(["--output", "json"])
        .args(how)
        .arg(xpi)
        .stdin(Stdio::null())
        .output()
        .ok()?;
    let report: Value = serde_json::from_slice(&output.stdout).ok()?;
    let mut said = Vec::new();
    for level in ["errors", "warnings"] {
        for entry in report.get(level).and_then(Value::as_array).into_iter().flatten() {
            let text = |key: &str| entry.get(key).and_then(Value::as_str).unwrap_or_default();
            let place = if text("file").is_empty() { String::new() } else { format!("{}: ", text("file")) };
            said.push(format!("addons-linter: {place}{} ({})", text("message"), text("code")));
        }
    }
    Some(said)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(name: &str, content: &str) -> bool {
        let files = Files::from([(name.to_owned(), content.as_bytes().to_vec())]);
        faults(Browser::Chrome, &files).iter().any(|f| f.contains(name))
    }

    #[test]
    fn what_could_run_or_load_is_refused() {
        assert!(found("panel.html", "<script>alert(1)</script>"));
        assert!(found("panel.html", "<script src=\"https://evil.example/a.js\"></script>"));
        assert!(!found("panel.html", "<script type=\"module\" src=\"panel.js\"></script>"));
        assert!(found("panel.js", "eval(x)"));
        assert!(found("library/files/x.html", ""));
        assert!(found("library/files/setup.exe", ""));
        assert!(found("_private/x.txt", ""));
        assert!(!found("library/files/x.pdf", "%PDF"));
    }

    #[test]
    fn broad_permissions_and_long_names_are_refused() {
        let manifest = r#"{"manifest_version": 3, "name": "__MSG_name__", "description": "d", "default_locale": "en", "permissions": ["tabs"], "host_permissions": ["https://*/*"]}"#;
        let long = format!(r#"{{"name": {{"message": "{}"}}}}"#, "x".repeat(80));
        let files = Files::from([
            ("manifest.json".to_owned(), manifest.as_bytes().to_vec()),
            ("_locales/en/messages.json".to_owned(), long.into_bytes()),
        ]);
        let said = faults(Browser::Chrome, &files).join("\n");
        for word in ["80 characters", "\"tabs\"", "every site"] {
            assert!(said.contains(word), "{word} in {said}");
        }
    }
}
