//! Who is on the page: observations in, a prospect with evidence and confidence out.
//!
//! `extension/observe.js` collects, this room decides.

mod observation;
mod types;

pub use observation::{Candidate, Observation};
pub use types::{Certainty, Detection, Evidence, Field, Known, NoProspect, Outcome, PageKind, Prospect};
