//! A chromedriver or geckodriver that ends with its owner.

use anyhow::{Context, Result};
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;
use tokio::net::TcpStream;

/// A driver process on a free loopback port, ended by its handle on drop.
///
/// Own it *after* the `WebDriver` in a struct: that one's drop closes the session, and with it the browser.
pub struct Driver {
    child: Child,
    pub url: String,
    /// Where driver and browser put what they would leave behind when they are ended early.
    _scratch: TempDir,
}

impl Driver {
    pub async fn start(program: &str, args: &[&str], env: &[(&str, &str)]) -> Result<Driver> {
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let mut command = Command::new(program);
        // geckodriver wants the port as a word of its own, chromedriver takes either.
        if program.contains("gecko") {
            command.arg("--port").arg(port.to_string());
        } else {
            command.arg(format!("--port={port}"));
        }
        let scratch = tempfile::tempdir()?;
        let child = command
            .env("TMPDIR", scratch.path())
            .args(args)
            .envs(env.iter().copied())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("{program} does not start: ./build.sh test installs it"))?;
        let driver = Driver { child, url: format!("http://127.0.0.1:{port}"), _scratch: scratch };
        super::until("the driver to listen", async || {
            Ok(TcpStream::connect(("127.0.0.1", port)).await.map(drop).map_err(|e| e.to_string()))
        })
        .await?;
        Ok(driver)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
