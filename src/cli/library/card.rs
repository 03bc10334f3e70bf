//! A drawn card for an asset that has no picture of its own: a band in its kind's colour, the kind, the title.
//!
//! # Why
//! It is drawn as a small PDF and rendered by the code that renders first pages: that has letters, and needs no font of the machine.

use super::extract::pictures_of_pdf;
use super::pdf_file::pdf_file;
use pitchside_core::catalogue::AssetKind;

/// Size of the card in points: a page, or a slide.
const PAGE: (f64, f64) = (208.0, 269.0);
const SLIDE: (f64, f64) = (208.0, 156.0);
/// Size of the title's letters in points, its line height, and the margin.
const TYPE: f64 = 19.0;
const LEADING: f64 = 23.0;
const MARGIN: f64 = 16.0;
/// Lines of a title.
const LINES: usize = 6;

/// The cards of some assets as WebP, drawn as the pages of one file: its letters are then made once. None for a title with letters
/// that the built-in fonts lack.
pub fn draw(cards: &[(AssetKind, &str)]) -> Vec<Option<Vec<u8>>> {
    let contents: Vec<Option<String>> = cards.iter().map(|(kind, title)| content(*kind, title)).collect();
    let pages: Vec<(AssetKind, &str)> =
        cards.iter().zip(&contents).filter_map(|((kind, _), page)| Some((*kind, page.as_deref()?))).collect();
    let mut pictures = pictures_of_pdf(&pdf(&pages)).into_iter();
    contents.iter().map(|page| page.as_ref().and_then(|_| pictures.next().flatten())).collect()
}

const fn size(kind: AssetKind) -> (f64, f64) {
    if matches!(kind, AssetKind::Deck) { SLIDE } else { PAGE }
}

/// What is drawn on a card.
fn content(kind: AssetKind, title: &str) -> Option<String> {
    let (width, height) = size(kind);
    let (red, green, blue) = colour(kind);
    let mut content = format!("{red} {green} {blue} rg 0 {} {width} 36 re f\n", height - 36.0);
    content.push_str(&format!(
        "BT 1 1 1 rg /F1 14 Tf {MARGIN} {} Td <{}> Tj ET\n",
        height - 23.0,
        hex(kind.label())?
    ));
    content.push_str("BT 0.10 0.13 0.12 rg\n");
    let most = if kind == AssetKind::Deck { 3 } else { LINES };
    for (at, line) in lines(title, width - 2.0 * MARGIN, most).iter().enumerate() {
        let y = height - 66.0 - at as f64 * LEADING;
        content.push_str(&format!("/F1 {TYPE} Tf 1 0 0 1 {MARGIN} {y} Tm <{}> Tj\n", hex(line)?));
    }
    content.push_str("ET\n");
    Some(content)
}

fn pdf(pages: &[(AssetKind, &str)]) -> Vec<u8> {
    let kids: Vec<String> = (0..pages.len()).map(|page| format!("{} 0 R", 4 + 2 * page)).collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), pages.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>".to_owned(),
    ];
    for (kind, content) in pages {
        let (width, height) = size(*kind);
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] /Resources << /Font << /F1 3 0 R >> >> /Contents {} 0 R >>",
            objects.len() + 2
        ));
        objects.push(format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()));
    }
    pdf_file(&objects)
}

/// Dark enough for white letters (4.5:1).
const fn colour(kind: AssetKind) -> (f64, f64, f64) {
    match kind {
        AssetKind::Battlecard | AssetKind::Objections | AssetKind::Comparison => (0.61, 0.20, 0.16),
        AssetKind::CaseStudy | AssetKind::Faq => (0.05, 0.39, 0.29),
        AssetKind::Pricing | AssetKind::Roi => (0.45, 0.30, 0.02),
        AssetKind::Security | AssetKind::Datasheet => (0.25, 0.29, 0.36),
        AssetKind::Deck | AssetKind::EmailTemplate => (0.36, 0.22, 0.52),
        _ => (0.13, 0.33, 0.55),
    }
}

/// The title in lines that fit, the last cut with an ellipsis.
fn lines(title: &str, width: f64, most: usize) -> Vec<String> {
    let fits = |line: &str| line.chars().map(advance).sum::<f64>() * TYPE <= width;
    let mut lines: Vec<String> = Vec::new();
    let mut words = title.split_whitespace().peekable();
    while let Some(word) = words.next() {
        let count = lines.len();
        let joined = lines.last().map(|l| format!("{l} {word}")).filter(|l| fits(l));
        match (joined, lines.last_mut()) {
            (Some(joined), Some(last)) => *last = joined,
            _ if count < most => {
                // A word longer than the line is cut.
                let mut piece = String::new();
                for c in word.chars() {
                    piece.push(c);
                    if !fits(&piece) {
                        piece.pop();
                        break;
                    }
                }
                lines.push(piece);
            }
            _ => break,
        }
        if lines.len() == most
            && words.peek().is_some_and(|next| lines.last().is_some_and(|l| !fits(&format!("{l} {next}"))))
        {
            if let Some(last) = lines.last_mut() {
                while !last.is_empty() && !fits(&format!("{last}…")) {
                    last.pop();
                }
                last.push('…');
            }
            break;
        }
    }
    lines
}

/// Width of a letter of Helvetica Bold in ems, a little more rather than less.
fn advance(c: char) -> f64 {
    match c {
        'i' | 'l' | 'j' | 'I' | ' ' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' => 0.30,
        'f' | 't' | 'r' | '-' | '(' | ')' => 0.39,
        'm' | 'M' | 'W' | 'w' | '@' | '%' | '…' | '—' => 0.93,
        c if c.is_uppercase() => 0.74,
        _ => 0.60,
    }
}

/// As a hexadecimal string in WinAnsi; none when a letter is not in it.
fn hex(text: &str) -> Option<String> {
    let (bytes, _, lossy) = encoding_rs::WINDOWS_1252.encode(text);
    (!lossy).then(|| bytes.iter().map(|b| format!("{b:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_has_the_size_of_a_page_or_a_slide_and_is_small() {
        let all = [
            (AssetKind::CaseStudy, "Wie Größe & Maß „Alderney“ halfen – in fünf Tagen"),
            (AssetKind::Guide, "日本語の資料"),
            (AssetKind::Deck, "First meeting"),
        ];
        let drawn = draw(&all);
        let [Some(page), None, Some(slide)] = drawn.as_slice() else { panic!("{drawn:?}") };
        let size = |bytes: &[u8]| {
            let picture = image::load_from_memory(bytes).unwrap();
            (picture.width(), picture.height())
        };
        assert_eq!((size(page), size(slide)), ((208, 269), (208, 156)));
        assert!(page.len() < 12_000, "{}", page.len());
        assert_eq!(draw(&all[2..])[0].as_ref(), Some(slide), "alone or with others, a card is the same");
    }

    #[test]
    fn a_long_title_is_cut_with_an_ellipsis() {
        let cut = lines(&"word ".repeat(60), 176.0, 3);
        assert_eq!(cut.len(), 3);
        assert!(cut[2].ends_with('…'));
        assert_eq!(lines("Donaudampfschifffahrtsgesellschaftskapitän", 176.0, 3).len(), 1);
        assert!(lines("", 176.0, 3).is_empty());
    }
}
