//! Who a mail is to or from: the first correspondent who is not of the rep's own firm.

use super::address::{domain_in, registrable};
use super::clean::{MAX_TITLE, fold, head, tidy};
use super::company::is_under;
use super::{Field, Observation};
use crate::tables::{Table, WordList};

/// One correspondent: `Maren Holt <maren@alderney.example>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Correspondent {
    /// As the mail program shows it, possibly empty.
    pub(super) name: String,
    /// Domain of the address.
    pub(super) domain: String,
}

/// Local parts of addresses behind which no person sits.
static MACHINES: WordList = WordList::new(Table::CompanyWords, "mail machines");

/// The people of a mail page outside the rep's own firm, in the order of the rules that found them, one per domain.
///
/// The rep's own domains are those of the library and of the addresses in the page's title, which is where Gmail shows
/// whose mailbox it is; Outlook's title has the name.
pub(super) fn correspondents(observation: &Observation, own_domains: &[String]) -> Vec<Correspondent> {
    let title = fold(head(&observation.title, 2_000));
    let mut mine = Vec::new();
    for word in title.split_whitespace() {
        if word.contains('@') {
            mine.push(domain_in(word));
        }
    }
    let mut found: Vec<Correspondent> = Vec::new();
    let names = observation.candidates.iter().take(400).filter(|c| c.field == Field::Name);
    for candidate in names {
        let text = tidy(head(&candidate.value, 1_000), MAX_TITLE);
        let (name, address) = match text.split_once('<') {
            Some((name, address)) => (name.trim(), address.trim_end_matches('>').trim()),
            None => ("", text.trim()),
        };
        let domain = domain_in(address);
        let local = address.split('@').next().unwrap_or_default().to_ascii_lowercase();
        let own = is_under(&domain, own_domains)
            || mine.iter().any(|d| registrable(d) == registrable(&domain))
            || (!name.is_empty() && title.contains(&fold(name)));
        if domain.is_empty() || !address.contains('@') || own || MACHINES.has(&local) {
            continue;
        }
        if !found.iter().any(|c| registrable(&c.domain) == registrable(&domain)) {
            // A name that only repeats the address is none.
            let name = if name.contains('@') { "" } else { name };
            found.push(Correspondent { name: name.to_owned(), domain });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prospect::Candidate;

    fn page(title: &str, people: &[&str]) -> Observation {
        let candidate = |value: &&str| Candidate { field: Field::Name, rule: 0, value: (*value).to_owned() };
        let candidates = people.iter().map(candidate).collect();
        Observation { title: title.to_owned(), candidates, ..Observation::default() }
    }

    #[test]
    fn one_s_own_colleagues_and_machines_are_no_prospects() {
        let mail = page(
            "Offer - priya@harbourline.example - Harbourline Mail",
            &[
                "Priya Sundholm <priya@harbourline.example>",
                "Fenland Herald <newsletter@fenland.example>",
                "Maren Holt <maren@alderney.example>",
                "Luc Vandamme <luc@alderney.example>",
                "jonas@pinemarket.example",
            ],
        );
        let found = correspondents(&mail, &[]);
        let names: Vec<&str> = found.iter().map(|c| c.name.as_str()).collect();
        assert_eq!(names, ["Maren Holt", ""]);
        let own = ["alderney.example".to_owned()];
        assert_eq!(correspondents(&mail, &own).first().unwrap().domain, "pinemarket.example");
    }

    #[test]
    fn the_mailbox_s_owner_is_known_by_name_too() {
        let mail = page("Mail - Priya Sundholm - Outlook", &["Priya Sundholm <p.s@mail.example>"]);
        assert_eq!(correspondents(&mail, &[]), []);
    }
}
