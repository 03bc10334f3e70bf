//! Why a PDF can't be read.
#![deny(clippy::indexing_slicing)]

/// `/Encrypt` in what may be the trailer.
pub fn encrypted(bytes: &[u8]) -> bool {
    let tail = bytes.get(bytes.len().saturating_sub(64 << 10)..).unwrap_or_default();
    tail.windows(8).any(|w| w == b"/Encrypt")
}

/// Pages in words: `page 7`, `pages 2 to 5, 9`; nothing for none. The numbers rise.
pub fn pages(numbers: &[usize]) -> Option<String> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for &number in numbers {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => runs.push((number, number)),
        }
    }
    let word = if numbers.len() > 1 { "pages" } else { "page" };
    let run = |(first, last): &(usize, usize)| match last - first {
        0 => first.to_string(),
        1 => format!("{first}, {last}"),
        _ => format!("{first} to {last}"),
    };
    let runs: Vec<_> = runs.iter().map(run).collect();
    (!runs.is_empty()).then(|| format!("{word} {}", runs.join(", ")))
}
