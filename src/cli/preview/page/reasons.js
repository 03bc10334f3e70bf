// What fits and why, and what does not and why not, as the server says.

import { element, of } from "./dom.js";

const sum = (number) => `${number < 0 ? "−" : ""}${Math.abs(number).toFixed(1)}`;
const points = (number) => (number < 0 ? "" : "+") + sum(number);

// The parts of a score, and their sum.
function parts(ranked) {
  const list = element("ul", "", "parts");
  for (const { says, share } of ranked.parts) {
    const line = element("li", "");
    line.append(element("span", says), element("span", points(share), share < 0 ? "less" : "more"));
    list.append(line);
  }
  const fit = element("li", "", "sum");
  fit.append(element("span", "Fit"), element("span", sum(ranked.score)));
  list.append(fit);
  return list;
}

function group(title, ranked, open) {
  if (!ranked.length) return [];
  const list = element("ol", "");
  for (const one of ranked) {
    const item = element("li", "");
    const fold = element("details", "");
    fold.dataset.id = one.id;
    fold.open = open.has(one.id);
    const line = element("summary", "");
    line.append(element("span", one.title, "title"), element("span", sum(one.score)));
    fold.append(line, element("p", `${one.kind} · ${one.why}`, "quiet"), parts(one));
    item.append(fold);
    list.append(item);
  }
  return [element("h3", title), list];
}

/** Paints an answer; what was folded out stays so. */
export function show(answer) {
  of("remarks").replaceChildren(...answer.remarks.map(({ says }) => element("li", says)));
  const open = new Set([...of("list").querySelectorAll("details[open]")].map((fold) => fold.dataset.id));
  if (answer.error || !answer.prospect) {
    of("said").textContent = answer.error ?? "Pick a prospect, or fill in any field.";
    of("list").replaceChildren();
    of("not").replaceChildren();
    return;
  }
  of("said").textContent = answer.said;
  const learn = group("To learn from (never sent)", answer.learn, open);
  of("list").replaceChildren(...group(answer.heading, answer.send, open), ...learn);
  if (!answer.send.length) of("list").prepend(element("p", "None of the pieces may be sent today."));
  const why = answer.why_not;
  const said = why ? [...why.said, why.remedy].filter(Boolean).map((text) => element("p", text)) : [];
  of("not").replaceChildren(...said, ...(why?.ranked ? [parts(why.ranked)] : []));
}

/** The pieces to ask after. */
export function showPieces(pieces, chosen) {
  const option = (text, value) => Object.assign(element("option", text), { value });
  const sorted = [...pieces].sort((a, b) => a.title.localeCompare(b.title));
  of("piece").replaceChildren(option("Pick a piece", ""), ...sorted.map(({ id, title }) => option(title || id, id)));
  of("piece").value = chosen;
  if (!of("piece").value) of("piece").value = "";
}
