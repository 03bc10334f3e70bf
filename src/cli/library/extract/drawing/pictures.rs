//! Pictures on a drawn page: decoded within limits, cut, and made as small as they are shown.

use super::super::thumbnail::WIDTH;
use image::{DynamicImage, GenericImageView as _};
use std::fmt::Write as _;
use std::io::Cursor;

/// Pictures of one page.
const COUNT: usize = 40;
/// Pixels of all of them as they are stored, and as they are drawn.
const PIXELS: u64 = 48_000_000;
const DRAWN: u64 = 1_500_000;
/// Widest and tallest stored picture.
const SIDE: u32 = 8_000;
/// Bytes of all of them as they are stored.
const BYTES: usize = 48 << 20;

/// A picture as it is drawn.
pub struct Picture {
    size: (u32, u32),
    /// Red, green and blue of each pixel.
    pub rgb: Vec<u8>,
    /// How much each pixel covers, where any doesn't.
    pub alpha: Option<Vec<u8>>,
}

impl Picture {
    /// As an object of a PDF.
    pub fn object(&self, bytes: &[u8], colours: &str, more: &str) -> String {
        let mut hex = String::with_capacity(bytes.len() * 2 + 1);
        for byte in bytes {
            let _ = write!(hex, "{byte:02x}");
        }
        hex.push('>');
        format!(
            "<< /Type /XObject /Subtype /Image /Width {} /Height {} /BitsPerComponent 8 /ColorSpace {colours} /Filter /ASCIIHexDecode /Interpolate true /Length {} {more} >>\nstream\n{hex}\nendstream",
            self.size.0,
            self.size.1,
            hex.len()
        )
    }
}

/// What the pictures of one page may still cost.
pub struct Budget {
    count: usize,
    pixels: u64,
    drawn: u64,
    bytes: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Self { count: COUNT, pixels: PIXELS, drawn: DRAWN, bytes: BYTES }
    }
}

/// Parts of a picture's sides that are cut off, from 0 to 1.
#[derive(Clone, Copy, Debug, Default)]
pub struct Crop {
    /// On the left.
    pub left: f64,
    /// Above.
    pub top: f64,
    /// On the right.
    pub right: f64,
    /// Below.
    pub bottom: f64,
}

impl Budget {
    /// A picture (PNG, JPEG, GIF, WebP) for a place that takes `share` of the page's width and has that shape (width by height); none
    /// for other formats, damaged ones, and where the budget is spent. `alpha` is how much it covers.
    pub fn picture(
        &mut self,
        bytes: &[u8],
        crop: Crop,
        (share, shape): (f64, f64),
        alpha: f64,
    ) -> Option<Picture> {
        self.count = self.count.checked_sub(1)?;
        self.bytes = self.bytes.checked_sub(bytes.len())?;
        let reader = || image::ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok();
        let (width, height) = reader()?.into_dimensions().ok()?;
        self.pixels = self.pixels.checked_sub(u64::from(width) * u64::from(height))?;
        let mut limits = image::Limits::default();
        (limits.max_image_width, limits.max_image_height) = (Some(SIDE), Some(SIDE));
        limits.max_alloc = Some(256 << 20);
        let mut reader = reader()?;
        reader.limits(limits);
        let picture = cut(reader.decode().ok()?, crop)?;
        // Half again as fine as it is shown, and never finer than it is.
        let wide = (share.clamp(0.0, 1.0) * f64::from(WIDTH) * 1.5).ceil();
        let tall = (wide / shape).clamp(1.0, 700.0).ceil();
        let size = (picture.width().min(wide.max(1.0) as u32), picture.height().min(tall as u32));
        self.drawn = self.drawn.checked_sub(u64::from(size.0) * u64::from(size.1))?;
        let small = match size == picture.dimensions() {
            true => picture,
            false => picture.thumbnail_exact(size.0, size.1),
        };
        let clear = small.color().has_alpha() || alpha < 1.0;
        let pixels = small.to_rgba8();
        let rgb = pixels.pixels().flat_map(|pixel| pixel.0.into_iter().take(3)).collect();
        let veil = |pixel: &image::Rgba<u8>| (f64::from(pixel.0[3]) * alpha.clamp(0.0, 1.0)) as u8;
        let alpha = clear.then(|| pixels.pixels().map(veil).collect());
        Some(Picture { size, rgb, alpha })
    }
}

fn cut(picture: DynamicImage, crop: Crop) -> Option<DynamicImage> {
    let (w, h) = (f64::from(picture.width()), f64::from(picture.height()));
    let (left, top) = (w * crop.left.clamp(0.0, 1.0), h * crop.top.clamp(0.0, 1.0));
    let (right, bottom) = (w * (1.0 - crop.right.clamp(0.0, 1.0)), h * (1.0 - crop.bottom.clamp(0.0, 1.0)));
    if crop.left.max(crop.top).max(crop.right).max(crop.bottom) <= 0.0 {
        return Some(picture);
    }
    let (wide, tall) = ((right - left).round(), (bottom - top).round());
    (wide >= 1.0 && tall >= 1.0).then(|| picture.crop_imm(left as u32, top as u32, wide as u32, tall as u32))
}

/// Whether a picture shows next to nothing: nearly all of it is one colour, but for a few words in a corner.
pub fn is_blank(picture: &[u8]) -> bool {
    let Ok(picture) = image::load_from_memory(picture) else { return true };
    let pixels = picture.to_rgb8();
    let Some(first) = pixels.pixels().next() else { return true };
    let other = pixels.pixels().filter(|pixel| pixel.0.iter().zip(first.0).any(|(a, b)| a.abs_diff(b) > 24));
    other.count() * 250 < pixels.pixels().len()
}
