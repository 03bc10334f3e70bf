//! A flat walk over XML: open, close, text. Depth is bounded, entities are the predefined ones only.
#![deny(clippy::indexing_slicing)]

use super::{ExtractError, limits};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event as Xml};

/// What the walk meets.
pub enum Event<'a> {
    /// `<name …>`; an empty element is followed by its [`Event::Close`].
    Open(Tag<'a>),
    /// `</name>`, without prefix.
    Close(&'a str),
    /// Text between tags, unescaped.
    Text(&'a str),
}

/// An opening tag.
pub struct Tag<'a>(&'a BytesStart<'a>);

impl Tag<'_> {
    /// Its name without prefix.
    pub fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// The attribute with that name (prefix ignored), unescaped.
    pub fn attribute(&self, name: &str) -> Option<String> {
        let found = self
            .0
            .attributes()
            .with_checks(false)
            .flatten()
            .find(|a| a.key.local_name().into_inner() == name)?;
        found.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok().map(|v| v.into_owned())
    }

    /// All attributes with their names as they are written, unescaped.
    pub fn attributes(&self) -> Vec<(String, String)> {
        let mut all = self.0.attributes();
        let pairs = all.with_checks(false).flatten().filter_map(|a| {
            let value = a.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok()?;
            Some((a.key.into_inner().to_owned(), value.into_owned()))
        });
        pairs.collect()
    }

    /// Whether an element that switches something on does so: without `val` it does.
    pub fn is_on(&self) -> bool {
        self.attribute("val").is_none_or(|value| is_true(&value))
    }

    /// Whether the attribute with that name is there and says yes.
    pub fn flag(&self, name: &str) -> bool {
        self.attribute(name).is_some_and(|value| is_true(&value))
    }

    /// The attribute with that name and prefix: `r:id`.
    pub fn qualified(&self, name: &str) -> Option<String> {
        let found = self.0.attributes().with_checks(false).flatten().find(|a| a.key.into_inner() == name)?;
        found.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok().map(|v| v.into_owned())
    }
}

/// A truth as XML Schema and Office write it.
pub fn is_true(value: &str) -> bool {
    matches!(value.trim(), "1" | "true" | "on" | "t")
}

/// In words for whoever keeps the file: what a parser stumbled over helps nobody.
fn broken() -> ExtractError {
    ExtractError::damaged("the text of one of its parts is broken")
}

/// Walks the whole text.
///
/// # Errors
/// When it is not well-formed, ends before its elements do, or is deeper than the limit. What was visited until then stands before the
/// fault.
pub fn walk(text: &str, mut visit: impl FnMut(Event<'_>)) -> Result<(), ExtractError> {
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    let mut depth = 0_usize;
    loop {
        let event = reader.read_event().map_err(|_| broken())?;
        match event {
            Xml::Start(tag) => {
                depth += 1;
                if depth > limits::XML_DEPTH {
                    return Err(limits::too_large(format!("XML deeper than {} elements", limits::XML_DEPTH)));
                }
                visit(Event::Open(Tag(&tag)));
            }
            Xml::Empty(tag) => {
                visit(Event::Open(Tag(&tag)));
                visit(Event::Close(tag.local_name().into_inner()));
            }
            Xml::End(tag) => {
                depth = depth.saturating_sub(1);
                visit(Event::Close(tag.local_name().into_inner()));
            }
            Xml::Text(text) => visit(Event::Text(&text.xml10_content())),
            Xml::CData(text) => visit(Event::Text(&text.xml10_content())),
            Xml::GeneralRef(reference) => {
                let mut buffer = [0; 4];
                let text = match reference.resolve_char_ref() {
                    Ok(Some(c)) => &*c.encode_utf8(&mut buffer),
                    _ => quick_xml::escape::resolve_predefined_entity(&reference.xml10_content())
                        .unwrap_or(" "),
                };
                visit(Event::Text(text));
            }
            Xml::Eof if depth > 0 => return Err(broken()),
            Xml::Eof => return Ok(()),
            Xml::Comment(_) | Xml::Decl(_) | Xml::PI(_) | Xml::DocType(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_are_resolved_and_depth_is_bounded() {
        let mut text = String::new();
        let visit = |e: Event<'_>| {
            if let Event::Text(t) = e {
                text.push_str(t);
            }
        };
        walk("<a>x &amp; y &#233;<b/><![CDATA[<]]></a>", visit).unwrap();
        assert_eq!(text, "x & y é<");
        let deep = "<a>".repeat(300);
        assert_eq!(walk(&deep, |_| ()).unwrap_err().cause(), "too-large");
        for broken in ["<a></b>", "<a>x", "<a><b/>x &amp", "<a b='"] {
            let error = walk(broken, |_| ()).unwrap_err();
            assert!(error.to_string().contains("the text of one of its parts is broken"), "{error}");
        }
    }
}
