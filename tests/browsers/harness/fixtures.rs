//! Pages built to the facts known of each site (`tests/fixtures/pages/`), at the addresses that the adapters' cases say.

use super::{Site, root};
use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::Value;
use std::fs;

/// A case of an adapter: a page, its address and what is to be recognised there.
#[derive(Clone, Debug, Deserialize)]
pub struct Case {
    pub page: String,
    pub url: String,
    pub expect: Value,
}

#[derive(Deserialize)]
struct Adapter {
    cases: Vec<Case>,
}

/// The two people that tests open where any will do: same site, different pages.
pub const MAREN: &str = "https://www.linkedin.com/in/maren-holt-4b71a2/";
pub const JANA: &str = "https://www.linkedin.com/in/jana-reuter-finanzen/";
/// A company’s page.
pub const COMPANY: &str = "https://www.linkedin.com/company/brightwater-utilities/about/";
/// A contact in a CRM whose records may be remembered.
pub const RUTH: &str = "https://app.hubspot.com/contacts/48210933/record/0-1/70125501";
/// A page with nobody on it.
pub const FEED: &str = "https://www.linkedin.com/feed/";

/// The text of a fixture page.
pub fn page(name: &str) -> Result<String> {
    let path = root().join("tests/fixtures/pages").join(name);
    fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))
}

/// Serves the page of every case of every adapter and gives the cases, without those at placeholders of CRMs that only a
/// library's own line puts into a package.
pub fn serve_cases(site: &Site) -> Result<Vec<Case>> {
    let mut cases = Vec::new();
    for entry in fs::read_dir(root().join("extension/adapters"))? {
        let path = entry?.path();
        if path.extension().is_some_and(|e| e == "json") {
            let adapter: Adapter = serde_json::from_str(&fs::read_to_string(&path)?)
                .with_context(|| format!("{} has no cases", path.display()))?;
            cases.extend(adapter.cases.into_iter().filter(|case| !case.url.contains(".invalid/")));
        }
    }
    cases.sort_by(|a, b| a.page.cmp(&b.page));
    for case in &cases {
        site.put(&case.url, page(&case.page)?);
    }
    Ok(cases)
}
