//! What the rep's own machine remembers: what was shared with which account and when, favourites, pieces lately used,
//! corrections, notes. Plain values in, plain values out: whoever calls keeps them (`storage.local` in the panel).
//!
//! # The form
//! One value per entry, so that a damaged one loses only itself and a full disk only the newest. `v` is the version of
//! the form; [`FORM`] is written, older ones are migrated when they are read, newer ones are left alone and said.
//!
//! | key | value |
//! |---|---|
//! | `account:alderney mutual` | `{v, name, domain, aliases: [name], industry, competitor, note, shared: [share]}` |
//! | `favourites` | `{v, assets: [asset id]}` |
//! | `used` | `{v, pieces: [share]}` |
//! | `seen` | `{v, version}`: the release whose news the rep has looked at |
//! | `log:2026-05-04` | `{v, events: [event]}`, see [`mod@log`] |
//! | `salt` | made at random for this installation: what the marks of accounts in the log begin with |
//!
//! `share` is `[asset id, title, version, day, account]`, five texts, the newest first, the account only in `used`; a day is
//! written `2026-05-04`. The key of an account is its name without legal form and punctuation, in small letters. The file that the settings export
//! holds the same keys and values beside `"pitchside": "memory"`.
//!
//! # What is never kept
//! Nothing of a person, and nothing at all of a prospect whose `may_remember` is off: LinkedIn, mail, and whoever was typed
//! in on a page that was not read. [`Memory::account`] is asked before anything is written, and knows nobody there.

#![deny(clippy::indexing_slicing)]

mod account;
pub mod log;

pub use account::{Account, Share};

use crate::catalogue::AssetId;
use crate::order;
use crate::prospect::Prospect;
use crate::value::{Object, Value, Wrong, need};

/// The version of the form that is written.
pub const FORM: i32 = 1;

/// How many pieces lately used are kept.
const USED: usize = 12;
/// How many shares of an account are kept.
const SHARES: usize = 60;
/// How many accounts are kept; the one that was left alone for longest goes first.
const ACCOUNTS: usize = 500;

const FAVOURITES: &str = "favourites";
const LATELY: &str = "used";
/// What the marks of accounts in the log are salted with; the browser makes it.
const SALT: &str = "salt";
const SEEN: &str = "seen";
const ACCOUNT: &str = "account:";

/// A value to be kept under a key; `Null` takes it away.
pub type Entry = (String, Value);

/// Everything that is remembered.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Memory {
    /// The one that was last shared with last.
    pub accounts: Vec<Account>,
    /// The newest last.
    pub favourites: Vec<String>,
    /// The newest first; each asset once.
    pub used: Vec<Share>,
    /// The release whose news the rep has looked at; empty before the first time.
    pub seen: String,
    /// The log for marketing: events by the key of their day, the newest last; see [`mod@log`].
    pub log: Vec<(String, Vec<Value>)>,
    /// Keys of entries that could not be read, each with the reason.
    pub unread: Vec<(String, String)>,
}

impl Memory {
    /// Reads all entries; those of other rooms are passed over.
    pub fn read(stored: Value) -> Self {
        let mut memory = Self::default();
        for (key, value) in stored.object().map(Object::rest).unwrap_or_default() {
            memory.take(&key, value);
        }
        order::sort_by(&mut memory.log, |a, b| a.0.cmp(&b.0));
        order::sort_by(&mut memory.accounts, |a, b| a.last().cmp(&b.last()));
        memory
    }

    /// Takes one entry as it stands in storage now; `Null` where it was taken away.
    pub fn take(&mut self, key: &str, value: Value) {
        drop_one(&mut self.unread, |(unread, _)| unread == key);
        if let Err(wrong) = self.try_take(key, value) {
            self.unread.push((key.to_owned(), wrong.to_string()));
        }
    }

    fn try_take(&mut self, key: &str, value: Value) -> Result<(), Wrong> {
        let account = key.starts_with(ACCOUNT);
        match key {
            FAVOURITES => self.favourites.clear(),
            LATELY => self.used.clear(),
            SEEN => self.seen.clear(),
            _ if account => drop_one(&mut self.accounts, |account| self::key(account) == key),
            _ if key.starts_with(log::LOG) => drop_one(&mut self.log, |(day, _)| day == key),
            _ => return Ok(()),
        }
        if value == Value::Null {
            return Ok(());
        }
        let mut from = opened(value)?;
        if account {
            let account = Account::read(from)?;
            if self::key(&account) != key {
                return Err(Wrong::new("stands under another account’s key".to_owned()));
            }
            self.accounts.push(account);
        } else if key == FAVOURITES {
            self.favourites = from.texts("assets")?.unwrap_or_default();
        } else if key == SEEN {
            self.seen = from.text("version")?.unwrap_or_default();
        } else if key != LATELY {
            self.log.push((key.to_owned(), from.take("events").list()?));
        } else {
            self.used = account::shares(&mut from, "pieces")?;
        }
        Ok(())
    }

    /// Every entry, as it is kept.
    pub fn entries(&self) -> Vec<Entry> {
        let mut all = vec![self.write_favourites(), self.write_used(), self.write_seen()];
        for account in &self.accounts {
            all.push(entry(account));
        }
        for day in &self.log {
            all.push(log::entry(day));
        }
        all
    }

    fn write_favourites(&self) -> Entry {
        (FAVOURITES.to_owned(), versioned().with("assets", self.favourites.as_slice()).into())
    }

    fn write_seen(&self) -> Entry {
        (SEEN.to_owned(), versioned().with("version", self.seen.as_str()).into())
    }

    /// Notes that the rep has looked at the news up to a release.
    pub fn looked(&mut self, version: &str) -> Entry {
        version.clone_into(&mut self.seen);
        self.write_seen()
    }

    fn write_used(&self) -> Entry {
        (LATELY.to_owned(), versioned().with("pieces", account::written(&self.used)).into())
    }

    /// What is known of a prospect's account; nothing where nothing may be kept of him.
    pub fn account(&self, prospect: &Prospect) -> Option<&Account> {
        let words = name_of(prospect)?;
        let by_name = self.accounts.iter().find(|account| account.goes_by(&words));
        by_name.or_else(|| {
            let domain = prospect.domain.as_str();
            self.accounts.iter().find(|account| !domain.is_empty() && account.domain == domain)
        })
    }

    /// The same to be changed; a new one where there is none yet. It becomes the last.
    fn account_mut(&mut self, prospect: &Prospect) -> Option<&mut Account> {
        name_of(prospect)?;
        let known = self.account(prospect).map(key);
        let at = known.and_then(|known| self.accounts.iter().position(|account| key(account) == known));
        let account = match at {
            Some(at) => self.accounts.remove(at),
            None => {
                let (name, domain) = (prospect.company.trim().to_owned(), prospect.domain.clone());
                Account { name, domain, ..Account::default() }
            }
        };
        self.accounts.push(account);
        self.accounts.last_mut()
    }

    /// Notes what was copied, for whom if that may be kept. Gives what is to be kept.
    pub fn shared(&mut self, prospect: Option<&Prospect>, shares: &[Share]) -> Vec<Entry> {
        let mut entries = Vec::new();
        let mut name = String::new();
        if let Some(account) = prospect.and_then(|prospect| self.account_mut(prospect)) {
            for share in shares {
                share.newest_of(&mut account.shared, SHARES);
            }
            name.clone_from(&account.name);
            entries.push(entry(account));
            if self.accounts.len() > ACCOUNTS {
                entries.push((key(&self.accounts.remove(0)), Value::Null));
            }
        }
        for share in shares {
            let used = Share { account: name.clone(), ..share.clone() };
            used.newest_of(&mut self.used, USED);
        }
        entries.push(self.write_used());
        entries
    }

    /// Makes a piece a favourite, or no longer.
    pub fn star(&mut self, id: &AssetId) -> Entry {
        let before = self.favourites.len();
        drop_one(&mut self.favourites, |has| *has == id.0);
        if self.favourites.len() == before {
            self.favourites.push(id.0.clone());
        }
        self.write_favourites()
    }

    /// Whether a piece is a favourite.
    pub fn starred(&self, id: &AssetId) -> bool {
        self.favourites.contains(&id.0)
    }

    /// Notes what the rep corrected of an account: `read` is what stood there, `now` what he made of it. Nothing to keep
    /// where nothing may be kept, or nothing is worth it.
    pub fn corrected(&mut self, read: &Prospect, now: &Prospect, note: &str) -> Option<Entry> {
        let renamed = read.company != now.company && !read.company.is_empty();
        let industry = now.industry.filter(|_| read.industry != now.industry);
        let competitor =
            now.competitors.first().filter(|_| read.competitors.first() != now.competitors.first());
        if !renamed
            && industry.is_none()
            && competitor.is_none()
            && self.account(now).map_or("", |account| &account.note) == note
        {
            return None;
        }
        let account = self.account_mut(now)?;
        account.industry = industry.or(account.industry);
        if let Some(competitor) = competitor {
            account.competitor.clone_from(competitor);
        }
        note.clone_into(&mut account.note);
        if renamed && !account.goes_by(&crate::prospect::core_words(&read.company)) {
            account.aliases.push(read.company.clone());
        }
        Some(entry(account))
    }

    /// Puts what the rep corrected before over what a page says.
    pub fn correct(&self, prospect: &mut Prospect) {
        if let Some(account) = self.account(prospect) {
            account.correct(prospect);
        }
    }

    /// Forgets one account.
    pub fn erase(&mut self, name: &str) -> Vec<Entry> {
        let mut entries = Vec::new();
        if let Some(at) = self.accounts.iter().position(|account| account.name == name) {
            entries.push((key(&self.accounts.remove(at)), Value::Null));
        }
        for used in &mut self.used {
            if used.account == name {
                used.account.clear();
            }
        }
        entries.push(self.write_used());
        entries
    }

    /// Forgets everything, what could not be read included.
    pub fn erase_all(&mut self) -> Vec<Entry> {
        let all = std::mem::take(self);
        let mut entries = all.entries();
        for (_, value) in &mut entries {
            *value = Value::Null;
        }
        for (key, _) in all.unread {
            entries.push((key, Value::Null));
        }
        entries.push((SALT.to_owned(), Value::Null));
        entries
    }
}

/// Takes the first that fits out of a list.
fn drop_one<T>(list: &mut Vec<T>, fits: impl Fn(&T) -> bool) {
    if let Some(at) = list.iter().position(fits) {
        list.remove(at);
    }
}

/// The words of the account's name, where there is one that may be kept.
fn name_of(prospect: &Prospect) -> Option<Vec<String>> {
    let words = crate::prospect::core_words(&prospect.company);
    (prospect.may_remember && !words.is_empty()).then_some(words)
}

fn key(account: &Account) -> String {
    [ACCOUNT, &crate::prospect::core_words(&account.name).join(" ")].concat()
}

fn entry(account: &Account) -> Entry {
    (key(account), account.write())
}

fn versioned() -> Object {
    Object::default().with("v", f64::from(FORM))
}

/// An entry's values, once its version is known. A change of the form is migrated here, from each version to the next.
fn opened(value: Value) -> Result<Object, Wrong> {
    let mut from = value.object()?;
    match need(from.whole("v")?, "v")? {
        FORM => Ok(from),
        version if version > FORM => Err(Wrong::new("written by a newer Pitchside".to_owned())),
        _ => Err(Wrong::new("of no known version".to_owned())),
    }
}

#[cfg(test)]
mod tests;
