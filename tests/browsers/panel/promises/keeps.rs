//! What must not be kept: of LinkedIn, of mail, of whom it could be, of what was typed in on a page that was not read, and
//! of whatever nobody asked to keep.

use super::RUTH;
use anyhow::{Result, ensure};
use pitchside_browsers::acts::{ask, copy_first, correct, fill};
use pitchside_browsers::browser::NO_ACCESS;
use pitchside_browsers::stored::{count, events, everything, put, stored, stored_when};
use pitchside_browsers::{Browser, Panel, Site, fixtures};
use serde_json::{Value, json};

const TWO_NAMES: &str = "https://www.linkedin.com/in/two-names/";
const GMAIL: &str = "https://mail.google.com/mail/u/0/#inbox/FMfcgzQbfVJkLmWqXyZ";
const CRM_COMPANY: &str = "https://app-na2.hubspot.com/contacts/48210933/record/0-2/8840172";
const CRM_LIST: &str = "https://app.hubspot.com/contacts/48210933/objects/0-1/views/all/list";

fn mentions(stored: &Value, words: &[&str]) -> Option<String> {
    let text = stored.to_string().to_lowercase();
    words.iter().find(|word| text.contains(&word.to_lowercase())).map(|word| format!("{word} in {text}"))
}

/// Companies for whom the demo library has nothing: one on LinkedIn, one in a CRM.
fn serve_trawlers(site: &Site) -> Result<()> {
    let mut page = fixtures::page("linkedin-company-logged-in.html")?;
    let (start, end) = ("Brightwater supplies", "year-end questionnaire.");
    let about =
        page.split_once(start).and_then(|(_, rest)| rest.split_once(end)).map_or("", |(about, _)| about);
    for (from, to) in [
        ([start, about, end].concat().as_str(), "Cod and herring."),
        ("Water and power for 640,000 homes", "Cod and herring"),
        ("1K-5K employees", ""),
        ("1,001-5,000 employees", ""),
        ("Brightwater Utilities", "Tidewell Trawlers"),
        (">Utilities<", ">Fisheries<"),
        ("brightwater", "tidewell"),
    ] {
        ensure!(page.contains(from), "the fixture has no {from}");
        page = page.replace(from, to);
    }
    site.put(fixtures::COMPANY, page);
    let page = fixtures::page("hubspot-company.html")?
        .replace("COMPUTER_SOFTWARE", "Fisheries")
        .replace("value=\"640\"", "");
    let (head, rest) = page.split_once("Planning software").unwrap_or((&page, ""));
    let rest = rest.split_once("</textarea>").map_or("", |(_, rest)| rest);
    site.put(CRM_COMPANY, format!("{head}Cod and herring.</textarea>{rest}"));
    Ok(())
}

/// Where nothing fits, what is missing was read on the page.
async fn nothing_fits(browser: &mut impl Browser) -> Result<()> {
    let shown = browser.recognise(fixtures::COMPANY).await?;
    assert_eq!(shown.state, "nothing", "{shown:?}");
    assert!(shown.text.to_lowercase().contains("fisheries"), "what is missing is shown: {shown:?}");
    let kept = stored_when(browser, "the event", |all| count(all, "nothing_fits") == 1).await?;
    assert_eq!(mentions(&kept, &["fisheries", "tidewell", "trawlers", "herring"]), None);
    browser.press("t").await?;
    browser.panel_when("the form for words of one's own", |p| p.state == "feedback").await?;
    assert_eq!(count(&stored(browser).await?, "missing"), 0, "nothing is told before the rep has said it");
    fill(browser, "feedback", json!({"view": "missing", "note": "A guide for small fleets"})).await?;
    let kept = stored_when(browser, "what the rep says", |all| count(all, "missing") == 1).await?;
    assert_eq!(mentions(&kept, &["fisheries", "tidewell", "trawlers", "herring"]), None);
    assert!(kept.to_string().contains("A guide for small fleets"), "{kept}");

    // Beside a record of a CRM the same is noted at once.
    let shown = browser.recognise(CRM_COMPANY).await?;
    assert_eq!(shown.state, "nothing", "{shown:?}");
    let kept = stored_when(browser, "the event", |all| count(all, "nothing_fits") == 2).await?;
    assert!(mentions(&kept, &["fisheries"]).is_some(), "the test would see it: {kept}");
    browser.press("t").await?;
    let kept = stored_when(browser, "what is missing", |all| count(all, "missing") == 2).await?;
    assert_eq!(mentions(&kept, &["fennimore"]), None);
    Ok(())
}

/// The words of the last search without answer.
async fn unanswered(browser: &mut impl Browser, words: &str, nth: usize) -> Result<Value> {
    ask(browser, words).await?;
    browser.panel_when("no answer", |p| p.state == "search-empty").await?;
    let kept = stored_when(browser, "the search", |all| count(all, "unanswered") == nth).await?;
    let last = events(&kept).into_iter().rfind(|event| event["event"] == "unanswered");
    ask(browser, "").await?;
    Ok(last.map(|event| event["words"].clone()).unwrap_or_default())
}

/// A page whose title names somebody else than its content does.
async fn searches_name_nobody(browser: &mut impl Browser, site: &Site) -> Result<()> {
    let page = fixtures::page("linkedin-person-2026.html")?;
    site.put(TWO_NAMES, page.replacen("Maren Holt", "Tobias Aldana", 1));
    let shown = browser.recognise(TWO_NAMES).await?;
    assert_eq!(shown.state, "unsure", "{shown:?}");
    assert_eq!(unanswered(browser, "qxzqxz Aldana", 1).await?, "qxzqxz …");
    assert_eq!(unanswered(browser, "qxzqxz Holt", 2).await?, "qxzqxz …");
    // Nor once the page was left.
    browser.recognise(fixtures::FEED).await?;
    assert_eq!(unanswered(browser, "wvzwvz Tobias Aldana", 3).await?, "wvzwvz …");
    assert_eq!(unanswered(browser, "wvzwvz Aldana", 4).await?, "wvzwvz …");
    assert_eq!(unanswered(browser, "wvzwvz Holt kqzkqz", 5).await?, "wvzwvz … kqzkqz");
    let kept = stored(browser).await?;
    assert_eq!(mentions(&kept, &["aldana", "maren", "holt", "alderney"]), None);
    Ok(())
}

/// What is typed in where nothing was read is used and not kept.
async fn typed_by_hand(browser: &mut impl Browser, closed_page: &str) -> Result<()> {
    let fields = json!({"company": "Tidewell Trawlers", "industry": "Insurance"});
    browser.new_tab(closed_page).await?;
    browser.close_other_tabs().await?;
    if closed_page.starts_with("about:") {
        // Firefox says only at a click that no extension may read the page.
        browser.panel_when("no access", |p| p.state == NO_ACCESS).await?;
        browser.click_icon().await?;
    }
    browser.panel_when("the short form", |p| p.state == "unsupported").await?;
    let before = count(&stored(browser).await?, "copied");
    fill(browser, "short", fields).await?;
    let shown = browser.panel_when("the list", |p| p.state == "ready" && !p.cards.is_empty()).await?;
    assert!(shown.text.contains("Tidewell"), "{shown:?}");
    browser.press("Enter").await?;
    let kept = stored_when(browser, "the copy", |all| count(all, "copied") == before + 1).await?;
    assert_eq!(mentions(&kept, &["tidewell", "trawlers", "account:"]), None);

    let shown = browser.recognise(CRM_LIST).await?;
    assert_eq!(shown.state, "none", "{shown:?}");
    correct(
        browser,
        json!({"name": "Orla Penhaligon", "company": "Tidewell Trawlers", "industry": "Insurance"}),
    )
    .await?;
    browser.panel_when("her list", |p| p.state == "ready" && p.heading.contains("Orla")).await?;
    copy_first(browser).await?;
    let kept = stored_when(browser, "the copy", |all| count(all, "copied") == before + 2).await?;
    assert_eq!(mentions(&kept, &["tidewell", "trawlers", "orla", "penhaligon", "account:"]), None);
    Ok(())
}

async fn keeps_nothing_of_it(browser: &mut impl Browser, site: &Site, closed_page: &str) -> Result<()> {
    fixtures::serve_cases(site)?;
    serve_trawlers(site)?;
    searches_name_nobody(browser, site).await?;
    // Pages of Gmail differ in their fragments alone.
    site.put(GMAIL, fixtures::page("gmail-thread.html")?);
    let shown = browser.recognise(GMAIL).await?;
    ensure!(shown.state == "ready" && shown.heading == "Maren Holt", "{shown:?}");
    copy_first(browser).await?;
    let kept = stored_when(browser, "the copy", |all| count(all, "copied") == 1).await?;
    assert_eq!(mentions(&kept, &["maren", "holt", "alderney", "google", "account"]), None);
    typed_by_hand(browser, closed_page).await?;
    nothing_fits(browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn chromium_keeps_nothing_of_linkedin_of_mail_of_candidates_and_of_what_was_typed() -> Result<()> {
    let Some((site, mut browser)) = crate::chromium().await? else { return Ok(()) };
    keeps_nothing_of_it(&mut browser, &site, "chrome://version/").await?;
    browser.quit().await
}

#[tokio::test(flavor = "multi_thread")]
async fn firefox_keeps_nothing_of_linkedin_of_mail_of_candidates_and_of_what_was_typed() -> Result<()> {
    let Some((site, mut browser)) = crate::firefox().await? else { return Ok(()) };
    keeps_nothing_of_it(&mut browser, &site, "about:license").await?;
    browser.quit().await
}

/// Nothing that was only read is found anywhere, once its page was left and the panel closed.
async fn forgets(browser: &mut impl Browser, site: &Site) -> Result<()> {
    fixtures::serve_cases(site)?;
    let shown = browser.recognise(RUTH).await?;
    ensure!(shown.state == "ready" && shown.text.contains("Havelund"), "{shown:?}");
    stored_when(browser, "that it was shown", |all| count(all, "shown") == 1).await?;
    let left = ["ruth", "adeyemi", "havelund", "lease cars", "denmark", "hubspot", "70125501"];
    for closed in [false, true] {
        if closed {
            browser.close_panel().await?;
        }
        let shown = browser.recognise(fixtures::FEED).await?;
        assert_eq!(shown.state, "none", "{shown:?}");
        assert!(!shown.heading.contains("Ruth"), "{shown:?}");
        // While the panel is open he can be had back by hand.
        assert_eq!(shown.text.contains("Ruth"), !closed, "{shown:?}");
        assert_eq!(mentions(&everything(browser).await?, &left), None);
    }
    // The test would see it in any place.
    let leave = "const api = globalThis.browser ?? globalThis.chrome; return (async () => {
        await api.storage.session.set({left: 'in session'});
        await api.storage.sync.set({left: 'in sync'}).catch(() => {});
        localStorage.left = 'in page';
        await new Promise(done => { indexedDB.open('in databases').onsuccess = done });
        await caches.open('in caches');
        return 1;
    })()";
    browser.in_panel(leave, Value::Null).await?;
    put(browser, &json!({"left": "in local"})).await?;
    let all = everything(browser).await?;
    for place in ["in session", "in page", "in databases", "in caches", "in local"] {
        assert!(mentions(&all, &[place]).is_some(), "{place}: {all}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn chromium_forgets_what_was_only_read() -> Result<()> {
    let Some((site, mut browser)) = crate::chromium().await? else { return Ok(()) };
    forgets(&mut browser, &site).await?;
    browser.quit().await
}

#[tokio::test(flavor = "multi_thread")]
async fn firefox_forgets_what_was_only_read() -> Result<()> {
    let Some((site, mut browser)) = crate::firefox().await? else { return Ok(()) };
    forgets(&mut browser, &site).await?;
    browser.quit().await
}

/// An account has what was shared, and nothing of the person.
async fn keeps_the_account(browser: &mut impl Browser, site: &Site) -> Result<()> {
    fixtures::serve_cases(site)?;
    let own_site = "https://www.brightwater.example/";
    for (url, key, name, domain) in [
        (RUTH, "account:havelund hospitals", "Havelund Hospitals", "havelund.example"),
        (own_site, "account:brightwater utilities", "Brightwater Utilities", "brightwater.example"),
    ] {
        let shown = browser.recognise(url).await?;
        ensure!(shown.state == "ready", "{shown:?}");
        let title = shown.cards.first().map(|card| card.title.clone());
        browser.press("Enter").await?;
        let kept = stored_when(browser, "the account", |all| all[key].is_object()).await?;
        let account = kept[key].as_object().cloned().unwrap_or_default();
        assert!(account.keys().all(|key| FIELDS.contains(&key.as_str())), "{account:?}");
        assert_eq!((&account["name"], &account["domain"]), (&json!(name), &json!(domain)));
        let share = account["shared"][0].as_array().cloned().unwrap_or_default();
        assert_eq!((share.len(), share.get(1).and_then(Value::as_str)), (5, title.as_deref()), "{share:?}");
        assert_eq!(mentions(&kept, &["ruth", "adeyemi", "lease cars", "head of"]), None);
    }
    // What the rep notes and corrects of it is kept as well.
    browser.recognise(RUTH).await?;
    correct(browser, json!({"industry": "Insurance", "note": "Board decides in June"})).await?;
    let noted = |all: &Value| all["account:havelund hospitals"]["note"] == "Board decides in June";
    let kept = stored_when(browser, "the note", noted).await?;
    assert_eq!(kept["account:havelund hospitals"]["industry"], "Insurance", "{kept}");
    assert_eq!(mentions(&kept, &["ruth", "adeyemi"]), None);
    browser.panel_when("the list", |p: &Panel| p.state == "ready").await.map(drop)
}

/// The fields of an account in the storage.
const FIELDS: [&str; 8] = ["v", "name", "domain", "aliases", "industry", "competitor", "note", "shared"];

#[tokio::test(flavor = "multi_thread")]
async fn chromium_keeps_of_a_record_its_account_alone() -> Result<()> {
    let Some((site, mut browser)) = crate::chromium().await? else { return Ok(()) };
    keeps_the_account(&mut browser, &site).await?;
    browser.quit().await
}

#[tokio::test(flavor = "multi_thread")]
async fn firefox_keeps_of_a_record_its_account_alone() -> Result<()> {
    let Some((site, mut browser)) = crate::firefox().await? else { return Ok(()) };
    keeps_the_account(&mut browser, &site).await?;
    browser.quit().await
}
