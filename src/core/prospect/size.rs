//! Head counts in words: `1,001-5,000 employees`, `1.001–5.000 Beschäftigte`, `10K+`.

use super::clean::{fold, tidy};
use crate::catalogue::SizeBand;
use crate::tables::{Table, WordList};

/// What says that a head count is a lower bound.
static MORE_THAN: WordList = WordList::new(Table::CompanyWords, "more than");

/// The size band of a head count's wording; of a range the middle counts. None where no number is meant as one of people.
pub fn size_of(wording: &str) -> Option<SizeBand> {
    let text = fold(&tidy(wording, 120));
    if ["self-employed", "just me", "nur ich"].iter().any(|w| text.contains(w)) {
        return Some(SizeBand::Small);
    }
    let money = ['€', '$', '£', '%', '¥'];
    if text.contains(money) {
        return None;
    }
    let numbers = numbers(&text);
    let low = *numbers.first()?;
    let high = numbers.get(1).copied().filter(|high| *high > low);
    let open = text.contains('+') || MORE_THAN.iter().any(|w| text.contains(*w));
    let count = match high {
        Some(high) => low / 2 + high.div_ceil(2),
        None if open => low.saturating_add(1),
        None => low,
    };
    (count > 0).then(|| SizeBand::from_employees(u32::try_from(count).unwrap_or(u32::MAX)))
}

/// The numbers of a text in order, at most four; separators of thousands are skipped, `k` and `m` multiply.
fn numbers(text: &str) -> Vec<u64> {
    let chars: Vec<char> = text.chars().collect();
    let digit = |at: usize| chars.get(at).and_then(|c| c.to_digit(10));
    let mut out: Vec<u64> = Vec::new();
    let mut at = 0;
    while at < chars.len() && out.len() < 4 {
        if digit(at).is_none() {
            at += 1;
            continue;
        }
        let (mut value, mut tenths) = (0u64, None);
        loop {
            match chars.get(at) {
                Some(c) if c.is_ascii_digit() => {
                    value = value.saturating_mul(10).saturating_add(u64::from(digit(at).unwrap_or(0)));
                    at += 1;
                }
                // A separator with three digits behind it, and no fourth.
                Some('.' | ',' | '\'' | ' ')
                    if (1..=3).all(|n| digit(at + n).is_some()) && digit(at + 4).is_none() =>
                {
                    at += 1
                }
                Some('.' | ',') if digit(at + 1).is_some() => {
                    tenths = digit(at + 1);
                    at += 2;
                    while digit(at).is_some() {
                        at += 1;
                    }
                    break;
                }
                _ => break,
            }
        }
        let rest: String = chars.get(at..).unwrap_or_default().iter().take(6).collect();
        let rest = rest.trim_start();
        let unit = |name: &str| rest.strip_prefix(name).is_some_and(|r| !r.starts_with(char::is_alphabetic));
        let scale = if unit("k") || unit("tsd") || unit("mil") {
            1_000
        } else if unit("m") || unit("mio") {
            1_000_000
        } else {
            1
        };
        let tenths = u64::from(tenths.unwrap_or(0)) * scale / 10;
        out.push(value.saturating_mul(scale).saturating_add(tenths));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn head_counts_are_read_in_every_spelling() {
        use SizeBand::{Enterprise, Large, Medium, Small};
        for (text, want) in [
            ("1,001-5,000 employees", Large),
            ("1.001–5.000 Beschäftigte", Large),
            ("1 001 à 5 000 employés", Large),
            ("5.001 a 10.000 empleados", Large),
            ("51-200 employees", Small),
            ("201–500 Mitarbeiter", Medium),
            ("10,001+ employees", Enterprise),
            ("10.001+ dipendenti", Enterprise),
            ("Mehr als 10.000 Mitarbeitende", Enterprise),
            ("over 1,000", Large),
            ("250", Medium),
            ("12", Small),
            ("2-10", Small),
            ("0-1 employees", Small),
            ("1K-5K employees", Large),
            ("10K+", Enterprise),
            ("1.5k", Large),
            ("30’000 Mitarbeitende", Enterprise),
            ("501 tot 1.000 medewerkers", Medium),
        ] {
            assert_eq!(size_of(text), Some(want), "{text}");
        }
        for none in ["", "many", "€ 5,000,000", "0", "employees"] {
            assert_eq!(size_of(none), None, "{none}");
        }
    }
}
