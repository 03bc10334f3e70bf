//! What the rep takes back is gone with every mention of it, and the rest stays.

use super::RUTH;
use anyhow::{Context, Result, ensure};
use pitchside_browsers::acts::{back_to_list, click, copy_first, correct, say, settings};
use pitchside_browsers::stored::{count, events, stored, stored_when};
use pitchside_browsers::{Browser, Site, fixtures};
use serde_json::{Value, json};

const FENNIMORE: &str = "https://app-na2.hubspot.com/contacts/48210933/record/0-2/8840172";
const HAVELUND_KEY: &str = "account:havelund hospitals";
const FENNIMORE_KEY: &str = "account:fennimore software";

/// Fills the storage by use: one account in the log by its mark and by its name, in pieces lately used, in a note on another.
async fn used(browser: &mut impl Browser) -> Result<String> {
    browser.recognise(RUTH).await?;
    copy_first(browser).await?;
    let kept = stored_when(browser, "the copy", |all| count(all, "copied") == 1).await?;
    let copied = events(&kept).into_iter().find(|event| event["event"] == "copied");
    let mark = copied.and_then(|event| event["account"].as_str().map(str::to_owned)).context("no mark")?;
    settings(browser).await?;
    click(browser, "[name=names]").await?;
    stored_when(browser, "the switch", |all| all["settings"] == json!({"v": 1, "names": true})).await?;
    back_to_list(browser).await?;
    say(browser, "useful", "Havelund Hospitals asked for more").await?;
    stored_when(browser, "the feedback", |all| count(all, "useful") == 1).await?;

    let shown = browser.recognise(FENNIMORE).await?;
    ensure!(shown.state == "ready", "{shown:?}");
    correct(browser, json!({"note": "Knows Havelund Hospitals from the fair"})).await?;
    stored_when(browser, "the note", |all| all[FENNIMORE_KEY]["note"].is_string()).await?;
    browser.press("f").await?;
    stored_when(browser, "the favourite", |all| all["favourites"].is_object()).await?;
    browser.press("ArrowDown").await?;
    copy_first(browser).await?;
    stored_when(browser, "the other copy", |all| count(all, "copied") == 2).await?;
    Ok(mark)
}

async fn erases(browser: &mut impl Browser, site: &Site) -> Result<()> {
    fixtures::serve_cases(site)?;
    let mark = used(browser).await?;
    let before = stored(browser).await?;
    let log = json!(events(&before)).to_string();
    ensure!(log.contains(&mark) && log.contains("\"Havelund Hospitals\""), "by mark and by name: {log}");
    ensure!(before["used"].to_string().contains("Havelund"), "{before}");

    // One event of the log.
    settings(browser).await?;
    click(browser, "[data-do=log]").await?;
    browser.panel_when("the log", |p| p.state == "log" && p.text.contains("asked for more")).await?;
    click(browser, "[data-do=unnote]").await?;
    let fewer = |all: &Value| events(all).len() + 1 == events(&before).len();
    let kept = stored_when(browser, "the event to be gone", fewer).await?;
    assert_eq!(count(&kept, "copied"), 1, "the newest stood first: {kept}");
    back_to_list(browser).await?;

    // One account.
    settings(browser).await?;
    click(browser, "[data-do=review]").await?;
    browser.panel_when("the accounts", |p| p.state == "review" && p.text.contains("from the fair")).await?;
    click(browser, "[data-name='Havelund Hospitals'] [data-do=erase]").await?;
    let left = stored_when(browser, "the account to be gone", |all| all[HAVELUND_KEY].is_null()).await?;
    let text = left.to_string();
    for gone in ["avelund", &mark] {
        assert!(!text.contains(gone), "{gone} in {text}");
    }
    assert_eq!(events(&left).len(), events(&kept).len(), "events stay, without the account");
    assert_eq!(left["used"]["pieces"].as_array().map(Vec::len), Some(2), "{left}");
    assert_eq!(left["favourites"], kept["favourites"]);
    assert_eq!(left[FENNIMORE_KEY]["shared"], kept[FENNIMORE_KEY]["shared"]);
    let note = left[FENNIMORE_KEY]["note"].as_str().unwrap_or_default();
    assert!(note.starts_with("Knows") && note.ends_with("from the fair"), "{note}");
    assert!(left["used"].to_string().contains("Fennimore"), "{left}");

    // Everything.
    click(browser, "[data-do=erase-all]").await?;
    browser.panel_when("the question", |p| p.text.contains("for good")).await?;
    assert!(stored(browser).await?[FENNIMORE_KEY].is_object(), "not at the first press");
    click(browser, "[data-do=erase-all]").await?;
    let settings = json!({"settings": {"v": 1, "names": true}});
    stored_when(browser, "nothing but the settings", |all| *all == settings).await.map(drop)
}

#[tokio::test(flavor = "multi_thread")]
async fn chromium_erases_an_account_with_every_mention_and_everything_but_the_settings() -> Result<()> {
    let Some((site, mut browser)) = crate::chromium().await? else { return Ok(()) };
    erases(&mut browser, &site).await?;
    browser.quit().await
}

#[tokio::test(flavor = "multi_thread")]
async fn firefox_erases_an_account_with_every_mention_and_everything_but_the_settings() -> Result<()> {
    let Some((site, mut browser)) = crate::firefox().await? else { return Ok(()) };
    erases(&mut browser, &site).await?;
    browser.quit().await
}
