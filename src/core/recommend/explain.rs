//! Reasons in a rep's words: what the piece is, then why; at most two reasons, about 44 characters.

use super::{Context, Reason, Signal, Span};
use crate::case;
use crate::catalogue::{Asset, AssetKind, Date, Industry, Persona, Seniority};
use crate::order;
use crate::prospect::Prospect;

/// A reason with both sides in words; `words` are those of the page that the asset holds.
pub fn reason(
    signal: Signal,
    share: f32,
    asset: &Asset,
    prospect: &Prospect,
    context: &Context,
    words: &str,
) -> Reason {
    let list = |words: Vec<String>| words.join(", ");
    let (asset_value, prospect_value) = match signal {
        Signal::Industry => (
            nearest_industry(asset, prospect).map(name_of).unwrap_or_default(),
            prospect.industry.map(name_of).unwrap_or_default(),
        ),
        Signal::Persona => (
            list(asset.personas.iter().map(ToString::to_string).collect()),
            prospect.persona.map(|p| p.to_string()).unwrap_or_default(),
        ),
        Signal::Seniority => (
            list(asset.seniorities.iter().map(ToString::to_string).collect()),
            prospect.seniority.map(|s| s.to_string()).unwrap_or_default(),
        ),
        Signal::Stage => (
            list(stages(asset).iter().map(ToString::to_string).collect()),
            prospect.stage.map(|s| s.to_string()).unwrap_or_default(),
        ),
        Signal::Competitor => (list(asset.competitors.clone()), list(prospect.competitors.clone())),
        Signal::Product => (list(asset.products.clone()), list(prospect.products.clone())),
        Signal::Size => (
            list(asset.sizes.iter().map(ToString::to_string).collect()),
            prospect.size.map(|s| s.to_string()).unwrap_or_default(),
        ),
        Signal::Region => (
            list(asset.regions.iter().map(ToString::to_string).collect()),
            prospect.region.map(|r| r.to_string()).unwrap_or_default(),
        ),
        Signal::Language => (
            asset.language.name().to_owned(),
            prospect.language.map(|l| l.name().to_owned()).unwrap_or_default(),
        ),
        Signal::Freshness => {
            (changed(asset).map(|d| d.to_string()).unwrap_or_default(), context.policy.today.to_string())
        }
        Signal::Priority => (asset.priority.to_string(), String::new()),
        Signal::Work => (String::new(), prospect.persona.map(|p| people(p, None)).unwrap_or_default()),
        Signal::Needs => (words.to_owned(), String::new()),
        Signal::Shared | Signal::Rule | Signal::Variety => (String::new(), String::new()),
    };
    Reason { signal, asset_value, prospect_value, share }
}

/// One line of the table of parts: `Industry: insurance, the same`.
pub fn part(reason: &Reason) -> String {
    let Reason { signal, asset_value, prospect_value, share } = reason;
    let label = signal.label();
    match signal {
        Signal::Shared | Signal::Rule | Signal::Variety | Signal::Priority => label.to_owned(),
        Signal::Needs if asset_value.is_empty() => label.to_owned(),
        Signal::Work if prospect_value.is_empty() => label.to_owned(),
        Signal::Work => format!("{label}: it speaks of {prospect_value}"),
        Signal::Freshness => {
            let in_words = |text: &str| {
                let (changed, today) = (text.parse::<Date>().ok()?, prospect_value.parse::<Date>().ok()?);
                Some(changed.in_words(today.ymd().0))
            };
            format!("Changed on {}", in_words(asset_value).unwrap_or_else(|| asset_value.clone()))
        }
        Signal::Persona if asset_value.is_empty() => "For any function".to_owned(),
        Signal::Industry if asset_value.is_empty() => "For any industry".to_owned(),
        Signal::Product if asset_value.is_empty() => "Names no product".to_owned(),
        _ if asset_value == prospect_value => format!("{label}: {asset_value}, the same"),
        _ if *share > 0.0 || prospect_value.is_empty() => format!("{label}: {asset_value}"),
        _ => format!("{label}: {asset_value}, not {prospect_value}"),
    }
}

/// The one or two best reasons as a sentence.
pub fn sentence(reasons: &[Reason], asset: &Asset, prospect: &Prospect, context: &Context) -> Vec<Span> {
    let mut best: Vec<&Reason> = reasons.iter().filter(|r| r.share > 0.0).collect();
    order::sort_by(&mut best, |a, b| b.share.total_cmp(&a.share).then(a.signal.cmp(&b.signal)));
    let mut spans = Vec::new();
    let mut said = 0;
    for reason in best {
        if said == 2 {
            break;
        }
        if let Some(clause) = clause(reason, asset, prospect, context) {
            append(&mut spans, clause);
            said += 1;
        }
    }
    if spans.is_empty() {
        spans = general(asset);
    }
    capitalise(&mut spans);
    spans
}

/// How an asset differs from what was wanted, for the list of the nearest.
pub fn difference(asset: &Asset, prospect: &Prospect) -> Vec<Span> {
    let mut spans = Vec::new();
    if let Some(wanted) = prospect.industry {
        match nearest_industry(asset, prospect) {
            None => append(&mut spans, vec![plain("for any industry")]),
            Some(near) if near == wanted => append(&mut spans, vec![plain("for "), strong(name_of(near))]),
            Some(near) => append(
                &mut spans,
                vec![plain("about "), strong(name_of(near)), plain(format!(", not {}", name_of(wanted)))],
            ),
        }
    }
    if let Some(wanted) = prospect.persona
        && let Some(first) = asset.personas.first()
        && !asset.personas.contains(&wanted)
    {
        let text = format!(", not {}", people(wanted, None));
        append(&mut spans, vec![plain("written for "), strong(people(*first, None)), plain(text)]);
    }
    if spans.is_empty() {
        spans = general(asset);
    }
    capitalise(&mut spans);
    spans
}

/// What there is no piece for.
pub fn missing(prospect: &Prospect) -> Vec<String> {
    let mut missing = Vec::new();
    missing.extend(prospect.industry.map(name_of));
    let title = Some(prospect.title.clone()).filter(|title| !title.is_empty());
    missing.extend(prospect.persona.map(|p| people(p, None)).or(title));
    missing.extend(prospect.competitors.iter().map(|c| format!("a comparison with {c}")));
    missing.extend(prospect.products.iter().cloned());
    missing
}

fn clause(reason: &Reason, asset: &Asset, prospect: &Prospect, context: &Context) -> Option<Vec<Span>> {
    match reason.signal {
        Signal::Industry => {
            let (wanted, near) = (prospect.industry?, nearest_industry(asset, prospect)?);
            let from = if asset.kind == AssetKind::CaseStudy { "from " } else { "for " };
            let why = if near == wanted { ", their industry" } else { ", a related industry" };
            Some(vec![plain(from), strong(name_of(near)), plain(why)])
        }
        Signal::Persona => {
            let wanted = prospect.persona?;
            let (persona, level) = if asset.personas.contains(&wanted) {
                (wanted, prospect.seniority.filter(|s| asset.seniorities.contains(s)))
            } else {
                (*asset.personas.first()?, None)
            };
            Some(vec![plain("written for "), strong(people(persona, level))])
        }
        Signal::Stage => Some(vec![plain("helps in "), strong(prospect.stage?.label())]),
        Signal::Competitor => {
            let named = asset.competitors.iter().find(|c| prospect.competitors.contains(c))?;
            Some(vec![plain("the page names "), strong(named.clone())])
        }
        Signal::Product => {
            let named = asset.products.iter().find(|p| prospect.products.contains(p))?;
            Some(vec![plain("covers "), strong(named.clone())])
        }
        Signal::Region => Some(vec![plain("for "), strong(prospect.region?.label())]),
        Signal::Size => Some(vec![plain("for firms of "), strong("this size")]),
        Signal::Language => Some(vec![plain("in "), strong(asset.language.name())]),
        Signal::Needs if reason.asset_value.is_empty() => None,
        Signal::Needs => Some(vec![plain("speaks of "), strong(reason.asset_value.clone())]),
        Signal::Work => {
            let work = people(prospect.persona?, None);
            Some(vec![plain("about the work of "), strong(work)])
        }
        Signal::Freshness => {
            let days = context.policy.today.days_since(changed(asset)?);
            if days > 31 {
                return None;
            }
            let word =
                if asset.updated > asset.released && asset.released.is_some() { "updated" } else { "new" };
            Some(vec![strong(format!("{word} this month"))])
        }
        // Marketing's wish says nothing about the buyer, and a level only adds to the function above.
        Signal::Priority | Signal::Rule | Signal::Seniority | Signal::Shared | Signal::Variety => None,
    }
}

fn general(asset: &Asset) -> Vec<Span> {
    match asset.industries.first() {
        None => vec![plain("for any industry")],
        Some(industry) => vec![plain("about "), strong(name_of(*industry))],
    }
}

/// The asset's industry that is most like the prospect's, or its first.
fn nearest_industry(asset: &Asset, prospect: &Prospect) -> Option<Industry> {
    let Some(wanted) = prospect.industry else { return asset.industries.first().copied() };
    let alike = |i: &Industry| wanted.similarity(*i);
    asset.industries.iter().copied().reduce(|a, b| if alike(&b) > alike(&a) { b } else { a })
}

/// An industry inside a sentence: lower case, except for words that are all capitals.
fn name_of(industry: Industry) -> String {
    let lower = |word: &str| {
        let capitals = word.chars().filter(|c| case::is_capital(*c)).count();
        if capitals > 1 { word.to_owned() } else { case::lowered(word) }
    };
    industry.label().split(' ').map(lower).collect::<Vec<_>>().join(" ")
}

/// Who works there: `CFOs`, `finance leaders`, `finance`.
fn people(persona: Persona, level: Option<Seniority>) -> String {
    let chief = match persona {
        Persona::Finance => Some("CFOs"),
        Persona::InformationTechnology => Some("CIOs"),
        Persona::Operations => Some("COOs"),
        Persona::Marketing => Some("CMOs"),
        Persona::HumanResources => Some("CHROs"),
        Persona::Engineering => Some("CTOs"),
        _ => None,
    };
    let field = match persona {
        Persona::InformationTechnology => "IT".to_owned(),
        Persona::HumanResources => "HR".to_owned(),
        other => other.label().to_ascii_lowercase(),
    };
    match (level, chief) {
        (Some(Seniority::Cxo), Some(chief)) => chief.to_owned(),
        (Some(Seniority::Cxo | Seniority::VicePresident | Seniority::Director), _) => {
            format!("{field} leaders")
        }
        (Some(Seniority::Manager), _) => format!("{field} managers"),
        _ => field,
    }
}

fn stages(asset: &Asset) -> &[crate::catalogue::Stage] {
    if asset.stages.is_empty() { asset.kind.helps_in() } else { &asset.stages }
}

fn changed(asset: &Asset) -> Option<Date> {
    asset.released.max(asset.updated)
}

fn plain(text: impl AsRef<str>) -> Span {
    span(text.as_ref(), false)
}

fn strong(text: impl AsRef<str>) -> Span {
    span(text.as_ref(), true)
}

fn span(text: &str, strong: bool) -> Span {
    Span { text: text.to_owned(), strong }
}

fn append(spans: &mut Vec<Span>, clause: Vec<Span>) {
    if !spans.is_empty() {
        spans.push(plain("; "));
    }
    spans.extend(clause);
}

fn capitalise(spans: &mut [Span]) {
    if let Some(first) = spans.first_mut() {
        first.text = case::capitalised(&first.text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_industry_keeps_its_capitals_only_where_they_are_an_acronym() {
        let of = |label: &str| name_of(label.parse::<Industry>().unwrap());
        assert_eq!(of("Insurance"), "insurance");
        assert_eq!(of("IT Services and IT Consulting"), "IT services and IT consulting");
    }

    #[test]
    fn a_chief_of_finance_is_a_cfo_and_a_director_leads() {
        assert_eq!(people(Persona::Finance, Some(Seniority::Cxo)), "CFOs");
        assert_eq!(people(Persona::Finance, Some(Seniority::Director)), "finance leaders");
        assert_eq!(people(Persona::InformationTechnology, None), "IT");
    }

    #[test]
    fn the_difference_names_what_it_is_and_what_it_is_not() {
        let mut asset = Asset::new("a", "A", AssetKind::CaseStudy);
        asset.industries = vec!["Retail".parse().unwrap()];
        let prospect = Prospect { industry: "Fisheries".parse().ok(), ..Prospect::default() };
        let text: String = difference(&asset, &prospect).into_iter().map(|s| s.text).collect();
        assert_eq!(text, "About retail, not fisheries");
        assert_eq!(missing(&prospect), ["fisheries"]);
    }
}
