//! Judges the recommendations on a set of prospects with graded assets.
//!
//! `cargo run --release --example judge_recommendations` judges the demo library on the test half of `tests/judged`:
//! the four systems, how far ours is above each other one, the run with the metadata removed, and what each signal is
//! worth. `-- DIR` takes any folder with `library/` (what `pitchside build` reads), `prospects.jsonl` (the form that
//! `pitchside match --prospect` takes, plus `id`) and `grades.tsv` (prospect id, asset id, grade 0 to 3) and judges the
//! four systems on all of it. Both say how far ours is above each other system, prospect by prospect.
//!
//! Prints tab-separated lines `SYSTEM METRIC VALUE LOW HIGH`, the last two being the 95 % bootstrap interval.
//!
//! ```text
//! --half test|tune|all   which half of the prospects (default: test here, all for a DIR)
//! --today YYYY-MM-DD     the day for the send policy (default: `date` in library.toml, else the clock's)
//! --without-metadata     remove everything but title, link and kind from the library first
//! --pool                 print what the systems put in their top fives, shuffled and without their names
//! --ungraded [ours]      the same, but only pairs that have no grade yet (of our list alone)
//! --grades FILE          more grades, where grades.tsv has none; may be said several times
//! --index DIR            use what `pitchside build` wrote in place of reading the library
//! --agreement            print how far the two gradings in tests/judged agree
//! --features             print prospect, asset, grade and every signal's share: what to tune on
//! --show ID              print our list for one prospect with its grades
//! ```

mod agreement;
mod data;
#[path = "../support/half.rs"]
mod half;
mod metrics;
mod strip;
mod systems;

use anyhow::{Context as _, Result, bail};
use data::{Case, Set};
use half::Half;
use metrics::{Estimate, Outcome};
use pitchside_core::catalogue::Date;
use pitchside_core::recommend::Signal;
use std::path::{Path, PathBuf};
use systems::System;

/// What ours is compared with.
const MARGIN_OVER: [System; 3] = [System::Rules, System::Bm25, System::Popularity];

struct Options {
    dir: Option<PathBuf>,
    half: Option<Half>,
    today: Option<Date>,
    stripped: bool,
    pool: bool,
    ungraded: bool,
    ours_alone: bool,
    grades: Vec<PathBuf>,
    show: Option<String>,
    index: Option<PathBuf>,
    agreement: bool,
    features: bool,
}

fn main() -> Result<()> {
    let options = options()?;
    if options.agreement {
        return agreement::print();
    }
    let set = Set::open(
        options.dir.as_deref(),
        options.index.as_deref(),
        options.today,
        options.stripped,
        &options.grades,
    )?;
    let half = options.half.unwrap_or(if options.dir.is_some() { Half::All } else { Half::Test });
    if let Some(id) = &options.show {
        return systems::show(&set, id);
    }
    let cases: Vec<&Case> = set.cases.iter().filter(|case| half.holds(&case.id)).collect();
    if options.pool || options.ungraded {
        return pool(&set, &options);
    }
    if options.features {
        return systems::features(&set, &cases);
    }
    if cases.is_empty() {
        bail!("no prospects to judge in this half");
    }
    eprintln!(
        "{} of {} prospects, {} of them with nothing worth sending; {} assets on {}",
        cases.len(),
        set.cases.len(),
        cases.iter().filter(|c| c.nothing()).count(),
        set.index.len(),
        set.today,
    );
    let ours = outcomes(&set, &cases, System::Ours)?;
    print_system("ours", &ours);
    for system in MARGIN_OVER {
        let theirs = outcomes(&set, &cases, system)?;
        print_system(system.name(), &theirs);
        let name = format!("ours-minus-{}", system.name());
        print(&name, "success@3", &metrics::margin(&ours, &theirs, |o| o.success));
        print(&name, "ndcg@5", &metrics::margin(&ours, &theirs, |o| o.ndcg));
    }
    if options.dir.is_none() && options.index.is_none() && !options.stripped {
        depth(&set, &cases, &ours, &options.grades)?;
    }
    Ok(())
}

/// What only the demo library's table shows: the run without metadata, and each signal taken away.
fn depth(set: &Set, cases: &[&Case], ours: &[Outcome], grades: &[PathBuf]) -> Result<()> {
    let stripped = Set::open(None, None, Some(set.today), true, grades)?;
    let bare: Vec<&Case> =
        stripped.cases.iter().filter(|case| cases.iter().any(|c| c.id == case.id)).collect();
    print_system("ours-without-metadata", &outcomes(&stripped, &bare, System::Ours)?);
    for signal in Signal::ALL {
        let without = outcomes(set, cases, System::Without(signal))?;
        let name = format!("ours-without-{}", format!("{signal:?}").to_lowercase());
        print_system(&name, &without);
        print(
            &format!("worth-of-{}", format!("{signal:?}").to_lowercase()),
            "ndcg@5",
            &metrics::margin(ours, &without, |o| o.ndcg),
        );
    }
    Ok(())
}

fn outcomes(set: &Set, cases: &[&Case], system: System) -> Result<Vec<Outcome>> {
    cases.iter().map(|case| Ok(metrics::judge(case, &systems::rank(set, case, system)?))).collect()
}

fn print_system(name: &str, outcomes: &[Outcome]) {
    print(name, "success@3", &metrics::mean(outcomes, |o| o.success));
    print(name, "ndcg@5", &metrics::mean(outcomes, |o| o.ndcg));
    print(name, "abstain_f1", &metrics::abstain_f1(outcomes));
    let ungraded: usize = outcomes.iter().map(|o| o.ungraded).sum();
    if ungraded > 0 {
        eprintln!("{name}: {ungraded} of the top fives have no grade and count as 0");
    }
}

fn print(system: &str, metric: &str, estimate: &Estimate) {
    let Estimate { value, low, high } = estimate;
    println!("{system}\t{metric}\t{value:.4}\t{low:.4}\t{high:.4}");
}

/// The pool for the grader: prospect, asset, in an order that tells nothing of the systems.
fn pool(set: &Set, options: &Options) -> Result<()> {
    let whole = options.dir.is_none() && options.index.is_none();
    let stripped =
        whole.then(|| Set::open(None, None, Some(set.today), true, &options.grades)).transpose()?;
    let others: &[System] = if options.ours_alone { &[] } else { &MARGIN_OVER };
    for case in &set.cases {
        let mut pooled: Vec<String> = Vec::new();
        for system in std::iter::once(System::Ours).chain(others.iter().copied()) {
            pooled.extend(systems::rank(set, case, system)?.ids.into_iter().take(5));
        }
        if let Some(stripped) = &stripped {
            pooled.extend(systems::rank(stripped, case, System::Ours)?.ids.into_iter().take(5));
        }
        pooled.sort_by_key(|id| (half::hash(&format!("{} {id}", case.id)), id.clone()));
        pooled.dedup();
        for id in pooled {
            if !options.ungraded || !case.grades.contains_key(&id) {
                println!("{}\t{id}", case.id);
            }
        }
    }
    Ok(())
}

fn options() -> Result<Options> {
    let mut options = Options {
        dir: None,
        half: None,
        today: None,
        stripped: false,
        pool: false,
        ungraded: false,
        ours_alone: false,
        grades: Vec::new(),
        show: None,
        index: None,
        agreement: false,
        features: false,
    };
    let mut arguments = std::env::args().skip(1).peekable();
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().with_context(|| format!("{argument} needs a value"));
        match argument.as_str() {
            "--half" => {
                let name = value()?;
                let half = Half::named(&name);
                options.half = Some(half.with_context(|| format!("“{name}” is no half: test, tune or all"))?);
            }
            "--today" => options.today = Some(value()?.parse()?),
            "--without-metadata" => options.stripped = true,
            "--pool" => options.pool = true,
            "--grades" => options.grades.push(Path::new(&value()?).to_owned()),
            "--ungraded" => {
                options.ungraded = true;
                options.ours_alone = arguments.next_if(|next| next == "ours").is_some();
            }
            "--features" => options.features = true,
            "--agreement" => options.agreement = true,
            "--index" => options.index = Some(Path::new(&value()?).to_owned()),
            "--show" => options.show = Some(value()?),
            other if other.starts_with('-') => bail!("unknown option {other}"),
            dir => options.dir = Some(Path::new(dir).to_owned()),
        }
    }
    Ok(options)
}
