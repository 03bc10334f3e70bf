//! Site adapters: the data that says where on a site's pages a prospect stands (`ADAPTERS.md` is the form).

use super::address::Address;
#[cfg(not(target_arch = "wasm32"))]
use super::lint;
use super::readings::head;
use super::{Field, Fields, NoProspect, PageKind};
use crate::catalogue::DateError;
use crate::order;
use crate::value::{Object, Value, Wrong, need};
use regex_lite::Regex;
use serde::{Serialize, Serializer};

/// What is wrong with an adapter's file, with what to do about it.
#[derive(Debug, thiserror::Error)]
pub enum AdapterError {
    /// No JSON.
    #[cfg(not(target_arch = "wasm32"))]
    #[error("{file}: {source}; the keys and their types are in src/prospect/ADAPTERS.md")]
    Json {
        /// The file's name.
        file: String,
        /// What the parser says, with line and column.
        source: serde_json::Error,
    },
    /// A key that the form doesn't have, or a value of the wrong type.
    #[error("{file}: {source}; the keys and their types are in src/prospect/ADAPTERS.md")]
    Form {
        /// The file's name.
        file: String,
        /// What is wrong, and where.
        source: Wrong,
    },
    /// A pattern that is no regular expression.
    #[error("{file}: {path}: “{pattern}” is not a pattern: {source}; escape ( ) . ? + * [ with \\\\")]
    Pattern {
        /// The file's name.
        file: String,
        /// Where in the file: `pages[0].fields.name[1].trim`.
        path: String,
        /// The pattern.
        pattern: String,
        /// What the parser of patterns says.
        source: regex_lite::Error,
    },
    /// Anything else that makes a rule useless.
    #[error("{file}: {path}: {what}")]
    Rule {
        /// The file's name.
        file: String,
        /// Where in the file.
        path: String,
        /// What is wrong and how to mend it.
        what: String,
    },
}

/// One rule as the file has it: exactly one of the sources (`url`, `json_ld`, `meta`, `title`, `selector`,
/// `label`) and what to do with what it finds.
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(missing_docs, reason = "each key is described in ADAPTERS.md")]
pub struct RuleForm {
    pub url: Option<String>,
    pub json_ld: Option<String>,
    pub meta: Option<String>,
    pub title: Option<String>,
    pub selector: Option<String>,
    pub attribute: Option<String>,
    pub label: Option<Vec<String>>,
    pub trim: Option<String>,
    pub split: Option<String>,
    pub says: Option<String>,
    pub sure: bool,
    pub all: bool,
}

impl RuleForm {
    fn read(value: Value) -> Result<Self, Wrong> {
        let mut from = value.object()?;
        let form = Self {
            url: from.text("url")?,
            json_ld: from.text("json_ld")?,
            meta: from.text("meta")?,
            title: from.text("title")?,
            selector: from.text("selector")?,
            attribute: from.text("attribute")?,
            label: from.texts("label")?,
            trim: from.text("trim")?,
            split: from.text("split")?,
            says: from.text("says")?,
            sure: from.flag("sure")?.unwrap_or(false),
            all: from.flag("all")?.unwrap_or(false),
        };
        from.finish().map(|()| form)
    }

    /// What the observer needs of it: trimming and cutting are done here, the words are for the evidence.
    fn write(&self) -> Value {
        let mut to = Object::default();
        let texts = [
            ("url", &self.url),
            ("json_ld", &self.json_ld),
            ("meta", &self.meta),
            ("title", &self.title),
            ("selector", &self.selector),
            ("attribute", &self.attribute),
        ];
        for (name, text) in texts {
            if let Some(text) = text {
                to = to.with(name, text.as_str());
            }
        }
        if let Some(label) = &self.label {
            to = to.with("label", label.as_slice());
        }
        if self.all {
            to = to.with("all", true);
        }
        to.into()
    }
}

/// Something whose presence means that nobody is on the page: either a selector or a type in JSON-LD.
#[derive(Clone, Debug, PartialEq)]
pub struct Unless {
    /// CSS selector.
    pub selector: Option<String>,
    /// Type in JSON-LD.
    pub json_ld: Option<String>,
    /// Why there is nobody then.
    pub why: NoProspect,
}

impl Unless {
    fn read(value: Value) -> Result<Self, Wrong> {
        let mut from = value.object()?;
        let (selector, json_ld) = (from.text("selector")?, from.text("json_ld")?);
        let why = need(from.read("why", |word| word.word(&NoProspect::WORDS))?, "why")?;
        from.finish().map(|()| Self { selector, json_ld, why })
    }

    fn write(&self) -> Value {
        let mut to = Object::default();
        for (name, text) in [("selector", &self.selector), ("json_ld", &self.json_ld)] {
            if let Some(text) = text {
                to = to.with(name, text.as_str());
            }
        }
        to.into()
    }
}

/// A fixture page and what must be read from it. The panel has no use for it.
#[cfg(not(target_arch = "wasm32"))]
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// File under `tests/fixtures/pages/`.
    pub page: String,
    /// The address that the page pretends to have.
    pub url: String,
    /// Fields of [`Prospect`](super::Prospect) and their values, or `"outcome": "none"`.
    pub expect: serde_json::Map<String, serde_json::Value>,
}

#[cfg(not(target_arch = "wasm32"))]
impl Case {
    fn read(value: Value) -> Result<Self, Wrong> {
        let mut from = value.object()?;
        let page = need(from.text("page")?, "page")?;
        let url = need(from.text("url")?, "url")?;
        let expect = from.read("expect", |value| match serde_json::to_value(&value) {
            Ok(serde_json::Value::Object(expect)) => Ok(expect),
            _ => Err(Wrong::new("expected an object".to_owned())),
        })?;
        let expect = need(expect, "expect")?;
        from.finish().map(|()| Self { page, url, expect })
    }
}

/// A page as the file has it.
#[derive(Clone, Debug)]
struct PageForm {
    kind: String,
    hosts: Vec<String>,
    url: String,
    why: Option<NoProspect>,
    unless: Vec<Unless>,
    scope: Vec<String>,
    fields: Fields<RuleForm>,
    text: Vec<String>,
}

impl PageForm {
    fn read(value: Value) -> Result<Self, Wrong> {
        let mut from = value.object()?;
        let rules = |(name, list): (String, Value)| {
            let rules = list.each(RuleForm::read).map_err(|wrong| wrong.within(&name))?;
            Ok((Value::Text(name).word(&Field::WORDS)?, rules))
        };
        let fields =
            |value: Value| value.object()?.rest().into_iter().map(rules).collect::<Result<Vec<_>, Wrong>>();
        let form = Self {
            kind: need(from.text("kind")?, "kind")?,
            hosts: from.texts("hosts")?.unwrap_or_default(),
            url: need(from.text("url")?, "url")?,
            why: from.read("why", |word| word.word(&NoProspect::WORDS))?,
            unless: from.read("unless", |list| list.each(Unless::read))?.unwrap_or_default(),
            scope: from.texts("scope")?.unwrap_or_default(),
            fields: Fields::new(from.read("fields", fields)?.unwrap_or_default()),
            text: from.texts("text")?.unwrap_or_default(),
        };
        from.finish().map(|()| form)
    }
}

/// A file as a whole.
#[derive(Clone, Debug)]
struct AdapterForm {
    id: String,
    name: String,
    checked: crate::catalogue::Date,
    hosts: Vec<String>,
    remember: bool,
    pages: Vec<PageForm>,
    #[cfg(not(target_arch = "wasm32"))]
    cases: Vec<Case>,
}

impl AdapterForm {
    fn read(value: Value) -> Result<Self, Wrong> {
        let mut from = value.object()?;
        let day =
            |value: Value| value.text()?.parse().map_err(|wrong: DateError| Wrong::new(wrong.to_string()));
        from.take("sources"); // free words on where the facts come from
        let cases = from.take("cases");
        let form = Self {
            id: need(from.text("id")?, "id")?,
            name: need(from.text("name")?, "name")?,
            checked: need(from.read("checked", day)?, "checked")?,
            hosts: need(from.texts("hosts")?, "hosts")?,
            remember: from.flag("remember")?.unwrap_or(true),
            pages: need(from.read("pages", |list| list.each(PageForm::read))?, "pages")?,
            #[cfg(not(target_arch = "wasm32"))]
            cases: cases.each(Case::read).map_err(|wrong| wrong.within("cases"))?,
        };
        #[cfg(target_arch = "wasm32")]
        drop(cases);
        from.finish().map(|()| form)
    }
}

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
    pub(super) pattern: Option<Regex>,
    pub(super) trim: Option<Regex>,
    pub(super) split: Option<Regex>,
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
    pub(super) url: Regex,
    pub(super) unless: Vec<Unless>,
    pub(super) scope: Vec<String>,
    pub(super) fields: Fields<Rule>,
    pub(super) text: Vec<String>,
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
    /// Parses and checks one file.
    ///
    /// # Errors
    /// Every fault that makes the file useless, in the file's order.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn parse(file: &str, json: &str) -> Result<Self, Vec<AdapterError>> {
        let value = serde_json::from_str(json)
            .map_err(|source| vec![AdapterError::Json { file: file.to_owned(), source }])?;
        Self::read(file, value)
    }

    /// Reads and checks the content of a file.
    ///
    /// # Errors
    /// Every fault that makes the file useless, in the file's order.
    pub fn read(file: &str, content: Value) -> Result<Self, Vec<AdapterError>> {
        let mut form = AdapterForm::read(content)
            .map_err(|source| vec![AdapterError::Form { file: file.to_owned(), source }])?;
        let mut check = Check { file, errors: Vec::new() };
        check.hosts(&form);
        let pages = std::mem::take(&mut form.pages).into_iter().enumerate();
        let pages = pages.filter_map(|(at, page)| check.page(&format!("pages[{at}]"), page)).collect();
        if !check.errors.is_empty() {
            return Err(check.errors);
        }
        Ok(Self {
            id: form.id,
            name: form.name,
            checked: form.checked,
            hosts: form.hosts.into_iter().map(|h| h.to_ascii_lowercase()).collect(),
            remember: form.remember,
            #[cfg(not(target_arch = "wasm32"))]
            cases: form.cases,
            pages,
        })
    }

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
            let found = page.url.captures(address.tail)?;
            Some((at, page, found.name("id").map(|id| id.as_str().to_owned())))
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

/// Collects the errors of one file.
struct Check<'a> {
    file: &'a str,
    errors: Vec<AdapterError>,
}

impl Check<'_> {
    fn rule_error(&mut self, path: &str, what: &str) {
        self.errors.push(AdapterError::Rule {
            file: self.file.to_owned(),
            path: path.to_owned(),
            what: what.to_owned(),
        });
    }

    fn pattern(&mut self, path: &str, pattern: &str) -> Option<Regex> {
        Regex::new(pattern)
            .map_err(|source| {
                self.errors.push(AdapterError::Pattern {
                    file: self.file.to_owned(),
                    path: path.to_owned(),
                    pattern: pattern.to_owned(),
                    source,
                });
            })
            .ok()
    }

    fn hosts(&mut self, form: &AdapterForm) {
        let id_fine = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if form.id.is_empty() || !form.id.chars().all(id_fine) {
            self.rule_error("id", "write small letters, digits and hyphens only, as in the file's name");
        }
        if form.hosts.is_empty() {
            self.rule_error("hosts", "no host; name at least one, for example \"crm.example.com\"");
        }
        if form.pages.is_empty() {
            self.rule_error("pages", "no page; describe at least one");
        }
        self.host_names("hosts", &form.hosts, form.id == "any");
    }

    fn host_names(&mut self, path: &str, hosts: &[String], any: bool) {
        for (at, host) in hosts.iter().enumerate() {
            let bare = host.strip_prefix("*.").unwrap_or(host);
            let label = |l: &str| !l.is_empty() && l.chars().all(|c| c.is_alphanumeric() || c == '-');
            let broad = host.starts_with("*.") && !bare.contains('.');
            if !(any && host == "*") && (broad || !bare.split('.').all(label)) {
                let what = format!(
                    "“{host}” is no host; write a name such as crm.example.com or *.example.com, without https:// and path"
                );
                self.rule_error(&format!("{path}[{at}]"), &what);
            }
        }
    }

    fn page(&mut self, path: &str, form: PageForm) -> Option<Page> {
        let kind = match form.kind.as_str() {
            "person" => Some(PageKind::Person),
            "company" => Some(PageKind::Company),
            "opportunity" => Some(PageKind::Opportunity),
            "none" => None,
            _ => {
                self.rule_error(&format!("{path}.kind"), "write person, company, opportunity or none");
                None
            }
        };
        if form.kind == "none" && form.why.is_none() {
            self.rule_error(path, "a page of kind none needs a “why”: list, own, news or settings");
        }
        if kind.is_some() && form.fields.is_empty() {
            self.rule_error(path, "no fields; say where at least the name or the company stands");
        }
        self.host_names(&format!("{path}.hosts"), &form.hosts, false);
        for (at, unless) in form.unless.iter().enumerate() {
            if unless.selector.is_some() == unless.json_ld.is_some() {
                self.rule_error(&format!("{path}.unless[{at}]"), "write either “selector” or “json_ld”");
            }
        }
        let url = self.pattern(&format!("{path}.url"), &form.url);
        let mut fields = Vec::new();
        for (field, rules) in form.fields.into_pairs() {
            let path = |at| format!("{path}.fields.{}[{at}]", field.word());
            let rules = rules.into_iter().enumerate();
            let rules: Vec<Rule> = rules.filter_map(|(at, rule)| self.rule(&path(at), rule)).collect();
            fields.push((field, rules));
        }
        let why = form.why.unwrap_or(NoProspect::List);
        let hosts = form.hosts.iter().map(|h| h.to_ascii_lowercase()).collect();
        Some(Page {
            kind,
            why,
            hosts,
            url: url?,
            unless: form.unless,
            scope: form.scope,
            fields: Fields::new(fields),
            text: form.text,
        })
    }

    fn rule(&mut self, path: &str, form: RuleForm) -> Option<Rule> {
        let sources = [
            (SourceKind::Url, form.url.is_some()),
            (SourceKind::JsonLd, form.json_ld.is_some()),
            (SourceKind::Meta, form.meta.is_some()),
            (SourceKind::Title, form.title.is_some()),
            (SourceKind::Content, form.selector.is_some()),
            (SourceKind::Content, form.label.is_some()),
        ];
        let mut named = sources.iter().filter(|(_, there)| *there).map(|(kind, _)| *kind);
        let (Some(kind), None) = (named.next(), named.next()) else {
            self.rule_error(path, "write exactly one source: url, json_ld, meta, title, selector or label");
            return None;
        };
        if form.attribute.is_some() && form.selector.is_none() {
            self.rule_error(path, "“attribute” belongs to a selector; leave it out here");
        }
        let pattern = match form.url.as_ref().or(form.title.as_ref()) {
            Some(text) => Some(self.pattern(path, text)?),
            None => None,
        };
        let mut part = |name: &str, text: &Option<String>| match text {
            Some(text) => self.pattern(&format!("{path}.{name}"), text).map(Some),
            None => Some(None),
        };
        let (trim, split) = (part("trim", &form.trim)?, part("split", &form.split)?);
        Some(Rule { kind, pattern, trim, split, form })
    }
}

/// The adapters in use: the library's own first, then the built-in ones, the one for any site last.
#[derive(Clone, Debug, Default)]
pub struct Adapters(Vec<Adapter>);

impl Adapters {
    /// Parses files given as name and content.
    ///
    /// # Errors
    /// The faults of all files.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn parse(files: &[(&str, &str)]) -> Result<Self, Vec<AdapterError>> {
        Self::collect(files.iter().map(|(file, json)| (*file, Adapter::parse(file, json))))
    }

    /// Reads contents of files given with the file's name.
    ///
    /// # Errors
    /// The faults of all files.
    pub fn read(files: Vec<(String, Value)>) -> Result<Self, Vec<AdapterError>> {
        let read: Vec<_> =
            files.into_iter().map(|(file, content)| (Adapter::read(&file, content), file)).collect();
        Self::collect(read.into_iter().map(|(adapter, file)| (file, adapter)))
    }

    fn collect(
        files: impl Iterator<Item = (impl Into<String>, Result<Adapter, Vec<AdapterError>>)>,
    ) -> Result<Self, Vec<AdapterError>> {
        let mut adapters: Vec<Adapter> = Vec::new();
        let mut errors = Vec::new();
        for (file, adapter) in files {
            match adapter {
                Ok(adapter) if adapters.iter().any(|a| a.id == adapter.id) => {
                    errors.push(AdapterError::Rule {
                        file: file.into(),
                        path: "id".to_owned(),
                        what: format!("“{}” is taken by another file; choose another id", adapter.id),
                    })
                }
                Ok(adapter) => adapters.push(adapter),
                Err(more) => errors.extend(more),
            }
        }
        if errors.is_empty() { Ok(Self(adapters).sorted()) } else { Err(errors) }
    }

    /// The adapters that ship with Pitchside. The panel has them as files beside it instead ([`BUILTIN_IDS`]).
    #[cfg(not(target_arch = "wasm32"))]
    pub fn builtin() -> Self {
        // A fault in a shipped file is caught by a test; here the others still work.
        Self(BUILTIN.iter().filter_map(|(file, json)| Adapter::parse(file, json).ok()).collect()).sorted()
    }

    /// These adapters with the built-in ones behind them; an adapter of the same id replaces the built-in one.
    #[cfg(not(target_arch = "wasm32"))]
    #[must_use]
    pub fn with_builtin(self) -> Self {
        let mut all = self.0;
        for adapter in Self::builtin().0 {
            if !all.iter().any(|a| a.id == adapter.id) {
                all.push(adapter);
            }
        }
        Self(all).sorted()
    }

    /// What is for every site comes last; the rest keeps its order.
    fn sorted(mut self) -> Self {
        order::sort_by_key(&mut self.0, |a| a.hosts.iter().any(|h| h == "*"));
        self
    }

    /// The adapters in the order in which they are asked.
    pub fn iter(&self) -> impl Iterator<Item = &Adapter> {
        self.0.iter()
    }

    /// The hosts for which a permission makes sense, without the adapter for any site: `www.linkedin.com`,
    /// `*.lightning.force.com`.
    pub fn hosts(&self) -> Vec<&str> {
        let hosts = self.0.iter().flat_map(|a| a.hosts.iter()).map(String::as_str);
        hosts.filter(|h| *h != "*").collect()
    }

    /// The same as match patterns of an extension's manifest: `https://www.linkedin.com/*`.
    pub fn match_patterns(&self) -> Vec<String> {
        self.hosts().iter().map(|host| format!("https://{host}/*")).collect()
    }

    /// The adapter for an address.
    pub fn adapter(&self, url: &str) -> Option<&Adapter> {
        let address = Address::parse(url)?;
        self.0.iter().find(|a| a.covers(&address.host))
    }

    /// What to collect on a page; none when nobody can be there or the address is not a web page's.
    pub fn recipe(&self, url: &str) -> Option<Recipe> {
        let address = Address::parse(url)?;
        let adapter = self.0.iter().find(|a| a.covers(&address.host))?;
        let (at, page, _) = adapter.page(&address)?;
        page.kind?;
        let forms = |rules: &[Rule]| rules.iter().map(|r| r.form.clone()).collect();
        Some(Recipe {
            adapter: adapter.id.clone(),
            page: at,
            record: adapter.record(&address),
            unless: page.unless.clone(),
            scope: page.scope.clone(),
            fields: Fields::new(page.fields.iter().map(|(field, rules)| (*field, forms(rules))).collect()),
            text: page.text.clone(),
        })
    }
}

/// The adapters that ship, by id: `extension/adapters/ID.json`, `adapters/ID.json` in the package.
pub const BUILTIN_IDS: [&str; 4] = ["linkedin", "salesforce", "hubspot", "any"];

/// Their files, by name.
#[cfg(not(target_arch = "wasm32"))]
pub const BUILTIN: &[(&str, &str)] = &[
    ("linkedin.json", include_str!("../../extension/adapters/linkedin.json")),
    ("salesforce.json", include_str!("../../extension/adapters/salesforce.json")),
    ("hubspot.json", include_str!("../../extension/adapters/hubspot.json")),
    ("any.json", include_str!("../../extension/adapters/any.json")),
];
