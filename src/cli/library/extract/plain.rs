//! Text without markup: paragraphs parted by blank lines. Also the guess of a text's character set.

use super::{Block, Document, ExtractError};
use pitchside_core::catalogue::Unit;

/// Bytes to text: by byte order mark, else UTF-8 if it is, else by what the bytes look like (chardetng).
pub fn decode(bytes: &[u8]) -> String {
    if let Some((encoding, skip)) = encoding_rs::Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(bytes.get(skip..).unwrap_or_default()).0.into_owned();
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    let mut guess = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    guess.feed(bytes, true);
    guess.guess(None, chardetng::Utf8Detection::Allow).decode_without_bom_handling(bytes).0.into_owned()
}

/// Reads a text file as one section.
pub fn read(bytes: &[u8]) -> Result<Document, ExtractError> {
    let text = decode(bytes).replace("\r\n", "\n");
    let paragraph = |text: &str| Block { position: 1, text: text.to_owned(), ..Block::default() };
    let blocks = text.split("\n\n").filter(|p| !p.trim().is_empty()).map(paragraph).collect();
    Ok(Document { unit: Unit::Section, count: 1, blocks, ..Document::default() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn umlauts_survive_every_usual_character_set() {
        assert_eq!(decode("Maß für Größe".as_bytes()), "Maß für Größe");
        assert_eq!(decode(b"Ma\xdf f\xfcr Gr\xf6\xdfe und \xc4rger"), "Maß für Größe und Ärger");
        assert_eq!(decode(b"\xff\xfeM\0a\0\xdf\0"), "Maß");
    }
}
