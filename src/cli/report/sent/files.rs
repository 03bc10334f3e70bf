//! The files beside the page: tables for a spreadsheet, what the next report is held against, and a draft of an FAQ.

use super::digest::{Asked, Before, Digest};
use serde::{Deserialize, Serialize};

/// What `--previous` takes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReportFile {
    /// Always `marketing report`.
    pub pitchside: String,
    /// The form's version.
    pub v: u32,
    /// What the next report is held against.
    #[serde(flatten)]
    pub before: Before,
}

/// The name of the form, and its version.
const FORM: (&str, u32) = ("marketing report", 1);

/// Why a file is no report to be held against.
#[derive(Debug, thiserror::Error)]
pub enum PreviousError {
    /// No JSON, or another one.
    #[error("is no report.json that `pitchside report` wrote ({0})")]
    Other(String),
    /// Of a newer program.
    #[error("has the form {0}, which a newer `pitchside` wrote; update the program")]
    Newer(u32),
}

/// The report as JSON, to be given to the next one.
///
/// # Errors
/// Never for a report that was made here.
pub fn json(digest: &Digest) -> serde_json::Result<String> {
    let file = ReportFile { pitchside: FORM.0.to_owned(), v: FORM.1, before: digest.for_next() };
    serde_json::to_string_pretty(&file).map(|text| text + "\n")
}

/// Reads what [`json`] wrote.
///
/// # Errors
/// When it is something else.
pub fn previous(bytes: &[u8]) -> Result<Before, PreviousError> {
    let file: ReportFile = serde_json::from_slice(bytes).map_err(|e| PreviousError::Other(e.to_string()))?;
    if file.pitchside != FORM.0 {
        return Err(PreviousError::Other(format!("“{}”", file.pitchside)));
    }
    if file.v > FORM.1 { Err(PreviousError::Newer(file.v)) } else { Ok(file.before) }
}

/// A cell that no spreadsheet takes for a formula.
fn cell(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

fn csv(rows: Vec<Vec<String>>) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        // Writing into memory can't fail.
        let _ = writer.write_record(row.iter().map(|text| cell(text)));
    }
    // Excel takes a CSV for UTF-8 only with a mark at its beginning.
    let bytes = writer.into_inner().unwrap_or_default();
    ["\u{feff}", &String::from_utf8_lossy(&bytes)].concat()
}

/// Every piece with its counts.
pub fn pieces_csv(digest: &Digest) -> String {
    let head = [
        "id",
        "title",
        "kind",
        "owner",
        "shown",
        "shown_reps",
        "copied",
        "copied_reps",
        "opened",
        "opened_reps",
        "place",
        "useful",
        "not_useful",
        "outdated",
        "wrong_prospect",
        "retired",
        "copies_by_release",
    ];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    for piece in &digest.tally.pieces {
        let of = |word: &str| piece.feedback.get(word).copied().unwrap_or_default().to_string();
        let releases: Vec<String> = piece
            .releases
            .iter()
            .map(|(release, n)| format!("{}: {n}", if release.is_empty() { "unknown" } else { release }))
            .collect();
        rows.push(vec![
            piece.id.clone(),
            piece.title.clone(),
            piece.kind.clone(),
            piece.owner.clone(),
            piece.shown.times.to_string(),
            piece.shown.reps.to_string(),
            piece.copied.times.to_string(),
            piece.copied.reps.to_string(),
            piece.opened.times.to_string(),
            piece.opened.reps.to_string(),
            piece.place.to_string(),
            of("useful"),
            of("not_useful"),
            of("outdated"),
            of("wrong_prospect"),
            if piece.retired { "yes" } else { "" }.to_owned(),
            releases.join("; "),
        ]);
    }
    csv(rows)
}

/// Every group of questions that the page may show.
pub fn questions_csv(digest: &Digest) -> String {
    let head = [
        "question",
        "also_asked_as",
        "unanswered",
        "answers_not_used",
        "used",
        "reps",
        "days",
        "nearest_today",
        "answered_today",
        "request_title",
        "request_kind",
        "request_industry",
        "request_function",
    ];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    let mut all: Vec<&Asked> = digest.asked.iter().collect();
    all.extend(digest.frequent.iter().filter(|asked| !digest.asked.contains(asked)));
    for asked in all {
        let others: Vec<&str> = asked.words.iter().skip(1).map(|(words, _)| words.as_str()).collect();
        rows.push(vec![
            asked.title().to_owned(),
            others.join("; "),
            asked.unanswered.to_string(),
            asked.unused.to_string(),
            asked.used.to_string(),
            asked.reps.to_string(),
            asked.days.to_string(),
            asked.now.title.clone(),
            if asked.now.answers { "yes" } else { "no" }.to_owned(),
            asked.request.title.clone(),
            asked.request.kind.clone(),
            asked.request.industry.clone(),
            asked.request.function.clone(),
        ]);
    }
    csv(rows)
}

/// What is asked most with its answer today, as a file that `pitchside build` takes. Internal until somebody has read it.
pub fn faq(digest: &Digest) -> String {
    let mut text = "---\ntitle: Questions that buyers ask\nkind: faq\naudience: internal\n---\n\n".to_owned();
    for asked in &digest.frequent {
        let question = one_line(asked.title());
        let answer = if asked.now.answers { one_line(&asked.now.passage) } else { String::new() };
        let answer = if answer.is_empty() { "To be answered.".to_owned() } else { answer };
        text.push_str(&format!(
            "## {question}{}\n\n{answer}\n\n",
            if question.ends_with('?') { "" } else { "?" }
        ));
    }
    text
}

/// Words on one line that begin nothing of Markdown's.
fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let line = words.join(" ").replace(['<', '>', '[', ']', '`'], "");
    line.trim_start_matches(['#', '-', '*', '+', '|', '=', '~']).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spreadsheet_finds_no_formula_and_a_report_is_read_again() {
        assert_eq!(cell("=cmd|' /C calc'!A0"), "'=cmd|' /C calc'!A0");
        assert_eq!(cell("plain = words"), "plain = words");
        let digest = Digest { in_use: [3, 9], ..Digest::default() };
        assert_eq!(previous(json(&digest).unwrap().as_bytes()).unwrap(), digest.for_next());
        assert!(previous(b"{}").unwrap_err().to_string().contains("pitchside report"));
        assert!(previous(br#"{"pitchside": "report", "v": 2, "in_use": [0, 0], "until": null}"#).is_err());
        let newer = br#"{"pitchside": "marketing report", "v": 9, "in_use": [0, 0], "until": null}"#;
        assert!(matches!(previous(newer), Err(PreviousError::Newer(9))));
    }

    #[test]
    fn a_draft_has_no_markup_of_a_reps_words() {
        assert_eq!(one_line("# <script>alert(1)</script>\n price"), "scriptalert(1)/script price");
    }
}
