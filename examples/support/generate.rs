//! Makes libraries of any size with the word frequencies of natural text.
//!
//! # How
//! - A word is its rank. Ranks are drawn by the two regimes of natural text (Ferrer i Cancho, Solé 2001, “Two regimes
//!   in the frequency of words”): frequency ∝ 1 / (rank + 2.7) for the 5,000 common words (Zipf, Mandelbrot), ∝ 1 / rank²
//!   beyond them, so that new words keep coming as a library grows (Heaps' law), but ever fewer.
//! - The first ranks are English function words; the others are invented from syllables, so that longer ones are
//!   rarer, and carry English endings, so that stemming has something to do.
//! - Every asset has one of a thousand themes whose words come up again and again in it: words come in bursts, as they do
//!   in text, and not evenly as by dice.
//!
//! The same size gives the same library.

use pitchside_core::catalogue::{Asset, AssetKind, Passage};
use std::sync::LazyLock;

const FUNCTION_WORDS: &str = "the of and to a in is for that with on it as are be this by from you your we our can or an \
at which more not have all their its will has was they how when if but new one also than these up use so what into about \
other out time only do who some most each no";
const ONSETS: [&str; 16] = ["b", "c", "d", "f", "g", "l", "m", "n", "p", "r", "s", "t", "v", "z", "br", "st"];
const VOWELS: [&str; 5] = ["a", "e", "i", "o", "u"];
const ENDINGS: [&str; 8] = ["", "", "", "", "s", "ed", "ing", "er"];
/// Where the law's second regime begins.
const COMMON: f64 = 5000.0;
/// Mandelbrot's shift: the very first words are less frequent than by Zipf.
const SHIFT: f64 = 2.7;
/// Where the law ends: more words than any library has.
const WORDS: f64 = 4e6;
const THEMES: u64 = 1000;
const THEME_WORDS: u64 = 60;
/// Share of words that come from the asset's theme, in percent.
const FROM_THEME: u64 = 20;
const PASSAGE_WORDS: u64 = 110;
/// Passages per asset on average.
pub const PASSAGES: u64 = 10;

/// SplitMix64 (Steele, Lea, Flood 2014).
pub struct Random(pub u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// 0 to `end`, half-open.
    pub fn below(&mut self, end: u64) -> u64 {
        self.next() % end.max(1)
    }

    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A rank below `end` by the law, by inversion of its integral.
    fn rank(&mut self, end: f64) -> u64 {
        let common = ((end.min(COMMON) + SHIFT) / SHIFT).ln();
        let rare = if end > COMMON { 1.0 } else { 0.0 };
        let at = self.share() * (common + rare);
        let rank =
            if at < common { SHIFT * (at.exp() - 1.0) } else { COMMON / (1.0 + common - at).max(1e-9) };
        rank.min(end - 1.0) as u64
    }
}

static FUNCTION: LazyLock<Vec<&str>> = LazyLock::new(|| FUNCTION_WORDS.split(' ').collect());

/// The word with that rank.
fn word(rank: u64) -> String {
    if let Some(word) = FUNCTION.get(rank as usize) {
        return (*word).to_owned();
    }
    let mut left = rank - FUNCTION.len() as u64 + 40;
    let mut word = String::new();
    while left > 0 {
        word.push_str(ONSETS[(left % 16) as usize]);
        word.push_str(VOWELS[(left / 16 % 5) as usize]);
        left /= 80;
    }
    word + ENDINGS[(rank.wrapping_mul(0x9E37_79B9) >> 8) as usize % ENDINGS.len()]
}

/// One asset with its passages.
pub fn asset(number: u64) -> (Asset, Vec<Passage>) {
    let mut random = Random(number.wrapping_mul(0xA24B_AED4_963E_E407) ^ 7);
    let theme = random.below(THEMES);
    let draw = |random: &mut Random| {
        let own = random.below(100) < FROM_THEME;
        word(if own {
            300 + theme * THEME_WORDS + random.rank(THEME_WORDS as f64)
        } else {
            random.rank(WORDS)
        })
    };
    let sentence =
        |random: &mut Random, length: u64| (0..length).map(|_| draw(random)).collect::<Vec<_>>().join(" ");
    let title = format!("{} {number}", sentence(&mut random, 6));
    let count = 1 + random.below(2 * PASSAGES - 1);
    let passage = |position: u64| {
        let mut text = String::new();
        let mut left = PASSAGE_WORDS / 2 + random.below(PASSAGE_WORDS);
        while left > 0 {
            let length = left.min(6 + random.below(16));
            text.push_str(&sentence(&mut random, length));
            text.push_str(if left > length { ". " } else { "." });
            left -= length;
        }
        Passage { position: position as u32, text, ..Passage::default() }
    };
    let passages = (1..=count).map(passage).collect();
    (Asset::new(format!("a{number}"), title, AssetKind::Other), passages)
}

/// Assets until there are so many passages.
pub fn library(passages: u64) -> impl Iterator<Item = (Asset, Vec<Passage>)> {
    let mut left = passages as usize;
    (0..).map(asset).map_while(move |(asset, mut passages)| {
        passages.truncate(left);
        left -= passages.len();
        (!passages.is_empty()).then_some((asset, passages))
    })
}

/// What is typed: class (`words`, `prefix`, `typo`) and text, from passages of the library.
pub fn workload(assets: u64) -> Vec<(&'static str, String)> {
    let mut random = Random(11);
    let mut queries = Vec::new();
    for n in 0..450_u64 {
        let (_, passages) = asset(random.below(assets));
        let text = passages.first().map(|p| p.text.clone()).unwrap_or_default();
        let content: Vec<&str> =
            text.split([' ', '.']).filter(|w| w.len() > 2 && !FUNCTION.contains(w)).collect();
        let count = if n < 200 { 1 + n % 6 } else { 3 } as usize;
        let start = random.below((content.len().saturating_sub(count) + 1) as u64) as usize;
        let mut words: Vec<String> =
            content.iter().skip(start).take(count).map(|w| (*w).to_owned()).collect();
        let Some(last) = words.last_mut() else { continue };
        let class = match n {
            0..200 => "words",
            200..350 => {
                let kept = [2, 3, last.len() - 1][n as usize % 3];
                last.truncate(kept);
                "prefix"
            }
            _ => {
                let at = 1 + random.below(last.len() as u64 - 1) as usize;
                last.remove(at);
                last.insert(at, 'x');
                "typo"
            }
        };
        queries.push((class, words.join(" ")));
    }
    queries
}
