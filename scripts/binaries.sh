# Programs to download, and the proof that the source gives the wasm. Sourced by build.sh.

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
  say "check $where"
  "$@" check library --quiet >"$place/check.log" || stop "check $where: $(tail -n 5 "$place/check.log")"
  step "build $where" "$@" build library -o index --quiet
  step "pack $where" "$@" pack library -o out --quiet
  # The native program wrote dist/ from the same library: the bytes must be the same.
  diff -rq dist/chrome "$place/out/chrome" || stop "the package made $where differs from dist/chrome"
}

# As a reviewer at Mozilla does it: the source archive alone, built anew.
run_reproduce() {
  build_all
  PITCHSIDE_DIST=$PWD/dist cargo test --quiet --package pitchside --test native -- --ignored package_source
}
