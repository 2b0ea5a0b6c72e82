# Shared by `run` and `test`: say what is going on, and set up what is missing. Sourced by bash, never run.
# shellcheck shell=bash

STARTED=$SECONDS
RUST_WANTED=$(sed -n 's/^rust-version = "\(.*\)"$/\1/p' Cargo.toml)
NODE_WANTED=20

# One line on what happens now, with the time since the start.
say() {
    local elapsed=$((SECONDS - STARTED))
    printf '[%d:%02d] %s\n' $((elapsed / 60)) $((elapsed % 60)) "$*"
}

# Stops, with what is wrong and what to do about it.
stop() {
    say "$*" >&2
    exit 1
}

has() { command -v "$1" >/dev/null 2>&1; }

# Whether version $1 is at least version $2.
at_least() { [ "$(printf '%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]; }

# Installs Debian packages; the first argument says what for.
install_debian() {
    local purpose=$1
    shift
    has apt-get || stop "$purpose is missing, and this is not a Debian system: install the equivalent of: $*"
    [ "$(id -u)" = 0 ] || stop "$purpose is missing. Install it, then start again: sudo apt-get install $*"
    say "installing $purpose: $*"
    export DEBIAN_FRONTEND=noninteractive
    local log
    log=$(mktemp)
    if ! { apt-get update && apt-get install -y --no-install-recommends -o DPkg::Lock::Timeout=300 "$@"; } \
        </dev/null >"$log" 2>&1; then
        tail -n 20 "$log" >&2
        rm -f "$log"
        stop "$purpose could not be installed (the lines above say why)"
    fi
    rm -f "$log"
}

need_rust() {
    # rustup's own place, when the shell has not been told of it.
    [ -d "$HOME/.cargo/bin" ] && PATH="$PATH:$HOME/.cargo/bin"
    has cargo || stop "Rust is missing: install Rust $RUST_WANTED or newer (see https://rustup.rs), then start again."
    local version
    version=$(cargo --version | cut -d ' ' -f 2)
    at_least "$version" "$RUST_WANTED" ||
        stop "Rust $version is too old, $RUST_WANTED or newer is needed: run 'rustup update stable', then start again."
    # SQLite and the cryptography are C.
    has cc || install_debian "a C compiler" gcc libc6-dev
    # The solver of optimisation problems is C++, built by CMake; its header is read with libclang.
    { has c++ && has cmake && has make && has_libclang; } ||
        install_debian "what the solver is built with (C++, CMake, libclang)" g++ cmake make libclang-dev
}

# Whether libclang is where it is looked for: a folder that was named, LLVM's own, or Apple's.
has_libclang() {
    [ -n "${LIBCLANG_PATH:-}" ] || compgen -G "/usr/lib/llvm-*/lib/libclang.so" >/dev/null ||
        compgen -G "/usr/lib*/libclang.so" >/dev/null || compgen -G "/usr/lib/*/libclang.so" >/dev/null ||
        [ -e /Library/Developer/CommandLineTools/usr/lib/libclang.dylib ]
}

need_node() {
    { has node && has npm; } || install_debian "Node.js" nodejs npm ca-certificates
    local version
    version=$(node --version)
    at_least "${version#v}" "$NODE_WANTED" ||
        stop "Node.js $version is too old: install Node.js $NODE_WANTED or newer (Debian 13 has it), then start again."
}

# The installed packages of folder $1 are those of its package-lock.json.
npm_packages() {
    local folder=$1 stamp=$1/node_modules/.installed
    if ! cmp -s "$folder/package-lock.json" "$stamp"; then
        (cd "$folder" && npm ci --no-audit --no-fund --loglevel=error </dev/null) || return 1
        mkdir -p "$folder/node_modules"
        cp "$folder/package-lock.json" "$stamp"
    fi
}

# Styles, scripts and fonts, built into web/dist, which the program embeds; only when a source has changed,
# so that the program is not built again for nothing.
build_web() {
    local sources stamp=web/node_modules/.built
    sources=$(find web \( -name node_modules -o -name dist \) -prune -o -type f -print0 | LC_ALL=C sort -z |
        xargs -0 sha256sum)
    [ "$sources" = "$(cat "$stamp" 2>/dev/null)" ] && [ -d web/dist ] && return
    npm_packages web || return 1
    (cd web && npm run --silent build </dev/null) || return 1
    printf '%s\n' "$sources" >"$stamp"
}
