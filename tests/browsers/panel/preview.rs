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
    // The page begins with a prospect of its own choice, which would overwrite one that is typed before.
    shown(&mut browser, &["The five-day close"]).await?;
    browser.in_page(type_in, prospect).await?;
    shown(&mut browser, &["Maren Holt", "The five-day close"]).await?;

    std::fs::write(library.path().join("close.md"), guide("The four-day close"))?;
    shown(&mut browser, &["Maren Holt", "The four-day close"]).await?;

    std::fs::write(library.path().join("broken.pdf"), "%PDF-1.7 cut")?;
    until("the finding", async || {
        let read = "return document.getElementById('counts').innerText + document.getElementById('findings').textContent";
        let text = browser.in_page(read, Value::Null).await?.as_str().unwrap_or_default().to_owned();
        Ok(if text.contains("1 error") && text.contains("broken.pdf") { Ok(()) } else { Err(text) })
    })
    .await?;
    browser.quit().await
}

/// A browser on the page, once its panel shows the list of the first prospect to pick.
async fn opened(address: &str) -> Result<Option<Chromium>> {
    let Some(packages) = dist::packages() else { return Ok(None) };
    let site = Site::start().await?;
    let options = chromium::Options { loopback: true, ..chromium::Options::new(packages.join("chrome")) };
    let mut browser = Chromium::start(&site, options).await?;
    browser.goto(address).await?;
    shown(&mut browser, &["Insurance", "The five-day close"]).await?;
    Ok(Some(browser))
}

fn small_library() -> Result<tempfile::TempDir> {
    let library = tempfile::tempdir()?;
    std::fs::write(library.path().join("library.toml"), LIBRARY)?;
    let catalogue = "id,file,title,kind,personas,industries,audience,url\n\
        close,close.md,The five-day close,guide,Finance,Insurance,external,https://www.harbourline.example/close\n\
        bank,bank.md,A bank in five days,guide,Purchasing,Banking,external,https://www.harbourline.example/bank\n\
        faq,faq.md,Questions,faq,,,external,https://www.harbourline.example/faq\n";
    std::fs::write(library.path().join("catalogue.csv"), catalogue)?;
    std::fs::write(
        library.path().join("close.md"),
        "# Close\nHow an insurer closes its books in five days.\n",
    )?;
    std::fs::write(library.path().join("bank.md"), "# Bank\nHow a bank closes its books in five days.\n")?;
    std::fs::write(
        library.path().join("faq.md"),
        "# Questions\n## How long does it take to move?\nSix weeks.\n",
    )?;
    Ok(library)
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_typed_or_picked_has_a_list_and_the_address_keeps_him() -> Result<()> {
    let library = small_library()?;
    let (_preview, address) = start(library.path())?;
    let Some(mut browser) = opened(&address).await? else { return Ok(()) };
    // Without a name, and each field alone: what is on the panel is a prospect with a list.
    let type_in = "document.getElementById('prospect').reset(); \
        for (const [name, value] of Object.entries(arg)) document.querySelector(`#prospect [name=${name}]`).value = value; \
        document.querySelector('#prospect').dispatchEvent(new Event('input', {bubbles: true})); return 1";
    for (fields, words) in [
        (json!({"title": "CFO", "company": "Munich Re"}), ["Munich Re", "CFO"]),
        (json!({"stage": "evaluation"}), ["Your prospect", "Evaluation"]),
        (json!({"country": "DE"}), ["Your prospect", "Add industry"]),
        (json!({"seniority": "Director"}), ["Your prospect", "Director"]),
        (json!({"text": "a bank that closes its books"}), ["Your prospect", "A bank in five days"]),
    ] {
        browser.in_page(type_in, fields).await?;
        shown(&mut browser, &words).await?;
        shown(&mut browser, &["Copy link"]).await?;
    }
    // Arrows go through the list and `/` to the form; a question is asked by a click; all of it survives a reload.
    let keys = "const option = document.querySelector('[role=option]'); option.focus(); \
        option.dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowDown', bubbles: true})); return document.activeElement.textContent";
    assert_eq!(browser.in_page(keys, Value::Null).await?, "Purchasing in Banking");
    shown(&mut browser, &["Banking", "A bank in five days"]).await?;
    let slash = "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: '/', bubbles: true})); \
        document.querySelector('#questions button').click(); return document.activeElement.name";
    assert_eq!(browser.in_page(slash, Value::Null).await?, "title");
    shown(&mut browser, &["How long does it take to move?", "Six weeks"]).await?;
    browser.in_page("location.reload(); return 1", Value::Null).await?;
    shown(&mut browser, &["Banking", "Six weeks"]).await?;
    // The panel is as wide as it says.
    for width in [240, 320, 360, 480] {
        let choose = "document.querySelector(`#width [value=\"${arg}\"]`).click(); \
            return document.getElementById('panel').contentWindow.innerWidth";
        assert_eq!(browser.in_page(choose, json!(width.to_string())).await?, width);
    }
    browser.quit().await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_around_the_panel_has_no_accessibility_violation() -> Result<()> {
    let library = small_library()?;
    let (_preview, address) = start(library.path())?;
    let Some(mut browser) = opened(&address).await? else { return Ok(()) };
    let path = std::env::var("PITCHSIDE_AXE").context("PITCHSIDE_AXE is not set: run ./build.sh test")?;
    let axe = std::fs::read_to_string(path)?;
    let unfold = "document.querySelectorAll('details').forEach(fold => fold.open = true); \
        document.getElementById('piece').value = 'bank'; \
        document.getElementById('piece').dispatchEvent(new Event('change', {bubbles: true})); return 1";
    browser.in_page(unfold, Value::Null).await?;
    until("coverage and why not", async || {
        let read = "return document.querySelector('#coverage-body table') && document.querySelector('#not p') ? 1 : 0";
        let there = browser.in_page(read, Value::Null).await?;
        Ok(if there == 1 { Ok(()) } else { Err(there.to_string()) })
    })
    .await?;
    let mut wrong: Vec<String> = Vec::new();
    for scheme in ["light", "dark"] {
        // `light-dark()` follows the scheme of the root, as it does that of the system.
        browser.in_page("document.documentElement.style.colorScheme = arg; return 1", json!(scheme)).await?;
        browser.web.execute(axe.clone(), vec![]).await?;
        let script = "const done = arguments[0]; \
            axe.run(document, {iframes: false, runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}) \
            .then(r => done(r.violations.map(v => v.id + ': ' + v.help + ' at ' + v.nodes.slice(0, 3).map(n => n.target.join(' ')).join(', '))), \
                  e => done([String(e)]))";
        let found: Vec<String> = browser.web.execute_async(script, vec![]).await?.convert()?;
        wrong.extend(found.into_iter().map(|one| format!("{scheme}: {one}")));
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
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
