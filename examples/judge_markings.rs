//! Judges markings against a labelled list.
//!
//! `cargo run --release --example judge_markings -- FILE.tsv` reads columns `verdict` (`internal`, `draft` or `ordinary`), `place`
//! (`head`, `foot`, `cover`, `watermark`, `properties`, `name`, `text`) and `text`; a header is optional, `#` begins a comment, and
//! `language` and `note` may stand beside them. It prints the share of each verdict that is right and a line for each miss.

#[path = "support/labelled.rs"]
mod labelled;

use pitchside::library::marking::{Verdict, in_sample};
use std::collections::BTreeMap;

fn main() -> anyhow::Result<()> {
    let mut tallies: BTreeMap<String, labelled::Tally> = BTreeMap::new();
    let mut misses = Vec::new();
    for case in labelled::read(["verdict", "place", "text"])? {
        let [verdict, place, text] = &case.cells;
        let got = match in_sample(place, text) {
            Some(Verdict::Unreleased) => "draft",
            Some(Verdict::Internal | Verdict::Nda) => "internal",
            None => "ordinary",
        };
        let right = labelled::accepted(verdict, got);
        tallies.entry(verdict.clone()).or_default().count(right, &case.groups);
        if !right {
            misses.push(format!("{place}\t{text}\t{verdict}\tgot {got}"));
        }
    }
    for (verdict, tally) in tallies {
        tally.print(&verdict);
    }
    for miss in misses {
        println!("{miss}");
    }
    Ok(())
}
