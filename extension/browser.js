// Every difference between Chrome and Firefox, and every call of an extension API, stands in this file.
// The panel (Rust) and background.js call these functions; they decide nothing beyond what a browser needs.

const api = globalThis.browser ?? globalThis.chrome;
const firefox = "sidebarAction" in api;

// ---- what the background uses --------------------------------------------------------------------------

/** Chrome would open the panel itself on a click, but then grants no `activeTab`: we open it by hand. */
export function prepare() {
  if (!firefox) api.sidePanel.setPanelBehavior({ openPanelOnActionClick: false }).catch(report);
}

/** Opens the panel of a window. Must run inside the gesture, before anything is awaited. Never toggles: the
    same click also grants `activeTab` again. */
export function openPanel(tab) {
  const opening = firefox ? api.sidebarAction.open() : api.sidePanel.open({ windowId: tab?.windowId ?? -2 });
  opening?.catch?.(report);
}

/** Calls back with the tab on which the rep used the toolbar button or the shortcut. */
export function onGesture(callback) {
  api.action.onClicked.addListener(callback);
  api.commands?.onCommand.addListener((name, tab) => {
    if (name === "open-panel") callback(tab);
  });
}

/** Tells the panels that a tab may now be read, or that it never can be (then even the click brings no address): a grant
    of `activeTab` emits no event of its own. */
export function tellGesture(tab) {
  const message = { kind: "gesture", window_id: tab?.windowId ?? null, granted: Boolean(tab?.url) };
  api.runtime.sendMessage(message).catch(() => {}); // no panel is open yet: it probes when it loads
}

/** Adds an entry to the menu of selected text, and calls back with that text and its tab. */
export function onAsked(callback) {
  const entry = { id: "find", contexts: ["selection"], title: api.i18n.getMessage("find", "%s") };
  api.runtime.onInstalled.addListener(() => api.contextMenus.create(entry, () => void api.runtime.lastError)); // it may be there
  api.contextMenus.onClicked.addListener(({ selectionText = "" }, tab) => callback(selectionText, tab));
}

/** Leaves a question for the panel of a window: one that is only just opening finds it too. Kept in memory. */
export function ask(text, tab) {
  api.storage.session.set({ asked: { window_id: tab?.windowId ?? null, text } }).catch(report);
}

// ---- what the panel uses -------------------------------------------------------------------------------

const waiting = []; // messages told before the panel listens
let emit = (message) => waiting.push(message);
let listening = false;
let begun = null;
let read = Promise.resolve(); // what is kept was read and told
let windowId = null;
const ports = new Map(); // tab id → port of the observer in it

/** Starts all listeners and looks at the tab: everything that does not need the wasm, while it is still being compiled. */
export function begin() {
  begun ??= hear();
}

/** From now on `callback` receives messages `{kind, …}` (see src/panel/message.rs), first those that have been waiting. */
export async function listen(callback) {
  emit = callback;
  listening = true;
  for (const message of waiting.splice(0)) callback(message);
  begin();
  await begun;
}

async function hear() {
  api.runtime.onConnect.addListener(connected);
  api.runtime.onMessage.addListener((message, sender) => {
    if (sender.id !== api.runtime.id || message?.kind !== "gesture") return;
    if (message.window_id === null || mine(message.window_id)) probe(message.granted ? "granted" : "denied");
  });
  api.tabs.onActivated.addListener(({ windowId: id }) => mine(id) && probe("activated"));
  api.tabs.onUpdated.addListener((id, change, tab) => {
    if (!tab.active || !mine(tab.windowId)) return;
    if (change.status === "complete" || change.url !== undefined) probe("updated");
  });
  api.tabs.onRemoved.addListener(drop);
  api.tabs.onAttached?.addListener(() => probe("activated"));
  api.windows.onFocusChanged.addListener((id) => mine(id) && probe("focused"));
  api.permissions.onAdded.addListener(() => (sites(), probe("granted")));
  api.permissions.onRemoved.addListener(() => (sites(), probe("updated")));
  api.storage.session.onChanged.addListener(({ asked }) => take(asked?.newValue));
  // What is kept changes in every window, and what an administrator gives at any time.
  api.storage.onChanged.addListener((changes, area) => {
    const entries = {};
    for (const [key, { newValue = null }] of Object.entries(changes)) {
      entries[key] = key.startsWith("log:") ? null : newValue; // long, and read only when it is looked at
    }
    // Not before what was read at the opening is told: it may be older.
    if (area === "local") read.then(() => emit({ kind: "kept", entries }));
    if (area === "managed") given().then((settings) => emit({ kind: "managed", settings }));
  });
  api.runtime.onUpdateAvailable?.addListener(({ version: update }) => {
    api.storage.session.set({ update }).catch(report); // it is told once, and another panel may be the one that is read
    emit({ kind: "update_available" });
  });
  api.commands?.getAll().then((all) => {
    const keys = all.find(({ name }) => name?.startsWith("_execute"))?.shortcut ?? "";
    emit({ kind: "shortcut", keys });
  }).catch(report);
  fetchAhead();
  read = stored();
  const told = Promise.all([read, sites()]);
  opened = looking = look("opened", told); // what is known of the sites goes before what is told of a tab
  await looking;
  const { asked, update } = await api.storage.session.get(["asked", "update"]);
  if (update && update !== version()) emit({ kind: "update_available" });
  take(asked);
}

// Until the first look has told the panel's window, any may be it.
const mine = (id) => windowId === null || id === windowId;

// A question from the menu of selected text, if it is for this window's panel.
function take(asked) {
  if (!asked || (asked.window_id !== null && asked.window_id !== windowId)) return;
  api.storage.session.remove("asked").catch(report);
  emit({ kind: "asked", text: String(asked.text) });
}

let looking = Promise.resolve();
let opened = looking; // the first look: until it has told the tab, the panel drops what comes of one

/** Looks at the active tab of the panel's own window, one look after the other, so that the last to tell is the last
    that looked. */
export function probe(reason) {
  looking = looking.then(() => look(reason));
  return looking;
}

// Without access a tab has no address. What is found is told after `before`.
async function look(reason, before) {
  try {
    const query = windowId === null ? { active: true, currentWindow: true } : { active: true, windowId };
    const [tab] = await api.tabs.query(query);
    if (!tab) return;
    windowId = tab.windowId;
    const url = tab.url ?? "";
    const web = /^https?:/.test(url);
    if (!listening && early === null && (web || url === "")) {
      early = { tab: tab.id, starting: startObserver(tab.id) };
      early.starting.catch(() => {}); // told once the panel asks for it, by the number that it then has
    }
    let followed = false;
    try {
      followed = web && (await api.permissions.contains({ origins: [new URL(url).origin + "/*"] }));
    } catch { /* a port in the origin: not a match pattern, so never followed */ }
    await before;
    emit({ kind: "tab", id: tab.id, url, complete: tab.status === "complete", followed, reason });
  } catch (error) {
    report(error);
  }
}

let early = null; // the observer that was started before the panel could ask for it; empty once it has asked

/** Starts the observer in a tab; it connects back by a port. A refusal is told with `turn`, so that the panel knows which
    try it answers. */
export async function inject(tab, turn) {
  const starting = early?.tab === tab ? early.starting : startObserver(tab);
  early = {};
  try {
    await starting;
  } catch (error) {
    emit({ kind: "refused", tab, turn, error: String(error?.message ?? error) });
  }
}

async function startObserver(tab) {
  await api.scripting.executeScript({ target: { tabId: tab }, files: ["observe.js"] });
}

/** Gives the observer of a tab its recipe. */
export function post(tab, message) {
  try {
    ports.get(tab)?.postMessage(message);
  } catch {
    ports.delete(tab);
  }
}

/** Lets the observer of a tab go. */
export function drop(tab) {
  const port = ports.get(tab);
  ports.delete(tab);
  port?.disconnect();
}

function connected(port) {
  const tab = port.sender?.tab;
  if (port.name !== "observe" || port.sender.id !== api.runtime.id || !tab || port.sender.frameId) return;
  if (tab.windowId !== windowId) return; // the panel of that window answers; disconnecting here would end it too
  drop(tab.id);
  ports.set(tab.id, port);
  port.onMessage.addListener((message) => {
    if (ports.get(tab.id) !== port) return;
    if (message?.kind === "observation") emit({ kind: "observed", tab: tab.id, observation: message.observation });
    else if (message?.kind === "leaving") emit({ kind: "leaving", tab: tab.id, url: String(message.url ?? ""), gone: false });
  });
  port.onDisconnect.addListener(() => {
    void api.runtime.lastError; // Chrome's word for the back/forward cache; unread, it becomes an error in the console
    if (ports.get(tab.id) !== port) return;
    ports.delete(tab.id);
    emit({ kind: "leaving", tab: tab.id, url: "", gone: true }); // the document is gone, or was put aside
  });
  opened.then(() => ports.get(tab.id) === port && emit({ kind: "connected", tab: tab.id }));
}

/** Puts a rich link on the clipboard: must be called from a key or a click. */
export async function copy(html, text) {
  const of = (type, value) => new Blob([value], { type });
  const forms = { "text/plain": of("text/plain", text) };
  if (html) forms["text/html"] = of("text/html", html);
  await navigator.clipboard.write([new ClipboardItem(forms)]);
}

/** Opens a link of the library in a new tab, or a file of the package. */
export function open(url) {
  api.tabs.create({ url, active: true }).catch(report);
}

/** Asks for access to sites: must be called from a click, before anything is awaited. */
export function request(origins) {
  api.permissions.request({ origins }).then(
    (granted) => emit({ kind: "answered", granted }),
    (error) => (report(error), emit({ kind: "answered", granted: false })),
  );
}

/** Gives access to sites back. */
export function forget(origins) {
  api.permissions.remove({ origins }).catch(report).finally(sites);
}

async function sites() {
  const manifest = api.runtime.getManifest();
  const { origins = [] } = await api.permissions.getAll();
  const managed = (manifest.host_permissions ?? []).filter((origin) => origin.includes("://"));
  emit({ kind: "sites", origins, managed });
}

// What is kept on this machine, as far as the first list needs it: the keys stand in src/core/memory/mod.rs.
async function stored() {
  const opening = ["settings", "accounts", "favourites", "used", "seen", "reported"];
  const [entries, managed] = await Promise.all([
    api.storage.local.get(opening).catch((error) => (report(error), null)),
    given(),
  ]);
  emit({ kind: "loaded", entries, managed });
}

// The settings that an administrator gives.
async function given() {
  return (await api.storage.managed?.get().catch(() => null)) ?? null;
}

/** Reads what is kept: the entries of these keys, or all whose key begins so; for `strays` those of accounts that are not
    among the keys, or do not look like one. And the marks of the accounts of these names. */
export async function kept(keys, start, names) {
  const lost = ([key, value]) => key.startsWith("account:") && !(keys.includes(key) && Array.isArray(value?.shared));
  const wanted = start === "strays" ? lost : ([key]) => key.startsWith(start);
  const all = await api.storage.local.get(keys && !start ? keys : null);
  const entries = Object.fromEntries(Object.entries(all).filter(wanted));
  return { entries, marks: names.length && (await salted()) ? await marked(names) : [] };
}

/** Changes what is kept, after every change that was begun before in any window. `change` gets entries and the marks of
    the names, and says what it must see first (`keys`; `null` is all) or what is to be kept (`entries`; `null` goes). */
export function exchange(names, change) {
  return navigator.locks.request("kept", async () => {
    const marks = names.length ? await marked(names) : [];
    let stored = {};
    for (;;) {
      const { keys, entries } = change(stored, marks);
      if (entries) return write(entries);
      if (keys === undefined) return; // it can't be made
      stored = await api.storage.local.get(keys);
    }
  });
}

async function write(entries) {
  const all = Object.entries(entries);
  const gone = all.filter(([, value]) => value === null).map(([key]) => key);
  try {
    await api.storage.local.set(Object.fromEntries(all.filter(([, value]) => value !== null)));
    await api.storage.local.remove(gone); // last: where the first is refused, nothing is lost
  } catch (error) {
    report(error);
    throw new Error(/quota/i.test(`${error?.name} ${error?.message ?? error}`) ? "full" : String(error?.message ?? error));
  }
}

async function salted() {
  return (await api.storage.local.get("salt")).salt;
}

// Stands for an account in the log: without the salt, which never leaves this machine, nobody finds the name.
async function marked(names) {
  let salt = await salted();
  if (!salt) await write({ salt: (salt = crypto.randomUUID()) });
  return Promise.all(names.map(async (name) => {
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(salt + name));
    return [...new Uint8Array(digest, 0, 6)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }));
}

/** Lets the rep save a value as a file. */
export function save_file(name, content) {
  download(name, new Blob([JSON.stringify(content, null, 1)], { type: "application/json" }));
}

/** Begins a mail in the rep's mail program. In the document, so that whoever listens there knows of it. */
export function mail(to, subject, body) {
  const href = `mailto:${to}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body)}`;
  const link = Object.assign(document.createElement("a"), { href, target: "_blank", hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
}

/** Lets the rep save a file of the package. As plain bytes: whatever it is, no tab shows it under this origin. */
export async function save_original(path) {
  try {
    const bytes = await (await file(path)).arrayBuffer();
    download(decodeURIComponent(path.split("/").pop()), new Blob([bytes], { type: "application/octet-stream" }));
  } catch (error) {
    report(error);
  }
}

function download(name, blob) {
  const href = URL.createObjectURL(blob);
  Object.assign(document.createElement("a"), { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}

/** Bytes of a file of the package. */
export function bytes(path) {
  return taken(path, async () => new Uint8Array(await (await file(path)).arrayBuffer()));
}

/** Value of a JSON file of the package. */
export function json(path) {
  return taken(path, async () => {
    const response = await file(path);
    return response.json().catch((error) => {
      throw new Error(`${path}: ${error.message}`);
    });
  });
}

const ahead = new Map(); // files that are on their way before the panel asks: path → promise

function fetchAhead() {
  for (const [path, ask] of [["tables.txt", bytes], ["library/library.idx", bytes], ["library/library.json", json]]) {
    const asked = ask(path);
    asked.catch(() => {}); // said to whoever takes it
    ahead.set(path, asked);
  }
}

// What is on its way, once; else what `ask` brings.
function taken(path, ask) {
  const asked = ahead.get(path);
  ahead.delete(path);
  return asked ?? ask();
}

async function file(path) {
  const response = await fetch(api.runtime.getURL(path)).catch(() => null);
  if (!response?.ok) throw new Error(`${path}: not in the package`);
  return response;
}

/** Address of a file of the package, for pictures and for tabs. */
export function address(path) {
  return api.runtime.getURL(path);
}

/** Leaves a measure for the bench: ends when the frame with the change has been handed to the screen. */
export function measure(name, start, detail) {
  const done = performance.now();
  requestAnimationFrame(() =>
    setTimeout(() => performance.measure(name, { start, end: performance.now(), detail: { ...detail, dom: done - start } })),
  );
}

/** Starts the extension again with the update that is waiting. */
export function reload() {
  api.runtime.reload();
}

/** The language that the rep's browser speaks. */
export function language() {
  return navigator.language;
}

/** What the browser calls itself. */
export function agent() {
  return navigator.userAgent;
}

/** The extension's version. */
export function version() {
  return api.runtime.getManifest().version;
}

function report(error) {
  console.warn("Pitchside:", error?.message ?? error);
}
