//! What runs in real browsers, proved there.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test that can’t go on says so by panicking

mod adapters;
mod egress;
mod panel;

use anyhow::Result;
use pitchside_browsers::{Chromium, Firefox, Site, chromium, dist, firefox};

/// A site and a Chromium with the packed extension, or nothing (said aloud) without packages.
async fn chromium() -> Result<Option<(Site, Chromium)>> {
    let Some(packages) = dist::packages() else { return Ok(None) };
    let site = Site::start().await?;
    let browser = Chromium::start(&site, chromium::Options::new(packages.join("chrome"))).await?;
    Ok(Some((site, browser)))
}

/// The same with Firefox.
async fn firefox() -> Result<Option<(Site, Firefox)>> {
    let Some(packages) = dist::packages() else { return Ok(None) };
    let site = Site::start().await?;
    let browser = Firefox::start(&site, firefox::Options::new(packages.join("firefox"))).await?;
    Ok(Some((site, browser)))
}
