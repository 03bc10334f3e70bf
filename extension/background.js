// Opens the panel in the gesture that also grants `activeTab`, and says so to the panel. Nothing else runs here:
// the index and the ranking live in the panel page, so that this script may sleep.

import { ask, onAsked, onGesture, openPanel, prepare, tellGesture } from "./browser.js";

prepare();
onGesture((tab) => {
  openPanel(tab);
  tellGesture(tab);
});
onAsked((text, tab) => {
  openPanel(tab);
  ask(text, tab);
  tellGesture(tab);
});
