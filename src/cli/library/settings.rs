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
//! crm = [{ kind = "espocrm", host = "crm.example.com" }]   # your own CRM
//! sites = ["intranet.example.com"]       # where your reps work, beside the sites that Pitchside knows
//! synonyms = [["GDPR", "DSGVO"], ["close", "month-end"]]   # words that mean the same to your buyers
//! dates = "day-first"                    # how 5/4/2026 is meant; default: told from the other dates of the catalogue
//! thumbnails = true                      # first pages and slides, or a card
//! bundle = false                         # true: the files themselves travel inside the extension
//! default_audience = "internal"          # or "external": of pieces of which neither catalogue, address nor file says it
//!
//! [columns]                              # your own names of columns
//! "Zielgruppe intern" = "personas"
//!
//! [words]                                # your own words in cells
//! "Versicherer" = "Insurance"
//!
//! [package]                              # how the extension looks and where it lives: all of it may be left out
//! name = "Harbourline Pitchside"
//! short_name = "Harbourline"
//! description = "Collateral of Harbourline for the prospect on the page"
//! icon = "brand/icon.png"                # square PNG, at least 128 pixels
//! colour = "#0a4f8a"                     # buttons and marks; kept readable in light and dark
//! sites = "optional"                     # or "required": declared, for installation by an administrator
//! update_url = "https://intranet.example/pitchside"   # where you host packages yourself
//! firefox_id = "pitchside@harbourline.example"
//! homepage = "https://www.harbourline.example"
//! report_to = "marketing@harbourline.example"   # reps' reports: the panel begins a mail to it
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
use super::fields::{Field, fold};
use super::site_host::{Crm, SiteHost};
use pitchside_core::catalogue::{Audience, Date, LanguageTag, Region};
use pitchside_core::prospect::is_mail_address;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
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
    /// `[columns]`: a header of one's own → the column that it means.
    pub columns: BTreeMap<String, String>,
    /// `[words]`: a word of one's own → the word of the vocabulary that it means.
    pub words: BTreeMap<String, String>,
    /// `[package]`.
    pub package: Package,
}

/// How an ambiguous date such as 5/4/2026 is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DateOrder {
    /// 5 April.
    DayFirst,
    /// 4 May.
    MonthFirst,
}

/// How the sites' permission is got: see `package`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SiteAccess {
    /// Asked for in the panel, site by site.
    #[default]
    Optional,
    /// Declared in the package.
    Required,
}

/// `[package]`: the extension's own face; empty = as it comes. Travels in `library.json` for `pack`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Package {
    /// Its name, at most 45 characters.
    pub name: String,
    /// The short one, at most 12.
    pub short_name: String,
    /// One sentence, at most 132.
    pub description: String,
    /// A square PNG below the folder, at least 128 pixels wide.
    pub icon: String,
    /// Colour of what acts: `#rrggbb`.
    pub colour: String,
    /// Whether sites are asked for or declared.
    pub sites: SiteAccess,
    /// Folder on the web where one's own packages are served.
    pub update_url: String,
    /// Firefox's id of the add-on.
    pub firefox_id: String,
    /// The vendor's page about it.
    pub homepage: String,
    /// Where reps' reports for marketing go by mail.
    pub report_to: String,
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
    /// Hosts of sites of one's own that the panel may follow.
    pub sites: Vec<String>,
    /// Which CRM runs at which host of one's own.
    pub crm: Vec<Crm>,
    /// Groups of words that mean the same.
    pub synonyms: Vec<Vec<String>>,
    /// How ambiguous dates are meant.
    pub dates: Option<DateOrder>,
    /// Whether pictures of first pages are made; default true.
    pub thumbnails: Option<bool>,
    /// Whether the files themselves travel inside the extension.
    pub bundle: bool,
    /// Who may have a piece of which nothing says it.
    pub default_audience: Option<Audience>,
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
                    "Nothing is built or packed until this is mended; docs/LIBRARY lists every field.";
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

    /// The column that a header means: by `[columns]`, else by its usual names.
    pub fn column(&self, header: &str) -> Option<Field> {
        let folded = fold(header);
        let own = self.columns.iter().find(|(own, _)| fold(own) == folded);
        own.and_then(|(_, meaning)| Field::from_header(meaning)).or_else(|| Field::from_header(header))
    }

    /// The word that a word of one's own means, by `[words]`.
    pub fn word(&self, word: &str) -> Option<&str> {
        let folded = fold(word);
        self.words.iter().find(|(own, _)| fold(own) == folded).map(|(_, meaning)| meaning.as_str())
    }

    fn check(&mut self, diagnostics: &mut Vec<Diagnostic>) {
        let base = self.library.base_url.trim().to_owned();
        if !base.is_empty() && pitchside_core::catalogue::Link::new(&base).is_err() {
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
        for (header, meaning) in &self.columns {
            if Field::from_header(meaning).is_none() {
                let message = format!("[columns]: “{header}” is to mean “{meaning}”, which is no column");
                let remedy = match Field::nearest(meaning) {
                    Some(near) => format!("Did you mean “{near}”?"),
                    None => "docs/LIBRARY lists the columns.".to_owned(),
                };
                diagnostics.push(Diagnostic::error("unknown-column", FILE, message, remedy));
            }
        }
        self.check_sites(diagnostics);
        let to = &mut self.package.report_to;
        if !to.is_empty() && !is_mail_address(to) {
            let message = format!("report_to “{to}” is not a mail address");
            let remedy = "Write one address alone: marketing@example.com. Until then no mail is begun.";
            diagnostics.push(Diagnostic::error("bad-link", FILE, message, remedy));
            to.clear();
        }
        self.product.retain(|p| !p.name.trim().is_empty());
        self.competitor.retain(|c| !c.name.trim().is_empty());
        self.ignore.append(&mut self.library.ignore);
    }
}

impl Settings {
    /// Hosts that are none, kinds of CRM that nobody reads, and sites of one's own whose records nothing reads.
    fn check_sites(&mut self, diagnostics: &mut Vec<Diagnostic>) {
        let kinds = Crm::kinds();
        let mut fault = |message: String, remedy: String| {
            diagnostics.push(Diagnostic::error("bad-site", FILE, message, remedy));
        };
        self.library.crm.retain(|crm| {
            let host = crm.host.parse::<SiteHost>();
            if let Err(error) = &host {
                fault(format!("crm: {error}"), "The line is left out until this is mended.".to_owned());
            }
            let known = kinds.contains(&crm.kind);
            if !known {
                let remedy =
                    format!("Kinds are: {}; another one needs an adapter (docs/LIBRARY).", kinds.join(", "));
                fault(format!("crm: nothing reads “{}”", crm.kind), remedy);
            }
            known && host.is_ok()
        });
        self.library.sites.retain(|site| match site.parse::<SiteHost>() {
            Ok(_) => true,
            Err(error) => {
                fault(format!("sites: {error}"), "The site is left out until this is mended.".to_owned());
                false
            }
        });
        let own = |site: &&String| {
            let site = site.trim().trim_start_matches("*.");
            self.library.own_domains.iter().any(|own| {
                let own = own.trim().trim_start_matches("www.");
                site == own || site.strip_suffix(own).is_some_and(|rest| rest.ends_with('.'))
            })
        };
        for site in self.library.sites.iter().filter(own) {
            let message =
                format!("sites: pages at “{site}” are read as your own web site, and nobody is found there");
            let remedy = format!(
                "If a CRM runs there write crm = [{{ kind = \"…\", host = \"{site}\" }}], or add an adapter to adapters/."
            );
            diagnostics.push(Diagnostic::warning("own-site", FILE, message, remedy));
        }
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
        assert_eq!((&*found[0].code, found[0].line), ("library-toml", 3));
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
