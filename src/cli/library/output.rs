//! The folder that `build` writes, whole or not at all.
//!
//! ```text
//! DIR/library.idx          the index (specified in `index::format`)
//! DIR/text.bin             stored text
//! DIR/thumbs/<ord>.webp    first pages, by the asset's number in the index
//! DIR/files/               files that travel inside, where library.toml says `bundle = true`
//! DIR/adapters/*.json      the library's own site adapters
//! DIR/icon.png             the extension's own icon, if library.toml names one
//! DIR/library.json         what is in here: see [`Manifest`]
//! ```
//!
//! Everything is written beside DIR first and takes its place by renaming, so that whoever stops the build (or the
//! power) leaves the last good result.

use super::blocks;
use super::cache::Cache;
use super::collection::LibraryError;
use super::extras;
use super::names::{INDEX, MANIFEST, TEXT};
use super::ready::{Ingested, Ready};
use super::sha256::sha256;
use crate::place::Stage;
use pitchside_core::catalogue::Date;
use pitchside_core::index::{BuiltIndex, Competitor, IndexBuilder, LibraryInfo, Prepared, Product};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;

/// `library.json`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of this file's shape: 1.
    pub format: u32,
    /// The library's name.
    pub name: String,
    /// The vendor's name.
    pub vendor: String,
    /// Marketing's version text; may be empty.
    pub version: String,
    /// Build number; 0 = none.
    pub build: u32,
    /// Day of the release, if known.
    pub date: Option<Date>,
    /// The index's own hash.
    pub hash: String,
    /// How many assets.
    pub assets: u32,
    /// How many passages.
    pub passages: u32,
    /// Hosts of the library's own sites, for `pack`.
    #[serde(default)]
    pub sites: Vec<String>,
    /// CRMs at hosts of one's own, for `pack`.
    #[serde(default)]
    pub crm: Vec<super::site_host::Crm>,
    /// Files by name with their size and SHA-256 in hexadecimal digits.
    pub files: BTreeMap<String, FileEntry>,
    /// Numbers of the assets that have a picture in `thumbs/`, ascending.
    pub thumbs: Vec<u32>,
    /// Files that travel inside, by the asset's number: `"12": "files/price-list.pdf"`.
    #[serde(default)]
    pub bundled: BTreeMap<u32, String>,
    /// The library's own site adapters: `adapters/crm.json`.
    #[serde(default)]
    pub adapters: Vec<String>,
    /// What makes a package the update of this one; written by `pack`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identity: Option<super::identity::Identity>,
    /// What the last releases changed, the newest first; written by `pack --previous`.
    #[serde(default)]
    pub releases: Vec<Release>,
    /// How the extension looks, for `pack`.
    #[serde(default)]
    pub package: super::settings::Package,
}

/// What one release changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Release {
    /// The package's version.
    pub version: String,
    /// Day of its content, if known.
    pub date: Option<Date>,
    /// What it changed against the one before; empty for the first.
    pub changes: Vec<Change>,
}

/// One asset that a release changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The asset's id.
    pub id: String,
    /// What happened to it.
    pub change: ChangeKind,
    /// Its title: the asset itself may be gone.
    pub title: String,
    /// The id of its successor, when it was superseded.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
}

/// What happened to an asset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ChangeKind {
    /// It is new.
    Added,
    /// Its text, title, summary, kind, link or audience is another one.
    Changed,
    /// Another asset replaces it.
    Superseded,
    /// It must not be sent any more.
    Expired,
    /// It is gone.
    Removed,
}

/// One file of [`Manifest::files`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileEntry {
    /// Its size.
    pub bytes: u64,
    /// Its SHA-256.
    pub sha256: String,
}

const FILES: [&str; 7] = [INDEX, TEXT, "thumbs", "files", "adapters", "icon.png", MANIFEST];

/// Builds the index and puts everything into `folder`. What was deflated is kept in `cache`.
///
/// # Errors
/// When `folder` holds something else than an earlier result, or can't be written.
pub fn write(ingested: &Ingested, folder: &Path, cache: Option<&Cache>) -> Result<Manifest, LibraryError> {
    let error = |path: &Path, detail: String| LibraryError::Output { path: path.to_owned(), detail };
    refuse_foreign(folder)?;
    let built = build_index(ingested, cache)?;

    let staged = Stage::beside(folder).map_err(|e| error(folder, e.to_string()))?;
    let stage = staged.path();
    let put = |name: &str, bytes: &[u8]| {
        let path = stage.join(name);
        std::fs::write(&path, bytes).map_err(|e| error(&path, e.to_string()))
    };
    std::fs::create_dir_all(stage.join("thumbs")).map_err(|e| error(stage, e.to_string()))?;
    put(INDEX, &built.index)?;
    put(TEXT, &built.stored)?;
    let extras = extras::collect(ingested).map_err(|(path, detail)| error(&path, detail))?;
    for (name, bytes) in &extras.files {
        if let Some(parent) = stage.join(name).parent() {
            std::fs::create_dir_all(parent).map_err(|e| error(parent, e.to_string()))?;
        }
        put(name, bytes)?;
    }
    let mut thumbs = Vec::new();
    for (ord, ready) in ingested.assets.iter().enumerate().filter(|(_, r)| !r.thumbnail.is_empty()) {
        put(&format!("thumbs/{ord}.webp"), &ready.thumbnail)?;
        thumbs.push(ord as u32);
    }
    let entry = |bytes: &[u8]| FileEntry { bytes: bytes.len() as u64, sha256: sha256(bytes) };
    let manifest = Manifest {
        format: 1,
        name: built.info.name.clone(),
        vendor: built.info.vendor.clone(),
        version: built.info.version.clone(),
        build: built.info.build,
        date: built.info.built,
        hash: built.info.hash.clone(),
        assets: built.info.assets,
        passages: built.info.passages,
        sites: ingested.settings.library.sites.clone(),
        crm: ingested.settings.library.crm.clone(),
        files: BTreeMap::from([
            (INDEX.to_owned(), entry(&built.index)),
            (TEXT.to_owned(), entry(&built.stored)),
        ]),
        thumbs,
        bundled: extras.bundled,
        adapters: extras.adapters,
        identity: None,
        releases: Vec::new(),
        package: ingested.settings.package.clone(),
    };
    let mut json = serde_json::to_vec_pretty(&manifest).map_err(|e| error(stage, e.to_string()))?;
    json.push(b'\n');
    put(MANIFEST, &json)?;
    staged.put_in_place(|_| false).map_err(|e| error(folder, e.to_string()))?;
    Ok(manifest)
}

/// The index in memory.
///
/// # Errors
/// When two assets have one id.
pub fn build_index(ingested: &Ingested, cache: Option<&Cache>) -> Result<BuiltIndex, LibraryError> {
    /// Assets whose texts are analysed together.
    const TOGETHER: usize = 64;
    let mut builder = IndexBuilder::new(info(ingested)).concepts(super::concepts::concepts());
    let prepare = |ready| {
        let Ready { asset, passages, .. }: &Ready = ready;
        Prepared::new(asset, passages)
    };
    let (send, receive) = std::sync::mpsc::sync_channel::<Vec<Prepared<'_>>>(2);
    // While some are added, the next ones are analysed.
    std::thread::scope(|scope| {
        scope.spawn(move || {
            for some in ingested.assets.chunks(TOGETHER) {
                if send.send(some.par_iter().map(prepare).collect()).is_err() {
                    return; // An id was taken: nobody listens any more.
                }
            }
        });
        receive.into_iter().flatten().try_for_each(|prepared| builder.add_prepared(prepared))
    })?;
    Ok(builder.finish_by(|all| blocks::deflate(all, cache.map(Cache::folder)))?)
}

fn info(ingested: &Ingested) -> LibraryInfo {
    let settings = &ingested.settings;
    let library = &settings.library;
    // The clock would make every build differ: the newest change that the catalogue speaks of stands for the build's day.
    // A release may lie ahead, so it counts only where nothing was ever changed.
    let updated = ingested.assets.iter().filter_map(|r| r.asset.updated).max();
    let newest = updated.or_else(|| ingested.assets.iter().filter_map(|r| r.asset.released).max());
    let domain = |d: &String| {
        let d = d.trim().to_lowercase();
        let d = d.trim_start_matches("https://").trim_start_matches("http://").trim_start_matches("www.");
        d.trim_end_matches('/').to_owned()
    };
    LibraryInfo {
        name: library.name.clone(),
        vendor: library.vendor.clone(),
        version: library.version.clone(),
        build: library.build,
        built: library.date.or(newest),
        products: settings
            .product
            .iter()
            .map(|p| Product { name: p.name.clone(), aliases: p.aliases.clone() })
            .collect(),
        competitors: settings
            .competitor
            .iter()
            .map(|c| Competitor {
                name: c.name.clone(),
                aliases: c.aliases.clone(),
                against: c.against.clone(),
            })
            .collect(),
        own_domains: library.own_domains.iter().map(domain).collect(),
        default_region: library.default_region,
        synonyms: library.synonyms.clone(),
        rules: ingested.rules.iter().map(|(_, rule)| rule.clone()).collect(),
        ..LibraryInfo::default()
    }
}

/// A folder that holds anything that `build` did not write is never replaced.
fn refuse_foreign(folder: &Path) -> Result<(), LibraryError> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Ok(()) };
    let names: Vec<String> =
        entries.flatten().map(|e| e.file_name().to_string_lossy().into_owned()).collect();
    let foreign = names.iter().find(|n| !FILES.contains(&n.as_str()));
    match foreign {
        None => Ok(()),
        Some(name) => Err(LibraryError::Output {
            path: folder.to_owned(),
            detail: format!(
                "holds “{name}”, which is not from an earlier build; give an empty folder or a new name"
            ),
        }),
    }
}
