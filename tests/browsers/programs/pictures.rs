//! Pictures of the real panel in every state that can be reached: `./build.sh pictures` leaves them in docs/panel.
//!
//! From Chromium's side panel alone (360 px in light and dark, 320 and 480 px in light), from Firefox the whole window
//! with the sidebar in both schemes: its sidebar cannot be photographed by itself.

use anyhow::{Context, Result, bail};
use base64::Engine as _;
use pitchside_browsers::display::Display;
use pitchside_browsers::states::{self, Visitor};
use pitchside_browsers::{Browser, Chromium, Firefox, Site, dist, firefox, fixtures, until};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Width, height and scheme of a picture, and what its name ends in.
const SIZES: [(u32, u32, &str, &str); 4] = [
    (360, 745, "light", ""),
    (360, 745, "dark", "-dark"),
    (320, 600, "light", "-320"),
    (480, 745, "light", "-480"),
];
/// Firefox's window.
const WINDOW: (u32, u32) = (1380, 880);

struct Photographer {
    folder: PathBuf,
}

impl Visitor for Photographer {
    async fn state(&mut self, browser: &mut Chromium, name: &str) -> Result<()> {
        for (width, height, scheme, suffix) in SIZES {
            browser.set_scheme(scheme).await?;
            browser.resize_panel(width, height).await?;
            loaded(browser).await?;
            let shot = browser.panel_cdp("Page.captureScreenshot", json!({"format": "png"})).await?;
            let bytes = base64::engine::general_purpose::STANDARD
                .decode(shot["data"].as_str().context("no picture")?)?;
            let path = self.folder.join(format!("{}{suffix}.png", name.replace(' ', "-")));
            std::fs::write(&path, bytes)?;
            println!("{}", path.display());
        }
        browser.set_scheme("light").await
    }
}

pub async fn run(arguments: &[String]) -> Result<()> {
    let folder = PathBuf::from(arguments.first().cloned().context("usage: pictures FOLDER")?);
    std::fs::create_dir_all(&folder)?;
    states::visit(&mut Photographer { folder: folder.clone() }).await?;
    in_firefox(&folder).await?;
    shrink(&folder)
}

/// The window with the sidebar beside the page of the first prospect.
async fn in_firefox(folder: &Path) -> Result<()> {
    let packages = dist::require()?;
    let site = Site::start().await?;
    fixtures::serve_cases(&site)?;
    let display = Display::start(WINDOW)?;
    let options = firefox::Options {
        display: Some(&display.name),
        size: WINDOW,
        ..firefox::Options::new(packages.join("firefox"))
    };
    let mut browser = Firefox::start(&site, options).await?;
    browser.recognise(fixtures::MAREN).await?;
    for (scheme, dark) in [("light", 0), ("dark", 1)] {
        let body = "Services.prefs.setIntPref('ui.systemUsesDarkTheme', arg); done(1)";
        browser.in_browser(body, json!(dark)).await?;
        let is = "return Number(window.matchMedia('(prefers-color-scheme: dark)').matches)";
        until("the scheme", async || {
            let is = browser.in_panel(is, Value::Null).await?;
            Ok(if is == dark { Ok(()) } else { Err(format!("not {scheme} yet")) })
        })
        .await?;
        loaded(&mut browser).await?;
        browser.at_rest().await?;
        let path = folder.join(format!("firefox-{scheme}.png"));
        display.settled_picture(&path)?;
        println!("{}", path.display());
    }
    browser.quit().await
}

/// Waits for the pictures in view; the others are fetched when they are scrolled to.
async fn loaded(browser: &mut impl Browser) -> Result<()> {
    let waiting = "const inView = image => image.getBoundingClientRect().top < window.innerHeight; \
                   return [...document.images].filter(i => !i.complete && inView(i)).length";
    until("the thumbnails", async || {
        let left = browser.in_panel(waiting, Value::Null).await?;
        Ok(if left == 0 { Ok(()) } else { Err(format!("{left} still loading")) })
    })
    .await
}

/// 256 colours are enough for a panel and a fifth of the bytes.
fn shrink(folder: &Path) -> Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|e| e == "png") {
            let done = Command::new("mogrify").args(["-strip", "-colors", "256"]).arg(&path).status();
            if !done.context("mogrify (ImageMagick) is missing: ./build.sh pictures installs it")?.success() {
                bail!("{} could not be made smaller", path.display());
            }
        }
    }
    Ok(())
}
