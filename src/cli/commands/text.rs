//! `pitchside text`

use super::terminal;
use anyhow::{Context as _, Result, bail};
use pitchside::library::extract::{Block, Document};
use pitchside::library::{this_program, worker::Readers};
use pitchside_core::catalogue::Unit;
use serde::Serialize;
use std::io::{IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;

/// Something of the file that is in no passage.
#[derive(Serialize)]
struct LeftOut<'a> {
    what: &'a str,
    why: &'static str,
}

/// Prints what is read of a file, page by page, and what is left out and why; 1 when not all of it could be read.
pub fn run(file: &Path, json: bool) -> Result<ExitCode> {
    if file.is_dir() {
        bail!("{} is a folder; name one file, or run pitchside check on the folder", file.display());
    }
    if !file.exists() {
        bail!("there is no file {}", file.display());
    }
    let path = std::path::absolute(file).with_context(|| format!("can’t open {}", file.display()))?;
    let extension = file.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
    let document = Readers::new(this_program())
        .read(&path, &extension)
        .map_err(|error| anyhow::anyhow!("{}: {error}", file.display()))?;
    let mut out = std::io::stdout().lock();
    // A reader that closes the pipe early (`| head`) has what it wanted.
    let _ = match json {
        true => print_json(&mut out, file, &document),
        false => print(&mut out, file, &document),
    };
    Ok(if document.unread.is_empty() { super::FINE } else { super::findings() })
}

fn left_out(document: &Document) -> Vec<LeftOut<'_>> {
    let unread = document.unread.iter().map(|what| (what, "could not be read"));
    let hidden = document.hidden.iter().map(|what| (what, "hidden in the file"));
    let labels = document.labels.iter().map(|label| (&label.text, label.place.words()));
    unread.chain(hidden).chain(labels).map(|(what, why)| LeftOut { what, why }).collect()
}

/// The blocks of each page in turn.
fn pages(document: &Document) -> Vec<(u32, Vec<&Block>)> {
    let mut pages: Vec<(u32, Vec<&Block>)> = Vec::new();
    for block in &document.blocks {
        match pages.last_mut().filter(|(number, _)| *number == block.position) {
            Some((_, blocks)) => blocks.push(block),
            None => pages.push((block.position, vec![block])),
        }
    }
    pages
}

fn print_json(out: &mut impl Write, file: &Path, document: &Document) -> std::io::Result<()> {
    let pages: Vec<serde_json::Value> = pages(document)
        .into_iter()
        .map(|(number, blocks)| serde_json::json!({ "number": number, "blocks": blocks }))
        .collect();
    let value = serde_json::json!({
        "file": file.to_string_lossy(),
        "titles": document.titles,
        "language": document.language,
        "unit": document.unit,
        "count": document.count,
        "words": document.word_count(),
        "pages": pages,
        "left_out": left_out(document),
    });
    serde_json::to_writer_pretty(&mut *out, &value)?;
    writeln!(out)
}

fn print(out: &mut impl Write, file: &Path, document: &Document) -> std::io::Result<()> {
    let colour = std::io::stdout().is_terminal();
    let unit = unit(document.unit);
    let extent = terminal::count(document.count as usize, unit);
    let words = terminal::count(document.word_count(), "word");
    writeln!(out, "{}: {extent}, {words}", file.display())?;
    if !document.language.is_empty() {
        writeln!(out, "language that the file declares: {}", terminal::plain(&document.language))?;
    }
    for title in &document.titles {
        writeln!(out, "title, {}: {}", title.source.words(), terminal::plain(&title.text))?;
    }
    for (number, blocks) in pages(document) {
        writeln!(out, "\n{}", terminal::bold(&format!("{unit} {number}"), colour))?;
        let (mut heading, mut notes) = ("", false);
        for block in blocks {
            if block.heading != heading {
                heading = &block.heading;
                writeln!(out, "  {}", terminal::bold(&terminal::plain(heading), colour))?;
            }
            if block.notes && !notes {
                writeln!(out, "  speaker notes:")?;
            }
            notes = block.notes;
            if !block.text.is_empty() {
                writeln!(out, "    {}", terminal::plain(&block.text))?;
            }
        }
    }
    let left_out = left_out(document);
    if !left_out.is_empty() {
        writeln!(out, "\n{}", terminal::bold("in no passage", colour))?;
        for LeftOut { what, why } in left_out {
            writeln!(out, "  {why}: {}", terminal::plain(what))?;
        }
    }
    Ok(())
}

const fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Page => "page",
        Unit::Slide => "slide",
        Unit::Sheet => "sheet",
        Unit::Section => "section",
    }
}
