//! What is read of a page, when, and that the page is left as it was.

use super::RUTH;
use anyhow::{Result, ensure};
use pitchside_browsers::browser::NO_ACCESS;
use pitchside_browsers::{
    Browser, Chromium, Firefox, Panel, Site, chromium, dist, files, firefox, fixtures, until,
};
use serde_json::Value;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// Notes what happens in the page: what a rep's hand would cause, every change, and what the changed observer tells of itself.
const RECORDER: &str = "<script>
    window.seen = {reads: [], stops: [], events: [], changes: []};
    addEventListener('test-read', event => seen.reads.push(event.detail));
    addEventListener('test-stop', event => seen.stops.push(event.detail));
    for (const name of ['click', 'mousedown', 'pointerdown', 'input', 'beforeinput', 'change', 'focus', 'focusin', 'select',
        'submit', 'reset', 'keydown', 'paste', 'copy', 'scroll', 'toggle'])
        document.addEventListener(name, event => { if (event.target instanceof Element) seen.events.push(name) }, true);
    addEventListener('DOMContentLoaded', () => new MutationObserver(all => seen.changes.push(...all.map(one => one.type)))
        .observe(document, {subtree: true, childList: true, attributes: true, characterData: true}));
    </script>";

/// In the middle of the record, where no recipe looks.
const SECRET: &str = "<section id=secret><h3>Private</h3><p>Project Zanzibar: the merger is off</p>\
    <label>Diagnosis <input id=diagnosis value='Quinsy, since May'></label></section>";

fn change(path: &Path, from: &str, to: &str) -> Result<()> {
    let code = fs::read_to_string(path)?;
    ensure!(code.contains(from), "{}: no {from}", path.display());
    Ok(fs::write(path, code.replacen(from, to, 1))?)
}

/// A copy of the package whose panel keeps what the observer says, and whose observer tells the page when it reads and ends.
fn overheard(package: &str) -> Result<Option<TempDir>> {
    let Some(packages) = dist::packages() else { return Ok(None) };
    let folder = TempDir::new()?;
    files::copy(&packages.join(package), folder.path())?;
    let listens = "port.onMessage.addListener((message) => {\n";
    let hears = [listens, "(globalThis.heard ??= []).push(JSON.stringify(message));"].concat();
    change(&folder.path().join("browser.js"), listens, &hears)?;
    let observer = folder.path().join("observe.js");
    let tells = |what: &str, name: &str| {
        let event = format!("dispatchEvent(new CustomEvent('test-{name}', {{detail: OBSERVER}}));");
        change(&observer, what, &[what, &event].concat())
    };
    tells("function observe(recipe) {", "read")?;
    tells("function stop() {", "stop")?;
    change(&observer, "const SLOT =", "const OBSERVER = String(Math.random());\nconst SLOT =")?;
    Ok(Some(folder))
}

async fn seen(browser: &mut impl Browser) -> Result<Value> {
    browser.in_page("return window.seen", Value::Null).await
}

fn list<'a>(seen: &'a Value, name: &str) -> &'a [Value] {
    seen[name].as_array().map_or(&[], Vec::as_slice)
}

async fn reads_only_what_it_may(browser: &mut impl Browser, site: &Site) -> Result<()> {
    fixtures::serve_cases(site)?;
    let page = fixtures::page("hubspot-contact.html")?;
    let page = page.replacen("</title>", &["</title>", RECORDER].concat(), 1);
    let page = page.replace("<div class=\"mid _12da86a7\">", &[SECRET, "<div class=\"mid\">"].concat());
    ensure!(page.contains(SECRET), "the fixture has another middle");
    site.put(RUTH, page);

    // The panel is open, on another tab.
    browser.recognise(fixtures::FEED).await?;
    browser.new_tab(RUTH).await?;
    browser.panel_when("no access", |p| p.state == NO_ACCESS).await?;
    let before = seen(browser).await?;
    assert_eq!(list(&before, "reads").len(), 0, "read without a click: {before}");

    let ready = |p: &Panel| p.state == "ready" && p.heading.starts_with("Ruth");
    browser.click_icon().await?;
    browser.panel_when("Ruth", ready).await?;
    let now = seen(browser).await?;
    assert_ne!(list(&now, "reads").len(), 0, "the test sees what is read");
    assert_eq!((list(&now, "events"), list(&now, "changes")), (&[][..], &[][..]), "{now}");
    let heard = browser.in_panel("return window.heard.join('\\n')", Value::Null).await?.to_string();
    assert!(heard.contains("Ruth Adeyemi-Lund") && heard.contains("Head of Sustainability"), "{heard}");
    for word in ["Zanzibar", "Diagnosis", "Quinsy"] {
        assert!(!heard.contains(word), "{word} in {heard}");
    }

    // Nor is anything read once the panel is closed.
    browser.close_panel().await?;
    let ended = until("the observer to end", async || {
        let now = seen(browser).await?;
        Ok(if list(&now, "stops").is_empty() { Err(now.to_string()) } else { Ok(now) })
    })
    .await?;
    let by_hand =
        "document.getElementById('secret').click(); document.querySelector('h2').append('!'); return 1";
    browser.in_page(by_hand, Value::Null).await?;
    browser.click_icon().await?;
    browser.panel_when("Ruth again", |p| p.settled() && p.heading.starts_with("Ruth")).await?;
    let now = seen(browser).await?;
    let first = &list(&ended, "reads")[0];
    let by_first = |seen: &Value| list(seen, "reads").iter().filter(|by| *by == first).count();
    assert_eq!(by_first(&now), by_first(&ended), "it went on reading: {now}");
    assert!(list(&now, "reads").iter().any(|by| by != first), "another observer reads now: {now}");
    let own = (list(&now, "events"), list(&now, "changes"));
    assert_eq!(own, (&["click".into()][..], &["childList".into()][..]), "the test sees a click and a change");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn chromium_reads_only_by_click_and_only_what_the_recipe_names_and_touches_nothing() -> Result<()> {
    let Some(folder) = overheard("chrome")? else { return Ok(()) };
    let site = Site::start().await?;
    let mut browser = Chromium::start(&site, chromium::Options::new(folder.path())).await?;
    reads_only_what_it_may(&mut browser, &site).await?;
    browser.quit().await
}

#[tokio::test(flavor = "multi_thread")]
async fn firefox_reads_only_by_click_and_only_what_the_recipe_names_and_touches_nothing() -> Result<()> {
    let Some(folder) = overheard("firefox")? else { return Ok(()) };
    let site = Site::start().await?;
    let mut browser = Firefox::start(&site, firefox::Options::new(folder.path())).await?;
    reads_only_what_it_may(&mut browser, &site).await?;
    browser.quit().await
}
