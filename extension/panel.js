// Boots the panel: the wasm gets the browser, everything else is Rust (src/panel).

import init, { start } from "./pitchside.js";
import * as browser from "./browser.js";

try {
  await init();
  start(browser);
} catch (error) {
  const broken = document.getElementById("t-broken").content.cloneNode(true);
  broken.querySelector("[data-t=detail]").textContent = `pitchside_bg.wasm: ${error?.message ?? error}`;
  broken.querySelector("[data-do=try-again]").addEventListener("click", () => location.reload());
  broken.querySelector("[data-do=copy-details]").remove();
  document.getElementById("main").replaceChildren(broken);
  document.documentElement.dataset.state = "broken";
}
