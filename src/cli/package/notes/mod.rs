//! Release notes that marketing sends round: what is new, changed, replaced, gone and about to expire, for whom, with the links that
//! may be sent.
//!
//! They are drawn from the two libraries alone. A day stands in them only if somebody gives one, so that the same libraries give the
//! same bytes.

mod files;
mod html;
mod mail;
mod markdown;
mod words;

pub use files::{FOLDER, files};
pub use words::Language;

use super::compare::{Contents, Difference};
use crate::library::{ChangeKind, Manifest};
use pitchside_core::catalogue::{
    Asset, AssetKind, Audience, Date, LanguageTag, Region, SendBlock, SendPolicy,
};
use std::collections::{BTreeMap, BTreeSet};

/// Days ahead in which a piece expires soon.
const SOON: i32 = 60;
/// Pictures in one mail: what comes after them is told in words.
const PICTURES: usize = 40;

/// What is to be told.
pub struct Order<'a> {
    /// The library.
    pub library: &'a Manifest,
    /// The package's version.
    pub version: &'a str,
    /// The package before, by its version.
    pub previous: Option<&'a str>,
    /// What is in the library now.
    pub contents: &'a Contents,
    /// What differs from the package before.
    pub differences: &'a [Difference],
    /// Pictures of first pages by their names in the index: `thumbs/12.webp`.
    pub pictures: &'a dyn Fn(&str) -> Option<Vec<u8>>,
    /// The day of the release, if it is to be said.
    pub day: Option<Date>,
    /// Only what may be used in that region.
    pub region: Option<Region>,
}

/// Release notes before they are written in a language.
pub struct Notes {
    name: String,
    version: String,
    package: String,
    colour: String,
    pieces: usize,
    /// The region for which they are.
    region: Option<Region>,
    day: Option<Date>,
    /// The version of the package before.
    previous: Option<String>,
    sections: Vec<Section>,
    /// Pieces that expire within [`SOON`] days, the first first.
    soon: Vec<Item>,
    /// Of a first release: pieces by product and kind.
    contents: Vec<(String, AssetKind, usize)>,
    languages: BTreeSet<LanguageTag>,
}

/// Everything that one thing happened to.
struct Section {
    kind: ChangeKind,
    /// By product, then by kind.
    items: Vec<Item>,
}

/// One piece.
struct Item {
    asset: Asset,
    /// The address that reps may send; none for internal and outdated ones.
    link: Option<String>,
    /// Why it is not to be sent; empty when it may be, or is gone.
    blocks: Vec<SendBlock>,
    /// The piece as it was, when it changed.
    before: Option<Asset>,
    /// Whether its text is another one.
    text: bool,
    /// What replaces it: title and the address that may be sent.
    successor: Option<(String, Option<String>)>,
    /// A small PNG of its first page.
    picture: Option<Vec<u8>>,
}

impl Item {
    /// Where it stands: by the first product, then by kind.
    fn group(&self) -> (&str, u8) {
        (self.asset.products.first().map_or("\u{10ffff}", String::as_str), self.asset.kind.code())
    }

    fn product(&self) -> Option<&str> {
        self.asset.products.first().map(String::as_str)
    }
}

impl Notes {
    /// Gathers what is to be told.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn gather(order: &Order<'_>) -> Result<Self, pitchside_core::index::IndexError> {
        let library = order.library;
        let assets = order.contents.by_id()?;
        let today = order.day.or(library.date).unwrap_or(Date::from_days(0));
        let policy = SendPolicy { today, region: order.region };
        let used = |asset: &Asset| {
            order.region.is_none_or(|region| asset.regions.is_empty() || asset.regions.contains(&region))
        };
        let sendable = |asset: &Asset| policy.sendable(asset).map(|link| link.as_str().to_owned());
        let mut left = PICTURES;
        let mut item = |asset: &Asset, before: Option<&Asset>, text: bool| {
            let now = assets.get(&asset.id.0);
            let next = asset.superseded_by.as_ref().and_then(|id| assets.get(&id.0));
            let picture = now.filter(|_| left > 0).and_then(|(number, _)| {
                let webp = (order.pictures)(&format!("thumbs/{number}.webp"))?;
                left -= 1;
                small(&webp)
            });
            Item {
                asset: asset.clone(),
                link: now.and_then(|(_, asset)| sendable(asset)),
                blocks: now.map(|(_, asset)| policy.blocks(asset)).unwrap_or_default(),
                before: before.cloned(),
                text,
                successor: next.map(|(_, next)| (next.title.clone(), sendable(next))),
                picture,
            }
        };
        let kinds = [
            ChangeKind::Added,
            ChangeKind::Changed,
            ChangeKind::Superseded,
            ChangeKind::Expired,
            ChangeKind::Removed,
        ];
        let mut sections = Vec::new();
        for kind in kinds {
            // What may no longer be used there is told there as well.
            let here = |difference: &&Difference| {
                [&difference.now, &difference.before].into_iter().flatten().any(&used)
            };
            let of = order.differences.iter().filter(|difference| difference.change == kind).filter(here);
            let mut items: Vec<Item> = of
                .filter_map(|d| Some(item(d.now.as_ref().or(d.before.as_ref())?, d.before.as_ref(), d.text)))
                .collect();
            items.sort_by(|a, b| (a.group(), &a.asset.title).cmp(&(b.group(), &b.asset.title)));
            if !items.is_empty() {
                sections.push(Section { kind, items });
            }
        }
        let mut soon: Vec<Item> = assets
            .values()
            .map(|(_, asset)| asset)
            .filter(|asset| asset.superseded_by.is_none() && used(asset))
            .filter(|asset| asset.expires.is_some_and(|last| (0..=SOON).contains(&last.days_since(today))))
            .map(|asset| item(asset, None, false))
            .collect();
        soon.sort_by(|a, b| (a.asset.expires, &a.asset.title).cmp(&(b.asset.expires, &b.asset.title)));
        let mut contents: BTreeMap<(String, u8), (AssetKind, usize)> = BTreeMap::new();
        if order.previous.is_none() {
            for (_, asset) in assets.values().filter(|(_, asset)| used(asset)) {
                let product = asset.products.first().cloned().unwrap_or_default();
                contents.entry((product, asset.kind.code())).or_insert((asset.kind, 0)).1 += 1;
            }
        }
        Ok(Self {
            name: library.name.clone(),
            version: library.version.clone(),
            package: order.version.to_owned(),
            colour: colour(&library.package.colour),
            pieces: assets.values().filter(|(_, asset)| used(asset)).count(),
            region: order.region,
            day: order.day,
            previous: order.previous.map(str::to_owned),
            sections,
            soon,
            contents: contents
                .into_iter()
                .map(|((product, _), (kind, count))| (product, kind, count))
                .collect(),
            languages: assets.values().map(|(_, asset)| asset.language).collect(),
        })
    }

    /// As Markdown.
    pub fn markdown(&self, language: Language) -> String {
        markdown::write(self, language)
    }

    /// As a page that mail programs show as it is: one column of tables, styles in the elements, pictures inside.
    pub fn html(&self, language: Language) -> String {
        html::write(self, language, &html::Pictures::Inside)
    }

    /// As a mail that opens as a draft, with its pictures attached.
    pub fn mail(&self, language: Language) -> String {
        mail::write(self, language)
    }

    /// `Harbourline collateral 2026.11`, and the region if it is for one.
    fn title(&self, language: Language) -> String {
        let mut title = self.name.clone();
        if !self.version.is_empty() {
            title.extend([" ", &self.version]);
        }
        if let Some(region) = self.region {
            title.extend([" · ", language.region(region)]);
        }
        title
    }

    /// Pieces in the order in which they are told: those in the language of the notes first.
    fn ordered(items: &[Item], language: Language) -> impl Iterator<Item = &Item> {
        let own = move |item: &&Item| item.asset.language.as_str() == language.code();
        items.iter().filter(own).chain(items.iter().filter(move |item| !own(item)))
    }

    /// The line below the title: how many pieces, and since when.
    fn lead(&self, language: Language) -> String {
        let day = self.day.map(|day| format!("{} · ", language.day(day))).unwrap_or_default();
        let pieces = language.of(["pieces", "Inhalte", "documents"]);
        let since = match &self.previous {
            Some(previous) => {
                format!("{} {previous}", language.of(["since package", "seit Paket", "depuis le paquet"]))
            }
            None => language.of(["the first release", "die erste Ausgabe", "la première version"]).to_owned(),
        };
        format!(
            "{day}{} {pieces} · {} {} · {since}",
            self.pieces,
            language.of(["package", "Paket", "paquet"]),
            self.package
        )
    }

    /// `3 new · 2 changed`.
    fn counts(&self, language: Language) -> String {
        let one = |section: &Section| {
            let head =
                language.section(section.kind).split([':', '\u{a0}']).next().unwrap_or_default().trim();
            format!("{} {}", section.items.len(), head.to_lowercase())
        };
        self.sections.iter().map(one).collect::<Vec<_>>().join(" · ")
    }

    /// What is said where nothing has changed.
    fn nothing(&self, language: Language) -> Option<&'static str> {
        (self.previous.is_some() && self.sections.is_empty()).then(|| {
            language.of([
                "Nothing has changed that you would see.",
                "Es hat sich nichts geändert, was Sie sehen würden.",
                "Rien n’a changé que vous verriez.",
            ])
        })
    }

    /// The head of a group within a section.
    fn group(&self, item: &Item, language: Language) -> String {
        let product =
            item.product().unwrap_or(language.of(["All products", "Alle Produkte", "Tous les produits"]));
        let group = format!("{product} · {}", language.kind(item.asset.kind));
        match item.asset.language.as_str() == language.code() {
            true => group,
            false => format!("{group} · {}", language.language(item.asset.language)),
        }
    }

    /// What is to be known of a piece beside its title: for whom it is, how long, in which language and region, until when.
    fn facts(&self, item: &Item, language: Language) -> Vec<String> {
        let asset = &item.asset;
        // What has changed is told there.
        let same =
            |is: fn(&Asset, &Asset) -> bool| item.before.as_ref().is_none_or(|before| is(before, asset));
        let mut facts = Vec::new();
        let readers = readers(asset, language);
        if !readers.is_empty() && same(|a, b| a.personas == b.personas && a.industries == b.industries) {
            facts.push(format!("{} {readers}", language.of(["for", "für", "pour"])));
        }
        if asset.extent.count > 0 && same(|a, b| a.extent == b.extent) {
            facts.push(language.extent(asset.extent.count, asset.extent.unit));
        }
        if self.languages.len() > 1 && same(|a, b| a.language == b.language) {
            facts.push(language.language(asset.language));
        }
        if !asset.regions.is_empty() && same(|a, b| a.regions == b.regions) {
            let regions: Vec<&str> = asset.regions.iter().map(|region| language.region(*region)).collect();
            facts.push(format!("{} {}", language.of(["only", "nur", "uniquement"]), regions.join(", ")));
        }
        if let Some(last) = asset.expires.filter(|_| same(|a, b| a.expires == b.expires)) {
            facts.push(format!(
                "{} {}",
                language.of(["valid until", "gültig bis", "valable jusqu’au"]),
                language.day(last)
            ));
        }
        facts
    }

    /// Why a piece is not to be sent, where it is not; what has expired or was replaced stands in a section of its own.
    fn mark(item: &Item, language: Language) -> Option<String> {
        let mark = match item.blocks.first()? {
            SendBlock::Internal => language.of([
                "Internal: not to be sent",
                "Intern: nicht versenden",
                "Interne : à ne pas envoyer",
            ]),
            SendBlock::Nda => {
                language.of(["Under NDA only", "Nur unter NDA", "Sous accord de confidentialité"])
            }
            SendBlock::NotYetReleased { on } => {
                let from = language.of(["To be sent from", "Zu versenden ab", "À envoyer à partir du"]);
                return Some(format!("{from} {}", language.day(*on)));
            }
            SendBlock::NoLink => language.of([
                "No link to send yet",
                "Noch kein Link zum Versenden",
                "Pas encore de lien à envoyer",
            ]),
            SendBlock::Expired { .. } | SendBlock::Superseded { .. } | SendBlock::WrongRegion => return None,
        };
        Some(mark.to_owned())
    }
}

/// Whom a piece is for: functions, and the first industries.
fn readers(asset: &Asset, language: Language) -> String {
    const NAMED: usize = 3;
    let personas = asset.personas.iter().map(|persona| language.persona(*persona).to_owned());
    let industries = asset.industries.iter().take(NAMED).map(|industry| industry.label().to_owned());
    let more = asset.industries.len().saturating_sub(NAMED);
    let more = (more > 0).then(|| format!("+{more}"));
    personas.chain(industries).chain(more).collect::<Vec<_>>().join(", ")
}

/// What is another one than before, in words.
fn changed(item: &Item, language: Language) -> Vec<String> {
    let Some(old) = &item.before else { return Vec::new() };
    let new = &item.asset;
    let before = language.of(["before", "vorher", "avant"]);
    let was =
        |what: String, old: &str| if old.is_empty() { what } else { format!("{what} ({before}: {old})") };
    let mut said = Vec::new();
    if old.title != new.title {
        said.push(was(language.of(["new title", "neuer Titel", "nouveau titre"]).to_owned(), &old.title));
    }
    let extent = |asset: &Asset| language.extent(asset.extent.count, asset.extent.unit);
    if old.extent != new.extent && new.extent.count > 0 {
        said.push(was(extent(new), &if old.extent.count > 0 { extent(old) } else { String::new() }));
    } else if item.text {
        said.push(language.of(["new text", "neuer Text", "nouveau texte"]).to_owned());
    }
    if old.version != new.version && !new.version.is_empty() {
        said.push(was(new.version.clone(), &old.version));
    }
    if old.summary != new.summary {
        said.push(language.of(["new summary", "neue Zusammenfassung", "nouveau résumé"]).to_owned());
    }
    if old.kind != new.kind {
        said.push(was(language.kind(new.kind).to_owned(), language.kind(old.kind)));
    }
    if old.audience != new.audience {
        said.push(
            match new.audience {
                Audience::External => language.of([
                    "may be sent now",
                    "darf jetzt versendet werden",
                    "peut désormais être envoyé",
                ]),
                Audience::Internal => language.of(["internal now", "jetzt intern", "désormais interne"]),
                Audience::Nda => language.of([
                    "now under NDA only",
                    "jetzt nur unter NDA",
                    "désormais sous accord de confidentialité",
                ]),
            }
            .to_owned(),
        );
    }
    if old.link != new.link {
        let link = match new.link {
            Some(_) => ["new link", "neuer Link", "nouveau lien"],
            None => ["no link any more", "kein Link mehr", "plus de lien"],
        };
        said.push(language.of(link).to_owned());
    }
    let until = |date: Option<Date>| match date {
        Some(date) => format!(
            "{} {}",
            language.of(["valid until", "gültig bis", "valable jusqu’au"]),
            language.day(date)
        ),
        None => {
            language.of(["no end of validity", "ohne Ende der Gültigkeit", "sans fin de validité"]).to_owned()
        }
    };
    if old.expires != new.expires {
        said.push(was(until(new.expires), &old.expires.map(|date| language.day(date)).unwrap_or_default()));
    }
    let anybody = language.of(["anybody", "alle", "tous"]);
    let named = |asset: &Asset| {
        Some(readers(asset, language)).filter(|r| !r.is_empty()).unwrap_or(anybody.to_owned())
    };
    if named(old) != named(new) {
        said.push(was(format!("{} {}", language.of(["for", "für", "pour"]), named(new)), &named(old)));
    }
    if old.regions != new.regions {
        let list = |asset: &Asset| match asset.regions.is_empty() {
            true => language.of(["everywhere", "überall", "partout"]).to_owned(),
            false => {
                asset.regions.iter().map(|region| language.region(*region)).collect::<Vec<_>>().join(", ")
            }
        };
        said.push(was(list(new), &list(old)));
    }
    if old.language != new.language {
        said.push(was(language.language(new.language), &language.language(old.language)));
    }
    said
}

/// `#rrggbb`, or the panel's own colour.
fn colour(own: &str) -> String {
    let digits = own.strip_prefix('#').unwrap_or_default();
    let is = digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit());
    if is { own.to_owned() } else { "#0f5a7a".to_owned() }
}

/// A picture in the width of a mail's column, as PNG: mail programs show no WebP.
fn small(webp: &[u8]) -> Option<Vec<u8>> {
    const WIDTH: u32 = 96;
    let picture = image::load_from_memory(webp).ok()?;
    let height = (u64::from(picture.height()) * u64::from(WIDTH) / u64::from(picture.width().max(1)))
        .clamp(1, 200) as u32;
    let picture = picture.resize_exact(WIDTH, height, image::imageops::FilterType::Triangle);
    let mut png = std::io::Cursor::new(Vec::new());
    picture.to_rgb8().write_to(&mut png, image::ImageFormat::Png).ok()?;
    Some(png.into_inner())
}
