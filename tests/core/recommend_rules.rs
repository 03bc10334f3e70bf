//! What marketing controls: rules in the list, and why an asset is not there.

use pitchside_core::catalogue::{
    Asset, AssetId, AssetKind, Conditions, Date, Link, Rule, RuleAction, SendPolicy, Stage,
};
use pitchside_core::index::{AssetOrd, Index, IndexBuilder, LibraryInfo};
use pitchside_core::prospect::Prospect;
use pitchside_core::recommend::{Context, Place, Signal, recommend, why_not};

const IDS: [&str; 3] = ["first", "second", "third"];

fn index(rules: Vec<Rule>) -> Index {
    let mut builder = IndexBuilder::new(LibraryInfo { rules, ..LibraryInfo::default() });
    for id in IDS {
        let mut asset = Asset::new(id, id, AssetKind::Guide);
        asset.link = Link::new(&format!("https://vendor.example/{id}")).ok();
        asset.personas = vec!["Finance".parse().unwrap()];
        if id == "third" {
            asset.stages = vec![Stage::Negotiation];
        }
        builder.add(asset, Vec::new()).unwrap();
    }
    Index::open(builder.finish().unwrap().index).unwrap()
}

fn on(day: u8, limit: usize) -> Context {
    let policy = SendPolicy { today: Date::from_ymd(2026, 5, day).unwrap(), region: None };
    Context { limit, ..Context::new(policy) }
}

fn banker() -> Prospect {
    Prospect {
        industry: "Banking".parse().ok(),
        persona: "Finance".parse().ok(),
        stage: Some(Stage::Discovery),
        ..Prospect::default()
    }
}

fn order(rules: Vec<Rule>, day: u8) -> String {
    let answer = recommend(&index(rules), &banker(), &on(day, 5)).unwrap();
    answer.send.iter().map(|r| r.asset.id.0.as_str()).collect::<Vec<_>>().join(" ")
}

fn rule(action: RuleAction, asset: u32) -> Rule {
    let when = Conditions { industry: vec!["Financial Services".parse().unwrap()], ..Conditions::default() };
    Rule {
        action,
        assets: vec![asset],
        when,
        from: Date::from_ymd(2026, 5, 4),
        until: Date::from_ymd(2026, 5, 8),
    }
}

#[test]
fn a_rule_holds_for_industries_below_its_own_and_between_its_days() {
    assert_eq!(order(vec![], 5), "first second third");
    assert_eq!(order(vec![rule(RuleAction::Pin, 2)], 5), "third first second");
    assert_eq!(order(vec![rule(RuleAction::Pin, 2)], 3), "first second third");
    assert_eq!(order(vec![rule(RuleAction::Pin, 2)], 9), "first second third");
    assert_eq!(order(vec![rule(RuleAction::Boost, 1)], 8), "second first third");
    assert_eq!(order(vec![rule(RuleAction::Exclude, 0)], 5), "second third");
    let buried = order(vec![rule(RuleAction::Bury, 0)], 5);
    assert!(buried.starts_with("second"), "{buried}");
}

#[test]
fn a_rule_is_a_part_of_the_score_and_the_parts_still_add_up() {
    let answer = recommend(&index(vec![rule(RuleAction::Pin, 2)]), &banker(), &on(5, 5)).unwrap();
    let first = &answer.send[0];
    assert!(first.reasons.iter().any(|r| r.signal == Signal::Rule && r.share > 0.0));
    assert_eq!(first.reasons.iter().fold(0.0, |sum, r| sum + r.share), first.score);
}

#[test]
fn why_not_names_the_place_and_the_field_that_would_bring_it_up() {
    let index = index(vec![]);
    let why = why_not(&index, &banker(), &on(5, 1), AssetOrd(2)).unwrap();
    assert!(matches!(why.place, Place::Below(3, short) if short > 0.0), "{:?}", why.place);
    let stage = why.brought_up_by.iter().find(|change| change.field == "stage").unwrap();
    assert_eq!(stage.value, "negotiation");
    let first = why_not(&index, &banker(), &on(5, 1), AssetOrd(0)).unwrap();
    assert_eq!(first.place, Place::Shown(1));
}

#[test]
fn of_a_replaced_piece_it_says_where_the_successor_stands() {
    let mut builder = IndexBuilder::new(LibraryInfo::default());
    for (id, successor) in [("old", Some("new")), ("new", None)] {
        let mut asset = Asset::new(id, id, AssetKind::Guide);
        asset.link = Link::new("https://vendor.example/x").ok();
        asset.superseded_by = successor.map(|id| AssetId(id.into()));
        builder.add(asset, Vec::new()).unwrap();
    }
    let index = Index::open(builder.finish().unwrap().index).unwrap();
    let why = why_not(&index, &banker(), &on(5, 5), AssetOrd(0)).unwrap();
    assert_eq!(why.place, Place::Out);
    assert_eq!(why.successor, Some((AssetId("new".into()), Some(1))));
}
