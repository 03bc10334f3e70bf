//! Patterns for titles and addresses like one that is given: what an adapter's draft guesses of the next record.

/// What parts a title.
const SEPARATORS: [char; 8] = ['»', '|', '·', '•', '—', '–', '-', ':'];

/// A pattern for titles like this one, with the name in its group: the parts beside it may be others on the next page
/// (another module, another language). None where the name does not stand there.
pub(super) fn title_pattern(title: &str, name: &str) -> Option<String> {
    let (before, after) = title.split_once(name)?;
    // A count of what is unread comes and goes.
    let counted = before.trim_start_matches(|c: char| "()+ ".contains(c) || c.is_ascii_digit());
    let before = if before.starts_with('(') { counted } else { before };
    let (before, after) = (parts_pattern(before), parts_pattern(after));
    // With something behind it that is cut at a separator, a name may hold that separator itself.
    let group = if after.is_empty() || after.contains("[^") { "(.+)" } else { "(.+?)" };
    Some(format!("^(?:\\(\\d+\\+?\\) )?{before}{group}{after}$"))
}

fn parts_pattern(text: &str) -> String {
    let Some(separator) = SEPARATORS.into_iter().find(|sign| text.contains(&format!("{sign} "))) else {
        return escaped(text);
    };
    let part = |part: &str| {
        let (core, blank) = (part.trim(), |blank: bool| if blank { " " } else { "" });
        if core.is_empty() {
            return escaped(part);
        }
        format!("{}[^{separator}]+{}", blank(part.starts_with(' ')), blank(part.ends_with(' ')))
    };
    text.split(separator).map(part).collect::<Vec<_>>().join(&escaped(&separator.to_string()))
}

/// Parameters that say which module of a CRM an address is of.
const MODULE_KEYS: [&str; 12] = [
    "module",
    "action",
    "model",
    "view",
    "view_type",
    "mod",
    "app",
    "etn",
    "pagetype",
    "entity",
    "type",
    "controller",
];
/// Parameters that hold a record's number.
const ID_KEYS: [&str; 6] = ["id", "record", "recordid", "uid", "guid", "rowid"];

/// A pattern for the addresses of records like the one at `url`, with the record's number as group `id`, or, where the address is
/// spelled after the record, its name as group `slug`.
pub(super) fn record_pattern(url: &str, name: &str) -> Option<String> {
    let tail = url.split_once("://")?.1;
    let tail = tail.get(tail.find(['/', '?', '#'])?..)?;
    let (path, rest) = tail.split_at(tail.find(['?', '#']).unwrap_or(tail.len()));
    // Applications in one page keep their route behind the #.
    let (query, fragment) = rest.split_at(rest.find('#').unwrap_or(rest.len()));
    parameters_pattern(fragment)
        .or_else(|| route_pattern(fragment, name))
        .or_else(|| parameters_pattern(query))
        .or_else(|| route_pattern(path, name))
}

/// `?module=Accounts&action=DetailView&record=3f1c`: the parameters that name module and record, in their order.
fn parameters_pattern(part: &str) -> Option<String> {
    let query = part.split_once('?').map_or(part, |(_, query)| query);
    let pairs = query.split(['?', '#', '&']).filter_map(|pair| pair.split_once('='));
    let mut kept = Vec::new();
    let mut found = false;
    for (key, value) in pairs {
        let small = key.to_lowercase();
        if ID_KEYS.contains(&small.as_str()) && !value.is_empty() && !found {
            found = true;
            kept.push(format!("{}=(?<id>[\\w%-]+)", escaped(key)));
        } else if MODULE_KEYS.contains(&small.as_str()) && !value.is_empty() {
            kept.push(format!("{}={}", escaped(key), escaped(value)));
        }
    }
    found.then(|| format!("[?&#]{}", kept.join("&(?:.*&)?")))
}

/// `/accounts/17/details`: the words before the record's number, and what follows it.
fn route_pattern(part: &str, name: &str) -> Option<String> {
    let route = part.split('?').next()?;
    let segments: Vec<&str> = route.split('/').filter(|segment| !segment.is_empty()).collect();
    let at = segments.iter().rposition(|segment| is_number(segment));
    let (at, group) = match at {
        Some(at) => (at, "id"),
        None => (segments.iter().rposition(|segment| spells(segment, name))?, "slug"),
    };
    let word = |segment: &&str| if is_number(segment) { "[^/?#]+".to_owned() } else { escaped(segment) };
    // Two words are enough: what stands before them is where the CRM is installed.
    let before: Vec<String> = segments.get(at.saturating_sub(2)..at)?.iter().map(word).collect();
    let after: Vec<String> = segments.get(at + 1..)?.iter().map(word).collect();
    let lead = if before.is_empty() { String::new() } else { format!("{}/", before.join("/")) };
    let trail: String = after.iter().map(|segment| format!("/{segment}")).collect();
    let root = if before.first().is_some_and(|first| first.starts_with('#')) { "" } else { "/" };
    Some(format!("{root}{lead}(?<{group}>[^/?#]+){trail}/?(?:[?#]|$)"))
}

/// Whether a part of an address is a record's number: digits, or letters and digits of some length.
fn is_number(segment: &str) -> bool {
    let digits = segment.bytes().filter(u8::is_ascii_digit).count();
    let plain = segment.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b));
    plain && digits > 0 && (digits == segment.len() || segment.len() >= 8)
}

/// Whether a part of an address is spelled after a name: `maren-holt` of Maren Holt.
fn spells(segment: &str, name: &str) -> bool {
    let letters =
        |text: &str| text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let (segment, name) = (letters(segment), letters(name));
    segment.len() >= 3 && name.starts_with(&segment)
}

/// A text as a pattern that fits itself alone.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if ".^$*+?()[]{}|\\".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_without_a_record_has_no_pattern_and_one_spelled_after_it_a_slug() {
        assert_eq!(record_pattern("https://crm.example/accounts", "Havelund"), None);
        let named = record_pattern("https://crm.example/people/maren-holt", "Maren Holt").unwrap();
        assert!(named.contains("(?<slug>"), "{named}");
    }

    #[test]
    fn a_title_keeps_its_separators_and_leaves_its_parts_open() {
        assert_eq!(
            title_pattern("(4) Havelund » Accounts » CRM", "Havelund").as_deref(),
            Some(r"^(?:\(\d+\+?\) )?(.+) » [^»]+ » [^»]+$")
        );
        assert_eq!(
            title_pattern("Havelund's record", "Havelund").as_deref(),
            Some(r"^(?:\(\d+\+?\) )?(.+?)'s record$")
        );
        assert_eq!(title_pattern("Accounts", "Havelund"), None);
    }
}
