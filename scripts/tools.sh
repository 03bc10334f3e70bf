# Installs what is missing and says so. Sourced by build.sh.
#
# Rust components by rustup, cargo tools at the versions below into a folder kept between runs, Debian packages by apt in one
# call, npm packages beside the cargo tools. Nothing else is downloaded.

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

# Command → Debian package.
declare -A DEBIAN=(
  [cc]=build-essential [curl]=curl [wasm-opt]=binaryen [chromium]=chromium [chromedriver]=chromium-driver
  [x86_64-w64-mingw32-gcc]=gcc-mingw-w64-x86-64 [unzip]=unzip
  [Xvfb]=xvfb [import]=imagemagick [firefox-esr]=firefox-esr [openssl]=openssl [node]=nodejs [npm]=npm [fc-list]=fontconfig
)

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

# A live Tryton with a filled database, in two minutes once (150 MB).
need_tryton() {
  local home=$TOOLS/tryton now
  now=$({ echo "${TRYTON[@]}" "$TRYTON_SAO"; cat tests/tryton/database.py; } | sha256sum)
  if [ "$now" != "$(cat "$home/stamp" 2>/dev/null)" ]; then
    say "installing Tryton into $home, for the tests"
    if ! install_tryton "$home" >"$TOOLS/tryton.log" 2>&1; then
      stop "Tryton could not be installed: $TOOLS/tryton.log shows why"
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
