//! axe-core in every state that can be reached, light and dark, and at the widths that panels have.

use anyhow::{Context, Result};
use pitchside_browsers::states::{self, Visitor};
use pitchside_browsers::{Browser, Chromium, dist, fixtures};
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

impl Visitor<Chromium> for Audit {
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
    states::visit_chromium(&mut audit).await?;
    assert!(audit.wrong.is_empty(), "\n{}\n", audit.wrong.join("\n"));
    Ok(())
}

/// Every button takes a second and a half to change its colours; something turns for ever.
const SLOW: &str = "const sheet = new window.CSSStyleSheet(); \
    sheet.replaceSync('button { transition: background-color 1.5s !important } \
        @keyframes turn { to { rotate: 1turn } } h1 { animation: turn 1s infinite } \
        .marked button { background-color: rgb(1, 2, 3) !important }'); \
    document.adoptedStyleSheets.push(sheet)";
/// Whether the colour in view is the one that there is without transitions.
const ARRIVED: &str = "const colour = () => window.getComputedStyle(button).backgroundColor; \
    const button = document.querySelector('.card .primary'); \
    const seen = colour(); \
    button.style.setProperty('transition', 'none', 'important'); \
    const last = colour(); \
    button.style.removeProperty('transition'); \
    return [seen, last]";

/// What a visitor finds in its state, and after it has changed the scheme.
#[derive(Default)]
struct Colours(Vec<(String, Value)>);

impl Visitor<Chromium> for Colours {
    async fn state(&mut self, browser: &mut Chromium, name: &str) -> Result<()> {
        self.0.push((name.to_owned(), browser.in_panel(ARRIVED, Value::Null).await?));
        for scheme in ["dark", "light"] {
            browser.set_scheme(scheme).await?;
            self.0.push((scheme.to_owned(), browser.in_panel(ARRIVED, Value::Null).await?));
        }
        Ok(())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_state_is_handed_over_only_when_its_transitions_have_ended() -> Result<()> {
    let Some((site, mut browser)) = crate::chromium().await? else { return Ok(()) };
    fixtures::serve_cases(&site)?;
    browser.recognise(fixtures::MAREN).await?;
    browser.in_panel(SLOW, Value::Null).await?;
    let mut colours = Colours::default();
    browser.in_panel("document.body.classList.add('marked')", Value::Null).await?;
    states::show(&mut colours, &mut browser, "marked").await?;
    browser.in_panel("document.body.classList.remove('marked')", Value::Null).await?;
    states::show(&mut colours, &mut browser, "as it was").await?;
    browser.quit().await?;
    for (when, colours) in &colours.0 {
        assert_eq!(colours[0], colours[1], "{when}: half-way");
    }
    let first = |n: usize| &colours.0[n].1[0];
    assert_eq!(first(0), "rgb(1, 2, 3)");
    assert_ne!(first(4), first(5), "the schemes differ, or nothing was tried");
    Ok(())
}
