//! Deflated blocks of the last build, so that only those whose texts have changed are deflated again.

use super::shelf::{Key, Shelf, key};
use pitchside_core::index::StoredBlocks;
use rayon::prelude::*;
use std::borrow::Cow;
use std::path::Path;

/// All blocks deflated, in order, several at a time: those that the cache in `folder` has are taken from there. What a block becomes
/// follows from its own texts and the first block's.
pub fn deflate(blocks: &StoredBlocks, folder: Option<&Path>) -> Vec<Vec<u8>> {
    let shelf = Shelf::open(folder, "blocks.bin");
    let first = key(&[blocks.raw(0)]);
    let one = |block: usize| -> (Key, Cow<'_, [u8]>) {
        let key = key(&[&[u8::from(block == 0)], &first, blocks.raw(block)]);
        (key, shelf.get(&key).map_or_else(|| Cow::Owned(blocks.deflate(block)), Cow::Borrowed))
    };
    let all: Vec<_> = (0..blocks.len()).into_par_iter().map(one).collect();
    shelf.keep(&all.iter().map(|(key, packed)| (*key, &**packed)).collect::<Vec<_>>());
    all.into_iter().map(|(_, packed)| packed.into_owned()).collect()
}
