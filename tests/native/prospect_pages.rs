//! Real saved pages of company sites (not part of the repository): who is their owner?
//!
//! The observer's work for the generic adapter is done here natively, as far as titles, metas and JSON-LD go.

use crate::skip::shared;
use pitchside_core::prospect::{Adapters, Candidate, Observation, Outcome, Vocabulary, detect};
use scraper::{Html, Selector};
use serde_json::Value;
use std::path::Path;

const ORGANIZATIONS: [&str; 6] =
    ["Organization", "Corporation", "LocalBusiness", "NewsMediaOrganization", "OnlineStore", "Store"];

/// Objects of a JSON-LD text: top level, `@graph`, `mainEntity`.
fn objects(value: &Value, out: &mut Vec<Value>) {
    match value {
        Value::Array(items) => items.iter().for_each(|v| objects(v, out)),
        Value::Object(map) => {
            out.push(value.clone());
            for key in ["@graph", "mainEntity"] {
                if let Some(inner) = map.get(key) {
                    objects(inner, out);
                }
            }
        }
        _ => {}
    }
}

fn is_type(object: &Value, wanted: &str) -> bool {
    let types: Vec<&str> = match object.get("@type") {
        Some(Value::String(one)) => vec![one],
        Some(Value::Array(many)) => many.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    wanted == "*"
        || types.iter().any(|t| {
            *t == wanted
                || (wanted == "Organization" && ORGANIZATIONS.contains(t))
                || (wanted == "NewsArticle" && t.ends_with("NewsArticle"))
        })
}

fn follow(all: &[Value], value: &Value, path: &[&str]) -> Option<String> {
    let value = match value {
        Value::Array(items) => items.first()?,
        other => other,
    };
    if let (Some(id), true) = (value.get("@id"), value.as_object().is_some_and(|o| o.len() == 1)) {
        let target =
            all.iter().find(|o| o.get("@id") == Some(id) && o.as_object().is_some_and(|m| m.len() > 1))?;
        return follow(all, target, path);
    }
    match path.split_first() {
        Some((key, rest)) => follow(all, value.get(key)?, rest),
        None => match value {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            Value::Object(_) => follow(all, value.get("name")?, &[]),
            _ => None,
        },
    }
}

fn observe(adapters: &Adapters, url: &str, html: &str) -> Observation {
    let page = Html::parse_document(html);
    let select = |css: &str| {
        Selector::parse(css).ok().map(|s| page.select(&s).collect::<Vec<_>>()).unwrap_or_default()
    };
    let text = |e: &scraper::ElementRef<'_>| e.text().collect::<String>();
    let mut observation = Observation { url: url.to_owned(), ..Observation::default() };
    observation.title = select("head title, title").first().map(text).unwrap_or_default().trim().to_owned();
    observation.lang = page.root_element().attr("lang").unwrap_or_default().to_owned();
    let mut all = Vec::new();
    for script in select("script[type='application/ld+json']") {
        if let Ok(value) = serde_json::from_str::<Value>(&text(&script)) {
            objects(&value, &mut all);
        }
    }
    let Some(recipe) = adapters.recipe(url) else { return observation };
    observation.recipe = Some((recipe.adapter.clone(), recipe.page));
    for (unless, at) in recipe.unless.iter().zip(0u16..) {
        let typed = unless.json_ld.as_ref().is_some_and(|t| all.iter().any(|o| is_type(o, t)));
        let selected = unless.selector.as_ref().is_some_and(|s| !select(s).is_empty());
        if typed || selected {
            observation.unless.push(at);
        }
    }
    for (field, rules) in recipe.fields.iter() {
        for (rule, at) in rules.iter().zip(0u16..) {
            let mut found: Vec<String> = Vec::new();
            if let Some(path) = &rule.json_ld {
                let mut parts = path.split('.');
                let wanted = parts.next().unwrap();
                let path: Vec<&str> = parts.collect();
                found
                    .extend(all.iter().filter(|o| is_type(o, wanted)).filter_map(|o| follow(&all, o, &path)));
            } else if let Some(name) = &rule.meta {
                let metas = select(&format!("meta[name='{name}'], meta[property='{name}']"));
                found.extend(metas.iter().filter_map(|m| m.attr("content")).map(str::to_owned));
            } else if let Some(css) = &rule.selector {
                let value = |e: &scraper::ElementRef<'_>| match &rule.attribute {
                    Some(name) => e.attr(name).unwrap_or_default().to_owned(),
                    None => text(e),
                };
                found.extend(select(css).iter().map(value));
            }
            let limit = if rule.all { 20 } else { 1 };
            let found = found.into_iter().filter(|v| !v.trim().is_empty()).take(limit);
            observation.candidates.extend(found.map(|value| Candidate {
                field: *field,
                rule: at,
                value: value.chars().take(2_000).collect(),
            }));
        }
    }
    for css in &recipe.text {
        for element in select(css).iter().take(200) {
            observation.text.push_str(&text(element));
            observation.text.push('\n');
        }
        if !observation.text.is_empty() {
            break;
        }
    }
    observation.text = observation.text.chars().take(20_000).collect();
    observation
}

/// Letters and digits without legal forms, as a person would compare.
fn plain(name: &str) -> String {
    let lower = name.to_lowercase().replace("e. v.", "").replace("(dfv)", "");
    let words = lower.split(|c: char| !c.is_alphanumeric());
    let forms = ["gmbh", "inc", "llc", "ltd", "company", "ag", "b", "v", "bv", "international gmbh"];
    words.filter(|w| !forms.contains(w)).collect()
}

#[test]
fn real_sites_owners_are_named_and_none_wrongly_with_certainty() {
    let Some(folder) = shared(Path::new(env!("CARGO_MANIFEST_DIR")), "pages") else { return };
    let index = std::fs::read_to_string(folder.join("index.tsv")).unwrap();
    let adapters = Adapters::builtin();
    let (mut right, mut pages, mut sure_and_wrong, mut shown_on_negative) = (0, 0, Vec::new(), Vec::new());
    for line in index.lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let (file, kind, url, want) = (cells[0], cells[1], cells[2], cells[4]);
        let html = String::from_utf8_lossy(&std::fs::read(folder.join(file)).unwrap()).into_owned();
        let url = if url == "-" { "http://127.0.0.1:8080/page" } else { url };
        let detection = detect(&adapters, &Vocabulary::default(), &observe(&adapters, url, &html));
        let (found, how) = match &detection.outcome {
            Outcome::Found { prospect, certainty } => (prospect.company.clone(), format!("{certainty:?}")),
            Outcome::Unsure { candidates } => {
                (candidates.first().map(|c| c.0.company.clone()).unwrap_or_default(), "Unsure".to_owned())
            }
            Outcome::None { why } => (String::new(), format!("{why:?}")),
        };
        if kind == "negative" {
            if how == "Sure" || how == "Likely" {
                shown_on_negative.push(file.to_owned());
            }
        } else {
            pages += 1;
            let fits = plain(&found) == plain(want);
            right += usize::from(fits);
            if !fits {
                eprintln!("{file}: {found} ({how}), expected {want}");
                if how == "Sure" {
                    sure_and_wrong.push(file.to_owned());
                }
            }
        }
        eprintln!("  {file} {how} {found}");
    }
    eprintln!("{right} of {pages} right");
    assert!(sure_and_wrong.is_empty(), "wrong and sure: {sure_and_wrong:?}");
    assert!(shown_on_negative.is_empty(), "a prospect on {shown_on_negative:?}");
    assert!(right * 10 >= pages * 8, "{right} of {pages} right");
}
