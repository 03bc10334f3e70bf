//! Where a question stands among all that buyers ask: a vector for it, near that of the same question in other words.
//!
//! A bag of words and parts of words, each with a vector of its own, as in fastText (Joulin, Grave, Bojanowski, Mikolov, Bag of
//! Tricks for Efficient Text Classification, 2016). `examples/learn_questions.rs` learns them from `training/questions`, texts
//! by what they ask, so that texts that ask the same point the same way. Vectors are normalised: the cosine of two is their
//! product.

use pitchside_core::text::{Word, WordKind, words};
use std::sync::LazyLock;

/// What `examples/learn_questions.rs` wrote.
const MODEL: &[u8] = include_bytes!("embedding.bin");
/// What the file begins with; the last letter is the form's version. The SHA-256 of the texts that it was learned from follows.
const MAGIC: &[u8; 4] = b"PSE1";
const SUM_BYTES: usize = 32;

/// Shortest word that is taken apart too, and how long its parts are, with a sign for its ends.
const SHORTEST_TO_PART: usize = 5;
const PARTS: [usize; 2] = [4, 5];
/// Shortest word that may be a name.
const SHORTEST_STRANGER: usize = 3;
/// Letters that stand for a word whatever its ending.
const STEM: usize = 6;

/// What stands for 0 among the 15 values of a number.
const NOUGHT: f32 = 8.0;
/// How many products are summed side by side.
const LANES: usize = 8;

/// Where a question stands.
#[derive(Clone, Debug)]
pub(super) struct Standing {
    vector: Vec<f32>,
    strangers: Vec<u32>,
}

/// The learned vectors.
pub(super) struct Embedding {
    /// Numbers a vector has.
    dimensions: usize,
    /// The features' hashes, ascending.
    hashes: Vec<u32>,
    /// What the numbers of each vector are multiplied by.
    scales: Vec<f32>,
    /// One after the other, two numbers in a byte, the first in its lower half; each from 1 to 15, of which 8 is nought.
    vectors: Vec<u8>,
}

static EMBEDDING: LazyLock<Embedding> = LazyLock::new(|| Embedding::read(MODEL).unwrap_or_default());

impl Default for Embedding {
    /// Knows no word: every question is like none.
    fn default() -> Self {
        Self { dimensions: 1, hashes: Vec::new(), scales: Vec::new(), vectors: Vec::new() }
    }
}

impl Embedding {
    /// The one that the program carries.
    pub fn built_in() -> &'static Self {
        &EMBEDDING
    }

    /// Reads what [`write()`] wrote; none of anything else.
    fn read(bytes: &[u8]) -> Option<Self> {
        let rest = bytes.strip_prefix(MAGIC)?.get(SUM_BYTES..)?;
        let number = |bytes: &[u8]| Some(u32::from_le_bytes(bytes.get(..4)?.try_into().ok()?));
        let (dimensions, features) = (number(rest)? as usize, number(rest.get(4..)?)? as usize);
        let (hashes, rest) = rest.get(8..)?.split_at_checked(features.checked_mul(4)?)?;
        let (scales, vectors) = rest.split_at_checked(features.checked_mul(4)?)?;
        if dimensions == 0 || vectors.len() != features.checked_mul(dimensions.div_ceil(2))? {
            return None;
        }
        Some(Self {
            dimensions,
            hashes: hashes.chunks_exact(4).filter_map(number).collect(),
            scales: scales.chunks_exact(4).filter_map(number).map(f32::from_bits).collect(),
            vectors: vectors.to_vec(),
        })
    }

    /// Where a question stands.
    pub fn of(&self, question: &str) -> Standing {
        Standing { vector: self.vector(question), strangers: self.strangers(question) }
    }

    /// Of length 1; all zero where nothing of the question is known.
    fn vector(&self, question: &str) -> Vec<f32> {
        let mut sum = vec![0.0; self.dimensions];
        let bytes = self.dimensions.div_ceil(2);
        for feature in features(question) {
            let Ok(at) = self.hashes.binary_search(&feature) else { continue };
            let scale = self.scales.get(at).copied().unwrap_or_default();
            let vector = self.vectors.get(at * bytes..(at + 1) * bytes).unwrap_or_default();
            for (sum, byte) in sum.chunks_mut(2).zip(vector) {
                for (sum, half) in sum.iter_mut().zip([byte & 15, byte >> 4]) {
                    *sum += scale * (f32::from(half) - NOUGHT);
                }
            }
        }
        let length = product(&sum, &sum).sqrt();
        if length > 0.0 {
            sum.iter_mut().for_each(|x| *x /= length);
        }
        sum
    }

    /// Words that none of the texts had from which was learned, as hashes, ascending: most are names.
    fn strangers(&self, question: &str) -> Vec<u32> {
        let mut strangers: Vec<u32> = words(question)
            .iter()
            .filter(|word| word.kind != WordKind::Whole && word.folded().chars().count() >= SHORTEST_STRANGER)
            .map(|word| hash(Sort::Word, word.folded()))
            .filter(|hash| self.hashes.binary_search(hash).is_err())
            .collect();
        strangers.sort_unstable();
        strangers.dedup();
        strangers
    }
}

impl Standing {
    /// The cosine of the two vectors, from -1 to 1; 0 where either knows nothing.
    pub fn nearness(&self, other: &Self) -> f32 {
        product(&self.vector, &other.vector)
    }

    /// Whether both have a word that no text had from which was learned.
    pub fn shares_a_name(&self, other: &Self) -> bool {
        self.strangers.iter().any(|word| other.strangers.binary_search(word).is_ok())
    }
}

/// The product of two vectors; in eight sums, so that the processor can do several at once.
fn product(one: &[f32], other: &[f32]) -> f32 {
    let (mut ones, mut others) = (one.chunks_exact(LANES), other.chunks_exact(LANES));
    let mut sums = [0.0f32; LANES];
    for (a, b) in ones.by_ref().zip(others.by_ref()) {
        for ((sum, a), b) in sums.iter_mut().zip(a).zip(b) {
            *sum += a * b;
        }
    }
    let rest: f32 = ones.remainder().iter().zip(others.remainder()).map(|(a, b)| a * b).sum();
    sums.iter().sum::<f32>() + rest
}

/// The SHA-256 of the texts that the vectors of the program were learned from.
pub fn learned_from() -> &'static [u8] {
    MODEL.get(MAGIC.len()..MAGIC.len() + SUM_BYTES).unwrap_or_default()
}

/// Writes vectors, each as long as the first, by the hashes of their features, ascending; `sum` is that of their texts.
pub fn write(sum: &[u8; 32], hashes: &[u32], vectors: &[Vec<f32>]) -> Vec<u8> {
    let dimensions = vectors.first().map_or(0, Vec::len);
    let mut bytes = MAGIC.to_vec();
    bytes.extend(sum);
    bytes.extend((dimensions as u32).to_le_bytes());
    bytes.extend((hashes.len() as u32).to_le_bytes());
    hashes.iter().for_each(|hash| bytes.extend(hash.to_le_bytes()));
    let scales: Vec<f32> =
        vectors.iter().map(|v| v.iter().fold(0.0_f32, |most, x| most.max(x.abs())) / 7.0).collect();
    scales.iter().for_each(|scale| bytes.extend(scale.to_bits().to_le_bytes()));
    for (vector, scale) in vectors.iter().zip(&scales) {
        let scale = scale.max(f32::MIN_POSITIVE);
        let half = |x: &f32| ((x / scale).round() + NOUGHT) as u8;
        let both = |pair: &[f32]| pair.iter().rev().fold(0, |byte, x| byte << 4 | half(x));
        bytes.extend(vector.chunks(2).map(both));
    }
    bytes
}

/// A sort of feature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// A word.
    Word,
    /// The beginning of one, whatever its ending.
    Stem,
    /// A part of a long one.
    Part,
    /// Two words side by side.
    Pair,
}

impl Sort {
    /// The sort of a feature, by its hash.
    pub fn of(hash: u32) -> Self {
        match hash & 3 {
            0 => Self::Word,
            1 => Self::Stem,
            2 => Self::Part,
            _ => Self::Pair,
        }
    }
}

/// What is known of a question by itself, as hashes, each with its [`Sort`].
pub fn features(question: &str) -> Vec<u32> {
    let mut all = words(question);
    all.retain(|word| word.kind != WordKind::Whole);
    let all: Vec<&str> = all.iter().map(Word::folded).collect();
    let mut features = Vec::new();
    for word in &all {
        features.push(hash(Sort::Word, word));
        let letters: Vec<char> = word.chars().collect();
        if letters.len() + 1 >= SHORTEST_TO_PART {
            features.push(hash(Sort::Stem, &letters.iter().take(STEM).collect::<String>()));
        }
        if letters.len() >= SHORTEST_TO_PART {
            let ended: Vec<char> = std::iter::once('<').chain(letters).chain(['>']).collect();
            for length in PARTS {
                features.extend(
                    ended.windows(length).map(|part| hash(Sort::Part, &part.iter().collect::<String>())),
                );
            }
        }
    }
    features.extend(all.windows(2).map(|pair| hash(Sort::Pair, &pair.join(" "))));
    features
}

/// FNV-1a (Fowler, Noll, Vo), with the sort in its last two bits.
fn hash(sort: Sort, text: &str) -> u32 {
    let mut hash = 0x811c_9dc5_u32;
    for byte in [sort as u8].iter().chain(text.as_bytes()) {
        hash = (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193);
    }
    (hash ^ hash >> 17) & !3 | sort as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read_and_damaged_is_nothing() {
        let mut hashes = features("price");
        hashes.sort_unstable();
        let vectors: Vec<Vec<f32>> = hashes.iter().map(|_| vec![3.0, -7.0]).collect();
        let bytes = write(&[7; 32], &hashes, &vectors);
        let embedding = Embedding::read(&bytes).unwrap();
        let of = embedding.vector("price");
        assert!((of[0] - 0.394).abs() < 0.01 && (of[1] + 0.919).abs() < 0.01, "{of:?}");
        assert_eq!(embedding.vector("?!"), [0.0, 0.0]);
        for cut in 0..bytes.len() {
            assert!(Embedding::read(&bytes[..cut]).is_none(), "{cut}");
        }
    }

    #[test]
    fn the_same_in_other_words_is_nearer_than_something_else_in_the_same_words() {
        let embedding = Embedding::built_in();
        let near = |one: &str, other: &str| embedding.of(one).nearness(&embedding.of(other));
        for (question, same, other) in [
            ("who can see our data", "wer hat Zugriff auf unsere Daten", "who can see our prices"),
            (
                "what happens to our data when we leave",
                "données à la fin du contrat",
                "what happens when we win",
            ),
        ] {
            assert!(near(question, same) > near(question, other), "{question}");
        }
    }

    #[test]
    fn a_word_that_nobody_has_seen_may_be_a_name() {
        let embedding = Embedding::built_in();
        let shares = |one: &str, other: &str| embedding.of(one).shares_a_name(&embedding.of(other));
        assert!(shares("why us and not Zorblatt", "Zorblatt gegen uns"));
        assert!(!shares("why us and not Zorblatt", "why us and not Krumwick"));
    }
}
