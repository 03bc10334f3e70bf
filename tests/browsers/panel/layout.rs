//! The layout of every state, measured: at the widths that browsers give the panel, with text and page at twice their size.

use anyhow::{Result, ensure};
use pitchside_browsers::states::{self, Visitor};
use pitchside_browsers::{Browser, dist, fixtures};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Gives the findings.
const MEASURE: &str = include_str!("layout.js");
/// Width and height in CSS pixels, the size of text, and the scheme. The last but one is a panel of 360 × 745 at a zoom of 200 %.
const SIZES: [(u32, u32, &str, &str); 7] = [
    (240, 745, "100%", "light"),
    (320, 600, "100%", "light"),
    (360, 745, "100%", "light"),
    (480, 745, "100%", "light"),
    (320, 745, "200%", "light"),
    (180, 372, "100%", "light"),
    (360, 745, "100%", "dark"),
];

#[derive(Default)]
struct Measured {
    findings: BTreeSet<String>,
    states: usize,
}

impl<B: Browser> Visitor<B> for Measured {
    async fn state(&mut self, browser: &mut B, name: &str) -> Result<()> {
        self.states += 1;
        for (width, height, text, scheme) in SIZES {
            let larger = "document.documentElement.style.fontSize = arg; return 1";
            browser.in_panel(larger, json!(text)).await?;
            browser.set_scheme(scheme).await?;
            browser.resize_panel(width, height).await?;
            let found: Vec<String> = serde_json::from_value(browser.in_panel(MEASURE, Value::Null).await?)?;
            for finding in found {
                self.findings.insert(format!("{width} × {height}, text {text}, {scheme}, {name}: {finding}"));
            }
        }
        browser.in_panel("document.documentElement.style.fontSize = ''; return 1", Value::Null).await?;
        browser.set_scheme("light").await?;
        browser.resize_panel(360, 745).await
    }
}

impl Measured {
    fn nothing_is_wrong(self) -> Result<()> {
        let Measured { findings, states } = self;
        ensure!(states > 35, "only {states} states");
        ensure!(
            findings.is_empty(),
            "{} findings in {states} states:\n{}",
            findings.len(),
            findings.into_iter().collect::<Vec<_>>().join("\n")
        );
        Ok(())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_state_holds_at_every_width_and_with_text_and_page_at_twice_their_size() -> Result<()> {
    if dist::packages().is_none() {
        return Ok(());
    }
    let mut measured = Measured::default();
    states::visit_chromium(&mut measured).await?;
    measured.nothing_is_wrong()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_state_holds_in_firefox_too() -> Result<()> {
    if dist::packages().is_none() {
        return Ok(());
    }
    let mut measured = Measured::default();
    states::visit_firefox(&mut measured).await?;
    measured.nothing_is_wrong()
}

/// Nothing that stands moves when the list comes: the header's room is kept for it.
#[tokio::test(flavor = "multi_thread")]
async fn opening_shifts_nothing() -> Result<()> {
    let Some((site, mut browser)) = crate::chromium().await? else { return Ok(()) };
    fixtures::serve_cases(&site)?;
    browser.recognise(fixtures::MAREN).await?;
    for (width, height) in [(360, 745), (480, 745), (320, 600)] {
        browser.resize_panel(width, height).await?;
        browser.reload_panel().await?;
        let observe = "window.shifts = []; new PerformanceObserver(list => window.shifts.push(...list.getEntries().map(e => \
            [e.value, e.sources.map(s => s.node?.outerHTML?.slice(0, 60)).join(' | ')]))).observe({type: 'layout-shift', buffered: true}); return 1";
        browser.in_panel(observe, Value::Null).await?;
        browser.panel_when("the list", |p| p.state == "ready" && !p.cards.is_empty()).await?;
        browser.at_rest().await?;
        let shifts: Vec<(f64, String)> =
            serde_json::from_value(browser.in_panel("return window.shifts", Value::Null).await?)?;
        let sum: f64 = shifts.iter().map(|(value, _)| value).sum();
        ensure!(sum <= 0.02, "{width} × {height}: {sum:.3}, {shifts:#?}");
    }
    browser.quit().await
}
