//! What the sources say of one field, and how far they agree.

use super::adapter::{Page, Rule, SourceKind};
use super::clean::{Cleaned, head, key, keys_between, words_between};
use super::likeness::Likeness;
use super::{Certainty, Evidence, Field, Observation, PageKind};
use crate::case::capitalised;
use crate::order;

/// One way to read a field, with every source that says so.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    /// As shown.
    pub(super) value: String,
    /// The sources, best first: kind, index of the rule, words.
    pub(super) sources: Vec<(SourceKind, u16, String)>,
    /// One of the sources is enough by itself.
    pub(super) sure: bool,
    /// Every source had to be guessed at: a name and a profession, or `Family, Given`?
    pub(super) doubtful: bool,
}

impl Reading {
    /// Number of kinds of source that agree: two selectors look at the same text and count once, and what is weak counts
    /// only with another.
    pub(super) fn support(&self) -> usize {
        let mut kinds = 0_u8; // a bit for each
        for (kind, ..) in &self.sources {
            kinds |= 1 << *kind as u8;
        }
        kinds &= !(1 << SourceKind::Rival as u8);
        let strong = kinds & !(1 << SourceKind::Weak as u8);
        if strong == 0 { 0 } else { kinds.count_ones() as usize }
    }

    /// How far it can be trusted where nothing says otherwise: agreement of two kinds of source makes sure, a single one likely.
    fn alone(&self) -> Certainty {
        match (self.sure, self.support()) {
            (true, _) if !self.doubtful => Certainty::Sure,
            (_, 2..) if !self.doubtful => Certainty::Sure,
            (false, 0) => Certainty::Unsure,
            _ => Certainty::Likely,
        }
    }

    /// Index of the most trusted rule.
    pub(super) fn rule(&self) -> u16 {
        self.sources.iter().filter(|s| s.0 != SourceKind::Rival).map(|s| s.1).min().unwrap_or(u16::MAX)
    }

    /// The sources' words without repeats.
    pub(super) fn said_by(&self) -> Vec<String> {
        let mut words: Vec<String> = Vec::new();
        for (_, _, word) in &self.sources {
            if !words.contains(word) {
                words.push(word.clone());
            }
        }
        words
    }
}

/// Whether two values of a field mean the same.
pub(super) type Compare = fn(&str, &str) -> Likeness;

/// Equal but for letter case, accents and punctuation.
pub(super) fn same_text(a: &str, b: &str) -> Likeness {
    if key(a) == key(b) { Likeness::Same } else { Likeness::Other }
}

/// All readings of a field, best first.
#[derive(Clone, Debug)]
pub(super) struct Readings {
    pub(super) all: Vec<Reading>,
    compare: Compare,
    /// What the best can reach.
    at_most: Certainty,
}

impl Default for Readings {
    fn default() -> Self {
        Self::new(same_text)
    }
}

impl Readings {
    pub(super) fn new(compare: Compare) -> Self {
        Self { all: Vec::new(), compare, at_most: Certainty::Sure }
    }

    /// Joins what the rules of a field found: `clean` gives the value or refuses it. `rivals`: a second value of a rule for one
    /// makes it unclear which is meant.
    pub(super) fn gather(
        page: &Page,
        observation: &Observation,
        field: Field,
        profile: bool,
        compare: Compare,
        rivals: bool,
        clean: &dyn Fn(&str) -> Option<Cleaned>,
    ) -> Self {
        let mut readings = Self::new(compare);
        let rules = page.fields.of(field);
        for (rule, at) in rules.iter().zip(0u16..) {
            let says = says(rule, page.kind.unwrap_or_default(), profile);
            let content = rule.kind == SourceKind::Content;
            let weak = rule.form.weak || (content && observation.outside && !page.scope.is_empty());
            let kind = if weak { SourceKind::Weak } else { rule.kind };
            let source = |kind| (kind, at, says.clone());
            // Where the first place says nothing, a value from another place does not speak for it.
            let mut first = String::new();
            for (nth, value) in values(rule, at, field, observation).iter().enumerate() {
                let Some(cleaned) = clean(value) else { continue };
                if nth == 0 || rule.form.all {
                    first.clone_from(&cleaned.value);
                    readings.add(cleaned, source(kind), rule.form.sure && !weak);
                } else if rivals && compare(&first, &cleaned.value) == Likeness::Other {
                    readings.contest(&first, at);
                    readings.add(cleaned, source(SourceKind::Rival), false);
                }
            }
        }
        readings.sort();
        readings
    }

    /// Adds one source's word.
    pub(super) fn add(&mut self, cleaned: Cleaned, source: (SourceKind, u16, String), sure: bool) {
        let Cleaned { value, doubtful } = cleaned;
        for reading in &mut self.all {
            if (self.compare)(&reading.value, &value) == Likeness::Same {
                reading.sources.push(source);
                reading.sure |= sure;
                reading.doubtful &= doubtful;
                return;
            }
        }
        self.all.push(Reading { value, sources: vec![source], sure, doubtful });
    }

    /// Takes note that a rule found another value beside the first: by itself it is no witness any more.
    fn contest(&mut self, first: &str, rule: u16) {
        for reading in &mut self.all {
            if (self.compare)(&reading.value, first) == Likeness::Same {
                for source in &mut reading.sources {
                    if source.1 == rule {
                        source.0 = SourceKind::Weak;
                    }
                }
            }
        }
    }

    /// Where one reading is a part of another and the rest is no name (`Accounts`, a title, a role), the part is what is
    /// meant. The longer one's sources are no witnesses of it.
    pub(super) fn settle_parts(&mut self, is_rest: &dyn Fn(&str) -> bool) {
        let mut at = 0;
        while let Some(long) = self.all.get(at) {
            let words = keys_between(&long.value, |c| matches!(c, ' ' | '-' | ','));
            let part = self.all.iter().position(|short| {
                let kept = keys_between(&short.value, |c| matches!(c, ' ' | '-' | ','));
                (self.compare)(&short.value, &long.value) == Likeness::Part
                    && kept.len() < words.len()
                    && words.iter().all(|word| kept.contains(word) || is_rest(word))
            });
            let Some(part) = part else {
                at += 1;
                continue;
            };
            let mut sources = self.all.get(at).map(|long| long.sources.clone()).unwrap_or_default();
            for source in &mut sources {
                source.0 = SourceKind::Rival;
            }
            if let Some(short) = self.all.get_mut(part) {
                short.sources.append(&mut sources);
            }
            self.all.remove(at);
        }
        self.sort();
    }

    /// Weighs the readings by the part of the address that the site makes of the record's name: it backs those that it
    /// spells whole, and where it has less than half of one a single source is not enough.
    pub(super) fn weigh_by_slug(&mut self, slug: &str, clean: &dyn Fn(&str) -> Option<Cleaned>) {
        let letters = key(slug);
        if letters.chars().filter(|c| c.is_alphabetic()).count() < 4 {
            return;
        }
        if self.all.is_empty() {
            self.ask_for_slug(slug, clean);
            return;
        }
        let parts = keys_between(slug, |c| matches!(c, '-' | '_' | '.'));
        let mut likely = false;
        for reading in &mut self.all {
            let words = keys_between(&reading.value, |c| matches!(c, ' ' | '-' | ',' | '.'));
            let spelled = words.iter().filter(|word| word.len() < 2 || parts.contains(word)).count();
            if spelled == words.len() || words.concat() == letters {
                reading.sources.push((SourceKind::Url, u16::MAX, "page address".to_owned()));
            }
            // Names in another script than the address can't be compared with it.
            let inside =
                words.iter().filter(|word| word.len() > 1 && letters.contains(word.as_str())).count();
            likely |= inside * 2 >= words.len() || !words.concat().is_ascii() || reading.support() > 1;
        }
        self.sort();
        if !likely {
            self.at_most = Certainty::Unsure;
        }
    }

    /// What the address spells, where nothing on the page names the record: `maren-holt-4b71a2` is a question.
    fn ask_for_slug(&mut self, slug: &str, clean: &dyn Fn(&str) -> Option<Cleaned>) {
        let slug = percent_decoded(slug);
        let mut name = String::new();
        for word in words_between(&slug, |c| matches!(c, '-' | '_')) {
            if word.contains(|c: char| c.is_ascii_digit()) {
                break;
            }
            if !name.is_empty() {
                name.push(' ');
            }
            name.push_str(&capitalised(word));
        }
        if name.contains(' ')
            && let Some(name) = clean(&name)
        {
            self.add(name, (SourceKind::Url, u16::MAX, "page address".to_owned()), false);
            self.at_most = Certainty::Unsure;
        }
    }

    /// Leaves out what has no witness.
    pub(super) fn witnessed(mut self) -> Self {
        self.all.retain(|reading| reading.alone() > Certainty::Unsure);
        self
    }

    /// Best first: sure ones, then those that more kinds of source agree on, then the most trusted rule.
    pub(super) fn sort(&mut self) {
        order::sort_by_key(&mut self.all, |r| (!r.sure, std::cmp::Reverse(r.support()), r.rule()));
    }

    /// The best reading.
    pub(super) fn best(&self) -> Option<&Reading> {
        self.all.first()
    }

    /// The best reading's value, possibly empty.
    pub(super) fn value(&self) -> String {
        self.best().map(|r| r.value.clone()).unwrap_or_default()
    }

    /// How far the best reading can be trusted.
    ///
    /// Against a reading that says something else it falls by one step, to unsure where both have the same support. A part
    /// of it, or what it is a part of, neither backs nor contradicts it.
    pub(super) fn certainty(&self) -> Certainty {
        let Some((best, rest)) = self.all.split_first() else { return Certainty::Unsure };
        let mut certainty = best.alone().min(self.at_most);
        for other in rest {
            if (self.compare)(&best.value, &other.value) != Likeness::Other
                || other.alone() == Certainty::Unsure
            {
                continue;
            }
            let strength =
                |reading: &Reading| (reading.sure, if reading.sure { 0 } else { reading.support() });
            let stronger = strength(best) > strength(other);
            certainty = certainty.min(if stronger { Certainty::Likely } else { Certainty::Unsure });
        }
        certainty
    }

    /// Adds its entry to the panel's evidence list.
    pub(super) fn tell(&self, field: Field, evidence: &mut Vec<Evidence>) {
        if let Some(entry) = self.evidence(field) {
            evidence.push(entry);
        }
    }

    /// The entry for the panel's evidence list.
    pub(super) fn evidence(&self, field: Field) -> Option<Evidence> {
        let best = self.best()?;
        Some(Evidence {
            field,
            value: best.value.clone(),
            sources: best.said_by(),
            rule: best.rule(),
            certainty: self.certainty(),
        })
    }
}

/// What a rule found, with its own pattern, `split` and `trim` applied; empty where those refuse it.
///
/// `at` is the rule's index in the field's list. For whoever writes an adapter: `title` and `url` rules are applied here and not
/// in the page.
pub fn values(rule: &Rule, at: u16, field: Field, observation: &Observation) -> Vec<String> {
    let mut values = Vec::new();
    match rule.kind {
        SourceKind::Url | SourceKind::Title => {
            let text = if rule.kind == SourceKind::Url { &observation.url } else { &observation.title };
            // Longer titles than this are an attack or an article, not a name.
            let text = head(text, 2_000).trim();
            let found = rule.pattern.as_ref().and_then(|p| p.find(text));
            let found = found.and_then(|c| c.group(1).or_else(|| c.group(0)));
            if let Some(text) = found {
                values.extend(match rule.kind {
                    SourceKind::Url => finish(rule, &percent_decoded(text)),
                    _ => finish(rule, text),
                });
            }
        }
        _ => {
            for candidate in observation.candidates.iter().take(400) {
                if candidate.field == field && candidate.rule == at {
                    values.push(finish(rule, head(&candidate.value, 4_000)).unwrap_or_default());
                }
            }
        }
    }
    values
}

fn finish(rule: &Rule, text: &str) -> Option<String> {
    let text = text.trim();
    let text = match &rule.split {
        Some(split) => split.split(text).into_iter().find(|part| !part.trim().is_empty())?.trim(),
        None => text,
    };
    let text = match &rule.trim {
        Some(trim) => {
            let found = trim.find(text)?;
            found.group(1).or_else(|| found.group(0))?
        }
        None => text,
    };
    Some(text.to_owned())
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let hex = tail
            .get(..2)
            .and_then(|h| std::str::from_utf8(h).ok())
            .and_then(|h| u8::from_str_radix(h, 16).ok());
        match (first, hex) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = tail.get(2..).unwrap_or_default();
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A source in a rep's words.
fn says(rule: &Rule, kind: PageKind, profile: bool) -> String {
    if let Some(words) = &rule.form.says {
        return words.clone();
    }
    let words = match (rule.kind, kind) {
        (SourceKind::Url, _) => "page address",
        (SourceKind::JsonLd, _) => "JSON-LD",
        (SourceKind::Meta, _) => "page description",
        (SourceKind::Title, _) => "page title",
        // Rules don't look there; what they find may stand there.
        (SourceKind::Weak | SourceKind::Rival, _) => "page",
        (SourceKind::Content, PageKind::Person) if profile => "profile",
        (SourceKind::Content, PageKind::Company) if profile => "company page",
        (SourceKind::Content, PageKind::Person) => "contact field",
        (SourceKind::Content, PageKind::Company) => "account field",
        (SourceKind::Content, PageKind::Opportunity) => "deal field",
    };
    words.to_owned()
}
