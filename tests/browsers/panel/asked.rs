//! "Find collateral for “…”": selected text of a page becomes the panel's question.

use anyhow::Result;
use pitchside_browsers::{Browser, Panel, fixtures};
use serde_json::{Value, json};

const ENQUIRY: &str = "https://mail.test/enquiry";

fn enquiry(site: &crate::Site) {
    site.put(
        ENQUIRY,
        "<!doctype html><html lang=en><meta charset=utf-8><title>Enquiry</title><p id=question>gdpr compliance</p>"
            .to_owned(),
    );
}

fn answers(panel: &Panel) -> bool {
    panel.state == "search" && panel.text.to_lowercase().contains("gdpr")
}

const QUESTION: &str = "return document.querySelector('#q, input[type=search]').value";

#[tokio::test(flavor = "multi_thread")]
async fn firefox_finds_collateral_for_selected_text_by_its_menu() -> Result<()> {
    let Some((site, mut browser)) = crate::firefox().await? else { return Ok(()) };
    enquiry(&site);
    browser.goto(ENQUIRY).await?;
    browser.choose_in_menu("#question", "Find collateral for “gdpr compliance”").await?;
    browser.panel_when("the answer to the selected text", answers).await?;
    assert_eq!(browser.in_panel(QUESTION, Value::Null).await?, "gdpr compliance");
    browser.quit().await
}

/// A driver cannot open Chromium's menu: the entry must be there, and what it leaves must be found by the panel.
#[tokio::test(flavor = "multi_thread")]
async fn chromium_finds_collateral_for_what_its_menu_left() -> Result<()> {
    let Some((site, mut browser)) = crate::chromium().await? else { return Ok(()) };
    fixtures::serve_cases(&site)?;
    browser.recognise(fixtures::MAREN).await?;
    browser.focus_panel().await?;
    let entry = "const done = arguments[0]; \
        chrome.contextMenus.update('find', {enabled: true}, () => done(chrome.runtime.lastError?.message ?? 'there'))";
    assert_eq!(browser.web.execute_async(entry, vec![]).await?.json(), "there");

    let leave =
        "chrome.storage.session.set({asked: {window_id: arg.window, text: 'gdpr compliance'}}); return 1";
    browser.in_panel(leave, json!({"window": -7})).await?;
    browser.in_panel(leave, json!({"window": null})).await?;
    browser.panel_when("the answer to the selected text", answers).await?;
    assert_eq!(browser.in_panel(QUESTION, Value::Null).await?, "gdpr compliance");
    browser.focus_panel().await?;
    let rest =
        "const done = arguments[0]; chrome.storage.session.get().then(all => done(Object.keys(all).length))";
    pitchside_browsers::until("the question to be forgotten", async || {
        let left = browser.web.execute_async(rest, vec![]).await?.json().clone();
        Ok(if left == 0 { Ok(()) } else { Err(left.to_string()) })
    })
    .await?;
    browser.quit().await
}
