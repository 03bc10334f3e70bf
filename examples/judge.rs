//! Judges the search on a collection with known answers.
//!
//! `cargo run --release --example judge -- DIR` reads `docs.jsonl` (`id`, `title`, `body` per line),
//! `qrels.tsv` (query id, document id, grade) and every `queries*.jsonl` (`id`, `text`), and prints
//! tab-separated lines `FILE METRIC VALUE`: nDCG@10, recall@10 and MRR as means over the judged queries, the
//! bytes of the index and its stored text, and the latency of all queries (each run once before it is timed).

use pitchside::catalogue::{Asset, AssetKind, Passage};
use pitchside::index::{Index, IndexBuilder, LibraryInfo};
use pitchside::search::{Query, search};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Words per passage, as the extractors make them.
const PASSAGE_WORDS: usize = 60;

fn main() -> anyhow::Result<()> {
    let dir =
        std::env::args().nth(1).map(PathBuf::from).ok_or_else(|| anyhow::anyhow!("usage: judge DIR"))?;
    let started = Instant::now();
    let built = build(&dir)?;
    eprintln!("indexed in {:.1?}", started.elapsed());
    let (index_bytes, text_bytes) = (built.index.len(), built.stored.len());
    let started = Instant::now();
    let index = Index::open(built.index)?;
    eprintln!(
        "opened in {:.1?}: {} assets, {} passages",
        started.elapsed(),
        index.len(),
        index.info().passages
    );
    let grades = grades(&dir)?;
    let mut times = Vec::new();
    let mut files: Vec<PathBuf> = std::fs::read_dir(&dir)?.filter_map(|e| Some(e.ok()?.path())).collect();
    files.sort();
    for file in files {
        let name = file.file_name().and_then(|n| n.to_str()).unwrap_or_default().to_owned();
        if !name.starts_with("queries") || !name.ends_with(".jsonl") {
            continue;
        }
        let (mut ndcg, mut recall, mut mrr, mut judged) = (0.0, 0.0, 0.0, 0_u32);
        for line in lines(&file)? {
            let Some(relevant) = line["id"].as_str().and_then(|id| grades.get(id)) else { continue };
            let query = Query::words(line["text"].as_str().unwrap_or_default());
            search(&index, &query, 10);
            let started = Instant::now();
            let answer = search(&index, &query, 10);
            times.push(started.elapsed());
            let found: Vec<f64> = answer
                .hits
                .iter()
                .map(|hit| index.id(hit.asset).and_then(|id| relevant.get(id)).copied().unwrap_or(0.0))
                .collect();
            judged += 1;
            ndcg += gain(&found) / gain(&ideal(relevant));
            recall += found.iter().filter(|g| **g > 0.0).count() as f64 / relevant.len() as f64;
            mrr += found.iter().position(|g| *g > 0.0).map_or(0.0, |at| 1.0 / (at + 1) as f64);
        }
        let mean = |sum: f64| sum / f64::from(judged.max(1));
        for (metric, sum) in [("ndcg@10", ndcg), ("recall@10", recall), ("mrr", mrr)] {
            println!("{name}\t{metric}\t{:.4}", mean(sum));
        }
    }
    println!("index\tbytes\t{index_bytes}\ntext\tbytes\t{text_bytes}");
    times.sort();
    for (metric, share) in [("p50_ms", 0.5), ("p99_ms", 0.99)] {
        let at = ((times.len() as f64 - 1.0).max(0.0) * share).round() as usize;
        let time = times.get(at).copied().unwrap_or(Duration::ZERO);
        println!("latency\t{metric}\t{:.3}", time.as_secs_f64() * 1000.0);
    }
    Ok(())
}

fn lines(path: &Path) -> anyhow::Result<Vec<serde_json::Value>> {
    let text = std::fs::read_to_string(path)?;
    text.lines().filter(|l| !l.trim().is_empty()).map(|l| Ok(serde_json::from_str(l)?)).collect()
}

fn build(dir: &Path) -> anyhow::Result<pitchside::index::BuiltIndex> {
    let mut builder = IndexBuilder::new(LibraryInfo::default());
    for line in lines(&dir.join("docs.jsonl"))? {
        let text = |key: &str| line[key].as_str().unwrap_or_default().to_owned();
        builder.add(Asset::new(text("id"), text("title"), AssetKind::Other), passages(&text("body")))?;
    }
    Ok(builder.finish()?)
}

/// Sentences gathered to about sixty words.
fn passages(body: &str) -> Vec<Passage> {
    let mut passages: Vec<Passage> = Vec::new();
    let mut open: Vec<&str> = Vec::new();
    for word in body.split_whitespace() {
        open.push(word);
        let sentence_ends = word.ends_with(['.', '!', '?']);
        if open.len() >= PASSAGE_WORDS * 3 / 2 || (open.len() >= PASSAGE_WORDS * 2 / 3 && sentence_ends) {
            passages.push(Passage { text: open.join(" "), ..Passage::default() });
            open.clear();
        }
    }
    if !open.is_empty() {
        passages.push(Passage { text: open.join(" "), ..Passage::default() });
    }
    passages
}

type Grades = HashMap<String, HashMap<String, f64>>;

fn grades(dir: &Path) -> anyhow::Result<Grades> {
    let mut grades = Grades::new();
    for line in std::fs::read_to_string(dir.join("qrels.tsv"))?.lines() {
        let mut cells = line.split('\t');
        if let (Some(query), Some(document), Some(grade)) = (cells.next(), cells.next(), cells.next()) {
            let grade = grade.trim().parse::<f64>()?;
            if grade > 0.0 {
                grades.entry(query.to_owned()).or_default().insert(document.to_owned(), grade);
            }
        }
    }
    Ok(grades)
}

fn ideal(relevant: &HashMap<String, f64>) -> Vec<f64> {
    let mut grades: Vec<f64> = relevant.values().copied().collect();
    grades.sort_by(|a, b| b.total_cmp(a));
    grades.truncate(10);
    grades
}

fn gain(grades: &[f64]) -> f64 {
    (2_u32..).zip(grades).map(|(rank, grade)| grade / f64::from(rank).log2()).sum()
}
