//! Coverage as one page of HTML that needs nothing beside it.

use super::{Cell, Coverage};
use pitchside_core::catalogue::Stage;
use pitchside_core::markup::escape;
use std::fmt::Write;

const STYLE: &str = "body{font:15px/1.5 system-ui,sans-serif;color:#1d2733;max-width:1200px;margin:32px auto;padding:0 20px}\
table{border-collapse:collapse;font-size:13px}th{font-weight:500;text-align:left;padding:3px 8px;vertical-align:bottom}\
thead th:not(:first-child){writing-mode:vertical-rl;transform:rotate(180deg);padding:8px 3px}\
td{border:1px solid #fff;width:34px;height:22px;text-align:center;font-size:11px}\
tr.sector th{font-weight:700}tr:not(.sector) th:first-child{padding-left:22px}\
.c0{background:#f3d9d3}.c1{background:#e4efe6}.c2{background:#c3dfca}.c3{background:#95c7a3}.c4{background:#5fa877;color:#fff}.c5{background:#2f7d4f;color:#fff}\
@media(prefers-color-scheme:dark){body{background:#14181d;color:#dfe5ec}td{border-color:#14181d;color:#10241a}.c4,.c5{color:#fff}}";

/// The page: a row per industry, a column per function; a cell's number is how many of the five stages have something
/// that fits, and its words name those that have nothing.
pub fn heat_map(coverage: &Coverage, name: &str) -> String {
    let mut page = String::new();
    // Writing into a string can't fail.
    let _ = body(&mut page, coverage, name);
    page
}

/// The table alone, for a page that has styles for `c0` (nothing) to `c5` (every stage) and `tr.sector` of its own.
pub fn heat_table(coverage: &Coverage) -> String {
    let mut html = String::new();
    let _ = table(&mut html, coverage);
    html
}

fn body(page: &mut String, coverage: &Coverage, name: &str) -> std::fmt::Result {
    let name = escape(name);
    write!(
        page,
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
<title>Coverage of {name}</title><style>{STYLE}</style></head><body>\n<h1>Coverage of {name}</h1>\n\
<p>{} assets against {} prospects and {} questions. A cell says in how many of the five stages something fits; hover for \
the stages that have nothing.</p>\n",
        coverage.assets, coverage.prospects, coverage.questions
    )?;
    table(page, coverage)?;
    writeln!(page, "\n<h2>Assets that nothing ever surfaces</h2>\n<ul>")?;
    for never in &coverage.never {
        writeln!(page, "<li><b>{}</b> {}</li>", escape(&never.id.0), escape(&never.why))?;
    }
    writeln!(page, "</ul>\n</body></html>")
}

fn table(page: &mut String, coverage: &Coverage) -> std::fmt::Result {
    write!(page, "<table><thead><tr><th scope=\"col\">Industry</th>")?;
    for persona in &coverage.personas {
        write!(page, "<th scope=\"col\">{}</th>", escape(persona.label()))?;
    }
    writeln!(page, "</tr></thead><tbody>")?;
    for row in &coverage.rows {
        let class = if row.industry.parent().is_none() { " class=\"sector\"" } else { "" };
        write!(page, "<tr{class}><th scope=\"row\">{}</th>", escape(row.industry.label()))?;
        for cell in &row.cells {
            let covered = cell.stages.iter().filter(|n| **n > 0).count();
            let title = escape(&title(cell));
            write!(page, "<td class=\"c{covered}\" title=\"{title}\">{covered}</td>")?;
        }
        writeln!(page, "</tr>")?;
    }
    write!(page, "</tbody></table>")
}

fn title(cell: &Cell) -> String {
    let without: Vec<&str> =
        Stage::ALL.iter().zip(&cell.stages).filter(|(_, n)| **n == 0).map(|(s, _)| s.label()).collect();
    if without.is_empty() {
        "every stage has something".to_owned()
    } else {
        format!("nothing for {}", without.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Never, Row};

    #[test]
    fn names_from_the_library_are_escaped_and_every_cell_says_what_it_lacks() {
        let coverage = Coverage {
            assets: 1,
            prospects: 5,
            questions: 1,
            personas: vec![pitchside_core::catalogue::Persona::Finance],
            rows: vec![Row {
                industry: "Insurance".parse().unwrap(),
                cells: vec![Cell { stages: vec![1, 0, 2, 2, 0] }],
            }],
            never: vec![Never { id: pitchside_core::catalogue::AssetId("<b>".into()), why: "x & y".into() }],
        };
        let page = heat_map(&coverage, "A & B");
        assert!(
            page.contains("Coverage of A &amp; B")
                && page.contains("&lt;b&gt;")
                && page.contains("x &amp; y")
        );
        assert!(page.contains("class=\"c3\" title=\"nothing for discovery, customer\""));
    }
}
