//! `library.toml`: what the library is called, whose it is, and the names to look for.
//!
//! ```toml
//! [library]
//! name = "Harbourline collateral"       # default: the folder's name
//! vendor = "Harbourline"
//! base_url = "https://www.harbourline.example/resources/"   # + file = link of an asset without `url`
//! own_domains = ["harbourline.example"]  # pages of these are never a prospect
//! default_region = "europe"
//! languages = ["en", "de"]
//! version = "2026.11"                    # shown in the panel's foot
//! build = 12                             # must grow with each release
//! date = "2026-11-02"                    # default: the newest date in the catalogue
//! catalogue = "catalogue.csv"            # default: catalogue.csv, .xlsx, .yaml or .toml
//! ignore = ["drafts/**", "*.bak.pdf"]    # as in .gitignore
//! sites = ["crm.example.com"]            # where your reps work, beside the sites that Pitchside knows
//! synonyms = [["GDPR", "DSGVO"], ["close", "month-end"]]   # words that mean the same to your buyers
//!
//! [[product]]
//! name = "Harbourline Close"
//! aliases = ["Close", "Monatsabschluss"]
//!
//! [[competitor]]
//! name = "Ledgerfox"
//! aliases = ["Ledger Fox"]
//! against = ["Harbourline Close"]
//! ```

use super::diagnostic::Diagnostic;
use crate::catalogue::{Date, LanguageTag, Region};
use serde::Deserialize;
use std::path::Path;

/// The file's name.
pub const FILE: &str = "library.toml";

/// The whole file.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// `[library]`.
    pub library: Library,
    /// `[[product]]`.
    pub product: Vec<Product>,
    /// `[[competitor]]`.
    pub competitor: Vec<Competitor>,
    /// `ignore` may also stand above the first table.
    pub ignore: Vec<String>,
}

/// `[library]`.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Library {
    /// Its name.
    pub name: String,
    /// The firm that sells.
    pub vendor: String,
    /// Where the files are published, if under one address.
    pub base_url: String,
    /// The vendor's own domains.
    pub own_domains: Vec<String>,
    /// The reps' region.
    pub default_region: Option<Region>,
    /// Languages that the library is kept in.
    pub languages: Vec<LanguageTag>,
    /// Marketing's own version text.
    pub version: String,
    /// Number that grows with each release.
    pub build: u32,
    /// Day of the release.
    pub date: Option<Date>,
    /// The catalogue's file name.
    pub catalogue: String,
    /// Patterns of files to leave out.
    pub ignore: Vec<String>,
    /// Hosts of sites of one's own, such as a self-hosted CRM.
    pub sites: Vec<String>,
    /// Groups of words that mean the same.
    pub synonyms: Vec<Vec<String>>,
}

/// `[[product]]`.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Product {
    /// As it is to be shown.
    pub name: String,
    /// Other names, in any language.
    pub aliases: Vec<String>,
}

/// `[[competitor]]`.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Competitor {
    /// As it is to be shown.
    pub name: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// Our products that it competes with.
    pub against: Vec<String>,
}

impl Settings {
    /// Reads `library.toml` in `folder`. A missing file gives the defaults and a warning, a wrong one the defaults
    /// and an error.
    pub fn read(folder: &Path, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let mut settings = match std::fs::read_to_string(folder.join(FILE)) {
            Ok(text) => toml::from_str(text.trim_start_matches('\u{feff}')).unwrap_or_else(|error| {
                let line = error.span().map_or(0, |span| line_of(&text, span.start));
                let remedy =
                    "The rest of the file is not used until this is mended; docs/LIBRARY lists every field.";
                diagnostics.push(
                    Diagnostic::error("library-toml", FILE, one_line(error.message()), remedy).at(line, ""),
                );
                Self::default()
            }),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let remedy = "Write one with your name, products and competitors; without it none of them is recognised.";
                diagnostics.push(Diagnostic::warning(
                    "no-library-toml",
                    FILE,
                    "there is no library.toml",
                    remedy,
                ));
                Self::default()
            }
            Err(error) => {
                diagnostics.push(Diagnostic::error(
                    "library-toml",
                    FILE,
                    error.to_string(),
                    "Save it as UTF-8 text.",
                ));
                Self::default()
            }
        };
        settings.check(diagnostics);
        if settings.library.name.trim().is_empty() {
            let name = folder
                .canonicalize()
                .ok()
                .and_then(|f| f.file_name().map(|n| n.to_string_lossy().into_owned()));
            settings.library.name = name.unwrap_or_else(|| "Library".to_owned());
        }
        settings
    }

    fn check(&mut self, diagnostics: &mut Vec<Diagnostic>) {
        let base = self.library.base_url.trim().to_owned();
        if !base.is_empty() && crate::catalogue::Link::new(&base).is_err() {
            let message = format!("base_url “{base}” is not an address");
            diagnostics.push(Diagnostic::error("bad-link", FILE, message, "Write it in full: https://…/"));
            self.library.base_url.clear();
        }
        let known: Vec<String> = self.product.iter().map(|p| p.name.clone()).collect();
        for competitor in &self.competitor {
            for product in competitor.against.iter().filter(|p| !known.contains(p)) {
                let message =
                    format!("{} competes against “{product}”, which is no [[product]]", competitor.name);
                let remedy = format!("Products are: {}.", known.join(", "));
                diagnostics.push(Diagnostic::error("unknown-word", FILE, message, remedy));
            }
        }
        self.product.retain(|p| !p.name.trim().is_empty());
        self.competitor.retain(|c| !c.name.trim().is_empty());
        self.ignore.append(&mut self.library.ignore);
    }
}

/// The line of a byte offset, counted from 1.
pub(super) fn line_of(text: &str, offset: usize) -> u32 {
    let before = text.get(..text.floor_char_boundary(offset)).unwrap_or(text);
    before.matches('\n').count() as u32 + 1
}

fn one_line(text: &str) -> String {
    super::extract::one_line(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_field_is_named_with_its_line() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(FILE), "[library]\nname = \"X\"\nvendro = \"Y\"\n").unwrap();
        let mut found = Vec::new();
        Settings::read(folder.path(), &mut found);
        assert_eq!((found[0].code, found[0].line), ("library-toml", 3));
        assert!(found[0].message.contains("vendro"), "{}", found[0].message);
    }

    #[test]
    fn without_a_file_the_folders_name_is_the_librarys() {
        let folder = tempfile::tempdir().unwrap();
        let mut found = Vec::new();
        let settings = Settings::read(folder.path(), &mut found);
        assert_eq!(found[0].code, "no-library-toml");
        assert_eq!(settings.library.name, folder.path().file_name().unwrap().to_string_lossy());
    }
}
