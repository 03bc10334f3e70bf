//! Marketing's report in a real browser: readable by everybody in both themes, sorted by a click, and nothing in it runs but
//! its own script.

#[allow(dead_code, reason = "the truth is for the native tests")]
#[path = "../../../examples/support/reps.rs"]
mod reps;

use anyhow::{Context, Result, ensure};
use pitchside_browsers::Browser;
use serde_json::{Value, json};

const PAGE: &str = "https://report.example/";
const AUDIT: &str = "document.documentElement.style.colorScheme = arg; \
    return window.axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}) \
        .then(r => r.violations.map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.target.join(' ')).join(', ')))";
/// Sorts the first table by its last column, twice, and gives its words each time.
const SORT: &str = "const table = document.querySelector('table'); \
    const words = () => [...table.tBodies[0].rows].map(row => row.cells[2].textContent); \
    const before = words(), button = table.querySelectorAll('th button')[2]; \
    button.click(); const down = words(); button.click(); return [before, down, words()]";

/// The page of a month in which somebody types markup.
fn page() -> Result<String> {
    let folder = tempfile::tempdir()?;
    let pieces: Vec<String> = (0..30).map(|n| format!("piece-{n}")).collect();
    let (files, _) = reps::month(5, &pieces, 6, 8, 20);
    for (name, text) in &files {
        let words = "\"words\":\"question number 1\"";
        let hostile = "\"words\":\"<img src=x onerror='window.hit = 1'> <script>window.hit = 1</script>\"";
        std::fs::write(folder.path().join(name), text.replace(words, hostile))?;
    }
    let program = std::env::var_os("PITCHSIDE_CLI").context("no PITCHSIDE_CLI: ./build.sh test sets it")?;
    let page = folder.path().join("report.html");
    let out =
        std::process::Command::new(program).arg("report").arg(folder.path()).arg("-o").arg(&page).output()?;
    ensure!(out.status.success(), "{out:?}");
    Ok(std::fs::read_to_string(page)?)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_report_is_readable_in_both_themes_and_runs_nobodys_words() -> Result<()> {
    let Some((site, mut browser)) = crate::chromium().await? else { return Ok(()) };
    let axe = std::env::var("PITCHSIDE_AXE").context("PITCHSIDE_AXE is not set: run ./build.sh test")?;
    let axe = std::fs::read_to_string(axe)?;
    site.put(PAGE, page()?);
    browser.goto(PAGE).await?;
    for scheme in ["light", "dark"] {
        let found = browser.in_page(&format!("{axe}; {AUDIT}"), json!(scheme)).await?;
        ensure!(found == json!([]), "{scheme}: {found}");
    }
    let sorted: [Vec<String>; 3] = serde_json::from_value(browser.in_page(SORT, Value::Null).await?)?;
    let [before, mut down, up] = sorted;
    ensure!(before.len() > 2 && down != up, "{before:?} {down:?} {up:?}");
    down.reverse();
    ensure!(down == up, "the other way round: {down:?} {up:?}");
    let hit = browser.in_page("return [window.hit ?? 0, document.images.length]", Value::Null).await?;
    ensure!(hit == json!([0, 0]), "somebody's words ran: {hit}");
    browser.quit().await
}
