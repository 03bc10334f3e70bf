//! Whose site is this? For any site without an adapter of its own.
//!
//! # Why
//! Sites name their owner in many half-reliable places: JSON-LD (often a brand), `og:site_name` (often with “Blog”), the
//! title's last part (often a slogan), the footer's copyright line (the legal name), the domain. None is right always, so
//! the places vote: every value gets its place's weight, values that are the same company pool theirs, and the domain
//! backs those that it spells. The best placed value of the winning pool is shown.

use super::adapter::{Page, SourceKind};
use super::address::{Address, domain_label, registrable};
use super::clean::{fold, head, key, split_all, tidy, words_between};
use super::company::{company_name, compare, core_words, has_legal_form, without_ending};
use super::likeness::Likeness;
use super::readings::{Reading, Readings};
use super::{Certainty, Field, Observation};
use crate::case;
use crate::order;
use crate::tables::{Table, WordList};

/// Who owns the site.
pub(super) struct Owner {
    /// Pools as readings, best first.
    pub(super) readings: Readings,
    /// How far the first can be trusted.
    pub(super) certainty: Certainty,
    /// The page is a news article or belongs to a news organisation.
    pub(super) news: bool,
}

/// Votes of a place, 0 to 4: 0 counts only with others, 4 is a place made for the owner's name.
const ORGANIZATION: u8 = 4;
const SITE_NAME: u8 = 3;
const APPLICATION: u8 = 2;
const COPYRIGHT: u8 = 2;
const TITLE: u8 = 2;
const SELLER: u8 = 1;
const DOMAIN: u8 = 3;

/// Words that sites put behind their owner's name.
static SITE_WORDS: WordList = WordList::new(Table::CompanyWords, "site words");

struct Vote {
    value: String,
    weight: u8,
    kind: SourceKind,
    rule: u16,
    says: &'static str,
    /// The page says that this one owns the other.
    parent: bool,
}

/// Finds the owner of a page.
pub(super) fn owner(page: &Page, observation: &Observation, address: &Address<'_>) -> Owner {
    let mut votes = Vec::new();
    let (mut news, mut article) = (false, false);
    let rules = page.fields.of(Field::Company);
    for (rule, at) in rules.iter().zip(0u16..) {
        let path = rule.form.json_ld.as_deref().unwrap_or_default();
        let (weight, says) = match rule.kind {
            SourceKind::Url => continue,
            SourceKind::JsonLd if path.contains("seller") => (SELLER, "JSON-LD"),
            SourceKind::JsonLd => (ORGANIZATION, "JSON-LD"),
            SourceKind::Meta if rule.form.meta.as_deref().is_some_and(|m| m.contains("site_name")) => {
                (SITE_NAME, "site name")
            }
            SourceKind::Meta => (APPLICATION, "application name"),
            SourceKind::Title => {
                title_votes(&observation.title, at, &mut votes);
                continue;
            }
            SourceKind::Content | SourceKind::Weak | SourceKind::Rival => (COPYRIGHT, "copyright line"),
        };
        let dated = rule.form.meta.as_deref().is_some_and(|m| m.contains("published_time"));
        let found =
            observation.candidates.iter().take(400).filter(|c| c.field == Field::Company && c.rule == at);
        for candidate in found.take(if rule.form.all { 8 } else { 1 }) {
            if dated {
                article = true;
                continue;
            }
            let text = decoded(head(&candidate.value, 2_000));
            let value = match rule.kind {
                SourceKind::Content | SourceKind::Weak | SourceKind::Rival => copyright_owner(&text),
                SourceKind::Meta => site_name(&text, domain_label(&address.host)),
                _ => company_name(&text),
            };
            if let Some(value) = value {
                news |= path.contains("NewsArticle.") || path.starts_with("NewsMediaOrganization");
                votes.push(Vote {
                    value: plain(&value, address),
                    weight,
                    kind: rule.kind,
                    rule: at,
                    says,
                    parent: path.contains("parentOrganization"),
                });
            }
        }
    }
    let mut owner = pool(votes, observation, address, news);
    // An article may be a company's or a paper's; no place on the page tells for certain.
    if article {
        owner.certainty = owner.certainty.min(Certainty::Likely);
    }
    owner
}

/// Whether a site is a newspaper's or magazine's by its name: its last word says so and the domain has that word too. A
/// company's own newsroom has the company's domain.
fn is_press(name: &str, label: &str) -> bool {
    static PRESS: WordList = WordList::new(Table::CompanyWords, "press words");
    let label = key(label);
    let last = core_words(name).pop().unwrap_or_default();
    PRESS
        .iter()
        .any(|word| (last == *word || (word.len() > 5 && last.ends_with(word))) && label.ends_with(word))
}

/// Joins votes into pools and ranks them.
fn pool(votes: Vec<Vote>, observation: &Observation, address: &Address<'_>, news: bool) -> Owner {
    let label = domain_label(&address.host);
    let mut pools: Vec<(Vec<Vote>, u32)> = Vec::new();
    for vote in votes {
        if company_name(&vote.value).is_none() {
            continue;
        }
        let like = |v: &Vote| {
            compare(&v.value, &vote.value) != Likeness::Other
                || compare(&bare(&v.value), &bare(&vote.value)) != Likeness::Other
                || ((v.kind == SourceKind::Content) != (vote.kind == SourceKind::Content)
                    && v.kind != SourceKind::Title
                    && vote.kind != SourceKind::Title
                    && related(&v.value, &vote.value))
        };
        match pools.iter_mut().find(|(pool, _)| pool.iter().any(like)) {
            Some((pool, _)) => pool.push(vote),
            None => pools.push((vec![vote], 0)),
        }
    }
    for (pool, score) in &mut pools {
        // One place counts once, however often it says the name.
        let mut places: Vec<(u16, u8)> = Vec::new();
        for vote in pool.iter() {
            match places.iter_mut().find(|(rule, _)| *rule == vote.rule) {
                Some((_, weight)) => *weight = vote.weight.min(*weight),
                None => places.push((vote.rule, vote.weight)),
            }
        }
        let fits = pool.iter().any(|v| fits_domain(&v.value, label));
        *score =
            places.iter().map(|p| u32::from(p.1)).sum::<u32>() + if fits { u32::from(DOMAIN) } else { 0 };
        // A named parent that the title or the domain confirms is the group behind a brand's site.
        if pool.iter().any(|v| v.parent) && (fits || pool.iter().any(|v| v.kind == SourceKind::Title)) {
            *score += 2 * u32::from(ORGANIZATION);
        }
    }
    // The title's first part and last part vote both; without any backing the earlier place wins.
    order::sort_by_key(&mut pools, |(pool, score)| {
        (std::cmp::Reverse(*score), pool.iter().map(|v| v.rule).min())
    });
    let mut readings = Readings::default();
    let mut certainty = Certainty::Unsure;
    let mut runner_up = 0;
    for (at, (pool, score)) in pools.iter().take(3).enumerate() {
        let fits = pool.iter().any(|v| fits_domain(&v.value, label));
        let mut sources: Vec<(SourceKind, u16, String)> = Vec::new();
        for vote in pool {
            let source = (vote.kind, vote.rule, vote.says.to_owned());
            if let Err(place) = sources.binary_search(&source) {
                sources.insert(place, source);
            }
        }
        if fits {
            sources.push((SourceKind::Url, u16::MAX, format!("domain {}", registrable(&address.host))));
        }
        let reading = Reading { value: shown(pool, label), sources, sure: false, doubtful: false };
        if at == 0 {
            certainty = match (reading.support(), fits) {
                (3.., true) => Certainty::Sure,
                (2.., true) | (2.., false) => Certainty::Likely,
                _ => Certainty::Unsure,
            };
        } else {
            runner_up = runner_up.max(*score);
        }
        readings.all.push(reading);
    }
    // A rival that has nearly as many votes: ask.
    let first = pools.first().map_or(0, |p| p.1);
    if runner_up * 4 > first * 3 {
        certainty = Certainty::Unsure;
    }
    let backed = pools.first().is_some_and(|(pool, _)| pool.iter().any(|v| fits_domain(&v.value, label)));
    if ((!backed && first <= u32::from(TITLE)) || pools.is_empty())
        && let Some(name) = spelled(label, observation)
    {
        let source = (SourceKind::Url, u16::MAX, format!("domain {}", registrable(&address.host)));
        readings.all.insert(0, Reading { value: name, sources: vec![source], sure: false, doubtful: false });
        certainty = if pools.is_empty() { Certainty::Likely } else { Certainty::Unsure };
    }
    let news = news || readings.best().is_some_and(|best| is_press(&best.value, label));
    Owner { readings, certainty, news }
}

/// The value of a pool that people would call the company by.
fn shown(pool: &[Vote], label: &str) -> String {
    let rank = |v: &Vote| (v.value != bare(&v.value), std::cmp::Reverse(v.weight), v.rule);
    let Some(mut best) = pool.first() else { return String::new() };
    for vote in pool {
        if rank(vote) < rank(best) {
            best = vote;
        }
    }
    // The legal owner's name where it is the same name with its form, or the footer's for a brand of that name.
    let mut legal: Option<&Vote> = None;
    for vote in pool {
        let same = vote.kind != SourceKind::Title
            && has_legal_form(&vote.value)
            && (compare(&vote.value, &best.value) == Likeness::Same
                || (vote.kind == SourceKind::Content && related(&vote.value, &best.value)));
        if same && legal.is_none_or(|first| vote.rule < first.rule) {
            legal = Some(vote);
        }
    }
    without_ending(&without_site_words(&legal.unwrap_or(best).value, label)).to_owned()
}

/// Whether two names begin with the same two words: a brand and its legal owner.
fn related(a: &str, b: &str) -> bool {
    let (x, y) = (core_words(a), core_words(b));
    x.len() >= 2 && y.len() >= 2 && x.iter().zip(&y).take(2).all(|(a, b)| a == b)
}

/// A name without the words that sites put beside it: `Sopra Steria Blog`, `Blog da Sopra Steria` → `Sopra Steria`.
fn bare(name: &str) -> String {
    static LINKS: WordList = WordList::new(Table::CompanyWords, "site links");
    let mut words = split_all(&[name], " ");
    while words.len() > 1 && words.last().is_some_and(|w| SITE_WORDS.has(&key(w))) {
        words.pop();
    }
    let link = |w: &&&str| LINKS.has(&key(w));
    let front = words.iter().take_while(|w| SITE_WORDS.has(&key(w)) || link(w)).count();
    let linked = words.iter().take(front).any(|w| link(&w));
    if linked && front < words.len() && words.first().is_some_and(|w| SITE_WORDS.has(&key(w))) {
        words.drain(..front);
    }
    words.join(" ")
}

/// A name without those words where the domain spells what is left and not the whole: `Body Shop` stays at
/// `thebodyshop.example`.
fn without_site_words(name: &str, label: &str) -> String {
    let (label, whole) = (key(label), key(name));
    let bare = bare(name);
    let has_them = whole == label || core_words(name).concat() == label;
    if !has_them && domain_likeness(&bare, &label) != Likeness::Other { bare } else { name.to_owned() }
}

/// A name of a part of the site reduced to the owner's: on `realfood.tesco.com`, `Tesco Real Food` is Tesco's.
fn plain(name: &str, address: &Address<'_>) -> String {
    let label = domain_label(&address.host);
    let below = address.host.strip_suffix(registrable(&address.host)).unwrap_or_default();
    let below = key(below);
    let mut rest = String::new();
    for word in core_words(name) {
        if word != label {
            rest.push_str(&word);
        }
    }
    if !rest.is_empty()
        && rest == below
        && let Some(word) = name.split(' ').find(|w| key(w) == label)
    {
        return word.to_owned();
    }
    name.to_owned()
}

/// How a domain's label stands to a name: it spells it whole, its beginning or its initials; it is a part of it, or the
/// other way round.
pub(super) fn domain_likeness(name: &str, label: &str) -> Likeness {
    let label = key(label);
    let words = core_words(&bare(without_ending(name)));
    let joined = words.concat();
    if label.len() < 2 || joined.is_empty() {
        return Likeness::Other;
    }
    let mut initials = String::new();
    let mut beginning = String::new();
    let mut begins = false;
    for word in &words {
        initials.extend(word.chars().next());
        beginning.push_str(word);
        begins |= beginning == label;
    }
    if begins || (words.len() >= 2 && initials == label) {
        Likeness::Same
    } else if (label.len() >= 4 && joined.contains(&label) && joined.len() <= label.len() * 3)
        || (joined.len() >= 4 && label.contains(&joined))
    {
        Likeness::Part
    } else {
        Likeness::Other
    }
}

/// Whether a domain's label spells a name or a part of it.
fn fits_domain(name: &str, label: &str) -> bool {
    domain_likeness(name, label) != Likeness::Other
}

/// The parts of a title or a site's name that may name its owner, in their order.
fn parts(text: &str) -> Vec<String> {
    let text = decoded(head(text, 1_000));
    let text = tidy(&text, 300);
    let mut parts: Vec<&str> = vec![&text];
    for mark in [" | ", " - ", " – ", " — ", " · ", " » ", " :: ", " • ", "- ", ": "] {
        parts = split_all(&parts, mark);
    }
    let mut names = Vec::new();
    for part in parts {
        let caption = part.split(' ').all(|word| SITE_WORDS.has(&key(word)));
        if !caption
            && let Some(name) = company_name(part)
            && name.split(' ').count() <= 7
        {
            names.push(name);
        }
    }
    names
}

/// The votes of a title: its last part, and the others only with others.
fn title_votes(title: &str, rule: u16, votes: &mut Vec<Vote>) {
    let mut names = parts(title);
    if let Some(last) = names.pop() {
        names.insert(0, last);
    }
    for (at, value) in names.into_iter().enumerate() {
        let weight = if at == 0 { TITLE } else { 0 };
        votes.push(Vote { value, weight, kind: SourceKind::Title, rule, says: "page title", parent: false });
    }
}

/// The part of a site's own name that names its owner, not what it sells or where it is: the one that the domain spells, or
/// the first.
fn site_name(text: &str, label: &str) -> Option<String> {
    let mut best: Option<(String, Likeness)> = None;
    for name in parts(text) {
        let likeness = domain_likeness(&name, label);
        let better = match &best {
            None => true,
            Some((_, known)) => {
                *known != Likeness::Same && likeness == Likeness::Same
                    || *known == Likeness::Other && likeness == Likeness::Part
            }
        };
        if better {
            best = Some((name, likeness));
        }
    }
    best.map(|(name, _)| name)
}

/// The owner in a copyright line: `© 1999–2026 Corvid Freight GmbH. All rights reserved.` → `Corvid Freight GmbH`.
fn copyright_owner(line: &str) -> Option<String> {
    let line = tidy(line, 240);
    let folded = fold(&line);
    let at = line.find('©').map(|at| at + '©'.len_utf8());
    let at = at.or_else(|| folded.is_ascii().then(|| folded.find("copyright").map(|at| at + 9)).flatten())?;
    let rest = line.get(at..)?;
    let mut rest = rest;
    for word in ["", "Copyright", "copyright", "by ", "bei "] {
        rest = case::trimmed_front(rest.strip_prefix(word).unwrap_or(rest), |c| !c.is_alphabetic());
    }
    let mut end = rest.len();
    for mark in [
        "®",
        "™",
        " | ",
        " - ",
        " – ",
        " — ",
        ". All",
        ". Alle",
        ". Tous",
        ". Todos",
        ". Tutti",
        " All rights",
        " All Rights",
        " Alle Rechte",
        " alle Rechte",
        " Tous droits",
        ", all",
        " ·",
        " •",
        ". ",
    ] {
        end = end.min(rest.find(mark).unwrap_or(rest.len()));
    }
    let digits = rest
        .find(|c: char| c.is_ascii_digit())
        .filter(|at| rest.get(*at..*at + 4).is_some_and(|y| y.starts_with("19") || y.starts_with("20")));
    let end = end.min(digits.unwrap_or(rest.len()));
    let name = case::trimmed_end(rest.get(..end)?.trim(), |c| matches!(c, ',' | ';'));
    let name = if name.ends_with('.') && !has_legal_form(name) {
        case::trimmed_end(name, |c| c == '.')
    } else {
        name
    };
    company_name(name).filter(|n| n.split(' ').count() <= 7)
}

/// The name as the page spells what the domain runs together: `monsterpetsupplies` → `Monster Pet Supplies`.
fn spelled(label: &str, observation: &Observation) -> Option<String> {
    let wanted = key(label);
    if wanted.chars().count() < 3
        || case::all(&wanted, |c| c.is_ascii_digit())
        || matches!(wanted.as_str(), "localhost" | "www")
    {
        return None;
    }
    let mut texts = Vec::new();
    for candidate in observation.candidates.iter().take(400) {
        texts.push(head(&candidate.value, 2_000));
    }
    texts.push(head(&observation.title, 2_000));
    texts.push(head(&observation.text, 40_000));
    for text in texts {
        let words = words_between(text, |c| !c.is_alphanumeric() && c != '\'' && c != '’' && c != '&');
        for start in 0..words.len() {
            let mut joined = String::new();
            for end in start..words.len().min(start + 6) {
                joined.push_str(&key(words.get(end).copied().unwrap_or_default()));
                if joined == wanted {
                    let name = words.get(start..=end).unwrap_or_default().join(" ");
                    if case::any(&name, case::is_capital) {
                        return Some(name);
                    }
                }
                if !wanted.starts_with(&joined) {
                    break;
                }
            }
        }
    }
    (!label.is_empty()).then(|| case::capitalised(label))
}

/// The few character references that sites leave in titles and JSON-LD.
fn decoded(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let mut out = text.to_owned();
    for (from, to) in [
        ("&#039;", "'"),
        ("&#39;", "'"),
        ("&quot;", "\""),
        ("&nbsp;", " "),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&amp;", "&"),
    ] {
        out = out.replace(from, to);
    }
    out
}
