#!/bin/sh
# Catalogues of the texts.  ambil: bring the texts of the code into en/messages.po, and FAB's and WTForms' into id/messages.po
#                           bangun: build the .mo files (set-up does this)
#                           periksa: count what is untranslated
# Source texts are Indonesian (docs/bahasa.md). After `ambil`, translate what is empty, then `bangun`.
set -eu
cd "$(dirname "$0")/.."
PY=${PY:-.venv/bin/python}
FOLDER=portal/translations

case "${1:-}" in
    ambil | periksa)
        "$PY" scripts/terjemah.py "$1"
        ;;
    bangun)
        for bahasa in id en; do
            "$PY" -m babel.messages.frontend -q compile \
                -i "$FOLDER/$bahasa/LC_MESSAGES/messages.po" -o "$FOLDER/$bahasa/LC_MESSAGES/messages.mo" -l "$bahasa"
        done
        ;;
    *)
        echo "Pakai: scripts/terjemah.sh ambil|bangun|periksa" >&2
        exit 2
        ;;
esac
