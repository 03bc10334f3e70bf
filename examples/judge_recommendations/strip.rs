//! A library without its metadata: a copy whose catalogue keeps the id, the file, the title, the link and the kind.

use anyhow::{Context as _, Result};
use std::path::Path;

const KEPT: [&str; 5] = ["id", "file", "title", "kind", "url"];

/// Copies `from` into the empty folder `to`. The catalogue is a `catalogue.csv`, as in the demo library; front matter is
/// cut off.
pub fn strip(from: &Path, to: &Path) -> Result<()> {
    for entry in std::fs::read_dir(from).with_context(|| format!("can’t read {}", from.display()))? {
        let entry = entry?;
        let (path, copy) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            std::fs::create_dir_all(&copy)?;
            strip(&path, &copy)?;
        } else if entry.file_name() == "catalogue.csv" {
            catalogue(&path, &copy)?;
        } else if path.extension().is_some_and(|e| e == "md") {
            let text = std::fs::read_to_string(&path)?;
            let body = text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n"));
            std::fs::write(&copy, body.map_or(text.as_str(), |(_, body)| body))?;
        } else {
            std::fs::copy(&path, &copy)?;
        }
    }
    Ok(())
}

fn catalogue(from: &Path, to: &Path) -> Result<()> {
    let mut reader = csv::Reader::from_path(from)?;
    let keep: Vec<usize> = reader
        .headers()?
        .iter()
        .enumerate()
        .filter(|(_, name)| KEPT.contains(&name.trim()))
        .map(|(at, _)| at)
        .collect();
    let mut writer = csv::Writer::from_path(to)?;
    let header = reader.headers()?.clone();
    for record in std::iter::once(Ok(header)).chain(reader.records()) {
        let record = record?;
        writer.write_record(keep.iter().map(|at| record.get(*at).unwrap_or_default()))?;
    }
    writer.flush()?;
    Ok(())
}
