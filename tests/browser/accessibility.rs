//! axe-core in every state that can be reached, light and dark, and at the widths that panels have.

use crate::support::{Browser, Chromium, Panel, Site, chromium, dist, fixtures};
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::fs;

/// States and the keys that lead to them from a page's answer.
const WAYS: &[(&str, &str, &[&str])] = &[
    ("ready", fixtures::MAREN, &[]),
    ("why", fixtures::MAREN, &["w"]),
    ("menu", fixtures::MAREN, &["m"]),
    ("copied", fixtures::MAREN, &["Enter"]),
    ("search", fixtures::MAREN, &["/", "c", "l", "o", "s", "e"]),
    ("search without answer", fixtures::MAREN, &["/", "q", "x", "z", "q", "x", "z"]),
    ("reader", fixtures::MAREN, &["r"]),
    ("correct", fixtures::MAREN, &["e"]),
    ("settings", fixtures::MAREN, &[","]),
    ("news", fixtures::MAREN, &["n"]),
    ("feedback", fixtures::MAREN, &["b"]),
    ("keys", fixtures::MAREN, &["?"]),
    ("none", fixtures::FEED, &[]),
];

struct Audit {
    axe: String,
    wrong: Vec<String>,
}

impl Audit {
    /// Runs axe-core on the panel as it stands and notes what it finds.
    async fn run(&mut self, browser: &mut Chromium, what: &str) -> Result<()> {
        browser.focus_panel().await?;
        browser.web.execute(self.axe.clone(), vec![]).await?;
        let script = "const done = arguments[0]; \
            axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}) \
            .then(r => done(r.violations.map(v => v.id + ': ' + v.help + ' at ' + v.nodes.slice(0, 3).map(n => n.target.join(' ')).join(', '))), \
                  e => done([String(e)]))";
        let found: Vec<String> = browser.web.execute_async(script, vec![]).await?.convert()?;
        self.wrong.extend(found.into_iter().map(|f| format!("{what}: {f}")));
        Ok(())
    }

    /// Notes content that is wider than the panel.
    async fn fits(&mut self, browser: &mut Chromium, what: &str) -> Result<()> {
        let over = "return document.documentElement.scrollWidth - document.documentElement.clientWidth";
        let over = browser.in_panel(over, Value::Null).await?;
        if over != 0 {
            self.wrong.push(format!("{what}: {over} px wider than the panel"));
        }
        Ok(())
    }

    /// One state in both schemes at 360 px and in light at the narrow and the wide end.
    async fn state(&mut self, browser: &mut Chromium, name: &str) -> Result<()> {
        for scheme in ["light", "dark"] {
            browser.set_scheme(scheme).await?;
            browser.resize_panel(360, 745).await?;
            self.run(browser, &format!("{name}, {scheme}, 360")).await?;
        }
        browser.set_scheme("light").await?;
        for width in [320, 480] {
            browser.resize_panel(width, 600).await?;
            self.run(browser, &format!("{name}, light, {width}")).await?;
            self.fits(browser, &format!("{name}, {width}")).await?;
        }
        Ok(())
    }
}

/// States that pages lead to, and those that keys lead to from there.
async fn by_pages_and_keys(audit: &mut Audit, browser: &mut Chromium) -> Result<()> {
    for (name, url, keys) in WAYS {
        browser.recognise(url).await?;
        let before = browser.panel().await?;
        for key in *keys {
            browser.press(key).await?;
        }
        if !keys.is_empty() {
            browser
                .panel_when(&format!("the state {name}"), |p| p.settled() && p.text != before.text)
                .await?;
        }
        audit.state(browser, name).await?;
        browser.reload_panel().await?;
    }
    browser.new_tab(fixtures::JANA).await?;
    browser.panel_when("no access", |p| p.state == crate::support::browser::NO_ACCESS).await?;
    audit.state(browser, "no access").await?;
    browser.new_tab("chrome://version/").await?;
    browser.panel_when("a page for no extension", |p| p.state == "unsupported").await?;
    audit.state(browser, "unsupported").await
}

/// A page whose title names somebody else than its content does.
async fn unsure(audit: &mut Audit, browser: &mut Chromium, site: &Site) -> Result<()> {
    let url = "https://www.linkedin.com/in/two-names/";
    site.put(url, fixtures::page("linkedin-person-2026.html")?.replacen("Maren Holt", "Tobias Aldana", 1));
    let shown = browser.recognise(url).await?;
    assert_eq!(shown.state, "unsure", "{shown:?}");
    audit.state(browser, "unsure").await
}

/// A buyer for whom the demo library has nothing.
async fn nothing_fits(audit: &mut Audit, browser: &mut Chromium) -> Result<()> {
    browser.recognise(fixtures::FEED).await?;
    browser.press("e").await?;
    let fill = "const form = document.querySelector('[data-form=full]'); \
        for (const [name, value] of Object.entries(arg)) form.querySelector(`[name=${name}]`).value = value; \
        form.requestSubmit()";
    let fields = json!({"name": "", "title": "", "company": "Tidewell Trawlers", "industry": "Fisheries", "persona": "military and protective services"});
    browser.panel_when("the form", |p| p.text.contains("Industry")).await?;
    browser.in_panel(fill, fields).await?;
    browser.panel_when("nothing that fits", |p| p.state == "nothing").await?;
    audit.state(browser, "nothing fits").await
}

/// The question for access: a browser brings it only when it gives away a page's address and nothing else (a policy, a
/// site that the rep has blocked), so its markup is put in by hand.
async fn permission(audit: &mut Audit, browser: &mut Chromium) -> Result<()> {
    let put = "const made = document.getElementById('t-permission').content.cloneNode(true); \
        made.querySelector('[data-t=host]').textContent = 'linkedin.com'; \
        document.getElementById('main').replaceChildren(made); return 1";
    browser.in_panel(put, Value::Null).await?;
    audit.state(browser, "permission").await
}

#[tokio::test(flavor = "multi_thread")]
async fn no_state_has_an_accessibility_violation() -> Result<()> {
    let Some(packages) = dist::packages() else { return Ok(()) };
    let path = std::env::var("PITCHSIDE_AXE").context("PITCHSIDE_AXE is not set: run ./build.sh test")?;
    let mut audit = Audit { axe: fs::read_to_string(path)?, wrong: Vec::new() };
    let folder = tempfile::tempdir()?;
    dist::copy(&packages.join("chrome"), folder.path())?;
    let site = Site::start().await?;
    fixtures::serve_cases(&site)?;
    let mut browser = Chromium::start(&site, chromium::Options::new(folder.path())).await?;

    by_pages_and_keys(&mut audit, &mut browser).await?;
    unsure(&mut audit, &mut browser, &site).await?;
    nothing_fits(&mut audit, &mut browser).await?;
    permission(&mut audit, &mut browser).await?;
    for file in dist::files(folder.path(), "library.idx")? {
        fs::write(file, "damaged")?;
    }
    browser.reload_panel().await?;
    browser.panel_when("the damaged library", |p: &Panel| p.state == "broken").await?;
    audit.state(&mut browser, "broken").await?;

    browser.quit().await?;
    assert!(audit.wrong.is_empty(), "\n{}\n", audit.wrong.join("\n"));
    Ok(())
}
