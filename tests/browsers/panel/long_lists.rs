//! Two thousand answers: the first of them at once, the others as the rep asks for more, by keys down to the last.

use anyhow::{Result, ensure};
use pitchside_browsers::{Browser, Panel, Site, acts, chromium, dist, fixtures, packed, until};
use serde_json::Value;
use tempfile::TempDir;

/// Pieces that all answer.
const PIECES: usize = 2_000;

/// How many answers are in view, and what is said of them.
const SEEN: &str = "return [document.querySelectorAll('.passage').length, \
    document.querySelector('main .said[role=status]')?.textContent ?? '']";

async fn goes_to_the_last_answer(browser: &mut impl Browser, site: &Site) -> Result<()> {
    fixtures::serve_cases(site)?;
    browser.recognise(fixtures::FEED).await?;
    acts::ask(browser, "closing").await?;
    browser.panel_when("answers", |p: &Panel| p.state == "search").await?;
    browser.press("ArrowDown").await?;
    let mut rows = 20;
    loop {
        until(&format!("{rows} answers"), async || {
            let seen = browser.in_panel(SEEN, Value::Null).await?;
            let said =
                if rows < PIECES { format!("{rows} of {PIECES} pieces that answer") } else { String::new() };
            Ok(if seen[0] == rows && seen[1] == *said { Ok(()) } else { Err(seen.to_string()) })
        })
        .await?;
        if rows == PIECES {
            break;
        }
        browser.press("End").await?;
        browser.press("ArrowDown").await?;
        rows = (rows + 40).min(PIECES);
    }
    browser.press("End").await?;
    let last = "const rows = document.querySelectorAll('.passage'); const last = rows[rows.length - 1]; \
        const box = last.getBoundingClientRect(), main = document.querySelector('main').getBoundingClientRect(); \
        return [document.activeElement === last, last.classList.contains('current'), box.top < main.bottom && box.bottom > main.top]";
    let last = browser.in_panel(last, Value::Null).await?;
    ensure!(
        last == serde_json::json!([true, true, true]),
        "the last one has the focus and is in view: {last}"
    );
    browser.press("Enter").await?;
    browser.panel_when("the confirmation", |p: &Panel| p.text.contains("Copied")).await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn two_thousand_answers_are_reached_by_keys_down_to_the_last() -> Result<()> {
    if dist::packages().is_none() {
        return Ok(());
    }
    let folder = TempDir::new()?;
    packed::of_links(PIECES, folder.path())?;
    let site = Site::start().await?;
    let options = chromium::Options::new(folder.path().join("out/chrome"));
    let mut browser = pitchside_browsers::Chromium::start(&site, options).await?;
    goes_to_the_last_answer(&mut browser, &site).await?;
    browser.quit().await
}
