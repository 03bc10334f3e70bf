//! The labelled lists of titles and industries; `examples/judge_titles.rs` and `judge_industries` print the misses.

use pitchside_core::prospect::{industry_in, industry_of, role_of};

fn rows(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    text.lines().filter(|l| !l.starts_with('#')).skip(1).map(|l| l.split('\t').collect())
}

/// Asserts a share of at least `least` percent and names the misses.
fn at_least(least: usize, answers: &[(bool, String)]) {
    let misses: Vec<&String> = answers.iter().filter(|a| !a.0).map(|a| &a.1).collect();
    let right = answers.len() - misses.len();
    assert!(right * 100 >= least * answers.len(), "{right} of {}: {misses:#?}", answers.len());
}

fn accepted(wanted: &str, got: &str) -> bool {
    wanted.split('|').any(|one| one == got)
}

#[test]
fn titles_in_seven_languages_have_their_function_and_level() {
    let (mut functions, mut levels) = (Vec::new(), Vec::new());
    for row in rows(include_str!("../fixtures/titles.tsv")) {
        let role = role_of(row[0]);
        let function = role.persona.map_or("Unknown", |p| p.label());
        let level = role.seniority.map_or("Unknown", |s| s.label());
        functions.push((accepted(row[1], function), format!("{}: {function}", row[0])));
        levels.push((accepted(row[2], level), format!("{}: {level}", row[0])));
    }
    assert!(functions.len() >= 300);
    at_least(97, &functions);
    at_least(97, &levels);
}

#[test]
fn wordings_and_descriptions_have_their_sector() {
    let mut answers = Vec::new();
    for row in rows(include_str!("../fixtures/industries.tsv")) {
        let got = industry_of(row[0]).or_else(|| industry_in(row[0]));
        let got = got.map_or("Unknown", |i| i.sector().label());
        answers.push((accepted(row[1], got), format!("{}: {got}", row[0])));
    }
    assert!(answers.len() >= 150);
    at_least(97, &answers);
}
