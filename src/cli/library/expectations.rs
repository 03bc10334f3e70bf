//! `expectations.toml`: what marketing expects of the release, tried before it goes out.
//!
//! ```toml
//! [[expect]]
//! prospect = { title = "CFO", industry = "Insurance", stage = "discovery" }   # the form of `match --prospect`
//! asset = "case-alderney"
//! within = 3                       # default: 3
//!
//! [[expect]]
//! question = "how do you compare with Ledgerfox"
//! asset = "close-vs-ledgerfox"
//! within = 1
//!
//! [[expect]]
//! prospect = { title = "CFO", industry = "Banking" }
//! never = "case-alderney-2024"     # not in the list at all
//! ```

use super::diagnostic::Diagnostic;
use super::settings::line_of;
use pitchside_core::catalogue::{AssetId, SendPolicy, edit_distance};
use pitchside_core::index::{Index, IndexError};
use pitchside_core::prospect::Prospect;
use pitchside_core::recommend::{Context, recommend};
use pitchside_core::search::{Query, search};
use serde::Deserialize;
use std::path::Path;
use toml::Spanned;

/// The file's name.
pub const FILE: &str = "expectations.toml";
/// How far down a place is looked for.
const DEEP: usize = 50;
/// The list that a rep sees: what `never` looks at.
const SHOWN: usize = 10;

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Expectations {
    expect: Vec<Spanned<Expectation>>,
}

/// One expectation.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expectation {
    /// For this prospect …
    pub prospect: Option<Prospect>,
    /// … or this question …
    pub question: Option<String>,
    /// … this asset …
    pub asset: Option<String>,
    /// … within the first so many …
    #[serde(default = "three")]
    pub within: usize,
    /// … or this one not at all.
    pub never: Option<String>,
}

const fn three() -> usize {
    3
}

/// What came of an expectation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tried {
    /// Its line in the file.
    pub line: u32,
    /// The prospect or question in words.
    pub whom: String,
    /// The asset that it speaks of.
    pub asset: String,
    /// The asset's place now, counted from 1.
    pub now: Option<usize>,
    /// Its place in the last release; `None` = no last release was given.
    pub before: Option<Option<usize>>,
    /// Kept or broken.
    pub kept: bool,
}

/// Reads `expectations.toml` in `folder`, if there is one, with the line of each.
pub fn read(folder: &Path, diagnostics: &mut Vec<Diagnostic>) -> Vec<(u32, Expectation)> {
    let Ok(text) = std::fs::read_to_string(folder.join(FILE)) else { return Vec::new() };
    match toml::from_str::<Expectations>(text.trim_start_matches('\u{feff}')) {
        Ok(parsed) => parsed
            .expect
            .into_iter()
            .map(|row| (line_of(&text, row.span().start), row.into_inner()))
            .collect(),
        Err(error) => {
            let line = error.span().map_or(0, |span| line_of(&text, span.start));
            let remedy =
                "None of the expectations is tried until this is mended; docs/RECOMMEND.md shows the form.";
            let message = super::extract::one_line(error.message());
            diagnostics.push(Diagnostic::error("expectations", FILE, message, remedy).at(line, ""));
            Vec::new()
        }
    }
}

/// Tries them all; broken ones are errors.
///
/// # Errors
/// When the bytes of an index are damaged.
pub fn run(
    expectations: &[(u32, Expectation)],
    index: &Index,
    previous: Option<&Index>,
    policy: SendPolicy,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Vec<Tried>, IndexError> {
    let mut tried = Vec::new();
    for (line, expectation) in expectations {
        let mut wrong = |message: &str, remedy: String| {
            diagnostics.push(Diagnostic::error("expectation", FILE, message, remedy).at(*line, ""));
        };
        let (asset, within) = match (&expectation.asset, &expectation.never) {
            (Some(asset), None) => (asset.clone(), Some(expectation.within)),
            (None, Some(asset)) => (asset.clone(), None),
            _ => {
                wrong("an expectation names either `asset` or `never`", "Write one of the two.".to_owned());
                continue;
            }
        };
        if expectation.prospect.is_some() == expectation.question.is_some() {
            wrong(
                "an expectation is for either a `prospect` or a `question`",
                "Write one of the two.".to_owned(),
            );
            continue;
        }
        if index.find(&AssetId(asset.clone())).is_none() {
            let ids = index.assets().filter_map(|ord| index.id(ord));
            let near = ids.min_by_key(|id| edit_distance(id, &asset)).unwrap_or_default();
            wrong(&format!("there is no asset “{asset}”"), format!("Did you mean “{near}”?"));
            continue;
        }
        let now = place(expectation, index, policy, &asset)?;
        let before = previous.map(|index| place(expectation, index, policy, &asset)).transpose()?;
        let kept = match within {
            Some(within) => now.is_some_and(|at| at <= within),
            None => now.is_none_or(|at| at > SHOWN),
        };
        if !kept {
            let stands =
                now.map_or(format!("is not among the first {DEEP}"), |at| format!("is at place {at}"));
            let wanted = within
                .map_or("should never be there".to_owned(), |n| format!("should be within the first {n}"));
            let whom = whom(expectation);
            let before = match before {
                Some(Some(at)) => format!(" (last release: place {at})"),
                _ => String::new(),
            };
            let message = format!("for {whom} “{asset}” {stands}{before}; it {wanted}");
            let remedy =
                "`pitchside match --explain --why-not` says why; a rule in rules.toml decides it.".to_owned();
            wrong(&message, remedy);
        }
        tried.push(Tried { line: *line, whom: whom(expectation), asset, now, before, kept });
    }
    Ok(tried)
}

fn place(
    expectation: &Expectation,
    index: &Index,
    policy: SendPolicy,
    asset: &str,
) -> Result<Option<usize>, IndexError> {
    let ords: Vec<_> = match (&expectation.prospect, &expectation.question) {
        (Some(prospect), _) => {
            let prospect = prospect.clone().with_role_of_title();
            let policy = SendPolicy { region: prospect.region.or(policy.region), ..policy };
            let list = recommend(index, &prospect, &Context { limit: DEEP, ..Context::new(policy) })?;
            list.send.iter().map(|r| r.ord).collect()
        }
        (None, question) => {
            let question = question.as_deref().unwrap_or_default();
            search(index, &Query::parse(question), DEEP).hits.iter().map(|h| h.asset).collect()
        }
    };
    Ok(ords.iter().position(|ord| index.id(*ord) == Some(asset)).map(|at| at + 1))
}

fn whom(expectation: &Expectation) -> String {
    match (&expectation.prospect, &expectation.question) {
        (Some(p), _) => {
            let mut words: Vec<String> = vec![p.title.clone()];
            words.extend(p.persona.map(|v| v.to_string()).filter(|_| p.title.is_empty()));
            words.extend(p.industry.map(|v| v.to_string()));
            words.extend(p.stage.map(|v| v.to_string()));
            words.extend(p.competitors.iter().chain(&p.products).cloned());
            words.extend(p.region.map(|v| v.to_string()));
            words.retain(|w| !w.is_empty());
            if words.is_empty() { "this prospect".to_owned() } else { words.join(", ") }
        }
        (None, question) => format!("“{}”", question.as_deref().unwrap_or_default()),
    }
}
