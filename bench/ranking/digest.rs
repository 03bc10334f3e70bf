//! A recommendation as text in which every bit of every number shows. The native test compiles this file too.

use pitchside_core::recommend::{Ranked, Recommendation};
use std::fmt::Write;

/// One line per asset: its number, its score's bits, then each signal with its share's bits, then its sentence.
pub fn digest(answer: &Recommendation) -> String {
    let mut text = format!("{:?}\n", answer.verdict);
    for (list, ranked) in [("send", &answer.send), ("learn", &answer.learn)] {
        for one in ranked {
            line(&mut text, list, one);
        }
    }
    text
}

fn line(text: &mut String, list: &str, one: &Ranked) {
    let _ = write!(text, "{list} {} {:08x}", one.ord.0, one.score.to_bits());
    for reason in &one.reasons {
        let _ = write!(text, " {:?}={:08x}", reason.signal, reason.share.to_bits());
    }
    let _ = writeln!(text, " {}", one.sentence_text());
}
