//! The main way of a rep: open a page, be told who it is, copy the best asset, paste it into a mail.

use crate::support::{Browser, Chromium, Firefox, Panel, Site, chromium, dist, firefox, pages};
use anyhow::{Context, Result};

/// The first demo page that has a prospect, by its note or its order.
async fn copies_the_first_asset(browser: &mut impl Browser, url: &str) -> Result<()> {
    let shown = browser.recognise(url).await?;
    assert_eq!(shown.state, "ready", "{shown:?}");
    let first = shown.cards.first().context("no card")?.clone();
    browser.press("Enter").await?;
    browser.panel_when("the confirmation", |p: &Panel| p.text.contains("Copied")).await?;
    let (rich, plain) = browser.paste_into_mail().await?;
    assert!(
        rich.contains("<a ") && rich.contains(&first.title),
        "the rich paste is a link with the title: {rich}"
    );
    assert!(!rich.contains("&lt;"), "no raw HTML is pasted: {rich}");
    assert!(plain.contains("https://"), "the plain paste holds the address: {plain}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn chromium_shows_and_copies_and_pastes_the_best_asset() -> Result<()> {
    let Some(packages) = dist::packages() else { return Ok(()) };
    let site = Site::start().await?;
    let demo = pages::serve_demo(&site)?;
    let mut browser = Chromium::start(&site, chromium::Options::new(packages.join("chrome"))).await?;
    copies_the_first_asset(&mut browser, &demo[0].url).await?;
    browser.quit().await
}

#[tokio::test(flavor = "multi_thread")]
async fn firefox_shows_and_copies_and_pastes_the_best_asset() -> Result<()> {
    let Some(packages) = dist::packages() else { return Ok(()) };
    let site = Site::start().await?;
    let demo = pages::serve_demo(&site)?;
    let mut browser = Firefox::start(&site, firefox::Options::new(packages.join("firefox"))).await?;
    copies_the_first_asset(&mut browser, &demo[0].url).await?;
    browser.quit().await
}
