//! Everything by keyboard: search, move, copy, leave.

use anyhow::Result;
use pitchside_browsers::{Browser, Panel, Site, fixtures, until};
use serde_json::{Value, json};

/// What has the focus, for messages and checks.
const FOCUS: &str = "const e = document.activeElement; return e ? e.id || e.className || e.tagName : ''";

/// Notes after each key whether the current row is seen to have the focus: while the panel is asked, Firefox's is elsewhere.
const RING: &str = "window.addEventListener('keyup', () => { \
    const row = document.activeElement, style = window.getComputedStyle(row); \
    window.ring = [row.matches('.card.current:focus-visible'), style.outlineStyle, style.outlineWidth]; \
})";

async fn works_by_keyboard(browser: &mut impl Browser, site: &Site) -> Result<()> {
    fixtures::serve_cases(site)?;
    let shown = browser.recognise(fixtures::MAREN).await?;
    assert!(shown.cards.len() >= 2, "{shown:?}");

    browser.in_panel(RING, Value::Null).await?;
    // The second card, not the first.
    browser.press("ArrowDown").await?;
    until("the ring around the row", async || {
        let ring = browser.in_panel("return window.ring", Value::Null).await?;
        Ok(if ring == json!([true, "solid", "2px"]) { Ok(()) } else { Err(ring.to_string()) })
    })
    .await?;
    browser.press("Enter").await?;
    browser.panel_when("the confirmation", |p: &Panel| p.text.contains("Copied")).await?;
    let row = "const card = document.querySelector('[data-do=copy].done, .done')?.closest('.card'); \
               return card ? Number(card.dataset.asset) : null";
    let copied = browser.in_panel(row, Value::Null).await?;
    assert_eq!(copied, shown.cards[1].asset, "the row below the first was copied");

    // Into the search, and out of it.
    browser.press("/").await?;
    for letter in ["c", "l", "o", "s", "e"] {
        browser.press(letter).await?;
    }
    browser.panel_when("results", |p| p.state == "search").await?;
    browser.press("ArrowDown").await?;
    let focus = browser.in_panel(FOCUS, Value::Null).await?;
    assert_ne!(focus, "BODY", "the focus is never lost");
    browser.press("Escape").await?;
    browser.press("Escape").await?;
    browser.panel_when("the list again", |p| p.state == "ready").await?;

    // Pages open and close by key; the prospect is still there.
    for key in ["?", ","] {
        browser.press(key).await?;
        browser.panel_when(&format!("the page behind {key}"), |p| p.state != "ready").await?;
        browser.press("Escape").await?;
        browser.panel_when("the list again", |p| p.state == "ready" && p.heading == "Maren Holt").await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn chromium_works_by_keyboard() -> Result<()> {
    let Some((site, mut browser)) = crate::chromium().await? else { return Ok(()) };
    works_by_keyboard(&mut browser, &site).await?;
    browser.quit().await
}

#[tokio::test(flavor = "multi_thread")]
async fn firefox_works_by_keyboard() -> Result<()> {
    let Some((site, mut browser)) = crate::firefox().await? else { return Ok(()) };
    works_by_keyboard(&mut browser, &site).await?;
    browser.quit().await
}
