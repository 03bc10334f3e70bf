//! Adapters of one's own: checked with the library and by their cases, and drafted from a saved page.

use serde_json::{Value, json};
use std::path::Path;
use std::process::{Command, Output};

fn pitchside(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_pitchside")).args(arguments).output().unwrap()
}

#[test]
fn an_adapter_of_ones_own_is_checked_with_the_library_and_by_its_cases() {
    let bench = tempfile::tempdir().unwrap();
    let library = bench.path().join("library");
    std::fs::create_dir_all(library.join("adapters/pages")).unwrap();
    std::fs::write(
        library.join("library.toml"),
        "[library]\nname = \"X\"\nown_domains = [\"harbourline.example\"]\nsites = [\"crm.harbourline.example\", \"a b\"]\n\
         crm = [{ kind = \"odoo\", host = \"http://odoo:8069\" }, { kind = \"espo\", host = \"crm\" }]\n",
    )
    .unwrap();
    std::fs::write(
        library.join("note.md"),
        "# A note\n\nOf some length, so that there is a text to search.\n",
    )
    .unwrap();
    std::fs::write(library.join("adapters/crm.json"), "{\n  \"id\": \"crm\",\n  oops\n}").unwrap();
    let check = || {
        let out = pitchside(&["check", library.to_str().unwrap(), "--format", "json", "-q"]);
        let found: serde_json::Value = serde_json::from_slice(&out.stdout).unwrap();
        let found = found.as_array().unwrap().clone();
        found.into_iter().map(|f| (f["code"].as_str().unwrap().to_owned(), f)).collect::<Vec<_>>()
    };
    let found = check();
    let broken = &found.iter().find(|(code, _)| code == "adapter").unwrap().1;
    assert_eq!((broken["file"].as_str(), broken["line"].as_u64()), (Some("adapters/crm.json"), Some(3)));
    let sites: Vec<&str> = found
        .iter()
        .filter(|(code, _)| code == "bad-site")
        .map(|(_, f)| f["message"].as_str().unwrap())
        .collect();
    assert!(
        sites.iter().any(|m| m.contains("“a b”")) && sites.iter().any(|m| m.contains("“espo”")),
        "{sites:?}"
    );
    assert!(found.iter().any(|(code, f)| code == "own-site" && f["remedy"].to_string().contains("crm = [")));

    // The rules of a title are shown when they fire, and a case that comes out otherwise ends with 1.
    let adapter = |company: &str| {
        format!(
            r#"{{"id":"crm","name":"Our CRM","checked":"2026-11-29","hosts":["crm"],
            "sources":[{{"from":"live","seen":"2026","what":"ours"}}],
            "pages":[{{"kind":"company","url":"/accounts/(?<id>\\d+)","scope":["main"],
            "fields":{{"company":[{{"title":"^(.+) » Accounts$"}},{{"selector":"main h2"}}],"industry":[{{"selector":".industry"}}]}}}}],
            "cases":[{{"page":"account.html","url":"https://crm/accounts/7","expect":{{"company":"{company}"}}}}]}}"#
        )
    };
    let page = "<!doctype html><html><head><title>Corvid Freight » Accounts</title><link rel=stylesheet href=crm.css></head>\
                <body><main><h2>Corvid Freight</h2><p class=industry>Banking</p></main></body></html>";
    std::fs::write(library.join("adapters/pages/account.html"), page).unwrap();
    std::fs::write(library.join("adapters/pages/crm.css"), ".industry { display: none }").unwrap();
    let file = library.join("adapters/crm.json");
    for (company, code) in [("Corvid Freight", 0), ("Somebody Else Ltd", 1)] {
        std::fs::write(&file, adapter(company)).unwrap();
        let out = pitchside(&["adapter", "check", file.to_str().unwrap()]);
        let said = String::from_utf8_lossy(&out.stdout).into_owned();
        let error = String::from_utf8_lossy(&out.stderr).into_owned();
        if error.contains("no Chromium") {
            crate::skip::skip("what an adapter finds on a page: no Chromium. Run ./build.sh test");
            return;
        }
        assert_eq!(out.status.code(), Some(code), "{said}\n{error}");
        assert!(said.contains("title ^(.+) » Accounts$: “Corvid Freight”"), "{said}");
        assert!(said.contains("industry[0] selector .industry: —"), "hidden by its own styles: {said}");
        assert!(
            code == 0 || said.contains("expected \"Somebody Else Ltd\", got \"Corvid Freight\""),
            "{said}"
        );
    }
}

/// A record of a CRM that nobody knows: fields without labels that the observer reads, classes of a build, a bread crumb.
const RECORD: &str = r##"<!doctype html><html><head><title>(3) Havelund Hospitals - Kunden - Werkzeug</title>
<link rel=stylesheet href="record_files/a.css"></head><body>
<nav><a>Kunden</a><span>Havelund Hospitals</span></nav>
<div id=root><div class=css-1x2y3z><div class=record-head><div class="name css-9k2l">Havelund Hospitals</div></div>
<div data-field=industry><span class=lab>Branche</span><span class=val>Krankenhaus</span></div>
<div data-field=web><span class=lab>Webseite</span><span class=val>www.havelund.example</span></div>
<div class=hidden data-field=old><span class=lab>Mitarbeiter</span><span class=val>12</span></div>
<dl><dt>Land</dt><dd>Dänemark</dd><dt>Kundenstufe</dt><dd>Gold</dd></dl></div></div></body></html>"##;
const CONTACT: &str = "<!doctype html><html><head><title>Ruth Adeyemi-Lund - Kontakte - Werkzeug</title></head><body>\
<div id=root><h1 class=name>Frau Ruth Adeyemi-Lund</h1><dl><dt>Position</dt><dd>Leiterin Finanzen</dd>\
<dt>Firma</dt><dd>Havelund Hospitals</dd></dl></div></body></html>";

fn read(file: &Path) -> Value {
    serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap()
}

#[test]
fn a_saved_record_becomes_a_draft_that_reads_it_and_takes_further_pages() {
    let bench = tempfile::tempdir().unwrap();
    let at = |name: &str| bench.path().join(name);
    std::fs::create_dir_all(at("record_files")).unwrap();
    std::fs::write(at("record.html"), RECORD).unwrap();
    std::fs::write(at("record_files/a.css"), ".hidden { display: none }").unwrap();
    std::fs::write(at("contact.html"), CONTACT).unwrap();
    std::fs::create_dir_all(at("library/adapters")).unwrap();
    let file = at("library/adapters/werkzeug.json");
    let draft = |url: &str, page: &str| {
        let page = at(page);
        let out = pitchside(&["adapter", "new", url, page.to_str().unwrap(), "-o", file.to_str().unwrap()]);
        let said = [out.stdout, out.stderr].concat();
        (out.status.code(), String::from_utf8_lossy(&said).into_owned())
    };
    let record = "http://crm.havelund.internal:8080/app/kunden/4711";
    let (code, said) = draft(record, "record.html");
    if said.contains("no Chromium") {
        crate::skip::skip("drafting an adapter: no Chromium. Run ./build.sh test");
        return;
    }
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("Kundenstufe: Gold") && !said.contains("Mitarbeiter"), "{said}");
    let drafted = read(&file);
    assert_eq!(drafted["hosts"], json!(["http://crm.havelund.internal"]));
    assert_eq!(
        drafted["cases"][0]["expect"],
        json!({"company": "Havelund Hospitals", "domain": "havelund.example",
        "industry": "Hospitals and Health Care", "country": "DK"})
    );
    let company = drafted["pages"][0]["fields"]["company"].to_string();
    assert!(
        company.contains("title") && company.contains("selector") && !company.contains("css-"),
        "{company}"
    );

    // A second kind of record goes into the same file; the same one again is refused, and nothing is lost.
    let (code, said) = draft("http://crm.havelund.internal:8080/app/kontakte/12", "contact.html");
    assert_eq!(code, Some(0), "{said}");
    let both = read(&file);
    assert_eq!(
        (both["pages"][0]["kind"].as_str(), both["pages"][1]["kind"].as_str()),
        (Some("person"), Some("company"))
    );
    assert_eq!(both["cases"][1]["expect"]["name"], json!("Ruth Adeyemi-Lund"));
    let (code, said) = draft(record, "record.html");
    assert!(code == Some(1) && said.contains("reads this address already, by pages[1]"), "{said}");
    assert_eq!(read(&file), both);
    let out = pitchside(&["adapter", "check", file.to_str().unwrap()]);
    let said = String::from_utf8_lossy(&out.stdout);
    assert!(out.status.code() == Some(0) && said.matches('✓').count() == 2, "{said}");

    for (url, words) in [
        ("http://crm.havelund.internal/app/kunden", "holds no record's number or name"),
        ("crm.havelund.internal/app/kunden/7", "write it whole, with https://"),
    ] {
        let (code, said) = draft(url, "record.html");
        assert!(code == Some(1) && said.contains(words), "{said}");
    }
}

#[test]
fn a_crm_that_is_known_needs_a_line_and_no_adapter() {
    let bench = tempfile::tempdir().unwrap();
    let file = bench.path().join("espo.json");
    let url = "https://crm.harbourline.example/#Account/view/5d1f6a1c2b3d";
    let page = "tests/fixtures/pages/espocrm-account.html";
    let out = pitchside(&["adapter", "new", url, page, "-o", file.to_str().unwrap()]);
    let said = String::from_utf8_lossy(&out.stdout);
    if String::from_utf8_lossy(&out.stderr).contains("no Chromium") {
        crate::skip::skip("drafting an adapter: no Chromium. Run ./build.sh test");
        return;
    }
    assert_eq!(out.status.code(), Some(0), "{said}");
    assert!(said.contains(r#"crm = [{ kind = "espocrm", host = "crm.harbourline.example" }]"#), "{said}");
    assert!(!file.exists());
}
