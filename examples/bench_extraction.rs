//! Measures how much of a file's text is read: token and word-pair F1 against other programs' readings of the same files.
//!
//! ```sh
//! ./build.sh bench extraction ../shared/files     # a folder of PDF, DOCX and PPTX files
//! ```
//! The references: poppler's `pdftotext` for PDF, mammoth for DOCX and python-pptx (notes and tables too) for PPTX, the two by
//! `$PITCHSIDE_PYTHON` or `python3` (`pip install mammoth python-pptx`). One that is missing is said and its format left out.
//!
//! A token is a run of letters and digits of the compatibility form (NFKC) in lower case; tokens and pairs of
//! neighbours are compared as multisets: `F1 = 2 · shared / (ours + theirs)`. Files of which a reference reads fewer than five
//! tokens, or nothing at all, say nothing of extraction and are counted apart.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a benchmark that can’t go on says so by panicking

use pitchside::library::extract::Document;
use pitchside::library::worker::Readers;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use unicode_normalization::UnicodeNormalization;

const MAMMOTH: &str = "import sys, mammoth; sys.stdout.reconfigure(encoding='utf-8'); \
     print(mammoth.extract_raw_text(open(sys.argv[1], 'rb')).value)";
const PYTHON_PPTX: &str = "
import sys
from pptx import Presentation
sys.stdout.reconfigure(encoding='utf-8')
def texts(shapes):
    for shape in shapes:
        if shape.shape_type == 6:
            yield from texts(shape.shapes)
        elif shape.has_text_frame:
            yield shape.text_frame.text
        elif getattr(shape, 'has_table', False) and shape.has_table:
            yield from (cell.text for row in shape.table.rows for cell in row.cells)
for slide in Presentation(sys.argv[1]).slides:
    for text in texts(slide.shapes):
        print(text)
    if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
        print(slide.notes_slide.notes_text_frame.text)
";

/// What another program reads; none when it can't read the file.
fn reference(extension: &str, path: &Path) -> Option<String> {
    let python = std::env::var("PITCHSIDE_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let mut command = match extension {
        "pdf" => {
            let mut command = Command::new("pdftotext");
            command.args(["-q", "-enc", "UTF-8"]).arg(path).arg("-");
            command
        }
        _ => {
            let mut command = Command::new(python);
            command.arg("-c").arg(if extension == "docx" { MAMMOTH } else { PYTHON_PPTX }).arg(path);
            command
        }
    };
    let output = command.output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Whether the program is there at all.
fn installed(extension: &str) -> bool {
    let python = std::env::var("PITCHSIDE_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let mut command = match extension {
        "pdf" => Command::new("pdftotext"),
        _ => Command::new(python),
    };
    match extension {
        "pdf" => command.arg("-v"),
        "docx" => command.args(["-c", "import mammoth"]),
        _ => command.args(["-c", "import pptx"]),
    };
    command.output().is_ok_and(|output| output.status.success())
}

/// Headings, once each, and texts. A heading that also stands in the text below it (a PDF's bookmark) counts once.
fn text(document: &Document) -> String {
    let mut text = String::new();
    let mut above = (0, "");
    for block in &document.blocks {
        if above != (block.position, block.heading.as_str()) && !block.notes {
            above = (block.position, &block.heading);
            let below = document.blocks.iter().filter(|b| b.position == block.position);
            let below = tokens(&below.map(|b| b.text.as_str()).collect::<Vec<_>>().join(" ")).join(" ");
            if !below.contains(&tokens(&block.heading).join(" ")) {
                text.push_str(&block.heading);
                text.push('\n');
            }
        }
        text.push_str(&block.text);
        text.push('\n');
    }
    text
}

fn tokens(text: &str) -> Vec<String> {
    let text: String = text.nfkc().filter(|c| *c != '\u{ad}').collect::<String>().to_lowercase();
    text.split(|c: char| !c.is_alphanumeric()).filter(|t| !t.is_empty()).map(str::to_owned).collect()
}

fn f1<T: std::hash::Hash + Eq>(ours: Vec<T>, theirs: Vec<T>) -> f64 {
    let all = ours.len() + theirs.len();
    let mut counts: HashMap<T, usize> = HashMap::new();
    for token in theirs {
        *counts.entry(token).or_default() += 1;
    }
    let take = |token: T| counts.get_mut(&token).filter(|n| **n > 0).map(|n| *n -= 1).is_some();
    let shared = ours.into_iter().map(take).filter(|shared| *shared).count();
    if all == 0 { 1.0 } else { 2.0 * shared as f64 / all as f64 }
}

fn pairs(tokens: &[String]) -> Vec<(String, String)> {
    tokens.windows(2).filter_map(|two| Some((two.first()?.clone(), two.get(1)?.clone()))).collect()
}

/// Mean, median and the value that a tenth are below.
fn spread(mut all: Vec<f64>) -> String {
    all.sort_by(f64::total_cmp);
    let at = |share: f64| all.get(((all.len() - 1) as f64 * share).round() as usize).copied().unwrap_or(0.0);
    format!("{:.3} / {:.3} / {:.3}", all.iter().sum::<f64>() / all.len() as f64, at(0.5), at(0.1))
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder of files").flatten() {
        match entry.path().is_dir() {
            true => files(&entry.path(), found),
            false => found.push(entry.path()),
        }
    }
    found.sort();
}

fn main() {
    let folder = std::env::args().nth(1).unwrap_or_else(|| "../shared/files".to_owned());
    let readers = Readers::new(None);
    let mut all = Vec::new();
    files(Path::new(&folder), &mut all);
    println!(
        "| format | files | compared | token F1, mean / median / p10 | word pairs | refused | only we read | neither has text |"
    );
    println!("|---|--:|--:|---|---|--:|--:|--:|");
    for extension in ["pdf", "docx", "pptx"] {
        if !installed(extension) {
            eprintln!("{extension}: its reference is not installed, left out");
            continue;
        }
        let of = |path: &&PathBuf| path.extension().is_some_and(|e| e.eq_ignore_ascii_case(extension));
        let (mut single, mut double) = (Vec::new(), Vec::new());
        let (mut count, mut refused, mut alone, mut empty) = (0, 0, 0, 0);
        for path in all.iter().filter(of) {
            count += 1;
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let theirs = reference(extension, path).map(|text| tokens(&text)).filter(|t| t.len() >= 5);
            let ours = match readers.read(path, extension) {
                Ok(document) => tokens(&text(&document)),
                Err(error) => {
                    refused += 1;
                    let lost =
                        theirs.map_or(String::new(), |t| format!("; the reference has {} tokens", t.len()));
                    eprintln!("{name}: {error}{lost}");
                    continue;
                }
            };
            let Some(theirs) = theirs else {
                *if ours.len() >= 5 { &mut alone } else { &mut empty } += 1;
                continue;
            };
            let (one, two) = (pairs(&ours), pairs(&theirs));
            let (score, pair_score) = (f1(ours, theirs), f1(one, two));
            if score < 0.985 {
                eprintln!("{name}: {score:.3}, pairs {pair_score:.3}");
            }
            single.push(score);
            double.push(pair_score);
        }
        println!(
            "| {extension} | {count} | {} | {} | {} | {refused} | {alone} | {empty} |",
            single.len(),
            spread(single),
            spread(double)
        );
    }
}
