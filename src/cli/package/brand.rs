//! The extension's own face: name, icon and colour from `library.toml`.

use super::{Files, PackageError};
use crate::library::Package;
use image::imageops::FilterType;
use image::{ImageFormat, ImageReader, Limits};
use pitchside_core::markup::escape;
use serde_json::Value;
use std::io::Cursor;

/// Contrast that text needs (WCAG 2.2, 1.4.3).
const CONTRAST: f64 = 4.5;
/// Backgrounds of the panel that letters in the colour stand on: the darkest of the light ones, the lightest of the dark ones.
const LIGHT: Rgb = [0xf3, 0xf6, 0xf4];
const DARK: Rgb = [0x22, 0x2a, 0x26];

type Rgb = [u8; 3];

/// Puts the library's name, icon and colour into the extension's files.
///
/// # Errors
/// When the icon or the colour can't be used.
pub fn apply(files: &mut Files, brand: &Package, icon: Option<&[u8]>) -> Result<(), PackageError> {
    if let Some(icon) = icon {
        icons(files, icon)?;
    }
    if !brand.colour.trim().is_empty() {
        let colour = parse(&brand.colour).ok_or_else(|| {
            PackageError::Brand(format!("colour “{}” is none; write it as \"#0a4f8a\"", brand.colour))
        })?;
        if let Some(css) = files.get_mut("panel.css") {
            css.extend(rules(colour).into_bytes());
        }
    }
    names(files, brand)
}

fn names(files: &mut Files, brand: &Package) -> Result<(), PackageError> {
    let locales: Vec<String> = files
        .keys()
        .filter(|n| n.starts_with("_locales/") && n.ends_with("/messages.json"))
        .cloned()
        .collect();
    for locale in locales {
        let Some(bytes) = files.get_mut(&locale) else { continue };
        let mut messages: Value =
            serde_json::from_slice(bytes).map_err(|e| PackageError::Manifest(format!("{locale}: {e}")))?;
        if let Some(all) = messages.as_object_mut() {
            for (name, entry) in all.iter_mut() {
                let Some(message) = entry.get_mut("message") else { continue };
                let text = message.as_str().unwrap_or_default();
                let text = match name.as_str() {
                    "description" if !brand.description.is_empty() => brand.description.clone(),
                    "description" => text.to_owned(),
                    _ if !brand.name.is_empty() => text.replace("Pitchside", &brand.name),
                    _ => text.to_owned(),
                };
                *message = Value::String(text);
            }
        }
        let mut json =
            serde_json::to_vec_pretty(&messages).map_err(|e| PackageError::Manifest(e.to_string()))?;
        json.push(b'\n');
        *bytes = json;
    }
    if !brand.name.is_empty()
        && let Some(page) = files.get_mut("panel.html")
        && let Ok(text) = std::str::from_utf8(page)
    {
        let escaped = escape(&brand.name);
        *page = text.replace("<title>Pitchside</title>", &format!("<title>{escaped}</title>")).into_bytes();
    }
    Ok(())
}

fn icons(files: &mut Files, png: &[u8]) -> Result<(), PackageError> {
    let bad = |why: &str| {
        PackageError::Brand(format!("the icon {why}; give a square PNG of at least 128 × 128 pixels"))
    };
    let mut reader = ImageReader::with_format(Cursor::new(png), ImageFormat::Png);
    let mut limits = Limits::default();
    limits.max_image_width = Some(4096);
    limits.max_image_height = Some(4096);
    reader.limits(limits);
    let icon = reader.decode().map_err(|_| bad("can't be read as PNG"))?;
    if icon.width() != icon.height() || icon.width() < 128 {
        return Err(bad(&format!("has {} × {} pixels", icon.width(), icon.height())));
    }
    for size in [16, 32, 48, 128] {
        let small = icon.resize_exact(size, size, FilterType::Lanczos3).to_rgba8();
        let mut bytes = Vec::new();
        small.write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png).map_err(|e| bad(&e.to_string()))?;
        files.insert(format!("icons/{size}.png"), bytes);
    }
    Ok(())
}

fn parse(text: &str) -> Option<Rgb> {
    let digits = text.trim().strip_prefix('#').filter(|d| d.len() == 6 && d.is_ascii())?;
    let part = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
    Some([part(0)?, part(2)?, part(4)?])
}

/// The panel's accent in light and dark: the colour itself where it can be read, else the nearest that can.
fn rules(colour: Rgb) -> String {
    let light = readable(colour, LIGHT, [0, 0, 0]);
    let dark = readable(colour, DARK, [255, 255, 255]);
    let pair = |light: Rgb, dark: Rgb| format!("light-dark({}, {})", hex(light), hex(dark));
    // Letters on the colour: white or near-black, whichever is read better.
    let ink = [0x0b, 0x14, 0x10];
    let on = |ground: Rgb| if contrast([255; 3], ground) >= contrast(ink, ground) { [255; 3] } else { ink };
    format!(
        "\n:root {{ --act: {}; --act-hover: {}; --act-tint: {}; --on-act: {} }}\n",
        pair(light, dark),
        pair(mix(light, [0, 0, 0], 0.18), mix(dark, [255; 3], 0.25)),
        pair(mix(light, [255; 3], 0.91), mix(dark, [0x17, 0x1c, 0x1a], 0.86)),
        pair(on(light), on(dark)),
    )
}

/// `colour` moved towards `to` until it is read on `ground`.
fn readable(colour: Rgb, ground: Rgb, to: Rgb) -> Rgb {
    let steps = (0..=50).map(|n| mix(colour, to, f64::from(n) / 50.0));
    steps.into_iter().find(|c| contrast(*c, ground) >= CONTRAST).unwrap_or(to)
}

fn mix(a: Rgb, b: Rgb, share: f64) -> Rgb {
    let [r, g, l] = a;
    let [x, y, z] = b;
    [(r, x), (g, y), (l, z)]
        .map(|(a, b)| (f64::from(a) + (f64::from(b) - f64::from(a)) * share).round() as u8)
}

/// Contrast ratio (WCAG 2.2), 1 to 21.
fn contrast(a: Rgb, b: Rgb) -> f64 {
    let luminance = |colour: Rgb| {
        let [r, g, b] = colour.map(|c| {
            let c = f64::from(c) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * r + 0.7152 * g + 0.0722 * b
    };
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn hex(colour: Rgb) -> String {
    let [r, g, b] = colour;
    format!("#{r:02x}{g:02x}{b:02x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_colour_becomes_one_that_can_be_read_in_light_and_dark() {
        for colour in ["#0a4f8a", "#ffff00", "#000000", "#ffffff", "#7f7f7f"] {
            let colour = parse(colour).unwrap();
            assert!(contrast(readable(colour, LIGHT, [0; 3]), LIGHT) >= CONTRAST);
            assert!(contrast(readable(colour, DARK, [255; 3]), DARK) >= CONTRAST);
        }
        assert!(rules([0x0a, 0x4f, 0x8a]).contains("--act: light-dark(#0a4f8a, "));
        assert!(parse("red").is_none() && parse("#12345").is_none() && parse("#äöü").is_none());
    }

    #[test]
    fn an_icon_is_made_in_all_sizes_and_a_bad_one_is_refused() {
        let mut png = Vec::new();
        image::RgbaImage::from_pixel(256, 256, image::Rgba([1, 2, 3, 255]))
            .write_to(&mut Cursor::new(&mut png), ImageFormat::Png)
            .unwrap();
        let mut files = Files::new();
        apply(&mut files, &Package::default(), Some(&png)).unwrap();
        assert_eq!(image::load_from_memory(&files["icons/48.png"]).unwrap().width(), 48);
        assert!(apply(&mut files, &Package::default(), Some(b"GIF89a")).is_err());
    }

    #[test]
    fn the_name_stands_in_every_language_and_the_page_s_title() {
        let messages = br#"{"name": {"message": "Pitchside"}, "open": {"message": "Open Pitchside"}, "description": {"message": "Pitchside shows"}}"#;
        let mut files = Files::from([
            ("_locales/en/messages.json".to_owned(), messages.to_vec()),
            ("panel.html".to_owned(), b"<title>Pitchside</title>".to_vec()),
        ]);
        let brand = Package { name: "Harbour & Line".into(), ..Package::default() };
        apply(&mut files, &brand, None).unwrap();
        let messages: Value = serde_json::from_slice(&files["_locales/en/messages.json"]).unwrap();
        assert_eq!(messages["open"]["message"], "Open Harbour & Line");
        assert_eq!(messages["description"]["message"], "Pitchside shows");
        assert_eq!(files["panel.html"], b"<title>Harbour &amp; Line</title>");
    }
}
