//! The prospect as a form: entered by hand, or corrected.

use pitchside_core::catalogue::{Industry, Persona, Seniority, Stage, UnknownWord};
use pitchside_core::prospect::{Field, PageKind, Prospect};

/// The fields of a form as they were typed; empty = not known. A short form lacks some.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormValues {
    /// Person's name.
    pub name: String,
    /// Person's title.
    pub title: String,
    /// Account's name.
    pub company: String,
    /// A label of the taxonomy, or what comes near it.
    pub industry: String,
    /// A label of the vocabulary.
    pub persona: String,
    /// A label of the vocabulary.
    pub seniority: String,
    /// A label of the vocabulary.
    pub stage: String,
    /// A competitor as the library spells it.
    pub competitor: String,
    /// The rep's note on the account.
    pub note: String,
    /// Whether corrections and note are to be kept.
    pub remember: bool,
}

impl FormValues {
    /// The values of a prospect.
    pub fn of(prospect: &Prospect) -> Self {
        let label = |label: Option<&str>| label.unwrap_or_default().to_owned();
        Self {
            name: prospect.name.clone(),
            title: prospect.title.clone(),
            company: prospect.company.clone(),
            industry: label(prospect.industry.map(Industry::label)),
            persona: label(prospect.persona.map(Persona::label)),
            seniority: label(prospect.seniority.map(Seniority::label)),
            stage: label(prospect.stage.map(Stage::label)),
            competitor: prospect.competitors.first().cloned().unwrap_or_default(),
            ..Self::default()
        }
    }

    /// Whether nothing was filled in that could be ranked by.
    pub fn is_empty(&self) -> bool {
        [
            &self.name,
            &self.title,
            &self.company,
            &self.industry,
            &self.persona,
            &self.seniority,
            &self.stage,
            &self.competitor,
        ]
        .iter()
        .all(|text| text.is_empty())
    }

    /// A prospect from the form, on top of what was known before. What the rep left alone keeps its evidence.
    ///
    /// # Errors
    /// When the industry is not in the taxonomy; the text names the nearest.
    pub fn apply(&self, before: &Prospect) -> Result<Prospect, UnknownWord> {
        let old = Self::of(before);
        let mut prospect = before.clone();
        let same = |f: fn(&Self) -> &String| f(self) == f(&old);
        prospect.name = self.name.trim().to_owned();
        prospect.title = self.title.trim().to_owned();
        prospect.company = self.company.trim().to_owned();
        if !same(|f| &f.industry) {
            let word = self.industry.trim();
            prospect.industry = if word.is_empty() { None } else { Some(word.parse::<Industry>()?) };
            prospect.is_sure_of(Field::Industry);
        }
        if !same(|f| &f.persona) || !same(|f| &f.seniority) {
            prospect.persona = self.persona.parse::<Persona>().ok();
            prospect.seniority = self.seniority.parse::<Seniority>().ok();
            prospect.is_sure_of(Field::Title);
        }
        if !same(|f| &f.stage) {
            prospect.stage = self.stage.parse::<Stage>().ok();
            prospect.is_sure_of(Field::Stage);
        }
        if !same(|f| &f.competitor) {
            prospect.drop_competitor(&old.competitor);
            if !self.competitor.is_empty() {
                prospect.competitors.insert(0, self.competitor.clone());
            }
        }
        if !same(|f| &f.company) {
            // Another account: what the page said of the old one would mislead the ranking.
            prospect.domain.clear();
            prospect.text.clear();
            prospect.size = None;
            if same(|f| &f.industry) {
                prospect.industry = None;
            }
        }
        if !same(|f| &f.title) && same(|f| &f.persona) && same(|f| &f.seniority) {
            // Another title is another role; the rep's own choice of a role would stand beside it.
            (prospect.persona, prospect.seniority) = (None, None);
            prospect = prospect.with_role_of_title();
        }
        if !prospect.name.is_empty() && prospect.page == PageKind::Company {
            prospect.page = PageKind::Person;
        }
        if prospect.name.is_empty() && prospect.page == PageKind::Person {
            prospect.page = PageKind::Company;
        }
        Ok(prospect)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_industry_outside_the_taxonomy_is_answered_with_the_nearest() {
        let form = FormValues { industry: "Insurence".into(), ..FormValues::default() };
        let error = form.apply(&Prospect::default()).unwrap_err();
        assert_eq!(error.nearest, "Insurance");
    }

    #[test]
    fn a_corrected_company_takes_the_old_ones_facts_with_it() {
        let before = Prospect {
            company: "Acme Group".into(),
            domain: "acme.example".into(),
            text: "steel".into(),
            ..Prospect::default()
        };
        let form = FormValues { company: "Brightwater Utilities".into(), ..FormValues::of(&before) };
        let after = form.apply(&before).unwrap();
        assert_eq!((after.domain.as_str(), after.text.as_str()), ("", ""));
    }

    #[test]
    fn a_title_that_was_typed_says_the_role_unless_the_rep_does() {
        let form = FormValues { title: "CFO".into(), ..FormValues::default() };
        let after = form.apply(&Prospect::default()).unwrap();
        assert_eq!((after.persona, after.seniority), (Some(Persona::Finance), Some(Seniority::Cxo)));
        let other = FormValues { title: String::new(), ..FormValues::of(&after) }.apply(&after).unwrap();
        assert_eq!((other.persona, other.seniority), (None, None));
        let chosen = FormValues { persona: "Sales".into(), ..form };
        assert_eq!(chosen.apply(&Prospect::default()).unwrap().persona, Some(Persona::Sales));
    }

    #[test]
    fn what_was_left_alone_stays_a_guess() {
        let before = Prospect {
            stage: Some(Stage::Evaluation),
            guessed: vec![Field::Stage, Field::Industry],
            ..Prospect::default()
        };
        let form = FormValues { industry: "Insurance".into(), ..FormValues::of(&before) };
        assert_eq!(form.apply(&before).unwrap().guessed, [Field::Stage]);
    }
}
