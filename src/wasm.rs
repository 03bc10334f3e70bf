//! Every `#[wasm_bindgen]` of the project: what JavaScript calls, what it is called for, and how values cross.
//!
//! Messages are plain objects that `serde-wasm-bindgen` turns into [`Value`]s, so no JSON text crosses; the shape of the
//! panel's messages is [`crate::panel::message::Message`].

use crate::panel::app;
use crate::value::Value;
use serde::{Deserialize, Serialize};
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

    /// Starts the observer in a tab.
    #[wasm_bindgen(method)]
    pub fn inject(this: &Browser, tab: i32) -> js_sys::Promise;

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

    /// Keeps the settings.
    #[wasm_bindgen(method)]
    pub fn save(this: &Browser, settings: JsValue);

    /// Bytes of a file of the package, as a promise of a `Uint8Array`.
    #[wasm_bindgen(method)]
    pub fn bytes(this: &Browser, path: &str) -> js_sys::Promise;

    /// Content of a text file of the package, as a promise of a string.
    #[wasm_bindgen(method)]
    pub fn text(this: &Browser, path: &str) -> js_sys::Promise;

    /// Content of a JSON file of the package, as a promise of its value.
    #[wasm_bindgen(method)]
    pub fn json(this: &Browser, path: &str) -> js_sys::Promise;

    /// Address of a file of the package.
    #[wasm_bindgen(method)]
    pub fn address(this: &Browser, path: &str) -> String;

    /// Leaves a measure for the bench.
    #[wasm_bindgen(method)]
    pub fn measure(this: &Browser, name: &str, start: f64, detail: JsValue);

    /// Starts the extension again.
    #[wasm_bindgen(method)]
    pub fn reload(this: &Browser);

    /// The extension's version.
    #[wasm_bindgen(method)]
    pub fn version(this: &Browser) -> String;
}

/// Starts the panel in the document it is called from.
///
/// # Errors
/// When the document is not `panel.html`.
#[wasm_bindgen]
pub fn start(browser: Browser) -> Result<(), JsError> {
    app::start(browser)
        .map_err(|missing| JsError::new(&format!("panel.html lacks {missing}; reinstall Pitchside")))
}

/// A value as plain JavaScript objects.
pub fn to_js(value: &Value) -> JsValue {
    let as_json = serde_wasm_bindgen::Serializer::json_compatible();
    value.serialize(&as_json).unwrap_or(JsValue::NULL)
}

/// What JavaScript gives; functions and the like are `Null`.
pub fn from_js(value: JsValue) -> Value {
    Value::deserialize(serde_wasm_bindgen::Deserializer::from(value)).unwrap_or_default()
}
