//! tantivy on a collection, native: `bench-tantivy DIR FOLDER` indexes `docs.jsonl` into FOLDER on one thread and prints
//! one JSON object: bytes, times and the ids found for `workload.jsonl` and every `queries*.jsonl`.
//!
//! Its best setting of those that were tried: English stop words and stems, the title counted double, words that the
//! index does not know looked up with one edit, the last word as a prefix while typing.

use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::time::Instant;
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, BoostQuery, FuzzyTermQuery, Occur, Query, TermQuery};
use tantivy::schema::*;
use tantivy::tokenizer::*;
use tantivy::{Index, IndexReader, Searcher, Term, doc};

type Failure = Box<dyn std::error::Error>;

fn lines(path: &Path) -> Result<Vec<Value>, Failure> {
    let file = BufReader::new(std::fs::File::open(path)?);
    file.lines().map(|line| Ok(serde_json::from_str(&line?)?)).collect()
}

fn analyzer() -> Option<TextAnalyzer> {
    let english = Language::English;
    let words = TextAnalyzer::builder(SimpleTokenizer::default()).filter(RemoveLongFilter::limit(64));
    let kept = words.filter(LowerCaser).filter(StopWordFilter::new(english)?);
    Some(kept.filter(Stemmer::new(english)).build())
}

struct Engine {
    searcher: Searcher,
    analyzer: TextAnalyzer,
    title: Field,
    body: Field,
    _reader: IndexReader,
}

impl Engine {
    fn open(folder: &Path) -> Result<Self, Failure> {
        let index = Index::open_in_dir(folder)?;
        let schema = index.schema();
        let reader: IndexReader = index.reader_builder().try_into()?;
        Ok(Self {
            searcher: reader.searcher(),
            analyzer: analyzer().ok_or("no stop words")?,
            title: schema.get_field("title")?,
            body: schema.get_field("body")?,
            _reader: reader,
        })
    }

    fn search(&mut self, text: &str, typing: bool) -> Result<Vec<u64>, Failure> {
        let mut tokens = Vec::new();
        let mut stream = self.analyzer.token_stream(text);
        while stream.advance() {
            tokens.push(stream.token().text.clone());
        }
        drop(stream);
        let fields = [(self.title, 2.0), (self.body, 1.0)];
        let mut parts: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        for (at, token) in tokens.iter().enumerate() {
            let mut known = 0;
            for (field, boost) in fields {
                let term = Term::from_field_text(field, token);
                known += self.searcher.doc_freq(&term)?;
                let exact = TermQuery::new(term, IndexRecordOption::WithFreqs);
                parts.push((Occur::Should, Box::new(BoostQuery::new(Box::new(exact), boost))));
            }
            let unfinished = typing && at + 1 == tokens.len();
            if known == 0 && token.len() >= 4 && !unfinished {
                for (field, boost) in fields {
                    let near = FuzzyTermQuery::new(Term::from_field_text(field, token), 1, true);
                    parts.push((Occur::Should, Box::new(BoostQuery::new(Box::new(near), 4.0 * boost))));
                }
            }
        }
        let last = text.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_lowercase();
        if typing && last.len() >= 2 {
            for (field, boost) in fields {
                let prefix = FuzzyTermQuery::new_prefix(Term::from_field_text(field, &last), 0, true);
                parts.push((Occur::Should, Box::new(BoostQuery::new(Box::new(prefix), boost))));
            }
        }
        let query = BooleanQuery::new(parts);
        let best = self.searcher.search(&query, &TopDocs::with_limit(10).order_by_score())?;
        let number = |address: tantivy::DocAddress| {
            let column = self.searcher.segment_reader(address.segment_ord).fast_fields().u64("ord").ok()?;
            column.first(address.doc_id)
        };
        Ok(best.into_iter().filter_map(|(_, address)| number(address)).collect())
    }
}

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, dir, folder] = arguments.as_slice() else { return Err("usage: bench-tantivy DIR FOLDER".into()) };
    let (dir, folder) = (Path::new(dir), Path::new(folder));
    let docs = lines(&dir.join("docs.jsonl"))?;
    let _ = std::fs::remove_dir_all(folder);
    std::fs::create_dir_all(folder)?;
    let started = Instant::now();
    build(&docs, folder)?;
    let build_ms = started.elapsed().as_secs_f64() * 1e3;
    let mut bytes = 0;
    for entry in std::fs::read_dir(folder)? {
        bytes += entry?.metadata()?.len();
    }
    let mut loads = Vec::new();
    for _ in 0..7 {
        let started = Instant::now();
        Engine::open(folder)?.search("system", false)?;
        loads.push(started.elapsed().as_secs_f64() * 1e3);
    }
    loads.sort_by(f64::total_cmp);
    let mut engine = Engine::open(folder)?;
    let workload = lines(&dir.join("workload.jsonl")).unwrap_or_default();
    let mut times = vec![f64::INFINITY; workload.len()];
    for _ in 0..3 {
        for (query, best) in workload.iter().zip(&mut times) {
            let started = Instant::now();
            let text = query["text"].as_str().unwrap_or_default();
            std::hint::black_box(engine.search(text, query["class"] == "prefix")?);
            *best = best.min(started.elapsed().as_secs_f64() * 1e3);
        }
    }
    let mut runs = json!({});
    for set in ["queries", "queries_typo", "queries_short", "queries_short_typo"] {
        let mut run = json!({});
        for query in lines(&dir.join(format!("{set}.jsonl"))).unwrap_or_default() {
            let found = engine.search(query["text"].as_str().unwrap_or_default(), false)?;
            let ids: Vec<&Value> = found.iter().map(|ord| &docs[*ord as usize]["id"]).collect();
            run[query["id"].as_str().unwrap_or_default()] = json!(ids);
        }
        runs[set] = run;
    }
    let load = loads.get(loads.len() / 2);
    println!("{}", json!({"index": bytes, "build_ms": build_ms, "load_ms": load, "times": times, "runs": runs}));
    Ok(())
}

fn build(docs: &[Value], folder: &Path) -> Result<(), Failure> {
    let mut schema = Schema::builder();
    let indexing = TextFieldIndexing::default().set_tokenizer("en");
    let indexing = indexing.set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let text = TextOptions::default().set_indexing_options(indexing);
    let title = schema.add_text_field("title", text.clone());
    let body = schema.add_text_field("body", text);
    let ord = schema.add_u64_field("ord", FAST);
    let index = Index::create_in_dir(folder, schema.build())?;
    index.tokenizers().register("en", analyzer().ok_or("no stop words")?);
    let mut writer = index.writer_with_num_threads(1, 100_000_000)?;
    for (number, source) in (0_u64..).zip(docs) {
        let field = |name: &str| source[name].as_str().unwrap_or_default();
        writer.add_document(doc!(title => field("title"), body => field("body"), ord => number))?;
    }
    writer.commit()?;
    let segments = index.searchable_segment_ids()?;
    if segments.len() > 1 {
        writer.merge(&segments).wait()?;
    }
    writer.garbage_collect_files().wait()?;
    writer.wait_merging_threads()?;
    Ok(())
}
