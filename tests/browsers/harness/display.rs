//! An X display of our own for what cannot be headless: the picture of a whole window, and real key presses.

use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// An Xvfb that ends with its owner.
pub struct Display {
    child: Child,
    /// As in `DISPLAY`: `:7`.
    pub name: String,
}

impl Display {
    pub fn start((width, height): (u32, u32)) -> Result<Display> {
        // Xvfb chooses a free number and says it on the descriptor it is given.
        let mut child = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", &format!("{width}x{height}x24"), "-nolisten", "tcp"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("Xvfb does not start: ./build.sh demo installs it")?;
        let mut number = String::new();
        let stdout = child.stdout.take().context("Xvfb has no output")?;
        BufReader::new(stdout).read_line(&mut number)?;
        let display = Display { child, name: format!(":{}", number.trim()) };
        if number.trim().is_empty() {
            bail!("Xvfb ended at once");
        }
        Ok(display)
    }

    /// Takes pictures until two in a row are the same: everything has been painted.
    pub fn settled_picture(&self, path: &Path) -> Result<()> {
        let mut last = Vec::new();
        for _ in 0..40 {
            self.picture(path)?;
            let now = image::open(path)?.into_rgb8().into_raw();
            if now == last {
                return Ok(());
            }
            last = now;
        }
        bail!("the display does not come to rest")
    }

    /// Takes a picture of everything on the display.
    pub fn picture(&self, path: &Path) -> Result<()> {
        run(Command::new("import").args(["-display", &self.name, "-window", "root"]).arg(path))
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("{command:?} does not start"))?;
    if !status.success() {
        bail!("{command:?}: {status}");
    }
    Ok(())
}
