//! A thousand random sequences of what a rep does in two windows, with panels that are closed and opened again, a storage
//! that fills up, and a clock that is put back: what is kept equals what a simple model says, and nothing is kept that must
//! not be.

use super::machine::{Machine, seen};
use super::outcome;
use crate::action::{Action, Key};
use crate::form::FormValues;
use crate::list::Row;
use crate::message::Message;
use crate::settings::{Change, LinkStyle, NAMES, Theme};
use pitchside_core::catalogue::{AssetId, Region};
use pitchside_core::memory::Change as KeptChange;
use pitchside_core::memory::log::What;
use pitchside_core::prospect::{Outcome, Prospect};
use pitchside_core::value::{Object, Value};
use std::collections::BTreeMap;

/// Accounts of the CRM, and who is there.
const ACCOUNTS: [(&str, &str); 4] = [
    ("Fjordline", "Astrid Nyborg"),
    ("Kestrel Foods", "Omar Haddad"),
    ("Tidewell", "Nora Prado"),
    ("Quarry Nine", "Bo Lind"),
];
/// Of whom nothing may be kept: their employers and they.
const HIDDEN: [(&str, &str); 2] = [("Vellum Partners", "Maren Holt"), ("Ostrava Glass", "Jana Reuter")];

struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }
}

/// What must be kept: what each account got, the favourites, the settings, and what happened how often.
#[derive(Debug, Default, PartialEq)]
struct Model {
    accounts: BTreeMap<String, Vec<String>>,
    notes: BTreeMap<String, String>,
    favourites: Vec<String>,
    settings: BTreeMap<String, String>,
    events: BTreeMap<String, usize>,
}

impl Model {
    fn take(&mut self, change: &KeptChange) {
        match change {
            KeptChange::Shared { who: Some(who), shares } => {
                let got = self.accounts.entry(who.name.clone()).or_default();
                for share in shares {
                    got.retain(|has| *has != share.asset.0);
                    got.insert(0, share.asset.0.clone());
                }
            }
            KeptChange::Corrected(correction) => {
                self.accounts.entry(correction.who.name.clone()).or_default();
                if let Some(note) = &correction.note {
                    self.notes.insert(correction.who.name.clone(), note.clone());
                }
            }
            KeptChange::Starred { asset: AssetId(asset), on } => {
                self.favourites.retain(|has| has != asset);
                if *on {
                    self.favourites.push(asset.clone());
                }
            }
            KeptChange::Set { name, value } => {
                self.settings.remove(name);
                if *value != Value::Null {
                    self.settings.insert(name.clone(), format!("{value:?}"));
                }
            }
            KeptChange::Noted { event, .. } => *self.events.entry(sort(event)).or_default() += 1,
            KeptChange::Erased { name, .. } => {
                self.accounts.remove(name);
                self.notes.remove(name);
            }
            KeptChange::AllErased => {
                let settings = std::mem::take(&mut self.settings);
                *self = Self { settings, ..Self::default() };
            }
            _ => {}
        }
    }

    fn of(machine: &Machine) -> Self {
        let mut model = Self { favourites: machine.memory().favourites, ..Self::default() };
        for account in machine.kept().accounts {
            let got = account.shared.iter().map(|share| share.asset.0.clone()).collect();
            if !account.note.is_empty() {
                model.notes.insert(account.name.clone(), account.note);
            }
            model.accounts.insert(account.name, got);
        }
        for (name, value) in machine.storage.clone().take("settings").object().unwrap_or_default().rest() {
            if NAMES.contains(&name.as_str()) {
                model.settings.insert(name, format!("{value:?}"));
            }
        }
        for event in machine.events() {
            *model.events.entry(sort(&event.object().unwrap())).or_default() += 1;
        }
        model
    }
}

/// What an event is, and of which pieces.
fn sort(event: &Object) -> String {
    let mut event = event.clone();
    format!("{:?} {:?}", event.take("event"), event.take("assets"))
}

fn person((company, name): (&str, &str), may_remember: bool) -> Prospect {
    Prospect { name: name.into(), company: company.into(), may_remember, ..Prospect::default() }
}

/// Does one thing in a window.
fn act(machine: &mut Machine, at: usize, random: &mut Random) {
    let account = ACCOUNTS[random.below(ACCOUNTS.len())];
    let hidden = HIDDEN[random.below(HIDDEN.len())];
    let message = match random.below(18) {
        0 | 1 => seen(person(account, true)),
        2 => seen(person(hidden, false)),
        3 => outcome(Outcome::Unsure {
            candidates: HIDDEN.map(|who| (person(who, false), String::new())).to_vec(),
        }),
        4..=6 => Message::Do(Action::Copy(Row::asset(1 + random.below(2) as u32))),
        7 => Message::Do(Action::Star(Row::asset(1 + random.below(2) as u32))),
        8 => {
            machine.tell(at, Message::Do(Action::Feedback(Row::asset(1))));
            let met = machine.windows[at].state.met.clone();
            let name = met.get(random.below(met.len().max(1))).map_or("he", |met| &met.name);
            Message::Do(Action::Say(What::Outdated, format!("as {name} said")))
        }
        9 => {
            let known = machine.windows[at].state.subject().map_or("", |s| &s.prospect.name).to_owned();
            machine.tell(at, Message::Typed(format!("price for {known} please {}", random.below(99))));
            Message::Typed(String::new())
        }
        10 => Message::Changed(match random.below(4) {
            0 => Change::Theme(if random.below(2) == 0 { Theme::Dark } else { Theme::Light }),
            1 => Change::Region((random.below(2) == 0).then_some(Region::Europe)),
            2 => Change::Link(if random.below(2) == 0 { LinkStyle::Plain } else { LinkStyle::Rich }),
            _ => Change::Names(random.below(2) == 0),
        }),
        11 => {
            // Entered by hand, beside a page that was read or not.
            machine.tell(at, Message::Do(Action::Correct("")));
            let before = machine.windows[at].state.subject().map(|s| s.prospect.clone()).unwrap_or_default();
            let note = if before.may_remember { "renewal".into() } else { "privately met".into() };
            let form = FormValues { note, remember: true, title: "CFO".into(), ..FormValues::of(&before) };
            Message::Submitted(Box::new(form))
        }
        12 => {
            machine.tell(at, Message::Do(Action::Review));
            Message::Do(Action::Erase(account.0.to_owned()))
        }
        13 if random.below(4) == 0 => {
            machine.tell(at, Message::Do(Action::Review));
            machine.tell(at, Message::Do(Action::EraseAll));
            Message::Do(Action::EraseAll)
        }
        14 if random.below(3) == 0 => return machine.open(at),
        15 => {
            machine.today = 20_000 + random.below(3) as i32;
            Message::Pressed(Key::Escape)
        }
        16 => {
            machine.room = random.below(3) > 0;
            Message::Do(Action::Back)
        }
        _ => Message::Do(Action::Nobody),
    };
    machine.tell(at, message);
}

/// Lets some of what was begun happen.
fn let_happen(machine: &mut Machine, random: &mut Random) {
    for _ in 0..random.below(4) {
        if random.below(2) == 0 { machine.change() } else { machine.read(random.below(2)) }
    }
}

#[test]
fn of_a_thousand_sequences_in_two_windows_nothing_is_lost_and_nothing_forbidden_kept() {
    for seed in 0..1_000 {
        let mut random = Random(seed);
        let mut machine = Machine::new(2);
        for _ in 0..40 {
            let at = random.below(2);
            act(&mut machine, at, &mut random);
            let_happen(&mut machine, &mut random);
        }
        machine.settle();
        let mut model = Model::default();
        for change in &machine.taken {
            model.take(change);
        }
        assert_eq!(Model::of(&machine), model, "seed {seed}");
        let text = machine.text();
        let people = ACCOUNTS.iter().chain(&HIDDEN).flat_map(|(_, name)| name.split(' '));
        let hidden = HIDDEN.iter().flat_map(|(company, _)| company.split(' '));
        for word in people.chain(hidden).chain(["privately", "CFO"]) {
            assert!(!text.contains(word), "seed {seed}: {word} in {text}");
        }
        let memory = machine.memory();
        for window in &machine.windows {
            let state = &window.state;
            let has = |state: &crate::state::State| {
                (state.memory.favourites.clone(), state.memory.used.clone(), state.memory.directory.clone())
            };
            assert_eq!(
                has(state),
                (memory.favourites.clone(), memory.used.clone(), memory.directory.clone())
            );
            assert_eq!(state.own_settings, machine.storage.clone().take("settings"), "seed {seed}");
        }
        assert!(machine.kept().fits(&memory.directory), "seed {seed}");
        let added = |said: &String| said == "Added to favourites" || said == "No longer a favourite";
        let said = machine.windows.iter().flat_map(|window| &window.said).filter(|said| added(said)).count();
        let starred =
            machine.taken.iter().filter(|change| matches!(change, KeptChange::Starred { .. })).count();
        assert!(said <= starred, "seed {seed}: {said} favourites were said, {starred} were kept");
    }
}
