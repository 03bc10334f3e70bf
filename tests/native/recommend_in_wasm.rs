//! The same prospect and index give the same list natively and in wasm, to the last bit.
//!
//! `./build.sh test` builds the ranking as wasm and names it in `PITCHSIDE_RANKING_WASM`; without it the test says that it
//! was skipped.

#[path = "../../bench/ranking/digest.rs"]
mod digest;

use crate::skip::skip;
use pitchside_core::catalogue::{Date, SendPolicy};
use pitchside_core::index::Index;
use pitchside_core::prospect::Prospect;
use pitchside_core::recommend::{Context, recommend};
use std::path::Path;
use std::process::Command;

#[test]
fn the_judged_prospects_get_the_same_list_in_wasm_to_the_last_bit() {
    let (Ok(wasm), Ok(dist)) = (std::env::var("PITCHSIDE_RANKING_WASM"), std::env::var("PITCHSIDE_DIST"))
    else {
        skip("PITCHSIDE_RANKING_WASM and PITCHSIDE_DIST are not set; run ./build.sh test");
        return;
    };
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = Path::new(&dist).join("chrome/library/library.idx");
    let index = Index::open(std::fs::read(&path).unwrap()).unwrap();
    let today = index.info().built.unwrap_or(Date::from_days(20_000));
    let mut lines = String::new();
    let mut native = String::new();
    let judged = std::fs::read_to_string(root.join("tests/judged/prospects.jsonl")).unwrap();
    for line in judged.lines() {
        let mut value: serde_json::Value = serde_json::from_str(line).unwrap();
        value.as_object_mut().unwrap().remove("id");
        let prospect: Prospect = serde_json::from_value(value).unwrap();
        let prospect = prospect.with_role_of_title();
        lines += &(serde_json::to_string(&prospect).unwrap() + "\n");
        let policy = SendPolicy { today, region: prospect.region };
        let answer = recommend(&index, &prospect, &Context { limit: 12, ..Context::new(policy) }).unwrap();
        native += &digest::digest(&answer);
    }
    let folder = tempfile::tempdir().unwrap();
    let prospects = folder.path().join("prospects.jsonl");
    std::fs::write(&prospects, lines).unwrap();
    let run = Command::new("node")
        .arg(root.join("bench/ranking/run.js"))
        .args([Path::new(&wasm), &path, &prospects])
        .args([&today.days().to_string(), "digest"])
        .output()
        .expect("node runs");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let wasm = String::from_utf8(run.stdout).unwrap();
    assert!(native.lines().count() > 205 * 5, "an answer for every prospect");
    for (native, wasm) in native.lines().zip(wasm.lines()) {
        assert_eq!(native, wasm);
    }
    assert_eq!(native.lines().count(), wasm.lines().count());
}
