// Boots the panel: the wasm gets the browser, everything else is Rust (src/panel).

import * as browser from "./browser.js";

browser.begin(); // before the wasm's own script, so that the browser answers while that is loaded
const page = new Promise((ready) => {
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", ready);
  else ready();
});
try {
  const { default: init, start } = await import("./pitchside.js");
  await init();
  await page;
  start(browser);
} catch (error) {
  await page;
  const broken = document.getElementById("t-broken").content.cloneNode(true);
  broken.querySelector("[data-t=detail]").textContent = `pitchside_bg.wasm: ${error?.message ?? error}`;
  broken.querySelector("[data-do=try-again]").addEventListener("click", () => location.reload());
  broken.querySelector("[data-do=copy-details]").remove();
  document.getElementById("main").replaceChildren(broken);
  document.documentElement.dataset.state = "broken";
}
