//! Word tables and adapters, as they come from `tables.txt` of the package.

use pitchside_core::prospect::{ParseJson, Shelf};
use pitchside_core::tables::Table;

/// Puts the word tables in their place and gives the adapters. Native programs have the tables inside; there only the
/// adapters are taken.
///
/// The file is text, made by `package::tables`: the number of its parts on the first line, then for each part a form
/// feed, its path, for an adapter a tab and [`SiteFacts`](pitchside_core::prospect::SiteFacts), a line's end, and the content.
///
/// # Errors
/// What is missing or left over, with the remedy.
pub fn take(text: String, parse: ParseJson) -> Result<Shelf, String> {
    let text: &'static str = text.leak(); // for as long as the panel is open, and taken once
    let mut parts = text.split('\u{c}');
    let wanted = parts.next().and_then(|count| count.trim().parse().ok()).unwrap_or(0_usize);
    let mut tables = Table::FILES.map(|_| None);
    let mut shelf = Shelf::new(parse);
    let mut count = 0;
    for part in parts {
        count += 1;
        let (head, content) = part.split_once('\n').unwrap_or((part, ""));
        if let Some((path, facts)) = head.split_once('\t') {
            shelf.add(path, facts, content);
        } else if let Some(name) = head.strip_prefix("words/")
            && let Some(at) = Table::FILES.iter().position(|file| *file == name)
            && let Some(table) = tables.get_mut(at)
        {
            *table = Some(content);
        }
    }
    for (table, name) in tables.iter().zip(Table::FILES) {
        if table.is_none() {
            return Err(format!("words/{name} is missing; reinstall Pitchside"));
        }
    }
    if count != wanted || shelf.is_empty() {
        return Err(format!("{count} parts of {wanted}; reinstall Pitchside"));
    }
    #[cfg(target_arch = "wasm32")]
    Table::install(tables.map(Option::unwrap_or_default));
    Ok(shelf)
}
