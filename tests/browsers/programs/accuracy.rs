//! How many prospects the extension reads right on a folder of saved pages. Run by `./build.sh accuracy DIR`.
//!
//! DIR holds an `index.tsv` with a header: `file`, `kind`, `url`, and any of `person`, `title`, `company`, `industry`; `-` means
//! that nothing is expected, `|` separates accepted values, a page without url is served from loopback. Each page is
//! opened in headless Chromium at its address, which like every other one leads to a server on loopback; the packed
//! extension reads it with the observer and the wasm that ship, and what its panel shows is compared. Letter case,
//! accents, punctuation and the legal form are put aside; an industry is right when it is of the same top-level sector.
//!
//! Prints per field right / wrong and sure / wrong and unsure / missed with each miss, then the same as lines
//! `FIELD OUTCOME COUNT`, tab-separated. *Sure* is what the panel calls sure: what it calls likely, and what it asks
//! about, is unsure. Of an industry *sure* is all that is shown as more than a guess.

use anyhow::{Context, Result, bail};
use pitchside_browsers::{Browser, Chromium, Site, chromium, dist};
use pitchside_core::catalogue::Industry;
use pitchside_core::prospect::{core_words, industry_in, industry_of};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The fields that can be judged: column of the index, and the panel's word for it.
const FIELDS: [(&str, &str); 4] =
    [("person", "Name"), ("title", "Title"), ("company", "Company"), ("industry", "Industry")];
const OUTCOMES: [&str; 4] = ["right", "wrong and sure", "wrong and unsure", "missed"];
/// Counted beside the outcomes.
const RIGHT_AND_SURE: usize = 4;

/// One row of the index.
struct Saved {
    file: String,
    url: String,
    /// Expected values by column; absent columns are not judged.
    expected: BTreeMap<&'static str, String>,
}

/// One line of the panel's evidence, or one of the readings that it asks to choose from.
#[derive(Clone, Debug, Deserialize)]
struct Shown {
    field: String,
    value: String,
    certainty: String,
}

/// Body of a function of the panel's document: what it says it has read.
const READ: &str = r"
    const rows = [...document.querySelectorAll('.evidence dl dt')].map(dt => {
        const value = dt.nextElementSibling, level = value?.nextElementSibling;
        return {field: dt.textContent, value: value?.textContent ?? '', certainty: level?.textContent ?? ''};
    });
    const asked = [...document.querySelectorAll('.candidates .candidate b')].slice(0, 1);
    return rows.concat(asked.map(b => ({field: 'asked', value: b.textContent, certainty: 'unsure'})));";

pub async fn run(arguments: &[String]) -> Result<()> {
    let folder = arguments.first().cloned().map(PathBuf::from);
    let folder = folder.context("usage: accuracy DIR (a folder with an index.tsv)")?;
    let packages = dist::require()?;
    let site = Site::start().await?;
    let saved = index(&folder, &site)?;
    let mut browser = Chromium::start(&site, chromium::Options::new(packages.join("chrome"))).await?;
    let mut table = Table::default();
    for page in &saved {
        let shown = match read(&mut browser, &page.url).await {
            Ok(shown) => shown,
            Err(error) => {
                eprintln!("{}: no answer: {error:#}", page.file);
                Vec::new()
            }
        };
        for (column, word) in FIELDS {
            if let Some(expected) = page.expected.get(column) {
                table.judge(&page.file, column, expected, value(&shown, column, word));
            }
        }
    }
    browser.quit().await?;
    table.print();
    Ok(())
}

/// The rows, their pages served.
fn index(folder: &Path, site: &Site) -> Result<Vec<Saved>> {
    let path = folder.join("index.tsv");
    let text =
        std::fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))?;
    let mut lines = text.trim_start_matches('\u{feff}').lines().filter(|l| !l.trim().is_empty());
    let header: Vec<&str> = lines.next().context("index.tsv is empty")?.split('\t').map(str::trim).collect();
    let column = |name: &str| header.iter().position(|h| h.eq_ignore_ascii_case(name));
    let Some(file_at) = column("file") else { bail!("{} has no column “file”", path.display()) };
    let mut saved = Vec::new();
    for (number, line) in lines.enumerate() {
        let cells: Vec<&str> = line.split('\t').map(|c| c.trim().trim_matches('"')).collect();
        let cell = |at: Option<usize>| at.and_then(|at| cells.get(at)).copied().unwrap_or_default();
        let file = cell(Some(file_at)).to_owned();
        let body = std::fs::read(folder.join(&file)).with_context(|| format!("{file} cannot be read"))?;
        let url = match cell(column("url")) {
            "" | "-" => format!("http://127.0.0.1:{}/page/{number}", site.port),
            url => url.to_owned(),
        };
        site.put(&url, body);
        let judged = FIELDS.into_iter().filter_map(|(name, _)| Some((name, cell(Some(column(name)?)))));
        let expected = judged.filter(|(_, v)| !v.is_empty()).map(|(name, v)| (name, v.to_owned())).collect();
        saved.push(Saved { file, url, expected });
    }
    Ok(saved)
}

/// Opens a page, clicks the icon and gives what the panel says.
async fn read(browser: &mut Chromium, url: &str) -> Result<Vec<Shown>> {
    browser.recognise(url).await?;
    Ok(serde_json::from_value(browser.in_panel(READ, Value::Null).await?)?)
}

/// What is shown for a field: the value and whether it is sure.
fn value(shown: &[Shown], column: &str, word: &str) -> Option<(String, bool)> {
    // What the panel asks about: the person, or the company where there is none.
    if let Some(asked) = shown.iter().find(|s| s.field == "asked") {
        let mut parts = asked.value.split([',', '·']).map(str::trim);
        return match (column, asked.value.contains(['·', ','])) {
            ("person", true) => parts.next(),
            ("company", _) => parts.next_back(),
            _ => None,
        }
        .map(|v| (v.to_owned(), false));
    }
    let line = shown.iter().find(|s| s.field == word)?;
    let value = line.value.rsplit_once(" · ").map_or(line.value.as_str(), |(value, _)| value);
    // An industry is seldom said twice: of it, all that is shown as more than a guess counts as sure.
    let more = line.certainty == "sure" || (column == "industry" && line.certainty == "likely");
    Some((value.to_owned(), more))
}

/// Letters and digits of a name without accents, punctuation and legal form.
fn plain(name: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let joined = core_words(name).concat();
    let joined = if joined.is_empty() { name.to_owned() } else { joined };
    joined.nfkd().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn same(column: &str, accepted: &str, got: &str) -> bool {
    accepted.split('|').map(str::trim).any(|wanted| {
        if column == "industry" {
            return sector(wanted).is_some_and(|s| Some(s) == sector(got)) || plain(wanted) == plain(got);
        }
        let loose = |name: &str| -> String {
            use unicode_normalization::UnicodeNormalization;
            name.nfkd().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
        };
        loose(wanted) == loose(got) || (column == "company" && plain(wanted) == plain(got))
    })
}

fn sector(wording: &str) -> Option<&'static str> {
    let known: Option<Industry> = wording.parse().ok();
    known.or_else(|| industry_of(wording)).or_else(|| industry_in(wording)).map(|i| i.sector().label())
}

/// Counts and misses.
#[derive(Default)]
struct Table {
    counts: BTreeMap<(&'static str, usize), usize>,
    misses: Vec<String>,
}

impl Table {
    fn judge(&mut self, file: &str, column: &'static str, expected: &str, got: Option<(String, bool)>) {
        let outcome = match &got {
            None if expected == "-" => 0,
            None => 3,
            Some((value, _)) if expected != "-" && same(column, expected, value) => 0,
            Some((_, sure)) => {
                if *sure {
                    1
                } else {
                    2
                }
            }
        };
        *self.counts.entry((column, outcome)).or_default() += 1;
        if outcome == 0 && got.as_ref().is_some_and(|(_, sure)| *sure) {
            *self.counts.entry((column, RIGHT_AND_SURE)).or_default() += 1;
        }
        if outcome > 0 {
            let got = got.map_or("nothing".to_owned(), |(value, _)| format!("“{value}”"));
            self.misses
                .push(format!("{file}: {column} {}: wanted “{expected}”, got {got}", OUTCOMES[outcome]));
        }
    }

    fn print(&self) {
        let count = |field, outcome| self.counts.get(&(field, outcome)).copied().unwrap_or(0);
        let fields: Vec<&str> = FIELDS.into_iter().map(|f| f.0).collect();
        let judged = fields.iter().filter(|f| (0..4).any(|o| count(f, o) > 0));
        for field in judged.clone() {
            println!(
                "{field}: {} right, {} of them sure, {} wrong and sure, {} wrong and unsure, {} missed",
                count(field, 0),
                count(field, RIGHT_AND_SURE),
                count(field, 1),
                count(field, 2),
                count(field, 3)
            );
        }
        for miss in &self.misses {
            println!("  {miss}");
        }
        for field in judged {
            for (at, outcome) in OUTCOMES.iter().enumerate() {
                println!("{field}\t{outcome}\t{}", count(field, at));
            }
        }
    }
}
