//! Rules over the whole catalogue: successors, dates, links.

use super::diagnostic::Diagnostic;
use super::ready::{Ingested, Ready};
use super::release;
use super::rules_file;
use super::same_text;
use super::settings;
use super::starter::is_draft;
use pitchside_core::catalogue::{AssetId, Audience, Date, edit_distance};
use std::collections::{HashMap, HashSet};

/// Adds what the rules find to the diagnostics and sorts them all by file and line, errors first within a line.
pub fn check(ingested: &mut Ingested, today: Date) {
    let mut found = Vec::new();
    successors(&ingested.assets, &mut found);
    rules_file::check(&ingested.rules, &ingested.assets, today, &mut found);
    same_text::check(&ingested.assets, &mut found);
    for ready in &ingested.assets {
        dates(ready, today, &mut found);
        link(ready, !ingested.settings.library.base_url.is_empty(), &mut found);
    }
    found.extend(undecided(ingested));
    found.extend(drafts(ingested));
    languages(ingested, &mut found);
    super::extras::check_adapters(ingested, &mut found);
    ingested.diagnostics.append(&mut found);
    ingested.diagnostics.sort_by(|a, b| {
        (&a.file, a.line, a.severity, &a.code, a).cmp(&(&b.file, b.line, b.severity, &b.code, b))
    });
    ingested.diagnostics.dedup();
}

/// Pieces that are internal for want of a word that lets them out, said once.
fn undecided(ingested: &Ingested) -> Option<Diagnostic> {
    let nothing =
        |ready: &&Ready| ready.inferred.iter().any(|inference| inference.evidence == release::NOTHING);
    let count = ingested.assets.iter().filter(nothing).count();
    let message = match count {
        0 => return None,
        1 => "one piece is internal, because nothing says that buyers may have it".to_owned(),
        _ => format!("{count} pieces are internal, because nothing says that buyers may have them"),
    };
    let remedy = "Give them a url or an audience in the catalogue, or say default_audience = \"internal\" (or \"external\") under [library].";
    Some(Diagnostic::warning("default-audience", settings::FILE, message, remedy))
}

/// Summaries that were taken from the texts and that nobody has looked over, said once.
fn drafts(ingested: &Ingested) -> Option<Diagnostic> {
    const NAMED: usize = 5;
    let drafted: Vec<&Ready> = ingested.assets.iter().filter(|ready| is_draft(&ready.asset)).collect();
    let drafts: Vec<&str> = drafted.iter().map(|ready| ready.asset.id.0.as_str()).collect();
    // In the catalogue, where there is one.
    let row = drafted.iter().map(|ready| &ready.place).find(|place| place.1 > 0);
    let file = row.map_or(settings::FILE, |place| place.0.as_str());
    let named = drafts.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ");
    let more = match drafts.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let message = match drafts.len() {
        0 => return None,
        1 => format!("the summary of one piece is a draft, taken from its text: {named}"),
        count => format!("the summaries of {count} pieces are drafts, taken from their texts: {named}{more}"),
    };
    let remedy = "Reps read them as they are: look them over in the catalogue and take “Draft:” away (“Entwurf:”, “Brouillon :”).";
    Some(Diagnostic::warning("draft-summary", file, message, remedy))
}

/// Pieces in a language that `languages` does not name: reps can't choose it.
fn languages(ingested: &Ingested, found: &mut Vec<Diagnostic>) {
    let named = &ingested.settings.library.languages;
    if named.is_empty() {
        return;
    }
    for ready in ingested.assets.iter().filter(|ready| !named.contains(&ready.asset.language)) {
        let language = ready.asset.language;
        let message = format!("its language is {}, which languages does not name", language.name());
        let remedy =
            format!("Add “{language}” to languages in library.toml, or correct the column language.");
        found.push(
            ready.finding(Diagnostic::warning("language", &ready.place.0, message, remedy), "language"),
        );
    }
}

/// Dead successors for which the nearest id is looked up.
const HINTS: usize = 100;

fn successors(assets: &[Ready], found: &mut Vec<Diagnostic>) {
    let by_id: HashMap<&AssetId, &Ready> = assets.iter().map(|r| (&r.asset.id, r)).collect();
    for ready in assets {
        let Some(next) = &ready.asset.superseded_by else { continue };
        if !by_id.contains_key(next) {
            // As many hints as anybody reads: each is a comparison with every id.
            let hint = found.len() < HINTS;
            let near =
                hint.then(|| by_id.keys().min_by_key(|id| (edit_distance(&id.0, &next.0), id.0.as_str())));
            let near = near.flatten();
            let remedy = match near {
                Some(near) => format!(
                    "Did you mean “{near}”? The asset counts as replaced, but reps are offered nothing instead."
                ),
                None => "Correct the id, or leave the cell blank.".to_owned(),
            };
            let message = format!("its successor “{next}” does not exist");
            found.push(ready.finding(
                Diagnostic::error("dead-successor", &ready.place.0, message, remedy),
                "superseded_by",
            ));
            continue;
        }
        let mut seen = HashSet::from([&ready.asset.id]);
        let mut at = next;
        loop {
            if !seen.insert(at) {
                // Said once, at the member of the circle whose id comes first.
                if at == &ready.asset.id && seen.iter().all(|id| *id >= at) {
                    let message = format!("“{at}” is replaced by itself, by way of {} assets", seen.len());
                    let message =
                        if seen.len() == 1 { format!("“{at}” is replaced by itself") } else { message };
                    let remedy = "Leave superseded_by blank for the one that is current.";
                    found.push(ready.finding(
                        Diagnostic::error("successor-circle", &ready.place.0, message, remedy),
                        "superseded_by",
                    ));
                }
                break;
            }
            match by_id.get(at).and_then(|r| r.asset.superseded_by.as_ref()) {
                Some(next) => at = next,
                None => break,
            }
        }
    }
}

fn dates(ready: &Ready, today: Date, found: &mut Vec<Diagnostic>) {
    let asset = &ready.asset;
    if let Some(on) = asset.expires.filter(|on| *on < today && asset.superseded_by.is_none()) {
        let remedy =
            "Renew it, name its successor in superseded_by, or take it out. Reps can't send it any more.";
        let warning = Diagnostic::warning("expired", &ready.place.0, format!("it expired on {on}"), remedy);
        found.push(ready.finding(warning, "expires"));
    }
    if let Some(by) = asset.review_by.filter(|by| *by < today && asset.superseded_by.is_none()) {
        let owner = if asset.owner.is_empty() { "someone".to_owned() } else { asset.owner.clone() };
        let remedy = format!("Ask {owner} to look at it and set the next date.");
        let warning = Diagnostic::warning(
            "review-overdue",
            &ready.place.0,
            format!("it was to be reviewed by {by}"),
            remedy,
        );
        found.push(ready.finding(warning, "review_by"));
    }
}

fn link(ready: &Ready, has_base: bool, found: &mut Vec<Diagnostic>) {
    let asset = &ready.asset;
    match &asset.link {
        Some(link) if link.as_str().to_ascii_lowercase().starts_with("http://") => {
            let remedy = "Write https:// if the site has it: browsers warn a buyer otherwise.";
            let warning = Diagnostic::warning(
                "insecure-link",
                &ready.place.0,
                format!("{} is not https", link.as_str()),
                remedy,
            );
            found.push(ready.finding(warning, "url"));
        }
        None if asset.audience == Audience::External && asset.superseded_by.is_none() => {
            let remedy = match has_base {
                true => "Give it a url: reps can't copy a link to it.",
                false => "Give it a url, or set base_url in library.toml: reps can't copy a link to it.",
            };
            let warning = Diagnostic::warning(
                "no-link",
                &ready.place.0,
                format!("“{}” has no link", asset.title),
                remedy,
            );
            found.push(ready.finding(warning, "url"));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use pitchside_core::catalogue::{Asset, AssetKind};
    use std::borrow::Cow;

    fn check_ids(pairs: &[(&str, &str)]) -> Vec<(Cow<'static, str>, String)> {
        let ready = |(id, next): &(&str, &str)| {
            let mut asset = Asset::new(*id, *id, AssetKind::Battlecard);
            asset.superseded_by = (!next.is_empty()).then(|| AssetId((*next).to_owned()));
            Ready {
                asset,
                inferred: Vec::new(),
                passages: Vec::new(),
                thumbnail: Vec::new(),
                place: ("catalogue.csv".into(), 2),
                path: None,
            }
        };
        let assets: Vec<Ready> = pairs.iter().map(ready).collect();
        let mut found = Vec::new();
        successors(&assets, &mut found);
        found.into_iter().map(|d| (d.code, d.asset)).collect()
    }

    #[test]
    fn dead_successors_and_circles_are_found_once() {
        assert_eq!(check_ids(&[("a", "b"), ("b", "")]), []);
        assert_eq!(check_ids(&[("a", "x")]), [("dead-successor".into(), "a".into())]);
        assert_eq!(
            check_ids(&[("b", "c"), ("c", "b"), ("a", "b")]),
            [("successor-circle".into(), "b".into())]
        );
        assert_eq!(check_ids(&[("a", "a")]), [("successor-circle".into(), "a".into())]);
    }
}
