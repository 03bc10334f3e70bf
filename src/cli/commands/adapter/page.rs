//! A saved page, opened in a browser that reaches no network.

use anyhow::{Context, Result};
use base64::Engine;
use pitchside::authoring::Survey;
use pitchside_core::prospect::{Observation, Recipe};
use serde::de::DeserializeOwned;
use std::path::Path;
use std::process::{Command, Stdio};

/// Writes an answer into the page, where `--dump-dom` finds it.
const ANSWER: &str = "globalThis.__pitchside_answer = value => { \
    if (document.getElementById('pitchside-seen')) return; \
    const pre = document.createElement('pre'); pre.id = 'pitchside-seen'; \
    pre.textContent = btoa(unescape(encodeURIComponent(JSON.stringify(value)))); \
    document.documentElement.append(pre); };";

/// Stands in for the extension's runtime: what the observer tells is the answer.
const RUNTIME: &str = "const hear = []; \
    const port = {onMessage: {addListener: f => hear.push(f)}, onDisconnect: {addListener() {}}, disconnect() {}, \
        postMessage(m) { if (m.kind === 'observation') __pitchside_answer(m.observation); }}; \
    globalThis.browser = {runtime: {connect: () => port}}; \
    globalThis.__pitchside = recipe => hear.forEach(f => f({kind: 'observe', recipe}));";

/// What the observer that ships reads of a page by a recipe.
pub(super) fn observe(page: &Path, recipe: &Recipe) -> Result<Observation> {
    let observer = include_str!("../../../../extension/observe.js");
    let recipe = serde_json::to_string(recipe)?;
    ask(page, &[&format!("{{{RUNTIME}}}"), observer, &format!("__pitchside({recipe});")])
}

/// What there is to read on a page.
pub(super) fn survey(page: &Path) -> Result<Survey> {
    ask(page, &[&format!("addEventListener('load', () => __pitchside_answer(\n{}));", Survey::script())])
}

/// Runs scripts in the page one after the other, and gives the answer.
fn ask<T: DeserializeOwned>(page: &Path, scripts: &[&str]) -> Result<T> {
    let html = std::fs::read(page).with_context(|| format!("{} cannot be read", page.display()))?;
    // A saved page finds its styles beside it: without them hidden tabs would count as visible.
    let folder = page.canonicalize()?.parent().map(Path::to_owned).unwrap_or_default();
    let mut html =
        with_base(&String::from_utf8_lossy(&html), &format!("<base href=\"file://{}/\">", folder.display()));
    for script in [ANSWER].iter().chain(scripts) {
        // In a script only these two end it or hide its end.
        let script = script.replace("</", "<\\/").replace("<!--", "<\\!--");
        html.push_str(&format!("<script>{script}</script>"));
    }
    let dom = dump(&html)?;
    let seen = dom.rsplit_once("<pre id=\"pitchside-seen\">").and_then(|(_, rest)| rest.split('<').next());
    let seen =
        seen.context("the page did not let the observer run; save it without its Content-Security-Policy")?;
    let json = base64::engine::general_purpose::STANDARD.decode(seen.trim())?;
    Ok(serde_json::from_slice(&json)?)
}

/// A page whose addresses are those beside its file, unless it has a base of its own.
fn with_base(html: &str, base: &str) -> String {
    let small = html.to_ascii_lowercase();
    if small.contains("<base ") {
        return html.to_owned();
    }
    let head = small.find("<head").and_then(|at| small.get(at..)?.find('>').map(|end| at + end + 1));
    let (before, after) = html.split_at(head.unwrap_or(0));
    format!("{before}{base}{after}")
}

/// Opens the text of a page in headless Chromium, and gives what it looks like once its scripts have run.
fn dump(html: &str) -> Result<String> {
    let folder = std::env::temp_dir().join(format!("pitchside-adapter-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let page = folder.join("page.html");
    std::fs::write(&page, html)?;
    let named = std::env::var("CHROMIUM").ok();
    let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge"];
    let mut dom = None;
    for program in named.as_deref().into_iter().chain(names) {
        let run = Command::new(program)
            .args([
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--virtual-time-budget=8000",
                "--dump-dom",
            ])
            .args(["--host-resolver-rules=MAP * ~NOTFOUND", "--disable-background-networking"])
            .arg(format!("--user-data-dir={}", folder.join("profile").display()))
            .arg(format!("file://{}", page.display()))
            .stderr(Stdio::null())
            .output();
        if let Ok(output) = run {
            dom = Some(String::from_utf8_lossy(&output.stdout).into_owned());
            break;
        }
    }
    drop(std::fs::remove_dir_all(&folder));
    dom.context("no Chromium, Chrome or Edge on PATH; name one in the variable CHROMIUM")
}
