//! Judges titles against a labelled list.
//!
//! `cargo run --release --example judge_titles -- FILE.tsv` reads columns `title`, `function`, `level` (`|` between accepted
//! answers, `-` for none; a header is optional and may change their order, `#` begins a comment), and `language` and `note`
//! where there are any. It prints `function accuracy V` and `level accuracy V`, tab-separated, V from 0 to 1, each followed by
//! the shares of languages and notes, then a line for each miss.

#[path = "support/labelled.rs"]
mod labelled;

use pitchside_core::prospect::role_of;

fn main() -> anyhow::Result<()> {
    let (mut functions, mut levels) = (labelled::Tally::default(), labelled::Tally::default());
    let mut misses = Vec::new();
    for case in labelled::read(["title", "function", "level"])? {
        let [title, function, level] = &case.cells;
        let role = role_of(title);
        let got_function = role.persona.map_or("Unknown", |p| p.label());
        let got_level = role.seniority.map_or("Unknown", |s| s.label());
        let function_right = labelled::accepted(function, got_function);
        let level_right = labelled::accepted(level, got_level);
        functions.count(function_right, &case.groups);
        levels.count(level_right, &case.groups);
        if !function_right || !level_right {
            misses.push(format!("{title}\t{function} / {level}\tgot {got_function} / {got_level}"));
        }
    }
    functions.print("function");
    levels.print("level");
    for miss in misses {
        println!("{miss}");
    }
    Ok(())
}
