//! A damaged package: the panel says so, whatever byte is wrong, and never hangs.

use anyhow::{Context, Result};
use pitchside_browsers::{Browser, Chromium, Panel, Site, chromium, dist, files, fixtures};
use serde_json::Value;
use std::fs;

/// Copies of an index with one thing wrong: a byte in the header, in every stretch of the body, at the end, or a cut.
fn damages(good: &[u8]) -> Vec<(String, Vec<u8>)> {
    let at = |n: usize| {
        let mut bytes = good.to_vec();
        bytes[n] ^= 0x55;
        (format!("byte {n} changed"), bytes)
    };
    let mut all: Vec<_> = [0, 5, 13, 21].into_iter().map(at).collect();
    all.extend((1..8).map(|k| at(good.len() * k / 8)));
    all.push(at(good.len() - 1));
    for length in [0, 10, good.len() / 2, good.len() - 1] {
        all.push((format!("cut to {length} bytes"), good[..length].to_vec()));
    }
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn any_damage_to_the_index_is_said() -> Result<()> {
    let Some(packages) = dist::packages() else { return Ok(()) };
    let folder = tempfile::tempdir()?;
    files::copy(&packages.join("chrome"), folder.path())?;
    let index = dist::files(folder.path(), "library.idx")?.pop().context("the package has no library.idx")?;
    let good = fs::read(&index)?;

    let site = Site::start().await?;
    fixtures::serve_cases(&site)?;
    let mut browser = Chromium::start(&site, chromium::Options::new(folder.path())).await?;
    browser.recognise(fixtures::MAREN).await?;
    for (what, bytes) in damages(&good) {
        fs::write(&index, bytes)?;
        browser.reload_panel().await?;
        let said = browser.panel_when(&format!("the answer to {what}"), Panel::settled).await?;
        assert_eq!(said.state, "broken", "{what}: {said:?}");
    }
    fs::remove_file(&index)?;
    browser.reload_panel().await?;
    browser.panel_when("the answer to a missing index", |p| p.state == "broken").await?;

    // Mended, it works again by the button.
    fs::write(&index, &good)?;
    browser.click_in_panel("[data-do=try-again]").await?;
    browser.panel_when("the way back", |p| p.settled() && p.state != "broken").await?;
    browser.quit().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_missing_adapter_or_word_table_is_said_by_name() -> Result<()> {
    let Some(packages) = dist::packages() else { return Ok(()) };
    let folder = tempfile::tempdir()?;
    files::copy(&packages.join("chrome"), folder.path())?;
    let site = Site::start().await?;
    fixtures::serve_cases(&site)?;
    let mut browser = Chromium::start(&site, chromium::Options::new(folder.path())).await?;
    browser.recognise(fixtures::MAREN).await?;
    let path = folder.path().join("tables.txt");
    let good = fs::read_to_string(&path)?;
    let linkedin = good.find("\u{c}adapters/linkedin.json").context("no adapter for LinkedIn")?;
    let (before, rest) = good.split_at(linkedin + 1);
    let behind = rest.find('\u{c}').map_or("", |end| &rest[end..]);
    let damages = [
        ("tables.txt", format!("{}{behind}", before.trim_end_matches('\u{c}'))),
        ("adapters/linkedin.json", [before, &rest.replacen("\n{", "\n", 1)].concat()),
        ("words/functions.tsv", good.replace("\u{c}words/functions.tsv", "\u{c}words/other.tsv")),
        ("words/", "not what it should be".to_owned()),
    ];
    for (name, damaged) in damages {
        fs::write(&path, damaged)?;
        browser.reload_panel().await?;
        let said = browser.panel_when(&format!("the answer without {name}"), |p| p.state == "broken").await?;
        assert!(said.text.contains(name), "{name}: {said:?}");
    }
    fs::remove_file(&path)?;
    browser.reload_panel().await?;
    let said = browser.panel_when("the answer to a missing file", |p| p.state == "broken").await?;
    assert!(said.text.contains("tables.txt"), "{said:?}");
    browser.quit().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_wasm_is_said() -> Result<()> {
    let Some(packages) = dist::packages() else { return Ok(()) };
    let folder = tempfile::tempdir()?;
    files::copy(&packages.join("chrome"), folder.path())?;
    let wasm = dist::files(folder.path(), ".wasm")?.pop().context("the package has no wasm")?;
    let good = fs::read(&wasm)?;
    fs::write(&wasm, &good[..good.len() / 2])?;

    let site = Site::start().await?;
    fixtures::serve_cases(&site)?;
    let mut browser = Chromium::start(&site, chromium::Options::new(folder.path())).await?;
    browser.goto(fixtures::MAREN).await?;
    browser.click_icon().await?;
    let said = browser.panel_when("the message", |p| p.text.contains("pitchside_bg.wasm")).await?;
    assert!(!said.heading.is_empty(), "{said:?}");
    let alert =
        browser.in_panel("return document.querySelectorAll('[role=alert]').length", Value::Null).await?;
    assert_ne!(alert, 0, "a screen reader is told");
    browser.quit().await
}
