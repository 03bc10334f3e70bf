//! Deal stages: what CRMs call them, in seven languages, and what people call their own.

use super::clean::tidy;
use super::patterns::{Pattern, spaced};
use crate::catalogue::Stage;
use crate::tables::{Table, alternatives};
use std::sync::OnceLock;

/// What a stage's wording means for a deal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StageReading {
    /// The deal stands there.
    At(Stage),
    /// The deal is lost or was dropped.
    Lost,
}

/// `stages.tsv`: stage, then words of which any may stand in the wording (whole words; `*` at the end: a beginning).
fn table() -> &'static [(&'static str, Vec<&'static str>)] {
    static TABLE: OnceLock<Vec<(&'static str, Vec<&'static str>)>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut stages = Vec::new();
        Table::Stages.each(&mut |[stage, words, ..]| stages.push((stage, alternatives(words))));
        stages
    })
}

/// The stage of a wording such as `Proposal/Price Quote` or `DECISION_MAKER_BOUGHT_IN`; none for unknown words.
pub fn stage_of(wording: &str) -> Option<StageReading> {
    let text = spaced(&tidy(wording, 120));
    // The longest word found decides: `closed lost` against `closed`, `contract sent` against `contract`.
    let mut best: Option<(usize, &str)> = None;
    for (stage, words) in table() {
        for word in words {
            let longer = best.is_none_or(|(length, _)| word.len() > length);
            if longer && Pattern::new(word).find(&text).is_some() {
                best = Some((word.len(), stage));
            }
        }
    }
    match best?.1 {
        "lost" => Some(StageReading::Lost),
        stage => stage.parse().ok().map(StageReading::At),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_stages_of_the_crms_are_known() {
        use Stage::{Customer, Discovery, Evaluation, Negotiation, Prospecting};
        let at = |wording: &str, want: Stage| {
            assert_eq!(stage_of(wording), Some(StageReading::At(want)), "{wording}")
        };
        for word in [
            "Prospecting",
            "New",
            "Lead In",
            "Open - Not Contacted",
            "Working - Contacted",
            "Attempted to contact",
            "Neu",
            "Neuer Lead",
            "Prospection",
            "Nouveau",
            "Prospección",
            "Nuovo",
            "Prospecção",
            "Nieuw",
            "Prospectie",
            "lead",
            "subscriber",
            "marketingqualifiedlead",
        ] {
            at(word, Prospecting);
        }
        for word in [
            "Qualification",
            "Needs Analysis",
            "Value Proposition",
            "Appointment Scheduled",
            "appointmentscheduled",
            "qualifiedtobuy",
            "Qualified To Buy",
            "Discovery",
            "Contact Made",
            "Qualify",
            "Develop",
            "Needs Defined",
            "Bedarfsanalyse",
            "Qualifizierung",
            "Termin vereinbart",
            "Analyse des besoins",
            "Découverte",
            "Calificación",
            "Analisi delle esigenze",
            "Qualificação",
            "Kwalificatie",
            "Qualified",
        ] {
            at(word, Discovery);
        }
        for word in [
            "Id. Decision Makers",
            "Perception Analysis",
            "Proposal/Price Quote",
            "Identifying Decision Makers",
            "Presentation Scheduled",
            "presentationscheduled",
            "Decision Maker Bought-In",
            "decisionmakerboughtin",
            "Demo Scheduled",
            "Proposal Made",
            "Propose",
            "Proof of Concept",
            "Angebot",
            "Angebot erstellt",
            "Demo",
            "Devis envoyé",
            "Proposition",
            "Propuesta",
            "Offerta",
            "Proposta enviada",
            "Offerte verstuurd",
            "Evaluation",
            "Technical validation",
            "RFP",
        ] {
            at(word, Evaluation);
        }
        for word in [
            "Negotiation/Review",
            "Negotiations Started",
            "Contract Sent",
            "contractsent",
            "Close",
            "Verhandlung",
            "Vertrag gesendet",
            "Négociation",
            "Contrat envoyé",
            "Negociación",
            "Trattativa",
            "Negociação",
            "Onderhandeling",
            "Legal review",
            "Verbal commit",
            "Procurement",
        ] {
            at(word, Negotiation);
        }
        for word in [
            "Closed Won",
            "closedwon",
            "Won",
            "Gewonnen",
            "Gagné",
            "Ganada",
            "Vinta",
            "Ganho",
            "Gewonnen deal",
            "Customer",
            "Renewal",
            "Kunde",
            "Onboarding",
            "Geschlossen und gewonnen",
            "Fermée gagnée",
        ] {
            at(word, Customer);
        }
        for word in [
            "Closed Lost",
            "closedlost",
            "Lost",
            "Verloren",
            "Perdu",
            "Perdida",
            "Persa",
            "Perdido",
            "Disqualified",
            "Geschlossen und verloren",
        ] {
            assert_eq!(stage_of(word), Some(StageReading::Lost), "{word}");
        }
        for word in ["", "Q3", "Blue"] {
            assert_eq!(stage_of(word), None, "{word}");
        }
    }
}
