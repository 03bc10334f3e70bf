//! Names of what `build` writes.

/// The small manifest.
pub const MANIFEST: &str = "library.json";
/// The index.
pub const INDEX: &str = "library.idx";
/// Stored text.
pub const TEXT: &str = "text.bin";
