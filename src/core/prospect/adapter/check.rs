//! From a file's form to an adapter that works, or the list of its faults.

use super::error::AdapterError;
use super::form::{AdapterForm, PageForm, RuleForm};
use super::{Adapter, HTTP, Page, Rule, SourceKind};
use crate::prospect::expression::Expression;
use crate::prospect::{Fields, NoProspect, PageKind};
use crate::value::Value;

impl Adapter {
    /// Reads and checks the content of a file.
    ///
    /// # Errors
    /// Every fault that makes the file useless, in the file's order.
    pub fn read(file: &str, content: Value) -> Result<Self, Vec<AdapterError>> {
        let mut form = AdapterForm::read(content)
            .map_err(|source| vec![AdapterError::Form { file: file.to_owned(), source }])?;
        let mut check = Check { file, errors: Vec::new() };
        check.hosts(&form);
        let mut pages = Vec::new();
        for (at, page) in std::mem::take(&mut form.pages).into_iter().enumerate() {
            if let Some(page) = check.page(&format!("pages[{at}]"), page) {
                pages.push(page);
            }
        }
        if !check.errors.is_empty() {
            return Err(check.errors);
        }
        Ok(Self {
            id: form.id,
            name: form.name,
            checked: form.checked,
            hosts: small(form.hosts),
            remember: form.remember,
            pages,
        })
    }
}

/// Host names in small letters.
fn small(mut hosts: Vec<String>) -> Vec<String> {
    for host in &mut hosts {
        host.make_ascii_lowercase();
    }
    hosts
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

    fn pattern(&mut self, path: &str, pattern: &str) -> Option<Expression> {
        Expression::new(pattern)
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
            let host = host.strip_prefix(HTTP).unwrap_or(host);
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
            let mut checked = Vec::new();
            for (at, rule) in rules.into_iter().enumerate() {
                if let Some(rule) = self.rule(&format!("{path}.fields.{}[{at}]", field.word()), rule) {
                    checked.push(rule);
                }
            }
            fields.push((field, checked));
        }
        let why = form.why.unwrap_or(NoProspect::List);
        let hosts = small(form.hosts);
        Some(Page {
            kind,
            why,
            hosts,
            url: url?,
            unless: form.unless,
            scope: form.scope,
            fields: Fields::new(fields),
            text: form.text,
            mail: form.mail,
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
        if form.with.is_some() && form.attribute.is_none() {
            self.rule_error(path, "“with” names a second attribute; write “attribute” too");
        }
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
