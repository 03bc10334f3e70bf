//! The core rooms behind the panel: index, search, detection, ranking. Plain functions of what is given, without
//! a browser, so that the same answers come natively.

mod kept;
mod news;
mod noted;

use super::clip::{self, Clip};
use super::effect::CopyStyle;
use super::list::{
    Card, Correction, Hit, Part, PassageCard, Results, Row, Sending, Span, Suggestions, Verdict, badge,
    length, place, sending,
};
use super::original::{self, Original};
use super::reader::{self, Reader, ReaderPage};
use super::state::{LibraryFacts, Release, Site};
use super::tables;
use super::wording::{joined, version};
use pitchside_core::case::bare;
use pitchside_core::catalogue::{Asset, AssetKind, SendPolicy, Unit};
use pitchside_core::index::{AssetOrd, Index, IndexError, PassageOrd, PassageRef, StoredText, TextAddress};
use pitchside_core::memory::Share;
use pitchside_core::order;
use pitchside_core::prospect::{
    Detection, Named, NoProspect, Observation, Outcome, ParseJson, Prospect, Recipe, Shelf, SiteFacts,
    Vocabulary, is_mail_address, match_pattern,
};
use pitchside_core::recommend::{self, Context, Ranked, Understood, buyer, recommend, understood};
use pitchside_core::search::{Query, Why, highlight, search, snippet};
use pitchside_core::value::Value;
use std::cell::RefCell;

/// How many assets stand in the list to send.
const SEND_LIMIT: usize = 12;
/// How many assets answer at first, and how many more at a time; how many passages of the first of them, and how many are those; of the others the best
/// passage is shown.
const HIT_LIMIT: usize = 20;
const MORE_HITS: usize = 40;
const PASSAGE_LIMIT: usize = 3;
const FULL_HITS: usize = 3;
/// How many of the nearest pieces stand below, where nothing answers.
const NEAREST_LIMIT: usize = 3;
/// Characters of a line of words beside a title.
const SUMMARY_CHARS: usize = 240;
/// An index of at most this many bytes is verified as a whole when it is opened (a few milliseconds), so that damage is
/// said at once; a larger one block by block, where a damaged block says so when it is first needed.
const VERIFIED_AT_ONCE: usize = 4 << 20;
/// Inflated blocks of text that are kept: about 1 MB.
const BLOCKS_KEPT: usize = 64;

/// Why something is not sent; the words are for the live region.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Send policy says no.
    #[error("{0}")]
    Stopped(String),
    /// The index says something else than before.
    #[error("The library could not be read: {0}")]
    Index(String),
}

/// What is wrong with an index, for whoever can only install it again.
pub fn fault(error: &IndexError) -> String {
    match error {
        IndexError::NotAnIndex => "is no index".to_owned(),
        IndexError::Version { found, known } => {
            format!("has the format {found}, and this Pitchside reads {known}")
        }
        IndexError::Damaged(what) => ["is damaged: ", what].concat(),
        other => other.to_string(),
    }
}

impl From<IndexError> for Refusal {
    fn from(error: IndexError) -> Self {
        Self::Index(fault(&error))
    }
}

/// A rep's question.
pub struct Ask<'a> {
    /// As typed.
    pub text: &'a str,
    /// Only this kind.
    pub kind: Option<AssetKind>,
    /// How often the rep asked for more than the first.
    pub more: usize,
    /// Words as they stand.
    pub literal: bool,
    /// What was understood and taken back, as it was shown.
    pub unasked: &'a [String],
    /// The buyer in view.
    pub buyer: Option<&'a Prospect>,
}

/// Index, stored text and adapters.
#[derive(Default)]
pub struct Services {
    index: Option<Index>,
    text: Option<StoredText>,
    /// Inflated blocks by number, the oldest first.
    blocks: RefCell<Vec<(u32, Vec<u8>)>>,
    shelf: Shelf,
    vocabulary: Vocabulary,
    /// Ascending.
    thumbs: Vec<u32>,
    /// Files of the package, by the asset's number.
    bundled: Vec<(u32, String)>,
    /// Where reports for marketing go by mail; empty where nobody says.
    report_to: String,
}

impl Services {
    /// Takes word tables and adapters; nobody is recognised without them.
    ///
    /// # Errors
    /// See [`tables::take`].
    pub fn take_tables(&mut self, text: String, parse: ParseJson) -> Result<(), String> {
        self.shelf = tables::take(text, parse)?;
        Ok(())
    }

    /// Whether the adapters are there.
    pub fn knows_sites(&self) -> bool {
        !self.shelf.is_empty()
    }

    /// Opens the index.
    ///
    /// # Errors
    /// When any byte of it is damaged, in the index's own words.
    pub fn open(&mut self, bytes: Vec<u8>) -> Result<LibraryFacts, IndexError> {
        self.index = None;
        self.text = None;
        self.blocks.borrow_mut().clear();
        let at_once = bytes.len() <= VERIFIED_AT_ONCE;
        let index = Index::open(bytes)?;
        if at_once {
            index.verify()?;
        }
        let info = index.info();
        let named =
            |name: &String, aliases: &[String]| Named { name: name.clone(), aliases: aliases.to_vec() };
        let (mut products, mut competitors, mut names) = (Vec::new(), Vec::new(), Vec::new());
        for product in &info.products {
            products.push(named(&product.name, &product.aliases));
        }
        for competitor in &info.competitors {
            competitors.push(named(&competitor.name, &competitor.aliases));
            names.push(competitor.name.clone());
        }
        let (vendor, own_domains) = (info.vendor.clone(), info.own_domains.clone());
        self.vocabulary = Vocabulary { vendor, own_domains, products, competitors };
        let built = info.built.map(|day| {
            let (year, ..) = day.ymd();
            format!(" of {} {year}", day.in_words(year))
        });
        let version = match (info.version.as_str(), info.build) {
            ("", 0) => String::new(),
            ("", build) => format!(" · build {build}"),
            (text, _) => format!(" · {}", version(text)),
        };
        let mut sites = Vec::new();
        for facts in self.shelf.sites() {
            if let Some(site) = site(facts) {
                sites.push(site);
            }
        }
        let facts = LibraryFacts {
            line: format!("Library{}{version}", built.unwrap_or_default()),
            build: info.hash.clone(),
            release: if info.version.is_empty() { info.build.to_string() } else { info.version.clone() },
            assets: index.len(),
            competitors: names,
            sites,
            report_to: String::new(), // the manifest says it
        };
        self.index = Some(index);
        Ok(facts)
    }

    /// Takes the stored text: results and reader have words from now on.
    ///
    /// # Errors
    /// When its head is damaged; blocks are checked when they are read.
    pub fn open_text(&mut self, bytes: Vec<u8>) -> Result<(), IndexError> {
        self.text = Some(StoredText::open(bytes)?);
        Ok(())
    }

    /// Where reports for marketing go by mail; empty where the library does not say, or says no address.
    pub fn report_to(&self) -> &str {
        &self.report_to
    }

    /// Takes from `library.json` which assets have a picture and which a file in the package, and gives what the last
    /// releases changed; a damaged one has none of it. It goes before the lists, which say what opens.
    pub fn take_manifest(&mut self, manifest: Value) -> Vec<Release> {
        let number = |value: Value| value.whole().map(i32::cast_unsigned);
        let mut manifest = manifest.object().unwrap_or_default();
        self.thumbs = manifest.take("thumbs").each(number).unwrap_or_default();
        order::sort(&mut self.thumbs);
        self.bundled.clear();
        for (number, path) in manifest.take("bundled").object().unwrap_or_default().rest() {
            if let (Ok(number), Some(path)) =
                (number.parse(), path.text().ok().and_then(original::bundled_path))
            {
                self.bundled.push((number, path));
            }
        }
        let mut package = manifest.take("package").object().unwrap_or_default();
        let to = package.text("report_to").ok().flatten().unwrap_or_default();
        self.report_to = if is_mail_address(&to) { to } else { String::new() };
        news::releases(manifest.take("releases"))
    }

    /// Why no answer can be trusted any more: a damaged block of the index was met since it was opened, or an adapter
    /// that can't be read.
    pub fn damage(&self) -> Option<String> {
        let index = self
            .index
            .as_ref()
            .and_then(Index::damage)
            .map(|error| ["library.idx ", &fault(&error)].concat());
        index.or_else(|| Some(format!("tables.txt: {}; reinstall Pitchside", self.shelf.fault()?)))
    }

    /// Whether the index is open.
    pub fn is_open(&self) -> bool {
        self.index.is_some()
    }

    /// The region that the library gives to reps who chose none.
    pub fn default_region(&self) -> Option<pitchside_core::catalogue::Region> {
        self.index.as_ref().and_then(|i| i.info().default_region)
    }

    /// The adapters' site of an address; none for those that only the general adapter reads.
    pub fn site(&self, url: &str) -> Option<Site> {
        self.shelf.site(url).and_then(site)
    }

    /// What the observer is to collect at an address.
    pub fn recipe(&self, url: &str) -> Option<Recipe> {
        self.shelf.recipe(url).ok()?
    }

    /// Who is on the page; nobody where the site's adapter can't be read ([`Services::damage`] says so). None when the
    /// observer used another recipe than its address asks for: it needs that one first.
    pub fn detect(&self, observation: &Observation) -> Option<Detection> {
        self.shelf.detect(&self.vocabulary, observation).unwrap_or_else(|_| {
            let outcome = Outcome::None { why: NoProspect::LayoutUnknown };
            let record = observation.url.clone();
            Some(Detection { outcome, evidence: Vec::new(), adapter: String::new(), record })
        })
    }

    /// What fits a prospect; of several, what fits each of them. `shared` is what the account got before.
    ///
    /// # Errors
    /// When the index's bytes are damaged.
    pub fn suggest(
        &self,
        prospects: &[Prospect],
        shared: &[Share],
        policy: SendPolicy,
    ) -> Result<Suggestions, IndexError> {
        let Some(index) = &self.index else {
            return Ok(Suggestions::default());
        };
        let mut ids = Vec::new();
        for share in shared {
            ids.push(share.asset.clone());
        }
        let context = Context { limit: SEND_LIMIT, shared: ids, ..Context::new(policy) };
        let mut lists = prospects.iter().map(|prospect| recommend(index, prospect, &context));
        let Some(first) = lists.next() else {
            return Ok(Suggestions::default());
        };
        let mut first = first?;
        for other in lists {
            let other = other?;
            let in_other = |list: &[Ranked], ranked: &Ranked| list.iter().any(|r| r.ord == ranked.ord);
            first.send.retain(|r| in_other(&other.send, r));
            first.learn.retain(|r| in_other(&other.learn, r));
        }
        let verdict = match first.verdict {
            recommend::Verdict::Fits => Verdict::Fits,
            recommend::Verdict::General => Verdict::General,
            recommend::Verdict::Nothing { missing } => Verdict::Nothing(missing),
        };
        let cards = |list: &[Ranked]| {
            let mut cards = Vec::new();
            for ranked in list {
                let mut card = self.piece(ranked.ord, &ranked.asset, &policy);
                for said in &ranked.sentence {
                    card.why.push(Span { text: said.text.clone(), strong: said.strong });
                }
                card.parts = card_parts(ranked);
                card.sent = kept::sent(&ranked.asset, shared, policy.today);
                cards.push(card);
            }
            cards
        };
        Ok(Suggestions { verdict, send: cards(&first.send), learn: cards(&first.learn) })
    }

    /// What the library answers to the rep's words.
    pub fn search(&self, ask: &Ask<'_>, policy: SendPolicy) -> Results {
        let Ask { text, kind, .. } = *ask;
        let mut results = Results { query: text.to_owned(), ..Results::default() };
        let Some(index) = &self.index else {
            return results;
        };
        let mut query = Query::parse(text).under(policy);
        if ask.literal {
            query = query.literal();
        } else {
            let mut facets = Vec::new();
            for Understood { facet, .. } in understood(index, text) {
                let label = facet.label();
                if !ask.unasked.iter().any(|unasked| unasked == label) {
                    results.understood.push(label.to_owned());
                    facets.push(facet);
                }
            }
            query = query.typing().understood(facets);
        }
        if let Some(prospect) = ask.buyer {
            query = query.for_buyer(buyer(prospect));
        }
        let limit = HIT_LIMIT.saturating_add(ask.more.saturating_mul(MORE_HITS));
        let all = search(index, &query, limit);
        let answer = kind.map(|kind| {
            query.filters_mut().kinds.push(kind);
            search(index, &query, limit)
        });
        results.total = all.total;
        (results.answered, results.alike) = (all.answered, all.alike);
        for (kind, count) in &all.kinds {
            results.facets.push((*kind, *count as usize));
        }
        order::sort_by_key(&mut results.facets, |(_, count)| std::cmp::Reverse(*count));
        results.correction = all.corrections.first().and_then(|c| correction(text, &c.typed, &c.shown));
        let answer = answer.unwrap_or(all);
        results.answering = answer.total;
        for (place, found) in answer.hits.iter().enumerate() {
            let Ok(asset) = index.asset(found.asset) else { continue };
            let mut passages = Vec::new();
            let limit = if place < FULL_HITS { PASSAGE_LIMIT } else { 1 };
            for hit in found.passages.iter().take(limit) {
                let Ok(passage) = index.passage(hit.passage) else { continue };
                let Some(words) = self.text_at(passage.address) else { continue };
                let marks = highlight(index, &words, &answer.terms);
                passages.push(passage_card(&asset, hit.passage, &passage, &words, &marks, hit.answers));
            }
            if passages.is_empty() {
                let short: String = asset.summary.chars().take(SUMMARY_CHARS).collect();
                let marks = highlight(index, &short, &answer.terms);
                passages.push(PassageCard {
                    passage: None,
                    place: String::new(),
                    heading: String::new(),
                    text: spans(&short, 0..short.len(), &marks),
                    copy: "Copy link".to_owned(),
                });
            }
            results.hits.push(Hit {
                asset: found.asset.0,
                id: asset.id.clone(),
                kind: asset.kind,
                badge: badge(&asset, &policy),
                fits: fits(found),
                sending: sending(&asset, &policy),
                opens: self.opens(found.asset, &asset),
                title: asset.title,
                passages,
            });
        }
        if !results.answered && kind.is_none() {
            results.hits.truncate(NEAREST_LIMIT);
            results.tries = tries(index, text);
        }
        results
    }

    /// What a copy puts on the clipboard. Send policy decides here, at this moment, and nowhere else.
    ///
    /// # Errors
    /// [`Refusal::Stopped`] for anything that must not be sent, its passages' words included where they are
    /// speaker notes or internal.
    pub fn clip(&self, row: Row, style: CopyStyle, policy: SendPolicy) -> Result<Clip, Refusal> {
        let (asset, passage) = self.look_up(row)?;
        let Some(link) = policy.sendable(&asset) else {
            let why = match sending(&asset, &policy) {
                Sending::Stopped(why) => why,
                Sending::Free => "Has no link to send".to_owned(),
            };
            return Err(Refusal::Stopped(why));
        };
        let notes = passage.as_ref().is_some_and(|(_, p)| p.notes);
        if style == CopyStyle::Text {
            if notes {
                return Err(Refusal::Stopped("Speaker notes are for you".to_owned()));
            }
            let words = passage.and_then(|(_, p)| self.text_at(p.address));
            let text = words.ok_or_else(|| Refusal::Index("its text is not there".to_owned()))?;
            return Ok(Clip { text, said: "Text copied".to_owned(), ..Clip::default() });
        }
        let clip = clip::link(&asset, link, passage.map(|(_, p)| p.position), style);
        Ok(Clip { shares: vec![kept::share(&asset, policy.today)], ..clip })
    }

    /// What opens an original, at the row's page. For the rep's own eyes, hence of internal pieces too.
    ///
    /// The file in the package goes before a link wherever a tab can show it: it is the edition that was indexed, so that the
    /// page is right, and it opens without a network. One that could only be saved goes behind.
    ///
    /// # Errors
    /// When the piece has neither.
    pub fn original(&self, row: Row) -> Result<Original, Refusal> {
        let (asset, passage) = self.look_up(row)?;
        let position = passage.map_or(0, |(_, p)| p.position);
        let path = self.bundled(AssetOrd(row.asset));
        let packaged = path.map(|path| original::packaged(path, asset.extent.unit, position));
        match (packaged, &asset.link) {
            (Some(Original::Saved(_)) | None, Some(link)) => {
                let paged = clip::page_link(link, &asset, position);
                Ok(Original::Web(paged.unwrap_or_else(|| link.as_str().to_owned())))
            }
            (Some(packaged), _) => Ok(packaged),
            (None, None) => Err(Refusal::Stopped("It has no original to open".to_owned())),
        }
    }

    fn opens(&self, ord: AssetOrd, asset: &Asset) -> bool {
        asset.link.is_some() || self.bundled(ord).is_some()
    }

    /// The file of an asset in the package.
    fn bundled(&self, ord: AssetOrd) -> Option<&str> {
        let (_, path) = self.bundled.iter().find(|(number, _)| *number == ord.0)?;
        Some(path)
    }

    /// An asset's text, open at the row's passage. None when the library holds none.
    pub fn reader(&self, row: Row, policy: SendPolicy) -> Option<Reader> {
        let index = self.index.as_ref()?;
        let ord = AssetOrd(row.asset);
        let asset = index.asset(ord).ok()?;
        let mut pages: Vec<ReaderPage> = Vec::new();
        let first = index.passages(ord).start;
        let mut heading = String::new();
        let mut at = 0;
        for (number, passage) in (first..).zip(index.passage_refs(ord)) {
            let Some(words) = self.text_at(passage.address) else { continue };
            if pages.last().is_none_or(|p| p.position != passage.position) {
                pages.push(ReaderPage::new(passage.position, number));
            }
            let wanted = row.passage == Some(number);
            if wanted {
                at = pages.len() - 1;
            }
            let Some(page) = pages.last_mut() else { continue };
            if passage.heading != heading {
                passage.heading.clone_into(&mut heading);
                if !heading.is_empty() {
                    page.parts.push(reader::Part::Heading(heading.clone()));
                }
            }
            page.add(&words, passage.notes, wanted);
        }
        for page in &mut pages {
            page.settle();
        }
        if pages.is_empty() {
            return None;
        }
        Some(Reader {
            asset: row.asset,
            hint: joined(&[&version(&asset.version), &length(asset.extent), "text kept offline"]),
            language: asset.language.as_str().to_owned(),
            unit: asset.extent.unit,
            pages,
            at,
            picture: self.thumbs.binary_search(&ord.0).is_ok(),
            enlarged: false,
            search: None,
            sending: sending(&asset, &policy),
            opens: self.opens(ord, &asset),
            title: asset.title,
        })
    }

    /// A card without reasons.
    fn piece(&self, ord: AssetOrd, asset: &Asset, policy: &SendPolicy) -> Card {
        Card {
            asset: ord.0,
            id: asset.id.clone(),
            kind: asset.kind,
            picture: self.thumbs.binary_search(&ord.0).is_ok(),
            length: length(asset.extent),
            badge: badge(asset, policy),
            title: asset.title.clone(),
            why: Vec::new(),
            sent: None,
            sending: sending(asset, policy),
            opens: self.opens(ord, asset),
            parts: Vec::new(),
        }
    }

    fn look_up(&self, row: Row) -> Result<(Asset, Option<(PassageOrd, PassageRef<'_>)>), Refusal> {
        let index = self.index.as_ref().ok_or_else(|| Refusal::Index("it is not open".to_owned()))?;
        let asset = index.asset(AssetOrd(row.asset))?;
        let Some(number) = row.passage else {
            return Ok((asset, None));
        };
        let passage = index.passage(PassageOrd(number))?;
        if passage.asset.0 != row.asset {
            return Err(Refusal::Index("a passage of another piece".to_owned()));
        }
        Ok((asset, Some((PassageOrd(number), passage))))
    }

    /// The words at an address; none until the stored text has come, or where it is damaged.
    fn text_at(&self, address: TextAddress) -> Option<String> {
        let text = self.text.as_ref()?;
        let mut blocks = self.blocks.borrow_mut();
        if !blocks.iter().any(|(block, _)| *block == address.block) {
            if blocks.len() >= BLOCKS_KEPT {
                blocks.remove(0);
            }
            blocks.push((address.block, text.block(address.block).ok()?));
        }
        let start = usize::try_from(address.start).ok()?;
        let end = start.checked_add(usize::try_from(address.length).ok()?)?;
        let (_, bytes) = blocks.iter().find(|(block, _)| *block == address.block)?;
        let bytes = bytes.get(start..end)?;
        std::str::from_utf8(bytes).ok().map(str::to_owned)
    }
}

fn site(facts: &SiteFacts) -> Option<Site> {
    let mut origins = Vec::new();
    for host in &facts.hosts {
        if host != "*" {
            origins.push(match_pattern(host));
        }
    }
    (!origins.is_empty()).then(|| Site { name: facts.name.clone(), origins, memory_only: !facts.remember })
}

fn card_parts(ranked: &Ranked) -> Vec<Part> {
    let sum = ranked.score.round() as i32;
    let mut shares = Vec::new();
    for reason in &ranked.reasons {
        shares.push(reason.share);
    }
    let mut parts = Vec::new();
    for (reason, share) in ranked.reasons.iter().zip(rounded_to(&shares, sum)) {
        if share != 0 {
            parts.push(Part { what: recommend::explain::part(reason), share });
        }
    }
    parts
}

/// Whole numbers near the shares that add up to `sum`: the largest remainders are rounded up.
fn rounded_to(shares: &[f32], sum: i32) -> Vec<i32> {
    let (mut whole, mut rests, mut missing) = (Vec::new(), Vec::new(), sum);
    for share in shares {
        whole.push(share.floor() as i32);
        rests.push(share - share.floor());
        missing -= share.floor() as i32;
    }
    while missing > 0 {
        let mut most = (0, -1.0);
        for (at, rest) in rests.iter().enumerate() {
            if *rest > most.1 {
                most = (at, *rest);
            }
        }
        // Each is rounded up once.
        let (Some(number), Some(rest)) = (whole.get_mut(most.0), rests.get_mut(most.0)) else { break };
        if *rest < 0.0 {
            break;
        }
        (*number, *rest) = (*number + 1, -1.0);
        missing -= 1;
    }
    whole
}

fn passage_card(
    asset: &Asset,
    number: PassageOrd,
    passage: &PassageRef<'_>,
    words: &str,
    marks: &[std::ops::Range<usize>],
    answers: bool,
) -> PassageCard {
    let cut = snippet(words, marks, answers);
    let mut text = spans(words, cut.range, &cut.marks);
    if cut.cut_before {
        text.insert(0, Span { text: "… ".to_owned(), strong: false });
    }
    if cut.cut_after {
        text.push(Span { text: " …".to_owned(), strong: false });
    }
    let paged = asset.link.as_ref().and_then(|link| clip::page_link(link, asset, passage.position)).is_some();
    PassageCard {
        passage: Some(number.0),
        place: place(asset.extent.unit, passage.position),
        heading: passage.heading.to_owned(),
        text,
        copy: if paged {
            format!("Copy link to {}", place(Unit::Page, passage.position))
        } else {
            "Copy link".to_owned()
        },
    }
}

/// A stretch of text cut at its marks.
fn spans(text: &str, range: std::ops::Range<usize>, marks: &[std::ops::Range<usize>]) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut push = |from: usize, to: usize, strong: bool| {
        if let Some(part) = text.get(from..to).filter(|p| !p.is_empty()) {
            spans.push(Span { text: part.to_owned(), strong });
        }
    };
    let mut at = range.start;
    for mark in marks.iter().filter(|m| m.start >= range.start && m.end <= range.end) {
        push(at, mark.start, false);
        push(mark.start, mark.end, true);
        at = mark.end;
    }
    push(at, range.end, false);
    spans
}

/// The query with its corrected word set apart; `typed` is folded.
fn correction(query: &str, typed: &str, shown: &str) -> Option<Correction> {
    let folded = |word: &str| pitchside_core::text::fold(bare(word)) == typed;
    let word = query.split_whitespace().find(|word| folded(word))?;
    let (before, after) = query.split_once(word)?;
    Some(Correction {
        before: before.to_owned(),
        corrected: shown.to_owned(),
        after: after.to_owned(),
        typed: word.to_owned(),
    })
}

/// What the buyer in view has to do with a hit, the most telling first.
fn fits(hit: &pitchside_core::search::Hit) -> String {
    let mut best: Option<(&str, f32)> = None;
    for part in &hit.explanation.parts {
        if let Why::Buyer(facet) = &part.why
            && best.is_none_or(|(_, value)| part.value > value)
        {
            best = Some((facet.label(), part.value));
        }
    }
    best.map_or(String::new(), |(label, _)| label.to_owned())
}

/// Parts of a query without answer that do have some: each word left out in turn, then each alone.
fn tries(index: &Index, text: &str) -> Vec<(String, usize)> {
    let words: Vec<&str> = text.split_whitespace().take(6).collect();
    if words.len() < 2 {
        return Vec::new();
    }
    let mut parts = Vec::new();
    for skip in 0..words.len() {
        let mut rest = words.clone();
        rest.remove(skip);
        parts.push(rest.join(" "));
    }
    for word in words {
        parts.push(word.to_owned());
    }
    let mut tries: Vec<(String, usize)> = Vec::new();
    for words in parts {
        let answer = search(index, &Query::parse(&words), 1);
        let count = answer.total;
        if answer.answered && !tries.iter().any(|(w, _)| *w == words) {
            tries.push((words, count));
        }
        if tries.len() == 3 {
            break;
        }
    }
    tries
}

#[cfg(test)]
mod tests;
