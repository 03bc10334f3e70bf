#!/usr/bin/env bash
# The door for whoever has the source: builds, shows, tests and measures Pitchside. `./build.sh help` lists the verbs.
#
# Installs what is missing and says so: Rust components by rustup, cargo tools at the versions below into a folder kept
# between runs, Debian packages by apt in one call, npm packages beside the cargo tools. Nothing else is downloaded.
set -Eeuo pipefail
trap 'echo "build.sh: line $LINENO failed: $BASH_COMMAND" >&2' ERR
cd "$(dirname "${BASH_SOURCE[0]}")"

# --- Pinned versions: the only place -------------------------------------------------------------------------------
# Crate, version, the command it gives. wasm-bindgen-cli must equal `wasm-bindgen` in Cargo.toml.
CARGO_TOOLS="
wasm-bindgen-cli 0.2.130 wasm-bindgen
wasm-pack        0.15.1  wasm-pack
cargo-machete    0.9.2   cargo-machete
typos-cli        1.52.0  typos
geckodriver      0.37.1  geckodriver
cargo-fuzz       0.13.2  cargo-fuzz
"
ADDONS_LINTER=10.13.0
AXE_CORE=4.14.1
# A CRM for the tests: server and modules from PyPI, web client from npm. All of one series.
TRYTON=(trytond==8.0.12 trytond-party==8.0.4 trytond-sale-opportunity==8.0.1)
TRYTON_SAO=8.0.11

# Budgets in bytes: lowered when the product gets smaller, raised only with a reason in the commit.
WASM_GZ_BUDGET=$((250 * 1024)) # with what the panel remembers and tells marketing; going down: docs/BENCHMARKS.md says what is left
PACKAGE_BUDGET=$((12 * 1024 * 1024))

# Command → Debian package.
declare -A DEBIAN=(
  [cc]=build-essential [curl]=curl [wasm-opt]=binaryen [chromium]=chromium [chromedriver]=chromium-driver
  [x86_64-w64-mingw32-gcc]=gcc-mingw-w64-x86-64 [unzip]=unzip
  [Xvfb]=xvfb [import]=imagemagick [firefox-esr]=firefox-esr [node]=nodejs [npm]=npm [fc-list]=fontconfig
)

TOOLS=${PITCHSIDE_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/pitchside/tools}
TARGET=${CARGO_TARGET_DIR:-$PWD/target}
WASM_PACK_OUT=$TARGET/wasm-pack
EXTENSION=$TARGET/extension
CLI=$TARGET/release/pitchside
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

# --- Tools ---------------------------------------------------------------------------------------------------------
need_rust() {
  have cargo && have rustup || stop "Rust is missing: install it with rustup (https://rustup.rs), then run this again"
  local components targets
  targets=$(rustup target list --installed)
  components=$(rustup component list --installed)
  if ! grep -qx wasm32-unknown-unknown <<<"$targets"; then
    step "adding the Rust target wasm32-unknown-unknown" rustup target add wasm32-unknown-unknown
  fi
  local component
  for component in "$@"; do
    grep -q "^$component" <<<"$components" || step "adding the Rust component $component" rustup component add "$component"
  done
}

# Commands that are missing are installed as Debian packages, all in one call.
need_commands() {
  local command packages=() missing=()
  for command in "$@"; do
    have "$command" || { missing+=("$command"); packages+=("${DEBIAN[$command]}"); }
  done
  has_font || { missing+=("a font"); packages+=(fonts-liberation); }
  ((${#packages[@]})) || return 0
  if [ "$(id -u)" != 0 ] || ! have apt-get; then
    stop "missing: ${missing[*]}. On Debian: sudo apt-get install ${packages[*]}; elsewhere install them and put them on PATH"
  fi
  say "installing Debian packages: ${packages[*]}"
  apt-get update -qq >/dev/null || say "apt-get update failed: trying with the lists that are there"
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null ||
    stop "apt-get could not install ${packages[*]}. Ubuntu has Chromium and Firefox ESR as snaps only: put chromium, \
chromedriver and firefox-esr on PATH (Debian's packages, or links to another build), then run this again"
}

has_font() { ! have fc-list || [ -n "$(fc-list 2>/dev/null | head -n 1)" ]; }

# Cargo tools are kept in $TOOLS; one build folder lets them share their dependencies.
need_cargo_tools() {
  local command
  for command in "$@"; do
    local crate version
    read -r crate version _ <<<"$(grep -E "[[:space:]]$command\$" <<<"$CARGO_TOOLS")"
    has_cargo_tool "$crate" "$version" || step "installing $crate $version into $TOOLS" install_cargo_tool "$crate" "$version"
  done
  rm -rf "$TOOLS/build"
}

has_cargo_tool() { grep -qF "\"$1 $2 (" "$TOOLS/.crates.toml" 2>/dev/null; }

# Without --locked when a lock file names a version that the registry no longer serves (seen with wasm-bindgen-cli).
# These tools are run for seconds: compile them fast rather than well.
install_cargo_tool() {
  local install=(env -u RUSTFLAGS CARGO_TARGET_DIR="$TOOLS/build" CARGO_PROFILE_RELEASE_LTO=false
    CARGO_PROFILE_RELEASE_OPT_LEVEL=0 CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16
    cargo install --quiet --root "$TOOLS" --version "=$2")
  mkdir -p "$TOOLS"
  "${install[@]}" --locked "$1" 2>"$TOOLS/install.log" && return 0
  say "the versions that $1 was tested with are not all served: taking the nearest"
  "${install[@]}" "$1" 2>>"$TOOLS/install.log" || stop "could not install $1 $2: $TOOLS/install.log shows why"
}

need_npm_package() {
  local name=$1 version=$2
  [ "$(npm_version "$name")" = "$version" ] && return 0
  step "installing npm's $name $version into $TOOLS/npm" \
    npm install --prefix "$TOOLS/npm" --ignore-scripts --no-audit --no-fund --no-save --silent \
    "addons-linter@$ADDONS_LINTER" "axe-core@$AXE_CORE"
}

npm_version() { sed -n 's/^  "version": "\(.*\)",$/\1/p' "$TOOLS/npm/node_modules/$1/package.json" 2>/dev/null || true; }

# A live Tryton with a filled database, in two minutes once (150 MB). Its tests are skipped, aloud, where it cannot be installed.
need_tryton() {
  local home=$TOOLS/tryton now
  now=$({ echo "${TRYTON[@]}" "$TRYTON_SAO"; cat tests/tryton/database.py; } | sha256sum)
  if [ "$now" != "$(cat "$home/stamp" 2>/dev/null)" ]; then
    say "installing Tryton into $home, for the tests"
    if ! install_tryton "$home" >"$TOOLS/tryton.log" 2>&1; then
      say "Tryton could not be installed ($TOOLS/tryton.log shows why): its tests are skipped"
      return 0
    fi
    echo "$now" >"$home/stamp"
  fi
  export PITCHSIDE_TRYTON=$home
}

install_tryton() {
  rm -rf "$1" && mkdir -p "$1/sao" && need_venv && python3 -m venv "$1/python" &&
    "$1/python/bin/pip" install --quiet --disable-pip-version-check "${TRYTON[@]}" &&
    npm install --prefix "$1/sao" --ignore-scripts --no-audit --no-fund --silent "tryton-sao@$TRYTON_SAO" &&
    ln -s .. "$1/sao/node_modules/tryton-sao/node_modules" && # where its page looks for what it needs
    "$1/python/bin/python" tests/tryton/database.py "$1"
}

# Debian's python3 makes no environments of its own accord.
need_venv() {
  python3 -c 'import ensurepip' || { apt-get update -qq; apt-get install -y -qq --no-install-recommends python3-venv; }
}

need_for_build() {
  need_rust
  need_commands cc curl wasm-opt "$@"
  need_cargo_tools wasm-bindgen wasm-pack
  local wanted
  wanted=$(sed -n 's/^wasm-bindgen = "=\(.*\)"$/\1/p' Cargo.toml)
  grep -q "^wasm-bindgen-cli *$wanted " <<<"$CARGO_TOOLS" ||
    stop "Cargo.toml wants wasm-bindgen $wanted, build.sh pins another wasm-bindgen-cli: make them equal"
}

need_for_check() {
  need_rust rustfmt clippy
  need_commands node npm
  need_cargo_tools cargo-machete typos
  need_npm_package addons-linter "$ADDONS_LINTER"
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
  { rustc -V; wasm-opt --version; echo "$CARGO_TOOLS"; declare -f build_wasm wasm_flags
    find src Cargo.toml Cargo.lock -type f -print0 |
      sort -z | xargs -0 sha256sum
  } | sha256sum
}

build_wasm() {
  RUSTFLAGS=$(wasm_flags) wasm-pack --log-level warn build --mode no-install --target web --profile wasm \
    --no-opt --no-pack --no-gitignore --no-typescript --out-dir "$WASM_PACK_OUT" --out-name pitchside
  # Without inlining: it makes the file smaller but its gzipped form, which is what is shipped, 6 % larger.
  wasm-opt -Os -ocimfs 0 -aimfs 0 -fimfs 0 --enable-bulk-memory \
    "$WASM_PACK_OUT/pitchside_bg.wasm" -o "$WASM_PACK_OUT/optimized.wasm"
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

# Together with an example: the tests' libraries turn on features of what both use, so that alone each would build nearly
# everything once more.
build_cli() {
  step "building target/release/pitchside with the extension inside" \
    cargo build --release --bin pitchside --example demo
}

# dist/ from the demo library, unless neither the binary nor the library has changed.
pack_demo() {
  local now
  now=$({ sha256sum "$CLI"; find demo/library -type f -print0 | sort -z | xargs -0 sha256sum; } | sha256sum)
  if [ "$now" = "$(cat "$TARGET/pack.stamp" 2>/dev/null)" ] && [ -d dist/chrome ] && [ -d dist/firefox ]; then return 0; fi
  rm -f "$TARGET/pack.stamp"
  step "indexing demo/library and packing both extensions into dist/" "$CLI" pack demo/library -o dist
  echo "$now" >"$TARGET/pack.stamp"
}

build_all() {
  build_extension
  build_cli
  pack_demo
}

# --- Gates ---------------------------------------------------------------------------------------------------------
check_source() {
  step "formatting" cargo fmt --check
  step "clippy" cargo clippy --quiet --all-targets -- -D warnings
  step "clippy for wasm32" cargo clippy --quiet --lib --target wasm32-unknown-unknown -- -D warnings
  RUSTDOCFLAGS="-D warnings" step "docs" cargo doc --quiet --no-deps --document-private-items
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
  cargo run --quiet --release --example demo -- "$browser"
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

run_test() {
  need_for_build chromium chromedriver firefox-esr Xvfb import node npm fc-list
  run_check
  need_browsers
  need_tryton
  step "building the ranking alone as wasm" ranking_wasm
  # One at a time: browsers beside each other on two cores make conditions late.
  step "tests" env RUST_TEST_THREADS=1 cargo test --quiet
  say "test: passed"
}

run_egress() {
  need_for_build chromium chromedriver
  build_all
  export PITCHSIDE_DIST=$PWD/dist
  cargo test --quiet --test egress -- --nocapture --test-threads 1
}

run_bench() {
  local what=${1:-panel}
  if [ "$what" = library ]; then
    need_for_build
    build_all
    PITCHSIDE_CLI=$CLI cargo run --quiet --release --example bench_library -- "${@:2}"
    return
  fi
  if [ "$what" = extraction ]; then
    cargo run --quiet --release --example bench_extraction -- "${@:2}"
    return
  fi
  [ -f "examples/bench_$what.rs" ] || stop "no such benchmark: $what. There are: $(cd examples && echo bench_*.rs | sed 's/bench_//g; s/\.rs//g')"
  [ "$what" != search ] || { bench_search "${@:2}"; return; }
  [ "$what" != recommend ] || { bench_recommend; return; }
  [ "$what" != detection ] || { bench_detection; return; }
  need_for_build chromium chromedriver fc-list
  build_all
  export PITCHSIDE_DIST=$PWD/dist
  cargo run --quiet --release --example "bench_$what"
}

# bench search [DIR…]: ours beside its peers on judged collections (see examples/judge.rs) and generated libraries.
bench_search() {
  need_for_build chromium node npm fc-list
  export PITCHSIDE_BENCH_DATA=$TARGET/bench/data PITCHSIDE_BENCH_WASM=$TARGET/bench/wasm
  export PITCHSIDE_BENCH_NPM=$TOOLS/npm-search-peers/node_modules PITCHSIDE_BENCH_TANTIVY=$TARGET/bench/release/bench-tantivy
  mkdir -p "$PITCHSIDE_BENCH_DATA" "$PITCHSIDE_BENCH_WASM" "${PITCHSIDE_BENCH_NPM%/*}"
  if ! cmp -s bench/package.json "${PITCHSIDE_BENCH_NPM%/*}/package.json"; then
    cp bench/package.json "${PITCHSIDE_BENCH_NPM%/*}/"
    step "installing the JavaScript peers" npm install --prefix "${PITCHSIDE_BENCH_NPM%/*}" --ignore-scripts --no-audit --no-fund --silent
  fi
  CARGO_TARGET_DIR=$TARGET/bench step "building tantivy" cargo build --quiet --release --manifest-path bench/tantivy/Cargo.toml
  step "building the search alone as wasm" bench_wasm
  cargo run --quiet --release --example bench_search -- "$@"
}

bench_recommend() {
  need_for_build node
  step "building the ranking alone as wasm" ranking_wasm
  cargo run --quiet --release --example bench_recommend
}

bench_detection() {
  need_for_build chromium chromedriver node fc-list
  step "building the detection alone as wasm" ranking_wasm
  cargo run --quiet --release --example bench_detection
}

# Ranking and detection, for Node, whose engine is Chromium's.
ranking_wasm() {
  export PITCHSIDE_RANKING_WASM=$TARGET/bench/ranking
  CARGO_TARGET_DIR=$TARGET/bench RUSTFLAGS=$(wasm_flags) \
    cargo build --quiet --release --locked --target wasm32-unknown-unknown --manifest-path bench/ranking/Cargo.toml
  wasm-bindgen --target nodejs --no-typescript --out-dir "$PITCHSIDE_RANKING_WASM" \
    "$TARGET/bench/wasm32-unknown-unknown/release/pitchside_ranking.wasm"
}

bench_wasm() {
  CARGO_TARGET_DIR=$TARGET/bench RUSTFLAGS=$(wasm_flags) \
    cargo build --quiet --release --target wasm32-unknown-unknown --manifest-path bench/wasm/Cargo.toml
  wasm-bindgen --target web --no-typescript --out-dir "$PITCHSIDE_BENCH_WASM" \
    "$TARGET/bench/wasm32-unknown-unknown/release/pitchside_bench.wasm"
  local wasm=$PITCHSIDE_BENCH_WASM/pitchside_bench_bg.wasm
  wasm-opt -Os -ocimfs 0 -aimfs 0 -fimfs 0 --enable-bulk-memory "$wasm" -o "$wasm.optimized"
  mv "$wasm.optimized" "$wasm"
}

run_accuracy() {
  [ -f "${1:-}/index.tsv" ] || stop "accuracy takes a folder of saved pages with an index.tsv (examples/accuracy.rs says of what form)"
  need_for_build chromium chromedriver fc-list
  build_all
  export PITCHSIDE_DIST=$PWD/dist
  cargo run --quiet --release --example accuracy -- "$1"
}

# The extension alone, for those who check that the shipped wasm comes from this source.
run_extension() {
  need_for_build
  build_extension
  say "target/extension: $(sha256sum "$EXTENSION/pitchside_bg.wasm")"
}

# One file to download: a static Linux program that runs in an empty root folder, and a Windows one. macOS is built from
# source (./build.sh) and untried.
run_binaries() {
  need_for_build x86_64-w64-mingw32-gcc unzip
  build_extension
  local targets target
  targets=$(rustup target list --installed)
  for target in x86_64-unknown-linux-musl x86_64-pc-windows-gnu; do
    grep -qx $target <<<"$targets" || step "adding the Rust target $target" rustup target add $target
    step "building for $target" cargo build --release --bin pitchside --target $target
  done
  mkdir -p dist/binaries
  cp "$TARGET/x86_64-unknown-linux-musl/release/pitchside" dist/binaries/pitchside-linux-x86_64
  cp "$TARGET/x86_64-pc-windows-gnu/release/pitchside.exe" dist/binaries/pitchside-windows-x86_64.exe
  strip dist/binaries/pitchside-linux-x86_64
  x86_64-w64-mingw32-strip dist/binaries/pitchside-windows-x86_64.exe
  try_in_empty_root dist/binaries/pitchside-linux-x86_64
  try_under_wine dist/binaries/pitchside-windows-x86_64.exe
  (cd dist/binaries && sha256sum pitchside-* >SHA256SUMS)
  say "dist/binaries: $(cd dist/binaries && du -h pitchside-* | tr '\n\t' '  ')"
}

# Nothing but the program and the files is there: no libraries, no /etc, no /proc, no /tmp.
try_in_empty_root() {
  if [ "$(id -u)" != 0 ]; then say "not root: the Linux program was not tried in an empty root folder"; return 0; fi
  local root
  root=$(mktemp -d)
  cp "$1" "$root/pitchside"
  first_release "$root" "in an empty root folder" chroot "$root" /pitchside
  rm -rf "$root"
}

try_under_wine() {
  if ! have wine; then say "wine is not installed: the Windows program was built and not tried"; return 0; fi
  local place program=$PWD/$1
  place=$(mktemp -d)
  first_release "$place" "under wine" env -C "$place" WINEDEBUG=-all WINEPREFIX="$place/.wine" wine "$program"
  rm -rf "$place"
}

# The whole way of a newcomer in folder $1 by the command after $2: the demo's files without what init is to write, and a
# file that can't be read beside them. Its worker processes must name that one and go on.
first_release() {
  local place=$1 where=$2
  shift 2
  cp -R demo/library "$place/library"
  rm -f "$place/library/"{library.toml,catalogue.csv,rules.toml,expectations.toml}
  printf '%%PDF-1.7 cut' >"$place/library/cut.pdf"
  step "init $where" "$@" init library --quiet >"$place/init.log"
  grep -q 'cut\.pdf' "$place/init.log" || stop "init $where does not name the damaged file: $(cat "$place/init.log")"
  rm "$place/library/cut.pdf" "$place/library/catalogue.xlsx" "$place/library/library.toml"
  cp demo/library/*.{csv,toml} "$place/library/"
  step "check $where" "$@" check library --quiet >"$place/check.log" || stop "check $where: $(tail -n 5 "$place/check.log")"
  step "build $where" "$@" build library -o index --quiet
  step "pack $where" "$@" pack library -o out --quiet
  # The native program wrote dist/ from the same library: the bytes must be the same.
  diff -rq dist/chrome "$place/out/chrome" || stop "the package made $where differs from dist/chrome"
}

# As a reviewer at Mozilla does it: the source archive alone, built anew.
run_reproduce() {
  build_all
  PITCHSIDE_REBUILD=1 PITCHSIDE_DIST=$PWD/dist cargo test --quiet --test package_source
}

# fuzz [TARGET [SECONDS]]: each target for ten minutes, or one. Seeds are the golden index files.
run_fuzz() {
  need_rust
  rustup toolchain list | grep -q ^nightly ||
    stop "fuzzing needs a nightly toolchain: rustup toolchain install nightly --profile minimal"
  need_cargo_tools cargo-fuzz
  local target seconds=${2:-600}
  for target in ${1:-index query}; do
    mkdir -p "fuzz/corpus/$target"
    CARGO_TARGET_DIR=$TARGET/fuzz step "fuzzing $target for $seconds s" cargo +nightly fuzz run "$target" \
      "fuzz/corpus/$target" tests/golden -- -max_total_time="$seconds" -timeout=10 -rss_limit_mb=1024
  done
}

run_pictures() {
  need_for_build chromium chromedriver firefox-esr Xvfb import fc-list
  need_cargo_tools geckodriver
  build_all
  if [ "${1:-}" = store ]; then
    cargo run --quiet --release --example store_pictures -- "${2:-dist/store}"
    return
  fi
  cargo run --quiet --release --example pictures -- "${1:-docs/panel}"
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
./build.sh bench extraction [DIR]  text read from PDF, DOCX and PPTX beside pdftotext, mammoth and python-pptx
./build.sh extension  target/extension alone, with the wasm's SHA-256
./build.sh binaries   one file to download: static Linux, Windows (dist/binaries)
./build.sh reproduce  proves that the source archive gives the wasm that ships
./build.sh egress     proves that the extension makes no network request
./build.sh accuracy DIR   what is read right on a folder of saved pages (DIR/index.tsv), in headless Chromium
./build.sh fuzz [TARGET [SECONDS]]   any bytes as an index, any text as a query (nightly Rust)
./build.sh pictures [DIR]   the panel in every state, light and dark, 320 to 480 px wide: docs/panel
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
