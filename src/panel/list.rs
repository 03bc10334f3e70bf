//! Rows as the panel shows them: plain words, no link. The link of an asset is asked for at the moment of
//! copying or opening, so that the document never holds one that must not be sent.

use pitchside_core::catalogue::{
    Asset, AssetId, AssetKind, Audience, Date, Extent, SendBlock, SendPolicy, Unit,
};

/// What can be current: an asset, or one passage of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Row {
    /// The asset's number in the index.
    pub asset: u32,
    /// The passage's number in the index.
    pub passage: Option<u32>,
}

impl Row {
    /// The row of a whole asset.
    pub const fn asset(asset: u32) -> Self {
        Self { asset, passage: None }
    }
}

/// A stretch of text; what matched is strong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// The words.
    pub text: String,
    /// Whether they are what matched.
    pub strong: bool,
}

/// Whether a row may be sent, as a mere hint for what to show: copying asks send policy again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sending {
    /// It may.
    Free,
    /// It must not; the words say why.
    Stopped(String),
}

/// What a badge means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Good news.
    Act,
    /// Neutral.
    Plain,
    /// Look twice.
    Warn,
    /// Must not.
    Stop,
    /// For the rep only: a lock and an outline.
    Lock,
}

/// The one badge of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Badge {
    /// Its words.
    pub text: String,
    /// Its meaning.
    pub tone: Tone,
}

/// One part of a score.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// In words.
    pub what: String,
    /// Points, possibly negative.
    pub share: i32,
}

/// An asset in a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    /// Its number in the index.
    pub asset: u32,
    /// Its id, the same in every release.
    pub id: AssetId,
    /// What it is.
    pub kind: AssetKind,
    /// Whether the package holds a picture of its first page.
    pub picture: bool,
    /// `4 pages`; empty = not known.
    pub length: String,
    /// At most one.
    pub badge: Option<Badge>,
    /// As a buyer reads it.
    pub title: String,
    /// Why it is here.
    pub why: Vec<Span>,
    /// When the account got it.
    pub sent: Option<Sent>,
    /// Whether it may be sent.
    pub sending: Sending,
    /// Whether there is an original to open.
    pub opens: bool,
    /// What its score is made of; the shares add up to the sum that is shown.
    pub parts: Vec<Part>,
}

/// When the account in view got a piece.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// `You sent v3 on 4 May. This is v5.`
    pub text: String,
    /// It has changed since.
    pub newer: bool,
}

/// Whether the list is worth offering.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Verdict {
    /// At least one asset fits.
    #[default]
    Fits,
    /// Too little is known to say what fits.
    General,
    /// Nothing fits; what there is no piece for.
    Nothing(Vec<String>),
    /// No ranking: favourites, and what was lately used.
    Kept,
}

/// What fits a prospect.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Suggestions {
    /// How well.
    pub verdict: Verdict,
    /// What may be sent, best first.
    pub send: Vec<Card>,
    /// What the rep should know, never to be sent.
    pub learn: Vec<Card>,
}

/// A passage that answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PassageCard {
    /// Its number in the index; none when only title or tags answered.
    pub passage: Option<u32>,
    /// Where it stands: `p. 5`.
    pub place: String,
    /// The headings above it, the nearest last; may be empty.
    pub heading: String,
    /// Its words.
    pub text: Vec<Span>,
    /// `Copy link to p. 5`.
    pub copy: String,
}

/// An asset that answers, with its passages.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// The asset's number in the index.
    pub asset: u32,
    /// Its id, the same in every release.
    pub id: AssetId,
    /// What it is.
    pub kind: AssetKind,
    /// Its title.
    pub title: String,
    /// At most one.
    pub badge: Option<Badge>,
    /// What of it fits the buyer in view: `Insurance`; may be empty.
    pub fits: String,
    /// Whether it may be sent.
    pub sending: Sending,
    /// Whether there is an original to open.
    pub opens: bool,
    /// At least one.
    pub passages: Vec<PassageCard>,
}

/// A corrected query: what stands before, the corrected word, what stands after, and the word as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// The words before it.
    pub before: String,
    /// The word that was searched for.
    pub corrected: String,
    /// The words after it.
    pub after: String,
    /// The word that was typed.
    pub typed: String,
}

/// The answer to a query.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Results {
    /// The query that this answers.
    pub query: String,
    /// Whether anything answers; otherwise the hits are only the nearest there is.
    pub answered: bool,
    /// What was understood of it in the catalogue's terms.
    pub understood: Vec<String>,
    /// Words were found by others that mean much the same.
    pub alike: bool,
    /// Best first.
    pub hits: Vec<Hit>,
    /// How many assets answer in all, before the filter.
    pub total: usize,
    /// How many answer behind the filter.
    pub answering: usize,
    /// How many of each kind, most first.
    pub facets: Vec<(AssetKind, usize)>,
    /// What was corrected.
    pub correction: Option<Correction>,
    /// Words that do have answers, when these had none.
    pub tries: Vec<(String, usize)>,
}

impl Results {
    /// Whether more answers than is shown.
    pub fn has_more(&self) -> bool {
        self.answered && self.answering > self.hits.len()
    }
}

/// The words under a title that must not be sent.
pub fn sending(asset: &Asset, policy: &SendPolicy) -> Sending {
    match policy.blocks(asset).first() {
        None => Sending::Free,
        Some(block) => Sending::Stopped(stopped(block, policy.today)),
    }
}

fn stopped(block: &SendBlock, today: Date) -> String {
    let year = today.ymd().0;
    match block {
        SendBlock::Internal => "Not for sending".to_owned(),
        SendBlock::Nda => "Only under NDA".to_owned(),
        SendBlock::Superseded { .. } => "Replaced, not for sending".to_owned(),
        SendBlock::Expired { on } => format!("Expired on {}", on.in_words(year)),
        SendBlock::NotYetReleased { on } => format!("From {} on", on.in_words(year)),
        SendBlock::WrongRegion => "Not for your region".to_owned(),
        SendBlock::NoLink => "Has no link to send".to_owned(),
    }
}

/// How many days a piece is called new, and how many before its end it is said to expire.
const NEW_DAYS: i32 = 30;
const EXPIRING_DAYS: i32 = 14;

/// The one badge that matters most: what stops it, then what is about to, then what is new.
pub fn badge(asset: &Asset, policy: &SendPolicy) -> Option<Badge> {
    let year = policy.today.ymd().0;
    let made = |text: &str, tone| Some(Badge { text: text.to_owned(), tone });
    match asset.audience {
        Audience::Internal => return made("Internal", Tone::Lock),
        Audience::Nda => return made("NDA", Tone::Lock),
        Audience::External => {}
    }
    match policy.blocks(asset).first() {
        Some(SendBlock::Superseded { .. }) => return made("Retired", Tone::Stop),
        Some(SendBlock::Expired { .. }) => return made("Expired", Tone::Stop),
        Some(SendBlock::NotYetReleased { on }) => {
            return made(&format!("From {}", on.in_words(year)), Tone::Warn);
        }
        Some(SendBlock::WrongRegion) => return made("Other region", Tone::Warn),
        _ => {}
    }
    if let Some(left) = asset.expires.map(|d| d.days_since(policy.today)).filter(|d| *d <= EXPIRING_DAYS) {
        return made(
            &match left {
                0 => "Expires today".to_owned(),
                1 => "Expires tomorrow".to_owned(),
                days => format!("Expires in {days} days"),
            },
            Tone::Warn,
        );
    }
    let lately =
        |date: Option<Date>| date.is_some_and(|d| (0..=NEW_DAYS).contains(&policy.today.days_since(d)));
    if lately(asset.released) {
        return made("New", Tone::Act);
    }
    if lately(asset.updated) {
        return made("Updated", Tone::Plain);
    }
    if asset.language != pitchside_core::catalogue::LanguageTag::ENGLISH {
        return made(asset.language.name(), Tone::Plain);
    }
    None
}

/// `4 pages`; empty when not known.
pub fn length(extent: Extent) -> String {
    let (one, many) = match extent.unit {
        Unit::Page => ("page", "pages"),
        Unit::Slide => ("slide", "slides"),
        Unit::Sheet => ("sheet", "sheets"),
        Unit::Section => ("section", "sections"),
    };
    match extent.count {
        0 => String::new(),
        1 => format!("1 {one}"),
        count => format!("{count} {many}"),
    }
}

/// Where a passage stands: `p. 5`, `slide 3`; a section is told by its heading alone.
pub fn place(unit: Unit, position: u32) -> String {
    match unit {
        Unit::Page => format!("p. {position}"),
        Unit::Slide => format!("slide {position}"),
        Unit::Sheet => format!("sheet {position}"),
        Unit::Section => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use pitchside_core::catalogue::Link;

    fn policy() -> SendPolicy {
        SendPolicy { today: Date::from_ymd(2026, 5, 12).unwrap(), region: None }
    }

    fn asset() -> Asset {
        let mut asset = Asset::new("a", "A", AssetKind::CaseStudy);
        asset.link = Link::new("https://x.example/a.pdf").ok();
        asset
    }

    #[test]
    fn internal_outweighs_new() {
        let mut a = asset();
        a.released = Date::from_ymd(2026, 5, 1);
        assert_eq!(badge(&a, &policy()).unwrap().text, "New");
        a.audience = Audience::Internal;
        assert_eq!(badge(&a, &policy()).unwrap().tone, Tone::Lock);
    }

    #[test]
    fn the_last_day_is_named_as_today() {
        let mut a = asset();
        a.expires = Date::from_ymd(2026, 5, 12);
        assert_eq!(badge(&a, &policy()).unwrap().text, "Expires today");
        assert_eq!(sending(&a, &policy()), Sending::Free);
    }

    #[test]
    fn lengths_are_counted_in_the_assets_own_unit() {
        assert_eq!(length(Extent { count: 1, unit: Unit::Sheet }), "1 sheet");
        assert_eq!(length(Extent { count: 14, unit: Unit::Slide }), "14 slides");
        assert_eq!(length(Extent::default()), "");
    }
}
