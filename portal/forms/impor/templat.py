"""Our own templates read back (portal/reports/templat_skp.py, templat_realisasi.py): columns by their heads, every row
exactly as it stands, nothing guessed. The mark inside says whose it is; it guards against mistakes, not against malice,
since all that comes of it is a draft of one's own.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from flask_babel import gettext as _

from portal.forms.impor import templat_rencana
from portal.forms.impor.angka import kosong
from portal.forms.impor.hasil import ANGKA, MEDAN, Baris, Impor, Medan, Terlewat, batasi, medan_angka, medan_teks
from portal.forms.impor.sel import Sel
from portal.forms.impor.xlsx import Buku, Lembar, tolak
from portal.reports import templat, templat_realisasi, templat_skp
from portal.reports.lembar import bulan as nama_bulan

BULAN = {nama_bulan(n).casefold(): n for n in range(1, 13)} | {nama_bulan(n)[:3].casefold(): n for n in range(1, 13)}


@dataclass(frozen=True)
class Milik:
    """For what an upload is meant: the mark of the template has to say the same. `bulan`: 1..12, "" for the year."""

    jenis: str
    nip: str
    tahun: int
    nomor: str
    bulan: str = ""


def tanda(buku: Buku) -> Mapping[str, str] | None:
    """What the template says it is; None for any other workbook."""
    lembar = next((x for x in buku.lembar if x.nama == templat.LEMBAR_TANDA), None)
    if lembar is None or (lembar.sel.get((1, 1), Sel("", "")).teks, _teks(lembar, 1, 2)) != templat.TANDA:
        return None
    return {lembar.sel[r, k].teks: _teks(lembar, r, 2) for r, k in lembar.sel if k == 1 and 1 < r < 20}


def periksa(isi: Mapping[str, str], milik: Milik) -> tuple[str, ...]:
    """Warnings about a template that may be used here. TidakSah for one of somebody or something else."""
    versi = isi.get("versi", "")
    if not versi.isdecimal() or len(versi) > 6 or int(versi) > templat.VERSI:
        raise tolak(
            _(
                "Templat ini versi %(versi)s, lebih baru daripada portal ini. Unduh "
                "templat dari portal ini lalu salin isinya.",
                versi=versi or "?",
            ),
            "templat_lebih_baru",
        )
    if isi.get("jenis") != milik.jenis:
        pesan = {
            "skp": _("Ini templat SKP; unggah pada tugas Susun SKP."),
            "realisasi": _("Ini templat realisasi bulanan; unggah pada tugas Isi realisasi."),
        }.get(isi.get("jenis", ""), _("Templat ini tidak dikenal. Unduh templat dari halaman ini."))
        raise tolak(pesan, "templat_lain")
    if isi.get("nip") != milik.nip:
        raise tolak(
            _(
                "Templat ini milik NIP %(ada)s, bukan NIP Anda (%(nip)s). Unduh templat Anda sendiri.",
                ada=isi.get("nip", "?")[:18],
                nip=milik.nip,
            ),
            "templat_orang_lain",
        )
    if (isi.get("tahun"), isi.get("bulan", "")) != (str(milik.tahun), milik.bulan):
        ada = _masa(isi.get("tahun", "?")[:4], isi.get("bulan", ""))
        raise tolak(
            _(
                "Templat ini untuk %(ada)s, sedangkan tugas ini untuk %(perlu)s. Unduh templat dari halaman ini.",
                ada=ada,
                perlu=_masa(str(milik.tahun), milik.bulan),
            ),
            "templat_masa_lain",
        )
    if isi.get("nomor") != milik.nomor:
        return (
            _(
                "Templat ini dibuat untuk %(ada)s; isinya dipakai sebagai kegiatan baru pada %(nomor)s.",
                ada=isi.get("nomor", "?")[:40],
                nomor=milik.nomor,
            ),
        )
    return ()


def baca_skp(buku: Buku, milik: Milik, isi: Mapping[str, str]) -> Impor:
    """The kegiatan of a SKP template, their months among them."""
    kata = periksa(isi, milik)
    lembar, kepala = _lembar(buku, templat_skp.LEMBAR, templat_skp.JUDUL)
    baris: list[Baris] = []
    terlewat: list[Terlewat] = []
    terpakai: set[str] = set()
    nomor_ke: dict[int, int] = {}
    for r, sel in _isi(lembar, kepala):
        medan = _medan_skp({m: sel[k] for k, m in enumerate(templat_skp.KOLOM, 1) if k in sel})
        if not any(m.asli or m.rumus for m in medan.values()):
            continue
        if r > kepala + templat.MAKS_KEGIATAN:
            terlewat.append(_terlewat(sel, _("Di bawah baris ke-60; satu SKP paling banyak 60 kegiatan.")))
            continue
        id_ = _teks(lembar, r, len(templat_skp.KOLOM))
        id_ = "" if kata or not id_.isdecimal() or len(id_) > 12 or id_ in terpakai else id_
        terpakai.add(id_)
        nomor_ke[r - kepala] = len(baris)
        baris.append(Baris(r, medan, id=id_))
    if not baris:
        raise tolak(_("Templat ini belum diisi: tidak ada kegiatan pada lembar SKP."))
    bulan, lain = _bulan(buku, nomor_ke)
    rinci, sisa = templat_rencana.baca(buku, nomor_ke)
    hasil = tuple(replace(b, bulan=bulan.get(n, {}), rinci=rinci.get(n, {})) for n, b in enumerate(baris))
    return Impor("templat", lembar.nama, hasil, batasi([*terlewat, *sisa, *lain]), (*kata, *_rumus(hasil)))


def baca_realisasi(buku: Buku, milik: Milik, kegiatan: Mapping[int, tuple[str, ...]]) -> Impor:
    """What was achieved, by the kegiatan of the month; `kegiatan`: its id -> the aspects it has a target for."""
    isi = tanda(buku)
    if isi is None:
        raise tolak(_("Ini bukan templat realisasi dari portal. Unduh templat di halaman ini, isi, lalu unggah lagi."))
    periksa(isi, milik)
    lembar, kepala = _lembar(buku, templat_realisasi.LEMBAR, templat_realisasi.JUDUL)
    baris: dict[int, Baris] = {}
    terlewat: list[Terlewat] = []
    for r, sel in _isi(lembar, kepala):
        per = {m: sel[k] for k, m in enumerate(templat_realisasi.KOLOM, 1) if k in sel}
        medan = _medan_realisasi(per)
        if not any(m.asli or m.rumus for m in medan.values()):
            continue
        id_ = per["id"].teks if "id" in per and per["id"].teks.isdecimal() and len(per["id"].teks) < 12 else ""
        if not id_ or int(id_) not in kegiatan:
            terlewat.append(
                _terlewat(
                    sel, _("Kegiatan ini bukan target bulan ini. Targetnya mungkin direvisi; unduh templat baru.")
                )
            )
        elif int(id_) in baris:
            terlewat.append(_terlewat(sel, _("Kegiatan ini sudah ada pada baris sebelumnya.")))
        else:
            boleh = (*kegiatan[int(id_)], "catatan", "uraian")
            lebih = [m for n, m in medan.items() if n not in boleh and m.nilai]
            terlewat += [
                Terlewat(m.alamat, m.asli, _("Kegiatan ini tidak punya target untuk kolom itu.")) for m in lebih
            ]
            baris[int(id_)] = Baris(r, {n: m for n, m in medan.items() if n in boleh}, id=id_)
    if not baris:
        raise tolak(_("Templat ini belum diisi: tidak ada realisasi yang dapat dibaca."))
    hasil = tuple(baris.values())
    return Impor("templat", lembar.nama, hasil, batasi(terlewat), _rumus(hasil))


def _medan_skp(sel: Mapping[str, Sel]) -> dict[str, Medan]:
    medan = {m: Medan("") for m in MEDAN}
    for nama in ("uraian", "satuan"):
        if nama in sel:
            medan[nama] = medan_teks(sel[nama])
    for nama in ANGKA:
        if nama in sel:
            medan[nama], kata = medan_angka(nama, sel[nama])
            if kata and not medan["satuan"].nilai:
                medan["satuan"] = replace(medan[nama], nilai=kata, pesan="")
    return medan


def _medan_realisasi(sel: Mapping[str, Sel]) -> dict[str, Medan]:
    medan = {nama: medan_angka(nama, sel[nama], setahun=False)[0] if nama in sel else Medan("") for nama in ANGKA}
    return medan | {"catatan": medan_teks(sel["catatan"]) if "catatan" in sel else Medan("")}


def _bulan(buku: Buku, nomor_ke: Mapping[int, int]) -> tuple[dict[int, dict[int, dict[str, Medan]]], list[Terlewat]]:
    """The months by the place of their kegiatan, and the rows that belong to none."""
    hasil: dict[int, dict[int, dict[str, Medan]]] = {}
    terlewat: list[Terlewat] = []
    if not any(x.nama == templat_skp.LEMBAR_BULAN for x in buku.lembar):
        return hasil, [
            Terlewat("", templat_skp.LEMBAR_BULAN, _("Lembar ini tidak ada lagi; target bulanan dibagi portal."))
        ]
    lembar, kepala = _lembar(buku, templat_skp.LEMBAR_BULAN, templat_skp.JUDUL_BULAN)
    for _r, sel in _isi(lembar, kepala):
        per = {m: sel[k] for k, m in enumerate(templat_skp.KOLOM_BULAN, 1) if k in sel}
        nilai = {m: medan_angka(m, per[m], setahun=False)[0] for m in ANGKA if m in per}
        if not any(m.asli or m.rumus for m in nilai.values()):
            continue
        nomor, bulan = _bilangan(per.get("nomor")), _ke_bulan(per.get("bulan"))
        ke = nomor_ke.get(nomor or 0)
        if ke is None:
            terlewat.append(_terlewat(sel, _("Nomor kegiatan ini tidak ada pada lembar SKP.")))
        elif bulan is None:
            terlewat.append(_terlewat(sel, _("Bulannya tidak dikenal. Tulis nama bulan, misalnya Januari.")))
        elif bulan in hasil.get(ke, {}):
            terlewat.append(_terlewat(sel, _("Bulan ini sudah diisi untuk kegiatan itu pada baris sebelumnya.")))
        else:
            hasil.setdefault(ke, {})[bulan] = {m: nilai.get(m, Medan("")) for m in ANGKA}
    return hasil, terlewat


def _lembar(buku: Buku, nama: str, judul: tuple[str, ...]) -> tuple[Lembar, int]:
    """A sheet of the template and the row of its heads. TidakSah where somebody has changed them."""
    lembar = next((x for x in buku.lembar if x.nama == nama), None)
    for r, sel in lembar.baris() if lembar else ():
        if tuple(sel[k].teks if k in sel else "" for k in range(1, len(judul) + 1)) == judul:
            assert lembar is not None
            return lembar, r
    raise tolak(
        _("Kepala kolom lembar “%(nama)s” pada templat ini berubah. Unduh templat baru, lalu salin isinya.", nama=nama)
    )


def _isi(lembar: Lembar, kepala: int) -> list[tuple[int, dict[int, Sel]]]:
    return [(r, sel) for r, sel in lembar.baris() if r > kepala]


def _terlewat(sel: Mapping[int, Sel], sebab: str) -> Terlewat:
    ada = [s for s in sel.values() if s.teks] or list(sel.values())
    return Terlewat(ada[0].alamat, " | ".join(s.teks for s in ada)[:300], sebab)


def _rumus(baris: tuple[Baris, ...]) -> tuple[str, ...]:
    n = sum(
        m.rumus
        for b in baris
        for m in (*b.medan.values(), *b.rinci.values(), *(s for isi in b.bulan.values() for s in isi.values()))
    )
    if not n:
        return ()
    pesan = _(
        "%(n)s sel berisi rumus. Portal tidak menghitung rumus; yang dipakai hasil terakhir yang tersimpan di berkas.",
        n=n,
    )
    return (pesan,)


def _bilangan(sel: Sel | None) -> int | None:
    teks = (sel.angka or sel.teks) if sel else ""
    return int(teks) if teks.isdecimal() and len(teks) < 4 else None


def _ke_bulan(sel: Sel | None) -> int | None:
    """A month by its name, its number, or a day in it."""
    if sel is None or kosong(sel.teks):
        return None
    if sel.jenis == "tanggal" and sel.teks.count("/") == 2:
        return int(sel.teks.split("/")[1])
    n = _bilangan(sel)
    return n if n and n <= 12 else BULAN.get(sel.teks.casefold()) or BULAN.get(sel.teks.casefold().split()[0][:3])


def _teks(lembar: Lembar, r: int, k: int) -> str:
    satu = lembar.sel.get((r, k))
    return "" if satu is None else satu.angka or satu.teks


def _masa(tahun: str, bulan: str) -> str:
    """ "Oktober 2026" or "2026"."""
    return f"{nama_bulan(int(bulan))} {tahun}" if bulan.isdecimal() and 0 < int(bulan[:3]) <= 12 else tahun
