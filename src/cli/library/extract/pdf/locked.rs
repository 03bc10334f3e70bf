//! Why a PDF doesn't open: whether it is locked, told by its trailer alone. What is packed in it may be locked by itself.
#![deny(clippy::indexing_slicing)]

use super::super::ExtractError;
use super::damage::find_last;
use hayro::hayro_syntax::object::{Dict, FromBytes, MaybeRef, Name, Stream};
use hayro::hayro_syntax::{DecryptionError, LoadPdfError};

/// The cause in a user's words.
pub fn cause(error: LoadPdfError, bytes: &[u8]) -> ExtractError {
    let lock = lock(bytes);
    match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => ExtractError::Password,
        _ if lock == Some(Lock::Readers) => ExtractError::Restricted,
        LoadPdfError::Decryption(DecryptionError::UnsupportedAlgorithm) => ExtractError::Password,
        LoadPdfError::Decryption(_) => ExtractError::damaged("how it is encrypted can't be read"),
        LoadPdfError::Invalid if lock.is_some() => ExtractError::Password,
        LoadPdfError::Invalid => ExtractError::damaged("its table of objects can't be read"),
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lock {
    /// A password opens it.
    Password,
    /// Certificates or a rights server decide who may open it.
    Readers,
}

/// How the file is locked; nothing for an open one.
fn lock(bytes: &[u8]) -> Option<Lock> {
    let trailer = trailer(bytes)?;
    let encryption = match trailer.get_raw::<Dict<'_>>("Encrypt")? {
        MaybeRef::NotRef(dict) => Some(dict),
        MaybeRef::Ref(at) => {
            let head = format!("{} {} obj", at.obj_number, at.gen_number);
            let at = find_last(bytes, format!("\n{head}").as_bytes())
                .or_else(|| find_last(bytes, format!("\r{head}").as_bytes()))?;
            Dict::from_bytes(bytes.get(at + 1 + head.len()..)?.trim_ascii_start())
        }
    };
    match encryption.and_then(|dict| dict.get::<Name<'_>>("Filter")) {
        Some(handler) if handler.as_ref() != b"Standard" => Some(Lock::Readers),
        _ => Some(Lock::Password),
    }
}

/// The file's trailer dictionary, or that of its stream of cross-references: where `startxref` points, else the last one.
fn trailer(bytes: &[u8]) -> Option<Dict<'_>> {
    let pointer = find_last(bytes, b"startxref").and_then(|at| bytes.get(at + 9..)).and_then(|rest| {
        let digits = rest.trim_ascii_start();
        let end = digits.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(digits.len());
        std::str::from_utf8(digits.get(..end)?).ok()?.parse::<usize>().ok()
    });
    if let Some(dict) = pointer.and_then(|at| bytes.get(at..)).and_then(trailer_at) {
        return Some(dict);
    }
    // A packed file has a trailer too, but other objects follow it.
    let at = find_last(bytes, b"trailer")?;
    let rest = bytes.get(at..)?;
    (find_last(rest, b"endobj").is_none())
        .then(|| Dict::from_bytes(rest.get(7..)?.trim_ascii_start()))
        .flatten()
}

/// The dictionary of the table or stream of cross-references that begins here.
fn trailer_at(bytes: &[u8]) -> Option<Dict<'_>> {
    let table = bytes.trim_ascii_start();
    if let Some(rest) = table.strip_prefix(b"xref") {
        let at = rest.windows(7).position(|window| window == b"trailer")?;
        return Dict::from_bytes(rest.get(at + 7..)?.trim_ascii_start());
    }
    let at = table.get(..table.len().min(64))?.windows(3).position(|window| window == b"obj")?;
    let stream = Stream::from_bytes(table.get(at + 3..)?.trim_ascii_start())?;
    (stream.dict().get::<Name<'_>>("Type")?.as_ref() == b"XRef").then(|| stream.dict().clone())
}

#[cfg(test)]
mod tests {
    use super::super::tests::drawn;
    use super::*;

    /// A page whose trailer says this too.
    fn with_trailer(more: &str) -> Vec<u8> {
        let file = drawn(&["BT /F1 11 Tf (Text) Tj ET".to_owned()], (612, 792));
        let file = String::from_utf8(file).unwrap();
        file.replace("trailer\n<<", &format!("trailer\n<< {more}")).into_bytes()
    }

    fn cause(file: &[u8]) -> ExtractError {
        super::super::read(file).unwrap_err()
    }

    #[test]
    fn a_file_for_certain_readers_says_so() {
        let error = cause(&with_trailer("/Encrypt << /Filter /Adobe.PubSec /V 4 >>"));
        assert_eq!((&error, error.cause()), (&ExtractError::Restricted, "password"));
        assert!(error.to_string().contains("certain readers"), "{error}");
    }

    #[test]
    fn what_is_packed_in_a_damaged_file_may_be_locked_without_it() {
        let mut file = b"%PDF-1.7\n1 0 obj\n<< >>\nstream\n".to_vec();
        file.extend(with_trailer("/Encrypt << /Filter /Standard /V 2 >>"));
        file.extend(b"\nendstream\nendobj\nstartxref\n9\n%%EOF");
        assert_eq!(lock(&file), None);
        assert_eq!(lock(&with_trailer("/Encrypt << /Filter /Standard /V 2 >>")), Some(Lock::Password));
        assert_eq!(lock(&with_trailer("")), None);
    }
}
