//! The real `observe.js` in real browsers, on the fixture pages at their real addresses, in the extension's own world.
//!
//! A small extension stands in for the panel (`extension/`), so these tests need the browsers but no built package.

mod cases;
mod changes;
mod hostile;
mod redesigns;
