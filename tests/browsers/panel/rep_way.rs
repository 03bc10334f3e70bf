//! The main way of a rep: open a page, be told who it is, copy the best asset, paste it into a mail.

use anyhow::{Context, Result};
use pitchside_browsers::{Browser, Panel, Site, fixtures};

async fn copies_the_first_asset(browser: &mut impl Browser, site: &Site) -> Result<()> {
    fixtures::serve_cases(site)?;
    let shown = browser.recognise(fixtures::MAREN).await?;
    assert_eq!((shown.state.as_str(), shown.heading.as_str()), ("ready", "Maren Holt"), "{shown:?}");
    let first = shown.cards.first().context("no card")?.clone();
    assert!(!first.reason.is_empty(), "every suggestion says why: {first:?}");

    browser.press("Enter").await?;
    browser.panel_when("the confirmation", |p: &Panel| p.text.contains("Copied")).await?;
    let (rich, plain) = browser.paste_into_mail().await?;
    assert!(rich.contains("<a ") && rich.contains("href=\"https://"), "the mail gets a link: {rich}");
    assert!(rich.contains(&escaped(&first.title)), "with the title as its text: {rich}");
    assert!(!rich.contains("&lt;"), "and no raw HTML: {rich}");
    assert!(plain.contains("https://") && plain.contains(&first.title), "a plain field gets both: {plain}");
    Ok(())
}

/// A title as it stands in HTML.
fn escaped(title: &str) -> String {
    title.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[tokio::test(flavor = "multi_thread")]
async fn chromium_recognises_copies_and_pastes() -> Result<()> {
    let Some((site, mut browser)) = crate::chromium().await? else { return Ok(()) };
    copies_the_first_asset(&mut browser, &site).await?;
    browser.quit().await
}

#[tokio::test(flavor = "multi_thread")]
async fn firefox_recognises_copies_and_pastes() -> Result<()> {
    let Some((site, mut browser)) = crate::firefox().await? else { return Ok(()) };
    copies_the_first_asset(&mut browser, &site).await?;
    browser.quit().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_click_on_copy_does_the_same_as_enter() -> Result<()> {
    let Some((site, mut browser)) = crate::chromium().await? else { return Ok(()) };
    fixtures::serve_cases(&site)?;
    let shown = browser.recognise(fixtures::MAREN).await?;
    browser.click_in_panel(".card .actions .primary").await?;
    browser.panel_when("the confirmation", |p: &Panel| p.text.contains("Copied")).await?;
    let (rich, _) = browser.paste_into_mail().await?;
    assert!(rich.contains(&escaped(&shown.cards[0].title)), "{rich}");
    browser.quit().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_blurb_is_pasted_below_its_link() -> Result<()> {
    let Some((site, mut browser)) = crate::chromium().await? else { return Ok(()) };
    fixtures::serve_cases(&site)?;
    browser.recognise(fixtures::MAREN).await?;
    browser.press("m").await?;
    browser.click_in_panel(".card.current [data-do=copy-blurb]").await?;
    browser.panel_when("the confirmation", |p: &Panel| p.text.contains("Copied")).await?;
    let (rich, plain) = browser.paste_into_mail().await?;
    assert!(rich.contains("</a><br>"), "{rich}");
    assert!(plain.lines().count() >= 3, "title, address, blurb: {plain}");
    browser.quit().await
}
