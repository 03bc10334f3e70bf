//! Nothing broken ships: another identity, output inside the library, a run that is killed or finds no room.

use super::package_release::{Bench, said, version};
use crate::files::tree;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Stdio;

#[test]
fn another_identity_than_the_last_release_s_is_refused_until_it_is_accepted() {
    let bench = Bench::new();
    let (key, other) = (bench.at("key.pem"), bench.at("other.pem"));
    let (key, other) = (key.to_str().unwrap(), other.to_str().unwrap());
    assert_eq!(bench.pack("one", &["--key", key, "--new-key"]).status.code(), Some(0));
    assert_eq!(bench.pack("made", &["--key", other, "--new-key"]).status.code(), Some(0));
    let settings = std::fs::read_to_string(bench.library.path().join("library.toml")).unwrap();
    let refused = |last: &Path, more: &[&str], word: &str| {
        let with = |to: &str, also: &[&str]| {
            let fixed = ["--previous", last.to_str().unwrap(), "--build", "2"];
            bench.pack(to, &[&fixed, more, also].concat())
        };
        let no = with("no", &[]);
        let text = said(&no);
        assert_eq!(no.status.code(), Some(1), "{word}: {text}");
        assert!(text.contains(word) && text.contains("--accept-new-identity"), "{word}: {text}");
        assert!(!bench.at("no").exists(), "nothing is written");
        let meant = with("meant", &["--accept-new-identity"]);
        assert_eq!(meant.status.code(), Some(0), "{}", said(&meant));
    };
    let zip = bench.at("one").join(format!("pitchside-chrome-{}.zip", version(1)));
    let same = bench.pack("same", &["--previous", zip.to_str().unwrap(), "--build", "2", "--key", key]);
    assert_eq!(same.status.code(), Some(0), "{}", said(&same));
    for name in ["pitchside-V.crx", "pitchside-firefox-V.xpi"] {
        refused(
            &bench.at("one").join(name.replace('V', &version(1))),
            &["--key", other],
            "key's extension id",
        );
    }
    refused(&zip, &[], "give --key");
    for (line, word) in [
        ("firefox_id = \"pitchside@harbourline.example\"", "Firefox's id"),
        ("name = \"Harbourline Pitchside\"", "the extension's name"),
        ("vendor = \"Harbourline\"", "the vendor"),
        ("name = \"Harbourline collateral\"", "the library's name"),
    ] {
        bench.change("library.toml", &settings.replace(line, ""));
        refused(&zip, &["--key", key], word);
        bench.change("library.toml", &settings);
    }
}

#[test]
fn two_vendors_never_share_a_firefox_id() {
    let bench = Bench::new();
    let id = |vendor: &str| {
        let settings = format!("[library]\nname = \"L\"\nvendor = \"{vendor}\"\n");
        bench.change("library.toml", &settings);
        assert_eq!(bench.pack("r", &[]).status.code(), Some(0));
        let manifest = std::fs::read(bench.at("r/firefox/manifest.json")).unwrap();
        let manifest: serde_json::Value = serde_json::from_slice(&manifest).unwrap();
        manifest["browser_specific_settings"]["gecko"]["id"].as_str().unwrap().to_owned()
    };
    assert_eq!(id("Kröger & Söhne GmbH"), "pitchside@kroger-sohne-gmbh");
    assert_ne!(id("ハーバー"), id("株式会社"), "names in letters that an id can't have");
}

#[test]
fn an_index_packed_under_another_build_number_has_the_bytes_of_one_built_with_it() {
    let bench = Bench::new();
    let index = bench.at("index");
    let built = std::process::Command::new(env!("CARGO_BIN_EXE_pitchside"))
        .args(["build", bench.library.path().to_str().unwrap(), "-o", index.to_str().unwrap(), "-q"])
        .output()
        .unwrap();
    assert!(built.status.success(), "{}", said(&built));
    assert_eq!(bench.pack("direct", &["--build", "7"]).status.code(), Some(0));
    let mut command = bench.command("by-index", &["--build", "7"]);
    let args: Vec<_> = command.get_args().map(ToOwned::to_owned).collect();
    command = std::process::Command::new(env!("CARGO_BIN_EXE_pitchside"));
    command
        .args([args[0].as_os_str(), index.as_os_str()])
        .args(&args[2..])
        .env("PITCHSIDE_ADDONS_LINTER", "no-such-program");
    let packed = command.output().unwrap();
    assert!(packed.status.success(), "{}", said(&packed));
    let (mut direct, by_index) = (tree(&bench.at("direct")).unwrap(), tree(&bench.at("by-index")).unwrap());
    direct.retain(|name, _| !name.starts_with("index/"));
    assert_eq!(direct.keys().collect::<Vec<_>>(), by_index.keys().collect::<Vec<_>>());
    for (name, bytes) in &direct {
        assert!(bytes == &by_index[name], "{name} differs");
    }
}

#[test]
fn what_a_run_put_into_the_library_is_no_collateral_of_the_next() {
    let bench = Bench::new();
    let inside = bench.library.path().join("release");
    let run = || {
        let mut command = bench.command("r", &[]);
        let args: Vec<_> = command.get_args().map(ToOwned::to_owned).collect();
        command = std::process::Command::new(env!("CARGO_BIN_EXE_pitchside"));
        command
            .args(&args[..3])
            .arg(&inside)
            .args(&args[4..])
            .env("PITCHSIDE_ADDONS_LINTER", "no-such-program");
        command.output().unwrap()
    };
    assert!(run().status.success());
    let first = tree(&inside).unwrap();
    let again = run();
    assert!(again.status.success(), "{}", said(&again));
    assert!(tree(&inside).unwrap() == first, "the second release holds the first");
    let mut whole = bench.command("r", &[]);
    let args: Vec<_> = whole.get_args().map(ToOwned::to_owned).collect();
    whole = std::process::Command::new(env!("CARGO_BIN_EXE_pitchside"));
    whole.args(&args[..3]).arg(bench.library.path()).args(&args[4..]);
    let refused = whole.output().unwrap();
    assert_eq!(refused.status.code(), Some(1));
    assert!(
        bench.library.path().join("library.toml").is_file() && said(&refused).contains("beside it"),
        "{}",
        said(&refused)
    );
}

#[test]
fn a_release_for_one_s_own_server_is_linted_as_such() {
    let bench = Bench::new();
    let linter = bench.at("linter.sh");
    let script = "#!/bin/sh\nfor a; do [ \"$a\" = --self-hosted ] && { echo '{\"errors\":[],\"warnings\":[]}'; exit 0; }; done\n\
                  echo '{\"errors\":[{\"message\":\"update_url is not allowed\",\"code\":\"MANIFEST_UPDATE_URL\"}]}'\n";
    write_script(&linter, script);
    let run = |to: &str| bench.command(to, &[]).env("PITCHSIDE_ADDONS_LINTER", &linter).output().unwrap();
    let hosted = run("hosted");
    assert!(hosted.status.success(), "{}", said(&hosted));
    let settings = std::fs::read_to_string(bench.library.path().join("library.toml")).unwrap();
    bench.change(
        "library.toml",
        &settings.lines().filter(|l| !l.starts_with("update_url")).collect::<Vec<_>>().join("\n"),
    );
    let listed = run("listed");
    assert_eq!(listed.status.code(), Some(1));
    assert!(!bench.at("listed").exists(), "nothing is written when it is refused");
}

fn write_script(path: &Path, text: &str) {
    std::fs::write(path, text).unwrap();
    #[cfg(unix)]
    std::fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
}

/// Files below the folder that a run writes beside its place; none where there is no such folder.
fn staged(place: &Path, process: u32) -> usize {
    tree(&place.join(format!(".r.new-{process}"))).map_or(0, |files| files.len())
}

/// Everything beside the release's folder that begins like it: what is half.
fn halves(place: &Path) -> Vec<String> {
    let names =
        std::fs::read_dir(place).unwrap().map(|e| e.unwrap().file_name().to_string_lossy().into_owned());
    names.filter(|name| name.starts_with(".r.")).collect()
}

#[cfg(unix)]
#[test]
fn a_run_that_is_killed_at_any_moment_leaves_the_last_good_release() {
    let bench = Bench::new();
    assert!(bench.pack("r", &[]).status.success());
    let place = bench.at("r").parent().unwrap().to_owned();
    let good = tree(&bench.at("r")).unwrap();
    let files = good.len();
    bench.change("price.txt", "Another price altogether, which nobody has seen before this release came.");
    assert!(bench.pack("next", &["--build", "2"]).status.success());
    let next = tree(&bench.at("next")).unwrap();
    let whole = |found: &BTreeMap<String, Vec<u8>>| {
        // Packages of the release before stay beside the new ones.
        let now: BTreeMap<_, _> = found.iter().filter(|(name, _)| next.contains_key(*name)).collect();
        *found == good || now.len() == next.len() && now.iter().all(|(name, bytes)| **bytes == next[*name])
    };
    for (moment, signal) in (0..10).map(|n| (n * files / 9, if n % 2 == 0 { "KILL" } else { "INT" })) {
        let mut run = bench
            .command("r", &["--build", "2"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        while run.try_wait().unwrap().is_none() && staged(&place, run.id()) < moment {
            std::thread::yield_now();
        }
        let kill = format!("kill -{signal} {} 2>/dev/null", run.id());
        std::process::Command::new("sh").args(["-c", &kill]).status().unwrap();
        run.wait().unwrap();
        assert!(whole(&tree(&bench.at("r")).unwrap()), "{signal} after {moment} files");
    }
    assert!(bench.pack("r", &["--build", "2"]).status.success());
    assert!(whole(&tree(&bench.at("r")).unwrap()) && halves(&place).is_empty(), "{:?}", halves(&place));
}

/// A limit on the size of a file stands for the full disk: the system refuses to write on either.
#[cfg(unix)]
#[test]
fn a_run_that_finds_no_room_says_so_and_leaves_the_last_good_release() {
    let bench = Bench::new();
    assert!(bench.pack("r", &[]).status.success());
    let good = tree(&bench.at("r")).unwrap();
    for kilobytes in [1, 8, 64, 150] {
        let command = bench.command("r", &["--build", "2"]);
        let line = format!("trap '' XFSZ; ulimit -f {}; exec \"$0\" \"$@\"", kilobytes * 2);
        let mut limited = std::process::Command::new("bash");
        limited.args(["-c", &line]).arg(command.get_program()).args(command.get_args());
        limited
            .env("PITCHSIDE_CACHE", bench.at("other-cache"))
            .env("PITCHSIDE_ADDONS_LINTER", "no-such-program");
        let full = limited.output().unwrap();
        assert_eq!(full.status.code(), Some(1), "{kilobytes} KB: {}", said(&full));
        assert!(said(&full).contains("error: "), "{}", said(&full));
        assert!(
            tree(&bench.at("r")).unwrap() == good && halves(bench.at("r").parent().unwrap()).is_empty(),
            "{kilobytes} KB"
        );
    }
}

#[test]
fn a_package_that_unpacks_without_end_is_no_last_release() {
    use std::io::Write;
    let bench = Bench::new();
    let bomb = bench.at("bomb.zip");
    let mut zip = zip::ZipWriter::new(std::fs::File::create(&bomb).unwrap());
    zip.start_file("manifest.json", zip::write::SimpleFileOptions::default()).unwrap();
    let zeros = vec![b' '; 1 << 20];
    for _ in 0..220 {
        zip.write_all(&zeros).unwrap();
    }
    zip.finish().unwrap();
    let refused = bench.pack("r", &["--previous", bomb.to_str().unwrap(), "--build", "2"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(said(&refused).contains("unpacks to more than the 200 MB"), "{}", said(&refused));
}
