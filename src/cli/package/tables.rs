//! `tables.txt`: the word tables and adapters in the form that costs the panel least (`panel::tables` reads it).
//!
//! # Why
//! A fetch costs an extension's page several milliseconds whatever its size, so the two dozen files come as one.
//! What can be computed beforehand is (the sorted wordings of industries); what the panel does not need is left out
//! (comments, the adapters' cases and sources). The files themselves stay readable beside it.

use super::adapters::Packaged;
use super::{Files, PackageError};
use pitchside_core::prospect::{SiteFacts, industry_keys};
use pitchside_core::tables::Table;

/// Its name in a package.
pub const NAME: &str = "tables.txt";

/// Makes it of the extension's vocabularies and the adapters. Of adapters with the same id the first is taken.
///
/// # Errors
/// When a file is missing from the extension.
pub fn tables(extension: &Files, adapters: &[Packaged]) -> Result<Vec<u8>, PackageError> {
    let mut parts = Vec::new();
    for name in Table::FILES {
        let path = format!("words/{name}");
        let content = if name == "industry_keys.tsv" {
            industry_keys()
        } else {
            let text = extension.get(&path).and_then(|bytes| std::str::from_utf8(bytes).ok());
            lean(name, text.ok_or_else(|| PackageError::Manifest(format!("the extension has no {path}")))?)
        };
        parts.push((path, content));
    }
    let mut used: Vec<&Packaged> = Vec::new();
    for one in adapters {
        if used.iter().all(|known| known.authored.adapter.id != one.authored.adapter.id) {
            used.push(one);
        }
    }
    used.sort_by_key(|one| one.authored.adapter.hosts.iter().any(|host| host == "*"));
    for Packaged { path, authored } in used {
        let lean = serde_json::to_string(&authored.lean)
            .map_err(|error| PackageError::Manifest(format!("{path}: {error}")))?;
        parts.push((format!("{path}\t{}", SiteFacts::of(&authored.adapter)), lean));
    }
    let mut file = format!("{}\n", parts.len());
    for (head, content) in parts {
        file.extend(["\u{c}", &head, "\n", &content]);
    }
    Ok(file.into_bytes())
}

/// A table without comments and without what [`industry_keys`] already says.
fn lean(name: &str, text: &str) -> String {
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

#[cfg(test)]
mod tests {
    use super::super::{adapters, read_tree};
    use super::*;
    use pitchside_core::prospect::{Adapter, BUILTIN};
    use std::path::Path;

    fn heads(own: &Files) -> Vec<String> {
        let extension = read_tree(Path::new("extension")).unwrap();
        let file = tables(&extension, &adapters(&extension, own, &[]).unwrap()).unwrap();
        let text = String::from_utf8(file).unwrap();
        text.split('\u{c}').skip(1).map(|part| part.lines().next().unwrap_or_default().to_owned()).collect()
    }

    #[test]
    fn every_table_and_adapter_is_there_and_the_one_for_any_site_is_last() {
        let heads = heads(&Files::new());
        let hosted = |(file, json): &&(&str, &str)| {
            let hosts = Adapter::parse(file, json).unwrap().hosts;
            hosts.iter().any(|host| !host.ends_with(".invalid"))
        };
        assert_eq!(heads.len(), Table::FILES.len() + BUILTIN.iter().filter(hosted).count());
        assert!(heads.last().unwrap().starts_with("adapters/any.json\t"), "{heads:?}");
    }

    #[test]
    fn the_librarys_adapter_of_the_same_id_replaces_the_extensions() {
        let mut own = Files::new();
        let odoo = std::fs::read("extension/adapters/odoo.json").unwrap();
        own.insert("adapters/zz-ours.json".to_owned(), odoo);
        let heads = heads(&own);
        let at = |path: &str| heads.iter().position(|head| head.starts_with(path));
        assert!(at("adapters/odoo.json").is_none());
        assert_eq!(at("adapters/zz-ours.json"), Some(Table::FILES.len()));
    }
}
