//! Latency of the ranking in wasm, on made-up libraries of 10,000 and 50,000 assets.
//!
//! Run by `./build.sh bench recommend`, which builds the ranking as wasm (`bench/ranking`) and runs it in Node, whose engine is
//! Chromium's. The assets' words come from `support/generate.rs`; industries, readers, stages, regions and languages are
//! drawn evenly, a fifth of each left blank. The prospects are the judged ones; of five passes over them each one's best
//! counts.

#[path = "support/generate.rs"]
#[allow(dead_code, reason = "bench_search uses the rest")]
mod generate;

use anyhow::{Context, Result, bail};
use generate::Random;
use pitchside_core::catalogue::{AssetKind, Date, Industry, Link, Persona, Region, Stage};
use pitchside_core::index::{IndexBuilder, LibraryInfo};
use pitchside_core::prospect::Prospect;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Assets, and what the slowest one of a hundred prospects may take, ms.
const LIBRARIES: [(u64, f64); 2] = [(10_000, 5.0), (50_000, 20.0)];
/// Passages per asset: enough for the page's words to meet some.
const PASSAGES: usize = 4;
const TODAY: i32 = 20_780;

fn main() -> Result<()> {
    let wasm = std::env::var("PITCHSIDE_RANKING_WASM")
        .context("PITCHSIDE_RANKING_WASM is not set: run ./build.sh bench recommend")?;
    let folder = tempfile::tempdir()?;
    let prospects = folder.path().join("prospects.jsonl");
    fs::write(&prospects, judged()?)?;
    println!("{:>8}  {:>8} {:>8} {:>8}  {:>8}", "assets", "p50 ms", "p99 ms", "max ms", "must p99");
    for (assets, must) in LIBRARIES {
        let index = folder.path().join(format!("{assets}.idx"));
        fs::write(&index, library(assets)?)?;
        let mut times = measure(&wasm, &index, &prospects)?;
        times.sort_by(f64::total_cmp);
        let at = |share: f64| {
            times.get((share * times.len() as f64).ceil() as usize - 1).copied().unwrap_or_default()
        };
        let verdict = if at(0.99) <= must { "yes" } else { "NO" };
        println!("{assets:>8}  {:>8.2} {:>8.2} {:>8.2}  {must:>8.0} {verdict}", at(0.5), at(0.99), at(1.0));
    }
    Ok(())
}

fn measure(wasm: &str, index: &Path, prospects: &Path) -> Result<Vec<f64>> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let run = Command::new("node")
        .arg(root.join("bench/ranking/run.js"))
        .args([Path::new(wasm), index, prospects])
        .args([&TODAY.to_string(), "times"])
        .output()
        .context("node does not run")?;
    if !run.status.success() {
        bail!("{}", String::from_utf8_lossy(&run.stderr));
    }
    Ok(serde_json::from_slice(&run.stdout)?)
}

/// The judged prospects, one JSON object a line.
fn judged() -> Result<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/judged/prospects.jsonl");
    let mut lines = String::new();
    for line in fs::read_to_string(path)?.lines() {
        let mut value: serde_json::Value = serde_json::from_str(line)?;
        value.as_object_mut().context("a prospect is an object")?.remove("id");
        let prospect: Prospect = serde_json::from_value(value)?;
        lines += &(serde_json::to_string(&prospect.with_role_of_title())? + "\n");
    }
    Ok(lines)
}

fn library(assets: u64) -> Result<Vec<u8>> {
    let mut random = Random(5);
    let industries: Vec<Industry> = Industry::all().collect();
    let mut builder = IndexBuilder::new(LibraryInfo::default());
    for number in 0..assets {
        let (mut asset, mut passages) = generate::asset(number);
        passages.truncate(PASSAGES);
        asset.kind = pick(&mut random, AssetKind::ALL).unwrap_or(AssetKind::Other);
        asset.industries.extend(pick(&mut random, &industries));
        asset.personas.extend(pick(&mut random, Persona::ALL));
        asset.stages.extend(pick(&mut random, Stage::ALL));
        asset.regions.extend(pick(&mut random, Region::ALL).filter(|_| number % 3 == 0));
        asset.language = if number % 4 == 0 { "de" } else { "en" }.parse()?;
        asset.link = Link::new(&format!("https://library.example/{number}")).ok();
        asset.updated = Some(Date::from_days(TODAY - random.below(900) as i32));
        builder.add(asset, passages)?;
    }
    Ok(builder.finish()?.index)
}

/// One of a list, four times out of five.
fn pick<T: Copy>(random: &mut Random, list: &[T]) -> Option<T> {
    let at = random.below(list.len() as u64);
    (random.below(5) > 0).then(|| list.get(at as usize).copied()).flatten()
}
