//! A click on the icon is answered by the page, however busy the machine is.

use anyhow::{Context, Result, bail};
use pitchside_browsers::browser::NO_ACCESS;
use pitchside_browsers::{Browser, fixtures};
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{JoinHandle, available_parallelism, spawn};
use std::time::Instant;

const CLICKS: usize = 200;

/// Twice as many threads as there are cores, at work until this is dropped.
struct Load {
    over: Arc<AtomicBool>,
    threads: Vec<JoinHandle<()>>,
}

impl Load {
    fn start() -> Result<Load> {
        let over = Arc::new(AtomicBool::new(false));
        let work = |over: Arc<AtomicBool>| {
            move || {
                while !over.load(Ordering::Relaxed) {
                    std::hint::spin_loop();
                }
            }
        };
        let threads = (0..2 * available_parallelism()?.get()).map(|_| spawn(work(over.clone()))).collect();
        Ok(Load { over, threads })
    }
}

impl Drop for Load {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
        for thread in self.threads.drain(..) {
            let _ = thread.join();
        }
    }
}

/// From now on the panel's document notes every state that it passes through.
const NOTE: &str = "window.passed = []; let last; \
    new window.MutationObserver(() => { \
        const { state } = document.documentElement.dataset; \
        if (state !== last) window.passed.push(last = state); \
    }).observe(document.documentElement, {attributeFilter: ['data-state']})";
/// Waits for the answer, a name or the question for access, and gives the states since the last time: in the document
/// itself, because asking for it again and again would take most of what the busy machine has left.
const ANSWER: &str = "return new Promise(answered => { \
    const watcher = new window.MutationObserver(look); \
    function look() { \
        const { state } = document.documentElement.dataset; \
        const named = document.querySelector('h1')?.textContent.trim() === arg; \
        if (state !== 'permission' && !(state === 'ready' && named)) return; \
        watcher.disconnect(); \
        answered(window.passed.splice(0)); \
    } \
    watcher.observe(document, {attributes: true, childList: true, characterData: true, subtree: true}); \
    look(); \
})";

/// Chromium sometimes refuses the first script after the click that grants access, though the tab already tells its
/// address. Where that refusal was final, 1 to 4 of 200 clicks failed; how many meet it in one run is left to chance, so
/// the order of messages itself is tried in src/panel/update/tests.rs.
#[tokio::test(flavor = "multi_thread")]
async fn on_a_busy_machine_every_click_just_after_a_known_site_loads_reads_the_page() -> Result<()> {
    let Some((site, mut browser)) = crate::chromium().await? else { return Ok(()) };
    fixtures::serve_cases(&site)?;
    // What was granted for one host does not hold for the other.
    let german = fixtures::JANA.replacen("www.", "de.", 1);
    site.put(&german, fixtures::page("linkedin-person-2026-de.html")?);
    let pages = [(german.as_str(), "Jana Reuter"), (fixtures::MAREN, "Maren Holt")];
    browser.recognise(fixtures::MAREN).await?;
    browser.in_panel(NOTE, Value::Null).await?;
    let tab = browser.cdp.active_tab().await?;
    let load = Load::start()?;
    let from = Instant::now();
    let mut asked = Vec::new();
    for (click, (url, name)) in pages.into_iter().cycle().take(CLICKS).enumerate() {
        browser.goto(url).await?;
        browser.cdp.call("Extensions.triggerAction", json!({"id": browser.id, "targetId": tab})).await?;
        let passed = match browser.in_panel(ANSWER, json!(name)).await {
            Ok(passed) => passed,
            Err(error) => {
                bail!("click {click} for {name}: {error:#}; the panel: {:?}", browser.panel().await?)
            }
        };
        if passed.as_array().context("no states")?.contains(&json!("permission")) {
            asked.push(format!("click {click}: {passed}"));
        }
    }
    drop(load);
    println!("{CLICKS} clicks in {:?}", from.elapsed());
    browser.quit().await?;
    assert!(asked.is_empty(), "{} of {CLICKS} clicks:\n{}", asked.len(), asked.join("\n"));
    Ok(())
}

/// From now on the first script for a tab that may be read is refused once, as a busy Chromium does it by chance.
const REFUSE_ONCE: &str = "const run = chrome.scripting.executeScript.bind(chrome.scripting); window.refused = 0; \
    chrome.scripting.executeScript = async (...script) => { \
        const [tab] = await chrome.tabs.query({active: true, currentWindow: true}); \
        if (!window.refused && tab.url) { \
            window.refused += 1; \
            throw new Error('Cannot access contents of the page'); \
        } \
        return run(...script); \
    }";

#[tokio::test(flavor = "multi_thread")]
async fn a_script_that_is_refused_once_after_the_grant_is_tried_again() -> Result<()> {
    let Some((site, mut browser)) = crate::chromium().await? else { return Ok(()) };
    fixtures::serve_cases(&site)?;
    browser.recognise(fixtures::MAREN).await?;
    browser.new_tab(fixtures::JANA).await?;
    browser.panel_when("no access to another tab", |panel| panel.state == NO_ACCESS).await?;
    browser.in_panel(REFUSE_ONCE, Value::Null).await?;
    browser.click_icon().await?;
    let panel = browser.panel_when("an answer", |panel| panel.settled() && panel.state != NO_ACCESS).await?;
    assert!(panel.state == "ready" && panel.text.contains("Jana Reuter"), "{panel:?}");
    assert_eq!(browser.in_panel("return window.refused", Value::Null).await?, json!(1));
    browser.quit().await
}
