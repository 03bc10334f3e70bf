//! The walk over the text of a Word document.

use super::super::headings::Headings;
use super::super::ooxml::alternatives::Alternatives;
use super::super::ooxml::drawings;
use super::super::xml::{Event, Tag};
use super::super::{Block, limits, one_line};
use super::styles::{Role, Styles};
use super::symbols::symbol;
use super::type_size::Sizes;

/// What stands in another part and belongs between the blocks.
#[derive(Debug)]
pub struct Insert {
    /// How many blocks stand before it.
    pub before: usize,
    /// The relation that leads to it.
    pub relation: String,
    /// The section, and the headings above it.
    pub position: u32,
    pub heading: String,
}

/// The open paragraph with all that belongs to it; a text box inside begins another.
#[derive(Debug, Default)]
struct Paragraph {
    text: String,
    role: Option<Role>,
    /// Whether its style hides its text.
    hidden: bool,
    style: String,
    /// Whether each open run is hidden.
    runs: Vec<bool>,
    /// The size of type of the open run, in half points, where it says so.
    size: Option<u32>,
    /// Texts of the open table row's cells, when inside a table.
    row: Option<Vec<String>>,
    /// Open rows: tables in cells are read as part of the outer row.
    rows: usize,
    /// Whether the open row is hidden.
    hidden_row: bool,
    /// Whether what surrounds this text box is hidden.
    hidden_box: bool,
    /// Paragraphs of text boxes that are anchored here.
    boxes: Vec<String>,
    /// Drawings that are anchored here.
    drawings: Vec<String>,
}

/// Text by paragraphs under headings.
#[derive(Default)]
pub struct Body {
    pub styles: Styles,
    pub blocks: Vec<Block>,
    pub title: String,
    /// The first heading of the text.
    pub heading: String,
    /// What other parts hold.
    pub inserts: Vec<Insert>,
    /// Where hidden text was met.
    pub hidden: Vec<String>,
    /// Sizes of type on the first page and in all.
    pub sizes: Sizes,
    /// The section under the last heading, counted from 1; 0 before any text.
    pub section: u32,
    headings: Headings,
    /// Whether a heading has opened the section already.
    headed: bool,
    /// Whether the paragraph before was the title.
    titled: bool,
    paragraph: Paragraph,
    /// Paragraphs around the open text box.
    around: Vec<Paragraph>,
    alternatives: Alternatives,
    /// Open elements whose content is not to be read.
    skip: usize,
    in_text: bool,
    bytes: usize,
}

/// Deleted text, the instructions of fields, and what formats were before a tracked change.
fn is_skipped(name: &str) -> bool {
    matches!(name, "del" | "moveFrom" | "instrText") || name.ends_with("PrChange")
}

impl Body {
    /// A walk that has met nothing.
    pub fn new(styles: Styles) -> Self {
        Self { styles, ..Self::default() }
    }

    /// Takes what the walk met.
    pub fn visit(&mut self, event: Event<'_>) {
        match event {
            Event::Open(tag) => {
                if tag.name() == "delText" {
                    self.hidden.push("tracked changes".to_owned());
                }
                if self.alternatives.open(tag.name()) {
                    return;
                }
                self.skip += usize::from(is_skipped(tag.name()));
                if self.skip == 0 {
                    self.open(&tag);
                }
            }
            Event::Close(name) => {
                if self.alternatives.close(name) {
                    return;
                }
                if self.skip > 0 {
                    self.skip -= usize::from(is_skipped(name));
                    return;
                }
                match name {
                    "t" => self.in_text = false,
                    "r" => {
                        self.paragraph.runs.pop();
                        self.paragraph.size = None;
                    }
                    "p" => self.end_paragraph(),
                    "tr" => self.end_row(),
                    "txbxContent" => self.end_box(),
                    _ => {}
                }
            }
            Event::Text(text) if self.in_text && self.skip == 0 && !self.alternatives.is_out() => {
                if self.is_hidden() {
                    if !text.trim().is_empty() {
                        self.hidden.push(format!("text in section {}", self.section.max(1)));
                    }
                } else if self.bytes < limits::TEXT {
                    self.bytes += text.len();
                    self.paragraph.text.push_str(text);
                    let size = self.paragraph.size;
                    self.sizes.text(text, size.unwrap_or_else(|| self.size_of_paragraph()));
                }
            }
            Event::Text(_) => {}
        }
    }

    fn is_hidden(&self) -> bool {
        self.paragraph.hidden_box || self.paragraph.runs.contains(&true)
    }

    fn size_of_paragraph(&self) -> u32 {
        self.styles.size(&self.paragraph.style).unwrap_or_else(|| self.styles.default_size())
    }

    fn open(&mut self, tag: &Tag<'_>) {
        let value = || tag.attribute("val").unwrap_or_default();
        let paragraph = &mut self.paragraph;
        match tag.name() {
            "t" => self.in_text = true,
            "r" => paragraph.runs.push(paragraph.hidden),
            "rStyle" => {
                let id = value();
                let hides = self.styles.hides(&id);
                if let Some(run) = paragraph.runs.last_mut() {
                    *run |= hides;
                    paragraph.size = self.styles.size(&id).or(paragraph.size);
                }
            }
            // Outside a run both are of the paragraph's mark, not of its text.
            "vanish" => {
                if let Some(run) = paragraph.runs.last_mut() {
                    *run = tag.is_on();
                }
            }
            "sz" if !paragraph.runs.is_empty() => paragraph.size = value().parse().ok().or(paragraph.size),
            "hidden" if paragraph.rows > 0 => paragraph.hidden_row |= tag.is_on(),
            "p" if !paragraph.text.is_empty() => self.end_paragraph(),
            "br" | "lastRenderedPageBreak" | "pageBreakBefore" => {
                if tag.name() == "br" {
                    paragraph.text.push(' ');
                }
                if tag.name() != "br" || tag.attribute("type").as_deref() == Some("page") {
                    self.sizes.end_page();
                }
            }
            "sectPr" => self.sizes.end_page_behind(),
            "tab" | "ptab" | "cr" => paragraph.text.push(' '),
            "noBreakHyphen" => paragraph.text.push('-'),
            "sym" => {
                let font = tag.attribute("font").unwrap_or_default();
                paragraph.text.extend(symbol(&font, &tag.attribute("char").unwrap_or_default()));
            }
            "pStyle" => {
                let id = value();
                paragraph.role = Some(self.styles.role(&id));
                paragraph.hidden = self.styles.hides(&id);
                paragraph.style = id;
            }
            "outlineLvl" if paragraph.role != Some(Role::Title) => {
                paragraph.role = Role::of_outline(tag).or(paragraph.role);
            }
            "tr" => {
                paragraph.rows += 1;
                paragraph.row.get_or_insert_default();
            }
            "txbxContent" => {
                let inside = Paragraph { hidden_box: self.is_hidden(), ..Paragraph::default() };
                self.around.push(std::mem::replace(&mut self.paragraph, inside));
            }
            "relIds" | "chart" if !self.is_hidden() => {
                self.paragraph.drawings.extend(drawings::reference(tag));
            }
            "altChunk" => {
                let relation = tag.attribute("id");
                self.end_paragraph();
                self.paragraph.drawings.extend(relation);
                self.end_anchor();
            }
            _ => {}
        }
    }

    /// Ends the open paragraph, also at the end of the part.
    pub fn end_paragraph(&mut self) {
        let open = &mut self.paragraph;
        open.hidden = false;
        open.style.clear();
        let text = one_line(&std::mem::take(&mut open.text));
        let role = open.role.take().unwrap_or(Role::Body);
        self.sizes.end_paragraph(&text, self.around.len());
        if !text.is_empty() {
            let boxed = !self.around.is_empty();
            if let Some(cells) = &mut self.paragraph.row {
                cells.push(text);
            } else if boxed {
                if role == Role::Title && self.title.is_empty() {
                    self.title.clone_from(&text);
                }
                self.paragraph.boxes.push(text);
            } else {
                self.take(role, text);
            }
        }
        self.end_anchor();
    }

    fn take(&mut self, role: Role, text: String) {
        let titled = std::mem::take(&mut self.titled);
        match role {
            Role::Title if self.title.is_empty() => {
                self.title.clone_from(&text);
                self.headings.enter(0.0, text);
                self.titled = true;
            }
            // A title in two lines.
            Role::Title if titled => {
                if let Some(title) = self.headings.last_mut() {
                    title.push(' ');
                    title.push_str(&text);
                    self.title.clone_from(title);
                }
                self.titled = true;
            }
            Role::Title => self.enter(0.0, text),
            Role::Heading(level) => {
                if self.heading.is_empty() {
                    self.heading.clone_from(&text);
                }
                self.enter(f64::from(level), text);
            }
            Role::Body => self.push(text),
        }
    }

    fn enter(&mut self, depth: f64, text: String) {
        // A heading without text below it still says something.
        if self.headed && self.blocks.last().is_none_or(|b| b.position != self.section) {
            self.push(String::new());
        }
        self.section += 1;
        self.headed = true;
        self.headings.enter(depth, text);
    }

    /// Text boxes and drawings come after the paragraph, or the table's row, that anchors them.
    fn end_anchor(&mut self) {
        if self.paragraph.row.is_some() {
            return;
        }
        let boxes = std::mem::take(&mut self.paragraph.boxes);
        let drawings = std::mem::take(&mut self.paragraph.drawings);
        if let Some(outer) = self.around.last_mut() {
            // Inside a text box: all of it waits for the paragraph outside.
            self.paragraph.boxes = boxes;
            outer.drawings.extend(drawings);
            return;
        }
        boxes.into_iter().for_each(|text| self.push(text));
        for relation in drawings {
            self.section = self.section.max(1);
            self.inserts.push(Insert {
                before: self.blocks.len(),
                relation,
                position: self.section,
                heading: self.headings.path(),
            });
        }
    }

    fn end_box(&mut self) {
        self.end_paragraph();
        let Some(outer) = self.around.pop() else { return };
        let inside = std::mem::replace(&mut self.paragraph, outer);
        self.paragraph.boxes.extend(inside.boxes);
    }

    fn end_row(&mut self) {
        self.paragraph.rows = self.paragraph.rows.saturating_sub(1);
        if self.paragraph.rows > 0 {
            return;
        }
        let hidden = std::mem::take(&mut self.paragraph.hidden_row);
        let cells = self.paragraph.row.take().unwrap_or_default();
        if hidden && !cells.is_empty() {
            self.hidden.push(format!("a row of a table in section {}", self.section.max(1)));
        } else if !cells.is_empty() {
            let row = cells.join(" · ");
            if self.around.is_empty() {
                self.titled = false;
                self.push(row);
            } else {
                self.paragraph.boxes.push(row);
            }
        }
        self.end_anchor();
    }

    fn push(&mut self, text: String) {
        self.section = self.section.max(1);
        self.blocks.push(Block { position: self.section, heading: self.headings.path(), text, notes: false });
    }
}
