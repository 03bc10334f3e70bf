//! From what the observer saw to who it is.

use super::adapter::{Adapter, Adapters, Found, Page, SourceKind};
use super::address::{Address, domain_in, domain_label, registrable};
use super::clean::{Cleaned, MAX_NAME, MAX_TEXT, MAX_TITLE, fold, head, key, tidy};
use super::company::{company_key, company_name, compare, is_caption, is_free_mail, is_under};
use super::industry::{industry_in, industry_named, industry_of, industry_told};
use super::likeness::Likeness;
use super::mail::correspondents;
use super::mentions::{Vocabulary, mentioned};
use super::person::{is_beside_a_name, person_name, same_person};
use super::place::{place_of, place_of_domain};
use super::readings::{Compare, Reading, Readings, same_text};
use super::site_owner;
use super::size::size_of;
use super::stage::{StageReading, stage_of};
use super::titles::{Role, role_of};
use super::{
    Candidate, Certainty, Detection, Evidence, Field, NoProspect, Observation, Outcome, PageKind, Prospect,
};
use crate::case;
use crate::catalogue::{Industry, LanguageTag};

/// The adapter of a page's address, and what it says of that address.
pub(super) struct Site<'a> {
    adapter: &'a Adapter,
    found: Option<Found<'a>>,
    /// The record's identity.
    record: String,
}

impl<'a> Site<'a> {
    /// None where no adapter is for the address.
    pub(super) fn of(address: Option<&Address<'_>>, adapter: Option<&'a Adapter>) -> Option<Self> {
        let (address, adapter) = (address?, adapter?);
        let found = adapter.page(address);
        let record = adapter.record(address, found.as_ref());
        Some(Self { adapter, found, record })
    }

    /// The recipe that the address asks for, by adapter and page; none when nobody can be there.
    pub(super) fn recipe(&self) -> Option<(&str, u16)> {
        let found = self.found.as_ref().filter(|found| found.page.kind.is_some())?;
        Some((self.adapter.id.as_str(), found.at))
    }
}

/// Decides who is on the page. Never fails: what cannot be decided is [`Outcome::None`] with its reason.
///
/// The address decides which adapter and page apply; candidates that were collected by another recipe (the page moved on
/// while the observer looked) are left aside.
pub fn detect(adapters: &Adapters, vocabulary: &Vocabulary, observation: &Observation) -> Detection {
    let address = Address::parse(&observation.url);
    let adapter = address.as_ref().and_then(|address| adapters.at(address));
    detect_on(Site::of(address.as_ref(), adapter).as_ref(), address.as_ref(), vocabulary, observation)
}

/// The same where the site is known.
pub(super) fn detect_on(
    site: Option<&Site<'_>>,
    address: Option<&Address<'_>>,
    vocabulary: &Vocabulary,
    observation: &Observation,
) -> Detection {
    let none = |why, adapter: &str, record: String| Detection {
        outcome: Outcome::None { why },
        evidence: Vec::new(),
        adapter: adapter.to_owned(),
        record,
    };
    let Some(address) = address else { return none(NoProspect::Nothing, "", String::new()) };
    let Some(Site { adapter, found, record }) = site else {
        return none(NoProspect::Nothing, "", address.host.clone());
    };
    let record = record.clone();
    let Some(Found { at, page, slug, .. }) = found else {
        return none(NoProspect::List, &adapter.id, record);
    };
    let Some(kind) = page.kind else { return none(page.why, &adapter.id, record) };
    let any = adapter.hosts.iter().any(|h| h == "*");
    if any && is_under(&address.host, &vocabulary.own_domains) {
        return none(NoProspect::Own, &adapter.id, record);
    }
    let unless = observation.unless.iter().find_map(|at| page.unless.get(usize::from(*at)));
    if let Some(unless) = unless {
        return none(unless.why, &adapter.id, record);
    }
    let mut seen = observation.clone();
    let mut kind = kind;
    let mut mail_domain = String::new();
    if observation.recipe.as_ref().is_some_and(|(id, page)| *id != adapter.id || page != at) {
        seen.candidates.clear();
        seen.text.clear();
    }
    if page.mail {
        let people = correspondents(&seen, &vocabulary.own_domains);
        seen.candidates.retain(|c| c.field != Field::Name);
        let Some(first) = people.first() else { return none(NoProspect::Nothing, &adapter.id, record) };
        mail_domain.clone_from(&first.domain);
        if !first.name.is_empty() {
            let value = first.name.clone();
            seen.candidates.push(Candidate { field: Field::Name, rule: 0, value });
        }
        if first.name.is_empty() {
            kind = PageKind::Company;
        }
    }
    // Accounts that are persons: Salesforce's person accounts, Odoo's partners.
    let persons = kind == PageKind::Company && seen.candidates.iter().any(|c| c.field == Field::Name);
    if persons {
        kind = PageKind::Person;
    }
    let reader = Reader {
        site: &adapter.name,
        slug: slug.as_deref().unwrap_or_default(),
        page,
        kind,
        observation: &seen,
        profile: !adapter.remember,
        any,
        persons,
        mail_domain,
        address,
        vocabulary,
    };
    let (outcome, evidence) = reader.decide(adapter.remember);
    Detection { outcome, evidence, adapter: adapter.id.clone(), record }
}

struct Reader<'a> {
    /// What people call the site: no name of a record.
    site: &'a str,
    /// The part of the address that is made of the record's name; empty where none is.
    slug: &'a str,
    page: &'a Page,
    kind: PageKind,
    observation: &'a Observation,
    profile: bool,
    any: bool,
    /// The page is a company's by its address and a person's by what stands on it.
    persons: bool,
    /// Domain of the correspondent's address on a mail page.
    mail_domain: String,
    address: &'a Address<'a>,
    vocabulary: &'a Vocabulary,
}

impl Reader<'_> {
    fn gather(
        &self,
        field: Field,
        compare: Compare,
        rivals: bool,
        clean: &dyn Fn(&str) -> Option<Cleaned>,
    ) -> Readings {
        Readings::gather(self.page, self.observation, field, self.profile, compare, rivals, clean)
    }

    /// Readings whose value is shown as it stands.
    fn wording(&self, field: Field, max: usize) -> Readings {
        let clean = |v: &str| Some(Cleaned::from(tidy(v, max))).filter(|v| !v.value.is_empty());
        self.gather(field, same_text, false, &clean).witnessed()
    }

    /// Readings of the name that the page is about: of a person, a company or a deal. `rivals` as in [`Readings::gather`].
    fn names(
        &self,
        field: Field,
        compare: Compare,
        rivals: bool,
        clean: &dyn Fn(&str) -> Option<Cleaned>,
    ) -> Readings {
        let mut readings = self.gather(field, compare, rivals, &|value| {
            clean(value).filter(|cleaned| !self.is_the_sites_own(field, &cleaned.value))
        });
        let site = key(self.site);
        let person = field == Field::Name;
        readings.settle_parts(&|word| is_caption(word) || (person && is_beside_a_name(word)) || word == site);
        readings
    }

    /// Whether a text is the site's own name, alone or with a counter: `Pipedrive – 31 notifications`. Who works there has
    /// it as company.
    fn is_the_sites_own(&self, field: Field, text: &str) -> bool {
        let text = fold(text);
        let Some(rest) = text.strip_prefix(fold(self.site).as_str()) else { return false };
        let rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
        let employer = field == Field::Company && self.kind == PageKind::Person;
        !self.any
            && !employer
            && key(self.slug) != key(self.site)
            && (rest.is_empty() || rest.starts_with(|c: char| c.is_ascii_digit()))
    }

    fn decide(&self, may_remember: bool) -> (Outcome, Vec<Evidence>) {
        let mut evidence = Vec::new();
        let mut prospect = Prospect { page: self.kind, may_remember, ..Prospect::default() };

        let mut names = match self.kind {
            PageKind::Person => self.names(Field::Name, same_person, true, &person_name),
            _ => Readings::default(),
        };
        if self.kind == PageKind::Person {
            names.weigh_by_slug(self.slug, &person_name);
        }
        prospect.name = names.value();
        names.tell(Field::Name, &mut evidence);

        let role = self.role(&mut prospect, &mut evidence);
        self.domain(&mut prospect, &mut evidence);
        let deals = match self.kind {
            PageKind::Opportunity => self.names(Field::Deal, same_text, true, &deal_name),
            _ => Readings::default(),
        };
        let known = names.certainty() == Certainty::Sure || deals.certainty() == Certainty::Sure;
        let (companies, company_certainty, news) = self.companies(&role, known, &mut prospect);
        prospect.company = companies.value();
        if let Some(entry) = companies.evidence(Field::Company) {
            evidence.push(Evidence { certainty: company_certainty, ..entry });
        }
        if news {
            return (Outcome::None { why: NoProspect::News }, evidence);
        }
        if self.is_own(&prospect) {
            return (Outcome::None { why: NoProspect::Own }, evidence);
        }
        deals.tell(Field::Deal, &mut evidence);
        if self.kind == PageKind::Opportunity {
            for field in [Field::Amount, Field::CloseDate] {
                self.wording(field, MAX_NAME).tell(field, &mut evidence);
            }
        }
        self.facts(&mut prospect, &mut evidence);
        self.mentions(&mut prospect, &mut evidence);

        let needed = match self.kind {
            PageKind::Person => !prospect.name.is_empty(),
            PageKind::Company => !prospect.company.is_empty(),
            PageKind::Opportunity => !prospect.company.is_empty() || deals.best().is_some(),
        };
        if !needed {
            let why =
                if self.any || self.page.mail { NoProspect::Nothing } else { NoProspect::LayoutUnknown };
            return (Outcome::None { why }, evidence);
        }
        let certainty = match self.kind {
            PageKind::Person if prospect.company.is_empty() => names.certainty(),
            PageKind::Person => names.certainty().min(company_certainty),
            PageKind::Company => company_certainty,
            PageKind::Opportunity if prospect.company.is_empty() => deals.certainty().min(Certainty::Likely),
            PageKind::Opportunity => company_certainty,
        };
        let certainty = if self.observation.stale { Certainty::Unsure } else { certainty };
        let outcome = match certainty {
            Certainty::Unsure => Outcome::Unsure { candidates: choices(&prospect, &names, &companies) },
            certainty => Outcome::Found { prospect: Box::new(prospect), certainty },
        };
        (outcome, evidence)
    }

    /// Title, persona, seniority; gives the employer that a headline names.
    fn role(&self, prospect: &mut Prospect, evidence: &mut Vec<Evidence>) -> Role {
        if self.kind != PageKind::Person {
            return Role::default();
        }
        let titles = self.wording(Field::Title, MAX_TITLE);
        let Some(mut entry) = titles.evidence(Field::Title) else { return Role::default() };
        let role = role_of(&entry.value);
        prospect.title = tidy(&role.title, MAX_NAME);
        prospect.persona = role.persona;
        prospect.seniority = role.seniority;
        // A title and a headline are worded differently; that is no contradiction.
        entry.certainty = entry.certainty.max(Certainty::Likely);
        entry.value.clone_from(&prospect.title);
        evidence.push(entry);
        role
    }

    fn domain(&self, prospect: &mut Prospect, evidence: &mut Vec<Evidence>) {
        let company_domain = |v: &str| Some(domain_in(v)).filter(|d| !d.is_empty() && !is_free_mail(d));
        let clean = |v: &str| company_domain(v).map(Cleaned::from);
        let mut domains = self.gather(Field::Domain, same_domain, false, &clean).witnessed();
        if let Some(domain) = company_domain(&self.mail_domain) {
            domains.add(domain.into(), (SourceKind::Content, 0, "mail address".to_owned()), false);
        }
        if self.any && domains.best().is_none() && !is_address(&self.address.host) {
            let source = (SourceKind::Url, 0, "page address".to_owned());
            domains.add(registrable(&self.address.host).to_owned().into(), source, true);
        }
        prospect.domain = domains.best().map(|r| registrable(&r.value).to_owned()).unwrap_or_default();
        domains.tell(Field::Domain, evidence);
    }

    /// The account's readings with their certainty, and whether the page is a news page. `known`: whose page it is, is.
    fn companies(&self, role: &Role, known: bool, prospect: &mut Prospect) -> (Readings, Certainty, bool) {
        if self.any && self.kind == PageKind::Company {
            let canonical = (!prospect.domain.is_empty() && is_address(&self.address.host))
                .then(|| Address { host: prospect.domain.clone(), tail: "/" });
            let owner =
                site_owner::owner(self.page, self.observation, canonical.as_ref().unwrap_or(self.address));
            return (owner.readings, owner.certainty, owner.news);
        }
        let clean = |v: &str| company_name(v).map(Cleaned::from);
        let mut companies = self.names(Field::Company, compare, !known, &clean);
        if self.persons {
            companies.all.retain(|r| same_person(&r.value, &prospect.name) == Likeness::Other);
        }
        if self.kind == PageKind::Company {
            companies.weigh_by_slug(self.slug, &clean);
        }
        let mut certainty = companies.certainty();
        // A record that could be a person's is a company's where something says so that no person has.
        let either = self.kind == PageKind::Company && !self.page.fields.of(Field::Name).is_empty();
        if either && !self.says_a_company() {
            let agreed = companies.best().is_some_and(|best| best.support() > 1);
            certainty = certainty.min(if agreed { Certainty::Likely } else { Certainty::Unsure });
        }
        if let Some(named) = company_name(&role.company) {
            let source = (SourceKind::Content, u16::MAX - 1, "headline".to_owned());
            match companies.best().map(|best| compare(&best.value, &named)) {
                // The headline is a sentence of the person's own: it supports, or makes a reading less certain.
                Some(Likeness::Same | Likeness::Part) => {}
                Some(Likeness::Other) => certainty = certainty.min(Certainty::Likely),
                None => {
                    companies.add(named.into(), source, false);
                    certainty = Certainty::Likely;
                }
            }
        }
        self.weigh_by_domain(&mut companies, &mut certainty, prospect);
        (companies, certainty, false)
    }

    /// Whether the record has an industry, a head count or a website.
    fn says_a_company(&self) -> bool {
        let of_company = |field, value: &str| match field {
            Field::Industry | Field::Employees => true,
            Field::Domain => !value.contains('@'),
            _ => false,
        };
        !self.observation.outside && self.observation.candidates.iter().any(|c| of_company(c.field, &c.value))
    }

    /// The domain of a mail address or website backs a company that it spells, and stands in for one that isn't named.
    fn weigh_by_domain(&self, companies: &mut Readings, certainty: &mut Certainty, prospect: &mut Prospect) {
        if prospect.domain.is_empty() {
            return;
        }
        let label = domain_label(&prospect.domain);
        let mail = !self.mail_domain.is_empty()
            || self.observation.candidates.iter().any(|c| c.field == Field::Domain && c.value.contains('@'));
        let says = [if mail { "mail domain " } else { "domain " }, &prospect.domain].concat();
        let source = (SourceKind::Url, u16::MAX, says);
        let alone = companies.all.iter().filter(|one| one.support() > 0).count() == 1;
        if let Some(best) = companies.all.first_mut() {
            let likeness = site_owner::domain_likeness(&best.value, label);
            if likeness != Likeness::Other {
                best.sources.push(source);
            }
            if likeness == Likeness::Same && *certainty == Certainty::Likely && alone && best.support() > 1 {
                *certainty = Certainty::Sure;
            }
        } else if self.kind != PageKind::Opportunity {
            companies.add(case::capitalised(label).into(), source, false);
            prospect.guessed.push(Field::Company);
            *certainty = Certainty::Likely;
        }
    }

    fn is_own(&self, prospect: &Prospect) -> bool {
        let vendor = company_key(&self.vocabulary.vendor);
        (!vendor.is_empty() && company_key(&prospect.company) == vendor)
            || is_under(&prospect.domain, &self.vocabulary.own_domains)
    }

    /// Industry, size, place, stage, language.
    fn facts(&self, prospect: &mut Prospect, evidence: &mut Vec<Evidence>) {
        let industries = self.wording(Field::Industry, MAX_NAME);
        // A CRM's field is for a label; a company's own site describes itself.
        let named = if self.any { industry_named } else { industry_of };
        if let Some((reading, industry)) = industries.all.iter().find_map(|r| Some((r, named(&r.value)?))) {
            prospect.industry = Some(industry);
            evidence.push(mapped(Field::Industry, industry.label(), reading));
        } else if let Some((industry, said)) = self.told_industry(&industries, &prospect.company) {
            prospect.industry = Some(industry);
            if said.is_none() {
                prospect.guessed.push(Field::Industry);
            }
            evidence.push(Evidence {
                field: Field::Industry,
                value: industry.label().to_owned(),
                sources: said.map_or_else(|| vec!["words on the page".to_owned()], Reading::said_by),
                rule: said.map_or(u16::MAX, Reading::rule),
                certainty: if said.is_some() { Certainty::Likely } else { Certainty::Unsure },
            });
        }
        let sizes = self.wording(Field::Employees, MAX_NAME);
        if let Some((reading, size)) = sizes.all.iter().find_map(|r| Some((r, size_of(&r.value)?))) {
            prospect.size = Some(size);
            evidence.push(mapped(Field::Employees, size.label(), reading));
        }
        let places = self.wording(Field::Location, MAX_TITLE);
        let read = places.all.iter().find_map(|r| Some((r, place_of(&r.value)?)));
        let place = match read {
            Some((reading, place)) => {
                evidence.push(mapped(Field::Location, place.country, reading));
                Some(place)
            }
            None => {
                let domain = if self.any { self.address.host.as_str() } else { prospect.domain.as_str() };
                let place = place_of_domain(domain);
                if place.is_some() {
                    prospect.guessed.push(Field::Location);
                }
                place
            }
        };
        if let Some(place) = place {
            prospect.country = place.country.to_owned();
            prospect.region = Some(place.region);
        }
        // Only a company's own site is written in the company's language; a CRM's pages are in the rep's.
        let lang = tidy(&self.observation.lang, 35);
        let page_language = if self.any { lang.parse::<LanguageTag>().ok() } else { None };
        prospect.language = page_language.or(place.and_then(|p| p.language));
        if self.kind == PageKind::Company && self.any {
            return;
        }
        let stages = self.wording(Field::Stage, MAX_NAME);
        match stages.all.iter().find_map(|r| Some((r, stage_of(&r.value)?))) {
            Some((reading, StageReading::At(stage))) => {
                prospect.stage = Some(stage);
                evidence.push(mapped(Field::Stage, stage.label(), reading));
            }
            Some((reading, StageReading::Lost)) => evidence.push(mapped(Field::Stage, "lost", reading)),
            None => {}
        }
    }

    /// From the field's own wording or a site's description of itself, with the reading that says it clearly; then, as a guess, from
    /// the company's name ("… Bank") and from what a page says. A deal's text is about what is bought, not about who buys.
    fn told_industry<'r>(
        &self,
        industries: &'r Readings,
        company: &str,
    ) -> Option<(Industry, Option<&'r Reading>)> {
        // What the head of a page below says is about that page: an article, a product. JSON-LD says what the firm is.
        let home = case::trimmed(self.address.path(), |c| c == '/').len() <= 5; // `/`, `/en/`, `/de-de/`
        let describes = |reading: &Reading| {
            !self.any || home || reading.sources.iter().any(|(kind, ..)| *kind == SourceKind::JsonLd)
        };
        for reading in &industries.all {
            if let Some((industry, clear)) = industry_told(&reading.value) {
                return Some((industry, Some(reading).filter(|_| clear && describes(reading))));
            }
        }
        let guessed = industry_in(company).or_else(|| {
            if self.kind == PageKind::Opportunity {
                return None;
            }
            let title = if self.any { head(&self.observation.title, 300) } else { "" };
            industry_in(&[title, ". ", head(&self.observation.text, 4_000)].concat())
        });
        guessed.map(|industry| (industry, None))
    }

    fn mentions(&self, prospect: &mut Prospect, evidence: &mut Vec<Evidence>) {
        prospect.text = tidy(&self.observation.text, MAX_TEXT);
        for (field, names) in
            [(Field::Competitor, &self.vocabulary.competitors), (Field::Product, &self.vocabulary.products)]
        {
            let fields = self.wording(field, MAX_TITLE);
            let in_fields = mentioned(names, &values(&fields).join("\n"));
            let text = if self.any { "" } else { prospect.title.as_str() };
            let mut all = in_fields.clone();
            for name in mentioned(names, &[&prospect.text, "\n", text].concat()) {
                if !all.contains(&name) {
                    all.push(name);
                }
            }
            if all.is_empty() {
                continue;
            }
            let source = if in_fields.is_empty() {
                vec!["text of the page".to_owned()]
            } else {
                fields.best().map(Reading::said_by).unwrap_or_default()
            };
            let certainty = if in_fields.is_empty() { Certainty::Likely } else { Certainty::Sure };
            evidence.push(Evidence {
                field,
                value: all.join(", "),
                sources: source,
                rule: fields.best().map_or(u16::MAX, Reading::rule),
                certainty,
            });
            match field {
                Field::Competitor => prospect.competitors = all,
                _ => prospect.products = all,
            }
        }
    }
}

fn same_domain(a: &str, b: &str) -> Likeness {
    if registrable(a) == registrable(b) { Likeness::Same } else { Likeness::Other }
}

/// A deal's name as it stands.
fn deal_name(value: &str) -> Option<Cleaned> {
    Some(Cleaned::from(tidy(value, MAX_NAME))).filter(|deal| !deal.value.is_empty())
}

/// What all readings say.
fn values(readings: &Readings) -> Vec<&str> {
    let mut values = Vec::new();
    for reading in &readings.all {
        values.push(reading.value.as_str());
    }
    values
}

/// Whether a host is an address of digits or one's own machine: no company's domain.
fn is_address(host: &str) -> bool {
    host == "localhost" || !host.contains('.') || host.chars().all(|c| c.is_ascii_digit() || c == '.')
}

/// An entry whose value was mapped onto a vocabulary: the source carries the page's own words.
fn mapped(field: Field, value: &str, reading: &Reading) -> Evidence {
    let mut sources = reading.said_by();
    for source in &mut sources {
        source.extend([" “", &tidy(&reading.value, 60), "”"]);
    }
    let certainty = if reading.sure || reading.support() >= 2 { Certainty::Sure } else { Certainty::Likely };
    Evidence { field, value: value.to_owned(), sources, rule: reading.rule(), certainty }
}

/// Up to three prospects for the rep to choose from.
fn choices(prospect: &Prospect, names: &Readings, companies: &Readings) -> Vec<(Prospect, String)> {
    let mut out: Vec<(Prospect, String)> = Vec::new();
    let by_name = names.certainty() == Certainty::Unsure && names.all.len() > 1;
    let readings = if by_name { names } else { companies };
    for (at, reading) in readings.all.iter().take(3).enumerate() {
        let mut one = prospect.clone();
        if by_name {
            one.name.clone_from(&reading.value);
            // Whose company it is depends on who it is: only the first is known to go with what was read beside it.
            if at > 0 && companies.best().is_some_and(|best| best.support() < 2) {
                one = Prospect {
                    page: one.page,
                    name: one.name,
                    may_remember: one.may_remember,
                    ..Prospect::default()
                };
            }
        } else {
            one.company.clone_from(&reading.value);
        }
        out.push((one, reading.said_by().join(", ")));
    }
    if out.is_empty() {
        out.push((prospect.clone(), String::new()));
    }
    out
}
