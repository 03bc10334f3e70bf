//! Zero network, proved in two ways. `./build.sh egress` runs this and prints what was looked at.
//!
//! 1. Statically: what ships names no way to the network ([`gate`]).
//! 2. At run time: Chromium's own network log of a session in which the panel read every demo page, searched and copied
//!    holds no request that the extension started, and no host was contacted but those of the pages ([`netlog`]).
//!
//! Each has a positive control: a copy of the extension that leaks must be caught, else the proof is worth nothing.

mod gate;
mod netlog;

use anyhow::Result;
use netlog::NetLog;
use pitchside_browsers::{Browser, Chromium, Site, chromium, dist, files, pages};
use serde_json::Value;
use std::fs;
use std::path::Path;

/// Uses the extension in `folder` on every demo page with the log on, and gives what the log holds.
async fn observe(folder: &Path) -> Result<NetLog> {
    let scratch = tempfile::tempdir()?;
    let log = scratch.path().join("net.json");
    let site = Site::start().await?;
    let demo = pages::serve_demo(&site)?;
    let options = chromium::Options { net_log: Some(&log), ..chromium::Options::new(folder) };
    let mut browser = Chromium::start(&site, options).await?;
    for page in &demo {
        let shown = browser.recognise(&page.url).await?;
        if shown.state == "ready" {
            browser.press("Enter").await?;
            browser.panel_when("the confirmation", |p| p.text.contains("Copied")).await?;
        }
    }
    for key in ["/", "c", "l", "o", "s", "e"] {
        browser.press(key).await?;
    }
    browser.panel_when("results", |p| p.state == "search").await?;
    // Thumbnails and whatever else is still under way.
    browser.in_panel("return document.images.length", Value::Null).await?;
    let id = browser.id.clone();
    browser.quit().await?;
    let own: Vec<_> = demo.iter().map(|page| page.url.clone()).collect();
    NetLog::read(&log, &id, &own, &site.log()).await
}

/// A copy of the extension that leaks by `leak`, with a policy that lets it.
fn leaky(from: &Path, to: &Path, leak: &str) -> Result<()> {
    files::copy(from, to)?;
    let mut manifest = dist::manifest(to)?;
    manifest["content_security_policy"]["extension_pages"] = "script-src 'self' 'wasm-unsafe-eval'".into();
    fs::write(to.join("manifest.json"), manifest.to_string())?;
    let script = to.join("panel.js");
    let code = fs::read_to_string(&script)? + leak;
    Ok(fs::write(script, code)?)
}

const LEAK: &str = "
fetch('https://leak-by-fetch.test/').catch(() => {});
const link = document.createElement('link');
link.rel = 'preconnect';
link.href = 'https://leak-by-preconnect.test';
document.head.append(link);
";

#[test]
fn what_ships_names_no_way_to_the_network() -> Result<()> {
    let Some(packages) = dist::packages() else { return Ok(()) };
    for browser in ["chrome", "firefox"] {
        let report = gate::check(&packages.join(browser))?;
        println!("{browser}: {}", report.looked_at);
        assert!(report.findings.is_empty(), "{browser}:\n{}\n", report.findings.join("\n"));
    }
    Ok(())
}

#[test]
fn control_the_static_gate_catches_a_leak() -> Result<()> {
    let Some(packages) = dist::packages() else { return Ok(()) };
    let scratch = tempfile::tempdir()?;
    leaky(&packages.join("chrome"), scratch.path(), LEAK)?;
    let report = gate::check(scratch.path())?;
    for caught in ["content security policy", "fetch(", "preconnect"] {
        assert!(report.findings.iter().any(|f| f.contains(caught)), "{caught}: {:?}", report.findings);
    }
    println!("control: a leaking copy is caught statically in {} places", report.findings.len());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_requested_while_the_extension_is_used() -> Result<()> {
    let Some(packages) = dist::packages() else { return Ok(()) };
    let log = observe(&packages.join("chrome")).await?;
    println!("{log}");
    assert!(log.requests > 0, "the log saw the pages being loaded");
    assert!(log.by_extension.is_empty(), "started by the extension: {:?}", log.by_extension);
    assert!(
        log.strangers.is_empty(),
        "hosts that no page and no request of the browser's own explains: {:?}",
        log.strangers
    );
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn control_the_network_log_catches_a_leak() -> Result<()> {
    let Some(packages) = dist::packages() else { return Ok(()) };
    let scratch = tempfile::tempdir()?;
    leaky(&packages.join("chrome"), scratch.path(), LEAK)?;
    let log = observe(scratch.path()).await?;
    assert!(log.by_extension.iter().any(|u| u.contains("leak-by-fetch.test")), "{log}");
    assert!(log.strangers.iter().any(|h| h == "leak-by-preconnect.test"), "{log}");
    println!("control: a leaking copy is caught at run time, {:?} and {:?}", log.by_extension, log.strangers);
    Ok(())
}
