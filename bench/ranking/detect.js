// `node detect.js WASM TABLES OBSERVATIONS`: detection in wasm. WASM is wasm-bindgen's module for Node, TABLES the package's
// tables.txt, OBSERVATIONS a JSON list of what the observer posted. Prints milliseconds as JSON: `first` of each site in a panel that was just
// opened, `again` of all.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const PASSES = 20;
const [wasm, tables, seen] = process.argv.slice(2);
const { Detector } = createRequire(import.meta.url)(resolve(wasm, "pitchside_ranking.js"));
const observations = JSON.parse(readFileSync(seen, "utf8"));
const detector = new Detector(readFileSync(tables, "utf8"));

const sites = new Set();
const times = { first: [], again: [] };
for (let pass = 0; pass < PASSES; pass++) {
  for (const observation of observations) {
    const start = performance.now();
    const site = detector.detect(observation);
    const took = performance.now() - start;
    (sites.has(site) ? times.again : times.first).push(took);
    sites.add(site);
  }
}
console.log(JSON.stringify(times));
