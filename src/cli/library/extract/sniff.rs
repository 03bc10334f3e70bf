//! Whether a file's content agrees with its name.

use super::file_type::FileType;
use super::{ExtractError, ooxml};

/// Whether `bytes` are what `named` says.
///
/// # Errors
/// The cause in a user's words: encrypted, another format, not a text.
pub fn confirm(bytes: &[u8], named: FileType, extension: &str) -> Result<(), ExtractError> {
    let wrong = |is: &str| {
        Err(ExtractError::WrongExtension {
            named: format!(".{}", extension.to_lowercase()),
            is: is.to_owned(),
        })
    };
    let head = bytes.get(..bytes.len().min(1024)).unwrap_or_default();
    if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return if named.is_text() || named == FileType::Pdf {
            wrong("an old Office file")
        } else if contains(bytes, &utf16("EncryptedPackage")) {
            Err(ExtractError::Password)
        } else {
            wrong("an old Office file (Office 97–2003)")
        };
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return match ooxml::kind(bytes, named)? {
            Some(is) if is == named => Ok(()),
            Some(is) => wrong(is.label()),
            None => wrong("a ZIP archive"),
        };
    }
    if contains(head, b"%PDF-") {
        return if named == FileType::Pdf { Ok(()) } else { wrong("a PDF") };
    }
    if named.is_text() {
        return text(bytes, wrong);
    }
    match infer::get(bytes) {
        Some(kind) if kind.mime_type() == "text/html" => wrong("a web page (HTML)"),
        Some(kind) if !kind.mime_type().starts_with("text/") => {
            wrong(&format!("a {} file", kind.extension()))
        }
        _ if looks_like_html(head) => wrong("a web page (HTML)"),
        _ => Err(ExtractError::damaged(format_args!("it does not begin like {}", named.label()))),
    }
}

fn text(bytes: &[u8], wrong: impl Fn(&str) -> Result<(), ExtractError>) -> Result<(), ExtractError> {
    let utf16 = bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]);
    let head = bytes.get(..bytes.len().min(8192)).unwrap_or_default();
    let zeros = head.iter().filter(|b| **b == 0).count();
    match infer::get(bytes) {
        Some(kind) if kind.matcher_type() != infer::MatcherType::Text && zeros > 0 => {
            wrong(&format!("a {} file", kind.extension()))
        }
        _ if !utf16 && zeros > 0 => wrong("a binary file"),
        _ => Ok(()),
    }
}

fn looks_like_html(head: &[u8]) -> bool {
    let head = String::from_utf8_lossy(head).to_lowercase();
    head.contains("<!doctype html") || head.contains("<html")
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|w| w == needle)
}

#[cfg(test)]
mod tests {
    use super::super::ooxml::tests::package;
    use super::*;

    #[test]
    fn encrypted_office_files_are_told_from_old_ones() {
        let mut old = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
        old.extend([0; 64]);
        assert_eq!(confirm(&old, FileType::Docx, "docx").unwrap_err().cause(), "wrong-extension");
        old.extend(utf16("EncryptedPackage"));
        assert_eq!(confirm(&old, FileType::Docx, "docx"), Err(ExtractError::Password));
    }

    #[test]
    fn a_picture_called_pdf_and_a_binary_called_text_are_named() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
        assert!(confirm(png, FileType::Pdf, "pdf").unwrap_err().to_string().contains("png"));
        assert!(confirm(png, FileType::Markdown, "md").unwrap_err().to_string().contains("png"));
        assert!(confirm("Grüße".as_bytes(), FileType::Text, "txt").is_ok());
        assert_eq!(confirm(b"nonsense", FileType::Pdf, "pdf").unwrap_err().cause(), "damaged");
    }

    #[test]
    fn a_cut_package_is_told_by_its_own_parts_and_not_by_a_workbook_inside() {
        let workbook = package(&[("xl/workbook.xml", "<workbook/>")]);
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        let stored =
            zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        for (name, bytes) in [
            ("ppt/slides/slide1.xml", b"<p:sld/>".as_slice()),
            ("ppt/embeddings/sheet1.xlsx", &workbook),
            ("ppt/presentation.xml", b"<p/>"),
        ] {
            zip.start_file(name, stored).unwrap();
            std::io::Write::write_all(&mut zip, bytes).unwrap();
        }
        let deck = zip.finish().unwrap().into_inner();
        // Right behind the workbook: its own list of parts is the last in the file.
        let end = deck.windows(20).rposition(|w| w == b"ppt/presentation.xml").unwrap();
        let end = deck[..end].windows(20).rposition(|w| w == b"ppt/presentation.xml").unwrap();
        let cut = &deck[..end - 30];
        assert_eq!(confirm(cut, FileType::Pptx, "pptx"), Ok(()));
        let error = confirm(cut, FileType::Xlsx, "xlsx").unwrap_err();
        assert!(error.to_string().contains("PowerPoint"), "{error}");
        for length in 0..deck.len() {
            if let Err(error) = confirm(&deck[..length], FileType::Pptx, "pptx") {
                assert!(!error.to_string().contains("Excel"), "{length}: {error}");
            }
        }
        let cut = &workbook[..workbook.len() - 30];
        let error = confirm(cut, FileType::Xlsx, "xlsx").unwrap_err();
        assert!(error.to_string().contains("only its first part is there"), "{error}");
    }
}
