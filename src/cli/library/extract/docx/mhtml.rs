//! A web page saved with its pictures in one file (MHTML): mail's form of several parts, of which the first page is taken.

/// The bytes of the first web page; `None` when there is none.
pub fn page(bytes: &[u8]) -> Option<Vec<u8>> {
    let (head, body) = split(bytes)?;
    if is_page(&head) {
        return decoded(&head, body);
    }
    let boundary = parameter(&head, "boundary")?;
    let mark = [b"--", boundary.as_bytes()].concat();
    let mut starts = (0..body.len()).filter(|at| {
        let line = *at == 0 || body.get(at - 1) == Some(&b'\n');
        line && body.get(*at..).is_some_and(|rest| rest.starts_with(&mark))
    });
    let mut start = starts.next()?;
    for end in starts.chain(std::iter::once(body.len())) {
        let part = body.get(start + mark.len()..end)?;
        start = end;
        // Behind the mark its line ends.
        let part = part.get(part.iter().position(|byte| *byte == b'\n')? + 1..)?;
        if let Some((head, body)) = split(part)
            && is_page(&head)
        {
            return decoded(&head, body);
        }
    }
    None
}

/// A part's head with its folded lines joined, and its body.
fn split(part: &[u8]) -> Option<(String, &[u8])> {
    let at = |mark: &[u8]| part.windows(mark.len()).position(|w| w == mark).map(|at| (at, at + mark.len()));
    let (end, start) = match (at(b"\r\n\r\n"), at(b"\n\n")) {
        (Some(one), Some(other)) => one.min(other),
        (one, other) => one.or(other)?,
    };
    let head = String::from_utf8_lossy(part.get(..end)?).replace("\r\n", "\n");
    Some((head.replace("\n ", " ").replace("\n\t", " "), part.get(start..)?))
}

fn field<'h>(head: &'h str, name: &str) -> &'h str {
    let fields = head.lines().filter_map(|line| line.split_once(':'));
    fields
        .into_iter()
        .find(|(field, _)| field.trim().eq_ignore_ascii_case(name))
        .map_or("", |(_, v)| v.trim())
}

fn is_page(head: &str) -> bool {
    let kind = field(head, "content-type").to_ascii_lowercase();
    kind.starts_with("text/html") || kind.starts_with("application/xhtml")
}

fn parameter(head: &str, name: &str) -> Option<String> {
    let parameters = field(head, "content-type").split(';').filter_map(|p| p.split_once('='));
    let mut found = parameters.filter(|(key, _)| key.trim().eq_ignore_ascii_case(name));
    let value = found.next()?.1.trim().trim_matches('"');
    (!value.is_empty()).then(|| value.to_owned())
}

fn decoded(head: &str, body: &[u8]) -> Option<Vec<u8>> {
    let bytes = match field(head, "content-transfer-encoding").to_ascii_lowercase().as_str() {
        "quoted-printable" => quoted_printable(body),
        "base64" => base64(body)?,
        _ => body.to_vec(),
    };
    // The part's head knows the character set where the page itself may not.
    let charset = parameter(head, "charset").unwrap_or_default();
    let encoding = encoding_rs::Encoding::for_label(charset.as_bytes());
    Some(encoding.map_or(bytes.clone(), |encoding| encoding.decode(&bytes).0.into_owned().into_bytes()))
}

fn quoted_printable(body: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.len());
    let mut rest = body;
    loop {
        match rest {
            [] => return out,
            [b'=', b'\r', b'\n', tail @ ..] | [b'=', b'\n', tail @ ..] => rest = tail,
            [b'=', high, low, tail @ ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                let digit = |d: u8| (d as char).to_digit(16).unwrap_or(0) as u8;
                out.push(digit(*high) * 16 + digit(*low));
                rest = tail;
            }
            [byte, tail @ ..] => {
                out.push(*byte);
                rest = tail;
            }
        }
    }
}

fn base64(body: &[u8]) -> Option<Vec<u8>> {
    let (mut out, mut bits, mut count) = (Vec::with_capacity(body.len() / 4 * 3), 0_u32, 0);
    for byte in body.iter().filter(|byte| !byte.is_ascii_whitespace()) {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b'=' => break,
            // The mark of the next part, or no base64 at all.
            b'-' => break,
            _ => return None,
        };
        bits = (bits << 6 | u32::from(value)) & 0xFF_FFFF;
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count & 0xFF) as u8);
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn saved(encoding: &str, body: &str) -> Vec<u8> {
        format!(
            "MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n boundary=\"next\"\r\n\r\n--next\r\nContent-Type: image/png\r\n\r\nxx\r\n--next\r\nContent-Type: text/html; charset=\"iso-8859-1\"\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n{body}\r\n--next--\r\n"
        )
        .into_bytes()
    }

    #[test]
    fn the_page_of_a_saved_page_is_decoded() {
        let text = |bytes: &[u8]| String::from_utf8(page(bytes).unwrap()).unwrap();
        assert_eq!(text(&saved("quoted-printable", "<p>Gr=F6=\r\n=DFe</p>")).trim(), "<p>Größe</p>");
        assert_eq!(text(&saved("base64", "PHA+YTwv\r\ncD4=")).trim(), "<p>a</p>");
    }

    #[test]
    fn anything_else_is_none() {
        for bytes in [&b""[..], b"\n\n", b"Content-Type: multipart/x; boundary=\n\n--", b"x: y\r\n\r\n=\xff"]
        {
            assert_eq!(page(bytes), None);
        }
    }
}
