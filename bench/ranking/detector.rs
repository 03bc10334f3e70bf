//! Detection as the panel does it: from the object that came over the port to the answer.

use pitchside_core::prospect::{Named, Observation, Shelf, Vocabulary};
use pitchside_panel::browser::{from_js, parse_json};
use pitchside_panel::tables;
use wasm_bindgen::prelude::*;

/// Adapters as the panel has them, each read when its site is first seen, and a vendor with many products and competitors.
#[wasm_bindgen]
pub struct Detector {
    shelf: Shelf,
    vocabulary: Vocabulary,
}

/// Of each: products, competitors.
const NAMES: u32 = 25;

#[wasm_bindgen]
impl Detector {
    /// Takes the text of the package's `tables.txt`.
    #[wasm_bindgen(constructor)]
    pub fn new(tables: String) -> Result<Detector, JsError> {
        let shelf = tables::take(tables, parse_json).map_err(|error| JsError::new(&error))?;
        let names = |what: &str| (0..NAMES).map(|n| Named::new(format!("{what} {n}"))).collect();
        let vocabulary = Vocabulary {
            vendor: "Harbourline".to_owned(),
            own_domains: vec!["harbourline.example".to_owned()],
            products: names("Ledger"),
            competitors: names("Northgate"),
        };
        Ok(Detector { shelf, vocabulary })
    }

    /// Detects; gives the adapter's id.
    pub fn detect(&self, observation: JsValue) -> Result<String, JsError> {
        let observation = Observation::read(from_js(&observation))?;
        let detection =
            self.shelf.detect(&self.vocabulary, &observation).map_err(|error| JsError::new(&error))?;
        Ok(detection.map(|one| one.adapter).unwrap_or_default())
    }
}
