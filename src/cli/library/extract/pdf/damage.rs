//! What of a PDF is missing, told by its structure: a cut file still opens, and reads as if it were whole.
#![deny(clippy::indexing_slicing)]

use super::super::Document;
use hayro::hayro_syntax::Pdf;
use hayro::hayro_syntax::object::{Array, Dict, MaybeRef, Name, ObjRef, Object, Stream};
use hayro::hayro_syntax::page::Page;
use std::collections::HashSet;

/// Nodes of the page tree that are looked at.
const NODES: usize = 20_000;

/// Says in `document` which pages could not be read, and what a file is that only wraps others.
pub fn note(pdf: &Pdf, bytes: &[u8], document: &mut Document) {
    let cut = is_cut(bytes);
    let incomplete: Vec<usize> = pdf
        .pages()
        .iter()
        .enumerate()
        .filter(|(_, page)| !has_content(page) || cut && !has_resources(page))
        .map(|(at, _)| at + 1)
        .collect();
    let lost = lost_pages(pdf, cut);
    let why = if cut { ": the file is cut" } else { ", whose content is damaged" };
    if let Some(which) = pages(&incomplete) {
        document.miss(format!("{which}{why}"));
    }
    if cut && lost.is_none() && incomplete.is_empty() {
        document.miss("its end: the file is cut".to_owned());
    }
    if let Some(lost) = lost {
        document.miss(lost);
    }
    let catalogue = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id());
    if catalogue.is_some_and(|catalogue| catalogue.contains_key("Collection")) {
        document.miss("the files that are packed in it".to_owned());
    }
}

/// Whether the file ends before its table of objects. What some programs append behind the end is no matter.
fn is_cut(bytes: &[u8]) -> bool {
    let tail = find_last(bytes, b"endobj").and_then(|at| bytes.get(at..)).unwrap_or(bytes);
    match find_last(tail, b"startxref").and_then(|at| tail.get(at..)) {
        // An object behind the end: an update that was cut.
        Some(end) => end
            .windows(5)
            .any(|window| matches!(window, [digit, b' ', b'o', b'b', b'j'] if digit.is_ascii_digit())),
        // Cut within the table, every object is there.
        None => find_last(tail, b"xref").is_none(),
    }
}

/// The pages that the page tree counts and that can't be read, in words.
fn lost_pages(pdf: &Pdf, cut: bool) -> Option<String> {
    let read = pdf.pages().len();
    let catalogue = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id());
    let Some(tree) = catalogue.and_then(|catalogue| catalogue.get::<Dict<'_>>("Pages")) else {
        return cut.then(|| format!("what follows page {read}: the file is cut"));
    };
    let count = tree.get::<i32>("Count").and_then(|count| usize::try_from(count).ok()).unwrap_or(0);
    let gaps = gaps(pdf, &tree);
    // Some programs count wrongly: a page is lost only where its object is.
    if count <= read || gaps == Gaps::None && !cut {
        return None;
    }
    let why = if cut { ": the file is cut" } else { ", which are damaged" };
    Some(if gaps == Gaps::Between {
        format!("{} of its {count} pages{why}", count - read)
    } else if count - read == 1 {
        format!("the last of its {count} pages{}", why.replace("are", "is"))
    } else {
        format!("the pages after {read} of {count}{why}")
    })
}

/// Where the page tree names objects that aren't there.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gaps {
    None,
    AtTheEnd,
    Between,
}

fn gaps(pdf: &Pdf, tree: &Dict<'_>) -> Gaps {
    let mut seen = HashSet::new();
    let mut gaps = Gaps::None;
    // Kids still to be looked at, the next one last.
    let mut open: Vec<ObjRef> = kids(tree);
    while let Some(kid) = open.pop() {
        if seen.len() >= NODES || !seen.insert((kid.obj_number, kid.gen_number)) {
            continue;
        }
        match pdf.xref().get::<Dict<'_>>(kid.into()) {
            None if gaps == Gaps::None => gaps = Gaps::AtTheEnd,
            None => {}
            Some(node) if node.contains_key("Kids") => open.extend(kids(&node)),
            Some(_) if gaps == Gaps::AtTheEnd => gaps = Gaps::Between,
            Some(_) => {}
        }
    }
    gaps
}

/// The kids of a node, the last one first.
fn kids(node: &Dict<'_>) -> Vec<ObjRef> {
    let array = node.get::<Array<'_>>("Kids");
    let mut kids: Vec<_> = array
        .iter()
        .flat_map(|array| array.raw_iter())
        .filter_map(|kid| kid.as_obj_ref())
        .take(NODES)
        .collect();
    kids.reverse();
    kids
}

/// Whether all that draws the page is there.
fn has_content(page: &Page<'_>) -> bool {
    let dict = page.raw();
    if let Some(stream) = dict.get::<Stream<'_>>("Contents") {
        return is_sound(&stream);
    }
    if let Some(array) = dict.get::<Array<'_>>("Contents") {
        return array
            .raw_iter()
            .take(NODES)
            .filter_map(|part| part.as_obj_ref())
            .all(|part| page.xref().get::<Stream<'_>>(part.into()).is_some_and(|stream| is_sound(&stream)));
    }
    dict.get_ref("Contents").is_none()
}

/// Whether a stream that draws could be unpacked to its end.
fn is_sound(stream: &Stream<'_>) -> bool {
    let Ok(drawing) = stream.decoded_data() else { return false };
    let packed = stream.raw_data();
    if !packed.starts_with(&[0x78]) {
        return true;
    }
    // zlib ends in a checksum. Some programs leave it out, so a drawing that ends in an operator counts as whole too.
    let sum = adler32(&drawing).to_be_bytes();
    let end = packed.get(packed.len().saturating_sub(32)..).unwrap_or_default();
    let last = drawing.trim_ascii_end().rsplit(u8::is_ascii_whitespace).next().unwrap_or_default();
    let operator = !last.is_empty()
        && last.len() <= 3
        && last.iter().all(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'*' | b'\'' | b'"'));
    find_last(end, &sum).is_some() || operator || drawing.is_empty() && packed.len() <= 16
}

/// The checksum of RFC 1950.
fn adler32(bytes: &[u8]) -> u32 {
    let (mut low, mut high) = (1_u32, 0_u32);
    // 5,552 bytes are the most that can be summed up before 32 bits run over.
    for chunk in bytes.chunks(5552) {
        for byte in chunk {
            low += u32::from(*byte);
            high += low;
        }
        low %= 65_521;
        high %= 65_521;
    }
    high << 16 | low
}

/// Whether fonts and drawings that the page uses are there.
fn has_resources(page: &Page<'_>) -> bool {
    let is_there = |value: MaybeRef<Object<'_>>| {
        value.as_obj_ref().is_none_or(|at| page.xref().get::<Object<'_>>(at.into()).is_some())
    };
    let resources = page.resources();
    let fonts = resources.fonts.keys().filter_map(|name: Name<'_>| resources.fonts.get::<Dict<'_>>(name));
    resources.fonts.entries().all(|(_, font)| is_there(font))
        && resources.x_objects.entries().all(|(_, drawing)| is_there(drawing))
        && fonts.take(NODES).all(|font| font.entries().all(|(_, part)| is_there(part)))
}

/// Where `needle` stands last.
pub fn find_last(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    bytes.windows(needle.len()).rposition(|window| window == needle)
}

/// Pages in words: `page 7`, `pages 2 to 5, 9`; nothing for none. The numbers rise.
pub fn pages(numbers: &[usize]) -> Option<String> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for &number in numbers {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => runs.push((number, number)),
        }
    }
    let word = if numbers.len() > 1 { "pages" } else { "page" };
    let run = |(first, last): &(usize, usize)| match last - first {
        0 => first.to_string(),
        1 => format!("{first}, {last}"),
        _ => format!("{first} to {last}"),
    };
    let runs: Vec<_> = runs.iter().map(run).collect();
    (!runs.is_empty()).then(|| format!("{word} {}", runs.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{drawn, objects};
    use super::*;
    use crate::library::pdf_file;

    fn contents(count: usize) -> Vec<String> {
        (1..=count).map(|page| format!("BT /F1 11 Tf 72 700 Td (What page {page} says) Tj ET")).collect()
    }

    fn unread(file: &[u8]) -> Vec<String> {
        super::super::read(file).unwrap().unread
    }

    #[test]
    fn a_whole_file_misses_nothing_whatever_follows_its_end() {
        let mut file = drawn(&contents(3), (612, 792));
        assert!(unread(&file).is_empty());
        file.extend(b"\n<html>sent by the harbour object store</html>".repeat(99));
        assert!(unread(&file).is_empty());
    }

    #[test]
    fn a_cut_file_names_the_pages_that_it_lost() {
        let file = drawn(&contents(10), (612, 792));
        let within = file.windows(6).position(|window| window == b"page 7").unwrap();
        assert_eq!(
            unread(&file[..within]),
            ["page 7: the file is cut", "the pages after 7 of 10: the file is cut"]
        );
        let last = find_last(&file, b"endobj").unwrap();
        assert_eq!(unread(&file[..last]), ["its end: the file is cut"]);
        let table = find_last(&file, b"trailer").unwrap();
        assert!(unread(&file[..table]).is_empty(), "every object is there");
    }

    #[test]
    fn a_page_that_is_gone_is_missed_and_a_wrong_count_is_not() {
        let mut objects = objects(&contents(4), (612, 792));
        objects[1] = objects[1].replace("/Count 4", "/Count 5");
        assert!(unread(&pdf_file(&objects)).is_empty());
        objects[5] = "null".to_owned();
        assert_eq!(unread(&pdf_file(&objects)), ["2 of its 5 pages, which are damaged"]);
    }

    #[test]
    fn content_that_is_gone_or_can_not_be_unpacked_is_missed() {
        let mut objects = objects(&contents(5), (612, 792));
        objects[4] = "null".to_owned();
        objects[6] = "<< /Length 4 /Filter /Unheard >>\nstream\nxxxx\nendstream".to_owned();
        objects[10] = "<< /Length 4 /Filter /ASCIIHexDecode >>\nstream\n????\nendstream".to_owned();
        assert_eq!(unread(&pdf_file(&objects)), ["pages 1, 2, 4, whose content is damaged"]);
    }

    #[test]
    fn a_portfolio_says_that_its_files_are_not_read() {
        let mut objects = objects(&contents(1), (612, 792));
        objects[0] = "<< /Type /Catalog /Pages 2 0 R /Collection << /View /D >> >>".to_owned();
        assert_eq!(unread(&pdf_file(&objects)), ["the files that are packed in it"]);
    }

    #[test]
    fn pages_are_named_in_runs() {
        assert_eq!(pages(&[]), None);
        assert_eq!(pages(&[7]).unwrap(), "page 7");
        assert_eq!(pages(&[2, 3, 4, 5, 9, 11, 12]).unwrap(), "pages 2 to 5, 9, 11, 12");
    }

    #[test]
    fn the_checksum_is_that_of_the_standard() {
        assert_eq!(adler32(b"Wikipedia"), 0x11E6_0398);
    }
}
