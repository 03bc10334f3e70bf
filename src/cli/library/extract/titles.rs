//! Whether words may be the title of a document: what programs write into a new file, figures, dates and marks are none.

/// Words up to which large type is a title and no text.
const WORDS: usize = 24;
/// Words up to which a number with what it counts is a figure that is shown off: `€ 1.26m`, `5 days`.
const FIGURE: usize = 3;
/// What stands above a text and is no title, in lower case.
const NO_TITLES: &[&str] = &[
    "draft",
    "confidential",
    "internal",
    "entwurf",
    "vertraulich",
    "intern",
    "brouillon",
    "confidentiel",
    "borrador",
    "confidencial",
    "bozza",
    "riservato",
    "rascunho",
    "concept",
    "vertrouwelijk",
    "table of contents",
    "contents",
    "content",
    "inhalt",
    "inhaltsverzeichnis",
    "inhaltsübersicht",
    "sommaire",
    "table des matières",
    "índice",
    "indice",
    "contenido",
    "sommario",
    "sumário",
    "inhoud",
    "inhoudsopgave",
    "page",
    "seite",
    "pagina",
    "página",
    "copyright",
    "imprint",
    "impressum",
    "submit",
    "back",
    "zurück",
];

/// Months in seven languages; three letters of one and more are a month too.
const MONTHS: &str = "january february march april may june july august september october november december januar februar märz \
    mai juni juli oktober dezember janvier février mars avril juin juillet août septembre octobre novembre décembre enero \
    febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre gennaio febbraio aprile maggio giugno \
    luglio settembre ottobre dicembre janeiro fevereiro março maio junho julho setembro outubro novembro dezembro januari \
    februari maart mei augustus";
const OF_A_DATE: &[&str] = &[
    "of", "de", "del", "den", "le", "version", "v", "stand", "status", "rev", "revision", "date", "datum",
    "q", "th",
];

/// Titles that programs write into a new file, in lower case.
const MADE_UP: &[&str] = &[
    "microsoft ",
    "untitled",
    "unbenannt",
    "sans titre",
    "powerpoint",
    "präsentation",
    "présentation powerpoint",
    "presentación de powerpoint",
    "presentazione di powerpoint",
    "apresentação do powerpoint",
    "presentation1",
    "document1",
    "dokument1",
    "slide 1",
    "folie 1",
    "layout 1",
    "print",
    "(anonymous)",
    "unspecified",
    "about:blank",
    "http://",
    "https://",
    "file://",
    "adobe ",
    "google docs",
    "title",
    "no title",
];

/// Whether a title in a file's properties is its own: no program made it up, and it is no file's name or number.
pub fn is_own(title: &str) -> bool {
    let lower = title.to_lowercase();
    let made_up = MADE_UP.iter().any(|start| match start.strip_suffix(|c: char| c.is_alphanumeric()) {
        // A whole title, for `Print` begins many others.
        Some(_) if !start.contains("untitled") && !start.contains("powerpoint") => lower == *start,
        _ => lower.starts_with(start),
    });
    let extension = lower.rsplit_once('.').map_or("", |(_, extension)| extension);
    let file = matches!(
        extension,
        "doc"
            | "docx"
            | "odt"
            | "ppt"
            | "pptx"
            | "odp"
            | "indd"
            | "pdf"
            | "xls"
            | "xlsx"
            | "qxd"
            | "dvi"
            | "tex"
            | "html"
            | "htm"
            | "md"
            | "ai"
            | "psd"
            | "cdr"
            | "pub"
            | "pages"
            | "key"
            | "rtf"
            | "txt"
            | "eps"
    );
    let one_word = !title.contains(' ')
        && (title.contains('_')
            || title.contains('-') && title.contains(|c: char| c.is_ascii_digit())
            || title.contains('-') && lower == title);
    title.chars().count() >= 4 && letters(title) >= 3 && !made_up && !file && !one_word
}

/// Whether words in large type may be a title: no figure, date, mark, list of contents, initial or address.
pub fn is_title(text: &str) -> bool {
    let lower = text.to_lowercase();
    let bare = lower.trim_matches(|c: char| !c.is_alphabetic());
    let count = text.split_whitespace().count();
    letters(text) >= 3
        && count <= WORDS
        && !NO_TITLES.contains(&bare)
        && !is_figure(text, count)
        && !is_date(&lower)
        && !(count == 1 && (lower.contains('@') || lower.contains("://") || lower.starts_with("www.")))
}

/// A number with what it counts. A year may begin a title.
fn is_figure(text: &str, count: usize) -> bool {
    let digits = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let number: String = digits.chars().take_while(|c| c.is_ascii_digit()).collect();
    let year = number.len() == 4 && (number.starts_with("19") || number.starts_with("20")) && count > 1;
    !number.is_empty() && count <= FIGURE && !year
}

fn is_date(lower: &str) -> bool {
    let mut parts = lower.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).peekable();
    parts.peek().is_some()
        && lower.contains(|c: char| c.is_ascii_digit())
        && parts.all(|part| {
            part.starts_with(|c: char| c.is_ascii_digit())
                || OF_A_DATE.contains(&part.trim_end_matches(|c: char| c.is_ascii_digit()))
                || part.chars().count() >= 3 && MONTHS.split_whitespace().any(|month| month.starts_with(part))
        })
}

/// How many letters a text has.
pub fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphabetic()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_property_that_a_program_made_up_is_left_out() {
        for made_up in [
            "Microsoft Word - x.doc",
            "PowerPoint Presentation",
            "Untitled-1",
            "slide 1",
            "TRO111005-1",
            "offer_final",
            "imagemagick-images",
            "brochure.indd",
            "4224",
            "Print",
        ] {
            assert!(!is_own(made_up), "{made_up}");
        }
        for own in ["Printing in ports", "E-Rechnung", "Titles and deeds", "Buyer's guide", "Hello World"] {
            assert!(is_own(own), "{own}");
        }
    }
}
