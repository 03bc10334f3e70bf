//! What is called of `extension/browser.js`, and how values cross.
//!
//! Messages are plain objects that become [`Value`]s here, so no JSON text crosses; the shape of the panel's messages is [`crate::message::Message`].

use pitchside_core::value::{Object, Value};
use serde::Serialize;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// The module object of `extension/browser.js`, by the functions that it has.
    #[derive(Clone, Debug)]
    pub type Browser;

    /// Starts all listeners; messages come to the callback.
    #[wasm_bindgen(method)]
    pub fn listen(this: &Browser, callback: &js_sys::Function) -> js_sys::Promise;

    /// Looks at the active tab; answers by a message.
    #[wasm_bindgen(method)]
    pub fn probe(this: &Browser, reason: &str) -> js_sys::Promise;

    /// Starts the observer in a tab; a refusal comes back with the number of the try.
    #[wasm_bindgen(method)]
    pub fn inject(this: &Browser, tab: i32, turn: u32) -> js_sys::Promise;

    /// Gives the observer of a tab a message.
    #[wasm_bindgen(method)]
    pub fn post(this: &Browser, tab: i32, message: JsValue);

    /// Lets the observer of a tab go.
    #[wasm_bindgen(method, js_name = drop)]
    pub fn release(this: &Browser, tab: i32);

    /// Puts both forms on the clipboard.
    #[wasm_bindgen(method)]
    pub fn copy(this: &Browser, html: &str, text: &str) -> js_sys::Promise;

    /// Opens an address in a new tab.
    #[wasm_bindgen(method)]
    pub fn open(this: &Browser, url: &str);

    /// Asks for access to a list of match patterns.
    #[wasm_bindgen(method)]
    pub fn request(this: &Browser, origins: JsValue);

    /// Gives access to a list of match patterns back.
    #[wasm_bindgen(method)]
    pub fn forget(this: &Browser, origins: JsValue);

    /// Reads what is kept, as a promise of `{entries, marks}`: the entries of a list of keys, or, where that is null, all whose
    /// key begins with `start`; for `strays` those of accounts that are not among the keys or do not look like one. `marks` are
    /// those of the accounts, none where nothing was marked yet.
    #[wasm_bindgen(method)]
    pub fn kept(this: &Browser, keys: JsValue, start: &str, names: JsValue) -> js_sys::Promise;

    /// Makes a change while no other window makes one. The callback gets entries and the marks of the names; it answers with
    /// `{keys}`, `{entries}` or nothing.
    #[wasm_bindgen(method)]
    pub fn exchange(this: &Browser, names: JsValue, change: &js_sys::Function) -> js_sys::Promise;

    /// Lets the rep save a value as a JSON file.
    #[wasm_bindgen(method)]
    pub fn save_file(this: &Browser, name: &str, content: JsValue);

    /// Begins a mail in the rep's mail program; nothing is sent.
    #[wasm_bindgen(method)]
    pub fn mail(this: &Browser, to: &str, subject: &str, body: &str);

    /// Lets the rep save a file of the package; it is never opened.
    #[wasm_bindgen(method)]
    pub fn save_original(this: &Browser, path: &str);

    /// Bytes of a file of the package, as a promise of a `Uint8Array`.
    #[wasm_bindgen(method)]
    pub fn bytes(this: &Browser, path: &str) -> js_sys::Promise;

    /// Content of a JSON file of the package, as a promise of its value.
    #[wasm_bindgen(method)]
    pub fn json(this: &Browser, path: &str) -> js_sys::Promise;

    /// Address of a file of the package, of a percent-encoded path.
    #[wasm_bindgen(method)]
    pub fn address(this: &Browser, path: &str) -> String;

    /// Leaves a measure for the bench.
    #[wasm_bindgen(method)]
    pub fn measure(this: &Browser, name: &str, start: f64, detail: JsValue);

    /// Starts the extension again.
    #[wasm_bindgen(method)]
    pub fn reload(this: &Browser);

    /// What the browser calls itself.
    #[wasm_bindgen(method)]
    pub fn agent(this: &Browser) -> String;

    /// The language of the rep's browser: `de-AT`.
    #[wasm_bindgen(method)]
    pub fn language(this: &Browser) -> String;

    /// The extension's version.
    #[wasm_bindgen(method)]
    pub fn version(this: &Browser) -> String;
}

/// A value as JavaScript's own: objects with properties, not maps.
pub fn to_js(value: &Value) -> JsValue {
    value.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).unwrap_or_default()
}

/// What JavaScript gives, as far as it is plain; functions and the like are `Null`.
///
/// By hand: `serde_wasm_bindgen::from_value` brings words for every possible fault, the printing of floating-point numbers
/// among them, 9 KB of the gzipped wasm.
pub fn from_js(value: &JsValue) -> Value {
    if let Some(text) = value.as_string() {
        Value::Text(text)
    } else if let Some(number) = value.as_f64() {
        Value::Number(number)
    } else if let Some(on) = value.as_bool() {
        Value::Flag(on)
    } else if let Some(list) = value.dyn_ref::<js_sys::Array>() {
        let mut values = Vec::new();
        for at in 0..list.length() {
            values.push(from_js(&list.get(at)));
        }
        Value::List(values)
    } else if let Some(object) = value.dyn_ref::<js_sys::Object>() {
        let mut values = Vec::new();
        let entries = js_sys::Object::entries(object);
        for at in 0..entries.length() {
            let pair = entries.get(at).unchecked_into::<js_sys::Array>();
            values.push((pair.get(0).as_string().unwrap_or_default(), from_js(&pair.get(1))));
        }
        Value::Object(Object::from(values))
    } else {
        Value::Null
    }
}

/// What a JSON text says.
///
/// # Errors
/// The browser's words for what is wrong with it.
pub fn parse_json(text: &str) -> Result<Value, String> {
    let wrong = |error: JsValue| {
        error.dyn_ref::<js_sys::Error>().map_or_else(String::new, |error| String::from(error.message()))
    };
    js_sys::JSON::parse(text).map(|value| from_js(&value)).map_err(wrong)
}
