//! A browser with a page in one window and the stand-in for the panel in another.

use crate::chromium::Options as ChromiumOptions;
use crate::firefox::Options as FirefoxOptions;
use crate::skip::skip;
use crate::{Chromium, Firefox, Site, root};
use anyhow::{Context, Result, bail};
use pitchside_core::prospect::Observation;
use serde::Serialize;
use serde_json::{Value, json};
use std::path::PathBuf;
use tempfile::TempDir;
use thirtyfour::prelude::*;

enum Browser {
    Chromium(Box<Chromium>),
    Firefox(Box<Firefox>),
}

pub struct Reader {
    pub name: &'static str,
    browser: Browser,
    page: WindowHandle,
    panel: WindowHandle,
    pub site: Site,
    _extension: TempDir,
}

pub fn fixture(name: &str) -> Result<Vec<u8>> {
    let path = root().join("tests/fixtures/pages").join(name);
    std::fs::read(&path).with_context(|| format!("{} cannot be read", path.display()))
}

/// The stand-in with the observer as it ships.
fn extension() -> Result<TempDir> {
    let folder = TempDir::new()?;
    let files = root().join("tests/browsers/adapters/extension");
    for name in ["manifest.json", "page.html", "page.js", "clock.js", "clocked.js"] {
        std::fs::copy(files.join(name), folder.path().join(name))?;
    }
    for name in ["extension/observe.js", "tests/browsers/adapters/redesign.js"] {
        let from = root().join(name);
        std::fs::copy(&from, folder.path().join(from.file_name().unwrap_or_default()))?;
    }
    Ok(folder)
}

/// Both browsers, without those that are not there after saying so.
pub async fn browsers() -> Result<Vec<Reader>> {
    let mut readers = Vec::new();
    for (name, driver) in [("Chromium", "chromedriver"), ("Firefox", "geckodriver")] {
        let there = std::process::Command::new(driver).arg("--version").output().is_ok();
        if there {
            readers.push(Reader::start(name).await?);
        } else {
            skip(&format!("in {name}: no {driver} on PATH. Run ./build.sh test"));
        }
    }
    Ok(readers)
}

impl Reader {
    pub async fn start(name: &'static str) -> Result<Reader> {
        let site = Site::start().await?;
        let folder = extension()?;
        let path = PathBuf::from(folder.path());
        let browser = if name == "Chromium" {
            Browser::Chromium(Box::new(Chromium::start(&site, ChromiumOptions::new(&path)).await?))
        } else {
            Browser::Firefox(Box::new(Firefox::start(&site, FirefoxOptions::new(&path)).await?))
        };
        let web = web(&browser);
        let page = web.window().await?;
        let base = match &browser {
            Browser::Chromium(chromium) => format!("chrome-extension://{}/", chromium.id),
            Browser::Firefox(_) => own_address(web).await?,
        };
        let panel = web.new_window().await?;
        web.switch_to_window(panel.clone()).await?;
        web.goto(format!("{base}page.html")).await?;
        Ok(Reader { name, browser, page, panel, site, _extension: folder })
    }

    /// Opens a page at an address.
    pub async fn open(&self, url: &str, body: impl Into<Vec<u8>>) -> Result<()> {
        self.site.put(url, body);
        let web = web(&self.browser);
        web.switch_to_window(self.page.clone()).await?;
        // An address that differs in its fragment alone would not load anything.
        if url.contains('#') {
            web.goto("about:blank").await?;
        }
        Ok(web.goto(url).await?)
    }

    /// Runs an async function's body in the page's own world, with `arg`.
    pub async fn in_page(&self, body: &str) -> Result<Value> {
        run(web(&self.browser), &self.page, body, json!(null)).await
    }

    /// The same in the stand-in.
    pub async fn in_panel(&self, body: &str, arg: Value) -> Result<Value> {
        run(web(&self.browser), &self.panel, body, arg).await
    }

    /// Injects the observer into the open page, sends it the recipe, and gives its first observation.
    pub async fn observe(&self, recipe: Option<impl Serialize>) -> Result<Observation> {
        let said = self.in_panel("return await observe(arg)", serde_json::to_value(recipe)?).await?;
        Ok(serde_json::from_value(said)?)
    }

    pub async fn quit(self) -> Result<()> {
        match self.browser {
            Browser::Chromium(chromium) => chromium.quit().await,
            Browser::Firefox(firefox) => firefox.quit().await,
        }
    }
}

fn web(browser: &Browser) -> &WebDriver {
    match browser {
        Browser::Chromium(chromium) => &chromium.web,
        Browser::Firefox(firefox) => &firefox.web,
    }
}

/// Firefox's address of the extension, from the page of it that the harness keeps open.
async fn own_address(web: &WebDriver) -> Result<String> {
    let here = web.window().await?;
    let mut found = None;
    for window in web.windows().await? {
        web.switch_to_window(window).await?;
        let url = web.current_url().await?;
        if url.scheme() == "moz-extension" {
            found = Some(format!("moz-extension://{}/", url.host_str().unwrap_or_default()));
        }
    }
    web.switch_to_window(here).await?;
    found.context("no page of the extension is open")
}

async fn run(web: &WebDriver, window: &WindowHandle, body: &str, arg: Value) -> Result<Value> {
    web.switch_to_window(window.clone()).await?;
    let script = format!(
        "const [arg, done] = arguments; (async () => {{ {body} }})().then(value => done({{value}}), error => done({{failed: String(error)}}))"
    );
    let said = web.execute_async(script, vec![arg]).await?.json().clone();
    match said.get("failed") {
        Some(error) => bail!("in the browser: {error}"),
        None => Ok(said.get("value").cloned().unwrap_or(Value::Null)),
    }
}
