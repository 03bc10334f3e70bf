//! A package whose end is missing: its list of parts stood there, but every part has a header of its own.

/// `PK\x03\x04`, before every part.
const PART: &[u8] = b"PK\x03\x04";
/// `PK\x07\x08`, behind a part whose header doesn't say its length.
const LENGTHS: &[u8] = b"PK\x07\x08";
/// Bytes of a part's header before its name.
const HEADER: usize = 30;

/// The same package with a list of the parts that are there; the last may be a part's beginning only. `None` when there are none.
///
/// Parts are taken one behind the other from the first byte on, so that what is packed inside a part is never taken for one.
pub fn mend(bytes: &[u8]) -> Option<Vec<u8>> {
    let (mut list, mut count, mut at) = (Vec::new(), 0_u16, 0);
    while let Some(part) = part(bytes, at) {
        let offset = u32::try_from(at).ok()?;
        list.extend_from_slice(b"PK\x01\x02\x14\x00");
        // Version, flags, method, time and day stand alike in both; then the check sum and the lengths.
        list.extend_from_slice(bytes.get(at + 4..at + 14)?);
        for number in [part.check, part.packed, part.unpacked] {
            list.extend_from_slice(&number.to_le_bytes());
        }
        list.extend_from_slice(&u16::try_from(part.name.len()).ok()?.to_le_bytes());
        // No extras, no comment, first disk, no attributes.
        list.extend_from_slice(&[0; 12]);
        list.extend_from_slice(&offset.to_le_bytes());
        list.extend_from_slice(part.name);
        count = count.checked_add(1)?;
        at = part.end;
    }
    if count == 0 {
        return None;
    }
    let start = bytes.get(..at)?;
    let mut out = Vec::with_capacity(start.len() + list.len() + 22);
    out.extend_from_slice(start);
    out.extend_from_slice(&list);
    out.extend_from_slice(b"PK\x05\x06\0\0\0\0");
    out.extend_from_slice(&count.to_le_bytes());
    out.extend_from_slice(&count.to_le_bytes());
    out.extend_from_slice(&u32::try_from(list.len()).ok()?.to_le_bytes());
    out.extend_from_slice(&u32::try_from(at).ok()?.to_le_bytes());
    out.extend_from_slice(&[0; 2]);
    Some(out)
}

/// One part as its own header tells it.
struct Part<'a> {
    name: &'a [u8],
    check: u32,
    /// Bytes in the file, at most what is left of it.
    packed: u32,
    unpacked: u32,
    /// Where the next part begins.
    end: usize,
}

fn part(bytes: &[u8], at: usize) -> Option<Part<'_>> {
    let header = bytes.get(at..at.checked_add(HEADER)?)?;
    if !header.starts_with(PART) {
        return None;
    }
    let name_length = usize::from(short(header, 26)?);
    let start = at + HEADER + name_length + usize::from(short(header, 28)?);
    let name = bytes.get(at + HEADER..at + HEADER + name_length)?;
    let rest = bytes.get(start..)?;
    let (check, packed, unpacked) = (long(header, 14)?, long(header, 18)?, long(header, 22)?);
    let told_behind = short(header, 6)? & 8 != 0 && packed == 0;
    if told_behind && let Some(length) = length_told_behind(rest) {
        let behind = rest.get(length..)?;
        return Some(Part {
            name,
            check: long(behind, 4)?,
            packed: u32::try_from(length).ok()?,
            unpacked: long(behind, 12)?,
            end: start + length + 16,
        });
    }
    let all = if told_behind { usize::MAX } else { usize::try_from(packed).ok()? };
    let length = all.min(rest.len());
    if length == 0 && all > 0 {
        return None;
    }
    Some(Part { name, check, packed: u32::try_from(length).ok()?, unpacked, end: start + length })
}

/// How far on the lengths stand that agree with how far on they stand.
fn length_told_behind(rest: &[u8]) -> Option<usize> {
    let agrees = |at: usize| {
        let behind = rest.get(at..)?;
        (behind.starts_with(LENGTHS) && usize::try_from(long(behind, 8)?).ok()? == at).then_some(at)
    };
    (0..rest.len().saturating_sub(15)).find_map(agrees)
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::super::tests::package;
    use super::*;
    use std::io::{Cursor, Read};

    #[test]
    fn parts_before_the_cut_are_listed_again_and_any_cut_is_harmless() {
        let whole = package(&[("word/a.xml", &"<a>one</a>".repeat(9)), ("word/b.xml", "<b>two</b>")]);
        for length in 0..whole.len() {
            let Some(mended) = mend(&whole[..length]) else { continue };
            let mut zip = zip::ZipArchive::new(Cursor::new(mended)).unwrap();
            assert_eq!(zip.name_for_index(0).unwrap().unwrap(), "word/a.xml");
            if zip.len() == 2 {
                let mut text = String::new();
                zip.by_index(0).unwrap().read_to_string(&mut text).unwrap();
                assert_eq!(text.len(), 90);
            }
        }
        assert!(mend(b"PK\x03\x04").is_none());
    }

    #[test]
    fn lengths_behind_a_part_are_found() {
        let mut bytes = b"PK\x03\x04\x14\0\x08\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01\0\0\0a".to_vec();
        bytes.extend_from_slice(b"hello");
        bytes.extend_from_slice(b"PK\x07\x08\x86\xa6\x10\x36\x05\0\0\0\x05\0\0\0");
        let mut zip = zip::ZipArchive::new(Cursor::new(mend(&bytes).unwrap())).unwrap();
        let mut text = String::new();
        zip.by_index(0).unwrap().read_to_string(&mut text).unwrap();
        assert_eq!(text, "hello");
    }
}
