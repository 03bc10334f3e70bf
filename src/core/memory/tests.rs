//! What is remembered, and what is not.

use super::*;
use crate::catalogue::{Date, Industry};
use serde_json::json;

fn prospect(company: &str) -> Prospect {
    Prospect { company: company.into(), may_remember: true, ..Prospect::default() }
}

fn sent(asset: &str, version: &str, day: i32) -> Share {
    let (title, version) = (format!("Piece {asset}"), version.to_owned());
    let day = Date::from_days(20_000 + day);
    Share { asset: AssetId(asset.into()), title, version, day, account: String::new() }
}

fn again(memory: &Memory) -> Memory {
    let stored: Object = memory.entries().into_iter().collect();
    let json = serde_json::to_string(&Value::from(stored)).unwrap();
    Memory::read(serde_json::from_str(&json).unwrap())
}

fn stored(json: serde_json::Value) -> Memory {
    Memory::read(serde_json::from_value(json).unwrap())
}

#[test]
fn what_was_shared_is_known_under_every_form_of_the_name() {
    let mut memory = Memory::default();
    memory.shared(Some(&prospect("Alderney Mutual Ltd.")), &[sent("a", "3", 0), sent("b", "", 0)]);
    memory.shared(Some(&prospect("ALDERNEY MUTUAL")), &[sent("a", "5", 9)]);
    assert_eq!(memory.accounts.len(), 1);
    let account = memory.account(&prospect("Alderney Mutual")).unwrap();
    let versions: Vec<&str> = account.shared.iter().map(|s| s.version.as_str()).collect();
    assert_eq!(versions, ["5", ""], "each piece once, the newest first");
    assert!(memory.account(&prospect("Brightwater")).is_none());
    assert_eq!(again(&memory), memory);
}

#[test]
fn an_account_is_known_by_its_domain_too() {
    let mut memory = Memory::default();
    let read = Prospect { domain: "corvid.example".into(), ..prospect("Corvid Freight") };
    memory.shared(Some(&read), &[sent("a", "", 0)]);
    let other = Prospect { domain: "corvid.example".into(), ..prospect("Corvid Logistics Group") };
    assert_eq!(memory.account(&other).unwrap().name, "Corvid Freight");
}

#[test]
fn nothing_is_kept_of_whom_nothing_may_be_kept() {
    let mut memory = Memory::default();
    let hidden = Prospect { may_remember: false, name: "Maren Holt".into(), ..prospect("Alderney Mutual") };
    let mut entries = memory.shared(Some(&hidden), &[sent("a", "", 0)]);
    let corrected = Prospect { company: "Brightwater".into(), ..hidden.clone() };
    entries.extend(memory.corrected(&hidden, &corrected, "met at the fair"));
    let written = format!("{entries:?}{:?}", memory.entries());
    for word in ["Alderney", "Maren", "Brightwater", "fair"] {
        assert!(!written.contains(word), "{written}");
    }
    assert_eq!(memory.used.len(), 1, "that the piece was used says nothing of the page");

    memory.shared(Some(&prospect("Alderney Mutual")), &[sent("a", "", 0)]);
    assert!(memory.account(&hidden).is_none(), "what a CRM taught is not shown beside a page of LinkedIn");
}

#[test]
fn a_person_is_never_kept() {
    let mut memory = Memory::default();
    let person = Prospect { name: "Maren Holt".into(), title: "CFO".into(), ..prospect("Alderney Mutual") };
    memory.shared(Some(&person), &[sent("a", "", 0)]);
    assert!(!format!("{:?}", memory.entries()).contains("Maren"));
}

#[test]
fn a_damaged_entry_loses_only_itself_and_is_said() {
    let share = json!(["a", "Piece", "3", "2026-05-04", ""]);
    let memory = stored(json!({
        "settings": {"theme": "dark"},
        "account:alderney mutual": {"v": 1, "name": "Alderney Mutual", "shared": [share.clone()]},
        "account:brightwater": {"v": 1, "name": "Brightwater", "shared": [["a", "", "", "soon", ""]]},
        "account:corvid": {"v": 1, "name": "Alderney Mutual"},
        "account:tidewell": {"v": 2, "people": []},
        "account:northpoint": [1, 2],
        "favourites": {"v": 1, "assets": "x"},
        "used": {"v": 1, "pieces": [share]},
    }));
    assert_eq!((memory.accounts.len(), memory.used.len()), (1, 1));
    let mut said: Vec<String> = memory.unread.iter().map(|(key, why)| format!("{key}: {why}")).collect();
    said.sort();
    assert_eq!(
        said,
        [
            "account:brightwater: shared[0][3]: no day",
            "account:corvid: stands under another account’s key",
            "account:northpoint: invalid type: expected an object",
            "account:tidewell: written by a newer Pitchside",
            "favourites: assets: invalid type: expected a list",
        ]
    );
}

#[test]
fn a_correction_holds_the_next_time_and_an_alias_leads_to_the_account() {
    let mut memory = Memory::default();
    let read = Prospect { text: "steel".into(), ..prospect("Acme Group") };
    let industry: Industry = "Insurance".parse().unwrap();
    let now = Prospect { industry: Some(industry), text: String::new(), ..prospect("Acme Insurance") };
    assert!(memory.corrected(&read, &now, "Renewal in June").is_some());
    let mut seen = again(&memory);
    assert_eq!(seen, memory);
    let mut next = read.clone();
    seen.correct(&mut next);
    assert_eq!(
        (next.company.as_str(), next.industry, next.text.as_str()),
        ("Acme Insurance", Some(industry), "")
    );
    assert_eq!(seen.account(&next).unwrap().note, "Renewal in June");
    assert_eq!(seen.corrected(&next, &next, "Renewal in June"), None, "nothing new is nothing to keep");
}

#[test]
fn one_account_or_everything_can_be_erased() {
    let mut memory = stored(json!({"account:x": 5}));
    memory.shared(Some(&prospect("Alderney Mutual")), &[sent("a", "", 0)]);
    memory.shared(Some(&prospect("Brightwater")), &[sent("b", "", 1)]);
    memory.star(&AssetId("a".into()));
    let entries = memory.erase("Brightwater");
    assert!(entries.contains(&("account:brightwater".to_owned(), Value::Null)));
    assert_eq!((memory.accounts.len(), memory.used.len()), (1, 2));
    assert!(!format!("{:?}", memory.entries()).contains("Brightwater"));

    let gone: Vec<String> = memory
        .erase_all()
        .into_iter()
        .map(|(key, value)| {
            assert_eq!(value, Value::Null);
            key
        })
        .collect();
    assert_eq!(gone, ["favourites", "used", "seen", "account:alderney mutual", "account:x", "salt"]);
    assert_eq!(memory, Memory::default());
}

#[test]
fn a_favourite_is_one_until_it_is_starred_again() {
    let mut memory = Memory::default();
    let id = AssetId("a".into());
    memory.star(&id);
    assert_eq!(again(&memory).favourites, ["a"]);
    memory.star(&id);
    assert!(memory.favourites.is_empty());
}

#[test]
fn accounts_over_the_limit_go_the_oldest_first() {
    let mut memory = Memory::default();
    for n in 0..ACCOUNTS {
        let shared = vec![sent("a", "", n as i32)];
        memory.accounts.push(Account { name: format!("Firm {n}"), shared, ..Account::default() });
    }
    let entries = memory.shared(Some(&prospect(&format!("Firm {ACCOUNTS}"))), &[sent("a", "", 0)]);
    assert!(entries.contains(&("account:firm 0".to_owned(), Value::Null)));
    assert!(memory.account(&prospect("Firm 0")).is_none());
    assert!(memory.account(&prospect(&format!("Firm {ACCOUNTS}"))).is_some());
}
