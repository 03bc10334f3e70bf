//! PDF by hayro: text of each page, the first page's picture.
#![deny(clippy::indexing_slicing)]

use super::headings::Headings;
use super::pdf_text::{Line, TextDevice, blocks, usual_heading};
use super::{Document, ExtractError, Place, TitleSource, limits, one_line, thumbnail};
use hayro::RenderCache;
use hayro::hayro_interpret::{Context, InterpreterCache, InterpreterSettings, TransformExt, interpret_page};
use hayro::hayro_syntax::page::Page;
use hayro::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro::kurbo::Rect;
use pitchside_core::catalogue::Unit;
use std::collections::HashMap;

/// Reads the file; the empty password opens those that are only locked against editing.
pub fn read(bytes: &[u8]) -> Result<Document, ExtractError> {
    let pdf = Pdf::new_with_password(bytes.to_vec(), "").map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => ExtractError::Password,
        LoadPdfError::Decryption(_) => ExtractError::Password,
        LoadPdfError::Invalid if encrypted(bytes) => ExtractError::Password,
        LoadPdfError::Invalid => ExtractError::damaged("its table of objects can't be read"),
    })?;
    let pages = pdf.pages();
    if pages.is_empty() {
        return Err(ExtractError::damaged("it has no pages"));
    }
    if pages.len() > limits::PDF_PAGES {
        return Err(limits::too_large(format!("{} pages, the limit is {}", pages.len(), limits::PDF_PAGES)));
    }
    let mut document = Document { unit: Unit::Page, count: pages.len() as u32, ..Document::default() };
    let cache = InterpreterCache::new();
    let (mut texts, mut heights) = (Vec::with_capacity(pages.len()), Vec::with_capacity(pages.len()));
    let mut bytes_read = 0;
    for page in pages.iter() {
        let (lines, pictures) = lines(page, &cache);
        document.pictures |= pictures;
        bytes_read += lines.iter().map(|l| l.text.len()).sum::<usize>();
        texts.push(lines);
        heights.push(f64::from(page.render_dimensions().1));
        if bytes_read > limits::TEXT {
            break;
        }
    }
    margins(&texts, &heights, &mut document);
    drop_running_lines(&mut texts);
    let body = body_size(&texts);
    watermarks(&mut texts, body, &mut document);
    let usual = usual_heading(texts.iter().flatten(), body);
    let mut headings = Headings::default();
    for (at, lines) in texts.iter().enumerate() {
        document.blocks.extend(blocks(lines, at as u32 + 1, body, usual, &mut headings));
    }
    for (name, value) in [
        ("subject", &pdf.metadata().subject),
        ("keywords", &pdf.metadata().keywords),
        ("title", &pdf.metadata().title),
    ] {
        if let Some(value) = value {
            document.label(Place::Properties, &format!("{name}: {}", property(value)));
        }
    }
    document.propose(TitleSource::Properties, &metadata_title(&pdf).unwrap_or_default());
    document.propose(TitleSource::Largest, &first_heading(&texts).unwrap_or_default());
    document.thumbnail =
        pages.first().and_then(|page| thumbnail::of_page(page, &RenderCache::new())).unwrap_or_default();
    Ok(document)
}

/// Pictures of all pages and nothing else; none of what is no PDF.
pub fn pictures(bytes: &[u8]) -> Vec<Option<Vec<u8>>> {
    let Ok(pdf) = Pdf::new(bytes.to_vec()) else { return Vec::new() };
    let cache = RenderCache::new();
    pdf.pages().iter().map(|page| thumbnail::of_page(page, &cache)).collect()
}

fn lines<'a>(page: &'a Page<'a>, cache: &InterpreterCache<'a>) -> (Vec<Line>, bool) {
    let (width, height) = page.render_dimensions();
    let mut context = Context::new(
        page.initial_transform(true).to_kurbo(),
        Rect::new(0.0, 0.0, f64::from(width), f64::from(height)),
        cache,
        page.xref(),
        InterpreterSettings::default(),
    );
    let mut device = TextDevice::default();
    interpret_page(page, &mut context, &mut device);
    let pictures = device.pictures;
    (device.finish(), pictures)
}

/// Lines within the outermost tenth of a page are its head and foot. Those of the first page and those that come again are enough:
/// a text that fills its pages would fill them otherwise.
fn margins(pages: &[Vec<Line>], heights: &[f64], document: &mut Document) {
    const MARGIN: f64 = 0.1;
    let mut seen: HashMap<(Place, String), usize> = HashMap::new();
    for (at, (lines, height)) in pages.iter().zip(heights).enumerate() {
        for line in lines {
            let place = match line.baseline / height {
                share if share < MARGIN => Place::Head,
                share if share > 1.0 - MARGIN => Place::Foot,
                _ => continue,
            };
            let key: String = line.text.chars().filter(|c| !c.is_ascii_digit()).collect();
            let times = seen.entry((place, key)).or_default();
            *times += 1;
            if at == 0 || *times == 2 || pages.len() <= 3 {
                document.label(place, &line.text);
            }
        }
    }
}

/// Words across the page, larger than the text. They are no text of the page.
fn watermarks(pages: &mut [Vec<Line>], body: f64, document: &mut Document) {
    for lines in pages {
        lines.retain(|line| {
            let mark = line.slanted && line.size > body * 1.5 && line.text.split(' ').count() <= 8;
            if mark {
                document.label(Place::Watermark, &line.text);
            }
            !mark
        });
    }
}

/// `/Encrypt` in what may be the trailer.
fn encrypted(bytes: &[u8]) -> bool {
    let tail = bytes.get(bytes.len().saturating_sub(64 << 10)..).unwrap_or_default();
    tail.windows(8).any(|w| w == b"/Encrypt")
}

/// Drops running heads and feet: lines at a page's edge that come again on most pages, page numbers aside. One that
/// counts the pages says nothing and goes from every page; any other stays on its first page, for it may be a title.
fn drop_running_lines(pages: &mut [Vec<Line>]) {
    const EDGE: usize = 3;
    let key = |line: &Line| -> String {
        let words = line.text.chars().filter(|c| !c.is_ascii_digit()).collect::<String>();
        format!("{}@{}", one_line(&words), (line.baseline / 4.0).round())
    };
    let counts_pages = |line: &Line, at: usize| {
        line.text.split_whitespace().any(|word| word.parse::<usize>().is_ok_and(|number| number == at + 1))
    };
    // How often a line stands at an edge, and how often with its page's number.
    let mut seen: HashMap<String, (usize, usize)> = HashMap::new();
    for (at, lines) in pages.iter().enumerate() {
        let edges =
            lines.iter().take(EDGE).chain(lines.iter().skip(EDGE.max(lines.len().saturating_sub(EDGE))));
        for line in edges {
            let times = seen.entry(key(line)).or_default();
            times.0 += 1;
            times.1 += usize::from(counts_pages(line, at));
        }
    }
    let most = (pages.len() * 3).div_ceil(5);
    for (at, lines) in pages.iter_mut().enumerate() {
        let last = lines.len().saturating_sub(EDGE);
        let mut number = 0;
        lines.retain(|line| {
            number += 1;
            let edge = number <= EDGE || number > last;
            let (times, counting) = seen.get(&key(line)).copied().unwrap_or_default();
            let runs = at > 0 && times >= most.max(3);
            let counts = counting >= most.max(2) && counts_pages(line, at);
            !edge || !(runs || counts)
        });
    }
}

/// The type size in points in which most letters are set.
fn body_size(pages: &[Vec<Line>]) -> f64 {
    let mut letters: HashMap<i64, usize> = HashMap::new();
    for line in pages.iter().flatten() {
        *letters.entry((line.size * 2.0).round() as i64).or_default() += line.text.len();
    }
    let most = letters.into_iter().max_by_key(|(size, count)| (*count, *size));
    most.map_or(10.0, |(size, _)| size as f64 / 2.0)
}

/// A property as text: UTF-16 by its mark, else UTF-8, else Latin letters.
fn property(bytes: &[u8]) -> String {
    if bytes.starts_with(&[0xFE, 0xFF]) || bytes.starts_with(&[0xFF, 0xFE]) {
        return super::decode(bytes);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => text.trim_start_matches('\u{feff}').to_owned(),
        Err(_) => bytes.iter().map(|b| char::from(*b)).collect(),
    }
}

/// The title of the file's properties unless a program made it up.
fn metadata_title(pdf: &Pdf) -> Option<String> {
    let title = one_line(&property(pdf.metadata().title.as_deref()?));
    let lower = title.to_lowercase();
    let made_up = lower.starts_with("microsoft ")
        || lower.starts_with("untitled")
        || lower.starts_with("powerpoint")
        || [
            ".doc", ".docx", ".ppt", ".pptx", ".indd", ".pdf", ".xls", ".xlsx", ".qxd", ".dvi", ".html",
            ".md",
        ]
        .iter()
        .any(|e| lower.ends_with(e));
    (title.chars().count() >= 4 && !made_up).then_some(title)
}

/// The largest type on the first page, its following lines included.
fn first_heading(pages: &[Vec<Line>]) -> Option<String> {
    let lines = pages.first()?;
    let size = lines.iter().filter(|l| l.text.len() > 3).map(|l| l.size).fold(0.0, f64::max);
    let of_size = |l: &&Line| l.size > size * 0.95;
    let words: Vec<_> =
        lines.iter().skip_while(|l| !of_size(l)).take_while(of_size).map(|l| l.text.as_str()).collect();
    let title = one_line(&words.join(" "));
    (!title.is_empty() && title.split(' ').count() <= 24).then_some(title)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::library::pdf_file;

    /// A PDF with these lines on each page, written by hand.
    pub fn pdf(pages: &[&[(&str, u32)]]) -> Vec<u8> {
        let mut objects = vec!["<< /Type /Catalog /Pages 2 0 R >>".to_owned()];
        let kids: Vec<_> = (0..pages.len()).map(|i| format!("{} 0 R", 4 + 2 * i)).collect();
        objects.push(format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), pages.len()));
        objects.push(
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
        );
        for (at, lines) in pages.iter().enumerate() {
            let mut content = String::from("BT\n");
            let mut y = 740;
            for (text, size) in *lines {
                content.push_str(&format!("/F1 {size} Tf 1 0 0 1 72 {y} Tm ({text}) Tj\n"));
                y -= (*size as i32) * 13 / 10;
            }
            content.push_str("ET");
            objects.push(format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> /Contents {} 0 R >>", 5 + 2 * at));
            objects.push(format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()));
        }
        pdf_file(&objects)
    }

    #[test]
    fn text_comes_by_page_under_its_heading_with_a_picture_of_the_first() {
        let file = pdf(&[
            &[("Security answers", 24), ("Data is stored in Rotterdam", 11), ("and nowhere else.", 11)],
            &[("The second page goes on.", 11)],
        ]);
        let read = read(&file).unwrap();
        assert_eq!((read.count, read.title()), (2, "Security answers"));
        assert_eq!(read.blocks[0].text, "Data is stored in Rotterdam and nowhere else.");
        assert_eq!(read.blocks[0].heading, "Security answers");
        assert_eq!((read.blocks[1].position, read.blocks[1].text.as_str()), (2, "The second page goes on."));
        assert!(read.thumbnail.starts_with(b"RIFF"));
        assert_eq!(image::load_from_memory(&read.thumbnail).unwrap().width(), 208);
    }

    #[test]
    fn running_feet_stay_on_the_first_page_only() {
        assert_eq!(times_in("Harbourline", &["Harbourline", "Harbourline", "Harbourline", "Harbourline"]), 1);
    }

    #[test]
    fn feet_that_count_the_pages_go_from_every_page() {
        assert_eq!(times_in("Harbourline", &["1 Harbourline", "2 Harbourline"]), 0);
        assert_eq!(times_in("Page", &["Page 1 of 4", "Page 2 of 4", "Page 3 of 4", "Page 4 of 4"]), 0);
        assert_eq!(times_in("Step", &["Step 4", "Step 7"]), 2, "a number that is not the page's");
    }

    /// How often `word` is read from a PDF whose pages end in `feet`.
    fn times_in(word: &str, feet: &[&'static str]) -> usize {
        let pages: Vec<_> =
            feet.iter().map(|foot| [("Some text of this very page.", 11), (*foot, 8)]).collect();
        let pages: Vec<&[(&str, u32)]> = pages.iter().map(|p| p.as_slice()).collect();
        let read = read(&pdf(&pages)).unwrap();
        read.blocks.iter().map(|b| b.text.matches(word).count()).sum()
    }

    #[test]
    fn cut_files_are_damaged_or_still_read_but_never_a_panic() {
        let file = pdf(&[&[("Hello there", 11)]]);
        for cut in (0..file.len()).step_by(7) {
            let _ = read(&file[..cut]);
        }
        assert_eq!(read(b"%PDF-1.7 rubbish").unwrap_err().cause(), "damaged");
    }
}
