//! The catalogue's columns and the other names that people give them.

use pitchside_core::catalogue::{AssetKind, edit_distance};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::sync::LazyLock;

macro_rules! fields {
    ($($(#[$doc:meta])* $variant:ident: $($name:literal)|+;)+) => {
        /// A column of the catalogue.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Field { $($(#[$doc])* $variant,)+ }

        impl Field {
            /// Every column.
            pub const ALL: &'static [Field] = &[$(Field::$variant,)+];

            /// Its names, the one to write first; compared without case, blanks and punctuation.
            pub const fn names(self) -> &'static [&'static str] {
                match self { $(Self::$variant => &[$($name),+],)+ }
            }
        }
    };
}

fields! {
    /// Unique and lasting name.
    Id: "id" | "asset id" | "key" | "slug" | "kennung" | "identifiant" | "unique id" | "document id" | "dokument-id" | "id du document";
    /// Path below the folder.
    File: "file" | "path" | "filename" | "file name" | "datei" | "dateiname" | "pfad" | "fichier" | "nom du fichier" | "original filename" | "asset filename" | "document name" | "dokumentname" | "nom du document";
    /// As a buyer reads it.
    Title: "title" | "name" | "headline" | "titel" | "titre" | "nom";
    /// Kind of asset.
    Kind: "kind" | "type" | "asset type" | "content type" | "category" | "art" | "typ" | "kategorie" | "catégorie" | "type de contenu" | "document type" | "collateral type" | "dokumenttyp" | "dokumentart" | "type de document";
    /// One or two sentences.
    Summary: "summary" | "description" | "abstract" | "teaser" | "beschreibung" | "zusammenfassung" | "résumé";
    /// Language.
    Language: "language" | "lang" | "locale" | "sprache" | "langue";
    /// Industries.
    Industries: "industries" | "industry" | "vertical" | "verticals" | "sector" | "branche" | "branchen" | "secteur" | "secteurs";
    /// Personas.
    Personas: "personas" | "persona" | "function" | "functions" | "job function" | "department" | "rolle" | "rollen" | "zielgruppe" | "fonction" | "fonctions" | "public cible" | "audience persona" | "buyer persona" | "target persona";
    /// Seniorities.
    Seniorities: "seniorities" | "seniority" | "level" | "job level" | "hierarchieebene" | "niveau";
    /// Stages.
    Stages: "stages" | "stage" | "sales stage" | "funnel stage" | "buying stage" | "phase" | "phasen" | "verkaufsphase" | "étape" | "étapes";
    /// Sizes of company.
    Sizes: "sizes" | "size" | "company size" | "segment" | "segments" | "unternehmensgröße" | "größe" | "taille";
    /// Regions.
    Regions: "regions" | "region" | "geo" | "territory" | "regionen" | "gebiet" | "région" | "régions";
    /// Our products.
    Products: "products" | "product" | "solution" | "solutions" | "produkt" | "produkte" | "lösung" | "produit" | "produits";
    /// Competitors.
    Competitors: "competitors" | "competitor" | "wettbewerber" | "konkurrent" | "mitbewerber" | "concurrent" | "concurrents";
    /// Free words.
    Tags: "tags" | "tag" | "keywords" | "labels" | "topics" | "schlagworte" | "schlagwörter" | "stichworte" | "mots clés" | "étiquettes" | "metadata tags" | "enterprise keywords" | "unternehmensstichwörter" | "mots clés d'entreprise";
    /// Who may have it.
    Status: "status" | "approval status" | "approval" | "moderation status" | "_moderationstatus" | "content approval status" | "workflow status" | "lifecycle status" | "lifecycle" | "life cycle" | "lifecycle stage" | "state" | "document status" | "asset status" | "content status" | "publication status" | "publishing status" | "release status" | "review status" | "genehmigungsstatus" | "freigabestatus" | "bearbeitungsstatus" | "dokumentstatus" | "statut" | "statut d'approbation" | "approbation" | "état" | "estado" | "estado de aprobación" | "estado de aprovação" | "stato" | "stato approvazione" | "stato di approvazione" | "goedkeuringsstatus" | "documentstatus";
    /// Whether it was approved.
    Approved: "approved" | "is approved" | "genehmigt" | "freigegeben" | "approuvé" | "validé" | "aprobado" | "aprovado" | "approvato" | "goedgekeurd";
    /// Whether it may be handed on.
    Shareable: "shareable" | "sharable" | "is shareable" | "can be shared" | "share externally" | "external sharing" | "externally shareable" | "customer facing" | "client facing" | "external use" | "ok to share" | "extern teilbar" | "teilbar" | "für kunden" | "weitergabe" | "partageable" | "diffusable" | "compartible" | "condivisibile" | "deelbaar" | "partilhável" | "compartilhável";
    /// Whether it was thrown away.
    Trashed: "trashed" | "in trash" | "is trashed" | "explicitly trashed" | "deleted" | "is deleted" | "gelöscht" | "im papierkorb" | "supprimé" | "eliminado" | "excluído" | "eliminato" | "verwijderd";
    /// Whether it was put away.
    Archived: "archived" | "is archived" | "archiviert" | "archivé" | "archivado" | "arquivado" | "archiviato" | "gearchiveerd";
    /// Who may have it.
    Audience: "audience" | "visibility" | "sharing" | "share permission" | "confidentiality" | "vertraulichkeit" | "freigabe" | "sichtbarkeit" | "diffusion" | "confidentialité" | "usage rights" | "access level";
    /// Address.
    Url: "url" | "link" | "href" | "web address" | "public url" | "adresse" | "lien" | "web url" | "webviewlink" | "public link" | "share link" | "cdn url" | "asset url" | "permalink" | "encoded absolute url" | "link to item" | "link zum element" | "lien vers l'élément" | "lien public";
    /// First day.
    Released: "released" | "release date" | "publish date" | "published" | "valid from" | "veröffentlicht" | "gültig ab" | "date de publication" | "publié";
    /// Last change.
    Updated: "updated" | "modified" | "last modified" | "last updated" | "geändert" | "aktualisiert" | "modifié" | "mis à jour" | "modifiedtime" | "date modified" | "modification date" | "last modified date" | "änderungsdatum" | "date de modification";
    /// Last day.
    Expires: "expires" | "expiry" | "expiry date" | "expiration" | "expiration date" | "valid until" | "läuft ab" | "ablaufdatum" | "gültig bis" | "expire" | "date d'expiration" | "available until" | "end of life" | "verfallsdatum";
    /// Review.
    ReviewBy: "review_by" | "review" | "review date" | "next review" | "prüfen bis" | "wiedervorlage" | "à revoir" | "révision";
    /// Successor.
    SupersededBy: "superseded_by" | "replaced by" | "successor" | "ersetzt durch" | "nachfolger" | "remplacé par";
    /// Version.
    Version: "version" | "revision" | "edition" | "stand";
    /// Wish.
    Priority: "priority" | "prio" | "boost" | "priorität" | "priorité";
    /// Who looks after it.
    Owner: "owner" | "author" | "contact" | "verantwortlich" | "autor" | "ansprechpartner" | "responsable" | "auteur" | "modified by" | "owners" | "asset owner" | "content owner" | "geändert von" | "besitzer" | "modifié par" | "propriétaire";
}

/// Headers to write for those who keep their catalogue in German or French.
const LOCAL: [(Field, &str, &str); 26] = [
    (Field::Id, "Kennung", "identifiant"),
    (Field::File, "Datei", "fichier"),
    (Field::Title, "Titel", "titre"),
    (Field::Kind, "Art", "type de contenu"),
    (Field::Summary, "Beschreibung", "résumé"),
    (Field::Language, "Sprache", "langue"),
    (Field::Industries, "Branchen", "secteurs"),
    (Field::Personas, "Zielgruppe", "fonctions"),
    (Field::Seniorities, "Hierarchieebene", "niveau"),
    (Field::Stages, "Phasen", "étapes"),
    (Field::Sizes, "Unternehmensgröße", "taille"),
    (Field::Regions, "Regionen", "régions"),
    (Field::Products, "Produkte", "produits"),
    (Field::Competitors, "Wettbewerber", "concurrents"),
    (Field::Tags, "Schlagwörter", "mots clés"),
    (Field::Status, "Freigabestatus", "statut"),
    (Field::Audience, "Vertraulichkeit", "confidentialité"),
    (Field::Url, "Link", "lien"),
    (Field::Released, "Gültig ab", "date de publication"),
    (Field::Updated, "Geändert", "modifié"),
    (Field::Expires, "Gültig bis", "date d'expiration"),
    (Field::ReviewBy, "Wiedervorlage", "à revoir"),
    (Field::SupersededBy, "Ersetzt durch", "remplacé par"),
    (Field::Version, "Version", "version"),
    (Field::Priority, "Priorität", "priorité"),
    (Field::Owner, "Verantwortlich", "responsable"),
];

/// The language that column names are written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HeaderLanguage {
    /// The names that the documentation uses.
    #[default]
    English,
    /// German.
    German,
    /// French.
    French,
}

impl HeaderLanguage {
    /// The language of which most of `headers` are.
    pub fn of<'a>(headers: impl Iterator<Item = &'a str> + Clone) -> Self {
        let count = |pick: fn(&(Field, &'static str, &'static str)) -> &'static str| {
            let own = |header: &&str| {
                let folded = fold(header);
                LOCAL.iter().any(|row| fold(pick(row)) == folded && fold(row.0.name()) != folded)
            };
            headers.clone().filter(own).count()
        };
        let (german, french) = (count(|row| row.1), count(|row| row.2));
        match german.max(french) {
            0 | 1 => Self::English,
            _ if german >= french => Self::German,
            _ => Self::French,
        }
    }
}

impl Field {
    /// The columns of a catalogue that Pitchside writes: what a system's own columns say stands in `status` and `audience`.
    pub fn written() -> impl Iterator<Item = Self> + Clone {
        let system =
            |field: &Self| matches!(field, Self::Approved | Self::Shareable | Self::Trashed | Self::Archived);
        Self::ALL.iter().copied().filter(move |field| !system(field))
    }

    /// The name to write in that language.
    pub fn header(self, language: HeaderLanguage) -> &'static str {
        let row = LOCAL.iter().find(|row| row.0 == self);
        match (language, row) {
            (HeaderLanguage::German, Some(row)) => row.1,
            (HeaderLanguage::French, Some(row)) => row.2,
            _ => self.name(),
        }
    }

    /// The name to write.
    pub fn name(self) -> &'static str {
        self.names().first().copied().unwrap_or_default()
    }

    /// The column of a header: by its name, without what stands in brackets behind it, or by its parts where they agree
    /// (`Branche / Industry`).
    pub fn from_header(header: &str) -> Option<Self> {
        let plain = |name: &str| fold(&pitchside_core::text::fold(name));
        let named = |name: &str| HEADERS.get(&fold(name)).or_else(|| HEADERS.get(&plain(name))).copied();
        let outside = header.split(['(', '[', '{', '<']).next().unwrap_or_default();
        named(header)
            .or_else(|| named(outside))
            .or_else(|| {
                let mut parts = outside.split(['/', '|', '\n', '&', ',', '–', '—']).filter_map(named);
                let first = parts.next()?;
                parts.all(|other| other == first).then_some(first)
            })
            .or_else(|| {
                // “Art des Materials”, “Phase im Verkaufsprozess”: the noun in front, where it can hardly be said of something else.
                let words: Vec<&str> = outside.split_whitespace().collect();
                let at = words.iter().position(|word| OF.contains(&word.to_lowercase().as_str()))?;
                let field = named(&words.get(..at)?.join(" "))?;
                Self::DESCRIBING.contains(&field).then_some(field)
            })
    }

    /// What pieces are described by, and hardly anything else in a catalogue is.
    const DESCRIBING: [Self; 10] = [
        Self::Kind,
        Self::Summary,
        Self::Language,
        Self::Industries,
        Self::Personas,
        Self::Seniorities,
        Self::Stages,
        Self::Regions,
        Self::Products,
        Self::Competitors,
    ];

    /// The known header that is nearest to an unknown one, when it is near enough to be meant.
    pub fn nearest(header: &str) -> Option<&'static str> {
        let header = fold(header);
        let near = |name: &&'static str| -> usize { edit_distance(&fold(name), &header) };
        let best = Self::ALL.iter().flat_map(|f| f.names().iter().copied()).min_by_key(near)?;
        let length = header.chars().count().min(fold(best).chars().count());
        (near(&best) <= length / 4).then_some(best)
    }
}

/// Every name of a column, folded.
static HEADERS: LazyLock<HashMap<String, Field>> = LazyLock::new(|| {
    let own = Field::ALL.iter().flat_map(|field| field.names().iter().map(|name| (fold(name), *field)));
    let mut headers: HashMap<String, Field> = own.collect();
    let plain = |name: &str| fold(&pitchside_core::text::fold(name));
    for line in include_str!("words/headers.tsv").lines().filter(|line| !line.starts_with('#')) {
        let mut cells = line.split('\t');
        let field = cells.next().and_then(|name| Field::ALL.iter().find(|field| field.name() == name));
        let Some(field) = field else { continue };
        for name in cells {
            headers.entry(fold(name)).or_insert(*field);
            // Capitals are often written without accents.
            headers.entry(plain(name)).or_insert(*field);
        }
    }
    headers
});

/// What stands between a noun and what it is of.
const OF: [&str; 30] = [
    "of", "in", "for", "on", "des", "der", "im", "für", "beim", "zum", "zur", "von", "de", "du", "d'",
    "pour", "dans", "del", "della", "di", "nel", "nella", "per", "para", "do", "da", "no", "na", "van",
    "voor",
];

/// Letters and digits in lower case.
pub fn fold(word: &str) -> String {
    word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The kind that a folder's words name, if they do: `case-studies/`, `04 Battlecards EN`.
pub fn kind_in(folder: &str) -> Option<AssetKind> {
    let words = folded_words(folder);
    // Two words before one, so that `email template` is not taken for a template of something else.
    (1..=3).rev().find_map(|n| {
        words.windows(n).map(<[String]>::concat).find_map(|word| {
            // Words that are kinds only as a cell of the catalogue, not within a name.
            let vague = [
                "reference",
                "document",
                "other",
                "compliance",
                "privacy",
                "slide",
                "brochure",
                "post",
                "recording",
                "salon",
            ];
            kind_of_word(&word).filter(|_| !vague.contains(&word.trim_end_matches('s')))
        })
    })
}

/// The kind that a title or a file's name says it is: a part of its own (`Webinar: …`, `… | Case study`), or the first or
/// last words where they are no topic (`Battlecard X`, `X case study`, `X vs Y`). A title *about* security, a report or an
/// event names none.
pub fn kind_named(title: &str) -> Option<AssetKind> {
    use AssetKind::{
        Battlecard, CaseStudy, Comparison, Datasheet, Deck, EmailTemplate, Faq, Guide, Objections, OnePager,
        Pricing, Roi, Webinar, WhitePaper,
    };
    const TELLING: [AssetKind; 11] = [
        Battlecard,
        CaseStudy,
        Datasheet,
        Deck,
        EmailTemplate,
        Faq,
        Guide,
        Objections,
        OnePager,
        Webinar,
        WhitePaper,
    ];
    let parts = title
        .split([':', '|', '(', ')', '[', ']', '–', '—'])
        .flat_map(|part| part.split(" - "))
        .map(folded_words);
    let parts: Vec<Vec<String>> = parts.filter(|words| !words.is_empty()).collect();
    if parts.len() > 1
        && let Some(kind) = parts.iter().find_map(|words| kind_of_word(&words.concat()))
    {
        return Some(kind);
    }
    for words in &parts {
        let between = |word: &String| matches!(word.as_str(), "vs" | "versus");
        if words.iter().position(between).is_some_and(|at| at > 0 && at + 1 < words.len()) {
            return Some(Comparison);
        }
        // “The ultimate guide to …”, “Leitfaden für …”
        let leads = |pair: &[String]| {
            let to = pair.get(1).is_some_and(|w| {
                matches!(w.as_str(), "to" | "for" | "on" | "zu" | "zum" | "zur" | "für" | "pour" | "de")
            });
            to && pair.first().and_then(|word| kind_of_word(word)) == Some(Guide)
        };
        if words.windows(2).any(leads) {
            return Some(Guide);
        }
        let last = |count: usize| words.get(words.len().saturating_sub(count)..).unwrap_or_default().concat();
        match () {
            () if matches!(last(1).as_str(), "compared" | "vergleich" | "comparatif" | "comparison") => {
                return Some(Comparison);
            }
            () if [
                "ononepage",
                "aufeinerseite",
                "enunepage",
                "ataglance",
                "aufeinenblick",
                "enunclindoeil",
            ]
            .iter()
            .any(|end| last(3) == *end || last(5) == *end) =>
            {
                return Some(OnePager);
            }
            // “Employee handbook”
            () if matches!(last(1).as_str(), "handbook" | "handbuch" | "manual" | "manuel") => {
                return Some(Guide);
            }
            () => {}
        }
        for n in (1..=3.min(words.len())).rev() {
            let ends = [words.get(..n), words.get(words.len() - n..)];
            let kind = ends.into_iter().flatten().enumerate().find_map(|(end, words)| {
                let kind = kind_of_word(&words.concat())?;
                // “Approvals without e-mail” is about mails; “E-mail after the demonstration” is one.
                let topic = kind == EmailTemplate && end == 1 && !words.concat().contains("template");
                let telling = TELLING.contains(&kind) || matches!(kind, Roi | Pricing) && n > 1;
                (telling && !topic).then_some(kind)
            });
            if kind.is_some() {
                return kind;
            }
        }
    }
    None
}

fn folded_words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(fold).collect()
}

/// Every spelling of a kind, folded: most words of most titles are none, which a comparison with each would be slow to find.
static KINDS: LazyLock<HashMap<String, AssetKind>> = LazyLock::new(|| {
    let of = |kind: &AssetKind| kind.spellings().iter().map(|word| (fold(word), *kind)).collect::<Vec<_>>();
    // Where two kinds share a spelling the first has it, as in a cell of the catalogue.
    AssetKind::ALL.iter().rev().flat_map(of).collect()
});

/// The kind of a word run together, in the singular or plural.
fn kind_of_word(word: &str) -> Option<AssetKind> {
    let singular = word.strip_suffix("ies").map(|s| format!("{s}y"));
    let candidates = [Some(word.to_owned()), word.strip_suffix('s').map(str::to_owned), singular];
    candidates.into_iter().flatten().filter(|w| w.len() > 1).find_map(|word| KINDS.get(&fold(&word)).copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_found_in_three_languages_and_any_spelling() {
        assert_eq!(Field::from_header("Zielgruppe"), Some(Field::Personas));
        assert_eq!(Field::from_header("Superseded by"), Some(Field::SupersededBy));
        assert_eq!(Field::from_header("GÜLTIG BIS"), Some(Field::Expires));
        assert_eq!(Field::from_header("Mots-clés"), Some(Field::Tags));
        assert_eq!(Field::from_header("budget"), None);
        assert_eq!(Field::nearest("industriess"), Some("industries"));
        assert_eq!(Field::nearest("budget approved"), None);
    }

    #[test]
    fn headers_that_are_written_in_german_and_french_are_read_back() {
        for field in &Field::written().collect::<Vec<_>>() {
            for language in [HeaderLanguage::English, HeaderLanguage::German, HeaderLanguage::French] {
                assert_eq!(Field::from_header(field.header(language)), Some(*field), "{field:?}");
            }
        }
        let german = ["Titel", "Branchen", "Name"].into_iter();
        assert_eq!(HeaderLanguage::of(german), HeaderLanguage::German);
        assert_eq!(HeaderLanguage::of(["Title", "Link"].into_iter()), HeaderLanguage::English);
    }

    #[test]
    fn no_header_means_two_columns() {
        let mut seen = std::collections::HashMap::new();
        for field in Field::ALL {
            for name in field.names() {
                let other = seen.insert(fold(name), field);
                assert!(other.is_none_or(|other| other == field), "{name}: {field:?} and {other:?}");
            }
        }
    }

    #[test]
    fn folders_name_kinds() {
        assert_eq!(kind_in("case-studies"), Some(AssetKind::CaseStudy));
        assert_eq!(kind_in("email-templates"), Some(AssetKind::EmailTemplate));
        assert_eq!(kind_in("White Papers"), Some(AssetKind::WhitePaper));
        assert_eq!(kind_in("webcast"), Some(AssetKind::Webinar));
        assert_eq!(kind_in("04 Reports EN"), Some(AssetKind::Report));
        assert_eq!(kind_in("2026"), None);
    }

    #[test]
    fn titles_name_a_kind_and_not_a_topic() {
        assert_eq!(kind_named("Battlecard Ledgerfox"), Some(AssetKind::Battlecard));
        assert_eq!(kind_named("Webinar: close in five days"), Some(AssetKind::Webinar));
        assert_eq!(kind_named("Alderney | Case study"), Some(AssetKind::CaseStudy));
        assert_eq!(kind_named("faq product"), Some(AssetKind::Faq));
        assert_eq!(kind_named("Close vs Ledgerfox"), Some(AssetKind::Comparison));
        assert_eq!(kind_named("A guide for treasurers"), Some(AssetKind::Guide));
        for topic in [
            "Security in the cloud",
            "What pricing does to trust",
            "Annual report season",
            "After the event",
            "Why reports fail",
        ] {
            assert_eq!(kind_named(topic), None, "{topic}");
        }
    }
}
