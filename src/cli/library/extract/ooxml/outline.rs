//! Outlines of DrawingML shapes. Those with curves of their own are drawn as they are; of the many presets the usual ones, and
//! the area that the others fill.

use super::super::drawing::{Area, Path, Step};
use super::super::tree::Node;

/// Steps of a shape's own outline.
const STEPS: usize = 3_000;

/// The outline of a shape, and whether it has an inside; none for what only is a line of a form that is not known.
pub fn outline(properties: &Node, area: Area) -> Option<(Path, bool)> {
    if let Some(own) = properties.child("custGeom") {
        return own_outline(own, area).map(|path| (path, true));
    }
    let Some(preset) = properties.child("prstGeom") else { return Some((Path::rect(area), true)) };
    let name = preset.attr("prst").unwrap_or_default();
    let given =
        preset.find("gd").and_then(|guide| guide.attr("fmla")?.strip_prefix("val ")?.parse::<f64>().ok());
    let part = |usual: f64| (given.unwrap_or(usual) / 100_000.0).clamp(0.0, 1.0);
    let Area { x, y, w, h } = area;
    let short = w.min(h);
    let corners = |points: &[(f64, f64)]| {
        let mut steps: Vec<Step> = points.iter().map(|(px, py)| Step::Line(x + w * px, y + h * py)).collect();
        if let (Some(begin), Some((px, py))) = (steps.first_mut(), points.first()) {
            *begin = Step::Move(x + w * px, y + h * py);
        }
        steps.push(Step::Close);
        Path(steps)
    };
    // How deep a point is, as a part of the width.
    let deep = |usual: f64| if w > 0.0 { (part(usual) * short / w).min(1.0) } else { 0.0 };
    Some(match name {
        "line" | "straightConnector1" | "bentConnector2" | "bentConnector3" | "curvedConnector3" => {
            (Path(vec![Step::Move(x, y), Step::Line(x + w, y + h)]), false)
        }
        "roundRect" | "flowChartAlternateProcess" | "wedgeRoundRectCallout" => {
            let usual = if name == "wedgeRoundRectCallout" { 0.167 } else { part(16_667.0) };
            (Path::round(area, short * usual), true)
        }
        "flowChartTerminator" => (Path::round(area, short / 2.0), true),
        "ellipse" | "flowChartConnector" | "donut" | "pie" | "chord" | "cloud" | "wedgeEllipseCallout" => {
            (Path::ellipse(area), true)
        }
        "triangle" => (corners(&[(part(50_000.0), 0.0), (1.0, 1.0), (0.0, 1.0)]), true),
        "rtTriangle" => (corners(&[(0.0, 0.0), (1.0, 1.0), (0.0, 1.0)]), true),
        "diamond" | "flowChartDecision" => (corners(&[(0.5, 0.0), (1.0, 0.5), (0.5, 1.0), (0.0, 0.5)]), true),
        "parallelogram" => {
            let d = deep(25_000.0);
            (corners(&[(d, 0.0), (1.0, 0.0), (1.0 - d, 1.0), (0.0, 1.0)]), true)
        }
        "trapezoid" => {
            let d = deep(25_000.0);
            (corners(&[(d, 0.0), (1.0 - d, 0.0), (1.0, 1.0), (0.0, 1.0)]), true)
        }
        "homePlate" => {
            let d = deep(50_000.0);
            (corners(&[(0.0, 0.0), (1.0 - d, 0.0), (1.0, 0.5), (1.0 - d, 1.0), (0.0, 1.0)]), true)
        }
        "chevron" => {
            let d = deep(50_000.0);
            (corners(&[(0.0, 0.0), (1.0 - d, 0.0), (1.0, 0.5), (1.0 - d, 1.0), (0.0, 1.0), (d, 0.5)]), true)
        }
        "hexagon" => {
            let d = deep(25_000.0);
            (corners(&[(d, 0.0), (1.0 - d, 0.0), (1.0, 0.5), (1.0 - d, 1.0), (d, 1.0), (0.0, 0.5)]), true)
        }
        "rightArrow" => (
            corners(&[
                (0.0, 0.25),
                (0.65, 0.25),
                (0.65, 0.0),
                (1.0, 0.5),
                (0.65, 1.0),
                (0.65, 0.75),
                (0.0, 0.75),
            ]),
            true,
        ),
        "leftArrow" => (
            corners(&[
                (1.0, 0.25),
                (0.35, 0.25),
                (0.35, 0.0),
                (0.0, 0.5),
                (0.35, 1.0),
                (0.35, 0.75),
                (1.0, 0.75),
            ]),
            true,
        ),
        "downArrow" => (
            corners(&[
                (0.25, 0.0),
                (0.25, 0.65),
                (0.0, 0.65),
                (0.5, 1.0),
                (1.0, 0.65),
                (0.75, 0.65),
                (0.75, 0.0),
            ]),
            true,
        ),
        "upArrow" => (
            corners(&[
                (0.25, 1.0),
                (0.25, 0.35),
                (0.0, 0.35),
                (0.5, 0.0),
                (1.0, 0.35),
                (0.75, 0.35),
                (0.75, 1.0),
            ]),
            true,
        ),
        "arc" | "leftBrace" | "rightBrace" | "bracePair" | "leftBracket" | "rightBracket" | "bracketPair"
        | "frame" | "halfFrame" | "blockArc" | "corner" => return None,
        _ => (Path::rect(area), true),
    })
}

/// A shape's own outline, stretched over its area; none where it counts with guides.
fn own_outline(geometry: &Node, area: Area) -> Option<Path> {
    let mut steps = Vec::new();
    for path in geometry.child("pathLst")?.all("path") {
        let (w, h) = (path.number("w").filter(|w| *w > 0.0), path.number("h").filter(|h| *h > 0.0));
        let (sx, sy) = (w.map_or(1.0 / 12_700.0, |w| area.w / w), h.map_or(1.0 / 12_700.0, |h| area.h / h));
        for step in &path.children {
            let points: Vec<(f64, f64)> = step
                .all("pt")
                .map(|point| Some((area.x + point.number("x")? * sx, area.y + point.number("y")? * sy)))
                .collect::<Option<_>>()?;
            match (step.name.as_str(), points.as_slice()) {
                ("moveTo", [(x, y)]) => steps.push(Step::Move(*x, *y)),
                ("lnTo", [(x, y)]) => steps.push(Step::Line(*x, *y)),
                ("cubicBezTo", [a, b, c]) => steps.push(Step::Curve([a.0, a.1, b.0, b.1, c.0, c.1])),
                ("quadBezTo", [a, b]) => steps.push(Step::Curve([a.0, a.1, a.0, a.1, b.0, b.1])),
                ("arcTo", _) => {}
                ("close", _) => steps.push(Step::Close),
                _ => return None,
            }
            if steps.len() > STEPS {
                return None;
            }
        }
    }
    // A line without a begin would be one from nowhere.
    matches!(steps.first(), Some(Step::Move(..))).then_some(Path(steps))
}
