"""Who acts: the account, the person behind it, the roles, and everyone he may act for today.

`current_actor()` is the only way from a request to an Actor. Actions and queries get the Actor as an argument.
"""

import hmac
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import abort, current_app, g, redirect, request, session, url_for
from flask_appbuilder.security.sqla.manager import SecurityManager as FabSecurityManager
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_login import UserMixin, current_user, user_logged_in
from sqlalchemy import Row
from werkzeug.exceptions import HTTPException

from portal import kedudukan, waktu
from portal.database import menulis
from portal.errors import BukanHak
from portal.extensions import appbuilder, db
from portal.models import Pengguna
from portal.roles import PERAN, PERAN_TURUNAN

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True)
class Actor:
    """Who acts. `parties` holds the person himself, those he stands in for (Plt, Plh), and his role queues."""

    id: str
    nama: str
    parties: frozenset[str]
    roles: frozenset[str] = frozenset()
    pegawai_id: int | None = None
    pengguna_id: int | None = None
    nip: str | None = None
    opd_id: int | None = None
    opd_kode: str | None = None
    sebagai: Mapping[str, str] = field(default_factory=dict)
    verifikatur_opd: frozenset[int] = frozenset()
    diserahi: frozenset[str] = frozenset()
    """Ids of the instances in which he does an open task for somebody else."""

    def punya(self, *roles: str) -> bool:
        """Has any of these roles."""
        return bool(self.roles & set(roles))

    @property
    def diwakili(self) -> frozenset[int]:
        """Ids of the people this actor may act for today, himself included."""
        return frozenset(int(p.removeprefix("orang:")) for p in self.parties if p.startswith("orang:"))


SISTEM = Actor(id="sistem", nama="SISTEM", parties=frozenset({"sistem"}), roles=frozenset({"Sistem"}))
"""The worker: timers and jobs. Logged as SISTEM, never as a person."""


def orang(pegawai_id: int) -> str:
    """The engine's name of a person."""
    return f"orang:{pegawai_id}"


def antrean_verifikatur(opd_kode: str) -> str:
    """The engine's name of the queue of an OPD's verifikatur."""
    return f"peran:verifikatur:{opd_kode}"


ADMIN_BKD = "peran:admin_bkd"
SIDIK_SESI = "sandi"
BATAS_ALAMAT = "300 per minute"


@dataclass(frozen=True)
class Peran:
    """A role of an account; one that follows from the chain has no row and no `id`. FAB matches it by name."""

    name: str
    id: int | None = None


@dataclass(frozen=True, eq=False)
class Akun(UserMixin):
    """The account of this request, as flask-login and FAB want it: no row, so that nothing of it is read again."""

    id: int
    username: str
    password: str = field(repr=False)
    active: bool
    wajib_ganti_sandi: bool
    roles: tuple[Peran, ...]
    actor: Actor

    @property
    def is_active(self) -> bool:
        """Open, and its person (if it is somebody's) in service."""
        return self.active


def actor_of(pegawai_id: int) -> Actor:
    """The Actor of a person, roles of the account included (REST tests, seed, jobs that act for someone)."""
    return _actor(kedudukan.pegawai(pegawai_id, waktu.hari_ini()))


def current_actor() -> Actor:
    """The Actor of this request; 401 or login where there is none."""
    if "actor" not in g:
        pengguna = _pengguna()
        if pengguna is None:
            abort(401)
        g.actor = getattr(pengguna, "actor", None) or actor_of_user(pengguna)  # FAB's own while one logs in
    return g.actor


def pegawai_biasa(actor: Actor) -> bool:
    """Decides on nobody: no role but Pegawai, appraises nobody, stands in for nobody, verifies no OPD."""
    return actor.roles <= {"Pegawai"} and not actor.sebagai and not actor.verifikatur_opd


def actor_of_user(pengguna: Any) -> Actor:
    """The Actor of an account; one without a pegawai (a pure technical account) can see only what its roles open."""
    return akun_ke(pengguna.id).actor


def akun_ke(pengguna_id: int) -> Akun:
    """The account of this number, open or not. LookupError."""
    baris = kedudukan.akun(pengguna_id, waktu.hari_ini())
    if not baris:
        raise LookupError(f"akun {pengguna_id} tidak ada")
    satu = baris[0]
    peran = tuple(Peran(b.teks, b.kunci) for b in baris if b.apa == kedudukan.PERAN)
    aktif = bool(satu.active) and satu.aktif is not False
    return Akun(
        satu.pengguna_id, satu.username, satu.password or "", aktif, satu.wajib_ganti_sandi, peran, _actor(baris)
    )


def _pengguna() -> Any:
    user = getattr(g, "user", None)
    user = user if user is not None and getattr(user, "is_authenticated", False) else current_user
    return user if getattr(user, "is_authenticated", False) else None


def _actor(baris: Sequence[Row[Any]]) -> Actor:
    """From the rows of portal/kedudukan.py; who has no account has the rights of everybody who has one."""
    satu = baris[0]
    saya = f"akun:{satu.pengguna_id}" if satu.pegawai_id is None else orang(satu.pegawai_id)
    parties, roles, sebagai, opds, diserahi = {saya}, set(), {}, set(), set()
    for b in baris:
        if b.apa == kedudukan.VERIFIKATUR:
            parties.add(antrean_verifikatur(b.teks))
            opds.add(b.kunci)
        elif b.apa == kedudukan.DISERAHI:
            diserahi.add(b.teks)
        elif b.apa in kedudukan.WAKIL:
            parties.add(orang(b.kunci))
            sebagai[orang(b.kunci)] = f"{b.apa}. {b.teks}"
        elif b.apa is not None:
            roles.add(b.teks if b.apa == kedudukan.PERAN else b.apa)
    if satu.pegawai_id is not None:
        roles |= {"Pegawai"} if satu.pengguna_id is None else set()
        parties |= {ADMIN_BKD} if "Admin BKD" in roles else set()
    return Actor(
        id=saya,
        nama=satu.username if satu.pegawai_id is None else satu.nama,
        parties=frozenset(parties),
        roles=frozenset(roles),
        pegawai_id=satu.pegawai_id,
        pengguna_id=satu.pengguna_id,
        nip=satu.nip,
        opd_id=satu.opd_id,
        opd_kode=satu.opd_kode,
        sebagai=sebagai,
        verifikatur_opd=frozenset(opds),
        diserahi=frozenset(diserahi),
    )


def perlu(hak: str) -> Callable[[F], F]:
    """Guard a FAB view method: not logged in -> login and back; not entitled -> 403 page. Names the permission
    `can_<hak>`.
    """

    def bungkus(fungsi: F) -> F:
        @wraps(fungsi)
        def cek(self: Any, *args: Any, **kwargs: Any) -> Any:
            if _pengguna() is None:
                return redirect(url_for("AuthDBView.login", next=kembali_ke()))
            periksa_hak(self.class_permission_name, hak)
            return fungsi(self, *args, **kwargs)

        cek._permission_name = hak  # type: ignore[attr-defined]
        return cek  # type: ignore[return-value]

    return bungkus


def periksa_hak(objek: str, hak: str) -> None:
    """BukanHak where the caller has not this right; what his account lacks altogether is told by its own kode.

    An account that is nobody's and has no role but Pegawai has nothing to do here but change its password.
    """
    actor = current_actor()
    if not actor.roles - set(PERAN_TURUNAN):
        raise BukanHak(_("Akun Anda belum mempunyai peran."), kode="tanpa_peran")
    if actor.pegawai_id is None and actor.roles <= {"Pegawai"} and objek != "Akun":
        raise BukanHak(_("Akun Anda belum terhubung dengan data seorang pegawai."), kode="tanpa_pegawai")
    if not berhak(actor, objek, hak) and not appbuilder.sm.has_access(f"can_{hak}", objek):
        abort(403)


def berhak(actor: Actor, objek: str, kata: str) -> bool:
    """Whether one of the actor's roles has this right (portal/roles.py); no statement."""
    return any(kata in PERAN.get(peran, {}).get(objek, ()) for peran in actor.roles)


def kembali_ke() -> str:
    """Where login leads back to: the page asked for, or where a form was sent that has no page, the page it stood
    on.
    """
    try:
        current_app.url_map.bind_to_environ(request.environ).match(method="GET")
    except HTTPException:
        asal = urlsplit(request.referrer or "")
        return asal.path if asal.netloc == request.host and asal.path else "/"
    return request.full_path.rstrip("?")


class SecurityManager(FabSecurityManager):
    """FAB's, with our account table, roles from the chain, and one query per request for the account."""

    user_model = Pengguna

    def register_views(self) -> None:
        """Login, logout and the tokens of REST; nothing else of FAB's own: accounts are kept at /kelola-akun/, the
        password is changed at /akun/sandi, and roles are declared in portal/roles.py.

        Attempts are counted per address and NIP, since an OPD sits behind one address; an address as a whole has a
        wider limit, against trying one password on many.
        """
        self.auth_view = self.authdbview()
        pintu = (self.appbuilder.add_view_no_menu(self.auth_view), self.appbuilder.add_api(self.security_api))
        if self.is_auth_limited:
            for view in pintu:
                self.limiter.limit(self.auth_rate_limit, methods=["POST"], key_func=_yang_mencoba)(view.blueprint)
                self.limiter.limit(BATAS_ALAMAT, methods=["POST"])(view.blueprint)

    def load_user(self, pk: int) -> Akun | None:
        """The account of a browser's session; none once it is closed or its password has changed elsewhere."""
        akun = self._akun(pk)
        return akun if akun and hmac.compare_digest(str(session.get(SIDIK_SESI)), sidik_sandi(akun)) else None

    def _akun(self, pk: int) -> Akun | None:
        try:
            akun = akun_ke(int(pk))
        except LookupError:
            return None
        return akun if akun.is_active else None

    def load_user_jwt(self, _jwt_header: dict[str, Any], jwt_data: dict[str, Any]) -> Akun | None:
        """The account of a token; none once it is closed or its password is another than when the token was given."""
        akun = self._akun(jwt_data["sub"])
        if akun is None or not hmac.compare_digest(str(jwt_data.get("sandi")), sidik_sandi(akun)):
            return None
        g.user = akun
        return akun

    def get_user_roles(self, user: Any) -> list[Any]:
        """Those of the account and those of the chain. Groups of FAB's are not used: they give nobody anything."""
        if not getattr(user, "is_authenticated", False):
            return list(super().get_user_roles(user))
        akun = _pengguna()  # FAB asks with a proxy of the account: the same account is the same id
        if not isinstance(akun, Akun) or akun.id != user.id:
            akun = akun_ke(user.id)
        turunan = akun.actor.roles - {peran.name for peran in akun.roles}
        return [*akun.roles, *(Peran(nama) for nama in sorted(turunan))]

    def update_user_auth_stat(self, user: Any, success: bool = True) -> None:
        db.session.rollback()  # the password check took long; do not write on that old snapshot
        token = menulis.set(True)
        try:
            super().update_user_auth_stat(user, success)
        finally:
            menulis.reset(token)


def tandai_sesi(sandi: str) -> None:
    """Let this browser's session last until the account's password (`sandi`, as hashed) changes again."""
    session[SIDIK_SESI] = _sidik(sandi)


@user_logged_in.connect
def _masuk(_app: Any, user: Pengguna, **_lain: Any) -> None:
    tandai_sesi(user.password or "")


def _yang_mencoba() -> str:
    isi = request.get_json(silent=True) if request.is_json else request.form
    nip = isi.get("username") if isinstance(isi, Mapping) else None
    return f"{request.remote_addr} {str(nip or '').strip().lower()[:40]}"


def sidik_sandi(pengguna: Akun | Pengguna) -> str:
    """A mark of the account's password that tells nothing about it: a token carries it and ends with that password."""
    return _sidik(pengguna.password or "")


def _sidik(sandi: str) -> str:
    return hmac.digest(str(current_app.secret_key).encode(), sandi.encode(), "sha256").hex()[:32]


def bahasa() -> str:
    """The language of this request, "id" or "en"."""
    return str(get_locale() or "id")
