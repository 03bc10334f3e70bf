//! What the last releases changed, as `library.json` says.

use crate::state::Release;
use pitchside_core::value::{Value, Wrong};

/// Reads the releases, the newest first; a damaged list is none.
pub(super) fn releases(value: Value) -> Vec<Release> {
    value.each(release).unwrap_or_default()
}

fn release(value: Value) -> Result<Release, Wrong> {
    let mut from = value.object()?;
    let changes = from.take("changes").each(change)?;
    Ok(Release { version: from.text("version")?.unwrap_or_default(), changes })
}

fn change(value: Value) -> Result<[String; 3], Wrong> {
    let mut from = value.object()?;
    let mut texts = <[String; 3]>::default();
    for (text, name) in texts.iter_mut().zip(["id", "change", "title"]) {
        *text = from.text(name)?.unwrap_or_default();
    }
    Ok(texts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Vec<Release> {
        releases(serde_json::from_str(json).unwrap())
    }

    #[test]
    fn releases_are_read_as_pack_writes_them_and_a_damaged_list_is_none() {
        let json = r#"[{"version": "1.2", "date": "2026-05-12", "changes":
            [{"id": "a", "change": "added", "title": "Piece", "by": "b"}]}, {"version": "1.1", "changes": []}]"#;
        let all = read(json);
        assert_eq!((all.len(), all[0].version.as_str()), (2, "1.2"));
        assert_eq!(all[0].changes, [["a", "added", "Piece"].map(str::to_owned)]);
        assert!(read("null").is_empty() && read("[5]").is_empty());
    }
}
