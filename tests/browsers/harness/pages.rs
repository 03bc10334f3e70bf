//! The demo's prospect pages: `demo/pages/index.tsv` (file, url, note) and the files beside it.

use super::{Site, root};
use anyhow::{Context, Result};

#[derive(Clone, Debug)]
pub struct DemoPage {
    pub file: String,
    pub url: String,
    pub note: String,
}

/// Reads the index and gives the site every page of it.
pub fn serve_demo(site: &Site) -> Result<Vec<DemoPage>> {
    let folder = root().join("demo/pages");
    let index = folder.join("index.tsv");
    let table =
        std::fs::read_to_string(&index).with_context(|| format!("{} cannot be read", index.display()))?;
    let mut pages = Vec::new();
    for line in table.lines().skip(1).filter(|l| !l.trim().is_empty()) {
        let mut columns = line.split('\t').map(str::to_owned);
        let mut next = || columns.next().unwrap_or_default();
        let page = DemoPage { file: next(), url: next(), note: next() };
        let body =
            std::fs::read(folder.join(&page.file)).with_context(|| format!("demo/pages/{}", page.file))?;
        site.put(&page.url, body);
        pages.push(page);
    }
    Ok(pages)
}
