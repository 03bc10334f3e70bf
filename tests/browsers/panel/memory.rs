//! What the panel remembers: shown on the next visit, read and erased in the settings, and nothing of LinkedIn.

use anyhow::{Context, Result};
use pitchside_browsers::acts::copy_first;
use pitchside_browsers::{Browser, Panel, Site, fixtures, stored};
use serde_json::{Value, json};

/// A contact and the list of a CRM whose records may be remembered.
const RUTH: &str = "https://app.hubspot.com/contacts/48210933/record/0-1/70125501";
const LIST: &str = "https://app.hubspot.com/contacts/48210933/objects/0-1/views/all/list";

async fn stored(browser: &mut impl Browser) -> Result<String> {
    Ok(stored::stored(browser).await?.to_string())
}

/// Copies beside a page of LinkedIn and beside a CRM's; gives the title of what the CRM's account got.
async fn remembers(browser: &mut impl Browser, site: &Site) -> Result<String> {
    fixtures::serve_cases(site)?;
    // Of LinkedIn nothing is kept but that a piece was used.
    let shown = browser.recognise(fixtures::MAREN).await?;
    assert_eq!(shown.state, "ready", "{shown:?}");
    copy_first(browser).await?;
    let kept =
        stored::stored_when(browser, "that it was used", |all| all["used"].is_object()).await?.to_string();
    for word in ["Maren", "Alderney", "account", "linkedin"] {
        assert!(!kept.contains(word), "{word} in {kept}");
    }

    // Of a CRM's record the account is, and its card says so the next time.
    let shown = browser.recognise(RUTH).await?;
    let first = shown.cards.first().context("no card")?.clone();
    copy_first(browser).await?;
    browser.press("f").await?;
    browser.press("b").await?;
    browser.panel_when("the form for feedback", |p| p.state == "feedback").await?;
    let say = "document.querySelector('[value=outdated]').click(); \
        document.querySelector('[data-form=feedback]').requestSubmit(); return 1";
    browser.in_panel(say, Value::Null).await?;
    browser.panel_when("the list again", |p| p.state == "ready" && p.text.contains("Noted")).await?;
    let kept = stored(browser).await?;
    assert!(kept.contains("account:havelund hospitals") && !kept.contains("Ruth"), "{kept}");

    let shown = browser.recognise(LIST).await?;
    assert_eq!(shown.state, "none", "{shown:?}");
    let shown = browser.panel_when("favourites and lately used", |p| !p.cards.is_empty()).await?;
    assert_eq!(shown.cards[0].title, first.title);
    assert!(shown.text.contains("Favourites") && shown.cards[0].reason.contains("Havelund"), "{shown:?}");
    Ok(first.title)
}

/// The report is the log and nothing that would name anybody.
async fn saves_a_report(browser: &mut impl Browser) -> Result<()> {
    browser.panel_when("the panel", Panel::settled).await?;
    let file = "URL.createObjectURL = blob => { blob.text().then(text => { window.saved = text }); return '' }; \
        HTMLAnchorElement.prototype.click = () => {}; window.saved = ''; return 1";
    browser.in_panel(file, Value::Null).await?;
    browser.press(",").await?;
    browser.panel_when("the settings", |p| p.state == "settings").await?;
    browser
        .in_panel("document.querySelector('[data-do=save-report]').click(); return 1", Value::Null)
        .await?;
    let saved = pitchside_browsers::until("the report", async || {
        let text = browser.in_panel("return window.saved", Value::Null).await?;
        Ok(text.as_str().filter(|text| !text.is_empty()).map(str::to_owned).ok_or_else(|| text.to_string()))
    })
    .await?;
    let report: Value = serde_json::from_str(&saved)?;
    assert_eq!((&report["pitchside"], &report["v"]), (&json!("report"), &json!(2)), "{saved}");
    let known = ["v", "pitchside", "library", "language", "region", "from"];
    let of_sender = |name: &&String| !name.starts_with("log:") && !known.contains(&name.as_str());
    let others: Vec<&String> =
        report.as_object().into_iter().flatten().map(|(name, _)| name).filter(of_sender).collect();
    assert_eq!(others, [""; 0], "nothing else is said of who sends it");
    assert!(report["language"].as_str().is_some_and(|tag| tag.starts_with("en")), "{saved}");
    assert!(report["from"].as_str().is_some_and(|mark| mark.len() == 12), "{saved}");
    assert!(
        saved.contains("\"account\"") && !saved.contains("avelund") && !saved.contains("Maren"),
        "{saved}"
    );
    marketing_reads_it(&saved)?;
    browser.press("Escape").await
}

/// The file as the panel saves it is one that `pitchside report` counts.
fn marketing_reads_it(saved: &str) -> Result<()> {
    let program = std::env::var_os("PITCHSIDE_CLI").context("no PITCHSIDE_CLI: ./build.sh test sets it")?;
    let folder = tempfile::tempdir()?;
    let (file, page) = (folder.path().join("rep.json"), folder.path().join("report.html"));
    std::fs::write(&file, saved)?;
    let out = std::process::Command::new(program).arg("report").arg(&file).arg("-o").arg(&page).output()?;
    let said = String::from_utf8_lossy(&out.stdout).into_owned();
    anyhow::ensure!(out.status.success() && said.contains("1 file of 1 rep read"), "{out:?}");
    let events = saved.matches("\"event\"").count();
    anyhow::ensure!(said.contains(&format!("{events} event")), "{events} events in {said}");
    anyhow::ensure!(std::fs::read_to_string(page)?.contains("How the library was used"), "the page");
    Ok(())
}

/// What is kept comes back, can be read, and goes when the rep says so.
async fn shows_and_erases(browser: &mut impl Browser, title: &str) -> Result<()> {
    browser.recognise(RUTH).await?;
    browser.panel_when("when it was sent", |p| p.text.contains("You sent it on")).await?;

    // The log for marketing: read before it goes anywhere, without the account's name.
    browser.press(",").await?;
    browser.panel_when("how much is kept", |p| p.text.contains("1 account, 1 copied link")).await?;
    let click = "document.querySelector(arg).click(); return 1";
    browser.in_panel(click, json!("[data-do=log]")).await?;
    browser.panel_when("the log", |p| p.state == "log" && p.text.contains("Outdated")).await?;
    let log = browser.in_panel("return document.querySelector('main').innerText", Value::Null).await?;
    let log = log.as_str().unwrap_or_default();
    for words in ["Shown ", "Copied ", "Outdated ", title, "for Havelund Hospitals"] {
        assert!(log.contains(words), "{words} in {log}");
    }
    assert!(!stored(browser).await?.contains("for Havelund"), "the mark is a name only on this page");
    browser.press("Escape").await?;
    browser.press(",").await?;
    browser.panel_when("the settings", |p| p.state == "settings").await?;

    // Seen and erased.
    browser.in_panel(click, json!("[data-do=review]")).await?;
    browser.panel_when("the account", |p| p.state == "review" && p.text.contains(title)).await?;
    browser.in_panel(click, json!("[data-do=erase]")).await?;
    browser.panel_when("its end", |p| p.text.contains("Erased: Havelund")).await?;
    pitchside_browsers::until("its line to go", async || {
        let left =
            browser.in_panel("return document.querySelectorAll('.account').length", Value::Null).await?;
        Ok(if left == 0 { Ok(()) } else { Err(left.to_string()) })
    })
    .await?;
    let kept = stored(browser).await?;
    assert!(!kept.contains("avelund") && kept.contains("favourites"), "{kept}");
    browser.in_panel(click, json!("[data-do=erase-all]")).await?;
    browser.panel_when("the question", |p| p.text.contains("for good")).await?;
    browser.in_panel(click, json!("[data-do=erase-all]")).await?;
    browser.panel_when("the end of everything", |p| !p.text.contains("for good")).await?;
    pitchside_browsers::until("nothing to be kept", async || {
        let kept = stored(browser).await?;
        Ok(if kept == "{}" { Ok(()) } else { Err(kept) })
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn chromium_remembers_what_was_sent_and_nothing_of_linkedin() -> Result<()> {
    let Some((site, mut browser)) = crate::chromium().await? else { return Ok(()) };
    let title = remembers(&mut browser, &site).await?;
    browser.reload_panel().await?;
    saves_a_report(&mut browser).await?;
    shows_and_erases(&mut browser, &title).await?;
    browser.quit().await
}

#[tokio::test(flavor = "multi_thread")]
async fn firefox_remembers_what_was_sent_and_nothing_of_linkedin() -> Result<()> {
    let Some((site, mut browser)) = crate::firefox().await? else { return Ok(()) };
    let title = remembers(&mut browser, &site).await?;
    shows_and_erases(&mut browser, &title).await?;
    browser.quit().await
}

/// A full storage says so, loses nothing, and copying goes on; a damaged entry loses only itself.
#[tokio::test(flavor = "multi_thread")]
async fn a_full_or_damaged_storage_is_said() -> Result<()> {
    let Some((site, mut browser)) = crate::chromium().await? else { return Ok(()) };
    fixtures::serve_cases(&site)?;
    browser.recognise(RUTH).await?;
    let fill = "window.full = 0; const area = chrome.storage.local; area.set({'account:damaged': 5}) \
        .then(() => area.getBytesInUse(null)) \
        .then(used => area.set({filler: 'x'.repeat(area.QUOTA_BYTES - used - 12)})) \
        .then(() => { window.full = 1 }, e => { window.full = String(e) }); return 1";
    browser.in_panel(fill, Value::Null).await?;
    pitchside_browsers::until("a full storage", async || {
        let full = browser.in_panel("return window.full", Value::Null).await?;
        Ok(if full == json!(1) { Ok(()) } else { Err(full.to_string()) })
    })
    .await?;
    copy_first(&mut browser).await?;
    let said = |p: &Panel| {
        p.text.contains("Not kept: that you copied it for Havelund Hospitals")
            && p.text.contains("no more room")
    };
    browser.panel_when("what could not be kept", said).await?;
    // Neither is a favourite one before the storage has taken it.
    let listen = "window.said = []; new MutationObserver(() => window.said.push(document.getElementById('say').textContent)) \
        .observe(document.getElementById('say'), {childList: true, characterData: true, subtree: true}); return 1";
    browser.in_panel(listen, Value::Null).await?;
    browser.press("f").await?;
    browser.panel_when("the favourite", |p| p.text.contains("Not kept: the favourite")).await?;
    let said = browser.in_panel("return window.said.join('\\n')", Value::Null).await?.to_string();
    assert!(said.contains("Not kept: the favourite") && !said.contains("Added to favourites"), "{said}");
    assert!(!stored(&mut browser).await?.contains("favourites"), "the star is not kept");
    browser.reload_panel().await?;
    let said = |p: &Panel| p.text.contains("Something kept") && p.settled();
    browser.panel_when("what could not be read", said).await?;
    browser.in_panel("document.querySelector('[data-do=review]').click(); return 1", Value::Null).await?;
    browser.panel_when("which one", |p| p.text.contains("account:damaged")).await?;
    browser.quit().await
}
