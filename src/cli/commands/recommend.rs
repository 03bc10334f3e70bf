//! `pitchside match`

use super::terminal;
use anyhow::{Context as _, Result, bail};
use pitchside_core::catalogue::{AssetId, Region, SendBlock, SendPolicy};
use pitchside_core::index::Index;
use pitchside_core::prospect::Prospect;
use pitchside_core::recommend::{
    Context, Place, Ranked, Recommendation, Verdict, WhyNot, explain, recommend, why_not,
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
    match &why.place {
        Place::Shown(at) => writeln!(out, "  It is in the list, at place {at}.")?,
        Place::Below(at, points) => {
            writeln!(out, "  It stands at place {at}, {points:.1} points short of place {limit}.")?;
        }
        Place::FarBelow => writeln!(out, "  Many other pieces fit better.")?,
        Place::Out => {}
    }
    for block in &why.blocks {
        let reason = match block {
            SendBlock::Internal => "it is internal: to learn from, never to be sent".to_owned(),
            SendBlock::Nda => "it needs a non-disclosure agreement".to_owned(),
            SendBlock::NotYetReleased { on } => format!("it may be sent from {on} on"),
            SendBlock::Expired { on } => format!("it expired on {on}"),
            SendBlock::Superseded { by } => format!("it is replaced by {by}"),
            SendBlock::WrongRegion => "it may not be used in the rep’s region".to_owned(),
            SendBlock::NoLink => "it has no link to send".to_owned(),
        };
        writeln!(out, "  Never sent: {reason}.")?;
    }
    if why.excluded {
        writeln!(out, "  Never listed: a rule in rules.toml excludes it for this prospect.")?;
    }
    if let Some((id, place)) = &why.successor {
        let stands =
            place.map_or("is not in the list either".to_owned(), |at| format!("stands at place {at}"));
        writeln!(out, "  Its successor {id} {stands}.")?;
    }
    if let Some(ranked) = &why.ranked {
        for reason in &ranked.reasons {
            writeln!(out, "    {:>+7.1}  {}", reason.share, explain::part(reason))?;
        }
        writeln!(out, "    {:>7.1}  fit", ranked.score)?;
    }
    if !why.brought_up_by.is_empty() {
        let changes: Vec<String> =
            why.brought_up_by.iter().map(|change| format!("{}: {}", change.field, change.value)).collect();
        writeln!(out, "  Would be in the list with {}.", changes.join(", or "))?;
    } else if why.blocks.is_empty() && !why.excluded && !matches!(why.place, Place::Shown(_)) {
        writeln!(out, "  No change of a single field would bring it into the list.")?;
    }
    Ok(())
}
