"""The sheet of plans and indicators read back (portal/reports/templat_rencana.py): by the number of the kegiatan."""

from collections.abc import Mapping
from dataclasses import replace

from flask_babel import gettext as _

from portal.forms.impor.hasil import Medan, Terlewat, medan_angka, medan_teks
from portal.forms.impor.sel import Sel
from portal.forms.impor.xlsx import Buku, tolak
from portal.reports import templat_rencana
from portal.rules import rencana

KATA = {"jenis": rencana.JENIS, "perspektif": rencana.PERSPEKTIF}
PER_KEGIATAN = Mapping[int, Mapping[str, Medan]]


def baca(buku: Buku, nomor_ke: Mapping[int, int]) -> tuple[dict[int, dict[str, Medan]], list[Terlewat]]:
    """By the place of their kegiatan: path -> field; and the rows that belong to none. Nothing where the template has
    no such sheet. TidakSah where its heads were changed."""
    lembar = next((x for x in buku.lembar if x.nama == templat_rencana.LEMBAR), None)
    if lembar is None:
        return {}, []
    kepala, hasil, terlewat = templat_rencana.KEPALA_DI + 1, dict[int, dict[str, Medan]](), list[Terlewat]()
    judul = tuple(
        s.teks if (s := lembar.sel.get((kepala, k))) else "" for k in range(1, len(templat_rencana.JUDUL) + 1)
    )
    if judul != templat_rencana.JUDUL:
        pesan = _("Kepala kolom lembar “%(nama)s” pada templat ini berubah. Unduh templat baru, lalu salin isinya.",
                  nama=lembar.nama)  # fmt: skip
        raise tolak(pesan)
    for r, sel in lembar.baris():
        if r <= kepala:
            continue
        medan = _medan({m: sel[k] for k, m in enumerate(templat_rencana.KOLOM, 1) if k in sel and m != "nomor"})
        if not any(m.asli or m.rumus for m in medan.values()):
            continue
        ke = nomor_ke.get(r - kepala)
        if ke is None:
            ada = next(m for m in medan.values() if m.asli or m.rumus)
            terlewat.append(Terlewat(ada.alamat, ada.asli[:300], _("Tidak ada kegiatan bernomor ini pada lembar SKP.")))
        else:
            hasil[ke] = medan
    kosong = {m: Medan("") for m in ("jenis", "intervensi", "perspektif")}
    return {n: hasil.get(n, dict(kosong)) for n in nomor_ke.values()}, terlewat


def _medan(sel: Mapping[str, Sel]) -> dict[str, Medan]:
    hasil = {m: Medan("") for m in ("jenis", "intervensi", "perspektif")}
    for nama, satu in sel.items():
        if nama in KATA:
            hasil[nama] = _pilihan(nama, medan_teks(satu))
        elif nama.endswith(("minimum", "maksimum")):
            hasil[nama], kata = medan_angka("kuantitas", satu)
            satuan = nama.rpartition(".")[0] + ".satuan"
            if kata and not hasil.get(satuan, Medan("")).nilai:
                hasil[satuan] = replace(hasil[nama], nilai=kata, pesan="")
        elif medan_teks(satu).nilai or nama not in hasil:
            hasil[nama] = medan_teks(satu)
    return hasil


def _pilihan(nama: str, satu: Medan) -> Medan:
    """The key of a choice by its word, small or large; what is no choice stays as it was written."""
    if not satu.nilai:
        return satu
    kunci = next((k for k, kata in KATA[nama].items() if satu.nilai.casefold() in (k, kata.casefold())), None)
    if kunci is None:
        pesan = _("Pilih salah satu: %(pilihan)s.", pilihan=", ".join(KATA[nama].values()))
        return replace(satu, paham=False, pesan=pesan)
    return replace(satu, nilai=kunci)
