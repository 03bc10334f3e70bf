//! Measures the command line on a made-up library of mixed files: cold, unchanged, one file changed, `check`, and the package; and on
//! a catalogue of links alone.
//!
//! ```sh
//! ./build.sh bench library                   # 3,000 files, 20,000 pages, 50,000 rows of links
//! ./build.sh bench library 300 2000 5000     # a tenth of it
//! ```
//! The files are made from a fixed seed: PDF, PPTX, DOCX, HTML and Markdown with text of ordinary word frequencies.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)] // a benchmark that can’t go on says so by panicking

use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// A small generator (xorshift): the same files on every machine.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }

    /// A word of a vocabulary of 20,000 in which low numbers are common.
    fn word(&mut self) -> String {
        const PARTS: [&str; 20] = [
            "ar", "be", "con", "de", "en", "fil", "gra", "ho", "in", "lo", "mer", "nor", "or", "pre", "ran",
            "se", "ti", "ul", "ver", "wa",
        ];
        let uniform = (self.next() >> 11) as f64 / (1_u64 << 53) as f64;
        let mut rank = (20_000_f64.powf(uniform) as usize).max(1);
        let mut word = String::new();
        while rank > 0 {
            word.push_str(PARTS[rank % 20]);
            rank /= 20;
        }
        word
    }

    fn paragraph(&mut self, words: usize) -> String {
        let mut text = String::new();
        for at in 0..words {
            if at > 0 {
                text.push(' ');
            }
            text.push_str(&self.word());
            if at % 14 == 13 {
                text.push('.');
            }
        }
        text.push('.');
        text
    }
}

fn zip(parts: &[(String, String)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn docx(random: &mut Random, pages: usize) -> Vec<u8> {
    let mut body = String::new();
    for _ in 0..pages * 4 {
        body.push_str(&format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", random.paragraph(75)));
    }
    zip(&[(
        "word/document.xml".into(),
        format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>"),
    )])
}

fn pptx(random: &mut Random, pages: usize) -> Vec<u8> {
    let (mut ids, mut rels, mut parts) = (String::new(), String::new(), Vec::new());
    for n in 1..=pages {
        ids.push_str(&format!(r#"<p:sldId id="{n}" r:id="r{n}"/>"#));
        rels.push_str(&format!(
            r#"<Relationship Id="r{n}" Type="http://x/slide" Target="slides/s{n}.xml"/>"#
        ));
        let text = format!(
            "<p:sld><p:sp><p:nvPr><p:ph type=\"title\"/></p:nvPr><a:p><a:r><a:t>{}</a:t></a:r></a:p></p:sp><p:sp><a:p><a:r><a:t>{}</a:t></a:r></a:p></p:sp></p:sld>",
            random.paragraph(6),
            random.paragraph(60)
        );
        parts.push((format!("ppt/slides/s{n}.xml"), text));
    }
    parts.push((
        "ppt/presentation.xml".into(),
        format!("<p:presentation><p:sldIdLst>{ids}</p:sldIdLst></p:presentation>"),
    ));
    parts.push(("ppt/_rels/presentation.xml.rels".into(), format!("<Relationships>{rels}</Relationships>")));
    zip(&parts)
}

fn pdf(random: &mut Random, pages: usize) -> Vec<u8> {
    let mut objects = vec!["<< /Type /Catalog /Pages 2 0 R >>".to_owned()];
    let kids: Vec<_> = (0..pages).map(|i| format!("{} 0 R", 4 + 2 * i)).collect();
    objects.push(format!("<< /Type /Pages /Kids [{}] /Count {pages} >>", kids.join(" ")));
    objects.push("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".into());
    for at in 0..pages {
        let mut content = format!("BT /F1 20 Tf 1 0 0 1 72 740 Tm ({}) Tj\n/F1 10 Tf\n", random.paragraph(4));
        for line in 0..30 {
            content.push_str(&format!("1 0 0 1 72 {} Tm ({}) Tj\n", 700 - line * 14, random.paragraph(11)));
        }
        content.push_str("ET");
        objects.push(format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> /Contents {} 0 R >>", 5 + 2 * at));
        objects.push(format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()));
    }
    pitchside::library::pdf_file(&objects)
}

fn page(random: &mut Random, pages: usize, html: bool) -> Vec<u8> {
    let mut text = if html {
        "<html lang=en><head><title>Page</title></head><body><main>".to_owned()
    } else {
        String::new()
    };
    for _ in 0..pages {
        let (head, body) = (random.paragraph(5), random.paragraph(250));
        text.push_str(&if html {
            format!("<h2>{head}</h2><p>{body}</p>")
        } else {
            format!("## {head}\n\n{body}\n\n")
        });
    }
    text.into_bytes()
}

fn make(folder: &Path, files: usize, pages: usize) {
    let mut random = Random(0x5eed_5eed_5eed_5eed);
    let mut catalogue = String::from("id,file,title,kind,url\n");
    for n in 0..files {
        let length = (1 + random.below(2 * pages / files)).max(1);
        let (bytes, extension) = match n % 20 {
            0..=8 => (pdf(&mut random, length), "pdf"),
            9..=13 => (pptx(&mut random, length), "pptx"),
            14..=16 => (docx(&mut random, length), "docx"),
            17 | 18 => (page(&mut random, length, true), "html"),
            _ => (page(&mut random, length, false), "md"),
        };
        let name = format!("part-{}/file-{n}.{extension}", n % 40);
        let path = folder.join(&name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
        catalogue.push_str(&format!(
            "a{n},{name},{},case-study,https://www.harbourline.example/{n}\n",
            random.paragraph(6)
        ));
    }
    std::fs::write(folder.join("catalogue.csv"), catalogue).unwrap();
    std::fs::write(folder.join("library.toml"), "[library]\nname = \"Bench\"\nvendor = \"Harbourline\"\n")
        .unwrap();
}

/// A catalogue of pieces that are only links, as an export of a DAM has them.
fn links(folder: &Path, rows: usize) {
    let mut random = Random(0x0dd_5eed);
    let kinds = ["case-study", "datasheet", "guide", "webinar", "white-paper", "blog-post"];
    let industries = ["Banking", "Insurance", "Retail", "Telecommunications", "Hospitals and Health Care"];
    let mut catalogue = String::from("id,title,kind,summary,language,industries,personas,tags,url,updated\n");
    for n in 0..rows {
        let (title, summary, tag) = (random.paragraph(7), random.paragraph(25), random.word());
        catalogue.push_str(&format!(
            "l{n},{title},{},{summary},en,{},Finance,{tag},https://www.harbourline.example/l/{n},2026-05-{:02}\n",
            kinds[n % kinds.len()],
            industries[n % industries.len()],
            1 + n % 28
        ));
    }
    std::fs::create_dir_all(folder).unwrap();
    std::fs::write(folder.join("catalogue.csv"), catalogue).unwrap();
    std::fs::write(folder.join("library.toml"), "[library]\nname = \"Links\"\nvendor = \"Harbourline\"\n")
        .unwrap();
}

/// Runs the program; time and its own largest memory in MB.
fn run(cli: &Path, cache: &Path, arguments: &[&str]) -> (Duration, u64, String) {
    let start = Instant::now();
    let mut child = Command::new(cli)
        .args(arguments)
        .env("PITCHSIDE_CACHE", cache)
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let status = PathBuf::from(format!("/proc/{}/status", child.id()));
    let mut peak = 0;
    while child.try_wait().unwrap().is_none() {
        let text = std::fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|l| l.strip_prefix("VmHWM:")).unwrap_or("0");
        peak = peak.max(line.trim().trim_end_matches(" kB").parse::<u64>().unwrap_or(0));
        std::thread::sleep(Duration::from_millis(20));
    }
    let time = start.elapsed();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{arguments:?}");
    (time, peak >> 10, String::from_utf8_lossy(&output.stdout).into_owned())
}

fn main() {
    let number =
        |at: usize, default: usize| std::env::args().nth(at).and_then(|n| n.parse().ok()).unwrap_or(default);
    let (files, pages, rows) = (number(1, 3_000), number(2, 20_000), number(3, 50_000));
    let cli = std::env::var_os("PITCHSIDE_CLI")
        .map_or_else(|| PathBuf::from("target/release/pitchside"), PathBuf::from);
    let mut place = tempfile::tempdir().unwrap();
    // To look into with a profiler.
    place.disable_cleanup(std::env::var_os("PITCHSIDE_BENCH_KEEP").is_some());
    let (library, cache, out) =
        (place.path().join("library"), place.path().join("cache"), place.path().join("out"));
    eprintln!("making {files} files with about {pages} pages …");
    make(&library, files, pages);
    let (library, out) = (library.to_str().unwrap(), out.to_str().unwrap());
    let build = ["build", library, "-o", out];
    println!(
        "| {files} mixed files, {pages} pages | reach | seen | memory of the main process |\n|---|---|---|---|"
    );
    let row = |what: &str, reach: &str, run: &(Duration, u64, String)| {
        println!("| {what} | {reach} | {:.1} s | {} MB |", run.0.as_secs_f64(), run.1);
    };
    let cold = run(&cli, &cache, &build);
    row("cold", "180 s, 500 MB", &cold);
    row("unchanged", "3 s", &run(&cli, &cache, &build));
    row("check, unchanged", "3 s", &run(&cli, &cache, &["check", library]));
    let mut random = Random(77);
    std::fs::write(format!("{library}/part-19/file-19.md"), page(&mut random, 5, false)).unwrap();
    row("one file changed", "5 s", &run(&cli, &cache, &build));
    std::fs::write(format!("{library}/part-39/file-39.md"), page(&mut random, 5, false)).unwrap();
    row("check, one file changed", "3 s", &run(&cli, &cache, &["check", library]));
    let list = place.path().join("links");
    links(&list, rows);
    let list = list.to_str().unwrap();
    row(&format!("check of {rows} rows of links, cold"), "10 s", &run(&cli, &cache, &["check", list]));
    row("build of them, cold", "30 s", &run(&cli, &cache, &["build", list, "-o", &format!("{out}-links")]));
    eprintln!("{}", cold.2.trim());
    let release = place.path().join("release");
    let packed = Command::new(&cli).args(["pack", out, "-o", release.to_str().unwrap()]).output().unwrap();
    let said = String::from_utf8_lossy(&packed.stdout).into_owned();
    match packed.status.success() {
        true => eprintln!("{}", said.trim()),
        false => eprintln!("no package: {}", String::from_utf8_lossy(&packed.stderr).trim()),
    }
}
