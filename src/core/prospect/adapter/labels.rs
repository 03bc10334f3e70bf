//! What fields are called, by language: one table for all adapters, `extension/words/labels.tsv`.
//!
//! # Why
//! Where a site marks a field by its label alone, a rule needs that label in every language of the site. An adapter names a
//! row (`@industry`) and has them all.

use crate::case::lowered;
use crate::tables::Table;

/// Row, language and labels of each line.
fn lines() -> Vec<(&'static str, &'static str, &'static str)> {
    let mut lines = Vec::new();
    Table::Labels.each(&mut |[row, language, labels, ..]| {
        if !labels.is_empty() {
            lines.push((row, language, labels));
        }
    });
    lines
}

/// Puts the labels of its row in place of each `@name`; each label is there once, whatever its letter case.
///
/// # Errors
/// A name that no row has, with those that there are.
pub fn labels_of(labels: Vec<String>) -> Result<Vec<String>, String> {
    let mut all: Vec<String> = Vec::new();
    let mut add = |label: &str| {
        if all.iter().all(|known| lowered(known) != lowered(label)) {
            all.push(label.to_owned());
        }
    };
    for label in labels {
        let Some(name) = label.strip_prefix('@') else {
            add(&label);
            continue;
        };
        let (mut known, mut names) = (false, Vec::new());
        for (row, _, labels) in lines() {
            if row == name {
                known = true;
                labels.split('|').for_each(&mut add);
            }
            if names.last() != Some(&row) {
                names.push(row);
            }
        }
        if !known {
            return Err(format!("no row is called “{name}”; there are: {}", names.join(", ")));
        }
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_gives_way_to_the_labels_of_its_row_in_every_language() {
        let labels =
            labels_of(vec!["@industry".to_owned(), "Categories".to_owned(), "branche".to_owned()]).unwrap();
        assert!(
            ["Industry", "Branche", "Secteur", "Categories"]
                .iter()
                .all(|l| labels.iter().any(|has| has == l))
        );
        assert!(!labels.contains(&"branche".to_owned()), "the same but for its letter case");
        let wrong = labels_of(vec!["@industri".to_owned()]).unwrap_err();
        assert!(wrong.contains("“industri”") && wrong.contains("industry, "), "{wrong}");
    }

    #[test]
    fn every_row_is_there_in_english_german_and_french() {
        for (row, ..) in lines() {
            for language in ["en", "de", "fr"] {
                assert!(
                    lines().into_iter().any(|(r, l, _)| (r, l) == (row, language)),
                    "“{row}” has no line for {language}"
                );
            }
        }
    }
}
