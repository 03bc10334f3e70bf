// What is said of the library as a whole: questions to try, coverage, findings.

import { element, of } from "./dom.js";

const count = (number, one) => `${number} ${one}${number === 1 ? "" : "s"}`;

/** Questions to try; a click asks one, another click takes it back. */
export function showQuestions(questions, asked, ask) {
  of("try").hidden = !questions.length;
  of("questions").replaceChildren(...questions.map((text) => {
    const button = Object.assign(element("button", text), { type: "button", ariaPressed: String(text === asked) });
    button.addEventListener("click", () => {
      const on = button.ariaPressed !== "true";
      for (const other of of("questions").querySelectorAll("button")) other.ariaPressed = String(on && other === button);
      ask(on ? text : "");
    });
    const item = element("li", "");
    item.append(button);
    return item;
  }));
}

/** Errors and warnings, folded away. */
export function showFindings({ errors, error_count, warnings, warning_count }) {
  of("counts").textContent = `${count(error_count, "error")}, ${count(warning_count, "warning")}`;
  of("counts").className = error_count ? "stop" : "quiet";
  const more = error_count + warning_count - errors.length - warnings.length;
  of("findings").replaceChildren(
    ...errors.map((text) => element("li", text, "error")),
    ...warnings.map((text) => element("li", text)),
    ...(more > 0 ? [element("li", `and ${more} more: pitchside check lists them`)] : []),
  );
}

let fetched = null;
let turn = 0;

/** Coverage: at once where it takes a moment, else when it is folded out. */
export function showCoverage(get, atOnce) {
  const fold = of("coverage");
  const now = ++turn;
  fetched = null;
  const load = () => {
    fetched ??= get().then((found) => now === turn && paint(found)).catch(() => (fetched = null));
  };
  of("covered").textContent = atOnce ? "…" : "";
  of("covered").className = "quiet";
  if (!atOnce) of("coverage-body").replaceChildren(element("p", "Trying every buyer and question …", "quiet"));
  fold.ontoggle = () => fold.open && load();
  if (atOnce || fold.open) load();
}

function paint(found) {
  if (found.error) {
    of("covered").textContent = found.error;
    return;
  }
  const { never_count: never, assets } = found;
  of("covered").textContent = never ? `${never} of ${assets} pieces never surface` : `each of ${assets} pieces surfaces`;
  of("covered").className = never ? "warn" : "quiet";
  const tried = `${count(assets, "piece")} against ${count(found.prospects, "prospect")} and ${count(found.questions, "question")}. `
    + "A cell says in how many of the five stages something fits.";
  const list = element("ul", "");
  for (const one of found.never) {
    const item = element("li", "");
    item.append(element("b", one.title || one.id), ` ${one.why}`);
    list.append(item);
  }
  const more = never - found.never.length;
  if (more > 0) list.append(element("li", `and ${more} more: pitchside coverage lists them`));
  // The server writes the table and escapes what the library says; scripts in it would not run either.
  const table = Object.assign(element("div", "", "scroll"), { innerHTML: found.table, tabIndex: 0 });
  table.setAttribute("role", "region");
  table.setAttribute("aria-label", "Heat map of industries and functions");
  of("coverage-body").replaceChildren(
    ...(never ? [element("h3", "Pieces that nothing ever surfaces"), list] : []),
    element("h3", "Who gets something"), element("p", tried, "quiet"), table,
  );
}
