//! PDF by hayro: text of each page, the first page's picture.
#![deny(clippy::indexing_slicing)]

mod blocks;
mod damage;
mod hyphens;
mod locked;
mod running;
mod slides;
mod text;
mod title;

use self::text::{Line, TextDevice};
use super::headings::Headings;
use super::{Document, ExtractError, Place, TitleSource, limits, thumbnail};
use hayro::RenderCache;
use hayro::hayro_interpret::{Context, InterpreterCache, InterpreterSettings, TransformExt, interpret_page};
use hayro::hayro_syntax::Pdf;
use hayro::hayro_syntax::page::Page;
use hayro::kurbo::Rect;
use pitchside_core::catalogue::{Passage, Unit};
use std::collections::HashMap;

/// Reads the file; the empty password opens those that are only locked against editing.
pub fn read(bytes: &[u8]) -> Result<Document, ExtractError> {
    let pdf = Pdf::new_with_password(bytes.to_vec(), "").map_err(|error| locked::cause(error, bytes))?;
    let pages = pdf.pages();
    if pages.is_empty() {
        return Err(ExtractError::damaged("it has no pages"));
    }
    if pages.len() > limits::PDF_PAGES {
        return Err(limits::too_large(format!("{} pages, the limit is {}", pages.len(), limits::PDF_PAGES)));
    }
    let mut document = Document { unit: Unit::Page, count: pages.len() as u32, ..Document::default() };
    let cache = InterpreterCache::new();
    let (mut texts, mut sizes) = (Vec::with_capacity(pages.len()), Vec::with_capacity(pages.len()));
    let (mut bytes_read, mut nameless_pages) = (0, Vec::new());
    for page in pages.iter() {
        let (lines, pictures, nameless) = lines(page, &cache);
        document.pictures |= pictures;
        bytes_read += lines.iter().map(|l| l.text.len()).sum::<usize>();
        texts.push(lines);
        if nameless {
            nameless_pages.push(texts.len());
        }
        let (width, height) = page.render_dimensions();
        sizes.push((f64::from(width), f64::from(height)));
        if bytes_read > limits::TEXT {
            break;
        }
    }
    damage::note(&pdf, bytes, &mut document);
    if let Some(which) = damage::pages(&nameless_pages) {
        document.miss(format!("{which}: the font doesn't say which letters it draws"));
    }
    running::margins(&texts, &sizes, &mut document);
    let words = hyphens::Words::of(texts.iter().flatten());
    let largest = title::of_largest_type(&texts, body_size(&texts), &words);
    running::drop_running_lines(&mut texts);
    document.slides = slides::are_slides(&sizes, &texts);
    let body = body_size(&texts);
    running::watermarks(&mut texts, body, &mut document);
    let usual = blocks::usual_heading(texts.iter().flatten(), body);
    let mut headings = Headings::default();
    for (at, lines) in texts.iter().enumerate() {
        document.blocks.extend(blocks::blocks(lines, at as u32 + 1, (body, usual), &words, &mut headings));
    }
    for (name, value) in [
        ("subject", &pdf.metadata().subject),
        ("keywords", &pdf.metadata().keywords),
        ("title", &pdf.metadata().title),
    ] {
        if let Some(value) = value {
            document.label(Place::Properties, &format!("{name}: {}", text::text_string(value)));
        }
    }
    document.propose(TitleSource::Properties, &title::of_properties(&pdf).unwrap_or_default());
    document.propose(TitleSource::Largest, &largest.unwrap_or_default());
    let heading = title::of_headings(document.blocks.iter().filter_map(|block| {
        let nearest = block.heading.rsplit(Passage::BELOW).next();
        nearest.filter(|heading| !heading.is_empty())
    }));
    let heading = heading.unwrap_or_default().to_owned();
    document.propose(TitleSource::Heading, &heading);
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

fn lines<'a>(page: &'a Page<'a>, cache: &InterpreterCache<'a>) -> (Vec<Line>, bool, bool) {
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
    let (pictures, nameless) = (device.pictures, device.is_nameless());
    (device.finish(), pictures, nameless)
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

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::library::pdf_file;

    /// A PDF with these lines on each page, written by hand.
    pub fn pdf(pages: &[&[(&str, u32)]]) -> Vec<u8> {
        drawn(&pages.iter().map(|lines| content(lines)).collect::<Vec<_>>(), (612, 792))
    }

    fn content(lines: &[(&str, u32)]) -> String {
        let mut content = String::from("BT\n");
        let mut y = 740;
        for (text, size) in lines {
            content.push_str(&format!("/F1 {size} Tf 1 0 0 1 72 {y} Tm ({text}) Tj\n"));
            y -= (*size as i32) * 13 / 10;
        }
        content + "ET"
    }

    /// A PDF whose pages, so wide and high, are drawn by these operators.
    pub fn drawn(contents: &[String], (width, height): (u32, u32)) -> Vec<u8> {
        pdf_file(&objects(contents, (width, height)))
    }

    /// Its objects: catalogue, page tree, font, then each page and what draws it.
    pub fn objects(contents: &[String], (width, height): (u32, u32)) -> Vec<String> {
        let kids: Vec<_> = (0..contents.len()).map(|i| format!("{} 0 R", 4 + 2 * i)).collect();
        let mut objects = vec![
            "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
            format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), kids.len()),
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
        ];
        for (at, content) in contents.iter().enumerate() {
            objects.push(format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] /Resources << /Font << /F1 3 0 R >> >> /Contents {} 0 R >>", 5 + 2 * at));
            objects.push(format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()));
        }
        objects
    }

    /// The text of a page that these operators draw.
    fn text_of(content: &str) -> String {
        let read = read(&drawn(&[format!("BT /F1 11 Tf 72 700 Td\n{content}\nET")], (612, 792))).unwrap();
        read.blocks.iter().map(|block| block.text.as_str()).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn what_marked_content_stands_for_is_read_in_place_of_its_glyphs() {
        let shy = "/Span <</ActualText <FEFF00AD>>> BDC [( ) 278] TJ EMC";
        assert_eq!(text_of(&format!("(Ver) Tj {shy} (arbeitung) Tj")), "Verarbeitung");
        assert_eq!(text_of("(of) Tj /Span <</ActualText (fi)>> BDC (#) Tj EMC (ce) Tj"), "office");
        let hyphen = "/Span <</ActualText <FEFF00AD>>> BDC (-) Tj EMC";
        assert_eq!(text_of(&format!("(adminis) Tj {hyphen} 0 -13 Td (tration) Tj")), "administration");
        assert_eq!(text_of("/Span <</ActualText <FEFFFFFD>>> BDC (Rent) Tj EMC"), "Rent", "it says nothing");
    }

    #[test]
    fn marked_content_that_is_never_closed_does_not_silence_the_page() {
        let text =
            text_of(&format!("EMC /Span <</ActualText (x)>> BDC ({}) Tj (all the rest) Tj", "-".repeat(40)));
        assert!(text.ends_with("all the rest"), "{text}");
    }

    #[test]
    fn a_page_whose_font_names_no_letters_is_said() {
        let mut objects =
            objects(&[content(&[(&"\\001".repeat(30), 11)]), content(&[("Letters", 11)])], (612, 792));
        objects[2] = "<< /Type /Font /Subtype /Type1 /BaseFont /Own /FirstChar 1 /LastChar 1 /Widths [500] /Encoding << /Type /Encoding /Differences [1 /g1] >> >>".to_owned();
        let read = read(&pdf_file(&objects)).unwrap();
        assert_eq!(read.unread, ["page 1: the font doesn't say which letters it draws"]);
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
