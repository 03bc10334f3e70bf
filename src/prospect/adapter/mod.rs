//! Site adapters: the data that says where on a site's pages a prospect stands (`ADAPTERS.md` is the form).

mod check;
mod error;
mod form;
#[cfg(not(target_arch = "wasm32"))]
mod labels;
mod set;
mod shelf;

use super::address::Address;
use super::expression::Expression;
#[cfg(not(target_arch = "wasm32"))]
use super::lint;
use super::readings::head;
use super::{Fields, NoProspect, PageKind};
use crate::value::{Object, Value};
use serde::{Serialize, Serializer};

pub use error::AdapterError;
#[cfg(not(target_arch = "wasm32"))]
pub use form::{Case, Source, Witness};
pub use form::{RuleForm, Unless};
#[cfg(not(target_arch = "wasm32"))]
pub use labels::labels_of;
pub use set::Adapters;
#[cfg(not(target_arch = "wasm32"))]
pub use set::BUILTIN;
pub use shelf::{ParseJson, Shelf, SiteFacts};

/// Where a rule looks; two rules of the same kind of source are no independent witnesses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum SourceKind {
    Url,
    JsonLd,
    Meta,
    Title,
    Content,
}

/// A rule ready for use.
#[derive(Clone, Debug)]
pub(super) struct Rule {
    pub(super) kind: SourceKind,
    /// The pattern of a `url` or `title` rule, which Rust applies itself.
    pub(super) pattern: Option<Expression>,
    pub(super) trim: Option<Expression>,
    pub(super) split: Option<Expression>,
    pub(super) form: RuleForm,
}

/// A page ready for use.
#[derive(Clone, Debug)]
pub(super) struct Page {
    /// `None`: nobody is on such pages, for the reason in `why`.
    pub(super) kind: Option<PageKind>,
    pub(super) why: NoProspect,
    /// Hosts that the page is for; empty = all of the adapter's.
    pub(super) hosts: Vec<String>,
    pub(super) url: Expression,
    pub(super) unless: Vec<Unless>,
    pub(super) scope: Vec<String>,
    pub(super) fields: Fields<Rule>,
    pub(super) text: Vec<String>,
    /// Names are correspondents with their addresses: see `super::mail`.
    pub(super) mail: bool,
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
    /// Host names, or `*.` + domain.
    pub hosts: Vec<String>,
    /// Whether what is read there may be kept on the rep's machine.
    pub remember: bool,
    /// Its fixture pages with what must be read from them.
    #[cfg(not(target_arch = "wasm32"))]
    pub cases: Vec<Case>,
    /// Where its facts come from.
    #[cfg(not(target_arch = "wasm32"))]
    pub sources: Vec<Source>,
    pub(super) pages: Vec<Page>,
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
    /// Selectors of which the first with a visible match bounds the others.
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
            fields = fields.with(field.word(), rules.iter().map(RuleForm::write).collect::<Vec<_>>());
        }
        Object::default()
            .with("adapter", self.adapter.as_str())
            .with("page", f64::from(self.page))
            .with("record", self.record.as_str())
            .with("unless", self.unless.iter().map(Unless::write).collect::<Vec<_>>())
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

    /// The first page that an address fits, with its index and the record's id.
    pub(super) fn page(&self, address: &Address<'_>) -> Option<(u16, &Page, Option<String>)> {
        self.pages.iter().zip(0u16..).find_map(|(page, at)| {
            if !page.hosts.is_empty() && !covers(&page.hosts, &address.host) {
                return None;
            }
            let found = page.url.find(address.tail)?;
            let id = page.url.named("id").and_then(|id| found.group(id));
            Some((at, page, id.map(str::to_owned)))
        })
    }

    /// The identity of the record at an address: adapter, kind of page, host, and the record's own id or the path.
    pub(super) fn record(&self, address: &Address<'_>) -> String {
        let (kind, id) = match self.page(address) {
            Some((_, Page { kind: Some(kind), .. }, id)) => {
                let kind = match kind {
                    PageKind::Person => "person",
                    PageKind::Company => "company",
                    PageKind::Opportunity => "opportunity",
                };
                (kind, id.unwrap_or_else(|| address.path().to_owned()))
            }
            _ => ("none", address.tail.to_owned()),
        };
        format!("{} {kind} {} {}", self.id, address.host, head(&id, 512))
    }

    /// Things that work today and will break tomorrow, each with its remedy; see ADAPTERS.md.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn findings(&self) -> Vec<String> {
        lint::findings(self)
    }
}

/// Whether one of the patterns, host names or `*.` + domain, covers a host; `*.corvid.example` covers the domain itself.
fn covers(patterns: &[String], host: &str) -> bool {
    patterns.iter().any(|pattern| match pattern.strip_prefix('*') {
        Some("") => true,
        Some(suffix) => host.ends_with(suffix) || Some(host) == suffix.strip_prefix('.'),
        None => pattern == host,
    })
}
