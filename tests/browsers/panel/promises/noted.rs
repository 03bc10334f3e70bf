//! The log: what it holds and when, that a day loses no event, and that a switch is kept alone.

use super::RUTH;
use anyhow::{Context, Result, ensure};
use pitchside_browsers::acts::{ask, back_to_list, click, copy_first, say, settings};
use pitchside_browsers::stored::{count, events, log_of_today, put_only, stored, stored_when};
use pitchside_browsers::{Browser, Site, fixtures};
use serde_json::{Value, json};

/// Events that came by themselves.
fn shown(number: usize) -> Vec<Value> {
    (1..=number).map(|n| json!({"event": "shown", "assets": ["x"], "n": n})).collect()
}

/// What a rep says finds room in a day that is full of what came by itself.
async fn a_full_day(browser: &mut impl Browser) -> Result<()> {
    let today = log_of_today(browser).await?;
    let mut entries = json!({});
    entries[&today] = json!({"v": 1, "events": shown(500)});
    put_only(browser, &entries).await?;
    let shown = say(browser, "useful", "").await?;
    let kept = stored_when(browser, "the feedback", |all| count(all, "useful") == 1).await?;
    assert_eq!(kept[&today]["events"].as_array().map(Vec::len), Some(501), "the others are there: {shown:?}");
    browser.panel_when("what is said of it", |p| p.text.contains("Noted.")).await.map(drop)
}

/// A clock that was put back finds events of that day, which stay.
async fn a_clock_put_back(browser: &mut impl Browser) -> Result<()> {
    let today = log_of_today(browser).await?;
    let back = "const Now = window.Date; window.Date = class extends Now { \
        constructor(...given) { given.length ? super(...given) : super(Now.now() - 86_400_000) } }; return 1";
    browser.in_panel(back, Value::Null).await?;
    let yesterday = log_of_today(browser).await?;
    assert_ne!(today, yesterday, "the panel's clock is put back");
    let before = json!({"event": "copied", "assets": ["before"], "n": 1});
    let later = json!({"event": "copied", "assets": ["later"], "n": 2});
    let mut entries = json!({"log": {"v": 1, "next": 3, "days": [yesterday, today]}});
    entries[&yesterday] = json!({"v": 1, "events": [before]});
    entries[&today] = json!({"v": 1, "events": [later]});
    put_only(browser, &entries).await?;
    say(browser, "outdated", "").await?;
    let kept = stored_when(browser, "the feedback", |all| count(all, "outdated") == 1).await?;
    let of_yesterday = kept[&yesterday]["events"].as_array().cloned().unwrap_or_default();
    assert_eq!((of_yesterday.first(), of_yesterday.len()), (Some(&before), 2), "{kept}");
    assert_eq!((&of_yesterday[1]["event"], &of_yesterday[1]["n"]), (&json!("outdated"), &json!(3)), "{kept}");
    assert_eq!(kept[&today]["events"], json!([later]), "{kept}");
    browser.panel_anew().await.map(drop)
}

/// What was shown, copied, opened and not found, and feedback: nothing of it while the log is off.
async fn every_sort_of_event(browser: &mut impl Browser) -> Result<()> {
    put_only(browser, &json!({})).await?;
    browser.recognise(RUTH).await?;
    // No tab is opened: the test would lose its own.
    let no_tab = "(window.browser ?? window.chrome).tabs.create = async () => ({}); return 1";
    browser.in_panel(no_tab, Value::Null).await?;
    for on in [true, false] {
        if !on {
            settings(browser).await?;
            click(browser, "[name=log]").await?;
            let kept = stored_when(browser, "the switch", |all| all["settings"]["log"] == false).await?;
            assert_eq!(
                kept["settings"],
                json!({"v": 1, "log": false}),
                "nothing else is kept of the settings"
            );
            back_to_list(browser).await?;
        }
        let before = events(&stored(browser).await?).len();
        copy_first(browser).await?;
        browser.press("o").await?;
        let words = if on { "Noted." } else { "Not noted" };
        say(browser, "wrong_prospect", "She is for Havelund Hospitals alone").await?;
        browser.panel_when(words, |p| p.text.contains(words)).await?;
        if on {
            // A question that is answered, and left without use.
            ask(browser, "close in five days").await?;
            let said = "return document.getElementById('say').textContent";
            pitchside_browsers::until("how many answer", async || {
                let said = browser.in_panel(said, Value::Null).await?;
                Ok(if said.as_str().is_some_and(|said| said.contains(" pieces")) {
                    Ok(())
                } else {
                    Err(said.to_string())
                })
            })
            .await?;
        }
        ask(browser, "qxzqxz at Havelund").await?;
        // What is said of the results comes with the event.
        browser.panel_when("no answer", |p| p.state == "search-empty").await?;
        if on {
            let kept = stored_when(browser, "the search", |all| count(all, "unanswered") == 1).await?;
            for event in ["shown", "copied", "opened", "asked", "wrong_prospect"] {
                assert_ne!(count(&kept, event), 0, "{event}: {kept}");
            }
            no_name_in(&kept)?;
        } else {
            let said = "return document.getElementById('say').textContent.trim()";
            pitchside_browsers::until("what is said of the results", async || {
                let said = browser.in_panel(said, Value::Null).await?;
                let there = said.as_str().is_some_and(|said| !said.is_empty() && !said.contains("Not noted"));
                Ok(if there { Ok(()) } else { Err(said.to_string()) })
            })
            .await?;
            assert_eq!(events(&stored(browser).await?).len(), before, "the log is off");
        }
        back_to_list(browser).await?;
    }
    Ok(())
}

/// An account stands in the log as the mark that its salt makes of it.
fn no_name_in(kept: &Value) -> Result<()> {
    use sha2::{Digest, Sha256};
    let salt = kept["salt"].as_str().context("no salt")?;
    let digest = Sha256::digest(format!("{salt}havelund hospitals"));
    let mark: String = digest.iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    let all = events(kept);
    let text = json!(all).to_string();
    for name in ["avelund", "Ruth", "Adeyemi"] {
        ensure!(!text.contains(name), "{name} in {text}");
    }
    ensure!(all.iter().any(|event| event["account"] == *mark), "no mark {mark} in {text}");
    ensure!(
        text.contains("She is for …") && text.contains("… alone"),
        "the rest of the words is there: {text}"
    );
    Ok(())
}

/// A change of the theme is kept, and no other setting with it.
async fn one_setting(browser: &mut impl Browser) -> Result<()> {
    put_only(browser, &json!({})).await?;
    settings(browser).await?;
    click(browser, "[name=theme][value=dark]").await?;
    let kept = stored_when(browser, "the theme", |all| all["settings"]["theme"] == "dark").await?;
    assert_eq!(kept["settings"], json!({"v": 1, "theme": "dark"}));
    back_to_list(browser).await
}

async fn notes(browser: &mut impl Browser, site: &Site) -> Result<()> {
    fixtures::serve_cases(site)?;
    browser.recognise(RUTH).await?;
    a_full_day(browser).await?;
    a_clock_put_back(browser).await?;
    one_setting(browser).await?;
    every_sort_of_event(browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn chromium_notes_every_sort_of_event_without_names_and_loses_none() -> Result<()> {
    let Some((site, mut browser)) = crate::chromium().await? else { return Ok(()) };
    notes(&mut browser, &site).await?;
    browser.quit().await
}

#[tokio::test(flavor = "multi_thread")]
async fn firefox_notes_every_sort_of_event_without_names_and_loses_none() -> Result<()> {
    let Some((site, mut browser)) = crate::firefox().await? else { return Ok(()) };
    notes(&mut browser, &site).await?;
    browser.quit().await
}
