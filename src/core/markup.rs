//! Text that goes into HTML or XML.

/// Text as it may stand in HTML and XML, in an attribute too. What XML can't hold becomes a space; line ends and tabs stay.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(c),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_can_leave_a_text_or_an_attribute() {
        assert_eq!(escape("<b title='a\" & b'>"), "&lt;b title=&#39;a&quot; &amp; b&#39;&gt;");
        assert_eq!(escape("one\ntwo\u{0}\u{1b}[0m\u{ffff}"), "one\ntwo  [0m ");
    }
}
