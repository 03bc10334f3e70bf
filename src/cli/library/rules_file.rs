//! `rules.toml`: marketing's own word in the ranking.
//!
//! ```toml
//! [[rule]]
//! action = "pin"                  # pin · boost · bury · exclude
//! assets = ["case-alderney"]
//! industry = ["Insurance"]        # every condition that is written must hold; of a list, one of it
//! stage = ["discovery", "evaluation"]
//! from = "2026-11-01"             # first and last day; both may be missing
//! until = "2026-12-31"
//! note = "autumn campaign"
//! ```
//! Conditions: `industry`, `persona`, `seniority`, `stage`, `size`, `region`, `language`, `competitor`, `product`.

use super::diagnostic::Diagnostic;
use super::ready::Ready;
use super::settings::{Settings, line_of};
use pitchside_core::catalogue::{
    AssetId, Audience, Conditions, Date, Industry, LanguageTag, Persona, Region, Rule, RuleAction, Seniority,
    SizeBand, Stage, edit_distance,
};
use serde::Deserialize;
use std::path::Path;
use toml::Spanned;

/// The file's name.
pub const FILE: &str = "rules.toml";

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Rules {
    rule: Vec<Spanned<Row>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    action: RuleAction,
    assets: Vec<String>,
    #[serde(default)]
    industry: Vec<Industry>,
    #[serde(default)]
    persona: Vec<Persona>,
    #[serde(default)]
    seniority: Vec<Seniority>,
    #[serde(default)]
    stage: Vec<Stage>,
    #[serde(default)]
    size: Vec<SizeBand>,
    #[serde(default)]
    region: Vec<Region>,
    #[serde(default)]
    language: Vec<LanguageTag>,
    #[serde(default)]
    competitor: Vec<String>,
    #[serde(default)]
    product: Vec<String>,
    from: Option<Date>,
    until: Option<Date>,
    #[serde(default)]
    #[expect(dead_code, reason = "for whoever reads the file")]
    note: String,
}

/// Reads `rules.toml` in `folder`, if there is one, and turns ids into places in `assets`. A wrong file gives no rules and
/// an error.
pub fn read(
    folder: &Path,
    assets: &[Ready],
    settings: &Settings,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<(u32, Rule)> {
    let Ok(text) = std::fs::read_to_string(folder.join(FILE)) else { return Vec::new() };
    let parsed: Rules = match toml::from_str(text.trim_start_matches('\u{feff}')) {
        Ok(parsed) => parsed,
        Err(error) => {
            let line = error.span().map_or(0, |span| line_of(&text, span.start));
            let remedy =
                "None of the rules is used until this is mended; docs/RECOMMEND.md lists every field.";
            let message = super::extract::one_line(error.message());
            diagnostics.push(Diagnostic::error("rules", FILE, message, remedy).at(line, ""));
            return Vec::new();
        }
    };
    parsed
        .rule
        .into_iter()
        .map(|row| {
            let line = line_of(&text, row.span().start);
            (line, rule(row.into_inner(), line, assets, settings, diagnostics))
        })
        .collect()
}

fn rule(
    row: Row,
    line: u32,
    assets: &[Ready],
    settings: &Settings,
    diagnostics: &mut Vec<Diagnostic>,
) -> Rule {
    let mut places = Vec::new();
    for id in &row.assets {
        match assets.iter().position(|ready| ready.asset.id.0 == *id) {
            Some(at) => places.push(at as u32),
            None => {
                let near = assets.iter().map(|r| &r.asset.id).min_by_key(|k| edit_distance(&k.0, id));
                let remedy = near.map_or(String::new(), |near: &AssetId| format!("Did you mean “{near}”?"));
                let message = format!("there is no asset “{id}”");
                diagnostics.push(Diagnostic::error("rule-asset", FILE, message, remedy).at(line, "assets"));
            }
        }
    }
    let products: Vec<&str> = settings.product.iter().map(|p| p.name.as_str()).collect();
    let competitors: Vec<&str> = settings.competitor.iter().map(|c| c.name.as_str()).collect();
    for (cell, names, known) in
        [("product", &row.product, products), ("competitor", &row.competitor, competitors)]
    {
        for name in names.iter().filter(|n| !known.iter().any(|k| k.eq_ignore_ascii_case(n))) {
            let message =
                format!("“{name}” is no [[{cell}]] of library.toml: the rule can never apply to it");
            let remedy = format!("Known are: {}.", known.join(", "));
            diagnostics.push(Diagnostic::error("rule-never", FILE, message, remedy).at(line, cell));
        }
    }
    let Row { industry, persona, seniority, stage, size, region, language, competitor, product, .. } = row;
    let when =
        Conditions { industry, persona, seniority, stage, size, region, language, competitor, product };
    Rule { action: row.action, assets: places, when, from: row.from, until: row.until }
}

/// Rules that can never apply, and rules that contradict each other.
pub fn check(rules: &[(u32, Rule)], assets: &[Ready], today: Date, diagnostics: &mut Vec<Diagnostic>) {
    for (line, rule) in rules {
        never(*line, rule, assets, today, diagnostics);
    }
    for (at, (line, rule)) in rules.iter().enumerate() {
        for (earlier, other) in rules.iter().take(at) {
            let both = rule.assets.iter().find(|asset| other.assets.contains(asset));
            let Some(asset) = both.and_then(|at| assets.get(*at as usize)) else { continue };
            let against = rule.action.lifts() != other.action.lifts();
            if against && dates_meet(rule, other) && meet(&rule.when, &other.when) {
                let id = &asset.asset.id;
                let message = format!(
                    "“{}” for “{id}” contradicts “{}” at line {earlier}: both hold for some prospects",
                    word(rule.action),
                    word(other.action)
                );
                let remedy = "Narrow the conditions or dates of one of them, or remove it.";
                diagnostics.push(
                    Diagnostic::warning("rule-conflict", FILE, message, remedy).at(*line, "").about(&id.0),
                );
            }
        }
    }
}

fn never(line: u32, rule: &Rule, assets: &[Ready], today: Date, diagnostics: &mut Vec<Diagnostic>) {
    let mut say = |message: String, remedy: &str, asset: &str| {
        let found = Diagnostic::warning("rule-never", FILE, message, remedy).at(line, "");
        diagnostics.push(if asset.is_empty() { found } else { found.about(asset) });
    };
    if let (Some(from), Some(until)) = (rule.from, rule.until)
        && until < from
    {
        say(format!("the rule ends on {until}, before it begins on {from}"), "Swap the two days.", "");
        return;
    }
    if let Some(until) = rule.until.filter(|until| *until < today) {
        say(format!("the rule ended on {until}"), "Remove it, or give it a later `until`.", "");
    }
    for ready in rule.assets.iter().filter_map(|at| assets.get(*at as usize)) {
        let asset = &ready.asset;
        if !rule.action.lifts() {
            continue;
        }
        let why = if asset.audience != Audience::External {
            "is not for sending, so that it is never in the list to send"
        } else if asset.superseded_by.is_some() {
            "has been replaced and is never offered"
        } else if asset.expires.is_some_and(|on| on < rule.from.unwrap_or(today).max(today)) {
            "has expired by then and is never offered"
        } else if asset.released.is_some_and(|on| rule.until.is_some_and(|until| until < on)) {
            "is released only after the rule ends"
        } else if asset.link.is_none() {
            "has no link and can't be sent"
        } else if !asset.regions.is_empty()
            && !rule.when.region.is_empty()
            && !rule.when.region.iter().any(|r| asset.regions.contains(r))
        {
            "may not be used in the rule's regions"
        } else {
            continue;
        };
        let message = format!("“{}” {why}: the rule can never lift it", asset.id);
        say(message, "Name another asset, or mend its entry in the catalogue.", &asset.id.0);
    }
}

fn dates_meet(a: &Rule, b: &Rule) -> bool {
    let before =
        |end: Option<Date>, start: Option<Date>| end.zip(start).is_some_and(|(end, start)| end < start);
    !before(a.until, b.from) && !before(b.until, a.from)
}

/// Whether one prospect can meet both.
fn meet(a: &Conditions, b: &Conditions) -> bool {
    fn share<T: PartialEq>(a: &[T], b: &[T]) -> bool {
        a.is_empty() || b.is_empty() || a.iter().any(|x| b.contains(x))
    }
    let below = |i: &Industry, of: &[Industry]| i.lineage().any(|above| of.contains(&above));
    let industries = a.industry.is_empty()
        || b.industry.is_empty()
        || a.industry.iter().any(|i| below(i, &b.industry))
        || b.industry.iter().any(|i| below(i, &a.industry));
    // Several competitors or products can stand on one page.
    industries
        && share(&a.persona, &b.persona)
        && share(&a.seniority, &b.seniority)
        && share(&a.stage, &b.stage)
        && share(&a.size, &b.size)
        && share(&a.region, &b.region)
        && share(&a.language, &b.language)
}

const fn word(action: RuleAction) -> &'static str {
    match action {
        RuleAction::Pin => "pin",
        RuleAction::Boost => "boost",
        RuleAction::Bury => "bury",
        RuleAction::Exclude => "exclude",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use pitchside_core::catalogue::{Asset, AssetKind, Link};

    fn library(rules: &str) -> (Vec<(u32, Rule)>, Vec<Diagnostic>) {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(FILE), rules).unwrap();
        let ready = |id: &str, audience| {
            let mut asset = Asset::new(id, id, AssetKind::Guide);
            asset.link = Link::new(&format!("https://x.example/{id}")).ok();
            asset.audience = audience;
            Ready {
                asset,
                inferred: Vec::new(),
                passages: Vec::new(),
                thumbnail: Vec::new(),
                path: None,
                place: (String::new(), 0),
            }
        };
        let assets = [ready("alpha", Audience::External), ready("beta", Audience::Internal)];
        let mut found = Vec::new();
        let read = read(folder.path(), &assets, &Settings::default(), &mut found);
        check(&read, &assets, Date::from_ymd(2026, 11, 20).unwrap(), &mut found);
        (read, found)
    }

    fn codes(found: &[Diagnostic]) -> Vec<(&str, u32)> {
        found.iter().map(|d| (&*d.code, d.line)).collect()
    }

    #[test]
    fn a_rule_names_assets_by_id_and_conditions_by_label() {
        let (rules, found) = library(
            "[[rule]]\naction = \"boost\"\nassets = [\"alpha\"]\nindustry = [\"Insurance\"]\nstage = [\"discovery\"]\n",
        );
        assert!(found.is_empty(), "{found:?}");
        assert_eq!(rules[0].1.assets, [0]);
        assert_eq!(rules[0].1.when.stage, [Stage::Discovery]);
    }

    #[test]
    fn contradictions_and_rules_that_never_apply_are_said_with_their_line() {
        let (_, found) = library(
            "[[rule]]\naction = \"pin\"\nassets = [\"alpha\"]\nindustry = [\"Financial Services\"]\n\n[[rule]]\naction = \"bury\"\nassets = [\"alpha\"]\nindustry = [\"Insurance\"]\n\n[[rule]]\naction = \"pin\"\nassets = [\"beta\"]\nuntil = \"2026-01-01\"\n\n[[rule]]\naction = \"pin\"\nassets = [\"alfa\"]\nproduct = [\"Nothing\"]\n",
        );
        let mut codes = codes(&found);
        codes.sort_unstable();
        assert_eq!(
            codes,
            [
                ("rule-asset", 16),
                ("rule-conflict", 6),
                ("rule-never", 11),
                ("rule-never", 11),
                ("rule-never", 16)
            ]
        );
    }

    #[test]
    fn a_wrong_word_is_an_error_with_its_line_and_no_rule_is_used() {
        let (rules, found) = library("[[rule]]\naction = \"pin\"\nassets = []\nstage = [\"discovry\"]\n");
        assert!(rules.is_empty());
        assert_eq!(codes(&found), [("rules", 4)]);
    }
}
