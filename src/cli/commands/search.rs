//! `pitchside search`

use super::{recommend, terminal};
use anyhow::{Context as _, Result, bail};
use pitchside_core::catalogue::{Asset, Audience, SendPolicy, Unit};
use pitchside_core::index::{Index, StoredText};
use pitchside_core::recommend::{Understood, buyer, understood};
use pitchside_core::search::{Answer, Facet, Hit, Query, Why, highlight, search, snippet};
use std::io::{IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;

/// Passages shown of each asset.
const PASSAGES: usize = 2;

/// Prints what the panel would show for a question, with that buyer in view; 1 when nothing answers.
pub fn run(dir: &Path, question: &str, limit: usize, prospect: Option<&Path>) -> Result<ExitCode> {
    if question.trim().is_empty() {
        bail!(
            "the question is empty; write it in quotation marks: pitchside search DIR \"what does it cost\""
        );
    }
    let index = super::open_index(dir)?;
    let path = dir.join(pitchside::library::TEXT);
    let stored = std::fs::read(&path)
        .with_context(|| format!("can’t read {}; run pitchside build again", path.display()))?;
    let stored = StoredText::open(stored)?;
    let facets: Vec<Facet> =
        understood(&index, question).into_iter().map(|Understood { facet, .. }| facet).collect();
    let policy = SendPolicy { today: terminal::today(), region: index.info().default_region };
    let mut query = Query::parse(question).understood(facets.clone()).under(policy);
    if let Some(prospect) = prospect {
        query = query.for_buyer(buyer(&recommend::read(prospect)?));
    }
    let answer = search(&index, &query, limit);
    if !answer.answered {
        eprintln!("nothing found: no piece of {} answers “{question}”", index.len());
    }
    let mut out = std::io::stdout().lock();
    // A reader that closes the pipe early (`| head`) has what it wanted.
    let printed = print(&mut out, &index, &stored, &answer, &facets);
    match printed {
        Err(error) if error.downcast_ref::<std::io::Error>().is_none() => return Err(error),
        _ => {}
    }
    Ok(if answer.answered { super::FINE } else { super::findings() })
}

fn print(
    out: &mut impl Write,
    index: &Index,
    stored: &StoredText,
    answer: &Answer,
    understood: &[Facet],
) -> Result<()> {
    let colour = std::io::stdout().is_terminal();
    if !understood.is_empty() {
        let labels: Vec<&str> = understood.iter().map(Facet::label).collect();
        writeln!(out, "Understood: {}", labels.join(" · "))?;
    }
    for correction in &answer.corrections {
        writeln!(out, "“{}” is not in the library; searched for “{}”", correction.typed, correction.shown)?;
    }
    if !answer.answered && !answer.hits.is_empty() {
        writeln!(out, "The nearest:")?;
    }
    for (at, hit) in answer.hits.iter().enumerate() {
        let asset = index.asset(hit.asset)?;
        writeln!(out, "{:>2}. {} ({})", at + 1, terminal::bold(&asset.title, colour), about(&asset, hit))?;
        for passage in hit.passages.iter().take(PASSAGES) {
            let place = index.passage(passage.passage)?;
            let text = stored.text(place.address)?;
            let shown = snippet(&text, &highlight(index, &text, &answer.terms), passage.answers);
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
            let heading =
                if place.heading.is_empty() { String::new() } else { format!(", {}", place.heading) };
            writeln!(
                out,
                "    {}{heading}: {before}{}{after}",
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

/// Kind, language where it is not English, who may have it where that is not anyone, and what of it fits the buyer.
fn about(asset: &Asset, hit: &Hit) -> String {
    let mut words = vec![asset.kind.label().to_owned()];
    if asset.language.as_str() != "en" {
        words.push(asset.language.name().to_owned());
    }
    match asset.audience {
        Audience::External => {}
        Audience::Internal => words.push("internal".to_owned()),
        Audience::Nda => words.push("under NDA".to_owned()),
    }
    for part in &hit.explanation.parts {
        if let Why::Buyer(facet) = &part.why {
            words.push(format!("fits {}", facet.label()));
        }
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
