//! A browser under an administrator's policies.

use super::Browser;
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// Where Chromium looks for policies.
pub const CHROMIUM: &str = "/etc/chromium";

/// A browser whose extension is under policy, as its administrator sees it.
#[allow(async_fn_in_trait)]
pub trait Managed: Browser {
    /// The version that is installed by policy and runs; none while there is none.
    async fn installed(&mut self) -> Result<Option<String>>;

    /// Lets the browser ask for updates now, as it does by itself every few hours.
    async fn check_for_updates(&mut self) -> Result<()>;

    /// The extension has started anew: pages of it that were held are gone.
    async fn restarted(&mut self) -> Result<()>;
}

/// A program that sees another administrator's folder; what was put elsewhere for it goes with this.
pub struct Administered {
    /// The program to start.
    pub program: String,
    _place: TempDir,
    /// Files and folders in the real place, the last first.
    put: Vec<PathBuf>,
}

impl Administered {
    /// The program, to which `folder` stands at `at`: in a mount namespace of its own, so that other browsers on the machine see
    /// nothing of it. Where root may have none, as in most containers, the files lie in the real place meanwhile.
    pub fn new(program: &str, at: &Path, folder: &Path) -> Result<Self> {
        let place = tempfile::tempdir()?;
        let mut administered = Self { program: program.to_owned(), _place: place, put: Vec::new() };
        if !may_mount() {
            administered.put(folder, at)?;
            return Ok(administered);
        }
        let script = administered._place.path().join("browser.sh");
        let (folder, at) = (text(folder)?, text(at)?);
        let lines = format!(
            "#!/bin/sh\nexec unshare -m sh -c 'mount --bind \"$0\" {at} && exec \"$@\"' '{folder}' {program} \"$@\"\n"
        );
        fs::write(&script, lines)?;
        fs::set_permissions(&script, std::os::unix::fs::PermissionsExt::from_mode(0o755))?;
        administered.program = text(&script)?.to_owned();
        Ok(administered)
    }

    /// Whether there is a folder for policies that may be written here.
    pub fn possible(at: &Path) -> bool {
        Command::new("test").arg("-w").arg(at).status().is_ok_and(|status| status.success())
    }

    /// Copies what is new; a file that is there already stays and fails the test.
    fn put(&mut self, from: &Path, to: &Path) -> Result<()> {
        if !to.exists() {
            fs::create_dir(to)?;
            self.put.insert(0, to.to_owned());
        }
        for entry in fs::read_dir(from)? {
            let entry = entry?;
            let (from, to) = (entry.path(), to.join(entry.file_name()));
            if from.is_dir() {
                self.put(&from, &to)?;
                continue;
            }
            ensure!(!to.exists(), "{} is there already: a policy of this machine's own", to.display());
            fs::copy(&from, &to)?;
            self.put.insert(0, to);
        }
        Ok(())
    }
}

fn text(path: &Path) -> Result<&str> {
    path.to_str().context("path is not UTF-8")
}

fn may_mount() -> bool {
    let tried = Command::new("unshare").args(["-m", "true"]).stderr(Stdio::null()).status();
    tried.is_ok_and(|status| status.success())
}

impl Drop for Administered {
    fn drop(&mut self) {
        for path in &self.put {
            let _ = if path.is_dir() { fs::remove_dir(path) } else { fs::remove_file(path) };
        }
    }
}
