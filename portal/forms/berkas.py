"""An uploaded file to plain values: its name made harmless, its size and kind checked by what it contains."""

import io
import re
import unicodedata
import zipfile
from dataclasses import dataclass
from typing import IO

import puremagic
from flask_babel import gettext as _

from portal.errors import Temuan, TerlaluBesar, TidakSah

MAKS_UKURAN = 10 * 1024 * 1024
MAKS_NAMA = 120
_OFFICE = "application/vnd.openxmlformats-officedocument."
JENIS = {
    ".pdf": "application/pdf", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png",
    ".xlsx": f"{_OFFICE}spreadsheetml.sheet", ".docx": f"{_OFFICE}wordprocessingml.document",
}  # fmt: skip
BAGIAN = {".xlsx": "xl/workbook.xml", ".docx": "word/document.xml"}
"""What tells the two kinds of Office files apart: both are zip archives to a signature."""
TERIMA = ",".join(JENIS)


@dataclass(frozen=True)
class Kiriman:
    """One good file: `isi` is all of it."""

    nama: str
    jenis: str
    isi: bytes


def baca(nama: str | None, aliran: IO[bytes]) -> Kiriman:
    """The file if it may be evidence. TerlaluBesar, or TidakSah naming the file and what to do."""
    bersih = bersihkan(nama or "")
    isi = aliran.read(MAKS_UKURAN + 1)
    if len(isi) > MAKS_UKURAN:
        raise TerlaluBesar(
            _("%(nama)s lebih dari 10 MB. Perkecil atau bagi menjadi beberapa berkas, lalu unggah lagi.", nama=bersih)
        )
    if not isi:
        raise _tolak(_("%(nama)s kosong. Pilih berkas yang berisi.", nama=bersih))
    akhir = _akhiran(bersih)
    if akhir not in JENIS:
        raise _tolak(
            _("%(nama)s: jenis berkas ini tidak diterima. Unggah PDF, JPEG, PNG, XLSX, atau DOCX.", nama=bersih)
        )
    if not _cocok(isi, akhir):
        raise _tolak(
            _(
                "%(nama)s: isinya bukan %(jenis)s seperti namanya. Simpan ulang dalam jenis yang benar.",
                nama=bersih,
                jenis=akhir[1:].upper(),
            )
        )
    return Kiriman(bersih, JENIS[akhir], isi)


def bersihkan(nama: str) -> str:
    """A name for people: no path, no control or direction marks, no leading dot, not too long; the ending is kept."""
    dasar = unicodedata.normalize("NFC", nama).replace("\\", "/").rpartition("/")[2]
    terlihat = "".join(h for h in dasar if unicodedata.category(h)[0] != "C" and h not in '<>:"|?*')
    rapi = re.sub(r"\s+", " ", terlihat).rstrip(" .")
    akhir = _akhiran(rapi)
    pokok = rapi[: len(rapi) - len(akhir)].strip(" .")[: MAKS_NAMA - len(akhir)]
    return f"{pokok or 'berkas'}{akhir}"


def _akhiran(nama: str) -> str:
    cocok = re.search(r"\.[A-Za-z0-9]{1,5}$", nama)
    return cocok.group().lower() if cocok else ""


def _cocok(isi: bytes, akhir: str) -> bool:
    try:
        terbaca = {satu.mime_type for satu in puremagic.magic_string(isi[:8192] if akhir not in BAGIAN else isi)}
    except (puremagic.PureError, ValueError):
        return False
    if akhir in (".jpg", ".jpeg") and not isi.startswith(b"\xff\xd8\xff"):
        return False  # two bytes are enough for puremagic
    return JENIS[akhir] in terbaca and (akhir not in BAGIAN or _office(isi, akhir))


def _office(isi: bytes, akhir: str) -> bool:
    """An Office document of this kind, without macros."""
    try:
        with zipfile.ZipFile(io.BytesIO(isi)) as arsip:
            nama = set(arsip.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False
    return {"[Content_Types].xml", BAGIAN[akhir]} <= nama and not any(n.endswith("vbaProject.bin") for n in nama)


def _tolak(pesan: str) -> TidakSah:
    return TidakSah(Temuan("berkas", None, pesan), pesan=pesan)
