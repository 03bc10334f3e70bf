//! `pitchside check`

use super::Format;
use super::terminal::{self, count};
use anyhow::Result;
use pitchside::library::{self, Cache, Diagnostic, Inference, Outcome, Ready, Severity, Snapshot, Trust};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::IsTerminal;
use std::path::Path;
use std::process::ExitCode;

/// Warnings alike that are printed in full: a library without links would say three thousand times the same.
const ALIKE: usize = 8;

/// Prints everything that is wrong; 1 when any of it is an error. Without `all` only the first few warnings of a kind.
pub fn run(
    folder: &Path,
    previous: Option<&Path>,
    format: Format,
    all: bool,
    quiet: bool,
) -> Result<ExitCode> {
    let today = terminal::today();
    let cache = Cache::open(folder);
    let snapshot = Snapshot::take(cache.as_ref(), folder, today);
    let known = snapshot.checked().filter(|_| previous.is_none());
    let (outcome, tried) = match known {
        Some(outcome) => (outcome, Vec::new()),
        None => {
            let mut ingested = super::build::read(folder, false, quiet)?;
            library::check(&mut ingested, today);
            let tried = super::expectations::run(folder, &mut ingested, previous)?;
            (Outcome::of(&ingested), tried)
        }
    };
    let errors = outcome.diagnostics.iter().filter(|d| d.severity == Severity::Error).count();
    let warnings = outcome.diagnostics.len() - errors;
    match format {
        Format::Json => println!("{}", serde_json::to_string_pretty(&outcome.diagnostics)?),
        Format::Text => {
            let colour = std::io::stdout().is_terminal();
            let (shown, more) = folded(&outcome.diagnostics, all);
            for found in shown {
                let text = found.to_string();
                let (first, rest) = text.split_once('\n').unwrap_or((&text, ""));
                println!("{}", terminal::bold(first, colour));
                if !rest.is_empty() {
                    println!("{rest}");
                }
            }
            for (code, number) in more {
                let line = format!("… {} [{code}]", count(number, "more warning"));
                println!("{}\n    `pitchside check --all` lists them.", terminal::bold(&line, colour));
            }
            for line in super::expectations::moved(&tried) {
                println!("{line}");
            }
            println!(
                "{}: {} and {}",
                count(outcome.assets, "asset"),
                count(errors, "error"),
                count(warnings, "warning")
            );
        }
    }
    if previous.is_none() {
        snapshot.keep_checked(outcome);
    }
    Ok(if errors > 0 { super::findings() } else { super::FINE })
}

/// Prints every value that was inferred, with its evidence: in columns with tabs between, or as JSON.
pub fn inferred(folder: &Path, format: Format, quiet: bool) -> Result<ExitCode> {
    let ingested = super::build::read(folder, false, quiet)?;
    let rows: Vec<InferredRow<'_>> = ingested.assets.iter().flat_map(rows).collect();
    match format {
        Format::Json => println!("{}", serde_json::to_string_pretty(&rows)?),
        Format::Text => {
            println!("asset\tfield\tvalue\ttrust\tevidence\tfile");
            for InferredRow { asset, inference, file } in &rows {
                let Inference { field, value, trust, evidence } = inference;
                let trust = match trust {
                    Trust::Read => "read",
                    Trust::Guessed => "guessed",
                };
                println!("{asset}\t{}\t{value}\t{trust}\t{evidence}\t{file}", field.name());
            }
        }
    }
    Ok(super::FINE)
}

/// One inferred value of an asset.
#[derive(Serialize)]
struct InferredRow<'a> {
    asset: &'a str,
    #[serde(flatten)]
    inference: &'a Inference,
    file: &'a str,
}

fn rows(ready: &Ready) -> impl Iterator<Item = InferredRow<'_>> {
    let asset = &ready.asset;
    ready.inferred.iter().map(|inference| InferredRow { asset: &asset.id.0, inference, file: &asset.file })
}

/// What to print, and how many warnings of each code are left.
fn folded(diagnostics: &[Diagnostic], all: bool) -> (Vec<&Diagnostic>, Vec<(&str, usize)>) {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let mut shown = Vec::new();
    for found in diagnostics {
        if found.severity == Severity::Warning {
            let number = seen.entry(&found.code).or_default();
            *number += 1;
            if !all && *number > ALIKE {
                continue;
            }
        }
        shown.push(found);
    }
    let left = seen.into_iter().filter(|(_, number)| !all && *number > ALIKE);
    (shown, left.map(|(code, number)| (code, number - ALIKE)).collect())
}
