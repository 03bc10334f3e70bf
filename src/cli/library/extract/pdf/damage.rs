//! Why a PDF can't be read.
#![deny(clippy::indexing_slicing)]

/// `/Encrypt` in what may be the trailer.
pub fn encrypted(bytes: &[u8]) -> bool {
    let tail = bytes.get(bytes.len().saturating_sub(64 << 10)..).unwrap_or_default();
    tail.windows(8).any(|w| w == b"/Encrypt")
}
