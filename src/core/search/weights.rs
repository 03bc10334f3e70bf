//! Every number that ranking uses. Chosen on general grounds and compared with `examples/judge.rs` on two judged
//! collections and a third of page titles, where the same settings had to serve all; a collection that nobody here has
//! seen is the real test.

/// Saturation of a word's frequency (BM25's k₁): 0 = only whether it occurs, 3 = almost linear.
pub const K1: f32 = 2.0;
/// Saturation of a word's frequency in a passage, which is short.
pub const PASSAGE_K1: f32 = 1.2;
/// Weight per field (title, summary, tags, headings, body), as in BM25F (Robertson, Zaragoza, Taylor 2004): 0
/// = the field is ignored, 1 = as the body.
pub const FIELD_WEIGHTS: [f32; 5] = [5.0, 2.0, 2.0, 2.0, 1.0];
/// Length normalisation per field (BM25's b): 0 = length does not matter, 1 = only density does. Headings and
/// tags come as many short pieces whose length says nothing.
pub const FIELD_LENGTH: [f32; 5] = [0.75, 0.75, 0.0, 0.0, 0.75];
/// Length normalisation of a passage.
pub const PASSAGE_LENGTH: f32 = 0.5;
/// Share of the best passage's score that an asset gets (λ): 0 = only the whole asset counts, which suits short
/// abstracts (Cranfield), 0.5 suits long pages.
pub const BEST_PASSAGE: f32 = 0.4;
/// How much less of it an asset of one passage gets, and one of n passages an n-th of that: what a lone passage
/// says, the asset's own score has said already. 0 = no less, 1 = nothing for a lone passage.
pub const LONE_PASSAGE: f32 = 0.5;
/// Saturation of a word that the query repeats (BM25's k₃): 0 = once is enough, large = every time counts.
pub const REPEATED: f32 = 2.0;
/// Share of a word's worth in the headings above that a passage has which does not hold the word.
pub const HEADING_SHARE: f32 = 1.0;
/// The same of the piece's title, summary and tags.
pub const AROUND_SHARE: f32 = 0.05;
/// What a word that stands in a passage and in its headings adds, as a share of the lesser of the two.
pub const BOTH: f32 = 0.5;
/// What a passage gains that holds what the question asks for: an amount, a span of time …, as a share of its score.
pub const EXPECTED: f32 = 0.3;
/// What a passage gains that begins the answer to a question of the document's own, as a share of its score.
pub const ANSWER: f32 = 0.3;
/// How much of a passage's score depends on how much of the question it holds: 0 = nothing, 1 = all of it.
pub const WHOLENESS: f32 = 0.25;
/// What a piece keeps of its score that is in neither the question's language nor English.
pub const OTHER_LANGUAGE: f32 = 0.5;
/// What is left of a passage that only says what the piece is about.
pub const OUTLINE: f32 = 0.6;
/// What two neighbouring query words that stand side by side add, times the lesser rarity of the two.
pub const NEARNESS: f32 = 0.35;
/// Farther apart than so many words counts as not near.
pub const NEAR: u32 = 8;

/// A word that begins with what is being typed, if that is itself a known word.
pub const PREFIX_OF_KNOWN: f32 = 0.5;
/// A word that begins with what is being typed, if that is no word.
pub const PREFIX: f32 = 0.9;
/// The nearest known words for an unknown one, best first.
pub const CORRECTED: [f32; 3] = [0.9, 0.5, 0.3];
/// Two words that the library writes as one, or the other way round.
pub const JOINED: f32 = 0.9;
/// A word of the library's own synonym groups.
pub const OWN_SYNONYM: f32 = 0.5;
/// A word of the built-in sales vocabulary.
pub const SYNONYM: f32 = 0.3;
/// A word of another language, or an unknown word of this one, by the built-in vocabulary of business.
pub const TRANSLATED: f32 = 0.7;
/// The same where the library has the word itself.
pub const TRANSLATED_BESIDE: f32 = 0.3;
/// Words of a phrase that the built-in vocabulary knows.
pub const PHRASE_WORDS: usize = 3;
/// A part of a compound that the library knows as a whole.
pub const PART: f32 = 0.3;
/// The query as a whole, where it is a title or a question.
pub const WHOLE: f32 = 1.0;
/// Words that only say that something is wanted: “show”, “find”, “need”.
pub const WISH: f32 = 0.3;
/// What an asset of the asked-for kind gets, times the rarity of the query's rarest word.
pub const ASKED_KIND: f32 = 0.5;

/// What an asset gains that has what the question asks for in the catalogue's terms, times the rarity of the query's rarest
/// word.
pub const FACET: f32 = 0.5;
/// What an asset gains that has what the buyer in view has, as a share of its score: decides between answers about as good.
pub const BUYER: f32 = 0.1;
/// What an asset loses that is replaced, expired or not yet released, as a share of its score.
pub const OUTDATED: f32 = 0.5;
/// The same of one for another region.
pub const ELSEWHERE: f32 = 0.35;
/// The same of one that may not be sent, but tells the rep.
pub const KEPT_INSIDE: f32 = 0.1;
/// How much of a question a passage must hold to be called an answer.
pub const ANSWERED: f32 = 0.45;
/// The same for a question in another language than most of the library's: not every word of it can be looked up.
pub const ANSWERED_ABROAD: f32 = 0.25;
/// How much a hit must hold at least, as a share of what the asset holds that holds most.
pub const ENOUGH: f32 = 0.3;
/// The same where more than so many words are asked, of which no asset holds most.
pub const ENOUGH_OF_MANY: f32 = 0.3;
/// See [`ENOUGH_OF_MANY`].
pub const FEW_SLOTS: usize = 6;

/// How much of a word a passage holds at least that has it in some other form, a correction or a synonym.
pub const LIKE_ENOUGH: f32 = 0.8;

/// Hits that the third pass looks at.
pub const REFINED: usize = 40;
/// Assets that the second pass looks at.
pub const CANDIDATES: usize = 200;
/// Words with a prefix that are looked at, in order of the alphabet.
pub const PREFIX_SCAN: usize = 2000;
/// The same of one or two letters, which say little yet.
pub const PREFIX_SCAN_SHORT: usize = 300;
/// The most frequent of them that are searched.
pub const PREFIX_WORDS: usize = 32;
/// Words near an unknown one that are looked at.
pub const NEAR_SCAN: usize = 500;
/// Letters from which one edit is corrected.
pub const ONE_EDIT_FROM: usize = 4;
/// Letters from which two edits are corrected.
pub const TWO_EDITS_FROM: usize = 8;
/// Words of a query that are used; the rest of a pasted page is ignored.
pub const QUERY_WORDS: usize = 64;
/// Passages that a hit brings.
pub const PASSAGES_SHOWN: usize = 3;

/// Characters of a page's text that [`super::relevance()`] reads.
pub const RELEVANT_CHARS: usize = 20_000;
/// The most telling words of each text that are asked.
pub const RELEVANT_WORDS: usize = 32;
/// Assets that are looked at closely.
pub const RELEVANT_ASSETS: usize = 100;
/// How often each of the words is asked at most.
pub const REPEATS: usize = 4;
/// Words that a coverage by so few words is shared among.
pub const FEW_WORDS: f32 = 4.0;
/// Words that say why an asset is relevant.
pub const WORDS_NAMED: usize = 3;
/// How often a word in the title counts in [`super::emphasis()`].
pub const TITLE_EMPHASIS: f32 = 5.0;
/// Words that a text is taken to be longer than it is: in a few words one alone is no emphasis.
pub const SHORT_TEXT: f32 = 60.0;
