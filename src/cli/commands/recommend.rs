//! `pitchside match`

use super::terminal;
use anyhow::{Context as _, Result, bail};
use pitchside::report::{absence, heading, remedy};
use pitchside_core::catalogue::{AssetId, Region, SendPolicy};
use pitchside_core::index::Index;
use pitchside_core::prospect::Prospect;
use pitchside_core::recommend::{
    Context, Ranked, Recommendation, Verdict, WhyNot, explain, recommend, why_not,
};
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What to match.
pub struct Order {
    /// What `build` wrote.
    pub dir: PathBuf,
    /// The prospect's file.
    pub prospect: PathBuf,
    /// Where the rep works; default: the library's own.
    pub region: Option<Region>,
    /// How many to send at most.
    pub limit: usize,
    /// Show the parts of each score.
    pub explain: bool,
    /// The asset to say why of.
    pub why_not: Option<String>,
}

/// Prints the list that the panel would show for a prospect.
pub fn run(order: &Order) -> Result<ExitCode> {
    let index = super::open_index(&order.dir)?;
    let prospect = read(&order.prospect)?;
    let policy =
        SendPolicy { today: terminal::today(), region: order.region.or(index.info().default_region) };
    let context = Context { limit: order.limit, ..Context::new(policy) };
    let answer = recommend(&index, &prospect, &context)?;
    let mut out = std::io::stdout().lock();
    // A reader that closes the pipe early (`| head`) has what it wanted.
    let _ = print(&mut out, &answer, order.explain, &index);
    if let Some(id) = &order.why_not {
        let Some(ord) = index.find(&AssetId(id.clone())) else {
            let near = index.assets().filter_map(|ord| index.id(ord)).min_by_key(|k| unlike(k, id));
            bail!("there is no asset “{id}”; did you mean “{}”?", near.unwrap_or_default());
        };
        let _ = explain_absence(&mut out, &why_not(&index, &prospect, &context, ord)?, order.limit);
    }
    let nothing = answer.send.is_empty() || matches!(answer.verdict, Verdict::Nothing { .. });
    Ok(if nothing { super::findings() } else { super::FINE })
}

/// Reads a prospect; a title alone tells function and level.
pub fn read(path: &Path) -> Result<Prospect> {
    let text = std::fs::read_to_string(path).with_context(|| format!("can’t read {}", path.display()))?;
    let prospect: Prospect = serde_json::from_str(&text).with_context(|| {
        let example =
            r#"{"name": "Maren Holt", "title": "CFO", "industry": "Insurance", "stage": "evaluation"}"#;
        format!("{} is not a prospect; write it like {example}", path.display())
    })?;
    Ok(prospect.with_role_of_title())
}

fn print(out: &mut impl Write, answer: &Recommendation, explain: bool, index: &Index) -> std::io::Result<()> {
    let (said, heading) = heading(&answer.verdict);
    if !said.is_empty() {
        writeln!(out, "{said}")?;
    }
    group(out, heading, &answer.send, explain)?;
    if !answer.learn.is_empty() {
        writeln!(out)?;
        group(out, "To learn from (never sent)", &answer.learn, explain)?;
    }
    if answer.send.is_empty() {
        writeln!(out, "None of the {} pieces may be sent today.", index.info().assets)?;
    }
    Ok(())
}

fn group(out: &mut impl Write, heading: &str, list: &[Ranked], explain: bool) -> std::io::Result<()> {
    let colour = std::io::stdout().is_terminal();
    if list.is_empty() {
        return Ok(());
    }
    writeln!(out, "{}", terminal::bold(heading, colour))?;
    for (at, ranked) in list.iter().enumerate() {
        let asset = &ranked.asset;
        writeln!(
            out,
            "{:>2}. {} ({}, {})",
            at + 1,
            terminal::bold(&asset.title, colour),
            asset.kind,
            asset.id
        )?;
        writeln!(out, "    {}", ranked.sentence_text())?;
        if explain {
            for reason in &ranked.reasons {
                writeln!(out, "    {:>+7.1}  {}", reason.share, explain::part(reason))?;
            }
            writeln!(out, "    {:>7.1}  fit", ranked.score)?;
        }
    }
    Ok(())
}

/// How unlike two ids are: letters at the same place that differ, and the difference in length.
fn unlike(a: &str, b: &str) -> usize {
    let same = a.chars().zip(b.chars()).filter(|(x, y)| x == y).count();
    a.chars().count().max(b.chars().count()) - same
}

fn explain_absence(out: &mut impl Write, why: &WhyNot, limit: usize) -> std::io::Result<()> {
    let colour = std::io::stdout().is_terminal();
    let asset = &why.asset;
    writeln!(out)?;
    writeln!(out, "{}", terminal::bold(&format!("Why not {} ({})", asset.title, asset.id), colour))?;
    for said in absence(why, limit) {
        writeln!(out, "  {said}")?;
    }
    if let Some(ranked) = &why.ranked {
        for reason in &ranked.reasons {
            writeln!(out, "    {:>+7.1}  {}", reason.share, explain::part(reason))?;
        }
        writeln!(out, "    {:>7.1}  fit", ranked.score)?;
    }
    if let Some(remedy) = remedy(why) {
        writeln!(out, "  {remedy}")?;
    }
    Ok(())
}
