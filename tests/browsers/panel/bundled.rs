//! Files that travel in the package (`bundle = true`): what browsers show opens at its page without a link; the rest is saved.

use anyhow::{Context, Result};
use pitchside_browsers::{
    Browser, Chromium, Firefox, Panel, Site, acts, chromium, dist, firefox, fixtures, packed, root, until,
};
use serde_json::{Value, json};
use std::path::Path;
use tempfile::TempDir;

/// No address anywhere: nothing of it has a link.
const LIBRARY: &str = "[library]\nname = \"Bundled\"\nvendor = \"Harbourline\"\nbundle = true\n";
/// From the demo's library.
const FILES: [&str; 2] =
    ["one-pager/csrd-second-wave-timetable.pdf", "battlecard/battlecard-do-nothing.docx"];
const SECOND_PAGE: &str = "\"reconciliation to the financial statements\"";
const PAGED: &str = "/library/files/csrd-second-wave-timetable.pdf#page=2";
const SAVED: &str = "battlecard-do-nothing.docx";

fn packed() -> Result<Option<TempDir>> {
    if dist::packages().is_none() {
        return Ok(None);
    }
    let folder = TempDir::new()?;
    let library = folder.path().join("library");
    std::fs::create_dir(&library)?;
    std::fs::create_dir(folder.path().join("saved"))?;
    std::fs::write(library.join("library.toml"), LIBRARY)?;
    for file in FILES {
        let from = root().join("demo/library").join(file);
        std::fs::copy(&from, library.join(from.file_name().context("no name")?))?;
    }
    packed::pack(&library, folder.path())?;
    Ok(Some(folder))
}

/// Asks for the words of a passage and leaves the field for the first row.
async fn ask(browser: &mut impl Browser, words: &str, title: &str) -> Result<()> {
    acts::ask(browser, words).await?;
    let answers = |p: &Panel| p.state == "search" && p.text.contains(title);
    let shown = browser.panel_when(&format!("what answers {words}"), answers).await?;
    assert!(!shown.text.contains("Copy link"), "without a link there is none to copy: {shown:?}");
    // The first row answers while one types: down leaves the field for the second, up goes back.
    browser.press("ArrowDown").await?;
    browser.press("ArrowUp").await
}

/// Opens the second page of the PDF and then the Office file, which browsers do not show.
async fn opens_a_page_and_saves_the_rest(
    browser: &mut impl Browser,
    site: &Site,
    saved: &Path,
) -> Result<()> {
    fixtures::serve_cases(site)?;
    browser.recognise(fixtures::FEED).await?;
    browser.panel_when("the library", |p| !p.text.is_empty() && p.settled()).await?;
    ask(browser, "do nothing", "We leave it as it is").await?;
    browser.press("o").await?;
    let there = saved.join(SAVED);
    until("the Office file to be saved", async || {
        let size = std::fs::metadata(&there).map(|file| file.len()).unwrap_or_default();
        let original = std::fs::metadata(root().join("demo/library").join(FILES[1]))?.len();
        Ok(if size == original { Ok(()) } else { Err(format!("{size} of {original} bytes")) })
    })
    .await?;
    ask(browser, SECOND_PAGE, "CSRD").await?;
    browser.press("o").await
}

#[tokio::test(flavor = "multi_thread")]
async fn chromium_opens_a_bundled_pdf_at_its_page_and_saves_what_it_does_not_show() -> Result<()> {
    let Some(folder) = packed()? else { return Ok(()) };
    let (site, saved) = (Site::start().await?, folder.path().join("saved"));
    let mut browser =
        Chromium::start(&site, chromium::Options::new(folder.path().join("out/chrome"))).await?;
    let allow = json!({"behavior": "allow", "downloadPath": saved});
    browser.cdp.call("Browser.setDownloadBehavior", allow).await?;
    opens_a_page_and_saves_the_rest(&mut browser, &site, &saved).await?;
    let address = format!("chrome-extension://{}{PAGED}", browser.id);
    until("a tab with the page", async || {
        let all = browser.cdp.call("Target.getTargets", json!({})).await?;
        let tab = |target: &Value| target["type"] == "page" && target["url"] == *address;
        let found = all["targetInfos"].as_array().is_some_and(|targets| targets.iter().any(tab));
        Ok(if found { Ok(()) } else { Err(all.to_string()) })
    })
    .await?;
    browser.quit().await
}

#[tokio::test(flavor = "multi_thread")]
async fn firefox_opens_a_bundled_pdf_at_its_page_and_saves_what_it_does_not_show() -> Result<()> {
    let Some(folder) = packed()? else { return Ok(()) };
    let (site, saved) = (Site::start().await?, folder.path().join("saved"));
    let mut browser = Firefox::start(&site, firefox::Options::new(folder.path().join("out/firefox"))).await?;
    let allow = r#"
        Services.prefs.setIntPref("browser.download.folderList", 2);
        Services.prefs.setStringPref("browser.download.dir", arg);
        done()"#;
    browser.in_browser(allow, json!(saved)).await?;
    opens_a_page_and_saves_the_rest(&mut browser, &site, &saved).await?;
    until("a tab with the page", async || {
        let look = "done(window.gBrowser.tabs.map(({ linkedBrowser: tab }) => \
            [tab.currentURI.spec, tab.documentContentType].join(' ')))";
        let tabs = browser.in_browser(look, Value::Null).await?;
        let all: Vec<String> = serde_json::from_value(tabs)?;
        let wanted = |tab: &String| tab.starts_with("moz-extension://") && tab.contains(PAGED);
        Ok(if all.iter().any(wanted) { Ok(()) } else { Err(all.join(", ")) })
    })
    .await?;
    browser.quit().await
}
