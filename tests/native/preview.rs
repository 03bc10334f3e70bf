//! `pitchside preview` as a server: whom it offers, and that whatever is typed of a prospect gives the list of `match`.

use crate::files::tree;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;

const CATALOGUE: &str = "\
id,file,title,kind,industries,personas,stages,regions,competitors,url
close,close.md,The five-day close,guide,Insurance,Finance,discovery,,,https://h.example/close
bank,bank.md,A bank that closes early,case-study,Banking,Finance; Purchasing,evaluation,europe,,https://h.example/bank
hosting,hosting.md,Where the data is kept,security,,IT,evaluation,,,https://h.example/hosting
versus,versus.md,Close and Ledgerfox compared,comparison,,Purchasing,negotiation,,Ledgerfox,https://h.example/versus
faq,faq.md,Questions & answers,faq,Insurance,Finance,,,,https://h.example/faq
";
const FAQ: &str = "# Questions & answers\n## How long does it take to move our books?\nSix weeks for most insurers, \
     with two people of your own.\n## Who may see the ledger?\nWhoever your auditors let in.\n";

/// A running preview; ended when it goes out of sight.
struct Preview {
    program: Child,
    host: String,
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

impl Preview {
    fn start(library: &Path) -> Self {
        let mut program = Command::new(env!("CARGO_BIN_EXE_pitchside"))
            .arg("preview")
            .arg(library)
            .args(["--port", "0", "--extension"])
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("extension"))
            .env("PITCHSIDE_CACHE", library.join("../cache"))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut address = String::new();
        BufReader::new(program.stdout.take().unwrap()).read_line(&mut address).unwrap();
        let host = address.trim().trim_start_matches("http://").trim_end_matches('/').to_owned();
        assert!(!host.is_empty(), "preview did not start");
        Self { program, host }
    }

    fn ask(&self, path: &str, host: &str) -> String {
        let mut stream = TcpStream::connect(&self.host).unwrap();
        write!(stream, "GET /{path} HTTP/1.1\r\nHost: {host}\r\n\r\n").unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8(answer).unwrap()
    }

    fn get(&self, path: &str) -> Value {
        let answer = self.ask(path, &self.host);
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        assert!(head.starts_with("HTTP/1.1 200 OK") && head.contains("application/json"), "{path}: {head}");
        serde_json::from_str(body).unwrap()
    }

    /// The answer for fields as a browser sends them.
    fn answer(&self, fields: &Value) -> Value {
        let mut query = String::new();
        for (field, value) in fields.as_object().unwrap() {
            let value = match value {
                Value::Array(list) => list.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", "),
                other => other.as_str().unwrap().to_owned(),
            };
            query += &format!("&{field}=");
            for byte in value.bytes() {
                query += &format!("%{byte:02X}");
            }
        }
        self.get(&format!("answer?{query}"))
    }
}

/// A library in a folder of its own, so that nothing stands beside it.
fn library(extra: &[(&str, &str)]) -> TempDir {
    let place = tempfile::tempdir().unwrap();
    let page = |words: &str| {
        format!("# A piece\nHow Harbourline Close helps with {words}, as seen by those who use it.\n")
    };
    let settings = "[library]\nname = \"<b>Harbourline</b>\"\nvendor = \"Harbourline\"\n[[competitor]]\nname = \"Ledgerfox\"\n";
    let files = [
        ("library.toml", settings.to_owned()),
        ("catalogue.csv", CATALOGUE.to_owned()),
        ("close.md", page("closing the books of an insurer in five days")),
        ("bank.md", page("the audit trail of a bank")),
        ("hosting.md", page("hosting in Rotterdam and encryption")),
        ("versus.md", page("what Ledgerfox lacks and what it costs")),
        ("faq.md", FAQ.to_owned()),
    ];
    let folder = place.path().join("library");
    std::fs::create_dir(&folder).unwrap();
    for (name, text) in files.iter().map(|(n, t)| (*n, t.as_str())).chain(extra.iter().copied()) {
        std::fs::write(folder.join(name), text).unwrap();
    }
    place
}

/// What `match` lists for a prospect, as its lines with title and id.
fn matched(place: &TempDir, prospect: &Value) -> Vec<String> {
    let file = place.path().join("prospect.json");
    std::fs::write(&file, prospect.to_string()).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_pitchside"))
        .arg("match")
        .arg(place.path().join("index"))
        .arg("--prospect")
        .arg(&file)
        .args(["-n", &pitchside::preview::SHOWN.to_string(), "--explain"])
        .output()
        .unwrap();
    let lines = String::from_utf8(output.stdout).unwrap();
    assert!(output.stderr.is_empty(), "{prospect}: {}", String::from_utf8_lossy(&output.stderr));
    lines.lines().map(str::to_owned).filter(|line| !line.is_empty()).collect()
}

/// The same of an answer.
fn listed(answer: &Value) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    lines.extend(answer["said"].as_str().filter(|said| !said.is_empty()).map(str::to_owned));
    let learn = json!("To learn from (never sent)");
    for (heading, list) in [(&answer["heading"], &answer["send"]), (&learn, &answer["learn"])] {
        let list = list.as_array().unwrap();
        if !list.is_empty() {
            lines.push(heading.as_str().unwrap().to_owned());
        }
        for (at, one) in list.iter().enumerate() {
            let of = |name: &str| one[name].as_str().unwrap().to_owned();
            lines.push(format!("{:>2}. {} ({}, {})", at + 1, of("title"), of("kind"), of("id")));
            lines.push(format!("    {}", of("why")));
            for part in one["parts"].as_array().unwrap() {
                lines.push(format!(
                    "    {:>+7.1}  {}",
                    part["share"].as_f64().unwrap(),
                    part["says"].as_str().unwrap()
                ));
            }
            lines.push(format!("    {:>7.1}  fit", one["score"].as_f64().unwrap()));
        }
    }
    lines
}

#[test]
fn any_fields_of_a_prospect_give_exactly_the_list_of_match() {
    let place = library(&[]);
    let folder = place.path().join("library");
    let preview = Preview::start(&folder);
    let built = Command::new(env!("CARGO_BIN_EXE_pitchside"))
        .args(["build", "-q", folder.to_str().unwrap(), "-o"])
        .arg(place.path().join("index"))
        .env("PITCHSIDE_CACHE", place.path().join("cache"))
        .status()
        .unwrap();
    assert!(built.success());
    let prospects = [
        json!({"title": "CFO"}),
        json!({"company": "Munich Re"}),
        json!({"name": "Maren Holt"}),
        json!({"domain": "munichre.example"}),
        json!({"industry": "Insurance"}),
        json!({"persona": "Information Technology"}),
        json!({"seniority": "Director"}),
        json!({"stage": "negotiation"}),
        json!({"size": "Enterprise"}),
        json!({"region": "europe"}),
        json!({"country": "DE"}),
        json!({"language": "de"}),
        json!({"text": "They want encryption & an audit trail; 50 % of it in Rotterdam + Zürich"}),
        json!({"competitors": ["Ledgerfox"]}),
        json!({"title": "CFO", "company": "Munich Re"}),
        json!({"title": "Head of Procurement", "competitors": ["Ledgerfox"], "stage": "negotiation"}),
        json!({"industry": "Banking", "persona": "Purchasing", "stage": "evaluation", "region": "europe"}),
        json!({"title": "CIO", "industry": "Fisheries", "size": "Small", "country": "FR", "language": "fr"}),
        json!({"name": "Müller, Jörg", "title": "Leiter Rechnungswesen", "company": "Ostwind AG", "industry": "Insurance",
            "region": "europe", "language": "de"}),
        json!({"name": "Maren Holt", "title": "CFO", "company": "Alderney Mutual", "domain": "alderney.example",
            "industry": "Insurance", "stage": "discovery", "country": "DE", "text": "closing in five days"}),
    ];
    for prospect in &prospects {
        let answer = preview.answer(prospect);
        assert!(answer["prospect"].is_object() && answer["remarks"] == json!([]), "{prospect}: {answer}");
        assert_eq!(listed(&answer), matched(&place, prospect), "{prospect}");
    }
    // What is handed to the panel is what the list was made for.
    let handed = &preview.answer(&prospects[14])["prospect"];
    assert_eq!(
        (&handed["title"], &handed["persona"], &handed["name"]),
        (&json!("CFO"), &json!("Finance"), &json!(""))
    );
    assert_eq!(preview.get("answer")["prospect"], Value::Null);
    assert_eq!(tree(&folder).unwrap().len(), 7, "nothing was written into the library");
}

#[test]
fn buyers_and_questions_to_try_come_from_expectations_and_from_the_pieces() {
    let place = library(&[]);
    let folder = place.path().join("library");
    {
        let picks = Preview::start(&folder).get("picks");
        let labels = |group: usize| -> Vec<String> {
            let picks = picks["groups"][group]["picks"].as_array().unwrap();
            picks.iter().map(|pick| pick["label"].as_str().unwrap().to_owned()).collect()
        };
        assert_eq!(labels(0), ["CFO in Insurance", "CFO in Banking", "Purchasing in Banking"]);
        assert_eq!(
            picks["questions"],
            json!(["How long does it take to move our books?", "Who may see the ledger?"])
        );
    }
    let expected = "[[expect]]\nprospect = { name = \"Maren Holt\", title = \"CFO\", company = \"Alderney Mutual\" }\nasset = \"close\"\n\
         within = 5\n[[expect]]\nquestion = \"how do you compare with Ledgerfox\"\nasset = \"versus\"\n\
         [[expect]]\nprospect = { industry = \"Insurance\" }\nnever = \"close\"\n";
    std::fs::write(folder.join("expectations.toml"), expected).unwrap();
    let preview = Preview::start(&folder);
    let picks = preview.get("picks");
    assert_eq!(picks["groups"][0]["picks"][0]["label"], "Maren Holt, CFO at Alderney Mutual");
    assert_eq!(picks["groups"][0]["picks"][1]["fields"], json!({"industry": "Insurance"}));
    assert_eq!(picks["questions"], json!(["how do you compare with Ledgerfox"]));
    // A broken expectation is a finding here as it is in `check`.
    let state = preview.get("state");
    assert!(state["findings"]["errors"].to_string().contains("expectations.toml:8"), "{state}");
}

#[test]
fn why_not_coverage_and_what_the_library_says_come_escaped_and_to_this_machine_only() {
    let place = library(&[]);
    let preview = Preview::start(&place.path().join("library"));
    let answer = preview.answer(&json!({"industry": "Fisheries", "piece": "hosting"}));
    let why = answer["why_not"].to_string();
    assert!(why.contains("Where the data is kept") && why.contains("place"), "{why}");
    assert_eq!(preview.answer(&json!({"title": "CFO", "piece": "<script>"}))["why_not"], Value::Null);
    let remarks = preview.answer(&json!({"industry": "<script>"}))["remarks"].to_string();
    assert!(remarks.contains("industry"), "{remarks}");
    let coverage = preview.get("coverage");
    assert_eq!(coverage["assets"], 5);
    assert!(coverage["table"].as_str().unwrap().starts_with("<table>"), "{coverage}");
    for path in ["", "picks", "answer?title=CFO", "coverage", "state", "library/library.idx"] {
        assert!(preview.ask(path, "evil.example").starts_with("HTTP/1.1 403"), "{path}");
    }
    let page = preview.ask("?title=%3Cscript%3Ealert(1)%3C/script%3E", &preview.host);
    assert!(page.starts_with("HTTP/1.1 200") && !page.contains("alert(1)"), "the page is the same for all");
    assert!(!page.contains("https://") && !page.contains("http://"), "nothing from elsewhere");
    let policy = "script-src 'self' 'wasm-unsafe-eval'; style-src 'self'";
    assert!(preview.ask("answer?title=CFO", &preview.host).contains(policy));
}
