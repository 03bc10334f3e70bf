// `node run.js DATA NPM WASM CHROMIUM ENGINE COLLECTION`: one engine on one collection in headless Chromium. Serves DATA,
// the npm packages, the wasm and this folder on loopback; prints what the page measured as one line of JSON.
import { spawn } from "node:child_process";
import { createReadStream, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { gunzipSync } from "node:zlib";

const [data, npm, wasm, chromium, engine, collection] = process.argv.slice(2);
const ROOTS = { data, npm, wasm, pagefind: join(data, "pagefind") };
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript", ".wasm": "application/wasm" };
const LIMIT_MS = 600_000;

/** Makes Pagefind's files once; `sizes.json` holds the bytes of its index and the ids behind its fragments. */
async function pagefind() {
  const folder = join(ROOTS.pagefind, collection);
  if (existsSync(join(folder, "sizes.json"))) return;
  const maker = await import(createRequire(join(npm, "x")).resolve("pagefind"));
  const { index } = await maker.createIndex({});
  for (const line of readFileSync(join(data, collection, "docs.jsonl"), "utf8").trim().split("\n")) {
    const { id, title, body } = JSON.parse(line);
    const content = `${title}. ${body}`;
    await index.addCustomRecord({ url: `/${id}`, content, language: "en", meta: { title: title || id } });
  }
  mkdirSync(folder, { recursive: true });
  await index.writeFiles({ outputPath: folder });
  await maker.close();
  const ids = {};
  for (const file of readdirSync(join(folder, "fragment"))) {
    const text = gunzipSync(readFileSync(join(folder, "fragment", file))).toString("utf8");
    ids[file.replace(".pf_fragment", "")] = JSON.parse(text.slice(text.indexOf("{"))).url.slice(1);
  }
  const part = (name) => /\.pf_(index|meta|filter)$/.test(name);
  const files = readdirSync(folder, { recursive: true }).filter(part);
  const bytes = files.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
  writeFileSync(join(folder, "sizes.json"), JSON.stringify({ index: bytes, ids }));
}

function serve(request, response) {
  const path = normalize(decodeURIComponent(new URL(request.url, "http://x").pathname));
  const [, root, ...rest] = path.split("/");
  const file = root in ROOTS ? join(ROOTS[root], ...rest) : join(import.meta.dirname, path);
  if (!existsSync(file) || !statSync(file).isFile()) return response.writeHead(404).end();
  // Isolated, so that the browser's clock has steps of 5 µs and not of 100.
  response.writeHead(200, {
    "content-type": TYPES[extname(file)] ?? "application/octet-stream",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
  });
  createReadStream(file).pipe(response);
}

if (engine === "pagefind") await pagefind();
const profile = mkdtempSync(join(tmpdir(), "pitchside-bench-"));
let browser;
const result = await new Promise((done) => {
  const server = createServer((request, response) => {
    if (request.method !== "POST") return serve(request, response);
    let body = "";
    request.on("data", (part) => (body += part));
    request.on("end", () => {
      response.end();
      done(body);
    });
  });
  server.listen(0, "127.0.0.1", () => {
    const page = `http://127.0.0.1:${server.address().port}/page.html?engine=${engine}&collection=${collection}`;
    const flags = ["--headless=new", "--no-sandbox", "--disable-gpu", "--js-flags=--max-old-space-size=3000"];
    browser = spawn(chromium, [...flags, `--user-data-dir=${profile}`, page], { stdio: "ignore" });
  });
  setTimeout(() => done(JSON.stringify({ error: `no result within ${LIMIT_MS / 1000} s` })), LIMIT_MS).unref();
});
const ended = new Promise((done) => browser.once("exit", done));
browser.kill();
await ended;
try {
  rmSync(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
} catch (error) {
  console.error(`${profile} is left behind: ${error.message}`); // a helper of the browser may outlive it
}
process.stdout.write(`${result}\n`, () => process.exit(0)); // a pipe takes long answers in parts
