//! What the extension keeps, seen and changed from the panel itself.

use super::{Browser, until};
use anyhow::{Context, Result};
use serde_json::{Value, json};

const LOCAL: &str = "const area = (window.browser ?? window.chrome).storage.local; ";

/// Everything that an extension can keep, by place.
const EVERYTHING: &str = "const api = globalThis.browser ?? globalThis.chrome; return (async () => {
        const all = {};
        for (const area of ['local', 'session', 'sync']) all[area] = await api.storage[area].get(null);
        all.databases = (await indexedDB.databases()).map(one => one.name);
        all.caches = await caches.keys();
        all.page = [{...localStorage}, {...sessionStorage}, document.cookie];
        return all;
    })()";

/// What is kept, by key.
pub async fn stored(browser: &mut impl Browser) -> Result<Value> {
    browser.in_panel(&[LOCAL, "return area.get(null)"].concat(), Value::Null).await
}

/// What is kept once it fits: the panel writes a moment after a key.
pub async fn stored_when(
    browser: &mut impl Browser,
    what: &str,
    fits: impl Fn(&Value) -> bool,
) -> Result<Value> {
    until(what, async || {
        let all = stored(browser).await?;
        Ok(if fits(&all) { Ok(all) } else { Err(all.to_string()) })
    })
    .await
}

/// Puts entries into the storage, over those that are there.
pub async fn put(browser: &mut impl Browser, entries: &Value) -> Result<()> {
    let set = [LOCAL, "return area.set(window.JSON.parse(arg)).then(() => 1)"].concat();
    browser.in_panel(&set, json!(entries.to_string())).await.map(drop)
}

/// Puts entries into an empty storage.
pub async fn put_only(browser: &mut impl Browser, entries: &Value) -> Result<()> {
    browser.in_panel(&[LOCAL, "return area.clear().then(() => 1)"].concat(), Value::Null).await?;
    put(browser, entries).await
}

/// What is kept in every place that an extension has: areas of the storage, databases, caches, the page's own.
pub async fn everything(browser: &mut impl Browser) -> Result<Value> {
    let all = browser.in_panel(EVERYTHING, Value::Null).await?;
    all.is_object().then_some(all).context("nothing was collected")
}

/// The events of all days of the log, those of one day in their order.
pub fn events(stored: &Value) -> Vec<Value> {
    let days = stored.as_object().into_iter().flatten().filter(|(key, _)| key.starts_with("log:"));
    days.flat_map(|(_, day)| day["events"].as_array().cloned().unwrap_or_default()).collect()
}

/// How many events of a sort the log has.
pub fn count(stored: &Value, event: &str) -> usize {
    events(stored).iter().filter(|has| has["event"] == event).count()
}

/// The key of today's log by the panel's own clock.
pub async fn log_of_today(browser: &mut impl Browser) -> Result<String> {
    let day = "const now = new window.Date(), two = n => String(n).padStart(2, '0'); \
        return ['log:' + now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join('-')";
    let key = browser.in_panel(day, Value::Null).await?;
    Ok(key.as_str().context("no day")?.to_owned())
}
