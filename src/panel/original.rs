//! What opens an original: its address on the web, or the file that travels in the package.
//!
//! # Why
//! A package's files have the extension's own origin: a page or a drawing with a script in it, opened there, could read what
//! the panel keeps. Libraries come from anywhere, so only what browsers show without running it is opened; everything else is
//! saved, and what then opens it is the rep's machine.

use pitchside_core::catalogue::Unit;

/// What opens an original.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Original {
    /// An address on the web.
    Web(String),
    /// A file of the package that a tab shows: its path, percent-encoded, with its page.
    Shown(String),
    /// A file of the package that is only ever saved: its path, percent-encoded.
    Saved(String),
}

/// What browsers show without running any of it. A list of what is let through: HTML, SVG and XML stay out of it, and whatever
/// browsers learn to run.
const SHOWN: [&str; 9] = ["pdf", "txt", "png", "jpg", "jpeg", "gif", "webp", "mp4", "webm"];

/// A file's path as `library.json` says it, if it is one below `library/files/`.
pub fn bundled_path(path: String) -> Option<String> {
    let inside = path.strip_prefix("files/")?;
    for part in inside.split('/') {
        if part.is_empty() || part == "." || part == ".." {
            return None;
        }
    }
    let odd = |byte: u8| byte < b' ' || byte == 0x7f || byte == b'\\';
    (!inside.bytes().any(odd)).then_some(path)
}

/// What opens a file of the package, at a page where it is a PDF. `path` is of [`bundled_path`].
pub fn packaged(path: &str, unit: Unit, position: u32) -> Original {
    let mut address = "library/".to_owned();
    for byte in path.bytes() {
        // A `%` too: what stands encoded in a name is part of the name.
        if byte.is_ascii_alphanumeric() || b"-_./".contains(&byte) {
            address.push(char::from(byte));
        } else {
            const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
            address.push('%');
            for digit in [byte >> 4, byte & 15] {
                address.extend(DIGITS.get(usize::from(digit)).map(|digit| char::from(*digit)));
            }
        }
    }
    let ending = path.rsplit('.').next().unwrap_or_default();
    if !SHOWN.iter().any(|shown| ending.eq_ignore_ascii_case(shown)) {
        return Original::Saved(address);
    }
    if unit == Unit::Page && position > 0 && ending.eq_ignore_ascii_case("pdf") {
        address.extend(["#page=", &position.to_string()]);
    }
    Original::Shown(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opened(path: &str) -> Option<Original> {
        Some(packaged(&bundled_path(path.to_owned())?, Unit::Page, 5))
    }

    #[test]
    fn what_browsers_show_without_running_it_is_shown_and_a_pdf_at_its_page() {
        for (path, address) in [
            ("files/price.pdf", "library/files/price.pdf#page=5"),
            ("files/PRICE.PDF", "library/files/PRICE.PDF#page=5"),
            ("files/notes.txt", "library/files/notes.txt"),
            ("files/plan.JPeG", "library/files/plan.JPeG"),
            ("files/tour.mp4", "library/files/tour.mp4"),
        ] {
            assert_eq!(opened(path), Some(Original::Shown(address.to_owned())), "{path}");
        }
        assert_eq!(
            packaged("files/a.pdf", Unit::Slide, 5),
            Original::Shown("library/files/a.pdf".to_owned()),
            "slides are no pages"
        );
        assert_eq!(packaged("files/a.pdf", Unit::Page, 0), Original::Shown("library/files/a.pdf".to_owned()));
    }

    #[test]
    fn what_a_browser_might_run_is_only_ever_saved() {
        for name in [
            "a.html",
            "a.HTM",
            "a.xhtml",
            "a.xht",
            "a.svg",
            "a.SVGZ",
            "a.xml",
            "a.xsl",
            "a.mhtml",
            "a.js",
            "a.json",
            "a.css",
            "a.md",
            "a.docx",
            "a.pptx",
            "a.xlsx",
            "a.zip",
            "a",
            "pdf.html",
            "x.pdf.html",
            "x.pdf#.html",
            "x.pdf?.html",
            "x.html.",
            "x.pdf ",
            "x.pdf;html",
            "x.ｐｄｆ",
        ] {
            let opened = opened(&["files/", name].concat());
            assert!(matches!(opened, Some(Original::Saved(_))), "{name}: {opened:?}");
        }
        // No folder's ending counts for the file's.
        assert!(matches!(opened("files/x.pdf/a"), Some(Original::Saved(_))));
    }

    #[test]
    fn no_path_leads_out_of_the_bundled_files() {
        for path in [
            "",
            "files/",
            "price.pdf",
            "panel.html",
            "library.json",
            "/files/price.pdf",
            "//evil.example/files/a.pdf",
            "https://evil.example/files/a.pdf",
            "javascript:alert(1)//a.pdf",
            "files/../../panel.html",
            "files/../a.pdf",
            "files/./a.pdf",
            "files//a.pdf",
            "files/..",
            "files/..\\a.pdf",
            "files\\a.pdf",
            "files/a\0.pdf",
            "files/a\n.pdf",
        ] {
            assert_eq!(opened(path), None, "{path:?}");
        }
    }

    #[test]
    fn a_name_cannot_become_a_query_a_fragment_or_another_folder() {
        for (path, address) in [
            ("files/Preise für 2027.pdf", "library/files/Preise%20f%C3%BCr%202027.pdf#page=5"),
            ("files/%2e%2e/a.pdf", "library/files/%252e%252e/a.pdf#page=5"),
            ("files/a.html?.pdf", "library/files/a.html%3F.pdf#page=5"),
            ("files/a.html#.pdf", "library/files/a.html%23.pdf#page=5"),
            ("files/a.html%00.pdf", "library/files/a.html%2500.pdf#page=5"),
            ("files/javascript:a.pdf", "library/files/javascript%3Aa.pdf#page=5"),
        ] {
            assert_eq!(opened(path), Some(Original::Shown(address.to_owned())), "{path}");
        }
    }
}
