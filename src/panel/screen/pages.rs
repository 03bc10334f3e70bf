//! Pages that take the place of the list: settings, log, news, and the form's sources.

use super::{Block, SiteRow};
use crate::list::Sent;
use crate::news::NewsPage;
use crate::state::{Library, LogPage, Site, State, Subject};
use crate::wording;
use pitchside_core::case;

pub(super) fn settings(state: &State) -> Block {
    let (library, build, known) = match &state.library {
        Library::Open(facts) => {
            (format!("{}, {} pieces", facts.line, facts.assets), facts.build.clone(), facts.sites.as_slice())
        }
        Library::Opening => ("Opening the library".to_owned(), String::new(), &[][..]),
        Library::Broken(error) => ("The library can’t be read".to_owned(), error.clone(), &[][..]),
    };
    let mut sites = Vec::new();
    for site in known {
        sites.push(site_row(state, site));
    }
    let listed = sites.len();
    for origin in &state.origins {
        let known = sites.iter().take(listed).any(|s| s.origins.contains(origin));
        if known || !origin.contains("://") {
            continue;
        }
        let mut name = origin.split("://").nth(1).unwrap_or(origin);
        while let Some(host) = name.strip_suffix("/*") {
            name = host;
        }
        let (name, origins) = (name.to_owned(), vec![origin.clone()]);
        sites.push(site_row(state, &Site { name, origins, memory_only: false }));
    }
    let mut links = 0;
    for listed in &state.memory.directory {
        links += usize::try_from(listed.links).unwrap_or_default();
    }
    let kept = [
        &wording::count(state.memory.directory.len(), "account"),
        ", ",
        &wording::count(links, "copied link"),
    ]
    .concat();
    let turn = state.settings_turn;
    Block::Settings { sites, settings: state.settings.clone(), turn, library, build, kept }
}

/// The newest lines of the log that have all words.
pub(super) fn log(state: &State, page: &LogPage) -> Vec<Block> {
    let mail = matches!(&state.library, Library::Open(facts) if !facts.report_to.is_empty());
    let mut blocks = vec![Block::LogHead { mail }];
    let Some(all) = &page.lines else { return blocks };
    let words: Vec<String> = page.words.split_whitespace().map(case::lowered).collect();
    let (mut found, mut days) = (0, Vec::new());
    let mut lines = Vec::new();
    let mut day = "";
    for (at, line) in all.0.iter().enumerate() {
        if !words.is_empty() {
            let text = case::lowered(&[line.what, " ", &line.text, " ", &line.key].concat());
            if !words.iter().all(|word| text.contains(word.as_str())) {
                continue;
            }
        }
        found += 1;
        if found > page.limit {
            continue;
        }
        if line.key != day && !lines.is_empty() {
            days.push(Block::LogDay { day: wording::log_day(day), lines: std::mem::take(&mut lines) });
        }
        day = &line.key;
        lines.push((at, line.what, line.text.clone()));
    }
    if !lines.is_empty() {
        days.push(Block::LogDay { day: wording::log_day(day), lines });
    }
    let of = wording::count(found, "event");
    let cut = found > page.limit;
    blocks.push(Block::Count(if cut { [&page.limit.to_string(), " of ", &of].concat() } else { of }));
    blocks.extend(days);
    if cut {
        blocks.push(Block::More);
    }
    blocks
}

/// What is new, by what happened; what can be used has its row, the rest a line.
pub(super) fn news(page: &NewsPage) -> Vec<Block> {
    let counts = page.counts();
    if counts.is_empty() {
        return vec![Block::NoNews];
    }
    let mut blocks = vec![Block::NewsFilter { counts: counts.clone(), only: page.only }];
    let shown = page.shown();
    for (happened, _) in counts {
        let (mut cards, mut gone) = (Vec::new(), Vec::new());
        for (item, card) in shown.iter().filter(|(item, _)| item.news.happened == happened) {
            match card {
                Some(card) => {
                    let mut card = (*card).clone();
                    let text = item.sent.clone();
                    card.sent = (!text.is_empty()).then_some(Sent { text, newer: true });
                    cards.push(card);
                }
                None => gone.push(Block::Gone {
                    happened,
                    title: item.news.title.clone(),
                    by: item.replaced_by.clone(),
                    sent: item.sent.clone(),
                }),
            }
        }
        if !cards.is_empty() {
            let name = happened.label();
            blocks.push(Block::Group { name, hint: "", learn: false, below: None, cards });
        }
        blocks.extend(gone);
    }
    blocks
}

fn site_row(state: &State, site: &Site) -> SiteRow {
    let on = state.follows(site);
    let managed = on && site.origins.iter().all(|o| state.managed.contains(o));
    let note = match (managed, on, site.memory_only) {
        (true, ..) => "Set by your organisation",
        (false, true, true) => "Read while the panel is open, nothing kept",
        (false, true, false) => "Read while the panel is open",
        (false, false, _) => "One click per page until you switch it on",
    };
    SiteRow { name: site.name.clone(), origins: site.origins.clone(), note, on, managed }
}

pub(super) fn form_sources(subject: &Subject) -> Vec<(&'static str, String)> {
    use pitchside_core::prospect::Field;
    let control = |field| match field {
        Field::Name => Some("name"),
        Field::Title => Some("title"),
        Field::Company => Some("company"),
        Field::Industry => Some("industry"),
        Field::Stage => Some("stage"),
        Field::Competitor => Some("competitor"),
        _ => None,
    };
    let mut sources = Vec::new();
    for evidence in &subject.evidence {
        if let (Some(control), Some(first)) = (control(evidence.field), evidence.sources.first()) {
            sources.push((control, first.clone()));
        }
    }
    if subject.prospect.persona.is_some() && !subject.prospect.title.is_empty() && !subject.by_hand {
        sources.push(("persona", "from the title".to_owned()));
    }
    sources
}
