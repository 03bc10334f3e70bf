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
    /// Events of attached targets that came while an answer was awaited.
    events: Vec<Value>,
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
        Ok(Cdp { socket, last_id: 0, events: Vec::new() })
    }

    /// Sends a command to the browser itself and gives its result.
    pub async fn call(&mut self, method: &str, params: Value) -> Result<Value> {
        self.send(json!({"method": method, "params": params})).await
    }

    /// Sends a command to an attached target.
    async fn call_in(&mut self, session: &str, method: &str, params: Value) -> Result<Value> {
        self.send(json!({"method": method, "params": params, "sessionId": session})).await
    }

    async fn send(&mut self, mut command: Value) -> Result<Value> {
        self.last_id += 1;
        let id = self.last_id;
        command["id"] = json!(id);
        let method = command["method"].as_str().unwrap_or_default().to_owned();
        self.socket.send(Message::text(command.to_string())).await?;
        while let Some(message) = self.socket.next().await {
            let Message::Text(text) = message? else { continue };
            let answer: Value = serde_json::from_str(&text)?;
            if answer["id"] == id {
                if let Some(error) = answer.get("error") {
                    bail!("{method}: {error}");
                }
                return Ok(answer["result"].clone());
            }
            if answer.get("sessionId").is_some() {
                self.events.push(answer);
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

    /// How much of an extension is alive in the page at an address: `None` when it has never run there, else what is
    /// reachable in its own world of that page. Garbage is collected first.
    pub async fn remains(&mut self, extension: &str, url: &str) -> Result<Option<Remains>> {
        let targets = self.call("Target.getTargets", json!({})).await?;
        let pages = targets["targetInfos"].as_array().context("no pages")?;
        let page = pages.iter().find(|t| t["type"] == "page" && t["url"] == url);
        let id = page.with_context(|| format!("no page is at {url}"))?["targetId"].clone();
        let session = self.call("Target.attachToTarget", json!({"targetId": id, "flatten": true})).await?;
        let session = session["sessionId"].as_str().context("no session")?.to_owned();
        self.events.clear();
        self.call_in(&session, "Runtime.enable", json!({})).await?;
        let origin = format!("chrome-extension://{extension}");
        let worlds = self.events.iter().filter(|e| e["method"] == "Runtime.executionContextCreated");
        let world = worlds.map(|e| e["params"]["context"].clone()).find(|c| c["origin"] == origin);
        let remains = match world {
            None => None,
            Some(world) => Some(self.look(&session, &world["id"]).await?),
        };
        self.call("Target.detachFromTarget", json!({"sessionId": session})).await?;
        Ok(remains)
    }

    async fn look(&mut self, session: &str, world: &Value) -> Result<Remains> {
        let names = "Reflect.ownKeys(globalThis).map(String).filter(name => /pitchside/i.test(name))";
        let evaluate = json!({"expression": names, "contextId": world, "returnByValue": true});
        let names = self.call_in(session, "Runtime.evaluate", evaluate).await?;
        let of = json!({"expression": "MutationObserver.prototype", "contextId": world});
        let prototype = self.call_in(session, "Runtime.evaluate", of).await?;
        let of = json!({"prototypeObjectId": prototype["result"]["objectId"]});
        let all = self.call_in(session, "Runtime.queryObjects", of).await?;
        let count = json!({"objectId": all["objects"]["objectId"], "returnByValue": true,
            "functionDeclaration": "function () { return this.length }"});
        let count = self.call_in(session, "Runtime.callFunctionOn", count).await?;
        let window = self
            .call_in(session, "Runtime.evaluate", json!({"expression": "globalThis", "contextId": world}))
            .await?;
        let of = json!({"objectId": window["result"]["objectId"]});
        let listeners = self.call_in(session, "DOMDebugger.getEventListeners", of).await?;
        let kinds = listeners["listeners"].as_array().into_iter().flatten();
        Ok(Remains {
            names: serde_json::from_value(names["result"]["value"].clone())?,
            observers: count["result"]["value"].as_u64().context("no count")?,
            listeners: kinds.filter_map(|l| l["type"].as_str()).map(str::to_owned).collect(),
        })
    }
}

/// What an extension has in a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Remains {
    /// Names of its own on the world's global object.
    pub names: Vec<String>,
    /// Living `MutationObserver`s.
    pub observers: u64,
    /// Kinds of events listened to on the window.
    pub listeners: Vec<String>,
}
