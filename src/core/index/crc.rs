//! CRC-32 (IEEE 802.3), eight bytes at a time.
//!
//! The tables are made when the first sum is taken: ready-made ones (16 KB of noise in `crc32fast`) would be a
//! sixteenth of the panel's download.

use std::sync::LazyLock;

/// How many bytes one step takes.
const STEP: usize = 8;

static TABLES: LazyLock<[[u32; 256]; STEP]> = LazyLock::new(|| {
    let mut tables = [[0; 256]; STEP];
    for (byte, start) in (0..256).enumerate() {
        let mut crc: u32 = start;
        for table in &mut tables {
            for _ in 0..8 {
                crc = (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg());
            }
            table[byte] = crc;
        }
    }
    tables
});

/// The checksum of some bytes.
#[allow(clippy::indexing_slicing, reason = "a byte into tables of 256")]
pub(super) fn crc32(bytes: &[u8]) -> u32 {
    let tables = &*TABLES;
    let entry = |table: usize, byte: u8| tables[table][usize::from(byte)];
    let mut crc = u32::MAX;
    let (steps, rest) = bytes.as_chunks::<STEP>();
    for [a, b, c, d, e, f, g, h] in steps {
        let [p, q, r, s] = crc.to_le_bytes();
        crc = entry(7, a ^ p) ^ entry(6, b ^ q) ^ entry(5, c ^ r) ^ entry(4, d ^ s);
        crc ^= entry(3, *e) ^ entry(2, *f) ^ entry(1, *g) ^ entry(0, *h);
    }
    for byte in rest {
        let [low, ..] = crc.to_le_bytes();
        crc = (crc >> 8) ^ entry(0, low ^ byte);
    }
    !crc
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sum_of_the_standards_example_is_right() {
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
        assert_eq!(crc32(b""), 0);
    }

    #[test]
    fn steps_and_single_bytes_give_the_same_sum() {
        let bytes: Vec<u8> = (0..100u8).map(|n| n.wrapping_mul(37)).collect();
        for end in 0..bytes.len() {
            let mut bitwise = u32::MAX;
            for byte in &bytes[..end] {
                bitwise ^= u32::from(*byte);
                for _ in 0..8 {
                    bitwise = (bitwise >> 1) ^ (0xedb8_8320 & (bitwise & 1).wrapping_neg());
                }
            }
            assert_eq!(crc32(&bytes[..end]), !bitwise);
        }
    }
}
