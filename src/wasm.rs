//! Every `#[wasm_bindgen]` of the project.
