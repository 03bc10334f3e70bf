//! The texts of the stores' forms: each is there in three languages and fits what the forms take.

use std::path::Path;

fn listing() -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/STORE-LISTING.md")).unwrap()
}

/// The text in the quote below a heading of a language.
fn text(listing: &str, language: &str, head: &str) -> String {
    let part = listing.split(&format!("\n## {language}\n")).nth(1).unwrap_or_else(|| panic!("no {language}"));
    let part = part.split("\n## ").next().unwrap();
    let below =
        part.split(&format!("### {head}\n")).nth(1).unwrap_or_else(|| panic!("no {head} in {language}"));
    let lines = below.lines().skip_while(|line| line.is_empty()).take_while(|line| line.starts_with('>'));
    lines.map(|line| line.trim_start_matches('>').trim()).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_text_fits_the_form_that_it_is_for() {
    let listing = listing();
    for language in ["English", "Deutsch", "Français"] {
        for (head, most) in [
            ("Name", 45),
            ("Summary", 132),
            ("Description", 10_000),
            ("Edge short description", 132),
            ("Firefox summary", 250),
            ("What’s new", 3_000),
        ] {
            let text = text(&listing, language, head);
            let length = text.chars().count();
            assert!((1..=most).contains(&length), "{language}, {head}: {length} characters, at most {most}");
            assert!(!text.contains(['<', '`']), "{language}, {head}: the forms take plain text");
        }
        let description = text(&listing, language, "Description");
        assert!(description.chars().count() >= 250, "{language}: Edge wants 250 characters");
        let terms = text(&listing, language, "Edge search terms");
        let terms: Vec<&str> = terms.lines().filter(|term| !term.is_empty()).collect();
        let words: usize = terms.iter().map(|term| term.split_whitespace().count()).sum();
        assert!(terms.len() <= 7 && words <= 21, "{language}: {} terms, {words} words", terms.len());
        assert!(terms.iter().all(|term| term.chars().count() <= 30), "{language}: {terms:?}");
    }
}

#[test]
fn the_summary_is_the_one_that_the_extension_has() {
    let listing = listing();
    for (language, code) in [("English", "en"), ("Deutsch", "de"), ("Français", "fr")] {
        let path =
            Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("extension/_locales/{code}/messages.json"));
        let messages: serde_json::Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
        let own = messages["description"]["message"].as_str().unwrap();
        assert_eq!(text(&listing, language, "Summary"), own, "{language}");
    }
}

#[test]
fn every_permission_has_its_reason() {
    let listing = listing();
    let manifest = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("manifest.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_slice(&manifest).unwrap();
    for permission in manifest["permissions"].as_array().unwrap() {
        let permission = permission.as_str().unwrap();
        assert!(listing.contains(&format!("`{permission}`")), "{permission}");
    }
}
