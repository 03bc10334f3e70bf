//! What else travels with an index: the files themselves, adapters of one's own, the icon.

use super::diagnostic::Diagnostic;
use super::ready::Ingested;
use super::walk;
use crate::authoring::Authored;
use std::collections::{BTreeMap, HashSet};
use std::path::PathBuf;

/// Formats that travel: none that could hold a script which runs in a browser. HTML is shown as its readable text instead. Which of
/// them a tab shows, and which are only saved, is the panel's to say.
const BUNDLED: [&str; 10] = ["pdf", "docx", "pptx", "xlsx", "ppsx", "txt", "png", "jpg", "jpeg", "webp"];

/// Files by their name below the index's folder, and what is said of them in `library.json`.
#[derive(Debug, Default)]
pub struct Extras {
    /// Name and content.
    pub files: BTreeMap<String, Vec<u8>>,
    /// Asset's number → name.
    pub bundled: BTreeMap<u32, String>,
    /// Names of adapters.
    pub adapters: Vec<String>,
}

/// Collects them.
///
/// # Errors
/// The file and why it can't be taken.
pub fn collect(ingested: &Ingested) -> Result<Extras, (PathBuf, String)> {
    let mut extras = Extras::default();
    if ingested.settings.library.bundle {
        let mut taken = HashSet::new();
        for (ord, ready) in (0_u32..).zip(&ingested.assets) {
            let extension = walk::extension(&ready.asset.file);
            let Some(path) = ready.path.as_ref().filter(|_| BUNDLED.contains(&extension.as_str())) else {
                continue;
            };
            // Nobody opens what was replaced.
            if ready.asset.superseded_by.is_some() {
                continue;
            }
            let stem: String = ready
                .asset
                .id
                .0
                .chars()
                .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
                .take(80)
                .collect();
            let mut name = format!("files/{stem}.{extension}");
            if !taken.insert(name.clone()) {
                name = format!("files/{ord}-{stem}.{extension}");
            }
            extras.files.insert(name.clone(), read(path)?);
            extras.bundled.insert(ord, name);
        }
    }
    // Only ever looked up among the folder's own files, so that no path and no link leads out of it.
    let found = walk::walk(&ingested.folder, &[]).unwrap_or_default().files;
    let mut texts = Vec::new();
    for file in &found {
        let Some(name) =
            file.name.strip_prefix("adapters/").filter(|n| n.ends_with(".json") && !n.contains('/'))
        else {
            continue;
        };
        let text = String::from_utf8(read(&file.path)?)
            .map_err(|_| (file.path.clone(), "is not UTF-8 text".to_owned()))?;
        texts.push((name, text));
    }
    let mut ids: Vec<String> = Vec::new();
    for (name, text) in &texts {
        let fault = |what: String| (ingested.folder.join("adapters"), what);
        let authored = Authored::parse(name, text)
            .map_err(|faults| fault(faults.first().map(ToString::to_string).unwrap_or_default()))?;
        let id = authored.adapter.id;
        if ids.contains(&id) {
            return Err(fault(format!("{name}: id: “{id}” is taken by another file; choose another id")));
        }
        ids.push(id);
    }
    for (name, text) in &texts {
        let name = format!("adapters/{name}");
        extras.files.insert(name.clone(), text.clone().into_bytes());
        extras.adapters.push(name);
    }
    let icon = ingested.settings.package.icon.trim();
    if !icon.is_empty() {
        let wanted = super::entry::clean_path(icon);
        let file = found.iter().find(|f| f.name == wanted);
        let missing =
            || (PathBuf::from("library.toml"), format!("icon: there is no file “{icon}” in the folder"));
        extras.files.insert("icon.png".to_owned(), read(&file.ok_or_else(missing)?.path)?);
    }
    Ok(extras)
}

/// Names the faults of the library's own adapters, and what will break in them some day.
pub fn check_adapters(ingested: &Ingested, found: &mut Vec<Diagnostic>) {
    for file in walk::walk(&ingested.folder, &[]).unwrap_or_default().files {
        let Some(name) =
            file.name.strip_prefix("adapters/").filter(|n| n.ends_with(".json") && !n.contains('/'))
        else {
            continue;
        };
        let text = std::fs::read_to_string(&file.path).map_err(|error| error.to_string());
        let authored = text.map_err(|fault| vec![fault]).and_then(|text| {
            Authored::parse(name, &text).map_err(|faults| faults.iter().map(ToString::to_string).collect())
        });
        match authored {
            Ok(authored) => {
                for finding in authored.findings() {
                    let remedy = "It works today; `pitchside adapter check` tries it on a saved page.";
                    found.push(Diagnostic::warning("adapter", &file.name, finding, remedy));
                }
            }
            Err(faults) => {
                for fault in faults {
                    let line = fault
                        .split("line ")
                        .nth(1)
                        .and_then(|rest| rest.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok());
                    let remedy = "Mend it: the build takes no adapter that can't be read.";
                    let fault = Diagnostic::error("adapter", &file.name, fault, remedy);
                    found.push(fault.at(line.unwrap_or_default(), ""));
                }
            }
        }
    }
}

fn read(path: &std::path::Path) -> Result<Vec<u8>, (PathBuf, String)> {
    std::fs::read(path).map_err(|e| (path.to_owned(), e.to_string()))
}
