//! Judges titles against a labelled list.
//!
//! `cargo run --release --example judge_titles -- FILE.tsv` reads columns `title`, `function`, `seniority` (`|` between
//! accepted answers, `Unknown` is one; a header is optional and may change their order, `#` begins a comment), prints
//! `function accuracy V` and `seniority accuracy V`, tab-separated, V from 0 to 1, then a line for each miss.

#[path = "support/labelled.rs"]
mod labelled;

use pitchside_core::prospect::role_of;

fn main() -> anyhow::Result<()> {
    let rows = labelled::read(["title", "function", "seniority"])?;
    let (mut functions, mut levels) = (0, 0);
    let mut misses = Vec::new();
    for [title, function, seniority] in &rows {
        let role = role_of(title);
        let got_function = role.persona.map_or("Unknown", |p| p.label());
        let got_level = role.seniority.map_or("Unknown", |s| s.label());
        let function_right = labelled::accepted(function, got_function);
        let level_right = labelled::accepted(seniority, got_level);
        functions += usize::from(function_right);
        levels += usize::from(level_right);
        if !function_right || !level_right {
            misses.push(format!("{title}\t{function} / {seniority}\tgot {got_function} / {got_level}"));
        }
    }
    println!("function accuracy\t{:.4}", labelled::share(functions, rows.len()));
    println!("seniority accuracy\t{:.4}", labelled::share(levels, rows.len()));
    for miss in misses {
        println!("{miss}");
    }
    Ok(())
}
