//! The panel's behaviour, message by message.

mod kept;
mod machine;
mod report;
mod sequences;

use super::{READING_IS_LATE_MS, update};
use crate::action::{Action, Key, Step};
use crate::effect::{CopyStyle, Effect, Focus};
use crate::form::FormValues;
use crate::list::{Card, Hit, PassageCard, Results, Row, Sending, Suggestions, Verdict};
use crate::message::{Message, Reason, Timer};
use crate::reader::{Reader, ReaderPage};
use crate::screen::{Block, blocks, name};
use crate::state::{LibraryFacts, Page, Site, Situation, State};
use pitchside_core::catalogue::{AssetId, AssetKind, Unit};
use pitchside_core::prospect::{Certainty, Detection, NoProspect, Observation, Outcome, Prospect};
use pitchside_core::value::{Object, Value};

fn card(asset: u32, sending: Sending) -> Card {
    Card {
        asset,
        id: AssetId(format!("piece-{asset}")),
        sent: None,
        kind: AssetKind::CaseStudy,
        picture: false,
        length: String::new(),
        badge: None,
        title: format!("Piece {asset}"),
        why: Vec::new(),
        sending,
        opens: true,
        parts: Vec::new(),
    }
}

fn suggestions() -> Box<Suggestions> {
    Box::new(Suggestions {
        verdict: Verdict::Fits,
        send: vec![card(1, Sending::Free), card(2, Sending::Free)],
        learn: vec![card(3, Sending::Stopped("Not for sending".into()))],
    })
}

fn prospect(name: &str) -> Prospect {
    Prospect { name: name.into(), company: "Alderney Mutual".into(), ..Prospect::default() }
}

/// A copy for Maren Holt.
fn copy(asset: u32, style: CopyStyle) -> Effect {
    Effect::Copy { row: Row::asset(asset), style, to: Some(Box::new(prospect("Maren Holt"))) }
}

fn found(name: &str) -> Message {
    Message::Detected(Box::new(Detection {
        outcome: Outcome::Found { prospect: Box::new(prospect(name)), certainty: Certainty::Sure },
        evidence: Vec::new(),
        adapter: "any".into(),
        record: name.into(),
    }))
}

fn outcome(outcome: Outcome) -> Message {
    let (adapter, record) = ("any".into(), "r".into());
    Message::Detected(Box::new(Detection { outcome, evidence: Vec::new(), adapter, record }))
}

fn tab(id: i32, url: &str, reason: Reason) -> Message {
    Message::Tab { id, url: url.into(), complete: true, followed: false, reason }
}

fn opened() -> State {
    let mut state = State::default();
    update(&mut state, Message::Library(Ok(Box::new(LibraryFacts { assets: 3, ..LibraryFacts::default() }))));
    state
}

/// A panel with Maren Holt and her list.
fn ready() -> State {
    let mut state = opened();
    update(&mut state, tab(7, "https://crm.example/contact/1", Reason::Granted));
    update(&mut state, Message::Connected { tab: 7 });
    update(&mut state, found("Maren Holt"));
    update(&mut state, Message::Suggested(suggestions()));
    state
}

/// A setting is kept.
fn set(state: &mut State, name: &str, value: Value) {
    update(state, Message::Kept(vec![("settings".into(), Object::default().with(name, value).into())]));
}

/// A site that an adapter reads, not followed.
fn crm() -> Site {
    Site { name: "crm.example".into(), origins: vec!["https://crm.example/*".into()], memory_only: false }
}

/// The last try to start the observer in the tab in view.
fn inject(state: &State) -> Effect {
    Effect::Inject { tab: state.tab.id, turn: state.tab.turn }
}

/// The browser refuses a try in tab 1.
fn refused_of(turn: u32, error: &str) -> Message {
    Message::Refused { tab: 1, turn, error: error.into() }
}

/// The browser refuses the last try in the tab in view.
fn refused(state: &State, error: &str) -> Message {
    Message::Refused { tab: state.tab.id, turn: state.tab.turn, error: error.into() }
}

fn leaving(tab: i32) -> Message {
    Message::Leaving { tab, url: "https://crm.example/contact/2".into(), gone: false }
}

#[test]
fn enter_copies_the_first_piece_as_soon_as_the_list_is_there() {
    let mut state = ready();
    let effects = update(&mut state, Message::Pressed(Key::Enter));
    assert_eq!(effects, [copy(1, CopyStyle::Rich)]);
}

#[test]
fn enter_on_an_internal_piece_reads_it() {
    let mut state = ready();
    update(&mut state, Message::Pressed(Key::Move(Step::Last)));
    assert_eq!(update(&mut state, Message::Pressed(Key::Enter)), [Effect::Read(Row::asset(3))]);
    assert!(update(&mut state, Message::Pressed(Key::Letter('c'))).is_empty());
}

#[test]
fn the_old_answer_is_dropped_the_moment_the_page_leaves() {
    let mut state = ready();
    let effects = update(&mut state, leaving(7));
    assert!(matches!(effects.first(), Some(Effect::After(READING_IS_LATE_MS, _))));
    assert!(effects.iter().any(|e| matches!(e, Effect::Recipe { tab: 7, .. })));
    assert!(blocks(&state).is_empty());
    assert_eq!(name(&state), "reading");
    assert_eq!(state.situation, Situation::Reading { late: false });
    assert!(update(&mut state, Message::Pressed(Key::Enter)).is_empty());
}

#[test]
fn the_skeleton_comes_only_when_reading_takes_long() {
    let mut state = ready();
    update(&mut state, leaving(7));
    let timer = Timer::ReadingIsLate(state.reading_turn);
    update(&mut state, Message::Timer(timer));
    assert_eq!(blocks(&state), [Block::Reading]);
    update(&mut state, found("Jane Doe"));
    update(&mut state, leaving(7));
    update(&mut state, Message::Timer(timer));
    assert!(blocks(&state).is_empty(), "a timer of an older page means nothing");
}

#[test]
fn what_another_tab_saw_is_not_shown() {
    let mut state = ready();
    update(&mut state, tab(8, "https://b.example/", Reason::Activated));
    let late = Message::Observed { tab: 7, observation: Box::new(Observation::default()) };
    assert!(update(&mut state, late).is_empty());
    assert!(state.subject().is_none());
}

#[test]
fn a_list_that_comes_after_its_page_left_is_not_shown() {
    let mut state = ready();
    update(&mut state, leaving(7));
    update(&mut state, Message::Suggested(suggestions()));
    assert!(state.suggestions.is_none());
}

#[test]
fn a_tab_without_address_asks_for_the_icon_and_after_it_is_unsupported() {
    let mut state = opened();
    update(&mut state, tab(1, "", Reason::Opened));
    assert_eq!(state.situation, Situation::NoAccess);
    update(&mut state, tab(1, "", Reason::Denied));
    assert_eq!(state.situation, Situation::Unsupported);
    update(&mut state, tab(1, "", Reason::Updated));
    assert_eq!(state.situation, Situation::NoAccess, "another page may be open to us");
    update(&mut state, tab(1, "", Reason::Granted));
    assert_eq!(state.situation, Situation::NoAccess, "the page left after the click");
    update(&mut state, tab(2, "", Reason::Activated));
    assert_eq!(state.situation, Situation::NoAccess);
}

#[test]
fn chromes_refusal_tells_a_closed_page_from_one_that_wants_a_click() {
    let mut state = opened();
    update(&mut state, tab(1, "", Reason::Opened));
    let refusal = refused(&state, "Cannot access contents of the page.");
    update(&mut state, refusal);
    assert_eq!(state.situation, Situation::NoAccess);
    let refusal = refused(&state, "Cannot access a chrome:// URL");
    update(&mut state, refusal);
    assert_eq!(state.situation, Situation::Unsupported);
}

#[test]
fn a_refusal_on_a_known_site_asks_for_permission_and_elsewhere_for_the_form() {
    let mut state = opened();
    update(&mut state, tab(1, "https://crm.example/1", Reason::Updated));
    update(&mut state, Message::SiteKnown(Some(crm())));
    for _ in 0..2 {
        let refusal = refused(&state, "no");
        update(&mut state, refusal);
    }
    assert_eq!(state.situation, Situation::Permission);
    let asked = update(&mut state, Message::Pressed(Key::Enter));
    assert_eq!(asked, [Effect::AskPermission(vec!["https://crm.example/*".into()])]);

    update(&mut state, tab(1, "https://other.example/", Reason::Updated));
    update(&mut state, Message::SiteKnown(None));
    for _ in 0..2 {
        let refusal = refused(&state, "no");
        update(&mut state, refusal);
    }
    assert_eq!(state.situation, Situation::Unsupported);
}

#[test]
fn a_refusal_asked_for_before_the_click_counts_for_nothing() {
    let mut state = opened();
    update(&mut state, tab(1, "", Reason::Updated));
    let before = state.tab.turn;
    let late = || refused_of(before, "Cannot access contents of the page.");
    update(&mut state, tab(1, "https://crm.example/1", Reason::Granted));
    update(&mut state, Message::SiteKnown(Some(crm())));
    assert!(update(&mut state, late()).is_empty());
    assert_eq!(state.situation, Situation::Reading { late: false });
    assert!(state.tab.refusal.is_empty(), "and takes nothing from the tries after the click");
    update(&mut state, Message::Connected { tab: 1 });
    update(&mut state, found("Maren Holt"));
    update(&mut state, late());
    assert_eq!(state.subject().map(|s| s.prospect.name.as_str()), Some("Maren Holt"));
}

#[test]
fn a_click_on_a_known_site_that_is_being_read_starts_the_observer_anew() {
    let mut state = opened();
    update(&mut state, tab(1, "https://crm.example/1", Reason::Updated));
    let before = state.tab.turn;
    let loading = Message::Tab {
        id: 1,
        url: "https://crm.example/1".into(),
        complete: false,
        followed: false,
        reason: Reason::Granted,
    };
    let effects = update(&mut state, loading);
    assert!(effects.contains(&inject(&state)) && state.tab.turn != before, "{effects:?}");
    assert!(update(&mut state, refused_of(before, "no")).is_empty());
    assert_eq!(state.situation, Situation::Reading { late: false });
}

#[test]
fn a_known_site_whose_address_is_seen_asks_for_permission_only_when_it_refuses_twice() {
    // The click may be seen first by a look for another reason.
    for reason in [Reason::Granted, Reason::Opened, Reason::Updated] {
        let mut state = opened();
        update(&mut state, tab(1, "https://crm.example/1", reason));
        update(&mut state, Message::SiteKnown(Some(crm())));
        // The same page is looked at again before the answer is there.
        update(&mut state, tab(1, "https://crm.example/1", Reason::Updated));
        update(&mut state, Message::SiteKnown(Some(crm())));
        let first = refused(&state, "the frame was removed");
        let [Effect::After(_, again)] = update(&mut state, first)[..] else { panic!("no second try") };
        assert_eq!(state.situation, Situation::Reading { late: false });
        let tried = update(&mut state, Message::Timer(again));
        assert_eq!(tried, [inject(&state)]);
        let second = refused(&state, "the frame was removed");
        update(&mut state, second);
        assert_eq!(state.situation, Situation::Permission);
    }
}

#[test]
fn a_refusal_means_nothing_once_an_observer_has_connected() {
    let mut state = ready();
    let refusal = refused(&state, "the frame was removed");
    assert!(update(&mut state, refusal).is_empty());
    assert!(state.subject().is_some());
}

#[test]
fn a_page_that_refuses_once_is_tried_again_and_a_page_that_refuses_twice_is_unsupported() {
    let removed = |state: &State| refused(state, "the frame was removed");
    let mut state = opened();
    update(&mut state, tab(1, "https://other.example/", Reason::Granted));
    let refusal = removed(&state);
    let [Effect::After(_, again)] = update(&mut state, refusal)[..] else { panic!("no second try") };
    assert_eq!(state.situation, Situation::Reading { late: false });
    let tried = update(&mut state, Message::Timer(again));
    assert_eq!(tried, [inject(&state)]);
    let refusal = removed(&state);
    update(&mut state, refusal);
    assert_eq!(state.situation, Situation::Unsupported);
    assert!(matches!(&blocks(&state)[..], [Block::Unsupported { refusal, .. }] if refusal.contains("frame")));
    // A click on the icon begins anew.
    update(&mut state, tab(1, "https://other.example/", Reason::Granted));
    let refusal = removed(&state);
    assert!(!update(&mut state, refusal).is_empty());
}

#[test]
fn the_observer_is_started_again_only_when_it_is_gone() {
    let mut state = ready();
    let again = update(&mut state, tab(7, "https://crm.example/contact/1", Reason::Focused));
    assert!(!again.contains(&inject(&state)));
    update(&mut state, Message::Leaving { tab: 7, url: String::new(), gone: true });
    let after = update(&mut state, tab(7, "https://crm.example/contact/1", Reason::Updated));
    assert!(after.contains(&inject(&state)));
}

#[test]
fn an_unsure_answer_copies_nothing_until_a_candidate_is_chosen() {
    let mut state = opened();
    update(&mut state, tab(7, "https://crm.example/contact/1", Reason::Granted));
    update(&mut state, Message::Connected { tab: 7 });
    let candidates =
        vec![(prospect("Jane Doe"), "page title".into()), (prospect("Jane Roe"), "record".into())];
    let asked = update(&mut state, outcome(Outcome::Unsure { candidates }));
    assert!(matches!(asked.as_slice(), [Effect::Recommend(both)] if both.len() == 2));
    update(&mut state, Message::Suggested(suggestions()));
    assert!(update(&mut state, Message::Pressed(Key::Enter)).is_empty());
    update(&mut state, Message::Pressed(Key::Letter('2')));
    assert_eq!(state.subject().map(|s| s.prospect.name.as_str()), Some("Jane Roe"));
}

#[test]
fn a_pinned_prospect_stays_while_tabs_change() {
    let mut state = ready();
    update(&mut state, Message::Do(Action::Pin));
    update(&mut state, tab(8, "https://b.example/", Reason::Activated));
    update(&mut state, leaving(7));
    assert_eq!(state.subject().map(|s| s.prospect.name.as_str()), Some("Maren Holt"));
    assert_eq!(update(&mut state, Message::Do(Action::Pin)), [Effect::Probe]);
}

#[test]
fn what_the_rep_entered_stands_until_the_page_changes() {
    let mut state = ready();
    update(&mut state, Message::Do(Action::Correct("")));
    let form = FormValues { company: "Brightwater Utilities".into(), ..FormValues::default() };
    update(&mut state, Message::Submitted(Box::new(form)));
    let seen = Message::Observed { tab: 7, observation: Box::new(Observation::default()) };
    assert!(update(&mut state, seen).is_empty());
    assert_eq!(state.subject().map(|s| s.prospect.company.as_str()), Some("Brightwater Utilities"));
    update(&mut state, leaving(7));
    assert!(state.subject().is_none());
}

#[test]
fn what_the_rep_entered_on_a_closed_page_stands_when_the_window_is_looked_at_again() {
    let mut state = opened();
    update(&mut state, tab(7, "about:license", Reason::Granted));
    assert_eq!(state.situation, Situation::Unsupported);
    let form = FormValues { company: "Brightwater Utilities".into(), ..FormValues::default() };
    update(&mut state, Message::Submitted(Box::new(form)));
    update(&mut state, tab(7, "about:license", Reason::Focused));
    assert_eq!(state.subject().map(|s| s.prospect.company.as_str()), Some("Brightwater Utilities"));
    for (id, reason) in [(7, Reason::Updated), (8, Reason::Activated)] {
        let mut state = state.clone();
        update(&mut state, tab(id, "about:license", reason));
        assert_eq!(state.situation, Situation::Unsupported);
    }
}

#[test]
fn an_empty_form_says_what_is_enough() {
    let mut state = ready();
    update(&mut state, Message::Do(Action::Correct("")));
    update(&mut state, Message::Submitted(Box::default()));
    assert!(matches!(&state.page, Page::Form { problem: Some(words) } if words.contains("enough")));
}

#[test]
fn single_letters_can_be_switched_off_and_enter_remains() {
    let mut state = ready();
    set(&mut state, "keys", false.into());
    assert!(update(&mut state, Message::Pressed(Key::Letter('w'))).is_empty());
    assert!(state.why.is_none());
    assert!(!update(&mut state, Message::Pressed(Key::Enter)).is_empty());
}

#[test]
fn the_plain_style_of_links_holds_for_enter() {
    let mut state = ready();
    set(&mut state, "link", "plain".into());
    let effects = update(&mut state, Message::Pressed(Key::Enter));
    assert_eq!(effects, [copy(1, CopyStyle::Plain)]);
}

#[test]
fn copied_stands_for_its_own_time() {
    let mut state = ready();
    let copied =
        |row| Message::Copied { row, said: "Link copied".into(), shares: Vec::new(), to: None, done: true };
    update(&mut state, copied(Row::asset(1)));
    let first = state.copied.clone().map(|c| c.turn).unwrap_or_default();
    update(&mut state, copied(Row::asset(2)));
    update(&mut state, Message::Timer(Timer::CopiedIsOld(first)));
    assert_eq!(state.copied.map(|c| c.row), Some(Row::asset(2)));
}

#[test]
fn escape_closes_then_clears_then_stays() {
    let mut state = ready();
    update(&mut state, Message::Typed("gdpr".into()));
    update(&mut state, Message::Do(Action::Settings));
    assert_eq!(
        update(&mut state, Message::Pressed(Key::Escape)),
        [Effect::Focus(Focus::Control("settings"))]
    );
    assert_eq!(state.query, "gdpr");
    update(&mut state, Message::Pressed(Key::Escape));
    assert!(state.query.is_empty());
    assert_eq!(state.current, Some(Row::asset(1)));
}

#[test]
fn a_damaged_library_is_an_error_and_no_list() {
    let mut state = ready();
    update(&mut state, Message::Library(Err("checksum differs".into())));
    assert_eq!(blocks(&state), [Block::Broken { detail: "checksum differs".into() }]);
    assert!(update(&mut state, Message::Typed("gdpr".into())).is_empty());
    assert_eq!(update(&mut state, Message::Do(Action::TryAgain)), [Effect::OpenLibrary]);
}

#[test]
fn nobody_on_the_page_offers_the_one_before() {
    let mut state = ready();
    update(&mut state, leaving(7));
    update(&mut state, outcome(Outcome::None { why: NoProspect::List }));
    assert!(
        matches!(&blocks(&state)[..], [Block::Nobody { last: Some(words), .. }] if words == "Back to Maren Holt")
    );
    assert!(matches!(&update(&mut state, Message::Do(Action::BackToLast))[..], [Effect::Recommend(_)]));
}

#[test]
fn a_repaint_of_the_same_record_moves_nothing() {
    let mut state = ready();
    update(&mut state, Message::Pressed(Key::Move(Step::Next)));
    assert!(update(&mut state, found("Maren Holt")).is_empty());
    assert_eq!(state.current, Some(Row::asset(2)));
}

#[test]
fn selected_text_becomes_the_question() {
    let mut state = ready();
    update(&mut state, Message::Do(Action::Settings));
    let effects = update(&mut state, Message::Asked { text: " gdpr\n compliant ".into() });
    assert_eq!((state.query.as_str(), &state.page), ("gdpr compliant", &Page::List));
    assert!(matches!(&effects[..], [Effect::Search { query, .. }, ..] if query == "gdpr compliant"));
    update(&mut state, Message::Asked { text: "x".repeat(1_000_000) });
    assert_eq!(state.query.len(), 200);
}

#[test]
fn the_menu_opens_and_closes_by_keys() {
    let mut state = ready();
    let effects = update(&mut state, Message::Pressed(Key::Letter('m')));
    assert_eq!((state.menu, effects), (Some(Row::asset(1)), vec![Effect::Focus(Focus::Menu)]));
    assert_eq!(update(&mut state, Message::Pressed(Key::Escape)), [Effect::Focus(Focus::Control("menu"))]);
    assert_eq!(state.menu, None);
    update(&mut state, Message::Pressed(Key::Letter('m')));
    let other = state.rows()[1];
    update(&mut state, Message::Pressed(Key::Move(Step::Next)));
    update(&mut state, Message::Chosen(other));
    assert_eq!(state.menu, None, "another row takes it away");
}

#[test]
fn a_question_is_asked_for_the_buyer_in_view_and_what_was_understood_can_be_taken_back() {
    let mut state = ready();
    let asked = |effects: &[Effect]| match effects {
        [Effect::Search { unasked, buyer, .. }, ..] => {
            (unasked.clone(), buyer.as_ref().map(|buyer| buyer.name.clone()))
        }
        other => panic!("{other:?}"),
    };
    let effects = update(&mut state, Message::Typed("case studies in insurance".into()));
    assert_eq!(asked(&effects), (vec![], Some("Maren Holt".to_owned())));
    let effects = update(&mut state, Message::Do(Action::Unask("Insurance".into())));
    assert_eq!(asked(&effects).0, ["Insurance"]);
    let effects = update(&mut state, found("Ravi Banerjee"));
    let again = effects
        .iter()
        .any(|effect| matches!(effect, Effect::Search { buyer: Some(b), .. } if b.name == "Ravi Banerjee"));
    assert!(again, "another buyer: {effects:?}");
    let effects = update(&mut state, Message::Typed("case studies in insurance companies".into()));
    assert!(asked(&effects).0.is_empty(), "another question");
}

#[test]
fn what_nothing_answers_is_said_with_the_nearest_below_and_noted() {
    let mut state = ready();
    update(&mut state, Message::Typed("do you have tisax".into()));
    let nearest = Hit {
        asset: 1,
        id: AssetId("piece-1".into()),
        kind: AssetKind::Guide,
        title: "A guide".into(),
        badge: None,
        fits: String::new(),
        sending: Sending::Free,
        opens: true,
        passages: Vec::new(),
    };
    let results = Results { query: state.query.clone(), hits: vec![nearest], total: 1, ..Results::default() };
    update(&mut state, Message::Found(Box::new(results)));
    assert_eq!(name(&state), "search-empty");
    assert!(
        matches!(&blocks(&state)[..], [Block::Empty { title, .. }, Block::Hit(_)] if title.contains("tisax"))
    );
    let turn = state.results_turn;
    let noted = update(&mut state, Message::Timer(Timer::SayResults(turn)));
    assert!(matches!(&noted[..], [Effect::Announce(_), Effect::Log { .. }]), "{noted:?}");
}

/// One of three pieces that answer what stands in the search field.
fn answers(state: &State) -> Box<Results> {
    let passage = PassageCard {
        passage: Some(4),
        place: "p. 1".into(),
        heading: String::new(),
        text: Vec::new(),
        copy: "Copy link".into(),
    };
    let hit = Hit {
        asset: 1,
        id: AssetId("piece-1".into()),
        kind: AssetKind::Guide,
        title: "A guide".into(),
        badge: None,
        fits: String::new(),
        sending: Sending::Free,
        opens: true,
        passages: vec![passage],
    };
    let query = state.query.clone();
    Box::new(Results { query, answered: true, hits: vec![hit], total: 3, answering: 3, ..Results::default() })
}

#[test]
fn more_of_what_answers_is_asked_for_by_its_button_and_below_the_last_row() {
    let mut state = ready();
    update(&mut state, Message::Typed("close".into()));
    let results = answers(&state);
    update(&mut state, Message::Found(results));
    assert!(
        matches!(&blocks(&state)[1..], [Block::Count(count), Block::More] if count == "1 of 3 pieces that answer")
    );
    let effects = update(&mut state, Message::Pressed(Key::Move(Step::Next)));
    assert!(matches!(&effects[..], [Effect::Search { more: 1, .. }]), "{effects:?}");
    let effects = update(&mut state, Message::Do(Action::More));
    assert!(matches!(&effects[..], [Effect::Search { more: 2, .. }]), "{effects:?}");
    update(&mut state, Message::Typed("close plan".into()));
    assert_eq!(state.more, 0, "another question");
}

#[test]
fn shift_and_enter_copies_the_link_with_its_blurb() {
    let mut state = ready();
    assert_eq!(update(&mut state, Message::Pressed(Key::ShiftEnter)), [copy(1, CopyStyle::Blurb)]);
    update(&mut state, Message::Pressed(Key::Move(Step::Last)));
    assert_eq!(update(&mut state, Message::Pressed(Key::ShiftEnter)), [Effect::Read(Row::asset(3))]);
}

#[test]
fn whoever_is_given_is_ranked_for_whatever_is_known_of_him() {
    let mut state = State::default();
    update(&mut state, Message::Library(Ok(Box::default())));
    for who in [
        Prospect { title: "CFO".into(), company: "Alderney Mutual".into(), ..Prospect::default() },
        Prospect { stage: Some(pitchside_core::catalogue::Stage::Evaluation), ..Prospect::default() },
        Prospect { text: "closing in five days".into(), ..Prospect::default() },
    ] {
        let effects = update(&mut state, Message::Given(Some(Box::new(who.clone()))));
        assert!(effects.contains(&Effect::Recommend(vec![who.clone()])), "{effects:?}");
        assert_eq!(state.subject().map(|subject| &subject.prospect), Some(&who));
    }
    update(&mut state, Message::Given(None));
    assert_eq!(state.situation, Situation::None(NoProspect::Nothing));
}

/// A text of three pages that is being read.
fn reading(state: &mut State) {
    let mut pages = Vec::new();
    for (number, text) in
        ["Close early.", "Nothing here.", "Plan · Price\nClose · 10"].into_iter().enumerate()
    {
        let mut page = ReaderPage::new(number as u32 + 1, number as u32);
        page.add(text, false, false);
        page.settle();
        pages.push(page);
    }
    let reader = Reader {
        asset: 1,
        title: "Piece 1".into(),
        hint: String::new(),
        language: "en".into(),
        unit: Unit::Page,
        pages,
        at: 0,
        picture: true,
        enlarged: false,
        search: None,
        sending: Sending::Free,
        opens: true,
    };
    update(state, Message::Text(Some(Box::new(reader))));
}

#[test]
fn words_are_found_in_a_text_by_keys_and_escape_leaves_the_field_before_the_text() {
    let mut state = ready();
    reading(&mut state);
    let effects = update(&mut state, Message::Pressed(Key::Letter('/')));
    assert_eq!(effects, [Effect::Focus(Focus::Find)]);
    update(&mut state, Message::FindTyped("close".into()));
    let count = |state: &State| match &state.page {
        Page::Reader(reader) => (reader.at, reader.search.as_ref().map(|search| search.count())),
        other => panic!("{other:?}"),
    };
    assert_eq!(count(&state), (0, Some("1 of 2".into())));
    update(&mut state, Message::Pressed(Key::Find(Step::Next)));
    assert_eq!(count(&state), (2, Some("2 of 2".into())));
    let copied = update(&mut state, Message::Pressed(Key::Enter));
    assert!(
        matches!(copied[0], Effect::Copy { row: Row { asset: 1, passage: Some(2) }, .. }),
        "the link is to the page in view: {copied:?}"
    );
    update(&mut state, Message::Pressed(Key::Escape));
    assert_eq!(count(&state), (2, None));
    update(&mut state, Message::Pressed(Key::Escape));
    assert_eq!(state.page, Page::List);
}

#[test]
fn a_chip_opens_the_form_at_its_own_field() {
    let mut state = ready();
    let effects = update(&mut state, Message::Do(Action::Correct("stage")));
    assert_eq!(effects.last(), Some(&Effect::Focus(Focus::Field("stage"))));
}

/// The events that effects note.
fn noted(effects: &[Effect]) -> Vec<String> {
    let mut events = Vec::new();
    for effect in effects {
        if let Effect::Log { event, .. } = effect {
            events.push(serde_json::to_string(&Value::from(event.clone())).unwrap());
        }
    }
    events
}

#[test]
fn a_question_whose_answers_are_not_used_is_noted_when_the_rep_leaves_it() {
    let asked = |state: &mut State, words: &str| {
        update(state, Message::Typed(words.into()));
        let results = answers(state);
        update(state, Message::Found(results));
        let said = Timer::SayResults(state.results_turn);
        noted(&update(state, Message::Timer(said)))
    };
    let mut state = ready();
    assert_eq!(asked(&mut state, "close"), [""; 0]);
    assert_eq!(asked(&mut state, "close early"), [""; 0], "it is still being typed");
    let left = noted(&update(&mut state, Message::Do(Action::Clear)));
    assert_eq!(left, [r#"{"event":"asked","assets":["piece-1"],"words":"close early"}"#]);
    assert_eq!(noted(&update(&mut state, Message::Pressed(Key::Escape))), [""; 0], "once");

    // A copy is the use of an answer, and knows what was asked and where the answer stood.
    asked(&mut state, "close");
    let row = state.current.unwrap();
    let shares = vec![machine::share("piece-1", 0)];
    let copied = Message::Copied { row, said: String::new(), shares, to: None, done: true };
    let events = noted(&update(&mut state, copied));
    assert_eq!(
        events,
        [r#"{"event":"copied","assets":["piece-1"],"words":"close","by":"search","place":1}"#]
    );
    assert_eq!(noted(&update(&mut state, Message::Do(Action::Clear))), [""; 0]);
}
