//! `synonyms.txt`: words that mean the same to this vendor's buyers.
//!
//! ```text
//! # one group a line, parted by commas
//! GDPR, DSGVO, RGPD
//! close, month-end close, Abschluss
//! ```
//! Groups of `library.toml` count as well.

use super::diagnostic::Diagnostic;
use pitchside_core::text::{Word, WordKind, words};
use std::path::Path;

/// The file's name.
pub const FILE: &str = "synonyms.txt";
/// Longest entry in words: a longer one is a sentence that nobody types.
const MOST_WORDS: usize = 8;

/// The groups of the file in `folder`, if there is one. A line that can't be used is left out and named.
pub fn read(folder: &Path, diagnostics: &mut Vec<Diagnostic>) -> Vec<Vec<String>> {
    let Ok(bytes) = std::fs::read(folder.join(FILE)) else { return Vec::new() };
    let text = String::from_utf8_lossy(&bytes);
    let mut groups = Vec::new();
    for (line, text) in (1..).zip(text.trim_start_matches('\u{feff}').lines()) {
        let text = text.split('#').next().unwrap_or_default().trim();
        if text.is_empty() {
            continue;
        }
        match group(text) {
            Ok(group) => groups.push(group),
            Err((message, remedy)) => {
                diagnostics.push(Diagnostic::error("synonyms", FILE, message, remedy).at(line, ""));
            }
        }
    }
    groups
}

/// The entries of a line, or what is wrong with it and what to do.
fn group(line: &str) -> Result<Vec<String>, (String, &'static str)> {
    let mut entries: Vec<String> = Vec::new();
    let mut seen: Vec<Vec<String>> = Vec::new();
    for entry in line.split(',').map(str::trim).filter(|entry| !entry.is_empty()) {
        let mut words = words(entry);
        words.retain(|word| word.kind != WordKind::Whole);
        let words: Vec<String> = words.iter().map(|word: &Word| word.folded().to_owned()).collect();
        if words.is_empty() {
            return Err((format!("“{entry}” has no letter and no digit"), "Leave it out, or write words."));
        }
        if words.len() > MOST_WORDS {
            let remedy = "Part the entries of a group by commas, and give each group a line of its own.";
            return Err((format!("“{entry}” has {} words, more than {MOST_WORDS}", words.len()), remedy));
        }
        if seen.contains(&words) {
            return Err((
                format!("“{entry}” stands there twice"),
                "Case and accents make no difference: leave one out.",
            ));
        }
        seen.push(words);
        entries.push(entry.to_owned());
    }
    if entries.len() < 2 {
        return Err((
            "a group of fewer than two".to_owned(),
            "Write what means the same into one line: GDPR, DSGVO",
        ));
    }
    Ok(entries)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_read_and_lines_that_can_not_be_used_are_named() {
        let folder = tempfile::tempdir().unwrap();
        let text = "\u{feff}# ours\nGDPR, DSGVO , RGPD\n\nclose, month-end close # both\nalone\n--, x\nÉtude, etude\n\
                    this is a whole sentence that nobody would type, x\n";
        std::fs::write(folder.path().join(FILE), text).unwrap();
        let mut found = Vec::new();
        let groups = read(folder.path(), &mut found);
        assert_eq!(groups, [vec!["GDPR", "DSGVO", "RGPD"], vec!["close", "month-end close"]]);
        assert_eq!(found.iter().map(|d| d.line).collect::<Vec<_>>(), [5, 6, 7, 8]);
        assert!(found.iter().all(|d| d.code == "synonyms" && !d.remedy.is_empty()));
    }

    #[test]
    fn no_file_means_no_groups() {
        let mut found = Vec::new();
        assert!(read(Path::new("/nowhere/at/all"), &mut found).is_empty() && found.is_empty());
    }
}
