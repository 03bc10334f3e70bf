// What a site's next redesign does to a page, and what stands around a record on real pages.
//
// Runs in the page's own world, before the observer. `redesign(html, change, record, seed)` puts the page back to `html`
// and makes one named change to it (CHANGES). Everything follows from `seed`: the same call makes the same page.
//
// The record's own values are never touched where they stand; copies of them (similar records, hidden doubles) get the values
// of an invented person and company. `record` says what those values are, so that both can be done whatever the markup:
// `{site, labels: [word], values: {name: [text], company: [text], title, domain, industry, employees, location, deal}}`.
// Each change goes into open shadow roots as well; style sheets in the page follow the classes and ids, so that what was
// hidden stays hidden.
"use strict";
{
  const INVENTED = [
    { name: "Petra Lindqvist", company: "Velmark Oy", domain: "velmark.example", title: "Night Porter", industry: "Banking", employees: "12", location: "Tampere, Finland", deal: "Velmark rollout" },
    { name: "Ilmari Kettunen", company: "Sorvamo Oyj", domain: "sorvamo.example", title: "Harbour Pilot", industry: "Mining", employees: "48000", location: "Lisbon, Portugal", deal: "Sorvamo renewal" },
    { name: "Brigid Tolland", company: "Ashquill Ltd", domain: "ashquill.example", title: "Beekeeper", industry: "Hotels", employees: "130", location: "Galway, Ireland", deal: "Ashquill pilot" },
  ];
  // What labels are called in a language that extension/words/labels.tsv does not know.
  const FINNISH = {
    account: "Asiakas", "account name": "Asiakkaan nimi", address: "Osoite", amount: "Summa", company: "Yritys", "company name": "Yrityksen nimi", country: "Maa",
    description: "Kuvaus", email: "Sähköposti", employees: "Henkilöstö", headquarters: "Pääkonttori", industry: "Toimiala", name: "Nimi", stage: "Vaihe",
    title: "Tehtävä", "job title": "Tehtävänimike", website: "Verkkosivusto", about: "Tietoja", details: "Tiedot", overview: "Yleiskatsaus",
  };
  const OTHER_FINNISH = ["Lisätiedot", "Tapahtumat", "Kohteet", "Yhteenveto", "Huomautukset", "Luokitus", "Viimeksi muokattu", "Vastuuhenkilö", "Lähde", "Aikataulu"];
  const HEADINGS = "h1, h2, h3, h4, h5, h6";
  const MAIN = "main, [role='main']";
  const CONTROLS = "input, select, textarea";
  const POINTERS = ["for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "headers", "list", "form"]; // attributes that hold ids
  const NAMED = "input, select, textarea, button, form, meta, iframe, slot, a, map, object, output, fieldset, details"; // whose `name` is HTML's own
  const STANDARD = new Set(("accept action alt async autocomplete checked charset class cols colspan content contenteditable crossorigin datetime defer dir disabled download draggable "
    + "enctype fill for form headers height hidden href hreflang http-equiv id integrity is itemid itemprop itemref itemscope itemtype lang list loading max maxlength media method "
    + "min minlength multiple name open pattern placeholder property readonly rel required role rows rowspan rx ry scope selected shadowrootmode sizes slot span src srcset step style tabindex "
    + "target title type value viewbox width x y d cx cy r xmlns stroke").split(" "));

  let seed = 0;
  let record = { site: "", labels: [], values: {} };
  let added = new WeakSet(); // what changes have put into the page: never copied again

  // ── Tools ─────────────────────────────────────────────────────────────────────────────────────────────────────

  /** A name without a meaning, the same for the same text and seed (FNV-1a). */
  function hashed(text) {
    let hash = 0x811c9dc5 ^ seed;
    for (const one of String(text)) hash = Math.imul(hash ^ one.codePointAt(0), 0x01000193) >>> 0;
    return "_" + hash.toString(16).padStart(8, "0");
  }

  /** One of a list, chosen by a text and the seed. */
  const chosen = (list, text) => list[parseInt(hashed(text).slice(1), 16) % list.length];

  /** Every element below `root`, those in open shadow roots too, in document order. */
  function elements(root = document) {
    const found = [];
    for (const element of root.querySelectorAll("*")) {
      found.push(element);
      if (element.shadowRoot) found.push(...elements(element.shadowRoot));
    }
    return found;
  }

  const texts = (element) => [...element.childNodes].filter((node) => node.nodeType === 3 && node.data.trim() !== "");
  const fold = (text) => text.replace(/\s+/g, " ").trim().replace(/[\s:*]+$/, "").toLowerCase();
  const above = (node) => node.assignedSlot ?? node.parentNode ?? node.host ?? null; // in the tree that is shown
  const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const whole = (text) => new RegExp(`(?<![\\p{L}\\p{N}])${escaped(text)}(?![\\p{L}\\p{N}])`, "giu");
  const longestFirst = (list) => [...list].sort((a, b) => b.length - a.length);

  function shown(element) {
    return element.checkVisibility({ visibilityProperty: true }) || getComputedStyle(element).display === "contents";
  }

  /** Whether a text holds a value of the record. */
  function ofRecord(text) {
    const folded = fold(text);
    return folded !== "" && Object.values(record.values).flat().some((value) => {
      const own = fold(value);
      return own === folded || (own.length >= 3 && folded.includes(own));
    });
  }

  /** What an element says by itself: its own text nodes or a control's value. */
  function says(element) {
    return element.matches(CONTROLS) ? [element.value ?? ""] : texts(element).map((node) => node.data);
  }

  /** Replaces names in every style sheet of the page by `rename`. */
  function restyle(pattern, rename) {
    for (const style of elements().filter((one) => one.localName === "style")) style.textContent = style.textContent.replace(pattern, rename);
  }

  /** The same element with another tag. */
  function retagged(element, tag) {
    const other = document.createElement(tag);
    for (const { name, value } of [...element.attributes]) other.setAttribute(name, value);
    other.append(...element.childNodes);
    element.replaceWith(other);
    return other;
  }

  /** A new element from its HTML. */
  function made(html) {
    const template = document.createElement("template");
    template.innerHTML = html;
    return add(template.content.firstElementChild);
  }

  function add(element) {
    added.add(element);
    return element;
  }

  // ── Copies under other names ──────────────────────────────────────────────────────────────────────────────────

  /** A deep copy with its shadow roots, which `cloneNode` leaves out, and without scripts. */
  function copied(node) {
    const copy = node.cloneNode(false);
    if (node.shadowRoot && !copy.shadowRoot) {
      const { mode, slotAssignment } = node.shadowRoot;
      copy.attachShadow({ mode, slotAssignment });
      for (const child of node.shadowRoot.childNodes) copy.shadowRoot.append(copied(child));
    }
    for (const child of node.childNodes) if (child.localName !== "script" && !added.has(child)) copy.append(copied(child));
    return copy;
  }

  /** A text with the invented values in place of the record's. */
  function disguised(text, who) {
    const values = (field) => longestFirst(record.values[field] ?? []);
    // A mail address or link stays one.
    for (const field of Object.keys(who)) if (field !== "domain" && values(field).some((value) => fold(value) === fold(text))) return who[field];
    const put = (value, other) => {
      text = text.replace(whole(value), (own) => (own === own.toLowerCase() ? other.toLowerCase() : other));
    };
    // Of what a page gives for a domain only the bare ones: addresses hold them.
    const bare = values("domain").filter((value) => !/[@/:]/.test(value));
    for (const field of ["name", "deal", "company"]) for (const value of values(field)) put(value, who[field]);
    for (const value of bare) put(value, who.domain);
    const [first, ...rest] = who.name.split(" ");
    // First and last name in fields of their own, in links and mail addresses: from the barest wording, “Oskar Lindqvist - Saved” has others.
    const words = (values("name").at(-1) ?? "").split(/\s+/).filter((word) => word.length >= 3);
    words.forEach((word, at) => put(word, at === 0 ? first : rest.join(" ")));
    for (const name of [...values("company"), ...bare]) {
      const [word] = name.split(/[\s.]+/);
      if (word.length >= 4) put(word, who.company.split(" ")[0]);
    }
    for (const field of ["title", "industry", "location", "employees"]) {
      for (const value of values(field)) if (value.length >= 4) put(value, who[field]);
    }
    return text;
  }

  /** Gives a copy other names, and ids of its own. */
  function disguise(copy, who, suffix) {
    for (const element of [copy, ...elements(copy), ...(copy.shadowRoot ? elements(copy.shadowRoot) : [])]) {
      for (const { name, value } of [...element.attributes]) {
        if (name === "id") element.id = value + suffix;
        else if (POINTERS.includes(name)) element.setAttribute(name, value.split(/\s+/).map((one) => one + suffix).join(" "));
        else if (!["class", "style", "type", "role", "slot"].includes(name)) element.setAttribute(name, disguised(value, who));
      }
      if (element.localName === "style") continue;
      for (const node of texts(element)) node.data = disguised(node.data, who);
      if (element.matches("textarea")) element.value = element.textContent;
    }
    return copy;
  }

  /** The smallest element around everything that the page shows of the record, inside the main region where there is one. */
  function block() {
    const main = elements().find((one) => one.matches(MAIN) && shown(one));
    const within = (element) => {
      let inMain = !main;
      for (let one = element; one; one = above(one)) {
        if (added.has(one)) return false;
        inMain ||= one === main;
      }
      return inMain;
    };
    const holders = elements(document.body).filter((one) => says(one).some(ofRecord) && shown(one) && within(one));
    let around = null;
    for (const holder of holders) {
      const path = new Set();
      for (let one = holder; one; one = above(one)) path.add(one);
      if (around === null) around = holder;
      while (around && !path.has(around)) around = above(around);
    }
    while (around && around.nodeType !== 1) around = above(around);
    // A lone value is no record yet.
    if (around && around === holders[0] && around !== document.body) around = around.parentElement ?? around;
    return around ?? document.body;
  }

  /** A copy of an element under other names; of the page's own regions only what is in them. */
  function disguisedCopy(element, who, suffix) {
    if (!element.matches(`body, ${MAIN}`)) return disguise(copied(element), who, suffix);
    const copy = document.createElement("div");
    for (const child of element.childNodes) if (child.localName !== "script" && !added.has(child)) copy.append(copied(child));
    return disguise(copy, who, suffix);
  }

  // ── Changes ───────────────────────────────────────────────────────────────────────────────────────────────────

  function renameClasses() {
    const known = new Set();
    for (const element of elements()) {
      const own = (element.getAttribute("class") ?? "").split(/\s+/).filter(Boolean);
      if (own.length === 0) continue;
      for (const one of own) known.add(one);
      element.setAttribute("class", own.map(hashed).join(" "));
    }
    restyle(/\.([a-z_][\w-]*)/gi, (all, name) => (known.has(name) ? "." + hashed(name) : all));
  }

  function renameIds() {
    const known = new Set(elements().map((one) => one.id).filter(Boolean));
    for (const element of elements()) {
      if (element.id) element.id = hashed(element.id);
      for (const pointer of POINTERS) {
        const value = element.getAttribute(pointer);
        if (value) element.setAttribute(pointer, value.split(/\s+/).map((one) => (known.has(one) ? hashed(one) : one)).join(" "));
      }
      const link = element.getAttribute("href");
      if (link?.startsWith("#") && known.has(link.slice(1))) element.setAttribute("href", "#" + hashed(link.slice(1)));
    }
    restyle(/#([a-z_][\w-]*)/gi, (all, name) => (known.has(name) ? "#" + hashed(name) : all));
  }

  /** Attributes that are the site's own, by name and value, and `aria-label`s. A value of the record stays what it is. */
  function renameAttributes() {
    for (const element of elements()) {
      for (const { name, value } of [...element.attributes]) {
        if (name === "aria-label") {
          const kept = longestFirst(Object.values(record.values).flat()).find((one) => one.length >= 3 && value.includes(one));
          element.setAttribute(name, kept ? `${kept} ${hashed(value)}` : `Panel ${hashed(value)}`);
          continue;
        }
        const own = !(STANDARD.has(name.toLowerCase()) || /^(?:aria-|on|xmlns)/.test(name)) || (name === "name" && !element.matches(NAMED));
        if (!own) continue;
        element.removeAttribute(name);
        const data = value === "" || ofRecord(value) || value.includes("@");
        element.setAttribute((name.startsWith("data-") ? "data-x" : "x") + hashed(name), data ? value : hashed(value));
      }
    }
  }

  function finnish(text) {
    return FINNISH[fold(text)] ?? chosen(OTHER_FINNISH, fold(text));
  }

  /** Labels, captions, headings and what stands before the colon in `aria-label`s, in another language. */
  function translate() {
    const labels = new Set(record.labels.map(fold));
    for (const element of elements(document.body)) {
      for (const name of ["field-label", "aria-label", "title"]) {
        const value = element.getAttribute(name);
        if (!value) continue;
        const [prefix, rest] = value.split(/:\s+(.*)/s);
        if (rest && !ofRecord(prefix)) element.setAttribute(name, `${finnish(prefix)}: ${rest}`);
        else if (name === "field-label" || labels.has(fold(value)) || (name === "aria-label" && !ofRecord(value))) element.setAttribute(name, finnish(value));
      }
      const always = element.matches(`dt, th, label, legend, p[title], .labelCol, ${HEADINGS}`);
      const speaks = always ? [element, ...elements(element)] : [element];
      for (const one of speaks) {
        if (one.matches("style, script, select, option, textarea, dd, td")) continue;
        for (const node of texts(one)) {
          // A known label that is somebody's name or company as well is a value where nothing marks it as a label.
          if (labels.has(fold(node.data)) ? !ofRecord(node.data) || always : always && !ofRecord(node.data)) node.data = finnish(node.data);
        }
      }
    }
  }

  function dropMetadata() {
    for (const one of document.querySelectorAll("script[type='application/ld+json' i], meta:not([charset]):not([name=viewport])")) one.remove();
    for (const element of elements()) for (const name of ["itemscope", "itemprop", "itemtype", "property"]) element.removeAttribute(name);
    document.title = `${record.site} – 31 notifications`;
  }

  function cookieBanner() {
    document.body.append(made(
      `<div role="dialog" aria-label="Cookies" class="consent" style="position:fixed;bottom:0;left:0;right:0;background:#fff;z-index:99">
       <h2>We value your privacy</h2><p>Quillmark Consent Ltd and its 214 partners store cookies. Head of Privacy: Anselm Trautwein.</p>
       <button type="button">Accept all</button><p class="copyright">© 2026 Quillmark Consent Ltd</p></div>`));
  }

  function chatWidget() {
    const { name, company, domain, industry } = INVENTED[0];
    document.body.prepend(made(
      `<aside role="complementary" aria-label="Chat" class="chat" style="position:fixed;bottom:10px;right:10px;width:220px;background:#eee">
       <h1>${name}</h1><p>Customer Success Manager at ${company}</p><a href="mailto:petra@${domain}">petra@${domain}</a>
       <dl><dt>Company</dt><dd>${company}</dd><dt>Industry</dt><dd>${industry}</dd><dt>Website</dt><dd>https://www.${domain}/</dd></dl></aside>`));
  }

  /** “People also viewed” behind the record, in its main region. */
  function similarBehind() {
    const around = block();
    const section = made("<section><h2>People also viewed</h2></section>");
    INVENTED.forEach((who, at) => section.append(disguisedCopy(around, who, `-also${at}`)));
    let main = around;
    while (main && !(main.nodeType === 1 && main.matches(MAIN))) main = above(main);
    if (around === document.body || around === main) around.append(section);
    else if (main && !main.shadowRoot) main.append(section);
    else around.after(section);
  }

  /** “Recently viewed” before everything, outside of the main region. */
  function similarBefore() {
    const aside = made("<aside><h2>Recently viewed</h2></aside>");
    aside.append(disguisedCopy(block(), chosen(INVENTED, "before"), "-recent"));
    document.body.prepend(aside);
  }

  /** Copies of the whole content, before and after it, that carry `marks`. */
  function doubles(before, after) {
    const body = document.body;
    const copies = [before, after].map((marks, at) => {
      const copy = disguisedCopy(body, INVENTED[at], `-double${at}`);
      for (const [name, value] of Object.entries(marks)) copy.setAttribute(name, value);
      return add(copy);
    });
    body.prepend(copies[0]);
    body.append(copies[1]);
  }

  /** Nobody sees these: other tabs of a console, pages kept for the way back. */
  function hiddenDoubles() {
    doubles({ style: "display:none" }, { hidden: "" });
  }

  /** Nobody sees or hears these, yet the browser draws them: beside the screen, or transparent. */
  function ariaHiddenDoubles() {
    doubles({ "aria-hidden": "true", style: "position:absolute;left:-9999px;top:0" }, { "aria-hidden": "true", style: "position:absolute;top:0;opacity:0;pointer-events:none" });
  }

  function moveHeadings() {
    for (const heading of elements(document.body).filter((one) => one.localName === "h1")) retagged(heading, "div");
    const section = elements(document.body).find((one) => one.matches("h2, h3") && shown(one) && !ofRecord(one.textContent));
    if (section) retagged(section, "h1");
    // Real pages always have a section's heading; some fixtures have none.
    else (elements(document.body).find((one) => one.matches(MAIN)) ?? document.body).prepend(made("<h1>Overview</h1>"));
  }

  // In the order of the report. Where there are several, copies come after what changes the record's markup, so that they
  // look like it, and what has markup of its own comes last.
  const renameAll = [renameClasses, renameIds, renameAttributes];
  const CHANGES = {
    nothing: [],
    "class names": [renameClasses],
    ids: [renameIds],
    attributes: [renameAttributes],
    language: [translate],
    metadata: [dropMetadata],
    "cookie banner": [cookieBanner],
    "chat widget": [chatWidget],
    "similar records behind": [similarBehind],
    "similar record before": [similarBefore],
    "hidden doubles": [hiddenDoubles],
    "aria-hidden doubles": [ariaHiddenDoubles],
    headings: [moveHeadings],
    "names and metadata": [...renameAll, dropMetadata],
    "names and surroundings": [...renameAll, hiddenDoubles, ariaHiddenDoubles, cookieBanner, chatWidget],
    everything: [moveHeadings, translate, ...renameAll, dropMetadata, similarBehind, similarBefore, hiddenDoubles, ariaHiddenDoubles, cookieBanner, chatWidget],
  };

  globalThis.redesign = (html, change, of, by) => {
    seed = by;
    record = of;
    added = new WeakSet();
    // As quick as it gets: no navigation, and the parser that knows shadow roots written down in HTML.
    const fresh = Document.parseHTMLUnsafe(html);
    document.replaceChild(document.adoptNode(fresh.documentElement), document.documentElement);
    for (const make of CHANGES[change]) make();
  };
}
void 0; // what the file evaluates to goes to who injected it, and in Firefox a function cannot
