//! The pictures that the stores' forms ask for, taken of the real extension: five screenshots of 1280 × 800 and a tile of
//! 440 × 280 pixels, with the demo library and the demo's pages (people and companies in them are invented).
//!
//! Run by `./build.sh pictures store`, into `dist/store`. They show the demo's name: under a name of one's own, pack one's own
//! library into `dist` first (`pitchside pack my-library -o dist`).

use anyhow::{Context, Result, ensure};
use base64::{Engine, engine::general_purpose::STANDARD};
use pitchside_browsers::display::Display;
use pitchside_browsers::{Browser, Chromium, Panel, Site, chromium, dist, fixtures, pages, until};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

const SCREEN: (u32, u32) = (1280, 800);
const TILE: (u32, u32) = (440, 280);
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
    let display = Display::start(SCREEN)?;
    let options = chromium::Options {
        display: Some(&display.name),
        size: SCREEN,
        ..chromium::Options::new(&extension)
    };
    let mut browser = Chromium::start(&site, options).await?;
    let at = |name: &str| folder.join(name);

    browser.recognise(PERSON).await?;
    picture(&mut browser, &display, &at("1-fits-the-person.png"), |p| p.cards.len() > 2).await?;
    ask(&mut browser, "where is the data hosted").await?;
    picture(&mut browser, &display, &at("2-answers-a-question.png"), |p| p.state == "search").await?;
    ask(&mut browser, "").await?;
    browser.recognise(DEAL).await?;
    picture(&mut browser, &display, &at("3-fits-the-deal.png"), |p| p.cards.len() > 2).await?;
    browser.press("r").await?;
    picture(&mut browser, &display, &at("4-reads-offline.png"), |p| p.state == "reader").await?;
    browser.press("Escape").await?;
    browser.recognise(CONTACT).await?;
    browser.set_scheme("dark").await?;
    picture(&mut browser, &display, &at("5-dark.png"), |p| p.cards.len() > 2).await?;
    browser.quit().await?;

    tile(&site, &extension, &folder).await?;
    for entry in std::fs::read_dir(&folder)? {
        let path = entry?.path();
        let size = image::image_dimensions(&path)?;
        let wanted = if path.ends_with("tile.png") { TILE } else { SCREEN };
        ensure!(size == wanted, "{} has {size:?} pixels instead of {wanted:?}", path.display());
        println!("{}  {} × {}", path.display(), size.0, size.1);
    }
    Ok(())
}

async fn ask(browser: &mut Chromium, question: &str) -> Result<()> {
    let type_in = "const field = document.querySelector('#q, input[type=search]'); field.value = arg; \
                   field.dispatchEvent(new Event('input', {bubbles: true})); return 1";
    browser.in_panel(type_in, json!(question)).await.map(drop)
}

/// Once the panel fits and its pictures in view are there.
async fn picture(
    browser: &mut Chromium,
    display: &Display,
    path: &Path,
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
    display.settled_picture(path)
}

/// Icon, name and what it does, as a page of that size; name and sentence are the package's own.
async fn tile(site: &Site, extension: &Path, folder: &Path) -> Result<()> {
    let messages = std::fs::read_to_string(extension.join("_locales/en/messages.json"))?;
    let messages: Value = serde_json::from_str(&messages)?;
    let said = |key: &str| messages[key]["message"].as_str().unwrap_or_default().replace('<', "&lt;");
    let icon = STANDARD.encode(std::fs::read(extension.join("icons/128.png"))?);
    let page = format!(
        "<!doctype html><meta charset=utf-8><title>Tile</title><style>\
         body {{ margin: 0; width: 440px; height: 280px; display: grid; place-content: center; justify-items: center; \
         gap: 14px; background: #f3f6f4; color: #14201b; font: 17px/1.35 system-ui, sans-serif; text-align: center }} \
         h1 {{ margin: 0; font-size: 34px }} p {{ margin: 0; max-width: 330px }} img {{ width: 84px }}</style>\
         <img src='data:image/png;base64,{icon}' alt=''><h1>{}</h1><p>{}</p>",
        said("name"),
        said("description")
    );
    site.put(TILE_PAGE, page);
    let mut browser = Chromium::start(site, chromium::Options::new(extension)).await?;
    browser.goto(TILE_PAGE).await?;
    let clip =
        json!({"format": "png", "clip": {"x": 0, "y": 0, "width": TILE.0, "height": TILE.1, "scale": 1}});
    let taken = browser.web.cdp().send_raw("Page.captureScreenshot", clip).await?;
    let png = STANDARD.decode(taken["data"].as_str().context("no picture")?)?;
    // Stores want no transparency.
    image::load_from_memory(&png)?.into_rgb8().save(folder.join("tile.png"))?;
    browser.quit().await
}
