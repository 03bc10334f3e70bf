//! All adapters together, and which one an address is for.

use super::{Adapter, AdapterError, Recipe};
use crate::order;
use crate::prospect::address::Address;
use crate::value::Value;

/// The adapters in use: the library's own first, then the built-in ones, the one for any site last.
#[derive(Clone, Debug, Default)]
pub struct Adapters(pub(super) Vec<Adapter>);

impl Adapters {
    /// Reads contents of files given with the file's name.
    ///
    /// # Errors
    /// The faults of all files.
    pub fn read(files: Vec<(String, Value)>) -> Result<Self, Vec<AdapterError>> {
        let read: Vec<_> =
            files.into_iter().map(|(file, content)| (Adapter::read(&file, content), file)).collect();
        Self::collect(read.into_iter().map(|(adapter, file)| (file, adapter)))
    }

    pub(super) fn collect(
        files: impl Iterator<Item = (impl Into<String>, Result<Adapter, Vec<AdapterError>>)>,
    ) -> Result<Self, Vec<AdapterError>> {
        let mut adapters: Vec<Adapter> = Vec::new();
        let mut errors = Vec::new();
        for (file, adapter) in files {
            match adapter {
                Ok(adapter) if adapters.iter().any(|a| a.id == adapter.id) => {
                    errors.push(AdapterError::Rule {
                        file: file.into(),
                        path: "id".to_owned(),
                        what: format!("“{}” is taken by another file; choose another id", adapter.id),
                    })
                }
                Ok(adapter) => adapters.push(adapter),
                Err(more) => errors.extend(more),
            }
        }
        if errors.is_empty() { Ok(Self(adapters).sorted()) } else { Err(errors) }
    }

    /// What is for every site comes last; the rest keeps its order.
    pub(super) fn sorted(mut self) -> Self {
        order::sort_by_key(&mut self.0, |a| a.hosts.iter().any(|h| h == "*"));
        self
    }

    /// The adapters in the order in which they are asked.
    pub fn iter(&self) -> impl Iterator<Item = &Adapter> {
        self.0.iter()
    }

    /// The hosts for which a permission makes sense, without the adapter for any site: `*.linkedin.com`,
    /// `*.lightning.force.com`.
    pub fn hosts(&self) -> Vec<&str> {
        let hosts = self.0.iter().flat_map(|a| a.hosts.iter()).map(String::as_str);
        hosts.filter(|h| *h != "*").collect()
    }

    /// The same as match patterns of an extension's manifest: `https://*.linkedin.com/*`.
    pub fn match_patterns(&self) -> Vec<String> {
        self.hosts().iter().map(|host| format!("https://{host}/*")).collect()
    }

    /// The adapter for an address.
    pub fn adapter(&self, url: &str) -> Option<&Adapter> {
        self.at(&Address::parse(url)?)
    }

    /// The adapter for an address.
    pub(in crate::prospect) fn at(&self, address: &Address<'_>) -> Option<&Adapter> {
        self.0.iter().find(|a| a.covers(&address.host))
    }

    /// What to collect on a page; none when nobody can be there or the address is not a web page's.
    pub fn recipe(&self, url: &str) -> Option<Recipe> {
        let address = Address::parse(url)?;
        self.at(&address)?.recipe(&address)
    }
}
