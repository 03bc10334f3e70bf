// The preview's stand-in for extension/browser.js: the same functions. No tab is looked at: the page around the panel hands
// it the prospect.

const around = window.parent;
let emit = () => {};

// A panel has its window's focus when it opens. Here whoever types or picks beside it has, keeps it, and stays where the page
// around is scrolled to.
for (const [kind, name] of [[HTMLElement, "focus"], [Element, "scrollIntoView"]]) {
  const original = kind.prototype[name];
  kind.prototype[name] = function (options) {
    if (document.hasFocus()) original.call(this, options);
  };
}

export function prepare() {}
export function begin() {}
export function openPanel() {}
export function onGesture() {}
export function tellGesture() {}
export function onAsked() {}
export function ask() {}

// The settings stand in the page's own storage; nothing else is kept.
function stored() {
  try { return JSON.parse(localStorage.getItem("settings")); } catch { return null; }
}

function keep(settings) {
  localStorage.setItem("settings", JSON.stringify(settings));
  emit({ kind: "kept", entries: { settings } });
}

export async function listen(callback) {
  emit = callback;
  addEventListener("message", ({ source, origin, data }) => {
    if (source !== around || origin !== location.origin) return;
    if (data?.kind === "given" || data?.kind === "asked") emit(data);
    if (data?.kind === "theme") keep({ ...stored(), theme: data.theme });
  });
  emit({ kind: "loaded", entries: { settings: stored() }, managed: null });
  emit({ kind: "sites", origins: [], managed: [] });
  around.postMessage({ kind: "ready" }, location.origin);
}

export async function probe() {}
export async function inject() {}
export function post() {}
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

export function save_original(path) {
  Object.assign(document.createElement("a"), { href: path, download: decodeURIComponent(path.split("/").pop()) }).click();
}

export function request() {
  emit({ kind: "answered", granted: false });
}

export function forget() {}

/** The preview remembers nobody. */
export async function kept() {
  return { entries: {}, marks: [] };
}

/** Only a setting stays. */
export async function exchange(names, change) {
  let have = {};
  for (;;) {
    const { keys, entries } = change(have, []);
    if (entries?.settings) keep(entries.settings);
    if (entries || keys === undefined) return;
    have = { settings: stored() };
  }
}

export function save_file() {}

export function mail() {}

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

export function language() {
  return navigator.language;
}

export function agent() {
  return navigator.userAgent;
}

export function version() {
  return "preview";
}
