//! What an adapter says for each field. A sorted list, since a map's code weighs more in the wasm than eleven
//! fields are worth.

use super::Field;

/// Lists by field, ascending by field.
#[derive(Clone, Debug, PartialEq)]
pub struct Fields<T>(Vec<(Field, Vec<T>)>);

impl<T> Fields<T> {
    /// From pairs; of several for one field the last one holds.
    pub(super) fn new(pairs: Vec<(Field, Vec<T>)>) -> Self {
        let mut fields: Vec<(Field, Vec<T>)> = Vec::new();
        for (field, list) in pairs {
            match fields.iter_mut().find(|(of, _)| *of == field) {
                Some((_, before)) => *before = list,
                None => {
                    let at = fields.partition_point(|(of, _)| *of < field);
                    fields.insert(at, (field, list));
                }
            }
        }
        Self(fields)
    }

    /// What stands for a field; nothing is an empty list.
    pub fn of(&self, field: Field) -> &[T] {
        self.0.iter().find(|(of, _)| *of == field).map_or(&[], |(_, list)| list)
    }

    /// Whether no field is named.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Each field with its list.
    pub fn iter(&self) -> impl Iterator<Item = &(Field, Vec<T>)> {
        self.0.iter()
    }

    /// Each field with its list.
    pub(super) fn into_pairs(self) -> Vec<(Field, Vec<T>)> {
        self.0
    }
}

impl<T> Default for Fields<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}
