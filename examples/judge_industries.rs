//! Judges industry wordings and descriptions against a labelled list.
//!
//! `cargo run --release --example judge_industries -- FILE.tsv` reads columns `text`, `industry` (a label of LinkedIn's taxonomy
//! V2, of which the top-level sector counts; `|` between accepted answers, `-` for none; a header is optional, `#` begins a
//! comment), and `language` and `note` where there are any. It prints `industry accuracy V`, tab-separated, V from 0 to 1, the
//! shares of languages and notes, then a line for each miss.

#[path = "support/labelled.rs"]
mod labelled;

use pitchside_core::catalogue::Industry;
use pitchside_core::prospect::{industry_in, industry_of};

/// The top-level sectors of accepted labels.
fn sectors(labels: &str) -> String {
    let sector = |label: &str| {
        label.trim().parse::<Industry>().map_or(label.trim().to_owned(), |i| i.sector().label().to_owned())
    };
    labels.split('|').map(sector).collect::<Vec<_>>().join("|")
}

fn main() -> anyhow::Result<()> {
    let mut tally = labelled::Tally::default();
    let mut misses = Vec::new();
    for case in labelled::read(["text", "industry"])? {
        let [text, industry] = &case.cells;
        let got = industry_of(text).or_else(|| industry_in(text)).map_or("Unknown", |i| i.sector().label());
        let right = labelled::accepted(&sectors(industry), got);
        tally.count(right, &case.groups);
        if !right {
            misses.push(format!("{text}\t{industry}\tgot {got}"));
        }
    }
    tally.print("industry");
    for miss in misses {
        println!("{miss}");
    }
    Ok(())
}
