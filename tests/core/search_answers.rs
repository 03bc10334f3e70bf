//! Passages as answers: what a question asks for, who asks, what may be sent, and when nothing answers. Order, never scores.

use pitchside_core::catalogue::{
    Asset, AssetId, AssetKind, Audience, Content, Date, LanguageTag, Link, Passage, Region, SendPolicy,
};
use pitchside_core::index::{Concept, Index, IndexBuilder, LibraryInfo, StoredText};
use pitchside_core::recommend::{buyer, understood};
use pitchside_core::search::{Answer, Query, Why, search};
use pitchside_core::text::Language;

/// A heading, a text and what it holds.
fn passage(heading: &str, text: &str, content: Content) -> Passage {
    Passage { position: 1, heading: heading.into(), text: text.into(), notes: false, content }
}

fn plain(text: &str) -> Passage {
    passage("", text, Content::default())
}

fn asset(id: &str, title: &str) -> Asset {
    let mut asset = Asset::new(id, title, AssetKind::Guide);
    asset.link = Link::new(&format!("https://harbourline.example/{id}")).ok();
    asset
}

/// Pieces that speak of other things, so that the words of a question are rare.
fn fillers() -> Vec<(Asset, Vec<Passage>)> {
    let texts = [
        "The crane lifts containers from the ship to the quay.",
        "Tides at the harbour rise by three metres twice a day.",
        "Ropes are inspected and replaced when they are worn.",
        "The pilot boards every vessel before the breakwater.",
    ];
    let one = |(number, text): (usize, &&str)| {
        (asset(&format!("filler-{number}"), "Harbour notes"), vec![plain(text)])
    };
    texts.iter().enumerate().map(one).collect()
}

struct Library {
    index: Index,
    text: StoredText,
}

fn library(pieces: Vec<(Asset, Vec<Passage>)>, concepts: Vec<Concept>) -> Library {
    let mut builder = IndexBuilder::new(LibraryInfo::default()).concepts(concepts);
    for (asset, passages) in pieces.into_iter().chain(fillers()) {
        builder.add(asset, passages).unwrap();
    }
    let built = builder.finish().unwrap();
    Library { index: Index::open(built.index).unwrap(), text: StoredText::open(built.stored).unwrap() }
}

impl Library {
    fn ask(&self, query: &Query) -> Answer {
        search(&self.index, query, 10)
    }

    fn ids(&self, query: &Query) -> Vec<&str> {
        self.ask(query).hits.iter().filter_map(|hit| self.index.id(hit.asset)).collect()
    }

    fn first(&self, question: &str) -> &str {
        self.ids(&Query::parse(question)).first().copied().unwrap_or_default()
    }

    /// The text of the first hit's first passage.
    fn answer(&self, question: &str) -> String {
        let answer = self.ask(&Query::parse(question));
        let passage = answer.hits.first().and_then(|hit| hit.passages.first()).map(|hit| hit.passage);
        let passage = passage.and_then(|passage| self.index.passage(passage).ok());
        passage.map_or_else(String::new, |passage| self.text.text(passage.address).unwrap())
    }
}

#[test]
fn a_question_typed_as_it_stands_brings_its_answer_first() {
    let faq = vec![
        passage("General › Do we need a consultant?", "No. Your own people suffice.", Content::ANSWER),
        passage("General › How long does it take?", "Nine weeks for most.", Content::ANSWER),
        passage("General › How do we get it out?", "As a file, at any time.", Content::ANSWER),
    ];
    let guide =
        vec![plain("A consultant may take long; consultants need time, and what they take out is long.")];
    let library =
        library(vec![(asset("guide", "Consultants"), guide), (asset("faq", "Questions"), faq)], vec![]);
    for (question, answer) in [
        ("Do we need a consultant", "No. Your own people suffice."),
        ("how long does it take?", "Nine weeks for most."),
        ("HOW DO WE GET IT OUT", "As a file, at any time."),
    ] {
        assert_eq!(library.answer(question), answer, "{question}");
    }
    let answer = library.ask(&Query::parse("do we need a consultant"));
    assert!(answer.hits[0].passages[0].answers, "it is shown from its beginning");
}

#[test]
fn a_passage_is_found_by_its_headings_of_every_level() {
    let sheet = vec![
        passage("Security › Encryption", "AES with keys of 256 bits.", Content::default()),
        passage("Security › Hosting", "Two sites on the continent.", Content::default()),
    ];
    let library = library(vec![(asset("sheet", "Data sheet"), sheet)], vec![]);
    assert_eq!(library.answer("security encryption"), "AES with keys of 256 bits.");
    assert_eq!(library.answer("hosting"), "Two sites on the continent.");
}

#[test]
fn what_a_question_asks_for_decides_between_passages_with_the_same_words() {
    let text = "The rollout of a licence is told here";
    for (question, content) in [
        ("how much is the rollout of a licence", Content::AMOUNT),
        ("how long is the rollout of a licence", Content::SPAN),
        ("when is the rollout of a licence", Content::DATE),
        ("how to do the rollout of a licence", Content::STEPS),
        ("are you certified for the rollout of a licence", Content::VERDICT),
    ] {
        let piece = vec![
            passage("", &format!("{text} once."), Content::default()),
            passage("", &format!("{text} twice."), content),
        ];
        let library = library(vec![(asset("a", "Notes"), piece)], vec![]);
        assert_eq!(library.answer(question), format!("{text} twice."), "{question}");
    }
}

#[test]
fn an_outline_does_not_beat_the_passage_that_answers() {
    let piece = vec![
        passage("", "Retention of recordings, retention of logs, deletion.", Content::OUTLINE),
        plain("The retention of recordings ends after ninety days, as all of them agreed."),
    ];
    let library = library(vec![(asset("a", "Notes"), piece)], vec![]);
    assert!(library.answer("retention of recordings").starts_with("The retention"));
}

#[test]
fn a_successor_stands_above_what_it_replaced_and_what_may_not_be_sent_below() {
    let day = Date::from_ymd(2026, 11, 29).unwrap();
    let mut old = asset("a-2024", "Pricing of the berth, pricing of the crane");
    old.superseded_by = Some(AssetId("z-2026".into()));
    let mut inside = asset("b-inside", "Pricing of the berth");
    inside.audience = Audience::Internal;
    let mut elsewhere = asset("c-america", "Pricing of the berth");
    elsewhere.regions = vec![Region::NorthAmerica];
    let pieces = vec![
        (old, vec![plain("Pricing pricing pricing of the berth and of all berths.")]),
        (inside, vec![plain("The pricing of the berth.")]),
        (elsewhere, vec![plain("The pricing of the berth.")]),
        (
            asset("z-2026", "Pricing"),
            vec![plain("The pricing of the berth, and more words that others lack.")],
        ),
    ];
    let library = library(pieces, vec![]);
    let query = Query::parse("pricing of the berth");
    let ids = library.ids(&query);
    let place = |id: &str| ids.iter().position(|other| *other == id);
    assert!(place("a-2024") < place("z-2026"), "by its words alone: {ids:?}");
    let policy = SendPolicy { today: day, region: Some(Region::Europe) };
    let ids = library.ids(&query.under(policy));
    let place = |id: &str| ids.iter().position(|other| *other == id);
    assert!(place("z-2026") < place("a-2024"), "{ids:?}");
    assert!(place("b-inside") < place("c-america"), "{ids:?}");
}

#[test]
fn the_buyer_in_view_decides_between_answers_about_as_good_and_no_others() {
    let story = |id: &str, industry: &str, text: &str| {
        let mut story = asset(id, "A customer closes sooner");
        story.kind = AssetKind::CaseStudy;
        story.industries = vec![industry.parse().unwrap()];
        (story, vec![plain(text)])
    };
    let text = "The customer closes the books in five days.";
    let pieces = vec![
        story("a-bank", "Banking", text),
        story("b-insurer", "Insurance", text),
        story("c-far", "Insurance", "A customer was visited."),
    ];
    let library = library(pieces, vec![]);
    let prospect: pitchside_core::prospect::Prospect =
        serde_json::from_str(r#"{"industry": "Insurance"}"#).unwrap();
    let query = Query::parse("customer closes books in days");
    assert_eq!(library.ids(&query)[0], "a-bank");
    let answer = library.ask(&query.clone().for_buyer(buyer(&prospect)));
    assert_eq!(library.index.id(answer.hits[0].asset), Some("b-insurer"));
    let said = answer.hits[0]
        .explanation
        .parts
        .iter()
        .any(|part| matches!(&part.why, Why::Buyer(facet) if facet.label() == "Insurance"));
    assert!(said, "and says so");
    let ids = library.ids(&query.for_buyer(buyer(&prospect)));
    assert!(!ids.contains(&"c-far") || ids.ends_with(&["c-far"]), "{ids:?}");
}

#[test]
fn the_librarys_own_vocabulary_in_a_question_meets_the_catalogue() {
    let mut story = asset("story", "Alderney closes sooner");
    story.kind = AssetKind::CaseStudy;
    story.industries = vec!["Insurance".parse().unwrap()];
    let guide = vec![plain("Who else in insurance uses guides: insurance people, and who uses them else.")];
    let pieces =
        vec![(asset("guide", "Insurance guide"), guide), (story, vec![plain("An insurer uses it.")])];
    let library = library(pieces, vec![]);
    let question = "who else in insurance uses it";
    let facets: Vec<_> = understood(&library.index, question).into_iter().map(|u| u.facet).collect();
    let labels: Vec<&str> = facets.iter().map(|facet| facet.label()).collect();
    assert_eq!(labels, ["Case study", "Insurance"]);
    assert_eq!(library.ids(&Query::parse(question).understood(facets))[0], "story");
}

#[test]
fn nothing_answers_what_the_library_does_not_speak_of() {
    let piece = vec![plain("The connector reads your ledger every night.")];
    let library = library(vec![(asset("a", "Connector"), piece)], vec![]);
    for (question, unknown) in [("do you connect to netsuite", "netsuite"), ("tisax", "tisax")] {
        let answer = library.ask(&Query::parse(question));
        assert!(!answer.answered, "{question}");
        assert!(answer.unknown.iter().any(|word| word == unknown), "{:?}", answer.unknown);
    }
    assert!(library.ask(&Query::parse("does it read the ledger")).answered);
}

#[test]
fn a_piece_that_is_only_a_link_answers_by_its_title_and_summary() {
    let mut webinar = asset("webinar", "Recording: depreciation of leased assets");
    webinar.summary = "How lessees book right-of-use items.".into();
    let library = library(vec![(webinar, Vec::new())], Vec::new());
    for words in ["depreciation", "leased assets", "how do lessees book items", "recording"] {
        let answer = library.ask(&Query::parse(words));
        assert!(answer.answered, "{words}");
        assert_eq!(library.ids(&Query::parse(words))[0], "webinar", "{words}");
    }
    assert!(!library.ask(&Query::parse("depreciation of goodwill after a merger")).answered);
    // Nor is a word unanswered because every piece has it.
    let all = (0..1_000).map(|number| (asset(&format!("link-{number}"), "Mooring"), Vec::new()));
    let library = self::library(all.collect(), Vec::new());
    assert!(library.ask(&Query::parse("mooring")).answered);
}

fn concept(words: &[(Language, &str)]) -> Concept {
    words.iter().map(|(language, word)| (*language, (*word).to_owned())).collect()
}

#[test]
fn a_question_in_another_language_finds_what_its_words_mean() {
    use Language::{English, French, German};
    let concepts = vec![
        concept(&[(English, "data"), (German, "daten"), (French, "données")]),
        concept(&[
            (English, "stored"),
            (English, "residency"),
            (German, "gespeichert"),
            (French, "stockées"),
        ]),
        concept(&[(English, "combine"), (German, "verbinden")]),
    ];
    let pieces = vec![
        (asset("residency", "Data residency"), vec![plain("All data stays in Frankfurt.")]),
        (asset("combine", "Combine ledgers"), vec![plain("Combine and combine again.")]),
    ];
    let library = library(pieces, concepts);
    for question in
        ["Wo werden die Daten gespeichert", "où sont stockées les données", "ou sont stockees les donnees"]
    {
        assert_eq!(library.first(question), "residency", "{question}");
    }
    let answer = library.ask(&Query::parse("combien de temps pour les données"));
    assert!(
        answer.corrections.is_empty(),
        "a French word is not mended into an English one: {:?}",
        answer.corrections
    );
}

#[test]
fn a_word_itself_comes_before_what_means_the_same() {
    use Language::English;
    let concepts = vec![concept(&[(English, "termination"), (English, "cancellation")])];
    let pieces = vec![
        (asset("a-cancel", "Cancellation"), vec![plain("Cancellation is possible.")]),
        (asset("b-terminate", "Termination"), vec![plain("Termination is possible.")]),
    ];
    let library = library(pieces, concepts);
    assert_eq!(library.ids(&Query::parse("termination")), ["b-terminate", "a-cancel"]);
    assert_eq!(library.ids(&Query::parse("termination").literal()), ["b-terminate"]);
}

#[test]
fn words_taken_as_they_stand_are_not_mended_joined_or_split() {
    let pieces = vec![(asset("a", "GDPR"), vec![plain("GDPR and the white paper.")])];
    let library = library(pieces, vec![]);
    for question in ["gdrp", "whitepaper"] {
        assert_eq!(library.first(question), "a", "{question}");
        assert!(library.ids(&Query::parse(question).literal()).is_empty(), "{question}");
        assert!(!library.ask(&Query::parse(question)).corrections.is_empty(), "{question}: it is said");
    }
}

#[test]
fn a_minus_before_a_number_is_part_of_it() {
    let pieces = vec![
        (asset("cold", "Cold store sensor"), vec![plain("Operating temperature -40 °C to 85 °C.")]),
        (asset("office", "Office sensor"), vec![plain("Operating temperature 0 °C to 50 °C.")]),
    ];
    let library = library(pieces, vec![]);
    for question in ["operating temperature -40", "sensor -40 °C", "-40", "-40 to 85", "sensor -office"] {
        assert_eq!(library.first(question), "cold", "{question}");
    }
    assert_eq!(library.first("-office"), "office", "nothing but an exclusion is a dash before a word");
}

#[test]
fn titles_of_stop_words_are_found_and_phrases_of_them_ask_for_nothing() {
    let pieces = vec![
        (asset("who", "Who we are"), vec![plain("Founded in a boat shed.")]),
        (asset("about", "About us"), vec![plain("Ninety people.")]),
        (asset("why", "Why us"), vec![plain("The fastest in the trade.")]),
        (asset("howto", "A proposal"), vec![plain("How to write a proposal.")]),
    ];
    let library = library(pieces, vec![]);
    for (question, id) in [
        ("who we are", "who"),
        ("about us", "about"),
        ("why us", "why"),
        ("\"how to\" proposal", "howto"),
        ("\"why us\" proposal", "howto"),
    ] {
        assert_eq!(library.first(question), id, "{question}");
    }
}

#[test]
fn numbers_letters_and_short_halves_are_found_however_they_are_written() {
    let mut german = asset("de", "Zusage");
    german.language = "de".parse::<LanguageTag>().unwrap();
    let pieces = vec![
        (german, vec![plain("99,9 % bei 10.000 Nutzern.")]),
        (asset("en", "Promise"), vec![plain("We promise 99.9 % with 10,000 users.")]),
        (asset("us", "Data residency in the U.S."), vec![plain("Kept over there.")]),
        (asset("uk", "Data residency in the U.K."), vec![plain("Kept over there.")]),
        (asset("bi", "Power BI"), vec![plain("Power BI reads it.")]),
        (
            asset("key", "Manual"),
            vec![plain("Log in with a key. Sign up once. Back up the key, check in later.")],
        ),
    ];
    let library = library(pieces, vec![]);
    for question in ["99.9", "99,9", "10000", "10,000", "10.000", "10 000"] {
        let ids = library.ids(&Query::parse(question));
        assert!(ids.contains(&"de") && ids.contains(&"en"), "{question}: {ids:?}");
    }
    for (question, id) in [
        ("US data residency", "us"),
        ("UK data residency", "uk"),
        ("powerbi", "bi"),
        ("login", "key"),
        ("signup", "key"),
        ("backup", "key"),
        ("checkin", "key"),
    ] {
        assert_eq!(library.first(question), id, "{question}");
    }
}

#[test]
fn an_unknown_word_is_mended_before_it_is_split_and_never_into_another_word() {
    let pieces = vec![
        (asset("electrode", "Electrode"), vec![plain("An electrode of steel.")]),
        (asset("ode", "To elect an ode"), vec![plain("We elect poets, and they write an ode.")]),
        (asset("suite", "Ensuite"), vec![plain("Ensuite rooms for crews.")]),
    ];
    let library = library(pieces, vec![]);
    assert_eq!(library.first("electode"), "electrode");
    assert!(
        library.ask(&Query::parse("netsuite")).hits.is_empty(),
        "two slips at a word's beginning are no slips"
    );
}

#[test]
fn parts_of_compounds_count_less_than_the_compound() {
    let pieces = vec![
        (asset("a-parts", "V and E"), vec![plain("G, e, g, g, e: letters e and g on a list, e by e.")]),
        (asset("b-migration", "Jenkins migration"), vec![plain("Moving, e.g. by night.")]),
        (asset("c-timebase", "Timebase"), vec![plain("One timebase for all bases of time.")]),
    ];
    let library = library(pieces, vec![]);
    assert_eq!(library.first("e.g. Jenkins migration"), "b-migration");
    assert_eq!(library.first("time bases"), "c-timebase");
}
