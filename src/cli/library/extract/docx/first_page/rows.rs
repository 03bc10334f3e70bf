//! Tables: rows of cells with their grounds and lines.

use super::super::super::tree::Node;
use super::compose::Composer;
use super::piece::{Cell, Piece, Row};

/// Rows and columns that are drawn.
const ROWS: usize = 80;
const COLUMNS: usize = 40;
/// Room between a cell's sides and its text.
const PADDING: f64 = 5.4;

impl<'n> Composer<'n> {
    /// Makes a table's rows.
    pub fn table(&self, table: &'n Node, width: f64, pieces: &mut Vec<Piece<'n>>) {
        let own = table.child("tblPr");
        let id = own.and_then(|own| own.child("tblStyle")).and_then(|style| style.attr("val"));
        let styles = self.looks.chain(id.or(self.looks.usual_table));
        let around = own
            .and_then(|own| own.child("tblBorders"))
            .or_else(|| styles.iter().find_map(|style| style.at(&["tblPr", "tblBorders"])));
        let around = around.map(|node| self.borders(node)).unwrap_or_default();
        let columns = columns(table, width);
        let special = |name: &str| {
            styles
                .iter()
                .find_map(|style| style.all("tblStylePr").find(|part| part.attr("type") == Some(name)))
        };
        let look = own.and_then(|own| own.child("tblLook"));
        let wants = |name: &str| look.is_none_or(|look| look.attr(name).is_none() || look.flag(name));
        let first = special("firstRow").filter(|_| wants("firstRow"));
        let band = special("band1Horz").filter(|_| !look.is_some_and(|look| look.flag("noHBand")));
        let rows: Vec<&Node> = table.all("tr").take(ROWS).collect();
        for (number, row) in rows.iter().enumerate() {
            let part = match number {
                0 if first.is_some() => first,
                number if number % 2 == usize::from(first.is_some()) => band,
                _ => None,
            };
            let within: Vec<&Node> = part.into_iter().chain(styles.iter().copied()).collect();
            let (mut x, mut at) = (0.0, 0);
            let mut cells = Vec::new();
            for cell in row.all("tc").take(COLUMNS) {
                let properties = cell.child("tcPr");
                let said = |name: &str| properties.and_then(|properties| properties.child(name));
                let span =
                    said("gridSpan").and_then(|span| span.number("val")).unwrap_or(1.0).clamp(1.0, 40.0)
                        as usize;
                let wide: f64 = columns.iter().skip(at).take(span).sum();
                let ground =
                    said("shd").or_else(|| within.iter().find_map(|style| style.at(&["tcPr", "shd"])));
                let last = at + span >= columns.len();
                let inside = |side: &str| match side {
                    "top" => number == 0,
                    "bottom" => number + 1 == rows.len(),
                    "left" | "start" => at == 0,
                    "right" | "end" => last,
                    "insideH" => number + 1 < rows.len(),
                    "insideV" => !last,
                    _ => false,
                };
                let mut borders: Vec<_> = around.iter().filter(|side| inside(&side.0)).cloned().collect();
                borders.extend(
                    part.and_then(|part| part.at(&["tcPr", "tcBorders"]))
                        .map(|node| self.borders(node))
                        .unwrap_or_default(),
                );
                borders.extend(said("tcBorders").map(|node| self.borders(node)).unwrap_or_default());
                let padding = PADDING.min(wide / 4.0);
                let continues = said("vMerge").is_some_and(|merge| merge.attr("val") != Some("restart"));
                let content: &'n [Node] = if continues { &[] } else { &cell.children };
                let inner = self.pieces_within(content, wide - 2.0 * padding, &within);
                cells.push(Cell {
                    x,
                    width: wide,
                    fill: ground.and_then(|ground| self.looks.shade(ground)),
                    borders,
                    pieces: inner,
                    padding,
                    centred: said("vAlign").and_then(|align| align.attr("val")) == Some("center"),
                });
                x += wide;
                at += span;
            }
            let said =
                row.at(&["trPr", "trHeight"]).and_then(|height| height.number("val")).unwrap_or(0.0) / 20.0;
            let tall = |cell: &Cell<'_>| cell.pieces.iter().map(Piece::height).sum::<f64>();
            let height = cells.iter().map(tall).fold(said.clamp(0.0, 2_000.0), f64::max);
            pieces.push(Piece::Row(Row { height, cells }));
        }
    }
}

/// The columns' widths, made to fit.
fn columns(table: &Node, width: f64) -> Vec<f64> {
    let grid = table
        .child("tblGrid")
        .map(|grid| grid.all("gridCol").take(COLUMNS).collect::<Vec<_>>())
        .unwrap_or_default();
    let mut columns: Vec<f64> =
        grid.iter().map(|column| (column.number("w").unwrap_or(0.0) / 20.0).clamp(0.0, 3_000.0)).collect();
    let cells = table.child("tr").map_or(1, |row| row.all("tc").take(COLUMNS).count()).max(1);
    let sum: f64 = columns.iter().sum();
    if columns.is_empty() || sum < 10.0 {
        columns = vec![width / cells as f64; cells];
    } else {
        let percent = table.at(&["tblPr", "tblW"]).filter(|wide| wide.attr("type") == Some("pct"));
        let wanted = percent.and_then(|wide| wide.number("w")).map(|part| (part / 5_000.0).min(1.0) * width);
        let scale = wanted.unwrap_or(sum.min(width + 12.0)) / sum;
        columns.iter_mut().for_each(|column| *column *= scale);
    }
    columns
}
