//! The static half: manifest, markup, scripts, styles and the wasm's imports, as they ship.

use anyhow::{Context, Result, bail};
use pitchside_browsers::dist;
use std::fs;
use std::path::Path;

/// The one policy that may ship.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; \
                      connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Keys of a manifest that open the extension to pages or pages to it.
const NO_KEYS: &[&str] =
    &["web_accessible_resources", "content_scripts", "externally_connectable", "sandbox", "update_url"];

/// Words that reach for the network, in scripts and markup. What the policy does not stop in Chromium stands here too.
const NO_WORDS: &[&str] = &[
    "XMLHttpRequest",
    "WebSocket",
    "WebTransport",
    "EventSource",
    "sendBeacon",
    "RTCPeerConnection",
    "importScripts",
    "preconnect",
    "dns-prefetch",
    "prefetch",
    "prerender",
    "modulepreload",
    "speculationrules",
    "serviceWorker",
    "new Worker",
    "SharedWorker",
    "eval(",
    "new Function",
    "<iframe",
    "<object",
    "<embed",
    "<base",
    "@import",
    "ping=",
    "http-equiv",
    "chrome.downloads",
    "chrome.proxy",
    "chrome.webRequest",
];

/// The two calls of `fetch` that there are, both bound to the package: a file by `runtime.getURL`, and wasm-bindgen's
/// loader, which is given the module's own address.
const FETCHES: &[(&str, &str)] =
    &[("browser.js", "fetch(api.runtime.getURL(path))"), ("pitchside.js", "fetch(module_or_path)")];

/// Imports of the wasm that reach for the network.
const NO_IMPORTS: &[&str] =
    &["fetch", "websocket", "xmlhttprequest", "eventsource", "sendbeacon", "rtcpeer", "worker"];

pub struct Report {
    pub looked_at: String,
    pub findings: Vec<String>,
}

pub fn check(extension: &Path) -> Result<Report> {
    let mut findings = Vec::new();
    check_manifest(extension, &mut findings)?;
    let (mut texts, mut imports) = (0, 0);
    for ending in [".js", ".html", ".css", ".svg"] {
        for path in dist::files(extension, ending)? {
            texts += 1;
            let name = path.strip_prefix(extension)?.to_string_lossy().into_owned();
            check_text(&name, &fs::read_to_string(&path)?, &mut findings);
        }
    }
    for path in dist::files(extension, ".wasm")? {
        let names = wasm_imports(&fs::read(&path)?)?;
        imports += names.len();
        for name in names {
            let plain = name.to_ascii_lowercase();
            if NO_IMPORTS.iter().any(|word| plain.contains(word)) {
                findings.push(format!("{}: imports {name}", path.display()));
            }
        }
    }
    let looked_at = format!("policy, manifest, {texts} scripts and pages, {imports} imports of the wasm");
    Ok(Report { looked_at, findings })
}

fn check_manifest(extension: &Path, findings: &mut Vec<String>) -> Result<()> {
    let manifest = dist::manifest(extension)?;
    let policy = manifest["content_security_policy"]["extension_pages"].as_str().unwrap_or_default();
    if policy != POLICY {
        findings.push(format!("manifest.json: content security policy is not the agreed one: {policy}"));
    }
    for key in NO_KEYS.iter().filter(|key| manifest.get(**key).is_some()) {
        findings.push(format!("manifest.json: has {key}"));
    }
    if manifest["optional_host_permissions"].to_string().contains("<all_urls>") {
        findings.push("manifest.json: asks for <all_urls>".to_owned());
    }
    Ok(())
}

fn check_text(name: &str, text: &str, findings: &mut Vec<String>) {
    let code = without_comments(text);
    for word in NO_WORDS.iter().filter(|word| code.contains(**word)) {
        findings.push(format!("{name}: {word}"));
    }
    let allowed =
        FETCHES.iter().filter(|(file, _)| *file == name).map(|(_, call)| code.matches(call).count());
    let allowed: usize = allowed.sum();
    if code.matches("fetch(").count() > allowed {
        findings.push(format!("{name}: fetch( other than from the package"));
    }
    for attribute in [
        "src=\"http",
        "src=\"//",
        "href=\"http",
        "href=\"//",
        "url(http",
        "url(\"http",
        "import(\"http",
        "from \"http",
    ] {
        // An SVG's namespace is a name, not an address that is asked.
        if code.contains(attribute) {
            findings.push(format!("{name}: {attribute}"));
        }
    }
}

/// Drops `//` lines, `/* */` and `<!-- -->`: what is said about the network in a comment is no way to it.
fn without_comments(text: &str) -> String {
    let mut code = text.to_owned();
    for (open, close) in [("/*", "*/"), ("<!--", "-->")] {
        while let Some(start) = code.find(open) {
            let end = code[start..].find(close).map_or(code.len(), |at| start + at + close.len());
            code.replace_range(start..end, "");
        }
    }
    code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// Names of everything that a wasm module imports. Grammar: WebAssembly core specification, 5.5.5 import section.
fn wasm_imports(bytes: &[u8]) -> Result<Vec<String>> {
    if bytes.get(..4) != Some(b"\0asm".as_slice()) {
        bail!("not a wasm module");
    }
    let mut reader = Reader { bytes, at: 8 };
    while reader.at < bytes.len() {
        let (id, size) = (reader.byte()?, reader.number()?);
        if id != 2 {
            reader.at += size;
            continue;
        }
        let count = reader.number()?;
        let mut names = Vec::with_capacity(count);
        for _ in 0..count {
            let (module, name) = (reader.name()?, reader.name()?);
            reader.skip_kind()?;
            names.push(format!("{module}#{name}"));
        }
        return Ok(names);
    }
    Ok(Vec::new())
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Reader<'_> {
    fn byte(&mut self) -> Result<u8> {
        let byte = *self.bytes.get(self.at).context("the wasm ends early")?;
        self.at += 1;
        Ok(byte)
    }

    /// Unsigned LEB128.
    fn number(&mut self) -> Result<usize> {
        let (mut value, mut shift) = (0, 0);
        loop {
            let byte = self.byte()?;
            value |= usize::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
            shift += 7;
        }
    }

    fn name(&mut self) -> Result<String> {
        let length = self.number()?;
        let bytes = self.bytes.get(self.at..self.at + length).context("the wasm ends early")?;
        self.at += length;
        Ok(String::from_utf8_lossy(bytes).into_owned())
    }

    /// The type of what is imported: function, table, memory or global.
    fn skip_kind(&mut self) -> Result<()> {
        match self.byte()? {
            0 => drop(self.number()?),
            1 => {
                self.byte()?;
                self.limits()?;
            }
            2 => self.limits()?,
            3 => {
                self.byte()?;
                self.byte()?;
            }
            other => bail!("import of unknown kind {other}"),
        }
        Ok(())
    }

    fn limits(&mut self) -> Result<()> {
        let flags = self.byte()?;
        self.number()?;
        if flags & 1 == 1 {
            self.number()?;
        }
        Ok(())
    }
}
