//! The systems whose lists are known: what their columns are called and what they write in cells. The list is `words/systems.tsv`.

use super::super::fields::{Field, fold};
use std::collections::HashMap;
use std::sync::LazyLock;

/// What a column of a system is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// A column of the catalogue.
    Field(Field),
    /// The folder in which the file lies.
    Folder,
    /// Nothing that collateral needs: sizes, counts, checksums.
    None,
}

/// What a cell's value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// This word of ours.
    Word(&'static str),
    /// The row is a folder.
    Folder,
    /// As if the cell was blank.
    Blank,
}

/// What one system writes.
#[derive(Default)]
pub struct System {
    /// As people call it.
    pub name: &'static str,
    /// Columns by which it is told, with their points: 2 for one that no other system has.
    signs: HashMap<String, u32>,
    columns: HashMap<String, Use>,
    /// By column and value; a value `*` stands for all that are not listed.
    values: HashMap<(String, String), Value>,
}

/// Points from which a list is taken to be a system's.
const ENOUGH: u32 = 2;

const NAMES: [(&str, &str); 9] = [
    ("sharepoint", "SharePoint"),
    ("drive", "Google Drive"),
    ("dropbox", "Dropbox"),
    ("box", "Box"),
    ("bynder", "Bynder"),
    ("seismic", "Seismic"),
    ("highspot", "Highspot"),
    ("showpad", "Showpad"),
    ("hubspot", "HubSpot"),
];

static SYSTEMS: LazyLock<Vec<System>> = LazyLock::new(|| {
    let mut systems: Vec<System> =
        NAMES.iter().map(|(_, name)| System { name, ..System::default() }).collect();
    for line in include_str!("../words/systems.tsv").lines().filter(|line| !line.starts_with('#')) {
        let mut cells = line.split('\t');
        let (Some(system), Some(part), Some(theirs), Some(ours)) =
            (cells.next(), cells.next(), cells.next(), cells.next())
        else {
            continue;
        };
        let at = NAMES.iter().position(|(key, _)| *key == system);
        let Some(system) = at.and_then(|at| systems.get_mut(at)) else { continue };
        match part {
            "sign" => drop(system.signs.insert(fold(theirs), ours.parse().unwrap_or(1))),
            "column" => {
                let field = Field::ALL.iter().find(|field| field.name() == ours);
                let is = match ours {
                    "folder" => Use::Folder,
                    _ => field.map_or(Use::None, |field| Use::Field(*field)),
                };
                system.columns.insert(fold(theirs), is);
            }
            _ => {
                let Some((column, value)) = theirs.split_once('=') else { continue };
                let is = match ours {
                    "folder" => Value::Folder,
                    "blank" => Value::Blank,
                    word => Value::Word(word),
                };
                system.values.insert((fold(column), folded(value)), is);
            }
        }
    }
    systems
});

/// A value as it is compared; one of signs alone stays as it is.
fn folded(value: &str) -> String {
    let letters = fold(value);
    if letters.is_empty() { value.trim().to_owned() } else { letters }
}

impl System {
    /// The system that wrote a list with these columns, if one is told by them.
    pub fn of<'a>(headers: impl Iterator<Item = &'a str> + Clone) -> Option<&'static Self> {
        let points = |system: &Self| -> u32 {
            headers.clone().filter_map(|header| system.signs.get(&fold(header))).sum()
        };
        let told = SYSTEMS.iter().map(|system| (points(system), system));
        told.filter(|(points, _)| *points >= ENOUGH)
            .rev()
            .max_by_key(|(points, _)| *points)
            .map(|(_, system)| system)
    }

    /// Whether any system has such a column.
    pub fn knows(header: &str) -> bool {
        let folded = fold(header);
        SYSTEMS
            .iter()
            .any(|system| system.columns.contains_key(&folded) || system.signs.contains_key(&folded))
    }

    /// What a column is here.
    pub fn column(&self, header: &str) -> Option<Use> {
        self.columns.get(&fold(header)).copied()
    }

    /// What a value of a column is.
    pub fn value(&self, header: &str, value: &str) -> Option<Value> {
        let column = fold(header);
        let listed = self.values.get(&(column.clone(), folded(value)));
        listed.or_else(|| self.values.get(&(column, "*".to_owned()))).copied()
    }
}

/// What any system's column is that the list does not tell to be one's: columns that say nothing of collateral, and folders.
pub fn elsewhere(header: &str) -> Option<Use> {
    let found = SYSTEMS.iter().filter_map(|system| system.column(header));
    found.into_iter().find(|is| !matches!(is, Use::Field(_)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_list_is_understood() {
        for line in include_str!("../words/systems.tsv").lines().filter(|line| !line.starts_with('#')) {
            let cells: Vec<&str> = line.split('\t').collect();
            let [system, part, theirs, ours] = cells.as_slice() else { panic!("{line}") };
            assert!(NAMES.iter().any(|(key, _)| key == system), "{line}");
            match *part {
                "sign" => assert!(matches!(*ours, "1" | "2"), "{line}"),
                "column" => {
                    let field = Field::ALL.iter().any(|field| field.name() == *ours);
                    assert!(field || matches!(*ours, "folder" | "-"), "{line}");
                }
                "value" => assert!(theirs.contains('='), "{line}"),
                _ => panic!("{line}"),
            }
        }
    }
}
