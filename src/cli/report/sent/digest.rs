//! The tally as marketing needs it: what to write, what to mend, what to retire.

use super::library::{AnswerNow, Library, Request};
use super::tally::{FLOOR, Gap, Note, Piece, Question, Tally};
use crate::report::group;
use pitchside_core::catalogue::Date;
use pitchside_core::memory::log::What;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// How many spellings of a group of questions are named.
const SPELLINGS: usize = 5;
/// A frequent question was asked so often.
const FREQUENT: usize = 5;

/// Questions that mean the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// As reps typed it, the most frequent first, with how often.
    pub words: Vec<(String, usize)>,
    /// How often nothing answered.
    pub unanswered: usize,
    /// How often answers were not used.
    pub unused: usize,
    /// How often an answer was copied or opened.
    pub used: usize,
    /// How many reps asked.
    pub reps: usize,
    /// On how many days.
    pub days: usize,
    /// What the library answers today.
    pub now: AnswerNow,
    /// What would answer it.
    pub request: Request,
}

impl Asked {
    /// How often it was asked in all.
    pub fn times(&self) -> usize {
        self.unanswered + self.unused + self.used
    }

    /// Its most frequent words.
    pub fn title(&self) -> &str {
        self.words.first().map_or("", |(words, _)| words)
    }
}

/// What of a report the next one is held against.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Before {
    /// Pieces that were copied or opened, of those that may be sent.
    pub in_use: [usize; 2],
    /// The questions that nothing answered, each by its most frequent words.
    #[serde(default)]
    pub open: Vec<String>,
    /// The last day.
    pub until: Option<Date>,
}

/// What reps told marketing, in words that mean the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reason {
    /// Their words.
    pub words: Vec<String>,
    /// Titles of the pieces that they said it of; none where something is missing.
    pub about: Vec<String>,
    /// How often.
    pub times: usize,
    /// How many reps.
    pub reps: usize,
}

/// What became of a question that was open in the last report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Followed {
    /// Its words.
    pub words: String,
    /// It is still asked without an answer.
    pub open: bool,
    /// The piece that answers it today; empty where none does.
    pub answered_by: String,
}

/// The report.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Digest {
    /// The counts.
    pub tally: Tally,
    /// Pieces that were copied or opened, of those that may be sent.
    pub in_use: [usize; 2],
    /// The same a report ago.
    pub before: Option<Before>,
    /// Questions without a use: nothing answered, or nothing of the answers was used. Most reps first.
    pub asked: Vec<Asked>,
    /// Groups of them that too few reps asked to be shown.
    pub asked_by_few: usize,
    /// What is asked most, answered or not.
    pub frequent: Vec<Asked>,
    /// Buyers whom nothing fits, seen by enough reps.
    pub gaps: Vec<Gap>,
    /// Rows of gaps that too few reps met.
    pub gaps_of_few: usize,
    /// Why deals fall through: what reps said is missing, or wrong with a piece. Most reps first.
    pub reasons: Vec<Reason>,
    /// What became of the questions that were open a report ago.
    pub followed: Vec<Followed>,
}

/// Makes the report of a tally.
pub fn digest(tally: Tally, library: Option<&Library>, before: Option<Before>) -> Digest {
    let mut digest = Digest { before, ..Digest::default() };
    let sent = |piece: &&Piece| {
        library.is_none_or(|library| library.piece(&piece.id).is_some_and(|asset| library.sends(&asset)))
    };
    let sendable: Vec<&Piece> = tally.pieces.iter().filter(sent).collect();
    digest.in_use = [sendable.iter().filter(|piece| piece.used()).count(), sendable.len()];

    let own = library.map(Library::synonyms).unwrap_or_default();
    let texts: Vec<&str> = tally.questions.iter().map(|question| question.words.as_str()).collect();
    for numbers in group(&texts, own) {
        let questions: Vec<&Question> = numbers.iter().filter_map(|at| tally.questions.get(*at)).collect();
        let asked = together(&questions, library);
        if asked.unanswered + asked.unused > asked.used {
            if asked.reps >= FLOOR {
                digest.asked.push(asked.clone());
            } else {
                digest.asked_by_few += 1;
            }
        }
        if asked.times() >= FREQUENT && asked.reps >= FLOOR {
            digest.frequent.push(asked);
        }
    }
    let most = |asked: &Asked| std::cmp::Reverse((asked.reps, asked.times()));
    digest.asked.sort_by_key(|asked| (most(asked), asked.title().to_owned()));
    digest.frequent.sort_by_key(|asked| (std::cmp::Reverse(asked.times()), asked.title().to_owned()));

    let (shown, few): (Vec<Gap>, Vec<Gap>) =
        tally.gaps.iter().cloned().partition(|gap| gap.count.reps >= FLOOR);
    (digest.gaps, digest.gaps_of_few) = (shown, few.len());

    digest.reasons = reasons(&tally, own);
    digest.followed = followed(&digest, &tally, library);
    digest.tally = tally;
    digest
}

/// What reps told marketing, put together by meaning. Praise is no reason.
fn reasons(tally: &Tally, own: &[Vec<String>]) -> Vec<Reason> {
    let told: Vec<&Note> = tally.notes.iter().filter(|note| note.what != What::Useful).collect();
    let words: Vec<&str> = told.iter().map(|note| note.words.as_str()).collect();
    let titles: BTreeMap<&str, &str> =
        tally.pieces.iter().map(|piece| (piece.id.as_str(), piece.title.as_str())).collect();
    let mut reasons = Vec::new();
    for numbers in group(&words, own) {
        let of: Vec<&&Note> = numbers.iter().filter_map(|at| told.get(*at)).collect();
        let reps: BTreeSet<usize> = of.iter().map(|note| note.rep).collect();
        let words: BTreeSet<&str> = of.iter().map(|note| note.words.as_str()).collect();
        let about: BTreeSet<&str> =
            of.iter().filter_map(|note| titles.get(note.about.as_str()).copied()).collect();
        let owned = |texts: BTreeSet<&str>| texts.into_iter().map(str::to_owned).collect();
        reasons.push(Reason { words: owned(words), about: owned(about), times: of.len(), reps: reps.len() });
    }
    reasons.sort_by(|a: &Reason, b| (b.reps, b.times).cmp(&(a.reps, a.times)).then(a.words.cmp(&b.words)));
    reasons
}

/// Questions that mean the same, as one.
fn together(questions: &[&Question], library: Option<&Library>) -> Asked {
    let mut asked = Asked::default();
    let (mut reps, mut days) = (BTreeSet::<usize>::new(), BTreeSet::<Date>::new());
    let mut words: BTreeMap<&str, usize> = BTreeMap::new();
    for question in questions {
        asked.unanswered += question.unanswered;
        asked.unused += question.unused;
        asked.used += question.used;
        reps.extend(question.reps.iter());
        days.extend(question.days.iter());
        *words.entry(&question.words).or_default() += question.unanswered + question.unused + question.used;
    }
    (asked.reps, asked.days) = (reps.len(), days.len());
    asked.words = words.into_iter().map(|(words, times)| (words.to_owned(), times)).collect();
    asked.words.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    asked.words.truncate(SPELLINGS);
    if let Some(library) = library {
        asked.now = library.answer(asked.title());
        asked.request = library.request(asked.title());
    }
    asked
}

/// Looks for the open questions of a report ago among those of this one, and in the library.
fn followed(digest: &Digest, tally: &Tally, library: Option<&Library>) -> Vec<Followed> {
    let Some(before) = &digest.before else { return Vec::new() };
    let mut texts: Vec<&str> = before.open.iter().map(String::as_str).collect();
    let old = texts.len();
    let open: Vec<&Question> = tally.questions.iter().filter(|q| q.unanswered + q.unused > q.used).collect();
    texts.extend(open.iter().map(|question| question.words.as_str()));
    let mut followed = Vec::new();
    for numbers in group(&texts, library.map(Library::synonyms).unwrap_or_default()) {
        let still = numbers.iter().any(|at| *at >= old);
        for words in numbers.iter().filter(|at| **at < old).filter_map(|at| texts.get(*at)) {
            let now = library.map(|library| library.answer(words)).unwrap_or_default();
            let answered_by = if now.answers { now.title } else { String::new() };
            followed.push(Followed { words: (*words).to_owned(), open: still, answered_by });
        }
    }
    followed.sort_by(|a, b| a.words.cmp(&b.words));
    followed
}

impl Digest {
    /// What the next report is held against.
    pub fn for_next(&self) -> Before {
        let open = self.asked.iter().map(|asked| asked.title().to_owned()).collect();
        Before { in_use: self.in_use, open, until: self.tally.days.map(|(_, last)| last) }
    }
}
