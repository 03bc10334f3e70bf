//! Latency of the panel in headless Chromium with the demo library, against what the product must reach.
//!
//! Run by `./build.sh bench panel`. Times are the panel's own measures (`pitchside:*`): *own* ends when the document
//! has been changed, *painted* when the frame with the change has been handed to the screen (a frame comes every 16.7 ms,
//! so painted carries up to one frame of waiting).

use anyhow::{Context, Result, ensure};
use pitchside_browsers::{Browser, Chromium, Site, chromium, dist, files, fixtures, packed, pages};
use serde::Deserialize;
use serde_json::json;

/// How often the panel is opened.
const OPENINGS: usize = 30;
/// What a rep types; every letter is a measurement.
const QUESTIONS: &[&str] = &[
    "how do you compare with ledgerfox",
    "is it gdpr compliant",
    "month end close insurance",
    "preis pro nutzer",
];

/// What no page of an extension on this machine can beat: nothing but one script.
const EMPTY: &str = "<!doctype html><meta charset=\"utf-8\"><title>Empty</title>\
    <script type=\"module\" src=\"empty.js\"></script><p>Empty</p>";
const EMPTY_SCRIPT: &str = "const dom = performance.now(); requestAnimationFrame(() => setTimeout(() => \
    performance.measure('empty', {start: 0, end: performance.now(), detail: {dom}})))";

/// How often the storage is emptied and filled again.
const TURNS: usize = 3;
const EMPTY_MEMORY: &str = "panel open, nothing kept";
const FEW_ANSWERS: &str = "keystroke → first of 20 answers";
const MANY_ANSWERS: &str = "keystroke → first of 2,000";
const FULL_MEMORY: &str = "panel open, much kept";
/// 200 accounts that got 60 pieces each, and 5,000 events.
const FULL: &str = r#"(() => {
    const all = {}, list = [];
    for (let a = 0; a < 200; a++) {
        const key = `firm ${a} holdings north`, name = `Firm ${a} Holdings North`;
        const shared = [...Array(60).keys()].map(n => [`piece-${n}`, `The title of the piece with number ${n}`, '3', '2026-05-04', '']);
        all[`account:${key}`] = {v: 1, name, domain: `firm${a}.example`, aliases: [], industry: '', competitor: '', note: '', shared};
        list.push({key, name, domain: `firm${a}.example`, links: 60, last: '2026-05-04'});
    }
    all.accounts = {v: 1, list};
    const days = [];
    for (let d = 0; d < 50; d++) {
        const key = `log:${new Date(Date.UTC(2026, 2, 1 + d)).toISOString().slice(0, 10)}`;
        days.push(key);
        all[key] = {v: 1, events: [...Array(100).keys()].map(n => ({event: 'shown', n: d * 100 + n + 1,
            assets: ['a', 'b', 'c', 'd', 'e', 'f'].map(one => `${one}-case-study-of-some-length`), account: '3f0912aabbcc'}))};
    }
    all.log = {v: 1, next: 5001, days};
    return all;
})()"#;

/// One measure that the panel left.
#[derive(Clone, Debug, Deserialize)]
struct Measure {
    /// Since the panel's page began to load, ms.
    start: f64,
    painted: f64,
    own: f64,
}

pub async fn run() -> Result<()> {
    let packages = dist::require()?;
    let site = Site::start().await?;
    let demo = pages::serve_demo(&site)?;
    fixtures::serve_cases(&site)?;
    let folder = tempfile::tempdir()?;
    files::copy(&packages.join("chrome"), folder.path())?;
    std::fs::write(folder.path().join("empty.html"), EMPTY)?;
    std::fs::write(folder.path().join("empty.js"), EMPTY_SCRIPT)?;
    let mut browser = Chromium::start(&site, chromium::Options::new(folder.path())).await?;
    let mut table = Table::default();

    let mut prospects = Vec::new();
    for page in &demo {
        if browser.recognise(&page.url).await?.state == "ready" {
            let list = last(&mut browser, "pitchside:list-shown").await?;
            table.add("page change → new list", 100.0, list.own, list.painted);
            prospects.push(page.url.clone());
        }
    }

    let first = prospects.first().context("no demo page has a prospect")?;
    browser.recognise(first).await?;
    for _ in 0..OPENINGS {
        browser.reload_panel().await?;
        let list = next(&mut browser, "pitchside:list-shown", 0).await?;
        table.add("panel open → ranked list", 100.0, list.start + list.own, list.start + list.painted);
        let index = next(&mut browser, "pitchside:index-ready", 0).await?;
        table.add("index load", 20.0, index.own, index.painted);
    }

    // By turns, so that whatever else the machine does meets both alike.
    for turn in 0..TURNS {
        for (what, entries) in [(EMPTY_MEMORY, "{}"), (FULL_MEMORY, FULL)] {
            fill(&mut browser, entries).await?;
            for _ in 0..=OPENINGS / TURNS {
                browser.reload_panel().await?;
                let list = next(&mut browser, "pitchside:list-shown", 0).await?;
                table.floor(what, list.start + list.own, list.start + list.painted);
            }
        }
        if turn + 1 == TURNS {
            fill(&mut browser, "{}").await?;
        }
    }

    let empty = format!("chrome-extension://{}/empty.html", browser.id);
    for _ in 0..OPENINGS {
        browser.focus_panel().await?;
        browser.web.goto(&empty).await?;
        let first = next(&mut browser, "empty", 0).await?;
        table.floor("(an empty page → its script)", first.own, first.painted);
    }
    browser.web.goto(format!("chrome-extension://{}/panel.html", browser.id)).await?;
    browser.panel_when("the panel again", |p| p.state == "ready").await?;

    let mut seen = 0;
    for question in QUESTIONS {
        browser.press("/").await?;
        for letter in question.chars() {
            browser.press(&letter.to_string()).await?;
            let shown = next(&mut browser, "pitchside:results-shown", seen).await?;
            seen += 1;
            table.add("keystroke → results", 16.0, shown.own, shown.painted);
        }
        browser.press("Escape").await?;
        browser.press("Escape").await?;
        browser.panel_when("the list again", |p| p.state == "ready").await?;
    }
    browser.quit().await?;
    for _ in 0..TURNS {
        for (what, pieces) in [(FEW_ANSWERS, 20), (MANY_ANSWERS, 2_000)] {
            answers(&site, &mut table, what, pieces).await?;
        }
    }
    table.print();
    let (full, empty) = (table.median(FULL_MEMORY), table.median(EMPTY_MEMORY));
    println!(
        "opening with a full memory: {:.2} of the opening with an empty one, must be at most 1.15",
        full / empty
    );
    let (many, few) = (table.painted(MANY_ANSWERS), table.painted(FEW_ANSWERS));
    println!("the first of 2,000 answers on the screen: {:.2} of the time with 20", many / few);
    Ok(())
}

/// Types a question that every piece of a library answers.
async fn answers(site: &Site, table: &mut Table, what: &'static str, pieces: usize) -> Result<()> {
    let folder = tempfile::tempdir()?;
    packed::of_links(pieces, folder.path())?;
    let mut browser = Chromium::start(site, chromium::Options::new(folder.path().join("out/chrome"))).await?;
    browser.recognise(fixtures::FEED).await?;
    browser.press("/").await?;
    for (seen, letter) in "closing early".chars().enumerate() {
        browser.press(&letter.to_string()).await?;
        let shown = next(&mut browser, "pitchside:results-shown", seen).await?;
        table.floor(what, shown.own, shown.painted);
    }
    browser.quit().await
}

/// What an expression gives becomes all that is kept.
async fn fill(browser: &mut Chromium, entries: &str) -> Result<()> {
    browser.focus_panel().await?;
    let script = format!(
        "const done = arguments[0], area = chrome.storage.local; \
         area.clear().then(() => area.set({entries})).then(() => done(true), error => done(String(error)))"
    );
    let said = browser.web.execute_async(script, vec![]).await?.json().clone();
    ensure!(said == true, "the storage is not filled: {said}");
    Ok(())
}

/// Calls back with the measures of a name once there are more than `seen`, without disturbing the page by asking it
/// again and again.
const MEASURES: &str = "const [name, seen, done] = arguments; \
    const look = () => { \
        const all = performance.getEntriesByName(name, 'measure'); \
        if (all.length <= seen) return; \
        watch.disconnect(); \
        done(all.map(m => ({start: m.startTime, painted: m.duration, own: m.detail?.dom ?? m.duration}))); \
    }; \
    const watch = new PerformanceObserver(look); \
    watch.observe({type: 'measure'}); \
    look()";

async fn measures(browser: &mut Chromium, name: &str, seen: usize) -> Result<Vec<Measure>> {
    browser.focus_panel().await?;
    Ok(browser.web.execute_async(MEASURES, vec![json!(name), json!(seen)]).await?.convert()?)
}

/// The measure of a name after the first `seen`.
async fn next(browser: &mut Chromium, name: &str, seen: usize) -> Result<Measure> {
    measures(browser, name, seen).await?.into_iter().nth(seen).context("no measure")
}

/// The latest measure of a name.
async fn last(browser: &mut Chromium, name: &str) -> Result<Measure> {
    measures(browser, name, 0).await?.pop().context("no measure")
}

/// Rows in the order of their first measurement.
#[derive(Default)]
struct Table(Vec<Row>);

struct Row {
    what: &'static str,
    must: Option<f64>,
    own: Vec<f64>,
    painted: Vec<f64>,
}

impl Table {
    fn add(&mut self, what: &'static str, must: f64, own: f64, painted: f64) {
        self.put(what, Some(must), own, painted);
    }

    /// A figure to hold the others against.
    fn floor(&mut self, what: &'static str, own: f64, painted: f64) {
        self.put(what, None, own, painted);
    }

    fn put(&mut self, what: &'static str, must: Option<f64>, own: f64, painted: f64) {
        let row = match self.0.iter_mut().position(|r| r.what == what) {
            Some(at) => &mut self.0[at],
            None => {
                self.0.push(Row { what, must, own: Vec::new(), painted: Vec::new() });
                let last = self.0.len() - 1;
                &mut self.0[last]
            }
        };
        row.own.push(own);
        row.painted.push(painted);
    }

    fn median(&self, what: &str) -> f64 {
        self.0.iter().find(|row| row.what == what).map_or(f64::NAN, |row| at(&sorted(&row.own), 0.5))
    }

    fn painted(&self, what: &str) -> f64 {
        self.0.iter().find(|row| row.what == what).map_or(f64::NAN, |row| at(&sorted(&row.painted), 0.5))
    }

    fn print(&self) {
        println!(
            "{:<28} {:>4}  {:>8} {:>8}  {:>11} {:>11}  {:>9}",
            "ms", "n", "own p50", "own p95", "painted p50", "painted p95", "must p95"
        );
        for row in &self.0 {
            let (own, painted) = (sorted(&row.own), sorted(&row.painted));
            let p95 = at(&own, 0.95);
            let verdict = row.must.map_or(String::new(), |must| {
                format!("{must:>5.0} {}", if p95 <= must { "yes" } else { "NO" })
            });
            println!(
                "{:<28} {:>4}  {:>8.1} {:>8.1}  {:>11.1} {:>11.1}  {verdict}",
                row.what,
                own.len(),
                at(&own, 0.5),
                p95,
                at(&painted, 0.5),
                at(&painted, 0.95),
            );
        }
    }
}

fn sorted(values: &[f64]) -> Vec<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted
}

/// Nearest rank.
fn at(sorted: &[f64], share: f64) -> f64 {
    let rank = (share * sorted.len() as f64).ceil() as usize;
    sorted.get(rank.saturating_sub(1)).copied().unwrap_or_default()
}
