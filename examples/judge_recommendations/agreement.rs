//! Cohen's kappa of the two gradings (“A coefficient of agreement for nominal scales”, 1960; weighted: 1968).

use super::data;
use anyhow::{Result, bail};

/// Prints κ weighted by the square of the difference, and unweighted for “worth sending” (2 or more).
pub fn print() -> Result<()> {
    let judged = data::root().join("tests/judged");
    let first = data::grades(&judged.join("grades.tsv"))?;
    let second = data::grades(&judged.join("second/grades.tsv"))?;
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (prospect, grades) in &second {
        for (asset, grade) in grades {
            let other = first.get(prospect).and_then(|grades| grades.get(asset));
            pairs.extend(other.map(|other| (usize::from(*other), usize::from(*grade))));
        }
    }
    if pairs.is_empty() {
        bail!("tests/judged/second/grades.tsv holds no grade of a pair that grades.tsv has");
    }
    let sent: Vec<(usize, usize)> =
        pairs.iter().map(|(a, b)| (usize::from(*a >= 2), usize::from(*b >= 2))).collect();
    println!("gradings\tpairs\t{}", pairs.len());
    println!("gradings\tkappa_weighted\t{:.4}", kappa(&pairs, |a, b| (a - b) * (a - b)));
    println!("gradings\tkappa_worth_sending\t{:.4}", kappa(&sent, |a, b| (a - b).abs()));
    Ok(())
}

/// 1 less the disagreement seen over the disagreement that chance would give.
fn kappa(pairs: &[(usize, usize)], weight: impl Fn(f64, f64) -> f64) -> f64 {
    let all = pairs.len() as f64;
    let share = |of: &dyn Fn(&(usize, usize)) -> bool| pairs.iter().filter(|p| of(p)).count() as f64 / all;
    let seen: f64 = pairs.iter().map(|(a, b)| weight(*a as f64, *b as f64)).sum::<f64>() / all;
    let mut by_chance = 0.0;
    for a in 0..4 {
        for b in 0..4 {
            by_chance += share(&|p| p.0 == a) * share(&|p| p.1 == b) * weight(a as f64, b as f64);
        }
    }
    if by_chance == 0.0 { 1.0 } else { 1.0 - seen / by_chance }
}
