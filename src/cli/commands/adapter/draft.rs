//! `pitchside adapter new URL PAGE.html`: a first draft, its page kept beside it, and what it finds there.

use super::{FINE, page, run};
use crate::commands::terminal::{self, plain};
use anyhow::{Context, Result, bail};
use pitchside::authoring::{Authored, Draft, kind_word, with_case, with_page};
use pitchside::library::SiteHost;
use pitchside_core::prospect::{Adapters, Certainty, Detection, Outcome, PageKind, Vocabulary, detect};
use pitchside_core::value::{Object, Value};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Values of a prospect that a case holds: what stands on the page, not what is concluded from it.
const EXPECTED: [&str; 7] = ["name", "title", "company", "domain", "industry", "stage", "country"];

/// Drafts an adapter, or one more page of the one that `output` is, and shows what it reads. Nothing is overwritten.
pub(in crate::commands) fn draft(
    url: &str,
    saved: &Path,
    output: Option<&Path>,
    kind: Option<PageKind>,
) -> Result<ExitCode> {
    let host = host_of(url)?;
    let survey = page::survey(saved)?;
    if output.is_none_or(|file| !file.exists())
        && let Some((id, name, seen)) = known_crm(url, saved, &host)?
    {
        println!(
            "{name} it is, and Pitchside reads it: {seen}. No adapter is needed; put this line into library.toml:"
        );
        println!("\n  crm = [{{ kind = \"{id}\", host = \"{host}\" }}]");
        return Ok(FINE);
    }
    let kind = kind.unwrap_or_else(|| survey.kind(url));
    let drafted = Draft::new(&survey, url, kind)?;
    let file =
        output.map_or_else(|| Path::new("adapters").join(format!("{}.json", id_of(&host))), PathBuf::from);
    let id = file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let added = file.exists();
    let content = if added {
        let json =
            std::fs::read_to_string(&file).with_context(|| format!("{} cannot be read", file.display()))?;
        let authored = Authored::parse(&id, &json).map_err(|faults| {
            let faults: Vec<_> = faults.iter().map(ToString::to_string).collect();
            anyhow::anyhow!("{} has faults; mend them first:\n{}", file.display(), faults.join("\n"))
        })?;
        let at = authored.adapter.page_of(url);
        if let Some(at) =
            at.filter(|at| authored.adapter.pages.get(*at).is_some_and(|page| page.kind.is_some()))
        {
            bail!(
                "{} reads this address already, by pages[{at}]: correct that one, or take it out to draft it anew",
                file.display()
            );
        }
        with_page(serde_json::from_str(&json)?, drafted.page.clone(), &host.to_string())?
    } else {
        let name = if survey.site.is_empty() { host.name.clone() } else { survey.site.clone() };
        drafted.adapter(&id, &name, &host.to_string(), terminal::today())
    };
    // Held against its page before anything is written.
    let json = serde_json::to_string(&content)?;
    let adapters = Adapters::parse(&[(&id, &json)]).map_err(|faults| {
        anyhow::anyhow!(faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
    })?;
    let detection = run(&adapters, saved, url)?;
    let kept = keep(saved, &file, &id, kind)?;
    let expect = expected(&detection, kind, survey.heading.map(|heading| heading.text).unwrap_or_default());
    let case = Object::default().with("page", kept.as_str()).with("url", url).with("expect", expect);
    let content = with_case(content, case.into())?;
    std::fs::write(&file, format!("{}\n", serde_json::to_string_pretty(&content)?))
        .with_context(|| format!("{} cannot be written", file.display()))?;

    let what = if added { "one more page of" } else { "a draft:" };
    println!("\n{what} {}, for the page of {} {}", file.display(), article(kind), kind_word(kind));
    if !drafted.unused.is_empty() {
        println!("not used, for you to look at:");
        drafted.unused.iter().take(20).for_each(|one| println!("  {}", plain(one)));
    }
    println!(
        "Now correct it by hand: “expect” holds what was read, so write there what a person sees on the page. Then:"
    );
    println!("  pitchside adapter check {}", file.display());
    println!(
        "Other kinds of record go into the same file: pitchside adapter new URL PAGE.html -o {}",
        file.display()
    );
    println!(
        "{} holds the saved page with what it says of people: it is in no package, keep it out of what you share.",
        file.with_file_name("pages").display()
    );
    Ok(FINE)
}

fn article(kind: PageKind) -> &'static str {
    if kind == PageKind::Opportunity { "an" } else { "a" }
}

fn host_of(url: &str) -> Result<SiteHost> {
    let (scheme, rest) = url
        .split_once("://")
        .with_context(|| format!("“{url}” is no address: write it whole, with https://"))?;
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    Ok(format!("{scheme}://{authority}").parse::<SiteHost>()?)
}

/// What an adapter of this host is best called: its first label that says more than “crm” or “app”.
fn id_of(host: &SiteHost) -> String {
    let labels: Vec<&str> = host.name.split('.').collect();
    let names = labels.get(..labels.len().saturating_sub(1).max(1)).unwrap_or_default();
    let plain = |label: &&&str| {
        !["www", "crm", "app", "my"].contains(*label) && !label.bytes().all(|b| b.is_ascii_digit())
    };
    names.iter().find(plain).or(names.first()).map_or_else(|| "crm".to_owned(), |label| (*label).to_owned())
}

/// The CRM that Pitchside knows and that this page is of, if it is: its adapter's id and name, and who it reads there.
fn known_crm(url: &str, saved: &Path, host: &SiteHost) -> Result<Option<(String, String, String)>> {
    for kind in pitchside::library::Crm::kinds() {
        let Some((file, mut authored)) = Authored::builtin().find(|(_, one)| one.adapter.id == kind) else {
            continue;
        };
        authored.set_hosts(vec![host.to_string()]);
        let read = authored.adapter.page_of(url).and_then(|at| authored.adapter.pages.get(at)?.kind);
        if read.is_none() {
            continue;
        }
        let name = authored.adapter.name.clone();
        let Ok(adapters) = Adapters::read(vec![(file.to_owned(), authored.lean)]) else { continue };
        let Some(recipe) = adapters.recipe(url) else { continue };
        let mut observation = page::observe(saved, &recipe)?;
        url.clone_into(&mut observation.url);
        if let Outcome::Found { prospect, certainty: Certainty::Sure } =
            detect(&adapters, &Vocabulary::default(), &observation).outcome
        {
            let seen = [prospect.name, prospect.company].into_iter().filter(|name| !name.is_empty());
            return Ok(Some((kind, name, seen.collect::<Vec<_>>().join(", "))));
        }
    }
    Ok(None)
}

/// Copies the page, and the styles saved with it, into `pages/` beside the adapter, and gives its name there.
fn keep(saved: &Path, adapter: &Path, id: &str, kind: PageKind) -> Result<String> {
    let pages = adapter.with_file_name("pages");
    std::fs::create_dir_all(&pages).with_context(|| format!("{} cannot be made", pages.display()))?;
    let mut names = (1..).map(|n| match n {
        1 => format!("{id}-{}.html", kind_word(kind)),
        _ => format!("{id}-{}-{n}.html", kind_word(kind)),
    });
    let same = saved.parent().and_then(|parent| parent.canonicalize().ok()) == pages.canonicalize().ok();
    if same && let Some(name) = saved.file_name() {
        return Ok(name.to_string_lossy().into_owned());
    }
    let name = names.find(|name| !pages.join(name).exists()).unwrap_or_default();
    std::fs::copy(saved, pages.join(&name))
        .with_context(|| format!("{} cannot be copied", saved.display()))?;
    // “Save page as, complete” puts what a page needs into a folder of its name.
    let beside =
        format!("{}_files", saved.file_stem().map(|stem| stem.to_string_lossy()).unwrap_or_default());
    for entry in std::fs::read_dir(saved.with_file_name(&beside)).into_iter().flatten().flatten() {
        if entry.path().extension().is_some_and(|ending| ending == "css") {
            std::fs::create_dir_all(pages.join(&beside))?;
            std::fs::copy(entry.path(), pages.join(&beside).join(entry.file_name()))?;
        }
    }
    Ok(name)
}

/// What a case of this page expects: what was read, or, where nobody was, the heading.
fn expected(detection: &Detection, kind: PageKind, heading: String) -> Value {
    let mut expect = Object::default();
    if let Outcome::Found { prospect, .. } = &detection.outcome {
        let prospect = serde_json::to_value(prospect).unwrap_or_default();
        for field in EXPECTED {
            if let Some(value) =
                prospect.get(field).and_then(serde_json::Value::as_str).filter(|value| !value.is_empty())
            {
                expect = expect.with(field, value);
            }
        }
        return expect.into();
    }
    let field = if kind == PageKind::Person { "name" } else { "company" };
    expect.with(field, heading.as_str()).into()
}
