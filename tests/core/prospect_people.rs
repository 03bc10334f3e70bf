//! Names, headlines, employers and sites' names as people write them: `tests/fixtures/people.tsv`, written before the
//! program was run on it.

use pitchside_core::prospect::{
    Adapters, Candidate, Certainty, Detection, Field, Observation, Outcome, Vocabulary, core_words, detect,
};
use std::path::Path;

/// An adapter of a CRM that nobody has.
const CRM: &str = r#"{
  "id": "crm", "name": "Example CRM", "checked": "2026-11-23", "hosts": ["crm.example"],
  "pages": [
    { "kind": "person", "url": "^/people/(?<id>\\d+)",
      "fields": {
        "name": [{ "title": "^(.+) \\| CRM$" }, { "selector": "h1" }],
        "title": [{ "label": ["Title"] }],
        "company": [{ "label": ["Account"] }]
      } }
  ]
}"#;

/// One line of the list.
struct Line<'a> {
    kind: &'a str,
    input: &'a str,
    /// The right value; empty where there is none.
    expected: &'a str,
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [kind, _, input, expected] = cells[..] else { panic!("four cells: {line}") };
        lines.push(Line { kind, input, expected: if expected == "-" { "" } else { expected } });
    }
    lines
}

fn candidate(field: Field, rule: u16, value: &str) -> Candidate {
    Candidate { field, rule, value: value.to_owned() }
}

/// The page that a line stands for: every source there is says the same.
fn page(line: &Line<'_>) -> Observation {
    let mut seen = Observation { url: "https://crm.example/people/7".to_owned(), ..Observation::default() };
    let name = if line.kind == "name" { line.input } else { "Maren Holt" };
    seen.title = format!("{name} | CRM");
    seen.candidates.push(candidate(Field::Name, 1, name));
    match line.kind {
        "headline" => seen.candidates.push(candidate(Field::Title, 0, line.input)),
        "employer" => seen.candidates.push(candidate(Field::Company, 0, line.input)),
        "site" => {
            let label = core_words(line.expected).concat();
            let label: String = label.chars().filter(char::is_ascii_alphanumeric).collect();
            let site_name = 3; // the rule for og:site_name in any.json
            seen = Observation {
                url: format!("https://www.{label}.example/seite"),
                title: line.input.to_owned(),
                candidates: vec![candidate(Field::Company, site_name, line.input)],
                ..Observation::default()
            };
        }
        _ => {}
    }
    seen
}

/// What is shown for a line, and whether it is shown as sure.
fn shown(line: &Line<'_>, detection: &Detection) -> (String, bool) {
    let of = |prospect: &pitchside_core::prospect::Prospect| match line.kind {
        "name" => prospect.name.clone(),
        _ => prospect.company.clone(),
    };
    match &detection.outcome {
        Outcome::Found { prospect, certainty } => (of(prospect), *certainty == Certainty::Sure),
        Outcome::Unsure { candidates } => (candidates.first().map(|c| of(&c.0)).unwrap_or_default(), false),
        Outcome::None { .. } => (String::new(), false),
    }
}

#[test]
fn names_and_employers_are_read_as_people_write_them() {
    let builtin = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/people.tsv");
    let file = std::env::var_os("PITCHSIDE_PEOPLE").map_or(builtin, Into::into);
    let text = std::fs::read_to_string(file).unwrap();
    let adapters = Adapters::parse(&[("crm.json", CRM)]).unwrap().with_builtin();
    let (mut right, mut all, mut sure_and_wrong) = (0, 0, Vec::new());
    for line in lines(&text) {
        let detection = detect(&adapters, &Vocabulary::default(), &page(&line));
        let (got, sure) = shown(&line, &detection);
        let sure = sure && !got.is_empty(); // a company that isn't named is no wrong one
        all += 1;
        if got == line.expected {
            right += 1;
            continue;
        }
        let told = format!("{} “{}”: “{got}”, expected “{}”", line.kind, line.input, line.expected);
        eprintln!("{}{told}", if sure { "SURE " } else { "" });
        if sure {
            sure_and_wrong.push(told);
        }
    }
    eprintln!("{right} of {all} right, {} wrong and sure", sure_and_wrong.len());
    assert!(sure_and_wrong.is_empty(), "wrong and sure: {sure_and_wrong:#?}");
    assert!(right * 100 >= all * 97, "{right} of {all} right");
}
