//! What the index says of the library as a whole.
#![deny(clippy::indexing_slicing)]

use super::bytes::{Reader, put_list, put_signed, put_text, put_varint};
use super::rules;
use crate::catalogue::{Date, Industry, LanguageTag, Region, Rule};
use serde::{Deserialize, Serialize};

/// One of our products.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Product {
    /// As the library spells it.
    pub name: String,
    /// Other spellings.
    #[serde(default)]
    pub aliases: Vec<String>,
}

/// Someone who sells against us.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Competitor {
    /// As the library spells it.
    pub name: String,
    /// Other spellings.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Our products that it competes with, as the library spells them.
    #[serde(default)]
    pub against: Vec<String>,
}

/// The library as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LibraryInfo {
    /// The library's name.
    pub name: String,
    /// Whose collateral it is.
    pub vendor: String,
    /// Marketing's version text.
    pub version: String,
    /// Number of the build, counted by whoever releases; 0 = none.
    pub build: u32,
    /// Day of the build as given (the index reads no clock).
    pub built: Option<Date>,
    /// Our products; the builder appends those that only assets name.
    pub products: Vec<Product>,
    /// Competitors; the builder appends those that only assets name.
    pub competitors: Vec<Competitor>,
    /// Our own domains, lower case.
    pub own_domains: Vec<String>,
    /// The rep's region unless he chooses another one.
    pub default_region: Option<Region>,
    /// Groups of words that mean the same to this vendor, each word or phrase as a rep would write it.
    pub synonyms: Vec<Vec<String>>,
    /// Marketing's rules.
    pub rules: Vec<Rule>,
    /// Languages of the assets, most frequent first. Set by the builder.
    pub languages: Vec<LanguageTag>,
    /// Industries that assets are about, ascending by id. Set by the builder.
    pub industries: Vec<Industry>,
    /// How many assets. Set by the builder.
    pub assets: u32,
    /// How many passages. Set by the builder.
    pub passages: u32,
    /// 16 hexadecimal digits that change whenever anything else in the index or its stored text does
    /// (FNV-1a, 64 bits; it tells releases apart and protects against nothing). Set by the builder.
    pub hash: String,
}

impl LibraryInfo {
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        for text in [&self.name, &self.vendor, &self.version, &self.hash] {
            put_text(out, text);
        }
        put_varint(out, self.build);
        put_varint(out, u32::from(self.built.is_some()));
        put_signed(out, self.built.map_or(0, Date::days));
        put_varint(out, self.default_region.map_or(0, |r| u32::from(r.code()) + 1));
        let texts = |out: &mut Vec<u8>, list: &Vec<String>| put_list(out, list, |o, t| put_text(o, t));
        put_list(out, &self.products, |out, product| {
            put_text(out, &product.name);
            texts(out, &product.aliases);
        });
        put_list(out, &self.competitors, |out, competitor| {
            put_text(out, &competitor.name);
            texts(out, &competitor.aliases);
            texts(out, &competitor.against);
        });
        texts(out, &self.own_domains);
        put_list(out, &self.synonyms, texts);
        put_list(out, &self.languages, |out, tag| out.extend_from_slice(&tag.code()));
        put_list(out, &self.industries, |out, industry| put_varint(out, u32::from(industry.id())));
        put_varint(out, self.assets);
        put_varint(out, self.passages);
        // A library without rules has the same bytes as before there were any.
        if !self.rules.is_empty() {
            put_list(out, &self.rules, rules::put);
        }
    }

    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let mut r = Reader::new(bytes);
        let texts = |r: &mut Reader<'_>| r.list(Reader::string);
        let (name, vendor, version, hash) = (r.string()?, r.string()?, r.string()?, r.string()?);
        let build = r.varint()?;
        let has_date = r.varint()? != 0;
        let built = Some(Date::from_days(r.signed()?)).filter(|_| has_date);
        let default_region = match r.varint()? {
            0 => None,
            code => Some(Region::from_code(u8::try_from(code - 1).ok()?)?),
        };
        let products = r.list(|r| Some(Product { name: r.string()?, aliases: texts(r)? }))?;
        let competitor = |r: &mut Reader<'_>| {
            Some(Competitor { name: r.string()?, aliases: texts(r)?, against: texts(r)? })
        };
        let competitors = r.list(competitor)?;
        let own_domains = texts(&mut r)?;
        let synonyms = r.list(texts)?;
        let languages = r.list(|r| LanguageTag::from_code([r.u8()?, r.u8()?]))?;
        let industries = r.list(|r| Industry::from_id(u16::try_from(r.varint()?).ok()?))?;
        let (assets, passages) = (r.varint()?, r.varint()?);
        let rules = if r.rest().is_empty() { Vec::new() } else { r.list(rules::read)? };
        let read = Self {
            name,
            vendor,
            version,
            build,
            built,
            products,
            competitors,
            own_domains,
            default_region,
            synonyms,
            rules,
            languages,
            industries,
            assets,
            passages,
            hash,
        };
        r.rest().is_empty().then_some(read)
    }
}
