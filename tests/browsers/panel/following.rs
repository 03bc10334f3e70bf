//! The panel follows the tab: never a name from a page that is no longer there.

use anyhow::Result;
use pitchside_browsers::browser::NO_ACCESS;
use pitchside_browsers::{Browser, Panel, Site, fixtures};
use serde_json::json;

fn names(name: &'static str) -> impl FnMut(&Panel) -> bool {
    move |p| p.state == "ready" && p.heading == name
}

async fn follows_tabs(browser: &mut impl Browser, site: &Site) -> Result<()> {
    fixtures::serve_cases(site)?;
    browser.goto(fixtures::MAREN).await?;
    browser.click_icon().await?;
    browser.panel_when("the first tab's person", names("Maren Holt")).await?;

    browser.new_tab(fixtures::JANA).await?;
    let other = browser.panel_when("a new tab is not readable", |p| p.state == NO_ACCESS).await?;
    assert!(!other.heading.contains("Maren"), "the first tab's name is not the second's: {other:?}");
    browser.click_icon().await?;
    browser.panel_when("the second tab's person", names("Jana Reuter")).await?;

    browser.switch_tab(0).await?;
    browser.panel_when("the first tab's person again", names("Maren Holt")).await?;
    Ok(())
}

/// The page changes its address first and its content later, as single-page applications do.
async fn follows_single_page_navigation(browser: &mut impl Browser, site: &Site) -> Result<()> {
    fixtures::serve_cases(site)?;
    let shown = browser.recognise(fixtures::MAREN).await?;
    assert_eq!(shown.heading, "Maren Holt", "{shown:?}");

    let push = "history.pushState({}, '', arg)";
    browser.in_page(push, json!(fixtures::JANA)).await?;
    let between = browser.panel_when("the old answer to go", |p| p.heading != "Maren Holt").await?;
    assert!(between.cards.is_empty(), "and its list with it: {between:?}");

    let swap = "const next = new DOMParser().parseFromString(arg, 'text/html'); \
                document.title = next.title; document.body.replaceWith(next.body)";
    let html = fixtures::page("linkedin-person-2026-de.html")?;
    browser.in_page(swap, json!(html)).await?;
    browser.panel_when("the new person", names("Jana Reuter")).await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn chromium_follows_the_active_tab() -> Result<()> {
    let Some((site, mut browser)) = crate::chromium().await? else { return Ok(()) };
    follows_tabs(&mut browser, &site).await?;
    browser.quit().await
}

#[tokio::test(flavor = "multi_thread")]
async fn firefox_follows_the_active_tab() -> Result<()> {
    let Some((site, mut browser)) = crate::firefox().await? else { return Ok(()) };
    follows_tabs(&mut browser, &site).await?;
    browser.quit().await
}

#[tokio::test(flavor = "multi_thread")]
async fn chromium_follows_single_page_navigation() -> Result<()> {
    let Some((site, mut browser)) = crate::chromium().await? else { return Ok(()) };
    follows_single_page_navigation(&mut browser, &site).await?;
    browser.quit().await
}

#[tokio::test(flavor = "multi_thread")]
async fn firefox_follows_single_page_navigation() -> Result<()> {
    let Some((site, mut browser)) = crate::firefox().await? else { return Ok(()) };
    follows_single_page_navigation(&mut browser, &site).await?;
    browser.quit().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_followed_site_needs_no_click() -> Result<()> {
    let Some((site, mut browser)) = crate::chromium().await? else { return Ok(()) };
    fixtures::serve_cases(&site)?;
    browser.recognise(fixtures::MAREN).await?;
    browser.allow_sites("linkedin.com").await?;
    browser.panel_when("the person to be back", names("Maren Holt")).await?;
    browser.click_in_panel("[data-do=follow]").await?;
    browser.new_tab(fixtures::JANA).await?;
    browser.panel_when("the person without a click", names("Jana Reuter")).await?;
    browser.quit().await
}
