//! How alike two questions are: how much of what each says the other says too.

use super::embedding::Standing;
use super::lexicon::Lexicon;
use super::reading::{FIRST_WORD, Key, Reading, Unit};
use rayon::prelude::*;
use std::collections::{BTreeSet, HashMap};

/// What a shared meaning of `concepts.tsv` counts, whose rows are broad; words and meanings of the trade count 1.
const BROAD: f32 = 0.85;
/// What a phrase counts that is met by its parts only.
const BY_PARTS: f32 = 0.95;
/// How much what only one says counts against a pair: on the side that has less of it, and on the other. Where both
/// have something of their own they ask for different things; where one has, it may just say more. With .5 for both
/// it were Dice's coefficient; see Tversky, Features of Similarity (1977), for uneven ones.
const BOTH_HAVE_OWN: f32 = 1.0;
const ONE_HAS_OWN: f32 = 0.8;
/// What remains of the likeness of questions with meanings that contrast or with other numbers.
const CONTRAST: f32 = 0.35;
/// Pairs less alike are left out: they count 0.
const LEAST: f32 = 0.3;
/// What part of a pair's likeness is how near their vectors are; the rest is what both say in the vocabularies' terms.
const MEANING: f32 = 0.8;
/// What it is at least where both say the same in the vocabularies' terms, whatever the vectors know.
const WORDS_ALONE: f32 = 0.6;
/// How many of a question's nearest are kept, of those before it.
const NEIGHBOURS: usize = 64;
/// Vectors less near, of questions that share nothing, are left out.
const LEAST_NEAR: f32 = 0.2;
/// How much of what is missing to the full likeness a name makes good that both have.
const SAME_NAME: f32 = 0.3;
/// Two questions are compared by their words if they share one of the rarest keys of both: those before the rest is so little of all.
const REST: f32 = 0.35;
/// Most questions that are compared for one key; only keys that tell next to nothing are in more.
const MOST_FOR_KEY: usize = 600;

/// A question as it is compared.
struct Said<'a> {
    units: Vec<(&'a Unit, f32)>,
    /// For each unit: some bits for its keys and those of its parts. Without a bit in common nothing is.
    bits: Vec<u128>,
    /// Of all units.
    all_bits: u128,
    /// Units and their parts.
    all: Vec<&'a Unit>,
    /// Axis and side, ascending.
    sides: Vec<(u16, u16)>,
    numbers: BTreeSet<Key>,
}

/// The pairs that are alike: first below second, likeness from 0 to 1.
pub(super) fn pairs(
    readings: &[Reading],
    standing: &[Standing],
    lexicon: &Lexicon,
) -> Vec<(usize, usize, f32)> {
    let mut places: HashMap<Key, Vec<usize>> = HashMap::new();
    for (at, reading) in readings.iter().enumerate() {
        for key in keys(reading) {
            places.entry(key).or_default().push(at);
        }
    }
    let count = |key: Key| places.get(&key).map_or(0, Vec::len);
    let said: Vec<Said> =
        readings.iter().map(|reading| say(reading, lexicon, &count, readings.len())).collect();
    let mut probes: HashMap<Key, Vec<usize>> = HashMap::new();
    let rare: Vec<Vec<Key>> = said.iter().map(|said| rarest(said, &count)).collect();
    for (at, keys) in rare.iter().enumerate() {
        keys.iter().for_each(|key| probes.entry(*key).or_default().push(at));
    }
    let of_one = |(at, (one, keys)): (usize, (&Said, &Vec<Key>))| {
        let found = keys.iter().filter_map(|key| probes.get(key)).flatten().copied();
        let mut others: Vec<usize> = found.filter(|other| *other < at).collect();
        others.sort_unstable();
        others.dedup();
        let mut words = others.into_iter().peekable();
        let mut alike = Vec::new();
        let Some(place) = standing.get(at) else { return Vec::new() };
        for (other, (two, its)) in said.iter().zip(standing).enumerate().take(at) {
            let by_words = words.next_if(|next| *next == other).map_or(0.0, |_| likeness(one, two, lexicon));
            let mut by_meaning = place.nearness(its).max(0.0);
            if by_words == 0.0 && by_meaning < LEAST_NEAR {
                continue;
            }
            if contrast(one, two) || other_numbers(one, two) {
                by_meaning *= CONTRAST;
            }
            let mut all = (MEANING * by_meaning + (1.0 - MEANING) * by_words).max(WORDS_ALONE * by_words);
            if place.shares_a_name(its) {
                all += SAME_NAME * (1.0 - all);
            }
            alike.push((other, at, all));
        }
        if alike.len() > NEIGHBOURS {
            alike.select_nth_unstable_by(NEIGHBOURS, |a, b| b.2.total_cmp(&a.2).then(a.0.cmp(&b.0)));
            alike.truncate(NEIGHBOURS);
        }
        alike
    };
    let pairs: Vec<Vec<(usize, usize, f32)>> = said.par_iter().zip(&rare).enumerate().map(of_one).collect();
    pairs.into_iter().flatten().collect()
}

/// Every key of a question, each once.
fn keys(reading: &Reading) -> BTreeSet<Key> {
    let units = reading.units.iter().flat_map(|unit| std::iter::once(unit).chain(&unit.parts));
    units.flat_map(|unit| unit.keys.iter().copied()).collect()
}

fn say<'a>(
    reading: &'a Reading,
    lexicon: &Lexicon,
    count: &impl Fn(Key) -> usize,
    questions: usize,
) -> Said<'a> {
    let mut said = Said {
        units: Vec::new(),
        bits: Vec::new(),
        all_bits: 0,
        all: Vec::new(),
        sides: Vec::new(),
        numbers: BTreeSet::new(),
    };
    for unit in &reading.units {
        said.units.push((unit, unit.weight as f32 / 100.0 * rarity(unit, count, questions)));
        let keys = std::iter::once(unit).chain(&unit.parts).flat_map(|unit| &unit.keys);
        let bits = keys.fold(0, |bits, key| bits | 1 << (key.wrapping_mul(0x9e37_79b1) >> 25));
        said.bits.push(bits);
        said.all_bits |= bits;
        for unit in std::iter::once(unit).chain(&unit.parts) {
            said.all.push(unit);
            said.sides.extend(unit.keys.iter().flat_map(|key| lexicon.sides(*key)));
            if unit.number && unit.parts.is_empty() {
                said.numbers.extend(unit.keys.iter().filter(|key| **key >= FIRST_WORD));
            }
        }
    }
    said.sides.sort_unstable();
    said.sides.dedup();
    said
}

/// From .5 for what every question says to 1 for what one says: half the inverse document frequency (Spärck Jones 1972),
/// scaled to at most 1.
fn rarity(unit: &Unit, count: &impl Fn(Key) -> usize, questions: usize) -> f32 {
    let asked = unit.keys.iter().map(|key| count(*key)).max().unwrap_or(1).max(1) as f32;
    let all = questions.max(2) as f32 + 1.0;
    0.5 + 0.5 * (all / asked).ln() / all.ln()
}

/// The rarest keys of a question, those that more than [`MOST_FOR_KEY`] have left out.
fn rarest(said: &Said, count: &impl Fn(Key) -> usize) -> Vec<Key> {
    let mut units: Vec<(usize, &Unit, f32)> = Vec::new();
    for (unit, weight) in &said.units {
        let rarest = unit.keys.iter().map(|key| count(*key)).max().unwrap_or_default();
        units.push((rarest, unit, *weight));
    }
    units.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.cmp(b.1)));
    let all: f32 = units.iter().map(|(_, _, weight)| weight).sum();
    let mut rest = all;
    let mut keys = Vec::new();
    for (_, unit, weight) in units {
        if rest < all * REST {
            break;
        }
        rest -= weight;
        keys.extend(std::iter::once(unit).chain(&unit.parts).flat_map(|unit| unit.keys.iter().copied()));
    }
    keys.retain(|key| count(*key) <= MOST_FOR_KEY);
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// From 0 to 1: M / (M + a·min + b·max), with M what both say, min and max what only one says; of either question the weight
/// of what the other says too, and of what it doesn't.
fn by_shares((both_a, own_a): (f32, f32), (both_b, own_b): (f32, f32)) -> f32 {
    let both = (both_a + both_b) / 2.0;
    let against = BOTH_HAVE_OWN * own_a.min(own_b) + ONE_HAS_OWN * own_a.max(own_b);
    if both > 0.0 { both / (both + against) } else { 0.0 }
}

/// What [`covered`] can find at most, by the bits alone.
fn at_most(one: &Said, other: &Said) -> (f32, f32) {
    let (mut both, mut own) = (0.0, 0.0);
    for ((_, weight), bits) in one.units.iter().zip(&one.bits) {
        *if bits & other.all_bits == 0 { &mut own } else { &mut both } += weight;
    }
    (both, own)
}

/// From 0 to 1; less if the questions contrast.
fn likeness(a: &Said, b: &Said, lexicon: &Lexicon) -> f32 {
    if by_shares(at_most(a, b), at_most(b, a)) < LEAST {
        return 0.0;
    }
    let mut likeness = by_shares(covered(a, b, lexicon), covered(b, a, lexicon));
    if likeness < LEAST {
        return 0.0;
    }
    if contrast(a, b) {
        likeness *= CONTRAST;
    }
    if other_numbers(a, b) {
        likeness *= CONTRAST;
    }
    likeness
}

/// Whether both have numbers, and others.
fn other_numbers(a: &Said, b: &Said) -> bool {
    !a.numbers.is_empty() && !b.numbers.is_empty() && a.numbers.is_disjoint(&b.numbers)
}

/// Whether the questions take different sides on something and share none.
fn contrast(a: &Said, b: &Said) -> bool {
    a.sides.iter().any(|(axis, _)| {
        let mut of_b = b.sides.iter().filter(|(other, _)| other == axis).peekable();
        of_b.peek().is_some() && of_b.all(|side| !a.sides.contains(side))
    })
}

/// The weight of what `one` says that the other says too, and of what it doesn't.
fn covered(one: &Said, other: &Said, lexicon: &Lexicon) -> (f32, f32) {
    let (mut both, mut own) = (0.0, 0.0);
    for (unit, weight) in &one.units {
        let mut met = meets(unit, &other.all, lexicon);
        let parts: u32 = unit.parts.iter().map(|part| part.weight).sum();
        if met < BY_PARTS && parts > 0 {
            let of_parts: f32 =
                unit.parts.iter().map(|part| part.weight as f32 * meets(part, &other.all, lexicon)).sum();
            met = met.max(BY_PARTS * of_parts / parts as f32);
        }
        both += weight * met;
        own += weight * (1.0 - met);
    }
    (both, own)
}

/// From 0 to 1: how well one of the units says the same.
fn meets(unit: &Unit, others: &[&Unit], lexicon: &Lexicon) -> f32 {
    let mut best = 0.0;
    for other in others {
        let (mut a, mut b) = (unit.keys.iter().peekable(), other.keys.iter().peekable());
        while let (Some(x), Some(y)) = (a.peek(), b.peek()) {
            match x.cmp(y) {
                std::cmp::Ordering::Less => drop(a.next()),
                std::cmp::Ordering::Greater => drop(b.next()),
                std::cmp::Ordering::Equal => {
                    if **x >= FIRST_WORD || !lexicon.is_broad(**x) {
                        return 1.0;
                    }
                    best = BROAD;
                    a.next();
                }
            }
        }
    }
    best
}
