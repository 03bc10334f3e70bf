//! `pitchside adapter`: drafts an adapter from a saved page, and says what is wrong with one and what it finds.

mod draft;
mod page;

pub(super) use draft::draft;

use super::{FINE, findings};
use anyhow::{Context, Result, bail};
use pitchside::authoring::{Authored, Case};
use pitchside_core::prospect::{
    Adapters, Detection, Observation, Outcome, RuleForm, Vocabulary, detect, rule_values,
};
use std::path::Path;
use std::process::ExitCode;

/// Checks the file, and runs it on the page that is given, or on those of its cases that stand in `pages/` beside it. Ends with
/// 1 where a fault, an unexpected value or a page without an outcome was found; what will break some day is only said.
pub(super) fn check(file: &Path, page: Option<&Path>, url: Option<&str>) -> Result<ExitCode> {
    let json = std::fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))?;
    let name = file.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let authored = match Authored::parse(&name, &json) {
        Ok(authored) => authored,
        Err(errors) => {
            for error in errors {
                println!("error: {error}");
            }
            return Ok(findings());
        }
    };
    for warning in authored.findings() {
        println!("warning: {name}: {warning}");
    }
    println!(
        "{name}: {} hosts, {} cases, checked {}",
        authored.adapter.hosts.len(),
        authored.cases.len(),
        authored.adapter.checked
    );
    let adapters = Adapters::parse(&[(&name, &json)])
        .map_err(|errors| {
            anyhow::anyhow!(errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
        })?
        .with_builtin();
    if let Some(page) = page {
        let file = page.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let case = authored.cases.iter().find(|c| c.page == file && url.is_none_or(|url| url == c.url));
        let Some(url) = url.or(case.map(|c| c.url.as_str())) else {
            bail!("no case of the adapter names {file}: say the page's address with --url https://…");
        };
        let detection = run(&adapters, page, url)?;
        return Ok(match case {
            Some(case) => says(case, &detection),
            None if matches!(detection.outcome, Outcome::Found { .. }) => FINE,
            None => findings(),
        });
    }
    let pages = file.with_file_name("pages");
    let mut fine = true;
    for case in authored.cases.iter().filter(|case| pages.join(&case.page).is_file()) {
        let detection = run(&adapters, &pages.join(&case.page), &case.url)?;
        fine &= says(case, &detection) == FINE;
    }
    Ok(if fine { FINE } else { findings() })
}

/// Says how a case came out.
fn says(case: &Case, detection: &Detection) -> ExitCode {
    let differences = case.differences(detection);
    for difference in &differences {
        println!("✗ {}: {difference}", case.page);
    }
    if differences.is_empty() {
        println!("✓ {}: as expected", case.page);
        FINE
    } else {
        findings()
    }
}

fn run(adapters: &Adapters, page: &Path, url: &str) -> Result<Detection> {
    let Some(recipe) = adapters.recipe(url) else {
        let detection = detect(
            adapters,
            &Vocabulary::default(),
            &Observation { url: url.to_owned(), ..Observation::default() },
        );
        println!("{url}\n  no page of the adapter with fields is for this address: {:?}", detection.outcome);
        return Ok(detection);
    };
    let mut observation = page::observe(page, &recipe)?;
    url.clone_into(&mut observation.url);
    let detection = detect(adapters, &Vocabulary::default(), &observation);
    println!("{url}\n  read by {} (page {})", recipe.adapter, recipe.page);
    let read = adapters.iter().find(|adapter| adapter.id == recipe.adapter);
    let read = read.and_then(|adapter| adapter.pages.get(usize::from(recipe.page)));
    if observation.outside {
        println!(
            "  none of the scopes fits one visible element: what is found counts only beside another kind of source"
        );
    }
    for (field, rules) in read.iter().flat_map(|page| page.fields.iter()) {
        for (rule, at) in rules.iter().zip(0u16..) {
            let mut values = rule_values(rule, at, *field, &observation);
            values.retain(|value| !value.is_empty());
            let values: Vec<String> = values.iter().map(|value| format!("“{value}”")).collect();
            let found = if values.is_empty() { "—".to_owned() } else { values.join(", ") };
            println!("  {}[{at}] {}: {found}", field.word(), source(&rule.form));
        }
    }
    for line in &detection.evidence {
        println!(
            "→ {}: {} ({:?}, rule {}, {})",
            line.field.word(),
            line.value,
            line.certainty,
            line.rule,
            line.sources.join(", ")
        );
    }
    match &detection.outcome {
        Outcome::Found { certainty, .. } => println!("→ found, {certainty:?}"),
        Outcome::Unsure { .. } => println!("→ unsure: the panel would ask"),
        Outcome::None { why } => println!("→ no prospect: {why:?}"),
    }
    Ok(detection)
}

fn source(rule: &RuleForm) -> String {
    let parts = [
        ("url", &rule.url),
        ("json_ld", &rule.json_ld),
        ("meta", &rule.meta),
        ("title", &rule.title),
        ("selector", &rule.selector),
    ];
    let named = parts.into_iter().find_map(|(name, text)| Some(format!("{name} {}", text.as_ref()?)));
    named.unwrap_or_else(|| format!("label {}", rule.label.as_deref().unwrap_or_default().join(" | ")))
}
