//! What a visit leaves behind: nothing in the page, nothing running there once the panel is closed, and of LinkedIn
//! nothing on this machine either.

use anyhow::Result;
use pitchside_browsers::cdp::Remains;
use pitchside_browsers::stored::everything;
use pitchside_browsers::{Browser, Chromium, Panel, Site, fixtures, until};
use serde_json::{Value, json};

/// The page as it can see itself: its record and the names on its global object, WebDriver's own left out.
const PAGE: &str = "return [document.documentElement.outerHTML, \
    Reflect.ownKeys(window).map(String).filter(name => !/cdc|webdriver|^[0-9]+$/.test(name)).sort()]";

/// Takes away what may change beside a page of LinkedIn: the settings, and the log of what was shown, which must name nobody.
fn without_log(mut stored: Value) -> Value {
    if let Some(local) = stored["local"].as_object_mut() {
        local.retain(|key, _| key != "settings" && key != "log" && !key.starts_with("log:"));
    }
    stored
}

async fn linkedin_is_only_read(browser: &mut impl Browser, site: &Site) -> Result<()> {
    let cases = fixtures::serve_cases(site)?;
    browser.recognise(fixtures::FEED).await?;
    let before = everything(browser).await?;
    let linkedin: Vec<_> = cases.iter().filter(|c| c.url.contains("linkedin.com/")).collect();
    assert!(linkedin.len() > 10, "people, companies, schools, Sales Navigator: {}", linkedin.len());
    let mut read = 0;
    for case in linkedin {
        site.put(&case.url, fixtures::page(&case.page)?);
        browser.new_tab(&case.url).await?;
        browser.close_other_tabs().await?;
        browser
            .panel_when("the panel to let go", |p| p.state == pitchside_browsers::browser::NO_ACCESS)
            .await?;
        browser.in_page(PAGE, Value::Null).await?;
        let page = browser.in_page(PAGE, Value::Null).await?;
        browser.click_icon().await?;
        let fits = |p: &Panel| p.settled() && p.state != pitchside_browsers::browser::NO_ACCESS;
        let shown = browser.panel_when(&format!("an answer for {}", case.url), fits).await?;
        read += usize::from(shown.state == "ready");
        assert_eq!(page, browser.in_page(PAGE, Value::Null).await?, "{} was changed", case.url);

        let now = everything(browser).await?;
        let text = now.to_string().to_lowercase();
        for word in ["name", "company", "title"].iter().filter_map(|field| case.expect[*field].as_str()) {
            assert!(!text.contains(&word.to_lowercase()), "{word} is kept: {text}");
        }
        assert!(!text.contains("linkedin"), "{text}");
        assert_eq!(without_log(now), without_log(before.clone()), "{}", case.url);
    }
    assert!(read > 8, "only {read} pages were recognised");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn chromium_only_reads_linkedin() -> Result<()> {
    let Some((site, mut browser)) = crate::chromium().await? else { return Ok(()) };
    linkedin_is_only_read(&mut browser, &site).await?;
    browser.quit().await
}

#[tokio::test(flavor = "multi_thread")]
async fn firefox_only_reads_linkedin() -> Result<()> {
    let Some((site, mut browser)) = crate::firefox().await? else { return Ok(()) };
    linkedin_is_only_read(&mut browser, &site).await?;
    browser.quit().await
}

/// Changes the page and gives what of us is alive in it.
async fn after_a_change(browser: &mut Chromium, url: &str) -> Result<Option<Remains>> {
    let change = "document.querySelector('h1, p, body').append('changed'); document.title += '!'; \
        return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(1))))";
    browser.in_page(change, Value::Null).await?;
    let id = browser.id.clone();
    browser.cdp.remains(&id, url).await
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_runs_in_any_page_while_the_panel_is_closed() -> Result<()> {
    let Some((site, mut browser)) = crate::chromium().await? else { return Ok(()) };
    fixtures::serve_cases(&site)?;
    // A site that is followed needs no click: the most that we may do.
    browser.allow_sites("linkedin.com").await?;
    browser.goto(fixtures::MAREN).await?;
    assert_eq!(after_a_change(&mut browser, fixtures::MAREN).await?, None, "before the first click");

    browser.click_icon().await?;
    browser.panel_when("the person", |p| p.state == "ready" && p.heading == "Maren Holt").await?;
    let alive = after_a_change(&mut browser, fixtures::MAREN).await?.unwrap_or_default();
    assert_eq!(alive.observers, 1, "the test can see what is alive: {alive:?}");
    assert!(alive.names.len() == 1 && alive.listeners.iter().any(|l| l == "popstate"), "{alive:?}");

    browser.close_panel().await?;
    until("the observer to end", async || {
        let left = after_a_change(&mut browser, fixtures::MAREN).await?;
        Ok(if left == Some(Remains::default()) { Ok(()) } else { Err(format!("{left:?}")) })
    })
    .await?;

    // Neither in the same page under another address, nor in the next one, nor in another tab.
    browser.in_page("history.pushState({}, '', arg)", json!(fixtures::JANA)).await?;
    assert_eq!(after_a_change(&mut browser, fixtures::JANA).await?, Some(Remains::default()));
    browser.goto(fixtures::MAREN).await?;
    assert_eq!(after_a_change(&mut browser, fixtures::MAREN).await?, None, "a page that was loaded since");
    browser.new_tab(fixtures::JANA).await?;
    assert_eq!(after_a_change(&mut browser, fixtures::JANA).await?, None, "another tab");

    // And it all begins again with a click.
    browser.click_icon().await?;
    browser.panel_when("the person", |p| p.state == "ready" && p.heading == "Jana Reuter").await?;
    browser.quit().await
}
