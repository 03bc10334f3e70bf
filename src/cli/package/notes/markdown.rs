//! Release notes as Markdown: `RELEASE_NOTES.md`, for chats, wikis and the stores.

use super::{Item, Language, Notes, changed};
use std::fmt::Write as _;

/// Writes them.
pub fn write(notes: &Notes, language: Language) -> String {
    let mut text = format!("# {}\n\n{}\n", escaped(&notes.title(language)), notes.lead(language));
    if let Some(nothing) = notes.nothing(language) {
        let _ = write!(text, "\n{nothing}\n");
    }
    if !notes.contents.is_empty() {
        let _ =
            write!(text, "\n## {}\n\n", language.of(["What is in it", "Was darin ist", "Ce qu’il contient"]));
        for (product, kind, count) in &notes.contents {
            let all = language.of(["All products", "Alle Produkte", "Tous les produits"]);
            let product = if product.is_empty() { all } else { product.as_str() };
            let _ = writeln!(text, "- {} · {}: {count}", escaped(product), language.kind(*kind));
        }
    }
    for section in &notes.sections {
        let _ = write!(text, "\n## {} ({})\n", language.section(section.kind), section.items.len());
        let senders = language.to_senders(section.kind);
        if !senders.is_empty() {
            let _ = write!(text, "\n{senders}\n");
        }
        list(&mut text, notes, &section.items, language);
    }
    if !notes.soon.is_empty() {
        let head = language.of(["Expires soon", "Läuft bald ab", "Expire bientôt"]);
        let _ = write!(text, "\n## {head} ({})\n", notes.soon.len());
        list(&mut text, notes, &notes.soon, language);
    }
    text
}

fn list(text: &mut String, notes: &Notes, items: &[Item], language: Language) {
    let mut group = String::new();
    for item in Notes::ordered(items, language) {
        let own = notes.group(item, language);
        if own != group {
            let _ = write!(text, "\n### {}\n\n", escaped(&own));
            group = own;
        }
        let title = escaped(&item.asset.title);
        match &item.link {
            Some(link) => drop(write!(text, "- **[{title}]({})**", address(link))),
            None => drop(write!(text, "- **{title}**")),
        }
        if let Some(mark) = Notes::mark(item, language) {
            let _ = write!(text, " — *{mark}*");
        }
        if let Some((next, link)) = &item.successor {
            let next = escaped(next);
            match link {
                Some(link) => drop(write!(text, " → [{next}]({})", address(link))),
                None => drop(write!(text, " → {next}")),
            }
        }
        text.push('\n');
        if !item.asset.summary.is_empty() {
            let _ = writeln!(text, "  {}", escaped(&item.asset.summary));
        }
        for line in [notes.facts(item, language), changed(item, language)] {
            if !line.is_empty() {
                let _ = writeln!(text, "  {}", escaped(&line.join(" · ")));
            }
        }
    }
}

/// A text as Markdown shows it literally, in one line.
fn escaped(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    line.chars().flat_map(|c| if "\\`*_[]<>#|".contains(c) { vec!['\\', c] } else { vec![c] }).collect()
}

/// An address within round brackets.
fn address(link: &str) -> String {
    link.replace('(', "%28").replace(')', "%29").replace(' ', "%20")
}
