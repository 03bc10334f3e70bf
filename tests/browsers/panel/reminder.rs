//! The rep's ten seconds: once a week the foot says what there is to send; one click shows it, one saves it and begins the mail.

use anyhow::{Context, Result, ensure};
use pitchside_browsers::acts::{click, settings};
use pitchside_browsers::stored::{self, stored_when};
use pitchside_browsers::{Browser, fixtures, until};
use serde_json::{Value, json};

/// Takes the files and the mails that would be begun, and nothing else: no mail program is there to open.
const TAKE: &str = "window.files = []; window.mails = []; \
    window.URL.createObjectURL = blob => { blob.text().then(text => window.files.push(text)); return '#' }; \
    document.addEventListener('click', event => { const link = event.target.closest('a'); \
        if (!link) return; event.preventDefault(); window.mails.push(link.href) }, true); return 1";
const FOOT: &str = "const due = document.querySelector('#due'); return due.hidden ? '' : due.innerText";

/// The foot's line once it says such words.
async fn foot(browser: &mut impl Browser, words: &str) -> Result<()> {
    until(words, async || {
        let text = browser.in_panel(FOOT, Value::Null).await?;
        Ok(if text.as_str().is_some_and(|text| text.contains(words)) {
            Ok(())
        } else {
            Err(text.to_string())
        })
    })
    .await
}

/// Goes back from a page to where nobody is recognised.
async fn back(browser: &mut impl Browser) -> Result<()> {
    browser.press("Escape").await?;
    browser.panel_when("the list", |p| p.state == "none").await.map(drop)
}

/// A log that began more than a week ago.
fn log() -> Value {
    json!({
        "log": {"v": 1, "next": 4, "days": ["log:2026-05-04"]},
        "log:2026-05-04": {"v": 1, "events": [
            {"event": "copied", "assets": ["sec-01"], "seconds": 9, "n": 1},
            {"event": "unanswered", "words": "escrow of the source code", "n": 2},
            {"event": "unanswered", "words": "price in francs", "n": 3},
        ]},
    })
}

/// Opens the panel anew where this is stored and nobody is on the page.
async fn opened_with(browser: &mut impl Browser, entries: &Value) -> Result<()> {
    browser.recognise(fixtures::FEED).await?;
    stored::put_only(browser, entries).await?;
    browser.panel_anew().await?;
    browser.panel_when("nobody", |p| p.state == "none").await.map(drop)
}

async fn sends_in_two_clicks(browser: &mut impl Browser) -> Result<()> {
    opened_with(browser, &log()).await?;
    foot(browser, "3 events for marketing, 2 questions without answer").await?;
    browser.in_panel(TAKE, Value::Null).await?;
    click(browser, "#due [data-do=log]").await?;
    let shown = browser.panel_when("the log in words", |p| p.state == "log").await?;
    ensure!(shown.text.contains("escrow of the source code"), "{shown:?}");
    click(browser, ".log li:last-child [data-do=unnote]").await?;
    stored_when(browser, "one less", |all| stored::events(all).len() == 2).await?;
    click(browser, "main [data-do=save-report]").await?;
    let noted = stored_when(browser, "that it was saved", |all| all["reported"].is_object()).await?;
    ensure!(noted["reported"]["to"] == 3, "{}", noted["reported"]);

    let taken = browser.in_panel("return [window.files, window.mails]", Value::Null).await?;
    let [files, mails]: [Vec<String>; 2] = serde_json::from_value(taken)?;
    let report = files.first().context("no file")?;
    ensure!(
        files.len() == 1 && report.contains("price in francs") && !report.contains("copied"),
        "{files:?}"
    );
    let mail = mails.first().context("no mail")?;
    ensure!(
        mail.starts_with("mailto:marketing@harbourline.example?subject=Pitchside%20report%2C%20"),
        "{mail}"
    );
    ensure!(
        mail.contains("&body=") && mail.contains("pitchside-report-") && !mail.contains("francs"),
        "{mail}"
    );

    back(browser).await?;
    foot(browser, "Attach pitchside-report-").await?;
    click(browser, "#due [data-do=report-later]").await?;
    until("a quiet foot", async || {
        let text = browser.in_panel(FOOT, Value::Null).await?;
        Ok(if text == "" { Ok(()) } else { Err(text.to_string()) })
    })
    .await
}

async fn is_put_off_or_switched_off(browser: &mut impl Browser) -> Result<()> {
    opened_with(browser, &log()).await?;
    foot(browser, "for marketing").await?;
    click(browser, "#due [data-do=report-later]").await?;
    let noted = stored_when(browser, "that it was put off", |all| all["reported"].is_object()).await?;
    ensure!(noted["reported"]["to"] == 0 && noted["reported"]["day"].is_string(), "{}", noted["reported"]);

    opened_with(browser, &log()).await?;
    foot(browser, "for marketing").await?;
    settings(browser).await?;
    click(browser, "[name=remind]").await?;
    stored_when(browser, "the switch", |all| all["settings"]["remind"] == false).await?;
    back(browser).await?;
    let quiet = browser.in_panel(FOOT, Value::Null).await?;
    ensure!(quiet == "", "{quiet}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn chromium_says_once_a_week_what_there_is_to_send_and_begins_the_mail() -> Result<()> {
    let Some((site, mut browser)) = crate::chromium().await? else { return Ok(()) };
    fixtures::serve_cases(&site)?;
    sends_in_two_clicks(&mut browser).await?;
    is_put_off_or_switched_off(&mut browser).await?;
    browser.quit().await
}

#[tokio::test(flavor = "multi_thread")]
async fn firefox_says_once_a_week_what_there_is_to_send_and_begins_the_mail() -> Result<()> {
    let Some((site, mut browser)) = crate::firefox().await? else { return Ok(()) };
    fixtures::serve_cases(&site)?;
    sends_in_two_clicks(&mut browser).await?;
    is_put_off_or_switched_off(&mut browser).await?;
    browser.quit().await
}
