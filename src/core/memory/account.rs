//! One account.

use super::{ACCOUNT, drop_one, versioned};
use crate::catalogue::{AssetId, Date, Industry};
use crate::prospect::{Field, Prospect, core_words};
use crate::value::{Object, Value, Wrong};

/// A piece that went to an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// Which.
    pub asset: AssetId,
    /// Its title then.
    pub title: String,
    /// Its version then, as marketing wrote it; possibly empty.
    pub version: String,
    /// When.
    pub day: Date,
    /// For whom; empty where that may not be kept, and in the account itself.
    pub account: String,
}

/// What is remembered of an account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// Its name.
    pub name: String,
    /// Its domain, possibly empty.
    pub domain: String,
    /// Other names that pages give it.
    pub aliases: Vec<String>,
    /// Its industry as the rep corrected it.
    pub industry: Option<Industry>,
    /// The competitor there as the rep corrected it; possibly empty.
    pub competitor: String,
    /// The rep's note.
    pub note: String,
    /// The newest first; each asset once.
    pub shared: Vec<Share>,
}

impl Account {
    /// The key of its entry.
    pub(super) fn key(&self) -> String {
        account_key(&self.name).unwrap_or_default()
    }

    /// Whether one of its names has this key.
    pub(super) fn goes_by(&self, key: &str) -> bool {
        let same = |name: &String| account_key(name).is_some_and(|has| has == key);
        same(&self.name) || self.aliases.iter().any(same)
    }

    /// The day of the last share.
    pub fn last(&self) -> Option<Date> {
        self.shared.first().map(|share| share.day)
    }

    /// Puts what the rep corrected over what a page says.
    pub(super) fn correct(&self, prospect: &mut Prospect) {
        if core_words(&prospect.company) != core_words(&self.name) {
            prospect.company.clone_from(&self.name);
            // What the page says of the other name would mislead the ranking.
            prospect.text.clear();
        }
        if self.industry.is_some() {
            prospect.industry = self.industry;
            prospect.is_sure_of(Field::Industry);
        }
        if !self.competitor.is_empty() {
            prospect.drop_competitor(&self.competitor);
            prospect.competitors.insert(0, self.competitor.clone());
        }
    }

    pub(super) fn read(mut from: Object) -> Result<Self, Wrong> {
        let mut texts = <[String; 5]>::default();
        for (text, name) in texts.iter_mut().zip(TEXTS) {
            *text = from.text(name)?.unwrap_or_default();
        }
        let [name, domain, industry, competitor, note] = texts;
        Ok(Self {
            name,
            domain,
            industry: industry.parse().ok(), // a label that the taxonomy has given up corrects nothing
            competitor,
            note,
            aliases: from.texts("aliases")?.unwrap_or_default(),
            shared: shares(&mut from, "shared")?,
        })
    }

    pub(super) fn write(&self) -> Value {
        let industry = self.industry.map_or("", Industry::label);
        let texts = [self.name.as_str(), &self.domain, industry, &self.competitor, &self.note];
        let mut to = versioned().with("aliases", self.aliases.as_slice());
        for (text, name) in texts.into_iter().zip(TEXTS) {
            to = to.with(name, text);
        }
        to.with("shared", written(&self.shared)).into()
    }
}

/// The key of the account that goes by a name: its words without legal form and punctuation, in small letters. None where
/// nothing is left of it.
pub fn account_key(name: &str) -> Option<String> {
    let words = core_words(name);
    (!words.is_empty()).then(|| [ACCOUNT, &words.join(" ")].concat())
}

/// The texts of an account, in the order in which they are read and written.
const TEXTS: [&str; 5] = ["name", "domain", "industry", "competitor", "note"];

impl Share {
    /// Puts itself before the others, of which at most `limit` stay, itself included.
    pub(super) fn newest_of(&self, list: &mut Vec<Share>, limit: usize) {
        drop_one(list, |has| has.asset == self.asset);
        list.insert(0, self.clone());
        list.truncate(limit);
    }
}

pub(super) fn written(shares: &[Share]) -> Value {
    let mut list = Vec::new();
    for share in shares {
        let day = share.day.to_string();
        let texts = [share.asset.0.as_str(), &share.title, &share.version, &day, &share.account];
        list.push(Value::List(texts.map(Value::from).into()));
    }
    Value::List(list)
}

pub(super) fn shares(from: &mut Object, name: &str) -> Result<Vec<Share>, Wrong> {
    from.take(name).each(share).map_err(|wrong| wrong.within(name))
}

fn share(value: Value) -> Result<Share, Wrong> {
    let texts = <[String; 5]>::try_from(value.each(Value::text)?);
    let [asset, title, version, day, account] = texts.map_err(|_| Wrong::new("not five texts".to_owned()))?;
    let day = day.parse().map_err(|_| Wrong::new("no day".to_owned()).within("[3]"))?;
    Ok(Share { asset: AssetId(asset), title, version, day, account })
}
