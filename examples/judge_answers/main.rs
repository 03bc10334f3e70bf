//! Judges the passages that answer questions, on questions with graded places (`tests/judged/answers/GUIDELINE.md`).
//!
//! `cargo run --release --example judge_answers` judges the test half of the questions over the demo library.
//! `-- DIR` judges all questions of a folder with `questions.tsv`, `grades.tsv` and `library/` (what `pitchside build`
//! reads; `--library DIR` says where it is, if it is elsewhere).
//!
//! Prints tab-separated lines `SET METRIC VALUE QUESTIONS`. answer@k: the best grade among the passages that the first k
//! hits begin with, over 2, over the questions that have an answer (answer2@k: the share of those that have grade 2; piece@k:
//! the same of whole pieces, whatever passage is shown).
//! no_answer_f1: F1 of saying that nothing answers, against the questions without a grade.
//!
//! ```text
//! --half test|tune|all   which half of the questions (default: test for the demo, all for a DIR)
//! --library DIR          the library's folder
//! --ungraded             print the passages in the first three places that have no grade, to be graded
//! --show ID              print what is answered to a question, with the grades
//! --misses               print the questions whose first passage is not graded 2, or that are wrongly (un)answered
//! ```

mod data;
#[path = "../support/half.rs"]
#[allow(dead_code, reason = "shared with the other judge")]
mod half;

use anyhow::{Context as _, Result, bail};
use data::{Case, Set};
use half::Half;
use pitchside_core::search::{Answer, search};
use std::path::PathBuf;

#[derive(Default)]
struct Options {
    dir: Option<PathBuf>,
    library: Option<PathBuf>,
    half: Option<Half>,
    ungraded: bool,
    show: Option<String>,
    misses: bool,
}

/// How deep a rep looks.
const DEPTH: usize = 3;

fn main() -> Result<()> {
    let options = options()?;
    let set = Set::open(options.dir.as_deref(), options.library.as_deref())?;
    let half = options.half.unwrap_or(if options.dir.is_some() { Half::All } else { Half::Test });
    let chosen = |case: &&Case| match &options.show {
        Some(id) => case.id == *id,
        None => half.holds(&case.id),
    };
    let cases: Vec<&Case> = set.cases.iter().filter(chosen).collect();
    if cases.is_empty() {
        bail!("no question is chosen");
    }
    let mut outcomes = Vec::new();
    for case in cases {
        let answer = search(&set.index, &set.query(case), 20);
        let outcome = judge(&set, case, &answer)?;
        if options.show.is_some() || (options.misses && outcome.is_miss()) {
            show(&set, case, &answer, &outcome)?;
        }
        if options.ungraded {
            ungraded(&set, case, &answer)?;
        }
        outcomes.push(outcome);
    }
    if options.show.is_none() && !options.ungraded {
        report(&outcomes);
    }
    Ok(())
}

/// What came of a question.
struct Outcome {
    language: String,
    /// There is something to find.
    answerable: bool,
    /// Something is offered as an answer.
    answered: bool,
    /// The grade of each hit's first passage.
    grades: Vec<u8>,
    /// The best grade that each hit's piece has anywhere.
    pieces: Vec<u8>,
}

impl Outcome {
    fn best(&self, depth: usize) -> u8 {
        self.grades.iter().take(depth).copied().max().unwrap_or(0)
    }

    fn is_miss(&self) -> bool {
        self.answered != self.answerable || (self.answerable && self.best(1) < 2)
    }
}

fn judge(set: &Set, case: &Case, answer: &Answer) -> Result<Outcome> {
    let answered = answer.answered;
    let (mut grades, mut pieces) = (Vec::new(), Vec::new());
    if answered {
        for hit in answer.hits.iter().take(DEPTH) {
            let passage = hit.passages.first().map(|p| p.passage);
            grades.push(case.grade(set, hit.asset, passage)?.unwrap_or(0));
            pieces.push(case.piece(set, hit.asset));
        }
    }
    Ok(Outcome { language: case.language.clone(), answerable: case.answerable(), answered, grades, pieces })
}

fn report(outcomes: &[Outcome]) {
    println!("set\tmetric\tvalue\tquestions");
    let mut languages: Vec<&str> = outcomes.iter().map(|o| o.language.as_str()).collect();
    languages.sort_unstable();
    languages.dedup();
    let foreign = |o: &&Outcome| o.language != "en";
    metrics("all", &outcomes.iter().collect::<Vec<_>>());
    if languages.len() > 1 {
        metrics("en", &outcomes.iter().filter(|o| o.language == "en").collect::<Vec<_>>());
        metrics("other languages", &outcomes.iter().filter(foreign).collect::<Vec<_>>());
    }
}

fn metrics(name: &str, outcomes: &[&Outcome]) {
    let answerable: Vec<&&Outcome> = outcomes.iter().filter(|o| o.answerable).collect();
    let count = answerable.len().max(1) as f64;
    for depth in [1, DEPTH] {
        let points: f64 = answerable.iter().map(|o| f64::from(o.best(depth)) / 2.0).sum();
        println!("{name}\tanswer@{depth}\t{:.3}\t{}", points / count, answerable.len());
    }
    for depth in [1, DEPTH] {
        let full = answerable.iter().filter(|o| o.best(depth) == 2).count() as f64;
        println!("{name}\tanswer2@{depth}\t{:.3}\t{}", full / count, answerable.len());
    }
    for depth in [1, DEPTH] {
        let points: f64 = answerable
            .iter()
            .map(|o| f64::from(o.pieces.iter().take(depth).copied().max().unwrap_or(0)) / 2.0)
            .sum();
        println!("{name}\tpiece@{depth}\t{:.3}\t{}", points / count, answerable.len());
    }
    let silent = |o: &&&Outcome| !o.answered;
    let right = outcomes.iter().filter(silent).filter(|o| !o.answerable).count() as f64;
    let said = outcomes.iter().filter(silent).count() as f64;
    let empty = outcomes.iter().filter(|o| !o.answerable).count() as f64;
    println!("{name}\tno_answer_f1\t{:.3}\t{}", 2.0 * right / (said + empty).max(1.0), outcomes.len());
    println!("{name}\tno_answer_said\t{said}\t{}", outcomes.len());
    println!("{name}\tno_answer_right\t{right}\t{empty}");
}

fn show(set: &Set, case: &Case, answer: &Answer, outcome: &Outcome) -> Result<()> {
    let buyer = case.prospect.as_ref().map_or("", |_| " [buyer in view]");
    let said = if answer.answered { "" } else { ": nothing answers" };
    println!(
        "{} {}{buyer}{said}{}",
        case.id,
        case.question,
        if outcome.answerable { "" } else { " (no answer)" }
    );
    println!("    words {:?}", answer.words);
    for hit in answer.hits.iter().take(DEPTH + 2) {
        let passage = hit.passages.first().map(|p| p.passage);
        let grade = case.grade(set, hit.asset, passage)?.map_or("-".to_owned(), |g| g.to_string());
        println!(
            "    {grade} {:.1} {}",
            hit.score,
            set.passage(hit.asset, passage)?.chars().take(170).collect::<String>()
        );
    }
    let mut rows: Vec<String> =
        case.places.iter().filter(|p| p.grade == 2).map(|p| format!("{} {}", p.asset, p.shown())).collect();
    rows.truncate(4);
    println!("    wanted: {}", rows.join(" | "));
    Ok(())
}

fn ungraded(set: &Set, case: &Case, answer: &Answer) -> Result<()> {
    for hit in answer.hits.iter().take(DEPTH) {
        let passage = hit.passages.first().map(|p| p.passage);
        if case.grade(set, hit.asset, passage)?.is_none() {
            println!("{}\t{}\t{}", case.id, case.question, set.passage(hit.asset, passage)?);
        }
    }
    Ok(())
}

fn options() -> Result<Options> {
    let mut options = Options::default();
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let mut value = || words.next().with_context(|| format!("{word} wants a value"));
        match word.as_str() {
            "--half" => {
                let name = value()?;
                let half = Half::named(&name);
                options.half =
                    Some(half.with_context(|| format!("--half is test, tune or all, not {name}"))?);
            }
            "--library" => options.library = Some(value()?.into()),
            "--show" => options.show = Some(value()?),
            "--ungraded" => options.ungraded = true,
            "--misses" => options.misses = true,
            other if other.starts_with('-') => bail!("unknown option {other}"),
            dir => options.dir = Some(dir.into()),
        }
    }
    Ok(options)
}
