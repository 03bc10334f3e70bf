//! What reps' logs add up to.

use super::library::Library;
use super::merge::Rep;
use super::read::Event;
use pitchside_core::catalogue::Date;
use pitchside_core::memory::log::What;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// A row stands in the report from so many reps on, where its words or marks could point to one of fewer.
pub const FLOOR: usize = 3;
/// A piece was shown often from so many lists on.
const OFTEN: usize = 10;

/// How often something happened, and to how many reps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Events.
    pub times: usize,
    /// Different reps.
    pub reps: usize,
}

/// What became of one piece.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Piece {
    /// Its id.
    pub id: String,
    /// Its title; the id where the library no longer has it.
    pub title: String,
    /// What it is; empty where the library no longer has it.
    pub kind: String,
    /// Who looks after it; possibly empty.
    pub owner: String,
    /// It is still asked for though it is gone, expired or replaced.
    pub retired: bool,
    /// The title of what took its place; empty where nothing did.
    pub successor: String,
    /// In how many lists it came into view.
    pub shown: Count,
    /// How often its link was copied.
    pub copied: Count,
    /// How often it was opened.
    pub opened: Count,
    /// Its place in the list when it was copied from there: the median; 0 where that is not known.
    pub place: u32,
    /// Feedback without words, by sort.
    pub feedback: BTreeMap<&'static str, usize>,
    /// What reps wrote of it.
    pub words: Vec<String>,
    /// What was copied from lists that it stood in, most often first: title, times.
    pub instead: Vec<(String, usize)>,
    /// Copies by the library's release.
    pub releases: BTreeMap<String, usize>,
    /// Why nothing ever surfaces it, where nothing does.
    pub never: String,
}

/// Seconds from a page to the copy.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Times {
    /// How many were measured.
    pub number: usize,
    /// Half took at most that long.
    pub median: u32,
    /// Nine in ten did.
    pub p90: u32,
}

impl Times {
    fn of(mut seconds: Vec<u32>) -> Self {
        seconds.sort_unstable();
        let at = |share: f64| {
            let rank = (share * seconds.len() as f64).ceil() as usize;
            seconds.get(rank.saturating_sub(1)).copied().unwrap_or_default()
        };
        Self { number: seconds.len(), median: at(0.5), p90: at(0.9) }
    }
}

/// Buyers whom nothing fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// Industry; `any` where it is not known.
    pub industry: String,
    /// Function.
    pub function: String,
    /// Stage.
    pub stage: String,
    /// How often.
    pub count: Count,
}

/// What a rep told marketing in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// As written.
    pub words: String,
    /// What sort of feedback it is.
    pub what: What,
    /// The id of the piece that it is about; empty where something is missing.
    pub about: String,
    /// The number of the rep.
    pub rep: usize,
}

/// A question as it was asked, once or often.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Question {
    /// As typed.
    pub words: String,
    /// How often nothing answered it.
    pub unanswered: usize,
    /// How often it was answered and nothing of the answers was used.
    pub unused: usize,
    /// How often an answer was copied or opened.
    pub used: usize,
    /// Numbers of the reps.
    pub reps: BTreeSet<usize>,
    /// The days.
    pub days: BTreeSet<Date>,
}

/// All of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tally {
    /// How many reps sent something.
    pub reps: usize,
    /// How many events they noted.
    pub events: usize,
    /// The first and the last day.
    pub days: Option<(Date, Date)>,
    /// Lists that came into view, those from which something was copied, all copies, originals opened.
    pub funnel: [usize; 4],
    /// Every piece of the library, and those that logs name besides.
    pub pieces: Vec<Piece>,
    /// Every question, by its words.
    pub questions: Vec<Question>,
    /// Buyers whom nothing fits, most often first.
    pub gaps: Vec<Gap>,
    /// What reps told marketing in words.
    pub notes: Vec<Note>,
    /// From page to copy: all, from the list, by search.
    pub times: [Times; 3],
    /// The same by week, from its Monday on.
    pub weeks: Vec<(Date, Times)>,
}

impl Piece {
    /// Whether anybody copied or opened it.
    pub fn used(&self) -> bool {
        self.copied.times + self.opened.times > 0
    }

    /// It came into view again and again, and nobody copied it.
    pub fn passed_over(&self) -> bool {
        self.shown.times >= OFTEN && self.shown.reps >= FLOOR && self.copied.times == 0
    }
}

/// The Monday of a day's week.
fn monday(day: Date) -> Date {
    // Day 0 was a Thursday.
    Date::from_days(day.days() - (day.days() + 3).rem_euclid(7))
}

#[derive(Default)]
struct Seen {
    piece: Piece,
    shown: BTreeSet<usize>,
    copied: BTreeSet<usize>,
    opened: BTreeSet<usize>,
    places: Vec<u32>,
    instead: HashMap<Arc<str>, usize>,
}

#[derive(Default)]
struct Counter {
    pieces: HashMap<Arc<str>, Seen>,
    questions: HashMap<String, Question>,
    gaps: HashMap<[Arc<str>; 3], (usize, BTreeSet<usize>)>,
    seconds: [Vec<u32>; 3],
    weeks: BTreeMap<Date, Vec<u32>>,
    tally: Tally,
}

/// Counts what reps sent; `library` says what the pieces are called, and which were never shown.
pub fn tally(reps: &[Rep], library: Option<&Library>) -> Tally {
    let mut counter = Counter::default();
    for (number, rep) in reps.iter().enumerate() {
        counter.rep(number, rep);
    }
    counter.tally.reps = reps.iter().filter(|rep| !rep.events.is_empty()).count();
    counter.finish(library)
}

impl Counter {
    fn rep(&mut self, rep: usize, log: &Rep) {
        // The list in view: what is copied next was chosen from it.
        let mut list: &[Arc<str>] = &[];
        let mut chosen = true;
        for event in &log.events {
            self.tally.events += 1;
            let (first, last) = self.tally.days.unwrap_or((event.day, event.day));
            self.tally.days = Some((first.min(event.day), last.max(event.day)));
            match event.what {
                What::Shown => {
                    self.tally.funnel[0] += 1;
                    (list, chosen) = (&event.assets, false);
                    for id in &event.assets {
                        let seen = self.pieces.entry(id.clone()).or_default();
                        seen.piece.shown.times += 1;
                        seen.shown.insert(rep);
                    }
                }
                What::Copied => {
                    self.copied(rep, event, list);
                    if !std::mem::replace(&mut chosen, true) {
                        self.tally.funnel[1] += 1;
                    }
                }
                What::Opened => {
                    self.tally.funnel[3] += 1;
                    for id in &event.assets {
                        let seen = self.pieces.entry(id.clone()).or_default();
                        seen.piece.opened.times += 1;
                        seen.opened.insert(rep);
                    }
                    self.asked(rep, event, |question| question.used += 1);
                }
                What::Unanswered => self.asked(rep, event, |question| question.unanswered += 1),
                What::Asked => self.asked(rep, event, |question| question.unused += 1),
                What::NothingFits => {
                    let (times, reps) = self.gaps.entry(event.buyer.clone()).or_default();
                    *times += 1;
                    reps.insert(rep);
                }
                What::Missing | What::Useful | What::NotUseful | What::Outdated | What::WrongProspect => {
                    self.feedback(rep, event);
                }
            }
        }
    }

    fn copied(&mut self, rep: usize, event: &Event, list: &[Arc<str>]) {
        self.tally.funnel[2] += event.assets.len();
        let by_search = &*event.by == "search";
        for id in &event.assets {
            let seen = self.pieces.entry(id.clone()).or_default();
            seen.piece.copied.times += 1;
            seen.copied.insert(rep);
            *seen.piece.releases.entry(event.release.to_string()).or_default() += 1;
            if &*event.by == "list" && event.place > 0 {
                seen.places.push(event.place);
            }
            if !by_search && list.contains(id) {
                for other in list.iter().filter(|other| *other != id) {
                    let seen = self.pieces.entry(other.clone()).or_default();
                    *seen.instead.entry(id.clone()).or_default() += 1;
                }
            }
        }
        if let Some(seconds) = event.seconds {
            let [all, from_list, searched] = &mut self.seconds;
            all.push(seconds);
            if by_search {
                searched.push(seconds)
            } else {
                from_list.push(seconds)
            }
            self.weeks.entry(monday(event.day)).or_default().push(seconds);
        }
        self.asked(rep, event, |question| question.used += 1);
    }

    fn asked(&mut self, rep: usize, event: &Event, count: impl FnOnce(&mut Question)) {
        // Signs without a word ask nothing.
        if !event.words.contains(char::is_alphanumeric) {
            return;
        }
        let question = self.questions.entry(event.words.to_lowercase()).or_default();
        if question.words.is_empty() {
            question.words = event.words.to_string();
        }
        question.reps.insert(rep);
        question.days.insert(event.day);
        count(question);
    }

    fn feedback(&mut self, rep: usize, event: &Event) {
        if !event.words.is_empty() {
            let about = event.assets.first().map_or(String::new(), ToString::to_string);
            self.tally.notes.push(Note { words: event.words.to_string(), what: event.what, about, rep });
        }
        for id in &event.assets {
            let piece = &mut self.pieces.entry(id.clone()).or_default().piece;
            *piece.feedback.entry(event.what.word()).or_default() += 1;
            if !event.words.is_empty() {
                piece.words.push(event.words.to_string());
            }
        }
    }

    fn finish(mut self, library: Option<&Library>) -> Tally {
        let titles: HashMap<Arc<str>, String> = self
            .pieces
            .keys()
            .map(|id| (id.clone(), library.map_or_else(|| id.to_string(), |library| library.title(id))))
            .collect();
        for asset in library.map(Library::pieces).unwrap_or_default() {
            self.pieces.entry(asset.id.0.as_str().into()).or_default();
        }
        let mut tally = self.tally;
        for (id, mut seen) in self.pieces {
            let mut piece = seen.piece;
            (piece.shown.reps, piece.copied.reps, piece.opened.reps) =
                (seen.shown.len(), seen.copied.len(), seen.opened.len());
            seen.places.sort_unstable();
            piece.place = seen.places.get(seen.places.len() / 2).copied().unwrap_or_default();
            piece.instead = seen
                .instead
                .iter()
                .map(|(id, n)| (titles.get(id).cloned().unwrap_or_default(), *n))
                .collect();
            piece.instead.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
            piece.instead.truncate(3);
            piece.id = id.to_string();
            let asset = library.and_then(|library| library.piece(&id));
            piece.retired = match (library, &asset) {
                (Some(library), Some(asset)) => library.retired(asset) && piece.used(),
                (Some(_), None) => true,
                (None, _) => false,
            };
            piece.title = library.map_or_else(|| id.to_string(), |library| library.title(&id));
            if let Some(library) = library.filter(|_| piece.retired) {
                piece.successor = library.successor(&id);
            }
            piece.kind = asset.as_ref().map(|asset| asset.kind.label().to_owned()).unwrap_or_default();
            piece.owner = asset.map(|asset| asset.owner).unwrap_or_default();
            let never = library.and_then(|l| l.coverage.never.iter().find(|never| never.id.0 == piece.id));
            piece.never = never.map(|never| never.why.clone()).unwrap_or_default();
            tally.pieces.push(piece);
        }
        tally.pieces.sort_by(|a, b| {
            let by_use = |piece: &Piece| (piece.copied.times, piece.opened.times, piece.shown.times);
            by_use(b).cmp(&by_use(a)).then(a.id.cmp(&b.id))
        });
        tally.questions = self.questions.into_values().collect();
        tally.questions.sort_by(|a, b| b.days.len().cmp(&a.days.len()).then(a.words.cmp(&b.words)));
        for ([industry, function, stage], (times, reps)) in self.gaps {
            let known = |label: &str| if label.is_empty() { "any".to_owned() } else { label.to_owned() };
            let (industry, function, stage) = (known(&industry), known(&function), known(&stage));
            tally.gaps.push(Gap { industry, function, stage, count: Count { times, reps: reps.len() } });
        }
        tally.gaps.sort_by(|a, b| {
            let key = |gap: &Gap| (gap.industry.clone(), gap.function.clone(), gap.stage.clone());
            b.count.times.cmp(&a.count.times).then(key(a).cmp(&key(b)))
        });
        tally.notes.sort_by(|a, b| (&a.words, &a.about, a.rep).cmp(&(&b.words, &b.about, b.rep)));
        tally.times = self.seconds.map(Times::of);
        tally.weeks = self.weeks.into_iter().map(|(monday, seconds)| (monday, Times::of(seconds))).collect();
        tally
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_begins_on_monday() {
        for (day, first) in
            [("2026-05-04", "2026-05-04"), ("2026-05-10", "2026-05-04"), ("2026-05-11", "2026-05-11")]
        {
            assert_eq!(monday(day.parse().unwrap()).to_string(), first);
        }
    }

    #[test]
    fn nine_in_ten_are_the_nearest_rank() {
        assert_eq!(Times::of((1..=10).rev().collect()), Times { number: 10, median: 5, p90: 9 });
        assert_eq!(Times::of(Vec::new()), Times::default());
    }
}
