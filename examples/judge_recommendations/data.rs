//! The judged set: a library, prospects and grades.

use super::strip;
use anyhow::{Context as _, Result, bail};
use pitchside::library::{self, Library, Progress, worker::Readers};
use pitchside_core::catalogue::{Date, SendPolicy};
use pitchside_core::index::Index;
use pitchside_core::prospect::Prospect;
use pitchside_core::recommend::Context;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

/// A prospect with the grades of the assets that were looked at for him.
pub struct Case {
    pub id: String,
    pub prospect: Prospect,
    /// By asset, 0 to 3.
    pub grades: HashMap<String, u8>,
}

impl Case {
    /// Nothing that was graded is worth sending.
    pub fn nothing(&self) -> bool {
        self.grades.values().all(|grade| *grade < 2)
    }
}

/// All of it, ready to be ranked.
pub struct Set {
    pub index: Index,
    pub today: Date,
    pub cases: Vec<Case>,
}

impl Set {
    /// The demo library with `tests/judged`, or what stands in `dir`.
    pub fn open(
        dir: Option<&Path>,
        index: Option<&Path>,
        today: Option<Date>,
        stripped: bool,
        more_grades: &[PathBuf],
    ) -> Result<Self> {
        let root = root();
        let (folder, judged) = match dir {
            Some(dir) => (dir.join("library"), dir.to_owned()),
            None => (root.join("demo/library"), root.join("tests/judged")),
        };
        let copy = tempfile::tempdir()?;
        let folder = if stripped {
            strip::strip(&folder, copy.path())?;
            copy.path().to_owned()
        } else {
            folder
        };
        let (index, date) = match index {
            Some(built) => {
                let index = Index::open(std::fs::read(built.join("library.idx"))?)?;
                let date = index.info().built;
                (index, date)
            }
            None => build(&folder)?,
        };
        let today = today.or(date).unwrap_or_else(clock);
        let mut files = vec![judged.join("grades.tsv")];
        files.extend(more_grades.iter().cloned());
        let mut grades = all_grades(&files)?;
        let cases = prospects(&judged.join("prospects.jsonl"))?
            .into_iter()
            .map(|(id, prospect)| {
                let grades = grades.remove(&id).unwrap_or_default();
                Case { id, prospect, grades }
            })
            .collect();
        Ok(Self { index, today, cases })
    }

    /// The rep works in the buyer's region; where that is not known, in the library's own.
    pub fn context(&self, prospect: &Prospect, limit: usize) -> Context {
        let info = self.index.info();
        let policy = SendPolicy { today: self.today, region: prospect.region.or(info.default_region) };
        Context { limit, ..Context::new(policy) }
    }
}

/// The repository.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn build(folder: &Path) -> Result<(Index, Option<Date>)> {
    let opened = Library::open(folder)?;
    let date = opened.settings.library.date;
    let progress = Progress { file_done: &|_| (), cancelled: &AtomicBool::new(false), cards: true };
    // Files are read in this process: a judged library is trusted.
    let ingested = library::ingest(opened, &Readers::new(None), &progress)?;
    if ingested.assets.is_empty() {
        bail!("{} holds no asset", folder.display());
    }
    let built = tempfile::tempdir()?;
    let out = built.path().join("index");
    library::write(&ingested, &out, None)?;
    Ok((Index::open(std::fs::read(out.join("library.idx"))?)?, date))
}

fn prospects(file: &Path) -> Result<Vec<(String, Prospect)>> {
    let text = std::fs::read_to_string(file).with_context(|| format!("can’t read {}", file.display()))?;
    let mut found = Vec::new();
    for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let place = || format!("{}:{}", file.display(), at + 1);
        let mut value: serde_json::Value = serde_json::from_str(line).with_context(place)?;
        let id = value.as_object_mut().and_then(|object| object.remove("id"));
        let id = match id {
            Some(serde_json::Value::String(id)) => id,
            Some(other) => other.to_string(),
            None => bail!("{}: a prospect needs an id", place()),
        };
        let prospect: Prospect = serde_json::from_value(value).with_context(place)?;
        found.push((id, prospect.with_role_of_title()));
    }
    Ok(found)
}

/// By prospect and asset.
pub type Grades = HashMap<String, HashMap<String, u8>>;

/// The grades of several files; of a pair that two of them grade, the first one's counts.
fn all_grades(files: &[PathBuf]) -> Result<Grades> {
    let mut all = Grades::new();
    for file in files {
        for (prospect, assets) in grades(file)? {
            let known = all.entry(prospect).or_default();
            for (asset, grade) in assets {
                known.entry(asset).or_insert(grade);
            }
        }
    }
    Ok(all)
}

/// The grades of one file: prospect, asset and grade, with tabs between.
pub fn grades(file: &Path) -> Result<Grades> {
    let mut grades = Grades::new();
    let text = std::fs::read_to_string(file).with_context(|| {
        format!(
            "can’t read {}: a judged set needs its grades (prospect, asset and 0 to 3, with tabs)",
            file.display()
        )
    })?;
    for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
        let (Some(prospect), Some(asset), Some(grade)) = (cells.first(), cells.get(1), cells.get(2)) else {
            bail!("{}:{}: wants prospect, asset and grade", file.display(), at + 1);
        };
        match grade.parse::<u8>() {
            Ok(grade) => {
                grades.entry((*prospect).to_owned()).or_default().insert((*asset).to_owned(), grade.min(3));
            }
            Err(_) if at == 0 => {} // A heading.
            Err(error) => return Err(error).with_context(|| format!("{}:{}", file.display(), at + 1)),
        }
    }
    Ok(grades)
}

fn clock() -> Date {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    Date::from_days((since.as_secs() / 86_400) as i32)
}
