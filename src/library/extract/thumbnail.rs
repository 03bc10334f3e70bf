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

/// The page as lossless WebP, [`WIDTH`] wide; `None` when it has no sensible shape.
pub fn of_page(page: &Page<'_>) -> Option<Vec<u8>> {
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
        &RenderCache::new(),
        &InterpreterSettings::default(),
        &RenderSettings::default(),
        &PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE },
    );
    let (w, h) = (u32::from(pixmap.width()), u32::from(pixmap.height()));
    let h = h.min(HEIGHT);
    // The page is white below: alpha says nothing, and three channels are smaller.
    let rgb: Vec<u8> = pixmap.data().iter().take((w * h) as usize).flat_map(|p| [p.r, p.g, p.b]).collect();
    let mut out = Vec::new();
    WebPEncoder::new_lossless(&mut out).encode(&rgb, w, h, ExtendedColorType::Rgb8).ok()?;
    Some(out)
}
