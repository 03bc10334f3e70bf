//! Chromium under an administrator's policies.

use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// Where Chromium looks for policies.
const FOLDER: &str = "/etc/chromium";

/// Chromium with another administrator's folder; what was put elsewhere for it goes with this.
pub struct Administered {
    /// The program to start.
    pub program: String,
    _place: TempDir,
    /// Files in the real folder.
    put: Vec<PathBuf>,
}

impl Administered {
    /// In a mount namespace of its own, so that other browsers on the machine see nothing of it. Where root may have none, as
    /// in most containers, the policies lie in the real folder meanwhile.
    pub fn new(chromium: &str, folder: &Path) -> Result<Self> {
        let place = tempfile::tempdir()?;
        if !may_mount() {
            return Ok(Self { program: chromium.to_owned(), _place: place, put: put(folder)? });
        }
        let script = place.path().join("chromium.sh");
        let folder = folder.to_str().context("path is not UTF-8")?;
        let text = format!(
            "#!/bin/sh\nexec unshare -m sh -c 'mount --bind \"$0\" {FOLDER} && exec \"$@\"' '{folder}' {chromium} \"$@\"\n"
        );
        fs::write(&script, text)?;
        fs::set_permissions(&script, std::os::unix::fs::PermissionsExt::from_mode(0o755))?;
        let program = script.to_str().context("path is not UTF-8")?.to_owned();
        Ok(Self { program, _place: place, put: Vec::new() })
    }

    /// Whether there is a folder for policies that may be written here.
    pub fn possible() -> bool {
        Command::new("test").args(["-w", FOLDER]).status().is_ok_and(|status| status.success())
    }
}

fn may_mount() -> bool {
    let tried = Command::new("unshare").args(["-m", "true"]).stderr(Stdio::null()).status();
    tried.is_ok_and(|status| status.success())
}

fn put(folder: &Path) -> Result<Vec<PathBuf>> {
    let managed = Path::new(FOLDER).join("policies/managed");
    fs::create_dir_all(&managed)?;
    let mut put = Vec::new();
    for entry in fs::read_dir(folder.join("policies/managed"))? {
        let entry = entry?;
        let to = managed.join(format!("pitchside-test-{}", entry.file_name().to_string_lossy()));
        fs::copy(entry.path(), &to)?;
        put.push(to);
    }
    Ok(put)
}

impl Drop for Administered {
    fn drop(&mut self) {
        for file in &self.put {
            let _ = fs::remove_file(file);
        }
    }
}
