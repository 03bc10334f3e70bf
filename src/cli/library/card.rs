//! A drawn card for an asset that has no picture of its own: its kind and the first words of its title, on a ground in the kind's
//! colour.
//!
//! # Why
//! It is shown 52 pixels wide. What is to be read there has letters as large as a button's, so a few words must do; the whole title stands
//! beside it.

use super::extract::drawing::text::Style;
use super::extract::drawing::{Area, Canvas, Colour, Face, Paint, Path, draw_all, fold, is_drawable};
use pitchside_core::catalogue::AssetKind;

/// Size of the card in points: a page, or a slide.
const PAGE: (f64, f64) = (208.0, 269.0);
const SLIDE: (f64, f64) = (208.0, 156.0);
/// Size of the letters: their capitals are 7.2 pixels tall where the card is 52 wide.
const TYPE: f64 = 40.0;
/// From line to line.
const LEADING: f64 = 47.0;
/// The margin on the left and on the right.
const MARGIN: f64 = 11.0;
/// Narrowest letters, as a part of the font's own width.
const NARROWEST: f64 = 0.62;
/// Words of a title.
const WORDS: usize = 5;

/// The cards of some assets as WebP, drawn together. None for a title with letters that the built-in fonts lack.
pub fn draw(cards: &[(AssetKind, &str)]) -> Vec<Option<Vec<u8>>> {
    let cards: Vec<Option<Canvas>> = cards.iter().map(|(kind, title)| card(*kind, title)).collect();
    let has: Vec<bool> = cards.iter().map(Option::is_some).collect();
    let mut pictures = draw_all(&cards.into_iter().flatten().collect::<Vec<_>>()).into_iter();
    has.into_iter().map(|has| if has { pictures.next().flatten() } else { None }).collect()
}

fn card(kind: AssetKind, title: &str) -> Option<Canvas> {
    let (width, height) = if matches!(kind, AssetKind::Deck) { SLIDE } else { PAGE };
    let title = fold(title);
    if !title.chars().all(is_drawable) {
        return None;
    }
    let mut canvas = Canvas::new(width, height);
    let colour = colour(kind);
    let page = canvas.page();
    // Nearly white under a band in the colour: quiet beside real pages.
    canvas.fill(&Path::rect(page), &Paint::Plain(Colour::WHITE.toward(colour, 0.12)));
    let band = Area { h: LEADING + 6.0, ..page };
    canvas.fill(&Path::rect(band), &Paint::Plain(colour));
    let room = width - 2.0 * MARGIN;
    let most = if matches!(kind, AssetKind::Deck) { 2 } else { 3 };
    let ink = Colour::BLACK.toward(colour, 0.35);
    let kind_line = (short(kind).to_owned(), Colour::WHITE);
    let lines = lines(kind, &title, room, most).into_iter().map(|line| (line, ink));
    for (at, (line, colour)) in std::iter::once(kind_line).chain(lines).enumerate() {
        let plain = style(1.0, colour);
        let squeeze = (room / plain.width(&line)).clamp(NARROWEST, 1.0);
        let y = if at == 0 { 41.0 } else { 53.0 + LEADING * at as f64 - 5.0 };
        canvas.letters((MARGIN, y), &line, &style(squeeze, colour));
    }
    Some(canvas)
}

fn style(squeeze: f64, colour: Colour) -> Style {
    Style { face: Face { bold: true, ..Face::default() }, size: TYPE, squeeze, colour, behind: None }
}

/// The kind in a word that fits.
const fn short(kind: AssetKind) -> &'static str {
    match kind {
        AssetKind::EmailTemplate => "E-mail",
        AssetKind::WhitePaper => "White paper",
        AssetKind::Security => "Security",
        _ => kind.label(),
    }
}

/// Dark enough for white letters (4.5:1).
const fn colour(kind: AssetKind) -> Colour {
    let rgb = match kind {
        AssetKind::Battlecard | AssetKind::Objections | AssetKind::Comparison => [0.61, 0.20, 0.16],
        AssetKind::CaseStudy | AssetKind::Faq => [0.05, 0.39, 0.29],
        AssetKind::Pricing | AssetKind::Roi => [0.45, 0.30, 0.02],
        AssetKind::Security | AssetKind::Datasheet => [0.25, 0.29, 0.36],
        AssetKind::Deck | AssetKind::EmailTemplate => [0.36, 0.22, 0.52],
        _ => [0.13, 0.33, 0.55],
    };
    Colour { rgb, alpha: 1.0 }
}

/// The first words of a title in lines that fit; a word that doesn't is cut. What the kind says already is left out, and so are
/// articles.
fn lines(kind: AssetKind, title: &str, room: f64, most: usize) -> Vec<String> {
    let known: Vec<String> =
        [kind.label(), short(kind)].join(" ").split(' ').map(str::to_lowercase).collect();
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let filler = |word: &&str| {
        let bare = bare(word);
        bare.is_empty()
            || known.contains(&bare)
            || matches!(
                bare.as_str(),
                "the"
                    | "a"
                    | "an"
                    | "der"
                    | "die"
                    | "das"
                    | "le"
                    | "la"
                    | "les"
                    | "el"
                    | "for"
                    | "für"
                    | "of"
                    | "to"
                    | "your"
                    | "and"
                    | "und"
                    | "et"
            )
    };
    let all = || title.split_whitespace();
    let mut words: Vec<&str> = all().filter(|word| !filler(word)).take(WORDS).collect();
    if words.is_empty() {
        words = all().take(WORDS).collect();
    }
    let plain = style(1.0, Colour::BLACK);
    let leads_on = |word: &str| {
        matches!(
            bare(word).as_str(),
            "with"
                | "without"
                | "from"
                | "on"
                | "in"
                | "at"
                | "by"
                | "mit"
                | "ohne"
                | "von"
                | "im"
                | "aus"
                | "avec"
                | "sans"
                | "des"
                | "de"
                | "en"
        )
    };
    let fits = |line: &str, squeeze: f64| plain.width(line) * squeeze <= room;
    let mut lines: Vec<String> = Vec::new();
    for word in words {
        let word =
            word.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '?' | '!' | '%' | ')' | '('));
        let count = lines.len();
        // A second word on a line only where the letters stay nearly as wide as they are.
        let joined = lines.last().map(|line| format!("{line} {word}")).filter(|line| fits(line, 0.82));
        match (joined, lines.last_mut()) {
            (Some(joined), Some(last)) => *last = joined,
            _ if count < most => lines.push(cut(word, &|line| fits(line, NARROWEST))),
            _ => break,
        }
    }
    // Nothing comes behind a last “with”.
    if lines.len() > 1
        && let Some(last) = lines.last_mut()
        && let Some(word) = last.split(' ').next_back().filter(|word| leads_on(word)).map(str::len)
    {
        last.truncate((last.len() - word).saturating_sub(1));
    }
    lines.retain(|line| !line.is_empty());
    lines
}

/// The word, or what of it fits with a dot behind.
fn cut(word: &str, fits: &dyn Fn(&str) -> bool) -> String {
    let mut word = word.to_owned();
    if fits(&word) {
        return word;
    }
    while word.pop().is_some() && !fits(&format!("{word}.")) {}
    word.push('.');
    word
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
    fn capitals_of_a_title_are_seven_pixels_tall_where_the_card_is_shown() {
        let card = image::load_from_memory(draw(&[(AssetKind::Guide, "HILL")])[0].as_ref().unwrap()).unwrap();
        let small = card.resize_exact(52, 67, image::imageops::FilterType::Triangle).to_luma8();
        // Below the band, rows with dark pixels are those of the title's one line.
        let rows: Vec<u32> =
            (14..67).filter(|y| (0..52).any(|x| small.get_pixel(x, *y).0[0] < 130)).collect();
        let (first, last) = (rows.first().unwrap(), rows.last().unwrap());
        assert!(last - first + 1 >= 7, "{rows:?}");
        assert!(rows.len() <= 9, "one line: {rows:?}");
    }

    #[test]
    fn a_title_is_a_few_words_in_three_lines_without_what_the_kind_says() {
        let lines = |kind, title: &str| lines(kind, title, 186.0, 3);
        assert_eq!(lines(AssetKind::Battlecard, "Battlecard: Ledgerfox"), ["Ledgerfox"]);
        assert_eq!(lines(AssetKind::Guide, "The guide"), ["The guide"]);
        let long = lines(AssetKind::Guide, &"word ".repeat(60));
        assert!(long.len() <= 3 && long.iter().flat_map(|line| line.split(' ')).count() <= WORDS, "{long:?}");
        let one = lines(AssetKind::Guide, "Donaudampfschifffahrtsgesellschaftskapitän");
        assert!(one.len() == 1 && one[0].ends_with('.'), "{one:?}");
        assert!(lines(AssetKind::Guide, "").is_empty());
    }
}
