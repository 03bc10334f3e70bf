//! Every state of the panel that can be reached, one after the other, in Chromium's real side panel.

use super::{Browser, Chromium, Panel, Site, browser, chromium, dist, files, fixtures};
use anyhow::{Context, Result};
use pitchside_core::catalogue::{Industry, Persona, Seniority, Stage};
use serde_json::{Value, json};
use std::fs;

/// What is done in each state.
#[allow(async_fn_in_trait)]
pub trait Visitor {
    /// The panel stands in the state, and nothing in it moves any more. The next one is reached whatever the visitor has done to its size or scheme.
    async fn state(&mut self, browser: &mut Chromium, name: &str) -> Result<()>;
}

/// States, pages, and what leads from a page's answer to the state: keys, and what is clicked, as a CSS selector.
const WAYS: &[(&str, &str, &[&str])] = &[
    ("ready", fixtures::MAREN, &[]),
    ("ready for a company", fixtures::COMPANY, &[]),
    ("evidence", fixtures::MAREN, &[".evidence summary"]),
    ("why", fixtures::MAREN, &["w"]),
    ("menu", fixtures::MAREN, &["m"]),
    ("copied", fixtures::MAREN, &["Enter"]),
    ("search", fixtures::MAREN, &["/", "c", "l", "o", "s", "e"]),
    ("search corrected", fixtures::MAREN, &["/", "i", "n", "s", "u", "r", "n", "a", "c", "e"]),
    ("search without answer", fixtures::MAREN, &["/", "q", "x", "z", "q", "x", "z"]),
    ("reader", fixtures::MAREN, &["r"]),
    ("correct", fixtures::MAREN, &["e"]),
    ("settings", fixtures::MAREN, &[","]),
    ("news", fixtures::MAREN, &["n"]),
    ("feedback", fixtures::MAREN, &["b"]),
    ("keys", fixtures::MAREN, &["?"]),
    ("log", fixtures::RUTH, &["Enter", "f", ",", ".settings [data-do=log]"]),
    ("kept", fixtures::RUTH, &["Enter", ",", ".settings [data-do=review]"]),
    ("none", fixtures::FEED, &[]),
];

/// Hands a state over once nothing in it moves.
///
/// # Errors
/// When that does not come, or the visitor fails.
pub async fn show(visitor: &mut impl Visitor, browser: &mut Chromium, name: &str) -> Result<()> {
    browser.at_rest().await?;
    visitor.state(browser, name).await
}

/// Starts Chromium with the packed extension and shows the visitor every state.
///
/// # Errors
/// When a state can't be reached or the visitor fails.
pub async fn visit(visitor: &mut impl Visitor) -> Result<()> {
    let packages = dist::require()?;
    let folder = tempfile::tempdir()?;
    files::copy(&packages.join("chrome"), folder.path())?;
    let site = Site::start().await?;
    fixtures::serve_cases(&site)?;
    let mut browser = Chromium::start(&site, chromium::Options::new(folder.path())).await?;
    by_pages_and_keys(visitor, &mut browser).await?;
    unsure(visitor, &mut browser, &site).await?;
    nothing_fits(visitor, &mut browser).await?;
    longest_words(visitor, &mut browser).await?;
    permission(visitor, &mut browser).await?;
    for file in dist::files(folder.path(), "library.idx")? {
        fs::write(file, "damaged")?;
    }
    browser.reload_panel().await?;
    browser.panel_when("the damaged library", |p: &Panel| p.state == "broken").await?;
    show(visitor, &mut browser, "broken").await?;
    browser.quit().await
}

/// States that pages lead to, and those that keys lead to from there.
async fn by_pages_and_keys(visitor: &mut impl Visitor, browser: &mut Chromium) -> Result<()> {
    for (name, url, keys) in WAYS {
        browser.recognise(url).await?;
        let before = browser.panel().await?;
        for key in *keys {
            if key.starts_with('.') {
                browser.click_in_panel(key).await?;
            } else {
                browser.press(key).await?;
            }
        }
        if !keys.is_empty() {
            browser
                .panel_when(&format!("the state {name}"), |p| p.settled() && p.text != before.text)
                .await?;
        }
        show(visitor, browser, name).await?;
        browser.reload_panel().await?;
    }
    browser.new_tab(fixtures::JANA).await?;
    browser.panel_when("no access", |p| p.state == browser::NO_ACCESS).await?;
    show(visitor, browser, "no access").await?;
    browser.new_tab("chrome://version/").await?;
    browser.panel_when("a page for no extension", |p| p.state == "unsupported").await?;
    show(visitor, browser, "unsupported").await
}

/// A page whose title names somebody else than its content does.
async fn unsure(visitor: &mut impl Visitor, browser: &mut Chromium, site: &Site) -> Result<()> {
    let url = "https://www.linkedin.com/in/two-names/";
    site.put(url, fixtures::page("linkedin-person-2026.html")?.replacen("Maren Holt", "Tobias Aldana", 1));
    let shown = browser.recognise(url).await?;
    (shown.state == "unsure").then_some(()).with_context(|| format!("not unsure: {shown:?}"))?;
    show(visitor, browser, "unsure").await
}

/// Enters a buyer by hand.
async fn enter(browser: &mut Chromium, fields: Value) -> Result<()> {
    browser.recognise(fixtures::FEED).await?;
    browser.press("e").await?;
    let fill = "const form = document.querySelector('[data-form=full]'); \
        for (const [name, value] of Object.entries(arg)) form.querySelector(`[name=${name}]`).value = value; \
        form.requestSubmit()";
    browser.panel_when("the form", |p| p.text.contains("Industry")).await?;
    browser.in_panel(fill, fields).await.map(drop)
}

/// A buyer for whom the demo library has nothing.
async fn nothing_fits(visitor: &mut impl Visitor, browser: &mut Chromium) -> Result<()> {
    let fields = json!({"title": "Beachcomber", "company": "Tidewell Trawlers", "industry": "Fisheries"});
    enter(browser, fields).await?;
    browser.panel_when("nothing that fits", |p| p.state == "nothing").await?;
    show(visitor, browser, "nothing fits").await
}

/// The longest label of every vocabulary, and names as long as pages have them.
async fn longest_words(visitor: &mut impl Visitor, browser: &mut Chromium) -> Result<()> {
    let longest =
        |labels: &mut dyn Iterator<Item = &'static str>| labels.max_by_key(|l| l.len()).unwrap_or_default();
    let fields = json!({
        "name": "Maximiliane Freifrau von Hohenstein-Oettingen-Wallerstein",
        "title": "Executive Vice President and Global Head of Finance Transformation, Shared Services and Procurement",
        "company": "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
        "industry": longest(&mut Industry::all().map(|industry| industry.label())),
        "persona": longest(&mut Persona::ALL.iter().map(|persona| persona.label())),
        "seniority": longest(&mut Seniority::ALL.iter().map(|seniority| seniority.label())),
        "stage": longest(&mut Stage::ALL.iter().map(|stage| stage.label())),
    });
    enter(browser, fields).await?;
    let there = |p: &Panel| p.settled() && p.heading.starts_with("Maximiliane");
    browser.panel_when("the list", there).await?;
    show(visitor, browser, "longest words").await?;
    browser.press("e").await?;
    browser.panel_when("the form", |p| p.state == "correct").await?;
    show(visitor, browser, "longest words in the form").await?;
    browser.press("Escape").await
}

/// The question for access: a browser brings it only when it gives away a page's address and nothing else (a policy, a
/// site that the rep has blocked), so its markup is put in by hand.
async fn permission(visitor: &mut impl Visitor, browser: &mut Chromium) -> Result<()> {
    let put = "const made = document.getElementById('t-permission').content.cloneNode(true); \
        made.querySelector('[data-t=host]').textContent = 'linkedin.com'; \
        document.getElementById('main').replaceChildren(made); return 1";
    browser.in_panel(put, Value::Null).await?;
    show(visitor, browser, "permission").await
}
