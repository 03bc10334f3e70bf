//! The main job, shown: a real browser on the demo's prospect pages with the real panel beside them.
//!
//! Run by `./build.sh demo [firefox]`. Prints who was recognised and the top three assets with their reasons, and
//! leaves `dist/demo.json` and `dist/demo.png`. With a display it then opens the browser for trying.

use anyhow::{Context, Result, bail};
use pitchside_browsers::display::Display;
use pitchside_browsers::pages::DemoPage;
use pitchside_browsers::{Browser, Chromium, Firefox, Panel, Site, chromium, dist, firefox, pages, until};
use pitchside_core::index::{AssetOrd, Index};
use serde_json::{Value, json};
use std::path::Path;

const SIZE: (u32, u32) = (1380, 880);
/// How many assets of a page are printed.
const TOP: usize = 3;

pub async fn run(arguments: &[String]) -> Result<()> {
    let browser = arguments.first().cloned().unwrap_or_else(|| "chromium".to_owned());
    let packages = dist::require()?;
    let site = Site::start().await?;
    let demo = pages::serve_demo(&site)?;
    let display = Display::start(SIZE)?;
    match browser.as_str() {
        "chromium" => {
            let folder = packages.join("chrome");
            let mut chromium = start_chromium(&site, &folder, &display.name).await?;
            show(&mut chromium, &demo, &display, &packages).await?;
            chromium.quit().await?;
            if let Some(name) = own_display() {
                let mut chromium = start_chromium(&site, &folder, &name).await?;
                leave_open(&mut chromium, &demo).await?;
            }
        }
        "firefox" => {
            let folder = packages.join("firefox");
            let mut firefox = start_firefox(&site, &folder, &display.name).await?;
            show(&mut firefox, &demo, &display, &packages).await?;
            firefox.quit().await?;
            if let Some(name) = own_display() {
                let mut firefox = start_firefox(&site, &folder, &name).await?;
                leave_open(&mut firefox, &demo).await?;
            }
        }
        other => bail!("no such browser: {other}. There are chromium and firefox"),
    }
    Ok(())
}

async fn start_chromium(site: &Site, extension: &Path, display: &str) -> Result<Chromium> {
    let options =
        chromium::Options { display: Some(display), size: SIZE, ..chromium::Options::new(extension) };
    Chromium::start(site, options).await
}

async fn start_firefox(site: &Site, extension: &Path, display: &str) -> Result<Firefox> {
    let options = firefox::Options { display: Some(display), size: SIZE, ..firefox::Options::new(extension) };
    Firefox::start(site, options).await
}

fn own_display() -> Option<String> {
    std::env::var("DISPLAY").ok().filter(|name| !name.is_empty())
}

/// Opens the panel on every page, says what it shows, and takes the picture beside the first page that has a list.
async fn show(browser: &mut impl Browser, demo: &[DemoPage], display: &Display, dist: &Path) -> Result<()> {
    let index = Index::open(std::fs::read(dist.join("chrome/library/library.idx"))?)?;
    let mut answers = Vec::new();
    let mut best = None;
    for (n, page) in demo.iter().enumerate() {
        let panel = browser.recognise(&page.url).await?;
        let panel = if panel.cards.is_empty() {
            // No list was shown: the measure that is there is the page's before.
            Panel { shown_in: 0.0, ..panel }
        } else {
            browser.panel_when("the time of the list", |p| p.shown_at > 0.0).await?
        };
        print_answer(n + 1, page, &panel);
        answers.push(as_json(page, &panel, &index)?);
        if best.is_none() && panel.cards.len() >= TOP {
            best = Some(page);
        }
    }
    let best = best.context("no demo page has three assets")?;
    browser.recognise(&best.url).await?;
    let picture = dist.join("demo.png");
    take_picture(browser, display, &picture).await?;
    let table = dist.join("demo.json");
    std::fs::write(&table, serde_json::to_string_pretty(&json!({"pages": answers}))? + "\n")?;
    println!("\n{}\n{}", picture.display(), table.display());
    Ok(())
}

/// Whether the panel's heading names a prospect rather than a message.
fn has_prospect(panel: &Panel) -> bool {
    matches!(panel.state.as_str(), "ready" | "nothing" | "unsure")
}

fn print_answer(n: usize, page: &DemoPage, panel: &Panel) {
    println!("\n{n}. {}\n   {}", page.url, page.note);
    let who = [panel.heading.as_str(), panel.role.as_str()].into_iter().filter(|s| !s.is_empty());
    println!("   {} [{}] {:.0} ms", who.collect::<Vec<_>>().join(" · "), panel.state, panel.shown_in);
    if has_prospect(panel) {
        for (place, card) in panel.cards.iter().take(TOP).enumerate() {
            println!("     {}. {} ({})\n        {}", place + 1, card.title, card.kind, card.reason);
        }
    }
}

fn as_json(page: &DemoPage, panel: &Panel, index: &Index) -> Result<Value> {
    let found = has_prospect(panel);
    let shown = panel.cards.iter().take(if found { TOP } else { 0 });
    let assets = shown.map(|card| {
        Ok(json!({
            "id": index.id(AssetOrd(card.asset)).context("no such asset")?,
            "title": card.title,
            "reasons": card.reason.split("; ").collect::<Vec<_>>(),
        }))
    });
    Ok(json!({
        "url": page.url,
        "prospect": found.then(|| json!({"name": panel.heading, "role": panel.role, "state": panel.state})),
        "assets": assets.collect::<Result<Vec<_>>>()?,
        "ms": found.then_some(panel.shown_in),
    }))
}

/// Once the panel's pictures in view are there (the others wait until they are scrolled to) and its last frame is on the screen.
async fn take_picture(browser: &mut impl Browser, display: &Display, path: &Path) -> Result<()> {
    until("the thumbnails", async || {
        let waiting = "const inView = image => image.getBoundingClientRect().top < window.innerHeight; \
                       return [...document.images].filter(i => !i.complete && inView(i)).length";
        let left = browser.in_panel(waiting, Value::Null).await?;
        Ok(if left == 0 { Ok(()) } else { Err(format!("{left} still loading")) })
    })
    .await?;
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    display.settled_picture(path)
}

/// Hands the browser to whoever ran the demo, until its window is closed.
async fn leave_open(browser: &mut impl Browser, demo: &[DemoPage]) -> Result<()> {
    let first = demo.first().context("no demo page")?;
    browser.recognise(&first.url).await?;
    println!("\nThe browser is yours. The demo's pages work in it:");
    for page in demo {
        println!("  {}", page.url);
    }
    println!("Close its window to finish.");
    while browser.panel_is_open().await.is_ok() {
        tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    }
    Ok(())
}
