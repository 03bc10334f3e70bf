# Measures and searches for faults. Sourced by build.sh.

run_bench() {
  local what=${1:-panel}
  case $what in
    panel | search | recommend | detection | library | extraction | report) "bench_$what" "${@:2}" ;;
    *) stop "no such benchmark: $what. There are: panel, search, recommend, detection, library, extraction, report" ;;
  esac
}

bench_panel() {
  need_for_build chromium chromedriver fc-list
  build_all
  PITCHSIDE_DIST=$PWD/dist PITCHSIDE_CLI=$CLI "$BROWSERS" bench-panel
}

bench_library() {
  need_for_build
  build_all
  PITCHSIDE_CLI=$CLI cargo run --quiet --release --example bench_library -- "$@"
}

bench_report() {
  need_for_build
  build_all
  "$CLI" build demo/library -o "$TARGET/bench/index" -q
  cargo run --quiet --release --example bench_report -- "${1:-200}" "${2:-60}" "${3:-100}" "$TARGET/bench/index"
}

bench_extraction() {
  cargo run --quiet --release --example bench_extraction -- "$@"
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
  step "building the search alone as wasm" search_wasm
  cargo run --quiet --release --example bench_search -- "$@"
}

bench_recommend() {
  need_for_build node
  step "building the ranking alone as wasm" ranking_wasm
  cargo run --quiet --release --example bench_recommend
}

bench_detection() {
  need_for_build chromium chromedriver node fc-list
  build_all
  step "building the detection alone as wasm" ranking_wasm
  "$BROWSERS" bench-detection
}

# Ranking and detection, for Node, whose engine is Chromium's.
ranking_wasm() {
  export PITCHSIDE_RANKING_WASM=$TARGET/bench/ranking
  bench_crate ranking
  wasm-bindgen --target nodejs --no-typescript --out-dir "$PITCHSIDE_RANKING_WASM" --out-name pitchside_ranking \
    "$TARGET/wasm32-unknown-unknown/wasm/pitchside_bench_ranking.wasm"
}

search_wasm() {
  bench_crate search
  wasm-bindgen --target web --no-typescript --out-dir "$PITCHSIDE_BENCH_WASM" --out-name pitchside_bench \
    "$TARGET/wasm32-unknown-unknown/wasm/pitchside_bench_search.wasm"
  local wasm=$PITCHSIDE_BENCH_WASM/pitchside_bench_bg.wasm
  optimize_wasm "$wasm" "$wasm.optimized"
  mv "$wasm.optimized" "$wasm"
}

# As the panel is built.
bench_crate() {
  RUSTFLAGS=$(wasm_flags) cargo build --quiet --profile wasm --target wasm32-unknown-unknown --package "pitchside-bench-$1"
}

run_accuracy() {
  [ -f "${1:-}/index.tsv" ] || stop "accuracy takes a folder of saved pages with an index.tsv (tests/browsers/programs/accuracy.rs says of what form)"
  need_for_build chromium chromedriver fc-list
  build_all
  PITCHSIDE_DIST=$PWD/dist "$BROWSERS" accuracy "$1"
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
