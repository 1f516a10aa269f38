"""What must hold of a row of master data. Each check yields findings (Temuan: refused) and warnings (text: kept).

`lama` are the row's values before the change, None for a new row. Nothing is flushed while a check asks the database.
"""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, or_, select

from portal import formats, waktu
from portal.errors import Temuan
from portal.extensions import db
from portal.models import (
    Gelombang,
    HariLibur,
    Jabatan,
    Opd,
    Parameter,
    Pegawai,
    Penempatan,
    Pengganti,
    Pengguna,
    Rantai,
    Skp,
    Unit,
    Verifikatur,
)
from portal.models.organisasi import JENIS_JABATAN
from portal.rules import jabatan as aturan_jabatan
from portal.rules import nip as aturan_nip
from portal.rules import pangkat, pihak
from portal.rules.eksak import GalatMasukan

Lama = dict[str, Any] | None
Hasil = Iterator[Temuan | str]
JENIS_PEGAWAI = ("PNS", "PPPK", "pejabat_negara")


def opd(o: Opd, lama: Lama) -> Hasil:
    """The code names queues of running tasks, so it stays; an OPD with people is not switched off."""
    yield from _tunggal(o, "kode", _("Kode ini sudah dipakai OPD lain."))
    if lama and lama["kode"] != o.kode and _ada(select(Skp.id).where(Skp.opd_id == o.id)):
        yield Temuan("kode", None, _("Kode tidak dapat diubah lagi: antrean verifikasi dan SKP OPD ini memakainya."))
    if lama and lama["aktif"] and not o.aktif:
        orang = (
            select(Penempatan.id)
            .join(Unit, Unit.id == Penempatan.unit_id)
            .where(Unit.opd_id == o.id, *_berlaku(Penempatan))
        )
        if jumlah := _banyak(orang):
            yield Temuan(
                "aktif", None, _("Masih ada %(n)s pegawai di OPD ini. Pindahkan mereka lebih dahulu.", n=jumlah)
            )


def unit(o: Unit, lama: Lama) -> Hasil:
    """A tree inside one OPD, without a ring."""
    if o.induk_id is not None:
        induk = db.session.get(Unit, o.induk_id)
        if induk is None or induk.opd_id != o.opd_id:
            yield Temuan("induk_id", None, _("Unit induk harus berada di OPD yang sama."))
        elif o.id is not None and _melingkar(o.id, induk):
            yield Temuan("induk_id", None, _("Unit tidak boleh berada di bawah dirinya sendiri."))
    if lama and lama["opd_id"] != o.opd_id and _ada(select(Unit.id).where(Unit.induk_id == o.id)):
        yield Temuan(
            "opd_id", None, _("Unit ini mempunyai unit bawahan, sehingga tidak dapat dipindahkan ke OPD lain.")
        )
    if lama and lama["opd_id"] != o.opd_id and _ada(select(Penempatan.id).where(Penempatan.unit_id == o.id)):
        yield Temuan(
            "opd_id", None, _("Unit ini dipakai penempatan pegawai, sehingga tidak dapat dipindahkan ke OPD lain.")
        )
    if lama and lama["aktif"] and not o.aktif:
        if jumlah := _banyak(select(Penempatan.id).where(Penempatan.unit_id == o.id, *_berlaku(Penempatan))):
            yield Temuan(
                "aktif", None, _("Masih ada %(n)s pegawai di unit ini. Pindahkan mereka lebih dahulu.", n=jumlah)
            )
        if _ada(select(Unit.id).where(Unit.induk_id == o.id, Unit.aktif)):
            yield Temuan("aktif", None, _("Unit ini masih mempunyai unit bawahan yang aktif."))


def jabatan(o: Jabatan, lama: Lama) -> Hasil:
    """Jenis and eselon must fit each other; the name is used once per jenis."""
    if o.jenis not in JENIS_JABATAN:
        yield Temuan("jenis", None, _("Pilih salah satu jenis jabatan."))
    if o.eselon:
        try:
            jenis = aturan_jabatan.eselon(o.eselon).jenis
        except GalatMasukan as galat:
            yield Temuan("eselon", None, galat.pesan)
        else:
            if jenis != o.jenis:
                nama = aturan_jabatan.NAMA_JENIS[jenis]
                yield Temuan("eselon", None, _("Eselon %(eselon)s hanya untuk %(jenis)s.", eselon=o.eselon, jenis=nama))
    if o.kelas is not None and not 1 <= o.kelas <= 17:
        yield Temuan("kelas", None, _("Kelas jabatan antara 1 dan 17."))
    kembar = select(Jabatan.id).where(
        Jabatan.nama == o.nama, Jabatan.jenis == o.jenis, Jabatan.id.is_distinct_from(o.id)
    )
    if _ada(kembar):
        yield Temuan("nama", None, _("Jabatan dengan nama dan jenis ini sudah ada."))
    if lama and lama["jenis"] != o.jenis and _ada(select(Skp.id).where(Skp.jabatan_id == o.id)):
        yield Temuan(
            "jenis",
            None,
            _("Jenis tidak dapat diubah: sudah ada SKP yang dihitung menurut jenis ini. Buat jabatan baru."),
        )


def gelombang(o: Gelombang, lama: Lama) -> Hasil:
    """Begins on a first of the month."""
    yield from _tunggal(o, "kode", _("Kode ini sudah dipakai gelombang lain."))
    if o.mulai.day != 1:
        yield Temuan("mulai", None, _("Gelombang mulai pada tanggal 1 suatu bulan."))


def hari_libur(o: HariLibur, lama: Lama) -> Hasil:
    """One name a day."""
    if lama is None and db.session.get(HariLibur, o.tanggal) is not None:
        yield Temuan("tanggal", None, _("Tanggal ini sudah tercatat sebagai hari libur."))
    if lama is None and o.tanggal < waktu.hari_ini():
        yield _("Tanggal ini sudah lewat; batas waktu yang sudah dihitung tidak berubah.")
    if o.tanggal.weekday() >= 5:
        yield _("Tanggal ini jatuh pada hari Sabtu atau Minggu, yang memang bukan hari kerja.")


def pegawai(o: Pegawai, lama: Lama) -> Hasil:
    """NIP and golongan as the jenis demands."""
    yield from _tunggal(o, "nip", _("NIP ini sudah dipakai pegawai lain."))
    if o.jenis not in JENIS_PEGAWAI:
        yield Temuan("jenis", None, _("Pilih salah satu jenis pegawai."))
    elif o.jenis == "pejabat_negara":
        if o.golongan:
            yield Temuan("golongan", None, _("Pejabat negara tidak mempunyai golongan."))
    else:
        yield from _nip(o)
        yield from _golongan(o)
    punya_akun = select(Pengguna.id).where(Pengguna.pegawai_id == o.id, Pengguna.active)
    if lama and lama["aktif"] and not o.aktif and _ada(punya_akun):
        yield _("Akun pegawai ini masih aktif. Nonaktifkan di Kelola akun bila ia tidak boleh masuk lagi.")
    atasan_dari = select(Rantai.id).where(or_(Rantai.penilai_id == o.id, Rantai.atasan_id == o.id), *_berlaku(Rantai))
    if lama and lama["aktif"] and not o.aktif and (jumlah := _banyak(atasan_dari)):
        yield _(
            "Pegawai ini masih penilai atau atasan pada %(n)s rantai penilaian. Akhiri atau ganti rantainya.", n=jumlah
        )


def _nip(o: Pegawai) -> Hasil:
    try:
        hasil = aturan_nip.periksa(o.nip, pada=waktu.hari_ini())
    except aturan_nip.GalatNip as galat:
        yield Temuan("nip", None, galat.pesan)
        return
    if hasil.jenis != o.jenis:
        yield Temuan("jenis", None, _("Menurut NIP-nya, pegawai ini %(jenis)s.", jenis=hasil.jenis))
    yield from hasil.peringatan


def _golongan(o: Pegawai) -> Hasil:
    if not o.golongan:
        return
    try:
        pangkat.pangkat(o.golongan)
    except GalatMasukan as galat:
        yield Temuan("golongan", None, galat.pesan)
        return
    if (o.golongan in pangkat.PPPK) != (o.jenis == "PPPK"):
        yield Temuan(
            "golongan", None, _("Golongan %(golongan)s bukan golongan %(jenis)s.", golongan=o.golongan, jenis=o.jenis)
        )


def penempatan(o: Penempatan, lama: Lama) -> Hasil:
    """One place at a time."""
    yield from _masa(o)
    ke = db.session.get(Unit, o.unit_id)
    if ke is not None and not ke.aktif and (lama is None or lama["unit_id"] != o.unit_id):
        yield Temuan("unit_id", None, _("Unit ini sudah tidak aktif."))
    for lain in _bertindih(o, "pegawai_id"):
        masa = _rentang(lain)
        yield Temuan(
            "sejak",
            None,
            _(
                "Bertumpang tindih dengan penempatan di %(unit)s (%(masa)s). Akhiri dahulu penempatan itu.",
                unit=lain.unit.nama,
                masa=masa,
            ),
        )
    if lama is not None and (lama["unit_id"], lama["jabatan_id"]) != (o.unit_id, o.jabatan_id):
        yield _("SKP yang sudah dibuat tetap memakai unit dan jabatan yang lama.")


def rantai(o: Rantai, lama: Lama) -> Hasil:
    """Three different persons; only above the governor is nobody, which is kept with its reason."""
    yield from _masa(o)
    penilai = db.session.get(Pegawai, o.penilai_id)
    gubernur = o.penilai_id if penilai is not None and penilai.jenis == "pejabat_negara" else None
    for temuan in pihak.periksa_pihak(o.pegawai_id, o.penilai_id, o.atasan_id, "lain", gubernur=gubernur):
        yield Temuan(
            {"atasan_banding": "atasan_id", "penilai": "penilai_id"}.get(temuan.medan, temuan.medan), None, temuan.pesan
        )
    catatan = pihak.pengecualian(o.penilai_id, o.atasan_id, gubernur=gubernur)
    if catatan is None and o.pengecualian:
        yield Temuan(
            "pengecualian",
            None,
            _("Pengecualian hanya berlaku bila penilai sekaligus atasan banding adalah gubernur. Kosongkan."),
        )
    elif catatan is not None and not o.pengecualian:
        o.pengecualian = catatan
    for lain in _bertindih(o, "pegawai_id"):
        masa, nama = _rentang(lain), lain.penilai.nama
        yield Temuan(
            "sejak",
            None,
            _(
                "Bertumpang tindih dengan rantai lain (penilai %(nama)s, %(masa)s). Akhiri dahulu rantai itu.",
                nama=nama,
                masa=masa,
            ),
        )
    for kolom in ("penilai_id", "atasan_id"):
        orang = db.session.get(Pegawai, getattr(o, kolom))
        if orang is not None and not orang.aktif and (lama is None or lama[kolom] != orang.id):
            yield Temuan(kolom, None, _("%(nama)s sudah tidak aktif.", nama=orang.nama))


def pengganti(o: Pengganti, lama: Lama) -> Hasil:
    """Plt or Plh for a stretch of time, one at a time for one office."""
    yield from _masa(o)
    if o.pengganti_id == o.digantikan_id:
        yield Temuan("pengganti_id", None, _("Seseorang tidak dapat menggantikan dirinya sendiri."))
    if o.jenis not in ("Plt", "Plh"):
        yield Temuan("jenis", None, _("Pilih Plt atau Plh."))
    for lain in _bertindih(o, "digantikan_id"):
        masa, nama = _rentang(lain), lain.pengganti.nama
        yield Temuan(
            "sejak", None, _("Pada masa itu %(nama)s sudah menjadi pengganti (%(masa)s).", nama=nama, masa=masa)
        )
    if o.jenis == "Plt" and o.sejak and o.sampai and (o.sampai - o.sejak).days > 186:
        yield _("Masa Plt ini lebih dari enam bulan. Cocokkan dengan surat perintahnya.")
    if o.jenis == "Plh" and o.sejak and o.sampai and (o.sampai - o.sejak).days > 92:
        yield _("Masa Plh ini lebih dari tiga bulan. Cocokkan dengan surat perintahnya.")


def verifikatur(o: Verifikatur, lama: Lama) -> Hasil:
    """One row per officer, OPD and time; the role comes with the account."""
    yield from _masa(o)
    for lain in _bertindih(o, "pegawai_id", "opd_id"):
        yield Temuan("sejak", None, _("Orang ini sudah verifikatur OPD itu (%(masa)s).", masa=_rentang(lain)))
    akun = db.session.scalar(select(Pengguna).where(Pengguna.pegawai_id == o.pegawai_id))
    if akun is None or "Verifikatur BKD" not in {r.name for r in akun.roles}:
        yield _(
            "Orang ini belum mempunyai peran Verifikatur BKD. Berikan di Kelola akun supaya ia dapat memverifikasi."
        )


def saklar(o: Parameter, lama: Lama) -> Hasil:
    """Kept from before; what counts from now on is decided by two people (portal/saklar.py)."""
    yield Temuan("kunci", None, _("Sakelar daerah diputuskan dua orang di halaman Ketentuan. Di sini hanya dibaca."))


PERIKSA: dict[type, Callable[[Any, Lama], Hasil]] = {
    Opd: opd, Unit: unit, Jabatan: jabatan, Gelombang: gelombang, HariLibur: hari_libur, Pegawai: pegawai,
    Penempatan: penempatan, Rantai: rantai, Pengganti: pengganti, Verifikatur: verifikatur, Parameter: saklar,
}  # fmt: skip


def _masa(o: Any) -> Hasil:
    if o.sampai is not None and o.sampai < o.sejak:
        yield Temuan("sampai", None, _("Tanggal akhir mendahului tanggal mulai."))


def _bertindih(o: Any, *sama: str) -> list[Any]:
    """Other rows with the same values in these columns (the first names a person) whose time meets that of `o`.

    The person's row is locked first: of two who save at the same moment the second sees what the first has stored.
    """
    model = type(o)
    db.session.execute(select(Pegawai.id).where(Pegawai.id == getattr(o, sama[0])).with_for_update())
    return list(
        db.session.scalars(
            select(model).where(
                *(getattr(model, k) == getattr(o, k) for k in sama),
                model.id.is_distinct_from(o.id),
                model.sejak <= (o.sampai or date.max),
                or_(model.sampai.is_(None), model.sampai >= o.sejak),
            )
        )
    )


def _rentang(o: Any) -> str:
    return f"{formats.tanggal(o.sejak)} – {formats.tanggal(o.sampai) if o.sampai else _('sekarang')}"


def _berlaku(model: Any) -> tuple[Any, ...]:
    hari = waktu.hari_ini()
    return model.sejak <= hari, or_(model.sampai.is_(None), model.sampai >= hari)


def _tunggal(o: Any, kolom: str, pesan: str) -> Hasil:
    model = type(o)
    if _ada(select(model.id).where(getattr(model, kolom) == getattr(o, kolom), model.id.is_distinct_from(o.id))):
        yield Temuan(kolom, None, pesan)


def _melingkar(unit_id: int, induk: Unit | None) -> bool:
    dilihat: set[int] = set()
    while induk is not None and induk.id not in dilihat:
        if induk.id == unit_id:
            return True
        dilihat.add(induk.id)
        induk = db.session.get(Unit, induk.induk_id) if induk.induk_id is not None else None
    return False


def _ada(pernyataan: Any) -> bool:
    return db.session.execute(pernyataan.limit(1)).first() is not None


def _banyak(pernyataan: Any) -> int:
    return db.session.scalar(select(func.count()).select_from(pernyataan.subquery())) or 0
