//! What is damaged, or of another version, in the storage: it is said, nothing else is lost, and the panel goes on.

use super::RUTH;
use anyhow::{Result, ensure};
use pitchside_browsers::acts::{click, settings};
use pitchside_browsers::stored::{log_of_today, put_only, stored, stored_when};
use pitchside_browsers::{Browser, Panel, Site, fixtures};
use serde_json::{Value, json};

const ACCOUNT: &str = "account:havelund hospitals";

/// Something under every key, each with a word by which it is found again.
fn whole(today: &str) -> Value {
    let share = |asset: &str, account: &str| json!([asset, "A title", "3", "2026-05-04", account]);
    let account = |name: &str, asset: &str| {
        json!({"v": 1, "name": name, "domain": "", "aliases": [], "industry": "", "competitor": "", "note": "kept-note",
            "shared": [share(asset, "")]})
    };
    let mut all = json!({
        "settings": {"v": 1, "link": "plain"},
        "accounts": {"v": 1, "list": [
            {"key": "fennimore software", "name": "Fennimore Software", "links": 1, "last": "2026-05-04"},
            {"key": "havelund hospitals", "name": "Havelund Hospitals", "links": 1, "last": "2026-05-04"}]},
        "favourites": {"v": 1, "assets": ["kept-favourite"]},
        "used": {"v": 1, "pieces": [share("kept-used", "Fennimore Software")]},
        "seen": {"v": 1, "version": "kept-seen"},
        "log": {"v": 1, "next": 2, "days": [today]},
        "account:fennimore software": account("Fennimore Software", "kept-other-share"),
        "account:havelund hospitals": account("Havelund Hospitals", "kept-share"),
        "of a later release": {"v": 7, "what": "kept-unknown"},
    });
    all[today] = json!({"v": 1, "events": [{"event": "copied", "assets": ["kept-event"], "n": 1}]});
    all
}

/// What must be found under each key after a copy.
fn words(today: &str) -> [(&str, &str); 10] {
    [
        ("settings", "plain"),
        ("accounts", "Fennimore Software"),
        ("favourites", "kept-favourite"),
        ("used", "kept-used"),
        ("seen", "kept-seen"),
        ("log", "next"),
        (today, "kept-event"),
        ("account:fennimore software", "kept-other-share"),
        (ACCOUNT, "kept-share"),
        ("of a later release", "kept-unknown"),
    ]
}

/// Each key with what is cut off in it.
fn truncated(today: &str) -> [(&str, Value); 8] {
    [
        ("settings", json!({"v": 1, "link": {"pl": 1}})),
        ("accounts", json!({"v": 1, "list": [{"key": "fennimore software"}]})),
        ("favourites", json!({"v": 1, "assets": [5]})),
        ("used", json!({"v": 1, "pieces": [["kept-used", "A title"]]})),
        ("seen", json!({"v": 1, "version": {}})),
        ("log", json!({"v": 1, "next": "two"})),
        (today, json!({"v": 1, "events": "kept"})),
        (ACCOUNT, json!({"v": 1, "name": "Havelund Hospitals", "shared": [["kept-share"]]})),
    ]
}

/// Derived from other entries, and made anew where it can't be read.
const DERIVED: [&str; 2] = ["accounts", "log"];

async fn one_damage(browser: &mut impl Browser, today: &str, damaged: &str, value: &Value) -> Result<()> {
    let mut all = whole(today);
    all[damaged].clone_from(value);
    put_only(browser, &all).await?;
    let what = format!("{damaged} = {value}");
    browser.panel_anew().await?;
    let listed = |p: &Panel| p.state == "ready" && !p.cards.is_empty();
    let shown = browser.panel_when(&format!("the list with {what}"), listed).await?;
    let title = shown.cards[0].title.clone();
    browser.press("Enter").await?;
    // The event of the copy is the last that is written.
    let copied = |all: &Value| {
        let events = all[today]["events"].as_array().cloned().unwrap_or_default();
        events.iter().any(|event| event["event"] == "copied" && event["assets"][0] != "kept-event")
    };
    let kept = stored_when(browser, &format!("the copy with {what}"), copied).await?;
    ensure!(kept[ACCOUNT]["shared"][0][1] == *title, "{what}: the copy is not kept: {kept}");
    for (key, word) in words(today) {
        if key != damaged || DERIVED.contains(&key) {
            ensure!(kept[key].to_string().contains(word), "{what}: {key} has lost {word}: {kept}");
        }
    }
    let aside = &kept[["damaged:", damaged].concat()];
    let there = kept[damaged] == *value || aside == value || damaged == "accounts";
    ensure!(there, "{what}: what stood there is lost: {kept}");
    Ok(())
}

async fn loses_only_itself(browser: &mut impl Browser, site: &Site) -> Result<()> {
    fixtures::serve_cases(site)?;
    browser.recognise(RUTH).await?;
    let today = log_of_today(browser).await?;
    for (key, cut) in truncated(&today) {
        let mut old = whole(&today)[key].clone();
        old["v"] = json!(0);
        for value in [json!(5), cut, old] {
            one_damage(browser, &today, key, &value).await?;
        }
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn chromium_opens_and_copies_whatever_entry_is_damaged() -> Result<()> {
    let Some((site, mut browser)) = crate::chromium().await? else { return Ok(()) };
    loses_only_itself(&mut browser, &site).await?;
    browser.quit().await
}

#[tokio::test(flavor = "multi_thread")]
async fn firefox_opens_and_copies_whatever_entry_is_damaged() -> Result<()> {
    let Some((site, mut browser)) = crate::firefox().await? else { return Ok(()) };
    loses_only_itself(&mut browser, &site).await?;
    browser.quit().await
}

/// A damaged setting is as at first and is named; what a newer version wrote is left alone.
async fn is_said(browser: &mut impl Browser, site: &Site) -> Result<()> {
    fixtures::serve_cases(site)?;
    browser.recognise(RUTH).await?;
    put_only(browser, &json!({"settings": {"theme": "pink", "link": "plain"}})).await?;
    browser.panel_anew().await?;
    browser.panel_when("what is as at first", |p| p.text.contains("as at first: theme")).await?;
    settings(browser).await?;
    let checked =
        "return ['theme', 'link'].map(name => document.querySelector(`[name=${name}]:checked`).value)";
    assert_eq!(browser.in_panel(checked, Value::Null).await?, json!(["browser", "plain"]));
    click(browser, "[name=keys]").await?;
    let kept = stored_when(browser, "the change", |all| all["settings"]["keys"] == false).await?;
    assert_eq!(kept["settings"]["link"], "plain", "{kept}");

    let newer = json!({"v": 99, "name": "Havelund Hospitals", "of_then": [1, 2]});
    let mut entries = json!({});
    entries[ACCOUNT] = newer.clone();
    put_only(browser, &entries).await?;
    browser.panel_anew().await?;
    let said = |p: &Panel| p.state == "ready" && p.text.contains("newer Pitchside");
    browser.panel_when("that it is of a newer version", said).await?;
    browser.press("Enter").await?;
    let refused = "Not kept: that you copied it for Havelund Hospitals";
    browser.panel_when("that the copy is not kept", |p| p.text.contains(refused)).await?;
    assert_eq!(stored(browser).await?[ACCOUNT], newer);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn chromium_says_what_is_damaged_and_leaves_what_is_newer() -> Result<()> {
    let Some((site, mut browser)) = crate::chromium().await? else { return Ok(()) };
    is_said(&mut browser, &site).await?;
    browser.quit().await
}

#[tokio::test(flavor = "multi_thread")]
async fn firefox_says_what_is_damaged_and_leaves_what_is_newer() -> Result<()> {
    let Some((site, mut browser)) = crate::firefox().await? else { return Ok(()) };
    is_said(&mut browser, &site).await?;
    browser.quit().await
}
