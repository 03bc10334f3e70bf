//! Plain values as JSON and JavaScript have them. What comes from outside is read through these, field by field.
//!
//! # Why
//! Serde's derived readers are compiled anew for each struct and each format, every one with all that it may have to
//! complain about: 70 KB of the panel. Here serde reads and writes one type, and the structs that cross the panel's
//! boundary take their fields out of it. The same code reads them natively, so that tests and command line see what the
//! panel sees.

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::fmt;

/// Any value.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    /// Nothing; also what is missing.
    #[default]
    Null,
    /// True or false.
    Flag(bool),
    /// A number; whole ones up to 2⁵³ are exact.
    Number(f64),
    /// Words.
    Text(String),
    /// Values in order.
    List(Vec<Value>),
    /// Values by name.
    Object(Object),
}

/// Values by name, in the order in which they were written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Object(Vec<(String, Value)>);

/// A value that is not what it should be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{path}{}{what}", if path.is_empty() { "" } else { ": " })]
pub struct Wrong {
    /// Where it stands: `pages[0].fields.name[1]`.
    pub path: String,
    /// What is wrong with it.
    pub what: String,
}

impl Wrong {
    /// A fault of the value itself.
    pub fn new(what: String) -> Self {
        Self { path: String::new(), what }
    }

    /// The same fault, seen from the object (`name`) or the list (`[3]`) around it.
    #[must_use]
    pub fn within(mut self, outer: &str) -> Self {
        let dot = if self.path.is_empty() || self.path.starts_with('[') { "" } else { "." };
        self.path = [outer, dot, &self.path].concat();
        self
    }
}

/// A value of the wrong kind.
fn wrong_type(wanted: &str) -> Wrong {
    Wrong::new(["invalid type: expected ", wanted].concat())
}

impl Value {
    /// Words.
    ///
    /// # Errors
    /// When it is something else.
    pub fn text(self) -> Result<String, Wrong> {
        if let Self::Text(text) = self { Ok(text) } else { Err(wrong_type("a text")) }
    }

    /// A whole number.
    ///
    /// # Errors
    /// When it is something else, or too large.
    pub fn whole(self) -> Result<i32, Wrong> {
        match self {
            Self::Number(number) if f64::from(number as i32) == number => Ok(number as i32),
            _ => Err(wrong_type("a whole number")),
        }
    }

    /// A list; nothing is an empty one.
    ///
    /// # Errors
    /// When it is something else.
    pub fn list(self) -> Result<Vec<Value>, Wrong> {
        match self {
            Self::List(list) => Ok(list),
            Self::Null => Ok(Vec::new()),
            _ => Err(wrong_type("a list")),
        }
    }

    /// An object.
    ///
    /// # Errors
    /// When it is something else.
    pub fn object(self) -> Result<Object, Wrong> {
        if let Self::Object(object) = self { Ok(object) } else { Err(wrong_type("an object")) }
    }

    /// The items of a list, each read by `read`.
    ///
    /// # Errors
    /// The first fault, with the item's place.
    pub fn each<T>(self, mut read: impl FnMut(Value) -> Result<T, Wrong>) -> Result<Vec<T>, Wrong> {
        let mut items = Vec::new();
        self.walk(&mut |item| {
            items.push(read(item)?);
            Ok(())
        })?;
        Ok(items)
    }

    /// What [`Value::each`] does whatever the items are: it stands in the wasm once.
    fn walk(self, read: &mut dyn FnMut(Value) -> Result<(), Wrong>) -> Result<(), Wrong> {
        for (at, item) in self.list()?.into_iter().enumerate() {
            read(item).map_err(|wrong| wrong.within(&format!("[{at}]")))?;
        }
        Ok(())
    }

    /// One of a closed list of words.
    ///
    /// # Errors
    /// When it is none of them.
    pub fn word<T: Copy>(self, words: &[(T, &'static str)]) -> Result<T, Wrong> {
        let text = self.text()?;
        for (meaning, word) in words {
            if *word == text {
                return Ok(*meaning);
            }
        }
        Err(unknown_word(&text, &mut words.iter().map(|(_, word)| *word)))
    }
}

fn unknown_word(text: &str, words: &mut dyn Iterator<Item = &'static str>) -> Wrong {
    let mut what = ["unknown variant `", text, "`, expected one of"].concat();
    for word in words {
        what.push(' ');
        what.push_str(word);
    }
    Wrong::new(what)
}

impl Object {
    /// With one more value.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.0.push((name.to_owned(), value.into()));
        self
    }

    /// Each value with its name.
    pub fn iter(&self) -> impl Iterator<Item = &(String, Value)> {
        self.0.iter()
    }

    /// Each value with its name, to be changed.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut (String, Value)> {
        self.0.iter_mut()
    }

    /// Takes a value out; what is missing is `Null`.
    pub fn take(&mut self, name: &str) -> Value {
        let at = self.0.iter().position(|(has, _)| has == name);
        at.map(|at| self.0.swap_remove(at).1).unwrap_or_default()
    }

    /// Takes a value out and reads it, unless it is missing.
    ///
    /// # Errors
    /// Those of `read`, with the name.
    pub fn read<T>(
        &mut self,
        name: &str,
        read: impl FnOnce(Value) -> Result<T, Wrong>,
    ) -> Result<Option<T>, Wrong> {
        match self.take(name) {
            Value::Null => Ok(None),
            value => read(value).map(Some).map_err(|wrong| wrong.within(name)),
        }
    }

    /// Takes a text out.
    ///
    /// # Errors
    /// When it is something else.
    pub fn text(&mut self, name: &str) -> Result<Option<String>, Wrong> {
        self.read(name, Value::text)
    }

    /// Takes a list of texts out.
    ///
    /// # Errors
    /// When it is something else.
    pub fn texts(&mut self, name: &str) -> Result<Option<Vec<String>>, Wrong> {
        self.read(name, |value| value.each(Value::text))
    }

    /// Takes a switch out.
    ///
    /// # Errors
    /// When it is something else.
    pub fn flag(&mut self, name: &str) -> Result<Option<bool>, Wrong> {
        self.read(
            name,
            |value| if let Value::Flag(on) = value { Ok(on) } else { Err(wrong_type("true or false")) },
        )
    }

    /// Takes a whole number out.
    ///
    /// # Errors
    /// When it is something else.
    pub fn whole(&mut self, name: &str) -> Result<Option<i32>, Wrong> {
        self.read(name, Value::whole)
    }

    /// The values that are left.
    pub fn rest(self) -> Vec<(String, Value)> {
        self.0
    }

    /// Nothing may be left.
    ///
    /// # Errors
    /// The first field that was not taken out.
    pub fn finish(self) -> Result<(), Wrong> {
        match self.0.first() {
            None => Ok(()),
            Some((name, _)) => Err(Wrong::new(["unknown field `", name, "`"].concat())),
        }
    }
}

/// The value that must be there.
///
/// # Errors
/// When it is missing.
pub fn need<T>(value: Option<T>, name: &str) -> Result<T, Wrong> {
    value.ok_or_else(|| Wrong::new(["missing field `", name, "`"].concat()))
}

impl FromIterator<(String, Value)> for Object {
    fn from_iter<I: IntoIterator<Item = (String, Value)>>(values: I) -> Self {
        Self(values.into_iter().collect())
    }
}
impl From<Vec<(String, Value)>> for Object {
    fn from(values: Vec<(String, Value)>) -> Self {
        Self(values)
    }
}
impl From<Object> for Value {
    fn from(object: Object) -> Self {
        Self::Object(object)
    }
}
impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}
impl From<bool> for Value {
    fn from(on: bool) -> Self {
        Self::Flag(on)
    }
}
impl From<f64> for Value {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}
impl From<&[String]> for Value {
    fn from(texts: &[String]) -> Self {
        let mut list = Vec::new();
        for text in texts {
            list.push(Self::from(text.as_str()));
        }
        Self::List(list)
    }
}
impl From<Vec<Value>> for Value {
    fn from(list: Vec<Value>) -> Self {
        Self::List(list)
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Anything)
    }
}

struct Anything;

impl<'de> Visitor<'de> for Anything {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("anything")
    }
    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(text.to_owned()))
    }
    fn visit_string<E>(self, text: String) -> Result<Value, E> {
        Ok(Value::Text(text))
    }
    fn visit_bool<E>(self, on: bool) -> Result<Value, E> {
        Ok(Value::Flag(on))
    }
    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }
    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Number(number as f64))
    }
    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(Value::Number(number as f64))
    }
    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        Ok(Value::Number(number))
    }
    fn visit_bytes<E>(self, _: &[u8]) -> Result<Value, E> {
        Ok(Value::Null) // no field has bytes
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = list.next_element()? {
            values.push(value);
        }
        Ok(Value::List(values))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(name) = map.next_key()? {
            values.push((name, map.next_value()?));
        }
        Ok(Value::Object(Object(values)))
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => to.serialize_unit(),
            Self::Flag(on) => to.serialize_bool(*on),
            // A whole number is written without a point.
            Self::Number(number) if f64::from(*number as i32) == *number => to.serialize_i32(*number as i32),
            Self::Number(number) => to.serialize_f64(*number),
            Self::Text(text) => to.serialize_str(text),
            Self::List(list) => to.collect_seq(list),
            Self::Object(Object(values)) => {
                let mut map = to.serialize_map(Some(values.len()))?;
                for (name, value) in values {
                    map.serialize_entry(name, value)?;
                }
                map.end()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn object(json: &str) -> Object {
        serde_json::from_str::<Value>(json).unwrap().object().unwrap()
    }

    #[test]
    fn a_value_comes_back_as_it_went() {
        let json = r#"{"a":[1,-2.5,null,true],"b":{"c":"words"}}"#;
        assert_eq!(serde_json::to_string(&Value::from(object(json))).unwrap(), json);
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        let mut pages = object(r#"{"pages": [{"url": "x"}, {"url": 5}]}"#);
        let read = |page: Value| page.object()?.text("url");
        let wrong = pages.read("pages", |list| list.each(read)).unwrap_err();
        assert_eq!(wrong.to_string(), "pages[1].url: invalid type: expected a text");
        assert_eq!(object(r#"{"css": 1}"#).finish().unwrap_err().what, "unknown field `css`");
        let whole = object(r#"{"a": 1e300, "b": 1.5}"#);
        assert!(whole.clone().whole("a").is_err() && whole.clone().whole("b").is_err());
    }
}
