//! Characters of symbol fonts (`w:sym`): their numbers mean nothing outside of the font.

/// The character that a number of a symbol font looks like; `None` when it says nothing in words.
pub fn symbol(font: &str, number: &str) -> Option<char> {
    let number = u32::from_str_radix(number, 16).ok()?;
    // Word puts symbol fonts into private use.
    let private = (0xF000..=0xF0FF).contains(&number);
    let code = if private { number - 0xF000 } else { number };
    let font = font.to_lowercase();
    if font.starts_with("wingdings") {
        return Some(match code {
            0x4A => '☺',
            0x6F | 0xA8 => '☐',
            0xA7 | 0x6C | 0x6E | 0x9F => '•',
            0xD8 => '➢',
            0xE0 | 0xE8 | 0xF0 => '→',
            0xFB | 0xFD => '✗',
            0xFC => '✓',
            0xFE => '☑',
            _ => return None,
        });
    }
    if font == "symbol" {
        let greek = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ";
        let at = |first: u32| code.checked_sub(first).and_then(|at| usize::try_from(at).ok());
        return match code {
            0x41..=0x5A => greek.chars().nth(at(0x41)?),
            0x61..=0x7A => "αβχδεφγηιϕκλμνοπθρστυϖωξψζ".chars().nth(at(0x61)?),
            0x20..=0x40 => char::from_u32(code),
            0xA3 => Some('≤'),
            0xAE => Some('→'),
            0xB0 => Some('°'),
            0xB1 => Some('±'),
            0xB3 => Some('≥'),
            0xB4 => Some('×'),
            0xB7 => Some('•'),
            0xB9 => Some('≠'),
            0xBB => Some('≈'),
            0xD2 | 0xE2 => Some('®'),
            0xD3 | 0xE3 => Some('©'),
            0xD4 | 0xE4 => Some('™'),
            _ => None,
        };
    }
    char::from_u32(number).filter(|c| !private && !c.is_control())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_are_the_characters_that_they_look_like() {
        assert_eq!(symbol("Wingdings", "F0FC"), Some('✓'));
        assert_eq!(symbol("Symbol", "F06D"), Some('μ'));
        assert_eq!(symbol("Symbol", "F053"), Some('Σ'));
        assert_eq!(symbol("Segoe UI Symbol", "2713"), Some('✓'));
        assert_eq!(symbol("Webdings", "F0FC"), None);
        assert_eq!(symbol("Wingdings", "nonsense"), None);
    }
}
