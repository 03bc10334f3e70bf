//! The words of the release notes, in the languages that they are written in.

use crate::library::ChangeKind;
use pitchside_core::catalogue::{AssetKind, Date, LanguageTag, Persona, Region, Unit};

/// A language of the notes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// English.
    English,
    /// German.
    German,
    /// French.
    French,
}

use Language::{English, French, German};

impl Language {
    /// All of them.
    pub const ALL: [Self; 3] = [English, German, French];

    /// Its code, as in `lang="de"`.
    pub const fn code(self) -> &'static str {
        self.of(["en", "de", "fr"])
    }

    /// Of a text in English, German and French the one in this language.
    pub const fn of(self, texts: [&str; 3]) -> &str {
        let [english, german, french] = texts;
        match self {
            English => english,
            German => german,
            French => french,
        }
    }

    /// The head of a section.
    pub const fn section(self, kind: ChangeKind) -> &'static str {
        self.of(match kind {
            ChangeKind::Added => ["New", "Neu", "Nouveau"],
            ChangeKind::Changed => ["Changed", "Geändert", "Modifié"],
            ChangeKind::Superseded => ["Replaced", "Ersetzt", "Remplacé"],
            ChangeKind::Expired => [
                "Expired: no longer to be sent",
                "Abgelaufen: nicht mehr versenden",
                "Expiré : à ne plus envoyer",
            ],
            ChangeKind::Removed => ["Withdrawn", "Zurückgezogen", "Retiré"],
        })
    }

    /// What those do who sent the old piece; none where there is no old one.
    pub const fn to_senders(self, kind: ChangeKind) -> &'static str {
        self.of(match kind {
            ChangeKind::Added => ["", "", ""],
            ChangeKind::Changed => [
                "You sent one of these before it changed? The panel marks the account: copy the link again, it leads to the new version.",
                "Eines davon schon verschickt, bevor es sich änderte? Das Panel markiert den Account: Link neu kopieren, er führt zur neuen Fassung.",
                "Vous en avez envoyé un avant le changement ? Le panneau signale le compte : recopiez le lien, il mène à la nouvelle version.",
            ],
            ChangeKind::Superseded => [
                "You sent the old piece? The panel marks the account: send what replaces it.",
                "Das alte Stück verschickt? Das Panel markiert den Account: schicken Sie den Nachfolger.",
                "Vous avez envoyé l’ancien ? Le panneau signale le compte : envoyez ce qui le remplace.",
            ],
            ChangeKind::Expired | ChangeKind::Removed => [
                "You sent one of these? The panel marks the account; what it says no longer holds.",
                "Eines davon verschickt? Das Panel markiert den Account; was darin steht, gilt nicht mehr.",
                "Vous en avez envoyé un ? Le panneau signale le compte ; son contenu ne vaut plus.",
            ],
        })
    }

    /// What several pieces of a kind are called.
    pub const fn kind(self, kind: AssetKind) -> &'static str {
        self.of(match kind {
            AssetKind::CaseStudy => ["Case studies", "Fallstudien", "Études de cas"],
            AssetKind::OnePager => ["One-pagers", "One-Pager", "Fiches d’une page"],
            AssetKind::Comparison => ["Comparisons", "Vergleiche", "Comparatifs"],
            AssetKind::Battlecard => ["Battlecards", "Battlecards", "Argumentaires face aux concurrents"],
            AssetKind::Pricing => ["Pricing", "Preise", "Tarifs"],
            AssetKind::Security => {
                ["Security answers", "Antworten zur Sicherheit", "Réponses sur la sécurité"]
            }
            AssetKind::Roi => ["ROI sheets", "ROI-Rechnungen", "Calculs de rentabilité"],
            AssetKind::Deck => ["Decks", "Präsentationen", "Présentations"],
            AssetKind::WhitePaper => ["White papers", "Whitepaper", "Livres blancs"],
            AssetKind::EmailTemplate => ["Email templates", "E-Mail-Vorlagen", "Modèles d’e-mail"],
            AssetKind::Objections => ["Objection handling", "Einwandbehandlung", "Réponses aux objections"],
            AssetKind::Faq => ["FAQs", "Fragen und Antworten", "Questions fréquentes"],
            AssetKind::Datasheet => ["Datasheets", "Datenblätter", "Fiches techniques"],
            AssetKind::Guide => ["Guides", "Leitfäden", "Guides"],
            AssetKind::BlogPost => ["Blog posts", "Blogbeiträge", "Articles de blog"],
            AssetKind::Webinar => ["Webinars", "Webinare", "Webinaires"],
            AssetKind::Report => ["Reports", "Studien", "Études"],
            AssetKind::Video => ["Videos", "Videos", "Vidéos"],
            AssetKind::Event => ["Events", "Veranstaltungen", "Événements"],
            AssetKind::ProductPage => ["Product pages", "Produktseiten", "Pages produit"],
            AssetKind::Other => ["Documents", "Dokumente", "Documents"],
        })
    }

    /// A function.
    pub const fn persona(self, persona: Persona) -> &'static str {
        self.of(match persona {
            Persona::Accounting => ["Accounting", "Rechnungswesen", "Comptabilité"],
            Persona::Administrative => ["Administration", "Verwaltung", "Administration"],
            Persona::ArtsAndDesign => ["Design", "Design", "Design"],
            Persona::BusinessDevelopment => {
                ["Business development", "Geschäftsentwicklung", "Développement commercial"]
            }
            Persona::CommunityAndSocialServices => ["Social services", "Soziales", "Services sociaux"],
            Persona::Consulting => ["Consulting", "Beratung", "Conseil"],
            Persona::Education => ["Education", "Bildung", "Éducation"],
            Persona::Engineering => ["Engineering", "Entwicklung", "Ingénierie"],
            Persona::Entrepreneurship => ["Founders", "Unternehmer", "Entrepreneurs"],
            Persona::Finance => ["Finance", "Finanzen", "Finance"],
            Persona::HealthcareServices => ["Clinical staff", "Medizin und Pflege", "Soins"],
            Persona::HumanResources => ["Human resources", "Personal", "Ressources humaines"],
            Persona::InformationTechnology => ["IT", "IT", "Informatique"],
            Persona::Legal => ["Legal", "Recht", "Juridique"],
            Persona::Marketing => ["Marketing", "Marketing", "Marketing"],
            Persona::MediaAndCommunication => ["Communication", "Kommunikation", "Communication"],
            Persona::MilitaryAndProtectiveServices => {
                ["Protective services", "Sicherheitsdienste", "Sécurité"]
            }
            Persona::Operations => ["Operations", "Betrieb", "Opérations"],
            Persona::ProductManagement => ["Product management", "Produktmanagement", "Gestion de produit"],
            Persona::ProgramAndProjectManagement => {
                ["Project management", "Projektleitung", "Gestion de projet"]
            }
            Persona::Purchasing => ["Purchasing", "Einkauf", "Achats"],
            Persona::QualityAssurance => ["Quality", "Qualität", "Qualité"],
            Persona::RealEstate => ["Real estate", "Immobilien", "Immobilier"],
            Persona::Research => ["Research", "Forschung", "Recherche"],
            Persona::Sales => ["Sales", "Vertrieb", "Ventes"],
            Persona::CustomerSuccessAndSupport => ["Customer success", "Kundenbetreuung", "Service client"],
        })
    }

    /// A region.
    pub const fn region(self, region: Region) -> &'static str {
        self.of(match region {
            Region::Europe => ["Europe", "Europa", "Europe"],
            Region::NorthAmerica => ["North America", "Nordamerika", "Amérique du Nord"],
            Region::LatinAmerica => ["Latin America", "Lateinamerika", "Amérique latine"],
            Region::AsiaPacific => ["Asia and Pacific", "Asien und Pazifik", "Asie-Pacifique"],
            Region::MiddleEastAfrica => {
                ["Middle East and Africa", "Naher Osten und Afrika", "Moyen-Orient et Afrique"]
            }
        })
    }

    /// What a language is called.
    pub fn language(self, tag: LanguageTag) -> String {
        let names = match tag.as_str() {
            "en" => ["English", "Englisch", "anglais"],
            "de" => ["German", "Deutsch", "allemand"],
            "fr" => ["French", "Französisch", "français"],
            "es" => ["Spanish", "Spanisch", "espagnol"],
            "it" => ["Italian", "Italienisch", "italien"],
            "pt" => ["Portuguese", "Portugiesisch", "portugais"],
            "nl" => ["Dutch", "Niederländisch", "néerlandais"],
            "ja" => ["Japanese", "Japanisch", "japonais"],
            "zh" => ["Chinese", "Chinesisch", "chinois"],
            "pl" => ["Polish", "Polnisch", "polonais"],
            "sv" => ["Swedish", "Schwedisch", "suédois"],
            "da" => ["Danish", "Dänisch", "danois"],
            "cs" => ["Czech", "Tschechisch", "tchèque"],
            other => return other.to_owned(),
        };
        self.of(names).to_owned()
    }

    /// `12 pages`.
    pub fn extent(self, count: u32, unit: Unit) -> String {
        let [one, many] = match unit {
            Unit::Page => [["page", "Seite", "page"], ["pages", "Seiten", "pages"]],
            Unit::Slide => [["slide", "Folie", "diapositive"], ["slides", "Folien", "diapositives"]],
            Unit::Sheet => [["sheet", "Tabellenblatt", "feuille"], ["sheets", "Tabellenblätter", "feuilles"]],
            Unit::Section => [["section", "Abschnitt", "section"], ["sections", "Abschnitte", "sections"]],
        };
        format!("{count} {}", self.of(if count == 1 { one } else { many }))
    }

    /// `31 December 2026`, `31. Dezember 2026`, `31 décembre 2026`.
    pub fn day(self, date: Date) -> String {
        const ENGLISH: [&str; 12] = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        const GERMAN: [&str; 12] = [
            "Januar",
            "Februar",
            "März",
            "April",
            "Mai",
            "Juni",
            "Juli",
            "August",
            "September",
            "Oktober",
            "November",
            "Dezember",
        ];
        const FRENCH: [&str; 12] = [
            "janvier",
            "février",
            "mars",
            "avril",
            "mai",
            "juin",
            "juillet",
            "août",
            "septembre",
            "octobre",
            "novembre",
            "décembre",
        ];
        let (year, month, day) = date.ymd();
        let months = match self {
            English => ENGLISH,
            German => GERMAN,
            French => FRENCH,
        };
        let name = months.get(usize::from(month).wrapping_sub(1)).copied().unwrap_or_default();
        format!("{day}{} {name} {year}", if self == German { "." } else { "" })
    }
}
