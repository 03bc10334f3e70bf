//! Small pictures of a first page.

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::page::Page;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings};
use image::ExtendedColorType;
use image::codecs::webp::WebPEncoder;

/// Width in pixels: four times the panel's 52 px column.
pub const WIDTH: f32 = 208.0;
/// Tallest picture in pixels; taller pages are cut at the bottom.
const HEIGHT: u32 = 312;
/// Widest page that is rendered, as a multiple of its height (and the other way round): beyond it is a ribbon.
const ASPECT: f32 = 8.0;

/// The page as lossless WebP, [`WIDTH`] wide; `None` when it has no sensible shape. `cache` is the file's.
pub fn of_page<'a>(page: &'a Page<'a>, cache: &RenderCache<'a>) -> Option<Vec<u8>> {
    let (width, height) = page.render_dimensions();
    let shape = width / height;
    let sized = width.is_finite() && height.is_finite() && width > 1.0 && height > 1.0;
    if !sized || !(1.0 / ASPECT..=ASPECT).contains(&shape) {
        return None;
    }
    // `render` casts the target size to u16: the scale is clamped by the aspect above.
    let scale = WIDTH / width;
    let pixmap = hayro::render(
        page,
        cache,
        &InterpreterSettings::default(),
        &RenderSettings::default(),
        &PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE },
    );
    let (w, h) = (u32::from(pixmap.width()), u32::from(pixmap.height()));
    let h = h.min(HEIGHT);
    // The page is white below: alpha says nothing, and three channels are smaller.
    let rgb: Vec<u8> =
        pixmap.data().iter().take((w * h) as usize).flat_map(|p| [p.r, p.g, p.b].map(coarse)).collect();
    let mut out = Vec::new();
    WebPEncoder::new_lossless(&mut out).encode(&rgb, w, h, ExtendedColorType::Rgb8).ok()?;
    Some(out)
}

/// A shade in steps of eight, which nobody sees at this size; the edges of letters then take a quarter less room.
const fn coarse(shade: u8) -> u8 {
    if shade > 251 { 255 } else { (shade + 4) / 8 * 8 }
}

/// Largest embedded picture in pixels each way.
const EMBEDDED: u32 = 6_000;
/// Narrowest embedded picture that shows anything.
const LEAST: u32 = 80;

/// A picture that an Office file carries of its first page (JPEG or PNG), at most [`WIDTH`] wide; `None` for the old
/// vector formats and for what is too small to show anything.
pub fn of_picture(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut reader = image::ImageReader::new(std::io::Cursor::new(bytes)).with_guessed_format().ok()?;
    let mut limits = image::Limits::default();
    limits.max_image_width = Some(EMBEDDED);
    limits.max_image_height = Some(EMBEDDED);
    limits.max_alloc = Some(128 << 20);
    reader.limits(limits);
    let picture = reader.decode().ok()?;
    let (width, height) = (picture.width(), picture.height());
    let shape = f64::from(width) / f64::from(height.max(1));
    if width < LEAST || !(1.0 / f64::from(ASPECT)..=f64::from(ASPECT)).contains(&shape) {
        return None;
    }
    let most = WIDTH as u32;
    let picture = match width > most {
        true => picture.resize(most, u32::MAX, image::imageops::FilterType::Triangle),
        false => picture,
    };
    let picture = picture.crop_imm(0, 0, picture.width(), picture.height().min(HEIGHT));
    // Transparent parts lie on paper.
    let mut rgb = Vec::with_capacity((picture.width() * picture.height() * 3) as usize);
    for pixel in picture.to_rgba8().pixels() {
        let [r, g, b, a] = pixel.0.map(u32::from);
        for channel in [r, g, b] {
            rgb.push(coarse(((channel * a + 255 * (255 - a)) / 255) as u8));
        }
    }
    let mut out = Vec::new();
    WebPEncoder::new_lossless(&mut out)
        .encode(&rgb, picture.width(), picture.height(), ExtendedColorType::Rgb8)
        .ok()?;
    Some(out)
}

/// Whether a picture's width by its height is nearly that.
pub fn is_of_shape(picture: &[u8], shape: f64) -> bool {
    let reader = image::ImageReader::new(std::io::Cursor::new(picture)).with_guessed_format().ok();
    let size = reader.and_then(|reader| reader.into_dimensions().ok());
    size.is_some_and(|(w, h)| (f64::from(w) / f64::from(h.max(1)) / shape - 1.0).abs() < 0.04)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_embedded_picture_is_made_small_and_nonsense_gives_none() {
        let mut jpeg = Vec::new();
        let picture = image::RgbImage::from_pixel(640, 480, image::Rgb([10, 120, 80]));
        picture.write_to(&mut std::io::Cursor::new(&mut jpeg), image::ImageFormat::Jpeg).unwrap();
        let small = image::load_from_memory(&of_picture(&jpeg).unwrap()).unwrap();
        assert_eq!((small.width(), small.height()), (208, 156));
        assert!(of_picture(b"\x01\0\0\0EMF").is_none());
        assert!(of_picture(&jpeg[..jpeg.len() / 3]).is_none_or(|w| w.starts_with(b"RIFF")));
    }
}
