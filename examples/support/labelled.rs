//! Labelled lists: tab-separated, one case a line.

use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;

/// One case.
pub struct Case<const N: usize> {
    /// The named columns.
    pub cells: [String; N],
    /// The columns `language` and `note`, where the list has them.
    pub groups: Vec<String>,
}

/// The cases of the file in the first argument. A header is optional and may change the columns' order; without one they stand
/// in the order in which they are named.
pub fn read<const N: usize>(columns: [&str; N]) -> Result<Vec<Case<N>>> {
    let file =
        std::env::args().nth(1).with_context(|| format!("usage: FILE.tsv ({})", columns.join(", ")))?;
    let bytes = std::fs::read(&file).with_context(|| format!("{file} cannot be read"))?;
    let text = String::from_utf8_lossy(&bytes);
    let mut order: [usize; N] = std::array::from_fn(|at| at);
    let mut grouping: Vec<usize> = Vec::new();
    let mut cases = Vec::new();
    for line in text.trim_start_matches('\u{feff}').lines().map(|l| l.trim_end_matches('\r')) {
        let names: Vec<String> =
            line.trim_start_matches('#').split('\t').map(|c| c.trim().to_lowercase()).collect();
        let place = |column: &str| names.iter().position(|name| name == column);
        let places = columns.map(place);
        if cases.is_empty() && places.iter().all(Option::is_some) {
            order = places.map(Option::unwrap_or_default);
            grouping = ["language", "note"].into_iter().filter_map(place).collect();
            continue;
        }
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
        let cell = |at: usize| cells.get(at).copied().unwrap_or_default().to_owned();
        let case = Case { cells: order.map(cell), groups: grouping.iter().map(|at| cell(*at)).collect() };
        if case.cells.iter().any(String::is_empty) {
            bail!("{file}: “{line}” lacks a column; write {} with tabs between", columns.join(", "));
        }
        cases.push(case);
    }
    if cases.is_empty() {
        bail!("{file} holds no case");
    }
    Ok(cases)
}

/// Whether an answer is one of the accepted; `-` stands for `Unknown`.
pub fn accepted(wanted: &str, got: &str) -> bool {
    wanted
        .split('|')
        .map(str::trim)
        .any(|one| one.eq_ignore_ascii_case(got) || (one == "-" && got == "Unknown"))
}

/// What is right, on the whole and by group.
#[derive(Default)]
pub struct Tally {
    right: usize,
    all: usize,
    groups: BTreeMap<String, (usize, usize)>,
}

impl Tally {
    /// Counts one case.
    pub fn count(&mut self, right: bool, groups: &[String]) {
        self.right += usize::from(right);
        self.all += 1;
        for group in groups {
            let (of_group, all) = self.groups.entry(group.clone()).or_default();
            *of_group += usize::from(right);
            *all += 1;
        }
    }

    /// Prints the share of all, then of each language and note.
    pub fn print(&self, what: &str) {
        println!("{what} accuracy\t{:.4}", share(self.right, self.all));
        for (group, (right, all)) in &self.groups {
            println!("  {group}\t{:.2}\t{right} of {all}", share(*right, *all));
        }
    }
}

/// Part of a whole, 0 to 1.
#[allow(clippy::cast_precision_loss, reason = "counts of cases")]
fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}
