//! What a page is put together from: each as tall as it is before it has a place.

use super::super::super::drawing::Colour;
use super::super::super::drawing::text::Laid;
use super::super::super::tree::Node;

/// A piece of a page.
pub enum Piece<'n> {
    /// Nothing, so tall.
    Space(f64),
    /// Lines, with what is behind and around them.
    Text(Text),
    /// A picture or a shape on a line of its own: its element, the room on its left, its width and height.
    Drawn(&'n Node, f64, f64, f64),
    /// What has a place of its own on the page.
    Float(&'n Node),
    /// A row of a table.
    Row(Row<'n>),
    /// The page ends.
    End,
}

/// The lines of a paragraph.
pub struct Text {
    /// The lines.
    pub laid: Laid,
    /// The ground, from the left indent on.
    pub fill: Option<Colour>,
    /// Lines around it: the side, the colour, how thick it is.
    pub borders: Vec<(String, Colour, f64)>,
    /// From where and how wide ground and lines are.
    pub across: (f64, f64),
}

impl Piece<'_> {
    /// How tall it is.
    pub fn height(&self) -> f64 {
        match self {
            Self::Space(height) | Self::Drawn(_, _, _, height) => *height,
            Self::Text(text) => text.laid.height,
            Self::Row(row) => row.height,
            Self::Float(_) | Self::End => 0.0,
        }
    }
}

/// A row.
pub struct Row<'n> {
    /// Its height.
    pub height: f64,
    /// Its cells.
    pub cells: Vec<Cell<'n>>,
}

/// A cell.
pub struct Cell<'n> {
    /// From the table's left edge.
    pub x: f64,
    /// Its width.
    pub width: f64,
    /// Its ground.
    pub fill: Option<Colour>,
    /// Its lines: the side, the colour, how thick it is.
    pub borders: Vec<(String, Colour, f64)>,
    /// What is in it.
    pub pieces: Vec<Piece<'n>>,
    /// Room on its left and right.
    pub padding: f64,
    /// Whether its text stands in the middle of its height.
    pub centred: bool,
}
