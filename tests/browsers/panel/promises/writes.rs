//! The clipboard and files: written when the rep asks for it, with what stands in the text.

use super::RUTH;
use anyhow::{Context, Result};
use pitchside_browsers::acts::{ask, back_to_list, click, copy_first, settings};
use pitchside_browsers::stored::{count, stored, stored_when};
use pitchside_browsers::{Browser, Panel, Site, fixtures, until};
use serde_json::{Value, json};

/// Takes what would go to the clipboard and into downloads.
const TAKE: &str = "window.clips = []; window.files = []; \
    window.navigator.clipboard.write = async items => { \
        window.clips.push(await (await items[0].getType('text/plain')).text()) }; \
    window.navigator.clipboard.writeText = async text => { window.clips.push(text) }; \
    window.URL.createObjectURL = blob => { blob.text().then(text => window.files.push(text)); return '' }; \
    window.HTMLAnchorElement.prototype.click = () => {}; return 1";

async fn taken(browser: &mut impl Browser, what: &str, number: usize) -> Result<String> {
    until(&format!("{number} {what}"), async || {
        let all = browser.in_panel("return window[arg]", json!(what)).await?;
        let all = all.as_array().cloned().unwrap_or_default();
        let last = all.last().and_then(Value::as_str).filter(|_| all.len() == number);
        Ok(last.map(str::to_owned).ok_or_else(|| format!("{all:?}")))
    })
    .await
}

/// Looks at everything without asking for a copy or a file.
async fn looks_around(browser: &mut impl Browser) -> Result<()> {
    for (key, state) in [("r", "reader"), ("?", "keys"), ("n", "news"), ("b", "feedback"), (",", "settings")]
    {
        browser.press(key).await?;
        browser.panel_when(state, |p| p.state == state).await?;
        back_to_list(browser).await?;
    }
    browser.press("f").await?;
    stored_when(browser, "the favourite", |all| all["favourites"].is_object()).await?;
    browser.press("w").await?;
    ask(browser, "close").await?;
    browser.panel_when("results", |p| p.state == "search").await?;
    ask(browser, "").await?;
    browser.panel_when("the list", |p: &Panel| p.state == "ready").await?;
    let none = browser.in_panel("return [window.clips, window.files]", Value::Null).await?;
    assert_eq!(none, json!([[], []]), "nobody has asked for it");
    Ok(())
}

async fn writes(browser: &mut impl Browser, site: &Site) -> Result<()> {
    fixtures::serve_cases(site)?;
    let shown = browser.recognise(RUTH).await?;
    let first = &shown.cards.first().context("no card")?.title;
    browser.in_panel(TAKE, Value::Null).await?;
    looks_around(browser).await?;
    browser.in_panel("document.querySelector('.card').focus(); return 1", Value::Null).await?;
    copy_first(browser).await?;
    let clip = taken(browser, "clips", 1).await?;
    assert!(clip.contains(first.as_str()) || clip.contains("https://"), "{clip}");
    let kept = stored_when(browser, "the copy", |all| count(all, "copied") == 1).await?;
    assert!(kept["account:havelund hospitals"].is_object(), "the account is kept: {kept}");

    settings(browser).await?;
    click(browser, "[data-do=diagnostics]").await?;
    let details = taken(browser, "clips", 2).await?;
    let version = "return (window.browser ?? window.chrome).runtime.getManifest().version";
    let version = browser.in_panel(version, Value::Null).await?;
    for word in ["Pitchside", version.as_str().context("no version")?, "hubspot", "1 accounts", "Library"] {
        assert!(details.contains(word), "{word}: {details}");
    }
    for word in [
        "Ruth",
        "Adeyemi",
        "avelund",
        "Sustainability",
        "Denmark",
        "70125501",
        "48210933",
        "hubspot.com",
        "lease",
    ] {
        assert!(!details.contains(word), "{word} in {details}");
    }

    click(browser, "[data-do=save-memory]").await?;
    let mut file: Value = serde_json::from_str(&taken(browser, "files", 1).await?)?;
    let mut all = stored(browser).await?;
    assert!(all["salt"].is_string(), "there is one to be left out: {all}");
    all.as_object_mut().context("no entries")?.remove("salt");
    let said = file.as_object_mut().context("no object")?.remove("pitchside");
    assert_eq!((said, &file), (Some(json!("memory")), &all));

    click(browser, "[data-do=save-report]").await?;
    let report = taken(browser, "files", 2).await?;
    assert!(report.contains("\"copied\"") && report.contains("\"account\""), "{report}");
    let salt = stored(browser).await?["salt"].as_str().context("no salt")?.to_owned();
    for word in ["avelund", "Ruth", "Adeyemi", "favourites", salt.as_str()] {
        assert!(!report.contains(word), "{word} in {report}");
    }
    assert_eq!(browser.in_panel("return window.clips.length", Value::Null).await?, 2);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn chromium_writes_clipboard_and_files_only_when_asked_and_nothing_more_into_them() -> Result<()> {
    let Some((site, mut browser)) = crate::chromium().await? else { return Ok(()) };
    writes(&mut browser, &site).await?;
    browser.quit().await
}

#[tokio::test(flavor = "multi_thread")]
async fn firefox_writes_clipboard_and_files_only_when_asked_and_nothing_more_into_them() -> Result<()> {
    let Some((site, mut browser)) = crate::firefox().await? else { return Ok(()) };
    writes(&mut browser, &site).await?;
    browser.quit().await
}
