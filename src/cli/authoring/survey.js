// What stands on a saved record's page, for the draft of an adapter: the record's heading, the regions around it, and every
// label with its value. An expression: it runs in the saved page itself, in a browser without a network, and decides nothing.
(() => {
  "use strict";
  const MAX_LABELS = 200;
  const tidy = (text) => (text ?? "").replace(/\s+/g, " ").trim();
  const visible = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const textOf = (element) => tidy(["INPUT", "TEXTAREA"].includes(element.tagName) ? element.value : element.innerText);
  /** Regions in which a record's name may stand too, as one of many. */
  const ASIDE = "nav, aside, footer, [role=navigation], [role=complementary], [class*=breadcrumb i], [class*=sidebar i]";
  /** What the observer takes for a label. */
  const LABELS = "dt, th, label, p[title], [field-label], .labelCol";

  /** The page and every open shadow root in it. */
  const roots = [document];
  for (const root of roots) for (const host of root.querySelectorAll("*")) if (host.shadowRoot) roots.push(host.shadowRoot);
  const query = (selector) => roots.flatMap((root) => [...root.querySelectorAll(selector)]);
  const above = (element) => element.parentElement ?? element.getRootNode().host ?? null;
  const within = (element, outer) => { while (element && element !== outer) element = above(element); return element !== null; };

  /** Names that a build made, or a record's own: neither is on the next page. */
  const lasting = (name) => /^[a-z][\w-]*$/i.test(name) && !/\d/.test(name) && !/^(css|sc|jss)-|__[a-z]*[A-Z]|^_/.test(name);
  const quoted = (value) => `'${value.replace(/['\\]/g, "\\$&")}'`;

  /** A selector that finds this element alone and does not depend on the record or the site's next build; null where nothing
   * lasting marks it. */
  function selectorOf(element) {
    const tag = element.localName;
    const found = [];
    for (const { name, value } of element.attributes) {
      const telling = /^(data-(testid|test|qa|field|fieldname|field-name|name|key|property|attribute|column|label|cy|target-selection-name)|itemprop|name|field|role|aria-label)$/;
      if (telling.test(name) && /^[A-Za-z][\w .:-]{0,60}$/.test(value) && !/\d/.test(value)) found.push(`[${name}=${quoted(value)}]`);
    }
    if (lasting(element.id)) found.push(`#${element.id}`);
    for (const one of element.classList) if (lasting(one) && one.length > 2) found.push(`${tag}.${one}`);
    found.push(tag);
    const seen = (selector) => query(selector).filter(visible);
    const alone = (selector) => { const there = seen(selector); return there.length === 1 && there[0] === element; };
    return found.find(alone) ?? null;
  }

  /** The same for an element that may be marked by what is around it. */
  function selectorNear(element) {
    const own = selectorOf(element);
    if (own && own !== element.localName) return own;
    for (let around = above(element), steps = 0; around && steps < 4; around = above(around), steps++) {
      const outer = selectorOf(around);
      if (!outer || outer === around.localName) continue;
      const kinds = [element.localName, ...[...element.classList].filter(lasting).map((one) => `.${one}`)];
      const inner = kinds.find((kind) => [...around.querySelectorAll(kind)].filter(visible).length === 1);
      return inner ? `${outer} ${inner}` : null;
    }
    return own;
  }

  const size = (element) => parseFloat(getComputedStyle(element).fontSize) || 0;
  const named = document.title.replace(/^\(\d+\+?\)\s*/, ""); // without the count of what is unread
  const parts = [named, ...named.split(/\s+[-–—|»·•:]\s+/)].map(tidy).filter((one) => one.length > 1);
  const spoken = query("*").filter((one) => one.childElementCount === 0 && parts.some((part) => tidy(one.textContent).includes(part)));
  const places = [...new Set([...query("h1, h2, h3, [role=heading]"), ...spoken])]
    .filter((one) => visible(one) && !one.closest(ASIDE) && textOf(one) !== "");
  /** A title begins with its record, mostly; of what is not in the title the largest counts. With its salutation a name is
   * longer than in the title. */
  const rank = (one) => {
    const text = textOf(one);
    const at = parts.findIndex((part) => text === part || (part.length > 3 && text.includes(part) && text.length < 2 * part.length));
    const score = at >= 0 ? 3_000 - 200 * at - text.length : document.title.includes(text) ? 1_000 : 0;
    return score + Math.min(size(one), 99);
  };
  const heading = places.sort((a, b) => rank(b) - rank(a))[0] ?? null;

  const labels = [];
  const wanted = new Set(WANTED);
  const fold = (text) => tidy(text).replace(/[\s:*]+$/, "").toLowerCase();
  for (const label of query("*")) {
    if (labels.length >= MAX_LABELS) break;
    const read = label.matches(LABELS);
    const text = tidy(label.getAttribute("field-label") ?? (label.localName === "p" ? label.title : "") ?? "") || textOf(label);
    if (text === "" || text.length > 60 || !visible(label) || label.closest(ASIDE)) continue;
    if (!read && (label.childElementCount > 0 || !wanted.has(fold(text)))) continue;
    const beside = label.control ?? label.nextElementSibling ?? label.parentElement?.nextElementSibling;
    if (!beside || !visible(beside) || (read && !label.control && !label.nextElementSibling)) continue;
    const value = textOf(beside);
    if (value === "" || value === text) continue;
    labels.push({ label: text.replace(/[\s:*]+$/, ""), value: value.slice(0, 200), read, selector: read ? null : selectorNear(beside), at: beside });
  }

  // The record's regions, the most exact first: around the heading, with most of the values in them.
  const scopes = [];
  for (let around = heading && above(heading); around && around !== document.body; around = above(around)) {
    const inside = labels.filter((one) => within(one.at, around)).length;
    if (inside * 4 < labels.length * 3) continue;
    const selector = around.localName === "main" ? "main" : around.getAttribute("role") === "main" ? "[role='main']" : selectorOf(around);
    if (selector && !scopes.includes(selector) && (selector === "main" || selector !== around.localName)) scopes.push(selector);
    if (scopes.length === 3) break;
  }

  const site = document.querySelector("meta[name='application-name'], meta[property='og:site_name']")?.content;
  return {
    title: tidy(document.title),
    site: tidy(site),
    heading: heading && { text: (parts.find((part) => textOf(heading).includes(part)) ?? textOf(heading)).slice(0, 200), selector: selectorNear(heading) },
    scopes,
    labels: labels.map(({ label, value, read, selector }) => ({ label, value, read, selector })),
  };
})()
