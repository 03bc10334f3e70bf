//! Nothing that must not be sent is ever in the list to send: every asset × prospect × day × region × rule.

use pitchside::library::Library;
use pitchside_core::catalogue::{
    Asset, AssetId, AssetKind, Audience, Conditions, Date, Industry, Link, Persona, Region, Rule, RuleAction,
    SendPolicy, Stage,
};
use pitchside_core::index::{Index, IndexBuilder, LibraryInfo};
use pitchside_core::prospect::Prospect;
use pitchside_core::recommend::{Context, recommend};
use proptest::prelude::*;
use std::path::Path;

/// What the policy says, written a second time and on its own.
fn forbidden(asset: &Asset, today: Date, region: Option<Region>) -> bool {
    asset.audience != Audience::External
        || asset.superseded_by.is_some()
        || asset.link.is_none()
        || asset.released.is_some_and(|on| on > today)
        || asset.expires.is_some_and(|on| on < today)
        || region.is_some_and(|r| !asset.regions.is_empty() && !asset.regions.contains(&r))
}

fn check(index: &Index, prospect: &Prospect, context: &Context) {
    let (today, region) = (context.policy.today, context.policy.region);
    let answer = recommend(index, prospect, context).unwrap();
    for ranked in &answer.send {
        assert!(!forbidden(&ranked.asset, today, region), "{} on {today}", ranked.asset.id);
        assert!(context.policy.sendable(&ranked.asset).is_some());
    }
    for ranked in &answer.learn {
        assert!(context.policy.sendable(&ranked.asset).is_none(), "{} can be copied", ranked.asset.id);
    }
}

fn day() -> impl Strategy<Value = Date> {
    (20_000..20_040_i32).prop_map(Date::from_days)
}

fn pick<T: Copy + std::fmt::Debug + 'static>(all: &'static [T]) -> impl Strategy<Value = T> {
    (0..all.len()).prop_map(move |at| all[at])
}

fn an_industry() -> impl Strategy<Value = Industry> {
    let all: Vec<Industry> = Industry::all().step_by(40).collect();
    (0..all.len()).prop_map(move |at| all[at])
}

prop_compose! {
    fn an_asset()(
        kind in pick(AssetKind::ALL),
        audience in pick(&[Audience::External, Audience::External, Audience::Internal, Audience::Nda]),
        link in any::<bool>(),
        superseded in prop::option::weighted(0.2, 0..20_u8),
        (released, expires) in (prop::option::of(day()), prop::option::of(day())),
        regions in prop::collection::vec(pick(Region::ALL), 0..3),
        personas in prop::collection::vec(pick(Persona::ALL), 0..3),
        industries in prop::collection::vec(an_industry(), 0..3),
        priority in -2..=2_i8,
    ) -> Asset {
        let mut asset = Asset::new("", "A piece", kind);
        asset.audience = audience;
        asset.link = link.then(|| Link::new("https://vendor.example/a").unwrap());
        asset.superseded_by = superseded.map(|n| AssetId(format!("a{n}")));
        (asset.released, asset.expires, asset.regions) = (released, expires, regions);
        (asset.personas, asset.industries, asset.priority) = (personas, industries, priority);
        asset
    }
}

prop_compose! {
    fn a_prospect()(
        industry in prop::option::of(an_industry()),
        persona in prop::option::of(pick(Persona::ALL)),
        stage in prop::option::of(pick(Stage::ALL)),
        region in prop::option::of(pick(Region::ALL)),
        text in "[a-z ]{0,20}",
    ) -> Prospect {
        Prospect { industry, persona, stage, region, text, ..Prospect::default() }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn no_library_no_prospect_no_day_and_no_rule_lets_it_through(
        assets in prop::collection::vec(an_asset(), 1..25),
        prospects in prop::collection::vec(a_prospect(), 1..4),
        days in prop::collection::vec(day(), 1..4),
        region in prop::option::of(pick(Region::ALL)),
        pinned in prop::collection::vec(0..25_u32, 0..4),
    ) {
        let rule = |action| Rule {
            action, assets: pinned.clone(), when: Conditions::default(), from: None, until: None,
        };
        let rules = vec![rule(RuleAction::Pin), rule(RuleAction::Boost)];
        let mut builder = IndexBuilder::new(LibraryInfo { rules, ..LibraryInfo::default() });
        for (at, asset) in assets.into_iter().enumerate() {
            builder.add(Asset { id: AssetId(format!("a{at}")), ..asset }, Vec::new()).unwrap();
        }
        let index = Index::open(builder.finish().unwrap().index).unwrap();
        for prospect in &prospects {
            for today in &days {
                let context = Context { limit: 30, ..Context::new(SendPolicy { today: *today, region }) };
                check(&index, prospect, &context);
            }
        }
    }
}

/// Each asset of the demo library on the days around its own dates, for every judged prospect.
#[test]
fn the_demo_librarys_dates_hold_for_every_judged_prospect() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let library = Library::open(&root.join("demo/library")).unwrap();
    let mut days = vec![Date::from_ymd(2026, 11, 20).unwrap()];
    let mut builder = IndexBuilder::new(LibraryInfo::default());
    for item in library.items {
        for date in [item.asset.released, item.asset.expires].into_iter().flatten() {
            days.extend([-1, 0, 1].map(|step| Date::from_days(date.days() + step)));
        }
        builder.add(item.asset, Vec::new()).unwrap();
    }
    days.sort_unstable();
    days.dedup();
    let index = Index::open(builder.finish().unwrap().index).unwrap();
    let text = std::fs::read_to_string(root.join("tests/judged/prospects.jsonl")).unwrap();
    let mut pairs = 0;
    for (line, at) in text.lines().zip(0..) {
        let mut value: serde_json::Value = serde_json::from_str(line).unwrap();
        value.as_object_mut().unwrap().remove("id");
        let prospect: Prospect = serde_json::from_value(value).unwrap();
        let prospect = prospect.with_role_of_title();
        // Every prospect meets a part of the days, all days meet every kind of prospect.
        let regions = [None, Some(Region::Europe), Some(Region::NorthAmerica)];
        for (today, region) in
            days.iter().skip(at % 11).step_by(11).zip(regions.into_iter().cycle().skip(at % 3))
        {
            let policy = SendPolicy { today: *today, region };
            check(&index, &prospect, &Context { limit: 30, ..Context::new(policy) });
            pairs += 1;
        }
    }
    assert!(pairs > 1_500, "{pairs}");
}
