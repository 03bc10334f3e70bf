//! `pitchside match`

use super::terminal;
use anyhow::{Context as _, Result};
use pitchside::catalogue::{Region, SendPolicy};
use pitchside::index::Index;
use pitchside::prospect::Prospect;
use pitchside::recommend::{Context, Ranked, Recommendation, Verdict, recommend, words};
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
    let nothing = answer.send.is_empty() || matches!(answer.verdict, Verdict::Nothing { .. });
    Ok(if nothing { super::findings() } else { super::FINE })
}

/// Reads a prospect; a title alone tells function and level.
fn read(path: &Path) -> Result<Prospect> {
    let text = std::fs::read_to_string(path).with_context(|| format!("can’t read {}", path.display()))?;
    let prospect: Prospect = serde_json::from_str(&text).with_context(|| {
        let example =
            r#"{"name": "Maren Holt", "title": "CFO", "industry": "Insurance", "stage": "evaluation"}"#;
        format!("{} is not a prospect; write it like {example}", path.display())
    })?;
    Ok(prospect.with_role_of_title())
}

fn print(out: &mut impl Write, answer: &Recommendation, explain: bool, index: &Index) -> std::io::Result<()> {
    let heading = match &answer.verdict {
        Verdict::Fits => "To send",
        Verdict::General => "Too little is known of this prospect to fit anything; for most buyers",
        Verdict::Nothing { missing } => {
            writeln!(out, "Nothing fits well yet: no piece for {}.", missing.join(", nor for "))?;
            "Nearest, and how they differ"
        }
    };
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
                writeln!(out, "    {:>+7.1}  {}", reason.share, words::part(reason))?;
            }
            writeln!(out, "    {:>7.1}  fit", ranked.score)?;
        }
    }
    Ok(())
}
