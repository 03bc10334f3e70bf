//! What a reading costs on a page of 20,000 elements: a measurement that prints, not a test.

use crate::reader::{Reader, browsers};
use anyhow::Result;
use pitchside::prospect::Adapters;
use std::fmt::Write;

/// A page of `blocks` × 10 elements: lists, labelled fields, custom elements; one block in ten with a shadow root.
fn big_page(blocks: usize) -> String {
    let mut page = String::from(
        "<!doctype html><html lang=en><title>Maren Holt | LinkedIn</title><main><h1>Maren Holt</h1>",
    );
    for i in 0..blocks {
        let shadow = if i % 10 == 0 { "<template shadowrootmode=open><slot></slot></template>" } else { "" };
        let _ = write!(
            page,
            "<x-item class='_{i:x} _a'>{shadow}<div class='row _b{i:x}'><dl><dt>Label {i}</dt><dd data-test-id='v{i}'>Value</dd></dl>\
             <p><span>Some words of text {i}</span> <a href='/in/p{i}'>Person {i}</a></p><ul><li>one</li></ul></div></x-item>"
        );
    }
    page + "</main>"
}

async fn median(reader: &Reader, adapters: &Adapters, url: &str) -> Result<f32> {
    reader.open(url, big_page(2_000)).await?;
    let mut times = Vec::new();
    for _ in 0..15 {
        times.push(reader.observe(adapters.recipe(url)).await?.ms);
    }
    times.sort_by(f32::total_cmp);
    Ok(times.get(times.len() / 2).copied().unwrap_or_default())
}

#[tokio::test]
#[ignore = "a measurement: cargo test --test adapters_in_browsers speed -- --ignored --nocapture"]
async fn twenty_thousand_elements_are_read_in_a_moment() -> Result<()> {
    let adapters = Adapters::builtin();
    for reader in browsers().await? {
        for url in [
            "https://www.linkedin.com/in/maren-holt/",
            "https://harbourline.lightning.force.com/lightning/r/Account/0015g00000KpQ2rAAF/view",
            "https://app.hubspot.com/contacts/1/record/0-1/2",
            "https://www.brightwater.example/",
        ] {
            let ms = median(&reader, &adapters, url).await?;
            eprintln!("{}: 20,000 elements at {url}: {ms} ms (median of 15)", reader.name);
        }
        reader.quit().await?;
    }
    Ok(())
}
