//! The values of one cell.

use super::super::catalogue_file::Cell;

/// The values of a cell. `;`, `|` and line ends always part values, as do the forms in which systems write lists; a comma does unless
/// a known word holds it (`Transportation, Logistics, Supply Chain and Storage` is one industry).
pub fn values(cell: &Cell, known: impl Fn(&str) -> bool) -> Vec<String> {
    let mut out = Vec::new();
    for value in &cell.values {
        if known(value.trim()) {
            out.push(value.trim().to_owned());
            continue;
        }
        let listed = list_of(value);
        for part in listed.iter().map(|part| part.trim()).filter(|part| !part.is_empty()) {
            let pieces: Vec<&str> = part.split(',').collect();
            let mut at = 0;
            while at < pieces.len() {
                let run = (at + 1..=pieces.len()).rev().find(|end| {
                    pieces.get(at..*end).is_some_and(|run| run.len() > 1 && known(run.join(",").trim()))
                });
                let end = run.unwrap_or(at + 1);
                let piece = pieces.get(at..end).unwrap_or_default().join(",");
                if !piece.trim().is_empty() {
                    out.push(piece.trim().to_owned());
                }
                at = end;
            }
        }
    }
    out
}

/// The parts of a list as people write it (`Finance; IT`) and systems do: `["Finance","IT"]`, `;#Finance;#4;#IT`,
/// `Finance|0d2b…` with the number of the term.
pub fn list_of(value: &str) -> Vec<String> {
    let value = value.trim();
    if value.starts_with('[')
        && let Ok(list) = serde_json::from_str::<Vec<String>>(value)
    {
        return list;
    }
    let parts = value.split([';', '|', '\n']).map(|part| part.trim().trim_start_matches('#').trim());
    let numbered = value.contains(";#");
    let told = |part: &&str| {
        let number = numbered && part.bytes().all(|b| b.is_ascii_digit());
        !part.is_empty() && !number && !is_guid(part)
    };
    parts.filter(told).map(str::to_owned).collect()
}

/// `0d2b7c1e-5a40-4f0e-9a57-6f1f4b2f3c11`: the number of a term in a system, no word.
fn is_guid(text: &str) -> bool {
    text.len() == 36
        && text.char_indices().all(|(at, c)| match at {
            8 | 13 | 18 | 23 => c == '-',
            _ => c.is_ascii_hexdigit(),
        })
}

/// The parts of a value that is no word as a whole: `IT / Finance`, `Vertrieb & Marketing`, `Banking and Insurance`.
pub fn parts(value: &str) -> impl Iterator<Item = &str> {
    const BETWEEN: [&str; 6] = [" and ", " und ", " et ", " y ", " e ", " en "];
    let parts = value.split(['/', '&', '+']).flat_map(|part| {
        let found = BETWEEN.iter().find_map(|word| part.split_once(word));
        let (first, second) = found.unwrap_or((part, ""));
        [first, second]
    });
    parts.map(str::trim).filter(|part| !part.is_empty())
}

/// A word without the number in front of it, what stands in brackets and the year behind it: `03 Proposal`, `Sales deck (PPT)`,
/// `Tarifs 2026`. None where nothing of it is to be left out.
pub fn bare(word: &str) -> Option<&str> {
    let behind = word.split(['(', '[', '{']).next().unwrap_or_default().trim();
    let digit = |c: char| c.is_ascii_digit();
    let unnumbered = behind.trim_start_matches(digit);
    let front = match unnumbered.len() < behind.len() && behind.len() - unnumbered.len() <= 2 {
        true => unnumbered.trim_start_matches([' ', '.', ')', '-', '–', '—', ':', '_']),
        false => behind,
    };
    let year = front.rsplit_once(' ').filter(|(_, year)| year.len() == 4 && year.chars().all(digit));
    let rest = year.map_or(front, |(rest, _)| rest).trim();
    (rest != word && !rest.is_empty()).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::super::super::fields::Field;
    use super::*;

    #[test]
    fn lists_are_parted_as_systems_write_them() {
        for text in [
            "Finance; IT",
            "Finance|IT",
            "Finance\nIT",
            "Finance, IT",
            "[\"Finance\",\"IT\"]",
            ";#Finance;#IT;#",
            "3;#Finance;#12;#IT",
            "Finance|0d2b7c1e-5a40-4f0e-9a57-6f1f4b2f3c11;IT|0d2b7c1e-5a40-4f0e-9a57-6f1f4b2f3c12",
        ] {
            let cell = Cell { field: Field::Personas, header: String::new(), values: vec![text.to_owned()] };
            assert_eq!(values(&cell, |_| false), ["Finance", "IT"], "{text}");
        }
        let bare: Vec<_> =
            ["03 Proposal", "1 - Lead", "Deck (PPT)", "Tarifs 2026", "Deck", "24"].map(bare).into();
        assert_eq!(bare, [Some("Proposal"), Some("Lead"), Some("Deck"), Some("Tarifs"), None, None]);
        assert_eq!(parts("Sales & IT / Legal").collect::<Vec<_>>(), ["Sales", "IT", "Legal"]);
    }
}
