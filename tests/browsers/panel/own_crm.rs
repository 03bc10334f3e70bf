//! A CRM that one hosts oneself: a line of `library.toml` makes it one of the known sites.

use anyhow::{Context, Result, ensure};
use pitchside_browsers::{Browser, Chromium, Firefox, Site, chromium, firefox, fixtures};
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

/// On the vendor's own domain; and without encryption at a name of one label and with a port.
const LIBRARY: &str = r#"[library]
name = "Harbourline collateral"
vendor = "Harbourline"
own_domains = ["harbourline.example"]
crm = [{ kind = "espocrm", host = "crm.harbourline.example" }, { kind = "odoo", host = "http://odoo:8069" }]
"#;
const ACCOUNT: &str = "https://crm.harbourline.example/#Account/view/65f0a1b2c3d4e5f6a";
const CONTACT: &str = "http://odoo:8069/odoo/contacts/14";

/// Packs such a library; with `access` its sites are declared.
fn packed(access: Option<&str>) -> Result<Option<TempDir>> {
    if pitchside_browsers::dist::packages().is_none() {
        return Ok(None);
    }
    let program = std::env::var_os("PITCHSIDE_CLI").context("no PITCHSIDE_CLI: ./build.sh test sets it")?;
    let folder = TempDir::new()?;
    let library = folder.path().join("library");
    std::fs::create_dir(&library)?;
    std::fs::write(library.join("library.toml"), LIBRARY)?;
    std::fs::write(
        library.join("close.md"),
        "# A faster close\n\nHow hospitals close their month in three days.\n",
    )?;
    let mut pack = Command::new(program);
    pack.arg("pack").arg(&library).arg("-o").arg(folder.path().join("out")).arg("-q");
    if let Some(access) = access {
        pack.args(["--sites", access]);
    }
    let out = pack.output()?;
    ensure!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    Ok(Some(folder))
}

fn serve(site: &Site) -> Result<()> {
    site.put(ACCOUNT, fixtures::page("espocrm-account.html")?);
    site.put(CONTACT, fixtures::page("odoo-contact.html")?);
    Ok(())
}

async fn reads_by_click(browser: &mut impl Browser, site: &Site) -> Result<()> {
    serve(site)?;
    for (url, name) in [(ACCOUNT, "Havelund Hospitals"), (CONTACT, "Sanne Okafor")] {
        browser.goto(url).await?;
        browser.click_icon().await?;
        // Whether anything of the little library fits is another question.
        browser
            .panel_when(name, |p| ["ready", "nothing"].contains(&p.state.as_str()) && p.heading == name)
            .await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn chromium_reads_a_crm_of_ones_own_by_a_click_and_follows_it_where_it_may() -> Result<()> {
    let Some(optional) = packed(None)? else { return Ok(()) };
    let site = Site::start().await?;
    let chrome = |folder: &Path| folder.join("out/chrome");
    let mut browser = Chromium::start(&site, chromium::Options::new(chrome(optional.path()))).await?;
    reads_by_click(&mut browser, &site).await?;
    browser.quit().await?;

    let Some(required) = packed(Some("required"))? else { return Ok(()) };
    let mut browser = Chromium::start(&site, chromium::Options::new(chrome(required.path()))).await?;
    browser.recognise(ACCOUNT).await?;
    browser.goto(CONTACT).await?;
    browser.panel_when("the next record without a click", |p| p.heading == "Sanne Okafor").await?;
    browser.quit().await
}

#[tokio::test(flavor = "multi_thread")]
async fn firefox_reads_a_crm_of_ones_own_by_a_click() -> Result<()> {
    let Some(folder) = packed(None)? else { return Ok(()) };
    let site = Site::start().await?;
    let mut browser = Firefox::start(&site, firefox::Options::new(folder.path().join("out/firefox"))).await?;
    reads_by_click(&mut browser, &site).await?;
    browser.quit().await
}
