//! Field norms: a unit's length in words in one byte.
//!
//! Exact to 63, then in steps of one eighth: byte 64 + 8e + m stands for (8 + m) · 2^(e + 3). As in Lucene's
//! `SmallFloat`, an error of at most 6 % does not change a ranking that anyone sees.

/// The byte whose length is the greatest not above `length`.
pub(super) fn encode(length: u32) -> u8 {
    if length < 64 {
        return length as u8;
    }
    let exponent = 31 - length.leading_zeros() - 3; // length = (8 + m) · 2^exponent
    let mantissa = (length >> exponent) & 7;
    u8::try_from(64 + 8 * (exponent - 3) + mantissa).unwrap_or(u8::MAX)
}

/// The byte whose length is the least not below `length`.
pub(super) fn encode_up(length: u32) -> u8 {
    let below = encode(length);
    if decode(below) < length { below.saturating_add(1) } else { below }
}

/// The length of a byte.
pub(super) const fn decode(norm: u8) -> u32 {
    if norm < 64 {
        return norm as u32;
    }
    let (exponent, mantissa) = ((norm as u32 - 64) / 8 + 3, (norm as u32) & 7);
    (8 + mantissa) << exponent
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_is_its_own_inverse_and_lengths_are_near() {
        for norm in 0..=255 {
            assert_eq!(encode(decode(norm)), norm);
        }
        for length in [64, 100, 1_000, 65_000, 1_000_000] {
            let near = decode(encode(length));
            assert!(near <= length && f64::from(near) > f64::from(length) * 0.88);
            let near = decode(encode_up(length));
            assert!(near >= length && f64::from(near) < f64::from(length) * 1.13);
        }
    }
}
