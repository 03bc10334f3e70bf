//! What the sources say of one field, and how far they agree.

use super::adapter::{Page, Rule, SourceKind};
use super::clean::head;
use super::{Certainty, Evidence, Field, Observation, PageKind};
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
}

impl Reading {
    /// Number of kinds of source that agree: two selectors look at the same text and count once.
    pub(super) fn support(&self) -> usize {
        let mut kinds = 0_u8; // a bit for each
        for (kind, ..) in &self.sources {
            kinds |= 1 << *kind as u8;
        }
        kinds.count_ones() as usize
    }

    /// Index of the most trusted rule.
    pub(super) fn rule(&self) -> u16 {
        self.sources.iter().map(|s| s.1).min().unwrap_or(u16::MAX)
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

/// All readings of a field, best first.
#[derive(Clone, Debug, Default)]
pub(super) struct Readings(pub(super) Vec<Reading>);

impl Readings {
    /// Joins what the rules of a field found: `clean` gives the value or refuses it, `same` says whether two values
    /// mean the same.
    pub(super) fn gather(
        page: &Page,
        observation: &Observation,
        field: Field,
        profile: bool,
        clean: &dyn Fn(&str) -> Option<String>,
        same: &dyn Fn(&str, &str) -> bool,
    ) -> Self {
        let mut readings = Self::default();
        let rules = page.fields.of(field);
        for (rule, at) in rules.iter().zip(0u16..) {
            let says = says(rule, page.kind.unwrap_or_default(), profile);
            for value in values(rule, at, field, observation) {
                let Some(value) = clean(&value) else { continue };
                readings.add(value, (rule.kind, at, says.clone()), rule.form.sure, same);
                if !rule.form.all {
                    break;
                }
            }
        }
        readings.sort();
        readings
    }

    /// Adds one source's word.
    pub(super) fn add(
        &mut self,
        value: String,
        source: (SourceKind, u16, String),
        sure: bool,
        same: &dyn Fn(&str, &str) -> bool,
    ) {
        match self.0.iter_mut().find(|r| same(&r.value, &value)) {
            Some(reading) => {
                reading.sources.push(source);
                reading.sure |= sure;
            }
            None => self.0.push(Reading { value, sources: vec![source], sure }),
        }
    }

    /// Best first: sure ones, then those that more kinds of source agree on, then the most trusted rule.
    pub(super) fn sort(&mut self) {
        order::sort_by_key(&mut self.0, |r| (!r.sure, std::cmp::Reverse(r.support()), r.rule()));
    }

    /// The best reading.
    pub(super) fn best(&self) -> Option<&Reading> {
        self.0.first()
    }

    /// The best reading's value, possibly empty.
    pub(super) fn value(&self) -> String {
        self.best().map(|r| r.value.clone()).unwrap_or_default()
    }

    /// How far the best reading can be trusted.
    ///
    /// Agreement of two kinds of source makes sure, a single one likely. Against a reading that says something else it
    /// falls by one step, to unsure where both have the same support.
    pub(super) fn certainty(&self) -> Certainty {
        let Some(best) = self.best() else { return Certainty::Unsure };
        let alone = if best.sure || best.support() >= 2 { Certainty::Sure } else { Certainty::Likely };
        match self.0.get(1) {
            None => alone,
            Some(other) if other.sure && best.sure => Certainty::Unsure,
            Some(other) if best.sure || best.support() > other.support() => alone.min(Certainty::Likely),
            Some(_) => Certainty::Unsure,
        }
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

/// What a rule found, with its own pattern, `split` and `trim` applied.
fn values(rule: &Rule, at: u16, field: Field, observation: &Observation) -> Vec<String> {
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
                    values.extend(finish(rule, head(&candidate.value, 4_000)));
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
        (SourceKind::Content, PageKind::Person) if profile => "profile",
        (SourceKind::Content, PageKind::Company) if profile => "company page",
        (SourceKind::Content, PageKind::Person) => "contact field",
        (SourceKind::Content, PageKind::Company) => "account field",
        (SourceKind::Content, PageKind::Opportunity) => "deal field",
    };
    words.to_owned()
}
