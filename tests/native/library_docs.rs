//! The commands in the documents for marketing run as they stand there, one after the other, in a fresh folder.

use crate::files::copy;
use std::path::Path;
use std::process::Command;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The `pitchside` lines of all `sh` blocks, comments cut off, as words.
fn commands(text: &str) -> Vec<Vec<String>> {
    let mut inside = false;
    let mut found = Vec::new();
    for line in text.lines() {
        if line.starts_with("```") {
            inside = line == "```sh";
            continue;
        }
        let Some(rest) = line.trim().strip_prefix("pitchside ").filter(|_| inside) else { continue };
        let (mut words, mut word, mut quoted) = (Vec::new(), String::new(), false);
        for c in rest.chars() {
            match c {
                '"' => quoted = !quoted,
                '#' if !quoted && word.is_empty() => break,
                ' ' if !quoted => {
                    if !word.is_empty() {
                        words.push(std::mem::take(&mut word));
                    }
                }
                c => word.push(c),
            }
        }
        if !word.is_empty() {
            words.push(word);
        }
        found.push(words);
    }
    found
}

#[test]
fn every_command_of_the_documents_runs() {
    let place = tempfile::tempdir().unwrap();
    let at = |name: &str| place.path().join(name);
    let mut ran = 0;
    for document in ["README.md", "docs/LIBRARY.md", "docs/RELEASING.md"] {
        for folder in ["my-library", "out", "release", "release-2"] {
            let _ = std::fs::remove_dir_all(at(folder));
        }
        let _ = std::fs::remove_file(at("company.pem"));
        std::fs::create_dir_all(at("my-library/guides")).unwrap();
        std::fs::write(
            at("my-library/guides/gdpr.md"),
            "# Is it GDPR compliant\nPersonal data is kept in Rotterdam and deleted after ninety days, as the GDPR asks.\n",
        )
        .unwrap();
        if document == "docs/RELEASING.md" {
            std::fs::write(at("my-library/library.toml"), "[library]\nbuild = 1\n").unwrap();
        }
        std::fs::write(at("export.csv"), "Name,Title,Kaufgruppe\ngdpr.md,GDPR,Finance\n").unwrap();
        std::fs::write(
            at("buyer.json"),
            r#"{"name": "Maren Holt", "title": "CFO", "industry": "Insurance"}"#,
        )
        .unwrap();
        copy(&root().join("extension"), &at("extension")).unwrap();
        let text = std::fs::read_to_string(root().join(document)).unwrap();
        for mut words in commands(&text) {
            match words[0].as_str() {
                // These two run until they are stopped: only their arguments are tried.
                "watch" | "preview" => words.push("--help".to_owned()),
                "pack" => words.extend(["--extension".to_owned(), at("extension").display().to_string()]),
                _ => {}
            }
            let output = Command::new(env!("CARGO_BIN_EXE_pitchside"))
                .args(&words)
                .current_dir(place.path())
                .env("PITCHSIDE_CACHE", at("cache"))
                .env("PITCHSIDE_ADDONS_LINTER", "no-such-program")
                .output()
                .unwrap();
            let said = String::from_utf8_lossy(&output.stderr);
            assert_eq!(output.status.code(), Some(0), "{document}: pitchside {}\n{said}", words.join(" "));
            ran += 1;
        }
    }
    assert!(ran >= 15, "{ran} commands found");
}

#[test]
fn every_finding_and_every_column_is_in_the_documents() {
    let text = std::fs::read_to_string(root().join("docs/LIBRARY.md")).unwrap();
    let mut sources = Vec::new();
    let mut open = vec![root().join("src/cli/library")];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
            if entry.path().is_dir() {
                open.push(entry.path());
            } else if entry.path().extension().is_some_and(|e| e == "rs") {
                sources.push(std::fs::read_to_string(entry.path()).unwrap());
            }
        }
    }
    let table = |head: &str| {
        let rows = text.lines().skip_while(|l| !l.starts_with(head)).take_while(|l| l.starts_with('|'));
        rows.collect::<Vec<_>>().join("\n")
    };
    // The code is the first argument of `Diagnostic::error` and `::warning`: it stands in the table of that severity.
    for source in &sources {
        let source = source.split("#[cfg(test)]").next().unwrap();
        for (start, head) in [("Diagnostic::error(", "| error "), ("Diagnostic::warning(", "| warning ")] {
            let table = table(head);
            for (at, _) in source.match_indices(start) {
                let rest = source[at + start.len()..].trim_start();
                let Some(code) = rest.strip_prefix('"').and_then(|r| r.split('"').next()) else { continue };
                if code != "export" {
                    assert!(
                        table.contains(&format!("`{code}`")),
                        "docs/LIBRARY.md lacks the finding `{code}` in the table “{head}”"
                    );
                }
            }
        }
    }
    let settings = std::fs::read_to_string(root().join("src/cli/library/settings.rs")).unwrap();
    for line in settings.lines().filter_map(|l| l.strip_prefix("//! ")).filter(|l| l.contains(" = ")) {
        let field = line.split(" = ").next().unwrap();
        assert!(text.contains(&format!("{field} = ")), "docs/LIBRARY.md lacks `{field}` of library.toml");
    }
}
