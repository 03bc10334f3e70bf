//! Chromium's network log, read for one question: who asked for what.

use anyhow::{Context, Result};
use pitchside_browsers::site::Request;
use pitchside_browsers::until;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::path::Path;

/// What a session's log holds.
#[derive(Debug, Default)]
pub struct NetLog {
    /// http(s) and ws(s) requests that anybody started.
    pub requests: usize,
    /// Addresses of those that the extension started.
    pub by_extension: BTreeSet<String>,
    /// Hosts of the pages that were opened.
    pub pages: BTreeSet<String>,
    /// Hosts that the browser itself asked, for its own purposes.
    pub browser: BTreeSet<String>,
    /// Hosts that were contacted although neither a page nor the browser asked them: a preconnect, say.
    pub strangers: BTreeSet<String>,
}

impl NetLog {
    /// Reads the log at `path` once the browser has finished it; `urls` are the pages opened, `contacted` is what the
    /// site saw.
    pub async fn read(
        path: &Path,
        extension: &str,
        urls: &[String],
        contacted: &[Request],
    ) -> Result<NetLog> {
        let json: Value = until("the complete network log", async || {
            let text = fs::read_to_string(path).unwrap_or_default();
            Ok(serde_json::from_str(&text).map_err(|e| e.to_string()))
        })
        .await?;
        let start = json["constants"]["logEventTypes"]["URL_REQUEST_START_JOB"]
            .as_i64()
            .context("not a network log")?;
        let own = format!("chrome-extension://{extension}");
        let mut log = NetLog { pages: urls.iter().map(|u| host(u)).collect(), ..NetLog::default() };
        for event in json["events"].as_array().context("no events")? {
            if event["type"].as_i64() != Some(start) {
                continue;
            }
            let (Some(url), initiator) = (event["params"]["url"].as_str(), &event["params"]["initiator"])
            else {
                continue;
            };
            if !["http://", "https://", "ws://", "wss://"].iter().any(|scheme| url.starts_with(scheme)) {
                continue;
            }
            log.requests += 1;
            match initiator.as_str().unwrap_or_default() {
                i if i.starts_with(&own) => drop(log.by_extension.insert(url.to_owned())),
                "not an origin" => drop(log.browser.insert(host(url))),
                _ => drop(log.pages.insert(host(url))),
            }
        }
        let known = |h: &String| log.pages.contains(h) || log.browser.contains(h);
        let asked: BTreeSet<String> = log.by_extension.iter().map(|u| host(u)).collect();
        let seen = contacted.iter().map(|r| r.host.clone()).filter(|h| !h.is_empty());
        log.strangers = seen.filter(|h| !known(h) && !asked.contains(h)).collect();
        for page in &log.pages {
            log.browser.remove(page);
        }
        Ok(log)
    }
}

impl fmt::Display for NetLog {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "network log: {} http and ws requests", self.requests)?;
        writeln!(f, "  started by the extension: {}", list(&self.by_extension))?;
        writeln!(f, "  hosts of the pages: {}", list(&self.pages))?;
        writeln!(f, "  the browser's own: {}", list(&self.browser))?;
        write!(f, "  contacted without a request: {}", list(&self.strangers))
    }
}

fn list(names: &BTreeSet<String>) -> String {
    if names.is_empty() { "none".to_owned() } else { names.iter().cloned().collect::<Vec<_>>().join(", ") }
}

fn host(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split(['/', ':', '?', '#']).next().unwrap_or_default().to_owned()
}
