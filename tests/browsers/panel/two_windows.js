// One random sequence of what a rep does in two windows at once, in one of the two panels itself. Gives what went wrong.
// What is kept is compared with a model that needs no order: the windows never change the same thing at the same moment.

const api = globalThis.browser ?? globalThis.chrome;
const ACCOUNTS = [["Fjordline", "Astrid Nyborg"], ["Kestrel Foods", "Omar Haddad"], ["Quarry Nine", "Bo Lindqvist"]];
const HIDDEN = [["Vellum Partners", "Maren Holt"], ["Ostrava Glass", "Jana Reuter"]];

const faults = [];
const panels = api.extension.getViews({ type: "tab" }).filter((view) => view.location.pathname === "/panel.html");
if (panels.length !== 2) throw new Error(`${panels.length} panels`);

let state = seed * 7919 + 17;
const below = (limit) => (state = (state * 1103515245 + 12345) % 2147483648, Math.floor((state / 2147483648) * limit));
const one = (list) => list[below(list.length)];
const soon = () => new Promise((done) => setTimeout(done, 4));
const name = (view) => view.document.documentElement.dataset.state ?? "";

async function until(what, fits) {
  const end = Date.now() + 20_000;
  for (;;) {
    const found = await fits();
    if (found) return found;
    if (Date.now() > end) {
      const seen = panels.map((view) => [name(view), view.document.querySelector("h1")?.textContent, view.heard?.slice(-6)]);
      throw new Error(`waited for ${what}: ${JSON.stringify(seen)}`);
    }
    await soon();
  }
}

// Everything that was begun is done: the last place in the queue is reached.
async function idle() {
  await soon();
  await navigator.locks.request("kept", () => {});
  await soon();
}

const press = (view, key) => view.document.getElementById("main").dispatchEvent(
  new view.KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
const click = (view, css) => view.document.querySelector(css).click();

async function begin(view) {
  view.console.warn = (...words) => faults.push(words.join(" "));
  view.console.error = view.console.warn;
  view.onerror = (words) => faults.push(String(words));
  view.addEventListener("unhandledrejection", (event) => faults.push(String(event.reason)));
  await until("a panel", () => view.tell && name(view) && name(view) !== "loading");
  view.heard = []; // what was read out, also where the next thing follows at once
  const say = view.document.getElementById("say");
  new view.MutationObserver(() => view.heard.push(say.textContent)).observe(say, { childList: true, characterData: true, subtree: true });
  view.navigator.clipboard.write = async () => {}; // a window in the background may not write to the clipboard
}

const listed = (view) => ["ready", "nothing"].includes(name(view));

async function toList(view) {
  for (let n = 0; n < 4 && !listed(view); n++) {
    press(view, "Escape");
    await soon();
  }
}

async function see(view, [company, person], may_remember) {
  await toList(view);
  const shown = () => view.document.querySelector("h1")?.textContent === person && name(view) === "ready";
  const message = { kind: "given", prospect: { company, name: person, may_remember } };
  view.tell(view.JSON.parse(JSON.stringify(message))); // an object of that window's own
  await until(`${person} in view`, shown);
  await until("rows", () => view.document.querySelector(".card.current"));
}

const model = { favourites: new Set(), shares: new Map(), notes: new Map(), words: [], copies: 0, settings: {} };
const current = (view) => view.document.querySelector(".card.current")?.dataset.asset;

async function copy(view, account) {
  const before = view.heard.length;
  press(view, "Enter");
  const asset = current(view);
  if (account) model.shares.set(account, (model.shares.get(account) ?? new Set()).add(asset));
  model.copies++;
  await until("the confirmation", () => view.heard.slice(before).some((words) => words.startsWith("Link copied")));
}

// What one window does. `own` is which of the two it is: a piece is starred and a setting changed by one window alone.
async function act(view, own) {
  const known = below(3) > 0;
  const who = known ? one(ACCOUNTS) : one(HIDDEN);
  await see(view, who, known);
  for (let n = below(2) * 2 + own; n > 0; n--) press(view, "ArrowDown");
  switch (below(6)) {
    case 0:
    case 1:
      return copy(view, known ? who[0] : null);
    case 2: {
      const asset = current(view);
      if (asset % 2 !== own) return;
      const was = model.favourites.has(asset);
      const starred = () => view.document.querySelector(".card.current")?.classList.contains("starred");
      // What was erased in the other window is told a moment later.
      await until("what is known of the star", () => starred() === was);
      press(view, "f");
      was ? model.favourites.delete(asset) : model.favourites.add(asset);
      return until("the star", () => starred() === !was);
    }
    case 3: {
      press(view, "b");
      await until("the form", () => name(view) === "feedback");
      const words = `seed ${seed} window ${own} number ${model.words.length} as ${who[1]} said`;
      view.document.getElementById("f-word").value = words;
      click(view, "[value=outdated]");
      view.document.querySelector("[data-form=feedback]").requestSubmit();
      model.words.push(words.replace(who[1], "… …"));
      return until("the list", () => listed(view));
    }
    case 4: {
      press(view, ",");
      await until("the settings", () => name(view) === "settings");
      const [setting, value] = own ? ["link", one(["rich", "plain"])] : ["theme", one(["light", "dark", "browser"])];
      const control = view.document.querySelector(`[name=${setting}][value=${value}]`);
      if (!control.checked) {
        control.click();
        model.settings[setting] = value;
      }
      return toList(view);
    }
    default: {
      press(view, "e");
      await until("the form", () => name(view) === "correct");
      const note = view.document.getElementById("f-note");
      const words = `note ${seed} ${own} ${below(1000)}`;
      if (note) note.value = words;
      view.document.getElementById("f-title").value = "Chief Counting Wizard";
      view.document.querySelector("[data-form=full]").requestSubmit();
      if (note) model.notes.set(who[0], words);
      return until("the list", () => listed(view));
    }
  }
}

// Between the rounds, while nothing is being done: what takes things away, and a panel that is opened again.
async function between() {
  const view = one(panels);
  switch (below(5)) {
    case 0: {
      const account = one([...model.shares.keys(), ...model.notes.keys(), null]);
      if (!account) return;
      await review(view);
      click(view, `[data-name="${account}"] [data-do=erase]`);
      await until("its end", () => !view.document.querySelector(`[data-name="${account}"]`));
      model.shares.delete(account);
      model.notes.delete(account);
      return;
    }
    case 1: {
      const other = panels.find((panel) => panel !== window); // a script does not outlive its own page
      other.location.reload();
      await until("the panel to go", () => !other.tell);
      return begin(other);
    }
    case 2: {
      if (below(3)) return;
      await review(view);
      click(view, "[data-do=erase-all]");
      click(view, "[data-do=erase-all]");
      await until("the end of everything", async () => Object.keys(await stored()).every((key) => key === "settings"));
      Object.assign(model, { favourites: new Set(), shares: new Map(), notes: new Map(), words: [], copies: 0 });
    }
  }
}

async function review(view) {
  await toList(view);
  press(view, ",");
  await until("the settings", () => name(view) === "settings");
  click(view, "[data-do=review]");
  await until("what is kept", () => name(view) === "review" && !view.document.querySelector("[data-t=reading]").textContent);
}

const stored = () => api.storage.local.get(null);

function compare(kept, faults) {
  const same = (what, has, wanted) => {
    const [a, b] = [JSON.stringify(has), JSON.stringify(wanted)];
    if (a !== b) faults.push(`${what}: kept ${a}, wanted ${b}`);
  };
  const accounts = Object.entries(kept).filter(([key]) => key.startsWith("account:")).map(([, value]) => value);
  const wanted = new Set([...model.shares.keys(), ...model.notes.keys()]);
  same("accounts", accounts.map((one) => one.name).sort(), [...wanted].sort());
  for (const account of accounts) {
    same(`pieces of ${account.name}`, account.shared.length, model.shares.get(account.name)?.size ?? 0);
    same(`note on ${account.name}`, account.note, model.notes.get(account.name) ?? "");
  }
  same("directory", (kept.accounts?.list ?? []).map((one) => one.name).sort(), [...wanted].sort());
  same("favourites", kept.favourites?.assets.length ?? 0, model.favourites.size);
  const events = Object.entries(kept).filter(([key]) => key.startsWith("log:")).flatMap(([, day]) => day.events);
  same("copies in the log", events.filter((event) => event.event === "copied").length, model.copies);
  const words = events.filter((event) => event.event === "outdated").map((event) => event.words);
  same("feedback", words.sort(), [...model.words].sort());
  const numbers = events.map((event) => event.n);
  same("numbers of events", new Set(numbers).size, numbers.length);
  const { v, ...settings } = kept.settings ?? {};
  same("settings", Object.entries(settings).sort(), Object.entries(model.settings).sort());
  const text = JSON.stringify(kept);
  const people = [...ACCOUNTS, ...HIDDEN].map(([, person]) => person.split(" ")).flat();
  for (const word of [...people, ...HIDDEN.map(([company]) => company), "Chief Counting Wizard"]) {
    if (text.includes(word)) faults.push(`${word} is kept: ${text}`);
  }
}

try {
  const before = Object.keys(await stored());
  await api.storage.local.clear();
  for (const view of panels) {
    const fresh = !view.fresh;
    if (fresh) await begin(view);
    view.fresh = true;
  }
  await idle();
  // The storage was emptied beside the queue, so a panel may have taken its own last change after that was told: it is told again.
  for (const view of panels) {
    view.tell(view.JSON.parse(JSON.stringify({ kind: "kept", entries: Object.fromEntries(before.map((key) => [key, null])) })));
  }
  for (let round = 0; round < 4 && !faults.length; round++) {
    for (let n = 0; n < 3; n++) await Promise.all(panels.map(act));
    await idle();
    await idle();
    compare(await stored(), faults);
    await between();
    await idle();
    compare(await stored(), faults);
  }
} catch (error) {
  faults.push(String(error?.stack ?? error));
}
return faults;
