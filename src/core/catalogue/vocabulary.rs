//! The closed vocabularies: persona, seniority, stage, size, region, language.
//!
//! Each word has a label (what people read and what files hold) and a stable number (what the index holds:
//! the order below is part of the index format and only grows at the end).

use crate::case;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A word that a vocabulary doesn't have, with the nearest one that it has.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("“{word}” is not a known {vocabulary}; did you mean “{nearest}”?")]
pub struct UnknownWord {
    /// Which vocabulary was asked.
    pub vocabulary: &'static str,
    /// The word as it was written.
    pub word: String,
    /// The known word with the smallest edit distance.
    pub nearest: String,
}

/// A vocabulary that words are looked up in.
pub trait Vocabulary: Sized {
    /// What a word means. Unlike parsing it does not look for the nearest word where there is none, which takes a comparison with all
    /// of them.
    fn named(word: &str) -> Option<Self>;
}

/// Letters and digits of a word in lower case: `North America`, `north-america` and `north_america` are one.
pub(super) fn fold(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    for c in word.chars() {
        if c.is_alphanumeric() {
            folded.push(case::lower(c));
        }
    }
    folded
}

/// How many characters must be inserted, left out or replaced to make one text of the other (Levenshtein 1966), row by row
/// (Wagner and Fischer 1974): O(|a|·|b|) time, one row of `b`.
pub fn edit_distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        for (y, cell) in b.iter().zip(row.iter_mut().skip(1)) {
            let here = (diagonal + usize::from(x != *y)).min(left + 1).min(*cell + 1);
            diagonal = std::mem::replace(cell, here);
            left = here;
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.last().copied().unwrap_or(0)
}

pub(super) fn unknown(
    vocabulary: &'static str,
    word: &str,
    known: &mut dyn Iterator<Item = &'static str>,
) -> UnknownWord {
    let folded = fold(word);
    let mut nearest = ("", usize::MAX);
    for other in known {
        let distance = edit_distance(&fold(other), &folded);
        if distance < nearest.1 {
            nearest = (other, distance);
        }
    }
    UnknownWord { vocabulary, word: word.to_owned(), nearest: nearest.0.to_owned() }
}

/// Which of the words, given as a label and its other spellings, a text is. Not part of the macro, so that it is
/// compiled once.
pub(super) fn position(word: &str, words: &[&[&'static str]]) -> Option<usize> {
    let folded = fold(word);
    words.iter().position(|spellings| spellings.iter().any(|s| fold(s) == folded))
}

macro_rules! vocabulary {
    ($(#[$doc:meta])* $name:ident, $what:literal { $($(#[$vdoc:meta])* $variant:ident = $label:literal $(| $alias:literal)*,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        #[repr(u8)]
        pub enum $name { $($(#[$vdoc])* $variant,)+ }

        impl $name {
            /// Every word, in the order of its number.
            pub const ALL: &'static [$name] = &[$($name::$variant,)+];

            /// The word that people read.
            pub const fn label(self) -> &'static str {
                match self { $($name::$variant => $label,)+ }
            }

            /// The number that the index holds.
            pub const fn code(self) -> u8 {
                self as u8
            }

            /// The word of a number, where there is one.
            pub fn from_code(code: u8) -> Option<Self> {
                Self::ALL.get(usize::from(code)).copied()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.label())
            }
        }

        impl FromStr for $name {
            type Err = UnknownWord;
            /// Case, spaces and hyphens don't matter.
            fn from_str(word: &str) -> Result<Self, UnknownWord> {
                let labels = &mut Self::ALL.iter().map(|one| one.label());
                Self::named(word).ok_or_else(|| unknown($what, word, labels))
            }
        }

        impl Vocabulary for $name {
            fn named(word: &str) -> Option<Self> {
                const WORDS: &[&[&str]] = &[$(&[$label $(, $alias)*]),+];
                Self::ALL.get(position(word, WORDS)?).copied()
            }
        }

        impl TryFrom<String> for $name {
            type Error = UnknownWord;
            fn try_from(word: String) -> Result<Self, UnknownWord> {
                word.parse()
            }
        }

        impl From<$name> for String {
            fn from(word: $name) -> String {
                word.label().to_owned()
            }
        }
    };
}

vocabulary! {
    /// What a person works in: LinkedIn's 26 job functions.
    Persona, "persona" {
        /// Bookkeeping, tax, audit.
        Accounting = "Accounting",
        /// Office, assistants.
        Administrative = "Administrative",
        /// Design and arts.
        ArtsAndDesign = "Arts and Design",
        /// Partnerships, new markets.
        BusinessDevelopment = "Business Development",
        /// Social work.
        CommunityAndSocialServices = "Community and Social Services",
        /// Advisers.
        Consulting = "Consulting",
        /// Teaching.
        Education = "Education",
        /// Engineers of any kind.
        Engineering = "Engineering",
        /// Founders and owners.
        Entrepreneurship = "Entrepreneurship",
        /// Treasury, controlling, CFO.
        Finance = "Finance",
        /// Clinical work.
        HealthcareServices = "Healthcare Services",
        /// People, HR.
        HumanResources = "Human Resources" | "HR",
        /// IT and security.
        InformationTechnology = "Information Technology" | "IT",
        /// Counsel, compliance.
        Legal = "Legal",
        /// Marketing.
        Marketing = "Marketing",
        /// Journalism, communication.
        MediaAndCommunication = "Media and Communication",
        /// Armed and protective services.
        MilitaryAndProtectiveServices = "Military and Protective Services",
        /// Operations, production, logistics.
        Operations = "Operations",
        /// Product managers.
        ProductManagement = "Product Management",
        /// Project and programme managers.
        ProgramAndProjectManagement = "Program and Project Management",
        /// Procurement.
        Purchasing = "Purchasing" | "Procurement",
        /// Quality.
        QualityAssurance = "Quality Assurance",
        /// Real estate.
        RealEstate = "Real Estate",
        /// Research.
        Research = "Research",
        /// Sales.
        Sales = "Sales",
        /// Customer success and support.
        CustomerSuccessAndSupport = "Customer Success and Support",
    }
}

vocabulary! {
    /// How high a post is, in seven levels.
    Seniority, "seniority" {
        /// Owns the firm or a share of it.
        OwnerPartner = "Owner/Partner",
        /// A chief officer.
        Cxo = "CXO" | "C-level",
        /// Vice presidents of any degree.
        VicePresident = "Vice President" | "VP",
        /// Directors and heads of.
        Director = "Director" | "Head",
        /// Managers, team leads.
        Manager = "Manager",
        /// Experienced, without a team.
        Senior = "Senior",
        /// Beginners, clerks, trainees.
        Entry = "Entry",
    }
}

vocabulary! {
    /// Where a deal stands.
    Stage, "stage" {
        /// First contact; no need is known yet.
        Prospecting = "prospecting",
        /// The need is being understood.
        Discovery = "discovery" | "qualification",
        /// Options are compared, up to the proposal.
        Evaluation = "evaluation" | "proposal",
        /// Terms are discussed.
        Negotiation = "negotiation",
        /// Already bought.
        Customer = "customer" | "closed won",
    }
}

vocabulary! {
    /// How many people an account employs.
    SizeBand, "company size" {
        /// 1 to 200.
        Small = "small",
        /// 201 to 1,000.
        Medium = "medium" | "mid-size",
        /// 1,001 to 10,000.
        Large = "large",
        /// More than 10,000.
        Enterprise = "enterprise",
    }
}

vocabulary! {
    /// A part of the world in which an asset may be used.
    Region, "region" {
        /// Europe.
        Europe = "europe" | "EU" | "EMEA Europe",
        /// USA, Canada, Mexico.
        NorthAmerica = "north-america" | "americas" | "US" | "USA",
        /// Central and South America.
        LatinAmerica = "latin-america" | "LATAM",
        /// Asia and Oceania.
        AsiaPacific = "asia-pacific" | "APAC",
        /// Middle East and Africa.
        MiddleEastAfrica = "middle-east-africa" | "MEA",
    }
}

impl SizeBand {
    /// The band of a head count.
    pub const fn from_employees(employees: u32) -> Self {
        match employees {
            0..=200 => Self::Small,
            201..=1_000 => Self::Medium,
            1_001..=10_000 => Self::Large,
            _ => Self::Enterprise,
        }
    }
}

/// A language as its two-letter ISO 639-1 code in lower case: `en`, `de`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct LanguageTag([u8; 2]);

impl LanguageTag {
    /// English, which stands where nothing is known.
    pub const ENGLISH: Self = Self(*b"en");

    /// The code as text.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("en")
    }

    /// The language's name in English where it is one of the common ones, its code otherwise.
    pub fn name(&self) -> &str {
        match &self.0 {
            b"en" => "English",
            b"de" => "German",
            b"fr" => "French",
            b"es" => "Spanish",
            b"it" => "Italian",
            b"pt" => "Portuguese",
            b"nl" => "Dutch",
            b"ja" => "Japanese",
            b"zh" => "Chinese",
            _ => self.as_str(),
        }
    }

    /// The two bytes that the index holds.
    pub const fn code(self) -> [u8; 2] {
        self.0
    }

    /// The language of two bytes, if they are lower-case letters.
    pub fn from_code(code: [u8; 2]) -> Option<Self> {
        code.iter().all(u8::is_ascii_lowercase).then_some(Self(code))
    }
}

impl FromStr for LanguageTag {
    type Err = UnknownWord;

    /// Takes `de`, `DE`, `de-AT` and English names such as `German`.
    fn from_str(word: &str) -> Result<Self, UnknownWord> {
        Self::named(word).ok_or_else(|| UnknownWord {
            vocabulary: "language",
            word: word.to_owned(),
            nearest: "en".to_owned(),
        })
    }
}

impl Vocabulary for LanguageTag {
    fn named(word: &str) -> Option<Self> {
        const NAMED: [&[u8; 2]; 9] = [b"en", b"de", b"fr", b"es", b"it", b"pt", b"nl", b"ja", b"zh"];
        let lower = word.trim().to_ascii_lowercase();
        let primary = lower.split(['-', '_']).next().unwrap_or_default();
        if let Ok(code) = <[u8; 2]>::try_from(primary.as_bytes())
            && let Some(tag) = Self::from_code(code)
        {
            return Some(tag);
        }
        NAMED.iter().map(|code| Self(**code)).find(|tag| tag.name().eq_ignore_ascii_case(&lower))
    }
}

impl fmt::Display for LanguageTag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl TryFrom<String> for LanguageTag {
    type Error = UnknownWord;
    fn try_from(word: String) -> Result<Self, UnknownWord> {
        word.parse()
    }
}

impl From<LanguageTag> for String {
    fn from(tag: LanguageTag) -> String {
        tag.as_str().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_any_spelling_of_case_and_hyphen() {
        assert_eq!("North America".parse::<Region>(), Ok(Region::NorthAmerica));
        assert_eq!("vice president".parse::<Seniority>(), Ok(Seniority::VicePresident));
        assert_eq!("IT".parse::<Persona>(), Ok(Persona::InformationTechnology));
        assert_eq!("de-AT".parse::<LanguageTag>().unwrap().name(), "German");
        assert_eq!("German".parse::<LanguageTag>().unwrap().as_str(), "de");
    }

    #[test]
    fn an_unknown_word_brings_the_nearest_known_one() {
        let error = "Finanze".parse::<Persona>().unwrap_err();
        assert_eq!(error.nearest, "Finance");
        assert!(error.to_string().contains("did you mean “Finance”"));
    }

    #[test]
    fn numbers_and_words_are_each_others_inverse() {
        for persona in Persona::ALL {
            assert_eq!(Persona::from_code(persona.code()), Some(*persona));
            assert_eq!(persona.label().parse(), Ok(*persona));
        }
        assert_eq!(Persona::from_code(200), None);
    }
}
