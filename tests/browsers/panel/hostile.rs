//! Pages that mean harm, or are just very large: the panel answers, shows their text as text, and stays usable.

use anyhow::Result;
use pitchside_browsers::{Browser, Panel, Site};
use serde_json::Value;

const SCRIPT_IN_NAME: &str = "<img src=x onerror=\"window.hacked=1\"><script>window.hacked=1</script>Mallory";

/// Pages by address, each hostile in its own way.
fn pages() -> Vec<(&'static str, String)> {
    let name = SCRIPT_IN_NAME.replace('<', "&lt;").replace('"', "&quot;");
    let organisation = serde_json::json!({"@context": "https://schema.org", "@type": "Organization", "name": SCRIPT_IN_NAME});
    let json_ld = organisation.to_string().replace('<', "\\u003c");
    vec![
        (
            "https://names.test/",
            format!("<title>{name} | LinkedIn</title><script type='application/ld+json'>{json_ld}</script><h1>{name}</h1>"),
        ),
        ("https://title.test/", format!("<title>{}</title><h1>x</h1>", "long title ".repeat(100_000))),
        ("https://nodes.test/", format!("<title>Many nodes</title>{}", "<p><b>x</b></p>".repeat(50_000))),
        (
            "https://shadow.test/",
            "<title>Shadow roots without end</title><div id=a></div><script>
             let host = document.querySelector('#a');
             for (let n = 0; n < 400; n++) {
                 const root = host.attachShadow({mode: 'open'});
                 host = document.createElement('div');
                 root.append(host, document.createElement('slot'));
             }
             const first = document.querySelector('#a');
             setInterval(() => first.shadowRoot.append(first.shadowRoot.firstChild), 1);
             </script>"
                .to_owned(),
        ),
        (
            "https://restless.test/",
            "<title>Restless Ltd</title><h1>x</h1><script>
             setInterval(() => { document.title = 'Restless ' + Math.random(); document.querySelector('h1').textContent = Math.random() }, 5)
             </script>"
                .to_owned(),
        ),
    ]
}

async fn survives(browser: &mut impl Browser, site: &Site, pages: Vec<(&'static str, String)>) -> Result<()> {
    for (url, body) in pages {
        site.put(
            url,
            format!("<!doctype html><html lang=en><meta charset=utf-8><link rel=icon href='data:,'>{body}"),
        );
        browser.new_tab(url).await?;
        browser.close_other_tabs().await?;
        browser.click_icon().await?;
        let reads = |p: &Panel| p.settled() && p.state != pitchside_browsers::browser::NO_ACCESS;
        let shown = browser.panel_when(&format!("an answer for {url}"), reads).await?;
        assert!(shown.heading.chars().count() < 500, "a heading stays a heading: {url}");
        let traces = "return (window.hacked ? 1 : 0) + document.querySelectorAll('img[src=\"x\"], body script').length";
        assert_eq!(browser.in_panel(traces, Value::Null).await?, 0, "nothing of {url} became markup");
        // Still usable: a search answers.
        let search = "const q = document.querySelector('#q, input[type=search]'); q.value = arg; \
                      q.dispatchEvent(new InputEvent('input', {bubbles: true})); return 1";
        browser.in_panel(search, "close".into()).await?;
        browser.panel_when(&format!("results beside {url}"), |p| p.state == "search").await?;
        browser.in_panel(search, "".into()).await?;
        browser.panel_when("the list again", |p| p.state != "search").await?;
    }
    Ok(())
}

/// The page that changes every 5 ms.
const RESTLESS: &str = "https://restless.test/";

#[tokio::test(flavor = "multi_thread")]
async fn chromium_survives_hostile_pages() -> Result<()> {
    let Some((site, mut browser)) = crate::chromium().await? else { return Ok(()) };
    survives(&mut browser, &site, pages().into_iter().filter(|(url, _)| *url != RESTLESS).collect()).await?;
    browser.quit().await
}

#[tokio::test(flavor = "multi_thread")]
async fn chromium_answers_on_a_restless_page() -> Result<()> {
    let Some((site, mut browser)) = crate::chromium().await? else { return Ok(()) };
    survives(&mut browser, &site, pages().into_iter().filter(|(url, _)| *url == RESTLESS).collect()).await?;
    browser.quit().await
}

#[tokio::test(flavor = "multi_thread")]
async fn firefox_survives_hostile_pages() -> Result<()> {
    let Some((site, mut browser)) = crate::firefox().await? else { return Ok(()) };
    survives(&mut browser, &site, pages().into_iter().filter(|(url, _)| *url != RESTLESS).collect()).await?;
    browser.quit().await
}
