//! Entries as they stand in the storage while one change is made.

use super::Entry;
use crate::value::{Object, Value};

/// Where a damaged entry is put aside when its key is needed.
pub(super) const DAMAGED: &str = "damaged:";

/// The entries that were read for a change, and those that it has made of them.
#[derive(Debug, Default)]
pub struct Stored {
    entries: Vec<Entry>,
    /// The keys that were read; all of them where there are none.
    read: Option<Vec<String>>,
    changed: Vec<Entry>,
}

/// Why a change was not made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stop {
    /// It must see these entries first, those that it has seen among them.
    Needs(Vec<String>),
    /// It must see all entries first.
    NeedsAll,
    /// A newer Pitchside has written what would be changed.
    Newer,
    /// As much is kept of one day as is kept of any.
    Full,
}

impl Stored {
    /// Before anything has been read.
    pub fn unread() -> Self {
        Self { read: Some(Vec::new()), ..Self::default() }
    }

    /// The entries of these keys; all there are where `keys` is none.
    pub fn new(keys: Option<Vec<String>>, entries: Vec<Entry>) -> Self {
        Self { entries, read: keys, changed: Vec::new() }
    }

    /// What the change has made: values to be kept, `Null` to be taken away.
    pub fn into_changed(self) -> Vec<Entry> {
        self.changed
    }

    /// Every entry.
    pub(super) fn all(&self) -> Result<&[Entry], Stop> {
        if self.read.is_none() { Ok(&self.entries) } else { Err(Stop::NeedsAll) }
    }

    /// An entry as it stands.
    pub(super) fn raw(&self, key: &str) -> Result<Value, Stop> {
        if let Some(read) = &self.read
            && !read.iter().any(|has| has == key)
        {
            let mut wanted = read.clone();
            wanted.push(key.to_owned());
            return Err(Stop::Needs(wanted));
        }
        let found = self.entries.iter().find(|(has, _)| has == key);
        Ok(found.map(|(_, value)| value.clone()).unwrap_or_default())
    }

    /// The values of an entry; none where there is nothing to be read. What is damaged is put aside, so that whatever takes
    /// its place loses nothing.
    pub(super) fn opened(&mut self, key: &str) -> Result<Option<Object>, Stop> {
        let value = self.raw(key)?;
        if value == Value::Null {
            return Ok(None);
        }
        if super::is_newer(&value) {
            return Err(Stop::Newer);
        }
        let found = super::opened(value).ok();
        if found.is_none() {
            self.put_aside(key)?;
        }
        Ok(found)
    }

    /// Puts a damaged entry aside.
    pub(super) fn put_aside(&mut self, key: &str) -> Result<(), Stop> {
        let value = self.raw(key)?;
        self.put([DAMAGED, key].concat(), value);
        Ok(())
    }

    /// A list in an entry; an empty one where there is none, or none that can be read.
    pub(super) fn list(&mut self, key: &str, name: &str) -> Result<Vec<Value>, Stop> {
        let Some(mut from) = self.opened(key)? else { return Ok(Vec::new()) };
        if let Ok(list) = from.take(name).list() {
            return Ok(list);
        }
        self.put_aside(key)?;
        Ok(Vec::new())
    }

    /// Keeps a value; `Null` takes it away.
    pub(super) fn put(&mut self, key: String, value: Value) {
        super::drop_one(&mut self.changed, |(has, _)| *has == key);
        self.changed.push((key, value));
    }
}
