//! The panel's words about a prospect, a page, a list.

use super::list::Results;
use super::state::{Reminder, State, Subject};
use pitchside_core::case;
use pitchside_core::catalogue::{Date, Persona, Seniority, SizeBand};
use pitchside_core::memory::{Due, Share, log};
use pitchside_core::prospect::{Certainty, Field, NoProspect, Prospect};

/// Longest name in characters that is shown; pages can say anything.
const NAME_CHARS: usize = 120;

/// A name as it may stand in a headline.
fn short(name: &str) -> String {
    let mut chars = name.chars();
    let head: String = chars.by_ref().take(NAME_CHARS).collect();
    if chars.next().is_some() { head + "…" } else { head }
}

/// Whose list it is, in one line: `Maren Holt, Alderney Mutual`.
pub fn who(prospect: &Prospect) -> String {
    match (prospect.name.as_str(), prospect.company.as_str()) {
        ("", "") => "A prospect without a name".to_owned(),
        ("", company) => short(company),
        (name, "") => short(name),
        (name, company) => format!("{}, {}", short(name), short(company)),
    }
}

/// The headline of the prospect.
pub fn name(prospect: &Prospect) -> String {
    if !prospect.name.is_empty() {
        short(&prospect.name)
    } else if !prospect.company.is_empty() {
        short(&prospect.company)
    } else if let Some(industry) = prospect.industry {
        industry.label().to_owned()
    } else {
        "Your prospect".to_owned()
    }
}

/// Whether the avatar is a company's.
pub fn is_company(prospect: &Prospect) -> bool {
    prospect.name.is_empty()
}

/// The line under the name.
pub fn role(subject: &Subject) -> String {
    let p = &subject.prospect;
    let size = match p.size {
        None => "",
        Some(SizeBand::Small) => "up to 200 people",
        Some(SizeBand::Medium) => "201 to 1,000 people",
        Some(SizeBand::Large) => "1,001 to 10,000 people",
        Some(SizeBand::Enterprise) => "more than 10,000 people",
    };
    if is_company(p) {
        // Without a company the industry is the headline.
        let industry = p.industry.filter(|_| !p.company.is_empty()).map_or("", |i| i.label());
        joined(&[&p.title, industry, size, &p.domain])
    } else {
        joined(&[&p.title, &p.company])
    }
}

/// The parts that are not empty, in one line.
pub fn joined(parts: &[&str]) -> String {
    let mut text = String::new();
    for part in parts {
        if !part.is_empty() {
            text.extend([if text.is_empty() { "" } else { " · " }, *part]);
        }
    }
    text
}

/// One or two capitals.
pub fn initials(prospect: &Prospect) -> String {
    let name = name(prospect);
    let mut letters = Vec::new();
    for word in name.split_whitespace() {
        letters.extend(word.chars().find(|c| c.is_alphanumeric()).map(case::upper));
    }
    let mut initials = String::new();
    initials.extend(letters.first());
    let last = if is_company(prospect) { letters.get(1) } else { letters.get(1..).and_then(<[char]>::last) };
    initials.extend(last);
    initials
}

/// `Finance CXO`.
pub fn persona(persona: Option<Persona>, seniority: Option<Seniority>) -> Option<String> {
    match (persona, seniority) {
        (None, None) => None,
        (Some(p), None) => Some(p.label().to_owned()),
        (None, Some(s)) => Some(s.label().to_owned()),
        (Some(p), Some(s)) => Some(format!("{} {}", p.label(), s.label())),
    }
}

/// A chip of the prospect: what it is, its value, and whether it is read, guessed or missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chip {
    /// The icon's id.
    pub icon: &'static str,
    /// What it is.
    pub label: &'static str,
    /// Its words.
    pub value: String,
    /// A guess or missing: dashed.
    pub open: bool,
}

/// The chips of a prospect.
pub fn chips(prospect: &Prospect) -> Vec<Chip> {
    let chip = |icon, label, value: Option<String>, guessed: bool, add: &str| match value {
        None => Chip { icon, label, value: add.to_owned(), open: true },
        Some(value) => {
            let value = if guessed { format!("{value}?") } else { value };
            Chip { icon, label, value, open: guessed }
        }
    };
    let guessed = |field| prospect.guessed.contains(&field);
    let industry = prospect.industry.map(|i| i.label().to_owned());
    let stage = prospect.stage.map(|s| case::capitalised(s.label()));
    let role = persona(prospect.persona, prospect.seniority);
    vec![
        chip("i-firm", "Industry", industry, guessed(Field::Industry), "Add industry"),
        chip("i-person", "Persona", role, guessed(Field::Title), "Add persona"),
        chip("i-stage", "Stage", stage, guessed(Field::Stage), "Add stage"),
    ]
}

/// The word for a certainty.
pub fn certainty(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Sure => "Sure",
        Certainty::Likely => "Likely",
        Certainty::Unsure => "Unsure",
    }
}

/// Where the prospect comes from, after the certainty: `from page title and JSON-LD`.
pub fn sources(subject: &Subject) -> String {
    if subject.by_hand {
        return String::new();
    }
    let mut named: Vec<&str> = Vec::new();
    let needed = |f: Field| matches!(f, Field::Name | Field::Company | Field::Domain);
    let lines = subject.evidence.iter().filter(|e| needed(e.field));
    for source in lines.flat_map(|e| &e.sources) {
        if !named.contains(&source.as_str()) {
            named.push(source);
        }
    }
    match named.as_slice() {
        [] => String::new(),
        [one] => format!("from {one}"),
        [one, two, ..] => format!("from {one} and {two}"),
    }
}

/// The word for a field.
pub fn field(field: Field) -> &'static str {
    match field {
        Field::Name => "Name",
        Field::Title => "Title",
        Field::Company => "Company",
        Field::Domain => "Domain",
        Field::Industry => "Industry",
        Field::Employees => "Size",
        Field::Location => "Location",
        Field::Stage => "Stage",
        Field::Deal => "Deal",
        Field::Competitor => "Competitor",
        Field::Product => "Product",
        Field::Amount => "Amount",
        Field::CloseDate => "Close date",
    }
}

/// Headline and text where nobody is.
pub fn nobody(why: NoProspect) -> (&'static str, &'static str) {
    match why {
        NoProspect::List => (
            "No prospect on this page",
            "This looks like a list. Open a person, company or deal, or enter one by hand.",
        ),
        NoProspect::Own => ("This is your own page", "Open a buyer’s page, or enter one by hand."),
        NoProspect::News => (
            "No prospect on this page",
            "This page is about several companies. Open one of them, or enter one by hand.",
        ),
        NoProspect::Settings => (
            "No prospect on this page",
            "This looks like settings or a sign-in. Open a record, or enter one by hand.",
        ),
        NoProspect::LayoutUnknown => (
            "This page’s layout is not known",
            "The site is known, but none of its rules found a name here. Enter the prospect by hand; whoever \
             looks after Pitchside can mend the rules.",
        ),
        NoProspect::Nothing => (
            "No prospect on this page",
            "Nothing here names a person or a company. Open one, or enter one by hand.",
        ),
    }
}

/// The question when sources disagree: `Is this Jane Doe of Acme?`
pub fn question(candidates: &[(Prospect, String)]) -> String {
    let Some((first, _)) = candidates.first() else {
        return "Who is this?".to_owned();
    };
    match (first.name.as_str(), first.company.as_str()) {
        ("", "") => "Who is this?".to_owned(),
        ("", company) => format!("Is this {}?", short(company)),
        (name, "") => format!("Is this {}?", short(name)),
        (name, company) => format!("Is this {} of {}?", short(name), short(company)),
    }
}

/// A candidate's line.
pub fn candidate(prospect: &Prospect, others: &[(Prospect, String)]) -> String {
    if prospect.name.is_empty() && others.iter().any(|(p, _)| !p.name.is_empty()) {
        return format!("Only the company: {}", short(&prospect.company));
    }
    joined(&[&short(&prospect.name), &short(&prospect.company)])
}

/// The number of results, read out.
pub fn results(results: &Results) -> String {
    match results.total {
        _ if !results.answered => format!("Nothing answers {}", results.query),
        1 => "1 piece".to_owned(),
        many => format!("{many} pieces"),
    }
}

/// What there is no piece for.
pub fn nothing(missing: &[String]) -> String {
    match missing {
        [] => "No piece fits this prospect. The nearest are below, with the difference.".to_owned(),
        [one] => format!("No piece for {one}. The nearest are below, with the difference."),
        [first, rest @ ..] => {
            let rest = rest.join(" and none for ");
            format!("No piece for {first}, and none for {rest}. The nearest are below, with the difference.")
        }
    }
}

/// A label of a vocabulary as it stands in a choice: `Closed won`, `North America`.
pub fn label(label: &str) -> String {
    match label {
        "north-america" => "North America".to_owned(),
        "latin-america" => "Latin America".to_owned(),
        "asia-pacific" => "Asia and Pacific".to_owned(),
        "middle-east-africa" => "Middle East and Africa".to_owned(),
        _ => case::capitalised(&label.replace('-', " ")),
    }
}

/// `34 events for marketing, 3 questions without answer`, or what is to be attached; empty where nothing is to be said.
pub fn reminder(reminder: &Reminder) -> String {
    match reminder {
        Reminder::None => String::new(),
        Reminder::Attach(file) => ["Attach ", file, " from your downloads to the mail, and send it"].concat(),
        Reminder::Due(Due { events, unanswered }) => {
            let mut text = [&count(*events, "event"), " for marketing"].concat();
            if *unanswered > 0 {
                text.extend([", ", &count(*unanswered, "question"), " without answer"]);
            }
            text
        }
    }
}

/// `1 account`, `2 accounts`.
pub fn count(number: usize, what: &str) -> String {
    [number.to_string().as_str(), " ", what, if number == 1 { "" } else { "s" }].concat()
}

/// `4 May 2026`, of the key of a day of the log.
pub fn log_day(key: &str) -> String {
    let day = case::without_front(key, log::LOG);
    day.parse::<Date>().map_or_else(|_| day.to_owned(), |day| day.in_words(0))
}

/// `5` as `v5`; words stay as marketing wrote them.
pub fn version(text: &str) -> String {
    if text.starts_with(|c: char| c.is_ascii_digit()) { format!("v{text}") } else { text.to_owned() }
}

/// What was copied, a line for each piece. No year is the current one here: the page is looked at long after.
pub fn shared(shares: &[Share]) -> String {
    let mut text = String::new();
    for share in shares {
        let day = share.day.in_words(0);
        text.extend([joined(&[&share.title, &version(&share.version), &day, &share.account]).as_str(), "\n"]);
    }
    text
}

/// The words of the button that leads back.
pub fn back_to_last(state: &State) -> Option<String> {
    state.last.as_ref().map(|s| format!("Back to {}", name(&s.prospect)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_first_and_last_of_a_person_and_the_first_two_of_a_company() {
        let person = Prospect { name: "Maren van der Holt".into(), ..Prospect::default() };
        assert_eq!(initials(&person), "MH");
        let company = Prospect { company: "Alderney Mutual Group".into(), ..Prospect::default() };
        assert_eq!(initials(&company), "AM");
        let script = Prospect { name: "<script>alert(1)</script>".into(), ..Prospect::default() };
        assert_eq!(initials(&script), "S");
    }

    #[test]
    fn parts_of_the_world_are_written_as_names() {
        for region in pitchside_core::catalogue::Region::ALL {
            let label = label(region.label());
            let small =
                label.split(' ').filter(|word| *word != "and" && !word.starts_with(char::is_uppercase));
            assert_eq!(small.count(), 0, "{label}");
        }
        assert_eq!(super::label("closed-won"), "Closed won");
    }

    #[test]
    fn a_guess_is_told_by_a_question_mark_and_a_gap_by_an_offer() {
        let prospect = Prospect {
            stage: Some(pitchside_core::catalogue::Stage::Evaluation),
            guessed: vec![Field::Stage],
            ..Prospect::default()
        };
        let words: Vec<String> = chips(&prospect).into_iter().map(|c| c.value).collect();
        assert_eq!(words, ["Add industry", "Add persona", "Evaluation?"]);
    }
}
