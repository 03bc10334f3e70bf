//! CRX3: the form in which Chrome and Edge take a package from one's own server.
//!
//! ```text
//! file    = "Cr24" · u32 version (3) · u32 bytes of header · header · zip          (little endian)
//! header  = 2: proof { 1: public key (SPKI, DER) · 2: signature } · 10000: signed data { 1: 16 bytes of the id }
//! signed  = "CRX3 SignedData\0" · u32 bytes of signed data · signed data · zip     RSA PKCS #1 v1.5 over SHA-256
//! ```
//! Source: `components/crx_file/crx3.proto` of Chromium. The signature has no randomness in it: the same key and zip
//! give the same bytes.

use super::PackageError;
use rsa::pkcs1::DecodeRsaPrivateKey;
use rsa::pkcs8::{DecodePrivateKey, EncodePrivateKey, EncodePublicKey, LineEnding};
use rsa::{Pkcs1v15Sign, RsaPrivateKey};
use sha2::{Digest, Sha256};
use std::path::Path;

/// `DigestInfo` of SHA-256 (RFC 8017, 9.2, note 1).
const SHA256: [u8; 19] = [
    0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00,
    0x04, 0x20,
];
/// Bits of a new key: what Chrome's own packer makes.
const BITS: usize = 2048;

/// A private key with what follows from it.
pub struct Key {
    private: RsaPrivateKey,
    /// The public key (SPKI, DER).
    public: Vec<u8>,
}

impl Key {
    /// Reads a PEM file, PKCS #8 or PKCS #1.
    ///
    /// # Errors
    /// When it is not there or no unencrypted RSA key.
    pub fn read(path: &Path) -> Result<Self, PackageError> {
        let error = |detail: &str| PackageError::Key(path.to_owned(), detail.to_owned());
        let text = std::fs::read_to_string(path).map_err(|e| match e.kind() {
            std::io::ErrorKind::NotFound => {
                error("there is no such file; add --new-key to have one made there, and keep it for good")
            }
            _ => error(&e.to_string()),
        })?;
        let private = RsaPrivateKey::from_pkcs8_pem(&text)
            .or_else(|_| RsaPrivateKey::from_pkcs1_pem(&text))
            .map_err(|_| error("is no RSA private key in PEM without a password; make one with --new-key"))?;
        Self::of(private).ok_or_else(|| error("is no RSA key that can be used"))
    }

    /// Makes a key and writes it to `path`, which must not exist.
    ///
    /// # Errors
    /// When there is a file already, or it can't be written.
    pub fn create(path: &Path) -> Result<Self, PackageError> {
        let error = |detail: String| PackageError::Key(path.to_owned(), detail);
        let private =
            RsaPrivateKey::new(&mut rsa::rand_core::OsRng, BITS).map_err(|e| error(e.to_string()))?;
        let pem = private.to_pkcs8_pem(LineEnding::LF).map_err(|e| error(e.to_string()))?;
        let mut options = std::fs::File::options();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(path).map_err(|e| match e.kind() {
            std::io::ErrorKind::AlreadyExists => {
                error("is there already; leave --new-key out to use it".to_owned())
            }
            _ => error(e.to_string()),
        })?;
        std::io::Write::write_all(&mut file, pem.as_bytes()).map_err(|e| error(e.to_string()))?;
        Self::of(private).ok_or_else(|| error("could not be made".to_owned()))
    }

    fn of(private: RsaPrivateKey) -> Option<Self> {
        let public = private.to_public_key().to_public_key_der().ok()?.into_vec();
        Some(Self { private, public })
    }

    /// The public key as the manifest's `key` has it.
    pub fn public_base64(&self) -> String {
        use base64::Engine;
        base64::engine::general_purpose::STANDARD.encode(&self.public)
    }

    /// The zip, signed.
    ///
    /// # Errors
    /// When the key is too short for a signature.
    pub fn sign(&self, zip: &[u8]) -> Result<Vec<u8>, PackageError> {
        let id = Sha256::digest(&self.public);
        let signed = field(1, id.get(..16).unwrap_or_default());
        let mut digest = Sha256::new();
        digest.update(b"CRX3 SignedData\0");
        digest.update((signed.len() as u32).to_le_bytes());
        digest.update(&signed);
        digest.update(zip);
        let scheme = Pkcs1v15Sign { hash_len: Some(32), prefix: SHA256.into() };
        let signature = self
            .private
            .sign(scheme, &digest.finalize())
            .map_err(|e| PackageError::Key(Path::new("the key").to_owned(), e.to_string()))?;
        let proof = [field(1, &self.public), field(2, &signature)].concat();
        let header = [field(2, &proof), field(10_000, &signed)].concat();
        let mut out = b"Cr24".to_vec();
        out.extend(3_u32.to_le_bytes());
        out.extend((header.len() as u32).to_le_bytes());
        out.extend(header);
        out.extend(zip);
        Ok(out)
    }
}

/// Chrome's id of an extension: the first half of its public key's SHA-256, in letters from a to p.
pub fn id_of(public: &[u8]) -> String {
    let digest = Sha256::digest(public);
    let letter = |nibble: u8| char::from(b'a' + nibble);
    digest.iter().take(16).flat_map(|byte| [letter(byte >> 4), letter(byte & 15)]).collect()
}

/// The id that a manifest's `key` gives.
pub fn id_of_key(base64: &str) -> Option<String> {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.decode(base64).ok().map(|der| id_of(&der))
}

/// A length-delimited field of a protocol buffer.
fn field(number: u32, bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    for mut value in [number << 3 | 2, bytes.len() as u32] {
        while value >= 0x80 {
            out.push(value as u8 | 0x80);
            value >>= 7;
        }
        out.push(value as u8);
    }
    out.extend(bytes);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_is_signed_by_a_new_key_the_same_each_time() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key.pem");
        assert!(Key::read(&path).err().unwrap().to_string().contains("--new-key"));
        let key = Key::create(&path).unwrap();
        assert!(Key::create(&path).err().unwrap().to_string().contains("already"));
        let again = Key::read(&path).unwrap();
        let (first, second) = (key.sign(b"PK zip").unwrap(), again.sign(b"PK zip").unwrap());
        assert_eq!(first, second);
        assert!(first.starts_with(b"Cr24\x03\0\0\0") && first.ends_with(b"PK zip"));
        let scheme = Pkcs1v15Sign { hash_len: Some(32), prefix: SHA256.into() };
        let signed = field(1, &Sha256::digest(&key.public)[..16]);
        let mut digest = Sha256::new();
        digest.update(
            [b"CRX3 SignedData\0".as_slice(), &(signed.len() as u32).to_le_bytes(), &signed, b"PK zip"]
                .concat(),
        );
        let at = first.windows(2).position(|w| w == [0x12, 0x80]).unwrap();
        // Field 2 of the proof: tag, a length of two bytes (256), the signature.
        let signature = &first[at + 3..at + 3 + 256];
        key.private.to_public_key().verify(scheme, &digest.finalize(), signature).unwrap();
        assert_eq!(id_of_key(&key.public_base64()).unwrap(), id_of(&key.public));
        assert_eq!(id_of(&key.public).len(), 32);
    }
}
