//! The files of the release notes in a release's folder.

use super::super::compare::Contents;
use super::super::{Files, PackageError};
use super::{Language, Notes};
use pitchside_core::catalogue::Region;
use std::collections::BTreeSet;

/// The folder of the release notes in every language and form.
pub const FOLDER: &str = "release-notes";

/// The release notes in every language and form, for all and for each region that pieces are limited to; `RELEASE_NOTES.md` in the
/// language in which most pieces are.
pub fn files(
    gathered: &dyn Fn(Option<Region>) -> Result<Notes, PackageError>,
    contents: &Contents,
) -> Result<Files, PackageError> {
    let mut files = Files::new();
    let assets = contents.by_id().unwrap_or_default();
    let regions: BTreeSet<Region> =
        assets.values().flat_map(|(_, asset)| asset.regions.iter().copied()).collect();
    for region in std::iter::once(None).chain(regions.into_iter().map(Some)) {
        let notes = gathered(region)?;
        if region.is_none() {
            let main = notes.markdown(main_language(contents));
            files.insert("RELEASE_NOTES.md".to_owned(), main.into_bytes());
        }
        let place = region.map_or(String::new(), |region| format!(".{}", region.label()));
        for language in Language::ALL {
            let name = format!("{FOLDER}/release-notes.{}{place}", language.code());
            for (extension, text) in [
                ("md", notes.markdown(language)),
                ("html", notes.html(language)),
                ("eml", notes.mail(language)),
            ] {
                files.insert(format!("{name}.{extension}"), text.into_bytes());
            }
        }
    }
    Ok(files)
}

/// English, unless most pieces are in German or French.
fn main_language(contents: &Contents) -> Language {
    let assets = contents.by_id().unwrap_or_default();
    let count = |language: Language| {
        assets.values().filter(|(_, asset)| asset.language.as_str() == language.code()).count()
    };
    let most = Language::ALL.into_iter().rev().max_by_key(|language| count(*language));
    most.unwrap_or(Language::English)
}
