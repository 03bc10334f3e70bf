//! What the rep's own machine remembers: what was shared with which account and when, favourites, pieces lately used,
//! corrections, notes. Plain values in, plain values out: whoever calls keeps them (`storage.local` in the panel).
//!
//! # The form
//! One value per entry, so that a damaged one loses only itself and a full disk only the newest. `v` is the version of
//! the form; [`FORM`] is written, older ones are migrated when they are read, newer ones are left alone and said.
//!
//! | key | value |
//! |---|---|
//! | `settings` | `{v, …}`: the settings that the rep has made himself, by their names; see `src/panel/settings.rs` |
//! | `accounts` | `{v, list: [{key, name, domain, last, links, aliases: [key]}]}`: the directory, by which an account is found without reading all |
//! | `account:alderney mutual` | `{v, name, domain, aliases: [name], industry, competitor, note, shared: [share]}` |
//! | `favourites` | `{v, assets: [asset id]}` |
//! | `used` | `{v, pieces: [share]}` |
//! | `seen` | `{v, version}`: the release whose news the rep has looked at |
//! | `reported` | `{v, to, day}`: the number of the last event that the report for marketing had, and the day on which it was saved or put off |
//! | `log`, `log:2026-05-04` | see [`mod@log`] |
//! | `salt` | made at random for this installation: what the marks of accounts in the log begin with |
//! | `damaged:` and a key | what stood there and could not be read when the entry was needed |
//!
//! `share` is `[asset id, title, version, day, account]`, five texts, the newest first, the account only in `used`; a day is
//! written `2026-05-04`. The key of an account is its name without legal form and punctuation, in small letters. The file
//! that the settings export holds the same keys and values, without the salt, beside `"pitchside": "memory"`.
//!
//! # How it changes
//! Several windows have a panel each. None keeps what it believes the entries to be: a [`Change`] is made on them as they
//! stand, while no other window may touch them (a Web Lock in the panel), and says which it must see. So of two fields that
//! two windows change both stay, and of one field the last change.
//!
//! # What is read when
//! [`OPENING`] first, all of it small; the entry of the account in view once it is known ([`Memory::lacks`]); everything
//! else ([`Kept`]) when the rep looks at it.
//!
//! # What is never kept
//! Nothing of a person, and nothing at all of a prospect whose `may_remember` is off: LinkedIn, mail, and whoever was typed
//! in on a page that was not read. [`Who::of`] is asked before anything is written, and [`Memory::account`] knows nobody
//! there.

#![deny(clippy::indexing_slicing)]

mod account;
mod change;
mod directory;
pub mod log;
mod reported;
mod stored;

pub use account::{Account, Share, account_key};
pub use change::{Change, Correction, Who};
pub use directory::Listed;
pub use reported::{Due, Reported};
pub use stored::{Stop, Stored};

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

/// The key of the settings.
pub const SETTINGS: &str = "settings";
/// What the marks of accounts in the log are salted with; the browser makes it, and no file has it.
pub const SALT: &str = "salt";
/// The key of the directory.
pub const DIRECTORY: &str = "accounts";
/// What the key of an account begins with.
pub const ACCOUNT: &str = "account:";
const FAVOURITES: &str = "favourites";
const LATELY: &str = "used";
const SEEN: &str = "seen";
/// The key of how far the report for marketing has gone.
pub const REPORTED: &str = "reported";

/// The keys that the panel needs before it can show a list.
pub const OPENING: [&str; 6] = [SETTINGS, DIRECTORY, FAVOURITES, LATELY, SEEN, REPORTED];

/// A value to be kept under a key; `Null` takes it away.
pub type Entry = (String, Value);

/// What is at hand of all that is kept.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Memory {
    /// Every account; the one that was last shared with last.
    pub directory: Vec<Listed>,
    /// The newest last.
    pub favourites: Vec<String>,
    /// The newest first; each asset once.
    pub used: Vec<Share>,
    /// The release whose news the rep has looked at; empty before the first time.
    pub seen: String,
    /// How far the report for marketing has gone.
    pub reported: Reported,
    /// Keys of entries that could not be read, each with the reason.
    pub unread: Vec<(String, String)>,
    /// The accounts that were read for the page in view, and the keys that were asked for.
    accounts: Vec<Account>,
    asked: Vec<String>,
}

impl Memory {
    /// Reads the entries of the opening; others are passed over.
    pub fn read(stored: Value) -> Self {
        let mut memory = Self::default();
        for (key, value) in stored.object().map(Object::rest).unwrap_or_default() {
            memory.take(&key, value);
        }
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
            REPORTED => self.reported = Reported::default(),
            DIRECTORY => self.directory.clear(),
            _ if account && self.awaits(key) => {
                drop_one(&mut self.accounts, |account| account.key() == key);
            }
            _ => return Ok(()),
        }
        if value == Value::Null {
            return Ok(());
        }
        if account {
            self.accounts.push(read_account(key, value)?);
            return Ok(());
        }
        let mut from = opened(value)?;
        match key {
            FAVOURITES => self.favourites = from.texts("assets")?.unwrap_or_default(),
            LATELY => self.used = account::shares(&mut from, "pieces")?,
            SEEN => self.seen = from.text("version")?.unwrap_or_default(),
            REPORTED => self.reported = Reported::read(from)?,
            _ => self.directory = directory::read(from)?,
        }
        Ok(())
    }

    /// The entries that must be read before it is known what is kept of a prospect's account: none where they have been, or
    /// where nothing may be kept of him. What was read for another account is let go.
    pub fn lacks(&mut self, prospect: &Prospect) -> Vec<String> {
        let Some(key) = key_of(prospect) else { return Vec::new() };
        let mut keys = Vec::new();
        if let Some(listed) = directory::find(&self.directory, &key, &prospect.domain)
            && listed.key != key
        {
            keys.push(listed.key.clone());
        }
        keys.push(key); // also where the directory does not have it: that may be the older of the two
        if keys.iter().all(|key| self.awaits(key)) {
            return Vec::new();
        }
        self.accounts.clear();
        self.unread.retain(|(key, _)| !self.asked.contains(key));
        self.asked.clone_from(&keys);
        keys
    }

    /// Whether an account's entry was asked for, for the page in view.
    pub fn awaits(&self, key: &str) -> bool {
        self.asked.iter().any(|asked| asked == key)
    }

    /// What is known of a prospect's account, once it was read; nothing where nothing may be kept of him.
    pub fn account(&self, prospect: &Prospect) -> Option<&Account> {
        let key = key_of(prospect)?;
        let by_name = self.accounts.iter().find(|account| account.goes_by(&key));
        by_name.or_else(|| {
            let domain = prospect.domain.as_str();
            self.accounts.iter().find(|account| !domain.is_empty() && account.domain == domain)
        })
    }

    /// What an account is marked by in the log, under all its names.
    pub fn to_mark(&self, name: &str) -> Vec<String> {
        let mut names = vec![crate::case::lowered(name)]; // the mark of before there was a directory
        if let Some(key) = account_key(name) {
            if let Some(listed) = directory::find(&self.directory, &key, "") {
                for alias in &listed.aliases {
                    names.push(to_mark(alias));
                }
            }
            names.push(to_mark(&key));
        }
        names
    }

    /// Whether a piece is a favourite.
    pub fn starred(&self, id: &AssetId) -> bool {
        self.favourites.contains(&id.0)
    }

    /// What the rep corrected of an account: `read` is what stood there, `now` what he made of it. None where nothing may be
    /// kept, or nothing is worth it.
    pub fn correction(&self, read: &Prospect, now: &Prospect, note: &str) -> Option<Correction> {
        let renamed = read.company != now.company && !read.company.is_empty();
        let before = self.account(now).map_or("", |account| &account.note);
        let competitor = now.competitors.first().filter(|now| read.competitors.first() != Some(now));
        let correction = Correction {
            who: Who::of(now)?,
            alias: renamed.then(|| read.company.clone()),
            industry: now.industry.filter(|_| read.industry != now.industry),
            competitor: competitor.cloned(),
            note: (before != note).then(|| note.to_owned()),
        };
        let nothing = Correction { who: correction.who.clone(), ..Correction::default() };
        (correction != nothing).then_some(correction)
    }

    /// Puts what the rep corrected before over what a page says.
    pub fn correct(&self, prospect: &mut Prospect) {
        if let Some(account) = self.account(prospect) {
            account.correct(prospect);
        }
    }
}

/// All that is kept, for the rep to look at.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Kept {
    /// The one that was last shared with last.
    pub accounts: Vec<Account>,
    /// Keys of entries that could not be read, each with the reason.
    pub unread: Vec<(String, String)>,
}

impl Kept {
    /// Reads all entries.
    pub fn read(stored: Value) -> Self {
        let mut kept = Self::default();
        let mut small = Memory::default();
        for (key, value) in stored.object().map(Object::rest).unwrap_or_default() {
            let unread = if key.starts_with(ACCOUNT) {
                read_account(&key, value).map(|account| kept.accounts.push(account)).err()
            } else if key.starts_with(log::LOG) {
                opened(value).and_then(|mut from| from.take("events").list()).err()
            } else if key.starts_with(stored::DAMAGED) {
                Some(Wrong::new("could not be read; what was kept since stands beside it".to_owned()))
            } else {
                small.take(&key, value);
                None
            };
            kept.unread.extend(unread.map(|wrong| (key, wrong.to_string())));
        }
        kept.unread.extend(small.unread);
        order::sort_by(&mut kept.accounts, |a, b| a.last().cmp(&b.last()));
        kept
    }

    /// Whether the directory has these accounts and no others.
    pub fn fits(&self, directory: &[Listed]) -> bool {
        directory.len() == self.accounts.len()
            && self.accounts.iter().all(|account| directory.contains(&Listed::of(account)))
    }
}

/// Takes the first that fits out of a list.
fn drop_one<T>(list: &mut Vec<T>, fits: impl Fn(&T) -> bool) {
    if let Some(at) = list.iter().position(fits) {
        list.remove(at);
    }
}

/// What stands for an account's key where its mark is made.
pub fn to_mark(key: &str) -> String {
    crate::case::without_front(key, ACCOUNT).to_owned()
}

/// The key of a prospect's account, where there is one that may be kept.
fn key_of(prospect: &Prospect) -> Option<String> {
    account_key(&prospect.company).filter(|_| prospect.may_remember)
}

/// Reads an account that stands under a key.
fn read_account(key: &str, value: Value) -> Result<Account, Wrong> {
    let account = Account::read(opened(value)?)?;
    if account.key() != key {
        return Err(Wrong::new("stands under another account’s key".to_owned()));
    }
    Ok(account)
}

fn versioned() -> Object {
    Object::default().with("v", f64::from(FORM))
}

/// Whether a newer Pitchside has written an entry.
fn is_newer(value: &Value) -> bool {
    let version = value.clone().object().and_then(|mut from| from.whole("v"));
    version.is_ok_and(|version| version.is_some_and(|version| version > FORM))
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
