//! Tables of a slide: cells with their fills, lines and texts.

use super::super::super::drawing::{Area, Colour, Path, Step};
use super::super::super::ooxml::look::Fill;
use super::super::super::ooxml::painter::{Painter, Relations};
use super::super::super::tree::Node;
use super::words::{self, Inherited};
use std::rc::Rc;

/// Rows and columns that are drawn.
const ROWS: usize = 60;
const COLUMNS: usize = 40;

/// Draws a table with its upper left corner in that of the area.
pub fn draw(
    painter: &mut Painter<'_, '_>,
    table: &Node,
    inherited: &Inherited<'_>,
    area: Area,
    relations: &Relations,
) {
    let columns: Vec<f64> = table
        .child("tblGrid")
        .map(|grid| {
            grid.all("gridCol").take(COLUMNS).map(|column| column.emu("w").unwrap_or(0.0).max(0.0)).collect()
        })
        .unwrap_or_default();
    let look = table.child("tblPr");
    let has = |name: &str| look.is_some_and(|look| look.flag(name));
    // The built-in styles are not in the file. Most fill the first row with the first accent, and every other row with a tint of it.
    let styled = look.and_then(|look| look.child("tableStyleId")).is_some_and(|id| !is_plain(&id.text));
    let accent = painter.theme.named("accent1").filter(|_| styled);
    let mut y = area.y;
    for (number, row) in table.all("tr").take(ROWS).enumerate() {
        // A row is as tall as its tallest text.
        let texts = row.all("tc").take(COLUMNS).zip(&columns).filter_map(|(cell, width)| {
            let single = cell.number("gridSpan").is_none_or(|span| span < 2.0);
            Some(words::height(painter, cell.child("txBody").filter(|_| single)?, &inherited.lists, *width))
        });
        let height = texts.fold(row.emu("h").unwrap_or(20.0).max(1.0), f64::max).min(4_000.0);
        let heads = number == 0 && has("firstRow");
        let mut x = area.x;
        for (at, cell) in row.all("tc").take(COLUMNS).enumerate() {
            let width = columns.get(at).copied().unwrap_or(0.0);
            let left = x;
            x += width;
            if cell.flag("hMerge") || cell.flag("vMerge") || !painter.takes_another() {
                continue;
            }
            let span = cell.number("gridSpan").unwrap_or(1.0).clamp(1.0, COLUMNS as f64) as usize;
            let wide = columns.iter().skip(at).take(span).sum();
            let place = Area { x: left, y, w: wide, h: height };
            let properties = cell.child("tcPr");
            let theme = Rc::clone(&painter.theme);
            let band = number % 2 == usize::from(has("firstRow")) && has("bandRow");
            let usual = accent.map(|accent| match (heads, band) {
                (true, _) => accent,
                (_, true) => Colour::WHITE.toward(accent, 0.4),
                _ => Colour::WHITE.toward(accent, 0.2),
            });
            let own = properties.and_then(|properties| theme.fill(properties, None));
            let fill = own.unwrap_or(usual.map_or(Fill::Nothing, Fill::Plain));
            painter.fill(&Path::rect(place), place, &fill, relations);
            let (right, bottom) = (place.x + place.w, place.y + place.h);
            let sides = [
                ("lnL", [place.x, y, place.x, bottom]),
                ("lnR", [right, y, right, bottom]),
                ("lnT", [place.x, y, right, y]),
                ("lnB", [place.x, bottom, right, bottom]),
            ];
            for (side, [x, y, to_x, to_y]) in sides {
                let line = properties.and_then(|properties| properties.child(side));
                let colour = line.and_then(|line| theme.fill(line, None));
                if let (Some(line), Some(Fill::Plain(colour))) = (line, colour) {
                    let path = Path(vec![Step::Move(x, y), Step::Line(to_x, to_y)]);
                    painter.canvas.stroke(&path, colour, line.emu("w").unwrap_or(1.0).clamp(0.1, 20.0));
                }
            }
            if accent.is_some() {
                let path = Path(vec![Step::Move(place.x, bottom), Step::Line(right, bottom)]);
                painter.canvas.stroke(&path, Colour::WHITE, 1.0);
            }
            if let Some(body) = cell.child("txBody") {
                let colour = (heads && accent.is_some()).then_some(Colour::WHITE);
                words::boxed(painter, &[body], &inherited.lists, colour, place);
            }
        }
        y += height;
    }
}

/// The styles without any fill: none at all, and only a grid.
fn is_plain(id: &str) -> bool {
    matches!(
        id.trim(),
        "" | "{2D5ABB26-0587-4C30-8999-92F81FD0307C}" | "{5940675A-B579-460E-94D1-54222C63F5DA}"
    )
}
