//! The pictures that the stores' forms ask for, taken of the real extension in both browsers: five screenshots of 1280 × 800 and of
//! 640 × 400 each, a tile of 440 × 280 and a marquee of 1400 × 560 pixels, with the demo library and the demo's pages (people and
//! companies in them are invented).
//!
//! Run by `./build.sh pictures store`, into `dist/store`. They show the demo's name: under a name of one's own, pack one's own
//! library into `dist` first (`pitchside pack my-library -o dist`).

use anyhow::{Context, Result, ensure};
use base64::{Engine, engine::general_purpose::STANDARD};
use pitchside_browsers::display::Display;
use pitchside_browsers::{
    Browser, Chromium, Firefox, Panel, Site, chromium, dist, firefox, fixtures, pages, until,
};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

const SCREEN: (u32, u32) = (1280, 800);
const HALF: (u32, u32) = (640, 400);
const TILE: (u32, u32) = (440, 280);
const MARQUEE: (u32, u32) = (1400, 560);
const PERSON: &str = fixtures::MAREN;
const DEAL: &str = "https://harbourline.lightning.force.com/lightning/r/Opportunity/0065g00000ZxCvBAAV/view";
const CONTACT: &str = "https://app.hubspot.com/contacts/48210933/record/0-1/70125501";
const TILE_PAGE: &str = "https://tile.test/";

pub async fn run(arguments: &[String]) -> Result<()> {
    let packages = dist::require()?;
    let folder = arguments.first().cloned().map_or_else(|| packages.join("store"), PathBuf::from);
    std::fs::create_dir_all(&folder)?;
    let site = Site::start().await?;
    pages::serve_demo(&site)?;
    let extension = packages.join("chrome");
    {
        let display = Display::start(SCREEN)?;
        let options = chromium::Options {
            display: Some(&display.name),
            size: SCREEN,
            ..chromium::Options::new(&extension)
        };
        let mut browser = Chromium::start(&site, options).await?;
        let camera = Camera { display: &display, folder: &folder, browser: "chrome" };
        camera.scenes(&mut browser).await?;
        browser.set_scheme("dark").await?;
        camera.picture(&mut browser, 5, |p| p.cards.len() > 2).await?;
        browser.quit().await?;
    }
    {
        let display = Display::start(SCREEN)?;
        let options = firefox::Options {
            display: Some(&display.name),
            size: SCREEN,
            ..firefox::Options::new(packages.join("firefox"))
        };
        let mut browser = Firefox::start(&site, options).await?;
        let camera = Camera { display: &display, folder: &folder, browser: "firefox" };
        camera.scenes(&mut browser).await?;
        browser
            .in_browser("Services.prefs.setIntPref('ui.systemUsesDarkTheme', 1); done(1)", Value::Null)
            .await?;
        camera.picture(&mut browser, 5, |p| p.cards.len() > 2).await?;
        browser.quit().await?;
    }
    for (size, name) in [(TILE, "tile-440x280.png"), (MARQUEE, "marquee-1400x560.png")] {
        tile(&site, &extension, size, &folder.join(name)).await?;
        println!("{}  {} × {}", folder.join(name).display(), size.0, size.1);
    }
    Ok(())
}

/// Takes the pictures of one browser.
struct Camera<'a> {
    display: &'a Display,
    folder: &'a Path,
    browser: &'a str,
}

impl Camera<'_> {
    /// The first four, and the page of the fifth, which is dark.
    async fn scenes(&self, browser: &mut impl Browser) -> Result<()> {
        browser.recognise(PERSON).await?;
        self.picture(browser, 1, |p| p.cards.len() > 2).await?;
        ask(browser, "where is the data hosted").await?;
        self.picture(browser, 2, |p| p.state == "search").await?;
        ask(browser, "").await?;
        browser.recognise(DEAL).await?;
        self.picture(browser, 3, |p| p.cards.len() > 2).await?;
        browser.press("r").await?;
        self.picture(browser, 4, |p| p.state == "reader").await?;
        browser.press("Escape").await?;
        browser.recognise(CONTACT).await.map(drop)
    }

    /// Once the panel fits and its pictures in view are there.
    async fn picture(
        &self,
        browser: &mut impl Browser,
        number: u32,
        fits: impl FnMut(&Panel) -> bool,
    ) -> Result<()> {
        browser.panel_when("what the picture is to show", fits).await?;
        until("the thumbnails", async || {
            let waiting = "const inView = image => image.getBoundingClientRect().top < window.innerHeight; \
                           return [...document.images].filter(i => !i.complete && inView(i)).length";
            let left = browser.in_panel(waiting, Value::Null).await?;
            Ok(if left == 0 { Ok(()) } else { Err(format!("{left} still loading")) })
        })
        .await?;
        browser.at_rest().await?;
        let path = self.folder.join(format!("{}-{number}.png", self.browser));
        self.display.settled_picture(&path)?;
        let large = image::open(&path)?.into_rgb8();
        ensure!(large.dimensions() == SCREEN, "{} has {:?} pixels", path.display(), large.dimensions());
        let small = image::imageops::resize(&large, HALF.0, HALF.1, image::imageops::FilterType::Lanczos3);
        small.save(self.folder.join(format!("{}-{number}-640.png", self.browser)))?;
        println!("{}  {} × {}, and in half", path.display(), SCREEN.0, SCREEN.1);
        Ok(())
    }
}

async fn ask(browser: &mut impl Browser, question: &str) -> Result<()> {
    let type_in = "const field = document.querySelector('#q, input[type=search]'); field.value = arg; \
                   field.dispatchEvent(new Event('input', {bubbles: true})); return 1";
    browser.in_panel(type_in, json!(question)).await.map(drop)
}

/// Icon, name and what it does, as a page of that size; name, sentence and colour are the package's own.
async fn tile(site: &Site, extension: &Path, (width, height): (u32, u32), path: &Path) -> Result<()> {
    let messages = std::fs::read_to_string(extension.join("_locales/en/messages.json"))?;
    let messages: Value = serde_json::from_str(&messages)?;
    let said = |key: &str| messages[key]["message"].as_str().unwrap_or_default().replace('<', "&lt;");
    let icon = STANDARD.encode(std::fs::read(extension.join("icons/128.png"))?);
    let scale = f64::from(height) / f64::from(TILE.1);
    let page = format!(
        "<!doctype html><meta charset=utf-8><title>Tile</title><style>\
         body {{ margin: 0; width: {width}px; height: {height}px; display: grid; place-content: center; justify-items: center; \
         gap: {gap}px; background: #f3f6f4; color: #14201b; font: {text}px/1.35 system-ui, sans-serif; text-align: center }} \
         h1 {{ margin: 0; font-size: {head}px }} p {{ margin: 0; max-width: {column}px }} img {{ width: {picture}px }}</style>\
         <img src='data:image/png;base64,{icon}' alt=''><h1>{}</h1><p>{}</p>",
        said("name"),
        said("description"),
        gap = 14.0 * scale,
        text = 17.0 * scale,
        head = 34.0 * scale,
        column = 330.0 * scale,
        picture = (84.0 * scale).min(128.0),
    );
    site.put(TILE_PAGE, page);
    let mut browser = Chromium::start(site, chromium::Options::new(extension)).await?;
    browser.goto(TILE_PAGE).await?;
    let clip = json!({"format": "png", "captureBeyondViewport": true, "clip": {"x": 0, "y": 0, "width": width, "height": height, "scale": 1}});
    let taken = browser.web.cdp().send_raw("Page.captureScreenshot", clip).await?;
    let png = STANDARD.decode(taken["data"].as_str().context("no picture")?)?;
    // Stores want no transparency.
    let picture = image::load_from_memory(&png)?.into_rgb8();
    ensure!(
        picture.dimensions() == (width, height),
        "{} has {:?} pixels",
        path.display(),
        picture.dimensions()
    );
    picture.save(path)?;
    browser.quit().await
}
