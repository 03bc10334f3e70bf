// Whom the panel is for: a list to pick from and a form. The form holds what is shown; picking fills it.

const form = document.getElementById("prospect");
const list = document.getElementById("picks");
let picks = [];

/** What is filled in, by its field. */
export function values() {
  return Object.fromEntries([...new FormData(form)].filter(([, value]) => value.trim()));
}

/** Fills the form, and nothing else than that. */
export function fill(fields) {
  for (const control of form.elements) {
    if (!control.name) continue;
    const value = fields[control.name] ?? "";
    control.value = value;
    // A word of a vocabulary may be written in other letters.
    if (control.options && control.value !== value) {
      const same = [...control.options].find((option) => option.value.toLowerCase() === value.toLowerCase());
      control.value = same?.value ?? "";
    }
  }
  const more = document.getElementById("more");
  if ([...more.querySelectorAll("[name]")].some((control) => control.value)) more.open = true;
  mark();
}

/** Chooses from the list. */
export function pick(at) {
  if (picks[at]) fill(picks[at].fields);
}

const key = (fields) => JSON.stringify(Object.entries(fields).sort());

// The one that is shown is selected, and so reached by Tab; else the first is reached.
function mark() {
  const shown = key(values());
  const at = picks.findIndex((one) => key(one.fields) === shown);
  options().forEach((option, nth) => {
    option.setAttribute("aria-selected", nth === at);
    option.tabIndex = nth === Math.max(at, 0) ? 0 : -1;
  });
}

const options = () => [...list.querySelectorAll("[role=option]")];

function element(tag, text, attributes = {}) {
  const made = document.createElement(tag);
  made.textContent = text;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

/** Paints the list and the words to choose from. */
export function show({ groups, words }) {
  const focused = options().indexOf(document.activeElement);
  picks = groups.flatMap((group) => group.picks);
  list.replaceChildren(...groups.map((group, nth) => {
    const made = element("div", "", { role: "group", "aria-labelledby": `group-${nth}` });
    made.append(element("h3", group.title, { id: `group-${nth}`, role: "presentation" }));
    made.append(...group.picks.map((one) => element("div", one.label, { role: "option", "aria-selected": "false", tabindex: "-1" })));
    return made;
  }));
  list.hidden = !picks.length;
  for (const name of ["persona", "seniority", "stage", "size", "region"]) {
    const control = form.elements[name];
    const value = control.value;
    control.replaceChildren(element("option", "not known", { value: "" }), ...words[name].map((word) => element("option", word, { value: word })));
    control.value = value;
  }
  for (const [id, name] of [["industries", "industry"], ["rivals", "competitors"], ["products", "products"]]) {
    document.getElementById(id).replaceChildren(...words[name].map((word) => element("option", "", { value: word })));
  }
  mark();
  options()[focused]?.focus();
}

/** Calls `typed` with each key in the form, and `chosen` when another one is picked or the form is cleared. */
export function watch(typed, chosen) {
  form.addEventListener("input", () => (mark(), typed()));
  form.addEventListener("reset", () => setTimeout(() => (mark(), chosen())));
  form.addEventListener("submit", (event) => (event.preventDefault(), chosen()));
  const choose = (at) => {
    pick(at);
    options()[at]?.focus();
    chosen();
  };
  list.addEventListener("click", (event) => {
    const at = options().indexOf(event.target.closest("[role=option]"));
    if (at >= 0) choose(at);
  });
  list.addEventListener("keydown", (event) => {
    const all = options();
    const at = all.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1, Enter: at, " ": at }[event.key];
    if (to === undefined || at < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    choose(Math.min(Math.max(to, 0), all.length - 1));
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input:not([type=radio]), textarea, select");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    form.elements.title.focus();
    form.elements.title.select();
  });
}
