// Measures one engine on one collection: `page.html?engine=…&collection=…`, and posts what it saw to `/result`.
import { ENGINES } from "./engines.js";

const address = new URL(location.href).searchParams;
const [engine, collection] = [address.get("engine"), address.get("collection")];
const SETS = ["queries", "queries_typo", "queries_short", "queries_short_typo"];
const LOADS = 5;
const PASSES = 3;
const BUDGET_MS = 60_000;

async function lines(name) {
  const answer = await fetch(`/data/${collection}/${name}.jsonl`);
  if (!answer.ok) return [];
  return (await answer.text()).trim().split("\n").map((line) => JSON.parse(line));
}

async function measure() {
  const peer = await ENGINES[engine](collection);
  const workload = await lines("workload");
  const ours = engine === "pitchside" || engine === "pagefind";
  const docs = ours ? [] : (await lines("docs")).map(({ id, title, body }) => ({ id, title, body }));
  let start = performance.now();
  let built = await peer.build(docs);
  const build_ms = performance.now() - start;
  const saved = await peer.save(built);
  built = null;
  const index = typeof saved === "string" ? new TextEncoder().encode(saved).length : saved.length;
  const loads = [];
  let loaded;
  for (let n = 0; n < LOADS; n += 1) {
    if (loaded) peer.free?.(loaded);
    loaded = null;
    peer.ready?.();
    start = performance.now();
    loaded = await peer.load(saved);
    await peer.search(loaded, "system", false);
    loads.push(performance.now() - start);
  }
  loads.sort((a, b) => a - b);
  const times = workload.map(() => Infinity);
  const begun = performance.now();
  for (let pass = 0; pass < PASSES && performance.now() - begun < BUDGET_MS; pass += 1) {
    for (let n = 0; n < workload.length; n += 1) {
      start = performance.now();
      await peer.search(loaded, workload[n].text, workload[n].class === "prefix");
      times[n] = Math.min(times[n], performance.now() - start);
    }
  }
  const runs = {};
  for (const set of SETS) {
    runs[set] = {};
    for (const query of await lines(set)) runs[set][query.id] = await peer.search(loaded, query.text, false);
  }
  return { index, build_ms, load_ms: loads[LOADS >> 1], times, runs };
}

const result = await measure().catch((error) => ({ error: `${error}` }));
await fetch("/result", { method: "POST", body: JSON.stringify(result) });
