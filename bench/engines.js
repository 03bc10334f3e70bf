// The engines that `./build.sh bench search` compares in the browser. Each is {build, save, load, search}:
// build(docs) → engine · save(engine) → text or bytes · load(saved) → engine · search(engine, text, typing) → ids.
// Peers have the best of the settings that were tried, not their default: see docs/BENCHMARKS.md.

const STOP = new Set(
  ("i me my we our you your he him his she her it its they them their what which who this that these those am is are was " +
    "were be been being have has had do does did a an the and but if or because as of at by for with about to from in on " +
    "can there any how").split(" "),
);
const npm = (path) => `/npm/${path}`;

async function script(path) {
  await new Promise((done, failed) => {
    const element = Object.assign(document.createElement("script"), { src: npm(path), onload: done, onerror: failed });
    document.head.append(element);
  });
}

/** Ours: the index is built natively; the browser opens its bytes. */
async function pitchside(collection) {
  const wasm = await import("/wasm/pitchside_bench.js");
  await wasm.default();
  const saved = new Uint8Array(await (await fetch(`/data/${collection}/library.idx`)).arrayBuffer());
  let waiting;
  return {
    build: () => null,
    save: () => saved,
    ready: () => {
      waiting = new wasm.Engine(saved); // the copy into wasm memory is not what is timed
    },
    load: () => {
      if (!waiting.open()) throw new Error("the index did not open");
      return waiting;
    },
    free: (engine) => engine.free(),
    search: (engine, text, typing) => engine.search(text, typing).split("\n"),
  };
}

/** MiniSearch with stems, stop words, and typos looked up only for words that it does not know. */
async function minisearch() {
  const { default: MiniSearch } = await import(npm("minisearch/dist/es/index.js"));
  const { stemmer } = await import(npm("stemmer/index.js"));
  const processTerm = (term) => {
    const lower = term.toLowerCase();
    return !lower || STOP.has(lower) ? null : stemmer(lower);
  };
  const options = { fields: ["title", "body"], idField: "id", processTerm };
  return {
    build: (docs) => {
      const engine = new MiniSearch(options);
      engine.addAll(docs);
      return engine;
    },
    save: (engine) => JSON.stringify(engine),
    load: (saved) => MiniSearch.loadJSON(saved, options),
    search: (engine, text, typing) => {
      const fuzzy = (term) => (term.length > 3 && !engine._index.has(term) ? 0.2 : false);
      const prefix = (term, at, terms) => typing && at === terms.length - 1 && term.length > 2;
      return engine.search(text, { boost: { title: 2 }, prefix, fuzzy }).slice(0, 10).map((hit) => hit.id);
    },
  };
}

/** Lunr with one edit allowed and exact words far ahead. */
async function lunr() {
  await script("lunr/lunr.js");
  const { lunr } = window;
  return {
    build: (docs) =>
      lunr(function () {
        this.ref("id");
        this.field("title", { boost: 2 });
        this.field("body");
        docs.forEach((doc) => this.add(doc));
      }),
    save: (engine) => JSON.stringify(engine),
    load: (saved) => lunr.Index.load(JSON.parse(saved)),
    search: (engine, text, typing) => {
      const words = text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
      const found = engine.query((query) =>
        words.forEach((word, at) => {
          const unfinished = typing && at === words.length - 1;
          query.term(word, { boost: 10 });
          if (word.length > 3 && !unfinished) query.term(word, { editDistance: 1, boost: 1, usePipeline: true });
          if (unfinished) query.term(word, { usePipeline: false, wildcard: lunr.Query.wildcard.TRAILING, boost: 1 });
        }),
      );
      return found.slice(0, 10).map((hit) => hit.ref);
    },
  };
}

async function elasticlunr() {
  await script("elasticlunr/elasticlunr.js");
  const { elasticlunr } = window;
  return {
    build: (docs) => {
      const engine = elasticlunr(function () {
        this.setRef("id");
        this.addField("title");
        this.addField("body");
        this.saveDocument(false);
      });
      docs.forEach((doc) => engine.addDoc(doc));
      return engine;
    },
    save: (engine) => JSON.stringify(engine),
    load: (saved) => elasticlunr.Index.load(JSON.parse(saved)),
    search: (engine, text, typing) => {
      const options = { fields: { title: { boost: 2 }, body: { boost: 1 } }, bool: "OR", expand: typing };
      return engine.search(text, options).slice(0, 10).map((hit) => hit.ref);
    },
  };
}

async function flexsearch() {
  const { Index, Charset, Encoder } = (await import(npm("flexsearch/dist/flexsearch.bundle.module.min.mjs"))).default;
  const english = (await import(npm("flexsearch/dist/module/lang/en.js"))).default;
  const make = () =>
    new Index({ tokenize: "forward", resolution: 9, encoder: new Encoder(Charset.LatinBalance, english) });
  return {
    build: (docs) => {
      const engine = make();
      docs.forEach((doc) => engine.add(doc.id, `${doc.title} ${doc.body}`));
      return engine;
    },
    save: (engine) => {
      const parts = {};
      engine.export((key, value) => {
        parts[key] = value;
      });
      return JSON.stringify(parts);
    },
    load: (saved) => {
      const engine = make();
      for (const [key, value] of Object.entries(JSON.parse(saved))) engine.import(key, value);
      return engine;
    },
    search: (engine, text) => engine.search(text, { limit: 10, suggest: true }),
  };
}

async function orama() {
  const { create, insert, load, save, search } = await import(npm("@orama/orama/dist/esm/index.js"));
  const tokenizer = { stemming: false, stopWords: [...STOP], language: "english" };
  const make = () => create({ schema: { title: "string", body: "string" }, components: { tokenizer } });
  return {
    build: (docs) => {
      const engine = make();
      docs.forEach((doc) => insert(engine, doc));
      return engine;
    },
    save: (engine) => JSON.stringify(save(engine)),
    load: (saved) => {
      const engine = make();
      load(engine, JSON.parse(saved));
      return engine;
    },
    search: async (engine, text) => {
      const found = await search(engine, { term: text, limit: 10, threshold: 1, boost: { title: 2 } });
      return found.hits.map((hit) => hit.document.id);
    },
  };
}

/** Pagefind, whose files `run.js` makes; ids come back in the result's address. It requires every word. */
async function pagefind(collection) {
  const root = `/pagefind/${collection}/`;
  const sizes = await (await fetch(`${root}sizes.json`)).json();
  let openings = 0;
  return {
    build: () => null,
    save: () => ({ length: sizes.index }),
    load: async () => {
      openings += 1;
      const engine = await import(`${root}pagefind.js?${openings}`);
      await engine.options({ baseUrl: "/" });
      await engine.init();
      return engine;
    },
    search: async (engine, text) => {
      const { results } = await engine.search(text);
      return results.slice(0, 10).map((hit) => sizes.ids[hit.id] ?? hit.id);
    },
  };
}

export const ENGINES = { pitchside, minisearch, lunr, elasticlunr, flexsearch, orama, pagefind };
