//! Adapters that are read when an address first needs them.
//!
//! # Why
//! A rep works on two or three sites. Reading all sixteen adapters took a fifth of the time in which the panel opens.

use super::{Adapter, AdapterError, Recipe, covers};
use crate::prospect::address::Address;
use crate::prospect::detect::{Site, detect_on};
use crate::prospect::{Detection, Observation, Vocabulary};
use crate::value::Value;
use std::cell::OnceCell;

/// How a JSON text becomes a value: the browser's own parser in the panel.
pub type ParseJson = fn(&str) -> Result<Value, String>;

/// What is known of a site without reading its adapter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SiteFacts {
    /// What people call it.
    pub name: String,
    /// Host names, or `*.` + domain, or `*` for any.
    pub hosts: Vec<String>,
    /// Whether what is read there may be kept on the rep's machine.
    pub remember: bool,
}

impl SiteFacts {
    /// One line: name, `keep` or `forget`, hosts, tabs between them.
    pub fn of(adapter: &Adapter) -> String {
        let kept = if adapter.remember { "keep" } else { "forget" };
        let name = adapter.name.replace(char::is_control, " ");
        format!("{name}\t{kept}\t{}", adapter.hosts.join("\t"))
    }

    /// Reads that line.
    fn read(line: &str) -> Self {
        let mut cells = line.split('\t').map(str::to_owned);
        let name = cells.next().unwrap_or_default();
        let remember = cells.next().is_some_and(|kept| kept == "keep");
        Self { name, remember, hosts: cells.collect() }
    }
}

struct Volume {
    path: &'static str,
    facts: SiteFacts,
    json: &'static str,
    read: OnceCell<Result<Adapter, String>>,
}

/// Adapters in the order in which they are asked, each with the facts of its site.
pub struct Shelf {
    volumes: Vec<Volume>,
    parse: ParseJson,
}

impl Default for Shelf {
    fn default() -> Self {
        Self { volumes: Vec::new(), parse: |_| Err(String::new()) }
    }
}

impl Shelf {
    /// An empty one.
    pub fn new(parse: ParseJson) -> Self {
        Self { volumes: Vec::new(), parse }
    }

    /// Adds an adapter behind the others: its path for error messages, the line that [`SiteFacts::of`] made, its JSON.
    pub fn add(&mut self, path: &'static str, facts: &str, json: &'static str) {
        self.volumes.push(Volume { path, facts: SiteFacts::read(facts), json, read: OnceCell::new() });
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.volumes.is_empty()
    }

    /// All sites.
    pub fn sites(&self) -> impl Iterator<Item = &SiteFacts> {
        self.volumes.iter().map(|v| &v.facts)
    }

    /// The fault of the first adapter that was needed and could not be read.
    pub fn fault(&self) -> Option<&str> {
        self.volumes.iter().find_map(|v| v.read.get()?.as_ref().err()).map(String::as_str)
    }

    fn volume(&self, address: &Address<'_>) -> Option<&Volume> {
        self.volumes.iter().find(|v| covers(&v.facts.hosts, &address.host))
    }

    /// The site of an address.
    pub fn site(&self, url: &str) -> Option<&SiteFacts> {
        self.volume(&Address::parse(url)?).map(|v| &v.facts)
    }

    /// The adapter of an address.
    fn adapter(&self, address: &Address<'_>) -> Result<Option<&Adapter>, String> {
        let Some(volume) = self.volume(address) else { return Ok(None) };
        let read = || {
            let content = (self.parse)(volume.json).map_err(|error| format!("{}: {error}", volume.path))?;
            let first =
                |faults: Vec<AdapterError>| faults.first().map(ToString::to_string).unwrap_or_default();
            Adapter::read(volume.path, content).map_err(first)
        };
        volume.read.get_or_init(read).as_ref().map(Some).map_err(Clone::clone)
    }

    /// What to collect on a page; none when nobody can be there or the address is not a web page's.
    ///
    /// # Errors
    /// The first fault of the adapter's file, in words.
    pub fn recipe(&self, url: &str) -> Result<Option<Recipe>, String> {
        let Some(address) = Address::parse(url) else { return Ok(None) };
        Ok(self.adapter(&address)?.and_then(|adapter| adapter.recipe(&address)))
    }

    /// Who is on the page. None when the observer used another recipe than the page's address asks for: it needs that one first.
    ///
    /// # Errors
    /// The first fault of the adapter's file, in words.
    pub fn detect(
        &self,
        vocabulary: &Vocabulary,
        observation: &Observation,
    ) -> Result<Option<Detection>, String> {
        let address = Address::parse(&observation.url);
        let adapter = address.as_ref().map(|address| self.adapter(address)).transpose()?.flatten();
        let site = Site::of(address.as_ref(), adapter);
        let asked = site.as_ref().and_then(Site::recipe);
        if asked != observation.recipe.as_ref().map(|(id, page)| (id.as_str(), *page)) {
            return Ok(None);
        }
        Ok(Some(detect_on(site.as_ref(), address.as_ref(), vocabulary, observation)))
    }
}

#[cfg(test)]
mod tests {
    use super::super::Adapters;
    use super::*;

    fn shelf() -> Shelf {
        let mut shelf = Shelf::new(|text| serde_json::from_str(text).map_err(|e| e.to_string()));
        shelf.add("broken.json", "Broken\tkeep\tbroken.example", "{"); // before the one for any site
        let mut files = crate::prospect::adapter::BUILTIN.to_vec();
        files.sort_by_key(|(file, _)| *file == "any.json");
        for (file, json) in files {
            let facts = SiteFacts::of(&Adapter::parse(file, json).unwrap());
            shelf.add(file, &facts, json);
        }
        shelf
    }

    #[test]
    fn an_address_gets_the_recipe_that_all_adapters_together_would_give() {
        let (shelf, all) = (shelf(), Adapters::builtin());
        let mut cases = 0;
        for (_, json) in crate::prospect::adapter::BUILTIN {
            let file: serde_json::Value = serde_json::from_str(json).unwrap();
            for case in file["cases"].as_array().unwrap() {
                let url = case["url"].as_str().unwrap();
                let alone = shelf.recipe(url).unwrap();
                assert_eq!(alone, all.recipe(url), "{url}");
                cases += 1;
            }
        }
        assert!(cases > 50, "{cases}");
    }

    #[test]
    fn the_facts_of_a_site_are_those_of_its_adapter() {
        let shelf = shelf();
        let linkedin = shelf.site("https://www.linkedin.com/in/maren-holt/").unwrap();
        assert_eq!((linkedin.name.as_str(), linkedin.remember), ("LinkedIn", false));
        assert!(shelf.site("https://acme.lightning.force.com/x").unwrap().remember);
        assert!(shelf.site("about:blank").is_none());
    }

    #[test]
    fn a_broken_adapter_is_named_and_harms_no_other_site() {
        let shelf = shelf();
        assert_eq!(shelf.fault(), None);
        assert!(shelf.recipe("https://broken.example/").unwrap_err().starts_with("broken.json: "));
        assert!(shelf.fault().is_some_and(|fault| fault.starts_with("broken.json: ")));
        assert!(shelf.recipe("https://www.linkedin.com/in/x/").unwrap().is_some());
    }
}
