//! A release as it is installed: the signed package by an administrator's policy in Chromium, the xpi in Firefox.

use anyhow::{Context, Result, ensure};
use pitchside_browsers::administered::Administered;
use pitchside_browsers::skip::skip;
use pitchside_browsers::{Browser, Chromium, Firefox, Site, chromium, dist, files, firefox, fixtures, until};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::process::Command;

const SERVER: &str = "https://intranet.harbourline.example/pitchside";

/// The demo library packed for a server of one's own; `None` (said aloud) without packages.
fn release(place: &Path) -> Result<Option<PathBuf>> {
    if dist::packages().is_none() {
        return Ok(None);
    }
    let library = place.join("library");
    files::copy(&pitchside_browsers::root().join("demo/library"), &library)?;
    let file = library.join("library.toml");
    let settings = std::fs::read_to_string(&file)?;
    std::fs::write(&file, format!("{settings}\n[package]\nupdate_url = \"{SERVER}\"\n"))?;
    let program = std::env::var_os("PITCHSIDE_CLI").context("no PITCHSIDE_CLI: ./build.sh test sets it")?;
    let out = place.join("release");
    let packed = Command::new(program)
        .args([
            "pack",
            "library",
            "-o",
            "release",
            "--build",
            "3",
            "--key",
            "key.pem",
            "--new-key",
            "--quiet",
        ])
        .env("PITCHSIDE_ADDONS_LINTER", "no-such-program")
        .current_dir(place)
        .output()?;
    ensure!(packed.status.success(), "{}", String::from_utf8_lossy(&packed.stderr));
    Ok(Some(out))
}

/// What `policies/README.md` of a release tells an administrator to do, and nothing else: the policy's file in its folder, crx and
/// updates.xml on the server.
#[tokio::test(flavor = "multi_thread")]
async fn chromium_installs_the_signed_package_from_ones_own_server_by_policy() -> Result<()> {
    let place = tempfile::tempdir()?;
    let Some(release) = release(place.path())? else { return Ok(()) };
    if !Administered::possible() {
        skip("only root may install by policy, and Chromium's folder /etc/chromium must be there");
        return Ok(());
    }
    let site = Site::start().await?;
    fixtures::serve_cases(&site)?;
    for file in ["self-hosted/updates.xml".to_owned(), crx(&release)?] {
        let name = file.rsplit('/').next().unwrap_or_default();
        site.put(&format!("{SERVER}/{name}"), std::fs::read(release.join(&file))?);
    }
    let managed = place.path().join("etc/policies/managed");
    std::fs::create_dir_all(&managed)?;
    std::fs::copy(release.join("policies/chrome.json"), managed.join("chrome.json"))?;
    // For this test alone: a driver may look into what an administrator has installed.
    std::fs::write(managed.join("test.json"), r#"{"DeveloperToolsAvailability": 1}"#)?;

    let etc = place.path().join("etc");
    // Unpacked, the release has the same id, by its key.
    let options =
        chromium::Options { policies: Some(&etc), ..chromium::Options::new(release.join("chrome")) };
    let mut browser = Chromium::start(&site, options).await?;
    browser.goto("chrome://extensions/").await?;
    let list = "const done = arguments[0]; chrome.developerPrivate.getExtensionsInfo({}).then(all => \
        done(all.map(one => [one.id, one.version, one.state, one.controlledInfo ? 'by policy' : ''].join(' '))), error => done([String(error)]))";
    let wanted = format!("{} {}.3 ENABLED by policy", browser.id, env!("CARGO_PKG_VERSION"));
    until("the package to be installed", async || {
        let seen = browser.web.execute_async(list, vec![]).await?.json().clone();
        let there = seen.as_array().is_some_and(|all| all.iter().any(|one| *one == wanted));
        Ok(if there { Ok(()) } else { Err(format!("{seen} without {wanted}")) })
    })
    .await?;
    let panel = browser.recognise(fixtures::MAREN).await?;
    assert!(!panel.cards.is_empty(), "{panel:?}");
    browser.focus_panel().await?;
    let managed =
        "const done = arguments[0]; chrome.storage.managed.get().then(done, error => done(String(error)))";
    // A browser learns the form of an extension's settings when it installs it, and reads its policies again then.
    let wanted = json!({"region": "europe", "link": "rich"});
    until("the policy's settings", async || {
        let seen = browser.web.execute_async(managed, vec![]).await?.json().clone();
        Ok(if seen == wanted { Ok(()) } else { Err(seen.to_string()) })
    })
    .await?;
    browser.quit().await
}

fn crx(release: &Path) -> Result<String> {
    for entry in std::fs::read_dir(release)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".crx") {
            return Ok(name);
        }
    }
    anyhow::bail!("{} has no crx", release.display())
}

#[tokio::test(flavor = "multi_thread")]
async fn firefox_takes_the_xpi_as_it_goes_to_mozilla() -> Result<()> {
    let Some(packages) = dist::packages() else { return Ok(()) };
    let xpi = std::fs::read_dir(&packages)?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .find(|path| path.extension().is_some_and(|e| e == "xpi"))
        .context("dist has no xpi")?;
    let site = Site::start().await?;
    fixtures::serve_cases(&site)?;
    let mut browser = Firefox::start(&site, firefox::Options::new(xpi)).await?;
    let panel = browser.recognise(fixtures::MAREN).await?;
    assert!(!panel.cards.is_empty(), "{panel:?}");
    browser.quit().await
}
