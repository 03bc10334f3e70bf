//! A click on the icon is answered by the page, however busy the machine is.

use anyhow::{Context, Result, bail};
use pitchside_browsers::browser::NO_ACCESS;
use pitchside_browsers::fixtures::Case;
use pitchside_browsers::{Browser, Site, fixtures};
use serde_json::{Value, json};
use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{JoinHandle, available_parallelism, spawn};
use std::time::Instant;

/// Clicks in each browser. Firefox, whose icon takes longer to reach, has a part of them.
const CLICKS: usize = 200;
const CLICKS_IN_FIREFOX: usize = 64;

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
/// Waits for the answer, a name (whether or not a piece fits) or the question for access, and gives the states since the
/// last time: in the document itself, because asking for it again and again would take most of what the busy machine has
/// left.
const ANSWER: &str = "return new Promise(answered => { \
    const watcher = new window.MutationObserver(look); \
    function look() { \
        const { state } = document.documentElement.dataset; \
        const named = document.querySelector('h1')?.textContent.trim() === arg; \
        if (state !== 'permission' && !(['ready', 'nothing'].includes(state) && named)) return; \
        watcher.disconnect(); \
        answered(window.passed.splice(0)); \
    } \
    watcher.observe(document, {attributes: true, childList: true, characterData: true, subtree: true}); \
    look(); \
})";

/// A page of every adapter, and whom the panel names there. Neighbours are of different sites: what was granted for one host
/// does not hold for the next.
fn pages(cases: &[Case]) -> Vec<(&Case, String)> {
    let mut pages = Vec::new();
    let mut sites = HashSet::new();
    for case in cases {
        let text = |field: &str| {
            case.expect.get(field).and_then(Value::as_str).filter(|v| !v.is_empty()).map(str::to_owned)
        };
        let deal = ["deal", "opportunity", "odoo-lead", "pipedrive-lead"]
            .iter()
            .any(|kind| case.page.contains(kind));
        let adapter = case.page.split('-').next().unwrap_or_default();
        if let Some(name) = text("name").or_else(|| text("company"))
            && text("outcome").is_none()
            && !deal
            && sites.insert(adapter.to_owned())
        {
            pages.push((case, name));
        }
    }
    pages
}

/// Clicks on the icon as soon as each page has loaded, under load, and gives the clicks that ended in the question before.
async fn asked_on_a_busy_machine(
    browser: &mut impl Browser,
    site: &Site,
    clicks: usize,
) -> Result<Vec<String>> {
    let cases = fixtures::serve_cases(site)?;
    let pages = pages(&cases);
    browser.recognise(fixtures::MAREN).await?;
    browser.in_panel(NOTE, Value::Null).await?;
    let load = Load::start()?;
    let from = Instant::now();
    let mut asked = Vec::new();
    for (click, (Case { page, url, .. }, name)) in pages.iter().cycle().take(clicks).enumerate() {
        // Addresses that differ in their fragments alone are one to the server.
        site.put(url, fixtures::page(page)?);
        browser.goto(url).await?;
        browser.click_icon().await?;
        let passed = match browser.in_panel(ANSWER, json!(name)).await {
            Ok(passed) => passed,
            Err(error) => {
                bail!("click {click} for {name}: {error:#}; the panel: {:?}", browser.panel().await?)
            }
        };
        if passed.as_array().context("no states")?.contains(&json!("permission")) {
            asked.push(format!("click {click} at {url}: {passed}"));
        }
    }
    drop(load);
    println!("{clicks} clicks on {} sites in {:?}", pages.len(), from.elapsed());
    Ok(asked)
}

/// Chromium sometimes refuses the first script after the click that grants access, though the tab already tells its
/// address. Where that refusal was final, 1 to 4 of 200 clicks failed; how many meet it in one run is left to chance, so
/// the order of messages itself is tried in src/panel/update/tests/mod.rs.
#[tokio::test(flavor = "multi_thread")]
async fn on_a_busy_machine_every_click_just_after_a_known_site_loads_reads_the_page() -> Result<()> {
    if let Some((site, mut browser)) = crate::chromium().await? {
        let asked = asked_on_a_busy_machine(&mut browser, &site, CLICKS).await?;
        browser.quit().await?;
        assert!(asked.is_empty(), "Chromium, {} of {CLICKS} clicks:\n{}", asked.len(), asked.join("\n"));
    }
    if let Some((site, mut browser)) = crate::firefox().await? {
        let asked = asked_on_a_busy_machine(&mut browser, &site, CLICKS_IN_FIREFOX).await?;
        browser.quit().await?;
        assert!(
            asked.is_empty(),
            "Firefox, {} of {CLICKS_IN_FIREFOX} clicks:\n{}",
            asked.len(),
            asked.join("\n")
        );
    }
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
