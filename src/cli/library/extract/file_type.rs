//! The formats, by the names of files.

/// The formats that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileType {
    /// Portable Document Format.
    Pdf,
    /// Word, Office Open XML.
    Docx,
    /// PowerPoint, Office Open XML.
    Pptx,
    /// Excel, Office Open XML.
    Xlsx,
    /// A web page.
    Html,
    /// Markdown.
    Markdown,
    /// Text without markup.
    Text,
}

impl FileType {
    /// By the extension, any case, without its dot.
    pub fn from_extension(extension: &str) -> Option<Self> {
        Some(match extension.to_ascii_lowercase().as_str() {
            "pdf" => Self::Pdf,
            "docx" | "docm" | "dotx" => Self::Docx,
            "pptx" | "pptm" | "ppsx" | "potx" => Self::Pptx,
            "xlsx" | "xlsm" | "xltx" => Self::Xlsx,
            "html" | "htm" | "xhtml" => Self::Html,
            "md" | "markdown" => Self::Markdown,
            "txt" | "text" => Self::Text,
            _ => return None,
        })
    }

    /// Whether it is characters without a container.
    pub fn is_text(self) -> bool {
        matches!(self, Self::Html | Self::Markdown | Self::Text)
    }

    /// In a user's words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Pdf => "a PDF",
            Self::Docx => "a Word document (DOCX)",
            Self::Pptx => "a PowerPoint presentation (PPTX)",
            Self::Xlsx => "an Excel workbook (XLSX)",
            Self::Html => "a web page (HTML)",
            Self::Markdown | Self::Text => "plain text",
        }
    }
}

/// Extensions of documents that are not read but that marketing would expect to be, with what they are.
pub fn unreadable(extension: &str) -> Option<&'static str> {
    Some(match extension.to_ascii_lowercase().as_str() {
        "doc" => "an old Word document (.doc)",
        "ppt" | "pps" => "an old PowerPoint presentation (.ppt)",
        "xls" => "an old Excel workbook (.xls)",
        "odt" | "odp" | "ods" => "an OpenDocument file",
        "rtf" => "a rich-text file (.rtf)",
        "key" | "pages" | "numbers" => "an Apple iWork file",
        _ => return None,
    })
}
