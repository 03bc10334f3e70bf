//! Every case of every adapter.

use anyhow::Result;
use pitchside::authoring::Authored;
use pitchside_browsers::reader::{Reader, browsers, fixture};
use pitchside_core::prospect::{Adapters, Vocabulary, detect};

/// The rep's own firm in every case.
pub(super) fn harbourline() -> Vocabulary {
    Vocabulary {
        vendor: "Harbourline".to_owned(),
        own_domains: vec!["harbourline.example".to_owned()],
        ..Vocabulary::default()
    }
}

async fn failures(reader: &Reader, adapters: &Adapters) -> Result<Vec<String>> {
    let mut failures = Vec::new();
    for (_, authored) in Authored::builtin() {
        for case in &authored.cases {
            reader.open(&case.url, fixture(&case.page)?).await?;
            let observation = reader.observe(adapters.recipe(&case.url)).await?;
            let detection = detect(adapters, &harbourline(), &observation);
            let here = format!("{}, {} at {}", reader.name, case.page, case.url);
            if !observation.url.starts_with("https://") || observation.truncated {
                failures.push(format!("{here}: {observation:?}"));
            }
            failures.extend(
                case.differences(&detection).into_iter().map(|d| format!("{here}: {d}\n  {observation:?}")),
            );
        }
    }
    Ok(failures)
}

#[tokio::test]
async fn every_case_of_every_adapter_is_read_right_in_both_browsers() -> Result<()> {
    let adapters = Adapters::builtin();
    let mut wrong = Vec::new();
    for reader in browsers().await? {
        wrong.extend(failures(&reader, &adapters).await?);
        reader.quit().await?;
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    Ok(())
}
