//! A first draft of an adapter, from one saved record: what its address, its title, its heading and its labels give away.
//!
//! A draft holds what is on that one page; whether it holds on the next one its author says, so everything in it is
//! written to be read and corrected.

use super::patterns::{record_pattern, title_pattern};
use pitchside_core::catalogue::Date;
use pitchside_core::prospect::{Field, PageKind, labels_of};
use pitchside_core::value::{Object, Value, Wrong};
use serde::Deserialize;

/// What a browser finds on a saved page ([`Survey::script`]).
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Survey {
    /// The document's title.
    pub title: String,
    /// What the page says that the site is called; may be empty.
    pub site: String,
    /// The record's own heading.
    pub heading: Option<Heading>,
    /// Selectors of the regions around the record, the most exact first.
    pub scopes: Vec<String>,
    /// Labels with their values, in the page's order.
    pub labels: Vec<Labelled>,
}

/// The heading of a record.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Heading {
    /// Its text.
    pub text: String,
    /// What finds it alone and will last; none where nothing lasting marks it.
    pub selector: Option<String>,
}

/// A label and the value beside it.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Labelled {
    /// As shown, without the colon.
    pub label: String,
    /// The value as shown.
    pub value: String,
    /// Whether the observer reads this label by itself (`dt`, `th`, `label` …).
    pub read: bool,
    /// What finds the value otherwise.
    pub selector: Option<String>,
}

impl Survey {
    /// A JavaScript expression that gives the survey of the page it runs in.
    pub fn script() -> String {
        let rows = SOUGHT.iter().flat_map(|(_, _, rows)| rows.iter());
        let labels: Vec<String> = rows.flat_map(|row| wordings(row)).collect();
        let wanted = serde_json::to_string(&labels).unwrap_or_default();
        include_str!("survey.js").replace("WANTED", &wanted)
    }

    /// What is labelled by a row of `extension/words/labels.tsv`, the first on the page.
    fn labelled(&self, row: &str) -> Option<&Labelled> {
        let wordings = wordings(row);
        self.labels.iter().find(|one| wordings.contains(&one.label.to_lowercase()))
    }

    /// What kind of record it is: by the words of its address, else by what only one kind has.
    pub fn kind(&self, url: &str) -> PageKind {
        let address = url.to_lowercase();
        let tail = address.splitn(4, '/').nth(3).unwrap_or_default();
        let said = KIND_WORDS.iter().filter_map(|(kind, words)| {
            words.iter().filter_map(|word| tail.rfind(word)).max().map(|at| (at, *kind))
        });
        // The last word is the record's: /accounts/7/contacts/12.
        if let Some((_, kind)) = said.max_by_key(|(at, _)| *at) {
            return kind;
        }
        let has = |rows: &[&str]| rows.iter().any(|row| self.labelled(row).is_some());
        if has(&["close date", "amount", "stage"]) {
            PageKind::Opportunity
        } else if has(&["title", "company"]) {
            PageKind::Person
        } else {
            PageKind::Company
        }
    }
}

/// Words in addresses that say what kind of record stands there.
const KIND_WORDS: [(PageKind, &[&str]); 3] = [
    (PageKind::Company, &["account", "compan", "organi", "customer", "firm", "client"]),
    (PageKind::Person, &["contact", "lead", "person", "people"]),
    (PageKind::Opportunity, &["opportunit", "deal", "potential", "quote"]),
];

const EVERY: &[PageKind] = &[PageKind::Person, PageKind::Company, PageKind::Opportunity];
const PARTY: &[PageKind] = &[PageKind::Person, PageKind::Company];
const PERSON: &[PageKind] = &[PageKind::Person];
const COMPANY: &[PageKind] = &[PageKind::Company];
const DEAL: &[PageKind] = &[PageKind::Opportunity];

/// Which rows of labels are looked for on which kinds of page, and what they say.
const SOUGHT: [(Field, &[PageKind], &[&str]); 14] = [
    (Field::Name, PERSON, &["name"]),
    (Field::Title, PERSON, &["title"]),
    (Field::Company, COMPANY, &["account name", "name"]),
    (Field::Company, PERSON, &["company"]),
    (Field::Deal, DEAL, &["opportunity name", "name"]),
    (Field::Company, DEAL, &["company"]),
    (Field::Domain, PARTY, &["website", "email"]),
    (Field::Industry, PARTY, &["industry"]),
    (Field::Employees, COMPANY, &["employees", "company size"]),
    (Field::Location, PARTY, &["country", "headquarters", "billing address", "mailing address", "address"]),
    (Field::Stage, DEAL, &["stage"]),
    (Field::Amount, DEAL, &["amount"]),
    (Field::CloseDate, DEAL, &["close date"]),
    (Field::Product, EVERY, &["product"]),
];

/// Every wording of a row in small letters.
fn wordings(row: &str) -> Vec<String> {
    let labels = labels_of(vec![format!("@{row}")]).unwrap_or_default();
    labels.iter().map(|label| label.to_lowercase()).collect()
}

/// What can't be drafted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DraftError {
    /// The address names no record.
    #[error(
        "the address {0} holds no record's number or name: open one record of the CRM by itself, and give the address that \
         stands there then"
    )]
    NoRecord(String),
    /// Neither heading nor title.
    #[error(
        "the page has neither a title nor a heading that is in view: save it from the browser once the record is there \
         (Save page as, complete)"
    )]
    Blank,
}

/// The page of an adapter that reads such records, and what on the page it makes no use of: labels that no table knows, and
/// values that nothing lasting marks.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The kind of record.
    pub kind: PageKind,
    /// As an adapter's file has it.
    pub page: Value,
    /// What the author may want to look at.
    pub unused: Vec<String>,
}

impl Draft {
    /// Drafts a page for records like the one at `url`.
    ///
    /// # Errors
    /// [`DraftError`], when the address or the page names no record.
    pub fn new(survey: &Survey, url: &str, kind: PageKind) -> Result<Self, DraftError> {
        let name = survey.heading.as_ref().map_or(survey.title.as_str(), |heading| heading.text.as_str());
        if name.is_empty() {
            return Err(DraftError::Blank);
        }
        let address = record_pattern(url, name).ok_or_else(|| DraftError::NoRecord(url.to_owned()))?;
        let mut rules: Vec<(Field, Vec<Value>)> = Vec::new();
        let mut add = |field: Field, rule: Object| match rules.iter_mut().find(|(of, _)| *of == field) {
            Some((_, list)) => list.push(rule.into()),
            None => rules.push((field, vec![rule.into()])),
        };
        let subject = match kind {
            PageKind::Person => Field::Name,
            PageKind::Company => Field::Company,
            PageKind::Opportunity => Field::Deal,
        };
        if let Some(selector) = survey.heading.as_ref().and_then(|heading| heading.selector.as_deref()) {
            add(subject, Object::default().with("selector", selector).with("says", "record heading"));
        }
        if let Some(pattern) = title_pattern(&survey.title, name) {
            add(subject, Object::default().with("title", pattern.as_str()));
        }
        let mut used: Vec<&str> = Vec::new();
        let mut unused = Vec::new();
        for (field, kinds, rows) in SOUGHT {
            for row in rows.iter().filter(|_| kinds.contains(&kind)) {
                let Some(found) = survey.labelled(row) else { continue };
                // A second name may be anybody's: of a contact in a list below.
                if (field == subject && found.value != name) || used.contains(&found.label.as_str()) {
                    continue;
                }
                used.push(&found.label);
                if found.read {
                    let label = vec![Value::Text(format!("@{row}"))];
                    add(field, Object::default().with("label", label));
                } else if let Some(selector) = found.selector.as_deref() {
                    let says = format!("field “{}”", found.label);
                    add(field, Object::default().with("selector", selector).with("says", says.as_str()));
                } else {
                    unused.push(format!(
                        "{}: {} (nothing lasting marks its element)",
                        found.label, found.value
                    ));
                }
            }
        }
        let others = survey.labels.iter().filter(|one| !used.contains(&one.label.as_str()));
        unused.extend(others.map(|one| format!("{}: {}", one.label, one.value)));
        rules.sort_by_key(|(field, _)| *field);
        let fields: Object =
            rules.into_iter().map(|(of, list)| (of.word().to_owned(), list.into())).collect();
        let page = Object::default()
            .with("kind", kind_word(kind))
            .with("url", address.as_str())
            .with("scope", survey.scopes.as_slice())
            .with("fields", fields);
        Ok(Self { kind, page: page.into(), unused })
    }

    /// A whole file with this page: an adapter of `host`, drafted on a day.
    pub fn adapter(&self, id: &str, name: &str, host: &str, day: Date) -> Value {
        let seen = day.to_string().chars().take(4).collect::<String>();
        let what = format!("a saved page of {host}");
        let source =
            Object::default().with("from", "page").with("seen", seen.as_str()).with("what", what.as_str());
        Object::default()
            .with("id", id)
            .with("name", name)
            .with("checked", day.to_string().as_str())
            .with("hosts", vec![Value::from(host)])
            .with("sources", vec![source.into()])
            .with("pages", vec![self.page.clone()])
            .with("cases", Vec::new())
            .into()
    }
}

/// Puts a page before the pages of an adapter's file, and `host` among its hosts where it is missing.
///
/// # Errors
/// When the file is no object with lists where lists belong.
pub fn with_page(file: Value, page: Value, host: &str) -> Result<Value, Wrong> {
    changed(file, &mut |name, list| match name {
        "pages" => list.insert(0, page.clone()),
        "hosts" if !list.contains(&host.into()) => list.push(host.into()),
        _ => {}
    })
}

/// Puts a case behind those of an adapter's file.
///
/// # Errors
/// When the file is no object with lists where lists belong.
pub fn with_case(file: Value, case: Value) -> Result<Value, Wrong> {
    changed(file, &mut |name, list| {
        if name == "cases" {
            list.push(case.clone());
        }
    })
}

/// The object with its lists changed, in the order in which it was written.
fn changed(file: Value, change: &mut dyn FnMut(&str, &mut Vec<Value>)) -> Result<Value, Wrong> {
    let mut fields = file.object()?.rest();
    for (name, value) in &mut fields {
        if let Value::List(list) = value {
            change(name, list);
        }
    }
    Ok(Object::from(fields).into())
}

/// A kind of page as adapters write it.
pub fn kind_word(kind: PageKind) -> &'static str {
    match kind {
        PageKind::Person => "person",
        PageKind::Company => "company",
        PageKind::Opportunity => "opportunity",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::authoring::Authored;
    use serde_json::json;

    fn survey() -> Survey {
        let labelled = |label: &str, value: &str, read: bool, selector: Option<&str>| Labelled {
            label: label.to_owned(),
            value: value.to_owned(),
            read,
            selector: selector.map(str::to_owned),
        };
        Survey {
            title: "(2) Havelund Hospitals » Accounts » Our CRM".to_owned(),
            site: String::new(),
            heading: Some(Heading {
                text: "Havelund Hospitals".to_owned(),
                selector: Some("h1.record-title".to_owned()),
            }),
            scopes: vec!["main".to_owned()],
            labels: vec![
                labelled("Website", "havelund.example", true, None),
                labelled("Branche", "Krankenhaus", false, Some("[data-field='industry']")),
                labelled("Employees", "1200", false, None),
                labelled("Customer tier", "Gold", true, None),
            ],
        }
    }

    #[test]
    fn a_draft_is_an_adapter_that_reads_its_own_address() {
        let url = "https://crm.example.com/app/accounts/17";
        let draft = Draft::new(&survey(), url, survey().kind(url)).unwrap();
        let day = "2026-11-30".parse().unwrap();
        let file = draft.adapter("crm", "Our CRM", "crm.example.com", day);
        let authored = Authored::parse("crm.json", &serde_json::to_string(&file).unwrap()).unwrap();
        assert_eq!(authored.adapter.page_of(url), Some(0));
        assert_eq!(authored.adapter.page_of("https://crm.example.com/app/accounts/17/edit"), None);
        assert_eq!(authored.adapter.page_of("https://crm.example.com/app/accounts"), None);
        assert_eq!(
            serde_json::to_value(&draft.page).unwrap()["fields"],
            json!({
                "company": [
                    {"selector": "h1.record-title", "says": "record heading"},
                    {"title": "^(?:\\(\\d+\\+?\\) )?(.+) » [^»]+ » [^»]+$"}
                ],
                "domain": [{"label": ["@website"]}],
                "industry": [{"selector": "[data-field='industry']", "says": "field “Branche”"}]
            })
        );
        assert_eq!(
            draft.unused,
            ["Employees: 1200 (nothing lasting marks its element)", "Customer tier: Gold"]
        );
    }

    #[test]
    fn the_pattern_of_an_address_holds_for_the_next_record_and_no_other_page() {
        for (url, next, other) in [
            ("/accounts/17", "/accounts/93?tab=2", "/accounts/17/edit"),
            (
                "/crm/index.php?module=Accounts&offset=1&action=DetailView&record=3f1c-52",
                "/crm/index.php?module=Accounts&action=DetailView&record=9a",
                "/crm/index.php?module=Accounts&action=EditView&record=9a",
            ),
            (
                "/web#id=7&model=res.partner&view_type=form",
                "/web#id=12&model=res.partner&view_type=form",
                "/web#id=12&model=crm.lead&view_type=form",
            ),
            ("/#Account/view/5d1f6a1c2b3d", "/#Account/view/6e2a7b2d3c4e", "/#Account"),
            (
                "/lightning/r/Account/0015g00000abcDE/view",
                "/lightning/r/Account/0015g00000xyzQR/view",
                "/lightning/o/Account/list",
            ),
            ("/orgs/12/people/3401", "/orgs/13/people/77", "/orgs/12"),
        ] {
            let url = format!("https://crm.example{url}");
            let draft = Draft::new(&survey(), &url, PageKind::Company).unwrap();
            let file = draft.adapter("crm", "CRM", "crm.example", "2026-11-30".parse().unwrap());
            let adapter =
                Authored::parse("crm.json", &serde_json::to_string(&file).unwrap()).unwrap().adapter;
            let read = |url: &str| adapter.page_of(url).is_some();
            assert!(read(&url) && read(&format!("https://crm.example{next}")), "{url}, {next}: {file:?}");
            assert!(!read(&format!("https://crm.example{other}")), "{other}: {file:?}");
        }
    }

    #[test]
    fn the_kind_is_the_last_word_of_the_address_or_what_only_one_kind_has() {
        let kind = |url: &str| survey().kind(url);
        assert_eq!(kind("https://crm.example/accounts/7/contacts/12"), PageKind::Person);
        assert_eq!(kind("https://accounts.example/deals/12"), PageKind::Opportunity);
        assert_eq!(kind("https://crm.example/r/12"), PageKind::Company);
    }
}
