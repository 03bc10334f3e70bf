//! The natural logarithm by operations that are exact by IEEE 754, so that every platform gives the same bits:
//! `f32::ln` is the platform's own.

/// ln(x) for finite x > 0; 0 for anything else.
pub(super) fn ln(x: f32) -> f32 {
    if !x.is_finite() || x <= 0.0 {
        return 0.0;
    }
    let bits = f64::from(x).to_bits();
    let mut exponent = ((bits >> 52) & 0x7FF) as i32 - 1023;
    let mut mantissa = f64::from_bits((bits & 0x000F_FFFF_FFFF_FFFF) | 0x3FF0_0000_0000_0000);
    if mantissa > std::f64::consts::SQRT_2 {
        mantissa /= 2.0;
        exponent += 1;
    }
    // ln m = 2 artanh((m − 1) / (m + 1)), |argument| < 0.172: the terms below leave an error under 1e-12
    let z = (mantissa - 1.0) / (mantissa + 1.0);
    let square = z * z;
    let mut sum = 0.0;
    for odd in (1..=13_u32).rev().step_by(2) {
        sum = sum * square + 1.0 / f64::from(odd);
    }
    (2.0 * z * sum + f64::from(exponent) * std::f64::consts::LN_2) as f32
}

/// How much a word tells that `with` of `all` hold: ln(1 + (all − with + ½) / (with + ½)), BM25's idf that is
/// never negative.
pub(super) fn rarity(with: u32, all: usize) -> f32 {
    let (with, all) = (with as f32, (all as f32).max(with as f32));
    ln(1.0 + (all - with + 0.5) / (with + 0.5))
}

#[cfg(test)]
mod tests {
    #[test]
    fn it_is_the_logarithm() {
        for x in [1e-6_f32, 0.5, 1.0, 1.414, 2.0, 2.7, 1000.0, 3e9] {
            assert!((super::ln(x) - x.ln()).abs() < 1e-5, "{x}");
        }
        assert_eq!(super::ln(-1.0), 0.0);
    }
}
