//! Every state of the panel that can be reached, one after the other, in Chromium's real side panel and in Firefox's real
//! sidebar.

mod ways;

use super::{
    Browser, Chromium, Firefox, Site, acts, browser, chromium, dist, files, firefox, fixtures, stored, until,
};
use anyhow::{Context, Result, ensure};
use pitchside_core::catalogue::{Industry, Persona, Seniority, Stage};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use ways::when;

/// What is done in each state of a browser's panel.
#[allow(async_fn_in_trait)]
pub trait Visitor<B: Browser> {
    /// The panel stands in the state, and nothing in it moves any more. The next one is reached whatever the visitor has done to its size or scheme.
    async fn state(&mut self, browser: &mut B, name: &str) -> Result<()>;
}

/// A CRM that the rep does not use otherwise: extensions are kept off it.
const CLOSED: &str = "https://app.close.com/lead/lead_h4xJ2kQpZ0/";
const CLOSED_HOST: &str = "app.close.com";
/// The release before the one whose news are told.
const BEFORE: &str = "1";
const NOW: &str = "2";

/// Hands a state over once nothing in it moves.
///
/// # Errors
/// When that does not come, or the visitor fails.
pub async fn show<B: Browser>(visitor: &mut impl Visitor<B>, browser: &mut B, name: &str) -> Result<()> {
    browser.at_rest().await?;
    visitor.state(browser, name).await.with_context(|| format!("in the state “{name}”"))
}

/// Starts Chromium with the packed extension and shows the visitor every state.
///
/// # Errors
/// When a state can't be reached or the visitor fails.
pub async fn visit_chromium(visitor: &mut impl Visitor<Chromium>) -> Result<()> {
    let folder = tempfile::tempdir()?;
    package("chrome", folder.path())?;
    let site = Site::start().await?;
    let options = chromium::Options { kept_off: Some(CLOSED_HOST), ..chromium::Options::new(folder.path()) };
    let mut browser = Chromium::start(&site, options).await?;
    all(visitor, &mut browser, &site, folder.path()).await?;
    browser.quit().await
}

/// The same with Firefox.
///
/// # Errors
/// When a state can't be reached or the visitor fails.
pub async fn visit_firefox(visitor: &mut impl Visitor<Firefox>) -> Result<()> {
    let folder = tempfile::tempdir()?;
    package("firefox", folder.path())?;
    let site = Site::start().await?;
    let options = firefox::Options { kept_off: Some(CLOSED_HOST), ..firefox::Options::new(folder.path()) };
    let mut browser = Firefox::start(&site, options).await?;
    all(visitor, &mut browser, &site, folder.path()).await?;
    browser.quit().await
}

/// A copy of the package that tells of everything that can happen to a piece.
fn package(name: &str, folder: &Path) -> Result<()> {
    files::copy(&dist::require()?.join(name), folder)?;
    let file = dist::files(folder, "library.json")?.pop().context("the package has no library.json")?;
    let mut manifest: Value = serde_json::from_slice(&fs::read(&file)?)?;
    manifest["releases"] = json!([{"version": NOW, "date": "2026-11-10", "changes": [
        {"id": "onepager-close", "change": "added", "title": "Harbourline Close at a glance"},
        {"id": "guide-30-day-close-plan", "change": "changed", "title": "Thirty days to a faster close"},
        {"id": "case-alderney", "change": "changed", "title": "Alderney Mutual closes in five days"},
        {"id": "close-vs-ledgerfox-2024", "change": "superseded", "by": "close-vs-ledgerfox",
            "title": "Close or Ledgerfox? A comparison for controllers (2024 edition)"},
        {"id": "csrd-second-wave-timetable", "change": "expired", "title": "CSRD timetable for second-wave companies"},
        {"id": "old-price-list", "change": "removed", "title": "Price list 2024 of the European entities"}]}]);
    fs::write(&file, serde_json::to_vec(&manifest)?)?;
    Ok(())
}

async fn all<B: Browser>(
    visitor: &mut impl Visitor<B>,
    browser: &mut B,
    site: &Site,
    folder: &Path,
) -> Result<()> {
    fixtures::serve_cases(site)?;
    browser.recognise(fixtures::MAREN).await?;
    looked(browser, NOW).await?;
    ways::walk(visitor, browser).await?;
    reading(visitor, browser, site).await?;
    unsure(visitor, browser, site).await?;
    nothing_fits(visitor, browser).await?;
    longest_words(visitor, browser).await?;
    corrected(visitor, browser).await?;
    news(visitor, browser).await?;
    update(visitor, browser).await?;
    reminder(visitor, browser).await?;
    trouble(visitor, browser).await?;
    closed(visitor, browser).await?;
    for file in dist::files(folder, "library.idx")? {
        fs::write(file, "damaged")?;
    }
    browser.panel_anew().await?;
    when(browser, "[data-state=broken] .message").await?;
    show(visitor, browser, "broken").await
}

/// The rep has looked at the news of a release; the panel is loaded again with that.
async fn looked(browser: &mut impl Browser, version: &str) -> Result<()> {
    stored::put(browser, &json!({"seen": {"v": 1, "version": version}})).await?;
    browser.panel_anew().await.map(drop)
}

/// A page of which the site holds a part back: the observer can't begin. It is on its way only once the driver has turned to the
/// panel, since Chromium's would wait for it.
async fn reading<B: Browser>(visitor: &mut impl Visitor<B>, browser: &mut B, site: &Site) -> Result<()> {
    let [first, then] = ["https://www.linkedin.com/first", "https://www.linkedin.com/then"];
    let slow = "https://www.linkedin.com/in/jana-reuter-slow/";
    let part = format!("<head><script src=\"{then}\"></script>");
    site.put(slow, fixtures::page("linkedin-person-2026-de.html")?.replacen("<head>", &part, 1));
    browser.new_tab(fixtures::FEED).await?;
    browser.close_other_tabs().await?;
    when(browser, "[data-state=access] .message").await?;
    site.hold(first);
    site.hold(then);
    let go = "fetch(arg[0]).then(() => window.location.assign(arg[1])); return 1";
    browser.in_page(go, json!([first, slow])).await?;
    browser.panel().await?;
    site.release(first);
    until("the page to be held", async || {
        let held = site.log().iter().any(|request| request.path == "/then");
        Ok(if held { Ok(()) } else { Err("not yet".to_owned()) })
    })
    .await?;
    browser.click_icon().await?;
    when(browser, "[data-state=reading] #main .bone").await?;
    show(visitor, browser, "reading").await?;
    let still = browser.panel().await?;
    ensure!(still.state == "reading", "it was read after all: {still:?}");
    site.release(then);
    browser.panel_when("the answer after all", |p| p.state == "ready").await.map(drop)
}

/// A page whose title names somebody else than its content does.
async fn unsure<B: Browser>(visitor: &mut impl Visitor<B>, browser: &mut B, site: &Site) -> Result<()> {
    let url = "https://www.linkedin.com/in/two-names/";
    site.put(url, fixtures::page("linkedin-person-2026.html")?.replacen("Maren Holt", "Tobias Aldana", 1));
    browser.recognise(url).await?;
    when(browser, "[data-state=unsure] .candidate").await?;
    show(visitor, browser, "unsure").await
}

/// Enters a buyer by hand.
async fn enter(browser: &mut impl Browser, fields: Value) -> Result<()> {
    browser.recognise(fixtures::FEED).await?;
    acts::correct(browser, fields).await
}

/// A buyer for whom the demo library has nothing.
async fn nothing_fits<B: Browser>(visitor: &mut impl Visitor<B>, browser: &mut B) -> Result<()> {
    let fields = json!({"title": "Beachcomber", "company": "Tidewell Trawlers", "industry": "Fisheries"});
    enter(browser, fields).await?;
    when(browser, "[data-state=nothing] .message").await?;
    show(visitor, browser, "nothing fits").await
}

/// The longest label of every vocabulary, and names as long as pages have them.
async fn longest_words<B: Browser>(visitor: &mut impl Visitor<B>, browser: &mut B) -> Result<()> {
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
    browser.panel_when("the list", |p| p.settled() && p.heading.starts_with("Maximiliane")).await?;
    show(visitor, browser, "longest words").await?;
    browser.press("e").await?;
    when(browser, "[data-state=correct] [data-form=full]").await?;
    show(visitor, browser, "longest words in the form").await?;
    browser.panel_anew().await.map(drop)
}

/// What the rep says of a prospect, and the note on his account.
async fn corrected<B: Browser>(visitor: &mut impl Visitor<B>, browser: &mut B) -> Result<()> {
    browser.recognise(fixtures::RUTH).await?;
    let fields = json!({"industry": "Insurance", "note": "Renewal in March; the new controller decides"});
    acts::correct(browser, fields).await?;
    when(browser, ".remembered").await?;
    show(visitor, browser, "corrected").await?;
    browser.panel_anew().await.map(drop)
}

/// What the last release changed: told in the banner, marked in the list, listed on its page, and then old.
async fn news<B: Browser>(visitor: &mut impl Visitor<B>, browser: &mut B) -> Result<()> {
    looked(browser, BEFORE).await?;
    browser.recognise(fixtures::MAREN).await?;
    when(browser, "[data-state=ready] .card").await?;
    when(browser, "#banner [data-do=news]").await?;
    show(visitor, browser, "news waits").await?;
    browser.press("n").await?;
    when(browser, "[data-state=news] .new").await?;
    show(visitor, browser, "news").await?;
    acts::click(browser, ".facets.in .chip:last-child").await?;
    when(browser, ".facets.in .chip:last-child[aria-pressed=true]").await?;
    show(visitor, browser, "news of one kind").await?;
    looked(browser, NOW).await?;
    browser.press("n").await?;
    when(browser, "[data-state=news] .message").await?;
    show(visitor, browser, "news without news").await?;
    browser.panel_anew().await.map(drop)
}

/// An update that waits, as the browser has told it to another panel. Its coming is tested with a server of updates in `panel/installed.rs`.
async fn update<B: Browser>(visitor: &mut impl Visitor<B>, browser: &mut B) -> Result<()> {
    let session = "return (window.browser ?? window.chrome).storage.session.set({update: arg}).then(() => 1)";
    browser.in_panel(session, json!("99.0")).await?;
    browser.panel_anew().await?;
    browser.recognise(fixtures::MAREN).await?;
    when(browser, "#banner [data-do=reload]").await?;
    show(visitor, browser, "update").await?;
    browser.in_panel(session, json!("")).await?;
    browser.panel_anew().await.map(drop)
}

/// A week's log that marketing has not got yet: the line in the foot, the log, and what is left to be done with the file.
async fn reminder<B: Browser>(visitor: &mut impl Visitor<B>, browser: &mut B) -> Result<()> {
    let kept = stored::stored(browser).await?;
    stored::put_only(browser, &json!({
        "seen": kept["seen"],
        "log": {"v": 1, "next": 3, "days": ["log:2026-05-04"]},
        "log:2026-05-04": {"v": 1, "events": [
            {"event": "copied", "assets": ["case-alderney"], "by": "list", "place": 1, "seconds": 9, "n": 1},
            {"event": "unanswered", "words": "who owns the source code if you go out of business", "n": 2},
        ]},
    })).await?;
    browser.panel_anew().await?;
    browser.recognise(fixtures::MAREN).await?;
    when(browser, "#due:not([hidden]) [data-do=log]").await?;
    show(visitor, browser, "report is due").await?;
    acts::click(browser, "#due [data-do=log]").await?;
    when(browser, "[data-state=log] [data-do=save-report]").await?;
    show(visitor, browser, "log before it is sent").await?;
    // No mail program and no folder for downloads is to open here.
    let quiet = "window.HTMLAnchorElement.prototype.click = () => {}; return 1";
    browser.in_panel(quiet, Value::Null).await?;
    acts::click(browser, "main [data-do=save-report]").await?;
    stored::stored_when(browser, "that it was saved", |all| all["reported"].is_object()).await?;
    browser.press("Escape").await?;
    when(browser, "#due:not([hidden]) [data-do=report-later]").await?;
    show(visitor, browser, "report to be attached").await?;
    browser.panel_anew().await.map(drop)
}

/// Settings that a newer or damaged version has left.
async fn trouble<B: Browser>(visitor: &mut impl Visitor<B>, browser: &mut B) -> Result<()> {
    stored::put(browser, &json!({"settings": {"v": 1, "theme": "plaid", "region": 7}})).await?;
    browser.panel_anew().await?;
    browser.recognise(fixtures::MAREN).await?;
    when(browser, "#banner .warn [data-do=review]").await?;
    show(visitor, browser, "trouble").await?;
    stored::put(browser, &json!({"settings": {"v": 1}})).await?;
    browser.panel_anew().await.map(drop)
}

/// Tabs that may not be read: yet, by the rep's or the browser's own list, or never.
async fn closed<B: Browser>(visitor: &mut impl Visitor<B>, browser: &mut B) -> Result<()> {
    browser.recognise(fixtures::MAREN).await?;
    browser.new_tab(fixtures::JANA).await?;
    browser.panel_when("no access", |p| p.state == browser::NO_ACCESS).await?;
    show(visitor, browser, "no access").await?;
    // The question for access comes where the browser tells a page's address and still lets nothing run in it.
    browser.recognise(CLOSED).await?;
    when(browser, "[data-state=permission] [data-do=follow]").await?;
    show(visitor, browser, "permission").await?;
    browser.new_tab(B::CLOSED_PAGE).await?;
    browser.click_icon().await?;
    when(browser, "[data-state=unsupported] [data-form=short]").await?;
    show(visitor, browser, "unsupported").await
}
