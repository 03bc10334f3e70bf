//! What detection says.

use crate::catalogue::{Industry, LanguageTag, Persona, Region, Seniority, SizeBand, Stage};
use crate::value::{Object, Value, Wrong};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// The fields that a recipe can look for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// A person's name.
    Name,
    /// A person's current title, or a headline that holds it.
    Title,
    /// The account's name.
    Company,
    /// The account's web domain (or a mail address or URL that holds it).
    Domain,
    /// Industry wording.
    Industry,
    /// Head count wording.
    Employees,
    /// Country, region or address wording.
    Location,
    /// Deal stage wording.
    Stage,
    /// The deal's name.
    Deal,
    /// A competitor's name as a field of the record.
    Competitor,
    /// A product of ours as a field of the record.
    Product,
    /// What the deal is worth, as written.
    Amount,
    /// When the deal is to close, as written.
    CloseDate,
}

impl Field {
    /// Every field with its name in adapters and observations.
    pub const WORDS: [(Self, &'static str); 13] = [
        (Self::Name, "name"),
        (Self::Title, "title"),
        (Self::Company, "company"),
        (Self::Domain, "domain"),
        (Self::Industry, "industry"),
        (Self::Employees, "employees"),
        (Self::Location, "location"),
        (Self::Stage, "stage"),
        (Self::Deal, "deal"),
        (Self::Competitor, "competitor"),
        (Self::Product, "product"),
        (Self::Amount, "amount"),
        (Self::CloseDate, "close_date"),
    ];

    /// Its name in adapters and observations.
    pub fn word(self) -> &'static str {
        Self::WORDS.get(self as usize).map_or("", |(_, word)| word)
    }
}

/// What kind of page it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PageKind {
    /// A person: contact, lead, profile.
    Person,
    /// A company: account, organisation page, any company's own site.
    #[default]
    Company,
    /// A deal.
    Opportunity,
}

/// How far a result can be trusted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Certainty {
    /// One weak source, or sources disagree: the panel asks.
    #[default]
    Unsure,
    /// One good source.
    Likely,
    /// Sources agree, or one that cannot be wrong.
    Sure,
}

/// Why a field has its value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// The field.
    pub field: Field,
    /// The value after trimming, as shown to the rep.
    pub value: String,
    /// The sources that say so in a rep's words, best first: `page title`, `account field “Insurance”`.
    pub sources: Vec<String>,
    /// The best rule's index in the recipe.
    pub rule: u16,
    /// How far it can be trusted.
    pub certainty: Certainty,
}

/// A value and whether it was read (true) or guessed from something else (false).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Known<T> {
    /// The value.
    pub value: T,
    /// Read from the page (or entered by the rep) rather than guessed.
    pub read: bool,
}

/// A buyer as far as he is known. Everything is optional; this is also the form that `pitchside match
/// --prospect FILE.json` takes: plain values, missing ones left out.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Prospect {
    /// What kind of page it was read from.
    pub page: PageKind,
    /// Person's name without suffixes and pronouns.
    pub name: String,
    /// Person's current title.
    pub title: String,
    /// Account's name as written.
    pub company: String,
    /// Account's domain, lower case, without `www.`.
    pub domain: String,
    /// Industry of the account.
    pub industry: Option<Industry>,
    /// Function of the person.
    pub persona: Option<Persona>,
    /// Level of the person.
    pub seniority: Option<Seniority>,
    /// Where the deal stands.
    pub stage: Option<Stage>,
    /// Size of the account.
    pub size: Option<SizeBand>,
    /// Region of the account.
    pub region: Option<Region>,
    /// ISO 3166 code of the account's country in upper case, possibly empty.
    pub country: String,
    /// Language to write to the person in.
    pub language: Option<LanguageTag>,
    /// Competitors named on the page, as the library spells them.
    pub competitors: Vec<String>,
    /// Our products named on the page, as the library spells them.
    pub products: Vec<String>,
    /// What the page says of needs and technologies, in its own words.
    pub text: String,
    /// Fields above that are guesses rather than read (`industry` guessed from the company's description …).
    pub guessed: Vec<Field>,
    /// Whether anything of this prospect may be kept: false for LinkedIn.
    pub may_remember: bool,
}

impl Prospect {
    /// A field is no guess any more.
    pub fn is_sure_of(&mut self, field: Field) {
        self.guessed.retain(|guessed| *guessed != field);
    }

    /// Takes a competitor's name out.
    pub fn drop_competitor(&mut self, name: &str) {
        self.competitors.retain(|competitor| competitor != name);
    }

    /// Reads one that is handed over whole, in the form of `match --prospect`. What is missing is not known, and neither is a
    /// word that its vocabulary lacks.
    ///
    /// # Errors
    /// The first value that is not what it should be.
    pub fn read(value: Value) -> Result<Self, Wrong> {
        let mut from = value.object()?;
        let mut prospect = Self::default();
        let texts = [
            ("name", &mut prospect.name),
            ("title", &mut prospect.title),
            ("company", &mut prospect.company),
            ("domain", &mut prospect.domain),
            ("country", &mut prospect.country),
            ("text", &mut prospect.text),
        ];
        for (name, text) in texts {
            *text = from.text(name)?.unwrap_or_default();
        }
        prospect.industry = known(&mut from, "industry")?;
        prospect.persona = known(&mut from, "persona")?;
        prospect.seniority = known(&mut from, "seniority")?;
        prospect.stage = known(&mut from, "stage")?;
        prospect.size = known(&mut from, "size")?;
        prospect.region = known(&mut from, "region")?;
        prospect.language = known(&mut from, "language")?;
        prospect.competitors = from.texts("competitors")?.unwrap_or_default();
        prospect.products = from.texts("products")?.unwrap_or_default();
        prospect.may_remember = from.flag("may_remember")?.unwrap_or_default();
        Ok(prospect)
    }

    /// With function and level from the title where they are not given: how a prospect from a file is read.
    pub fn with_role_of_title(mut self) -> Self {
        if !self.title.is_empty() {
            let role = super::role_of(&self.title);
            self.persona = self.persona.or(role.persona);
            self.seniority = self.seniority.or(role.seniority);
        }
        self
    }
}

/// A word of a vocabulary.
fn known<T: FromStr>(from: &mut Object, name: &str) -> Result<Option<T>, Wrong> {
    Ok(from.text(name)?.and_then(|word| word.parse().ok()))
}

/// Why there is nobody on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoProspect {
    /// A list, a search, a dashboard.
    List,
    /// The rep's own profile or own company.
    Own,
    /// A news site, press wire, or other page about many companies.
    News,
    /// Settings, sign-in and the like.
    Settings,
    /// A record page of a known site whose layout none of our rules knows.
    LayoutUnknown,
    /// Nothing that names a person or company.
    Nothing,
}

impl NoProspect {
    /// Every reason with its name in adapters.
    pub const WORDS: [(Self, &'static str); 6] = [
        (Self::List, "list"),
        (Self::Own, "own"),
        (Self::News, "news"),
        (Self::Settings, "settings"),
        (Self::LayoutUnknown, "layout_unknown"),
        (Self::Nothing, "nothing"),
    ];
}

/// What detection decided.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Outcome {
    /// This is who it is, with the certainty of its least certain needed field.
    Found {
        /// The buyer.
        prospect: Box<Prospect>,
        /// How far to trust it (never `Unsure`).
        certainty: Certainty,
    },
    /// Sources disagree: two or three readings, best first, for the rep to choose from; each with its sources.
    Unsure {
        /// The readings and the words for where they come from.
        candidates: Vec<(Prospect, String)>,
    },
    /// No prospect here.
    None {
        /// Why.
        why: NoProspect,
    },
}

/// The whole answer for one observation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Detection {
    /// What was decided.
    pub outcome: Outcome,
    /// One entry per field that was found.
    pub evidence: Vec<Evidence>,
    /// The adapter that read the page: `linkedin`, `salesforce`, `any`.
    pub adapter: String,
    /// Whose answer this is: changes exactly when the record changes (adapter, kind and the record's own id or
    /// the page's path), so that the panel can tell a new record from a repaint.
    pub record: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_in_an_adapter_is_the_word_in_a_file() {
        for (field, word) in Field::WORDS {
            assert_eq!((field.word(), serde_json::to_value(field).unwrap()), (word, word.into()));
        }
        for (why, word) in NoProspect::WORDS {
            assert_eq!(serde_json::to_value(why).unwrap(), word);
        }
    }

    #[test]
    fn a_prospect_that_is_handed_over_is_the_one_of_the_file() {
        let json = serde_json::json!({
            "name": "Maren Holt", "title": "CFO", "company": "Alderney Mutual", "domain": "alderney.example",
            "industry": "Insurance", "persona": "Finance", "seniority": "C-level", "stage": "evaluation",
            "size": "51–200", "region": "europe", "country": "DE", "language": "de", "competitors": ["Ledgerfox"],
            "products": ["Close"], "text": "closing in five days",
        });
        let mut json = json.as_object().unwrap().clone();
        json.insert("size".to_owned(), SizeBand::ALL[1].label().into());
        json.insert("seniority".to_owned(), Seniority::ALL[0].label().into());
        let of_file: Prospect = serde_json::from_value(json.clone().into()).unwrap();
        // As `preview` hands it over, with everything that serde writes.
        let whole = serde_json::to_value(&of_file).unwrap();
        for form in [json.into(), whole] {
            let value: Value = serde_json::from_value(form).unwrap();
            assert_eq!(Prospect::read(value).unwrap(), of_file);
        }
    }
}
