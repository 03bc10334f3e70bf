//! Numbers packed with as many bits each as the largest needs, low bits first.
#![deny(clippy::indexing_slicing)]

/// Bits that the largest number needs, 0 to 32.
pub(super) fn width(numbers: &[u32]) -> u8 {
    let all = numbers.iter().fold(0, |bits, n| bits | n);
    (32 - all.leading_zeros()) as u8
}

/// Bytes of `count` numbers of that width.
pub(super) const fn size(count: usize, width: u8) -> usize {
    (count * width as usize).div_ceil(8)
}

/// Appends the numbers; each must fit the width.
pub(super) fn pack(out: &mut Vec<u8>, numbers: &[u32], width: u8) {
    let (mut buffer, mut filled) = (0_u64, 0_u32);
    for number in numbers {
        buffer |= u64::from(*number) << filled;
        filled += u32::from(width);
        while filled >= 8 {
            out.push(buffer as u8);
            buffer >>= 8;
            filled -= 8;
        }
    }
    if filled > 0 {
        out.push(buffer as u8);
    }
}

/// Reads `out.len()` numbers; `bytes` must hold [`size`] bytes, missing ones count as 0.
pub(super) fn unpack(bytes: &[u8], width: u8, out: &mut [u32]) {
    if width == 0 {
        return out.fill(0);
    }
    let mask = (1_u64 << width) - 1;
    let (mut buffer, mut filled) = (0_u64, 0_u32);
    let mut words = bytes.chunks_exact(4);
    let mut tail = words.remainder().iter();
    for number in out {
        if filled < u32::from(width) {
            if let Some(word) = words.next() {
                let word: [u8; 4] = word.try_into().unwrap_or_default();
                buffer |= u64::from(u32::from_le_bytes(word)) << filled;
                filled += 32;
            } else {
                while filled < u32::from(width) {
                    buffer |= u64::from(tail.next().copied().unwrap_or(0)) << filled;
                    filled += 8;
                }
            }
        }
        *number = (buffer & mask) as u32;
        buffer >>= width;
        filled -= u32::from(width);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_every_width_come_back() {
        for bits in 0..=32_u32 {
            let top = if bits == 0 { 0 } else { u32::MAX >> (32 - bits) };
            let numbers: Vec<u32> = (0..131_u32).map(|i| top.wrapping_sub(i * 7) & top).collect();
            let width = width(&numbers);
            let mut bytes = Vec::new();
            pack(&mut bytes, &numbers, width);
            assert_eq!(bytes.len(), size(numbers.len(), width));
            let mut back = vec![0; numbers.len()];
            unpack(&bytes, width, &mut back);
            assert_eq!(back, numbers, "{bits}");
        }
    }
}
