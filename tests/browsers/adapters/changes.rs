//! Single-page navigation, pages that never rest, and the observer's end.

use anyhow::Result;
use pitchside_browsers::reader::{Reader, browsers, fixture};
use pitchside_core::prospect::{Field, Observation};
use serde_json::{Value, json};

const FIRST: &str = "https://app.hubspot.com/contacts/48210933/record/0-1/70125501";

fn recipe(record: &str) -> Value {
    json!({"adapter": "hubspot", "page": 2, "record": record, "fields": {
        "name": [{"selector": "[data-selenium-test='highlightTitle']"}],
        "company": [{"selector": "[data-selenium-test='company-chicklet-title-link']"}],
        "title": [{"selector": "[data-selenium-test='property-input-jobtitle']"}],
    }})
}

/// Name, company and title as they were read.
fn values(observation: &Observation) -> Vec<&str> {
    let value =
        |field| observation.candidates.iter().find(move |c| c.field == field).map(|c| c.value.as_str());
    [Field::Name, Field::Company, Field::Title].into_iter().filter_map(value).collect()
}

/// Clicks, waits for the news that the old record is gone, sends the recipe for the new one as the panel does, and
/// gives everything that was said after it.
async fn follow(reader: &Reader, click: &str, record: &str) -> Result<Vec<Observation>> {
    let before = reader.in_panel("return log().length", Value::Null).await?;
    reader.in_page(&format!("document.getElementById('{click}').click()")).await?;
    let body = "await message('leaving', arg.before); const from = send(arg.recipe); await message('observation', from); \
                return log().slice(arg.before).filter(m => m.kind === 'observation').map(m => m.observation)";
    let said = reader.in_panel(body, json!({"before": before, "recipe": recipe(record)})).await?;
    Ok(serde_json::from_value(said)?)
}

#[tokio::test]
async fn a_record_that_follows_another_is_never_read_with_the_old_ones_values() -> Result<()> {
    for reader in browsers().await? {
        let name = reader.name;
        reader.open(FIRST, fixture("spa.html")?).await?;
        let first = reader.observe(Some(recipe("70125501"))).await?;
        assert_eq!(values(&first), ["Ruth Adeyemi-Lund", "Havelund Hospitals", "Head of Finance"], "{name}");

        for (click, record, person, company) in [
            ("next", "70125502", "Jonas Wexford", "Pinemarket"),
            ("slow", "70125503", "Annika Thorsby", "Talbruck Versicherung"),
        ] {
            let said = follow(&reader, click, record).await?;
            assert_eq!(said.len(), 1, "{name}, {click}: one answer is enough: {said:?}");
            assert!(said.iter().all(|o| o.url.ends_with(record)), "{name}, {click}: {said:?}");
            assert!(
                said.iter().all(|o| values(o) == [person, company, "Head of Finance"]),
                "{name}, {click}: {said:?}"
            );
        }

        let said = follow(&reader, "tab", "70125503").await?;
        assert_eq!(values(said.first().unwrap()).first(), Some(&"Annika Thorsby"), "{name}: the same record");
        reader.quit().await?;
    }
    Ok(())
}

#[tokio::test]
async fn the_old_record_is_never_certain_under_the_new_address() -> Result<()> {
    for reader in browsers().await? {
        let name = reader.name;
        reader.open(FIRST, fixture("spa.html")?).await?;
        reader.observe(Some(recipe("70125501"))).await?;

        // Its content comes after four seconds.
        let said = follow(&reader, "late", "70125504").await?;
        let whole = ["Jana Reuter", "Nordmark Bank", "Head of Finance"];
        assert!(said.iter().all(|o| !o.stale && values(o) == whole), "{name}: {said:?}");

        // An address in place of another is the same record's.
        let said = follow(&reader, "alias", "annika").await?;
        assert!(said.iter().all(|o| !o.stale && values(o) == whole), "{name}: {said:?}");

        // It never comes: the rep is asked.
        let said = follow(&reader, "never", "70125505").await?;
        assert!(said.iter().all(|o| o.stale && o.url.ends_with("70125505")), "{name}: {said:?}");
        reader.quit().await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_change_on_the_page_is_told_once_it_holds_and_a_ticking_clock_is_not() -> Result<()> {
    for reader in browsers().await? {
        reader.open(FIRST, fixture("spa.html")?).await?;
        reader.observe(Some(recipe("70125501"))).await?;
        let change = "document.querySelector('[data-selenium-test=company-chicklet-title-link]').textContent = 'Nordmark Bank'";
        reader.in_page(change).await?;
        let body = "const from = log().findIndex(m => m.kind === 'observation') + 1; await message('observation', from); \
                    return log().filter(m => m.kind === 'observation').map(m => m.observation)";
        let said: Vec<Observation> = serde_json::from_value(reader.in_panel(body, Value::Null).await?)?;
        assert_eq!(said.len(), 2, "{}: the clock alone is no news: {said:?}", reader.name);
        assert!(values(said.last().unwrap()).contains(&"Nordmark Bank"), "{}: {said:?}", reader.name);
        reader.quit().await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_second_observer_ends_the_first_and_nothing_is_left_in_the_page() -> Result<()> {
    for reader in browsers().await? {
        let name = reader.name;
        reader.open(FIRST, fixture("salesforce-account.html")?).await?;
        // WebDriver leaves names of its own in the page (`cdc_…`).
        let look = "return [document.documentElement.outerHTML, \
                    Reflect.ownKeys(window).map(String).filter(name => !/cdc|^[0-9]+$/.test(name)).sort()]";
        reader.in_page(look).await?;
        let before = reader.in_page(look).await?;
        let again = "await observe(arg); const first = log(); const from = log().length; \
                     const next = observe(arg); while (!first.some(m => m.kind === 'gone') && !log().some(m => m.kind === 'gone')) await new Promise(r => requestAnimationFrame(r)); \
                     await next; return true";
        assert_eq!(reader.in_panel(again, recipe("1")).await?, json!(true), "{name}");
        let after = reader.in_page(look).await?;
        assert_eq!(before, after, "{name}: the page can see the observer");
        reader.in_panel("end()", Value::Null).await?;
        let again = reader.observe(Some(recipe("2"))).await?;
        assert!(again.url.starts_with(FIRST), "{name}");
        reader.quit().await?;
    }
    Ok(())
}
