//! Values of the catalogue, as a question asks for them.

use crate::catalogue::{Asset, AssetKind, Industry, LanguageTag, Persona, Region, Stage};

/// A value of the catalogue that a question asks for, or that the buyer in view has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Facet {
    /// A kind of asset.
    Kind(AssetKind),
    /// An industry; assets of one above or below it have it too.
    Industry(Industry),
    /// A function of people.
    Persona(Persona),
    /// Where a deal stands.
    Stage(Stage),
    /// A part of the world; only assets that name it.
    Region(Region),
    /// The language of the asset.
    Language(LanguageTag),
    /// One of our products, as the library spells it.
    Product(String),
    /// A competitor, as the library spells it.
    Competitor(String),
}

impl Facet {
    /// In words.
    pub fn label(&self) -> &str {
        match self {
            Self::Kind(kind) => kind.label(),
            Self::Industry(industry) => industry.label(),
            Self::Persona(persona) => persona.label(),
            Self::Stage(stage) => stage.label(),
            Self::Region(region) => region.label(),
            Self::Language(language) => language.name(),
            Self::Product(name) | Self::Competitor(name) => name,
        }
    }

    /// Whether an asset has it.
    pub fn holds(&self, asset: &Asset) -> bool {
        match self {
            Self::Kind(kind) => asset.kind == *kind,
            Self::Industry(industry) => {
                let related = |other: &Industry| {
                    other.lineage().any(|above| above == *industry)
                        || industry.lineage().any(|above| above == *other)
                };
                asset.industries.iter().any(related)
            }
            Self::Persona(persona) => asset.personas.contains(persona),
            Self::Stage(stage) => asset.stages.contains(stage),
            Self::Region(region) => asset.regions.contains(region),
            Self::Language(language) => asset.language == *language,
            Self::Product(name) => asset.products.contains(name),
            Self::Competitor(name) => asset.competitors.contains(name),
        }
    }

    /// What it counts for a buyer in view, 1 = fully.
    pub(super) fn tells(&self) -> f32 {
        match self {
            Self::Industry(_) | Self::Competitor(_) => 1.0,
            Self::Language(_) | Self::Region(_) | Self::Product(_) => 0.8,
            Self::Persona(_) | Self::Kind(_) => 0.4,
            Self::Stage(_) => 0.2,
        }
    }
}
