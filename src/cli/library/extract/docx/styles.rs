//! What the styles of a Word document mean: titles, headings, hidden text, sizes of type. A style takes from the style that it is
//! based on whatever it doesn't say itself.

use super::super::xml::{self, Event, Tag};
use std::collections::{HashMap, HashSet};

/// What a paragraph is in the order of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The document's title.
    Title,
    /// A heading of a level, 1 to 9.
    Heading(u8),
    /// Running text, whatever it is based on.
    Body,
}

impl Role {
    /// `w:outlineLvl`: a heading of a level from 0 on; 9 is running text.
    pub fn of_outline(tag: &Tag<'_>) -> Option<Self> {
        let level: u8 = tag.attribute("val")?.parse().ok()?;
        Some(if level < 9 { Self::Heading(level + 1) } else { Self::Body })
    }

    /// Of a built-in style by its name or id, which are English in `w:name` whatever Word's language; other programs keep
    /// localised ones, and letters beyond ASCII are left out of ids.
    fn of_built_in(name: &str) -> Option<Self> {
        let name = name.to_lowercase().replace([' ', '-', '_'], "");
        let word = name.trim_end_matches(|c: char| c.is_ascii_digit());
        let level = name.get(word.len()..).unwrap_or_default();
        match (word, level) {
            ("title", "") => Some(Self::Title),
            ("subtitle", "") => Some(Self::Body),
            (
                "heading" | "berschrift" | "überschrift" | "titre" | "ttulo" | "título" | "titolo" | "kop"
                | "rubrik" | "overskrift",
                level,
            ) => level.parse().ok().filter(|level| (1..=9).contains(level)).map(Self::Heading),
            _ => None,
        }
    }
}

/// What one style says itself.
#[derive(Clone, Debug, Default)]
struct Style {
    based_on: String,
    /// By its name or id.
    built_in: Option<Role>,
    outline: Option<Role>,
    hides: Option<bool>,
    /// In half points.
    size: Option<u32>,
}

/// What the style part says.
#[derive(Debug, Default)]
pub struct Styles {
    styles: HashMap<String, Style>,
    /// Ids of paragraph styles that the document uses where it names none.
    default: String,
    /// Half points where nothing says otherwise.
    default_size: u32,
    /// The document's default language.
    pub language: String,
}

impl Styles {
    /// Reads the part; a damaged one costs the styles behind the fault only.
    pub fn read(text: &str) -> Self {
        let mut styles = Self { default_size: 20, ..Self::default() };
        let mut open: Option<(String, Style)> = None;
        let mut changed = 0_usize;
        let _ = xml::walk(text, |event| {
            let tag = match event {
                Event::Open(tag) => tag,
                Event::Close("style") => {
                    styles.styles.extend(open.take());
                    return;
                }
                Event::Close(name) => {
                    changed = changed.saturating_sub(usize::from(name.ends_with("PrChange")));
                    return;
                }
                Event::Text(_) => return,
            };
            changed += usize::from(tag.name().ends_with("PrChange"));
            let value = || tag.attribute("val").unwrap_or_default();
            match (tag.name(), &mut open) {
                ("style", _) => {
                    let id = tag.attribute("styleId").unwrap_or_default();
                    if tag.flag("default") && tag.attribute("type").as_deref() == Some("paragraph") {
                        styles.default.clone_from(&id);
                    }
                    let built_in = Role::of_built_in(&id);
                    open = Some((id, Style { built_in, ..Style::default() }));
                }
                _ if changed > 0 => {}
                ("name", Some((_, style))) => {
                    style.built_in = Role::of_built_in(&value()).or(style.built_in);
                }
                ("basedOn", Some((_, style))) => style.based_on = value(),
                ("vanish", Some((_, style))) => style.hides = Some(tag.is_on()),
                ("outlineLvl", Some((_, style))) => style.outline = Role::of_outline(&tag),
                ("sz", Some((_, style))) => style.size = value().parse().ok(),
                ("sz", None) => styles.default_size = value().parse().unwrap_or(styles.default_size),
                ("lang", _) if styles.language.is_empty() => styles.language = value(),
                _ => {}
            }
        });
        styles
    }

    /// The first answer of a style or of those that it is based on; circles end.
    fn first<T>(&self, id: &str, said: impl Fn(&Style) -> Option<T>) -> Option<T> {
        let (mut id, mut seen) = (id, HashSet::new());
        while seen.insert(id) {
            let style = self.styles.get(id)?;
            if let Some(answer) = said(style) {
                return Some(answer);
            }
            id = &style.based_on;
        }
        None
    }

    /// What a paragraph in that style is. A title stays one whatever outline it is given; otherwise a style's own outline counts
    /// more than its name.
    pub fn role(&self, id: &str) -> Role {
        let said = |style: &Style| match style.built_in {
            Some(Role::Title) => Some(Role::Title),
            built_in => style.outline.or(built_in),
        };
        let undefined = || Role::of_built_in(id).filter(|_| !self.styles.contains_key(id));
        self.first(id, said).or_else(undefined).unwrap_or(Role::Body)
    }

    /// Whether the style hides its text.
    pub fn hides(&self, id: &str) -> bool {
        self.first(id, |style| style.hides).unwrap_or(false)
    }

    /// The size of type that a style gives, in half points, where it or one above says so.
    pub fn size(&self, id: &str) -> Option<u32> {
        self.first(id, |style| style.size)
    }

    /// The size of type of paragraphs without a style, in half points.
    pub fn default_size(&self) -> u32 {
        self.size(&self.default).unwrap_or(self.default_size)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn style(id: &str, inside: &str) -> String {
        format!("<w:style w:type='paragraph' w:styleId='{id}'>{inside}</w:style>")
    }

    fn read(styles: &[(&str, &str)]) -> Styles {
        let inside: String = styles.iter().map(|(id, inside)| style(id, inside)).collect();
        Styles::read(&format!("<w:styles>{inside}</w:styles>"))
    }

    #[test]
    fn a_style_is_what_it_is_based_on_unless_it_says_otherwise() {
        let styles = read(&[
            ("Chapter", "<w:name w:val='Chapter'/><w:basedOn w:val='Numbered'/>"),
            ("Numbered", "<w:name w:val='Numbered'/><w:basedOn w:val='berschrift2'/>"),
            ("berschrift2", "<w:name w:val='heading 2'/><w:pPr><w:outlineLvl w:val='1'/></w:pPr>"),
            (
                "TOCHeading",
                "<w:name w:val='TOC Heading'/><w:basedOn w:val='berschrift2'/><w:pPr><w:outlineLvl w:val='9'/></w:pPr>",
            ),
            ("Cover", "<w:name w:val='Cover'/><w:basedOn w:val='Titre'/>"),
            ("Titre", "<w:name w:val='Title'/>"),
            ("Untertitel", "<w:name w:val='Subtitle'/><w:basedOn w:val='Titre'/>"),
            ("A", "<w:basedOn w:val='B'/>"),
            ("B", "<w:basedOn w:val='A'/>"),
        ]);
        let expected = [
            ("Chapter", Role::Heading(2)),
            ("TOCHeading", Role::Body),
            ("Cover", Role::Title),
            ("Untertitel", Role::Body),
            ("A", Role::Body),
            ("Heading1", Role::Heading(1)),
            ("Normal", Role::Body),
        ];
        for (id, role) in expected {
            assert_eq!(styles.role(id), role, "{id}");
        }
    }

    #[test]
    fn localised_names_of_other_programs_are_known() {
        for (name, role) in [
            ("Überschrift 3", Some(Role::Heading(3))),
            ("Titre1", Some(Role::Heading(1))),
            ("Ttulo2", Some(Role::Heading(2))),
            ("Heading", None),
            ("heading 12", None),
            ("Title", Some(Role::Title)),
        ] {
            assert_eq!(Role::of_built_in(name), role, "{name}");
        }
    }

    #[test]
    fn sizes_and_hiding_are_inherited() {
        let styles = read(&[
            ("Big", "<w:basedOn w:val='Base'/>"),
            ("Base", "<w:rPr><w:vanish/><w:sz w:val='56'/></w:rPr>"),
            ("Shown", "<w:basedOn w:val='Base'/><w:rPr><w:vanish w:val='0'/></w:rPr>"),
        ]);
        assert_eq!((styles.size("Big"), styles.hides("Big"), styles.hides("Shown")), (Some(56), true, false));
        assert_eq!(styles.default_size(), 20);
    }
}
