//! What will break soon in an adapter: hashed classes, bare tag paths, single rules, missing scopes and cases.

use super::{Authored, Witness};
use pitchside_core::prospect::{Field, Page, PageKind, Rule, SourceKind};

pub(super) fn findings(authored: &Authored) -> Vec<String> {
    let adapter = &authored.adapter;
    let mut out = Vec::new();
    for (at, page) in adapter.pages.iter().enumerate() {
        let unless = page.unless.iter().filter_map(|u| u.selector.as_ref());
        for selector in unless.chain(&page.scope).chain(&page.text) {
            out.extend(brittle(selector).map(|why| format!("pages[{at}]: “{selector}” {why}")));
        }
        for (field, rules) in page.fields.iter() {
            for rule in rules {
                if let Some(selector) = &rule.form.selector {
                    out.extend(
                        brittle(selector).map(|why| format!("pages[{at}].{field:?}: “{selector}” {why}")),
                    );
                }
            }
            let needed = matches!(field, Field::Name | Field::Company | Field::Deal);
            let content = |r: &Rule| r.kind == SourceKind::Content;
            if needed && rules.len() < 2 {
                let first = rules.first().is_some_and(content);
                let remedy =
                    if first { "the page title is a good one" } else { "a selector or label is a good one" };
                out.push(format!("pages[{at}].{field:?}: a single rule; add a fallback, {remedy}"));
            }
        }
        out.extend(no_needed_field(page).map(|what| format!("pages[{at}]: {what}")));
        if unbounded(page) && !adapter.hosts.iter().any(|host| host == "*") {
            out.push(format!(
                "pages[{at}]: no scope; name the record's own region, the most exact first (its container by id or API name, \
                 then main, [role='main']), so that chat windows, cookie banners and right rails are not read"
            ));
        }
    }
    provenance(authored, &mut out);
    uncovered(authored, &mut out);
    if authored.cases.is_empty() {
        out.push(
            "no case: save a page beside the adapter, in pages/ (of those that ship in tests/fixtures/pages/), and say what must be read from it"
                .to_owned(),
        );
    }
    out
}

/// Facts without a source, and certainty that rests on code or documentation alone.
fn provenance(authored: &Authored, out: &mut Vec<String>) {
    if authored.sources.is_empty() {
        out.push("no sources: say where the facts come from (page, live, code or documentation), and when it was seen".to_owned());
    }
    if authored.sources.iter().any(|s| matches!(s.from, Witness::Page | Witness::Live)) {
        return;
    }
    for (at, page) in authored.adapter.pages.iter().enumerate() {
        let sure = page.fields.iter().filter(|(_, rules)| rules.iter().any(|r| r.form.sure));
        out.extend(sure.map(|(field, _)| {
            format!("pages[{at}].{field:?}: “sure” rests on code or documentation alone; leave it out: two rules that agree are sure")
        }));
    }
}

/// Pages that no case shows.
fn uncovered(authored: &Authored, out: &mut Vec<String>) {
    let shown: Vec<usize> =
        authored.cases.iter().filter_map(|case| authored.adapter.page_of(&case.url)).collect();
    for (at, page) in authored.adapter.pages.iter().enumerate() {
        if page.kind.is_some() && !shown.contains(&at) {
            out.push(format!("pages[{at}]: no case has an address of this page; add one with its fixture"));
        }
    }
}

fn no_needed_field(page: &Page) -> Option<&'static str> {
    let needed = match page.kind? {
        PageKind::Person => [Field::Name, Field::Name],
        PageKind::Company => [Field::Company, Field::Company],
        PageKind::Opportunity => [Field::Company, Field::Deal],
    };
    let none = !needed.iter().any(|f| !page.fields.of(*f).is_empty());
    none.then_some("no rule for the name that this kind of page is about; add one")
}

/// Whether selectors and labels are looked for all over the page. Of a mail client that is meant: the letter that is being
/// written floats above the one that is read.
fn unbounded(page: &Page) -> bool {
    let everywhere = |rule: &Rule| rule.form.selector.is_some() || rule.form.label.is_some();
    page.scope.is_empty() && !page.mail && page.fields.iter().any(|(_, rules)| rules.iter().any(everywhere))
}

/// Why a selector will not last, if it won't.
fn brittle(selector: &str) -> Option<&'static str> {
    let classes = selector.split('.').skip(1).map(|c| {
        let end = c.find(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_')).unwrap_or(c.len());
        c.get(..end).unwrap_or_default()
    });
    // Inside an attribute's quotes a dot is no class.
    let quoted = selector.contains(['\'', '"']);
    if !quoted && classes.into_iter().any(hashed) {
        return Some(
            "holds a hashed class, which the site's next build changes; use an attribute, a label or the title",
        );
    }
    let bare = selector.split([' ', '>', '+', '~']).filter(|p| !p.is_empty());
    let parts: Vec<&str> = bare.collect();
    let tag = |p: &&str| p.chars().all(|c| c.is_ascii_alphanumeric()) || p.contains(":nth-");
    if parts.len() >= 3 && parts.iter().all(tag) {
        return Some(
            "is a bare path of tags, which any new wrapper breaks; use an attribute, a label or the title",
        );
    }
    None
}

/// Class names that a build tool made: `_3x9Fa`, `css-1q2w3e`, `a1b2c3d4`.
fn hashed(class: &str) -> bool {
    let tail = class.rsplit(['-', '_']).next().unwrap_or(class);
    let digits = tail.chars().filter(char::is_ascii_digit).count();
    let letters = tail.chars().filter(char::is_ascii_alphabetic).count();
    let mixed_case =
        tail.chars().any(|c| c.is_ascii_uppercase()) && tail.chars().any(|c| c.is_ascii_lowercase());
    let turns = tail
        .as_bytes()
        .windows(2)
        .filter(|w| matches!(w, [a, b] if a.is_ascii_digit() != b.is_ascii_digit()))
        .count();
    (tail.len() >= 5 && digits >= 1 && letters >= 1 && (turns >= 2 || mixed_case))
        || (class.starts_with("css-") && tail.len() >= 5)
        || (class.starts_with('_') && tail.len() >= 5 && mixed_case)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The findings about scopes of an adapter with one page that has these further keys.
    fn about_scopes(id: &str, host: &str, keys: &str) -> Vec<String> {
        let json = format!(
            r#"{{"id": "{id}", "name": "CRM", "checked": "2026-11-23", "hosts": ["{host}"],
            "pages": [{{"kind": "company", "url": "^/", {keys}}}], "cases": [], "sources": []}}"#
        );
        let findings = Authored::parse("crm.json", &json).unwrap().findings();
        findings.into_iter().filter(|finding| finding.contains("scope")).collect()
    }

    #[test]
    fn selectors_and_labels_want_a_scope() {
        let label = r#""fields": {"company": [{"title": "^(.+) - CRM$"}, {"label": ["@company"]}]}"#;
        let found = about_scopes("crm", "crm.example", label);
        assert!(matches!(found.as_slice(), [one] if one.starts_with("pages[0]: no scope; ")), "{found:?}");
        let selector = r#""fields": {"company": [{"selector": "h1"}]}"#;
        assert_eq!(about_scopes("crm", "crm.example", selector).len(), 1);

        let title = r#""fields": {"company": [{"title": "^(.+) - CRM$"}]}"#;
        for fine in [
            &format!(r##""scope": ["#record"], {label}"##),
            &format!(r#""mail": true, {label}"#),
            title, // the title is nowhere on the page
        ] {
            assert_eq!(about_scopes("crm", "crm.example", fine), Vec::<String>::new(), "{fine}");
        }
        assert_eq!(about_scopes("any", "*", label), Vec::<String>::new());
    }

    #[test]
    fn hashed_classes_and_bare_paths_are_told_from_lasting_selectors() {
        for bad in [".css-1q2w3e", "div._3x9FaB", ".Ab3x9kLq", "div > div > span", "main div:nth-child(2) p"]
        {
            assert!(brittle(bad).is_some(), "{bad}");
        }
        for good in [
            "h1",
            "main h1",
            ".top-card-layout__headline",
            "[data-testid=expandable-text-box]",
            "button[aria-label^='Current company: ']",
            ".org-top-card-summary-info-list__info-item",
            "slot[name=primaryField] lightning-formatted-text",
            "[data-target-selection-name$=\"Account.Industry\"]",
        ] {
            assert_eq!(brittle(good), None, "{good}");
        }
    }
}
