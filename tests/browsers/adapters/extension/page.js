// Stands in for the panel: injects the real observer into the page's tab and keeps what it says.
const api = globalThis.browser ?? globalThis.chrome;
let port = null;
let messages = [];
let arrived = () => {};

api.runtime.onConnect.addListener((connected) => {
  port = connected;
  const tell = (message) => {
    messages.push(message);
    arrived();
  };
  port.onMessage.addListener(tell);
  port.onDisconnect.addListener(() => tell({ kind: "gone" }));
  tell({ kind: "connected" });
});

/** Resolves with the first message from `from` on that is of this kind. */
async function message(kind, from = 0) {
  for (;;) {
    const found = messages.slice(from).find((one) => one.kind === kind);
    if (found) return found;
    await new Promise((resolve) => (arrived = resolve));
  }
}

async function inject(files = ["observe.js"]) {
  messages = [];
  const tabs = await api.tabs.query({});
  const tab = tabs.find((one) => /^https?:/.test(one.url ?? ""));
  await api.scripting.executeScript({ target: { tabId: tab.id }, files });
  await message("connected");
}

// What tests call.
Object.assign(globalThis, {
  async observe(recipe) {
    await inject();
    port.postMessage({ kind: "observe", recipe });
    return (await message("observation")).observation;
  },
  /** The same with a clock: milliseconds `{started, answered}` (clock.js). */
  async time(recipe) {
    await inject(["clock.js", "observe.js", "clocked.js"]);
    port.postMessage({ kind: "observe", recipe });
    const { started, answered } = await message("clock");
    port.disconnect();
    return { started, answered };
  },
  /** Sends another recipe and gives the number of messages so far. */
  send(recipe) {
    const before = messages.length;
    port.postMessage({ kind: "observe", recipe });
    return before;
  },
  message,
  log: () => messages,
  end: () => port.disconnect(),
});
