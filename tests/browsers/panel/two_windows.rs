//! Two windows with a panel each that keep things at the same moment: nothing is lost, and nothing is kept that must not be.
//! The random sequences of `src/panel/update/tests/sequences.rs`, with real storage, real locks and real documents.

use anyhow::{Context, Result, ensure};
use pitchside_browsers::{Chromium, Firefox, Site, chromium, dist, files, firefox};
use serde_json::json;
use std::fs;
use std::path::Path;
use tempfile::TempDir;
use thirtyfour::WebDriver;

/// How many sequences each browser plays.
const SEQUENCES: u32 = 50;
/// Plays one; it is run in one of the panels.
const SEQUENCE: &str = include_str!("two_windows.js");

/// The extension with a way for a test to say who is in view, as the preview's page does: no tab is looked at.
fn extension(package: &Path) -> Result<TempDir> {
    let folder = tempfile::tempdir()?;
    files::copy(package, folder.path())?;
    let path = folder.path().join("browser.js");
    let script = fs::read_to_string(&path)?;
    let look = "async function look(reason, before) {";
    ensure!(script.contains(look), "browser.js looks at tabs in another way");
    let script =
        script.replace(look, "async function look() { return; }\nasync function unused(reason, before) {");
    fs::write(path, script + "\nglobalThis.tell = (message) => emit(message);\n")?;
    Ok(folder)
}

async fn play(web: &WebDriver, panel: &str) -> Result<()> {
    for _ in 0..2 {
        let window = web.new_window().await?;
        web.switch_to_window(window).await?;
        web.goto(panel).await?;
    }
    let script = format!(
        "const [seed, done] = arguments; (async () => {{ {SEQUENCE} }})().then(done, e => done([String(e)]))"
    );
    for seed in 0..SEQUENCES {
        let faults = web.execute_async(script.as_str(), vec![json!(seed)]).await?.json().clone();
        let faults = faults.as_array().context("no answer")?;
        ensure!(faults.is_empty(), "sequence {seed}: {faults:#?}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn chromium_keeps_all_that_two_windows_do_at_once() -> Result<()> {
    let Some(packages) = dist::packages() else { return Ok(()) };
    let folder = extension(&packages.join("chrome"))?;
    let site = Site::start().await?;
    let browser = Chromium::start(&site, chromium::Options::new(folder.path())).await?;
    play(&browser.web, &format!("chrome-extension://{}/panel.html", browser.id)).await?;
    browser.quit().await
}

#[tokio::test(flavor = "multi_thread")]
async fn firefox_keeps_all_that_two_windows_do_at_once() -> Result<()> {
    let Some(packages) = dist::packages() else { return Ok(()) };
    let folder = extension(&packages.join("firefox"))?;
    let site = Site::start().await?;
    let browser = Firefox::start(&site, firefox::Options::new(folder.path())).await?;
    play(&browser.web, &Firefox::address("panel.html")).await?;
    browser.quit().await
}
