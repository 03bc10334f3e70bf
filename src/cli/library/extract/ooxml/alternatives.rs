//! `mc:AlternateContent`: the same content for newer and for older programs. The first alternative is read.

/// Follows the alternatives of a part while it is walked.
#[derive(Default)]
pub struct Alternatives {
    /// Of each open choice whether one alternative was taken.
    taken: Vec<bool>,
    /// Open alternatives that are left out, with those inside.
    left_out: usize,
}

impl Alternatives {
    /// An element opens; whether it is to be left out.
    pub fn open(&mut self, name: &str) -> bool {
        let alternative = matches!(name, "Choice" | "Fallback");
        if self.left_out > 0 {
            self.left_out += usize::from(alternative);
        } else if name == "AlternateContent" {
            self.taken.push(false);
        } else if alternative {
            match self.taken.last_mut() {
                Some(taken) if !*taken => *taken = true,
                _ => self.left_out = 1,
            }
        }
        self.left_out > 0
    }

    /// An element closes; whether it was left out.
    pub fn close(&mut self, name: &str) -> bool {
        let out = self.left_out > 0;
        if out {
            self.left_out -= usize::from(matches!(name, "Choice" | "Fallback"));
        } else if name == "AlternateContent" {
            self.taken.pop();
        }
        out
    }

    /// Whether text that is met is left out.
    pub fn is_out(&self) -> bool {
        self.left_out > 0
    }
}

#[cfg(test)]
mod tests {
    use super::super::xml::{Event, walk};
    use super::*;

    #[test]
    fn one_alternative_is_read_whichever_there_is() {
        let read = |text: &str| {
            let (mut alternatives, mut out) = (Alternatives::default(), String::new());
            walk(text, |event| match event {
                Event::Open(tag) => drop(alternatives.open(tag.name())),
                Event::Close(name) => drop(alternatives.close(name)),
                Event::Text(text) if !alternatives.is_out() => out.push_str(text),
                Event::Text(_) => {}
            })
            .unwrap();
            out
        };
        let nested = "<AlternateContent><Choice>b</Choice><Fallback>c</Fallback></AlternateContent>";
        let choice = format!("<Choice>a{nested}</Choice>");
        assert_eq!(
            read(&format!(
                "<x><AlternateContent>{choice}<Fallback>{nested}d</Fallback></AlternateContent>e</x>"
            )),
            "abe"
        );
        assert_eq!(read("<x><AlternateContent><Fallback>c</Fallback></AlternateContent>e</x>"), "ce");
    }
}
