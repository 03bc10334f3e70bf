//! Plots as SVG, each with its numbers in words for whoever does not see it.

use super::tally::Times;
use pitchside_core::catalogue::Date;
use pitchside_core::markup::escape;
use std::fmt::Write;

/// Pixels.
const WIDTH: f64 = 640.0;
const LABEL: f64 = 150.0;
const BAR: f64 = 26.0;
const HEIGHT: f64 = 220.0;
const MARGIN: f64 = 40.0;

/// Bars of counts, one below the other.
pub fn bars(title: &str, counts: &[(&str, usize)]) -> String {
    let most = counts.iter().map(|(_, n)| *n).max().unwrap_or_default().max(1) as f64;
    let said: Vec<String> = counts.iter().map(|(name, n)| format!("{name}: {n}")).collect();
    let height = BAR * counts.len() as f64;
    let mut svg = open(&format!("{title}. {}", said.join(", ")), height);
    for (at, (name, n)) in counts.iter().enumerate() {
        let (y, width) = (BAR * at as f64, (*n as f64 / most) * (WIDTH - LABEL - 60.0));
        let _ = write!(
            svg,
            "<text x=\"0\" y=\"{:.0}\">{}</text><rect class=\"bar\" x=\"{LABEL}\" y=\"{:.0}\" width=\"{width:.1}\" height=\"16\" rx=\"2\"/>\
<text x=\"{:.0}\" y=\"{:.0}\">{n}</text>",
            y + 16.0,
            escape(name),
            y + 4.0,
            LABEL + width + 6.0,
            y + 16.0
        );
    }
    svg + "</svg>"
}

/// Median and nine in ten, week by week; nothing for fewer than two weeks.
pub fn lines(title: &str, weeks: &[(Date, Times)]) -> String {
    if weeks.len() < 2 {
        return String::new();
    }
    let most = weeks.iter().map(|(_, times)| times.p90).max().unwrap_or_default().max(1);
    let x = |at: usize| MARGIN + at as f64 / (weeks.len() - 1) as f64 * (WIDTH - 2.0 * MARGIN);
    let y = |seconds: u32| HEIGHT - 30.0 - f64::from(seconds) / f64::from(most) * (HEIGHT - 60.0);
    let said: Vec<String> =
        weeks.iter().map(|(week, times)| format!("{week}: {} and {}", times.median, times.p90)).collect();
    let mut svg = open(&format!("{title}: median and nine in ten. {}", said.join("; ")), HEIGHT);
    let _ = write!(
        svg,
        "<path class=\"axis\" d=\"M{MARGIN} 20V{0}H{1}\" fill=\"none\"/><text class=\"soft\" x=\"0\" y=\"34\">{most} s</text>\
<text class=\"soft\" x=\"{MARGIN}\" y=\"{2}\">{3}</text><text class=\"soft\" x=\"{1}\" y=\"{2}\" text-anchor=\"end\">{4}</text>\
<text x=\"{1}\" y=\"14\" text-anchor=\"end\">solid: median, dashed: nine in ten</text>",
        HEIGHT - 30.0,
        WIDTH - MARGIN,
        HEIGHT - 10.0,
        weeks.first().map(|(week, _)| week.to_string()).unwrap_or_default(),
        weeks.last().map(|(week, _)| week.to_string()).unwrap_or_default(),
    );
    for (line, dot, slowest) in [("line", "dot", false), ("line2", "dot2", true)] {
        let mut path = String::new();
        let mut dots = String::new();
        for (at, (_, times)) in weeks.iter().enumerate() {
            let (px, py) = (x(at), y(if slowest { times.p90 } else { times.median }));
            let _ = write!(path, "{}{px:.1} {py:.1}", if at == 0 { "M" } else { "L" });
            let _ = write!(dots, "<circle class=\"{dot}\" cx=\"{px:.1}\" cy=\"{py:.1}\" r=\"3\"/>");
        }
        let _ = write!(svg, "<path class=\"{line}\" d=\"{path}\"/>{dots}");
    }
    svg + "</svg>"
}

fn open(label: &str, height: f64) -> String {
    format!(
        "<svg role=\"img\" aria-label=\"{}\" viewBox=\"0 0 {WIDTH:.0} {height:.0}\" width=\"{WIDTH:.0}\" height=\"{height:.0}\">",
        escape(label)
    )
}
