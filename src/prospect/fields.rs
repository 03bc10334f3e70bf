//! What an adapter says for each field. A sorted list, since a map's code weighs more in the wasm than eleven
//! fields are worth.

use super::Field;
use crate::order;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::marker::PhantomData;

/// Lists by field, ascending by field; crosses as an object.
#[derive(Clone, Debug, PartialEq)]
pub struct Fields<T>(Vec<(Field, Vec<T>)>);

impl<T> Fields<T> {
    /// From pairs; of several for one field the last one holds.
    pub(super) fn new(mut pairs: Vec<(Field, Vec<T>)>) -> Self {
        pairs.reverse();
        order::sort_by_key(&mut pairs, |(field, _)| *field);
        pairs.dedup_by_key(|(field, _)| *field);
        Self(pairs)
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

impl<T: Serialize> Serialize for Fields<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.0.iter().map(|(field, list)| (field, list)))
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Fields<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Pairs<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Pairs<T> {
            type Value = Fields<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a map")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields<T>, A::Error> {
                let mut pairs = Vec::new();
                while let Some(field) = map.next_key()? {
                    pairs.push((field, map.next_value()?));
                }
                Ok(Fields::new(pairs))
            }
        }
        from.deserialize_map(Pairs(PhantomData))
    }
}
