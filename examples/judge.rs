//! Judges the search on a collection with known answers.
//!
//! `cargo run --release --example judge -- DIR` reads `docs.jsonl` (`id`, `title`, `body` per line),
//! `qrels.tsv` (query id, document id, grade) and every `queries*.jsonl` (`id`, `text`), and prints
//! tab-separated lines `FILE METRIC VALUE`: nDCG@10, recall@10 and MRR as means over the judged queries, the
//! bytes of the index and its stored text, and the latency of all queries (each run once before it is timed).

#[path = "support/collection.rs"]
mod collection;

use collection::{build, figures, grades, lines, quantile};
use pitchside_core::index::Index;
use pitchside_core::search::{Query, search};
use std::path::{Path, PathBuf};
use std::time::Instant;

fn main() -> anyhow::Result<()> {
    let dir =
        std::env::args().nth(1).map(PathBuf::from).ok_or_else(|| anyhow::anyhow!("usage: judge DIR"))?;
    let started = Instant::now();
    let built = build(&dir)?;
    eprintln!("indexed in {:.1?}", started.elapsed());
    let (index_bytes, text_bytes) = (built.index.len(), built.stored.len());
    let started = Instant::now();
    let index = Index::open(built.index)?;
    let (opened, passages) = (started.elapsed(), index.info().passages);
    let sections: Vec<(&str, usize)> = index.section_lengths().collect();
    eprintln!("opened in {opened:.1?}: {} assets, {passages} passages", index.len());
    let grades = grades(&dir)?;
    let mut times = Vec::new();
    for file in query_files(&dir)? {
        let mut found = Vec::new();
        for line in lines(&file)? {
            let Some(relevant) = line["id"].as_str().and_then(|id| grades.get(id)) else { continue };
            let query = Query::plain(line["text"].as_str().unwrap_or_default());
            search(&index, &query, 10);
            let started = Instant::now();
            let answer = search(&index, &query, 10);
            times.push(started.elapsed().as_secs_f64() * 1000.0);
            let ids = answer.hits.iter().filter_map(|hit| index.id(hit.asset).map(str::to_owned));
            found.push((relevant, ids.collect()));
        }
        let means = figures(found);
        let name = file.file_name().and_then(|n| n.to_str()).unwrap_or_default();
        println!("{name}\tndcg@10\t{:.4}", means.ndcg);
        println!("{name}\trecall@10\t{:.4}", means.recall);
        println!("{name}\tmrr\t{:.4}", means.mrr);
    }
    println!("index\tbytes\t{index_bytes}\ntext\tbytes\t{text_bytes}");
    sections.iter().for_each(|(name, bytes)| println!("index {name}\tbytes\t{bytes}"));
    println!("latency\tp50_ms\t{:.3}", quantile(&times, 0.5));
    println!("latency\tp99_ms\t{:.3}", quantile(&times, 0.99));
    Ok(())
}

/// The names of the files of queries in a folder, sorted.
fn query_files(dir: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(dir)?.filter_map(|e| Some(e.ok()?.path())).collect();
    let name = |p: &PathBuf| p.file_name().and_then(|n| n.to_str()).unwrap_or_default().to_owned();
    files.retain(|p| name(p).starts_with("queries") && name(p).ends_with(".jsonl"));
    files.sort();
    Ok(files)
}
