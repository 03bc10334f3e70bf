//! `pitchside pack`

use super::terminal;
use anyhow::{Context as _, Result, bail};
use pitchside::library::{self, ChangeKind, Severity};
use pitchside::package::{self, Key, Released, Sites};
use pitchside::place::Stage;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::Ordering;

/// The verb's arguments.
pub struct Order {
    pub library: PathBuf,
    pub output: PathBuf,
    pub sites: Option<Sites>,
    pub build: Option<u16>,
    pub key: Option<PathBuf>,
    pub new_key: bool,
    pub previous: Option<PathBuf>,
    pub accept_new_identity: bool,
    pub extension: Option<PathBuf>,
    pub day: Option<String>,
    pub quiet: bool,
}

/// Builds the index where there is none yet, and packs.
pub fn run(order: &Order) -> Result<ExitCode> {
    let extension = package::extension(order.extension.as_deref())?;
    let day = order.day.as_deref().map(|day| {
        day.parse()
            .map_err(|_| anyhow::anyhow!("--day “{day}”: write it as YYYY-MM-DD, for example 2026-11-30"))
    });
    let day = day.transpose()?;
    refuse_foreign(&order.library, &order.output)?;
    // Before the library is read, which may take minutes.
    let mut key = match (&order.key, order.new_key) {
        (Some(path), false) => Some(Key::read(path)?),
        (None, true) => bail!("--new-key needs --key FILE.pem: where the key is to be kept"),
        _ => None,
    };
    let stage = Stage::beside(&order.output)
        .with_context(|| format!("nothing can be written beside {}", order.output.display()))?;
    let index = if order.library.join(library::MANIFEST).is_file() {
        eprintln!(
            "expectations are not tried on an index that is built already: give the library's folder for that"
        );
        order.library.clone()
    } else {
        let library = super::build::open_sound(&order.library)?;
        let mut ingested = super::build::ingest(library, &order.library, true, order.quiet)?;
        library::check(&mut ingested, terminal::today());
        super::expectations::run(&order.library, &mut ingested, None)?;
        let broken = ingested.diagnostics.iter().filter(|d| d.code.starts_with("expectation"));
        let broken: Vec<String> =
            broken.filter(|d| d.severity == Severity::Error).map(ToString::to_string).collect();
        if !broken.is_empty() {
            bail!(
                "nothing was packed, because the library breaks its own expectations:\n{}",
                broken.join("\n")
            );
        }
        if let Some(build) = order.build {
            ingested.settings.library.build = u32::from(build);
        }
        let index = stage.path().join("index");
        super::build::write(&ingested, &order.library, &index)?;
        super::build::report(&library::Outcome::of(&ingested), order.quiet);
        index
    };
    if let (Some(path), true) = (&order.key, order.new_key) {
        key = Some(Key::create(path)?);
    }
    let request = package::Order {
        extension: &extension,
        index: &index,
        ask: order.sites,
        build: order.build.map(u32::from),
        key: key.as_ref(),
        previous: order.previous.as_deref(),
        new_identity: order.accept_new_identity,
        day,
    };
    let released = package::pack(&request, stage.path())?;
    if terminal::stop_gently().load(Ordering::Relaxed) {
        return Err(library::LibraryError::Cancelled.into());
    }
    stage
        .put_in_place(|name| package::is_own(name) && !package::is_replaced(name))
        .with_context(|| format!("{} can't be replaced", order.output.display()))?;
    if !order.quiet {
        print(&released, &order.output);
    }
    Ok(super::FINE)
}

/// A folder that holds anything that `pack` did not write is never replaced, least of all the library's own.
fn refuse_foreign(library: &Path, output: &Path) -> Result<()> {
    let (library, inside) = (library.canonicalize(), output.canonicalize());
    if let (Ok(library), Ok(output)) = (&library, &inside)
        && library.starts_with(output)
        && !library.join(library::MANIFEST).is_file()
    {
        bail!("{} holds the library itself; give a folder beside it", output.display());
    }
    let entries = std::fs::read_dir(output).into_iter().flatten().flatten();
    let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    match names.into_iter().find(|name| !package::is_own(name)) {
        Some(name) => bail!(
            "{} holds “{name}”, which is not from an earlier release; give an empty folder or a new name",
            output.display()
        ),
        None => Ok(()),
    }
}

fn print(released: &Released, output: &Path) {
    println!("version {}", released.version);
    for packed in &released.packages {
        println!("{}  load unpacked", output.join(&packed.folder).display());
        println!("{}  {}", output.join(&packed.zip).display(), terminal::size(packed.bytes));
    }
    for path in &released.others {
        println!("{}", output.join(path).display());
    }
    let room: Vec<_> =
        released.room.iter().map(|(part, bytes)| format!("{part} {}", terminal::size(*bytes))).collect();
    println!("what takes the room, unpacked: {}", room.join(", "));
    if let Some(changes) = &released.changes {
        let of = |kind| changes.iter().filter(|c| c.change == kind).count();
        println!(
            "since the previous release: {} new, {} changed, {} replaced, {} expired, {} removed",
            of(ChangeKind::Added),
            of(ChangeKind::Changed),
            of(ChangeKind::Superseded),
            of(ChangeKind::Expired),
            of(ChangeKind::Removed)
        );
    }
    match released.linted {
        true => println!("addons-linter, Mozilla's own check: no findings"),
        false => println!(
            "addons-linter is not installed: Mozilla's own check was left out (npm install -g addons-linter)"
        ),
    }
}
