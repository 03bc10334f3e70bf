//! Release notes as a mail (RFC 5322 and 2387) that opens as a draft: text, HTML, and the pictures attached to it.

use super::{Language, Notes, html, markdown};
use base64::Engine as _;
use std::fmt::Write as _;

/// Characters of a line of an attachment (RFC 2045).
const LINE: usize = 76;

/// Writes it. No day and no sender stand in it: the program that opens it puts them in.
pub fn write(notes: &Notes, language: Language) -> String {
    let subject = notes.title(language);
    let mut mail = format!(
        "X-Unsent: 1\r\nSubject: =?utf-8?B?{}?=\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/related; boundary=\"related\"; type=\"multipart/alternative\"\r\n\r\n\
         --related\r\nContent-Type: multipart/alternative; boundary=\"alternative\"\r\n\r\n",
        encoded(subject.as_bytes())
    );
    for (kind, text) in [
        ("plain", markdown::write(notes, language)),
        ("html", html::write(notes, language, &html::Pictures::Attached)),
    ] {
        let _ = write!(
            mail,
            "--alternative\r\nContent-Type: text/{kind}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n{}",
            lines(text.as_bytes())
        );
    }
    mail.push_str("--alternative--\r\n\r\n");
    let items = notes.sections.iter().flat_map(|section| &section.items).chain(&notes.soon);
    for (number, png) in items.filter_map(|item| item.picture.as_ref()).enumerate() {
        let _ = write!(
            mail,
            "--related\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\nContent-ID: <{}>\r\n\
             Content-Disposition: inline; filename=\"page-{number}.png\"\r\n\r\n{}",
            html::content_id(number),
            lines(png)
        );
    }
    mail.push_str("--related--\r\n");
    mail
}

fn encoded(bytes: &[u8]) -> String {
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

fn lines(bytes: &[u8]) -> String {
    let text = encoded(bytes);
    let mut out = String::with_capacity(text.len() + text.len() / LINE * 2 + 2);
    // Base64 is ASCII: bytes are characters.
    for line in text.as_bytes().chunks(LINE) {
        out.push_str(std::str::from_utf8(line).unwrap_or_default());
        out.push_str("\r\n");
    }
    out
}
