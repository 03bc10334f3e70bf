//! `=HYPERLINK("https://…", "Open")`: the address and what the cell shows.

/// The first argument of the formula, and the second if it is a text. None for other formulas, and where the address is computed.
pub fn hyperlink(formula: &str) -> Option<(String, Option<String>)> {
    let rest = formula.trim().trim_start_matches(['=', '@', '+']);
    // Files keep the English name; a few languages' Excel write their own when a table is copied as text.
    const NAMES: [&str; 4] = ["HYPERLINK(", "LIEN_HYPERTEXTE(", "HIPERVINCULO(", "COLLEG.IPERTESTUALE("];
    let rest = NAMES.iter().find_map(|name| {
        let head = rest.get(..name.len())?;
        head.eq_ignore_ascii_case(name).then(|| rest.get(name.len()..))?
    })?;
    let (address, rest) = text(rest)?;
    let rest = rest.trim_start();
    if address.is_empty() || !rest.starts_with([',', ';', ')']) {
        return None;
    }
    let shown = rest.strip_prefix([',', ';']).and_then(text).map(|(shown, _)| shown);
    Some((address, shown.filter(|shown| !shown.is_empty())))
}

/// A text in quotation marks, which are doubled inside, and what follows it.
fn text(formula: &str) -> Option<(String, &str)> {
    let rest = formula.trim_start().strip_prefix('"')?;
    let mut out = String::new();
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' if chars.next_if(|(_, next)| *next == '"').is_some() => out.push('"'),
            '"' => return Some((out, rest.get(at + 1..)?)),
            c => out.push(c),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_read_with_what_is_shown() {
        for formula in [
            "=HYPERLINK(\"https://h.example/a\",\"Open\")",
            "=hyperlink( \"https://h.example/a\" ; \"Open\" )",
            "HYPERLINK(\"https://h.example/a\",\"Open\")",
        ] {
            let found = hyperlink(formula);
            assert_eq!(found, Some(("https://h.example/a".into(), Some("Open".into()))), "{formula}");
        }
        assert_eq!(
            hyperlink("=HYPERLINK(\"https://h.example/a?q=\"\"b\"\"\")").unwrap().0,
            "https://h.example/a?q=\"b\""
        );
        for formula in ["=HYPERLINK(A2,\"Open\")", "=HYPERLINK(\"https://h/\"&A2)", "=SUM(1)", "Open", ""] {
            assert_eq!(hyperlink(formula), None, "{formula}");
        }
    }
}
