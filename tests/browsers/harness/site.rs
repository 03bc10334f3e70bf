//! A web server on loopback that is every host: pages by host and path, and a log of who was asked.

use anyhow::{Result, anyhow};
use base64::{Engine, engine::general_purpose::STANDARD};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, PublicKeyData};
use sha2::{Digest, Sha256};
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio_rustls::{TlsAcceptor, rustls};

/// One request as it arrived; `path` is empty where only the TLS greeting was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    pub host: String,
    pub path: String,
}

/// Speaks TLS at once (Chromium, `--host-resolver-rules`), after CONNECT (Firefox, proxy), and plain HTTP.
pub struct Site {
    pub port: u16,
    /// Base64 of the SHA-256 of our key, for `--ignore-certificate-errors-spki-list`.
    pub key_hash: String,
    /// The authority (PEM) that vouches for [`INTRANET`], for a browser whose administrator trusts it.
    pub authority: String,
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    pages: Mutex<HashMap<(String, String), Vec<u8>>>,
    /// Host → port on loopback of a server that answers for it.
    servers: Mutex<HashMap<String, u16>>,
    log: Mutex<Vec<Request>>,
    /// Addresses whose answers wait until they are released.
    held: Mutex<HashSet<(String, String)>>,
    released: Notify,
}

/// A company's own server.
pub const INTRANET: &str = "intranet.harbourline.example";

/// A mail program's compose field and a plain field, at `https://mail.test/`.
pub const MAIL: &str = "https://mail.test/";
const MAIL_PAGE: &str = "<!doctype html><html lang=en><meta charset=utf-8><title>New message</title>\
    <link rel=icon href='data:,'><h1>New message</h1>\
    <div id=rich contenteditable aria-label='Message' style='min-height:4em;border:1px solid'></div>\
    <textarea id=plain aria-label='Plain'></textarea>";

impl Site {
    pub async fn start() -> Result<Site> {
        let mut params = CertificateParams::default();
        params.distinguished_name.push(DnType::CommonName, "Harbourline");
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let authority = CertifiedIssuer::self_signed(params, KeyPair::generate()?)?;
        let key = KeyPair::generate()?;
        let key_hash = STANDARD.encode(Sha256::digest(key.subject_public_key_info()));
        let names = ["site.test".to_owned(), INTRANET.to_owned()];
        let certificate = CertificateParams::new(names)?.signed_by(&key, &authority)?;
        let key =
            rustls::pki_types::PrivateKeyDer::try_from(key.serialize_der()).map_err(|e| anyhow!("{e}"))?;
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = rustls::ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], key)?;
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let port = listener.local_addr()?.port();
        let site = Site { port, key_hash, authority: authority.pem(), shared: Arc::default() };
        site.put(MAIL, MAIL_PAGE);
        let shared = site.shared.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (acceptor, shared) = (acceptor.clone(), shared.clone());
                // A browser that hangs up is no failure of ours.
                tokio::spawn(async move { drop(serve(stream, acceptor, &shared).await) });
            }
        });
        Ok(site)
    }

    /// Serves `body` at `url` (its query and fragment do not count).
    pub fn put(&self, url: &str, body: impl Into<Vec<u8>>) {
        lock(&self.shared.pages).insert(place(url), body.into());
    }

    /// Serves nothing below an address any more.
    pub fn clear(&self, url: &str) {
        let (host, path) = place(url);
        lock(&self.shared.pages).retain(|at, _| at.0 != host || !at.1.starts_with(&path));
    }

    /// Holds the answer at an address back until it is released.
    pub fn hold(&self, url: &str) {
        lock(&self.shared.held).insert(place(url));
    }

    /// Lets the answer at an address go.
    pub fn release(&self, url: &str) {
        lock(&self.shared.held).remove(&place(url));
        self.shared.released.notify_waiters();
    }

    /// Lets the HTTP server at a port of loopback answer for a host.
    pub fn forward(&self, host: &str, port: u16) {
        lock(&self.shared.servers).insert(host.to_owned(), port);
    }

    /// Everything that was asked for so far.
    pub fn log(&self) -> Vec<Request> {
        lock(&self.shared.log).clone()
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
}

/// Host without port, path without query.
fn place(url: &str) -> (String, String) {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let rest = rest.split(['?', '#']).next().unwrap_or_default();
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    (host.split(':').next().unwrap_or_default().to_ascii_lowercase(), format!("/{path}"))
}

async fn serve(mut stream: TcpStream, acceptor: TlsAcceptor, shared: &Shared) -> Result<()> {
    let mut first = [0; 1];
    stream.peek(&mut first).await?;
    if first[0] == b'C' {
        read_head(&mut stream).await?;
        stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await?;
        stream.peek(&mut first).await?;
    }
    if first[0] == 0x16 {
        let mut stream = acceptor.accept(stream).await?;
        let host = stream.get_ref().1.server_name().unwrap_or_default().to_owned();
        lock(&shared.log).push(Request { host, path: String::new() });
        answer(&mut stream, shared).await
    } else {
        answer(&mut stream, shared).await
    }
}

async fn answer(stream: &mut (impl AsyncRead + AsyncWrite + Unpin), shared: &Shared) -> Result<()> {
    let head = read_head(stream).await?;
    let header = |name: &str| {
        head.lines()
            .find_map(|l| l.split_once(": ").filter(|(k, _)| k.eq_ignore_ascii_case(name)).map(|(_, v)| v))
    };
    let target = head.split(' ').nth(1).unwrap_or("/");
    let place = match target.strip_prefix('/') {
        Some(_) => place(&format!("{}{target}", header("host").unwrap_or_default())),
        None => place(target),
    };
    lock(&shared.log).push(Request { host: place.0.clone(), path: place.1.clone() });
    loop {
        let released = shared.released.notified();
        if !lock(&shared.held).contains(&place) {
            break;
        }
        released.await;
    }
    let server = lock(&shared.servers).get(&place.0).copied();
    if let Some(port) = server {
        return pass_on(stream, &head, port).await;
    }
    // As ordinary servers do it with files: browsers then keep them for days without asking again.
    let age = if place.0 == INTRANET { "Last-Modified: Wed, 01 Jan 2020 00:00:00 GMT\r\n" } else { "" };
    let page = lock(&shared.pages).get(&place).cloned();
    let (status, body) = match page {
        Some(body) => ("200 OK", body),
        None => ("404 Not Found", b"<!doctype html><title>Not found</title>".to_vec()),
    };
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\n{age}Content-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(&body).await?;
    stream.shutdown().await?;
    Ok(())
}

/// Hands one request and its answer through. A connection carries one request, so that each finds its way anew.
async fn pass_on(stream: &mut (impl AsyncRead + AsyncWrite + Unpin), head: &str, port: u16) -> Result<()> {
    let mut server = TcpStream::connect(("127.0.0.1", port)).await?;
    let lines = head.trim_end().lines().filter(|l| !l.to_ascii_lowercase().starts_with("connection:"));
    let head = lines.chain(["Connection: close", "", ""]).collect::<Vec<_>>().join("\r\n");
    server.write_all(head.as_bytes()).await?;
    tokio::io::copy_bidirectional(stream, &mut server).await?;
    Ok(())
}

async fn read_head(stream: &mut (impl AsyncRead + Unpin)) -> Result<String> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await?);
        if head.len() > 64 * 1024 {
            return Err(anyhow!("request head over 64 KB"));
        }
    }
    Ok(String::from_utf8_lossy(&head).into_owned())
}
