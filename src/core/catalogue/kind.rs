//! The kinds of asset. A new kind is one line here, one icon in `panel.html` and one line in
//! `CONTRIBUTING.md`'s recipe.

use super::vocabulary::{Stage, UnknownWord, Vocabulary, position, unknown};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

macro_rules! kinds {
    ($($(#[$doc:meta])* $variant:ident, $slug:literal, $label:literal, internal: $internal:literal, helps: [$($stage:ident),*], aliases: [$($alias:literal),*];)+) => {
        /// What an asset is. The order is part of the index format and only grows at the end.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        #[repr(u8)]
        pub enum AssetKind { $($(#[$doc])* $variant,)+ }

        impl AssetKind {
            /// Every kind in the order of its number.
            pub const ALL: &'static [AssetKind] = &[$(AssetKind::$variant,)+];

            /// The word in files and on the command line: `case-study`.
            pub const fn slug(self) -> &'static str {
                match self { $(Self::$variant => $slug,)+ }
            }

            /// The word that people read: `Case study`.
            pub const fn label(self) -> &'static str {
                match self { $(Self::$variant => $label,)+ }
            }

            /// Every word that is read as it: the slug, the label, the other names.
            pub const fn spellings(self) -> &'static [&'static str] {
                match self { $(Self::$variant => &[$slug, $label, $($alias),*],)+ }
            }

            /// Whether it is for the rep's own eyes unless the catalogue says otherwise.
            pub const fn internal_by_default(self) -> bool {
                match self { $(Self::$variant => $internal,)+ }
            }

            /// The stages in which this kind usually helps, when the catalogue names none.
            pub const fn helps_in(self) -> &'static [Stage] {
                match self { $(Self::$variant => &[$(Stage::$stage),*],)+ }
            }

            /// The number that the index holds.
            pub const fn code(self) -> u8 {
                self as u8
            }

            /// The kind of a number, where there is one.
            pub fn from_code(code: u8) -> Option<Self> {
                Self::ALL.get(usize::from(code)).copied()
            }
        }

        impl FromStr for AssetKind {
            type Err = UnknownWord;
            /// Takes the slug, the label and the usual other names; case, spaces and hyphens don't matter.
            fn from_str(word: &str) -> Result<Self, UnknownWord> {
                let slugs = &mut Self::ALL.iter().map(|kind| kind.slug());
                Self::named(word).ok_or_else(|| unknown("kind", word, slugs))
            }
        }

        impl Vocabulary for AssetKind {
            fn named(word: &str) -> Option<Self> {
                const WORDS: &[&[&str]] = &[$(&[$slug, $label, $($alias),*]),+];
                Self::ALL.get(position(word, WORDS)?).copied()
            }
        }
    };
}

kinds! {
    /// What a customer did and got.
    CaseStudy, "case-study", "Case study", internal: false, helps: [Discovery, Evaluation], aliases: ["success story", "customer story", "reference", "Fallstudie", "Referenz", "étude de cas"];
    /// The product on one page.
    OnePager, "one-pager", "One-pager", internal: false, helps: [Prospecting, Discovery], aliases: ["flyer", "leaflet", "brochure", "Broschüre"];
    /// Us and them, to be sent.
    Comparison, "comparison", "Comparison", internal: false, helps: [Evaluation], aliases: ["versus", "vs", "Vergleich"];
    /// Us and them, to learn from.
    Battlecard, "battlecard", "Battlecard", internal: true, helps: [Evaluation, Negotiation], aliases: ["battle card", "kill sheet"];
    /// What it costs.
    Pricing, "pricing", "Pricing", internal: false, helps: [Evaluation, Negotiation], aliases: ["price list", "Preisliste", "tarifs"];
    /// Security, privacy and compliance answers.
    Security, "security", "Security answers", internal: false, helps: [Evaluation, Negotiation], aliases: ["compliance", "privacy", "security overview", "Sicherheit"];
    /// Return on investment.
    Roi, "roi", "ROI sheet", internal: false, helps: [Evaluation, Negotiation], aliases: ["roi sheet", "roi calculator", "business case"];
    /// Slides.
    Deck, "deck", "Deck", internal: false, helps: [Discovery, Evaluation], aliases: ["presentation", "slides", "Präsentation"];
    /// A longer argument.
    WhitePaper, "white-paper", "White paper", internal: false, helps: [Prospecting, Discovery], aliases: ["ebook", "e-book", "livre blanc"];
    /// A mail to start from: the rep's own text, so it is learnt from and not linked to.
    EmailTemplate, "email-template", "Email template", internal: true, helps: [Prospecting, Discovery], aliases: ["email", "mail template", "e-mail"];
    /// Answers to objections.
    Objections, "objections", "Objections", internal: true, helps: [Evaluation, Negotiation], aliases: ["objection handling", "objection handbook", "playbook"];
    /// Questions and answers.
    Faq, "faq", "FAQ", internal: false, helps: [Evaluation, Customer], aliases: ["questions and answers", "q&a"];
    /// Technical facts.
    Datasheet, "datasheet", "Datasheet", internal: false, helps: [Evaluation], aliases: ["data sheet", "spec sheet", "Datenblatt", "fiche technique"];
    /// How to do something.
    Guide, "guide", "Guide", internal: false, helps: [Discovery, Customer], aliases: ["checklist", "how-to", "Leitfaden"];
    /// Anything else.
    Other, "other", "Document", internal: false, helps: [], aliases: ["document", "misc"];
    /// A post on the vendor's blog or elsewhere.
    BlogPost, "blog-post", "Blog post", internal: false, helps: [Prospecting, Discovery], aliases: ["blog", "post", "article", "Blogbeitrag", "Blogartikel", "Artikel", "article de blog", "billet de blog"];
    /// A talk online, live or recorded.
    Webinar, "webinar", "Webinar", internal: false, helps: [Prospecting, Discovery], aliases: ["webcast", "on-demand webinar", "Webseminar", "webinaire"];
    /// What an analyst, a survey or a study found.
    Report, "report", "Report", internal: false, helps: [Prospecting, Discovery], aliases: ["analyst report", "survey", "study", "research report", "benchmark report", "Studie", "Umfrage", "rapport", "étude", "enquête"];
    /// Moving pictures: a demo, a customer who talks.
    Video, "video", "Video", internal: false, helps: [Prospecting, Discovery, Evaluation], aliases: ["demo video", "product video", "screencast", "recording", "vidéo"];
    /// Somewhere to meet.
    Event, "event", "Event", internal: false, helps: [Prospecting, Discovery], aliases: ["conference", "workshop", "meetup", "trade fair", "roadshow", "Veranstaltung", "Messe", "événement", "salon"];
    /// A page of the vendor's site about a product, a feature or a solution.
    ProductPage, "product-page", "Product page", internal: false, helps: [Discovery, Evaluation], aliases: ["page", "web page", "landing page", "feature page", "solution page", "solution", "website", "Produktseite", "Webseite", "page produit", "page web"];
}

impl fmt::Display for AssetKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.label())
    }
}

impl TryFrom<String> for AssetKind {
    type Error = UnknownWord;
    fn try_from(word: String) -> Result<Self, UnknownWord> {
        word.parse()
    }
}

impl From<AssetKind> for String {
    fn from(kind: AssetKind) -> String {
        kind.slug().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_found_by_slug_and_label() {
        for kind in AssetKind::ALL {
            assert_eq!(kind.slug().parse(), Ok(*kind));
            assert_eq!(kind.label().parse(), Ok(*kind));
            assert_eq!(AssetKind::from_code(kind.code()), Some(*kind));
        }
        assert_eq!("Success Story".parse(), Ok(AssetKind::CaseStudy));
    }
}
