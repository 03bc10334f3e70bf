//! `pitchside preview`: the real panel on a page of this machine, for a typed prospect, with each save.

use anyhow::{Context, Result};
use pitchside_browsers::{Browser, Chromium, Site, chromium, dist, until};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// Ended when it goes out of sight.
struct Preview(Child);

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn start(library: &Path) -> Result<(Preview, String)> {
    let program = std::env::var_os("PITCHSIDE_CLI").context("no PITCHSIDE_CLI: ./build.sh test sets it")?;
    let mut child = Command::new(program)
        .arg("preview")
        .arg(library)
        .args(["--port", "0"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let mut address = String::new();
    BufReader::new(child.stdout.take().context("no stdout")?).read_line(&mut address)?;
    Ok((Preview(child), address.trim().to_owned()))
}

const LIBRARY: &str = "[library]\nname = \"Preview\"\nvendor = \"Harbourline\"\nbase_url = \"https://www.harbourline.example/\"\n";

fn guide(title: &str) -> String {
    format!(
        "---\ntitle: {title}\nkind: guide\npersonas: Finance\nindustries: Insurance\n---\n# {title}\nHow an insurer closes its books in five days, as seen by finance.\n"
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn marketing_sees_the_panel_for_a_typed_prospect_and_each_save() -> Result<()> {
    let Some(packages) = dist::packages() else { return Ok(()) };
    let library = tempfile::tempdir()?;
    std::fs::write(library.path().join("library.toml"), LIBRARY)?;
    std::fs::write(library.path().join("close.md"), guide("The five-day close"))?;
    let (_preview, address) = start(library.path())?;
    let site = Site::start().await?;
    let options = chromium::Options { loopback: true, ..chromium::Options::new(packages.join("chrome")) };
    let mut browser = Chromium::start(&site, options).await?;
    browser.goto(&address).await?;
    let type_in = "for (const [name, value] of Object.entries(arg)) { \
        const field = document.querySelector(`[name=${name}]`); field.value = value; \
        field.dispatchEvent(new Event('input', {bubbles: true})); } return 1";
    let prospect = json!({"name": "Maren Holt", "title": "Chief Financial Officer", "company": "Alderney Mutual", "industry": "Insurance"});
    browser.in_page(type_in, prospect).await?;
    shown(&mut browser, &["Maren Holt", "The five-day close"]).await?;

    std::fs::write(library.path().join("close.md"), guide("The four-day close"))?;
    shown(&mut browser, &["Maren Holt", "The four-day close"]).await?;

    std::fs::write(library.path().join("broken.pdf"), "%PDF-1.7 cut")?;
    until("the finding", async || {
        let text = browser.in_page("return document.body.innerText", Value::Null).await?;
        let text = text.as_str().unwrap_or_default().to_owned();
        Ok(if text.contains("broken.pdf") { Ok(()) } else { Err(text) })
    })
    .await?;
    browser.quit().await
}

/// Waits until the panel beside the form has all of `words`.
async fn shown(browser: &mut Chromium, words: &[&str]) -> Result<()> {
    until(&format!("{words:?} in the panel"), async || {
        let read = "return document.getElementById('panel').contentDocument?.body?.innerText ?? ''";
        let text = browser.in_page(read, Value::Null).await?.as_str().unwrap_or_default().to_owned();
        Ok(if words.iter().all(|word| text.contains(word)) { Ok(()) } else { Err(text) })
    })
    .await
}
