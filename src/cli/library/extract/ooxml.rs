//! The ZIP around Word, PowerPoint and Excel: parts by name, relationships, document properties.
#![deny(clippy::indexing_slicing)]

pub mod alternatives;
mod cut;
pub mod drawings;
pub mod look;
mod outline;
pub mod painter;

use super::{Document, ExtractError, FileType, limits, xml};
use std::borrow::Cow;
use std::collections::HashMap;
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// An opened package that counts what is unpacked from it.
pub struct Package<'a> {
    zip: ZipArchive<Cursor<Cow<'a, [u8]>>>,
    unpacked: u64,
    cut: bool,
}

/// A part's text.
pub struct PartText {
    /// What could be unpacked.
    pub text: String,
    /// Whether that is all of it, as it was packed.
    pub whole: bool,
}

/// In words for whoever keeps the file; what exactly is broken in a directory of bytes helps nobody.
fn zip_error(error: ZipError) -> ExtractError {
    match error {
        ZipError::UnsupportedArchive(what) => {
            ExtractError::damaged(format_args!("it is packed in a way that Office does not use: {what}"))
        }
        _ => ExtractError::damaged("it is cut, or its list of parts is broken"),
    }
}

/// Which Office format a ZIP holds, if one. Of a cut one it is told by the folders of its own parts: a workbook inside a presentation
/// doesn't make it one.
///
/// # Errors
/// When nothing can be read of it, or when it is a workbook that is cut: one is read whole or not at all.
pub fn kind(bytes: &[u8], named: FileType) -> Result<Option<FileType>, ExtractError> {
    let package = Package::open(bytes)?;
    let has = |name: &str| package.has(name);
    let kind = if has("ppt/presentation.xml") {
        Some(FileType::Pptx)
    } else if has("xl/workbook.xml") || has("xl/workbook.bin") {
        Some(FileType::Xlsx)
    } else if has("word/document.xml") || has("word/document2.xml") {
        Some(FileType::Docx)
    } else if package.cut {
        let folders =
            [("ppt/", FileType::Pptx), ("xl/", FileType::Xlsx), ("word/", FileType::Docx)].into_iter();
        let mut found = folders.filter(|(folder, _)| !package.parts(folder, "").is_empty());
        found.next().map(|(_, kind)| kind)
    } else {
        None
    };
    let lost = kind.is_none() || kind == Some(FileType::Xlsx);
    if package.cut && lost && kind.is_none_or(|kind| kind == named) {
        return Err(cut_off());
    }
    Ok(kind)
}

/// Whether one of the listed parts is that at the file's begin; a few programs count places from elsewhere.
fn lists_the_first<R: Read + std::io::Seek>(zip: &mut ZipArchive<R>) -> bool {
    let count = zip.len().min(limits::ZIP_ENTRIES);
    zip.offset() == 0 || (0..count).any(|at| zip.by_index_raw(at).is_ok_and(|part| part.header_start() == 0))
}

fn cut_off() -> ExtractError {
    ExtractError::damaged("it is cut: only its first part is there")
}

impl<'a> Package<'a> {
    /// Opens the directory only; where it is lost, it is made again of the parts that are there.
    pub fn open(bytes: &'a [u8]) -> Result<Self, ExtractError> {
        // A directory that doesn't list the file's first part is that of a package inside, the last that a cut left.
        let listed = ZipArchive::new(Cursor::new(Cow::Borrowed(bytes)))
            .map(|mut zip| lists_the_first(&mut zip).then_some(zip));
        let (zip, cut) = match listed {
            Ok(Some(zip)) => (zip, false),
            Err(error @ ZipError::UnsupportedArchive(_)) => return Err(zip_error(error)),
            broken => {
                let error = broken.err().map_or_else(cut_off, zip_error);
                let mended = cut::mend(bytes).ok_or(error)?;
                (ZipArchive::new(Cursor::new(Cow::Owned(mended))).map_err(|_| cut_off())?, true)
            }
        };
        if zip.len() > limits::ZIP_ENTRIES {
            return Err(limits::too_large(format!(
                "{} entries, the limit is {}",
                zip.len(),
                limits::ZIP_ENTRIES
            )));
        }
        Ok(Self { zip, unpacked: 0, cut })
    }

    /// Whether the file's end is missing.
    pub fn is_cut(&self) -> bool {
        self.cut
    }

    /// Notes a missing end among what could not be read.
    pub fn say_if_cut(&self, document: &mut Document) {
        if self.cut {
            document.miss("its end: the file is cut off".to_owned());
        }
    }

    /// Whether the package has that part.
    pub fn has(&self, name: &str) -> bool {
        self.zip.index_for_name(name.trim_start_matches('/')).is_some()
    }

    /// A part's bytes; `None` when the package has no such part.
    pub fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, ExtractError> {
        let Some(at) = self.zip.index_for_name(name.trim_start_matches('/')) else { return Ok(None) };
        let mut out = Vec::new();
        self.unpack(at, &mut out)?;
        Ok(Some(out))
    }

    /// A part as text; UTF-16 parts are transcoded.
    pub fn text(&mut self, name: &str) -> Result<Option<String>, ExtractError> {
        Ok(self.bytes(name)?.map(|bytes| super::decode(&bytes)))
    }

    /// A part as text, as far as it can be unpacked; `None` when the package has no such part or nothing of it.
    ///
    /// # Errors
    /// Over a limit.
    pub fn text_so_far(&mut self, name: &str) -> Result<Option<PartText>, ExtractError> {
        let Some(at) = self.zip.index_for_name(name.trim_start_matches('/')) else { return Ok(None) };
        let mut out = Vec::new();
        let whole = match self.unpack(at, &mut out) {
            Ok(()) => true,
            Err(error @ ExtractError::TooLarge { .. }) => return Err(error),
            Err(_) if out.is_empty() => return Ok(None),
            Err(_) => false,
        };
        if let Err(error) = std::str::from_utf8(&out)
            && !whole
            && error.error_len().is_none()
        {
            // The cut went through a character.
            out.truncate(error.valid_up_to());
        }
        Ok(Some(PartText { text: super::decode(&out), whole }))
    }

    /// Unpacks everything once into nothing, for parsers that keep no limits of their own.
    pub fn measure(&mut self) -> Result<(), ExtractError> {
        for at in 0..self.zip.len() {
            self.unpack(at, &mut std::io::sink())?;
        }
        Ok(())
    }

    fn unpack(&mut self, at: usize, out: &mut impl std::io::Write) -> Result<(), ExtractError> {
        let file = self.zip.by_index(at).map_err(zip_error)?;
        let read = std::io::copy(&mut file.take(limits::ZIP_PART + 1), out)
            .map_err(|_| ExtractError::damaged("one of its parts can't be unpacked"))?;
        self.unpacked = self.unpacked.saturating_add(read);
        if read > limits::ZIP_PART {
            return Err(limits::too_large(format!(
                "a part unpacks to more than {} MB",
                limits::ZIP_PART >> 20
            )));
        }
        if self.unpacked > limits::ZIP_TOTAL {
            return Err(limits::too_large(format!("it unpacks to more than {} MB", limits::ZIP_TOTAL >> 20)));
        }
        Ok(())
    }

    /// Relationships of a part: id → (last word of the type, target as a part's name).
    pub fn relations(&mut self, part: &str) -> Result<HashMap<String, (String, String)>, ExtractError> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let folder_of = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let Some(text) = self.text(&format!("{folder_of}_rels/{name}.rels"))? else {
            return Ok(HashMap::new());
        };
        let mut relations = HashMap::new();
        xml::walk(&text, |event| {
            if let xml::Event::Open(tag) = event
                && tag.name() == "Relationship"
                && tag.attribute("TargetMode").as_deref() != Some("External")
                && let (Some(id), Some(target)) = (tag.attribute("Id"), tag.attribute("Target"))
            {
                let kind = tag.attribute("Type").unwrap_or_default();
                let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                relations.insert(id, (kind, resolve(folder, &target)));
            }
        })?;
        Ok(relations)
    }

    /// Addresses outside of the file that a part names, by their ids.
    pub fn addresses(&mut self, part: &str) -> Result<HashMap<String, String>, ExtractError> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let Some(text) = self.text(&format!("{folder}/_rels/{name}.rels"))? else {
            return Ok(HashMap::new());
        };
        let mut addresses = HashMap::new();
        xml::walk(&text, |event| {
            if let xml::Event::Open(tag) = event
                && tag.name() == "Relationship"
                && tag.attribute("TargetMode").as_deref() == Some("External")
            {
                addresses.extend(tag.attribute("Id").zip(tag.attribute("Target")));
            }
        })?;
        Ok(addresses)
    }

    /// The title in the document's properties; may be empty.
    pub fn title(&mut self) -> Result<String, ExtractError> {
        let Some(text) = self.text("docProps/core.xml")? else { return Ok(String::new()) };
        let (mut inside, mut title) = (false, String::new());
        // A damaged property part costs the title only.
        let _ = xml::walk(&text, |event| match event {
            xml::Event::Open(tag) => inside = tag.name() == "title",
            xml::Event::Close(_) => inside = false,
            xml::Event::Text(text) if inside => title.push_str(text),
            xml::Event::Text(_) => {}
        });
        Ok(title)
    }

    /// The names of parts that begin and end so, in order.
    pub fn parts(&self, start: &str, end: &str) -> Vec<String> {
        let names =
            self.zip.file_names().flatten().filter(|name| name.starts_with(start) && name.ends_with(end));
        let mut names: Vec<String> = names.map(|name| name.into_owned()).collect();
        names.sort();
        names
    }

    /// What the document's properties say beside its title: `keywords: …`, `Sensitivity: Confidential`. Whatever is wrong with them
    /// costs the properties only.
    pub fn properties(&mut self) -> Vec<String> {
        let mut found = Vec::new();
        for part in ["docProps/core.xml", "docProps/custom.xml", "docProps/app.xml"] {
            let Ok(Some(text)) = self.text(part) else { continue };
            let (mut name, mut value) = (String::new(), String::new());
            let _ = xml::walk(&text, |event| match event {
                xml::Event::Open(tag) if tag.name() == "property" => {
                    name = tag.attribute("name").unwrap_or_default();
                    // What Microsoft's labels are called: `MSIP_Label_<id>_Name`.
                    if name.starts_with("MSIP_Label_") && name.ends_with("_Name") {
                        name = "sensitivity".to_owned();
                    }
                }
                xml::Event::Open(tag) => {
                    let told = [
                        "title",
                        "subject",
                        "keywords",
                        "description",
                        "category",
                        "contentStatus",
                        "Manager",
                        "Company",
                    ];
                    if told.contains(&tag.name()) {
                        name = tag.name().to_owned();
                    }
                    value.clear();
                }
                xml::Event::Text(text) => value.push_str(text),
                xml::Event::Close(_) => {
                    let said = !value.trim().is_empty()
                        && !name.is_empty()
                        && name != "Company"
                        && name != "Manager";
                    // Labels carry ids, days and methods, too.
                    if said && !name.starts_with("MSIP_") {
                        found.push(format!("{name}: {}", value.trim()));
                    }
                    value.clear();
                    name.clear();
                }
            });
        }
        found
    }

    /// The picture that the program left of the first page, as WebP; empty where there is none that can be shown.
    pub fn thumbnail(&mut self) -> Vec<u8> {
        // Whatever is wrong with it costs the picture only.
        let relations = self.relations("").unwrap_or_default();
        let part = relations.into_values().find(|(kind, _)| kind == "thumbnail").map(|(_, part)| part);
        let bytes = part.and_then(|part| self.bytes(&part).ok().flatten());
        bytes.and_then(|bytes| super::thumbnail::of_picture(&bytes)).unwrap_or_default()
    }

    /// Whether any part is a picture.
    pub fn has_pictures(&self) -> bool {
        self.zip.file_names().any(|n| n.is_ok_and(|n| n.contains("/media/")))
    }
}

/// A relationship's target against the folder of its source part.
fn resolve(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|p| !p.is_empty()).collect();
    for part in target.split('/') {
        match part {
            ".." => drop(parts.pop()),
            "." | "" => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use std::io::Write;

    /// A package of these parts.
    pub fn package(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in parts {
            zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(text.as_bytes()).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    #[test]
    fn targets_are_resolved_against_the_part() {
        assert_eq!(resolve("ppt/slides", "../notesSlides/n1.xml"), "ppt/notesSlides/n1.xml");
        assert_eq!(resolve("ppt", "/ppt/x.xml"), "ppt/x.xml");
        assert_eq!(resolve("", "../../../etc/passwd"), "etc/passwd");
    }

    #[test]
    fn a_part_that_unpacks_to_too_much_is_refused_by_what_is_read() {
        let bomb = package(&[("word/document.xml", &" ".repeat((limits::ZIP_PART + 10) as usize))]);
        assert!(bomb.len() < 1 << 20);
        let mut package = Package::open(&bomb).unwrap();
        assert_eq!(package.text("word/document.xml").unwrap_err().cause(), "too-large");
    }
}
