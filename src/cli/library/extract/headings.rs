//! The headings above a text, as a path from the outermost to the nearest.

use pitchside_core::catalogue::Passage;

/// Open headings, outermost first, each with how deep it is: a larger number is deeper.
#[derive(Clone, Debug, Default)]
pub(super) struct Headings {
    open: Vec<(f64, String)>,
}

/// Of a deeper path the innermost headings are kept.
const MOST: usize = 4;

impl Headings {
    /// A heading: those as deep as it, or deeper, end.
    pub fn enter(&mut self, depth: f64, text: String) {
        self.open.retain(|(other, _)| *other < depth);
        self.open.push((depth, text));
    }

    /// The nearest heading, to be continued.
    pub fn last_mut(&mut self) -> Option<&mut String> {
        self.open.last_mut().map(|(_, text)| text)
    }

    /// All of them: `Security › Encryption`; empty without any.
    pub fn path(&self) -> String {
        let kept = self.open.get(self.open.len().saturating_sub(MOST)..).unwrap_or_default();
        kept.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join(Passage::BELOW)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_ends_those_as_deep_as_it_and_deeper() {
        let mut headings = Headings::default();
        for (depth, text, path) in
            [(1.0, "A", "A"), (3.0, "B", "A › B"), (2.0, "C", "A › C"), (2.0, "D", "A › D"), (1.0, "E", "E")]
        {
            headings.enter(depth, text.to_owned());
            assert_eq!(headings.path(), path);
        }
    }
}
