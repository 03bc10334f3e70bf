//! What stands in the panel's list, block by block, as plain data: the view compares it with what it painted
//! last and changes only what differs.

mod pages;

use super::list::{Card, Correction, Hit, Suggestions, Verdict};
use super::news::Happened;
use super::reader::Reader;
use super::state::{Library, Page, Review, Same, Situation, State};
use super::wording;
use pitchside_core::prospect::Prospect;

/// One block of the list.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// Skeleton, with a headline.
    Reading,
    /// A question with its candidates: prospect, line, sources.
    Unsure {
        /// The question.
        question: String,
        /// Prospect (for the avatar), line, sources.
        candidates: Vec<(Prospect, String, String)>,
    },
    /// Nobody is on the page.
    Nobody {
        /// Headline.
        title: String,
        /// What the page looks like.
        text: String,
        /// `Back to Maren Holt`.
        last: Option<String>,
    },
    /// Nothing is known of the tab.
    NoAccess {
        /// `Back to Maren Holt`.
        last: Option<String>,
        /// A site of the adapters that this tab showed before, to be followed for good.
        follow: Option<String>,
        /// The keys that open the panel; empty where there are none.
        shortcut: String,
    },
    /// No extension may read the page: a short form.
    Unsupported {
        /// What is wrong with the form.
        problem: Option<String>,
        /// Why, in the browser's words; empty where none were needed.
        refusal: String,
        /// Competitors to choose from.
        competitors: Vec<String>,
    },
    /// Access to a known site.
    Permission {
        /// The site.
        host: String,
    },
    /// Nothing fits.
    Nothing {
        /// What is missing.
        text: String,
        /// Marketing will be told.
        told: bool,
    },
    /// The library is damaged.
    Broken {
        /// The error.
        detail: String,
    },
    /// No answer to a query.
    Empty {
        /// Headline.
        title: String,
        /// How much was searched.
        text: String,
        /// Words that do have answers.
        tries: Vec<(String, usize)>,
        /// Marketing will be told.
        told: bool,
    },
    /// What was searched for in place of what was typed.
    Said(Correction),
    /// What was understood of the question, each to be taken back.
    Asked {
        /// Values of the catalogue.
        understood: Vec<String>,
        /// Words were found by others that mean much the same.
        alike: bool,
    },
    /// A list of assets.
    Group {
        /// Its heading.
        name: &'static str,
        /// Beside the heading.
        hint: &'static str,
        /// Not for sending.
        learn: bool,
        /// How many stand in the group below, which the heading leads to.
        below: Option<usize>,
        /// The rows.
        cards: Vec<Card>,
    },
    /// An asset that answers.
    Hit(Box<Hit>),
    /// The settings.
    Settings {
        /// Sites: as shown, match patterns, note, on, can be changed.
        sites: Vec<SiteRow>,
        /// Region, theme, links, keys.
        settings: super::settings::Settings,
        /// Changes when one could not be kept.
        turn: u32,
        /// The library and how much it holds.
        library: String,
        /// What tells two builds apart.
        build: String,
        /// How much is remembered: `12 accounts, 48 copied links`.
        kept: String,
    },
    /// What is kept.
    Review {
        /// Everything, once it was read.
        kept: Option<Same<Review>>,
        /// What was lately used: titles, days, accounts.
        used: String,
        /// Whether the next press erases everything.
        sure: bool,
    },
    /// Buttons that show of the news only what one thing happened to.
    NewsFilter {
        /// How many pieces each thing happened to.
        counts: Vec<(Happened, usize)>,
        /// Which is chosen.
        only: Option<Happened>,
    },
    /// A piece of which nothing is left to use.
    Gone {
        /// What happened to it.
        happened: Happened,
        /// Its title.
        title: String,
        /// The title of what takes its place; empty without.
        by: String,
        /// Who got it: `You sent it to Brightwater on 4 May 2026`.
        sent: String,
    },
    /// Where nothing is new.
    NoNews,
    /// The head of the log for marketing.
    LogHead {
        /// There is somebody to whom it goes by mail.
        mail: bool,
    },
    /// How much is in view: `200 of 5120 events`.
    Count(String),
    /// Events of one day.
    LogDay {
        /// The day in words.
        day: String,
        /// The place of each line, what happened, and the rest.
        lines: Vec<(usize, &'static str, String)>,
    },
    /// There is more, behind a button.
    More,
    /// The form for feedback.
    Feedback {
        /// It is not of a piece but of what is missing.
        missing: bool,
    },
    /// The keys.
    Keys {
        /// Those that open the panel; empty where none are set, none before they are known.
        shortcut: Option<String>,
    },
    /// The prospect as a form. The values stand in the document while it is open.
    Form {
        /// What is wrong with it.
        problem: Option<String>,
        /// What is known.
        prospect: Box<Prospect>,
        /// The note on the account, where one may be kept.
        note: Option<String>,
        /// Source of each field: name of the control, words.
        sources: Vec<(&'static str, String)>,
        /// Competitors to choose from.
        competitors: Vec<String>,
    },
    /// An asset's text.
    Reader(Box<Reader>),
}

/// A site on the settings page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteRow {
    /// As shown.
    pub name: String,
    /// The match patterns.
    pub origins: Vec<String>,
    /// What is to be said of it.
    pub note: &'static str,
    /// Whether it is followed.
    pub on: bool,
    /// Declared by the package: cannot be switched here.
    pub managed: bool,
}

/// One word for what is in view: the document's `data-state`, by which tests and pictures know when the panel has
/// settled. `loading`, `starting` and `reading` pass by themselves.
pub fn name(state: &State) -> &'static str {
    match &state.page {
        Page::Settings => return "settings",
        Page::Review { kept: None, .. } => return "loading",
        Page::Review { .. } => return "review",
        Page::News(_) => return "news",
        Page::Log(page) => return if page.lines.is_none() { "loading" } else { "log" },
        Page::Feedback { .. } => return "feedback",
        Page::Keys => return "keys",
        Page::Form { .. } => return "correct",
        Page::Reader(_) => return "reader",
        Page::List => {}
    }
    match &state.library {
        Library::Broken(_) => return "broken",
        Library::Opening => return "loading",
        Library::Open(_) => {}
    }
    if state.searching() {
        return match state.results.as_deref() {
            Some(results) if !results.answered => "search-empty",
            _ => "search",
        };
    }
    match &state.situation {
        Situation::Starting => "starting",
        Situation::NoAccess => "access",
        Situation::Unsupported => "unsupported",
        Situation::Permission => "permission",
        Situation::Reading { .. } => "reading",
        Situation::None(_) => "none",
        Situation::Unsure(_) | Situation::Found(_) if state.suggestions.is_none() => "loading",
        Situation::Unsure(_) => "unsure",
        Situation::Found(_) => match state.suggestions.as_deref() {
            Some(Suggestions { verdict: Verdict::Nothing(_), .. }) => "nothing",
            _ => "ready",
        },
    }
}

/// The blocks of a state, top to bottom.
pub fn blocks(state: &State) -> Vec<Block> {
    let competitors = || match &state.library {
        Library::Open(facts) => facts.competitors.clone(),
        _ => Vec::new(),
    };
    match &state.page {
        Page::Settings => return vec![pages::settings(state)],
        Page::Review { sure, kept } => {
            let used = wording::shared(&state.memory.used);
            return vec![Block::Review { kept: kept.clone(), used, sure: *sure }];
        }
        Page::Log(page) => return pages::log(state, page),
        Page::Feedback { id, .. } => return vec![Block::Feedback { missing: id.0.is_empty() }],
        Page::News(page) => return pages::news(page),
        Page::Keys => return vec![Block::Keys { shortcut: state.shortcut.clone() }],
        Page::Form { problem } => {
            let subject = state.subject();
            return vec![Block::Form {
                problem: problem.clone(),
                prospect: Box::new(subject.map(|s| s.prospect.clone()).unwrap_or_default()),
                note: subject.and_then(|s| {
                    let p = &s.prospect;
                    let kept = state.memory.account(p).map(|a| a.note.clone());
                    p.may_remember.then(|| kept.unwrap_or_default())
                }),
                sources: subject.map(pages::form_sources).unwrap_or_default(),
                competitors: competitors(),
            }];
        }
        Page::Reader(reader) => return vec![Block::Reader(reader.clone())],
        Page::List => {}
    }
    if let Library::Broken(detail) = &state.library {
        return vec![Block::Broken { detail: detail.clone() }];
    }
    if state.searching() {
        return results(state);
    }
    let mut blocks = Vec::new();
    let last = || wording::back_to_last(state);
    match &state.situation {
        Situation::Starting | Situation::Reading { late: false } => {}
        Situation::Reading { late: true } => blocks.push(Block::Reading),
        Situation::NoAccess => {
            let site = state.tab.site.as_ref().filter(|s| !state.follows(s) && !s.origins.is_empty());
            blocks.push(Block::NoAccess {
                last: last(),
                follow: site.map(|s| s.name.clone()),
                shortcut: state.shortcut.clone().unwrap_or_default(),
            });
        }
        Situation::Unsupported => blocks.push(Block::Unsupported {
            problem: state.short_form_problem.clone(),
            refusal: state.tab.refusal.clone(),
            competitors: competitors(),
        }),
        Situation::Permission => {
            let host = state.tab.site.as_ref().map(|s| s.name.clone()).unwrap_or_default();
            blocks.push(Block::Permission { host });
        }
        Situation::None(why) => {
            let (title, text) = wording::nobody(*why);
            blocks.push(Block::Nobody { title: title.to_owned(), text: text.to_owned(), last: last() });
        }
        Situation::Unsure(candidates) => {
            let mut rows = Vec::new();
            for (prospect, from) in candidates.iter().take(3) {
                rows.push((prospect.clone(), wording::candidate(prospect, candidates), from.clone()));
            }
            blocks.push(Block::Unsure { question: wording::question(candidates), candidates: rows });
        }
        Situation::Found(_) => {}
    }
    groups(state, &mut blocks);
    blocks
}

fn groups(state: &State, blocks: &mut Vec<Block>) {
    let Some(suggestions) = &state.suggestions else { return };
    let unsure = matches!(state.situation, Situation::Unsure(_));
    let (name, hint) = match &suggestions.verdict {
        _ if unsure => ("Fits either", "until you choose"),
        Verdict::Fits => ("To send", "best fit first"),
        Verdict::General => ("To send", "for any buyer; add what you know"),
        Verdict::Kept => ("Favourites", "of yours"),
        Verdict::Nothing(missing) => {
            blocks.push(Block::Nothing { text: wording::nothing(missing), told: state.told });
            ("Nearest", "and how they differ")
        }
    };
    let learn = &suggestions.learn;
    if !suggestions.send.is_empty() {
        let below = Some(learn.len()).filter(|n| *n > 0 && suggestions.verdict != Verdict::Kept);
        blocks.push(Block::Group { name, hint, learn: false, below, cards: suggestions.send.clone() });
    }
    if !learn.is_empty() {
        let kept = suggestions.verdict == Verdict::Kept;
        let (name, hint) =
            if kept { ("Lately used", "by you") } else { ("To learn from", "internal, never sent") };
        blocks.push(Block::Group { name, hint, learn: true, below: None, cards: learn.clone() });
    }
}

fn results(state: &State) -> Vec<Block> {
    let Some(results) = &state.results else {
        return Vec::new();
    };
    let mut blocks = Vec::new();
    if let Some(correction) = &results.correction {
        blocks.push(Block::Said(correction.clone()));
    }
    if !results.understood.is_empty() || results.alike {
        blocks.push(Block::Asked { understood: results.understood.clone(), alike: results.alike });
    }
    if !results.answered {
        let assets = match &state.library {
            Library::Open(facts) => facts.assets,
            _ => 0,
        };
        let try_these = if results.tries.is_empty() { "" } else { ", or one of these" };
        let nearest = if results.hits.is_empty() { "" } else { " The nearest stand below." };
        blocks.push(Block::Empty {
            title: format!("Nothing answers “{}”", state.query.trim()),
            text: format!(
                "All {assets} pieces were searched, internal ones too. Try fewer words{try_these}.{nearest}"
            ),
            tries: results.tries.clone(),
            told: state.told,
        });
    }
    for hit in &results.hits {
        blocks.push(Block::Hit(Box::new(hit.clone())));
    }
    if results.has_more() {
        let (shown, all) = (results.hits.len().to_string(), results.answering.to_string());
        blocks.push(Block::Count([&shown, " of ", &all, " pieces that answer"].concat()));
        blocks.push(Block::More);
    }
    blocks
}
