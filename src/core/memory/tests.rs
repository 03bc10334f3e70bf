//! What is remembered, and what is not.

use super::log::{What, event};
use super::*;
use crate::catalogue::{Date, Industry};
use serde_json::json;

/// A storage as a browser has it.
#[derive(Clone, Debug, Default, PartialEq)]
struct Storage(Object);

impl Storage {
    fn of(json: serde_json::Value) -> Self {
        Self(serde_json::from_value::<Value>(json).unwrap().object().unwrap())
    }

    /// Makes a change as a panel does: it is given no more than what it asks for.
    fn make(&mut self, change: &Change) -> Result<(), Stop> {
        let mut stored = Stored::unread();
        loop {
            match change.make(&mut stored) {
                Ok(()) => break,
                Err(Stop::Needs(keys)) => {
                    let has = |entry: &&Entry| keys.contains(&entry.0);
                    let entries = self.0.iter().filter(has).cloned().collect();
                    stored = Stored::new(Some(keys), entries);
                }
                Err(Stop::NeedsAll) => stored = Stored::new(None, self.0.iter().cloned().collect()),
                Err(stop) => return Err(stop),
            }
        }
        for (key, value) in stored.into_changed() {
            self.0.take(&key);
            if value != Value::Null {
                // By JSON, as it crosses into the browser.
                let value = serde_json::from_str(&serde_json::to_string(&value).unwrap()).unwrap();
                self.0 = std::mem::take(&mut self.0).with(&key, Value::clone(&value));
            }
        }
        Ok(())
    }

    fn share(&mut self, company: &str, shares: &[Share]) {
        let who = Who::of(&prospect(company));
        self.make(&Change::Shared { who, shares: shares.to_vec() }).unwrap();
    }

    fn note(&mut self, day: i32, event: Object) -> Result<(), Stop> {
        self.make(&Change::Noted { day: Date::from_days(20_000 + day), event })
    }

    /// What a panel knows that is opened now, beside that prospect.
    fn opened(&self, prospect: &Prospect) -> Memory {
        let mut memory = Memory::read(self.0.clone().into());
        for key in memory.lacks(prospect) {
            let mut entries = self.0.clone();
            memory.take(&key, entries.take(&key));
        }
        memory
    }

    fn kept(&self) -> Kept {
        Kept::read(self.0.clone().into())
    }

    fn keys(&self) -> Vec<&str> {
        let mut keys: Vec<&str> = self.0.iter().map(|(key, _)| key.as_str()).collect();
        keys.sort_unstable();
        keys
    }

    fn text(&self) -> String {
        serde_json::to_string(&Value::from(self.0.clone())).unwrap()
    }

    fn json(&self, key: &str) -> serde_json::Value {
        serde_json::to_value(self.0.clone().take(key)).unwrap()
    }
}

fn prospect(company: &str) -> Prospect {
    Prospect { company: company.into(), may_remember: true, ..Prospect::default() }
}

fn sent(asset: &str, version: &str, day: i32) -> Share {
    let (title, version) = (format!("Piece {asset}"), version.to_owned());
    let day = Date::from_days(20_000 + day);
    Share { asset: AssetId(asset.into()), title, version, day, account: String::new() }
}

fn copied(account: &str) -> Object {
    event(What::Copied, &["a".to_owned()], "price for Alderney Mutual", 12).with("account", account)
}

fn star(asset: &str, on: bool) -> Change {
    Change::Starred { asset: AssetId(asset.into()), on }
}

#[test]
fn what_was_shared_is_known_under_every_form_of_the_name() {
    let mut storage = Storage::default();
    storage.share("Alderney Mutual Ltd.", &[sent("a", "3", 0), sent("b", "", 0)]);
    storage.share("ALDERNEY MUTUAL", &[sent("a", "5", 9)]);
    let memory = storage.opened(&prospect("Alderney Mutual"));
    assert_eq!((memory.directory.len(), memory.directory[0].links), (1, 2));
    let account = memory.account(&prospect("Alderney Mutual")).unwrap();
    let versions: Vec<&str> = account.shared.iter().map(|s| s.version.as_str()).collect();
    assert_eq!(versions, ["5", ""], "each piece once, the newest first");
    assert!(memory.account(&prospect("Brightwater")).is_none());
}

#[test]
fn an_account_is_known_by_its_domain_too() {
    let mut storage = Storage::default();
    let read = Prospect { domain: "corvid.example".into(), ..prospect("Corvid Freight") };
    storage.make(&Change::Shared { who: Who::of(&read), shares: vec![sent("a", "", 0)] }).unwrap();
    let other = Prospect { domain: "corvid.example".into(), ..prospect("Corvid Logistics Group") };
    assert_eq!(storage.opened(&other).account(&other).unwrap().name, "Corvid Freight");
    storage.make(&Change::Shared { who: Who::of(&other), shares: vec![sent("b", "", 0)] }).unwrap();
    assert_eq!(storage.kept().accounts.len(), 1, "and what it gets next stands beside what it got");
}

#[test]
fn nothing_is_kept_of_whom_nothing_may_be_kept() {
    let hidden = Prospect { may_remember: false, name: "Maren Holt".into(), ..prospect("Alderney Mutual") };
    assert_eq!(Who::of(&hidden), None);
    let mut storage = Storage::default();
    let corrected = Prospect { company: "Brightwater".into(), ..hidden.clone() };
    assert_eq!(Memory::default().correction(&hidden, &corrected, "met at the fair"), None);
    storage.make(&Change::Shared { who: None, shares: vec![sent("a", "", 0)] }).unwrap();
    assert_eq!(storage.keys(), ["used"], "that the piece was used says nothing of the page");

    storage.share("Alderney Mutual", &[sent("a", "", 0)]);
    let memory = storage.opened(&hidden);
    assert!(memory.account(&hidden).is_none(), "what a CRM taught is not shown beside a page of LinkedIn");
}

#[test]
fn a_person_is_never_kept() {
    let mut storage = Storage::default();
    let person = Prospect { name: "Maren Holt".into(), title: "CFO".into(), ..prospect("Alderney Mutual") };
    storage.make(&Change::Shared { who: Who::of(&person), shares: vec![sent("a", "", 0)] }).unwrap();
    assert!(!storage.text().contains("Maren"));
}

#[test]
fn a_damaged_entry_loses_only_itself_and_is_said() {
    let share = json!(["a", "Piece", "3", "2026-05-04", ""]);
    let storage = Storage::of(json!({
        "settings": {"theme": "dark"},
        "account:alderney mutual": {"v": 1, "name": "Alderney Mutual", "shared": [share.clone()]},
        "account:brightwater": {"v": 1, "name": "Brightwater", "shared": [["a", "", "", "soon", ""]]},
        "account:corvid": {"v": 1, "name": "Alderney Mutual"},
        "account:tidewell": {"v": 2, "people": []},
        "account:northpoint": [1, 2],
        "log:2026-05-04": {"v": 1, "events": 5},
        "favourites": {"v": 1, "assets": "x"},
        "used": {"v": 1, "pieces": [share]},
    }));
    let kept = storage.kept();
    assert_eq!(kept.accounts.len(), 1);
    let mut said: Vec<String> = kept.unread.iter().map(|(key, why)| format!("{key}: {why}")).collect();
    said.sort();
    assert_eq!(
        said,
        [
            "account:brightwater: shared[0][3]: no day",
            "account:corvid: stands under another account’s key",
            "account:northpoint: invalid type: expected an object",
            "account:tidewell: written by a newer Pitchside",
            "favourites: assets: invalid type: expected a list",
            "log:2026-05-04: invalid type: expected a list",
        ]
    );
    let memory = storage.opened(&prospect("Northpoint"));
    assert_eq!((memory.used.len(), memory.unread.len()), (1, 2), "favourites, and the account in view");
}

#[test]
fn what_is_damaged_is_put_aside_when_its_place_is_needed() {
    let mut storage = Storage::of(json!({
        "account:northpoint": [1, 2], "favourites": "x", "used": {"v": 1, "pieces": [5]}, "log": 5,
        "log:2024-10-04": {"v": 0}, "accounts": null, "settings": [1],
    }));
    storage.share("Northpoint", &[sent("a", "", 0)]);
    storage.make(&star("a", true)).unwrap();
    storage.note(0, copied("3f09")).unwrap();
    storage.make(&Change::Set { name: "theme".into(), value: "dark".into() }).unwrap();
    for key in ["account:northpoint", "favourites", "used", "log", "log:2024-10-04", "settings"] {
        assert!(
            storage.keys().contains(&key) && storage.keys().contains(&["damaged:", key].concat().as_str())
        );
    }
    assert_eq!(storage.json("damaged:account:northpoint"), json!([1, 2]));
    assert_eq!(storage.opened(&prospect("Northpoint")).directory.len(), 1);
    assert_eq!(storage.kept().unread.len(), 6, "and all of it is said");
}

#[test]
fn what_a_newer_pitchside_wrote_is_left_alone() {
    let newer = json!({
        "account:northpoint": {"v": 99, "name": "Northpoint", "note": "Brightwater"}, "favourites": {"v": 2}, "used": {"v": 2},
        "log": {"v": 2}, "log:2024-10-04": {"v": 2}, "accounts": {"v": 2}, "settings": {"v": 2, "theme": "pink"},
    });
    let mut storage = Storage::of(newer.clone());
    let who = Who::of(&prospect("Northpoint"));
    for change in [
        Change::Shared { who: who.clone(), shares: vec![sent("a", "", 0)] },
        Change::Shared { who: None, shares: vec![sent("a", "", 0)] },
        Change::Corrected(Correction { who: who.unwrap(), note: Some("x".into()), ..Correction::default() }),
        star("a", true),
        Change::Noted { day: Date::from_days(20_000), event: copied("") },
        Change::Set { name: "theme".into(), value: "dark".into() },
    ] {
        assert_eq!(storage.make(&change), Err(Stop::Newer), "{change:?}");
    }
    assert_eq!(storage, Storage::of(newer));
    storage.make(&Change::AllErased).unwrap();
    assert_eq!(storage.keys(), ["settings"], "but the rep may have it erased");
}

#[test]
fn a_correction_holds_the_next_time_and_an_alias_leads_to_the_account() {
    let mut storage = Storage::default();
    let read = Prospect { text: "steel".into(), ..prospect("Acme Group") };
    let industry: Industry = "Insurance".parse().unwrap();
    let now = Prospect { industry: Some(industry), text: String::new(), ..prospect("Acme Insurance") };
    let correction = Memory::default().correction(&read, &now, "Renewal in June").unwrap();
    storage.make(&Change::Corrected(correction)).unwrap();
    let mut next = read.clone();
    let memory = storage.opened(&next);
    memory.correct(&mut next);
    assert_eq!(
        (next.company.as_str(), next.industry, next.text.as_str()),
        ("Acme Insurance", Some(industry), "")
    );
    let memory = storage.opened(&next);
    assert_eq!(memory.account(&next).unwrap().note, "Renewal in June");
    assert_eq!(memory.correction(&next, &next, "Renewal in June"), None, "nothing new is nothing to keep");
    assert!(memory.correction(&next, &next, "").is_some(), "a note can be taken back");
}

#[test]
fn of_what_two_windows_correct_both_stays() {
    let mut storage = Storage::default();
    let who = Who::of(&prospect("Alderney Mutual")).unwrap();
    let note = Correction { who: who.clone(), note: Some("Renewal".into()), ..Correction::default() };
    let rival = Correction { who, competitor: Some("LedgerFox".into()), ..Correction::default() };
    storage.make(&Change::Corrected(note)).unwrap();
    storage.make(&Change::Corrected(rival)).unwrap();
    storage.share("Alderney Mutual", &[sent("a", "", 0)]);
    let account = storage.kept().accounts.remove(0);
    assert_eq!((account.note.as_str(), account.competitor.as_str()), ("Renewal", "LedgerFox"));
    for (name, value) in [("theme", "dark"), ("region", "europe"), ("theme", "light")] {
        storage.make(&Change::Set { name: name.into(), value: value.into() }).unwrap();
    }
    assert_eq!(storage.json("settings"), json!({"v": 1, "region": "europe", "theme": "light"}));
    storage.make(&Change::Set { name: "region".into(), value: Value::Null }).unwrap();
    assert_eq!(storage.json("settings"), json!({"v": 1, "theme": "light"}));
}

#[test]
fn an_account_is_erased_with_every_mention_of_it() {
    let mut storage =
        Storage::of(json!({"salt": "s", "damaged:account:brightwater": {"v": 1, "name": "Brightwater"}}));
    storage.share("Alderney Mutual", &[sent("a", "", 0)]);
    storage.share("Brightwater Ltd", &[sent("b", "", 1)]);
    storage.share("Brightwater Holding", &[sent("c", "", 1)]);
    let who = Who::of(&prospect("Alderney Mutual")).unwrap();
    let note = Some("came by Brightwater, renewal in June".to_owned());
    storage.make(&Change::Corrected(Correction { who, note, ..Correction::default() })).unwrap();
    storage.note(0, event(What::Unanswered, &[], "price for Brightwater", -1)).unwrap();
    storage.note(0, copied("Brightwater Ltd")).unwrap();
    storage.note(1, copied("3f09")).unwrap();
    storage.note(1, copied("Alderney Mutual")).unwrap();
    storage.make(&star("brightwater", true)).unwrap();

    let erased = Change::Erased { name: "Brightwater Ltd".into(), marks: vec!["3f09".into()] };
    storage.make(&erased).unwrap();
    assert_eq!(storage.kept().accounts.len(), 2, "another name that begins alike is another account");
    assert_eq!(storage.json("log:2024-10-04")["events"][0]["words"], "price for …");
    let text = storage.text().replace("Brightwater Holding", "").replace("brightwater holding", "");
    for word in ["Brightwater", "3f09", "account:brightwater"] {
        assert!(!text.contains(word), "{word} in {text}");
    }
    assert!(text.contains("came by … renewal in June") && text.contains("[\"brightwater\"]"), "{text}");
    assert_eq!(text.matches("copied").count(), 3, "what happened stays in the log");
    assert_eq!(text.matches("Alderney Mutual\"").count(), 7, "{text}");
}

#[test]
fn everything_is_erased_but_the_settings() {
    let mut storage =
        Storage::of(json!({"account:x": 5, "salt": "s", "settings": {"v": 1}, "of_a_later_release": 1}));
    storage.share("Brightwater", &[sent("b", "", 1)]);
    storage.note(0, copied("")).unwrap();
    storage.make(&Change::AllErased).unwrap();
    assert_eq!(storage.keys(), ["settings"]);
}

#[test]
fn a_favourite_is_one_until_it_is_starred_again() {
    let mut storage = Storage::default();
    storage.make(&star("a", true)).unwrap();
    storage.make(&star("b", true)).unwrap();
    storage.make(&star("a", true)).unwrap();
    assert_eq!(storage.opened(&Prospect::default()).favourites, ["b", "a"]);
    storage.make(&star("b", false)).unwrap();
    assert_eq!(storage.opened(&Prospect::default()).favourites, ["a"]);
}

#[test]
fn accounts_over_the_limit_go_the_oldest_first() {
    let mut storage = Storage::default();
    for n in 0..=ACCOUNTS {
        storage.share(&format!("Firm {n}"), &[sent("a", "", n as i32)]);
    }
    let kept = storage.kept();
    assert_eq!(kept.accounts.len(), ACCOUNTS);
    assert!(kept.accounts.iter().all(|account| account.name != "Firm 0"));
    assert!(kept.fits(&storage.opened(&Prospect::default()).directory));
}

#[test]
fn the_directory_is_made_anew_where_it_is_missing() {
    let mut storage = Storage::default();
    storage.share("Brightwater", &[sent("b", "", 1)]);
    storage.share("Alderney Mutual", &[sent("b", "", 0)]);
    let whole = storage.json(DIRECTORY);
    storage.0.take(DIRECTORY);
    storage.share("Corvid", &[sent("b", "", 2)]);
    assert_eq!(storage.opened(&Prospect::default()).directory.len(), 3);
    storage.make(&Change::Erased { name: "Corvid".into(), marks: Vec::new() }).unwrap();
    let names = |json: &serde_json::Value| {
        json["list"].as_array().unwrap().iter().map(|l| l["key"].clone()).collect::<Vec<_>>()
    };
    let mut again = names(&storage.json(DIRECTORY));
    again.reverse();
    assert_eq!(again, names(&whole), "the one that was last shared with last");
    storage.0.take(DIRECTORY);
    storage.make(&Change::Listed).unwrap();
    assert!(storage.kept().fits(&storage.opened(&Prospect::default()).directory));
}

#[test]
fn a_day_is_one_entry_and_the_day_left_alone_for_longest_goes() {
    let mut storage = Storage::default();
    for day in 1..=60 {
        storage.note(day, copied("")).unwrap();
    }
    // The clock was put back: nothing that stands there is lost, and the day is not the oldest any more.
    storage.note(1, event(What::Useful, &[], "", -1)).unwrap();
    let numbers: Vec<i32> =
        log::events_of(storage.0.clone().take("log:2024-10-05")).iter().map(log::number).collect();
    assert_eq!(numbers, [1, 61]);
    storage.note(61, copied("")).unwrap();
    assert!(storage.keys().contains(&"log:2024-10-05") && !storage.keys().contains(&"log:2024-10-06"));
    assert_eq!(storage.keys().iter().filter(|key| key.starts_with("log:")).count(), 60);
}

#[test]
fn what_the_rep_says_finds_room_in_a_full_day() {
    let mut storage = Storage::default();
    let shown = || event(What::Shown, &[], "", -1);
    for _ in 0..500 {
        storage.note(0, shown()).unwrap();
    }
    assert_eq!(storage.note(0, shown()), Err(Stop::Full));
    storage.note(0, event(What::Outdated, &[], "old prices", -1)).unwrap();
    assert!(storage.text().contains("old prices"));
}

#[test]
fn one_event_can_be_taken_out() {
    let mut storage = Storage::default();
    storage.note(0, copied("a")).unwrap();
    storage.note(0, copied("b")).unwrap();
    let key = "log:2024-10-04";
    for left in [1, 0] {
        let event = log::events_of(storage.0.clone().take(key)).remove(0);
        storage.make(&Change::Unnoted { key: key.into(), event }).unwrap();
        assert_eq!(log::events_of(storage.0.clone().take(key)).len(), left);
    }
    assert_eq!(storage.keys(), ["log"]);
    storage.note(0, copied("c")).unwrap();
    assert_eq!(log::number(&log::events_of(storage.0.clone().take(key))[0]), 3, "numbers are given once");
}
