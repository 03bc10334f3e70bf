//! `pitchside check`

use super::Format;
use super::terminal::{self, count};
use anyhow::Result;
use pitchside::library::{self, Severity};
use std::io::IsTerminal;
use std::path::Path;
use std::process::ExitCode;

/// Prints everything that is wrong; 1 when any of it is an error.
pub fn run(folder: &Path, previous: Option<&Path>, format: Format, quiet: bool) -> Result<ExitCode> {
    let mut ingested = super::build::read(folder, quiet)?;
    library::check(&mut ingested, terminal::today());
    let tried = super::expectations::run(folder, &mut ingested, previous)?;
    let errors = ingested.diagnostics.iter().filter(|d| d.severity == Severity::Error).count();
    let warnings = ingested.diagnostics.len() - errors;
    match format {
        Format::Json => println!("{}", serde_json::to_string_pretty(&ingested.diagnostics)?),
        Format::Text => {
            let colour = std::io::stdout().is_terminal();
            for found in &ingested.diagnostics {
                let text = found.to_string();
                let (first, rest) = text.split_once('\n').unwrap_or((&text, ""));
                println!("{}", terminal::bold(first, colour));
                if !rest.is_empty() {
                    println!("{rest}");
                }
            }
            for line in super::expectations::moved(&tried) {
                println!("{line}");
            }
            println!(
                "{}: {} and {}",
                count(ingested.assets.len(), "asset"),
                count(errors, "error"),
                count(warnings, "warning")
            );
        }
    }
    Ok(if errors > 0 { super::findings() } else { super::FINE })
}
