//! Release notes as HTML in the subset that mail programs show alike: tables, styles in the elements, no script and no file from
//! elsewhere.

use super::{Item, Language, Notes, changed};
use base64::Engine as _;
use pitchside_core::markup::escape;
use std::fmt::Write as _;

/// Where the pictures are.
pub enum Pictures {
    /// In the page itself.
    Inside,
    /// Attached to the mail, in the order in which they come.
    Attached,
}

/// What the page calls an attached picture.
pub fn content_id(number: usize) -> String {
    format!("page-{number}@pitchside.invalid")
}

const FONT: &str = "font-family:Segoe UI,Helvetica,Arial,sans-serif";
const QUIET: &str = "color:#5b6670;font-size:13px;line-height:1.45";

/// Writes them.
pub fn write(notes: &Notes, language: Language, pictures: &Pictures) -> String {
    let title = escape(&notes.title(language));
    let mut page = format!(
        "<!doctype html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>{title}</title></head>\n<body style=\"margin:0;padding:0;background:#f2f4f5\">\n\
         <table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" style=\"background:#f2f4f5\"><tr>\
         <td align=\"center\" style=\"padding:24px 12px\">\n\
         <table role=\"presentation\" width=\"600\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" \
         style=\"width:100%;max-width:600px;background:#ffffff;border-top:4px solid {colour};{FONT};color:#1d252b;text-align:left\">\n\
         <tr><td style=\"padding:24px 28px 4px\"><h1 style=\"margin:0;font-size:22px;line-height:1.25\">{title}</h1>\
         <p style=\"margin:6px 0 0;{QUIET}\">{}</p></td></tr>\n",
        language.code(),
        escape(&notes.lead(language)),
        colour = notes.colour,
    );
    let counts = notes.counts(language);
    if !counts.is_empty() {
        row(
            &mut page,
            "padding:10px 28px 0",
            &format!("<p style=\"margin:0;font-size:15px\">{}</p>", escape(&counts)),
        );
    }
    if let Some(nothing) = notes.nothing(language) {
        row(&mut page, "padding:12px 28px", &format!("<p style=\"margin:0\">{}</p>", escape(nothing)));
    }
    contents(&mut page, notes, language);
    let mut number = 0;
    for section in &notes.sections {
        head(&mut page, notes, language.section(section.kind), section.items.len());
        let senders = language.to_senders(section.kind);
        if !senders.is_empty() {
            row(
                &mut page,
                "padding:0 28px 6px",
                &format!("<p style=\"margin:0;{QUIET}\">{}</p>", escape(senders)),
            );
        }
        list(&mut page, notes, &section.items, language, pictures, &mut number);
    }
    if !notes.soon.is_empty() {
        head(
            &mut page,
            notes,
            language.of(["Expires soon", "Läuft bald ab", "Expire bientôt"]),
            notes.soon.len(),
        );
        list(&mut page, notes, &notes.soon, language, pictures, &mut number);
    }
    let panel = language.of([
        "All of it is in the panel: N shows what is new, / asks the buyer’s question.",
        "Alles steht im Panel: N zeigt, was neu ist, / stellt die Frage des Käufers.",
        "Tout est dans le panneau : N montre les nouveautés, / pose la question de l’acheteur.",
    ]);
    row(&mut page, "padding:18px 28px 24px", &format!("<p style=\"margin:0;{QUIET}\">{}</p>", escape(panel)));
    page.push_str("</table>\n</td></tr></table>\n</body></html>\n");
    page
}

fn row(page: &mut String, style: &str, inner: &str) {
    let _ = writeln!(page, "<tr><td style=\"{style}\">{inner}</td></tr>");
}

fn head(page: &mut String, notes: &Notes, text: &str, count: usize) {
    let inner = format!(
        "<h2 style=\"margin:0;font-size:17px;color:{}\">{} <span style=\"color:#5b6670;font-weight:normal\">{count}</span></h2>",
        notes.colour,
        escape(text)
    );
    row(page, "padding:22px 28px 6px", &inner);
}

fn contents(page: &mut String, notes: &Notes, language: Language) {
    if notes.contents.is_empty() {
        return;
    }
    head(page, notes, language.of(["What is in it", "Was darin ist", "Ce qu’il contient"]), notes.pieces);
    let all = language.of(["All products", "Alle Produkte", "Tous les produits"]);
    let mut lines = String::new();
    for (product, kind, count) in &notes.contents {
        let product = if product.is_empty() { all } else { product.as_str() };
        let _ = write!(
            lines,
            "<p style=\"margin:0 0 4px;font-size:14px\">{} · {}: {count}</p>",
            escape(product),
            escape(language.kind(*kind))
        );
    }
    row(page, "padding:0 28px", &lines);
}

fn list(
    page: &mut String,
    notes: &Notes,
    items: &[Item],
    language: Language,
    pictures: &Pictures,
    number: &mut usize,
) {
    let mut group = String::new();
    for item in Notes::ordered(items, language) {
        let own = notes.group(item, language);
        if own != group {
            let inner = format!("<h3 style=\"margin:0;font-size:13px;color:#5b6670\">{}</h3>", escape(&own));
            row(page, "padding:8px 28px 0", &inner);
            group = own;
        }
        row(page, "padding:8px 28px", &piece(notes, item, language, pictures, number));
    }
}

fn piece(notes: &Notes, item: &Item, language: Language, pictures: &Pictures, number: &mut usize) -> String {
    let title = escape(&item.asset.title);
    let title = match &item.link {
        Some(link) => format!("<a href=\"{}\" style=\"color:{}\">{title}</a>", escape(link), notes.colour),
        None => title,
    };
    let mut text =
        format!("<p style=\"margin:0;font-size:15px;line-height:1.35;font-weight:600\">{title}</p>");
    if let Some(mark) = Notes::mark(item, language) {
        let _ = write!(
            text,
            "<p style=\"margin:3px 0 0;font-size:12px\"><span style=\"background:#fbe9d7;color:#7a3e00;padding:1px 6px\">{}</span></p>",
            escape(&mark)
        );
    }
    if let Some((next, link)) = &item.successor {
        let next = escape(next);
        let next = match link {
            Some(link) => format!("<a href=\"{}\" style=\"color:{}\">{next}</a>", escape(link), notes.colour),
            None => next,
        };
        let _ = write!(text, "<p style=\"margin:3px 0 0;font-size:14px\">→ {next}</p>");
    }
    if !item.asset.summary.is_empty() {
        let _ = write!(
            text,
            "<p style=\"margin:4px 0 0;font-size:14px;line-height:1.45\">{}</p>",
            escape(&item.asset.summary)
        );
    }
    let plain = "color:#1d252b;font-size:13px;line-height:1.45";
    for (style, line) in [(QUIET, notes.facts(item, language)), (plain, changed(item, language))] {
        if !line.is_empty() {
            let _ = write!(text, "<p style=\"margin:4px 0 0;{style}\">{}</p>", escape(&line.join(" · ")));
        }
    }
    let Some(png) = &item.picture else { return text };
    let source = match pictures {
        Pictures::Inside => {
            format!("data:image/png;base64,{}", base64::engine::general_purpose::STANDARD.encode(png))
        }
        Pictures::Attached => format!("cid:{}", content_id(*number)),
    };
    *number += 1;
    format!(
        "<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\"><tr>\
         <td width=\"108\" valign=\"top\" style=\"padding:2px 12px 0 0\"><img src=\"{source}\" width=\"96\" alt=\"\" \
         style=\"display:block;width:96px;border:1px solid #d9dfe3\"></td><td valign=\"top\">{text}</td></tr></table>"
    )
}
