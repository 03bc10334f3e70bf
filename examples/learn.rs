//! Learns a linear model (`src/core/prospect/classifier.rs`) from labelled texts.
//!
//! `cargo run --release --example learn -- industries` (or `titles`) reads `training/` and writes `extension/words/*_model.tsv`;
//! `training/README.md` says what the texts are. The same texts give the same bytes.
//!
//! Multinomial logistic regression with an L2 penalty, by AdaGrad (Duchi, Hazan and Singer, 2011) over texts in a fixed random order. What
//! stands in less than three texts, and weights below 0.6, are left out.

use anyhow::{Context, Result, bail};
use pitchside_core::catalogue::Industry;
use pitchside_core::prospect::{CLASSES, MODEL_STEPS, features};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// How often each text is gone through.
const ROUNDS: usize = 40;
/// Width of a step.
const RATE: f32 = 0.5;
/// How much a weight's size costs, in all texts together.
const PENALTY: f32 = 0.05;
/// Weights below this say nothing.
const LEAST: f32 = 0.6;

/// A labelled text.
struct Example {
    text: String,
    class: String,
    /// How much it counts: 1 for a sentence, less for a word.
    weight: f32,
}

fn main() -> Result<()> {
    let what = std::env::args().nth(1).unwrap_or_default();
    match what.as_str() {
        "industries" => write("industry_model.tsv", &industries()?, &["industries", "industry-words"]),
        "titles" => {
            write("function_model.tsv", &titles(0)?, &["titles"])?;
            write("level_model.tsv", &titles(1)?, &["titles"])
        }
        _ => bail!("usage: learn industries | titles"),
    }
}

/// Writes the model of some examples, with the checksum of the folders that they come from: a test knows by it whether a model was
/// learned from the texts that are there.
fn write(file: &str, examples: &[Example], folders: &[&str]) -> Result<()> {
    let mut sum = Sha256::new();
    for folder in folders {
        for file in files(&format!("training/{folder}"))? {
            sum.update(std::fs::read(file)?);
        }
    }
    let sum: String = sum.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    let model = learn(examples, &sum);
    let path = Path::new("extension/words").join(file);
    std::fs::write(&path, &model).with_context(|| format!("{} cannot be written", path.display()))?;
    println!(
        "{}: {} rows, {} KB, of {} texts",
        path.display(),
        model.lines().count(),
        model.len() / 1024,
        examples.len()
    );
    Ok(())
}

/// The tables in a folder, in the order of names.
fn files(folder: &str) -> Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder).with_context(|| format!("{folder} cannot be read"))?;
    let mut files: Vec<PathBuf> =
        entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    files.retain(|file| file.extension().is_some_and(|ending| ending == "tsv"));
    files.sort();
    Ok(files)
}

/// The rows of every table in a folder.
fn rows(folder: &str) -> Result<Vec<Vec<String>>> {
    let mut rows = Vec::new();
    for file in files(folder)? {
        let text =
            std::fs::read_to_string(&file).with_context(|| format!("{} cannot be read", file.display()))?;
        rows.extend(text.lines().map(|line| line.split('\t').map(str::to_owned).collect()));
    }
    Ok(rows)
}

/// Descriptions and short wordings with their industry, and lists of words that give one away.
fn industries() -> Result<Vec<Example>> {
    let mut examples = Vec::new();
    let sector = |id: &str| -> Result<String> {
        // What tells no trade.
        if id == "-" {
            return Ok(id.to_owned());
        }
        let industry = id.parse().ok().and_then(Industry::from_id);
        let industry =
            industry.with_context(|| format!("“{id}” is no industry of extension/words/industries.tsv"))?;
        Ok(industry.sector().id().to_string())
    };
    for row in rows("training/industries")? {
        let [id, _, text] = row.as_slice() else { bail!("no text: {row:?}") };
        examples.push(Example { text: text.clone(), class: sector(id)?, weight: 1.0 });
    }
    for row in rows("training/industry-words")? {
        let [id, words] = row.as_slice() else { bail!("no words: {row:?}") };
        for word in words.split('|').map(str::trim).filter(|word| !word.is_empty()) {
            examples.push(Example { text: word.to_owned(), class: sector(id)?, weight: 0.25 });
        }
    }
    Ok(examples)
}

/// Titles with their function or level, by the column.
fn titles(column: usize) -> Result<Vec<Example>> {
    let mut examples = Vec::new();
    for row in rows("training/titles")? {
        let [.., title] = row.as_slice() else { bail!("no title: {row:?}") };
        let class = row.get(column).context("no label")?;
        examples.push(Example { text: title.clone(), class: class.clone(), weight: 1.0 });
    }
    Ok(examples)
}

/// Numbers from a seed, the same on every machine (Marsaglia's xorshift64).
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end.max(1) as u64) as usize
    }
}

/// The table of the model that the examples give.
fn learn(examples: &[Example], sum: &str) -> String {
    let mut classes: Vec<&str> = examples.iter().map(|example| example.class.as_str()).collect();
    classes.sort_unstable();
    classes.dedup();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let shown: Vec<Vec<String>> = examples.iter().map(|example| features(&example.text)).collect();
    for feature in shown.iter().flatten() {
        *counts.entry(feature.clone()).or_default() += 1;
    }
    counts.retain(|_, count| *count > 2);
    let index: BTreeMap<&str, usize> =
        counts.keys().enumerate().map(|(at, feature)| (feature.as_str(), at)).collect();
    let costs: Vec<f32> = counts.values().map(|count| PENALTY / *count as f32).collect();
    let cases: Vec<(Vec<usize>, usize, f32)> = examples
        .iter()
        .zip(&shown)
        .map(|(example, shown)| {
            let known = shown.iter().filter_map(|feature| index.get(feature.as_str()).copied()).collect();
            let class = classes.iter().position(|class| *class == example.class).unwrap_or_default();
            (known, class, example.weight)
        })
        .collect();

    let width = classes.len();
    let mut weights = vec![0.0f32; index.len() * width];
    let mut squares = vec![1e-6f32; weights.len()];
    let mut order: Vec<usize> = (0..cases.len()).collect();
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let mut scores = vec![0.0f32; width];
    for _ in 0..ROUNDS {
        for at in (1..order.len()).rev() {
            order.swap(at, random.below(at + 1));
        }
        for (known, class, weight) in order.iter().filter_map(|at| cases.get(*at)) {
            if known.is_empty() {
                continue;
            }
            let size = 1.0 / (known.len() as f32).sqrt();
            scores.fill(0.0);
            for &feature in known {
                for (score, weight) in scores.iter_mut().zip(&weights[feature * width..]) {
                    *score += weight * size;
                }
            }
            let highest = scores.iter().copied().fold(f32::MIN, f32::max);
            scores.iter_mut().for_each(|score| *score = (*score - highest).exp());
            let sum: f32 = scores.iter().sum();
            for (at, score) in scores.iter_mut().enumerate() {
                *score = (*score / sum - f32::from(u8::from(at == *class))) * weight;
            }
            for &feature in known {
                let row = feature * width..(feature + 1) * width;
                for ((value, square), slope) in
                    weights[row.clone()].iter_mut().zip(&mut squares[row]).zip(&scores)
                {
                    let slope = slope * size + costs[feature] * *value;
                    *square += slope * slope;
                    *value -= RATE * slope / square.sqrt();
                }
            }
        }
    }

    let mut table = format!(
        "# Made by `cargo run --release --example learn`, not by hand: what a text shows, and for which class it speaks (a the first)\n\
         # or against which, in steps of 1/{MODEL_STEPS}; src/core/prospect/classifier.rs reads it.\n# texts {sum}\n{CLASSES}\t{}\n",
        classes.join("|")
    );
    for (feature, at) in &index {
        let mut row = String::new();
        for (class, weight) in weights[at * width..(at + 1) * width].iter().enumerate() {
            if weight.abs() >= LEAST {
                let letter = char::from(b'a' + class as u8);
                let _ = write!(row, "{letter}{}", (weight * MODEL_STEPS).round() as i32);
            }
        }
        if !row.is_empty() {
            let _ = writeln!(table, "{feature}\t{row}");
        }
    }
    table
}
