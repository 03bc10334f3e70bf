//! The report as one page of HTML that needs nothing beside it: read on a screen, light or dark, or printed.
//!
//! Words of reps are text everywhere. The page may run one script, its own, and load nothing.

use super::digest::{Asked, Digest, Reason};
use super::library::{Library, Request};
use super::plot;
use super::tally::{FLOOR, Piece, Times};
use crate::report::heat_table;
use base64::{Engine, engine::general_purpose::STANDARD};
use pitchside_core::markup::escape;
use sha2::{Digest as _, Sha256};
use std::fmt::Write;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");
/// Rows of a table on the page; the rest stands in the files beside it.
const ROWS: usize = 60;
/// Characters of an answer on the page.
const ANSWER_CHARS: usize = 280;

/// A table: what it says, its columns (whether they hold numbers), its rows.
struct Table<'a> {
    caption: &'a str,
    columns: &'a [(&'a str, bool)],
    rows: Vec<Vec<String>>,
}

/// The page of a report; `skipped` are files that were left out, with why.
pub fn page(
    digest: &Digest,
    library: Option<&Library>,
    skipped: &[(String, String)],
    doubles: &[String],
) -> String {
    let mut html = String::new();
    // Writing into a string can't fail.
    let _ = body(&mut html, digest, library, skipped, doubles);
    html
}

fn body(
    html: &mut String,
    digest: &Digest,
    library: Option<&Library>,
    skipped: &[(String, String)],
    doubles: &[String],
) -> std::fmt::Result {
    let name = escape(library.map_or("the library", Library::name));
    let hash = STANDARD.encode(Sha256::digest(SCRIPT));
    let tally = &digest.tally;
    let days = tally.days.map_or_else(|| "no day".to_owned(), |(first, last)| format!("{first} to {last}"));
    write!(
        html,
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{hash}'\">\
<title>How {name} was used</title><style>{STYLE}</style></head><body><main>\n<h1>How {name} was used</h1>\n\
<p>{days} · {} · {} events. No name of a rep is in this report; questions and buyers stand in it from {FLOOR} reps on.</p>\n",
        count(tally.reps, "rep"),
        tally.events
    )?;
    summary(html, digest)?;
    todo(html, digest)?;
    asked(html, digest, library.is_some())?;
    buyers(html, digest, library)?;
    pieces(html, digest, library.is_some())?;
    feedback(html, digest)?;
    times(html, digest)?;
    sources(html, skipped, doubles)?;
    writeln!(html, "</main><script>{SCRIPT}</script></body></html>")
}

/// `1 rep`, `2 reps`.
fn count(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

fn share(part: usize, of: usize) -> usize {
    (100 * part + of / 2).checked_div(of).unwrap_or_default()
}

fn summary(html: &mut String, digest: &Digest) -> std::fmt::Result {
    let [used, all] = digest.in_use;
    let before = digest.before.as_ref().map_or(String::new(), |before| {
        format!(" ({} % in the last report)", share(before.in_use[0], before.in_use[1]))
    });
    let [lists, chosen, copies, opened] = digest.tally.funnel;
    write!(
        html,
        "<section><h2>In short</h2><p><b>{} %</b> of the pieces that may be sent were copied or opened: {used} of {all}{before}.</p>",
        share(used, all)
    )?;
    let steps = [
        ("lists in view", lists),
        ("lists with a copy", chosen),
        ("links copied", copies),
        ("originals opened", opened),
    ];
    html.push_str(&plot::bars("From the list to the copy", &steps));
    html.push_str("</section>\n");
    Ok(())
}

/// What there is to do, by owner.
fn todo(html: &mut String, digest: &Digest) -> std::fmt::Result {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut add = |owner: &str, what: &str, piece: &str, why: String| {
        let owner = if owner.is_empty() { "—" } else { owner };
        rows.push(vec![owner.to_owned(), what.to_owned(), piece.to_owned(), why]);
    };
    for asked in digest.asked.iter().take(20) {
        let why = format!("asked by {}, on {}", count(asked.reps, "rep"), count(asked.days, "day"));
        if asked.now.answers {
            add("", "Check", asked.title(), format!("{why}, though “{}” answers it", asked.now.title));
        } else {
            add("", "Write", asked.title(), why);
        }
    }
    for piece in &digest.tally.pieces {
        let of = |word: &str| piece.feedback.get(word).copied().unwrap_or_default();
        let (outdated, useless) = (of("outdated"), of("not_useful") + of("wrong_prospect"));
        if outdated > 0 {
            add(
                &piece.owner,
                "Bring up to date",
                &piece.title,
                format!("said to be outdated {}", count(outdated, "time")),
            );
        }
        if useless > 0 && useless > of("useful") {
            add(
                &piece.owner,
                "Mend",
                &piece.title,
                format!("not useful, or wrong for the buyer, {}", count(useless, "time")),
            );
        }
        if piece.passed_over() {
            let instead =
                piece.instead.first().map_or(String::new(), |(title, _)| format!("; instead “{title}”"));
            add(
                &piece.owner,
                "Mend or retire",
                &piece.title,
                format!("in {} lists, never copied{instead}", piece.shown.times),
            );
        }
        if piece.retired {
            let what = if piece.successor.is_empty() {
                "Bring back, or say what takes its place"
            } else {
                "Tell reps"
            };
            let instead = if piece.successor.is_empty() {
                String::new()
            } else {
                format!("; “{}” takes its place", piece.successor)
            };
            let times = count(piece.copied.times, "time");
            add(&piece.owner, what, &piece.title, format!("still copied {times}{instead}"));
        }
    }
    section(
        html,
        "What to do",
        "",
        &Table {
            caption: "To-dos with their owners from the catalogue",
            columns: &[("Owner", false), ("What", false), ("Piece or question", false), ("Why", false)],
            rows,
        },
    )
}

fn asked(html: &mut String, digest: &Digest, library: bool) -> std::fmt::Result {
    let row = |asked: &Asked| {
        let others: Vec<&str> = asked.words.iter().skip(1).map(|(words, _)| words.as_str()).collect();
        let mut row = vec![
            asked.title().to_owned(),
            others.join(" · "),
            asked.times().to_string(),
            asked.reps.to_string(),
            asked.days.to_string(),
        ];
        if library {
            let Request { title: _, kind, industry, function } = &asked.request;
            let of: Vec<&str> = [kind, industry, function]
                .into_iter()
                .map(String::as_str)
                .filter(|s| !s.is_empty())
                .collect();
            row.push(of.join(" · "));
            let passage: String = asked.now.passage.chars().take(ANSWER_CHARS).collect();
            row.push(match (asked.now.title.is_empty(), asked.now.answers) {
                (true, _) => "nothing near".to_owned(),
                (_, true) => format!("{}: {passage}", asked.now.title),
                (_, false) => format!("nearest: {}", asked.now.title),
            });
        }
        row
    };
    let with_answer = [
        ("Question", false),
        ("Also asked as", false),
        ("Times", true),
        ("Reps", true),
        ("Days", true),
        ("Would be", false),
        ("Today", false),
    ];
    let columns = if library { &with_answer[..] } else { &with_answer[..5] };
    let hidden = if digest.asked_by_few > 0 {
        format!("{} more that fewer than {FLOOR} reps asked are not shown.", digest.asked_by_few)
    } else {
        String::new()
    };
    section(
        html,
        "Asked and not answered",
        &hidden,
        &Table {
            caption: "Questions that nothing answered, or whose answers were not used; each is a request for a piece",
            columns,
            rows: digest.asked.iter().map(row).collect(),
        },
    )?;
    if !digest.followed.is_empty() {
        let rows = digest.followed.iter().map(|one| {
            let now = match (one.answered_by.is_empty(), one.open) {
                (false, false) => format!("answered by {}", one.answered_by),
                (false, true) => format!("answered by {}, and still asked", one.answered_by),
                (true, true) => "still open".to_owned(),
                (true, false) => "not asked again".to_owned(),
            };
            vec![one.words.clone(), now]
        });
        section(
            html,
            "What became of the last report’s gaps",
            "",
            &Table {
                caption: "Questions that were open in the last report",
                columns: &[("Question", false), ("Now", false)],
                rows: rows.collect(),
            },
        )?;
    }
    section(
        html,
        "Frequent questions",
        "",
        &Table {
            caption: "What is asked most, with its answer today",
            columns,
            rows: digest.frequent.iter().map(row).collect(),
        },
    )
}

fn buyers(html: &mut String, digest: &Digest, library: Option<&Library>) -> std::fmt::Result {
    let rows = digest.gaps.iter().map(|gap| {
        vec![
            gap.industry.clone(),
            gap.function.clone(),
            gap.stage.clone(),
            gap.count.times.to_string(),
            gap.count.reps.to_string(),
        ]
    });
    let hidden = if digest.gaps_of_few > 0 {
        format!("{} more that fewer than {FLOOR} reps met are not shown.", digest.gaps_of_few)
    } else {
        String::new()
    };
    section(
        html,
        "Buyers without a piece",
        &hidden,
        &Table {
            caption: "Buyers in front of whom nothing fitted",
            columns: &[
                ("Industry", false),
                ("Function", false),
                ("Stage", false),
                ("Times", true),
                ("Reps", true),
            ],
            rows: rows.collect(),
        },
    )?;
    if let Some(library) = library {
        writeln!(
            html,
            "<details><summary>What the library covers, by industry and function</summary>\
<p>A cell says in how many of the five stages something fits.</p><div class=\"across\" tabindex=\"0\" role=\"region\" aria-label=\"Coverage\">{}</div></details>",
            heat_table(&library.coverage)
        )?;
    }
    Ok(())
}

fn pieces(html: &mut String, digest: &Digest, library: bool) -> std::fmt::Result {
    let pieces = &digest.tally.pieces;
    let row = |piece: &Piece| {
        let instead: Vec<String> =
            piece.instead.iter().map(|(title, times)| format!("{title} ({times})")).collect();
        vec![
            piece.title.clone(),
            piece.kind.clone(),
            piece.shown.times.to_string(),
            piece.copied.times.to_string(),
            piece.copied.reps.to_string(),
            piece.opened.times.to_string(),
            if piece.place > 0 { piece.place.to_string() } else { String::new() },
            instead.join(" · "),
        ]
    };
    let columns = [
        ("Piece", false),
        ("Kind", false),
        ("Shown", true),
        ("Copied", true),
        ("By reps", true),
        ("Opened", true),
        ("Place when copied", true),
        ("Copied instead", false),
    ];
    section(
        html,
        "Used",
        "",
        &Table {
            caption: "Pieces that were copied or opened",
            columns: &columns,
            rows: pieces.iter().filter(|piece| piece.used()).map(row).collect(),
        },
    )?;
    section(
        html,
        "Shown and never copied",
        "",
        &Table {
            caption: "Pieces that came into view again and again, and what was copied from the same lists",
            columns: &columns,
            rows: pieces.iter().filter(|piece| piece.passed_over()).map(row).collect(),
        },
    )?;
    if library {
        let never = pieces.iter().filter(|piece| piece.shown.times == 0 && !piece.used() && !piece.retired);
        section(
            html,
            "Never shown",
            "",
            &Table {
                caption: "Pieces that came into nobody’s view, and why where nothing would surface them",
                columns: &[("Piece", false), ("Kind", false), ("Owner", false), ("Why", false)],
                rows: never
                    .map(|p| vec![p.title.clone(), p.kind.clone(), p.owner.clone(), p.never.clone()])
                    .collect(),
            },
        )?;
    }
    Ok(())
}

fn feedback(html: &mut String, digest: &Digest) -> std::fmt::Result {
    let told = digest.tally.pieces.iter().filter(|piece| !piece.feedback.is_empty()).map(|piece| {
        let of = |word: &str| piece.feedback.get(word).map_or(String::new(), usize::to_string);
        vec![
            piece.title.clone(),
            piece.owner.clone(),
            of("useful"),
            of("not_useful"),
            of("outdated"),
            of("wrong_prospect"),
            piece.words.join(" · "),
        ]
    });
    section(
        html,
        "Feedback",
        "",
        &Table {
            caption: "What reps said of pieces, in their words",
            columns: &[
                ("Piece", false),
                ("Owner", false),
                ("Useful", true),
                ("Not useful", true),
                ("Outdated", true),
                ("Wrong buyer", true),
                ("In their words", false),
            ],
            rows: told.collect(),
        },
    )?;
    let reasons = digest.reasons.iter().map(|reason| {
        let Reason { words, about, times, reps } = reason;
        let about = if about.is_empty() { "something missing".to_owned() } else { about.join(" · ") };
        vec![words.join(" · "), about, times.to_string(), reps.to_string()]
    });
    section(
        html,
        "Why deals fall through",
        "",
        &Table {
            caption: "What reps told marketing is missing, or wrong with a piece, put together by meaning",
            columns: &[("In their words", false), ("About", false), ("Times", true), ("Reps", true)],
            rows: reasons.collect(),
        },
    )
}

fn times(html: &mut String, digest: &Digest) -> std::fmt::Result {
    let row = |name: String, times: &Times| {
        vec![name, times.number.to_string(), times.median.to_string(), times.p90.to_string()]
    };
    let mut rows = Vec::new();
    for (name, times) in ["all", "from the list", "by search"].iter().zip(&digest.tally.times) {
        rows.push(row((*name).to_owned(), times));
    }
    rows.extend(digest.tally.weeks.iter().map(|(monday, times)| row(format!("week of {monday}"), times)));
    let lines = plot::lines("Seconds from the page to the copy, by week", &digest.tally.weeks);
    section(
        html,
        "From page to copy",
        "",
        &Table {
            caption: "Seconds from the page to the copy",
            columns: &[("Copies", false), ("Measured", true), ("Median", true), ("Nine in ten within", true)],
            rows,
        },
    )?;
    html.push_str(&lines);
    Ok(())
}

fn sources(html: &mut String, skipped: &[(String, String)], doubles: &[String]) -> std::fmt::Result {
    if skipped.is_empty() && doubles.is_empty() {
        return Ok(());
    }
    let mut rows: Vec<Vec<String>> =
        skipped.iter().map(|(name, why)| vec![name.clone(), why.clone()]).collect();
    rows.extend(doubles.iter().map(|name| vec![name.clone(), "sent twice: nothing new in it".to_owned()]));
    section(
        html,
        "Files that were left out",
        "",
        &Table { caption: "Nothing of these was counted", columns: &[("File", false), ("Why", false)], rows },
    )
}

fn section(html: &mut String, heading: &str, note: &str, table: &Table<'_>) -> std::fmt::Result {
    write!(html, "<section><h2>{}</h2>", escape(heading))?;
    if table.rows.is_empty() {
        write!(html, "<p class=\"none\">Nothing.</p>")?;
    } else {
        write!(
            html,
            "<div class=\"across\" tabindex=\"0\" role=\"region\" aria-label=\"{0}\"><table><caption>{0}</caption><thead><tr>",
            escape(table.caption)
        )?;
        for (name, number) in table.columns {
            let class = if *number { " class=\"n\"" } else { "" };
            write!(html, "<th scope=\"col\"{class}>{}</th>", escape(name))?;
        }
        html.push_str("</tr></thead><tbody>\n");
        for row in table.rows.iter().take(ROWS) {
            html.push_str("<tr>");
            for (cell, (_, number)) in row.iter().zip(table.columns) {
                let class = if *number { " class=\"n\"" } else { "" };
                write!(html, "<td{class}>{}</td>", escape(cell))?;
            }
            html.push_str("</tr>\n");
        }
        html.push_str("</tbody></table></div>");
    }
    if table.rows.len() > ROWS {
        write!(html, "<p>{} more stand in the CSV beside this page.</p>", table.rows.len() - ROWS)?;
    }
    if !note.is_empty() {
        write!(html, "<p>{}</p>", escape(note))?;
    }
    html.push_str("</section>\n");
    Ok(())
}
