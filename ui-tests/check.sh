#!/bin/sh
# Compiles every fixture against the real client crates. Needs cmake and a C compiler (paho-mqtt brings its C library as
# source) and OpenSSL's headers (native-tls); installs what is missing where it may.
set -eu
cd "$(dirname "$0")"

missing=
command -v cmake >/dev/null 2>&1 || missing="$missing cmake"
command -v cc >/dev/null 2>&1 || missing="$missing build-essential"
pkg-config --exists openssl 2>/dev/null || missing="$missing pkg-config libssl-dev"
if [ -n "$missing" ]; then
    if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
        # shellcheck disable=SC2086
        apt-get update -qq && apt-get install -y -qq $missing
    else
        echo "ui-tests/check.sh: please install:$missing" >&2
        exit 2
    fi
fi

# The probe is compiled by `surface`, which writes what is in it.
cargo check --workspace --exclude surface-probe --all-targets "$@"
