//! What is typed of a prospect, as the prospect that `match` reads; and back, as the fields of a form and of an address.

use pitchside_core::catalogue::{Industry, Persona, Region, Seniority, SizeBand, Stage, UnknownWord};
use pitchside_core::index::LibraryInfo;
use pitchside_core::prospect::{
    Named, Prospect, StageReading, industry_of, mentioned, place_of, size_of, stage_of,
};
use std::str::FromStr;

/// The fields of the form and of an address. `employees` and `location` are understood too, as a CRM words them.
pub const FIELDS: [&str; 15] = [
    "name",
    "title",
    "company",
    "domain",
    "industry",
    "persona",
    "seniority",
    "stage",
    "size",
    "region",
    "country",
    "language",
    "competitors",
    "products",
    "text",
];
/// Characters of a field, and of the page's text, that are read.
const FIELD_CHARS: usize = 400;
const TEXT_CHARS: usize = 20_000;

/// A field that says something else than it seems.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// Which.
    pub field: &'static str,
    /// What is to be said of it.
    pub says: String,
}

/// What was typed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Typed {
    /// The prospect; none where every field is empty.
    pub prospect: Option<Prospect>,
    /// What could not be taken as it stands.
    pub remarks: Vec<Remark>,
}

/// Reads the fields, whichever are filled.
pub fn read(fields: &[(String, String)], library: &LibraryInfo) -> Typed {
    let of = |name: &str| {
        let limit = if name == "text" { TEXT_CHARS } else { FIELD_CHARS };
        let typed = fields.iter().find(|(field, value)| field == name && !value.trim().is_empty());
        typed.map_or_else(String::new, |(_, value)| value.trim().chars().take(limit).collect())
    };
    let location = of("location");
    let texts: Vec<String> = FIELDS.iter().map(|name| of(name)).collect();
    if texts.iter().all(String::is_empty) && location.is_empty() && of("employees").is_empty() {
        return Typed::default();
    }
    let mut remarks = Vec::new();
    let mut prospect = Prospect {
        name: of("name"),
        title: of("title"),
        company: of("company"),
        domain: of("domain"),
        text: of("text"),
        industry: word("industry", &of("industry"), industry_of, Industry::label, &mut remarks),
        persona: word("persona", &of("persona"), |_| None, Persona::label, &mut remarks),
        seniority: word("seniority", &of("seniority"), |_| None, Seniority::label, &mut remarks),
        stage: word("stage", &of("stage"), worded_stage, Stage::label, &mut remarks),
        size: word("size", &of("size"), size_of, SizeBand::label, &mut remarks),
        region: word("region", &of("region"), |_| None, Region::label, &mut remarks),
        ..Prospect::default()
    };
    prospect.size = prospect.size.or_else(|| size_of(&of("employees")));
    if let Some(place) = place_of(&location) {
        prospect.country = place.country.to_owned();
        prospect.region = prospect.region.or(Some(place.region));
        prospect.language = place.language;
    }
    let language = of("language");
    if !language.is_empty() {
        prospect.language = word("language", &language, |_| None, |_| "", &mut remarks);
    }
    let country = of("country");
    if !country.is_empty() {
        prospect.country = country_code(&country).unwrap_or_else(|| {
            let says = format!("“{country}” is no country that is known; write it like “Germany” or “DE”");
            remarks.push(Remark { field: "country", says });
            String::new()
        });
    }
    let competitors = library.competitors.iter().map(|c| (&c.name, &c.aliases));
    prospect.competitors = names("competitors", &of("competitors"), competitors, &mut remarks);
    let products = library.products.iter().map(|p| (&p.name, &p.aliases));
    prospect.products = names("products", &of("products"), products, &mut remarks);
    Typed { prospect: Some(prospect.with_role_of_title()), remarks }
}

/// The fields of a prospect that have a value.
pub fn write(prospect: &Prospect) -> Vec<(&'static str, String)> {
    let label = |label: Option<String>| label.unwrap_or_default();
    let values = [
        prospect.name.clone(),
        prospect.title.clone(),
        prospect.company.clone(),
        prospect.domain.clone(),
        label(prospect.industry.map(|one| one.label().to_owned())),
        label(prospect.persona.map(|one| one.label().to_owned())),
        label(prospect.seniority.map(|one| one.label().to_owned())),
        label(prospect.stage.map(|one| one.label().to_owned())),
        label(prospect.size.map(|one| one.label().to_owned())),
        label(prospect.region.map(|one| one.label().to_owned())),
        prospect.country.clone(),
        label(prospect.language.map(|one| one.as_str().to_owned())),
        prospect.competitors.join(", "),
        prospect.products.join(", "),
        prospect.text.clone(),
    ];
    FIELDS.into_iter().zip(values).filter(|(_, value)| !value.is_empty()).collect()
}

/// A word of a vocabulary; else what a CRM's wording comes to, and that it was read so.
fn word<T: Copy + FromStr<Err = UnknownWord>>(
    field: &'static str,
    typed: &str,
    worded: impl Fn(&str) -> Option<T>,
    label: impl Fn(T) -> &'static str,
    remarks: &mut Vec<Remark>,
) -> Option<T> {
    if typed.is_empty() {
        return None;
    }
    let unknown = match typed.parse::<T>() {
        Ok(one) => return Some(one),
        Err(unknown) => unknown,
    };
    let read = worded(typed);
    let says =
        read.map_or_else(|| unknown.to_string(), |one| format!("“{typed}” is read as “{}”", label(one)));
    remarks.push(Remark { field, says });
    read
}

fn worded_stage(typed: &str) -> Option<Stage> {
    match stage_of(typed) {
        Some(StageReading::At(stage)) => Some(stage),
        _ => None,
    }
}

/// The code that `match` takes, of a code or a country's name.
fn country_code(typed: &str) -> Option<String> {
    if typed.len() == 2 && typed.chars().all(|c| c.is_ascii_alphabetic()) {
        return Some(typed.to_ascii_uppercase());
    }
    place_of(typed).map(|place| place.country.to_owned())
}

/// Names between commas, as the library spells them.
fn names<'a>(
    field: &'static str,
    typed: &str,
    known: impl Iterator<Item = (&'a String, &'a Vec<String>)>,
    remarks: &mut Vec<Remark>,
) -> Vec<String> {
    let known: Vec<Named> =
        known.map(|(name, aliases)| Named { name: name.clone(), aliases: aliases.clone() }).collect();
    let mut names: Vec<String> = Vec::new();
    for one in typed.split([',', ';']).map(str::trim).filter(|one| !one.is_empty()) {
        let same = |has: &&Named| has.name.to_lowercase() == one.to_lowercase();
        let found = known.iter().find(same).map(|has| has.name.clone());
        let name = found.or_else(|| mentioned(&known, one).into_iter().next()).unwrap_or_else(|| {
            remarks.push(Remark { field, says: format!("no piece names “{one}”") });
            one.to_owned()
        });
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(fields: &[(&str, &str)]) -> Typed {
        let fields: Vec<(String, String)> =
            fields.iter().map(|(field, value)| ((*field).to_owned(), (*value).to_owned())).collect();
        read(&fields, &LibraryInfo::default())
    }

    #[test]
    fn any_field_alone_is_a_prospect_and_none_is_nobody() {
        let values = [
            "Maren Holt",
            "CFO",
            "Munich Re",
            "munichre.example",
            "Insurance",
            "Finance",
            "CXO",
            "evaluation",
            "enterprise",
            "Europe",
            "DE",
            "de",
            "Ledgerfox",
            "Close",
            "closing in five days",
        ];
        for (field, value) in FIELDS.iter().zip(values) {
            let found = typed(&[(field, value)]).prospect;
            assert!(found.is_some_and(|found| found != Prospect::default()), "{field}");
        }
        assert_eq!(typed(&[]), Typed::default());
        assert_eq!(typed(&[("title", "  "), ("asset", "x")]), Typed::default());
    }

    #[test]
    fn wording_of_a_crm_is_understood_and_what_is_not_says_so() {
        let found = typed(&[
            ("stage", "Proposal/Price Quote"),
            ("employees", "12,000"),
            ("location", "Hamburg, Germany"),
        ]);
        let prospect = found.prospect.unwrap();
        assert!(prospect.stage.is_some() && prospect.size.is_some(), "{prospect:?}");
        assert_eq!((prospect.country.as_str(), prospect.language.map(|l| l.name().len())), ("DE", Some(6)));
        let found = typed(&[("industry", "Insurence"), ("country", "Atlantis"), ("persona", "Finanze")]);
        let fields: Vec<&str> = found.remarks.iter().map(|remark| remark.field).collect();
        assert_eq!(fields, ["industry", "persona", "country"]);
        assert!(found.remarks[1].says.contains("“Finance”"), "{:?}", found.remarks);
    }

    #[test]
    fn a_prospect_comes_back_from_its_fields() {
        let prospect: Prospect = serde_json::from_str(
            r#"{"title": "CFO", "industry": "Insurance", "stage": "discovery", "region": "europe", "language": "de",
                "competitors": ["Ledgerfox", "Tallywright"], "text": "a & b = c"}"#,
        )
        .unwrap();
        let fields: Vec<(String, String)> =
            write(&prospect).into_iter().map(|(field, value)| (field.to_owned(), value)).collect();
        assert_eq!(read(&fields, &LibraryInfo::default()).prospect, Some(prospect.with_role_of_title()));
    }
}
