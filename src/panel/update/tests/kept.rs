//! What is kept, and what is not, and what is said of it.

use super::machine::{Machine, kept, mark, seen, share};
use super::{outcome, prospect, suggestions};
use crate::action::{Action, Key, Step};
use crate::form::FormValues;
use crate::list::{Row, Suggestions, Verdict};
use crate::message::{Message, NotKept};
use crate::news::{Happened, News};
use crate::screen::{Block, blocks, name};
use crate::settings::{Change, LinkStyle, NAMES, Theme};
use crate::state::{Page, Release, Situation};
use pitchside_core::catalogue::{AssetId, Date, Industry, Region};
use pitchside_core::memory::log::{What, event};
use pitchside_core::memory::{Change as KeptChange, Correction, OPENING, Who};
use pitchside_core::prospect::{NoProspect, Outcome, Prospect};
use pitchside_core::value::{Object, Value};
use serde_json::json;

/// A machine on which this is stored.
fn storing(entries: serde_json::Value) -> Machine {
    let mut machine = Machine::new(2);
    let entries: Value = serde_json::from_value(entries).unwrap();
    machine.storage = entries.object().unwrap();
    machine.open(0);
    machine.open(1);
    machine
}

fn press(machine: &mut Machine, key: Key) {
    machine.tell(0, Message::Pressed(key));
    machine.settle();
}

fn act(machine: &mut Machine, action: Action) {
    machine.tell(0, Message::Do(action));
    machine.settle();
}

fn see(machine: &mut Machine, prospect: Prospect) {
    machine.tell(0, seen(prospect));
    machine.settle();
}

fn set(machine: &mut Machine, change: Change) {
    machine.tell(0, Message::Changed(change));
    machine.settle();
}

fn search(machine: &mut Machine, words: &str) {
    machine.tell(0, Message::Typed(words.into()));
    machine.settle();
}

fn json_of(machine: &Machine, key: &str) -> serde_json::Value {
    serde_json::to_value(machine.storage.clone().take(key)).unwrap()
}

#[test]
fn keys_and_settings_have_the_same_names_wherever_they_stand() {
    let browser = include_str!("../../../../extension/browser.js");
    let opening = format!("const opening = {OPENING:?};");
    assert!(browser.contains(&opening), "browser.js lacks {opening}");
    let policies = include_str!("../../../cli/package/hosting.rs");
    for name in NAMES {
        assert!(policies.contains(&format!("\"{name}\": {{")), "no policy can give {name}");
    }
}

#[test]
fn what_was_copied_for_an_account_comes_with_its_next_list() {
    let mut machine = Machine::new(2);
    see(&mut machine, kept("Alderney Mutual"));
    press(&mut machine, Key::Enter);
    see(&mut machine, kept("Brightwater"));
    machine.tell(1, seen(kept("ALDERNEY MUTUAL LTD")));
    machine.settle();
    let state = &machine.windows[1].state;
    let account = state.memory.account(&state.subject().unwrap().prospect).unwrap();
    assert_eq!(account.shared, [share("piece-1", 20_000)]);
}

#[test]
fn a_list_waits_for_what_its_account_got_and_goes_with_its_page() {
    let mut machine = Machine::new(1);
    machine.tell(0, seen(kept("Alderney Mutual")));
    assert_eq!(machine.windows[0].state.subject(), None);
    machine.tell(0, seen(kept("Brightwater")));
    machine.read(0);
    assert_eq!(machine.windows[0].state.subject(), None, "that was the other's");
    machine.read(0);
    assert_eq!(machine.windows[0].state.subject().unwrap().prospect.company, "Brightwater");
    machine.tell(0, seen(kept("Alderney Mutual")));
    machine.tell(0, super::tab(7, "https://crm.example/list", crate::message::Reason::Granted));
    machine.settle();
    assert_eq!(machine.windows[0].state.subject(), None, "the page has gone meanwhile");
}

#[test]
fn a_copy_counts_for_the_prospect_who_was_in_view_when_it_began() {
    let mut machine = Machine::new(1);
    see(&mut machine, kept("Alderney Mutual"));
    machine.tell(0, Message::Pressed(Key::Enter));
    see(&mut machine, kept("Brightwater"));
    let names: Vec<String> = machine.kept().accounts.into_iter().map(|a| a.name).collect();
    assert_eq!(names, ["Alderney Mutual"]);
}

#[test]
fn copies_of_two_windows_at_the_same_instant_both_stay() {
    let mut machine = Machine::new(2);
    for at in [0, 1] {
        machine.tell(at, seen(kept("Alderney Mutual")));
    }
    machine.settle();
    machine.tell(0, Message::Do(Action::Copy(Row::asset(1))));
    machine.tell(1, Message::Do(Action::Copy(Row::asset(2))));
    machine.settle();
    assert_eq!(machine.kept().accounts[0].shared.len(), 2);
    assert_eq!(machine.noted().iter().filter(|event| event.contains("copied")).count(), 2);
}

#[test]
fn nothing_of_linkedin_is_ever_given_to_the_storage() {
    let mut machine = Machine::new(1);
    see(&mut machine, prospect("Maren Holt"));
    press(&mut machine, Key::Enter);
    act(&mut machine, Action::Correct(""));
    let form = FormValues {
        company: "Brightwater".into(),
        note: "met at the fair".into(),
        remember: true,
        ..FormValues::of(&prospect("Maren Holt"))
    };
    machine.tell(0, Message::Submitted(Box::new(form)));
    press(&mut machine, Key::Enter);
    assert!(machine.text().contains("\"used\""), "that the piece was used is kept");
    for word in ["Maren", "Alderney", "Brightwater", "fair", "linkedin"] {
        assert!(!machine.text().contains(word), "{word} in {}", machine.text());
    }
}

fn nothing_for(words: &[&str]) -> Message {
    let missing = words.iter().map(|word| (*word).to_owned()).collect();
    Message::Suggested(Box::new(Suggestions { verdict: Verdict::Nothing(missing), ..*suggestions() }))
}

#[test]
fn what_there_is_no_piece_for_is_noted_of_a_record_and_not_of_linkedin() {
    let mut machine = Machine::new(1);
    let record = Prospect { title: "Net Mender".into(), ..kept("Alderney Mutual") };
    for (prospect, words) in [(record, r#","words":"Fisheries, LedgerFox""#), (prospect("Maren"), "")] {
        machine.tell(0, Message::Do(Action::Nobody));
        see(&mut machine, prospect);
        machine.windows[0].state.fresh = true;
        machine.tell(0, nothing_for(&["Fisheries", "Net Mender", "LedgerFox"]));
        machine.settle();
        let noted = machine.noted();
        let expected = format!(r#"{{"event":"nothing_fits"{words}"#);
        assert!(noted.iter().any(|event| event.starts_with(&expected)), "{noted:?}");
    }
    // Nor when the rep tells marketing: then he says it himself.
    press(&mut machine, Key::Letter('t'));
    assert!(matches!(blocks(&machine.windows[0].state)[..], [Block::Feedback { missing: true }]));
    act(&mut machine, Action::Say(What::Missing, "something for Maren’s fisheries".into()));
    assert_eq!(machine.noted().last().unwrap(), r#"{"event":"missing","words":"something for … fisheries"}"#);
}

#[test]
fn no_name_that_the_panel_knows_stands_among_searched_words() {
    let mut machine = Machine::new(1);
    // Not of those between whom it can't decide,
    let candidates = vec![(prospect("Maren Holt"), String::new()), (prospect("Jo Quist"), String::new())];
    machine.tell(0, outcome(Outcome::Unsure { candidates }));
    search(&mut machine, "pricing for Maren Holt or Quist");
    // nor of whoever was there before,
    see(&mut machine, prospect("Ruth Adeyemi"));
    machine.tell(0, super::tab(8, "", crate::message::Reason::Activated));
    assert_eq!(machine.windows[0].state.situation, Situation::NoAccess);
    search(&mut machine, "what Adeyemi asked");
    // nor of another account that is kept.
    see(&mut machine, kept("Bright Water Utilities Ltd"));
    press(&mut machine, Key::Enter);
    see(&mut machine, kept("Corvid"));
    search(&mut machine, "as for bright water utilities at corvid");
    let noted = machine.noted();
    let said: Vec<&String> = noted.iter().filter(|event| event.contains("unanswered")).collect();
    let words = |at: usize| said[at].clone();
    assert!(words(0).contains(r#""pricing for … … or …""#), "{}", words(0));
    assert!(words(1).contains(r#""what … asked""#), "{}", words(1));
    assert!(words(2).contains(r#""as for … at …""#), "{}", words(2));
    assert_eq!(said.len(), 3, "asked again for another buyer it is the same question: {said:?}");

    set(&mut machine, Change::Names(true));
    search(&mut machine, "bright water utilities");
    assert!(machine.noted().last().unwrap().contains("bright water utilities"), "where the rep wants names");
}

#[test]
fn the_log_knows_what_was_shown_once_and_how_long_a_copy_took() {
    let mut machine = Machine::new(1);
    machine.windows[0].state.clock = 10.0;
    see(&mut machine, kept("Alderney Mutual"));
    let mark = mark(1, "alderney mutual");
    let shown = format!(r#"{{"event":"shown","assets":["piece-1","piece-2"],"account":"{mark}"}}"#);
    assert_eq!(machine.noted(), [shown]);
    machine.tell(0, Message::Suggested(suggestions()));
    machine.windows[0].state.clock = 22.4;
    press(&mut machine, Key::Enter);
    let copied = format!(
        r#"{{"event":"copied","assets":["piece-1"],"seconds":12,"by":"list","place":1,"account":"{mark}"}}"#
    );
    assert_eq!(machine.noted()[1..], [copied], "a refreshed list is no new one");
    set(&mut machine, Change::Log(false));
    press(&mut machine, Key::Enter);
    assert_eq!(machine.noted().len(), 2, "one switch turns it off");
    set(&mut machine, Change::Log(true));
    set(&mut machine, Change::Names(true));
    press(&mut machine, Key::Enter);
    assert!(machine.noted()[2].contains(r#""account":"Alderney Mutual""#));
}

#[test]
fn feedback_is_noted_about_the_row_and_said_to_be_once_it_is() {
    let mut machine = Machine::new(1);
    see(&mut machine, prospect("Maren Holt"));
    press(&mut machine, Key::Letter('b'));
    assert_eq!(name(&machine.windows[0].state), "feedback");
    machine.tell(0, Message::Do(Action::Say(What::Outdated, "prices of 2025".into())));
    assert!(!machine.windows[0].said.iter().any(|said| said.starts_with("Noted")));
    machine.settle();
    assert!(machine.windows[0].said.iter().any(|said| said.starts_with("Noted")));
    let event = r#"{"event":"outdated","assets":["piece-1"],"words":"prices of 2025"}"#;
    assert_eq!((machine.noted().last().unwrap().as_str(), name(&machine.windows[0].state)), (event, "ready"));
}

#[test]
fn marketing_is_told_once_what_is_missing() {
    let mut machine = Machine::new(1);
    see(&mut machine, kept("Alderney Mutual"));
    machine.tell(0, nothing_for(&["fisheries"]));
    machine.room = false;
    press(&mut machine, Key::Letter('t'));
    assert!(matches!(&blocks(&machine.windows[0].state)[0], Block::Nothing { told: false, .. }));
    machine.room = true;
    press(&mut machine, Key::Letter('t'));
    assert!(machine.noted().last().unwrap().contains(r#""event":"missing","words":"fisheries""#));
    assert!(matches!(&blocks(&machine.windows[0].state)[0], Block::Nothing { told: true, .. }));
    let before = machine.noted().len();
    press(&mut machine, Key::Letter('t'));
    assert_eq!(machine.noted().len(), before);
}

#[test]
fn a_correction_is_kept_and_holds_the_next_time() {
    let mut machine = Machine::new(1);
    see(&mut machine, kept("Acme Group"));
    act(&mut machine, Action::Correct(""));
    let form =
        FormValues { industry: "Insurance".into(), remember: true, ..FormValues::of(&kept("Acme Group")) };
    machine.tell(0, Message::Submitted(Box::new(form)));
    machine.settle();
    machine.open(0);
    see(&mut machine, kept("Acme Group"));
    let industry = machine.windows[0].state.subject().unwrap().prospect.industry;
    assert_eq!(industry.map(Industry::label), Some("Insurance"));
}

#[test]
fn where_nobody_is_favourites_and_lately_used_are_offered_and_enter_copies_none() {
    let mut machine = Machine::new(1);
    see(&mut machine, prospect("Maren Holt"));
    press(&mut machine, Key::Letter('f'));
    assert_eq!(machine.windows[0].state.memory.favourites, ["piece-1"]);
    machine.tell(0, outcome(Outcome::None { why: NoProspect::List }));
    let list = Suggestions { verdict: Verdict::Kept, ..*suggestions() };
    machine.tell(0, Message::Suggested(Box::new(list)));
    let state = &machine.windows[0].state;
    assert!(matches!(&blocks(state)[1], Block::Group { name: "Favourites", .. }));
    assert!(machine.tell(0, Message::Pressed(Key::Enter)).is_empty());
    see(&mut machine, kept("Brightwater"));
    machine.windows[0].state.suggestions = None;
    let late = Suggestions { verdict: Verdict::Kept, ..*suggestions() };
    machine.tell(0, Message::Suggested(Box::new(late)));
    let list = &machine.windows[0].state.suggestions;
    assert_eq!(*list, None, "a late list of favourites is not one for a prospect");
}

#[test]
fn a_full_storage_is_said_in_a_reps_words_and_nothing_is_said_to_be_kept_that_is_not() {
    let mut machine = Machine::new(2);
    see(&mut machine, kept("Alderney Mutual"));
    machine.room = false;
    for key in [Key::Letter('f'), Key::Enter] {
        press(&mut machine, key);
    }
    machine.tell(0, Message::Changed(Change::Theme(Theme::Dark)));
    machine.settle();
    let window = &machine.windows[0];
    let trouble = window.state.trouble.clone().unwrap();
    for words in
        ["the favourite", "that you copied it for Alderney Mutual", "the setting", "no more room", "erase"]
    {
        assert!(trouble.contains(words), "{words} in {trouble}");
    }
    assert!(!window.said.iter().any(|said| said.contains("Added")), "{:?}", window.said);
    assert!(window.said.iter().any(|said| said == "Link copied"), "copying goes on");
    assert!(!window.state.starred(Row::asset(1)) && window.state.settings.theme == Theme::Browser);
    machine.room = true;
    press(&mut machine, Key::Letter('f'));
    assert!(machine.windows[0].said.iter().any(|said| said == "Added to favourites"));
    act(&mut machine, Action::Review);
    assert_eq!((&machine.windows[0].state.trouble, name(&machine.windows[0].state)), (&None, "review"));
}

#[test]
fn while_the_storage_is_full_pages_are_not_told_one_by_one_and_the_banner_stays_short() {
    let mut machine = Machine::new(1);
    machine.room = false;
    for number in 0..30 {
        see(&mut machine, kept(&format!("Corvid Freight {number}")));
    }
    let told =
        |machine: &Machine| machine.windows[0].said.iter().filter(|said| said.contains("Not kept")).count();
    assert_eq!(told(&machine), 1);
    for number in 0..30 {
        see(&mut machine, kept(&format!("Corvid Freight {number}")));
        press(&mut machine, Key::Enter);
    }
    assert!(told(&machine) > 30, "what the rep does is told each time");
    let trouble = machine.windows[0].state.trouble.clone().unwrap();
    assert!(trouble.len() <= 1_200 && trouble.contains("no more room"), "{trouble}");
}

#[test]
fn what_is_damaged_or_newer_is_said_where_it_is_met_and_stays() {
    let machine = storing(json!({"favourites": true, "settings": {"theme": "pink", "link": "plain"}}));
    let state = &machine.windows[0].state;
    let trouble = state.trouble.clone().unwrap();
    assert!(trouble.contains("as at first: theme") && trouble.contains("can’t be read"), "{trouble}");
    assert_eq!(state.settings.link, LinkStyle::Plain, "the other setting holds");

    let newer = json!({"v": 99, "name": "Alderney Mutual", "people": ["x"]});
    let mut machine = storing(json!({"account:alderney mutual": newer, "account:corvid": [5]}));
    see(&mut machine, kept("Alderney Mutual"));
    assert!(machine.windows[0].state.trouble.clone().unwrap().contains("newer Pitchside"));
    press(&mut machine, Key::Enter);
    assert_eq!(json_of(&machine, "account:alderney mutual"), newer);
    assert!(machine.windows[0].said.iter().any(|said| said.contains("newer Pitchside has written")));
    let trouble = machine.windows[0].state.trouble.clone().unwrap();
    assert!(
        trouble.contains("can’t be read"),
        "the other one was found while the rep was reading: {trouble}"
    );
}

#[test]
fn an_account_that_the_directory_lacks_is_found_again() {
    let mut machine = storing(json!({
        "account:corvid freight": {"v": 1, "name": "Corvid Freight", "domain": "corvid.example",
            "shared": [["piece-1", "Piece", "3", "2026-05-04", ""]]},
    }));
    see(&mut machine, kept("Corvid Freight"));
    let state = &machine.windows[0].state;
    assert_eq!(
        (state.memory.directory.len(), state.memory.account(&kept("Corvid Freight")).is_some()),
        (1, true)
    );
    let by_domain = Prospect { domain: "corvid.example".into(), ..kept("Corvid Logistics") };
    see(&mut machine, by_domain.clone());
    assert!(machine.windows[0].state.memory.account(&by_domain).is_some());
}

#[test]
fn everything_is_erased_only_at_the_second_press() {
    let mut machine = Machine::new(2);
    see(&mut machine, kept("Alderney Mutual"));
    press(&mut machine, Key::Enter);
    act(&mut machine, Action::Review);
    act(&mut machine, Action::EraseAll);
    assert_eq!(machine.kept().accounts.len(), 1);
    act(&mut machine, Action::EraseAll);
    assert_eq!(machine.text(), "{}");
    for window in &machine.windows {
        assert!(window.state.memory.directory.is_empty() && window.state.memory.used.is_empty());
    }
}

#[test]
fn an_erased_account_leaves_no_mention_neither_by_name_nor_by_mark() {
    let mut machine = Machine::new(2);
    let read = kept("Alderney Group");
    let now = kept("Alderney Mutual");
    machine.tell(0, Message::Do(Action::Nobody));
    let change = KeptChange::Corrected(Correction {
        who: Who::of(&now).unwrap(),
        alias: Some(read.company.clone()),
        ..Correction::default()
    });
    let mut exchange = crate::exchange::Exchange::new(change);
    exchange.answer(Value::Null, Value::Null);
    for names in [false, true] {
        set(&mut machine, Change::Names(names));
        see(&mut machine, now.clone());
        machine.tell(0, Message::Do(Action::Correct("")));
        let form = FormValues { remember: true, note: "n".into(), ..FormValues::of(&now) };
        machine.tell(0, Message::Submitted(Box::new(form)));
        press(&mut machine, Key::Enter);
        see(&mut machine, kept("Corvid"));
    }
    search(&mut machine, "what alderney mutual asked");
    assert!(
        machine.text().contains("alderney mutual") && machine.text().contains(&mark(1, "alderney mutual"))
    );
    let noted = machine.noted().len();
    act(&mut machine, Action::Review);
    act(&mut machine, Action::Erase("Alderney Mutual".into()));
    let text = machine.text().to_lowercase();
    assert!(!text.contains("alderney") && !text.contains(&mark(1, "alderney mutual")), "{text}");
    assert_eq!(machine.noted().len(), noted, "what happened stays");
    act(&mut machine, Action::SaveReport);
    assert!(!format!("{:?}", machine.windows[0].files).contains("lderney"));
}

#[test]
fn settings_of_two_windows_hold_in_both() {
    let mut machine = Machine::new(2);
    machine.tell(0, Message::Changed(Change::Region(Some(Region::Europe))));
    machine.tell(1, Message::Changed(Change::Theme(Theme::Dark)));
    machine.settle();
    for window in &machine.windows {
        let settings = &window.state.settings;
        assert_eq!((settings.region, settings.theme), (Some(Region::Europe), Theme::Dark));
    }
    assert_eq!(json_of(&machine, "settings"), json!({"v": 1, "region": "europe", "theme": "dark"}));
}

#[test]
fn what_a_policy_gives_is_not_the_reps_to_change_and_never_becomes_his() {
    let mut machine = Machine::new(1);
    let given = |region: &str| serde_json::from_value::<Value>(json!({"region": region})).unwrap();
    machine.managed = given("europe");
    machine.open(0);
    machine.tell(0, Message::Changed(Change::Theme(Theme::Dark)));
    machine.tell(0, Message::Changed(Change::Region(None)));
    machine.settle();
    assert_eq!(json_of(&machine, "settings"), json!({"v": 1, "theme": "dark"}));
    machine.tell(0, Message::Managed(given("asia-pacific")));
    let settings = machine.windows[0].state.settings.clone();
    assert_eq!((settings.region, &settings.given[..]), (Some(Region::AsiaPacific), &["region"][..]));
    machine.tell(0, Message::Managed(Value::Null));
    assert_eq!(machine.windows[0].state.settings.region, None);
}

#[test]
fn a_clock_that_was_put_back_loses_no_event() {
    let mut machine = Machine::new(1);
    see(&mut machine, kept("Corvid"));
    for day in [20_001, 20_000, 20_001] {
        machine.today = day;
        press(&mut machine, Key::Enter);
    }
    assert_eq!(machine.noted().iter().filter(|event| event.contains("copied")).count(), 3);
}

#[test]
fn the_log_can_be_searched_and_an_event_taken_out() {
    let mut machine = Machine::new(2);
    see(&mut machine, kept("Alderney Mutual"));
    press(&mut machine, Key::Enter);
    search(&mut machine, "do you have tisax");
    act(&mut machine, Action::Log);
    machine.tell(1, Message::Do(Action::Log));
    machine.settle();
    machine.tell(0, Message::LogTyped("TISAX".into()));
    let found = |machine: &Machine| match &blocks(&machine.windows[0].state)[..] {
        [Block::LogHead { .. }, Block::Count(count), Block::LogDay { day, lines }] => {
            (count.clone(), day.clone(), lines.clone())
        }
        other => panic!("{other:?}"),
    };
    let (count, day, lines) = found(&machine);
    assert_eq!((count.as_str(), day.as_str()), ("1 event", "4 October 2024"));
    assert_eq!((lines[0].1, lines[0].2.as_str()), ("No answer", "“do you have tisax” · for Alderney Mutual"));
    act(&mut machine, Action::Unnote(lines[0].0));
    assert!(!machine.text().contains("tisax"));
    assert!(matches!(&blocks(&machine.windows[0].state)[..], [_, Block::Count(none)] if none == "0 events"));
    machine.tell(0, Message::LogTyped(String::new()));
    assert_eq!(found(&machine).2.len(), 2);
    assert_eq!(blocks(&machine.windows[1].state).len(), 3, "the other window shows it too");
}

#[test]
fn a_long_log_is_shown_piece_by_piece() {
    let mut machine = Machine::new(1);
    let shown: Vec<Value> = (0..450).map(|_| event(What::Shown, &[], "", -1).into()).collect();
    let day = Object::default().with("v", 1.0).with("events", shown);
    machine.write(vec![("log:2026-05-04".into(), day.into())]);
    act(&mut machine, Action::Log);
    let count = |machine: &Machine| match &blocks(&machine.windows[0].state)[1] {
        Block::Count(count) => count.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(count(&machine), "200 of 450 events");
    act(&mut machine, Action::More);
    act(&mut machine, Action::More);
    assert_eq!(count(&machine), "450 events");
}

fn release(version: &str, changes: &[(&str, &str)]) -> Release {
    let news = |(id, what): &(&str, &str)| {
        let (happened, _) = Happened::WORDS.into_iter().find(|(_, word)| word == what).unwrap();
        News { id: AssetId((*id).into()), happened, title: "Piece".into(), by: AssetId(String::new()) }
    };
    let changes = changes.iter().map(news).collect();
    Release { version: version.into(), changes }
}

#[test]
fn what_is_new_since_the_rep_last_looked_is_marked_until_the_next_opening() {
    let releases = || {
        vec![
            release("1.3", &[("piece-1", "added"), ("gone", "removed")]),
            release("1.2", &[("piece-2", "changed")]),
            release("1.1", &[("piece-3", "added")]),
        ]
    };
    let mut machine = Machine::new(1);
    machine.tell(0, Message::Releases(releases()));
    let news = machine.windows[0].state.news.len();
    assert_eq!(news, 2, "before the first look, what the newest release changed");
    let mut machine = storing(json!({"seen": {"v": 1, "version": "1.1"}}));
    machine.tell(0, Message::Releases(releases()));
    see(&mut machine, kept("Brightwater"));
    let state = &machine.windows[0].state;
    let unseen: Vec<bool> = state.rows().into_iter().map(|row| state.unseen(row)).collect();
    assert_eq!(unseen, [true, true]);
    press(&mut machine, Key::Enter);

    press(&mut machine, Key::Letter('n'));
    let state = &machine.windows[0].state;
    let said = blocks(state);
    let Block::Group { name: "New", cards, .. } = &said[1] else { panic!("{said:?}") };
    assert!(cards[0].sent.as_ref().unwrap().text.contains("Brightwater"));
    assert!(
        matches!(&said[2], Block::Group { name: "Changed", .. }) && matches!(&said[3], Block::Gone { .. })
    );
    assert_eq!((said.len(), state.memory.seen.as_str()), (4, "1.3"));
    assert!(
        matches!(state.page, Page::News(_)) && state.news.len() == 3,
        "the marks stay while the panel is open"
    );

    // Its rows are moved along, copied and read as those of the list, and the way back leads to them.
    let row = state.current.unwrap();
    press(&mut machine, Key::Move(Step::Next));
    assert_ne!(machine.windows[0].state.current, Some(row));
    act(&mut machine, Action::NewsOnly(Some(Happened::Removed)));
    assert_eq!(machine.windows[0].state.rows(), []);
    act(&mut machine, Action::NewsOnly(None));
    press(&mut machine, Key::Letter('b'));
    assert!(matches!(machine.windows[0].state.page, Page::Feedback { .. }));
    press(&mut machine, Key::Escape);
    assert!(matches!(machine.windows[0].state.page, Page::News(_)));
    press(&mut machine, Key::Escape);
    let state = &machine.windows[0].state;
    assert!(state.page == Page::List && state.rows().contains(&state.current.unwrap()));
    machine.open(0);
    machine.tell(0, Message::Releases(releases()));
    machine.tell(0, Message::Pressed(Key::Letter('n')));
    assert!(
        matches!(&blocks(&machine.windows[0].state)[..], [Block::NoNews]),
        "the next opening of the panel"
    );
}

#[test]
fn diagnostics_have_no_word_of_a_page_a_person_or_an_account() {
    let mut machine = Machine::new(1);
    see(
        &mut machine,
        Prospect { name: "Maren Holt".into(), domain: "corvid.example".into(), ..kept("Corvid") },
    );
    press(&mut machine, Key::Enter);
    search(&mut machine, "what Maren asked");
    let state = &mut machine.windows[0].state;
    state.tab.url = "https://crm.example/maren".into();
    state.tab.refusal = "Cannot access https://crm.example/maren".into();
    let text = crate::diagnostics::text(state);
    assert!(text.contains("Rules: any: found, Sure") && text.contains("1 accounts"), "{text}");
    for word in ["Maren", "Holt", "orvid", "crm.example"] {
        assert!(!text.contains(word), "{word} in {text}");
    }
}

#[test]
fn what_is_lost_is_named_and_an_automatic_event_of_a_full_day_is_not() {
    let mut machine = Machine::new(1);
    let shown = KeptChange::Noted { day: Date::from_days(0), event: event(What::Shown, &[], "", -1) };
    let useful = KeptChange::Noted { day: Date::from_days(0), event: event(What::Useful, &[], "", -1) };
    for (change, said) in [(shown, false), (useful, true)] {
        machine.tell(0, Message::NotWritten { change: Box::new(change), why: NotKept::LogFull });
        assert_eq!(machine.windows[0].state.trouble.is_some(), said);
    }
}
