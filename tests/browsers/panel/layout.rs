//! The layout of every state, measured: at the widths that browsers give the panel, with text and page at twice their size.

use anyhow::{Result, ensure};
use pitchside_browsers::states::{self, Visitor};
use pitchside_browsers::{Browser, Chromium, dist, fixtures};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Gives the findings.
const MEASURE: &str = include_str!("layout.js");
/// Width and height in CSS pixels, and the size of text. The last is a panel of 360 × 745 at a zoom of 200 %.
const SIZES: [(u32, u32, &str); 6] = [
    (240, 745, "100%"),
    (320, 600, "100%"),
    (360, 745, "100%"),
    (480, 745, "100%"),
    (320, 745, "200%"),
    (180, 372, "100%"),
];

#[derive(Default)]
struct Measured {
    findings: BTreeSet<String>,
    states: usize,
}

impl Visitor for Measured {
    async fn state(&mut self, browser: &mut Chromium, name: &str) -> Result<()> {
        self.states += 1;
        for (width, height, text) in SIZES {
            let larger = "document.documentElement.style.fontSize = arg; return 1";
            browser.in_panel(larger, json!(text)).await?;
            browser.resize_panel(width, height).await?;
            let found: Vec<String> = serde_json::from_value(browser.in_panel(MEASURE, Value::Null).await?)?;
            for finding in found {
                self.findings.insert(format!("{width} × {height}, text {text}, {name}: {finding}"));
            }
        }
        browser.in_panel("document.documentElement.style.fontSize = ''; return 1", Value::Null).await?;
        browser.resize_panel(360, 745).await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_state_holds_at_every_width_and_with_text_and_page_at_twice_their_size() -> Result<()> {
    if dist::packages().is_none() {
        return Ok(());
    }
    let mut measured = Measured::default();
    states::visit(&mut measured).await?;
    let Measured { findings, states } = measured;
    ensure!(states > 20, "only {states} states");
    ensure!(
        findings.is_empty(),
        "{} findings:\n{}",
        findings.len(),
        findings.into_iter().collect::<Vec<_>>().join("\n")
    );
    Ok(())
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
