"""The score of a month: computed by the rules from the values that count, kept with its trace (job `hitung_nilai`)."""

import workflows
from portal import alur, audit, waktu
from portal.actions import action
from portal.actions.baris import pakai_akhir
from portal.actions.bersama import MEDAN_NILAI, baca_sisi, batas, catatan_nilai, realisasi_dari, tugas_eksternal
from portal.audit import Event
from portal.extensions import db
from portal.models import Realisasi
from portal.rules import bulanan, predikat
from portal.rules import realisasi as aturan
from portal.rules.alur import SISTEM as PERAN_SISTEM
from portal.rules.jejak import Jejak, Langkah
from portal.rules.periode import Periode
from portal.security import SISTEM


@action
def hitung(tugas_id: str) -> Realisasi:
    """Compute the month and hand it on. Silence after a rejection means the suggested values stand, by SISTEM."""
    tugas = tugas_eksternal(tugas_id)
    realisasi = realisasi_dari(tugas)
    terima_karena_diam(realisasi)
    sebelum = {"nilai_sebelum": str(realisasi.nilai), "predikat_sebelum": realisasi.predikat}
    if realisasi.nilai is None:  # the first time there is nothing to compare with
        sebelum = {}
    nilai = tulis_nilai(realisasi)
    periode = Periode(realisasi.tahun, realisasi.bulan)
    advance = alur.selesaikan(
        tugas_id, actor=None, fakta={"nilai": nilai, "batas_verifikasi": batas("verifikasi_realisasi", periode=periode)}
    )
    realisasi.predikat = str(advance.instance.facts["predikat"])
    _tulis_predikat(realisasi, advance)
    audit.record(
        db.session,
        Event.REALISASI_DINILAI,
        actor=SISTEM,
        instans_id=realisasi.instans_id,
        subjek=("realisasi", realisasi.id),
        nomor=realisasi.nomor,
        nilai=nilai,
        predikat=realisasi.predikat,
        profil=realisasi.profil,
        **sebelum,
    )
    return realisasi


def _tulis_predikat(realisasi: Realisasi, advance: workflows.Advance) -> None:
    """Put the row of the decision table that named the predicate behind the steps of the score."""
    for satu in advance.decided:
        if "predikat" in satu.facts:
            tambah_langkah(
                realisasi,
                predikat.langkah_tabel(
                    nama=satu.name, tabel=satu.decision, diagram=advance.instance.process,
                    versi=advance.instance.version, masukan=dict(satu.asked), dasar=satu.basis,
                    baris=[(baris.number, baris.note, baris.cells) for baris in satu.rows],
                    hasil=str(satu.facts["predikat"]),
                ),
            )  # fmt: skip


def tambah_langkah(realisasi: Realisasi, *langkah: Langkah, parameter: str = "") -> None:
    """Put steps behind those of the month's score."""
    jejak = Jejak.from_dict(realisasi.jejak or {})
    realisasi.jejak = (jejak + Jejak(jejak.profil, parameter, langkah)).to_dict()


def terima_karena_diam(realisasi: Realisasi) -> None:
    """A rejection nobody answered in time: the suggested values stand, by SISTEM. Otherwise nothing changes."""
    if realisasi.status != aturan.Status.REJECTED_MANAGER:
        return
    realisasi.status = aturan.lanjut(realisasi.status, "terima", PERAN_SISTEM).value
    pakai_akhir(realisasi, "terima")
    audit.record(
        db.session,
        Event.REALISASI_DITERIMA,
        actor=SISTEM,
        instans_id=realisasi.instans_id,
        subjek=("realisasi", realisasi.id),
        nomor=realisasi.nomor,
        alasan="tidak ditanggapi sampai batas waktu",
        klaim=catatan_nilai(baca_sisi(realisasi, "klaim")),
        saran=catatan_nilai(baca_sisi(realisasi, "saran")),
    )


def tulis_nilai(realisasi: Realisasi) -> str:
    """Compute `nilai` from the side "akhir" and keep it with its trace; the printed number as text."""
    akhir = {b["kegiatan"]: b for b in baca_sisi(realisasi, "akhir")}
    target = baca_sisi(realisasi, "target")
    nama = {k.id: k.uraian for k in realisasi.skp.kegiatan}
    hasil = bulanan.nilai_bulan(
        [
            bulanan.KegiatanBulan(
                nama=nama[t["kegiatan"]],
                target=bulanan.Nilai(**{m: t[m] for m in MEDAN_NILAI}),
                realisasi=bulanan.Nilai(**{m: akhir[t["kegiatan"]][m] for m in MEDAN_NILAI}),
            )
            for t in target
        ],
        jabatan=realisasi.skp.jabatan.jenis,
        pada=Periode(realisasi.tahun, realisasi.bulan).awal,
        ditutup=True,
    )
    realisasi.nilai = hasil.nilai if hasil.nilai is not None else None
    realisasi.jejak = hasil.jejak.to_dict()
    realisasi.profil, realisasi.dihitung_pada = hasil.jejak.profil, waktu.sekarang()
    return f"{hasil.nilai or 0:.2f}"
