//! Text under headings becomes blocks, one section a heading.

use super::headings::Headings;
use super::{Block, one_line};

/// Collects texts into sections, one a heading.
#[derive(Default)]
pub(super) struct Sections {
    blocks: Vec<Block>,
    headings: Headings,
    position: u32,
    /// The heading has no text yet.
    open: bool,
}

impl Sections {
    /// A heading of a level from 1: a new section begins.
    pub fn heading(&mut self, level: u8, text: &str) {
        let text = one_line(text);
        if text.is_empty() {
            return;
        }
        self.close();
        self.position += 1;
        self.headings.enter(f64::from(level), text);
        self.open = true;
    }

    /// A text below the last heading.
    pub fn text(&mut self, text: &str) {
        let text = one_line(text);
        if text.is_empty() {
            return;
        }
        self.position = self.position.max(1);
        self.open = false;
        self.blocks.push(Block {
            position: self.position,
            heading: self.headings.path(),
            text,
            notes: false,
        });
    }

    /// A heading that stays without text is kept as a block of its own.
    fn close(&mut self) {
        if std::mem::take(&mut self.open) {
            let heading = self.headings.path();
            self.blocks.push(Block { position: self.position, heading, ..Block::default() });
        }
    }

    /// The blocks and how many sections there are.
    pub fn finish(mut self) -> (Vec<Block>, u32) {
        self.close();
        (self.blocks, self.position.max(1))
    }
}
