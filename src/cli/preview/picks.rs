//! Prospects and questions to try, so that nobody has to think of any: marketing's own first, then what the library serves.

use super::fields;
use crate::library::expectations::Expectation;
use pitchside_core::catalogue::{Audience, Industry, Persona};
use pitchside_core::index::Index;
use pitchside_core::prospect::Prospect;
use std::collections::BTreeMap;

/// How many buyers are offered of those that the library serves.
const SERVED: usize = 24;
/// How many questions are offered, and the shortest and longest heading that is one.
const QUESTIONS: usize = 12;
const QUESTION_CHARS: std::ops::RangeInclusive<usize> = 10..=120;
/// Passages whose headings are looked at: those of a large library are read in a moment, those of a huge one not at all.
const PASSAGES: usize = 50_000;
/// The titles by which people call who has these functions.
const CHIEFS: [(Persona, &str); 6] = [
    (Persona::Finance, "CFO"),
    (Persona::InformationTechnology, "CIO"),
    (Persona::Operations, "COO"),
    (Persona::Marketing, "CMO"),
    (Persona::HumanResources, "CHRO"),
    (Persona::Engineering, "CTO"),
];

/// A prospect to pick.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pick {
    /// What it is called: `CFO in Insurance`.
    pub label: String,
    /// The fields that it fills.
    pub fields: Vec<(&'static str, String)>,
}

/// Those whom `expectations.toml` names, in its order, each once.
pub fn expected(expectations: &[(u32, Expectation)]) -> Vec<Pick> {
    let mut picks: Vec<Pick> = Vec::new();
    for prospect in expectations.iter().filter_map(|(_, one)| one.prospect.as_ref()) {
        let pick = Pick { label: label(prospect), fields: fields::write(prospect) };
        if !pick.fields.is_empty() && !picks.contains(&pick) {
            picks.push(pick);
        }
    }
    picks
}

/// Buyers for whom the library has most: industries × functions of what may go to buyers, the most frequent first. Where no
/// piece names both, either alone.
pub fn served(index: &Index) -> Vec<Pick> {
    let mut pairs: BTreeMap<(Option<Industry>, Option<Persona>), usize> = BTreeMap::new();
    let mut alone = pairs.clone();
    for asset in index.assets().filter_map(|ord| index.asset(ord).ok()) {
        if asset.audience != Audience::External {
            continue;
        }
        for industry in &asset.industries {
            *alone.entry((Some(*industry), None)).or_default() += 1;
            for persona in &asset.personas {
                *pairs.entry((Some(*industry), Some(*persona))).or_default() += 1;
            }
        }
        for persona in &asset.personas {
            *alone.entry((None, Some(*persona))).or_default() += 1;
        }
    }
    let mut counted: Vec<(usize, Pick)> = if pairs.is_empty() { alone } else { pairs }
        .into_iter()
        .map(|((industry, persona), count)| (count, buyer(industry, persona)))
        .collect();
    counted.sort_by(|(a, one), (b, other)| b.cmp(a).then_with(|| one.label.cmp(&other.label)));
    counted.into_iter().take(SERVED).map(|(_, pick)| pick).collect()
}

fn buyer(industry: Option<Industry>, persona: Option<Persona>) -> Pick {
    let chief = CHIEFS.iter().find(|(of, _)| Some(*of) == persona).map(|(_, title)| (*title).to_owned());
    let prospect = Prospect {
        industry,
        persona: if chief.is_some() { None } else { persona },
        title: chief.unwrap_or_default(),
        ..Prospect::default()
    };
    Pick { label: label(&prospect), fields: fields::write(&prospect) }
}

/// `Maren Holt, CFO at Alderney Mutual in Insurance · discovery · Europe`.
fn label(prospect: &Prospect) -> String {
    let mut who = prospect.name.clone();
    let role = if prospect.title.is_empty() {
        prospect.persona.map(|one| one.label().to_owned()).unwrap_or_default()
    } else {
        prospect.title.clone()
    };
    let industry = prospect.industry.map(|one| one.label().to_owned()).unwrap_or_default();
    for (joint, part) in [(", ", &role), (" at ", &prospect.company), (" in ", &industry)] {
        if !part.is_empty() {
            who.push_str(if who.is_empty() { "" } else { joint });
            who.push_str(part);
        }
    }
    let mut rest: Vec<String> = vec![who];
    let shown = ["name", "title", "persona", "company", "industry", "text"];
    rest.extend(
        fields::write(prospect)
            .into_iter()
            .filter(|(field, _)| !shown.contains(field))
            .map(|(_, value)| value),
    );
    if !prospect.text.is_empty() {
        rest.push(format!("“{}…”", prospect.text.chars().take(40).collect::<String>()));
    }
    rest.retain(|part| !part.is_empty());
    rest.join(" · ")
}

/// Questions that `expectations.toml` tries, else those that the library's pieces ask themselves, one of each piece in turn.
pub fn questions(expectations: &[(u32, Expectation)], index: &Index) -> Vec<String> {
    let mut questions: Vec<String> = Vec::new();
    let mut add = |text: &str| {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let new = !questions.iter().any(|has| has.to_lowercase() == text.to_lowercase());
        if new && questions.len() < QUESTIONS {
            questions.push(text);
        }
    };
    let expected: Vec<&String> = expectations.iter().filter_map(|(_, one)| one.question.as_ref()).collect();
    if !expected.is_empty() {
        expected.into_iter().for_each(|text| add(text));
        return questions;
    }
    let mut asked: Vec<Vec<String>> = Vec::new();
    let mut left = PASSAGES;
    for ord in index.assets() {
        let mut of_piece: Vec<String> = Vec::new();
        for passage in index.passage_refs(ord).filter(|passage| !passage.notes) {
            left = left.saturating_sub(1);
            let heading = passage.heading.trim();
            let asks = heading.ends_with(['?', '？']) && QUESTION_CHARS.contains(&heading.chars().count());
            if asks && of_piece.last().is_none_or(|last| last != heading) {
                of_piece.push(heading.to_owned());
            }
        }
        asked.push(of_piece);
        if left == 0 {
            break;
        }
    }
    let longest = asked.iter().map(Vec::len).max().unwrap_or_default().min(QUESTIONS);
    for nth in 0..longest {
        asked.iter().filter_map(|of_piece| of_piece.get(nth)).for_each(|text| add(text));
    }
    questions
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prospect_is_called_what_people_would_call_him() {
        let industry = "Insurance".parse().ok();
        assert_eq!(buyer(industry, Some(Persona::Finance)).label, "CFO in Insurance");
        assert_eq!(buyer(industry, Some(Persona::Legal)).label, "Legal in Insurance");
        assert_eq!(buyer(industry, None).label, "Insurance");
        let json =
            r#"{"name": "Maren Holt", "title": "CFO", "company": "Alderney Mutual", "stage": "discovery"}"#;
        assert_eq!(
            label(&serde_json::from_str(json).unwrap()),
            "Maren Holt, CFO at Alderney Mutual · discovery"
        );
        assert_eq!(label(&serde_json::from_str(r#"{"country": "DE"}"#).unwrap()), "DE");
    }

    #[test]
    fn each_chief_has_the_function_of_his_title() {
        for (persona, title) in CHIEFS {
            assert_eq!(pitchside_core::prospect::role_of(title).persona, Some(persona), "{title}");
        }
    }
}
