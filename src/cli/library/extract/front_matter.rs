//! Front matter: an entry of the catalogue at the head of the file that it is about.

/// The text between a leading `---` line and the next, with its format's sign removed: YAML (`---`) or TOML
/// (`+++`).
pub fn front_matter(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let fence = ["---", "+++"].into_iter().find(|f| text.starts_with(f))?;
    let rest = text.get(3..)?.trim_start_matches([' ', '\t', '\r']).strip_prefix('\n')?;
    let mut at = 0;
    for line in rest.split_inclusive('\n') {
        if line.trim_end() == fence {
            return Some((fence, rest.get(..at)?));
        }
        at += line.len();
    }
    None
}

/// Front matter in a web page: YAML or TOML in its first comment, `<!--` then `---`.
pub fn html_front_matter(text: &str) -> Option<(&str, &str)> {
    let head = text.get(..text.floor_char_boundary(4096)).unwrap_or(text);
    let start = head.find("<!--")? + 4;
    front_matter(text.get(start..)?.trim_start())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_needs_its_end() {
        assert_eq!(front_matter("---\na: 1\n---\nx"), Some(("---", "a: 1\n")));
        assert_eq!(front_matter("+++\na = 1\n+++\n"), Some(("+++", "a = 1\n")));
        assert_eq!(front_matter("---\na: 1\n"), None);
        assert_eq!(front_matter("--- a\n---"), None);
    }
}
