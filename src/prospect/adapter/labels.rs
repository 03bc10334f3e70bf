//! What fields are called, by language: one table for all adapters, `extension/words/labels.tsv`.
//!
//! # Why
//! Where a site marks a field by its label alone, a rule needs that label in every language of the site. An adapter names a
//! row (`@industry`) and has them all. Names give way to labels before an adapter reaches the panel, which knows lists only.

const TABLE: &str = include_str!("../../../extension/words/labels.tsv");

/// Row, language and labels of each line.
fn lines() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    let lines = TABLE.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| {
        let mut cells = line.split('\t');
        Some((cells.next()?, cells.next()?, cells.next()?))
    })
}

/// Puts the labels of its row in place of each `@name`; each label is there once, whatever its letter case.
///
/// # Errors
/// A name that no row has, with those that there are.
pub fn labels_of(labels: Vec<String>) -> Result<Vec<String>, String> {
    let mut all: Vec<String> = Vec::new();
    let mut add = |label: &str| {
        if all.iter().all(|known| known.to_lowercase() != label.to_lowercase()) {
            all.push(label.to_owned());
        }
    };
    for label in labels {
        let Some(name) = label.strip_prefix('@') else {
            add(&label);
            continue;
        };
        let mut row = lines().filter(|(row, ..)| *row == name).peekable();
        if row.peek().is_none() {
            let mut names: Vec<&str> = lines().map(|(row, ..)| row).collect();
            names.dedup();
            return Err(format!("no row is called “{name}”; there are: {}", names.join(", ")));
        }
        row.flat_map(|(.., labels)| labels.split('|')).for_each(&mut add);
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

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
                    lines().any(|(r, l, _)| (r, l) == (row, language)),
                    "“{row}” has no line for {language}"
                );
            }
        }
    }

    fn rules_with_labels(value: &Value, found: &mut Vec<Vec<String>>) {
        match value {
            Value::Object(map) => map.iter().for_each(|(key, inner)| match inner.as_array() {
                Some(list) if key == "label" => {
                    found.push(list.iter().filter_map(Value::as_str).map(str::to_owned).collect());
                }
                _ => rules_with_labels(inner, found),
            }),
            Value::Array(list) => list.iter().for_each(|inner| rules_with_labels(inner, found)),
            _ => {}
        }
    }

    #[test]
    fn no_rule_of_a_shipped_adapter_depends_on_one_languages_labels() {
        for (file, json) in crate::prospect::BUILTIN {
            let mut rules = Vec::new();
            rules_with_labels(&serde_json::from_str(json).unwrap(), &mut rules);
            for labels in rules {
                let named = labels.iter().any(|label| label.starts_with('@'));
                assert!(
                    named,
                    "{file}: {labels:?} are of one language; name a row of extension/words/labels.tsv"
                );
            }
        }
    }
}
