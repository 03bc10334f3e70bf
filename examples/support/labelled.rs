//! Labelled lists: tab-separated, one case a line.

use anyhow::{Context, Result, bail};

/// The cells of the named columns of the file in the first argument.
pub fn read<const N: usize>(columns: [&str; N]) -> Result<Vec<[String; N]>> {
    let file =
        std::env::args().nth(1).with_context(|| format!("usage: FILE.tsv ({})", columns.join(", ")))?;
    let bytes = std::fs::read(&file).with_context(|| format!("{file} cannot be read"))?;
    let text = String::from_utf8_lossy(&bytes);
    let mut lines = text.trim_start_matches('\u{feff}').lines().map(|l| l.trim_end_matches('\r'));
    let mut lines = lines.by_ref().filter(|l| !l.trim().is_empty() && !l.starts_with('#')).peekable();
    let mut order: [usize; N] = std::array::from_fn(|at| at);
    if let Some(first) = lines.peek() {
        let header: Vec<String> = first.split('\t').map(|c| c.trim().to_lowercase()).collect();
        let places = columns.map(|column| header.iter().position(|cell| cell == column));
        if places.iter().all(Option::is_some) {
            order = places.map(Option::unwrap_or_default);
            lines.next();
        }
    }
    let mut rows = Vec::new();
    for line in lines {
        let cells: Vec<&str> = line.split('\t').collect();
        let row = order.map(|at| cells.get(at).map_or("", |c| c.trim()).to_owned());
        if row.iter().any(String::is_empty) {
            bail!("{file}: “{line}” lacks a column; write {} with tabs between", columns.join(", "));
        }
        rows.push(row);
    }
    if rows.is_empty() {
        bail!("{file} holds no case");
    }
    Ok(rows)
}

/// Whether an answer is one of the accepted; `-` stands for `Unknown`.
pub fn accepted(wanted: &str, got: &str) -> bool {
    wanted
        .split('|')
        .map(str::trim)
        .any(|one| one.eq_ignore_ascii_case(got) || (one == "-" && got == "Unknown"))
}

/// Part of a whole, 0 to 1.
#[allow(clippy::cast_precision_loss, reason = "counts of cases")]
pub fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}
