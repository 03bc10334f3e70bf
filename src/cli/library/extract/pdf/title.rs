//! What may be the title of a PDF.
#![deny(clippy::indexing_slicing)]

use super::super::one_line;
use super::text::{Line, text_string};
use hayro::hayro_syntax::Pdf;

/// The title of the file's properties unless a program made it up.
pub fn metadata_title(pdf: &Pdf) -> Option<String> {
    let title = one_line(&text_string(pdf.metadata().title.as_deref()?));
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
pub fn first_heading(pages: &[Vec<Line>]) -> Option<String> {
    let lines = pages.first()?;
    let size = lines.iter().filter(|l| l.text.len() > 3).map(|l| l.size).fold(0.0, f64::max);
    let of_size = |l: &&Line| l.size > size * 0.95;
    let words: Vec<_> =
        lines.iter().skip_while(|l| !of_size(l)).take_while(of_size).map(|l| l.text.as_str()).collect();
    let title = one_line(&words.join(" "));
    (!title.is_empty() && title.split(' ').count() <= 24).then_some(title)
}
