//! An asset's texts, analysed: what costs most in building an index and needs nothing of the other assets, so that it can be done for
//! several of them at a time.

use super::format::Field;
use super::keys;
use crate::catalogue::{Asset, Content, Passage};
use crate::text::{Analyzer, Language, Word, WordKind, words};
use rustc_hash::FxHashMap;

/// An asset with its passages, ready for [`super::IndexBuilder::add_prepared`].
pub struct Prepared<'a> {
    pub(super) asset: &'a Asset,
    pub(super) passages: &'a [Passage],
    /// The terms of all units.
    pub(super) terms: Vec<Term>,
    /// Title, summary, tags.
    pub(super) own: Vec<Unit>,
    /// Headings and bodies in reading order.
    pub(super) units: Vec<Unit>,
}

/// A term and the word that it was, both folded.
pub(super) struct Term {
    pub(super) text: String,
    pub(super) surface: String,
}

/// The terms of an asset's words, each word analysed once: most come again and again.
struct Terms {
    analyzer: Analyzer,
    /// Plain words in lower case → number in `all`; none for a stop word.
    plain: FxHashMap<String, Option<u32>>,
    /// Term and surface → number in `all`.
    numbers: FxHashMap<(String, String), u32>,
    all: Vec<Term>,
}

impl Terms {
    /// Number and position of each word that is no stop word.
    fn of(&mut self, words: &[Word]) -> Vec<(u32, u32)> {
        words.iter().filter_map(|word| Some((self.number(word)?, word.position))).collect()
    }

    fn number(&mut self, word: &Word) -> Option<u32> {
        let plain = word.kind == WordKind::Plain && !word.capitals;
        if let Some(known) = self.plain.get(&word.lower).filter(|_| plain) {
            return *known;
        }
        let number = (!self.analyzer.is_stop_word(word)).then(|| {
            let (text, surface) = (self.analyzer.term(word), word.folded().to_owned());
            let next = self.all.len() as u32;
            let number = *self.numbers.entry((text.clone(), surface.clone())).or_insert(next);
            if number == next {
                self.all.push(Term { text, surface });
            }
            number
        });
        if plain {
            self.plain.insert(word.lower.clone(), number);
        }
        number
    }
}

/// What is posted for one unit.
pub(super) struct Unit {
    pub(super) field: Field,
    pub(super) content: Content,
    /// Terms that are posted before the tokens, with their positions: stop words of a title or heading, joined verbs.
    pub(super) keys: Vec<(String, u32)>,
    /// Number in [`Prepared::terms`] and position of each word that is no stop word.
    pub(super) tokens: Vec<(u32, u32)>,
    /// Above every position in it.
    pub(super) span: u32,
    /// The key of its text as a whole, where it is found by that.
    pub(super) whole: Option<String>,
}

impl<'a> Prepared<'a> {
    /// Analyses the texts.
    pub fn new(asset: &'a Asset, passages: &'a [Passage]) -> Self {
        let analyzer = Analyzer::new(Language::from_tag(asset.language.as_str()));
        let mut terms =
            Terms { analyzer, plain: FxHashMap::default(), numbers: FxHashMap::default(), all: Vec::new() };
        let mut unit = |field, text: &str, content| Unit::new(&mut terms, field, text, content);
        let nothing = Content::default();
        let mut title = unit(Field::Title, &asset.title, nothing);
        title.whole = keys::whole(&words(&asset.title));
        let mut own = vec![title];
        if !asset.summary.is_empty() {
            own.push(unit(Field::Summary, &asset.summary, nothing));
        }
        let industries = asset.industries.iter().map(|i| i.label());
        let names = asset.tags.iter().chain(&asset.products).chain(&asset.competitors).map(String::as_str);
        let tags: Vec<&str> = names.chain(industries).chain([asset.kind.label()]).collect();
        own.push(unit(Field::Tags, &tags.join("\n"), nothing));
        let (mut units, mut heading) = (Vec::with_capacity(passages.len()), "");
        for passage in passages {
            if passage.heading != heading && !passage.heading.is_empty() {
                let mut heading = unit(Field::Heading, &passage.heading, nothing);
                if passage.content.has(Content::ANSWER) {
                    let question = passage.heading.rsplit(Passage::BELOW).next().unwrap_or(&passage.heading);
                    heading.whole = keys::whole(&words(question));
                }
                units.push(heading);
            }
            heading = &passage.heading;
            units.push(unit(Field::Body, &passage.text, passage.content));
        }
        Self { asset, passages, terms: terms.all, own, units }
    }
}

impl Unit {
    fn new(terms: &mut Terms, field: Field, text: &str, content: Content) -> Self {
        let words = words(text);
        let tokens = terms.of(&words);
        let analyzer = &terms.analyzer;
        let mut span = tokens.iter().map(|(_, position)| position + 1).max().unwrap_or(0);
        let mut keys = Vec::new();
        if matches!(field, Field::Title | Field::Heading) {
            for word in words.iter().filter(|word| analyzer.is_stop_word(word)) {
                keys.push((keys::stop_word(word.folded()), word.position));
                span = span.max(word.position + 1);
            }
        }
        keys.extend(joined_verbs(analyzer, text, &words));
        Self { field, content, keys, tokens, span: span.max(1), whole: None }
    }
}

/// A short verb and the particle after it as one word, as people write it who look for it: `log in` → `login`. Particles
/// carry no content, so that the two would not be found by their parts.
fn joined_verbs(analyzer: &Analyzer, text: &str, words: &[Word]) -> Vec<(String, u32)> {
    const PARTICLES: [&str; 8] = ["in", "up", "on", "off", "out", "over", "down", "back"];
    const LONGEST: usize = 6;
    if analyzer.language() != Some(Language::English) {
        return Vec::new();
    }
    let pairs = words.windows(2).filter_map(|pair| {
        let [verb, particle] = pair else { return None };
        let joined = particle.lower.len() <= 4
            && PARTICLES.contains(&particle.folded())
            && verb.kind == WordKind::Plain
            && verb.folded().len() <= LONGEST
            && text.get(verb.end..particle.start) == Some(" ")
            && !analyzer.is_stop_word(verb);
        joined.then(|| ([verb.folded(), particle.folded()].concat(), verb.position))
    });
    pairs.collect()
}
