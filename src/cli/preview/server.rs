//! A very small web server: GET, files from memory, this machine only.

use super::{Site, address};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// Bytes of a request that are read: the text of a page is part of an address.
const REQUEST: u64 = 256 << 10;
/// Requests that are answered at once; more are closed.
const AT_ONCE: usize = 64;
/// What a page may do: nothing but use its own files.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; \
     connect-src 'self'; frame-src 'self'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'";

/// The server, until the program ends.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
}

impl Server {
    /// Serves `site` on 127.0.0.1 at `port`, or at a free one when `port` is taken or 0.
    ///
    /// # Errors
    /// When no port can be had.
    pub fn start(site: Arc<Site>, port: u16) -> std::io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
            .or_else(|_| TcpListener::bind((Ipv4Addr::LOCALHOST, 0)))?;
        let address = listener.local_addr()?;
        std::thread::spawn(move || {
            let open = Arc::new(AtomicUsize::new(0));
            for stream in listener.incoming().flatten() {
                if open.fetch_add(1, Ordering::Relaxed) >= AT_ONCE {
                    open.fetch_sub(1, Ordering::Relaxed);
                    continue;
                }
                let (site, open) = (site.clone(), open.clone());
                std::thread::spawn(move || {
                    // A browser that goes away in the middle has what it wanted.
                    let _ = answer(stream, &site, address.port());
                    open.fetch_sub(1, Ordering::Relaxed);
                });
            }
        });
        Ok(Self { address })
    }

    /// Where a browser finds it.
    pub fn url(&self) -> String {
        format!("http://{}/", self.address)
    }
}

fn answer(stream: TcpStream, site: &Site, port: u16) -> std::io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(5)))?;
    stream.set_write_timeout(Some(Duration::from_secs(20)))?;
    let mut reader = BufReader::new((&stream).take(REQUEST));
    let mut first = String::new();
    reader.read_line(&mut first)?;
    let mut host = String::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 || line.trim().is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("host")
        {
            value.trim().clone_into(&mut host);
        }
    }
    let mut words = first.split(' ');
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    // Another site's name for this machine (DNS rebinding) is no way in.
    let ours = [format!("127.0.0.1:{port}"), format!("localhost:{port}")].contains(&host);
    let (path, asked) = address::parse(target);
    let (status, body, kind) = match (method, ours) {
        (_, false) => ("403 Forbidden", b"not this machine's name".to_vec(), "text/plain"),
        ("GET", true) => match site.get(path, &asked) {
            Some((body, kind)) => ("200 OK", body, kind),
            None => ("404 Not Found", b"there is no such file".to_vec(), "text/plain"),
        },
        _ => ("405 Method Not Allowed", b"GET only".to_vec(), "text/plain"),
    };
    let mut out = &stream;
    write!(
        out,
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nContent-Security-Policy: {POLICY}\r\n\
         X-Content-Type-Options: nosniff\r\nCross-Origin-Resource-Policy: same-origin\r\nReferrer-Policy: no-referrer\r\n\
         Cache-Control: no-store\r\nConnection: close\r\n\r\n",
        body.len()
    )?;
    out.write_all(&body)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::package::Files;
    use crate::preview::Build;

    fn ask(server: &Server, request: &str) -> String {
        let mut stream = TcpStream::connect(server.address).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut text = Vec::new();
        stream.read_to_end(&mut text).unwrap();
        String::from_utf8_lossy(&text).into_owned()
    }

    #[test]
    fn files_are_served_to_this_machine_only_and_nothing_beside_them() {
        let site = Arc::new(Site::new(|| pitchside_core::catalogue::Date::from_days(20_000)));
        let file = |name: &str, bytes: &[u8]| (name.to_owned(), bytes.to_vec());
        let index = Files::from([
            file("library.idx", b"PITCHIDX"),
            file("files/a.pdf", b"%PDF"),
            file("files/a.docx", b"PK"),
        ]);
        let extension = crate::package::read_tree(std::path::Path::new("extension")).unwrap();
        site.show(&extension, Build { index, ..Build::default() }).unwrap();
        let server = Server::start(site, 0).unwrap();
        let host = server.url().trim_start_matches("http://").trim_end_matches('/').to_owned();
        let get =
            |path: &str, host: &str| ask(&server, &format!("GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n"));
        assert!(get("/", &host).starts_with("HTTP/1.1 200 OK"));
        assert!(get("/library/library.idx", &host).ends_with("PITCHIDX"));
        assert!(get("/library/files/a.pdf", &host).contains("Content-Type: application/pdf\r\n"));
        assert!(get("/library/files/a.docx", &host).contains("Content-Type: application/octet-stream\r\n"));
        assert!(get("/state", &host).contains("\"generation\":1"));
        assert!(get("/../../etc/passwd", &host).starts_with("HTTP/1.1 404"));
        for path in ["/", "/answer?title=CFO", "/picks", "/coverage"] {
            assert!(get(path, "evil.example").starts_with("HTTP/1.1 403"));
        }
        assert!(
            ask(&server, &format!("POST / HTTP/1.1\r\nHost: {host}\r\n\r\n")).starts_with("HTTP/1.1 405")
        );
        assert!(get("/", &host).contains("frame-ancestors 'self'"));
    }
}
