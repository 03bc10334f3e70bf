//! Word patterns as the tables of this room write them: `word`, `stem*`, `*tail`, `*inside*`, `^first`.

use super::clean::fold;

/// A folded text of words between single blanks, a blank at both ends: ready for matching.
pub(super) fn spaced(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push(' ');
    for c in fold(text).chars() {
        match c {
            c if c.is_alphanumeric() => out.push(c),
            _ if !out.ends_with(' ') => out.push(' '),
            _ => {}
        }
    }
    if !out.ends_with(' ') {
        out.push(' ');
    }
    out
}

/// One pattern, taken apart.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pattern {
    text: &'static str,
    open_start: bool,
    open_end: bool,
    first: bool,
}

impl Pattern {
    pub(super) fn new(text: &'static str) -> Self {
        let (first, text) = text.strip_prefix('^').map_or((false, text), |t| (true, t));
        let (open_start, text) = text.strip_prefix('*').map_or((false, text), |t| (true, t));
        let (open_end, text) = text.strip_suffix('*').map_or((false, text), |t| (true, t));
        Self { text: text.trim(), open_start, open_end, first }
    }

    /// Letters of the pattern: longer ones say more.
    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    /// Where the pattern stands first in a text made by [`spaced`].
    pub(super) fn find(&self, spaced: &str) -> Option<usize> {
        let bytes = spaced.as_bytes();
        let blank = |at: Option<usize>| at.is_none_or(|at| bytes.get(at).is_none_or(|b| *b == b' '));
        if self.text.is_empty() {
            return None;
        }
        spaced.match_indices(self.text).map(|(at, _)| at).find(|at| {
            let start = self.open_start || blank(at.checked_sub(1));
            let end = self.open_end || blank(Some(at + self.text.len()));
            start && end && (!self.first || *at <= 1)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_bind_at_their_closed_ends() {
        let text = spaced("Leiterin Konzern-Rechnungswesen (m/w/d)");
        assert_eq!(text, " leiterin konzern rechnungswesen m w d ");
        for (pattern, fits) in [
            ("leiter", false),
            ("leiter*", true),
            ("*wesen", true),
            ("rechnung", false),
            ("*nungs*", true),
            ("^leiterin", true),
            ("^konzern", false),
            ("konzern rechnungswesen", true),
        ] {
            assert_eq!(Pattern::new(pattern).find(&text).is_some(), fits, "{pattern}");
        }
    }
}
