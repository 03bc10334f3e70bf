//! The lists of `tests/judged/catalogue`, which people wrote without sight of the code, against what is understood.

use super::super::catalogue_file::Record;
use super::super::fields::Field;
use super::super::release;
use super::super::settings::Settings;
use super::{Lookups, date, is_nothing, read, words};
use pitchside_core::catalogue::{Asset, AssetKind};

/// The rows of a list that was written without sight of the code.
fn judged(name: &str) -> Vec<Vec<String>> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/judged/catalogue").join(name);
    let text = std::fs::read_to_string(path).unwrap();
    let row = |line: &str| line.split('\t').map(|cell| cell.replace("\\n", "\n")).collect();
    text.lines().skip(1).map(row).collect()
}

/// What is wrong, and of how many.
fn share(wrong: &[String], all: usize) -> f64 {
    if std::env::var_os("PITCHSIDE_JUDGED").is_some() {
        println!("{}\n{} of {all} wrong", wrong.join("\n"), wrong.len());
    }
    1.0 - wrong.len() as f64 / all as f64
}

#[test]
fn column_names_of_twelve_companies_are_understood() {
    let rows = judged("headers.tsv");
    let wrong = rows.iter().filter_map(|row| {
        let right = Some(row[1].as_str()).filter(|field| *field != "-");
        let read = Field::from_header(&row[0]).map(Field::name);
        (read != right).then(|| format!("{:?}: {read:?}, not {right:?}", row[0]))
    });
    let wrong: Vec<String> = wrong.collect();
    assert!(share(&wrong, rows.len()) >= 0.9, "{}", wrong.join("\n"));
}

#[test]
fn cells_of_twelve_companies_are_understood() {
    let rows = judged("words.tsv");
    let mut wrong = Vec::new();
    for row in &rows {
        let field = Field::ALL.iter().copied().find(|field| field.name() == row[0]).unwrap();
        let mut record = Record::of(&[(field, row[1].as_str())]);
        record.cells.retain(|cell| !is_nothing(&cell.values[0]));
        let settings = Settings::default();
        let mut found = Vec::new();
        let entry = read(record, &settings, None, &Lookups::default(), &mut found);
        let own = match field {
            Field::Status => release::withheld(&entry.asset, Some(&entry.record), &[])
                .map_or("approved".to_owned(), |left| left.status.to_owned()),
            Field::Audience if entry.record.cell(field).is_none() => String::new(),
            Field::Language
                if entry.record.cell(field).is_none() || found.iter().any(|f| &*f.code == "unknown-word") =>
            {
                String::new()
            }
            Field::Language
                if entry.asset.language == Asset::new("", "", AssetKind::Other).language
                    && row[2].is_empty() =>
            {
                String::new()
            }
            field => super::super::starter::value(&entry.asset, field),
        };
        let sorted = |text: &str| {
            let mut words: Vec<String> = text.split(';').map(|w| w.trim().to_lowercase()).collect();
            words.sort();
            words
        };
        // A piece has one language: the first.
        let right =
            if field == Field::Language { row[2].split(';').next().unwrap().trim() } else { row[2].as_str() };
        if sorted(&own) != sorted(right) {
            wrong.push(format!("{} {:?}: {own:?}, not {right:?}", row[0], row[1]));
        }
    }
    assert!(share(&wrong, rows.len()) >= 0.9, "{}", wrong.join("\n"));
}

#[test]
fn dates_of_many_locales_are_understood() {
    let rows = judged("dates.tsv");
    let wrong = rows.iter().filter_map(|row| {
        let nothing = words::is_never(&row[0]) || is_nothing(&row[0]);
        let own = match date::date(&row[0], None) {
            _ if nothing => String::new(),
            Ok(date) => date.to_string(),
            Err(_) => "?".to_owned(),
        };
        (own != row[1]).then(|| format!("{:?}: {own:?}, not {:?}", row[0], row[1]))
    });
    let wrong: Vec<String> = wrong.collect();
    assert!(share(&wrong, rows.len()) >= 0.9, "{}", wrong.join("\n"));
}
