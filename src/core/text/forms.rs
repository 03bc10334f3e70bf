//! What Unicode calls compatibility forms, and letters put together from their parts: the tables of
//! [`super::fold()`].

/// Base letters of U+00C0 and on, one each; `-`: the letter is its own, or its capital is found by case.
pub(super) const LATIN: &[u8] = b"\
    --------------------------------aaaaaa-ceeeeiiiidnooooo-ouuuuy-y-a-a-a-c-c-c-c-d-d-e-e-e-e-e-g-g\
    -g-g-h---i-i-i-i-i---j-k--l-l-l---l-n-n-n----o-o-o---r-r-r-s-s-s-s-t-t---u-u-u-u-u-u-w-y--z-z-zs\
    ---------------------------------o--------------u-----------------------------a-i-o-u-u-u-u-u--a\
    -a-----g-k-o-o--j----g---n-a---o-a-a-e-e-i-i-o-o-r-r-u-u-s-t---h-------a-e-o-o-o-o-y------------\
    ----------------";

/// Base letters of U+1E00 and on.
pub(super) const LATIN_ADDITIONAL: &[u8] = b"\
    -a-b-b-b-c-d-d-d-d-d-e-e-e-e-e-f-g-h-h-h-h-h-i-i-k-k-k-l-l-l-l-m-m-m-n-n-n-n-o-o-o-o-p-p-r-r-r-r\
    -s-s-s-s-s-t-t-t-t-u-u-u-u-u-v-v-w-w-w-w-w-x-x-y-z-z-zhtwy-s-----a-a-a-a-a-a-a-a-a-a-a-a-e-e-e-e\
    -e-e-e-e-i-i-o-o-o-o-o-o-o-o-o-o-o-o-u-u-u-u-u-u-u-y-y-y-y------";

/// Greek and Cyrillic letters, each with its base after it.
pub(super) const ACCENTED: &str = "\
    ʹʹΐιάαέεήηίιΰυϊιϋυόούυώωϐβϑθϒυϓυϔυϕφϖπϰκϱρϲσϵεςσйиѐеёеѓгїіќкѝиўуѷѵӂжӑаӓаӗеӛәӝжӟзӣиӥиӧоӫө\
    ӭэӯуӱуӳуӵчӹы";

/// Signs of Latin-1 and Extended-A and -B, each followed by its plain form.
const LATIN_SIGNS: &str = "ªa ²2 ³3 µμ ¹1 ºo ¼1⁄4 ½1⁄2 ¾3⁄4 ĳij ŀl· ŉʼn ǆdž ǉlj ǌnj ǳdz";

/// The same from U+2000 on.
const SIGNS: &str = "⁰0 ⁱi ⁴4 ⁵5 ⁶6 ⁷7 ⁸8 ⁹9 ⁿn ₀0 ₁1 ₂2 ₃3 ₄4 ₅5 ₆6 ₇7 ₈8 ₉9 ℃°c ℅c/o ℆c/u ℉°f \
    ℊg ℋh ℌh ℍh ℎh ℏħ ℐi ℑi ℒl ℓl ℕn №no ℙp ℚq ℛr ℜr ℝr ℠sm ℡tel ™tm ℤz ℨz ℬb ℭc ℯe ℰe ℱf ℳm ℴo ℂc ℹi \
    ⅐1⁄7 ⅑1⁄9 ⅒1⁄10 ⅓1⁄3 ⅔2⁄3 ⅕1⁄5 ⅖2⁄5 ⅗3⁄5 ⅘4⁄5 ⅙1⁄6 ⅚5⁄6 ⅛1⁄8 ⅜3⁄8 ⅝5⁄8 ⅞7⁄8 ⅟1⁄ \
    ⅰi ⅱii ⅲiii ⅳiv ⅴv ⅵvi ⅶvii ⅷviii ⅸix ⅹx ⅺxi ⅻxii ⅼl ⅽc ⅾd ⅿm \
    ﬀff ﬁfi ﬂfl ﬃffi ﬄffl ﬅst ﬆst";

/// Half-width katakana from U+FF66 on.
const HALF_WIDTH: &str = "ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン";

/// A mark with the letters that bear it and what they become: those that the stemmers know.
const COMPOSED: &[(char, &str, &str)] = &[
    ('\u{300}', "aeiou", "àèìòù"),
    ('\u{301}', "aeiouy", "áéíóúý"),
    ('\u{302}', "aeiou", "âêîôû"),
    ('\u{303}', "ano", "ãñõ"),
    ('\u{308}', "aeiouy", "äëïöüÿ"),
    ('\u{30a}', "a", "å"),
    ('\u{327}', "c", "ç"),
];

/// Writes the plain form of a lower-case character and says whether it has another than itself.
pub(super) fn plain(c: char, out: &mut String) -> bool {
    let code = u32::from(c);
    let letter = |at: u32| char::from_u32(u32::from('a') + at);
    let digit = |at: u32| char::from_u32(u32::from('0') + at);
    let one = match code {
        0xa0 | 0x2000..=0x200a | 0x202f | 0x205f | 0x3000 => Some(' '),
        0xaa..=0x1f3 => return sign(LATIN_SIGNS, c, out),
        0x2070..=0x217f | 0xfb00..=0xfb06 => return sign(SIGNS, c, out),
        0x2460..=0x2473 => {
            let number = code - 0x245f;
            if number >= 10 {
                out.extend(digit(number / 10));
            }
            digit(number % 10)
        }
        0x24d0..=0x24e9 => letter(code - 0x24d0),
        0x24ea => Some('0'),
        0xff01..=0xff5e => char::from_u32(code - 0xfee0),
        0xff66..=0xff9d => HALF_WIDTH.chars().nth(usize::try_from(code - 0xff66).unwrap_or_default()),
        // Mathematical alphabets, with which people make their headlines bold.
        0x1d400..=0x1d6a3 => letter((code - 0x1d400) % 26),
        0x1d7ce..=0x1d7ff => digit((code - 0x1d7ce) % 10),
        0x1f130..=0x1f149 => letter(code - 0x1f130),
        _ => None,
    };
    out.extend(one);
    one.is_some()
}

fn sign(table: &str, c: char, out: &mut String) -> bool {
    let plain = table.split(' ').find_map(|entry| entry.strip_prefix(c));
    out.extend(plain);
    plain.is_some()
}

/// A half-width voicing mark as the full one; any other character as it is.
pub(super) fn wide_mark(c: char) -> char {
    match c {
        '\u{ff9e}' => '\u{3099}',
        '\u{ff9f}' => '\u{309a}',
        c => c,
    }
}

/// The letter that a lower-case letter and a mark make together.
pub(super) fn compose(letter: char, mark: char) -> Option<char> {
    if matches!(mark, '\u{3099}' | '\u{309a}') {
        return voiced(letter, u32::from(mark) - 0x3098);
    }
    let (_, letters, composed) = COMPOSED.iter().find(|(m, ..)| *m == mark)?;
    composed.chars().nth(letters.chars().position(|l| l == letter)?)
}

/// か → が (by 1), は → ば (by 1) and ぱ (by 2), and the same in katakana.
fn voiced(letter: char, by: u32) -> Option<char> {
    let code = u32::from(letter);
    let hiragana = if matches!(code, 0x30a1..=0x30fa) { code - 0x60 } else { code };
    match hiragana {
        0x3046 if by == 1 => char::from_u32(code + 0x4e),
        0x304b..=0x3061 if by == 1 && hiragana % 2 == 1 => char::from_u32(code + 1),
        0x3064..=0x3068 if by == 1 && hiragana.is_multiple_of(2) => char::from_u32(code + 1),
        0x306f..=0x307b if hiragana.is_multiple_of(3) => char::from_u32(code + by),
        _ => None,
    }
}
