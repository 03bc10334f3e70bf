//! Deflated blocks of the last build, so that only those whose texts have changed are deflated again.
//!
//! ```text
//! CACHE/blocks.bin   u32 count · (32 bytes SHA-256 · u32 length) × count · blocks · 32 bytes SHA-256 of all before   (little endian)
//! ```
//! A block's key is the SHA-256 of the first block and of its own texts: what [`StoredBlocks::deflate`] works on. Nothing in the file is
//! needed; a damaged one costs the time.

use pitchside_core::index::StoredBlocks;
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// The file's name in the cache.
const FILE: &str = "blocks.bin";

type Key = [u8; 32];

/// Blocks by their key.
#[derive(Debug, Default)]
pub struct KnownBlocks {
    path: Option<PathBuf>,
    known: HashMap<Key, Vec<u8>>,
}

impl KnownBlocks {
    /// Those of the cache in that folder; without one none are known and none are kept.
    pub fn open(cache: Option<&Path>) -> Self {
        let path = cache.map(|folder| folder.join(FILE));
        let known = path.as_ref().and_then(|path| read(&std::fs::read(path).ok()?)).unwrap_or_default();
        Self { path, known }
    }

    /// All blocks deflated, in order, several at a time; they are kept for the next build.
    pub fn deflate(&self, blocks: &StoredBlocks) -> Vec<Vec<u8>> {
        let first = Sha256::digest(blocks.raw(0));
        let one = |block: usize| {
            let mut key = Sha256::new();
            key.update([u8::from(block == 0)]);
            key.update(first);
            key.update(blocks.raw(block));
            let key: Key = key.finalize().into();
            let packed = self.known.get(&key).cloned();
            (key, packed.unwrap_or_else(|| blocks.deflate(block)))
        };
        let all: Vec<(Key, Vec<u8>)> = (0..blocks.len()).into_par_iter().map(one).collect();
        let changed =
            all.len() != self.known.len() || all.iter().any(|(key, _)| !self.known.contains_key(key));
        if let Some(path) = self.path.as_ref().filter(|_| changed) {
            // A full disk costs the cache only.
            let _ = crate::place::write(path, &written(&all));
        }
        all.into_iter().map(|(_, packed)| packed).collect()
    }
}

fn written(blocks: &[(Key, Vec<u8>)]) -> Vec<u8> {
    let mut out = (blocks.len() as u32).to_le_bytes().to_vec();
    for (key, packed) in blocks {
        out.extend(key);
        out.extend((packed.len() as u32).to_le_bytes());
    }
    blocks.iter().for_each(|(_, packed)| out.extend(packed));
    let sum = Sha256::digest(&out);
    out.extend(sum);
    out
}

fn read(bytes: &[u8]) -> Option<HashMap<Key, Vec<u8>>> {
    let (all, sum) = bytes.split_at_checked(bytes.len().checked_sub(32)?)?;
    if Sha256::digest(all).as_slice() != sum {
        return None;
    }
    let (count, mut table) = all.split_first_chunk::<4>()?;
    let count = u32::from_le_bytes(*count) as usize;
    let mut data = table.get(count.checked_mul(36)?..)?;
    let mut known = HashMap::with_capacity(count);
    for _ in 0..count {
        let (key, rest) = table.split_first_chunk::<32>()?;
        let (length, rest) = rest.split_first_chunk::<4>()?;
        let (packed, after) = data.split_at_checked(u32::from_le_bytes(*length) as usize)?;
        known.insert(*key, packed.to_vec());
        (table, data) = (rest, after);
    }
    Some(known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back_and_damage_is_no_block() {
        let blocks = vec![([1; 32], vec![1, 2, 3]), ([2; 32], Vec::new())];
        let mut bytes = written(&blocks);
        assert_eq!(read(&bytes).unwrap(), blocks.into_iter().collect::<HashMap<_, _>>());
        for at in 0..bytes.len() {
            bytes[at] ^= 1;
            assert!(read(&bytes).is_none(), "{at}");
            bytes[at] ^= 1;
        }
        assert!(read(b"").is_none());
    }
}
