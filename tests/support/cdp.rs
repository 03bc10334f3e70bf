//! Chromium's browser-level DevTools connection: what WebDriver cannot do.
//!
//! `Extensions.triggerAction` is a click on the extension's toolbar icon, gesture included: it grants `activeTab`
//! and lets the worker open the side panel, headless too. It needs `--enable-unsafe-extension-debugging`.

use anyhow::{Context, Result, bail};
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async, tungstenite::Message};

pub struct Cdp {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    last_id: u64,
}

impl Cdp {
    /// Connects to the browser behind `address` (the capability `goog:chromeOptions.debuggerAddress`).
    pub async fn connect(address: &str) -> Result<Cdp> {
        let address = address.replace("localhost", "127.0.0.1");
        let mut plain = TcpStream::connect(&address).await?;
        let request = format!("GET /json/version HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
        plain.write_all(request.as_bytes()).await?;
        let mut answer = String::new();
        // The server may keep the connection open: stop at the closing brace.
        while !answer.trim_end().ends_with('}') {
            let mut part = [0; 4096];
            match plain.read(&mut part).await? {
                0 => break,
                n => answer.push_str(&String::from_utf8_lossy(&part[..n])),
            }
        }
        let body = answer.split_once("\r\n\r\n").context("no body in /json/version")?.1;
        let version: Value = serde_json::from_str(body)?;
        let url = version["webSocketDebuggerUrl"].as_str().context("no browser endpoint")?;
        let (socket, _) = connect_async(url).await?;
        Ok(Cdp { socket, last_id: 0 })
    }

    /// Sends a command to the browser itself and gives its result.
    pub async fn call(&mut self, method: &str, params: Value) -> Result<Value> {
        self.last_id += 1;
        let id = self.last_id;
        let command = json!({"id": id, "method": method, "params": params}).to_string();
        self.socket.send(Message::text(command)).await?;
        while let Some(message) = self.socket.next().await {
            let Message::Text(text) = message? else { continue };
            let answer: Value = serde_json::from_str(&text)?;
            if answer["id"] == id {
                if let Some(error) = answer.get("error") {
                    bail!("{method}: {error}");
                }
                return Ok(answer["result"].clone());
            }
        }
        bail!("{method}: the browser closed the connection")
    }

    /// The id of the active tab of the window that was used last.
    pub async fn active_tab(&mut self) -> Result<String> {
        let targets = self.call("Target.getTargets", json!({"filter": [{"type": "tab"}]})).await?;
        let tabs = targets["targetInfos"].as_array().context("no tabs")?;
        let active = tabs.iter().find(|t| t["embedderData"]["tabActive"] == true).or(tabs.first());
        Ok(active.and_then(|t| t["targetId"].as_str()).context("no active tab")?.to_owned())
    }
}
