//! Site adapters: the data that says where on a site's pages a prospect stands (`ADAPTERS.md` is the form).

#[cfg(feature = "embedded")]
mod builtin;
mod check;
mod error;
mod form;
mod labels;
mod set;
mod shelf;

use super::address::Address;
use super::clean::head;
use super::expression::Expression;
use super::{Fields, NoProspect, PageKind};
use crate::value::{Object, Value};
use serde::{Serialize, Serializer};

#[cfg(feature = "embedded")]
pub use builtin::BUILTIN;
pub use error::AdapterError;
pub use form::{RuleForm, Unless};
pub use labels::labels_of;
pub use set::Adapters;
pub use shelf::{ParseJson, Shelf, SiteFacts};

/// Where a rule looks; two rules of the same kind of source are no independent witnesses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SourceKind {
    /// The address.
    Url,
    /// Structured data.
    JsonLd,
    /// A `meta` element.
    Meta,
    /// The page's title.
    Title,
    /// What is shown: by a selector or a label.
    Content,
    /// The same where it may be something else: outside the record's region, or a bare heading. No witness by itself.
    Weak,
    /// What a rule for one value found beside its first: a choice for the rep, and no witness.
    Rival,
}

/// A rule ready for use.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Where it looks.
    pub kind: SourceKind,
    /// The pattern of a `url` or `title` rule, which Rust applies itself.
    pub(super) pattern: Option<Expression>,
    pub(super) trim: Option<Expression>,
    pub(super) split: Option<Expression>,
    /// As the file has it.
    pub form: RuleForm,
}

/// A page ready for use.
#[derive(Clone, Debug)]
pub struct Page {
    /// `None`: nobody is on such pages, for the reason in `why`.
    pub kind: Option<PageKind>,
    pub(super) why: NoProspect,
    /// Hosts that the page is for; empty = all of the adapter's.
    pub(super) hosts: Vec<String>,
    pub(super) url: Expression,
    /// What rules a prospect out.
    pub unless: Vec<Unless>,
    /// Selectors of which the first that fits one visible element bounds the others.
    pub scope: Vec<String>,
    /// The rules of each field, most trusted first.
    pub fields: Fields<Rule>,
    /// Selectors of the parts whose text is wanted.
    pub text: Vec<String>,
    /// Names are correspondents with their addresses: see `super::mail`.
    pub mail: bool,
}

/// The page that an address is for.
pub(super) struct Found<'a> {
    /// Its index in [`Adapter::pages`].
    pub(super) at: u16,
    pub(super) page: &'a Page,
    /// The record's own id, where the address has one.
    pub(super) id: Option<String>,
    /// The part of the address that the site makes of the record's name (`maren-holt-4b71a2`), where it does.
    pub(super) slug: Option<String>,
}

/// One site.
#[derive(Clone, Debug)]
pub struct Adapter {
    /// The file's name without `.json`: `linkedin`, `salesforce`, `any`.
    pub id: String,
    /// What people call the site.
    pub name: String,
    /// Day on which somebody last held it against the real site or its fixture.
    pub checked: crate::catalogue::Date,
    /// Host names, or `*.` + domain; `http://` before one where its pages come without encryption.
    pub hosts: Vec<String>,
    /// Whether what is read there may be kept on the rep's machine.
    pub remember: bool,
    /// Its pages, in the order in which an address is held against them.
    pub pages: Vec<Page>,
}

/// What `observe.js` gets for one page: what to collect, and nothing else.
#[derive(Clone, Debug, PartialEq)]
pub struct Recipe {
    /// The adapter's id; comes back in [`Observation::recipe`](super::Observation::recipe).
    pub adapter: String,
    /// Index of the page in the adapter; comes back too.
    pub page: u16,
    /// The record's identity, the same text as [`Detection::record`](super::Detection::record).
    pub record: String,
    /// Selectors that rule a prospect out, in the order that `Observation::unless` counts.
    pub unless: Vec<Unless>,
    /// Selectors of which the first that fits one visible element bounds the others.
    pub scope: Vec<String>,
    /// The rules of each field in the adapter's order. `trim`, `split` and the patterns of `url` and `title` are
    /// applied in Rust; the observer may leave `url` and `title` rules alone.
    pub fields: Fields<RuleForm>,
    /// Selectors of the parts whose visible text is wanted.
    pub text: Vec<String>,
}

impl Recipe {
    /// As the observer takes it.
    pub fn write(&self) -> Value {
        let mut fields = Object::default();
        for (field, rules) in self.fields.iter() {
            let mut written = Vec::new();
            for rule in rules {
                written.push(rule.write());
            }
            fields = fields.with(field.word(), written);
        }
        let mut unless = Vec::new();
        for one in &self.unless {
            unless.push(one.write());
        }
        Object::default()
            .with("adapter", self.adapter.as_str())
            .with("page", f64::from(self.page))
            .with("record", self.record.as_str())
            .with("unless", unless)
            .with("scope", self.scope.as_slice())
            .with("fields", fields)
            .with("text", self.text.as_slice())
            .into()
    }
}

impl Serialize for Recipe {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.write().serialize(to)
    }
}

impl Adapter {
    /// Whether the adapter is for this host.
    pub(super) fn covers(&self, host: &str) -> bool {
        covers(&self.hosts, host)
    }

    /// The first page that an address fits.
    pub(super) fn page(&self, address: &Address<'_>) -> Option<Found<'_>> {
        self.pages.iter().zip(0u16..).find_map(|(page, at)| {
            if !page.hosts.is_empty() && !covers(&page.hosts, &address.host) {
                return None;
            }
            let found = page.url.find(address.tail)?;
            let named = |name| page.url.named(name).and_then(|at| found.group(at)).map(str::to_owned);
            let slug = named("slug");
            Some(Found { at, page, id: named("id").or_else(|| slug.clone()), slug })
        })
    }

    /// The identity of the record at an address whose page was found: adapter, kind of page, host, and the record's own id or
    /// the path.
    pub(super) fn record(&self, address: &Address<'_>, found: Option<&Found<'_>>) -> String {
        let (kind, id) = match found {
            Some(Found { page: Page { kind: Some(kind), .. }, id, .. }) => {
                let kind = match kind {
                    PageKind::Person => "person",
                    PageKind::Company => "company",
                    PageKind::Opportunity => "opportunity",
                };
                (kind, id.as_deref().unwrap_or_else(|| address.path()))
            }
            _ => ("none", address.tail),
        };
        format!("{} {kind} {} {}", self.id, address.host, head(id, 512))
    }

    /// What to collect at an address; none when nobody can be there.
    pub(super) fn recipe(&self, address: &Address<'_>) -> Option<Recipe> {
        let found = self.page(address)?;
        let page = found.page;
        page.kind?;
        let mut fields = Vec::new();
        for (field, rules) in page.fields.iter() {
            let mut forms = Vec::new();
            for rule in rules {
                forms.push(rule.form.clone());
            }
            fields.push((*field, forms));
        }
        Some(Recipe {
            adapter: self.id.clone(),
            page: found.at,
            record: self.record(address, Some(&found)),
            unless: page.unless.clone(),
            scope: page.scope.clone(),
            fields: Fields::new(fields),
            text: page.text.clone(),
        })
    }

    /// Index in [`Adapter::pages`] of the page that an address is for.
    pub fn page_of(&self, url: &str) -> Option<usize> {
        self.page(&Address::parse(url)?).map(|found| usize::from(found.at))
    }
}

/// Before a host of an adapter: its pages are read without encryption too.
pub(super) const HTTP: &str = "http://";

/// The match pattern of a host of an adapter, as browsers give access by.
pub fn match_pattern(host: &str) -> String {
    match host.strip_prefix(HTTP) {
        Some(host) => ["*://", host, "/*"].concat(),
        None => ["https://", host, "/*"].concat(),
    }
}

/// Whether one of the patterns, host names or `*.` + domain, covers a host; `*.corvid.example` covers the domain itself.
fn covers(patterns: &[String], host: &str) -> bool {
    patterns.iter().any(|pattern| {
        let pattern = pattern.strip_prefix(HTTP).unwrap_or(pattern);
        match pattern.strip_prefix('*') {
            Some("") => true,
            Some(suffix) => host.ends_with(suffix) || Some(host) == suffix.strip_prefix('.'),
            None => pattern == host,
        }
    })
}
