//! The form of an adapter's file (`ADAPTERS.md`).

use super::labels::labels_of;
use crate::catalogue::DateError;
use crate::prospect::{Field, Fields, NoProspect};
use crate::value::{Object, Value, Wrong, need};

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
    pub with: Option<String>,
    pub label: Option<Vec<String>>,
    pub trim: Option<String>,
    pub split: Option<String>,
    pub says: Option<String>,
    pub sure: bool,
    pub weak: bool,
    pub all: bool,
    pub first: bool,
}

impl RuleForm {
    fn read(value: Value) -> Result<Self, Wrong> {
        let mut from = value.object()?;
        let mut form = Self::default();
        for (name, text) in [
            ("url", &mut form.url),
            ("json_ld", &mut form.json_ld),
            ("meta", &mut form.meta),
            ("title", &mut form.title),
            ("selector", &mut form.selector),
            ("attribute", &mut form.attribute),
            ("with", &mut form.with),
        ] {
            *text = from.text(name)?;
        }
        form.label = from.read("label", labels)?;
        for (name, text) in [("trim", &mut form.trim), ("split", &mut form.split), ("says", &mut form.says)] {
            *text = from.text(name)?;
        }
        for (name, on) in [
            ("sure", &mut form.sure),
            ("weak", &mut form.weak),
            ("all", &mut form.all),
            ("first", &mut form.first),
        ] {
            *on = from.flag(name)?.unwrap_or(false);
        }
        from.finish().map(|()| form)
    }

    /// What the observer needs of it: trimming and cutting are done here, the words are for the evidence.
    pub(super) fn write(&self) -> Value {
        let mut to = Object::default();
        let texts = [
            ("url", &self.url),
            ("json_ld", &self.json_ld),
            ("meta", &self.meta),
            ("title", &self.title),
            ("selector", &self.selector),
            ("attribute", &self.attribute),
            ("with", &self.with),
        ];
        for (name, text) in texts {
            if let Some(text) = text {
                to = to.with(name, text.as_str());
            }
        }
        if let Some(label) = &self.label {
            to = to.with("label", label.as_slice());
        }
        for (name, on) in [("all", self.all), ("first", self.first)] {
            if on {
                to = to.with(name, true);
            }
        }
        to.into()
    }
}

fn labels(value: Value) -> Result<Vec<String>, Wrong> {
    labels_of(value.each(Value::text)?).map_err(Wrong::new)
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

    pub(super) fn write(&self) -> Value {
        let mut to = Object::default();
        for (name, text) in [("selector", &self.selector), ("json_ld", &self.json_ld)] {
            if let Some(text) = text {
                to = to.with(name, text.as_str());
            }
        }
        to.into()
    }
}

/// A page as the file has it.
#[derive(Clone, Debug, Default)]
pub(super) struct PageForm {
    pub(super) kind: String,
    pub(super) hosts: Vec<String>,
    pub(super) url: String,
    pub(super) why: Option<NoProspect>,
    pub(super) unless: Vec<Unless>,
    pub(super) scope: Vec<String>,
    pub(super) fields: Fields<RuleForm>,
    pub(super) text: Vec<String>,
    pub(super) mail: bool,
}

impl PageForm {
    fn read(value: Value) -> Result<Self, Wrong> {
        let mut from = value.object()?;
        let fields = |value: Value| {
            let mut fields = Vec::new();
            for (name, list) in value.object()?.rest() {
                let rules = list.each(RuleForm::read).map_err(|wrong| wrong.within(&name))?;
                fields.push((Value::Text(name).word(&Field::WORDS)?, rules));
            }
            Ok(fields)
        };
        let mut form = Self { kind: need(from.text("kind")?, "kind")?, ..Self::default() };
        form.hosts = from.texts("hosts")?.unwrap_or_default();
        form.url = need(from.text("url")?, "url")?;
        form.why = from.read("why", |word| word.word(&NoProspect::WORDS))?;
        form.unless = from.read("unless", |list| list.each(Unless::read))?.unwrap_or_default();
        form.scope = from.texts("scope")?.unwrap_or_default();
        form.fields = Fields::new(from.read("fields", fields)?.unwrap_or_default());
        form.text = from.texts("text")?.unwrap_or_default();
        form.mail = from.flag("mail")?.unwrap_or(false);
        from.finish().map(|()| form)
    }
}

/// A file as a whole.
#[derive(Clone, Debug)]
pub(super) struct AdapterForm {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) checked: crate::catalogue::Date,
    pub(super) hosts: Vec<String>,
    pub(super) remember: bool,
    pub(super) pages: Vec<PageForm>,
}

impl AdapterForm {
    pub(super) fn read(value: Value) -> Result<Self, Wrong> {
        let mut from = value.object()?;
        let day =
            |value: Value| value.text()?.parse().map_err(|wrong: DateError| Wrong::new(wrong.to_string()));
        // For the adapter's author, not for whoever reads pages by it.
        drop((from.take("sources"), from.take("cases")));
        let form = Self {
            id: need(from.text("id")?, "id")?,
            name: need(from.text("name")?, "name")?,
            checked: need(from.read("checked", day)?, "checked")?,
            hosts: need(from.texts("hosts")?, "hosts")?,
            remember: from.flag("remember")?.unwrap_or(true),
            pages: need(from.read("pages", |list| list.each(PageForm::read))?, "pages")?,
        };
        from.finish().map(|()| form)
    }
}
