"""What somebody says before he opens another's case."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Field, RadioField, StringField, ValidationError
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length

LAIN = "lain"
TUJUAN = {
    "rutin": _l("Pemeriksaan rutin"), "aduan": _l("Menindaklanjuti pengaduan"), "sengketa": _l("Menelaah banding"),
    "bantuan": _l("Membantu para pihak atau memperbaiki data"), LAIN: _l("Lainnya"),
}  # fmt: skip
PALING_PANJANG = 200


def _rapi(teks: str | None) -> str:
    return " ".join((teks or "").replace("\0", "").split())


class TujuanPemeriksaan(FlaskForm):
    """One of a few purposes, and what it is about; "lain" says nothing without it."""

    pilihan = RadioField(
        _l("Untuk apa Anda membuka perkara ini?"), validators=[InputRequired(_l("Pilih salah satu tujuan."))]
    )
    keterangan = StringField(
        _l("Keterangan"),
        filters=[_rapi],
        validators=[Length(max=PALING_PANJANG, message=_l("Keterangan paling banyak %(max)d huruf."))],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pilihan.choices = [SelectChoice(value=kunci, label=kata) for kunci, kata in TUJUAN.items()]
        self.pilihan.validate_choice = False

    def validate_pilihan(self, field: Field) -> None:
        """Only what was offered."""
        if field.data not in TUJUAN:
            raise ValidationError(_l("Pilih salah satu tujuan."))

    def validate_keterangan(self, field: Field) -> None:
        """The other purpose has to be told."""
        if self.pilihan.data == LAIN and len(field.data or "") < 5:
            raise ValidationError(_l("Tulis tujuannya, paling sedikit lima huruf."))

    @property
    def tujuan(self) -> str:
        """The purpose as it is kept."""
        kata, keterangan = str(TUJUAN[self.pilihan.data]), self.keterangan.data or ""
        if self.pilihan.data == LAIN:
            return keterangan
        return f"{kata}: {keterangan}" if keterangan else kata
