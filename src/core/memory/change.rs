//! Changes of what is kept. Each says what is to be different rather than what all is to be: it is made on the entries as
//! they stand in the storage at that moment, one change after the other in all windows, so that none takes back another's.

use super::account::{Account, Share, account_key};
use super::directory::{self, Listed};
use super::reported::Reported;
use super::stored::{DAMAGED, Stop, Stored};
use super::{
    ACCOUNT, ACCOUNTS, DIRECTORY, FAVOURITES, LATELY, REPORTED, SEEN, SETTINGS, SHARES, USED, account,
    drop_one, log, versioned,
};
use crate::case;
use crate::catalogue::{AssetId, Date, Industry};
use crate::order;
use crate::prospect::Prospect;
use crate::value::{Object, Value};

/// An account as a page names it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Who {
    /// Its name.
    pub name: String,
    /// Its domain, possibly empty.
    pub domain: String,
}

impl Who {
    /// The account of a prospect; none where nothing of him may be kept.
    pub fn of(prospect: &Prospect) -> Option<Self> {
        let named = prospect.may_remember && account_key(&prospect.company).is_some();
        named.then(|| Self { name: prospect.company.trim().to_owned(), domain: prospect.domain.clone() })
    }
}

/// What the rep corrected or noted of an account. What is none stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Correction {
    /// The account.
    pub who: Who,
    /// The name that the page gave it.
    pub alias: Option<String>,
    /// Its industry.
    pub industry: Option<Industry>,
    /// The competitor there.
    pub competitor: Option<String>,
    /// The rep's note; empty to take it back.
    pub note: Option<String>,
}

/// Something to be kept, or to be forgotten.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// Links were copied; for whom, if that may be kept.
    Shared {
        /// The account.
        who: Option<Who>,
        /// The pieces.
        shares: Vec<Share>,
    },
    /// The rep has corrected an account.
    Corrected(Correction),
    /// A piece is a favourite, or is none.
    Starred {
        /// The piece.
        asset: AssetId,
        /// Which.
        on: bool,
    },
    /// The rep has looked at the news up to a release.
    Looked(String),
    /// The rep has saved the report for marketing, or wants to be reminded of it another time.
    Reported(Reported),
    /// An event for the log.
    Noted {
        /// The day.
        day: Date,
        /// In the form of [`mod@log`].
        event: Object,
    },
    /// An event is to be taken out of the log.
    Unnoted {
        /// The key of its day.
        key: String,
        /// As it stands there.
        event: Value,
    },
    /// A setting of the rep's own; `Null` to have it as at first.
    Set {
        /// Its name.
        name: String,
        /// Its value.
        value: Value,
    },
    /// An account and every mention of it are to go.
    Erased {
        /// Its name.
        name: String,
        /// The marks under which the log may have it.
        marks: Vec<String>,
    },
    /// All but the settings is to go.
    AllErased,
    /// The directory is to be made anew from the accounts.
    Listed,
}

impl Change {
    /// Makes the change on entries as they stand.
    ///
    /// # Errors
    /// [`Stop::Needs`] and [`Stop::NeedsAll`] until it has been given what it must see; else why it can't be made.
    pub fn make(&self, stored: &mut Stored) -> Result<(), Stop> {
        match self {
            Self::Shared { who, shares } => shared(stored, who.as_ref(), shares),
            Self::Corrected(correction) => corrected(stored, correction),
            Self::Starred { asset, on } => starred(stored, asset, *on),
            Self::Looked(version) => {
                stored.opened(SEEN)?;
                stored.put(SEEN.to_owned(), versioned().with("version", version.as_str()).into());
                Ok(())
            }
            Self::Reported(reported) => {
                let before = stored.opened(REPORTED)?.and_then(|entry| Reported::read(entry).ok());
                let to = reported.to.max(before.map_or(0, |before| before.to));
                stored.put(REPORTED.to_owned(), Reported { to, ..*reported }.write());
                Ok(())
            }
            Self::Noted { day, event } => log::append(stored, *day, event),
            Self::Unnoted { key, event } => log::remove(stored, key, event),
            Self::Set { name, value } => set(stored, name, value),
            Self::Erased { name, marks } => erased(stored, name, marks),
            Self::AllErased => {
                for (key, _) in stored.all()?.to_vec() {
                    if key != SETTINGS {
                        stored.put(key, Value::Null);
                    }
                }
                Ok(())
            }
            Self::Listed => {
                let list = listed(stored)?;
                put_list(stored, list);
                Ok(())
            }
        }
    }

    /// Takes the marks of the accounts that it is about, which only the browser can make.
    pub fn mark(&mut self, found: Vec<String>) {
        match self {
            Self::Noted { event, .. } => {
                if let Some(mark) = found.first() {
                    *event = std::mem::take(event).with("account", mark.as_str());
                }
            }
            Self::Erased { marks, .. } => *marks = found,
            _ => {}
        }
    }

    /// What it would keep, in a rep's words.
    pub fn in_words(&self) -> String {
        match self {
            Self::Shared { who: Some(who), .. } => ["that you copied it for ", &who.name].concat(),
            Self::Shared { who: None, .. } => "that you copied it".to_owned(),
            Self::Corrected(correction) => ["your correction of ", &correction.who.name].concat(),
            Self::Starred { .. } => "the favourite".to_owned(),
            Self::Looked(_) => "that you have seen the news".to_owned(),
            Self::Reported(_) => "that the report is saved".to_owned(),
            Self::Noted { .. } => "the event for your report".to_owned(),
            Self::Unnoted { .. } => "that the event is taken out".to_owned(),
            Self::Set { .. } => "the setting".to_owned(),
            Self::Erased { name, .. } => ["that ", name, " is erased"].concat(),
            Self::AllErased => "that everything is erased".to_owned(),
            Self::Listed => "the list of accounts".to_owned(),
        }
    }
}

/// The directory; made anew from the accounts where it is missing or damaged.
fn listed(stored: &mut Stored) -> Result<Vec<Listed>, Stop> {
    let mut list = Vec::new();
    for (key, value) in stored.all()? {
        if key.starts_with(ACCOUNT)
            && let Ok(account) = super::read_account(key, value.clone())
        {
            list.push(Listed::of(&account));
        }
    }
    order::sort_by(&mut list, |a, b| a.last.cmp(&b.last));
    Ok(list)
}

fn directory(stored: &mut Stored) -> Result<Vec<Listed>, Stop> {
    match stored.opened(DIRECTORY)?.and_then(|from| directory::read(from).ok()) {
        Some(list) => Ok(list),
        None => listed(stored), // it is derived: where it is damaged nothing is lost
    }
}

fn put_list(stored: &mut Stored, list: Vec<Listed>) {
    stored.put(DIRECTORY.to_owned(), directory::write(&list));
}

/// The account of a page as it stands, with the directory.
fn account_of(stored: &mut Stored, who: &Who) -> Result<(Account, Vec<Listed>), Stop> {
    let list = directory(stored)?;
    let direct = account_key(&who.name).unwrap_or_default();
    let key = directory::find(&list, &direct, &who.domain).map_or(direct, |found| found.key.clone());
    if stored.opened(&key)?.is_some() {
        match super::read_account(&key, stored.raw(&key)?) {
            Ok(account) => return Ok((account, list)),
            Err(_) => stored.put_aside(&key)?,
        }
    }
    Ok((Account { name: who.name.clone(), domain: who.domain.clone(), ..Account::default() }, list))
}

/// Keeps an account, which becomes the last of the directory; the one that was left alone for longest goes where there are
/// too many.
fn put_account(stored: &mut Stored, account: &Account, mut list: Vec<Listed>) {
    let key = account.key();
    drop_one(&mut list, |listed| listed.key == key);
    list.push(Listed::of(account));
    if list.len() > ACCOUNTS {
        stored.put(list.remove(0).key, Value::Null);
    }
    stored.put(key, account.write());
    put_list(stored, list);
}

fn shared(stored: &mut Stored, who: Option<&Who>, shares: &[Share]) -> Result<(), Stop> {
    let mut used = Vec::new();
    if let Some(mut from) = stored.opened(LATELY)? {
        match account::shares(&mut from, "pieces") {
            Ok(pieces) => used = pieces,
            Err(_) => stored.put_aside(LATELY)?,
        }
    }
    let mut name = String::new();
    if let Some(who) = who {
        let (mut account, list) = account_of(stored, who)?;
        for share in shares {
            share.newest_of(&mut account.shared, SHARES);
        }
        name.clone_from(&account.name);
        put_account(stored, &account, list);
    }
    for share in shares {
        let share = Share { account: name.clone(), ..share.clone() };
        share.newest_of(&mut used, USED);
    }
    stored.put(LATELY.to_owned(), versioned().with("pieces", account::written(&used)).into());
    Ok(())
}

fn corrected(stored: &mut Stored, correction: &Correction) -> Result<(), Stop> {
    let (mut account, list) = account_of(stored, &correction.who)?;
    account.industry = correction.industry.or(account.industry);
    for (to, from) in
        [(&mut account.competitor, &correction.competitor), (&mut account.note, &correction.note)]
    {
        if let Some(text) = from {
            to.clone_from(text);
        }
    }
    if let Some(alias) = &correction.alias
        && account_key(alias).is_some_and(|key| !account.goes_by(&key))
    {
        account.aliases.push(alias.clone());
    }
    put_account(stored, &account, list);
    Ok(())
}

fn starred(stored: &mut Stored, asset: &AssetId, on: bool) -> Result<(), Stop> {
    let id = Value::from(asset.0.as_str());
    let mut list = stored.list(FAVOURITES, "assets")?;
    drop_one(&mut list, |has| *has == id);
    if on {
        list.push(id);
    }
    stored.put(FAVOURITES.to_owned(), versioned().with("assets", list).into());
    Ok(())
}

/// Settings have had no version at first: none is the first.
fn set(stored: &mut Stored, name: &str, value: &Value) -> Result<(), Stop> {
    let before = stored.raw(SETTINGS)?;
    let mut fields = before.clone().object().unwrap_or_default();
    match fields.whole("v") {
        Ok(Some(version)) if version > super::FORM => return Err(Stop::Newer),
        _ if matches!(before, Value::Object(_) | Value::Null) => {}
        _ => stored.put([DAMAGED, SETTINGS].concat(), before),
    }
    fields.take(name);
    let mut to = versioned();
    for (name, value) in fields.rest() {
        to = to.with(&name, value);
    }
    if *value != Value::Null {
        to = to.with(name, value.clone());
    }
    stored.put(SETTINGS.to_owned(), to.into());
    Ok(())
}

/// Takes an account and every mention of it away.
fn erased(stored: &mut Stored, name: &str, marks: &[String]) -> Result<(), Stop> {
    let all = stored.all()?.to_vec();
    let key = account_key(name).unwrap_or_default();
    let mut gone = Gone { marks: marks.to_vec(), names: vec![name.to_owned()], keys: Vec::new() };
    if let Ok(account) = super::read_account(&key, stored.raw(&key)?) {
        gone.names.extend(account.aliases);
        gone.names.push(account.domain);
    }
    gone.keys.extend(gone.names.iter().filter_map(|name| account_key(name)));
    for (has, before) in all {
        if case::without_front(&has, DAMAGED) == key {
            stored.put(has, Value::Null);
        } else if has != DIRECTORY && !super::is_newer(&before) {
            let mut after = before.clone();
            gone.take_out(if has.starts_with(DAMAGED) { WORDS } else { "" }, &mut after);
            if after != before {
                stored.put(has, after);
            }
        }
    }
    let mut list = directory(stored)?;
    list.retain(|listed| listed.key != key);
    put_list(stored, list);
    Ok(())
}

/// What an account that is to be forgotten goes by.
struct Gone {
    marks: Vec<String>,
    names: Vec<String>,
    keys: Vec<String>,
}

/// Names of values: an account in an event, what was said in it, a note, other names of an account, pieces lately used.
const WHO: &str = "account";
const WORDS: &str = "words";
const NOTE: &str = "note";
const ALIASES: &str = "aliases";
const PIECES: &str = "pieces";

impl Gone {
    /// Whether a text is a name or a mark of the account.
    fn is(&self, text: &str) -> bool {
        let marked = self.marks.iter().any(|mark| mark == text);
        marked || account_key(text).is_some_and(|key| self.keys.contains(&key))
    }

    /// Takes it out of the value of a name. Titles of pieces stay: they are the library's words.
    fn take_out(&self, name: &str, value: &mut Value) {
        match value {
            Value::Text(text) if matches!(name, WORDS | NOTE) => {
                *text = log::without_phrases(text, &self.names)
            }
            Value::Text(text) if matches!(name, WHO | ALIASES) && self.is(text) => text.clear(),
            Value::List(list) => {
                // The fifth text of a piece lately used is its account.
                for (at, value) in list.iter_mut().enumerate() {
                    let inner = match value {
                        Value::Text(_) if name == PIECES => {
                            if at == 4 {
                                WHO
                            } else {
                                ""
                            }
                        }
                        _ => name,
                    };
                    self.take_out(inner, value);
                }
                if name == ALIASES {
                    list.retain(|alias| *alias != Value::from(""));
                }
            }
            Value::Object(object) => {
                for (inner, value) in object.iter_mut() {
                    self.take_out(if name == WORDS { WORDS } else { inner.as_str() }, value);
                }
                if object.iter().any(|(inner, value)| inner == WHO && *value == Value::from("")) {
                    object.take(WHO);
                }
            }
            _ => {}
        }
    }
}
