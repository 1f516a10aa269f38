#!/bin/sh
# Makes .venv with the first Python 3.11 or newer that is found; PYTHON=... names another.
set -eu
akar=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)
cd "$akar"

cukup() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

[ -x .venv/bin/python ] && cukup .venv/bin/python && .venv/bin/python -c 'import pip' 2>/dev/null && exit 0

for calon in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11 python; do
    if command -v "$calon" >/dev/null 2>&1 && cukup "$calon"; then
        ketemu=$calon
        break
    fi
done
if [ -z "${ketemu:-}" ]; then
    echo "Python 3.11 atau lebih baru tidak ditemukan. (Python 3.11 or newer was not found; set PYTHON=/path/to/python)" >&2
    exit 1
fi
if ! "$ketemu" -c 'import venv, ensurepip' 2>/dev/null; then
    echo "Modul venv/ensurepip milik $ketemu tidak ada. Di Debian/Ubuntu: apt install python3-venv" >&2
    echo "(The venv/ensurepip module of $ketemu is missing. On Debian/Ubuntu: apt install python3-venv)" >&2
    exit 1
fi
echo "Membuat .venv dengan $("$ketemu" --version) ... (creating .venv)"
rm -rf .venv
"$ketemu" -m venv .venv
