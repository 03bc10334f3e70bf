//! Judges industry wordings and descriptions against a labelled list.
//!
//! `cargo run --release --example judge_industries -- FILE.tsv` reads columns `text`, `industry` (a top-level sector of
//! LinkedIn's taxonomy V2; `|` between accepted answers, `Unknown` is one; a header is optional, `#` begins a comment),
//! prints `industry accuracy V`, tab-separated, V from 0 to 1, then a line for each miss.

#[path = "support/labelled.rs"]
mod labelled;

use pitchside_core::prospect::{industry_in, industry_of};

fn main() -> anyhow::Result<()> {
    let rows = labelled::read(["text", "industry"])?;
    let mut right = 0;
    let mut misses = Vec::new();
    for [text, industry] in &rows {
        let got = industry_of(text).or_else(|| industry_in(text)).map_or("Unknown", |i| i.sector().label());
        if labelled::accepted(industry, got) {
            right += 1;
        } else {
            misses.push(format!("{text}\t{industry}\tgot {got}"));
        }
    }
    println!("industry accuracy\t{:.4}", labelled::share(right, rows.len()));
    for miss in misses {
        println!("{miss}");
    }
    Ok(())
}
