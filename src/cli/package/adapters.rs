//! The adapters that go into a package: the library's own and the extension's, each file read once.

use super::{Files, PackageError};
use crate::authoring::Authored;

/// One of them and its path in the package.
#[derive(Clone, Debug)]
pub struct Packaged {
    /// `adapters/NAME.json`.
    pub path: String,
    /// The file.
    pub authored: Authored,
}

/// All of them: the library's own first, each after the order of names.
///
/// # Errors
/// The first fault of a file, with its name.
pub fn adapters(extension: &Files, own: &Files) -> Result<Vec<Packaged>, PackageError> {
    let files = own.iter().chain(extension);
    let files = files.filter(|(path, _)| path.starts_with("adapters/") && path.ends_with(".json"));
    files
        .map(|(path, bytes)| {
            let fault = |what: String| PackageError::Manifest(format!("{path}: {what}"));
            let text = std::str::from_utf8(bytes).map_err(|e| fault(e.to_string()))?;
            let authored = Authored::parse(path, text)
                .map_err(|faults| fault(faults.first().map(ToString::to_string).unwrap_or_default()))?;
            Ok(Packaged { path: path.clone(), authored })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_adapter_is_named() {
        let own = Files::from([("adapters/crm.json".to_owned(), b"{".to_vec())]);
        assert!(adapters(&Files::new(), &own).unwrap_err().to_string().contains("adapters/crm.json"));
    }
}
