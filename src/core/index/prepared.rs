//! An asset's texts, analysed: what costs most in building an index and needs nothing of the other assets, so that it can be done for
//! several of them at a time.

use super::format::Field;
use super::keys;
use crate::catalogue::{Asset, Content, Passage};
use crate::text::{Analyzer, Language, Token, Word, WordKind, words};

/// An asset with its passages, ready for [`super::IndexBuilder::add_prepared`].
pub struct Prepared {
    pub(super) asset: Asset,
    pub(super) passages: Vec<Passage>,
    /// Title, summary, tags.
    pub(super) own: Vec<Unit>,
    /// Headings and bodies in reading order.
    pub(super) units: Vec<Unit>,
}

/// What is posted for one unit.
pub(super) struct Unit {
    pub(super) field: Field,
    pub(super) content: Content,
    /// Terms that are posted before the tokens, with their positions: stop words of a title or heading, joined verbs.
    pub(super) keys: Vec<(String, u32)>,
    pub(super) tokens: Vec<Token>,
    /// Above every position in it.
    pub(super) span: u32,
    /// The key of its text as a whole, where it is found by that.
    pub(super) whole: Option<String>,
}

impl Prepared {
    /// Analyses the texts.
    pub fn new(asset: Asset, passages: Vec<Passage>) -> Self {
        let analyzer = Analyzer::new(Language::from_tag(asset.language.as_str()));
        let unit = |field, text: &str| Unit::new(&analyzer, field, text, Content::default());
        let mut title = unit(Field::Title, &asset.title);
        title.whole = keys::whole(&words(&asset.title));
        let mut own = vec![title];
        if !asset.summary.is_empty() {
            own.push(unit(Field::Summary, &asset.summary));
        }
        let industries = asset.industries.iter().map(|i| i.label());
        let names = asset.tags.iter().chain(&asset.products).chain(&asset.competitors).map(String::as_str);
        let tags: Vec<&str> = names.chain(industries).chain([asset.kind.label()]).collect();
        own.push(unit(Field::Tags, &tags.join("\n")));
        let (mut units, mut heading) = (Vec::with_capacity(passages.len()), "");
        for passage in &passages {
            if passage.heading != heading && !passage.heading.is_empty() {
                let mut unit = unit(Field::Heading, &passage.heading);
                if passage.content.has(Content::ANSWER) {
                    let question = passage.heading.rsplit(Passage::BELOW).next().unwrap_or(&passage.heading);
                    unit.whole = keys::whole(&words(question));
                }
                units.push(unit);
            }
            heading = &passage.heading;
            units.push(Unit::new(&analyzer, Field::Body, &passage.text, passage.content));
        }
        Self { asset, passages, own, units }
    }
}

impl Unit {
    fn new(analyzer: &Analyzer, field: Field, text: &str, content: Content) -> Self {
        let words = words(text);
        let tokens = analyzer.tokens(&words);
        let mut span = tokens.iter().map(|t| t.position + 1).max().unwrap_or(0);
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
        let short =
            verb.kind == WordKind::Plain && verb.folded().len() <= LONGEST && !analyzer.is_stop_word(verb);
        let joined = short
            && PARTICLES.contains(&particle.folded())
            && text.get(verb.end..particle.start) == Some(" ");
        joined.then(|| ([verb.folded(), particle.folded()].concat(), verb.position))
    });
    pairs.collect()
}
