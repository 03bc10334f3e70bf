//! A title for a piece whose row has none: what the document says above its text, else its first words, else its file's name.
//!
//! An organisation's name, a number, a template's words or a mark tell nobody which piece it is. Where pieces would have the same
//! title, what their files' names differ in tells them apart.

use super::super::extract::{Document, Place, TitleSource, is_own, is_title, one_line};
use super::super::fields::{Field, fold};
use super::super::ready::Ready;
use super::super::settings::Settings;
use super::Found;
use super::kind::is_kind_alone;
use pitchside_core::catalogue::Asset;
use std::collections::{HashMap, HashSet};

/// Characters of the longest title.
const LONGEST: usize = 120;
/// Words of a first line that may be a title.
const LINE: usize = 16;
/// Words of a lead that the line below it is to explain.
const LEAD: usize = 3;
/// Words at the beginning of the text in which a title of the properties is to be found.
const HEAD: usize = 300;

/// The title of a piece.
pub fn of(asset: &Asset, document: Option<&Document>, settings: &Settings) -> Found<String> {
    if let Some(document) = document
        && let Some(found) = of_document(document, &asset.file, settings)
    {
        return found;
    }
    let name = of_name(&asset.file);
    let first = document.and_then(first_sentence);
    match first {
        // A number or a camera's name tells less than the first words.
        Some(first) if !tells(&name) => Found::guessed(first, "its first words"),
        _ if name.is_empty() => Found::guessed(of_name(&asset.id.0), "its id"),
        _ => Found::guessed(name, "the file’s name"),
    }
}

fn of_document(document: &Document, file: &str, settings: &Settings) -> Option<Found<String>> {
    let head: String = document
        .blocks
        .iter()
        .flat_map(|block| block.heading.split_whitespace().chain(block.text.split_whitespace()))
        .take(HEAD)
        .map(fold)
        .collect::<Vec<_>>()
        .join(" ");
    for candidate in &document.titles {
        let text = &candidate.text;
        let agrees = candidate.source != TitleSource::Properties
            || is_own(text) && (document.word_count() == 0 || agrees(text, &head, file));
        if !agrees
            || !is_title(text)
            || !is_own(text)
            || is_placeholder(text)
            || text.chars().count() > LONGEST
        {
            continue;
        }
        let evidence = match candidate.source {
            TitleSource::Styled => "the document’s own title",
            TitleSource::Largest => "the largest type of its first page",
            TitleSource::Properties => "the file’s properties",
            TitleSource::Heading => "its first heading",
        };
        // The first line may go on where the property ends.
        let line = first_line(document, settings).filter(|line| {
            candidate.source == TitleSource::Properties
                && line.len() > text.len()
                && line.starts_with(text.as_str())
        });
        if let Some(line) = line {
            return Some(Found::read(line.to_owned(), "its first line"));
        }
        // One word of a heading in larger type.
        let heading =
            document.titles.iter().find(|other| other.source == TitleSource::Heading).filter(|heading| {
                !text.contains(' ') && heading.text.ends_with(text.as_str()) && is_line(&heading.text)
            });
        if let Some(heading) = heading {
            return Some(Found::read(heading.text.clone(), "its first heading"));
        }
        match explained(text, document, settings) {
            Lead::Whole => return Some(Found::read(text.clone(), evidence)),
            Lead::With(below) => {
                return Some(Found::read(format!("{} – {below}", as_written(text, document)), evidence));
            }
            Lead::Name => {}
        }
    }
    if let Some(line) = first_line(document, settings) {
        return Some(Found::guessed(line.to_owned(), "its first line"));
    }
    let mut heads =
        document.labels.iter().filter(|label| label.place == Place::Head).map(|label| label.text.as_str());
    let head = heads.find(|head| is_line(head) && !is_name_alone(head, settings))?;
    Some(Found::guessed(head.to_owned(), "the head of its pages"))
}

/// The first line of the text that may be a title.
fn first_line<'d>(document: &'d Document, settings: &Settings) -> Option<&'d str> {
    let first = document.blocks.iter().filter(|block| !block.notes && block.position <= 1).take(3);
    let mut lines = first.map(|block| block.text.as_str());
    lines.find(|line| is_line(line) && !is_name_alone(line, settings))
}

/// What a candidate is.
enum Lead {
    /// A title.
    Whole,
    /// A name or a kind, and the line below that says what it is about.
    With(String),
    /// A name alone.
    Name,
}

/// Whether a candidate tells the piece, or the line below it must.
fn explained(text: &str, document: &Document, settings: &Settings) -> Lead {
    let name = is_name_alone(text, settings);
    let short = text.split_whitespace().count() <= LEAD;
    let lead = name || is_kind_alone(text) || short && (is_capitals(text) || recurs(text, document));
    if !lead {
        return Lead::Whole;
    }
    match below(text, document) {
        Some(below) => Lead::With(below),
        None if name => Lead::Name,
        None => Lead::Whole,
    }
}

/// The vendor's own name.
fn is_name_alone(text: &str, settings: &Settings) -> bool {
    [&settings.library.vendor, &settings.library.name]
        .iter()
        .any(|name| !name.is_empty() && fold(name) == fold(text))
}

/// The heading or short line that follows a lead on its page.
fn below(lead: &str, document: &Document) -> Option<String> {
    // “Open and Secure — A Manual for …” may stand in one line on a later page.
    let blocks = document.blocks.iter().filter(|block| !block.notes).take(8);
    let mut whole = blocks.filter_map(|block| {
        let rest = block.text.strip_prefix(lead)?.trim_start();
        let rest = rest.strip_prefix(['—', '–', ':', '-'])?.trim();
        (is_line(rest) && rest.split_whitespace().count() > 1).then(|| rest.to_owned())
    });
    if let Some(rest) = whole.next() {
        return Some(rest);
    }
    let mut passed = false;
    let blocks = document.blocks.iter().filter(|block| !block.notes).take(8);
    let texts = blocks.flat_map(|block| {
        let heading = block.heading.rsplit(" › ").next().unwrap_or_default();
        [heading, block.text.as_str()]
    });
    for text in texts.filter(|text| !text.is_empty()) {
        if fold(text) == fold(lead) {
            passed = true;
        } else if passed
            && is_line(text)
            && !is_byline(text)
            && text.split_whitespace().count() > 1
            && !fold(text).contains(&fold(lead))
        {
            return Some(text.to_owned());
        }
    }
    None
}

/// `by Marit Osei`, `von …`.
fn is_byline(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let first = words.next().unwrap_or_default().to_lowercase();
    let name = words.next().is_some_and(|word| word.starts_with(char::is_uppercase));
    name && matches!(
        first.as_str(),
        "by" | "von" | "par" | "por" | "di" | "door" | "author" | "autor" | "presented" | "©"
    )
}

/// Whether a short text comes again within the sentences, as names do.
fn recurs(text: &str, document: &Document) -> bool {
    let blocks = document.blocks.iter().filter(|block| block.text.split_whitespace().count() > 8);
    blocks.filter(|block| block.text.contains(text)).count() > 1
}

/// A lead in capitals as the text writes it.
fn as_written(lead: &str, document: &Document) -> String {
    if !is_capitals(lead) {
        return lead.to_owned();
    }
    let length = lead.chars().count();
    let found = document.blocks.iter().find_map(|block| {
        let lower = block.text.to_lowercase();
        let at = lower.find(&lead.to_lowercase())?;
        let found: String = block.text.get(at..)?.chars().take(length).collect();
        (!is_capitals(&found) && found.to_lowercase() == lead.to_lowercase()).then_some(found)
    });
    found.unwrap_or_else(|| lead.to_owned())
}

fn is_capitals(text: &str) -> bool {
    text.contains(char::is_uppercase) && !text.contains(char::is_lowercase)
}

/// A line that may be a title: short, no sentence, no item of a list, no label.
fn is_line(text: &str) -> bool {
    let words = text.split_whitespace().count();
    let item = text
        .starts_with(|c: char| !c.is_alphanumeric() && !matches!(c, '“' | '"' | '„' | '«' | '¿' | '¡' | '#'));
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    // Ideographs stand without blanks.
    let enough = words > 1 || text.chars().any(|c| c > '\u{2e80}');
    enough
        && words <= LINE
        && text.chars().count() <= LONGEST
        && !text.ends_with(['.', ';', ':', ',', '!'])
        && !text.contains(" · ")
        && !text.contains(": ")
        && !item
        && digits * 3 < letters
        && is_title(text)
        && !is_placeholder(text)
}

/// Whether at least half of a property's words stand at the beginning of the text or in the file's name: templates and copies carry
/// other documents' titles.
fn agrees(title: &str, head: &str, file: &str) -> bool {
    let file = fold(file);
    let words: Vec<String> = title.split_whitespace().map(fold).filter(|word| !word.is_empty()).collect();
    let own: HashSet<&str> = head.split(' ').collect();
    let found = words.iter().filter(|word| {
        own.contains(word.as_str())
            || word.chars().count() > 3 && (file.contains(word.as_str()) || head.contains(word.as_str()))
    });
    !words.is_empty() && found.count() * 2 >= words.len()
}

/// What templates hold in a text's place.
fn is_placeholder(text: &str) -> bool {
    const PLACEHOLDERS: [&str; 14] = [
        "lorem ipsum",
        "click to",
        "click here",
        "insert ",
        "your title",
        "title here",
        "presentation title",
        "document title",
        "titel eingeben",
        "titel durch klicken",
        "mastertitel",
        "klicken sie",
        "cliquez pour",
        "haga clic",
    ];
    let lower = text.to_lowercase();
    let bracketed = lower.starts_with(['[', '<', '{']) && lower.ends_with([']', '>', '}']);
    bracketed || PLACEHOLDERS.iter().any(|start| lower.starts_with(start) || lower.contains("lorem ipsum"))
}

/// The first sentence of the text, cut to the length of a title at a word.
fn first_sentence(document: &Document) -> Option<String> {
    const CUT: usize = 80;
    let mut texts = document.blocks.iter().filter(|block| !block.notes).map(|block| block.text.as_str());
    let text = texts.find(|text| text.split_whitespace().count() >= 4 && !is_placeholder(text))?;
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let end = [". ", "! ", "? "].iter().filter_map(|end| text.find(end)).min().unwrap_or(text.len());
    let sentence = text.get(..end)?.trim_end_matches(['.', '!', '?']);
    if sentence.chars().count() <= CUT {
        return Some(sentence.to_owned());
    }
    let mut cut = String::new();
    for word in sentence.split(' ') {
        if cut.chars().count() + word.chars().count() >= CUT {
            break;
        }
        cut.push_str(if cut.is_empty() { "" } else { " " });
        cut.push_str(word);
    }
    Some(format!("{}…", cut.trim_end_matches([',', ';', ':'])))
}

/// Whether a file's name says more than that it is a file.
fn tells(name: &str) -> bool {
    const EMPTY: [&str; 22] = [
        "scan",
        "img",
        "image",
        "document",
        "doc",
        "file",
        "final",
        "copy",
        "kopie",
        "copie",
        "draft",
        "untitled",
        "unbenannt",
        "presentation",
        "slides",
        "new",
        "neu",
        "test",
        "version",
        "print",
        "download",
        "export",
    ];
    let words = name.split_whitespace().map(fold);
    let telling = |word: &String| {
        let vowels = word.chars().filter(|c| "aeiouyäöüéèáóíú".contains(*c)).count();
        let digits = word.chars().filter(char::is_ascii_digit).count();
        let hash = digits > 0 && word.chars().count() > 8;
        let word = word.trim_end_matches(|c: char| c.is_ascii_digit());
        word.chars().count() > 2 && vowels > 0 && !hash && !EMPTY.contains(&word)
            || word.chars().any(|c| c > '\u{2e80}')
    };
    words.filter(telling).count() > 0
}

/// A file's name as a title: `case-studies/alderney_mutual-v2.pdf` → `Alderney mutual v2`.
pub fn of_name(file: &str) -> String {
    let name = file.rsplit('/').next().unwrap_or(file);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let decoded = percent_encoding::percent_decode_str(stem).decode_utf8_lossy();
    // “PriceList2027” is three words.
    let mut parted = String::new();
    let mut before = ' ';
    for c in decoded.chars() {
        let begins = before.is_lowercase() && c.is_uppercase();
        if begins && !decoded.contains([' ', '_', '-']) {
            parted.push(' ');
        }
        parted.push(c);
        before = c;
    }
    let words = one_line(&parted.replace(" - ", " – ").replace(['_', '-', '+'], " "));
    let mut chars = words.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}

/// Tells pieces apart that would have the same title: by the words in which their files' names differ, else by their language.
pub fn tell_apart(assets: &mut [Ready]) {
    let mut same: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, ready) in assets.iter().enumerate() {
        same.entry(fold(&ready.asset.title)).or_default().push(at);
    }
    let mut new: Vec<(usize, String)> = Vec::new();
    for twins in same.into_values().filter(|twins| twins.len() > 1) {
        let words: Vec<Vec<String>> = twins
            .iter()
            .filter_map(|at| assets.get(*at))
            .map(|ready| of_name(&ready.asset.file).split_whitespace().map(str::to_owned).collect())
            .collect();
        let common: HashSet<String> = words
            .iter()
            .map(|words| words.iter().map(|word| fold(word)).collect::<HashSet<_>>())
            .reduce(|all, next| all.intersection(&next).cloned().collect())
            .unwrap_or_default();
        for (at, words) in twins.iter().zip(&words) {
            let Some(asset) = assets.get(*at).map(|ready| &ready.asset) else { continue };
            if !asset.inferred.iter().any(|field| field == "title") {
                continue;
            }
            let title = fold(&asset.title);
            let own: Vec<&str> = words
                .iter()
                .map(String::as_str)
                .filter(|word| !common.contains(&fold(word)) && !title.contains(&fold(word)))
                .collect();
            let languages: HashSet<&str> = twins
                .iter()
                .filter_map(|at| assets.get(*at))
                .map(|ready| ready.asset.language.as_str())
                .collect();
            let own = match own.is_empty() {
                true if languages.len() > 1 => asset.language.to_string(),
                true => continue,
                false => own.join(" "),
            };
            new.push((*at, format!("{} ({own})", asset.title)));
        }
    }
    for (at, title) in new {
        let Some(ready) = assets.get_mut(at) else { continue };
        for inference in ready.inferred.iter_mut().filter(|inference| inference.field == Field::Title) {
            inference.value.clone_from(&title);
            inference.evidence.push_str(", and the file’s name, since another has the same title");
        }
        ready.asset.title = title;
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::extract::Block;
    use super::*;
    use pitchside_core::catalogue::AssetKind;

    fn title(file: &str, titles: &[(TitleSource, &str)], blocks: &[(&str, &str)]) -> String {
        let block = |(heading, text): &(&str, &str)| Block {
            position: 1,
            heading: (*heading).to_owned(),
            text: (*text).to_owned(),
            notes: false,
        };
        let mut document = Document { blocks: blocks.iter().map(block).collect(), ..Document::default() };
        titles.iter().for_each(|(source, text)| document.propose(*source, text));
        let mut asset = Asset::new("x", "", AssetKind::Other);
        asset.file = file.to_owned();
        of(&asset, Some(&document), &Settings::default()).value
    }

    #[test]
    fn a_name_or_a_kind_is_explained_by_the_line_below_it() {
        let text =
            ("", "Woodgrove Financial pays for the losses that follow from a breach of its own systems.");
        let blocks = [("WOODGROVE FINANCIAL", ""), ("Cyber policy in short", ""), text, text];
        let named = title("a.pdf", &[(TitleSource::Largest, "WOODGROVE FINANCIAL")], &blocks);
        assert_eq!(named, "Woodgrove Financial – Cyber policy in short");
        let kind = title(
            "a.pdf",
            &[(TitleSource::Largest, "Case study")],
            &[("Case study", ""), ("", "Alderney closes in five days"), ("", "It took eleven days before.")],
        );
        assert_eq!(kind, "Case study – Alderney closes in five days");
    }

    #[test]
    fn a_property_of_another_document_is_left_out() {
        let blocks =
            [("", "Contract renewal in the public sector"), ("", "It is renewed each year by the board.")];
        assert_eq!(
            title("a.docx", &[(TitleSource::Properties, "Chemistry of phosphines")], &blocks),
            blocks[0].1
        );
        let own = title("a.docx", &[(TitleSource::Properties, "Renewal of contracts by the board")], &blocks);
        assert_eq!(own, "Renewal of contracts by the board");
    }

    #[test]
    fn without_a_title_the_name_counts_unless_it_is_a_number() {
        let blocks =
            [("", "The close of the books takes five days, and it took eleven before. We asked why.")];
        assert_eq!(
            title("4224.pdf", &[(TitleSource::Largest, "4224")], &blocks),
            "The close of the books takes five days, and it took eleven before"
        );
        assert_eq!(title("scan0001.pdf", &[], &[]), "Scan0001");
        assert_eq!(title("x/PriceList2027.pdf", &[], &[]), "Price List2027");
        assert_eq!(title("x/close%20in%20five_days.pdf", &[], &blocks), "Close in five days");
    }
}
