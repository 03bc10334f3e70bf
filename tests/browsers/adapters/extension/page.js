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
  /** Observations of the open page after each of the named changes (redesign.js), each made to the page as it came. */
  async redesigned({ html, recipe, record, changes, seed }) {
    const tab = (await api.tabs.query({})).find((one) => /^https?:/.test(one.url ?? ""));
    const inPage = (how) => api.scripting.executeScript({ target: { tabId: tab.id }, world: "MAIN", ...how });
    await inPage({ files: ["redesign.js"] });
    const observations = [];
    for (const change of changes) {
      port?.disconnect(); // or the last reading's observer would tell of what becomes of the page
      const func = (...args) => {
        try { globalThis.redesign(...args); } catch (error) { return `${error}\n${error.stack}`; }
        return "";
      };
      const [{ result, error }] = await inPage({ func, args: [html, change, record, seed] });
      if (result !== "") throw new Error(`${change}: ${result ?? error}`);
      await inject();
      // Twice, since an observer that has been asked once does not wait for a young page to show something.
      for (let times = 0; times < 2; times++) port.postMessage({ kind: "observe", recipe });
      observations.push((await message("observation")).observation);
    }
    return observations;
  },
  /** An observation with a clock: milliseconds `{started, answered}` (clock.js). */
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
