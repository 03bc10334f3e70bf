//! Reasons in a rep's words: what the piece is, then why; at most two reasons, about 44 characters.

use super::{Context, Reason, Signal, Span};
use crate::case;
use crate::catalogue::{Asset, AssetKind, Date, Industry, Persona, Region, Seniority, SizeBand, Stage};
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
    let list = |words: &mut dyn Iterator<Item = &'static str>| {
        let mut list = String::new();
        for word in words {
            if !list.is_empty() {
                list.push_str(", ");
            }
            list.push_str(word);
        }
        list
    };
    let one = |word: Option<&str>| word.unwrap_or_default().to_owned();
    let (asset_value, prospect_value) = match signal {
        Signal::Industry => (
            nearest_industry(asset, prospect).map(name_of).unwrap_or_default(),
            prospect.industry.map(name_of).unwrap_or_default(),
        ),
        Signal::Persona => {
            (list(&mut asset.personas.iter().map(|p| p.label())), one(prospect.persona.map(Persona::label)))
        }
        Signal::Seniority => (
            list(&mut asset.seniorities.iter().map(|s| s.label())),
            one(prospect.seniority.map(Seniority::label)),
        ),
        Signal::Stage => {
            (list(&mut stages(asset).iter().map(|s| s.label())), one(prospect.stage.map(Stage::label)))
        }
        Signal::Competitor => (asset.competitors.join(", "), prospect.competitors.join(", ")),
        Signal::Product => (asset.products.join(", "), prospect.products.join(", ")),
        Signal::Size => {
            (list(&mut asset.sizes.iter().map(|s| s.label())), one(prospect.size.map(SizeBand::label)))
        }
        Signal::Region => {
            (list(&mut asset.regions.iter().map(|r| r.label())), one(prospect.region.map(Region::label)))
        }
        Signal::Language => {
            (asset.language.name().to_owned(), one(prospect.language.as_ref().map(|l| l.name())))
        }
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
        Signal::Work => [label, ": it speaks of ", prospect_value].concat(),
        Signal::Freshness => {
            let in_words = |text: &str| {
                let (changed, today) = (text.parse::<Date>().ok()?, prospect_value.parse::<Date>().ok()?);
                Some(changed.in_words(today.ymd().0))
            };
            ["Changed on ", &in_words(asset_value).unwrap_or_else(|| asset_value.clone())].concat()
        }
        Signal::Persona if asset_value.is_empty() => "For any function".to_owned(),
        Signal::Industry if asset_value.is_empty() => "For any industry".to_owned(),
        Signal::Product if asset_value.is_empty() => "Names no product".to_owned(),
        _ if asset_value == prospect_value => [label, ": ", asset_value, ", the same"].concat(),
        _ if *share > 0.0 || prospect_value.is_empty() => [label, ": ", asset_value].concat(),
        _ => [label, ": ", asset_value, ", not ", prospect_value].concat(),
    }
}

/// The one or two best reasons as a sentence.
pub fn sentence(reasons: &[Reason], asset: &Asset, prospect: &Prospect, context: &Context) -> Vec<Span> {
    let mut best: Vec<&Reason> = Vec::new();
    for reason in reasons {
        if reason.share > 0.0 {
            best.push(reason);
        }
    }
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

/// How an asset differs from what was wanted, for the list of the nearest: at most two clauses, what it lacks among them.
pub fn difference(asset: &Asset, prospect: &Prospect) -> Vec<Span> {
    let mut clauses = Vec::new();
    if let Some(wanted) = prospect.industry {
        let wanted_name = name_of(wanted);
        clauses.push(match nearest_industry(asset, prospect) {
            None => said("for any industry, nothing on ", &wanted_name, ""),
            Some(near) if near == wanted => said("for ", &wanted_name, ""),
            Some(near) => said("about ", &name_of(near), &[", not ", &wanted_name].concat()),
        });
    }
    if let Some(wanted) = prospect.persona {
        let wanted_people = people(wanted, None);
        clauses.push(match asset.personas.first() {
            None => said("not written for ", &wanted_people, " in particular"),
            Some(_) if asset.personas.contains(&wanted) => said("written for ", &wanted_people, ""),
            Some(first) => said("written for ", &people(*first, None), &[", not ", &wanted_people].concat()),
        });
    }
    for (wanted, has) in [(&prospect.competitors, &asset.competitors), (&prospect.products, &asset.products)]
    {
        if let Some(lacking) = wanted.iter().find(|name| !has.contains(name)) {
            clauses.push(said("nothing on ", lacking, ""));
        }
    }
    if clauses.is_empty() {
        clauses.push(general(asset));
    }
    let mut spans = Vec::new();
    for clause in clauses.into_iter().take(2) {
        append(&mut spans, clause);
    }
    capitalise(&mut spans);
    spans
}

/// What there is no piece for.
pub fn missing(prospect: &Prospect) -> Vec<String> {
    let mut missing = Vec::new();
    if let Some(industry) = prospect.industry {
        missing.push(name_of(industry));
    }
    if let Some(persona) = prospect.persona {
        missing.push(people(persona, None));
    } else if !prospect.title.is_empty() {
        missing.push(prospect.title.clone());
    }
    for competitor in &prospect.competitors {
        missing.push(["a comparison with ", competitor].concat());
    }
    missing.extend_from_slice(&prospect.products);
    missing
}

fn clause(reason: &Reason, asset: &Asset, prospect: &Prospect, context: &Context) -> Option<Vec<Span>> {
    match reason.signal {
        Signal::Industry => {
            let (wanted, near) = (prospect.industry?, nearest_industry(asset, prospect)?);
            let from = if asset.kind == AssetKind::CaseStudy { "from " } else { "for " };
            let why = if near == wanted { ", their industry" } else { ", a related industry" };
            Some(said(from, &name_of(near), why))
        }
        Signal::Persona => {
            let wanted = prospect.persona?;
            let (persona, level) = if asset.personas.contains(&wanted) {
                (wanted, prospect.seniority.filter(|s| asset.seniorities.contains(s)))
            } else {
                (*asset.personas.first()?, None)
            };
            Some(said("written for ", &people(persona, level), ""))
        }
        Signal::Stage => Some(said("helps in ", prospect.stage?.label(), "")),
        Signal::Competitor => {
            let named = asset.competitors.iter().find(|c| prospect.competitors.contains(c))?;
            Some(said("the page names ", named, ""))
        }
        Signal::Product => {
            let named = asset.products.iter().find(|p| prospect.products.contains(p))?;
            Some(said("covers ", named, ""))
        }
        Signal::Region => Some(said("for ", prospect.region?.label(), "")),
        Signal::Size => Some(said("for firms of ", "this size", "")),
        Signal::Language => Some(said("in ", asset.language.name(), "")),
        Signal::Needs if reason.asset_value.is_empty() => None,
        Signal::Needs => Some(said("speaks of ", &reason.asset_value, "")),
        Signal::Work => {
            let work = people(prospect.persona?, None);
            Some(said("about the work of ", &work, ""))
        }
        Signal::Freshness => {
            let days = context.policy.today.days_since(changed(asset)?);
            if days > 31 {
                return None;
            }
            let word =
                if asset.updated > asset.released && asset.released.is_some() { "updated" } else { "new" };
            Some(said("", &[word, " this month"].concat(), ""))
        }
        // Marketing's wish says nothing about the buyer, and a level only adds to the function above.
        Signal::Priority | Signal::Rule | Signal::Seniority | Signal::Shared | Signal::Variety => None,
    }
}

fn general(asset: &Asset) -> Vec<Span> {
    match asset.industries.first() {
        None => vec![plain("for any industry")],
        Some(industry) => said("about ", &name_of(*industry), ""),
    }
}

/// The asset's industry that is most like the prospect's, or its first.
fn nearest_industry(asset: &Asset, prospect: &Prospect) -> Option<Industry> {
    let Some(wanted) = prospect.industry else { return asset.industries.first().copied() };
    let mut nearest = *asset.industries.first()?;
    for &industry in &asset.industries {
        if wanted.similarity(industry) > wanted.similarity(nearest) {
            nearest = industry;
        }
    }
    Some(nearest)
}

/// An industry inside a sentence: lower case, except for words that are all capitals.
fn name_of(industry: Industry) -> String {
    let mut name = String::new();
    for word in industry.label().split(' ') {
        if !name.is_empty() {
            name.push(' ');
        }
        let capitals = case::count(word, case::is_capital);
        name.push_str(&if capitals > 1 { word.to_owned() } else { case::lowered(word) });
    }
    name
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
            [&field, " leaders"].concat()
        }
        (Some(Seniority::Manager), _) => [&field, " managers"].concat(),
        _ => field,
    }
}

fn stages(asset: &Asset) -> &[Stage] {
    if asset.stages.is_empty() { asset.kind.helps_in() } else { &asset.stages }
}

fn changed(asset: &Asset) -> Option<Date> {
    asset.released.max(asset.updated)
}

fn plain(text: &str) -> Span {
    Span { text: text.to_owned(), strong: false }
}

/// What is meant between words before and behind it, of which either may be missing.
fn said(before: &str, what: &str, behind: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    if !before.is_empty() {
        spans.push(plain(before));
    }
    spans.push(Span { text: what.to_owned(), strong: true });
    if !behind.is_empty() {
        spans.push(plain(behind));
    }
    spans
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
        let told = |asset: &Asset, prospect: &Prospect| -> String {
            difference(asset, prospect).into_iter().map(|s| s.text).collect()
        };
        asset.industries.clear();
        assert_eq!(told(&asset, &prospect), "For any industry, nothing on fisheries");
        let lawyer = Prospect { persona: Some(Persona::Legal), ..Prospect::default() };
        assert_eq!(told(&asset, &lawyer), "Not written for legal in particular");
        asset.personas = vec![Persona::Finance];
        let both = Prospect { industry: prospect.industry, competitors: vec!["Rivalo".into()], ..lawyer };
        assert_eq!(
            told(&asset, &both),
            "For any industry, nothing on fisheries; written for finance, not legal"
        );
        let rival = Prospect { competitors: vec!["Rivalo".into()], ..Prospect::default() };
        assert_eq!(told(&asset, &rival), "Nothing on Rivalo");
    }
}
