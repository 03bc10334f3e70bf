//! Pictures of the real panel in every state, in both browsers: `./build.sh pictures` leaves one sheet per state in docs/panel.
//!
//! A sheet has the panel at four widths in light and dark, in forced colours and with text at twice its size from Chromium,
//! and at two widths in light and dark from Firefox.

use anyhow::{Context, Result, ensure};
use pitchside_browsers::states::{self, Visitor};
use pitchside_browsers::{Browser, Chromium, Firefox, until};
use serde_json::{Value, json};
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

const HEIGHT: u32 = 745;
const SCHEMES: [&str; 2] = ["light", "dark"];
/// Widths in Chromium and in Firefox.
const WIDTHS: [u32; 4] = [240, 320, 360, 480];
const WIDTHS_IN_FIREFOX: [u32; 2] = [240, 360];
/// How large a picture stands on its sheet, in percent, and how true to the original: together small enough for a repository.
const SCALE: &str = "52%";
const QUALITY: &str = "26";

/// Puts pictures into a folder per state.
struct Photographer {
    place: TempDir,
    /// States in the order in which they came.
    states: Vec<String>,
}

impl Photographer {
    async fn take(&mut self, browser: &mut impl Browser, name: &str, label: &str) -> Result<()> {
        loaded(browser).await?;
        // What moves for ever stands in every picture as it begins.
        let stand = "document.getAnimations().forEach(one => { one.pause(); one.currentTime = 0 }); return 1";
        browser.in_panel(stand, Value::Null).await?;
        if !self.states.iter().any(|has| has == name) {
            self.states.push(name.to_owned());
        }
        let folder = self.place.path().join(name.replace(' ', "-"));
        fs::create_dir_all(&folder)?;
        let number = fs::read_dir(&folder)?.count();
        Ok(fs::write(folder.join(format!("{number:02} {label}.png")), browser.picture().await?)?)
    }

    async fn widths(
        &mut self,
        browser: &mut impl Browser,
        name: &str,
        widths: &[u32],
        from: &str,
    ) -> Result<()> {
        for scheme in SCHEMES {
            browser.set_scheme(scheme).await?;
            for width in widths {
                browser.resize_panel(*width, HEIGHT).await?;
                self.take(browser, name, &format!("{from}, {scheme}, {width} px")).await?;
            }
        }
        browser.set_scheme("light").await?;
        browser.resize_panel(360, HEIGHT).await
    }

    /// One sheet per state, and how many bytes they are.
    fn sheets(&self, folder: &Path) -> Result<u64> {
        let mut bytes = 0;
        for state in &self.states {
            let name = state.replace(' ', "-");
            let sheet = folder.join(format!("{name}.webp"));
            montage(&self.place.path().join(&name), state, &sheet)?;
            bytes += fs::metadata(&sheet)?.len();
            println!("{}", sheet.display());
        }
        Ok(bytes)
    }
}

impl Visitor<Chromium> for Photographer {
    async fn state(&mut self, browser: &mut Chromium, name: &str) -> Result<()> {
        self.widths(browser, name, &WIDTHS, "Chromium").await?;
        browser.set_media(&[("forced-colors", "active"), ("prefers-color-scheme", "dark")]).await?;
        self.take(browser, name, "Chromium, forced colours").await?;
        browser.set_scheme("light").await?;
        let larger = "document.documentElement.style.fontSize = arg; return 1";
        browser.in_panel(larger, json!("200%")).await?;
        browser.resize_panel(360, HEIGHT).await?;
        self.take(browser, name, "Chromium, text at 200 %").await?;
        browser.in_panel(larger, json!("")).await?;
        browser.resize_panel(360, HEIGHT).await
    }
}

impl Visitor<Firefox> for Photographer {
    async fn state(&mut self, browser: &mut Firefox, name: &str) -> Result<()> {
        self.widths(browser, name, &WIDTHS_IN_FIREFOX, "Firefox").await
    }
}

pub async fn run(arguments: &[String]) -> Result<()> {
    let folder = PathBuf::from(arguments.first().cloned().context("usage: pictures FOLDER")?);
    fs::create_dir_all(&folder)?;
    let mut photographer = Photographer { place: tempfile::tempdir()?, states: Vec::new() };
    states::visit_chromium(&mut photographer).await?;
    states::visit_firefox(&mut photographer).await?;
    let bytes = photographer.sheets(&folder)?;
    println!("{} states, {} KB", photographer.states.len(), bytes / 1024);
    Ok(())
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

/// Lays the pictures of a folder out on one sheet, each above its name.
fn montage(folder: &Path, title: &str, sheet: &Path) -> Result<()> {
    let mut pictures = Vec::new();
    for entry in fs::read_dir(folder)? {
        pictures.push(entry?.path());
    }
    pictures.sort();
    let mut arguments: Vec<OsString> = Vec::new();
    for picture in &pictures {
        let name = picture.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let label = name.split_once(' ').map_or(name.as_str(), |(_, label)| label).replace('%', "%%");
        arguments.extend(["-label".into(), label.into(), picture.into()]);
    }
    let made = Command::new("montage")
        .args(["-font", &font()?, "-pointsize", "11", "-background", "#8a8f8c", "-title", title])
        .args(arguments)
        .args(["-resize", SCALE, "-tile", "7x", "-gravity", "north", "-geometry", "+6+6", "-strip"])
        .args(["-quality", QUALITY, "-define", "webp:method=6"])
        .arg(sheet)
        .status()
        .context("montage (ImageMagick) is missing: ./build.sh pictures installs it")?;
    ensure!(made.success(), "{} could not be laid out", sheet.display());
    Ok(())
}

/// The file of whatever this machine has for plain text.
fn font() -> Result<String> {
    let found = Command::new("fc-match").args(["-f", "%{file}", "sans"]).output();
    Ok(String::from_utf8(
        found.context("fc-match (fontconfig) is missing: ./build.sh pictures installs it")?.stdout,
    )?)
}
