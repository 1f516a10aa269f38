"""Bring the texts of the code into the catalogues, keeping every translation; say what is still without one."""

import sys
from io import BytesIO
from pathlib import Path

import flask_appbuilder
import wtforms
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

AKAR = Path(__file__).resolve().parents[1]
KATA_KUNCI: dict[str, tuple[int, ...] | None] = {
    "_": None, "_l": None, "gettext": None, "lazy_gettext": None,
    "ngettext": (1, 2), "_n": (1, 2), "lazy_ngettext": (1, 2),
    "lazy_formatter_gettext": None,
}  # fmt: skip
METODE = [("**.py", "python"), ("**.html", "jinja2")]
OPSI = {"**.html": {"silent": "false", "extensions": "jinja2.ext.do,jinja2.ext.loopcontrols"}}
SUMBER = {
    "en": (AKAR / "portal",),
    "id": (Path(flask_appbuilder.__file__).parent, Path(wtforms.__file__).parent),
}
"""Which folders' texts a catalogue translates: `en` ours, `id` those of FAB and WTForms."""
LEWATI = ("node_modules", "static", "translations", "assets", "__pycache__", "tests")
TANPA = ('"POT-Creation', '"PO-Revision', '"Report-Msgid', '"Last-Translator', '"Language-Team', '"Generated-By')


def terkumpul(bahasa: str) -> Catalog:
    """All texts that the catalogue of this language has to translate."""
    katalog = Catalog(locale=bahasa)
    for folder in SUMBER[bahasa]:
        isi = extract_from_dir(
            folder, METODE, OPSI, KATA_KUNCI, directory_filter=lambda jalan: Path(jalan).name not in LEWATI
        )
        for _berkas, _baris, teks, _catatan, konteks in isi:
            katalog.add(teks, context=konteks)
    return katalog


def jalan(bahasa: str) -> Path:
    """The source of a catalogue."""
    return AKAR / "portal" / "translations" / bahasa / "LC_MESSAGES" / "messages.po"


def baca(bahasa: str) -> Catalog:
    """The catalogue as it is; an empty one where there is none yet."""
    if not jalan(bahasa).exists():
        return Catalog(locale=bahasa)
    with jalan(bahasa).open("rb") as berkas:
        return read_po(berkas, locale=bahasa)


def tulis(bahasa: str, katalog: Catalog) -> None:
    """Write a catalogue sorted, without places in the code and dates: a diff then shows texts and nothing else."""
    katalog.fuzzy = False
    katalog.header_comment = "# PPK Online: scripts/terjemah.py writes this file; translate what is empty, then build."
    jalan(bahasa).parent.mkdir(parents=True, exist_ok=True)
    penyangga = BytesIO()
    write_po(penyangga, katalog, width=120, sort_output=True, no_location=True)
    baris = penyangga.getvalue().decode().splitlines(keepends=True)
    jalan(bahasa).write_text("".join(b for b in baris if not b.startswith(TANPA)), encoding="utf-8")


def kosong(katalog: Catalog) -> list[Message]:
    """Messages without a translation."""
    return [m for m in katalog if m.id and not (all(m.string) if isinstance(m.string, tuple) else m.string)]


def ambil(bahasa: str) -> Catalog:
    """The catalogue with today's texts: new ones empty, gone ones dropped, translations kept, nothing guessed."""
    lama, baru = baca(bahasa), Catalog(locale=bahasa, project="PPK Online", version="1")
    for pesan in terkumpul(bahasa):
        if pesan.id:
            ada = lama.get(pesan.id, pesan.context)
            baru.add(pesan.id, ada.string if ada else None, context=pesan.context, flags=pesan.flags)
    tulis(bahasa, baru)
    return baru


def main(perintah: str) -> int:
    """0 where everything has a translation."""
    sisa = 0
    for bahasa in SUMBER:
        katalog = ambil(bahasa) if perintah == "ambil" else baca(bahasa)
        belum = kosong(katalog)
        print(f"{bahasa}: {len(katalog)} teks, {len(belum)} belum diterjemahkan")
        for pesan in belum:
            print(f"  {pesan.id!r}")
        sisa += len(belum)
    return 1 if sisa else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
