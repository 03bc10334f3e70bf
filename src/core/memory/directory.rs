//! Who is remembered: enough of every account to find it by any of its names, without reading what it got.

use super::{ACCOUNT, Account, account_key, versioned};
use crate::catalogue::Date;
use crate::value::{Object, Value, Wrong, need};

/// One account in the directory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listed {
    /// The key of its entry.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Its domain, possibly empty.
    pub domain: String,
    /// The day of the last copy; none where nothing was copied.
    pub last: Option<Date>,
    /// How many pieces it got.
    pub links: i32,
    /// The keys that its other names would have.
    pub aliases: Vec<String>,
}

impl Listed {
    /// The line of an account.
    pub(super) fn of(account: &Account) -> Self {
        let mut aliases = Vec::new();
        for alias in &account.aliases {
            aliases.extend(account_key(alias));
        }
        Self {
            key: account.key(),
            name: account.name.clone(),
            domain: account.domain.clone(),
            last: account.last(),
            links: account.shared.len() as i32,
            aliases,
        }
    }
}

/// Finds an account: by its name, by another of its names, by its domain, in this order.
pub(super) fn find<'a>(list: &'a [Listed], key: &str, domain: &str) -> Option<&'a Listed> {
    let by_name = list.iter().find(|listed| listed.key == key);
    let by_alias = || list.iter().find(|listed| listed.aliases.iter().any(|alias| alias == key));
    let by_domain = || list.iter().find(|listed| !domain.is_empty() && listed.domain == domain);
    by_name.or_else(by_alias).or_else(by_domain)
}

/// Reads the directory's entry.
pub(super) fn read(mut from: Object) -> Result<Vec<Listed>, Wrong> {
    from.take("list").each(|line| {
        let mut from = line.object()?;
        let last = from.text("last")?.unwrap_or_default();
        Ok(Listed {
            key: [ACCOUNT, &need(from.text("key")?, "key")?].concat(),
            name: need(from.text("name")?, "name")?,
            domain: from.text("domain")?.unwrap_or_default(),
            last: last.parse().ok(),
            links: from.whole("links")?.unwrap_or_default(),
            aliases: from.texts("aliases")?.unwrap_or_default(),
        })
    })
}

/// Writes the directory's entry.
pub(super) fn write(list: &[Listed]) -> Value {
    let mut lines = Vec::new();
    for listed in list {
        let last = listed.last.map(|day| day.to_string()).unwrap_or_default();
        let mut line = Object::default()
            .with("key", listed.key.strip_prefix(ACCOUNT).unwrap_or_default())
            .with("name", listed.name.as_str())
            .with("links", f64::from(listed.links));
        for (name, value) in [("domain", &listed.domain), ("last", &last)] {
            if !value.is_empty() {
                line = line.with(name, value.as_str());
            }
        }
        if !listed.aliases.is_empty() {
            line = line.with("aliases", listed.aliases.as_slice());
        }
        lines.push(line.into());
    }
    versioned().with("list", lines).into()
}
