//! Results of work by what went in: a file of the cache that is read whole at the beginning and written whole at the end.
//!
//! ```text
//! u32 count · (32 bytes SHA-256 of what went in · u32 length) × count · results · 32 bytes SHA-256 of all before   (little endian)
//! ```
//! Nothing in it is needed; a damaged one costs the time.

use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// The SHA-256 of what a result was made from.
pub type Key = [u8; 32];

/// The key of some parts, each with its length, so that no two lists of parts share one.
pub fn key(parts: &[&[u8]]) -> Key {
    let mut sum = Sha256::new();
    for part in parts {
        sum.update((part.len() as u64).to_le_bytes());
        sum.update(part);
    }
    sum.finalize().into()
}

/// Results by their key.
#[derive(Debug, Default)]
pub struct Shelf {
    path: Option<PathBuf>,
    bytes: Vec<u8>,
    known: HashMap<Key, Range<usize>>,
}

impl Shelf {
    /// The file of that name in a cache's folder; without one nothing is known and nothing is kept.
    pub fn open(folder: Option<&Path>, name: &str) -> Self {
        let path = folder.map(|folder| folder.join(name));
        let bytes = path.as_ref().and_then(|path| std::fs::read(path).ok()).unwrap_or_default();
        let known = table(&bytes).unwrap_or_default();
        Self { path, bytes, known }
    }

    /// The result with that key.
    pub fn get(&self, key: &Key) -> Option<&[u8]> {
        self.bytes.get(self.known.get(key)?.clone())
    }

    /// Keeps these results and no others, for the next run.
    pub fn keep(&self, results: &[(Key, &[u8])]) {
        let same =
            results.len() == self.known.len() && results.iter().all(|(key, _)| self.known.contains_key(key));
        if let Some(path) = self.path.as_ref().filter(|_| !same) {
            // A full disk costs the cache only.
            let _ = crate::place::write(path, &written(results));
        }
    }
}

fn written(results: &[(Key, &[u8])]) -> Vec<u8> {
    let size: usize = results.iter().map(|(_, result)| result.len() + 36).sum();
    let mut out = Vec::with_capacity(size + 36);
    out.extend((results.len() as u32).to_le_bytes());
    for (key, result) in results {
        out.extend(key);
        out.extend((result.len() as u32).to_le_bytes());
    }
    results.iter().for_each(|(_, result)| out.extend(*result));
    let sum = Sha256::digest(&out);
    out.extend(sum);
    out
}

/// Where the results stand, by their keys.
fn table(bytes: &[u8]) -> Option<HashMap<Key, Range<usize>>> {
    let (all, sum) = bytes.split_at_checked(bytes.len().checked_sub(32)?)?;
    if Sha256::digest(all).as_slice() != sum {
        return None;
    }
    let (count, mut table) = all.split_first_chunk::<4>()?;
    let count = u32::from_le_bytes(*count) as usize;
    let mut start = count.checked_mul(36)?.checked_add(4)?;
    let mut known = HashMap::with_capacity(count.min(table.len() / 36));
    for _ in 0..count {
        let (key, rest) = table.split_first_chunk::<32>()?;
        let (length, rest) = rest.split_first_chunk::<4>()?;
        let end = start.checked_add(u32::from_le_bytes(*length) as usize).filter(|end| *end <= all.len())?;
        known.insert(*key, start..end);
        (table, start) = (rest, end);
    }
    Some(known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_read_back_and_damage_is_no_result() {
        let place = tempfile::tempdir().unwrap();
        let open = || Shelf::open(Some(place.path()), "x.bin");
        let keys = [key(&[b"a"]), key(&[b"b", b""])];
        open().keep(&[(keys[0], b"first"), (keys[1], b"")]);
        let shelf = open();
        assert_eq!((shelf.get(&keys[0]), shelf.get(&keys[1])), (Some(&b"first"[..]), Some(&b""[..])));
        assert_eq!(shelf.get(&key(&[b"b"])), None, "parts are not run together");
        shelf.keep(&[(keys[1], b"")]);
        assert_eq!(open().get(&keys[0]), None, "what no run needs goes");
        let path = place.path().join("x.bin");
        let good = std::fs::read(&path).unwrap();
        for at in 0..good.len() {
            let mut bytes = good.clone();
            bytes[at] ^= 1;
            assert!(table(&bytes).is_none(), "{at}");
        }
        assert!(table(b"").is_none());
    }
}
