//! Recorded observations → who is on the page.

use pitchside_core::catalogue::{Persona, Region, Seniority, SizeBand, Stage};
use pitchside_core::prospect::{
    Adapter, Adapters, Candidate, Certainty, Detection, Field, Named, NoProspect, Observation, Outcome,
    Prospect, Vocabulary, detect,
};
use proptest::prelude::*;

/// An adapter of a CRM that nobody has, so that these tests don't depend on the shipped ones.
const CRM: &str = r#"{
  "id": "crm", "name": "Example CRM", "checked": "2026-11-23", "hosts": ["crm.example"],
  "pages": [
    { "kind": "none", "url": "^/lists/", "why": "list" },
    { "kind": "person", "url": "^/people/(?<id>\\d+)", "unless": [{ "selector": ".me", "why": "own" }],
      "fields": {
        "name": [{ "title": "^(?:\\(\\d+\\) )?(.+?) \\| CRM$" }, { "selector": "h1" }],
        "title": [{ "label": ["Title"] }],
        "company": [{ "label": ["Account"] }],
        "domain": [{ "label": ["Email"], "says": "email" }],
        "location": [{ "label": ["Country"] }]
      } },
    { "kind": "company", "url": "^/accounts/(?<id>\\d+)",
      "fields": {
        "company": [{ "title": "^(.+?) \\| CRM$" }, { "selector": "h1" }],
        "industry": [{ "label": ["Industry"] }], "employees": [{ "label": ["Employees"] }], "location": [{ "label": ["Country"] }]
      }, "text": [".notes"] },
    { "kind": "opportunity", "url": "^/deals/(?<id>\\d+)",
      "fields": { "company": [{ "label": ["Account"], "sure": true }, { "selector": ".account" }], "deal": [{ "selector": "h1" }, { "title": "^(.+?) \\| CRM$" }], "stage": [{ "label": ["Stage"] }], "competitor": [{ "label": ["Competitor"] }] },
      "text": [".notes"] }
  ]
}"#;

fn adapters() -> Adapters {
    Adapters::parse(&[("crm.json", CRM)]).unwrap().with_builtin()
}

fn vocabulary() -> Vocabulary {
    Vocabulary {
        vendor: "Harbourline".into(),
        own_domains: vec!["harbourline.example".into()],
        products: vec![Named { name: "Harbourline Close".into(), aliases: vec!["HLC".into()] }],
        competitors: vec![Named::new("Ledgerfox"), Named::new("Emberlane")],
    }
}

fn see(path: &str, title: &str, candidates: &[(Field, u16, &str)]) -> Observation {
    let candidates = candidates.iter().map(|(field, rule, value)| Candidate {
        field: *field,
        rule: *rule,
        value: (*value).into(),
    });
    let url = if path.contains("://") { path.to_owned() } else { format!("https://crm.example{path}") };
    Observation { url, title: title.into(), candidates: candidates.collect(), ..Observation::default() }
}

fn decide(observation: &Observation) -> Detection {
    detect(&adapters(), &vocabulary(), observation)
}

fn found(observation: &Observation) -> (Prospect, Certainty) {
    match decide(observation).outcome {
        Outcome::Found { prospect, certainty } => (*prospect, certainty),
        other => panic!("{other:?}"),
    }
}

fn why(observation: &Observation) -> NoProspect {
    match decide(observation).outcome {
        Outcome::None { why } => why,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_contact_whose_sources_agree_is_sure() {
    let seen = see(
        "/people/7",
        "(3) Maren Holt | CRM",
        &[
            (Field::Name, 1, "Dr. Maren Holt, CPA"),
            (Field::Title, 0, "Chief Financial Officer"),
            (Field::Company, 0, "Alderney Mutual"),
            (Field::Domain, 0, "maren.holt@alderney-mutual.example"),
            (Field::Location, 0, "Rotterdam, Niederlande"),
        ],
    );
    let (prospect, certainty) = found(&seen);
    assert_eq!((prospect.name.as_str(), prospect.company.as_str()), ("Maren Holt", "Alderney Mutual"));
    assert_eq!(certainty, Certainty::Sure);
    assert_eq!((prospect.persona, prospect.seniority), (Some(Persona::Finance), Some(Seniority::Cxo)));
    assert_eq!((prospect.country.as_str(), prospect.region), ("NL", Some(Region::Europe)));
    assert_eq!(prospect.domain, "alderney-mutual.example");
    assert!(prospect.may_remember);
    let detection = decide(&seen);
    let name = detection.evidence.iter().find(|e| e.field == Field::Name).unwrap();
    assert_eq!(name.sources, ["page title", "contact field"]);
    assert_eq!(detection.record, adapters().recipe("https://crm.example/people/7?tab=2").unwrap().record);
}

#[test]
fn two_names_for_one_contact_are_a_question() {
    let seen = see(
        "/people/7",
        "Maren Holt | CRM",
        &[(Field::Name, 1, "Tobias Aldana"), (Field::Company, 0, "Alderney Mutual")],
    );
    let Outcome::Unsure { candidates } = decide(&seen).outcome else { panic!() };
    let names: Vec<&str> = candidates.iter().map(|c| c.0.name.as_str()).collect();
    assert_eq!(names, ["Maren Holt", "Tobias Aldana"]);
    assert_eq!(candidates[0].1, "page title");
}

#[test]
fn one_source_alone_is_likely_and_free_mail_names_no_company() {
    let seen = see("/people/7", "", &[(Field::Name, 1, "Maren Holt"), (Field::Domain, 0, "maren@gmail.com")]);
    let (prospect, certainty) = found(&seen);
    assert_eq!((certainty, prospect.company.as_str(), prospect.domain.as_str()), (Certainty::Likely, "", ""));
    let seen =
        see("/people/7", "", &[(Field::Name, 1, "Maren Holt"), (Field::Domain, 0, "maren@corvid.example")]);
    let (prospect, certainty) = found(&seen);
    assert_eq!((certainty, prospect.company.as_str()), (Certainty::Likely, "Corvid"));
    assert_eq!(prospect.guessed, [Field::Company]);
}

#[test]
fn an_account_gets_industry_size_and_mentions() {
    let mut seen = see(
        "/accounts/4",
        "Kranich Logistik GmbH | CRM",
        &[
            (Field::Company, 1, "Kranich Logistik"),
            (Field::Industry, 0, "Transport und Logistik"),
            (Field::Employees, 0, "1.001–5.000 Beschäftigte"),
            (Field::Location, 0, "Deutschland"),
        ],
    );
    seen.text = "They compare us with ledgerfox; HLC was shown in May.".into();
    let (prospect, certainty) = found(&seen);
    assert_eq!((prospect.company.as_str(), certainty), ("Kranich Logistik GmbH", Certainty::Sure));
    assert_eq!(prospect.industry.unwrap().label(), "Transportation, Logistics, Supply Chain and Storage");
    assert_eq!(prospect.size, Some(SizeBand::Large));
    assert_eq!(prospect.language.unwrap().as_str(), "de");
    assert_eq!(
        (prospect.competitors, prospect.products),
        (vec!["Ledgerfox".to_owned()], vec!["Harbourline Close".to_owned()])
    );
    let industry = decide(&seen).evidence.into_iter().find(|e| e.field == Field::Industry).unwrap();
    assert_eq!(industry.sources, ["account field “Transport und Logistik”"]);
}

#[test]
fn a_deal_has_its_stage_and_account() {
    let seen = see(
        "/deals/9",
        "Close rollout | CRM",
        &[
            (Field::Company, 0, "Nordmark Bank"),
            (Field::Stage, 0, "Proposal/Price Quote"),
            (Field::Competitor, 0, "Emberlane"),
        ],
    );
    let (prospect, certainty) = found(&seen);
    assert_eq!((prospect.company.as_str(), certainty), ("Nordmark Bank", Certainty::Sure));
    assert_eq!(prospect.stage, Some(Stage::Evaluation));
    assert_eq!(prospect.competitors, ["Emberlane"]);
}

#[test]
fn pages_without_a_prospect_say_why() {
    assert_eq!(why(&see("/lists/1", "People | CRM", &[])), NoProspect::List);
    assert_eq!(why(&see("/dashboard", "Home | CRM", &[])), NoProspect::List);
    assert_eq!(why(&see("/people/7", "CRM", &[])), NoProspect::LayoutUnknown);
    let mut own = see("/people/7", "Maren Holt | CRM", &[]);
    own.unless = vec![0, 99];
    assert_eq!(why(&own), NoProspect::Own);
    assert_eq!(why(&see("/accounts/4", "Harbourline B.V. | CRM", &[])), NoProspect::Own);
    assert_eq!(why(&see("https://www.harbourline.example/", "Harbourline", &[])), NoProspect::Own);
    assert_eq!(why(&see("chrome://newtab", "", &[])), NoProspect::Nothing);
}

#[test]
fn what_another_page_s_recipe_collected_is_left_aside() {
    let mut stale = see(
        "/people/8",
        "Tobias Aldana | CRM",
        &[(Field::Name, 1, "Maren Holt"), (Field::Company, 0, "Alderney Mutual")],
    );
    stale.recipe = Some(("crm".into(), 2));
    let (prospect, certainty) = found(&stale);
    assert_eq!(
        (prospect.name.as_str(), prospect.company.as_str(), certainty),
        ("Tobias Aldana", "", Certainty::Likely)
    );
}

#[test]
fn the_old_record_under_a_new_address_is_a_question() {
    let mut stale = see("/people/8", "Maren Holt | CRM", &[(Field::Name, 1, "Maren Holt")]);
    assert_eq!(found(&stale).1, Certainty::Sure);
    stale.stale = true;
    let Outcome::Unsure { candidates } = decide(&stale).outcome else { panic!() };
    assert_eq!(candidates.len(), 1);
}

#[test]
fn nothing_from_linkedin_may_be_remembered() {
    let seen = see("https://www.linkedin.com/in/maren-holt", "(3) Maren Holt | LinkedIn", &[]);
    let (prospect, _) = found(&seen);
    assert_eq!(prospect.name, "Maren Holt");
    assert!(!prospect.may_remember);
}

#[test]
fn a_company_s_own_site_is_named_by_its_title_and_domain() {
    let seen = see("https://www.corvid-freight.example/about", "About us | Corvid Freight", &[]);
    let (prospect, certainty) = found(&seen);
    assert_eq!(
        (prospect.company.as_str(), prospect.domain.as_str()),
        ("Corvid Freight", "corvid-freight.example")
    );
    assert!(certainty >= Certainty::Likely);
}

/// What a company's own page says of its industry, and whether that is more than a guess. Rules of the adapter for any site: 1 is the
/// organisation's description in JSON-LD, 2 the page's.
fn own_industry(url: &str, rule: u16, description: &str) -> (Option<&'static str>, bool) {
    let seen = see(url, "Corvid Freight", &[(Field::Industry, rule, description)]);
    let seen =
        Observation { recipe: adapters().recipe(url).map(|recipe| (recipe.adapter, recipe.page)), ..seen };
    let prospect = found(&seen).0;
    (prospect.industry.map(|i| i.sector().label()), !prospect.guessed.contains(&Field::Industry))
}

#[test]
fn a_site_says_its_industry_on_its_home_page_and_in_json_ld_and_elsewhere_it_is_a_guess() {
    let (home, below) =
        ("https://www.corvid-freight.example/en/", "https://www.corvid-freight.example/news/2026");
    let clear = "Freight forwarding and haulage by road, rail and sea, with our own trucks and warehouses";
    let transport = Some("Transportation, Logistics, Supply Chain and Storage");
    assert_eq!(own_industry(home, 2, clear), (transport, true));
    assert_eq!(own_industry(below, 1, clear), (transport, true));
    assert_eq!(own_industry(below, 2, clear), (transport, false));
}

#[test]
fn hostile_values_are_no_names() {
    let long = "x".repeat(100_000);
    for value in
        ["<img src=x onerror=alert(1)>", long.as_str(), "\u{202e}\u{0}\u{200b}", "javascript:alert(1)//@"]
    {
        let seen = see("/people/7", "", &[(Field::Name, 1, value)]);
        assert_eq!(why(&seen), NoProspect::LayoutUnknown, "{}", value.chars().take(30).collect::<String>());
    }
}

#[test]
fn shipped_adapters_are_free_of_errors_and_name_their_hosts() {
    let parsed = Adapters::parse(pitchside_core::prospect::BUILTIN).unwrap();
    assert!(parsed.hosts().contains(&"*.linkedin.com"));
    assert!(!parsed.hosts().contains(&"*"));
}

#[test]
fn a_faulty_adapter_is_told_where_and_how_to_mend_it() {
    for (json, words) in [
        (CRM.replace("\"selector\": \"h1\"", "\"css\": \"h1\""), "unknown field `css`"),
        (CRM.replace("\"name\": [", "\"nome\": ["), "unknown variant `nome`"),
        (CRM.replace("(.+?) \\\\| CRM$", "(.+? \\\\| CRM$"), "is not a pattern"),
        (CRM.replace("[\"crm.example\"]", "[]"), "name at least one"),
        (CRM.replace("crm.example", "https://crm.example/x"), "without https://"),
        (
            CRM.replace("{ \"selector\": \"h1\" }", "{ \"selector\": \"h1\", \"meta\": \"x\" }"),
            "exactly one source",
        ),
        (CRM.replace("\"why\": \"list\"", "\"why\": \"bored\""), "unknown variant `bored`"),
        ("{".to_owned(), "line 1"),
    ] {
        let errors = Adapter::parse("crm.json", &json).unwrap_err();
        let text: String = errors.iter().map(ToString::to_string).collect();
        assert!(text.contains(words) && text.contains("crm.json"), "{words}: {text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn no_observation_makes_detection_panic(
        url in prop_oneof![
            Just("https://crm.example/people/1".to_owned()), Just("https://crm.example/accounts/1".to_owned()), Just("https://crm.example/deals/1".to_owned()),
            Just("https://www.linkedin.com/in/x".to_owned()), "https?://[a-z.]{1,12}/.{0,20}", ".{0,40}"
        ],
        title in ".{0,200}", lang in ".{0,8}", text in ".{0,400}",
        values in prop::collection::vec((0usize..11, 0u16..9, "\\PC{0,80}|.{0,80}"), 0..12),
        unless in prop::collection::vec(any::<u16>(), 0..2),
    ) {
        const FIELDS: [Field; 11] = [Field::Name, Field::Title, Field::Company, Field::Domain, Field::Industry, Field::Employees, Field::Location, Field::Stage, Field::Deal, Field::Competitor, Field::Product];
        let candidates = values.into_iter().map(|(field, rule, value)| Candidate { field: FIELDS[field], rule, value }).collect();
        let seen = Observation { url, title, lang, text, candidates, unless, ..Observation::default() };
        let shipped = adapters();
        let detection = detect(&shipped, &vocabulary(), &seen);
        prop_assert_eq!(&detection, &detect(&shipped, &vocabulary(), &seen));
    }
}

#[test]
fn the_largest_observation_is_decided_in_bounded_work() {
    let mut seen = see("/accounts/4", &"x | ".repeat(250_000), &[]);
    seen.text = "ledgerfox ".repeat(100_000);
    let candidate = Candidate { field: Field::Company, rule: 1, value: "a, b ".repeat(20_000) };
    seen.candidates = vec![candidate; 2_000];
    seen.url = format!("https://pinemarket.example/{}", "a".repeat(5_000));
    let detection = decide(&seen);
    if let Outcome::Found { prospect, .. } = detection.outcome {
        assert!(prospect.text.chars().count() <= 20_000);
    }
    assert!(detection.record.len() < 1_000);
}
