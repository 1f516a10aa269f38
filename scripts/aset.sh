#!/bin/sh
# Installs the locked browser packages and builds portal/static/dist.
# Skips npm ci where node_modules already belongs to this package-lock.json (`--paksa` does not skip).
set -eu
akar=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)
cd "$akar/portal/assets"
kunci=$(cat package.json package-lock.json .npmrc | cksum)
if [ "${1:-}" = --paksa ] || [ "$(cat node_modules/.kunci 2>/dev/null)" != "$kunci" ]; then
    "$akar/scripts/node.sh" npm ci --ignore-scripts --no-fund --no-audit --loglevel=error
    printf '%s' "$kunci" > node_modules/.kunci
fi
"$akar/scripts/node.sh" node build.mjs
