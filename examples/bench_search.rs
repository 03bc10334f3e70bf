//! Search beside its peers, in one run: quality, size, load and latency.
//!
//! Run by `./build.sh bench search [DIR…]`, which prepares what the environment names: ours as wasm and the JavaScript
//! peers in headless Chromium (`bench/run.js`), tantivy native (`bench/tantivy`). Each DIR is a judged collection as
//! `examples/judge.rs` reads it; beside them stand generated libraries (`support/generate.rs`) of
//! `PITCHSIDE_PASSAGES` passages (`10000,500000`), the JavaScript peers only up to [`PEERS_UP_TO`]. The table goes to
//! stdout as Markdown; × is a figure's ratio to ours in the same run.

#[path = "support/collection.rs"]
mod collection;
#[path = "support/generate.rs"]
mod generate;

use anyhow::{Context, Result, bail};
use collection::{figures, grades, lines, quantile};
use pitchside_core::index::{BuiltIndex, Index, IndexBuilder, LibraryInfo};
use serde::Deserialize;
use serde_json::json;
use std::collections::HashMap;
use std::fs;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

const PEERS: [&str; 6] = ["minisearch", "lunr", "elasticlunr", "flexsearch", "orama", "pagefind"];
/// Passages of a generated library beyond which the JavaScript peers are left out: they need minutes and gigabytes.
const PEERS_UP_TO: u64 = 10_000;
const SETS: [&str; 4] = ["queries", "queries_typo", "queries_short", "queries_short_typo"];

/// What one engine did on one collection; times in ms.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Measured {
    index: f64,
    build_ms: f64,
    load_ms: f64,
    /// Per query of `workload.jsonl` the best of its passes; null where there was none.
    times: Vec<Option<f64>>,
    /// Per file of queries: query → ids.
    runs: HashMap<String, HashMap<String, Vec<String>>>,
    error: Option<String>,
}

fn main() -> Result<()> {
    let work = variable("PITCHSIDE_BENCH_DATA")?;
    for dir in std::env::args().skip(1).map(PathBuf::from) {
        let name = dir.file_name().and_then(|n| n.to_str()).context("a DIR has no name")?.to_owned();
        let data = work.join(&name);
        fs::create_dir_all(&data)?;
        for file in SETS.iter().chain(&["docs", "workload"]).map(|name| format!("{name}.jsonl")) {
            let _ = fs::copy(dir.join(&file), data.join(&file));
        }
        let started = Instant::now();
        let built = collection::build(&dir)?;
        table(&work, &name, &built, started.elapsed().as_secs_f64() * 1e3, Some(&dir), true)?;
    }
    let sizes = std::env::var("PITCHSIDE_PASSAGES").unwrap_or_else(|_| "10000,500000".to_owned());
    for passages in sizes.split(',').filter(|size| !size.is_empty()) {
        let passages: u64 = passages.parse().context("PITCHSIDE_PASSAGES holds numbers with commas")?;
        let name = format!("generated{passages}");
        let (built, build_ms) = generated(&work.join(&name), passages)?;
        table(&work, &name, &built, build_ms, None, passages <= PEERS_UP_TO)?;
    }
    Ok(())
}

fn variable(name: &str) -> Result<PathBuf> {
    std::env::var(name)
        .map(PathBuf::from)
        .with_context(|| format!("{name} is not set: run ./build.sh bench search"))
}

/// A generated library: passages as documents for the peers, assets with passages for us.
fn generated(data: &Path, passages: u64) -> Result<(BuiltIndex, f64)> {
    fs::create_dir_all(data)?;
    let mut docs = BufWriter::new(fs::File::create(data.join("docs.jsonl"))?);
    let mut builder = IndexBuilder::new(LibraryInfo::default());
    let (mut ms, mut assets) = (0.0, 0);
    for (asset, passages) in generate::library(passages) {
        for passage in &passages {
            let id = format!("{}.{}", asset.id.0, passage.position);
            writeln!(docs, "{}", json!({"id": id, "title": asset.title, "body": passage.text}))?;
        }
        assets += 1;
        let started = Instant::now();
        builder.add(asset, passages)?;
        ms += started.elapsed().as_secs_f64() * 1e3;
    }
    docs.flush()?;
    let mut queries = String::new();
    for (class, text) in generate::workload(assets) {
        queries += &format!("{}\n", json!({"class": class, "text": text}));
    }
    fs::write(data.join("workload.jsonl"), queries)?;
    let started = Instant::now();
    let built = builder.finish()?;
    Ok((built, ms + started.elapsed().as_secs_f64() * 1e3))
}

fn table(
    work: &Path,
    name: &str,
    built: &BuiltIndex,
    build_ms: f64,
    judged: Option<&Path>,
    with_peers: bool,
) -> Result<()> {
    let data = work.join(name);
    fs::write(data.join("library.idx"), &built.index)?;
    let parts: Vec<String> = Index::open(built.index.clone())?
        .section_lengths()
        .map(|(part, bytes)| format!("{part} {:.0}", bytes as f64 / 1e3))
        .collect();
    let (passages, stored) = (built.info.passages, built.stored.len() as f64 / 1e6);
    println!("\n## {name}: {} assets, {passages} passages, stored text {stored:.2} MB", built.info.assets);
    println!("\nkB of ours: {}\n", parts.join(", "));
    println!(
        "| engine | index MB | indexing s | load ms | words p50 | p99 | prefix p99 | typo p99 | nDCG@10 full / typo / short / short, typo |"
    );
    println!("|---|--:|--:|--:|--:|--:|--:|--:|---|");
    let workload = lines(&data.join("workload.jsonl")).unwrap_or_default();
    let classes: Vec<&str> = workload.iter().map(|q| q["class"].as_str().unwrap_or_default()).collect();
    let mut ours = browser("pitchside", work, name)?;
    ours.build_ms = build_ms;
    let reference = row("**ours**, wasm", &ours, &classes, judged, None)?;
    let peers = PEERS.iter().filter(|_| with_peers).map(|peer| (*peer, browser(peer, work, name)));
    for (peer, measured) in
        std::iter::once_with(|| ("tantivy 0.27, native", tantivy(work, name))).chain(peers)
    {
        match measured {
            Ok(measured) => drop(row(peer, &measured, &classes, judged, Some(&reference))?),
            Err(error) => println!("| {peer} | {error:#} |"),
        }
    }
    Ok(())
}

fn browser(engine: &str, work: &Path, name: &str) -> Result<Measured> {
    eprintln!("{name}: {engine}");
    let mut node = Command::new("node");
    node.arg("bench/run.js").arg(work).arg(variable("PITCHSIDE_BENCH_NPM")?);
    node.arg(variable("PITCHSIDE_BENCH_WASM")?).arg("chromium").args([engine, name]);
    said(node)
}

fn tantivy(work: &Path, name: &str) -> Result<Measured> {
    eprintln!("{name}: tantivy");
    let mut program = Command::new(variable("PITCHSIDE_BENCH_TANTIVY")?);
    program.arg(work.join(name)).arg(work.join(format!("{name}.tantivy")));
    said(program)
}

fn said(mut program: Command) -> Result<Measured> {
    let output = program.output()?;
    let measured: Measured = serde_json::from_slice(&output.stdout).with_context(|| {
        String::from_utf8_lossy(&output.stderr).lines().last().unwrap_or_default().to_owned()
    })?;
    match measured.error {
        Some(error) => bail!("{error}"),
        None => Ok(measured),
    }
}

/// Prints a row; gives its figures back for the ratios of the others.
fn row(
    engine: &str,
    measured: &Measured,
    classes: &[&str],
    judged: Option<&Path>,
    reference: Option<&Vec<f64>>,
) -> Result<Vec<f64>> {
    let of = |class: &str| -> Vec<f64> {
        let pairs = classes.iter().zip(&measured.times).filter(|(c, _)| **c == class);
        pairs.filter_map(|(_, time)| *time).collect()
    };
    let figures = vec![
        measured.index / 1e6,
        measured.build_ms / 1e3,
        measured.load_ms,
        quantile(&of("words"), 0.5),
        quantile(&of("words"), 0.99),
        quantile(&of("prefix"), 0.99),
        quantile(&of("typo"), 0.99),
    ];
    let cell = |(at, figure): (usize, &f64)| match reference.and_then(|all| all.get(at)).filter(|f| **f > 0.0)
    {
        Some(ours) => format!("{figure:.2} (×{:.1})", figure / ours),
        None => format!("{figure:.2}"),
    };
    let cells: Vec<String> = figures.iter().enumerate().map(cell).collect();
    println!("| {engine} | {} | {} |", cells.join(" | "), quality(measured, judged)?);
    Ok(figures)
}

fn quality(measured: &Measured, judged: Option<&Path>) -> Result<String> {
    let Some(dir) = judged else { return Ok(String::new()) };
    let grades = grades(dir)?;
    let of = |set: &&str| {
        let run = measured.runs.get(*set)?;
        let found = run.iter().filter_map(|(query, ids)| Some((grades.get(query)?, ids.clone())));
        Some(format!("{:.3}", figures(found).ndcg))
    };
    Ok(SETS.iter().filter_map(of).collect::<Vec<_>>().join(" / "))
}
