//! The models of `extension/words` and the vectors of questions come from the texts of `training`.

use sha2::{Digest, Sha256};

/// The SHA-256 of the tables in some folders, in the order of their names.
fn sum_of(folders: &[&str]) -> [u8; 32] {
    let mut sum = Sha256::new();
    for folder in folders {
        let mut files: Vec<_> = std::fs::read_dir(format!("training/{folder}"))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|ending| ending == "tsv"))
            .collect();
        files.sort();
        files.iter().for_each(|file| sum.update(std::fs::read(file).unwrap()));
    }
    sum.finalize().into()
}

#[test]
fn the_vectors_of_questions_were_learned_from_the_texts_that_are_here() {
    assert_eq!(
        pitchside::report::embedding::learned_from(),
        sum_of(&["questions"]),
        "embedding.bin is of other texts: cargo run --release --example learn_questions"
    );
}

#[test]
fn every_model_was_learned_from_the_texts_that_are_here() {
    for (model, folders) in [
        ("industry", ["industries", "industry-words"].as_slice()),
        ("function", &["titles"]),
        ("level", &["titles"]),
    ] {
        let sum: String = sum_of(folders).iter().map(|byte| format!("{byte:02x}")).collect();
        let table = std::fs::read_to_string(format!("extension/words/{model}_model.tsv")).unwrap();
        assert!(
            table.lines().any(|line| line == format!("# texts {sum}")),
            "{model}_model.tsv is of other texts: cargo run --release --example learn -- {}",
            if model == "industry" { "industries" } else { "titles" }
        );
    }
}

#[test]
fn the_rows_of_every_model_ascend() {
    for model in ["industry", "function", "level"] {
        let table = std::fs::read_to_string(format!("extension/words/{model}_model.tsv")).unwrap();
        let rows: Vec<&str> = table
            .lines()
            .filter(|row| !row.starts_with('#'))
            .map(|row| row.split('\t').next().unwrap())
            .collect();
        assert!(rows.is_sorted_by(|a, b| a < b) && rows.len() > 1_000, "{model}: {}", rows.len());
    }
}
