"""Forms of accounts: the change of one's own password, and the roles of another's account."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Field, PasswordField, SelectMultipleField, ValidationError
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, EqualTo, Length
from wtforms.widgets import CheckboxInput, ListWidget

MINIMAL = 10
MAKSIMAL = 128
UMUM = frozenset(
    [
        "0123456789",
        "0987654321",
        "1122334455",
        "1234567890",
        "12345678910",
        "123456789a",
        "1q2w3e4r5t",
        "abcd123456",
        "admin12345",
        "admin123456",
        "administrator",
        "bismillah1",
        "bismillah123",
        "flobamora1",
        "flobamora123",
        "iloveyou123",
        "indonesia1",
        "indonesia123",
        "indonesia45",
        "katasandi1",
        "katasandi123",
        "katasandiku",
        "kupang1234",
        "kupang12345",
        "nusatenggara",
        "nusatenggaratimur",
        "passw0rd123",
        "password12",
        "password123",
        "password1234",
        "pegawai123",
        "pegawaiku1",
        "qwerty12345",
        "qwertyuiop",
        "rahasia123",
        "rahasia1234",
        "rahasiaku1",
        "sandisaya1",
        "sayangku123",
        "selamatdatang",
    ]
)
"""What is tried first."""


class SelectMultipleCheckboxField(SelectMultipleField):
    """Several choices, each a checkbox."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class GantiSandi(FlaskForm):
    """Old, new, new again. Whether the old one is right only the view knows: it sets the error itself."""

    lama = PasswordField(_l("Kata sandi lama"), validators=[DataRequired(_l("Isi kata sandi Anda yang sekarang."))])
    baru = PasswordField(
        _l("Kata sandi baru"),
        validators=[
            DataRequired(_l("Isi kata sandi baru.")),
            Length(min=MINIMAL, message=_l("Kata sandi baru paling sedikit %(min)d huruf.")),
            Length(max=MAKSIMAL, message=_l("Kata sandi baru paling banyak %(max)d huruf.")),
        ],
    )
    ulang = PasswordField(
        _l("Ulangi kata sandi baru"),
        validators=[
            DataRequired(_l("Tulis kata sandi baru sekali lagi.")),
            EqualTo("baru", _l("Tidak sama dengan kata sandi baru.")),
        ],
    )

    def __init__(self, *args: Any, nip: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._nip = nip

    def validate_baru(self, field: Field) -> None:
        """Not the NIP, not the old one, not one of those everybody tries first."""
        sandi = (field.data or "").casefold()
        if self._nip and self._nip.casefold() in sandi.replace(" ", ""):
            raise ValidationError(_l("Kata sandi tidak boleh memuat NIP Anda."))
        if field.data == self.lama.data:
            raise ValidationError(_l("Kata sandi baru harus berbeda dari yang lama."))
        if sandi in UMUM or len(set(sandi)) < 4:
            raise ValidationError(_l("Kata sandi ini terlalu mudah ditebak. Pakai kalimat pendek milik Anda sendiri."))


class PeranAkun(FlaskForm):
    """The roles stored with an account."""

    peran = SelectMultipleCheckboxField(_l("Peran"))

    def __init__(self, *args: Any, pilihan: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.peran.choices = [SelectChoice(value=nama, label=nama) for nama in pilihan]


class Kosong(FlaskForm):
    """A button and nothing else: only the token is checked."""
