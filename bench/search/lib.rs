//! The search alone in wasm, as `./build.sh bench search` measures it in a browser.
use pitchside_core::index::Index;
use pitchside_core::search::{Query, search};
use wasm_bindgen::prelude::*;

/// An index in wasm memory.
#[wasm_bindgen]
pub struct Engine {
    bytes: Vec<u8>,
    index: Option<Index>,
}

#[wasm_bindgen]
impl Engine {
    /// Only takes the bytes: loading is timed from here.
    #[wasm_bindgen(constructor)]
    pub fn new(bytes: Vec<u8>) -> Self {
        Self { bytes, index: None }
    }

    /// Makes the index ready; says whether it could.
    pub fn open(&mut self) -> bool {
        self.index = Index::open(std::mem::take(&mut self.bytes)).ok();
        self.index.is_some()
    }

    /// The ids of the best ten, in one text, so that the crossing is not what is measured.
    pub fn search(&self, text: &str, typing: bool) -> String {
        let Some(index) = &self.index else { return String::new() };
        let query = if typing { Query::plain(text).typing() } else { Query::plain(text) };
        let answer = search(index, &query, 10);
        let ids: Vec<&str> = answer.hits.iter().filter_map(|hit| index.id(hit.asset)).collect();
        ids.join("\n")
    }
}
