//! Files that Word shows in the middle of a document without taking them over (`w:altChunk`): web pages, plain text, other
//! documents. Portals and generators write them.

use super::super::ooxml::Package;
use super::super::{Document, html, plain};
use super::{Depth, mhtml};
use std::collections::HashSet;

/// Inserted files that are read of one document.
const MOST: usize = 100;

/// Inserted parts of one document, each read once.
#[derive(Default)]
pub struct Inserted {
    read: HashSet<String>,
}

impl Inserted {
    /// The text of one inserted part.
    ///
    /// # Errors
    /// What could not be read, in words.
    pub fn read(&mut self, package: &mut Package<'_>, part: &str, depth: Depth) -> Result<Document, String> {
        if depth == Depth::Inserted {
            return Err("a part inserted into an inserted part".to_owned());
        }
        if self.read.len() >= MOST {
            return Err(format!("inserted parts beyond the first {MOST}"));
        }
        if !self.read.insert(part.to_owned()) {
            return Ok(Document::default());
        }
        let damaged = || "an inserted part, which is missing or damaged".to_owned();
        let bytes = package.bytes(part).ok().flatten().ok_or_else(damaged)?;
        let extension = part.rsplit_once('.').map_or("", |(_, extension)| extension).to_lowercase();
        let read = match extension.as_str() {
            _ if bytes.starts_with(b"PK\x03\x04") => super::read_at(&bytes, Depth::Inserted),
            _ if bytes.starts_with(b"{\\rtf") => return Err(unknown("rtf")),
            "html" | "htm" | "xhtml" | "xht" => html::read(&bytes),
            "txt" | "text" => plain::read(&bytes),
            "mht" | "mhtml" | "eml" => html::read(&mhtml::page(&bytes).ok_or_else(|| unknown(&extension))?),
            other => return Err(unknown(other)),
        };
        read.map_err(|_| damaged())
    }
}

fn unknown(extension: &str) -> String {
    let short: String = extension.chars().filter(|c| c.is_ascii_alphanumeric()).take(8).collect();
    format!("an inserted part of sort .{short}")
}
