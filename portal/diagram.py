"""What the portal says of a diagram's text before it is published: the engine's findings, and what BKD must not change
by accident (the key of the process, the ids that running instances stand on).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import select

import workflows
from portal import katalog_kata
from portal.extensions import db
from portal.katalog import KATALOG, LANGKAH
from portal.models import Opd
from portal.security import ADMIN_BKD, antrean_verifikatur

GALAT, PERINGATAN = "galat", "peringatan"


@dataclass(frozen=True)
class TemuanDiagram:
    """`elemen`: an id of the diagram. `tingkat`: "galat" (it cannot be submitted) or "peringatan"."""

    elemen: str
    tingkat: str
    pesan: str


def xml_terbit(kunci: str) -> bytes | None:
    """The newest text of a process, for diagrams that call it."""
    try:
        return workflows.definition(db.session, kunci).xml
    except workflows.NotFound:
        return None


def temuan(
    kunci: str, xml: bytes, keputusan: Mapping[str, bytes], dasar_versi: int | None
) -> tuple[TemuanDiagram, ...]:
    """All findings of a text meant for `kunci`, those that forbid publishing first; `dasar_versi`: what it began
    from.
    """
    mesin = workflows.findings(xml, decisions=keputusan, catalogue=KATALOG, called=xml_terbit)
    semua = [TemuanDiagram(f.element, f.level, f.message) for f in mesin]
    try:
        baru = workflows.outline(xml, keputusan)
    except workflows.NotSafe:
        return tuple(semua)
    dasar = None
    if dasar_versi is not None:
        terbit = workflows.definition(db.session, kunci, dasar_versi)
        dasar = workflows.outline(terbit.xml, terbit.decisions)
    semua += (*_kunci(kunci, baru), *_tanpa_antrean(baru))
    semua += (*_tidak_tergambar(baru), *_tidak_terisi(kunci, baru, dasar))
    semua += _unsur_tetap(dasar, baru) if dasar else ()
    return tuple(sorted(dict.fromkeys(semua), key=lambda t: t.tingkat))


def menghalangi(semua: tuple[TemuanDiagram, ...]) -> tuple[TemuanDiagram, ...]:
    """Those that forbid submitting and publishing."""
    return tuple(t for t in semua if t.tingkat == GALAT)


def antrean() -> dict[str, str]:
    """The queues a lane may name in its property `pihak`, by what each is called: Admin BKD, and the verifikatur of
    every OPD in service."""
    opd = db.session.scalars(select(Opd).where(Opd.aktif).order_by(Opd.nama))
    verifikatur = {antrean_verifikatur(satu.kode): _("Verifikatur BKD untuk %(opd)s", opd=satu.nama) for satu in opd}
    return {ADMIN_BKD: _("Admin BKD")} | verifikatur


def sematan_usang(kunci: str) -> dict[str, tuple[int, int]]:
    """Called processes of which the newest version of `kunci` still runs an older one: key -> (pinned, newest)."""
    terbaru: dict[str, workflows.Version] = {}
    for satu in workflows.versions(db.session):
        terbaru.setdefault(satu.key, satu)
    if kunci not in terbaru:
        return {}
    return {
        nama: (versi, terbaru[nama].version)
        for nama, versi in terbaru[kunci].called.items()
        if nama in terbaru and terbaru[nama].version > versi
    }


def _kunci(kunci: str, baru: workflows.Outline) -> Iterator[TemuanDiagram]:
    if baru.key != kunci:
        pesan = _(
            "Kunci proses berubah dari “%(lama)s” menjadi “%(baru)s”. Kunci menghubungkan proses dengan perkara yang "
            "berjalan; kembalikan menjadi “%(lama)s”.",
            lama=kunci,
            baru=baru.key,
        )
        yield TemuanDiagram(baru.key, GALAT, pesan)


def _tanpa_antrean(baru: workflows.Outline) -> Iterator[TemuanDiagram]:
    """A lane whose queue nobody serves: what it opens would wait for ever."""
    disebut = [(satu, satu.says["pihak"]) for satu in baru.elements.values() if "pihak" in satu.says]
    ada = antrean() if disebut else {}
    for satu, pihak in disebut:
        if pihak in ada:
            continue
        pesan = _(
            "Lajur “%(nama)s”: tidak ada yang melayani antrean “%(antrean)s”. Pilih Admin BKD atau verifikatur sebuah "
            "OPD.",
            nama=satu.name or satu.id,
            antrean=pihak,
        )
        yield TemuanDiagram(satu.id, GALAT, pesan)


def _tidak_tergambar(baru: workflows.Outline) -> Iterator[TemuanDiagram]:
    """What runs but cannot be seen, so that nobody reviews what the picture hides."""
    if not baru.drawn:
        yield TemuanDiagram(
            baru.key, PERINGATAN, _("Berkas ini tidak memuat gambar; studio tidak dapat menampilkannya.")
        )
        return
    for satu in baru.elements.values():
        if satu.kind != "lane" and satu.id not in baru.drawn:
            pesan = _("“%(nama)s” (%(id)s) berjalan tetapi tidak tergambar.", nama=satu.name or satu.id, id=satu.id)
            yield TemuanDiagram(satu.id, PERINGATAN, pesan)


def _tidak_terisi(kunci: str, baru: workflows.Outline, dasar: workflows.Outline | None) -> Iterator[TemuanDiagram]:
    """Facts that are asked for and that nothing is known to bring: mostly a slip of the pen, and who comes to such a
    branch cannot send his answer."""
    if dasar is None and any(satu.step in LANGKAH for satu in baru.people()):
        return  # what the portal's own steps bring is known only from a version that was published
    ada = {*baru.writes, *(dasar.facts if dasar else ()), *katalog_kata.FAKTA.get(kunci, ())}
    for dipanggil in {satu.says.get("panggil", "") for satu in baru.elements.values()} - {""}:
        if teks := xml_terbit(dipanggil):
            ada |= workflows.outline(teks).facts
    if any(satu.step not in LANGKAH for satu in baru.people()):
        ada |= set(katalog_kata.FAKTA_UMUM)
    for elemen, diminta in baru.reads.items():
        for nama in sorted(diminta - ada):
            pesan = _(
                "Data “%(nama)s” tidak diisi langkah mana pun. Periksa ejaannya; tanpa data itu perkara macet di sini.",
                nama=nama,
            )
            yield TemuanDiagram(elemen or baru.key, PERINGATAN, pesan)


def _unsur_tetap(dasar: workflows.Outline, baru: workflows.Outline) -> Iterator[TemuanDiagram]:
    """What stands in the published version and is no longer there under its id: meant, or an accident."""
    for lama, kini in workflows.retyped(dasar, baru):
        nama = lama.name or lama.id
        if kini is None:
            pesan = _(
                "“%(nama)s” (%(id)s) ada pada versi yang terbit dan tidak ada lagi di sini.", nama=nama, id=lama.id
            )
        else:
            pesan = _("“%(nama)s” (%(id)s) berganti jenis sejak versi yang terbit.", nama=nama, id=lama.id)
        yield TemuanDiagram(lama.id, PERINGATAN, pesan)
