//! A list and an absence in marketing's words: what `match` prints and the preview shows.

use pitchside_core::catalogue::SendBlock;
use pitchside_core::recommend::{Place, Verdict, WhyNot};

/// What is said before a list, possibly nothing, and what stands above it.
pub fn heading(verdict: &Verdict) -> (String, &'static str) {
    match verdict {
        Verdict::Fits => (String::new(), "To send"),
        Verdict::General => {
            (String::new(), "Too little is known of this prospect to fit anything; for most buyers")
        }
        Verdict::Nothing { missing } => {
            // Of a domain or a country alone there is nothing that a piece could be for.
            let missing =
                if missing.is_empty() { "this prospect".to_owned() } else { missing.join(", nor for ") };
            (format!("Nothing fits well yet: no piece for {missing}."), "Nearest, and how they differ")
        }
    }
}

/// Where a piece stands and what keeps it out, a sentence each; `limit` is the length of the list.
pub fn absence(why: &WhyNot, limit: usize) -> Vec<String> {
    let mut said = Vec::new();
    match &why.place {
        Place::Shown(at) => said.push(format!("It is in the list, at place {at}.")),
        Place::Below(at, points) => {
            said.push(format!("It stands at place {at}, {points:.1} points short of place {limit}."));
        }
        Place::FarBelow => said.push("Many other pieces fit better.".to_owned()),
        Place::Out => {}
    }
    said.extend(why.blocks.iter().map(|block| format!("Never sent: {}.", stopped(block))));
    if why.excluded {
        said.push("Never listed: a rule in rules.toml excludes it for this prospect.".to_owned());
    }
    if let Some((id, place)) = &why.successor {
        let stands =
            place.map_or("is not in the list either".to_owned(), |at| format!("stands at place {at}"));
        said.push(format!("Its successor {id} {stands}."));
    }
    said
}

/// What would bring a piece into the list; nothing where it is there, or where nothing can.
pub fn remedy(why: &WhyNot) -> Option<String> {
    if !why.brought_up_by.is_empty() {
        let changes: Vec<String> =
            why.brought_up_by.iter().map(|change| format!("{}: {}", change.field, change.value)).collect();
        return Some(format!("Would be in the list with {}.", changes.join(", or ")));
    }
    let out = why.blocks.is_empty() && !why.excluded && !matches!(why.place, Place::Shown(_));
    out.then(|| "No change of a single field would bring it into the list.".to_owned())
}

fn stopped(block: &SendBlock) -> String {
    match block {
        SendBlock::Internal => "it is internal: to learn from, never to be sent".to_owned(),
        SendBlock::Nda => "it needs a non-disclosure agreement".to_owned(),
        SendBlock::NotYetReleased { on } => format!("it may be sent from {on} on"),
        SendBlock::Expired { on } => format!("it expired on {on}"),
        SendBlock::Superseded { by } => format!("it is replaced by {by}"),
        SendBlock::WrongRegion => "it may not be used in the rep’s region".to_owned(),
        SendBlock::NoLink => "it has no link to send".to_owned(),
    }
}
