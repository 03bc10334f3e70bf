//! `pitchside coverage`

use super::terminal::{self, count};
use anyhow::{Context as _, Result};
use pitchside::report::{Coverage, coverage, heat_map};
use pitchside_core::catalogue::SendPolicy;
use std::io::{IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;

/// Prints which assets nothing ever surfaces and which buyers get nothing; writes the page when asked to.
pub fn run(dir: &Path, page: Option<&Path>) -> Result<ExitCode> {
    let index = super::open_index(dir)?;
    let policy = SendPolicy { today: terminal::today(), region: index.info().default_region };
    let found = coverage(&index, policy)?;
    if let Some(page) = page {
        std::fs::write(page, heat_map(&found, &index.info().name))
            .with_context(|| format!("can’t write {}", page.display()))?;
    }
    let mut out = std::io::stdout().lock();
    // A reader that closes the pipe early (`| head`) has what it wanted.
    let _ = print(&mut out, &found);
    Ok(super::FINE)
}

fn print(out: &mut impl Write, found: &Coverage) -> std::io::Result<()> {
    let colour = std::io::stdout().is_terminal();
    writeln!(
        out,
        "{} tried against {} and {}",
        count(found.assets, "asset"),
        count(found.prospects, "prospect"),
        count(found.questions, "question")
    )?;
    writeln!(out)?;
    writeln!(out, "{}", terminal::bold("Assets that nothing ever surfaces", colour))?;
    if found.never.is_empty() {
        writeln!(out, "  none")?;
    }
    for never in &found.never {
        writeln!(out, "  {:<34} {}", never.id, never.why)?;
    }
    writeln!(out)?;
    writeln!(out, "{}", terminal::bold("Buyers with nothing that fits, over all stages", colour))?;
    writeln!(out, "  {:<58} functions without a piece", "industry")?;
    for row in &found.rows {
        let without: Vec<String> = row
            .cells
            .iter()
            .zip(&found.personas)
            .filter(|(cell, _)| cell.stages.iter().all(|n| *n == 0))
            .map(|(_, persona)| persona.to_string())
            .collect();
        if !without.is_empty() {
            writeln!(out, "  {:<58} {}", row.industry.to_string(), without.join(", "))?;
        }
    }
    Ok(())
}
