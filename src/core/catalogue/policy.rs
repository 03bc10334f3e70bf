//! Send policy: who may be sent an asset, from when, until when, and what replaced it.
//!
//! Decided here and nowhere else, by the local clock and the rep's region, so that it holds offline.

use super::{Asset, AssetId, Audience, Date, Link, Region};
use serde::{Deserialize, Serialize};

/// Why an asset must not be sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum SendBlock {
    /// For the rep only.
    Internal,
    /// Needs a non-disclosure agreement.
    Nda,
    /// May be sent from that day on.
    NotYetReleased {
        /// The first day.
        on: Date,
    },
    /// Could be sent until that day.
    Expired {
        /// The last day.
        on: Date,
    },
    /// Another asset replaces it.
    Superseded {
        /// The other asset.
        by: AssetId,
    },
    /// May not be used in the rep's region.
    WrongRegion,
    /// There is nothing to send: no address.
    NoLink,
}

/// What the policy needs to know of the moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SendPolicy {
    /// Today on the rep's calendar.
    pub today: Date,
    /// The rep's region; without one no asset is stopped for its region.
    pub region: Option<Region>,
}

impl SendPolicy {
    /// Every reason that stops this asset from being sent, the most lasting first; empty = may be sent.
    pub fn blocks(&self, asset: &Asset) -> Vec<SendBlock> {
        let mut blocks = Vec::new();
        match asset.audience {
            Audience::Internal => blocks.push(SendBlock::Internal),
            Audience::Nda => blocks.push(SendBlock::Nda),
            Audience::External => {}
        }
        if let Some(by) = &asset.superseded_by {
            blocks.push(SendBlock::Superseded { by: by.clone() });
        }
        if let Some(on) = asset.expires.filter(|on| *on < self.today) {
            blocks.push(SendBlock::Expired { on });
        }
        if let Some(on) = asset.released.filter(|on| *on > self.today) {
            blocks.push(SendBlock::NotYetReleased { on });
        }
        if let Some(region) = self.region
            && !asset.regions.is_empty()
            && !asset.regions.contains(&region)
        {
            blocks.push(SendBlock::WrongRegion);
        }
        if asset.link.is_none() {
            blocks.push(SendBlock::NoLink);
        }
        blocks
    }

    /// The link that may be sent: the only way from an asset to the clipboard.
    pub fn sendable<'a>(&self, asset: &'a Asset) -> Option<&'a Link> {
        if self.blocks(asset).is_empty() { asset.link.as_ref() } else { None }
    }

    /// Whether the rep should see it under "to learn from": internal or under NDA, in force today and not
    /// replaced.
    pub fn teaches(&self, asset: &Asset) -> bool {
        let blocks = self.blocks(asset);
        let for_rep = blocks.iter().any(|b| matches!(b, SendBlock::Internal | SendBlock::Nda));
        let in_force = blocks.iter().all(|b| {
            matches!(b, SendBlock::Internal | SendBlock::Nda | SendBlock::NoLink | SendBlock::WrongRegion)
        });
        for_rep && in_force
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::AssetKind;

    fn policy() -> SendPolicy {
        SendPolicy { today: Date::from_ymd(2026, 5, 4).unwrap(), region: Some(Region::Europe) }
    }

    fn asset() -> Asset {
        let mut asset = Asset::new("a", "A", AssetKind::CaseStudy);
        asset.link = Link::new("https://x.example/a.pdf").ok();
        asset
    }

    #[test]
    fn an_asset_may_be_sent_on_its_first_and_on_its_last_day() {
        let mut a = asset();
        a.released = Date::from_ymd(2026, 5, 4);
        a.expires = Date::from_ymd(2026, 5, 4);
        assert!(policy().sendable(&a).is_some());
        a.expires = Date::from_ymd(2026, 5, 3);
        assert_eq!(policy().blocks(&a), [SendBlock::Expired { on: a.expires.unwrap() }]);
    }

    #[test]
    fn each_reason_alone_stops_it() {
        let cases: [fn(&mut Asset); 7] = [
            |a| a.audience = Audience::Internal,
            |a| a.audience = Audience::Nda,
            |a| a.superseded_by = Some(AssetId("b".into())),
            |a| a.expires = Date::from_ymd(2020, 1, 1),
            |a| a.released = Date::from_ymd(2030, 1, 1),
            |a| a.regions = vec![Region::NorthAmerica],
            |a| a.link = None,
        ];
        for change in cases {
            let mut a = asset();
            change(&mut a);
            assert_eq!(policy().blocks(&a).len(), 1, "{a:?}");
            assert!(policy().sendable(&a).is_none());
        }
    }

    #[test]
    fn an_expired_battlecard_teaches_no_longer() {
        let mut card = Asset::new("b", "B", AssetKind::Battlecard);
        assert!(policy().teaches(&card));
        card.expires = Date::from_ymd(2020, 1, 1);
        assert!(!policy().teaches(&card));
    }
}
