//! The judged set: a library, questions, and where their answers stand.

use anyhow::{Context as _, Result, bail};
use pitchside::library::{self, Library, Progress, worker::Readers};
use pitchside_core::catalogue::{Date, SendPolicy};
use pitchside_core::index::{AssetOrd, Index, PassageOrd, StoredText};
use pitchside_core::prospect::Prospect;
use pitchside_core::recommend::{buyer, understood};
use pitchside_core::search::Query;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

/// Where an answer stands in an asset.
enum Where {
    Anywhere,
    Quote(String),
    /// Words of the asset's text, from 1, both included.
    Words(usize, usize),
}

/// A graded place.
pub struct Place {
    pub asset: String,
    pub grade: u8,
    at: Where,
    /// Its words, folded; empty for any place.
    words: Vec<String>,
}

impl Place {
    pub fn shown(&self) -> String {
        match &self.at {
            Where::Anywhere => "*".to_owned(),
            Where::Quote(quote) => quote.clone(),
            Where::Words(from, to) => format!("words {from}-{to}"),
        }
    }

    /// Whether a passage of its asset holds the place: fifteen of its words in a row, or most of fewer.
    fn is_in(&self, passage: &[String]) -> bool {
        const ENOUGH: usize = 15;
        if self.words.is_empty() {
            return true;
        }
        let wanted = ENOUGH.min((self.words.len() * 7).div_ceil(10)).max(1);
        let starts = self.words.windows(wanted);
        starts.into_iter().any(|run| passage.windows(wanted).any(|here| here == run))
    }
}

/// A question.
pub struct Case {
    pub id: String,
    pub language: String,
    pub question: String,
    pub prospect: Option<Prospect>,
    pub places: Vec<Place>,
}

impl Case {
    pub fn answerable(&self) -> bool {
        self.places.iter().any(|place| place.grade > 0)
    }

    /// The best grade in an asset.
    pub fn piece(&self, set: &Set, asset: AssetOrd) -> u8 {
        let id = set.index.id(asset).unwrap_or_default();
        self.places.iter().filter(|place| place.asset == id).map(|place| place.grade).max().unwrap_or(0)
    }

    /// The grade of a passage, or of the asset as a whole where none is shown; none without a row.
    pub fn grade(&self, set: &Set, asset: AssetOrd, passage: Option<PassageOrd>) -> Result<Option<u8>> {
        let id = set.index.id(asset).unwrap_or_default();
        let words = match passage {
            Some(passage) => {
                let passage = set.index.passage(passage)?;
                folded(&format!("{} {}", passage.heading, set.text.text(passage.address)?))
            }
            None => Vec::new(),
        };
        let here = self.places.iter().filter(|place| place.asset == id && place.is_in(&words));
        Ok(here.map(|place| place.grade).max())
    }
}

/// All of it, ready to be asked.
pub struct Set {
    pub index: Index,
    pub text: StoredText,
    pub cases: Vec<Case>,
    today: Date,
}

impl Set {
    /// The demo library with its questions, or what stands in `dir`.
    pub fn open(dir: Option<&Path>, library: Option<&Path>) -> Result<Self> {
        let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
        let judged = dir.map_or_else(|| root.join("tests/judged/answers/demo"), Path::to_owned);
        let beside = if dir.is_some() { judged.join("library") } else { root.join("demo/library") };
        let folder = library.map_or(beside, Path::to_owned);
        let opened = Library::open(&folder)?;
        let date = opened.settings.library.date;
        let progress = Progress { file_done: &|_| (), cancelled: &AtomicBool::new(false), cards: true };
        // Files are read in this process: a judged library is trusted.
        let ingested = library::ingest(opened, &Readers::new(None), &progress)?;
        let mut bodies = HashMap::new();
        for ready in &ingested.assets {
            let text: Vec<&str> = ready.passages.iter().map(|passage| passage.text.as_str()).collect();
            bodies.insert(ready.asset.id.0.clone(), text.join(" "));
        }
        let built = tempfile::tempdir()?;
        let out = built.path().join("index");
        library::write(&ingested, &out, None)?;
        let index = Index::open(std::fs::read(out.join("library.idx"))?)?;
        let text = StoredText::open(std::fs::read(out.join("text.bin"))?)?;
        let today = date.or(index.info().built).context("the library has no date")?;
        let mut grades = grades(&judged.join("grades.tsv"), &folder)?;
        let mut cases = Vec::new();
        let file = judged.join("questions.tsv");
        for (at, line) in read(&file)?.lines().enumerate() {
            let place = || format!("{}:{}", file.display(), at + 1);
            let mut cells = line.split('\t');
            let (Some(id), Some(language), Some(question)) = (cells.next(), cells.next(), cells.next())
            else {
                bail!("{}: wants id, language and question", place());
            };
            let prospect = cells.next().filter(|json| !json.is_empty()).map(serde_json::from_str::<Prospect>);
            cases.push(Case {
                id: id.to_owned(),
                language: language.to_owned(),
                question: question.to_owned(),
                prospect: prospect.transpose().with_context(place)?.map(Prospect::with_role_of_title),
                places: grades.remove(id).unwrap_or_default(),
            });
        }
        Ok(Self { index, text, cases, today })
    }

    /// What the panel asks.
    pub fn query(&self, case: &Case) -> Query {
        let region = case.prospect.as_ref().and_then(|p| p.region).or(self.index.info().default_region);
        let policy = SendPolicy { today: self.today, region };
        let facets =
            understood(&self.index, &case.question).into_iter().map(|understood| understood.facet).collect();
        let query = Query::parse(&case.question).understood(facets).under(policy);
        match &case.prospect {
            Some(prospect) => query.for_buyer(buyer(prospect)),
            None => query,
        }
    }

    /// A passage with its asset and heading, for reading.
    pub fn passage(&self, asset: AssetOrd, passage: Option<PassageOrd>) -> Result<String> {
        let id = self.index.id(asset).unwrap_or_default();
        match passage {
            Some(passage) => {
                let passage = self.index.passage(passage)?;
                Ok(format!("{id}: [{}] {}", passage.heading, self.text.text(passage.address)?))
            }
            None => Ok(format!("{id}: (no passage)")),
        }
    }
}

fn read(file: &Path) -> Result<String> {
    std::fs::read_to_string(file).with_context(|| format!("can’t read {}", file.display()))
}

fn grades(file: &Path, library: &Path) -> Result<HashMap<String, Vec<Place>>> {
    let mut files: HashMap<String, PathBuf> = HashMap::new();
    for entry in walk(library)? {
        if let Some(stem) = entry.file_stem() {
            files.insert(stem.to_string_lossy().into_owned(), entry);
        }
    }
    let mut found: HashMap<String, Vec<Place>> = HashMap::new();
    for (at, line) in read(file)?.lines().enumerate() {
        let row = || format!("{}:{}", file.display(), at + 1);
        let cells: Vec<&str> = line.split('\t').collect();
        let [id, asset, grade, place] = cells.as_slice() else { bail!("{}: wants four cells", row()) };
        let range = place.strip_prefix("words ").and_then(|range| range.split_once('-'));
        let (at, words) = match range {
            Some((from, to)) => {
                let (from, to) = (from.parse().with_context(row)?, to.parse().with_context(row)?);
                let path = files.get(*asset).with_context(|| format!("{}: there is no {asset}", row()))?;
                let text = read(path)?;
                let body = text.lines().last().unwrap_or_default();
                let words: Vec<&str> = body.split_whitespace().skip(from - 1).take(to + 1 - from).collect();
                (Where::Words(from, to), folded(&words.join(" ")))
            }
            None if *place == "*" => (Where::Anywhere, Vec::new()),
            None => (Where::Quote((*place).to_owned()), folded(place)),
        };
        let grade = grade.parse().with_context(row)?;
        found.entry((*id).to_owned()).or_default().push(Place {
            asset: (*asset).to_owned(),
            grade,
            at,
            words,
        });
    }
    Ok(found)
}

fn walk(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).with_context(|| format!("can’t read {}", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(walk(&path)?);
        } else {
            found.push(path);
        }
    }
    Ok(found)
}

fn folded(text: &str) -> Vec<String> {
    let folded = pitchside_core::text::fold(text);
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}
