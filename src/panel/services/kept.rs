//! Pieces as the memory knows them.

use super::Services;
use crate::list::{Card, Sent, Span, Suggestions, Verdict};
use crate::wording::version;
use pitchside_core::catalogue::{Asset, AssetId, Date, SendPolicy};
use pitchside_core::memory::{Memory, Share};

/// What is noted of a piece whose link is copied today.
pub(super) fn share(asset: &Asset, today: Date) -> Share {
    let (asset, title, version) = (asset.id.clone(), asset.title.clone(), asset.version.clone());
    Share { asset, title, version, day: today, account: String::new() }
}

/// `You sent v3 on 4 May. This is v5.`
pub(super) fn sent(asset: &Asset, shared: &[Share], today: Date) -> Option<Sent> {
    let before = shared.iter().find(|share| share.asset == asset.id)?;
    let day = before.day.in_words(today.ymd().0);
    let (then, now) = (version(&before.version), version(&asset.version));
    let newer = then != now || asset.updated.is_some_and(|updated| updated > before.day);
    let text = if then != now && !then.is_empty() && !now.is_empty() {
        ["You sent ", &then, " on ", &day, ". This is ", &now, "."].concat()
    } else {
        ["You sent it on ", &day, if newer { ". It has changed since." } else { "." }].concat()
    };
    Some(Sent { text, newer })
}

/// `Copied today, Alderney Mutual`
fn when(used: &Share, today: Date) -> Vec<Span> {
    let day = match today.days_since(used.day) {
        0 => "Copied today".to_owned(),
        1 => "Copied yesterday".to_owned(),
        _ => ["Copied on ", &used.day.in_words(today.ymd().0)].concat(),
    };
    let plain = |text: String| Span { text, strong: false };
    if used.account.is_empty() {
        return vec![plain(day)];
    }
    vec![plain([&day, ", "].concat()), Span { text: used.account.clone(), strong: true }]
}

/// The first so many characters of a text, cut between words.
pub(super) fn beginning(text: &str, most: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(most) else { return text.to_owned() };
    let head = text.get(..end).unwrap_or_default();
    let end = head.rfind(' ').unwrap_or(end);
    [head.get(..end).unwrap_or_default(), " …"].concat()
}

impl Services {
    /// Favourites as what to send, the newest first; what was lately used beside them as the rest.
    pub fn list_kept(&self, memory: &Memory, policy: SendPolicy) -> Suggestions {
        let mut list = Suggestions { verdict: Verdict::Kept, ..Suggestions::default() };
        let used = |id: &str| memory.used.iter().find(|used| used.asset.0 == id);
        for id in memory.favourites.iter().rev() {
            let why = used(id).map(|used| when(used, policy.today)).unwrap_or_default();
            if let Some(card) = self.known(id, why, policy) {
                list.send.push(card);
            }
        }
        for used in &memory.used {
            if !memory.starred(&used.asset)
                && let Some(card) = self.known(&used.asset.0, when(used, policy.today), policy)
            {
                list.learn.push(card);
            }
        }
        list
    }

    /// The card of an id that this release still has.
    pub(super) fn known(&self, id: &str, why: Vec<Span>, policy: SendPolicy) -> Option<Card> {
        let index = self.index.as_ref()?;
        let ord = index.find(&AssetId(id.to_owned()))?;
        Some(Card { why, ..self.piece(ord, &index.asset(ord).ok()?, &policy) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use pitchside_core::catalogue::AssetKind;

    fn on(day: &str) -> Date {
        day.parse().unwrap()
    }

    #[test]
    fn a_card_says_which_version_went_out_when_and_which_this_is() {
        let mut asset = Asset::new("a", "Side by side", AssetKind::Comparison);
        asset.version = "3".into();
        let shared = [share(&asset, on("2026-05-04"))];
        let said = |asset: &Asset| sent(asset, &shared, on("2026-05-12")).unwrap();
        assert_eq!(said(&asset), Sent { text: "You sent it on 4 May.".into(), newer: false });
        asset.version = "5".into();
        assert_eq!(said(&asset), Sent { text: "You sent v3 on 4 May. This is v5.".into(), newer: true });
        asset.version = "3".into();
        asset.updated = Some(on("2026-05-08"));
        assert_eq!(said(&asset).text, "You sent it on 4 May. It has changed since.");
        asset.id = AssetId("b".into());
        assert_eq!(sent(&asset, &shared, on("2026-05-12")), None);
    }
}
