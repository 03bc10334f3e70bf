//! Pages that were made to break a reader.

use anyhow::Result;
use pitchside_browsers::reader::{browsers, fixture};
use pitchside_core::prospect::{Field, Observation};
use serde_json::{Value, json};

const PAGE: &str = "https://app.hubspot.com/contacts/48210933/record/0-1/70125501";

fn recipe() -> Value {
    json!({"adapter": "hubspot", "page": 2, "fields": {
        "name": [{"selector": "[data-selenium-test='highlightTitle']"}, {"selector": "h1"}, {"json_ld": "Organization.name", "all": true}],
        "company": [{"selector": ".never", "all": true}, {"selector": ".secret"}, {"selector": ".bidi"}, {"selector": "]]not a selector[["}],
        "industry": [{"label": ["Industry"]}, {"meta": "og:site_name"}],
        "title": [{"selector": "[data-selenium-test='property-input-jobtitle']"}, {"selector": ".zalgo"}, {"selector": ".lone"}],
        "domain": [{"selector": "[data-selenium-test='property-input-email']"}],
        "location": [{"json_ld": "WebSite.publisher.parentOrganization.publisher.name"}, {"json_ld": "WebSite.name.name.name"}],
    }, "text": ["main", "#well", "body"]})
}

fn within_limits(observation: &Observation) -> bool {
    observation.candidates.len() <= 200
        && observation.candidates.iter().all(|c| c.value.encode_utf16().count() <= 2_000)
        && observation.text.encode_utf16().count() <= 20_000
        && observation.title.encode_utf16().count() <= 2_000
}

fn value(observation: &Observation, field: Field, rule: u16) -> Option<&str> {
    observation.candidates.iter().find(|c| c.field == field && c.rule == rule).map(|c| c.value.as_str())
}

#[tokio::test]
async fn hostile_pages_are_read_as_text_within_limits_and_never_hang() -> Result<()> {
    for reader in browsers().await? {
        let name = reader.name;

        reader.open(PAGE, fixture("hostile-names.html")?).await?;
        let seen = reader.observe(Some(recipe())).await?;
        assert!(within_limits(&seen), "{name}: {seen:?}");
        assert_eq!(value(&seen, Field::Name, 0), Some("Formed Name"), "{name}: {seen:?}");
        assert_eq!(value(&seen, Field::Name, 1), Some("<script>alert(\"name\")</script>"), "{name}");
        assert_eq!(value(&seen, Field::Industry, 1), Some("<img src=x onerror=alert(1)>"), "{name}");
        assert_eq!(value(&seen, Field::Company, 0), None, "{name}: hidden values are not on the page");
        assert_eq!(value(&seen, Field::Company, 1), None, "{name}: a password was read");
        assert!(
            !seen.text.contains("not-for-reading") && !seen.text.contains("Hidden"),
            "{name}: {}",
            seen.text
        );
        assert!(seen.title.starts_with("AAAA"), "{name}");

        reader.open(PAGE, fixture("hostile-nodes.html")?).await?;
        let seen = reader.observe(Some(recipe())).await?;
        eprintln!("{name}: 100,000 nodes with 6,250 shadow roots in {} ms", seen.ms);
        assert!(within_limits(&seen), "{name}");
        assert_eq!(value(&seen, Field::Name, 0), Some("Needle"), "{name}");
        assert_eq!(value(&seen, Field::Title, 0), Some("Found behind the hay"), "{name}");
        assert!(seen.truncated, "{name}: the limits cut something off, and that is said");

        reader.open(PAGE, fixture("hostile-shadow.html")?).await?;
        let seen = reader.observe(Some(recipe())).await?;
        eprintln!("{name}: shadow roots 300 deep in {} ms", seen.ms);
        assert!(within_limits(&seen), "{name}");
        assert_eq!(value(&seen, Field::Title, 0), Some("Ten down"), "{name}: {seen:?}");
        assert!(seen.truncated, "{name}");
        reader.quit().await?;
    }
    Ok(())
}
