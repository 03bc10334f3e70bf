//! An adapter's file as its author writes it: what pages are read by, and beside it the cases that prove it and the sources
//! that it rests on. `src/core/prospect/ADAPTERS.md` is the form.

mod claims;
mod draft;
mod lint;
mod patterns;

pub use claims::{Case, Source, Witness};
pub use draft::{Draft, DraftError, Heading, Labelled, Survey, kind_word, with_case, with_page};

use pitchside_core::prospect::{Adapter, AdapterError, BUILTIN};
use pitchside_core::value::Value;

/// One file, whole.
#[derive(Clone, Debug)]
pub struct Authored {
    /// What pages are read by.
    pub adapter: Adapter,
    /// Fixture pages with what must be read from them.
    pub cases: Vec<Case>,
    /// Where its facts come from.
    pub sources: Vec<Source>,
    /// The file's content without cases and sources: all that the panel needs, and what `adapter` was read from.
    pub lean: Value,
}

impl Authored {
    /// Reads and checks a file, once for everybody: author, package and panel.
    ///
    /// # Errors
    /// Every fault that makes the file useless, in the file's order.
    pub fn parse(file: &str, json: &str) -> Result<Self, Vec<AdapterError>> {
        let content: Value = serde_json::from_str(json)
            .map_err(|error| vec![AdapterError::Json { file: file.to_owned(), what: error.to_string() }])?;
        let form = |source| vec![AdapterError::Form { file: file.to_owned(), source }];
        let mut from = content.object().map_err(form)?;
        let (cases, sources) = (from.take("cases"), from.take("sources"));
        let lean = Value::from(from);
        let adapter = Adapter::read(file, lean.clone())?;
        let cases = cases.each(Case::read).map_err(|wrong| form(wrong.within("cases")))?;
        let sources = sources.each(Source::read).map_err(|wrong| form(wrong.within("sources")))?;
        Ok(Self { adapter, cases, sources, lean })
    }

    /// The adapters that ship, with the name of each one's file. A fault in one is caught by a test; here the others are
    /// given.
    pub fn builtin() -> impl Iterator<Item = (&'static str, Self)> {
        BUILTIN.iter().filter_map(|(file, json)| Some((*file, Self::parse(file, json).ok()?)))
    }

    /// Puts other hosts into the adapter, and into what the panel gets of it.
    pub fn set_hosts(&mut self, hosts: Vec<String>) {
        if let Ok(mut lean) = std::mem::take(&mut self.lean).object() {
            lean.take("hosts");
            self.lean = Value::from(lean.with("hosts", hosts.as_slice()));
        }
        self.adapter.hosts = hosts;
    }

    /// Things that work today and will break tomorrow, each with its remedy.
    pub fn findings(&self) -> Vec<String> {
        lint::findings(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    #[test]
    fn every_adapter_that_ships_is_whole_and_nothing_in_it_will_break_soon() {
        assert_eq!(Authored::builtin().count(), BUILTIN.len());
        for (file, json) in BUILTIN {
            let authored = Authored::parse(file, json).unwrap();
            assert_eq!(format!("{}.json", authored.adapter.id), *file);
            assert_eq!(authored.findings(), Vec::<String>::new(), "{file}");
        }
    }

    #[test]
    fn what_the_panel_gets_has_neither_cases_nor_sources() {
        for (file, authored) in Authored::builtin() {
            let lean = serde_json::to_value(&authored.lean).unwrap();
            assert!(
                lean.get("pages").is_some() && lean.get("cases").or(lean.get("sources")).is_none(),
                "{file}"
            );
        }
    }

    fn rules_with_labels(value: &Value, found: &mut Vec<Vec<String>>) {
        match value {
            Value::Object(map) => map.iter().for_each(|(key, inner)| match inner.as_array() {
                Some(list) if key == "label" => {
                    found.push(list.iter().filter_map(Value::as_str).map(str::to_owned).collect());
                }
                _ => rules_with_labels(inner, found),
            }),
            Value::Array(list) => list.iter().for_each(|inner| rules_with_labels(inner, found)),
            _ => {}
        }
    }

    #[test]
    fn no_rule_of_a_shipped_adapter_depends_on_one_languages_labels() {
        for (file, json) in BUILTIN {
            let mut rules = Vec::new();
            rules_with_labels(&serde_json::from_str(json).unwrap(), &mut rules);
            for labels in rules {
                let named = labels.iter().any(|label| label.starts_with('@'));
                assert!(
                    named,
                    "{file}: {labels:?} are of one language; name a row of extension/words/labels.tsv"
                );
            }
        }
    }
}
