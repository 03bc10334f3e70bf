//! `tables.txt`: the word tables and adapters in the form that costs the panel least (`panel::tables` reads it).
//!
//! # Why
//! A fetch costs an extension's page several milliseconds whatever its size, so the two dozen files come as one.
//! What can be computed beforehand is (the sorted wordings of industries); what the panel does not need is left out
//! (comments, the adapters' cases and sources). The files themselves stay readable beside it.

use super::{Files, PackageError};
use crate::catalogue::Table;
use crate::prospect::{Adapter, SiteFacts, industry_keys, labels_of};
use serde_json::Value;

/// Its name in a package.
pub const NAME: &str = "tables.txt";

/// Makes it of the extension's files and the library's own adapters, given by path. Those come first, and one of the
/// same id replaces the extension's.
///
/// # Errors
/// When a file is missing from the extension or an adapter can't be read.
pub fn tables(extension: &Files, own: &Files) -> Result<Vec<u8>, PackageError> {
    let mut parts = Vec::new();
    for name in Table::FILES {
        let path = format!("words/{name}");
        let content = if name == "industry_keys.tsv" {
            industry_keys()
        } else {
            let text = extension.get(&path).and_then(|bytes| std::str::from_utf8(bytes).ok());
            words(name, text.ok_or_else(|| PackageError::Manifest(format!("the extension has no {path}")))?)
        };
        parts.push((path, content));
    }
    let mut adapters: Vec<(String, Adapter, String)> = Vec::new();
    for (path, bytes) in own.iter().chain(extension) {
        if !path.starts_with("adapters/") || !path.ends_with(".json") {
            continue;
        }
        let fault = |what: String| PackageError::Manifest(format!("{path}: {what}"));
        let text = std::str::from_utf8(bytes).map_err(|e| fault(e.to_string()))?;
        let adapter = Adapter::parse(path, text)
            .map_err(|faults| fault(faults.first().map(ToString::to_string).unwrap_or_default()))?;
        if adapters.iter().all(|(_, known, _)| known.id != adapter.id) {
            let lean = lean(text).map_err(fault)?;
            adapters.push((path.clone(), adapter, lean));
        }
    }
    adapters.sort_by_key(|(_, adapter, _)| adapter.hosts.iter().any(|host| host == "*"));
    parts.extend(
        adapters
            .into_iter()
            .map(|(path, adapter, json)| (format!("{path}\t{}", SiteFacts::of(&adapter)), json)),
    );
    let mut file = format!("{}\n", parts.len());
    for (head, content) in parts {
        file.extend(["\u{c}", &head, "\n", &content]);
    }
    Ok(file.into_bytes())
}

/// A table without comments and without what [`industry_keys`] already says.
fn words(name: &str, text: &str) -> String {
    let mut lean = String::with_capacity(text.len());
    for row in text.lines().filter(|row| !row.starts_with('#')) {
        let mut cells = row.split('\t');
        if name == "industry_words.tsv" {
            let id = cells.next().unwrap_or_default();
            lean.extend([id, "\t\t", cells.nth(1).unwrap_or_default()]);
        } else {
            lean.push_str(row);
        }
        lean.push('\n');
    }
    lean
}

/// An adapter without spaces and without what only its author needs, labels in place of their rows' names.
fn lean(json: &str) -> Result<String, String> {
    let mut value: Value = serde_json::from_str(json).map_err(|e| e.to_string())?;
    if let Some(adapter) = value.as_object_mut() {
        adapter.remove("cases");
        adapter.remove("sources");
    }
    put_labels(&mut value)?;
    Ok(value.to_string())
}

fn put_labels(value: &mut Value) -> Result<(), String> {
    match value {
        Value::Object(map) => map.iter_mut().try_for_each(|(key, inner)| match inner {
            Value::Array(list) if key == "label" => {
                let names = list.iter().filter_map(Value::as_str).map(str::to_owned).collect();
                *list = labels_of(names)?.into_iter().map(Value::String).collect();
                Ok(())
            }
            _ => put_labels(inner),
        }),
        Value::Array(list) => list.iter_mut().try_for_each(put_labels),
        _ => Ok(()),
    }
}

/// The files of which it is made, from the source folder.
#[cfg(test)]
pub fn source_tables() -> Files {
    let mut files = Files::new();
    for folder in ["words", "adapters"] {
        for entry in std::fs::read_dir(format!("extension/{folder}")).unwrap() {
            let path = entry.unwrap().path();
            let name = format!("{folder}/{}", path.file_name().unwrap().to_string_lossy());
            files.insert(name, std::fs::read(path).unwrap());
        }
    }
    files
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heads(file: &[u8]) -> Vec<String> {
        let text = std::str::from_utf8(file).unwrap();
        text.split('\u{c}').skip(1).map(|part| part.lines().next().unwrap_or_default().to_owned()).collect()
    }

    #[test]
    fn every_table_and_adapter_is_there_and_the_one_for_any_site_is_last() {
        let heads = heads(&tables(&source_tables(), &Files::new()).unwrap());
        assert_eq!(heads.len(), Table::FILES.len() + crate::prospect::BUILTIN.len());
        assert!(heads.last().unwrap().starts_with("adapters/any.json\t"), "{heads:?}");
    }

    #[test]
    fn the_librarys_adapter_of_the_same_id_replaces_the_extensions() {
        let mut own = Files::new();
        let odoo = source_tables().remove("adapters/odoo.json").unwrap();
        own.insert("adapters/zz-ours.json".to_owned(), odoo);
        let heads = heads(&tables(&source_tables(), &own).unwrap());
        let at = |path: &str| heads.iter().position(|head| head.starts_with(path));
        assert!(at("adapters/odoo.json").is_none());
        assert_eq!(at("adapters/zz-ours.json"), Some(Table::FILES.len()));
    }

    #[test]
    fn labels_stand_in_place_of_their_rows_names() {
        let file = String::from_utf8(tables(&source_tables(), &Files::new()).unwrap()).unwrap();
        assert!(file.contains(r#""Branche""#) && !file.contains(r#""@"#));
    }

    #[test]
    fn a_broken_adapter_is_named() {
        let mut own = Files::new();
        own.insert("adapters/crm.json".to_owned(), b"{".to_vec());
        assert!(tables(&source_tables(), &own).unwrap_err().to_string().contains("adapters/crm.json"));
    }
}
