//! A release from end to end: what `pack` writes, what it refuses, and that the same goes in gives the same bytes.

use crate::files::{copy, tree};
use crate::skip::skip;
use serde_json::Value;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

const SETTINGS: &str = r##"[library]
name = "Harbourline collateral"
vendor = "Harbourline"
build = 1
date = "2026-11-20"
bundle = true
sites = ["crm.harbourline.example"]
[package]
name = "Harbourline Pitchside"
colour = "#0a4f8a"
icon = "brand/icon.png"
update_url = "https://intranet.harbourline.example/pitchside/"
firefox_id = "pitchside@harbourline.example"
"##;
const CATALOGUE: &str = "id,file,title,kind,superseded_by,expires,url
price,price.txt,Price list,pricing,,,https://www.harbourline.example/price
old,,Old offer,one-pager,,2026-12-31,https://www.harbourline.example/old
going,,Going offer,one-pager,,,https://www.harbourline.example/going
";

pub struct Bench {
    pub library: TempDir,
    out: TempDir,
    extension: PathBuf,
}

impl Bench {
    pub fn new() -> Self {
        let (library, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let put = |name: &str, bytes: &[u8]| {
            let path = library.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        };
        put("library.toml", SETTINGS.as_bytes());
        put("catalogue.csv", CATALOGUE.as_bytes());
        put("price.txt", b"A licence costs ten thousand a year for each entity, training included.");
        let mut icon = Cursor::new(Vec::new());
        let picture = image::RgbaImage::from_pixel(256, 256, image::Rgba([10, 79, 138, 255]));
        picture.write_to(&mut icon, image::ImageFormat::Png).unwrap();
        put("brand/icon.png", &icon.into_inner());
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("extension");
        let extension = out.path().join("extension");
        copy(&source, &extension).unwrap();
        Self { library, out, extension }
    }

    pub fn pack(&self, to: &str, more: &[&str]) -> Output {
        self.command(to, more).output().unwrap()
    }

    pub fn command(&self, to: &str, more: &[&str]) -> Command {
        let (library, to) = (self.library.path().to_str().unwrap(), self.at(to));
        let extension = self.extension.to_str().unwrap();
        let fixed = ["pack", library, "-o", to.to_str().unwrap(), "--extension", extension];
        let mut command = Command::new(env!("CARGO_BIN_EXE_pitchside"));
        command
            .args(fixed.iter().chain(more))
            .env("PITCHSIDE_CACHE", self.out.path().join("cache"))
            .env("PITCHSIDE_ADDONS_LINTER", "no-such-program");
        command
    }

    pub fn at(&self, name: &str) -> PathBuf {
        self.out.path().join(name)
    }

    pub fn change(&self, name: &str, text: &str) {
        std::fs::write(self.library.path().join(name), text).unwrap();
    }
}

pub fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

fn json(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).unwrap()
}

pub fn version(build: u32) -> String {
    format!("{}.{build}", env!("CARGO_PKG_VERSION"))
}

#[test]
fn a_release_has_everything_for_stores_servers_and_administrators() {
    let bench = Bench::new();
    let key = bench.at("key.pem");
    let done = bench.pack("r", &["--key", key.to_str().unwrap(), "--new-key"]);
    assert_eq!(done.status.code(), Some(0), "{}", said(&done));
    assert!(said(&done).contains("what takes the room"), "{}", said(&done));
    let files = tree(&bench.at("r")).unwrap();
    let v = version(1);
    for name in [
        format!("pitchside-chrome-{v}.zip"),
        format!("pitchside-firefox-{v}.xpi"),
        format!("pitchside-{v}.crx"),
        "self-hosted/updates.xml".into(),
        "self-hosted/updates.json".into(),
        "policies/chrome.json".into(),
        "policies/edge.json".into(),
        "policies/firefox.json".into(),
        "policies/managed_schema.json".into(),
        "RELEASE_NOTES.md".into(),
    ] {
        assert!(files.contains_key(&name), "{name}: {:?}", files.keys());
    }
    let mut zip = zip::ZipArchive::new(Cursor::new(&files[&format!("pitchside-chrome-{v}.zip")])).unwrap();
    let store: Value = serde_json::from_reader(zip.by_name("manifest.json").unwrap()).unwrap();
    assert!(store.get("key").is_none() && store.get("update_url").is_none(), "stores refuse both");
    let chrome = json(&files["chrome/manifest.json"]);
    let sites = chrome["optional_host_permissions"].as_array().unwrap();
    assert!(sites.contains(&Value::from("https://crm.harbourline.example/*")), "{sites:?}");
    assert_eq!(chrome["short_name"], "Harbourline");
    let firefox = json(&files["firefox/manifest.json"]);
    assert_eq!(firefox["browser_specific_settings"]["gecko"]["id"], "pitchside@harbourline.example");
    assert!(firefox.get("storage").is_none());
    let messages = json(&files["chrome/_locales/de/messages.json"]);
    assert_eq!(messages["name"]["message"], "Harbourline Pitchside");
    assert!(String::from_utf8_lossy(&files["chrome/panel.css"]).contains("#0a4f8a"));
    assert_eq!(image::load_from_memory(&files["chrome/icons/48.png"]).unwrap().width(), 48);
    let library = json(&files["chrome/library/library.json"]);
    let bundled = library["bundled"].as_object().unwrap();
    assert_eq!(bundled.values().collect::<Vec<_>>(), [&Value::from("files/price.txt")]);
    assert!(files.contains_key("chrome/library/files/price.txt"));
}

#[test]
fn the_next_release_says_what_changed_and_must_have_a_higher_number() {
    let bench = Bench::new();
    assert_eq!(bench.pack("one", &[]).status.code(), Some(0));
    let first = bench.at("one").join(format!("pitchside-chrome-{}.zip", version(1)));
    let first = first.to_str().unwrap();
    let same = bench.pack("no", &["--previous", first]);
    assert_eq!(same.status.code(), Some(1));
    assert!(said(&same).contains("--build 2"), "{}", said(&same));
    assert!(!bench.at("no").join("chrome").exists(), "nothing is written when it is refused");

    bench.change("price.txt", "A licence costs eleven thousand a year for each entity, training included.");
    bench.change(
        "catalogue.csv",
        "id,file,title,kind,superseded_by,expires,url
price,price.txt,Price list,pricing,,,https://www.harbourline.example/price
old,,Old offer,one-pager,new,2026-12-31,https://www.harbourline.example/old
new,,New offer,one-pager,,,https://www.harbourline.example/new
",
    );
    let next = bench.pack("two", &["--previous", first, "--build", "2"]);
    assert_eq!(next.status.code(), Some(0), "{}", said(&next));
    assert!(said(&next).contains("1 new, 1 changed, 1 replaced, 0 expired, 1 removed"), "{}", said(&next));
    let notes = std::fs::read_to_string(bench.at("two").join("RELEASE_NOTES.md")).unwrap();
    for line in [
        "## New (1)",
        "- **[New offer](https://www.harbourline.example/new)**",
        "- **[Price list](https://www.harbourline.example/price)**",
        "- **Old offer** → [New offer](https://www.harbourline.example/new)",
        "## Withdrawn (1)",
        "- **Going offer**",
    ] {
        assert!(notes.contains(line), "{line} in\n{notes}");
    }
    let library = json(&std::fs::read(bench.at("two").join("firefox/library/library.json")).unwrap());
    let release = &library["releases"][0];
    assert_eq!(release["version"], version(2).as_str());
    assert_eq!(release["changes"].as_array().unwrap().len(), 4);

    let second = bench.at("two").join(format!("pitchside-firefox-{}.xpi", version(2)));
    let third = bench.pack("three", &["--previous", second.to_str().unwrap(), "--build", "3"]);
    assert_eq!(third.status.code(), Some(0), "{}", said(&third));
    let library = json(&std::fs::read(bench.at("three").join("chrome/library/library.json")).unwrap());
    assert_eq!(library["releases"].as_array().unwrap().len(), 2, "a rep who skipped one still sees it");
}

/// Another folder, time of change, order of writing, language, time zone, home and number of threads; the same key and last release.
#[test]
fn the_same_goes_in_and_the_same_bytes_come_out() {
    let (a, b) = (Bench::new(), Bench::new());
    let key = a.at("key.pem");
    assert_eq!(a.pack("first", &["--key", key.to_str().unwrap(), "--new-key"]).status.code(), Some(0));
    let last = a.at("first").join(format!("pitchside-chrome-{}.zip", version(1)));
    let long_ago = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000_000);
    for name in ["price.txt", "catalogue.csv", "library.toml", "brand/icon.png"] {
        let path = b.library.path().join(name);
        let bytes = std::fs::read(&path).unwrap();
        std::fs::remove_file(&path).unwrap();
        std::fs::write(&path, bytes).unwrap();
        std::fs::File::options().write(true).open(path).unwrap().set_modified(long_ago).unwrap();
    }
    let (key, last) = (key.to_str().unwrap(), last.to_str().unwrap());
    let more = ["--build", "5", "--key", key, "--previous", last];
    let elsewhere = [
        ("TZ", "Pacific/Kiritimati"),
        ("LC_ALL", "tr_TR.UTF-8"),
        ("LANG", "tr_TR.UTF-8"),
        ("RAYON_NUM_THREADS", "1"),
    ];
    for (bench, set) in [(&a, &[][..]), (&b, &elsewhere[..])] {
        let mut command = bench.command("r", &more);
        let done = command.envs(set.iter().copied()).current_dir(bench.library.path()).output().unwrap();
        assert_eq!(done.status.code(), Some(0), "{}", said(&done));
    }
    let (a, b) = (tree(&a.at("r")).unwrap(), tree(&b.at("r")).unwrap());
    assert_eq!(a.keys().collect::<Vec<_>>(), b.keys().collect::<Vec<_>>());
    for (name, bytes) in &a {
        assert!(bytes == &b[name], "{name} differs");
    }
}

/// Fields of a protocol buffer that hold bytes: number and content.
fn fields(mut bytes: &[u8]) -> Vec<(u64, &[u8])> {
    fn number(bytes: &mut &[u8]) -> u64 {
        let (mut value, mut shift) = (0, 0);
        loop {
            let (first, rest) = bytes.split_first().unwrap();
            *bytes = rest;
            value |= u64::from(first & 0x7f) << shift;
            shift += 7;
            if first & 0x80 == 0 {
                return value;
            }
        }
    }
    let mut found = Vec::new();
    while !bytes.is_empty() {
        let tag = number(&mut bytes);
        assert_eq!(tag & 7, 2, "only fields of bytes");
        let length = number(&mut bytes) as usize;
        let (content, rest) = bytes.split_at(length);
        found.push((tag >> 3, content));
        bytes = rest;
    }
    found
}

/// By the form that Chromium documents (components/crx_file/crx3.proto), and with OpenSSL for the signature.
#[test]
fn a_package_for_ones_own_server_carries_a_signature_that_openssl_confirms() {
    use sha2::{Digest, Sha256};
    let bench = Bench::new();
    let key = bench.at("key.pem");
    assert_eq!(bench.pack("r", &["--key", key.to_str().unwrap(), "--new-key"]).status.code(), Some(0));
    let files = tree(&bench.at("r")).unwrap();
    let crx = &files[&format!("pitchside-{}.crx", version(1))];
    let length = |at: usize| u32::from_le_bytes(crx[at..at + 4].try_into().unwrap());
    assert_eq!((&crx[..4], length(4)), (&b"Cr24"[..], 3));
    let (header, zip) = crx[12..].split_at(length(8) as usize);
    let header = fields(header);
    let [(2, proof), (10_000, signed)] = header[..] else {
        panic!("one proof by RSA and SHA-256: {header:?}")
    };
    let proof = fields(proof);
    let [(1, public), (2, signature)] = proof[..] else { panic!("key and signature") };
    let signed_fields = fields(signed);
    assert_eq!(signed_fields, [(1, &Sha256::digest(public)[..16])], "the id is the key's");

    let name = |n: &str| bench.at(n).to_str().unwrap().to_owned();
    let data = [b"CRX3 SignedData\0", &(signed.len() as u32).to_le_bytes()[..], signed, zip].concat();
    std::fs::write(bench.at("public.der"), public).unwrap();
    std::fs::write(bench.at("signature"), signature).unwrap();
    std::fs::write(bench.at("data"), data).unwrap();
    let verified = Command::new("openssl")
        .args(["dgst", "-sha256", "-keyform", "DER", "-verify", &name("public.der")])
        .args(["-signature", &name("signature"), &name("data")])
        .output();
    match verified {
        Ok(verified) => assert!(said(&verified).contains("Verified OK"), "{}", said(&verified)),
        Err(_) => skip("openssl is not installed, the signature was not verified"),
    }

    let mut packed = zip::ZipArchive::new(Cursor::new(zip)).unwrap();
    let manifest: Value = serde_json::from_reader(packed.by_name("manifest.json").unwrap()).unwrap();
    use base64::Engine;
    let public = base64::engine::general_purpose::STANDARD.encode(public);
    assert_eq!(manifest["key"], public.as_str());
    assert_eq!(json(&files["chrome/manifest.json"])["key"], public.as_str(), "unpacked, it has the same id");
    let letters = |bytes: &[u8]| -> String {
        bytes.iter().flat_map(|b| [b >> 4, b & 15]).map(|n| char::from(b'a' + n)).collect()
    };
    let id = letters(signed_fields[0].1);
    let updates = String::from_utf8(files["self-hosted/updates.xml"].clone()).unwrap();
    assert!(updates.contains(&format!("appid='{id}'")), "{updates}");
    assert!(json(&files["policies/chrome.json"])["ExtensionSettings"].get(&id).is_some());
}

#[test]
fn what_a_store_would_refuse_is_not_written() {
    let bench = Bench::new();
    bench.change("library.toml", &SETTINGS.replace("Harbourline Pitchside", &"long ".repeat(20)));
    let long = bench.pack("r", &[]);
    assert_eq!(long.status.code(), Some(1));
    assert!(said(&long).contains("would be refused") && said(&long).contains("[package]"), "{}", said(&long));
    assert!(!bench.at("r/chrome").exists());
    for (from, to, word) in [
        ("#0a4f8a", "blue", "colour"),
        ("brand/icon.png", "../icon.png", "icon"),
        ("https://intranet", "http://intranet", "https://"),
    ] {
        bench.change("library.toml", &SETTINGS.replace(from, to));
        let refused = bench.pack("r", &[]);
        assert_eq!(refused.status.code(), Some(1), "{to}");
        assert!(said(&refused).contains(word), "{word} in {}", said(&refused));
    }
    let gone = bench.pack("r", &["--key", "/no/such/key.pem"]);
    assert!(said(&gone).contains("--new-key"), "{}", said(&gone));
}

#[cfg(unix)]
#[test]
fn what_mozillas_linter_names_is_not_written() {
    use std::os::unix::fs::PermissionsExt;
    let bench = Bench::new();
    let linter = bench.at("linter.sh");
    let report =
        r#"{"errors": [], "warnings": [{"code": "NO_GOOD", "message": "No good", "file": "panel.js"}]}"#;
    std::fs::write(
        &linter,
        format!("#!/bin/sh\nfor a; do last=$a; done\ntest -s \"$last\" && echo '{report}'\n"),
    )
    .unwrap();
    std::fs::set_permissions(&linter, std::fs::Permissions::from_mode(0o755)).unwrap();
    let refused = bench.command("r", &[]).env("PITCHSIDE_ADDONS_LINTER", &linter).output().unwrap();
    let words = said(&refused);
    assert!(refused.status.code() == Some(1) && words.contains("panel.js: No good (NO_GOOD)"), "{words}");
    assert!(!bench.at("r").exists(), "nothing is written when it is refused");
}

#[cfg(unix)]
#[test]
fn nothing_outside_the_folder_comes_in() {
    let bench = Bench::new();
    let secret = tempfile::tempdir().unwrap();
    std::fs::write(secret.path().join("secret.txt"), "the secret words of somebody else").unwrap();
    std::fs::write(secret.path().join("evil.json"), "{}").unwrap();
    let link =
        |name: &str, to: &Path| std::os::unix::fs::symlink(to, bench.library.path().join(name)).unwrap();
    link("linked.txt", &secret.path().join("secret.txt"));
    link("linked", secret.path());
    link("adapters", secret.path());
    bench.change(
        "catalogue.csv",
        "id,file,title,url\na,linked.txt,A,https://x.example/a\nb,linked/secret.txt,B,https://x.example/b\nc,../secret.txt,C,https://x.example/c\nd,/etc/passwd,D,javascript:alert(1)\n<img src=x onerror=alert(1)>,,<script>alert(1)</script>,https://x.example/e\n",
    );
    let done = bench.pack("r", &[]);
    assert_eq!(done.status.code(), Some(0), "{}", said(&done));
    for (name, bytes) in tree(&bench.at("r/chrome")).unwrap() {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        assert!(!text.contains("secret words") && !text.contains("root:x:"), "{name}");
        assert!(!text.contains("javascript:alert"), "{name}");
        assert!(name.split('/').all(|part| part != ".." && !part.is_empty()), "{name}");
    }
}

#[test]
fn a_release_that_breaks_its_own_expectations_is_not_packed() {
    let bench = Bench::new();
    let expectations = "[[expect]]\nquestion = \"licence\"\nnever = \"price\"\n";
    std::fs::write(bench.library.path().join("expectations.toml"), expectations).unwrap();
    let refused = bench.pack("r", &[]);
    let words = String::from_utf8_lossy(&refused.stderr);
    assert!(!refused.status.success() && words.contains("expectations.toml:1"), "{words}");
    assert!(!bench.at("r/chrome").exists());
}

#[test]
fn the_librarys_own_adapter_reaches_the_panel_before_those_that_ship() {
    let bench = Bench::new();
    let adapter = include_str!("../../extension/adapters/odoo.json")
        .replace("\"id\": \"odoo\"", "\"id\": \"our-crm\"")
        .replace("*.odoo.com", "crm.harbourline.example");
    std::fs::create_dir(bench.library.path().join("adapters")).unwrap();
    std::fs::write(bench.library.path().join("adapters/our-crm.json"), adapter).unwrap();
    let packed = bench.pack("r", &[]);
    assert!(packed.status.success(), "{}", String::from_utf8_lossy(&packed.stderr));
    let tables = std::fs::read_to_string(bench.at("r/firefox/tables.txt")).unwrap();
    let adapters: Vec<&str> = tables.split("\u{c}adapters/").skip(1).collect();
    assert!(
        adapters.first().is_some_and(|a| a.starts_with("our-crm.json\t")),
        "the library's own comes first"
    );
    assert!(adapters.len() > 10 && adapters.last().is_some_and(|a| a.starts_with("any.json\t")));
}
