//! A real CRM: Tryton, booted on loopback, in both browsers, followed through its single-page navigation.
//!
//! `./build.sh test` installs Tryton's server and web client and makes the database (`tests/tryton/database.py`), and names
//! the folder in `PITCHSIDE_TRYTON`; without it the tests say that they were skipped.

use anyhow::{Context, Result};
use pitchside_browsers::skip::skip;
use pitchside_browsers::{Browser, Panel, Site, until};
use serde::Deserialize;
use serde_json::{Value, json};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;
use tokio::net::TcpStream;

/// One that the adapter's hosts cover.
const HOST: &str = "harbourline.tryton.cloud";

/// The server with a database of its own, ended with its owner.
struct Tryton {
    server: Child,
    records: Records,
    _folder: TempDir,
}

/// Ids of what `database.py` made.
#[derive(Deserialize)]
struct Records {
    account: u32,
    other: u32,
    contact: u32,
    deal: u32,
}

impl Tryton {
    /// Boots it behind `site`; none, said aloud, where it is not installed.
    async fn start(site: &Site) -> Result<Option<Tryton>> {
        let Some(home) = std::env::var_os("PITCHSIDE_TRYTON").map(PathBuf::from) else {
            skip("no PITCHSIDE_TRYTON. ./build.sh test installs Tryton");
            return Ok(None);
        };
        let folder = tempfile::tempdir()?;
        std::fs::copy(home.join("tryton.sqlite"), folder.path().join("tryton.sqlite"))?;
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let server = serve(&home, folder.path(), port)?;
        let records = serde_json::from_slice(&std::fs::read(home.join("records.json"))?)?;
        let tryton = Tryton { server, records, _folder: folder };
        until("Tryton to listen", async || {
            Ok(TcpStream::connect(("127.0.0.1", port)).await.map(drop).map_err(|e| e.to_string()))
        })
        .await?;
        site.forward(HOST, port);
        Ok(Some(tryton))
    }
}

impl Drop for Tryton {
    fn drop(&mut self) {
        drop(self.server.kill());
        drop(self.server.wait());
    }
}

fn serve(home: &Path, folder: &Path, port: u16) -> Result<Child> {
    let config = folder.join("trytond.conf");
    let text = format!(
        "[database]\nuri = sqlite://\npath = {}\n[web]\nlisten = 127.0.0.1:{port}\nroot = {}\n",
        folder.display(),
        home.join("sao/node_modules/tryton-sao").display()
    );
    std::fs::write(&config, text)?;
    Command::new(home.join("python/bin/trytond"))
        .args(["-c".as_ref(), config.as_os_str(), "-d".as_ref(), "tryton".as_ref()])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .context("trytond does not start: remove the folder in PITCHSIDE_TRYTON and run ./build.sh test")
}

/// Fills a form's only field and sends it, once it is there.
async fn fill(browser: &mut impl Browser, field: &str, value: &str) -> Result<()> {
    let send = "const [css, value] = arg, field = document.querySelector(css); \
        if (!field?.checkVisibility() || field.disabled) return false; \
        field.value = value; field.form.requestSubmit(); return true";
    until(field, async || {
        let sent = browser.in_page(send, json!([field, value])).await?;
        Ok(if sent == json!(true) { Ok(()) } else { Err("not there".to_owned()) })
    })
    .await
}

async fn log_in(browser: &mut impl Browser) -> Result<()> {
    browser.goto(&format!("https://{HOST}/#tryton")).await?;
    // Without its database, which comes from the server, the form goes nowhere when it is sent.
    until("the database", async || {
        let named = "return [...document.querySelectorAll('#database')].some(field => field.value)";
        let named = browser.in_page(named, Value::Null).await?;
        Ok(if named == json!(true) { Ok(()) } else { Err("none".to_owned()) })
    })
    .await?;
    fill(browser, "#login", "admin").await?;
    fill(browser, "#ask-dialog-entry", "loopback-only").await?;
    until("the menu", async || {
        let there = "return document.querySelectorAll('#menu tr, #menu .treeitem').length";
        let rows = browser.in_page(there, Value::Null).await?;
        Ok(if rows == 0 { Err("empty".to_owned()) } else { Ok(()) })
    })
    .await
}

/// Goes to a record or list as a link within the application does.
async fn go(browser: &mut impl Browser, to: &str) -> Result<()> {
    browser.in_page("location.hash = arg", json!(format!("#tryton/model/{to}"))).await.map(drop)
}

/// Everybody who may be recognised.
const NAMES: [&str; 3] = ["Ostrow Precision", "Nordmark Bank", "Lena Ostrowska"];

/// Waits for the panel to show these of the [`NAMES`] and none of the others.
async fn shows(browser: &mut impl Browser, what: &str, names: &[&str]) -> Result<()> {
    let fits = |p: &Panel| {
        let head = format!("{} {}", p.heading, p.role);
        p.state == "ready" && NAMES.iter().all(|name| head.contains(name) == names.contains(name))
    };
    browser.panel_when(&format!("{what}: {names:?}"), fits).await.map(drop)
}

async fn shows_nobody(browser: &mut impl Browser, what: &str) -> Result<()> {
    browser.panel_when(&format!("{what}: nobody"), |p| p.state == "none").await.map(drop)
}

async fn follows_a_real_crm(browser: &mut impl Browser, tryton: &Tryton) -> Result<()> {
    let Records { account, other, contact, deal } = tryton.records;
    log_in(browser).await?;
    go(browser, &format!("party.party/{account}")).await?;
    browser.click_icon().await?;
    shows(browser, "an account", &["Ostrow Precision"]).await?;

    go(browser, &format!("party.contact_mechanism/{contact}")).await?;
    shows(browser, "its contact", &["Lena Ostrowska", "Ostrow Precision"]).await?;

    go(browser, "party.party").await?;
    shows_nobody(browser, "a list").await?;

    // As a rep opens it: two clicks on the row.
    let open = "const row = [...document.querySelectorAll('#tabcontent > .tab-pane.active tbody tr')]\
            .find(row => row.textContent.includes(arg)); if (!row) return false; \
        const cell = row.querySelector('.column-char'); \
        for (const kind of ['click', 'dblclick']) cell.dispatchEvent(new MouseEvent(kind, {bubbles: true})); return true";
    until("the row", async || {
        let opened = browser.in_page(open, json!("Nordmark Bank")).await?;
        Ok(if opened == json!(true) { Ok(()) } else { Err("no such row".to_owned()) })
    })
    .await?;
    shows(browser, "another account, from the list", &["Nordmark Bank"]).await?;

    go(browser, &format!("sale.opportunity/{deal}")).await?;
    shows(browser, "an opportunity", &["Ostrow Precision"]).await?;

    // Its earlier tabs stay in the document: the one in front counts.
    let tab = "const tabs = [...document.querySelectorAll('#tablist a[role=tab]')]; tabs[Number(arg)].click(); return 1";
    let tabs: [(u8, &[&str]); 3] =
        [(1, &["Lena Ostrowska", "Ostrow Precision"]), (2, &["Nordmark Bank"]), (0, &["Ostrow Precision"])];
    for (at, names) in tabs {
        browser.in_page(tab, json!(at)).await?;
        shows(browser, "an earlier tab", names).await?;
    }

    go(browser, &format!("party.party/{other}")).await?;
    shows(browser, "an account by its address", &["Nordmark Bank"]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn chromium_follows_a_live_tryton() -> Result<()> {
    let Some((site, mut browser)) = crate::chromium().await? else { return Ok(()) };
    let Some(tryton) = Tryton::start(&site).await? else { return browser.quit().await };
    follows_a_real_crm(&mut browser, &tryton).await?;
    browser.quit().await
}

#[tokio::test(flavor = "multi_thread")]
async fn firefox_follows_a_live_tryton() -> Result<()> {
    let Some((site, mut browser)) = crate::firefox().await? else { return Ok(()) };
    let Some(tryton) = Tryton::start(&site).await? else { return browser.quit().await };
    follows_a_real_crm(&mut browser, &tryton).await?;
    browser.quit().await
}
