"""Forms of master data: they read and resolve what was typed. What must hold of it: portal/actions/periksa_induk.py."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from markupsafe import Markup
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    IntegerField,
    SelectField,
    StringField,
    ValidationError,
)
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, Regexp
from wtforms.widgets import TextInput, html_params

from portal.models import Gelombang, Jabatan, Opd, Pegawai, Unit
from portal.queries import data_induk as tanya
from portal.rules.jabatan import ESELON, NAMA_JENIS
from portal.rules.pangkat import PNS, PPPK

WAJIB = InputRequired(_l("Wajib diisi."))
WAJIB_TEKS = DataRequired(_l("Wajib diisi."))  # blanks are no answer
BOLEH_KOSONG = Optional()
DAFTAR_PENUH = 200
GOLONGAN = (*((g, f"{g} – {nama}") for g, nama in PNS.items()), *((g, f"PPPK {g}") for g in PPPK))


def panjang(maks: int) -> Length:
    """At most so many letters, as the column holds."""
    return Length(max=maks, message=_l("Paling banyak %(max)d huruf."))


class _DenganDaftar(TextInput):
    """A text input; what the text may mean is offered in a datalist, which needs no script."""

    def __call__(self, field: "RujukanField", **kwargs: Any) -> Markup:
        calon = field.calon()
        if not calon:
            return super().__call__(field, **kwargs)
        daftar = f"{field.id}-daftar"
        opsi = Markup("").join(Markup("<option {}></option>").format(Markup(html_params(value=c.teks))) for c in calon)
        return super().__call__(field, list=daftar, **kwargs) + Markup('<datalist id="{}">{}</datalist>').format(
            daftar, opsi
        )


class RujukanField(StringField):
    """Names one row of a big table by text: "19910101 ... · Lusia", a NIP, or enough of a name. `data` is its id.

    Where the text means several rows the error lists them and the field offers them; nothing is guessed.
    """

    widget = _DenganDaftar()

    def __init__(self, label: Any, validators: Sequence[Any], *, model: Any, **kwargs: Any) -> None:
        super().__init__(label, [*validators], **kwargs)
        self._model = model
        self._calon: list[tanya.Rujukan] | None = None
        self._teks = ""

    def process_data(self, value: Any) -> None:
        """From the row: its text."""
        self.data = value
        self._teks = tanya.sebut(self._model, value)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """From the form: the text, resolved."""
        self._teks = " ".join(str(valuelist[0]).split()) if valuelist else ""
        self.data = None
        if not self._teks:
            return
        temuan = tanya.cari(self._model, self._teks[:200])
        if len(temuan) == 1:
            self.data, self._teks = temuan[0].id, temuan[0].teks
            return
        self._calon = temuan
        if not temuan:
            raise ValueError(_("Tidak ditemukan. Tulis NIP atau nama seperti di data induk."))
        contoh = "; ".join(c.teks for c in temuan[:5]) + ("; …" if len(temuan) > 5 else "")
        raise ValueError(_("Ada beberapa yang cocok: %(contoh)s. Pilih satu.", contoh=contoh))

    def _value(self) -> str:
        return self._teks

    def calon(self) -> list[tanya.Rujukan]:
        """What to offer: the matches of a text that means several, or a table small enough to offer whole."""
        if self._calon is None:
            semua = tanya.cari(self._model, "", batas=DAFTAR_PENUH + 1) if self._model is not Pegawai else []
            self._calon = semua if len(semua) <= DAFTAR_PENUH else []
        return self._calon


def _opsi(pasangan: Sequence[tuple[Any, Any]]) -> list[SelectChoice]:
    """(value, word) pairs as WTForms takes them."""
    return [SelectChoice(value=nilai, label=kata) for nilai, kata in pasangan]


def _bilangan(nilai: Any) -> int | None:
    return int(nilai) if nilai not in (None, "", "None") else None


def _teks_atau_kosong(nilai: Any) -> str | None:
    return str(nilai) if nilai not in (None, "", "None") else None


class FormInduk(FlaskForm):
    """The common part: `sidik` says which state of the row was on the screen."""

    sidik = HiddenField()

    def isian(self) -> dict[str, Any]:
        """{column: value} of what was sent; blank text is None."""
        return {f.name: _rapi(f.data) for f in self if f.name not in ("csrf_token", "sidik")}


def _rapi(nilai: Any) -> Any:
    return (" ".join(nilai.split()) or None) if isinstance(nilai, str) else nilai


class FormOpd(FormInduk):
    """OPD."""

    kode = StringField(
        _l("Kode"),
        [
            WAJIB_TEKS,
            panjang(20),
            Regexp(r"^[A-Z0-9][A-Z0-9._-]*$", message=_l("Huruf besar, angka, titik, dan garis saja.")),
        ],
        description=_l("Singkatan tetap, misalnya DINSOS. Tidak dapat diubah lagi setelah ada SKP."),
    )
    nama = StringField(_l("Nama"), [WAJIB_TEKS, panjang(160)])
    punya_mesin = BooleanField(
        _l("Mempunyai mesin presensi"),
        default=True,
        description=_l("Bila tidak, kehadiran tidak ditarik dari e-absensi."),
    )
    aktif = BooleanField(_l("Aktif"), default=True)


class FormUnit(FormInduk):
    """Unit."""

    opd_id = SelectField(_l("OPD"), [WAJIB], coerce=_bilangan)
    induk_id = RujukanField(
        _l("Unit induk"), [BOLEH_KOSONG], model=Unit, description=_l("Kosongkan untuk unit paling atas di OPD-nya.")
    )
    nama = StringField(_l("Nama"), [WAJIB_TEKS, panjang(160)])
    aktif = BooleanField(_l("Aktif"), default=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.opd_id.choices = _opsi([("", _("Pilih …")), *tanya.pilihan(Opd)])


class FormJabatan(FormInduk):
    """Jabatan."""

    nama = StringField(_l("Nama"), [WAJIB_TEKS, panjang(160)])
    jenis = SelectField(
        _l("Jenis"), [WAJIB], choices=_opsi([("", _l("Pilih …")), *NAMA_JENIS.items()]),
        description=_l("Menentukan aspek yang dinilai setiap bulan."),
    )  # fmt: skip
    eselon = SelectField(
        _l("Eselon"), [BOLEH_KOSONG], coerce=_teks_atau_kosong,
        choices=_opsi([("", _l("Tanpa eselon")), *((e.kode, f"{e.kode} – {NAMA_JENIS[e.jenis]}") for e in ESELON)]),
    )  # fmt: skip
    kelas = IntegerField(
        _l("Kelas jabatan"), [BOLEH_KOSONG, NumberRange(1, 17, _l("Kelas jabatan antara %(min)s dan %(max)s."))]
    )


class FormGelombang(FormInduk):
    """Wave of enrolment."""

    kode = StringField(_l("Kode"), [WAJIB_TEKS, panjang(20)])
    nama = StringField(_l("Nama"), [WAJIB_TEKS, panjang(120)], description=_l("Misalnya: Struktural, JFT, Guru, UPTD."))
    mulai = DateField(
        _l("Mulai"), [WAJIB], description=_l("Tanggal 1 bulan pertama yang wajib dilaporkan oleh gelombang ini.")
    )


class FormHariLibur(FormInduk):
    """Holiday."""

    tanggal = DateField(
        _l("Tanggal"), [WAJIB], description=_l("Hari libur nasional, hari libur daerah, atau cuti bersama.")
    )
    nama = StringField(_l("Nama"), [WAJIB_TEKS, panjang(120)])


class FormNamaLibur(FormInduk):
    """A holiday's day is its key; only the name can change."""

    nama = StringField(_l("Nama"), [WAJIB_TEKS, panjang(120)])


class FormPegawai(FormInduk):
    """Pegawai."""

    jenis = SelectField(
        _l("Jenis"), [WAJIB], default="PNS",
        choices=_opsi([("PNS", "PNS"), ("PPPK", "PPPK"), ("pejabat_negara", _l("Pejabat negara (gubernur)"))]),
    )  # fmt: skip
    nip = StringField(
        _l("NIP"),
        [WAJIB_TEKS],
        description=_l("18 angka; boleh dengan spasi. Pejabat negara: sebuah kata kunci, misalnya GUBERNUR."),
    )
    nama = StringField(_l("Nama"), [WAJIB_TEKS, panjang(120)], description=_l("Dengan gelar, seperti pada SK."))
    golongan = SelectField(
        _l("Golongan"), [BOLEH_KOSONG], coerce=_teks_atau_kosong,
        choices=_opsi([("", _l("Belum diisi")), *GOLONGAN]),
    )  # fmt: skip
    gelombang_id = SelectField(
        _l("Gelombang"), [BOLEH_KOSONG], coerce=_bilangan, description=_l("Sejak kapan ia wajib melapor setiap bulan.")
    )
    aktif = BooleanField(_l("Aktif"), default=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.gelombang_id.choices = _opsi([("", _("Belum ikut")), *tanya.pilihan(Gelombang)])

    def validate_nip(self, field: StringField) -> None:
        """Blanks and dots may stand in a NIP; what is kept is the digits."""
        padat = "".join(str(field.data or "").split()).replace(".", "")
        if len(padat) > 18:
            raise ValidationError(_("NIP terdiri atas 18 angka."))
        field.data = padat if self.jenis.data != "pejabat_negara" else padat.upper()


HINT_ORANG = _l("Tulis NIP, atau nama bila hanya satu orang yang bernama begitu.")


class FormPenempatan(FormInduk):
    """Placement."""

    pegawai_id = RujukanField(_l("Pegawai"), [WAJIB], model=Pegawai, description=HINT_ORANG)
    unit_id = RujukanField(_l("Unit"), [WAJIB], model=Unit, description=_l("Tulis nama unit, lalu pilih dari daftar."))
    jabatan_id = RujukanField(
        _l("Jabatan"), [WAJIB], model=Jabatan, description=_l("Tulis nama jabatan, lalu pilih dari daftar.")
    )
    sejak = DateField(_l("Sejak"), [WAJIB], description=_l("TMT pada surat keputusan."))
    sampai = DateField(_l("Sampai"), [BOLEH_KOSONG], description=_l("Hari terakhir; kosongkan selama masih berlaku."))
    nomor_sk = StringField(_l("Nomor SK"), [BOLEH_KOSONG, panjang(80)])


class FormRantai(FormInduk):
    """Who appraises whom."""

    pegawai_id = RujukanField(_l("Pegawai"), [WAJIB], model=Pegawai, description=HINT_ORANG)
    penilai_id = RujukanField(
        _l("Pejabat penilai"),
        [WAJIB],
        model=Pegawai,
        description=_l("Atasan langsung pegawai itu. Tulis NIP atau nama."),
    )
    atasan_id = RujukanField(
        _l("Atasan pejabat penilai"), [WAJIB], model=Pegawai, description=_l("Memutuskan banding. Tulis NIP atau nama.")
    )
    sejak = DateField(_l("Sejak"), [WAJIB])
    sampai = DateField(_l("Sampai"), [BOLEH_KOSONG], description=_l("Hari terakhir; kosongkan selama masih berlaku."))
    pengecualian = StringField(
        _l("Pengecualian"), [BOLEH_KOSONG, panjang(200)],
        description=_l("Hanya bila penilai sekaligus atasannya adalah gubernur. Bila kosong, diisi menurut aturan."),
    )  # fmt: skip


class FormPengganti(FormInduk):
    """Plt and Plh."""

    digantikan_id = RujukanField(_l("Pejabat yang digantikan"), [WAJIB], model=Pegawai, description=HINT_ORANG)
    pengganti_id = RujukanField(_l("Pengganti"), [WAJIB], model=Pegawai, description=HINT_ORANG)
    jenis = SelectField(
        _l("Sebagai"),
        [WAJIB],
        choices=_opsi([("Plt", _l("Plt. (pelaksana tugas)")), ("Plh", _l("Plh. (pelaksana harian)"))]),
    )
    sejak = DateField(_l("Sejak"), [WAJIB])
    sampai = DateField(_l("Sampai"), [WAJIB], description=_l("Hari terakhir."))
    nomor_surat = StringField(_l("Nomor surat perintah"), [WAJIB_TEKS, panjang(80)])


class FormVerifikatur(FormInduk):
    """Verifikatur of an OPD."""

    pegawai_id = RujukanField(_l("Verifikatur"), [WAJIB], model=Pegawai, description=HINT_ORANG)
    opd_id = SelectField(_l("OPD yang diverifikasi"), [WAJIB], coerce=_bilangan)
    sejak = DateField(_l("Sejak"), [WAJIB])
    sampai = DateField(_l("Sampai"), [BOLEH_KOSONG], description=_l("Hari terakhir; kosongkan selama masih berlaku."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.opd_id.choices = _opsi([("", _("Pilih …")), *tanya.pilihan(Opd)])
