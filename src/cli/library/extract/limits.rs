//! How much of anything is read. Everything is measured by what was really read, never by what a header says.

use super::ExtractError;

/// Bytes of a file.
pub const FILE: u64 = 200 << 20;
/// Entries of a ZIP.
pub const ZIP_ENTRIES: usize = 20_000;
/// Bytes of one unpacked part.
pub const ZIP_PART: u64 = 64 << 20;
/// Bytes of all parts together.
pub const ZIP_TOTAL: u64 = 256 << 20;
/// Depth of elements.
pub const XML_DEPTH: usize = 256;
/// Pages of a PDF.
pub const PDF_PAGES: usize = 2_000;
/// Glyphs of a page; the rest of the page is left out.
pub const PAGE_GLYPHS: usize = 400_000;
/// Cells of a workbook with something in them; the rest is left out.
pub const CELLS: usize = 200_000;
/// Cells of a catalogue with something in them: 100,000 rows of all its columns.
pub const TABLE_CELLS: usize = 4_000_000;
/// Bytes of text of one file; the rest is left out.
pub const TEXT: usize = 16 << 20;
/// Bytes of one head, foot or property; longer ones are running text.
pub const LABEL: usize = 600;
/// Heads, feet and properties of one file, and places in it that are hidden.
pub const LABELS: usize = 200;

/// The limit on a file as a whole.
pub fn file_size(bytes: u64) -> Result<(), ExtractError> {
    if bytes == 0 {
        return Err(ExtractError::Empty);
    }
    if bytes > FILE {
        return Err(too_large(format!("{} MB, the limit is {} MB", bytes >> 20, FILE >> 20)));
    }
    Ok(())
}

/// The error of a limit.
pub fn too_large(what: impl Into<String>) -> ExtractError {
    ExtractError::TooLarge { what: what.into() }
}
