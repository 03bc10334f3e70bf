//! `pitchside init`

use super::terminal::{self, count};
use anyhow::{Result, bail};
use pitchside::library::{self, Fate, Plan};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// How many names stand in a line of the report.
const NAMES: usize = 4;

/// Looks at the folder and the export, writes what is missing, says what could not be told.
pub fn run(
    folder: &Path,
    from: Option<&PathBuf>,
    map: &[String],
    csv: bool,
    quiet: bool,
) -> Result<ExitCode> {
    let mut maps = BTreeMap::new();
    for pair in map {
        let Some((header, field)) = pair.rsplit_once('=') else {
            bail!("--map “{pair}”: write it as --map \"Their header=persona\"");
        };
        maps.insert(header.trim().to_owned(), field.trim().to_owned());
    }
    let start = library::plan(folder, from.map(PathBuf::as_path), &maps)?;
    if start.library.items.is_empty() {
        return Err(library::LibraryError::NoAssets(folder.to_owned()).into());
    }
    let ingested = super::build::ingest(start.library.clone(), folder, false, quiet)?;
    let plan = start.finish(&ingested);
    let written = library::write_start(&plan, folder, csv)?;
    println!(
        "{}: {} looked at, {} read",
        folder.display(),
        count(ingested.read + plan.failed.len(), "file"),
        ingested.read
    );
    report(&plan, from);
    println!();
    for path in &written {
        let rows = plan.catalogue.as_ref().map_or(0, |t| t.rows.len());
        match path.extension().is_some_and(|e| e == "toml") {
            true => println!("wrote {}", path.display()),
            false => println!("wrote {} ({})", path.display(), count(rows, "row")),
        }
    }
    if let Some(kept) = &plan.kept {
        println!("{kept} was there already and stays as it is; to start anew move it away first");
    }
    if plan.settings.is_none() {
        println!("library.toml was there already and stays as it is");
    }
    println!(
        "next: fill in vendor, products and competitors in library.toml, then pitchside check {}",
        quoted(folder)
    );
    Ok(super::FINE)
}

fn quoted(path: &Path) -> String {
    let text = path.display().to_string();
    if text.contains(' ') { format!("\"{text}\"") } else { text }
}

fn report(plan: &Plan, from: Option<&PathBuf>) {
    if let Some(from) = from {
        println!("\n{}: {} taken over", from.display(), count(plan.rows, "row"));
        if let Some(system) = plan.system {
            println!("  read as a list of {system}");
        }
        let mut not_needed = Vec::new();
        for column in &plan.columns {
            match column.fate {
                Fate::Taken(field) => println!("  {} → {}", column.header, field.name()),
                Fate::Folder => println!("  {} → where the file lies", column.header),
                Fate::NotNeeded => not_needed.push(column.header.as_str()),
                Fate::Unknown(_) => {}
            }
        }
        if !not_needed.is_empty() {
            println!("  not needed: {}", names(not_needed.into_iter(), usize::MAX));
        }
        for column in &plan.columns {
            let Fate::Unknown(near) = column.fate else { continue };
            let near = near.map_or(String::new(), |n| format!("; like “{n}”?"));
            println!(
                "  {} → not understood, left out{near}  (--map \"{}=…\" says what it is)",
                column.header, column.header
            );
        }
        if !plan.lost.is_empty() {
            println!(
                "  {} left out, since the file is not in the folder: {}",
                count(plan.lost.len(), "row"),
                names(plan.lost.iter().map(String::as_str), NAMES)
            );
        }
    }
    if !plan.guessed.is_empty() {
        let guessed: Vec<_> = plan.guessed.iter().map(|(field, n)| format!("{field} {n}×")).collect();
        println!("\nguessed from the files, please look over: {}", guessed.join(", "));
    }
    if !plan.withheld.is_empty() {
        println!("\nnot released, and left out of what is built until status says approved:");
        for left in &plan.withheld {
            println!("  {}: {}", left.id, terminal::plain(&left.why));
        }
    }
    if !plan.words.is_empty() || !plan.blank.is_empty() || !plan.failed.is_empty() {
        println!("\ncould not tell:");
    }
    for (field, ids) in &plan.blank {
        println!(
            "  {field} of {}: {}",
            count(ids.len(), "asset"),
            names(ids.iter().map(String::as_str), NAMES)
        );
    }
    for word in plan.words.iter().take(20) {
        println!("  {word}");
    }
    if plan.words.len() > 20 {
        println!("  … and {} more words; pitchside check lists all", plan.words.len() - 20);
    }
    for (file, error) in &plan.failed {
        println!("  {file}: {error}");
    }
}

fn names<'a>(all: impl Iterator<Item = &'a str>, most: usize) -> String {
    let all: Vec<_> = all.collect();
    let mut text = all.iter().take(most).copied().collect::<Vec<_>>().join(", ");
    if all.len() > most {
        text.push_str(&format!(" and {} more", all.len() - most));
    }
    terminal::plain(&text)
}
