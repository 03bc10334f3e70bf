//! What JavaScript calls.

use crate::app;
use crate::browser::Browser;
use wasm_bindgen::prelude::*;

/// Starts the panel in the document it is called from.
///
/// # Errors
/// When the document is not `panel.html`.
#[wasm_bindgen]
pub fn start(browser: Browser) -> Result<(), JsError> {
    app::start(browser)
        .map_err(|missing| JsError::new(&format!("panel.html lacks {missing}; reinstall Pitchside")))
}
