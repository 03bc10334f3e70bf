//! Ranking and detection alone in wasm: for the test that holds the ranking against the native one, and for
//! `./build.sh bench recommend` and `./build.sh bench detection`.

#[cfg(target_arch = "wasm32")]
mod detector;
mod digest;

use pitchside_core::catalogue::{Date, SendPolicy};
use pitchside_core::index::Index;
use pitchside_core::prospect::Prospect;
use pitchside_core::recommend::{self, Context, recommend};
use pitchside_core::tables::Table;
use wasm_bindgen::prelude::*;

/// Takes the word tables in the order of [`Table::FILES`]; those that are only made for the panel may be empty.
#[wasm_bindgen]
pub fn install(tables: Vec<String>) {
    let mut tables = tables.into_iter();
    Table::install(Table::FILES.map(|_| &*tables.next().unwrap_or_default().leak()));
}

/// The files of [`install`], in order.
#[wasm_bindgen]
pub fn table_files() -> Vec<String> {
    Table::FILES.map(str::to_owned).to_vec()
}

/// An index and prospects in wasm memory.
#[wasm_bindgen]
pub struct Engine {
    index: Index,
    prospects: Vec<Prospect>,
    today: Date,
}

#[wasm_bindgen]
impl Engine {
    /// Opens an index; `prospects` holds one JSON object a line, `today` is days since 1970.
    #[wasm_bindgen(constructor)]
    pub fn new(bytes: Vec<u8>, prospects: &str, today: i32) -> Result<Engine, JsError> {
        let index = Index::open(bytes)?;
        let read = |line: &str| serde_json::from_str(line);
        let prospects = prospects.lines().map(read).collect::<Result<_, serde_json::Error>>()?;
        Ok(Engine { index, prospects, today: Date::from_days(today) })
    }

    /// Ranks for a prospect; how many assets there are to send.
    pub fn rank(&self, prospect: usize) -> usize {
        self.answer(prospect).map_or(0, |answer| answer.send.len())
    }

    /// Every bit of the answers to all prospects.
    pub fn digest(&self) -> String {
        (0..self.prospects.len()).filter_map(|at| self.answer(at)).map(|a| digest::digest(&a)).collect()
    }

    fn answer(&self, prospect: usize) -> Option<recommend::Recommendation> {
        let prospect = self.prospects.get(prospect)?;
        let policy = SendPolicy { today: self.today, region: prospect.region };
        recommend(&self.index, prospect, &Context { limit: 12, ..Context::new(policy) }).ok()
    }
}
