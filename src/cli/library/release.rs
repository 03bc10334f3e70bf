//! Whether a piece goes out, and to whom.
//!
//! The catalogue's word counts first. Where it is silent, a marking in the file keeps the piece in the house ([`super::marking`]), an
//! address of its own that anybody can open lets it out, and `default_audience` decides the rest. Drafts, and what was not approved or
//! thrown away, are left out.

use super::catalogue_file::Record;
use super::diagnostic::Diagnostic;
use super::extract::Place;
use super::fields::Field;
use super::infer::Found;
use super::marking::{self, Marking, Verdict};
use super::settings::Settings;
use pitchside_core::catalogue::{Asset, Audience, Link};
use std::collections::HashMap;
use std::sync::LazyLock;

/// Why a piece is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withheld {
    /// Id of the piece.
    pub id: String,
    /// Its file; may be empty.
    pub file: String,
    /// A word for the catalogue's column `status`.
    pub status: &'static str,
    /// What says so: `status is “Pending”`, `its watermark says “DRAFT”`.
    pub why: String,
    /// The catalogue's header, where the catalogue says so.
    pub cell: String,
}

impl Withheld {
    /// The finding, at `place`.
    pub fn finding(&self, place: &(String, u32)) -> Diagnostic {
        let remedy =
            "Release it by status = approved in the catalogue, or mend the file; it is left out until then.";
        let line = if self.cell.is_empty() { 0 } else { place.1 };
        let file = if self.cell.is_empty() && !self.file.is_empty() { &self.file } else { &place.0 };
        Diagnostic::warning("unreleased", file, self.why.clone(), remedy).at(line, &self.cell).about(&self.id)
    }
}

/// Words of systems and people → what they mean.
static MEANINGS: LazyLock<HashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    let mut meanings: HashMap<&str, Vec<&str>> = HashMap::new();
    for line in include_str!("words/release.tsv").lines().filter(|line| !line.starts_with('#')) {
        let Some((meaning, words)) = line.split_once('\t') else { continue };
        words.split(' ').for_each(|word| meanings.entry(word).or_default().push(meaning));
    }
    meanings
});

/// Whether a cell's word means that: `released`, `external`.
fn means(word: &str, meaning: &str) -> bool {
    let folded = pitchside_core::text::fold(word);
    let plain: String = folded.chars().filter(|c| c.is_alphanumeric()).collect();
    let own = plain == meaning.replace(' ', "");
    own || MEANINGS.get(plain.as_str()).is_some_and(|meanings| meanings.contains(&meaning))
}

/// A yes or no as people and systems write it.
pub fn truth(word: &str) -> Option<bool> {
    match () {
        () if means(word, "yes") => Some(true),
        () if means(word, "no") => Some(false),
        () => None,
    }
}

/// What a status says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Status {
    Released,
    /// With a plain word for it.
    Unreleased(&'static str),
    /// A word of confidentiality stands there.
    Internal,
}

/// What a word under `status` says; none where nobody knows it.
fn status(word: &str) -> Option<Status> {
    if means(word, "released") {
        return Some(Status::Released);
    }
    let unreleased =
        ["draft", "not approved", "trashed", "archived"].into_iter().find(|meaning| means(word, meaning));
    match (unreleased, marking::in_line(Place::Properties, word)) {
        (Some(status), _) => Some(Status::Unreleased(status)),
        (None, Some(Verdict::Unreleased)) => Some(Status::Unreleased("draft")),
        (None, Some(Verdict::Internal | Verdict::Nda)) => Some(Status::Internal),
        (None, None) => None,
    }
}

/// Who may have a piece, by a word of the catalogue.
pub fn audience_named(word: &str) -> Option<Audience> {
    match marking::in_line(Place::Head, word) {
        _ if means(word, "external") => Some(Audience::External),
        _ if means(word, "internal") => Some(Audience::Internal),
        Some(Verdict::Nda) => Some(Audience::Nda),
        Some(Verdict::Internal) => Some(Audience::Internal),
        Some(Verdict::Unreleased) | None => None,
    }
}

/// Whether the piece is left out, and why. What the catalogue says outright outweighs a marking in the file.
pub fn withheld(asset: &Asset, record: Option<&Record>, markings: &[Marking]) -> Option<Withheld> {
    let new = |status, why, cell: &str| Withheld {
        id: asset.id.0.clone(),
        file: asset.file.clone(),
        status,
        why,
        cell: cell.to_owned(),
    };
    let cell =
        |field: Field| record.and_then(|r| r.cell(field).map(|cell| (cell.header.as_str(), r.value(field))));
    let truth_of = |field: Field| cell(field).and_then(|(header, word)| Some((header, word, truth(word)?)));
    if let Some((header, word, true)) = truth_of(Field::Trashed) {
        return Some(new("trashed", format!("{header} is “{word}”"), header));
    }
    if let Some((header, word, true)) = truth_of(Field::Archived) {
        return Some(new("archived", format!("{header} is “{word}”"), header));
    }
    let mut released = matches!(truth_of(Field::Approved), Some((.., true)));
    for field in [Field::Status, Field::Approved] {
        let Some((header, word)) = cell(field) else { continue };
        match status(word) {
            Some(Status::Unreleased(status)) => {
                return Some(new(status, format!("{header} is “{word}”"), header));
            }
            Some(Status::Released) => released = true,
            _ => {}
        }
    }
    // `published` may be a day or a yes.
    for field in [Field::Approved, Field::Released] {
        if let Some((header, word, false)) = truth_of(field) {
            return Some(new("not approved", format!("{header} is “{word}”"), header));
        }
    }
    let draft =
        markings.iter().find(|marking| marking.verdict == Verdict::Unreleased).filter(|_| !released)?;
    Some(new("draft", said(draft), ""))
}

fn said(marking: &Marking) -> String {
    format!("{} says “{}”", marking.place, marking.text)
}

/// What the row says of its audience in another column than `audience`: shareable or not, a status that is a confidentiality.
///
/// Gives an unknown word, too, which is read with care.
pub fn of_row(record: &Record) -> Option<(Audience, String)> {
    let cell = |field: Field| record.cell(field).map(|cell| (cell.header.clone(), record.value(field)));
    if let Some((header, word)) = cell(Field::Shareable)
        && let Some(audience) = truth(word)
            .map(|yes| if yes { Audience::External } else { Audience::Internal })
            .or_else(|| audience_named(word))
    {
        return Some((audience, format!("{header} is “{word}”")));
    }
    let (header, word) = cell(Field::Status)?;
    let internal = matches!(status(word), Some(Status::Internal) | None);
    internal.then(|| (Audience::Internal, format!("{header} is “{word}”")))
}

/// An unknown word under `status`.
pub fn unknown_status(record: &Record) -> Option<&str> {
    let word = record.value(Field::Status);
    (!word.is_empty() && status(word).is_none()).then_some(word)
}

/// Who may have a piece whose row does not say.
pub fn audience(
    asset: &Asset,
    record: Option<&Record>,
    settings: &Settings,
    markings: &[Marking],
) -> Found<Audience> {
    if let Some((audience, evidence)) = record.and_then(of_row) {
        return Found::read(audience, evidence);
    }
    if asset.kind.internal_by_default() {
        return Found::read(
            Audience::Internal,
            format!("its kind ({}) is for reps alone", asset.kind.label()),
        );
    }
    let strictest = markings
        .iter()
        .filter(|marking| marking.verdict != Verdict::Unreleased)
        .max_by_key(|marking| marking.verdict);
    if let Some(marking) = strictest {
        return Found::read(of_verdict(marking.verdict), said(marking));
    }
    let own = record.is_some_and(|record| record.cell(Field::Url).is_some());
    let public = asset.link.as_ref().filter(|link| is_public(link));
    match (public, settings.library.default_audience) {
        (Some(link), _) if own => {
            Found::read(Audience::External, format!("it has a public address, {}", link.as_str()))
        }
        (_, Some(audience)) => Found::read(audience, "default_audience of library.toml"),
        (Some(_), None) => Found::guessed(Audience::External, "base_url of library.toml makes it public"),
        (None, None) => Found::guessed(Audience::Internal, NOTHING),
    }
}

/// The evidence of a piece that is internal because nothing lets it out.
pub const NOTHING: &str = "nothing says that buyers may have it";

const fn of_verdict(verdict: Verdict) -> Audience {
    match verdict {
        Verdict::Nda => Audience::Nda,
        Verdict::Internal | Verdict::Unreleased => Audience::Internal,
    }
}

/// Where a row sends a piece to buyers that its file keeps from them, or releases what the file calls a draft.
pub fn contradiction(asset: &Asset, record: &Record, markings: &[Marking]) -> Option<Diagnostic> {
    let open = asset.audience == Audience::External;
    let marking = markings
        .iter()
        .filter(|marking| open || marking.verdict == Verdict::Unreleased)
        .max_by_key(|marking| marking.verdict)?;
    let (column, what) = match marking.verdict {
        Verdict::Unreleased => (Field::Status, "the catalogue releases it"),
        _ => (Field::Audience, "the catalogue lets buyers have it"),
    };
    let header = record.cell(column).map_or(column.name(), |cell| cell.header.as_str());
    let remedy = format!("Correct {header}, or send buyers a copy without the marking: they will read it.");
    let found = Diagnostic::warning("marked", &record.file, format!("{}, but {what}", said(marking)), remedy);
    Some(found.at(record.line, header).about(&asset.id.0))
}

/// Whether anybody can open an address: not an intranet, a machine, or a place behind the firm's own login.
fn is_public(link: &Link) -> bool {
    const LOGIN: [&str; 8] = [
        "sharepoint.com",
        "sharepoint.cn",
        "drive.google.com",
        "docs.google.com",
        "onedrive.live.com",
        "1drv.ms",
        "teams.microsoft.com",
        "atlassian.net",
    ];
    const PRIVATE: [&str; 10] = [
        "local",
        "internal",
        "intranet",
        "corp",
        "lan",
        "home",
        "localhost",
        "private",
        "test",
        "localdomain",
    ];
    let address = link.as_str();
    let Some((scheme, rest)) =
        address.split_once("://").filter(|(scheme, _)| scheme.to_ascii_lowercase().starts_with("http"))
    else {
        return false;
    };
    let _ = scheme;
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let authority = authority.rsplit('@').next().unwrap_or_default().to_ascii_lowercase();
    if authority.starts_with('[') {
        // A machine by its IPv6 number.
        return false;
    }
    let host = authority.split(':').next().unwrap_or_default().trim_end_matches('.');
    let labels: Vec<&str> = host.split('.').collect();
    let number = labels.len() == 4 && labels.iter().all(|label| label.parse::<u8>().is_ok());
    let below =
        |domain: &&str| host == *domain || host.strip_suffix(domain).is_some_and(|sub| sub.ends_with('.'));
    let inside = labels.iter().any(|label| matches!(*label, "intranet" | "intra" | "internal"));
    labels.len() > 1
        && !number
        && !inside
        && !labels.last().is_some_and(|last| PRIVATE.contains(last))
        && !LOGIN.iter().any(below)
}

#[cfg(test)]
mod tests {
    use super::*;
    use pitchside_core::catalogue::AssetKind;

    fn asset(url: &str) -> Asset {
        let mut asset = Asset::new("x", "X", AssetKind::Guide);
        asset.link = Link::new(url).ok();
        asset
    }

    fn with(url: &str, cells: &[(Field, &str)], settings: &str, marks: &str) -> Audience {
        let settings: Settings = toml::from_str(settings).unwrap();
        let mut cells = cells.to_vec();
        if !url.is_empty() {
            cells.push((Field::Url, url));
        }
        let markings = marking::of(marks, "", None);
        audience(&asset(url), Some(&Record::of(&cells)), &settings, &markings).value
    }

    #[test]
    fn the_row_s_public_address_lets_a_piece_out_then_the_default_decides() {
        let internal = "[library]\ndefault_audience = \"internal\"";
        let external = "[library]\ndefault_audience = \"external\"";
        assert_eq!(with("https://www.harbourline.example/a.pdf", &[], internal, ""), Audience::External);
        for private in [
            "https://harbourline.sharepoint.com/a.pdf",
            "https://drive.google.com/file/d/1",
            "http://intranet/a.pdf",
            "https://files.harbourline.local/a",
            "http://10.0.0.4/a.pdf",
            "http://[fe80::1]/a",
            "mailto:a@harbourline.example",
        ] {
            assert_eq!(with(private, &[], internal, ""), Audience::Internal, "{private}");
            assert_eq!(with(private, &[], external, ""), Audience::External, "{private}");
            assert_eq!(with(private, &[], "", ""), Audience::Internal, "{private}");
        }
    }

    #[test]
    fn a_marking_keeps_a_piece_in_whatever_the_default_and_its_address() {
        let external = "[library]\ndefault_audience = \"external\"";
        let url = "https://www.harbourline.example/a.pdf";
        assert_eq!(with(url, &[], external, "Price list – strictly confidential"), Audience::Internal);
        assert_eq!(with(url, &[], external, "Test report (under NDA)"), Audience::Nda);
        assert_eq!(with(url, &[], external, "Confidential computing"), Audience::External);
    }

    #[test]
    fn columns_of_systems_say_who_may_have_it() {
        let external = "[library]\ndefault_audience = \"external\"";
        for (field, word, wanted) in [
            (Field::Shareable, "No", Audience::Internal),
            (Field::Shareable, "yes", Audience::External),
            (Field::Shareable, "Internal only", Audience::Internal),
            (Field::Status, "Confidential", Audience::Internal),
            (Field::Status, "Tier 2", Audience::Internal),
            (Field::Status, "Approved", Audience::External),
        ] {
            assert_eq!(with("", &[(field, word)], external, ""), wanted, "{word}");
        }
        for (word, wanted) in [
            ("Customer-facing", Audience::External),
            ("Öffentlich", Audience::External),
            ("Internal use only", Audience::Internal),
            ("streng vertraulich", Audience::Internal),
            ("under NDA", Audience::Nda),
        ] {
            assert_eq!(audience_named(word), Some(wanted), "{word}");
        }
    }

    #[test]
    fn drafts_and_what_was_thrown_away_are_left_out() {
        let left = |cells: &[(Field, &str)], marks: &str| {
            withheld(&asset(""), Some(&Record::of(cells)), &marking::of(marks, "", None)).map(|w| w.status)
        };
        for (field, word, wanted) in [
            (Field::Status, "Draft", "draft"),
            (Field::Status, "Pending", "not approved"),
            (Field::Status, "Abgelehnt", "not approved"),
            (Field::Status, "Brouillon", "draft"),
            (Field::Status, "Archiviert", "archived"),
            (Field::Trashed, "TRUE", "trashed"),
            (Field::Archived, "ja", "archived"),
            (Field::Approved, "no", "not approved"),
        ] {
            assert_eq!(left(&[(field, word)], ""), Some(wanted), "{word}");
        }
        assert_eq!(left(&[(Field::Trashed, "false"), (Field::Archived, "")], ""), None);
        assert_eq!(left(&[], "Price list – DRAFT"), Some("draft"));
        assert_eq!(
            left(&[(Field::Status, "Approved")], "Price list – DRAFT"),
            None,
            "the catalogue's word counts"
        );
        assert_eq!(left(&[(Field::Status, "Tier 2")], ""), None);
    }
}
