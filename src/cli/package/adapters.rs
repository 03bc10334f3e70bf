//! The adapters that go into a package: the library's own and the extension's, each file read once.

use super::{Files, PackageError};
use crate::authoring::Authored;
use crate::library::{Crm, SiteHost};

/// Hosts that stand for no site: those of an adapter for a product that everybody hosts himself.
const PLACEHOLDER: &str = ".invalid";

/// One of them and its path in the package.
#[derive(Clone, Debug)]
pub struct Packaged {
    /// `adapters/NAME.json`.
    pub path: String,
    /// The file.
    pub authored: Authored,
}

/// All of them: the library's own first, each after the order of names. `crm` gives the extension's adapters hosts of one's
/// own; one that has no other host is left out without.
///
/// # Errors
/// The first fault of a file or of a line of `crm`, with its name.
pub fn adapters(extension: &Files, own: &Files, crm: &[Crm]) -> Result<Vec<Packaged>, PackageError> {
    let files = own.iter().chain(extension);
    let files = files.filter(|(path, _)| path.starts_with("adapters/") && path.ends_with(".json"));
    let mut packaged = Vec::new();
    for (path, bytes) in files {
        let fault = |what: String| PackageError::Manifest(format!("{path}: {what}"));
        let text = std::str::from_utf8(bytes).map_err(|e| fault(e.to_string()))?;
        let authored = Authored::parse(path, text)
            .map_err(|faults| fault(faults.first().map(ToString::to_string).unwrap_or_default()))?;
        packaged.push(Packaged { path: path.clone(), authored });
    }
    for line in crm {
        let place = || format!("library.toml, crm: {} at {}", line.kind, line.host);
        let host = line.host.parse::<SiteHost>();
        let host = host.map_err(|error| PackageError::Host { place: place(), what: error.to_string() })?;
        let known = packaged.iter_mut().find(|one| one.authored.adapter.id == line.kind);
        let known = known.ok_or_else(|| PackageError::Host {
            place: place(),
            what: format!("no adapter reads it; kinds are: {}", Crm::kinds().join(", ")),
        })?;
        let mut hosts = std::mem::take(&mut known.authored.adapter.hosts);
        hosts.push(host.to_string());
        known.authored.set_hosts(hosts);
    }
    for one in &mut packaged {
        let mut hosts = std::mem::take(&mut one.authored.adapter.hosts);
        hosts.retain(|host| !host.ends_with(PLACEHOLDER));
        one.authored.set_hosts(hosts);
    }
    packaged.retain(|one| !one.authored.adapter.hosts.is_empty());
    Ok(packaged)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_adapter_is_named() {
        let own = Files::from([("adapters/crm.json".to_owned(), b"{".to_vec())]);
        assert!(adapters(&Files::new(), &own, &[]).unwrap_err().to_string().contains("adapters/crm.json"));
    }

    fn line(kind: &str, host: &str) -> Crm {
        Crm { kind: kind.to_owned(), host: host.to_owned() }
    }

    #[test]
    fn a_line_gives_a_crm_ones_own_host() {
        let extension = crate::package::read_tree(std::path::Path::new("extension")).unwrap();
        let crm = [line("espocrm", "https://crm.harbourline.example"), line("odoo", "http://odoo:8069")];
        let packaged = adapters(&extension, &Files::new(), &crm).unwrap();
        let hosts = |id: &str| {
            let one = packaged.iter().find(|one| one.authored.adapter.id == id).unwrap();
            let lean = serde_json::to_value(&one.authored.lean).unwrap();
            assert_eq!(lean["hosts"], serde_json::json!(one.authored.adapter.hosts), "{id}");
            one.authored.adapter.hosts.clone()
        };
        assert_eq!(hosts("espocrm"), ["*.espocloud.com", "*.espocloud.eu", "crm.harbourline.example"]);
        assert_eq!(hosts("odoo").last().map(String::as_str), Some("http://odoo"));
        assert!(
            packaged.iter().all(|one| !one.authored.adapter.hosts.iter().any(|h| h.ends_with(PLACEHOLDER)))
        );
        for (bad, words) in [(line("espo", "crm"), "kinds are: "), (line("odoo", "cr m"), "is no host")] {
            let error = adapters(&extension, &Files::new(), &[bad]).unwrap_err().to_string();
            assert!(error.starts_with("library.toml, crm: ") && error.contains(words), "{error}");
        }
    }
}
