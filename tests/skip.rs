//! Tests that need more than the source: left out aloud, or not at all.

use std::io::Write;
use std::path::{Path, PathBuf};

/// Says that the test is left out and why. Where everything must be there (`PITCHSIDE_REQUIRE`, which `./build.sh test` sets) it
/// fails instead.
pub fn skip(why: &str) {
    assert!(std::env::var_os("PITCHSIDE_REQUIRE").is_none(), "nothing may be skipped here: {why}");
    say(why);
}

/// Past the test runner, which keeps to itself what a passing test prints.
fn say(why: &str) {
    let thread = std::thread::current();
    let name = thread.name().unwrap_or("a test");
    let _ = writeln!(std::io::stderr(), "skipped: {name}: {why}");
}

/// A folder of real data that is no part of the project; none where there is no such data at all, after saying so.
#[allow(dead_code, reason = "not every program has such tests")]
pub fn shared(project: &Path, folder: &str) -> Option<PathBuf> {
    let shared = project.join("../shared");
    if !shared.is_dir() {
        say("../shared is absent");
        return None;
    }
    let folder = shared.join(folder);
    if !folder.is_dir() {
        skip(&format!("{} is absent", folder.display()));
        return None;
    }
    Some(folder)
}
