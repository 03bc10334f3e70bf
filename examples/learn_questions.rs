//! Learns where questions stand (`src/cli/report/questions/embedding.rs`) from texts by what they ask.
//!
//! `cargo run --release --example learn_questions` reads `training/questions` and writes `embedding.bin`; `training/README.md` says
//! what the texts are. The same texts give the same bytes. `tests/native/report_questions.rs` says how well questions are put together.
//!
//! A softmax over all that is asked, of the cosine between a text's vector and one of each thing asked, divided by a temperature:
//! texts that ask the same come together, others part. By AdaGrad (Duchi, Hazan and Singer, 2011) over batches in a fixed random
//! order; features are left out at random (Srivastava and others, 2014), so that no single word carries all.

use anyhow::{Context, Result};
use pitchside::report::embedding::{Sort, features, write};
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashMap};
use std::path::Path;

/// Numbers a vector has.
const DIMENSIONS: usize = 128;

/// How often each text is gone through.
const ROUNDS: usize = 40;
/// Texts whose steps are made together.
const BATCH: usize = 256;
/// Width of a step in the first round; a tenth of it in the last.
const RATE: f32 = 0.2;
/// What cosines are divided by.
const TEMPERATURE: f32 = 0.08;
/// Share of a text's features that is left out each time.
const DROPPED: f32 = 0.2;
/// Shares less than this move nothing.
const LEAST_SHARE: f32 = 1e-5;

/// How many texts must have a feature for it to be learned: parts of words and pairs of them are many, and say little where they
/// are rare.
fn least(hash: u32) -> usize {
    match Sort::of(hash) {
        Sort::Word | Sort::Stem => 2,
        Sort::Part => 4,
        Sort::Pair => 5,
    }
}

/// What is learned from.
struct Texts {
    /// Each with the number of what it asks.
    texts: Vec<(usize, String)>,
    /// How many things are asked.
    asked: usize,
    /// The SHA-256 of the files.
    sum: [u8; 32],
}

/// A text that is learned from: its features by number, and what it asks.
struct Example {
    features: Vec<u32>,
    asks: usize,
}

fn main() -> Result<()> {
    let texts = texts()?;
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    let shown: Vec<Vec<u32>> = texts
        .texts
        .par_iter()
        .map(|(_, text)| {
            let mut all = features(text);
            all.sort_unstable();
            all.dedup();
            all
        })
        .collect();
    shown.iter().flatten().for_each(|feature| *counts.entry(*feature).or_default() += 1);
    counts.retain(|hash, count| *count >= least(*hash));
    let numbers: HashMap<u32, u32> = counts.keys().enumerate().map(|(at, hash)| (*hash, at as u32)).collect();
    let examples: Vec<Example> = shown
        .iter()
        .zip(&texts.texts)
        .map(|(shown, (asks, _))| Example {
            features: shown.iter().filter_map(|hash| numbers.get(hash).copied()).collect(),
            asks: *asks,
        })
        .collect();
    println!("{} texts, {} things asked, {} features", texts.texts.len(), texts.asked, counts.len());
    let vectors = learn(&examples, counts.len(), texts.asked);
    let hashes: Vec<u32> = counts.keys().copied().collect();
    let rows: Vec<Vec<f32>> = vectors.chunks_exact(DIMENSIONS).map(<[f32]>::to_vec).collect();
    let bytes = write(&texts.sum, &hashes, &rows);
    let path = Path::new("src/cli/report/questions/embedding.bin");
    std::fs::write(path, &bytes).with_context(|| format!("{} cannot be written", path.display()))?;
    println!("{}: {} KB", path.display(), bytes.len() / 1024);
    Ok(())
}

/// Reads the tables in `training/questions`.
fn texts() -> Result<Texts> {
    let folder = "training/questions";
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .with_context(|| format!("{folder} cannot be read"))?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    files.sort();
    let mut asked: BTreeMap<String, usize> = BTreeMap::new();
    let (mut texts, mut sum) = (Vec::new(), Sha256::new());
    for file in files {
        let text =
            std::fs::read_to_string(&file).with_context(|| format!("{} cannot be read", file.display()))?;
        sum.update(&text);
        for line in text.lines() {
            let mut cells = line.split('\t');
            let (Some(asks), Some(_), Some(text)) = (cells.next(), cells.next(), cells.next()) else {
                continue;
            };
            let number = asked.len();
            texts.push((*asked.entry(asks.to_owned()).or_insert(number), text.to_owned()));
        }
    }
    Ok(Texts { texts, asked: asked.len(), sum: sum.finalize().into() })
}

/// Numbers from a seed, the same on every machine (Marsaglia's xorshift64).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// Below 1.
    fn share(&mut self) -> f32 {
        (self.next() >> 40) as f32 / (1u64 << 24) as f32
    }
}

fn length(vector: &[f32]) -> f32 {
    vector.iter().map(|x| x * x).sum::<f32>().sqrt().max(1e-6)
}

fn dot(one: &[f32], other: &[f32]) -> f32 {
    let mut sums = [0.0f32; 8];
    for (a, b) in one.chunks_exact(8).zip(other.chunks_exact(8)) {
        for at in 0..8 {
            sums[at] += a[at] * b[at];
        }
    }
    sums.iter().sum()
}

fn add(to: &mut [f32], from: &[f32], times: f32) {
    for (to, from) in to.iter_mut().zip(from) {
        *to += from * times;
    }
}

/// What a text says of the vectors.
struct Step {
    /// Its own vector, of length 1.
    unit: Vec<f32>,
    /// The share of each thing asked, less 1 for the right one.
    shares: Vec<f32>,
    /// Of the cost, by each vector of its features.
    gradient: Vec<f32>,
    /// What being wrong costs: the logarithm of the right thing's share.
    cost: f32,
}

/// The step of a text with those features that asks `right`; `units` are the vectors of the things asked, of length 1.
fn step(features: &[u32], right: usize, vectors: &[f32], units: &[f32]) -> Step {
    let mut unit = vec![0.0f32; DIMENSIONS];
    for feature in features {
        let at = *feature as usize * DIMENSIONS;
        add(&mut unit, &vectors[at..at + DIMENSIONS], 1.0);
    }
    let long = length(&unit);
    unit.iter_mut().for_each(|x| *x /= long);
    let mut shares: Vec<f32> =
        units.chunks_exact(DIMENSIONS).map(|thing| dot(thing, &unit) / TEMPERATURE).collect();
    let most = shares.iter().copied().fold(f32::MIN, f32::max);
    let mut all = 0.0;
    for share in &mut shares {
        *share = (*share - most).exp();
        all += *share;
    }
    shares.iter_mut().for_each(|share| *share /= all);
    let cost = -(shares[right] + 1e-9).ln();
    shares[right] -= 1.0;
    let mut gradient = vec![0.0f32; DIMENSIONS];
    for (share, thing) in shares.iter().zip(units.chunks_exact(DIMENSIONS)) {
        if share.abs() > LEAST_SHARE {
            add(&mut gradient, thing, *share / TEMPERATURE);
        }
    }
    let along = dot(&gradient, &unit);
    add(&mut gradient, &unit, -along);
    gradient.iter_mut().for_each(|x| *x /= long);
    Step { unit, shares, gradient, cost }
}

/// The vectors of all features, one after the other.
fn learn(examples: &[Example], features: usize, asked: usize) -> Vec<f32> {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let mut fill = |number: usize| -> Vec<f32> {
        (0..number * DIMENSIONS).map(|_| (random.share() - 0.5) * 0.3).collect()
    };
    let (mut vectors, mut things) = (fill(features), fill(asked));
    let (mut of_vectors, mut of_things) = (vec![1e-6f32; features], vec![1e-6f32; asked]);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    for round in 0..ROUNDS {
        for at in (1..order.len()).rev() {
            order.swap(at, (random.next() % (at as u64 + 1)) as usize);
        }
        let pace = RATE * (1.0 - round as f32 / ROUNDS as f32 * 0.9);
        let mut loss = 0.0f64;
        for chunk in order.chunks(BATCH) {
            let kept: Vec<Vec<u32>> = chunk
                .iter()
                .map(|at| {
                    let mut kept: Vec<u32> = examples[*at]
                        .features
                        .iter()
                        .copied()
                        .filter(|_| random.share() >= DROPPED)
                        .collect();
                    if kept.is_empty() {
                        kept.clone_from(&examples[*at].features);
                    }
                    kept
                })
                .collect();
            let lengths: Vec<f32> = things.par_chunks_exact(DIMENSIONS).map(length).collect();
            let units: Vec<f32> = things
                .par_chunks_exact(DIMENSIONS)
                .zip(&lengths)
                .flat_map_iter(|(thing, length)| thing.iter().map(move |x| x / length))
                .collect();
            let steps: Vec<Step> = kept
                .par_iter()
                .zip(chunk)
                .map(|(kept, at)| step(kept, examples[*at].asks, &vectors, &units))
                .collect();
            loss += steps.iter().map(|step| f64::from(step.cost)).sum::<f64>();
            things.par_chunks_exact_mut(DIMENSIONS).zip(&mut of_things).enumerate().for_each(
                |(at, (thing, square))| {
                    let mut gradient = vec![0.0f32; DIMENSIONS];
                    for Step { unit, shares, .. } in &steps {
                        if shares[at].abs() > LEAST_SHARE {
                            add(&mut gradient, unit, shares[at] / TEMPERATURE);
                        }
                    }
                    let long = lengths[at];
                    let unit: Vec<f32> = thing.iter().map(|x| x / long).collect();
                    let along = dot(&gradient, &unit);
                    add(&mut gradient, &unit, -along);
                    gradient.iter_mut().for_each(|x| *x /= long);
                    *square += dot(&gradient, &gradient) / DIMENSIONS as f32;
                    add(thing, &gradient, -pace / square.sqrt());
                },
            );
            let mut gradients: BTreeMap<u32, Vec<f32>> = BTreeMap::new();
            for (kept, step) in kept.iter().zip(&steps) {
                for feature in kept {
                    add(
                        gradients.entry(*feature).or_insert_with(|| vec![0.0; DIMENSIONS]),
                        &step.gradient,
                        1.0,
                    );
                }
            }
            for (feature, gradient) in gradients {
                let at = feature as usize;
                of_vectors[at] += dot(&gradient, &gradient) / DIMENSIONS as f32;
                let step = -pace / of_vectors[at].sqrt();
                add(&mut vectors[at * DIMENSIONS..(at + 1) * DIMENSIONS], &gradient, step);
            }
        }
        println!("round {}: {:.3}", round + 1, loss / examples.len() as f64);
    }
    vectors
}
