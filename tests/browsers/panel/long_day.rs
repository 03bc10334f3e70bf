//! A panel that is open all day: a thousand tabs later it is as light as after the first hundred, and no name ever stood
//! in another's tab.

use anyhow::{Context, Result};
use pitchside_browsers::{Browser, Chromium, Site, fixtures};
use serde_json::{Value, json};
use std::ops::Range;

/// Changes of the tab in all, and those after which everything that is made once has been made.
const TURNS: usize = 1_000;
const WARM: usize = 100;
/// Changes within one script, which may not take long.
const AT_ONCE: usize = 20;

const DAY: &str = include_str!("long_day.js");

/// Bytes of the panel's heap after a collection, those of its wasm among them.
async fn heap(browser: &mut Chromium) -> Result<f64> {
    for _ in 0..3 {
        browser.panel_cdp("HeapProfiler.collectGarbage", json!({})).await?;
    }
    let usage = browser.panel_cdp("Runtime.getHeapUsage", json!({})).await?;
    let bytes = |name: &str| usage[name].as_f64().with_context(|| format!("no {name}: {usage}"));
    Ok(bytes("usedSize")? + bytes("backingStorageSize")?)
}

/// Three tabs that the rep has let Pitchside read.
async fn tabs(browser: &mut impl Browser, site: &Site) -> Result<Value> {
    fixtures::serve_cases(site)?;
    let active = "const api = window.chrome ?? window.browser; \
        return api.tabs.query({active: true, currentWindow: true}).then(([tab]) => tab.id)";
    let mut tabs = Vec::new();
    for (url, name) in [
        (fixtures::MAREN, "Maren Holt"),
        (fixtures::RUTH, "Ruth Adeyemi-Lund"),
        (fixtures::JANA, "Jana Reuter"),
    ] {
        browser.new_tab(url).await?;
        browser.click_icon().await?;
        browser.panel_when(name, |p| p.state == "ready" && p.heading == name).await?;
        tabs.push(json!({"id": browser.in_panel(active, Value::Null).await?, "name": name}));
    }
    Ok(tabs.into())
}

/// Goes from tab to tab and gives what was wrong.
async fn go(browser: &mut impl Browser, tabs: &Value, turns: Range<usize>) -> Result<Vec<Value>> {
    let mut wrong = Vec::new();
    for from in turns.step_by(AT_ONCE) {
        let said = browser.in_panel(DAY, json!({"tabs": tabs, "from": from, "count": AT_ONCE})).await?;
        wrong.extend(said.as_array().with_context(|| format!("{said}"))?.clone());
    }
    Ok(wrong)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_tabs_leave_nothing_behind_in_chromium() -> Result<()> {
    let Some((site, mut browser)) = crate::chromium().await? else { return Ok(()) };
    let tabs = tabs(&mut browser, &site).await?;
    let mut wrong = go(&mut browser, &tabs, 0..WARM).await?;
    let before = heap(&mut browser).await?;
    wrong.extend(go(&mut browser, &tabs, WARM..TURNS).await?);
    let after = heap(&mut browser).await?;
    println!("heap after {WARM} tabs {before} bytes, after {TURNS} {after}: {:.3}", after / before);
    browser.quit().await?;
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(after <= 1.1 * before, "{before} bytes grew to {after}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn no_name_stands_in_the_tab_of_another_in_firefox() -> Result<()> {
    let Some((site, mut browser)) = crate::firefox().await? else { return Ok(()) };
    let tabs = tabs(&mut browser, &site).await?;
    let wrong = go(&mut browser, &tabs, 0..WARM).await?;
    browser.quit().await?;
    assert!(wrong.is_empty(), "{wrong:#?}");
    Ok(())
}
