//! Collections in JSONL: `docs.jsonl` (`id`, `title`, `body`), `queries*.jsonl` (`id`, `text`), `qrels.tsv` (query,
//! document, grade), and the figures by which a ranking of them is judged.

use anyhow::{Context, Result};
use pitchside_core::catalogue::{Asset, AssetKind, Passage};
use pitchside_core::index::{BuiltIndex, IndexBuilder, LibraryInfo};
use std::collections::HashMap;
use std::io::{BufRead, BufReader};
use std::path::Path;

/// Words per passage, as the extractors make them.
const PASSAGE_WORDS: usize = 60;

/// The lines of a JSONL file.
pub fn lines(path: &Path) -> Result<Vec<serde_json::Value>> {
    let file = std::fs::File::open(path).with_context(|| path.display().to_string())?;
    let mut values = Vec::new();
    for line in BufReader::new(file).lines() {
        let line = line?;
        if !line.trim().is_empty() {
            values.push(serde_json::from_str(&line).with_context(|| path.display().to_string())?);
        }
    }
    Ok(values)
}

/// Our index of a folder's documents.
pub fn build(dir: &Path) -> Result<BuiltIndex> {
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

/// Query → document → grade above 0.
pub type Grades = HashMap<String, HashMap<String, f64>>;

/// Reads `qrels.tsv`.
pub fn grades(dir: &Path) -> Result<Grades> {
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

/// Means over the judged queries.
#[derive(Clone, Copy, Debug, Default)]
pub struct Figures {
    pub ndcg: f64,
    pub recall: f64,
    pub mrr: f64,
}

/// The figures of what was found for each judged query: relevant documents with their grades, and ids best first.
pub fn figures<'g>(found: impl IntoIterator<Item = (&'g HashMap<String, f64>, Vec<String>)>) -> Figures {
    let (mut sums, mut judged) = (Figures::default(), 0_u32);
    for (relevant, ids) in found {
        let grades = ids.iter().take(10).map(|id| relevant.get(id).copied().unwrap_or(0.0));
        let grades: Vec<f64> = grades.collect();
        judged += 1;
        sums.ndcg += gain(&grades) / gain(&ideal(relevant));
        sums.recall += grades.iter().filter(|g| **g > 0.0).count() as f64 / relevant.len() as f64;
        sums.mrr += grades.iter().position(|g| *g > 0.0).map_or(0.0, |at| 1.0 / (at + 1) as f64);
    }
    let mean = |sum: f64| sum / f64::from(judged.max(1));
    Figures { ndcg: mean(sums.ndcg), recall: mean(sums.recall), mrr: mean(sums.mrr) }
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

/// The value below which that share of the values lies; 0 of none.
pub fn quantile(values: &[f64], share: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let at = ((sorted.len() as f64 - 1.0).max(0.0) * share).round() as usize;
    sorted.get(at).copied().unwrap_or(0.0)
}
