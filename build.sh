#!/usr/bin/env bash
# The door for whoever has the source: builds, shows, tests and measures Pitchside. `./build.sh help` lists the verbs.
#
# Here stand building, packing and testing; installing (scripts/tools.sh), measuring (scripts/bench.sh) and programs to
# download (scripts/binaries.sh) have files of their own.
set -Eeuo pipefail
trap 'echo "build.sh: line $LINENO failed: $BASH_COMMAND" >&2' ERR
cd "$(dirname "${BASH_SOURCE[0]}")"

# Budgets in bytes: lowered when the product gets smaller, raised only with a reason in the commit.
WASM_GZ_BUDGET=$((276 * 1024)) # with the weekly line for marketing: docs/BENCHMARKS.md says what is left
SCRIPTS_GZ_BUDGET=$((60 * 1024))
PACKAGE_BUDGET=$((12 * 1024 * 1024))

TOOLS=${PITCHSIDE_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/pitchside/tools}
TARGET=${CARGO_TARGET_DIR:-$PWD/target}
WASM_PACK_OUT=$TARGET/wasm-pack
EXTENSION=$TARGET/extension
CLI=$TARGET/release/pitchside
BROWSERS=$TARGET/release/pitchside-browsers
export CARGO_TARGET_DIR=$TARGET
# One value for every cargo call: build.rs runs again, and everything after it, when it changes.
export PITCHSIDE_EXTENSION_DIR=$EXTENSION
export PATH="$TOOLS/bin:$TOOLS/npm/node_modules/.bin:$PATH"

# --- Saying what happens -------------------------------------------------------------------------------------------
say() { printf '\033[1m==>\033[0m %s\n' "$*" >&2; }
stop() {
  printf '\033[1merror:\033[0m %s\n' "$*" >&2
  exit 1
}
have() { command -v "$1" >/dev/null 2>&1; }

# Runs a step and says how long it took.
step() {
  local what=$1 from=$SECONDS
  shift
  say "$what"
  "$@"
  say "$what: done in $((SECONDS - from)) s"
}

for part in tools bench binaries; do
  # shellcheck source=/dev/null
  source "scripts/$part.sh"
done

# Runs a step that is one command; where it fails the next ones still run, and `failed` names it.
attempt() {
  local what=$1 from=$SECONDS
  shift
  say "$what"
  "$@" || failed+=("$what")
  say "$what: done in $((SECONDS - from)) s"
}

# --- Building ------------------------------------------------------------------------------------------------------
# The same wasm from any folder and any home: a store's reviewer who rebuilds must see no difference.
# And one that Debian's wasm-opt (108) handles: it cannot read `table.fill` and exports a second table wrongly (the
# browsers then refuse the module), so wasm-bindgen is to use neither: no bulk-memory and no reference-types in what it
# is told of the features.
wasm_flags() {
  echo "-Ctarget-feature=-reference-types -Clink-arg=--no-check-features" \
    "-Clink-arg=--features=mutable-globals,nontrapping-fptoint,sign-ext" \
    "--remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}=/cargo --remap-path-prefix=${RUSTUP_HOME:-$HOME/.rustup}=/rustup" \
    "--remap-path-prefix=$PWD=/src"
}

# What the wasm is made from, as one hash: unchanged means nothing to do.
wasm_inputs() {
  { rustc -V; wasm-opt --version; echo "$CARGO_TOOLS"; declare -f build_wasm optimize_wasm wasm_flags
    find src/core src/panel Cargo.toml Cargo.lock -type f -print0 |
      sort -z | xargs -0 sha256sum
  } | sha256sum
}

# The passes of `wasm-opt -Os` that make the gzipped file, which is what is shipped, smaller: 5 KB below `-Os` itself. Of
# those left out, inlining alone makes it 6 % larger, and packing the data into a thousand segments 1 %. Nothing that is
# pointed to lies below address 1024: there the stack ends.
optimize_wasm() {
  wasm-opt --enable-bulk-memory --shrink-level=1 --low-memory-unused "$1" -o "$2" \
    --duplicate-function-elimination --remove-unused-brs --optimize-instructions --optimize-added-constants-propagate \
    --simplify-locals-nostructure --coalesce-locals --reorder-locals --merge-blocks --optimize-instructions --rse --vacuum \
    --dae --strip-producers --strip-target-features --generate-stack-ir --optimize-stack-ir
}

build_wasm() {
  RUSTFLAGS=$(wasm_flags) wasm-pack --log-level warn build src/panel/wasm --mode no-install --target web --profile wasm \
    --no-opt --no-pack --no-gitignore --no-typescript --out-dir "$WASM_PACK_OUT" --out-name pitchside
  optimize_wasm "$WASM_PACK_OUT/pitchside_bg.wasm" "$WASM_PACK_OUT/optimized.wasm"
  mv "$WASM_PACK_OUT/optimized.wasm" "$WASM_PACK_OUT/pitchside_bg.wasm"
}

# target/extension: what ships as it is, with the wasm and its glue beside panel.js. Replaced only when something differs, so
# that cargo sees no change where there is none.
assemble_extension() {
  local next=$TARGET/extension.next
  rm -rf "$next"
  cp -R extension "$next"
  cp "$WASM_PACK_OUT/pitchside.js" "$WASM_PACK_OUT/pitchside_bg.wasm" "$next/"
  if diff -rq "$next" "$EXTENSION" >/dev/null 2>&1; then
    rm -rf "$next"
  else
    rm -rf "$EXTENSION"
    mv "$next" "$EXTENSION"
  fi
}

build_extension() {
  local now
  now=$(wasm_inputs)
  if [ "$now" != "$(cat "$TARGET/wasm.stamp" 2>/dev/null)" ] || [ ! -f "$WASM_PACK_OUT/pitchside_bg.wasm" ]; then
    step "building the wasm (wasm-pack, wasm-opt)" build_wasm
    echo "$now" >"$TARGET/wasm.stamp"
  fi
  assemble_extension
}

# Together with what drives the browsers: alone each would turn on fewer features of what both use, and build nearly
# everything once more.
build_programs() {
  step "building target/release/pitchside with the extension inside" \
    cargo build --release --package pitchside --bin pitchside --package pitchside-browsers --bin pitchside-browsers
}

# dist/ from the demo library, unless neither the binary nor the library has changed.
pack_demo() {
  local now
  now=$({ sha256sum "$CLI"; find demo/library -type f -print0 | sort -z | xargs -0 sha256sum; } | sha256sum)
  if [ "$now" = "$(cat "$TARGET/pack.stamp" 2>/dev/null)" ] && [ -d dist/chrome ] && [ -d dist/firefox ]; then return 0; fi
  rm -f "$TARGET/pack.stamp"
  rm -rf dist/demo.json dist/demo.png dist/store # of another build: pack leaves a folder alone that holds more than releases
  step "indexing demo/library and packing both extensions into dist/" "$CLI" pack demo/library -o dist
  echo "$now" >"$TARGET/pack.stamp"
}

build_all() {
  build_extension
  build_programs
  pack_demo
}

# --- Gates ---------------------------------------------------------------------------------------------------------
check_source() {
  step "formatting" cargo fmt --all --check
  step "clippy" cargo clippy --quiet --workspace --all-targets -- -D warnings
  step "clippy for wasm32" cargo clippy --quiet --lib --target wasm32-unknown-unknown --package pitchside-panel \
    --package pitchside-bench-search --package pitchside-bench-ranking -- -D warnings
  RUSTDOCFLAGS="-D warnings" step "docs" cargo doc --quiet --workspace --no-deps --document-private-items
  step "spelling" typos
  step "unused dependencies" cargo-machete --skip-target-dir
}

# Says "wasm 123 KB of 250 KB" and fails above the budget.
within() {
  local what=$1 size=$2 budget=$3
  say "$what: $((size / 1024)) KB of $((budget / 1024)) KB"
  ((size <= budget)) || stop "$what is over its budget: make it smaller, or raise the budget in build.sh and say why"
}

check_sizes() {
  within "wasm, gzipped" "$(gzip -9c "$EXTENSION/pitchside_bg.wasm" | wc -c)" $WASM_GZ_BUDGET
  local pages=(panel.html panel.css panel.js browser.js background.js observe.js pitchside.js)
  within "markup, style and scripts, gzipped" "$(cd "$EXTENSION" && cat "${pages[@]}" | gzip -9c | wc -c)" $SCRIPTS_GZ_BUDGET
  local zip
  for zip in dist/*.zip dist/*.xpi; do within "$zip" "$(wc -c <"$zip")" $PACKAGE_BUDGET; done
}

check_packages() {
  step "Firefox's own review tool on dist/firefox" addons-linter --warnings-as-errors dist/firefox
}

# --- Verbs ---------------------------------------------------------------------------------------------------------
run_build() {
  need_for_build
  build_all
  say "ready: dist/chrome and dist/firefox load unpacked, $(cd dist && echo *.zip *.xpi) go to the stores, $CLI is the command"
}

run_demo() {
  local browser=${1:-chromium}
  case $browser in
    chromium) need_for_build chromium chromedriver Xvfb import fc-list ;;
    firefox) need_for_build firefox-esr Xvfb import fc-list && need_cargo_tools geckodriver ;;
    *) stop "demo takes nothing or 'firefox', not '$browser'" ;;
  esac
  build_all
  say "starting $browser on the demo pages"
  "$BROWSERS" demo "$browser"
}

run_check() {
  need_for_build
  need_for_check
  build_all
  check_source
  check_sizes
  check_packages
  say "check: passed"
}

need_browsers() {
  need_commands chromium chromedriver firefox-esr Xvfb import node npm fc-list
  need_cargo_tools geckodriver
  need_npm_package axe-core "$AXE_CORE"
  export PITCHSIDE_DIST=$PWD/dist PITCHSIDE_CLI=$CLI PITCHSIDE_AXE=$TOOLS/npm/node_modules/axe-core/axe.min.js
}

# What must be there is there now: a test that would be skipped fails. One failing program does not hide the others.
run_test() {
  need_for_build chromium chromedriver firefox-esr Xvfb import node npm fc-list openssl
  run_check
  need_browsers
  need_tryton
  step "building the ranking alone as wasm" ranking_wasm
  export PITCHSIDE_REQUIRE=1
  local failed=()
  attempt "tests without a browser" cargo test --quiet --no-fail-fast --workspace --exclude pitchside-browsers \
    --lib --bins --tests
  # One at a time: browsers beside each other on two cores make conditions late.
  attempt "tests in browsers" env RUST_TEST_THREADS=1 cargo test --quiet --package pitchside-browsers --lib --tests
  ((!${#failed[@]})) || stop "failed: ${failed[*]}"
  say "test: passed"
}

run_egress() {
  need_for_build chromium chromedriver
  build_all
  export PITCHSIDE_DIST=$PWD/dist
  cargo test --quiet --package pitchside-browsers --test browsers egress -- --nocapture --test-threads 1
}

# The extension alone, for those who check that the shipped wasm comes from this source.
run_extension() {
  need_for_build
  build_extension
  say "target/extension: $(sha256sum "$EXTENSION/pitchside_bg.wasm")"
}

run_pictures() {
  need_for_build chromium chromedriver firefox-esr Xvfb import fc-list
  need_cargo_tools geckodriver
  build_all
  if [ "${1:-}" = store ]; then
    "$BROWSERS" store-pictures "${2:-dist/store}"
    return
  fi
  "$BROWSERS" pictures "${1:-docs/panel}"
}

run_help() {
  cat <<'TEXT'
./build.sh            builds dist/chrome, dist/firefox (loadable unpacked), their zips and target/release/pitchside
./build.sh demo       the main job in a real Chromium on the demo pages: dist/demo.png, dist/demo.json
./build.sh demo firefox   the same in Firefox
./build.sh test       every gate and every test
./build.sh check      the fast gate: formatting, clippy, docs, spelling, unused dependencies, sizes, package lint
./build.sh bench [panel]  latency against the targets
./build.sh bench search [DIR…]   search beside its peers: judged collections and generated libraries
./build.sh bench recommend  the ranking in wasm, 10,000 and 50,000 assets
./build.sh bench detection  the observer on 20,000 elements and the decision in wasm
./build.sh bench library  cold, unchanged and one-changed builds of a made-up library: [FILES] [PAGES]
./build.sh bench report [REPS] [DAYS] [EVENTS]   the report of a large team: seconds, memory, size
./build.sh bench extraction [DIR]  text read from PDF, DOCX and PPTX beside pdftotext, mammoth and python-pptx
./build.sh extension  target/extension alone, with the wasm's SHA-256
./build.sh binaries   one file to download: static Linux, Windows (dist/binaries)
./build.sh reproduce  proves that the source archive gives the wasm that ships
./build.sh egress     proves that the extension makes no network request
./build.sh accuracy DIR   what is read right on a folder of saved pages (DIR/index.tsv), in headless Chromium
./build.sh fuzz [TARGET [SECONDS]]   any bytes as an index, any text as a query (nightly Rust)
./build.sh pictures [DIR]   the panel in every state and both browsers, 240 to 480 px wide, one sheet each: docs/panel
./build.sh pictures store [DIR]   the pictures that the stores ask for, in their sizes: dist/store
./build.sh help       this

Tools are kept in $PITCHSIDE_TOOLS (default: ~/.cache/pitchside/tools).
TEXT
}

verb=${1:-build}
case $verb in
  build | extension | binaries | demo | test | check | bench | egress | reproduce | accuracy | fuzz | pictures | help) "run_$verb" "${@:2}" ;;
  -h | --help) run_help ;;
  *) run_help >&2; stop "no such verb: $verb" ;;
esac
