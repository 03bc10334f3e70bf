// What is wrong with the panel's layout as it stands, as a list of findings; the body of a function of `document`, `window`.

const findings = new Set();
const shown = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true });
const told = (element) => {
  const classes = [...element.classList].join(".");
  const text = element.textContent.trim().replace(/\s+/g, " ").slice(0, 40);
  return `${element.localName}${classes && "." + classes} “${text}”`;
};
const find = (what, element) => findings.add(`${what}: ${told(element)}`);
const width = document.documentElement.clientWidth;
const height = window.innerHeight;
// Words for screen readers alone are clipped away.
const spoken = (element) => element && (window.getComputedStyle(element).clipPath !== "none" || spoken(element.parentElement));
const all = [...document.body.querySelectorAll("*")].filter((one) => shown(one) && !spoken(one) && !one.closest("svg, option, template"));
// What scrolls sideways by design, and what lies over the rest.
const slides = (element) => element.closest(".facets") !== null;

// Nothing is wider than the panel.
const root = document.scrollingElement;
if (root.scrollWidth > width + 1) findings.add(`the page is ${root.scrollWidth} px wide`);
for (const one of all) {
  const box = visible(one.getBoundingClientRect(), one.parentElement);
  if (box.right > box.left && !slides(one) && (box.right > width + 1 || box.left < -1)) find(`sticks out (${Math.round(box.left)} to ${Math.round(box.right)} of ${width})`, one);
}

// One scrollbar, and the foot in view.
const scrolls = (one) => /auto|scroll/.test(window.getComputedStyle(one).overflowY) && one.scrollHeight > one.clientHeight + 1;
const scrollers = all.filter((one) => !slides(one) && scrolls(one));
if (root.scrollHeight > root.clientHeight + 1) scrollers.push(root);
if (scrollers.length > 1) findings.add(`${scrollers.length} scrollbars: ${scrollers.map(told).join(", ")}`);
const foot = document.querySelector(".foot").getBoundingClientRect();
if (root.scrollHeight <= root.clientHeight + 1 && foot.bottom > height + 1) findings.add("the foot is cut");

// The list keeps room.
const main = document.getElementById("main");
if (document.querySelector(".card, .passage") && main.clientHeight < 96 && root.scrollHeight <= root.clientHeight + 1) {
  findings.add(`the list is ${main.clientHeight} px high`);
}

// What is cut says so and has its full words.
for (const one of all) {
  const style = window.getComputedStyle(one);
  if (style.overflowX !== "hidden" && style.overflowX !== "clip") continue;
  const across = one.scrollWidth > one.clientWidth + 1;
  const down = style.webkitLineClamp !== "none" && one.scrollHeight > one.clientHeight + 2;
  if (!one.clientWidth || (!across && !down) || one.localName === "input") continue;
  if (across && !down && style.textOverflow !== "ellipsis") find("cut without an ellipsis", one);
  else if (!one.closest("[title]") && !one.closest("[data-asset]")) find("cut without its full words", one);
}

// No text lies over other text. Headings stick above rows, and a menu lies over them, by design.
const lines = [];
// What of a box no element around it cuts away.
function visible({ left, top, right, bottom }, element) {
  for (let around = element; around; around = around.parentElement) {
    const style = window.getComputedStyle(around);
    if (style.overflowX === "visible" && style.overflowY === "visible") continue;
    const box = around.getBoundingClientRect();
    [left, top] = [Math.max(left, box.left), Math.max(top, box.top)];
    [right, bottom] = [Math.min(right, box.right), Math.min(bottom, box.bottom)];
  }
  return { left, top: Math.max(top, 0), right, bottom: Math.min(bottom, height) };
}
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
for (let node = walker.nextNode(); node; node = walker.nextNode()) {
  const parent = node.parentElement;
  if (!node.data.trim() || !parent || !all.includes(parent) || parent.closest(".pop, .sub, .group > .head, .banner")) continue;
  const range = document.createRange();
  range.selectNodeContents(node);
  for (const box of range.getClientRects()) {
    const seen = visible(box, parent);
    if (seen.right - seen.left > 1 && seen.bottom - seen.top > 1) lines.push([seen, parent]);
  }
}
for (const [at, [a, one]] of lines.entries()) {
  for (const [b, other] of lines.slice(at + 1)) {
    if (one === other || one.contains(other) || other.contains(one)) continue;
    const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    // Lines of one paragraph touch by the font's own leading.
    if (across > 2 && down > 4) find(`lies over ${told(other)}`, one);
  }
}

// Whatever is clicked is large enough (WCAG 2.5.8); what stands in a sentence is as high as its line.
for (const one of all.filter((one) => one.matches("button, a[href], select, summary, input"))) {
  const target = one.closest("label") ?? one;
  const box = target.getBoundingClientRect();
  if (box.width && (box.width < 23.5 || box.height < 23.5)) find(`a target of ${Math.round(box.width)} × ${Math.round(box.height)} px`, one);
}

return [...findings];
