//! What a list is worth, and how sure that is.
//!
//! success@3: a grade of 2 or 3 in the top three, over the prospects that have such an asset. nDCG@5: Järvelin and
//! Kekäläinen, “Cumulated gain-based evaluation of IR techniques”, TOIS 2002, gain = grade, over the prospects with
//! any grade above 0. abstain_f1: F1 of saying that nothing fits, against prospects without a grade of 2 or 3.
//! Intervals: the percentile bootstrap over prospects (Efron), 95 %; margins between two systems are paired.

use super::data::Case;

/// How many times the prospects are drawn.
const DRAWS: usize = 5_000;

/// What a system says for a prospect.
pub struct List {
    /// Best first.
    pub ids: Vec<String>,
    /// It says that nothing fits.
    pub abstains: bool,
}

/// A list judged.
pub struct Outcome {
    /// 1 or 0; none when no asset would have been a success.
    pub success: Option<f64>,
    /// 0 to 1; none when no asset has a grade above 0.
    pub ndcg: Option<f64>,
    /// It abstained, and should have.
    pub abstention: (bool, bool),
    /// Assets of the top five without a grade.
    pub ungraded: usize,
}

/// A value with its interval.
pub struct Estimate {
    pub value: f64,
    pub low: f64,
    pub high: f64,
}

pub fn judge(case: &Case, list: &List) -> Outcome {
    let grade = |id: &String| case.grades.get(id).copied();
    let found: Vec<f64> = list.ids.iter().take(5).map(|id| f64::from(grade(id).unwrap_or(0))).collect();
    let mut ideal: Vec<f64> = case.grades.values().map(|g| f64::from(*g)).collect();
    ideal.sort_by(|a, b| b.total_cmp(a));
    ideal.truncate(5);
    let best = gain(&ideal);
    Outcome {
        success: (!case.nothing()).then(|| f64::from(u8::from(found.iter().take(3).any(|g| *g >= 2.0)))),
        ndcg: (best > 0.0).then(|| gain(&found) / best),
        abstention: (list.abstains, case.nothing()),
        ungraded: list.ids.iter().take(5).filter(|id| grade(id).is_none()).count(),
    }
}

fn gain(grades: &[f64]) -> f64 {
    (2_u32..).zip(grades).map(|(rank, grade)| grade / f64::from(rank).log2()).sum()
}

pub fn mean(outcomes: &[Outcome], of: impl Fn(&Outcome) -> Option<f64>) -> Estimate {
    let values: Vec<Option<f64>> = outcomes.iter().map(of).collect();
    estimate(values.len(), |drawn| average(drawn.iter().filter_map(|at| values.get(*at).copied().flatten())))
}

/// Ours less theirs, prospect by prospect.
pub fn margin(ours: &[Outcome], theirs: &[Outcome], of: impl Fn(&Outcome) -> Option<f64>) -> Estimate {
    let values: Vec<Option<f64>> = ours.iter().zip(theirs).map(|(a, b)| Some(of(a)? - of(b)?)).collect();
    estimate(values.len(), |drawn| average(drawn.iter().filter_map(|at| values.get(*at).copied().flatten())))
}

pub fn abstain_f1(outcomes: &[Outcome]) -> Estimate {
    estimate(outcomes.len(), |drawn| {
        let of = |said: bool, is: bool| {
            drawn.iter().filter(|at| outcomes.get(**at).is_some_and(|o| o.abstention == (said, is))).count()
                as f64
        };
        let (right, wrong, missed) = (of(true, true), of(true, false), of(false, true));
        let all = 2.0 * right + wrong + missed;
        if all > 0.0 { 2.0 * right / all } else { 1.0 }
    })
}

fn average(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) = values.fold((0.0, 0_u32), |(sum, count), value| (sum + value, count + 1));
    if count == 0 { 0.0 } else { sum / f64::from(count) }
}

fn estimate(count: usize, statistic: impl Fn(&[usize]) -> f64) -> Estimate {
    let mut drawn: Vec<usize> = (0..count).collect();
    let value = statistic(&drawn);
    // xorshift64*, so that two runs print the same interval.
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut random = || {
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        (state.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize
    };
    let mut values: Vec<f64> = (0..DRAWS)
        .map(|_| {
            drawn.iter_mut().for_each(|at| *at = random() % count.max(1));
            statistic(&drawn)
        })
        .collect();
    values.sort_by(f64::total_cmp);
    let at = |share: f64| values.get(((DRAWS - 1) as f64 * share) as usize).copied().unwrap_or(value);
    Estimate { value, low: at(0.025), high: at(0.975) }
}
