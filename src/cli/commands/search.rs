//! `pitchside search`

use super::terminal;
use anyhow::{Context as _, Result};
use pitchside_core::catalogue::{Asset, Audience, Unit};
use pitchside_core::index::{Index, StoredText};
use pitchside_core::search::{Answer, Query, highlight, search, snippet};
use std::io::{IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;

/// Passages shown of each asset.
const PASSAGES: usize = 2;

/// Prints what the panel would show for a question; 1 when nothing is found.
pub fn run(dir: &Path, question: &str, limit: usize) -> Result<ExitCode> {
    let index = super::open_index(dir)?;
    let path = dir.join("text.bin");
    let stored = std::fs::read(&path)
        .with_context(|| format!("can’t read {}; run pitchside build again", path.display()))?;
    let stored = StoredText::open(stored)?;
    let answer = search(&index, &Query::parse(question), limit);
    let mut out = std::io::stdout().lock();
    // A reader that closes the pipe early (`| head`) has what it wanted.
    let printed = print(&mut out, &index, &stored, &answer);
    match printed {
        Err(error) if error.downcast_ref::<std::io::Error>().is_none() => return Err(error),
        _ => {}
    }
    if answer.hits.is_empty() {
        eprintln!("nothing found for “{question}” in {} assets", index.len());
        return Ok(super::findings());
    }
    Ok(super::FINE)
}

fn print(out: &mut impl Write, index: &Index, stored: &StoredText, answer: &Answer) -> Result<()> {
    let colour = std::io::stdout().is_terminal();
    for correction in &answer.corrections {
        writeln!(out, "“{}” is not in the library; searched for “{}”", correction.typed, correction.shown)?;
    }
    for (at, hit) in answer.hits.iter().enumerate() {
        let asset = index.asset(hit.asset)?;
        writeln!(out, "{:>2}. {} ({})", at + 1, terminal::bold(&asset.title, colour), about(&asset))?;
        for passage in hit.passages.iter().take(PASSAGES) {
            let place = index.passage(passage.passage)?;
            let text = stored.text(place.address)?;
            let shown = snippet(&text, &highlight(index, &text, &answer.terms));
            let mut line = String::new();
            let mut from = shown.range.start;
            for mark in &shown.marks {
                line.push_str(text.get(from..mark.start).unwrap_or_default());
                line.push_str(&marked(text.get(mark.clone()).unwrap_or_default(), colour));
                from = mark.end;
            }
            line.push_str(text.get(from..shown.range.end).unwrap_or_default());
            let (before, after) =
                (if shown.cut_before { "… " } else { "" }, if shown.cut_after { " …" } else { "" });
            writeln!(
                out,
                "    {}: {before}{}{after}",
                position(&asset, place.position, place.notes),
                line.trim()
            )?;
        }
        if hit.passages.is_empty() && !asset.summary.is_empty() {
            writeln!(out, "    {}", asset.summary)?;
        }
        match &asset.link {
            Some(link) if asset.audience == Audience::External => writeln!(out, "    {}", link.as_str())?,
            _ => {}
        }
    }
    if answer.total > answer.hits.len() {
        writeln!(out, "{} more; --limit shows them", answer.total - answer.hits.len())?;
    }
    Ok(())
}

/// Kind, language where it is not English, and who may have it where that is not anyone.
fn about(asset: &Asset) -> String {
    let mut words = vec![asset.kind.label().to_owned()];
    if asset.language.as_str() != "en" {
        words.push(asset.language.name().to_owned());
    }
    match asset.audience {
        Audience::External => {}
        Audience::Internal => words.push("internal".to_owned()),
        Audience::Nda => words.push("under NDA".to_owned()),
    }
    words.push(asset.id.to_string());
    words.join(", ")
}

fn position(asset: &Asset, position: u32, notes: bool) -> String {
    let unit = match asset.extent.unit {
        Unit::Page => "page",
        Unit::Slide => "slide",
        Unit::Sheet => "sheet",
        Unit::Section => "section",
    };
    if notes { format!("{unit} {position}, speaker notes") } else { format!("{unit} {position}") }
}

fn marked(word: &str, colour: bool) -> String {
    if colour { format!("\x1b[1;33m{word}\x1b[0m") } else { word.to_owned() }
}
