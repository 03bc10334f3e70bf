//! `pitchside pack`

use super::terminal;
use anyhow::{Result, bail};
use pitchside::library;
use pitchside::package::{self, Sites};
use std::path::PathBuf;
use std::process::ExitCode;

/// The verb's arguments.
pub struct Order {
    pub library: PathBuf,
    pub output: PathBuf,
    pub required: bool,
    pub build: Option<u16>,
    pub extension: Option<PathBuf>,
    pub quiet: bool,
}

/// Builds the index where there is none yet, and packs.
pub fn run(order: &Order) -> Result<ExitCode> {
    let extension = package::extension(order.extension.as_deref())?;
    let path = order.library.join(library::MANIFEST);
    let (index, build, sites) = if path.is_file() {
        let json = std::fs::read(&path)?;
        let Ok(manifest) = serde_json::from_slice::<library::Manifest>(&json) else {
            bail!("{} is damaged; run pitchside build again", path.display());
        };
        (order.library.clone(), manifest.build, manifest.sites)
    } else {
        let mut ingested = super::build::read(&order.library, order.quiet)?;
        library::check(&mut ingested, terminal::today());
        if let Some(build) = order.build {
            ingested.settings.library.build = u32::from(build);
        }
        let index = order.output.join("index");
        std::fs::create_dir_all(&order.output)?;
        let manifest = super::build::write(&ingested, &order.library, &index)?;
        super::build::report(&ingested, order.quiet);
        (index, manifest.build, manifest.sites)
    };
    let request = package::Order {
        extension: &extension,
        index: &index,
        sites: &sites,
        ask: if order.required { Sites::Required } else { Sites::Optional },
        build: order.build.map_or(build, u32::from),
    };
    for packed in package::pack(&request, &order.output)? {
        if !order.quiet {
            println!("{}  load unpacked", packed.folder.display());
            println!("{}  {}", packed.zip.display(), terminal::size(packed.bytes));
        }
    }
    Ok(super::FINE)
}
