//! What recognising costs: the observer on a page of 20,000 elements, and the decision in wasm after it.
//!
//! Run by `./build.sh bench detection`. The observer runs as it ships in headless Chromium, injected anew for every
//! reading as the panel does it; its time is that of evaluating the file and that from the recipe to the posted answer, so
//! that injecting and the way between the processes, which are the browser's, stay out. The decision runs in Node, whose
//! engine is Chromium's, on what the observer saw on every case's page, as it is and with as much text as an observation
//! may hold, from the JavaScript object that the port brings to the finished answer.

use anyhow::{Context, Result, bail};
use pitchside::authoring::{Authored, Case};
use pitchside::package::{Files, adapters, read_tree, tables};
use pitchside_browsers::reader::{Reader, fixture};
use pitchside_browsers::root;
use pitchside_core::prospect::{Adapters, Observation};
use serde::Deserialize;
use serde_json::Value;
use std::fmt::Write;
use std::path::Path;
use std::process::Command;

/// What the slowest of a hundred may take, ms.
const OBSERVER_MUST: f64 = 10.0;
const DECISION_MUST: f64 = 2.0;
/// Elements of the page that is read.
const ELEMENTS: usize = 20_000;
/// How often a page is loaded, and how often the observer is started in it.
const LOADS: usize = 6;
const READINGS: usize = 20;
/// UTF-16 units of text that an observation may hold.
const MAX_TEXT: usize = 20_000;

/// Pages whose recipes differ most, as the adapters' cases have them; they are filled up.
const PAGES: [(&str, &str); 4] = [
    ("LinkedIn", "linkedin-person-2026.html"),
    ("Salesforce", "salesforce-account.html"),
    ("HubSpot", "hubspot-contact.html"),
    ("any site", "company-site.html"),
];

/// How the elements are spread.
#[derive(Clone, Copy, PartialEq)]
enum Shape {
    Plain,
    /// A tenth of the blocks has an open shadow root with the block's content.
    Shadow,
    /// Half of the blocks stands in a same-origin frame.
    Frame,
}

pub async fn run() -> Result<()> {
    let wasm = std::env::var("PITCHSIDE_RANKING_WASM")
        .context("PITCHSIDE_RANKING_WASM is not set: run ./build.sh bench detection")?;
    let adapters = Adapters::builtin();
    let reader = Reader::start("Chromium").await?;
    println!("{:<42} {:>8} {:>8} {:>8}  must p99", "observer, 20,000 elements", "p50 ms", "p99 ms", "max ms");
    for shape in [Shape::Plain, Shape::Shadow, Shape::Frame] {
        for (name, file) in PAGES {
            let times = observer(&reader, &adapters, file, shape).await?;
            let shape = match shape {
                Shape::Plain => "",
                Shape::Shadow => ", 200 shadow roots",
                Shape::Frame => ", half in a frame",
            };
            row(&format!("{name}{shape}"), times, Some(OBSERVER_MUST));
        }
    }
    let observations = recorded(&reader, &adapters).await?;
    reader.quit().await?;
    println!("\n{:<42} {:>8} {:>8} {:>8}  must p99", "decision in wasm", "p50 ms", "p99 ms", "max ms");
    for (name, text) in [("every case", String::new()), ("every case, 20,000 units of text", prose()?)] {
        let filled: Vec<Observation> = observations
            .iter()
            .map(|o| Observation {
                text: format!("{}{text}", o.text).chars().take(MAX_TEXT).collect(),
                ..o.clone()
            })
            .collect();
        let times = decision(Path::new(&wasm), &filled)?;
        row(name, times.again, Some(DECISION_MUST));
        row(&format!("{name}: a site's first"), times.first, None);
    }
    Ok(())
}

/// Prints a line of the table; half of the times is below p50.
fn row(name: &str, mut times: Vec<f64>, must: Option<f64>) {
    times.sort_by(f64::total_cmp);
    let at =
        |share: f64| times.get((share * times.len() as f64).ceil() as usize - 1).copied().unwrap_or_default();
    let verdict = must
        .map(|must| format!("{must:>8.0} {}", if at(0.99) <= must { "yes" } else { "NO" }))
        .unwrap_or_default();
    println!("{name:<42} {:>8.2} {:>8.2} {:>8.2}  {verdict}", at(0.5), at(0.99), at(1.0));
}

/// Milliseconds of one reading after the other: start and answer together.
async fn observer(reader: &Reader, adapters: &Adapters, file: &str, shape: Shape) -> Result<Vec<f64>> {
    let case = cases().find(|c| c.page == file).context("no such case")?;
    let recipe = serde_json::to_value(adapters.recipe(&case.url))?;
    let blocks = ELEMENTS / 10;
    let (own, framed) = if shape == Shape::Frame { (blocks / 2, blocks / 2) } else { (blocks, 0) };
    let mut filling = content(own, shape);
    if framed > 0 {
        let origin: Vec<&str> = case.url.split('/').take(3).collect();
        let frame = format!("{}/the-frame", origin.join("/"));
        reader.site.put(
            &frame,
            format!("<!doctype html><html lang=en><title>Frame</title>{}", content(framed, shape)),
        );
        let _ = write!(filling, "<iframe src='{frame}' width=600 height=400></iframe>");
    }
    let page = String::from_utf8(fixture(file)?)?;
    let end = page.rfind("</main>").or(page.rfind("</div>")).context("no place for the filling")?;
    let (before, after) = page.split_at(end);
    let page = [before, &filling, after].concat();
    let mut times = Vec::new();
    for _ in 0..LOADS {
        reader.open(&case.url, page.clone()).await?;
        for _ in 0..READINGS {
            let time = reader.in_panel("return await time(arg)", recipe.clone()).await?;
            let part = |name: &str| time.get(name).and_then(Value::as_f64).context("no time");
            times.push(part("started")? + part("answered")?);
        }
    }
    Ok(times)
}

/// Blocks of ten elements: a custom element with a labelled field, words, a link, a list.
fn content(blocks: usize, shape: Shape) -> String {
    let mut page = String::new();
    for i in 0..blocks {
        let (open, close) = match shape {
            Shape::Shadow if i % 10 == 0 => ("<template shadowrootmode=open>", "</template>"),
            _ => ("", ""),
        };
        let _ = write!(
            page,
            "<x-item class='_{i:x} _a'>{open}<div class='row _b{i:x}'><dl><dt>Label {i}</dt><dd data-test-id='v{i}'>Value</dd></dl>\
             <p><span>Some words of text {i}</span> <a href='/in/p{i}'>Person {i}</a></p><ul><li>one</li></ul></div>{close}</x-item>"
        );
    }
    page
}

fn cases() -> impl Iterator<Item = Case> {
    Authored::builtin().flat_map(|(_, authored)| authored.cases)
}

/// What the observer sees on every case's page.
async fn recorded(reader: &Reader, adapters: &Adapters) -> Result<Vec<Observation>> {
    let mut seen = Vec::new();
    for case in cases() {
        reader.open(&case.url, fixture(&case.page)?).await?;
        seen.push(reader.observe(adapters.recipe(&case.url)).await?);
    }
    Ok(seen)
}

/// The words of the demo library, as often as it takes: what companies write about themselves and their wares.
fn prose() -> Result<String> {
    let mut text = String::new();
    for (path, bytes) in read_tree(&root().join("demo/library"))? {
        if path.ends_with(".md") {
            text += &String::from_utf8_lossy(&bytes);
        }
    }
    if text.is_empty() {
        bail!("the demo library has no Markdown files: run it in the project's own folder");
    }
    let whole = text.clone();
    while text.encode_utf16().count() < MAX_TEXT {
        text += &whole;
    }
    Ok(text)
}

/// Milliseconds per observation.
#[derive(Deserialize)]
struct Times {
    /// Of the first on each site: the adapter is read too.
    first: Vec<f64>,
    /// Of every later one.
    again: Vec<f64>,
}

fn decision(wasm: &Path, observations: &[Observation]) -> Result<Times> {
    let folder = tempfile::tempdir()?;
    let table = folder.path().join("tables.txt");
    let extension = read_tree(&root().join("extension"))?;
    std::fs::write(&table, tables(&extension, &adapters(&extension, &Files::new(), &[])?)?)?;
    let seen = folder.path().join("observations.json");
    std::fs::write(&seen, serde_json::to_string(observations)?)?;
    let run = Command::new("node")
        .arg(root().join("bench/ranking/detect.js"))
        .args([wasm, &table, &seen])
        .output()
        .context("node does not run")?;
    if !run.status.success() {
        bail!("{}", String::from_utf8_lossy(&run.stderr));
    }
    Ok(serde_json::from_slice(&run.stdout)?)
}
