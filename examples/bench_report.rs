//! The report of a large team: `./build.sh bench report [REPS] [DAYS] [EVENTS] [LIBRARY]`.
//!
//! Makes the files of so many reps with so many events a day (200, 60 and 100 unless told), reads them as `pitchside report` does, and
//! prints seconds, the most memory, and the size of the page. LIBRARY is what `build` wrote; its pieces are those in the files.

#[path = "support/reps.rs"]
mod reps;

use pitchside::report::sent::{self, Library};
use pitchside_core::catalogue::{Date, SendPolicy};
use pitchside_core::index::Index;
use std::error::Error;
use std::time::Instant;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number =
        |at: usize, default: usize| arguments.get(at).and_then(|text| text.parse().ok()).unwrap_or(default);
    let (team, days, events) = (number(0, 200), number(1, 60).min(60), number(2, 100));
    let folder = arguments.get(3).cloned().unwrap_or_else(|| "dist/index".to_owned());
    let index = Index::open(std::fs::read(format!("{folder}/library.idx"))?)?;
    let ids: Vec<String> = index.assets().filter_map(|ord| index.id(ord).map(str::to_owned)).collect();
    let today = Date::from_ymd(2026, 6, 1).ok_or("no day")?;
    let library = Library::new(index, None, SendPolicy { today, region: None })?;

    let made = std::env::temp_dir().join(format!("pitchside-report-{}", std::process::id()));
    std::fs::create_dir_all(&made)?;
    let (files, truth) = reps::month(1, &ids, team, days, events);
    let mut bytes = 0;
    for (name, text) in &files {
        bytes += text.len();
        std::fs::write(made.join(name), text)?;
    }
    drop(files);

    let begun = Instant::now();
    let sources = sent::read(std::slice::from_ref(&made));
    let read = begun.elapsed();
    let merged = sent::merge(sources.files);
    let digest = sent::digest(sent::tally(&merged.reps, Some(&library)), Some(&library), None);
    let page = sent::page(&digest, Some(&library), &[], &merged.doubles);
    let all = begun.elapsed();
    std::fs::remove_dir_all(&made)?;
    println!("{} events of {} reps in {} MB", truth.events, truth.reps, bytes >> 20);
    println!(
        "counted {} events; read in {:.1} s, all in {:.1} s",
        digest.tally.events,
        read.as_secs_f64(),
        all.as_secs_f64()
    );
    println!("page of {} KB; most memory {}", page.len() >> 10, most_memory());
    Ok(())
}

/// The most memory that this process had, as Linux says.
fn most_memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.map_or_else(|| "not known".to_owned(), |line| line.trim().to_owned())
}
