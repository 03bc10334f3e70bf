// The page around the panel: whom it is for goes to the server, which makes a prospect of it; that goes to the panel, and the
// reasons beside it. The address holds what is shown, so that a case can be passed on and survives a reload.

import { of } from "./dom.js";
import { fill, pick, show as showPicks, values, watch as watchProspects } from "./prospects.js";
import { show as showReasons, showPieces } from "./reasons.js";
import { showCoverage, showFindings, showQuestions } from "./library.js";

const panel = of("panel");
const WAIT = 200; // ms without a key until what is typed is taken up
let generation = 0;
let prospect; // until the first answer nobody knows whether there is one
let question = "";
let turn = 0;
let waiting = 0;
let region = "";

// ---- the panel ---------------------------------------------------------------------------------------------------------

const tell = (message) => panel.contentWindow?.postMessage(message, location.origin);

addEventListener("message", ({ source, origin, data }) => {
  if (source !== panel.contentWindow || origin !== location.origin || data?.kind !== "ready") return;
  if (prospect !== undefined) tell({ kind: "given", prospect });
  if (question) tell({ kind: "asked", text: question });
});

function ask(text) {
  question = text;
  tell({ kind: "asked", text });
  if (!text) tell({ kind: "given", prospect }); // back to the list, with its first row in hand
  remember();
}

for (const radio of document.querySelectorAll("#width input")) {
  radio.addEventListener("change", () => {
    panel.style.width = `${radio.value}px`;
    remember();
  });
}
for (const radio of document.querySelectorAll("#theme input")) {
  radio.addEventListener("change", () => tell({ kind: "theme", theme: radio.value }));
}

// The panel's own settings: its theme is what the switch shows, its region is that of the rep.
function readSettings() {
  let settings = null;
  try { settings = JSON.parse(localStorage.getItem("settings")); } catch { /* none yet */ }
  for (const radio of document.querySelectorAll("#theme input")) {
    radio.checked = radio.value === (settings?.theme ?? "browser");
  }
  const now = settings?.region ?? "";
  if (now === region) return;
  region = now;
  answer();
}
addEventListener("storage", ({ key }) => key === "settings" && readSettings());

// ---- the address -------------------------------------------------------------------------------------------------------

function remember() {
  const shown = new URLSearchParams(values());
  if (of("piece").value) shown.set("piece", of("piece").value);
  if (question) shown.set("ask", question);
  const width = document.querySelector("#width :checked").value;
  if (width !== "360") shown.set("width", width);
  history.replaceState(null, "", shown.size ? `#${shown}` : location.pathname);
}

function recall() {
  const shown = new URLSearchParams(location.hash.slice(1) || location.search.slice(1));
  const width = [...document.querySelectorAll("#width input")].find((radio) => radio.value === (shown.get("width") ?? "360"));
  if (width) width.checked = true;
  panel.style.width = `${document.querySelector("#width :checked").value}px`;
  question = shown.get("ask") ?? "";
  return Object.fromEntries(shown);
}

of("share").addEventListener("click", async () => {
  remember();
  let said = "Copied";
  try { await navigator.clipboard.writeText(location.href); } catch { said = "The browser did not let us: copy it from its own bar"; }
  of("share").textContent = said;
  setTimeout(() => (of("share").textContent = "Copy address"), 2000);
});

// ---- answers -----------------------------------------------------------------------------------------------------------

async function get(path) {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.json();
}

async function answer() {
  clearTimeout(waiting);
  remember();
  const now = ++turn;
  const asked = new URLSearchParams(values());
  if (of("piece").value) asked.set("piece", of("piece").value);
  if (region) asked.set("rep", region);
  let found;
  try { found = await get(`answer?${asked}`); } catch (error) { found = { prospect: null, remarks: [], error: error.message }; }
  if (now !== turn) return; // another one is on its way
  const before = JSON.stringify(prospect);
  prospect = found.prospect;
  if (JSON.stringify(prospect) !== before) tell({ kind: "given", prospect });
  showReasons(found);
}

function soon() {
  clearTimeout(waiting);
  waiting = setTimeout(answer, WAIT);
}

let given = recall();
watchProspects(soon, answer);
of("piece").addEventListener("change", answer);
addEventListener("hashchange", () => {
  const shown = recall();
  fill(shown);
  of("piece").value = shown.piece ?? "";
  tell({ kind: "asked", text: question });
  answer();
});

/** Everything that a build changes. */
async function renew() {
  const library = await get("picks");
  showPicks(library);
  showPieces(library.pieces, given?.piece ?? of("piece").value);
  showQuestions(library.questions, question, ask);
  if (given) {
    fill(given);
    if (!Object.keys(values()).length) pick(0);
    given = null;
  }
  await answer();
  showCoverage(() => get("coverage"), library.coverage_at_once);
}

async function look() {
  try {
    const state = await get("state");
    of("state").textContent = state.message;
    of("state").classList.toggle("stop", state.failed);
    if (state.generation !== generation) {
      const first = generation === 0;
      if (state.generation) showFindings(state.findings);
      if (state.generation) await renew();
      if (!first) panel.contentWindow.location.reload();
      generation = state.generation;
    }
  } catch (error) {
    // A server that is not there any more makes fetch fail with a TypeError, whatever the browser.
    of("state").textContent = error instanceof TypeError ? "pitchside preview has ended: start it again" : error.message;
    of("state").classList.add("stop");
  }
  setTimeout(look, 1000);
}

readSettings();
look();
