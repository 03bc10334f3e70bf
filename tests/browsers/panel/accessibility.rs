//! axe-core in every state that can be reached, light and dark, and at the widths that panels have.

use anyhow::{Context, Result};
use pitchside_browsers::states::{self, Visitor};
use pitchside_browsers::{Browser, Chromium, dist};
use serde_json::Value;
use std::fs;

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
}

impl Visitor for Audit {
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

#[tokio::test(flavor = "multi_thread")]
async fn no_state_has_an_accessibility_violation() -> Result<()> {
    if dist::packages().is_none() {
        return Ok(());
    }
    let path = std::env::var("PITCHSIDE_AXE").context("PITCHSIDE_AXE is not set: run ./build.sh test")?;
    let mut audit = Audit { axe: fs::read_to_string(path)?, wrong: Vec::new() };
    states::visit(&mut audit).await?;
    assert!(audit.wrong.is_empty(), "\n{}\n", audit.wrong.join("\n"));
    Ok(())
}
