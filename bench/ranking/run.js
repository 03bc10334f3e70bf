// `node run.js WASM INDEX PROSPECTS DAY [digest|times]`: the ranking in wasm. WASM is wasm-bindgen's module for Node.
// `digest` prints every bit of the answers; `times` prints milliseconds per prospect, the best of its passes, as JSON.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const [wasm, index, prospects, day, what] = process.argv.slice(2);
const { Engine, install, table_files } = createRequire(import.meta.url)(resolve(wasm, "pitchside_ranking.js"));
const words = join(import.meta.dirname, "..", "..", "extension", "words");
const table = (name) => {
  try {
    return readFileSync(join(words, name), "utf8");
  } catch {
    return ""; // made for the panel only
  }
};
install(table_files().map(table));
const lines = readFileSync(prospects, "utf8").trim();
const engine = new Engine(readFileSync(index), lines, Number(day));

if (what === "digest") {
  process.stdout.write(engine.digest());
} else {
  const count = lines.split("\n").length;
  const best = new Array(count).fill(Infinity);
  for (let pass = 0; pass < 5; pass++) {
    for (let at = 0; at < count; at++) {
      const start = performance.now();
      engine.rank(at);
      best[at] = Math.min(best[at], performance.now() - start);
    }
  }
  console.log(JSON.stringify(best));
}
