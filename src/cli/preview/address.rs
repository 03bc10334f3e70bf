//! What stands behind the `?` of an address. It comes from anywhere: nothing in it is trusted but its form.

use percent_encoding::percent_decode_str;

/// Pairs that are read at most.
const PAIRS: usize = 64;

/// The path without its first slash, and the pairs of the query with `%` and `+` undone. Bytes that are no text are replaced.
pub fn parse(target: &str) -> (&str, Vec<(String, String)>) {
    let target = target.split('#').next().unwrap_or_default();
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let decode = |text: &str| percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned();
    let pairs = query
        .split('&')
        .take(PAIRS)
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(name, value)| (decode(name), decode(value)))
        .collect();
    (path.trim_start_matches('/'), pairs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_read_as_browsers_write_it() {
        let (path, pairs) = parse("/answer?title=CFO+%26+more&company=M%C3%BCnchen%20Re&&alone&bad=%zz%ff#x");
        let pairs: Vec<(&str, &str)> = pairs.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        assert_eq!(path, "answer");
        assert_eq!(
            pairs,
            [("title", "CFO & more"), ("company", "München Re"), ("alone", ""), ("bad", "%zz\u{fffd}")]
        );
        assert_eq!(parse(""), ("", Vec::new()));
    }
}
