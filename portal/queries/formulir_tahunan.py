"""Yearly assessments and logbooks as official forms: many at once, each batch with a bounded number of statements.

The caller has seen to it that the reader may see them. The result that counts is the atasan's where an objection
changed the appraiser's. What is printed as a number comes exact from the kept trace, never from a rounded column.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from portal import waktu
from portal.extensions import db
from portal.models import CatatanPerilaku, HasilPenilaian, Pegawai, Penilaian, Skp, Unit
from portal.queries import formulir_organisasi
from portal.queries.formulir import muat_f2, muat_skp30, pangkat_cetak
from portal.queries.penanda_tangan import Penanda, tempat_pada, yang_menilai
from portal.reports.isi import Formulir, Orang
from portal.reports.isi_tahunan import BukuCatatan, Catatan, Sanggahan, Semester, Tahunan, Unsur
from portal.rules import penilaian_tahunan as aturan
from portal.rules import pp30, tahun_2021
from portal.rules.berlaku import parameter
from portal.rules.eksak import baca
from portal.rules.jejak import Jejak
from portal.rules.predikat import predikat_pp46

SAH = "sah"
ANGKA = "Nilai prestasi kerja"
"""The step of the trace that holds both exact values (rules/pp46.py)."""
JENIS = {"positif": "positif", "perbaikan": "perlu perbaikan"}

Kunci = tuple[int, int]
"""(person, year)."""


def ids(
    profil: str, opd: Sequence[int], tahun: int, unit_id: int | None = None, *, jabatan: str | None = None
) -> list[int]:
    """The assessments of these OPD (or one unit) under `profil` that have a result, by unit and name; `jabatan`:
    only of this jenis. One statement."""
    syarat = [Skp.opd_id.in_(opd), Penilaian.tahun == tahun, Penilaian.profil == profil]
    syarat += [Penilaian.dinilai_pada.is_not(None)] + ([Skp.unit_id == unit_id] if unit_id is not None else [])
    syarat += [Skp.jabatan.has(jenis=jabatan)] if jabatan else []
    pernyataan = select(Penilaian.id).join(Penilaian.skp).join(Skp.unit).join(Penilaian.pegawai).where(*syarat)
    return list(db.session.scalars(pernyataan.order_by(Unit.nama, Skp.unit_id, Pegawai.nama, Penilaian.id)))


def muat(penilaian: Sequence[int], *, dengan_skp: bool = False) -> tuple[Tahunan, ...]:
    """These assessments, in their order. Thirteen statements at most, twenty-four `dengan_skp` (targets and
    realisation; of 2021 those of the second half)."""
    semua = _penilaian(penilaian)
    skp = [p.skp for p in semua]
    penilai = yang_menilai(skp)
    atasan = tempat_pada((s.atasan_banding_id, s.mulai) for s in skp if s.atasan_banding_id is not None)
    masa = _masa([(p.pegawai_id, p.tahun) for p in semua])
    isi = _skp_dari(semua) if dengan_skp else {}
    organisasi = formulir_organisasi.tahunan(semua)
    hasil = (_tahunan(p, penilai.get(p.skp_id), atasan, masa, isi.get(p.skp_id)) for p in semua)
    return tuple(replace(satu, **organisasi.get(p.id, {})) for satu, p in zip(hasil, semua, strict=True))


def _dengan_umpan(skp: Formulir | None, h: HasilPenilaian | None) -> Formulir | None:
    """The plans with the feedback of the year on each."""
    if skp is None or h is None or not h.umpan_balik:
        return skp
    umpan = {int(k): str(teks) for k, teks in h.umpan_balik.items()}
    return replace(
        skp, kegiatan=tuple(replace(k, rinci=replace(k.rinci, umpan_balik=umpan.get(k.id, ""))) for k in skp.kegiatan)
    )


def _skp_dari(semua: Sequence[Penilaian]) -> dict[int, Formulir]:
    """SKP -> what it says; these assessments are of one law."""
    skp = [p.skp_id for p in semua]
    muat_skp = muat_skp30 if any(p.profil == aturan.DUA for p in semua) else muat_f2
    return dict(zip(skp, muat_skp(skp), strict=True))


def buku(orang: Sequence[int], tahun: int) -> tuple[BukuCatatan, ...]:
    """The logbooks of these people, in their order; who has no SKP in that year has none. Twenty statements at most."""
    skp: dict[int, Skp] = {}
    for s in db.session.scalars(
        select(Skp)
        .where(Skp.pegawai_id.in_(orang), Skp.tahun == tahun, Skp.status != "dibatalkan")
        .options(*(joinedload(r) for r in (Skp.pegawai, Skp.jabatan, Skp.unit, Skp.penilai)))
        .order_by(Skp.mulai, Skp.id)
    ):
        skp[s.pegawai_id] = s  # the last one of the year
    penilai = yang_menilai(list(skp.values()))
    entri = _entri(list(skp), tahun)
    dinilai = db.session.execute(
        select(Penilaian.pegawai_id, Penilaian.id).where(
            Penilaian.pegawai_id.in_(skp), Penilaian.tahun == tahun, Penilaian.dinilai_pada.is_not(None)
        )
    ).all()
    penutup = dict(zip([b.pegawai_id for b in dinilai], muat([b.id for b in dinilai]), strict=True))
    return tuple(
        BukuCatatan(
            tahun, _orang(s.pegawai, s.jabatan.nama, s.unit.nama), _penanda(penilai.get(s.id)),
            tuple(entri[s.pegawai_id]), penutup.get(s.pegawai_id),
        )
        for s in (skp[o] for o in orang if o in skp)
    )  # fmt: skip


def pemilik_buku(opd: Sequence[int], tahun: int, unit_id: int | None = None) -> list[int]:
    """The people of these OPD (or one unit) who have a logbook with an entry, by name. One statement."""
    syarat = [Skp.opd_id.in_(opd), Skp.tahun == tahun, Skp.status != "dibatalkan"]
    syarat += [Skp.unit_id == unit_id] if unit_id is not None else []
    berisi = select(CatatanPerilaku.pegawai_id).join(Skp, Skp.id == CatatanPerilaku.skp_id).where(*syarat)
    pernyataan = select(Pegawai.id).where(Pegawai.id.in_(berisi)).order_by(Pegawai.nama, Pegawai.id)
    return list(db.session.scalars(pernyataan))


def _penilaian(ids: Sequence[int]) -> list[Penilaian]:
    """Three statements."""
    skp = joinedload(Penilaian.skp)
    muatan = (
        skp.joinedload(Skp.pegawai), skp.joinedload(Skp.penilai), skp.joinedload(Skp.atasan_banding),
        skp.joinedload(Skp.jabatan), skp.joinedload(Skp.unit), skp.joinedload(Skp.opd),
        joinedload(Penilaian.disahkan_oleh), joinedload(Penilaian.keberatan), selectinload(Penilaian.hasil),
        selectinload(Penilaian.perilaku),
    )  # fmt: skip
    baris = db.session.scalars(select(Penilaian).where(Penilaian.id.in_(ids)).options(*muatan)).unique()
    per_id = {p.id: p for p in baris}
    return [per_id[i] for i in ids if i in per_id]


def _masa(kunci: Sequence[Kunci]) -> dict[Kunci, tuple[date, date]]:
    """From the first to the last day that the person's SKP of the year cover. One statement."""
    baris = db.session.execute(
        select(Skp.pegawai_id, Skp.tahun, func.min(Skp.mulai), func.max(Skp.selesai))
        .where(Skp.pegawai_id.in_({o for o, _t in kunci}), Skp.tahun.in_({t for _o, t in kunci}))
        .where(Skp.status.in_(aturan.DINILAI))
        .group_by(Skp.pegawai_id, Skp.tahun)
    )
    return {(o, t): (mulai, selesai) for o, t, mulai, selesai in baris}


def _tahunan(
    p: Penilaian, penilai: Penanda | None, atasan: Mapping[tuple[int, date], tuple[str, str]],
    masa: Mapping[Kunci, tuple[date, date]], skp: Formulir | None,
) -> Tahunan:  # fmt: skip
    s = p.skp
    h = formulir_organisasi.berlaku(p)
    mulai, selesai = masa.get((p.pegawai_id, p.tahun), (s.mulai, s.selesai))
    hasil: dict[str, Any] = _hasil(p, h) if h is not None else {"unsur": _unsur(p, None)}
    jabatan, unit = atasan.get((s.atasan_banding_id or 0, s.mulai), ("", ""))
    return Tahunan(
        nomor=p.nomor, tahun=p.tahun, profil=p.profil, sah=p.status == SAH,
        keadaan=str(aturan.STATUS.get(p.status, p.status)), mulai=mulai, selesai=selesai, opd=s.opd.nama,
        pegawai=_orang(s.pegawai, s.jabatan.nama, s.unit.nama), penilai=_penanda(penilai),
        atasan=_orang(s.atasan_banding, jabatan, unit) if s.atasan_banding else None, keberatan=_keberatan(p),
        dibuat=_hari(p.dinilai_pada), diterima=_hari(p.diterima_pada),
        cara_terima="" if p.cara_terima in (None, "elektronik") else str(aturan.CARA_TERIMA.get(p.cara_terima, "")),
        sikap=p.sikap or "", disahkan=_hari(p.disahkan_pada), catatan_atasan=_oleh(p), skp=_dengan_umpan(skp, h),
        jenis=s.jabatan.jenis, **hasil,
    )  # fmt: skip


def _hasil(p: Penilaian, h: HasilPenilaian) -> dict[str, Any]:
    skp, sikap = _eksak(h)
    return {
        "unsur": _unsur(p, h.sisi), "bobot": _bobot(p), "nilai_skp": skp, "nilai_perilaku": sikap,
        "sebutan_perilaku": _sebutan(p, sikap), "nilai": h.nilai, "predikat": h.predikat, "catatan": h.catatan,
        "rata_bulan": None if h.nilai is not None else h.capaian_skp, "rekomendasi": h.rekomendasi,
        "hasil_kerja": aturan.RATING.get(h.hasil_kerja or "", ""),
        "rating_perilaku": aturan.RATING.get(h.rating_perilaku or "", ""), "semester": _semester(p, h),
        "ketentuan": Jejak.from_dict(h.jejak).parameter, "penjelasan_pola": h.penjelasan_pola or "",
    }  # fmt: skip


def _semester(p: Penilaian, h: HasilPenilaian) -> Semester | None:
    """The halves of 2021 as the trace has them (rules/tahun_2021.py)."""
    if p.profil != aturan.DUA:
        return None
    langkah = {satu.nama: satu for satu in Jejak.from_dict(h.jejak).langkah}
    tahun, kinerja = langkah["Nilai 2021"].nilai, langkah.get("Nilai kinerja")
    kata = {n.aspek: n.catatan for n in p.perilaku if n.sisi == h.sisi}
    satu, dua = (_pecahan(tahun.get(nama)) for nama in ("semester I", "semester II"))
    rekan, ide = kata.get(tahun_2021.REKAN, ""), kata.get(tahun_2021.IDE, "")
    bobot = parameter("pp30", "bobot", tahun_2021.AKHIR)["dengan_360" if rekan.strip() else "tanpa_360"]
    return Semester(
        satu=satu, dua=dua, bobot=(100 * baca(bobot[0]), 100 * baca(bobot[1])), ide=ide, rekan=rekan,
        skp=_pecahan(kinerja.nilai["SKP"]) if kinerja else None,
        perilaku=_pecahan(kinerja.nilai["perilaku"]) if kinerja else None,
        predikat=pp30.predikat(dua, ide_baru=bool(ide.strip()), pada=tahun_2021.AKHIR) if dua is not None else "",
    )  # fmt: skip


def _pecahan(nilai: Any) -> Fraction | None:
    return None if nilai is None else Fraction(str(nilai))


def _eksak(h: HasilPenilaian) -> tuple[Fraction | None, Fraction | None]:
    """SKP and perilaku as the trace has them; None twice without numbers."""
    for satu in Jejak.from_dict(h.jejak).langkah:
        if satu.nama == ANGKA:
            return Fraction(str(satu.nilai["nilai SKP"])), Fraction(str(satu.nilai["perilaku"]))
    return None, None


def _bobot(p: Penilaian) -> tuple[Fraction, Fraction] | None:
    """The weights of SKP and perilaku in percent (PP 46/2011 Pasal 15); None where the result has no numbers."""
    if p.profil != aturan.PP46:
        return None
    tahun = parameter("pp46", "aturan", date(p.tahun, 12, 31))
    return 100 * baca(tahun["bobot_skp"]), 100 * baca(tahun["bobot_perilaku"])


def _unsur(p: Penilaian, sisi: str | None) -> tuple[Unsur, ...]:
    milik = {n.aspek: n for n in p.perilaku if n.sisi == sisi}
    hasil = []
    for kunci, nama in aturan.aspek(p.profil, p.skp.jabatan.jenis):
        n = milik.get(kunci)
        nilai = n.nilai if n else None
        hasil.append(Unsur(nama, nilai, _sebutan(p, nilai), n.catatan if n else "", kunci))
    return tuple(hasil)


def _sebutan(p: Penilaian, nilai: Any) -> str:
    """The word for a number of a year under PP 46/2011."""
    if nilai is None or p.profil != aturan.PP46:
        return ""
    return predikat_pp46(nilai, pada=date(p.tahun, 12, 31)).nilai


def _keberatan(p: Penilaian) -> Sanggahan | None:
    k = p.keberatan
    if k is None:
        return None
    kata = {"ubah": "Hasil diubah.", "tetap": "Hasil tetap."}.get(k.keputusan or "", "")
    keputusan = "\n".join(filter(None, (kata, k.alasan_keputusan)))
    ditanggapi, diputus = _hari(k.ditanggapi_pada), _hari(k.diputus_pada)
    diajukan = k.diajukan_pada.astimezone(waktu.WITA).date()
    return Sanggahan(k.alasan, diajukan, k.tanggapan or "", ditanggapi, keputusan, diputus)


def _oleh(p: Penilaian) -> str:
    """Who signed for the atasan, where that was somebody else."""
    if p.disahkan_oleh is None or p.disahkan_oleh_id == p.skp.atasan_banding_id:
        return ""
    return f"disahkan oleh {p.disahkan_oleh.nama} untuk atasan pejabat penilai"


def _entri(orang: Sequence[int], tahun: int) -> dict[int, list[Catatan]]:
    """Two statements: all notes of these people and that year, oldest first, struck out ones too."""
    oleh, coret = aliased(Pegawai), aliased(Pegawai)
    baris = db.session.execute(
        select(CatatanPerilaku, oleh.nama, oleh.nip, coret.nama)
        .join(Skp, Skp.id == CatatanPerilaku.skp_id)
        .join(oleh, oleh.id == CatatanPerilaku.oleh_id)
        .outerjoin(coret, coret.id == CatatanPerilaku.dicoret_oleh_id)
        .where(CatatanPerilaku.pegawai_id.in_(orang), Skp.tahun == tahun)
        .order_by(CatatanPerilaku.tanggal, CatatanPerilaku.id)
    ).all()
    nama = _nama_aspek(tahun) if baris else {}
    hasil: dict[int, list[Catatan]] = defaultdict(list)
    for c, siapa, nip, pencoret in baris:
        saat = _hari(c.dicoret_pada)
        coretan = f"{pencoret or '-'}, {saat:%d-%m-%Y}: {c.dicoret_karena or '-'}" if saat else ""
        hasil[c.pegawai_id].append(
            Catatan(
                c.tanggal, JENIS.get(c.jenis, c.jenis), nama.get(c.aspek or "", c.aspek or ""), c.uraian, siapa,
                nip if nip.isdigit() else "", coretan,
            )
        )  # fmt: skip
    return hasil


def _nama_aspek(tahun: int) -> dict[str, str]:
    """Key -> name of every aspect of that year; none where its regulation is not modelled."""
    try:
        return dict(aturan.aspek(aturan.profil(tahun), "jpt"))
    except LookupError:
        return {}


def _orang(p: Pegawai, jabatan: str, unit: str) -> Orang:
    return Orang(p.nama, p.nip if p.nip.isdigit() else "", pangkat_cetak(p.golongan), jabatan, unit)


def _penanda(p: Penanda | None) -> Orang | None:
    return _orang(p.orang, p.jabatan, p.unit) if p else None


def _hari(saat: datetime | None) -> date | None:
    return saat.astimezone(waktu.WITA).date() if saat else None
