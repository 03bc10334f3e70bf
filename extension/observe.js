// The observer: reads the open page for the panel by a recipe, and decides nothing.
//
// The panel injects this file on demand. It connects to the panel, collects what the recipe names from what is visible
// (open shadow roots and same-origin frames included), watches for changes while the port is open, and leaves nothing
// behind. Recipe and messages are specified in src/core/prospect/ADAPTERS.md, the observation in src/core/prospect/observation.rs.
//
// One file of more than 400 lines, because `scripting.executeScript({files})` loads classic scripts: reading the page, evaluating rules,
// watching, in this order.
"use strict";
(() => {
  const SLOT = Symbol.for("pitchside.observer"); // in the extension's own world: no page sees it
  globalThis[SLOT]?.stop();

  // Limits. Those of an observation are the contract's; the others keep a hostile page from holding up its own tab.
  const MAX_CANDIDATES = 200;
  const MAX_VALUE = 2_000; // UTF-16 units a value
  const MAX_TEXT = 20_000;
  const MAX_TEXTS = 150; // elements whose text is taken
  const MAX_PER_RULE = 20; // values of one `all` rule
  const NAMES = new Set(["name", "company", "deal"]); // the fields that say whose page it is
  const MAX_RIVALS = 8; // places looked at for a second value of a rule for one
  const MAX_JSON_LD = 200_000; // UTF-16 units a script
  const MAX_ROOTS = 1_500; // shadow roots and frames
  const MAX_DEPTH = 64; // of shadow roots in shadow roots
  const MAX_ELEMENTS = 60_000; // looked at in search of shadow roots
  const MAX_LABELS = 2_000;
  const MAX_TRIED = 300; // elements tried for one rule
  const MAX_MS = 200; // one reading, half of it for finding roots; the counts above end most hostile pages sooner
  const QUIET_MS = 300; // a page that holds still this long has changed for good
  const STALE_MS = 6_000; // after a new address the old record is waited out this long; then the rep is asked
  const RESTLESS_MS = 1_000; // one that never does is answered for this long after its change, and again as often

  // A page can shadow members of `document` and of forms by naming elements after them (`<img name=title>`), in the
  // extension's world too. So everything is called through the prototypes.
  const method = (type, name) => Function.prototype.call.bind(type.prototype[name]);
  const getter = (type, name) => Function.prototype.call.bind(Object.getOwnPropertyDescriptor(type.prototype, name).get);
  const attributeOf = method(Element, "getAttribute");
  const matches = method(Element, "matches");
  const checkVisibility = method(Element, "checkVisibility");
  const boxOf = method(Element, "getBoundingClientRect");
  const documentOf = getter(Node, "ownerDocument");
  const contains = method(Node, "contains");
  const rootOf = method(Node, "getRootNode");
  const shadowOf = getter(Element, "shadowRoot");
  const nameOf = getter(Element, "localName");
  const nextElement = getter(Element, "nextElementSibling");
  const nodeTypeOf = getter(Node, "nodeType");
  const parentOf = getter(Node, "parentNode");
  const firstChild = getter(Node, "firstChild");
  const nextSibling = getter(Node, "nextSibling");
  const pageTitle = getter(Document, "title");
  const pageRoot = getter(Document, "documentElement");
  const pageHead = getter(Document, "head");
  const pageState = getter(Document, "readyState");
  const queries = { 1: method(Element, "querySelectorAll"), 9: method(Document, "querySelectorAll"), 11: method(DocumentFragment, "querySelectorAll") };
  const firstIn = method(DocumentFragment, "querySelector");
  const walkerOf = method(Document, "createTreeWalker");
  const nextNode = method(TreeWalker, "nextNode");
  const queryAll = (root, selector) => queries[nodeTypeOf(root)](root, selector);

  // ── Reading the page ──────────────────────────────────────────────────────────────────────────────────────────

  /** One reading's budget and its memory of the page. */
  class Reading {
    constructor() {
      this.start = performance.now();
      this.deadline = this.start + MAX_MS / 2;
      this.truncated = false;
      this.elements = MAX_ELEMENTS;
      /** Document, open shadow roots, same-origin frames' documents: `{root, host, outer, depth}`, in the order found. */
      this.roots = [];
      this.inScope = [];
      this.labels = null;
      this.wanted = new Set();
      this.starts = new Set();
    }

    get over() {
      if (performance.now() < this.deadline) return false;
      this.truncated = true;
      return true;
    }

    findRoots() {
      this.roots.push({ root: document, host: null, outer: null, depth: 0 });
      for (let i = 0; i < this.roots.length && !this.over; i++) {
        const { root, depth } = this.roots[i];
        if (depth >= MAX_DEPTH) { this.truncated = true; continue; }
        const found = [];
        // Every element, by a tree walker: half the time of a query for all, and no selector knows who has a shadow root.
        const hosts = walkerOf(document, root, NodeFilter.SHOW_ELEMENT);
        for (let host = nextNode(hosts); host; host = nextNode(hosts)) {
          if (--this.elements < 0 || ((this.elements & 1023) === 0 && this.over)) { this.truncated = true; break; }
          const shadow = shadowOf(host);
          if (shadow) found.push({ root: shadow, host, outer: root, depth: depth + 1 });
        }
        const frames = queryAll(root, "iframe");
        for (let n = 0; n < Math.min(frames.length, 50); n++) {
          const inner = frameDocument(frames[n]);
          // A frame costs a quarter of the depth: a page that frames itself ends after four.
          if (inner && visible(frames[n])) found.push({ root: inner, host: frames[n], outer: root, depth: depth + MAX_DEPTH / 4 });
        }
        for (const one of found) {
          if (this.roots.length >= MAX_ROOTS) { this.truncated = true; break; }
          this.roots.push(one);
        }
      }
      this.inScope = this.roots.map((one) => one.root);
      this.deadline = performance.now() + MAX_MS / 2; // however long that took, the rules have their time
    }

    /** Drops the shadow roots in which no rule can find anything, so that each rule searches few: component frameworks
     * make thousands of them. Takes note of the labels that are wanted. */
    prepare(selectors, labels) {
      this.wanted = new Set(labels.map(fold));
      this.starts = new Set([...this.wanted].map((one) => one.charAt(0)));
      const known = [...new Set(selectors.map((one) => one.split(">>>")[0]))].filter((one) => {
        try { return queryAll(new DocumentFragment(), one) && true; } catch { return false; } // not known to this browser
      });
      const any = (labels.length > 0 ? [LABELS, ...known] : known).join(",");
      this.inScope = this.inScope.filter((root) => nodeTypeOf(root) !== 11 || (any !== "" && firstIn(root, any) !== null));
      this.deadline = performance.now() + MAX_MS / 2;
    }

    /** The places to search so that all of `element`'s inside is covered: itself, and the roots hosted in it. */
    inside(element) {
      const covered = new Set();
      const places = [element];
      const own = rootOf(element);
      for (const one of this.roots) {
        if (covered.has(one.outer) || (one.outer === own && contains(element, one.host))) {
          covered.add(one.root);
          places.push(one.root);
        }
      }
      return places;
    }

    /** Elements that match, in the order of the roots; `a >>> b` is any b inside any a. Not filtered by visibility. */
    *query(selector, places = this.inScope) {
      const parts = selector.split(">>>");
      let tried = 0;
      for (const place of places) {
        if (place !== places[0] && this.over) return; // the page itself, or the scope, always has its turn
        let found;
        try { found = queryList(place, parts[0]); } catch { return; } // a selector this browser does not know
        for (let i = 0; i < found.length; i++) {
          if (++tried > MAX_TRIED) { this.truncated = true; return; }
          if (parts.length === 1) yield found[i];
          else yield* this.query(parts.slice(1).join(">>>"), this.inside(found[i]));
        }
      }
    }

    /** Narrows the search to the first scope that one visible element fits. Where there are scopes and none does, a scope with
     * several is better than none, but the answer is false: it may be another record's. */
    narrow(scopes) {
      let unclear = null;
      for (const scope of scopes ?? []) {
        const there = [];
        for (const element of this.query(scope)) {
          if (!shown(element) || there.some((one) => contains(one, element))) continue;
          if (there.push(element) > 1) break;
        }
        if (there.length === 1) {
          this.inScope = this.inside(there[0]);
          return true;
        }
        unclear ??= there[0] ?? null;
      }
      if (unclear) this.inScope = this.inside(unclear);
      return !scopes?.length;
    }

    /** Visible text of an element as a reader sees it, shadow roots and slots composed, controls by their value. */
    textOf(element, limit) {
      if (isControl(element)) return tidy(controlValue(element), limit);
      const only = shadowOf(element) ? null : firstChild(element);
      if (only && nodeTypeOf(only) === 3 && !nextSibling(only)) { // the usual case
        if (only.data.length > limit) this.truncated = true;
        return tidy(only.data, limit);
      }
      const parts = [];
      let length = 0;
      let nodes = 5_000;
      const stack = [{ node: element, alone: true }];
      while (stack.length > 0) {
        const entry = stack.pop();
        if (entry === BREAK) { parts.push("\n"); continue; }
        const one = entry.node;
        if (!entry.alone) {
          const next = nextSibling(one);
          if (next) stack.push({ node: next, alone: false });
        }
        if (--nodes < 0 || length > 2 * limit) { this.truncated = true; break; }
        const type = nodeTypeOf(one);
        if (type === 3) { // text
          const data = one.data.length > limit ? one.data.slice(0, limit + 1) : one.data;
          parts.push(data);
          length += data.length;
          continue;
        }
        if (type !== 1) continue;
        const name = nameOf(one);
        if (one !== element && (SILENT.has(name) || (attributeOf(one, "class") !== null && matches(one, ONLY_HEARD)) || !visible(one))) continue;
        if (isControl(one)) { parts.push(" ", controlValue(one), " "); continue; }
        if (!INLINE.has(name)) { parts.push("\n"); stack.push(BREAK); }
        const slotted = name === "slot" && rootOf(one) !== one.ownerDocument ? one.assignedNodes() : [];
        if (slotted.length > 0) {
          for (let i = Math.min(slotted.length, 200) - 1; i >= 0; i--) stack.push({ node: slotted[i], alone: true });
        } else {
          const child = firstChild(shadowOf(one) ?? one);
          if (child) stack.push({ node: child, alone: false });
        }
      }
      const text = tidy(parts.join(""), limit + 1);
      if (text.length > limit) this.truncated = true;
      return tidy(text, limit);
    }

    /** Folded label text → the elements that carry it. */
    labelled(label) {
      if (!this.labels) {
        this.labels = new Map();
        let tried = 0;
        for (const place of this.inScope) {
          if (this.over) break;
          for (const kind of LABELS.split(", ")) { // one by one: the browser has a short way for each, none for the list
            const found = queryAll(place, kind);
            for (let i = 0; i < found.length && ++tried <= MAX_LABELS; i++) {
              const text = this.labelText(found[i]);
              if (!this.starts.has(text.trimStart().charAt(0).toLowerCase())) continue; // most: folding costs more than this
              const folded = fold(text);
              if (!this.wanted.has(folded)) continue;
              if (this.labels.has(folded)) this.labels.get(folded).push(found[i]);
              else this.labels.set(folded, [found[i]]);
            }
          }
        }
      }
      return this.labels.get(fold(label)) ?? [];
    }

    labelText(element) {
      const own = attributeOf(element, "field-label") ?? (nameOf(element) === "p" ? attributeOf(element, "title") : null);
      if (own !== null) return own;
      const child = firstChild(element);
      const plain = child && nodeTypeOf(child) === 3 && !nextSibling(child); // the usual case: no tidying, which `fold` does
      return plain ? child.data.slice(0, 100) : this.textOf(element, 100);
    }

    /** The value in a field that holds its label too. */
    fieldValue(field) {
      for (const value of this.query(FIELD_VALUES, this.inside(field))) {
        if (visible(value)) return this.textOf(value, MAX_VALUE);
      }
      // No known element for the value: all but the label, which is the first of what stands there.
      const text = this.textOf(field, MAX_VALUE);
      const label = attributeOf(field, "field-label") ?? this.firstText(field);
      return text.startsWith(label) ? text.slice(label.length).trim() : text;
    }

    /** The text of the first of several parts; empty where there is one part alone. */
    firstText(element) {
      for (let depth = 0; depth < 20 && !this.over; depth++) {
        const parts = [];
        let tried = 0;
        for (let node = firstChild(shadowOf(element) ?? element); node && parts.length < 2 && ++tried <= 50; node = nextSibling(node)) {
          const type = nodeTypeOf(node);
          const text = type === 3 ? tidy(node.data, 200) : type === 1 && visible(node) ? this.textOf(node, 200) : "";
          if (text !== "") parts.push({ node, type, text });
        }
        if (parts.length > 1) return parts[0].text;
        if (parts.length === 0 || parts[0].type === 3) return "";
        element = parts[0].node;
      }
      return "";
    }

    /** The value that stands beside a label. */
    beside(label) {
      if (attributeOf(label, "field-label") !== null) return this.fieldValue(label);
      const name = nameOf(label);
      const control = name === "label" ? label.control : null;
      if (control && visible(control)) return this.textOf(control, MAX_VALUE); // a hidden one may belong to another record's pane
      const wanted = { dt: "dd", th: "td" }[name];
      for (let next = nextElement(label); next; next = nextElement(next)) {
        if (wanted && nameOf(next) !== wanted) { if (nameOf(next) === name) break; continue; }
        if (visible(next)) return this.textOf(next, MAX_VALUE);
      }
      return "";
    }
  }

  const LABELS = "dt, th, label, p[title], [field-label], .labelCol";
  const FIELD = "[field-label], [data-target-selection-name]"; // holds a label and its value
  const FIELD_VALUES = ".test-id__field-value, .slds-form-element__static, .slds-form-element__control, dd, input, textarea, select";
  const alternatives = new Map(); // selector list → its selectors

  /** What a list of selectors finds, in document order. Browsers pass over a whole page for one selector that fits
   * nothing at a hundredth of the price of a list: so one by one, and the list only where several find something. */
  function queryList(place, list) {
    let selectors = alternatives.get(list);
    if (!selectors) alternatives.set(list, selectors = split(list));
    if (selectors.length === 1) return queryAll(place, list);
    let found = [];
    for (const selector of selectors) {
      const more = queryAll(place, selector);
      if (more.length === 0) continue;
      if (found.length > 0) return queryAll(place, list);
      found = more;
    }
    return found;
  }

  /** A selector list cut at its own commas, not at those in brackets and quotes. */
  function split(list) {
    const parts = [""];
    let depth = 0;
    for (const piece of list.match(/\\.|"[^"]*"|'[^']*'|[^"'\\]|["'\\]/gs) ?? []) {
      depth += { "(": 1, "[": 1, ")": -1, "]": -1 }[piece] ?? 0;
      if (piece === "," && depth === 0) parts.push("");
      else parts[parts.length - 1] += piece;
    }
    return parts;
  }

  const BREAK = {}; // on the stack of textOf: the end of a block
  const SILENT = new Set(["script", "style", "template", "noscript", "button", "svg", "head", "title", "iframe", "object", "video", "audio", "canvas", "math"]);
  const ONLY_HEARD = ".slds-assistive-text, .visually-hidden, .sr-only, .a11y-text"; // for screen readers: says things twice
  const INLINE = new Set(["a", "abbr", "b", "bdi", "bdo", "cite", "code", "em", "font", "i", "mark", "q", "s", "slot", "small", "span", "strong", "sub", "sup", "time", "u", "wbr"]);

  const VISIBLE = { visibilityProperty: true, checkVisibilityCSS: true, opacityProperty: true, checkOpacity: true }; // two names each, old and new

  function visible(element) {
    for (let one = element, steps = 0; one && steps < 50; steps++) {
      if (checkVisibility(one, VISIBLE)) return true;
      // An element without a box of its own (`display: contents`, as slots are) is as visible as its parent.
      if (getComputedStyle(one).display !== "contents") return false;
      const parent = one.assignedSlot ?? parentOf(one);
      one = parent && nodeTypeOf(parent) === 11 ? parent.host : parent;
    }
    return false;
  }

  /** Whether an element that a rule found is there for a reader: visible, and not moved off the page's left edge, where texts for
   * nobody's eyes are put. What has scrolled out at the top is still there. */
  function shown(element) {
    if (!visible(element)) return false;
    const { right, width } = boxOf(element);
    return width === 0 || right + (documentOf(element)?.defaultView?.scrollX ?? 0) > 0;
  }

  function frameDocument(frame) {
    try { return frame.contentDocument; } catch { return null; } // another origin
  }

  function isControl(element) {
    const name = nameOf(element);
    return name === "input" || name === "textarea" || name === "select";
  }

  function controlValue(element) {
    if (nameOf(element) === "select") return element.selectedOptions?.[0]?.text ?? "";
    return ["password", "hidden", "file", "checkbox", "radio"].includes(element.type) ? "" : String(element.value ?? "").slice(0, MAX_VALUE);
  }

  /** White space collapsed, cut to `limit` UTF-16 units, no half characters. */
  function tidy(text, limit) {
    return String(text).slice(0, 4 * limit).replace(/\s+/g, " ").trim().slice(0, limit).toWellFormed();
  }

  function fold(text) {
    return tidy(text ?? "", 100).replace(/[\s:*]+$/, "").toLowerCase();
  }

  // ── JSON-LD ───────────────────────────────────────────────────────────────────────────────────────────────────

  // Types that count as another one, from schema.org.
  const SUBTYPES = {
    Organization: new Set(("Airline Consortium Cooperative Corporation EducationalOrganization CollegeOrUniversity School HighSchool MiddleSchool ElementarySchool Preschool FundingScheme GovernmentOrganization "
      + "LibrarySystem MedicalOrganization Hospital MedicalClinic Pharmacy Dentist Physician DiagnosticLab VeterinaryCare NGO NewsMediaOrganization OnlineBusiness OnlineStore PerformingGroup PoliticalParty Project "
      + "ResearchOrganization SearchRescueOrganization SportsOrganization SportsTeam WorkersUnion "
      + "LocalBusiness AnimalShelter ArchiveOrganization AutomotiveBusiness AutoDealer AutoRental AutoRepair ChildCare DryCleaningOrLaundry EmergencyService EmploymentAgency EntertainmentBusiness "
      + "FinancialService AccountingService AutomatedTeller BankOrCreditUnion InsuranceAgency FoodEstablishment Bakery Brewery CafeOrCoffeeShop Distillery Restaurant Winery GovernmentOffice HealthAndBeautyBusiness "
      + "HomeAndConstructionBusiness Electrician GeneralContractor HVACBusiness HousePainter Locksmith MovingCompany Plumber RoofingContractor InternetCafe LegalService Attorney Notary Library LodgingBusiness Hotel Hostel Motel Resort "
      + "MedicalBusiness ProfessionalService RadioStation RealEstateAgent RecyclingCenter SelfStorage ShoppingCenter SportsActivityLocation Store AutoPartsStore BookStore ClothingStore ComputerStore ConvenienceStore DepartmentStore "
      + "ElectronicsStore FurnitureStore GardenStore GroceryStore HardwareStore HomeGoodsStore JewelryStore OfficeEquipmentStore ShoeStore SportingGoodsStore ToyStore WholesaleStore TelevisionStation TouristInformationCenter TravelAgency").split(" ")),
    Article: new Set("NewsArticle AnalysisNewsArticle BackgroundNewsArticle OpinionNewsArticle ReportageNewsArticle ReviewNewsArticle AdvertiserContentArticle SatiricalArticle ScholarlyArticle TechArticle Report BlogPosting SocialMediaPosting LiveBlogPosting".split(" ")),
    NewsArticle: new Set("AnalysisNewsArticle BackgroundNewsArticle OpinionNewsArticle ReportageNewsArticle ReviewNewsArticle".split(" ")),
  };

  class JsonLd {
    constructor(reading) {
      this.nodes = [];
      this.ids = new Map();
      let scripts = 0;
      for (const script of queryAll(document, "script[type='application/ld+json' i]")) {
        if (++scripts > 30 || script.text.length > MAX_JSON_LD || reading.over) { reading.truncated = true; continue; }
        try { this.add(JSON.parse(script.text), 0); } catch { /* broken on the page: as if it were not there */ }
      }
    }

    add(node, depth) {
      if (this.nodes.length > 500 || depth > 4 || node === null || typeof node !== "object") return;
      if (Array.isArray(node)) {
        for (const one of node.slice(0, 200)) this.add(one, depth + 1);
        return;
      }
      if (typeof node["@id"] === "string" && Object.keys(node).length > 1) this.ids.set(node["@id"], node);
      this.nodes.push(node);
      this.add(node["@graph"], depth + 1);
      this.add(node.mainEntity, depth + 1);
    }

    *typed(type) {
      for (const node of this.nodes) {
        const own = [node["@type"]].flat().slice(0, 10).map((one) => String(one).replace(/^(https?:\/\/)?schema\.org\/|^schema:/, ""));
        if (own.length > 0 && (type === "*" || own.includes(type) || own.some((one) => SUBTYPES[type]?.has(one)))) yield node;
      }
    }

    /** Texts at `Type.path.to.value`. */
    *values(path) {
      const [type, ...steps] = path.split(".");
      for (const node of this.typed(type)) {
        let here = [node];
        for (const step of steps) {
          here = here.flatMap((one) => {
            const value = Object.hasOwn(one, step) ? one[step] : undefined;
            return (Array.isArray(value) ? value.slice(0, MAX_PER_RULE) : [value]).filter((each) => each !== undefined && each !== null);
          }).map((each) => (typeof each === "object" && this.ids.get(each["@id"])) || each).slice(0, 50);
        }
        for (const value of here) {
          const text = typeof value === "object" ? value.name ?? value["@value"] : value;
          if (typeof text === "string" || typeof text === "number") yield String(text);
        }
      }
    }
  }

  // ── Rules ─────────────────────────────────────────────────────────────────────────────────────────────────────

  function* metaValues(name) {
    const wanted = name.toLowerCase();
    for (const meta of queryAll(document, "meta[content]")) {
      if ([attributeOf(meta, "property"), attributeOf(meta, "name"), attributeOf(meta, "itemprop")].some((own) => own?.toLowerCase() === wanted)) yield attributeOf(meta, "content");
    }
  }

  function* selectorValues(rule, reading) {
    const head = pageHead(document);
    const places = rule.attribute && head ? [...reading.inScope, head] : reading.inScope;
    for (const element of reading.query(rule.selector, places)) {
      if (!(head && contains(head, element)) && !shown(element)) continue;
      if (!rule.attribute) { yield matches(element, FIELD) ? reading.fieldValue(element) : reading.textOf(element, MAX_VALUE); continue; }
      const value = attributeOf(element, rule.attribute) ?? "";
      if (rule.with) { yield `${value} <${attributeOf(element, rule.with) ?? ""}>`; continue; }
      if (rule.attribute !== "href" && rule.attribute !== "src") { yield value; continue; }
      try { yield new URL(value, element.baseURI).href; } catch { yield value; }
    }
  }

  function* labelValues(labels, reading) {
    for (const label of [labels].flat()) {
      for (const element of reading.labelled(label)) if (shown(element)) yield reading.beside(element);
    }
  }

  function valuesOf(rule, reading, jsonLd) {
    if (rule.selector) return selectorValues(rule, reading);
    if (rule.label) return labelValues(rule.label, reading);
    if (rule.meta) return metaValues(rule.meta);
    if (rule.json_ld) return jsonLd.values(rule.json_ld);
    return []; // title and url rules: Rust has both
  }

  /** One observation by one recipe; never throws. */
  function observe(recipe) {
    const reading = new Reading();
    const jsonLd = new JsonLd(reading);
    const observation = {
      url: location.href.slice(0, 8_000),
      title: tidy(pageTitle(document), MAX_VALUE),
      lang: tidy((pageRoot(document) && attributeOf(pageRoot(document), "lang")) ?? "", 35),
      recipe: recipe ? [recipe.adapter, recipe.page] : null,
      unless: [],
      candidates: [],
      text: "",
      outside: false,
      stale: false,
      truncated: false,
      ms: 0,
    };
    try {
      reading.findRoots();
      observation.outside = !reading.narrow(recipe?.scope);
      read(recipe, reading, jsonLd, observation);
    } catch {
      reading.truncated = true; // a page that breaks the DOM's own promises: what was read so far counts
    }
    observation.truncated = reading.truncated;
    observation.ms = Math.round((performance.now() - reading.start) * 100) / 100;
    return { observation, roots: reading.roots };
  }

  function read(recipe, reading, jsonLd, observation) {
    const head = pageHead(document);
    const rules = Object.values(recipe?.fields ?? {}).flat();
    const selectors = [...(recipe?.unless ?? []), ...rules].map((one) => one.selector).filter(Boolean);
    reading.prepare(selectors.concat(recipe?.text ?? []), rules.flatMap((one) => one.label ?? []));
    (recipe?.unless ?? []).forEach((unless, index) => {
      const there = unless.json_ld
        ? !jsonLd.typed(unless.json_ld).next().done
        : unless.selector && !reading.query(unless.selector, head ? [...reading.inScope, head] : reading.inScope).next().done;
      if (there) observation.unless.push(index);
    });
    for (const [field, rules] of Object.entries(recipe?.fields ?? {})) {
      rules.forEach((rule, index) => {
        const seen = new Set();
        // Of a rule for one name a second one is told too: then it is not clear which is meant.
        const single = rule.first || rule.json_ld || rule.meta || !NAMES.has(field);
        const limit = rule.all ? MAX_PER_RULE : single ? 1 : 2;
        let tried = 0;
        for (const raw of valuesOf(rule, reading, jsonLd)) {
          const value = tidy(raw, MAX_VALUE);
          if (seen.size > 0 && !rule.all && ++tried > MAX_RIVALS) return;
          if (value === "" || seen.has(value)) continue;
          if (observation.candidates.length >= MAX_CANDIDATES) { reading.truncated = true; return; }
          observation.candidates.push({ field, rule: index, value });
          seen.add(value);
          if (seen.size >= limit) return;
        }
      });
    }
    const texts = new Set();
    let left = MAX_TEXT;
    let tried = 0;
    for (const selector of recipe?.text ?? []) {
      for (const element of reading.query(selector)) {
        if (left < 2 || ++tried > MAX_TEXTS || reading.over) { reading.truncated = true; break; }
        const text = visible(element) ? reading.textOf(element, left - 1) : "";
        if (text === "" || texts.has(text)) continue;
        texts.add(text);
        left -= text.length + 1;
      }
    }
    observation.text = [...texts].join("\n");
  }

  // ── Watching ──────────────────────────────────────────────────────────────────────────────────────────────────

  const runtime = (globalThis.browser ?? globalThis.chrome).runtime;
  const port = runtime.connect({ name: "observe" });
  let recipe = null;
  let asked = false; // the panel has sent a recipe
  let href = location.href;
  let last = { title: "", names: "", values: "", record: undefined, recipe: null }; // as last posted
  let outlasted = null; // the record before, as long as it stands under an address that is no more its own
  let settling = null; // {since, before, replaced}: an answer is due, and the page is not ready for it yet
  let timer = 0;
  let mutated = performance.now();
  let held = { key: "", since: 0 };
  let changed = 0; // when the page first differed from the last answer
  let pause = QUIET_MS; // between readings of a page that never rests; grows with what a reading costs
  const watched = new WeakSet();

  // "(3) Maren Holt" and "Maren Holt" are the same page with and without unread messages.
  const unread = (title) => title.replace(/^\(\d+\+?\) /, "");
  const valuesKey = (one) => JSON.stringify([one.unless, one.candidates, one.text]);
  /** Whose record is shown: its names, or what was read of it where no rule found one. */
  function namesKey(one) {
    const of = (fields) => one.candidates.filter((candidate) => fields.includes(candidate.field));
    const own = of(["name", "deal"]);
    const names = own.length > 0 ? own : of(["company"]);
    return names.length > 0 ? JSON.stringify(names) : "";
  }
  const key = (one) => JSON.stringify([one.url, unread(one.title), one.recipe]) + valuesKey(one);
  const tellsSomething = (one) => one.candidates.length > 0 || one.unless.length > 0 || !expectsValues(recipe);
  function expectsValues(recipe) {
    const rules = Object.values(recipe?.fields ?? {}).flat();
    return rules.length > 0 && !(unread(pageTitle(document)) && rules.every((rule) => rule.title || rule.url || rule.json_ld || rule.meta));
  }

  const watcher = new MutationObserver(() => {
    mutated = performance.now();
    checkAddress();
    later(pause);
  });
  const WATCHED = { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ["class", "style", "hidden", "aria-hidden", "aria-selected", "title", "value", "content", "field-label", "open"] };

  function watch(roots) {
    for (const { root } of roots) {
      if (watched.has(root)) continue;
      watched.add(root);
      watcher.observe(root, WATCHED);
    }
  }

  /** What fades in changes no node. */
  function faded() {
    later(pause);
  }

  function later(ms) {
    if (!timer && asked) timer = setTimeout(check, ms);
  }

  function post(message) {
    try { port.postMessage(message); } catch { stop(); } // the extension was reloaded or removed
  }

  function answer(observation, stale = false) {
    const before = stale ? settling?.before : outlasted;
    settling = null;
    outlasted = before && !renewed(before, observation).any ? before : null;
    observation.stale = outlasted !== null;
    // What stands there still is no new record for the next address to wait out.
    if (!observation.stale) last = { title: unread(observation.title), names: namesKey(observation), values: valuesKey(observation), record: recipe?.record, recipe };
    held = { key: key(observation), since: performance.now(), posted: true };
    post({ kind: "observation", observation });
  }

  /** What tells that another record is shown than before: the title, its names, or, where it had none, anything else of it. */
  function renewed(before, observation) {
    const title = unread(observation.title) !== before.title;
    const blind = Object.keys(before.recipe?.fields ?? {}).length === 0; // the old page was a list: it had no values
    const old = before.recipe === recipe || blind ? observation : readPage(before.recipe);
    const names = before.names !== "" && namesKey(old) !== before.names;
    const values = !blind && (before.names !== "" ? names : valuesKey(old) !== before.values);
    // A new title over the old names is the old record's page still.
    return { title, values, blind, any: values || (title && before.names === "") };
  }

  function readPage(by) {
    const { observation, roots } = observe(by);
    watch(roots);
    pause = Math.max(QUIET_MS, Math.min(3_000, 10 * observation.ms));
    return observation;
  }

  /** Reads again after changes; answers when the page has held still, or what the recipe reads has. */
  function check() {
    timer = 0;
    if (checkAddress()) return later(QUIET_MS);
    const now = performance.now();
    const observation = readPage(recipe);
    const current = key(observation);
    if (current !== held.key) {
      if (held.posted) changed = now;
      held = { key: current, since: now, posted: false };
    }
    const still = now - mutated >= QUIET_MS - 5 || now - held.since >= QUIET_MS - 5;
    if (settling) {
      const waited = now - settling.since;
      const { wait, stale } = patience(observation);
      if (still && waited >= wait - 5) return answer(observation, stale);
      // It will not hold still: an answer that may be out of date in a moment is better than none.
      if (!still && waited >= (settling.before ? Math.max(wait, RESTLESS_MS) : RESTLESS_MS)) return answer(observation, stale);
      return later(still ? Math.max(20, Math.min(QUIET_MS, wait - waited)) : Math.max(20, QUIET_MS - (now - mutated)));
    }
    if (held.posted) return;
    if (still || now - changed >= RESTLESS_MS) answer(observation);
    else later(pause);
  }

  /** How long a page may take, from the change of its address, to show the new record, in milliseconds, and whether what it shows
   * then is the old one's. Addresses change first and contents follow: as long as the old record is there, it must not be
   * read under the new address. An address put in place of another names the same record in another way. */
  function patience(observation) {
    if (!tellsSomething(observation)) return { wait: 2_500 }; // still loading
    const before = settling.before;
    if (!before) return { wait: 0 };
    const { title, values, blind } = renewed(before, observation);
    if (blind) return { wait: title ? QUIET_MS : 2_500 };
    if (title && values) return { wait: QUIET_MS };
    if (values) return { wait: 1_200 };
    if (title && before.names === "") return { wait: 2_500 };
    return settling.replaced ? { wait: 1_200 } : { wait: STALE_MS, stale: true };
  }

  /** Tells the panel at once when the address is another one. */
  function checkAddress(event) {
    if (location.href === href) return false;
    href = location.href;
    const replaced = event?.navigationType === "replace" && (settling?.replaced ?? true);
    if (asked) settling = { since: performance.now(), before: settling?.before ?? last, replaced };
    post({ kind: "leaving", url: href.slice(0, 8_000) });
    later(QUIET_MS);
    return true;
  }

  function onMessage(message) {
    if (message?.kind !== "observe") return;
    checkAddress();
    const first = !asked;
    asked = true;
    recipe = message.recipe ?? null;
    held = { key: "", since: performance.now(), posted: false };
    const same = recipe?.record !== undefined && recipe.record === settling?.before?.record;
    if (settling?.before && !same) return later(QUIET_MS);
    const observation = readPage(recipe);
    // A page that is still building itself has nothing to say yet.
    const young = first && (pageState(document) !== "complete" || performance.now() < 3_000);
    if (tellsSomething(observation) || !young) return answer(observation);
    settling = { since: performance.now(), before: null };
    later(QUIET_MS);
  }

  function stop() {
    clearTimeout(timer);
    asked = false;
    watcher.disconnect();
    removeEventListener("popstate", checkAddress);
    removeEventListener("hashchange", checkAddress);
    removeEventListener("pagehide", stop);
    removeEventListener("transitionend", faded, true);
    removeEventListener("animationend", faded, true);
    globalThis.navigation?.removeEventListener("currententrychange", checkAddress);
    if (globalThis[SLOT] === self) delete globalThis[SLOT];
    try { port.disconnect(); } catch { /* already gone */ }
  }

  const self = { stop };
  globalThis[SLOT] = self;
  port.onMessage.addListener(onMessage);
  port.onDisconnect.addListener(stop);
  addEventListener("popstate", checkAddress);
  addEventListener("hashchange", checkAddress);
  addEventListener("pagehide", stop);
  addEventListener("transitionend", faded, true);
  addEventListener("animationend", faded, true);
  globalThis.navigation?.addEventListener("currententrychange", checkAddress);
  watch([{ root: document }]);
})();
