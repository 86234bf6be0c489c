#!/bin/sh
# Makes a fresh Debian 12 machine ready: system packages, then the environment .venv from the lock files.
# Does only what is missing, so that running it again costs nothing. Called by every make target.
# `setup.sh tests` also brings what only tests need: PostgreSQL, openssl for certificates, and a browser.
# `setup.sh training` also brings what making the model needs: PyTorch, and the fonts of Debian and npm.
set -eu
cd "$(dirname "$0")/.."

stamp=.venv/.installed
wanted=$(cat requirements.lock requirements-dev.lock pyproject.toml | sha256sum | cut -d' ' -f1)

# The first Python of 3.11 or later that really runs (a pyenv shim may exist and refuse).
find_python() {
    for python in "${PYTHON:-python3.11}" python3.11 python3 python; do
        if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$python"
            return
        fi
    done
    echo "saraban needs Python 3.11 or later: apt-get install python3" >&2
    exit 3
}

thai_is_there() {
    tesseract --list-langs 2>/dev/null | grep -qx tha
}

# Any of the fonts that app/drawing/fonts.py knows.
thai_font_is_there() {
    for folder in /usr/share/fonts /usr/local/share/fonts "$HOME/.fonts" "$HOME/.local/share/fonts"; do
        find "$folder" -name 'Loma.?tf' -o -name 'Sarabun-Regular.ttf' -o -name 'Garuda.?tf' -o -name 'Waree.?tf'
    done 2>/dev/null | grep -q .
}

missing_packages() {
    command -v tesseract >/dev/null || echo tesseract-ocr
    thai_is_there || echo tesseract-ocr-tha
    { command -v pdftoppm && command -v pdfinfo; } >/dev/null || echo poppler-utils
    thai_font_is_there || echo fonts-tlwg-loma-ttf
    # A virtual environment needs ensurepip, which Debian keeps in a package of its own.
    .venv/bin/python -m pip --version >/dev/null 2>&1 || "$1" -c 'import ensurepip, venv' 2>/dev/null || echo python3-venv
}

# Installs as root, through sudo without a password, or through sudo with one where somebody can type it.
install_packages() {
    command="apt-get install --yes --no-install-recommends $*"
    if ! command -v apt-get >/dev/null; then
        echo "saraban needs: $*. This machine has no apt-get: install what these Debian packages hold." >&2
        exit 3
    fi
    if [ "$(id -u)" = 0 ]; then
        sudo=
    elif sudo -n true 2>/dev/null; then
        sudo="sudo -n"
    elif [ -t 0 ] && command -v sudo >/dev/null; then
        sudo=sudo
    else
        echo "saraban needs these Debian packages: $*. Have an administrator run: $command" >&2
        exit 3
    fi
    echo "installing $*"
    $sudo apt-get update -qq || echo "apt-get update failed; trying with the package lists at hand" >&2
    $sudo env DEBIAN_FRONTEND=noninteractive DEBCONF_NOWARNINGS=yes $command -qq >/dev/null
}

make_environment() {
    echo "installing the Python environment .venv from the lock files"
    if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
        rm -rf .venv
        "$1" -m venv .venv
    fi
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes \
        -r requirements.lock -r requirements-dev.lock
    .venv/bin/python -m pip install --quiet --disable-pip-version-check \
        --no-build-isolation --no-deps --editable .
    echo "$wanted" >"$stamp"
}

missing_for_tests() {
    [ -n "$(find /usr/lib/postgresql -name initdb 2>/dev/null)" ] || echo postgresql
    command -v openssl >/dev/null || echo openssl
    command -v chromium >/dev/null || echo chromium
}

missing_for_training() {
    for package in fonts-thai-tlwg fonts-noto-core; do
        dpkg -s $package >/dev/null 2>&1 || echo $package
    done
    command -v npm >/dev/null || echo npm
}

# The build for CPUs alone is enough; where a GPU stands, an installed PyTorch of any build is kept.
make_training_environment() {
    .venv/bin/python -c 'import torch' 2>/dev/null ||
        .venv/bin/python -m pip install --quiet --disable-pip-version-check "torch==$torch"
    if ! cmp -s training/fonts/package-lock.json training/fonts/node_modules/.installed; then
        npm ci --prefix training/fonts --no-fund --no-audit --silent
        cp training/fonts/package-lock.json training/fonts/node_modules/.installed
    fi
}

torch=2.13.0
python=$(find_python)
missing=$(missing_packages "$python")
[ "${1:-}" != tests ] || missing="$missing $(missing_for_tests)"
[ "${1:-}" != training ] || missing="$missing $(missing_for_training)"
missing=$(echo $missing)
[ -z "$missing" ] || install_packages $missing
[ "$(cat $stamp 2>/dev/null)" = "$wanted" ] || make_environment "$python"
[ "${1:-}" != training ] || make_training_environment
