//! What the last releases changed, as `library.json` says, with the pieces that this release has.

use super::Services;
use super::kept;
use crate::list::{Card, Span};
use crate::news::{Happened, News, NewsItem};
use crate::state::Release;
use pitchside_core::catalogue::{AssetId, SendPolicy};
use pitchside_core::value::{Value, Wrong, need};

/// Characters of what the library says of a piece beside its title.
const WHY_CHARS: usize = 110;

/// Reads the releases, the newest first; a damaged list is none.
pub(super) fn releases(value: Value) -> Vec<Release> {
    value.each(release).unwrap_or_default()
}

fn release(value: Value) -> Result<Release, Wrong> {
    let mut from = value.object()?;
    let changes = from.take("changes").each(change)?;
    Ok(Release { version: from.text("version")?.unwrap_or_default(), changes })
}

fn change(value: Value) -> Result<News, Wrong> {
    let mut from = value.object()?;
    let happened = need(from.read("change", |word| word.word(&Happened::WORDS))?, "change")?;
    let mut text = |name: &str| from.text(name).map(Option::unwrap_or_default);
    Ok(News { id: AssetId(text("id")?), happened, title: text("title")?, by: AssetId(text("by")?) })
}

impl Services {
    /// The pieces that the news are about, each once: what happened to it last. What takes the place of a piece stands for
    /// it, and so does nothing where neither may be used any more.
    pub fn news(&self, news: &[News], policy: SendPolicy) -> Vec<NewsItem> {
        let mut items: Vec<NewsItem> = Vec::new();
        for (happened, _) in Happened::WORDS {
            for (at, one) in news.iter().enumerate() {
                let newest = news.iter().position(|other| other.id == one.id) == Some(at);
                if one.happened == happened && newest {
                    items.push(self.item(one, policy));
                }
            }
        }
        items
    }

    fn item(&self, news: &News, policy: SendPolicy) -> NewsItem {
        let gone = matches!(news.happened, Happened::Superseded | Happened::Expired | Happened::Removed);
        let id = if gone { &news.by } else { &news.id };
        let card = self.announced(id, policy, gone.then_some(news.title.as_str()));
        let replaced_by = card.as_ref().filter(|_| gone).map(|card| card.title.clone()).unwrap_or_default();
        NewsItem { news: news.clone(), card, replaced_by, sent: String::new() }
    }

    /// The card of a piece, with what it replaces or what the library says of it.
    fn announced(&self, id: &AssetId, policy: SendPolicy, replaces: Option<&str>) -> Option<Card> {
        let index = self.index.as_ref()?;
        let asset = index.asset(index.find(id)?).ok()?;
        let plain = |text: &str| Span { text: text.to_owned(), strong: false };
        let why = match replaces {
            Some(title) => vec![plain("Replaces "), Span { text: title.to_owned(), strong: true }],
            None => vec![plain(&kept::beginning(&asset.summary, WHY_CHARS))],
        };
        self.known(&id.0, why, policy)
    }
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
            [{"id": "a", "change": "superseded", "title": "Piece", "by": "b"}]}, {"version": "1.1", "changes": []}]"#;
        let all = read(json);
        assert_eq!((all.len(), all[0].version.as_str()), (2, "1.2"));
        let News { id, happened, title, by } = all[0].changes[0].clone();
        assert_eq!(
            (id.0.as_str(), happened, title.as_str(), by.0.as_str()),
            ("a", Happened::Superseded, "Piece", "b")
        );
        assert!(read("null").is_empty() && read("[5]").is_empty());
    }
}
