//! What a rep can expect of the list: order, reasons, abstention, and what may be sent.

use pitchside_core::catalogue::{
    Asset, AssetId, AssetKind, Audience, Date, Link, Passage, Region, SendPolicy,
};
use pitchside_core::index::{Competitor, Index, IndexBuilder, LibraryInfo, Product};
use pitchside_core::prospect::Prospect;
use pitchside_core::recommend::{Context, Recommendation, Signal, Verdict, recommend};

fn asset(id: &str, kind: AssetKind, industry: &str, persona: &str) -> Asset {
    let mut asset = Asset::new(id, format!("Title of {id}"), kind);
    asset.link = Link::new(&format!("https://vendor.example/{id}")).ok();
    asset.industries = industry.parse().into_iter().collect();
    asset.personas = persona.parse().into_iter().collect();
    asset
}

fn index(assets: Vec<Asset>) -> Index {
    let product = |name: &str| Product { name: name.into(), aliases: Vec::new() };
    let info = LibraryInfo {
        name: "Test".into(),
        competitors: vec![Competitor { name: "Ledgerfox".into(), aliases: Vec::new(), against: Vec::new() }],
        products: vec![product("Close"), product("Carbon")],
        ..LibraryInfo::default()
    };
    let mut builder = IndexBuilder::new(info);
    for asset in assets {
        let text = format!("{} is about reconciliation and the financial close.", asset.title);
        builder.add(asset, vec![Passage { position: 1, text, ..Passage::default() }]).unwrap();
    }
    Index::open(builder.finish().unwrap().index).unwrap()
}

fn context() -> Context {
    let today = Date::from_ymd(2026, 5, 4).unwrap();
    Context {
        languages: vec!["en".parse().unwrap()],
        ..Context::new(SendPolicy { today, region: Some(Region::Europe) })
    }
}

fn cfo_of_an_insurer() -> Prospect {
    Prospect {
        industry: "Insurance".parse().ok(),
        persona: "Finance".parse().ok(),
        seniority: "CXO".parse().ok(),
        ..Prospect::default()
    }
}

fn ids(recommendation: &Recommendation) -> Vec<&str> {
    recommendation.send.iter().map(|r| r.asset.id.0.as_str()).collect()
}

#[test]
fn the_piece_from_the_same_industry_and_function_comes_first_and_says_so() {
    let index = index(vec![
        asset("retail", AssetKind::CaseStudy, "Retail", "Finance"),
        asset("bank", AssetKind::CaseStudy, "Banking", "Finance"),
        asset("insurer", AssetKind::CaseStudy, "Insurance", "Finance"),
        asset("insurer-it", AssetKind::Security, "Insurance", "Information Technology"),
    ]);
    let answer = recommend(&index, &cfo_of_an_insurer(), &context()).unwrap();
    assert_eq!(answer.verdict, Verdict::Fits);
    assert_eq!(ids(&answer).first(), Some(&"insurer"));
    let first = &answer.send[0];
    assert_eq!(first.sentence_text(), "From insurance, their industry; written for finance");
    assert!(
        ids(&answer).iter().position(|i| *i == "bank") < ids(&answer).iter().position(|i| *i == "retail")
    );
}

#[test]
fn the_parts_add_up_to_the_score() {
    let index = index(vec![
        asset("a", AssetKind::CaseStudy, "Insurance", "Finance"),
        asset("b", AssetKind::CaseStudy, "Retail", "Sales"),
        asset("c", AssetKind::CaseStudy, "Banking", "Accounting"),
    ]);
    let prospect = Prospect { text: "they reconcile by hand".into(), ..cfo_of_an_insurer() };
    let answer = recommend(&index, &prospect, &context()).unwrap();
    assert_eq!(answer.send.len(), 3);
    for ranked in &answer.send {
        let total = ranked.reasons.iter().fold(0.0_f32, |sum, r| sum + r.share);
        assert_eq!(total, ranked.score, "{:?}", ranked.reasons);
    }
}

#[test]
fn a_competitor_on_the_page_brings_the_comparison_to_the_top_and_the_battlecard_to_learn_from() {
    let mut comparison = asset("versus", AssetKind::Comparison, "", "");
    comparison.competitors = vec!["Ledgerfox".into()];
    let mut card = asset("card", AssetKind::Battlecard, "", "");
    card.competitors = vec!["Ledgerfox".into()];
    let index = index(vec![asset("generic", AssetKind::OnePager, "", ""), comparison, card]);
    let prospect = Prospect { competitors: vec!["Ledgerfox".into()], ..Prospect::default() };
    let answer = recommend(&index, &prospect, &context()).unwrap();
    assert_eq!(ids(&answer), ["versus", "generic"]);
    let most = answer.send[0].reasons.iter().max_by(|a, b| a.share.total_cmp(&b.share));
    assert_eq!(most.map(|r| r.signal), Some(Signal::Competitor));
    assert_eq!(answer.learn.len(), 1);
    assert_eq!(answer.learn[0].asset.id.0, "card");
}

#[test]
fn what_must_not_be_sent_is_never_in_the_list_to_send() {
    let with = |id: &str, change: fn(&mut Asset)| {
        let mut a = asset(id, AssetKind::CaseStudy, "Insurance", "Finance");
        change(&mut a);
        a
    };
    let index = index(vec![
        with("expired", |a| a.expires = Date::from_ymd(2026, 5, 3)),
        with("later", |a| a.released = Date::from_ymd(2026, 5, 5)),
        with("old", |a| a.superseded_by = Some(AssetId("good".into()))),
        with("internal", |a| a.audience = Audience::Internal),
        with("nda", |a| a.audience = Audience::Nda),
        with("us-only", |a| a.regions = vec![Region::NorthAmerica]),
        with("no-link", |a| a.link = None),
        with("good", |_| ()),
    ]);
    let answer = recommend(&index, &cfo_of_an_insurer(), &context()).unwrap();
    assert_eq!(ids(&answer), ["good"]);
    let learn: Vec<&str> = answer.learn.iter().map(|r| r.asset.id.0.as_str()).collect();
    assert_eq!(learn, ["internal", "nda"]);
}

#[test]
fn when_nothing_fits_it_says_what_is_missing_and_shows_the_nearest_with_the_difference() {
    let index = index(vec![asset("retail", AssetKind::CaseStudy, "Retail", "Finance")]);
    let prospect = Prospect {
        industry: "Fisheries".parse().ok(),
        persona: "Operations".parse().ok(),
        ..Prospect::default()
    };
    let answer = recommend(&index, &prospect, &context()).unwrap();
    assert_eq!(answer.verdict, Verdict::Nothing { missing: vec!["fisheries".into(), "operations".into()] });
    assert_eq!(
        answer.send[0].sentence_text(),
        "About retail, not fisheries; written for finance, not operations"
    );
}

#[test]
fn of_a_buyer_nobody_knows_anything_about_it_does_not_claim_that_nothing_fits() {
    let index = index(vec![asset("one", AssetKind::OnePager, "", "")]);
    let answer = recommend(&index, &Prospect::default(), &context()).unwrap();
    assert_eq!(answer.verdict, Verdict::General);
    assert_eq!(ids(&answer), ["one"]);
}

#[test]
fn a_foreign_language_is_offered_to_those_who_read_it_only() {
    let mut german = asset("deutsch", AssetKind::CaseStudy, "Insurance", "Finance");
    german.language = "de".parse().unwrap();
    let index = index(vec![asset("english", AssetKind::CaseStudy, "Insurance", "Finance"), german]);
    let order = |language: &str| {
        let prospect = Prospect { language: language.parse().ok(), ..cfo_of_an_insurer() };
        ids(&recommend(&index, &prospect, &context()).unwrap()).join(" ")
    };
    assert_eq!(order("de"), "deutsch english");
    assert_eq!(order("en"), "english deutsch");
}

#[test]
fn four_of_a_kind_do_not_crowd_out_another_kind_that_fits_as_well() {
    let mut assets: Vec<Asset> =
        (0..4).map(|i| asset(&format!("case{i}"), AssetKind::CaseStudy, "Insurance", "Finance")).collect();
    assets.push(asset("page", AssetKind::OnePager, "Insurance", "Finance"));
    let index = index(assets);
    let answer = recommend(&index, &cfo_of_an_insurer(), &context()).unwrap();
    assert_eq!(ids(&answer)[..2], ["case0", "page"]);
}

#[test]
fn another_kind_is_found_however_many_of_one_kind_stand_above_it() {
    let mut assets: Vec<Asset> = (0..60)
        .map(|i| asset(&format!("case{i:02}"), AssetKind::CaseStudy, "Insurance", "Finance"))
        .collect();
    assets.push(asset("page", AssetKind::OnePager, "Insurance", "Finance"));
    let answer = recommend(&index(assets), &cfo_of_an_insurer(), &context()).unwrap();
    assert_eq!(ids(&answer)[..2], ["case00", "page"]);
    assert_eq!(ids(&answer).len(), 5);
}

#[test]
fn without_variety_it_has_no_part_in_any_score() {
    let assets =
        (0..4).map(|i| asset(&format!("case{i}"), AssetKind::CaseStudy, "Insurance", "Finance")).collect();
    let without = Context { without: Some(Signal::Variety), ..context() };
    let answer = recommend(&index(assets), &cfo_of_an_insurer(), &without).unwrap();
    assert!(answer.send.iter().flat_map(|r| &r.reasons).all(|r| r.signal != Signal::Variety));
}

#[test]
fn a_guess_lifts_a_piece_less_than_a_statement_and_never_buries_it() {
    let piece = |id: &str, persona: &str, guessed: bool| {
        let mut asset = asset(id, AssetKind::Guide, "", persona);
        asset.guessed.personas = guessed;
        asset
    };
    let index = index(vec![
        piece("blank", "", false),
        piece("guessed", "Finance", true),
        piece("guessed-other", "Marketing", true),
        piece("stated", "Finance", false),
        piece("stated-other", "Marketing", false),
    ]);
    let without = Context { without: Some(Signal::Variety), ..context() };
    let answer = recommend(&index, &cfo_of_an_insurer(), &without).unwrap();
    let points = |id: &str| {
        let ranked = answer.send.iter().find(|r| r.asset.id.0 == id).unwrap();
        ranked.reasons.iter().find(|r| r.signal == Signal::Persona).map_or(0.0, |r| r.share)
    };
    assert!(points("stated") > points("guessed") && points("guessed") > points("blank"));
    assert!(points("guessed-other") == points("blank") && points("stated-other") < 0.0);
}

#[test]
fn a_function_that_every_piece_is_for_tells_less_than_one_that_a_single_piece_is_for() {
    let points = |others: &str| {
        let mut assets: Vec<Asset> =
            (0..3).map(|i| asset(&format!("other{i}"), AssetKind::Guide, "", others)).collect();
        assets.push(asset("one", AssetKind::OnePager, "", "Finance"));
        let answer = recommend(&index(assets), &cfo_of_an_insurer(), &context()).unwrap();
        let one = answer.send.iter().find(|r| r.asset.id.0 == "one").unwrap();
        one.reasons.iter().find(|r| r.signal == Signal::Persona).unwrap().share
    };
    assert!(points("Legal") > points("Finance"));
}

#[test]
fn of_a_company_alone_it_says_that_too_little_is_known() {
    let index = index(vec![asset("retail", AssetKind::CaseStudy, "Retail", "Finance")]);
    let company = Prospect { industry: "Fisheries".parse().ok(), ..Prospect::default() };
    assert_eq!(recommend(&index, &company, &context()).unwrap().verdict, Verdict::General);
    let cook = Prospect { title: "Executive Chef".into(), ..company };
    let Verdict::Nothing { missing } = recommend(&index, &cook, &context()).unwrap().verdict else {
        panic!()
    };
    assert_eq!(missing, ["fisheries", "Executive Chef"]);
}

#[test]
fn where_marketing_states_no_readers_the_library_s_words_tell_whom_it_has_something_for() {
    let index = index((0..6).map(|i| asset(&format!("page{i}"), AssetKind::Guide, "", "")).collect());
    let verdict = |title: &str| {
        let prospect = Prospect { title: title.into(), ..Prospect::default() }.with_role_of_title();
        recommend(&index, &prospect, &context()).unwrap().verdict
    };
    assert_eq!(verdict("Financial Controller"), Verdict::Fits);
    assert!(matches!(verdict("Head Nurse"), Verdict::Nothing { .. }));
}

#[test]
fn the_words_of_the_page_lift_the_piece_that_speaks_of_them() {
    let mut builder = IndexBuilder::new(LibraryInfo::default());
    for (id, text) in [
        ("approvals", "Purchase approvals reach the manager's phone and wait there."),
        ("closing", "Intercompany balances and journals are reconciled before the consolidation."),
    ] {
        let passage = Passage { position: 1, text: text.into(), ..Passage::default() };
        builder.add(asset(id, AssetKind::Guide, "", ""), vec![passage]).unwrap();
    }
    let index = Index::open(builder.finish().unwrap().index).unwrap();
    let text = "They reconcile intercompany balances by hand in each consolidation.".to_owned();
    let answer = recommend(&index, &Prospect { text, ..Prospect::default() }, &context()).unwrap();
    assert_eq!(ids(&answer), ["closing", "approvals"]);
    assert_eq!(answer.send[0].sentence_text(), "Speaks of reconcile, intercompany, balances");
}

#[test]
fn nobody_is_offered_the_story_of_his_own_company() {
    let mut own = asset("own", AssetKind::CaseStudy, "Insurance", "Finance");
    own.title = "Alderney Mutual closes in five days".into();
    let index = index(vec![own, asset("other", AssetKind::CaseStudy, "Insurance", "Finance")]);
    let prospect = Prospect { company: "Alderney Mutual plc".into(), ..cfo_of_an_insurer() };
    assert_eq!(ids(&recommend(&index, &prospect, &context()).unwrap()), ["other"]);
}

#[test]
fn a_piece_about_one_industry_beats_one_that_lists_many() {
    let mut many = asset("many", AssetKind::Guide, "Insurance", "Finance");
    for also in ["Banking", "Retail", "Utilities"] {
        many.industries.push(also.parse().unwrap());
    }
    let index = index(vec![many, asset("one", AssetKind::CaseStudy, "Insurance", "Finance")]);
    assert_eq!(ids(&recommend(&index, &cfo_of_an_insurer(), &context()).unwrap()), ["one", "many"]);
}

#[test]
fn what_was_shared_with_the_account_goes_down() {
    let index = index(vec![
        asset("first", AssetKind::CaseStudy, "Insurance", "Finance"),
        asset("second", AssetKind::CaseStudy, "Insurance", "Finance"),
    ]);
    let context = Context { shared: vec![AssetId("first".into())], ..context() };
    let answer = recommend(&index, &cfo_of_an_insurer(), &context).unwrap();
    assert_eq!(ids(&answer), ["second", "first"]);
    assert!(answer.send[1].reasons.iter().any(|r| r.signal == Signal::Shared && r.share < 0.0));
}

#[test]
fn a_function_that_no_piece_is_written_for_gets_the_nearest_and_is_told_so() {
    let index = index(vec![asset("insurer", AssetKind::CaseStudy, "Insurance", "Finance")]);
    let prospect = Prospect {
        industry: "Insurance".parse().ok(),
        persona: "Human Resources".parse().ok(),
        ..Prospect::default()
    };
    let answer = recommend(&index, &prospect, &context()).unwrap();
    assert!(matches!(answer.verdict, Verdict::Nothing { .. }));
    assert_eq!(answer.send[0].sentence_text(), "For insurance; written for finance, not HR");
}

#[test]
fn who_weighs_a_competitor_is_offered_the_product_that_it_competes_with() {
    let product = |name: &str| Product { name: name.into(), aliases: Vec::new() };
    let against = vec!["Carbon".to_owned()];
    let info = LibraryInfo {
        competitors: vec![Competitor { name: "Emberlane".into(), aliases: Vec::new(), against }],
        products: vec![product("Close"), product("Carbon")],
        ..LibraryInfo::default()
    };
    let mut builder = IndexBuilder::new(info);
    for name in ["Close", "Carbon"] {
        let mut page = asset(name, AssetKind::OnePager, "", "");
        page.products = vec![name.into()];
        builder.add(page, Vec::new()).unwrap();
    }
    let index = Index::open(builder.finish().unwrap().index).unwrap();
    let prospect = Prospect { competitors: vec!["Emberlane".into()], ..Prospect::default() };
    assert_eq!(ids(&recommend(&index, &prospect, &context()).unwrap()), ["Carbon", "Close"]);
}
