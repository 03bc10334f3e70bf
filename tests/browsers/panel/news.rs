//! What is new since the rep last looked: marked in the list, told on its page, and old at the next opening.

use anyhow::Result;
use pitchside_browsers::{Browser, Chromium, Panel, Site, chromium, dist, files, fixtures};
use serde_json::{Value, json};
use std::fs;

/// The mark in words.
const MARK: &str = "New since you last looked";

#[tokio::test(flavor = "multi_thread")]
async fn what_is_new_is_marked_until_the_rep_has_looked() -> Result<()> {
    let Some(packages) = dist::packages() else { return Ok(()) };
    let folder = tempfile::tempdir()?;
    files::copy(&packages.join("chrome"), folder.path())?;
    for file in dist::files(folder.path(), "library.json")? {
        let mut manifest: Value = serde_json::from_slice(&fs::read(&file)?)?;
        manifest["releases"] = json!([{"version": "9.9", "date": null, "changes": [
            {"id": "guide-30-day-close-plan", "change": "changed", "title": "Thirty days to a faster close"},
            {"id": "old", "change": "removed", "title": "An old price list"}]}]);
        fs::write(&file, serde_json::to_vec(&manifest)?)?;
    }
    let site = Site::start().await?;
    fixtures::serve_cases(&site)?;
    let mut browser = Chromium::start(&site, chromium::Options::new(folder.path())).await?;
    browser.recognise(fixtures::MAREN).await?;
    browser.panel_when("the mark", |p: &Panel| p.text.contains(MARK)).await?;

    browser.press("n").await?;
    let told =
        |p: &Panel| p.state == "news" && p.text.contains("An old price list") && p.text.contains("Withdrawn");
    browser.panel_when("the news", told).await?;
    browser.press("Escape").await?;
    browser.panel_when("the list again", |p| p.state == "ready" && p.text.contains(MARK)).await?;

    browser.reload_panel().await?;
    browser.recognise(fixtures::MAREN).await?;
    let shown = browser.panel_when("the list", |p| p.state == "ready" && !p.cards.is_empty()).await?;
    assert!(!shown.text.contains(MARK), "{shown:?}");
    browser.press("n").await?;
    browser.panel_when("no news", |p| p.text.contains("Nothing is new")).await?;
    browser.quit().await
}
