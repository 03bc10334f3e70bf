// The preview's stand-in for extension/browser.js: the same functions, with the form of index.html as the only tab.

const channel = new BroadcastChannel("pitchside-preview");
let emit = () => {};
let values = {};
let recipe = null;
let record = 0;
let connected = false;

export function prepare() {}
export function begin() {}
export function openPanel() {}
export function onGesture() {}
export function tellGesture() {}
export function onAsked() {}
export function ask() {}

export async function listen(callback) {
  emit = callback;
  channel.onmessage = ({ data }) => {
    if (typeof data !== "object") return;
    values = data;
    record += 1;
    // As an observer says that its page moves on: the panel then asks for the new one.
    if (connected) emit({ kind: "leaving", tab: 1, url: page(), gone: false });
    else probe("updated");
  };
  let settings = null;
  try { settings = JSON.parse(localStorage.getItem("settings")); } catch { /* none yet */ }
  emit({ kind: "loaded", settings });
  emit({ kind: "sites", origins: [], managed: ["https://preview.pitchside.example/*"] });
  probe("opened");
  channel.postMessage("ready");
}

/** The page that the values make: of a person, else of a deal, else of a company; a new one with each change. */
function page() {
  if (!Object.values(values).some((value) => String(value).trim())) return "https://preview.pitchside.example/nothing";
  const kind = values.name || values.title ? "person" : values.stage || values.competitor ? "deal" : "company";
  return `https://preview.pitchside.example/${kind}/${record}`;
}

export async function probe(reason) {
  emit({ kind: "tab", id: 1, url: page(), title: "Preview", complete: true, followed: true, reason });
}

export async function inject() {
  connected = true;
  emit({ kind: "connected", tab: 1 });
}

export function post(tab, message) {
  recipe = message.recipe ?? null;
  const candidates = Object.entries(values)
    .filter(([field, value]) => field !== "text" && String(value).trim())
    .map(([field, value]) => ({ field, rule: 0, value: String(value).slice(0, 2000) }));
  const observation = {
    url: page(), title: "Preview", lang: "", unless: [], candidates, recipe: recipe && [recipe.adapter, recipe.page],
    text: String(values.text ?? "").slice(0, 20000), truncated: false, ms: 0,
  };
  emit({ kind: "observed", tab: 1, observation });
}

export function drop() {}

export async function copy(html, text) {
  const of = (type, value) => new Blob([value], { type });
  const forms = { "text/plain": of("text/plain", text) };
  if (html) forms["text/html"] = of("text/html", html);
  await navigator.clipboard.write([new ClipboardItem(forms)]);
}

export function open(url) {
  window.open(url, "_blank", "noopener");
}

export function request() {
  emit({ kind: "answered", granted: false });
}

export function forget() {}

export function save(settings) {
  localStorage.setItem("settings", JSON.stringify(settings));
}

/** The preview remembers nobody. */
export function keep() {}
export function save_file() {}

export async function mark() {
  return "preview";
}

async function file(path) {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path}: not in the preview`);
  return response;
}

export async function bytes(path) {
  return new Uint8Array(await (await file(path)).arrayBuffer());
}

export async function tables() {
  return (await file("tables.txt")).text();
}

export async function json(path) {
  return (await file(path)).json();
}

export function address(path) {
  return path;
}

export function measure() {}

export function reload() {
  location.reload();
}

export function version() {
  return "preview";
}
