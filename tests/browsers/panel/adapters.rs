//! Every case of every adapter, through the real panel of each browser.
//!
//! A new site brings `extension/adapters/<id>.json` with its cases and one page each under `tests/fixtures/pages/`;
//! nothing is to be written here.

use anyhow::Result;
use pitchside_browsers::{Browser, Panel, Site, fixtures};
use serde_json::Value;

async fn every_case(browser: &mut impl Browser, site: &Site) -> Result<()> {
    let mut wrong = Vec::new();
    for case in fixtures::serve_cases(site)? {
        // Cases of single-page applications have one address but for what stands behind `?` or `#`.
        site.put(&case.url, fixtures::page(&case.page)?);
        browser.recognise(&case.url).await?;
        // A page may show a part of itself late: what counts is the answer that stays.
        let fits = |p: &Panel| p.settled() && problem(&case.expect, p).is_none();
        if browser.panel_when("the expected answer", fits).await.is_err() {
            let problem = problem(&case.expect, &browser.panel().await?).unwrap_or_default();
            wrong.push(format!("{} ({}): {problem}", case.page, case.url));
        }
    }
    assert!(
        wrong.is_empty(),
        "\n{}\nMend the adapter's rules, or the case if it is wrong\n",
        wrong.join("\n")
    );
    Ok(())
}

/// What is wrong with what is shown, where the case says enough to tell.
fn problem(expect: &Value, shown: &Panel) -> Option<String> {
    if expect["outcome"] == "none" {
        return (shown.state != "none")
            .then(|| format!("expected nobody, shown: {} {:?}", shown.state, shown.heading));
    }
    let head = format!("{} {}", shown.heading, shown.role);
    let missing: Vec<_> = ["name", "company"]
        .iter()
        .filter_map(|f| expect[*f].as_str())
        .filter(|v| !head.contains(v))
        .collect();
    (!missing.is_empty()).then(|| format!("{missing:?} not in the header, shown: {} {head:?}", shown.state))
}

#[tokio::test(flavor = "multi_thread")]
async fn chromium_recognises_every_case_of_every_adapter() -> Result<()> {
    let Some((site, mut browser)) = crate::chromium().await? else { return Ok(()) };
    every_case(&mut browser, &site).await?;
    browser.quit().await
}

#[tokio::test(flavor = "multi_thread")]
async fn firefox_recognises_every_case_of_every_adapter() -> Result<()> {
    let Some((site, mut browser)) = crate::firefox().await? else { return Ok(()) };
    every_case(&mut browser, &site).await?;
    browser.quit().await
}
