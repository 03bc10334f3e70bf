//! An asset's own record: what is shown of it and not ranked by. The bytes are in [`super::format`].
#![deny(clippy::indexing_slicing)]

use super::bytes::{Reader, put_list, put_signed, put_text, put_varint};
use super::facets::Facets;
use crate::catalogue::{Asset, AssetId, Date, Extent, Link, Unit};

const UNITS: [Unit; 4] = [Unit::Page, Unit::Slide, Unit::Sheet, Unit::Section];

pub(super) fn write(out: &mut Vec<u8>, asset: &Asset) {
    let link = asset.link.as_ref().map_or("", Link::as_str);
    let superseded_by = asset.superseded_by.as_ref().map_or("", |id| id.0.as_str());
    for text in [
        &asset.id.0,
        &asset.title,
        &asset.summary,
        &asset.file,
        link,
        superseded_by,
        &asset.version,
        &asset.owner,
    ] {
        put_text(out, text);
    }
    put_varint(out, asset.extent.count);
    out.push(asset.extent.unit as u8);
    out.push(u8::from(asset.review_by.is_some()));
    put_signed(out, asset.review_by.map_or(0, Date::days));
    put_list(out, &asset.tags, |out, tag| put_text(out, tag));
    put_list(out, &asset.inferred, |out, name| put_text(out, name));
}

/// Only the id, which stands first.
pub(super) fn id(bytes: &[u8]) -> Option<&str> {
    Reader::new(bytes).text()
}

/// Only the title, which stands second.
pub(super) fn title(bytes: &[u8]) -> Option<&str> {
    let mut reader = Reader::new(bytes);
    reader.text()?;
    reader.text()
}

/// The asset without industries, products and competitors, which the lists hold.
pub(super) fn read(bytes: &[u8], facets: &Facets) -> Option<Asset> {
    let mut r = Reader::new(bytes);
    let mut asset = Asset::new(r.string()?, r.string()?, facets.kind);
    asset.summary = r.string()?;
    asset.file = r.string()?;
    asset.link = Some(r.text()?).filter(|l| !l.is_empty()).map(Link::new).transpose().ok()?;
    asset.superseded_by = Some(r.string()?).filter(|id| !id.is_empty()).map(AssetId);
    asset.version = r.string()?;
    asset.owner = r.string()?;
    asset.extent = Extent { count: r.varint()?, unit: *UNITS.get(usize::from(r.u8()?))? };
    let has_review = r.u8()? != 0;
    asset.review_by = Some(Date::from_days(r.signed()?)).filter(|_| has_review);
    asset.tags = r.list(Reader::string)?;
    asset.inferred = r.list(Reader::string)?;
    asset.language = facets.language;
    asset.guessed = facets.guessed;
    asset.audience = facets.audience;
    asset.priority = facets.priority;
    // One by one: collecting would be compiled for each vocabulary.
    facets.personas.iter().for_each(|word| asset.personas.push(word));
    facets.seniorities.iter().for_each(|word| asset.seniorities.push(word));
    facets.stages.iter().for_each(|word| asset.stages.push(word));
    facets.sizes.iter().for_each(|word| asset.sizes.push(word));
    facets.regions.iter().for_each(|word| asset.regions.push(word));
    (asset.released, asset.updated, asset.expires) = (facets.released, facets.updated, facets.expires);
    r.rest().is_empty().then_some(asset)
}
