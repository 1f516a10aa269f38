"""Who acts: the account, the person behind it, the roles, and everyone he may act for today.

`current_actor()` is the only way from a request to an Actor. Actions and queries get the Actor as an argument.
"""

import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import abort, current_app, g, redirect, request, session, url_for
from flask_appbuilder.security.sqla.manager import SecurityManager as FabSecurityManager
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_login import current_user, user_logged_in
from sqlalchemy import String, and_, cast, literal, null, or_, select, union_all
from sqlalchemy.orm import joinedload
from werkzeug.exceptions import HTTPException

from portal import serahan, waktu
from portal.database import menulis
from portal.errors import BukanHak
from portal.extensions import appbuilder, db
from portal.models import Opd, Pegawai, Penempatan, Pengganti, Pengguna, Rantai, Unit, Verifikatur
from portal.roles import PERAN_TURUNAN

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


def actor_of(pegawai_id: int) -> Actor:
    """The Actor of a person, roles of the account included (REST tests, seed, jobs that act for someone)."""
    pengguna = db.session.scalar(select(Pengguna).where(Pengguna.pegawai_id == pegawai_id))
    return _actor(
        pegawai_id, {r.name for r in pengguna.roles} if pengguna else {"Pegawai"}, pengguna.id if pengguna else None
    )


def current_actor() -> Actor:
    """The Actor of this request; 401 or login where there is none."""
    if "actor" not in g:
        pengguna = _pengguna()
        if pengguna is None:
            abort(401)
        g.actor = actor_of_user(pengguna)
    return g.actor


def pegawai_biasa(actor: Actor) -> bool:
    """Decides on nobody: no role but Pegawai, appraises nobody, stands in for nobody, verifies no OPD."""
    return actor.roles <= {"Pegawai"} and not actor.sebagai and not actor.verifikatur_opd


def actor_of_user(pengguna: Pengguna) -> Actor:
    """The Actor of an account; one without a pegawai (a pure technical account) can see only what its roles open."""
    names = {r.name for r in pengguna.roles}
    if pengguna.pegawai_id is None:
        return Actor(
            f"akun:{pengguna.id}",
            pengguna.username,
            frozenset({f"akun:{pengguna.id}"}),
            frozenset(names),
            pengguna_id=pengguna.id,
        )
    return _actor(pengguna.pegawai_id, names, pengguna.id)


def _pengguna() -> Pengguna | None:
    user = getattr(g, "user", None)
    user = user if user is not None and getattr(user, "is_authenticated", False) else current_user
    return user if getattr(user, "is_authenticated", False) else None


def _actor(pegawai_id: int, roles: set[str], pengguna_id: int | None) -> Actor:
    hari = waktu.hari_ini()
    row = db.session.execute(
        select(Pegawai.nip, Pegawai.nama, Opd.id, Opd.kode)
        .outerjoin(Penempatan, and_(Penempatan.pegawai_id == Pegawai.id, _berlaku(Penempatan, hari)))
        .outerjoin(Unit, Unit.id == Penempatan.unit_id)
        .outerjoin(Opd, Opd.id == Unit.opd_id)
        .where(Pegawai.id == pegawai_id)
        .order_by(Penempatan.sejak.desc())
        .limit(1)
    ).one()
    saya = orang(pegawai_id)
    parties, sebagai, opds, diserahi = {saya}, {}, set(), set()
    for jenis, kunci, teks in db.session.execute(_kedudukan(pegawai_id, hari)):
        if jenis == "verifikatur":
            parties.add(antrean_verifikatur(teks))
            opds.add(kunci)
        elif jenis == "diserahi":
            diserahi.add(teks)
        elif jenis in ("Plt", "Plh"):
            parties.add(orang(kunci))
            sebagai[orang(kunci)] = f"{jenis}. {teks}"
        else:
            roles = roles | {jenis}
    if "Admin BKD" in roles:
        parties.add(ADMIN_BKD)
    return Actor(
        id=saya,
        nama=row.nama,
        parties=frozenset(parties),
        roles=frozenset(roles),
        pegawai_id=pegawai_id,
        pengguna_id=pengguna_id,
        nip=row.nip,
        opd_id=row.id,
        opd_kode=row.kode,
        sebagai=sebagai,
        verifikatur_opd=frozenset(opds),
        diserahi=frozenset(diserahi),
    )


def _berlaku(tabel: Any, hari: Any) -> Any:
    return and_(tabel.sejak <= hari, or_(tabel.sampai.is_(None), tabel.sampai >= hari))


def _kedudukan(pegawai_id: int, hari: Any) -> Any:
    """One statement for all that follows from the chain: (what, id, text) rows."""
    wakil = (
        select(cast(Pengganti.jenis, String(20)), Pengganti.digantikan_id, Pegawai.nama)
        .join(Pegawai, Pegawai.id == Pengganti.digantikan_id)
        .where(Pengganti.pengganti_id == pegawai_id, _berlaku(Pengganti, hari))
    )
    diwakili = select(Pengganti.digantikan_id).where(Pengganti.pengganti_id == pegawai_id, _berlaku(Pengganti, hari))
    penilai = select(literal("Pejabat Penilai"), null(), null()).where(
        select(Rantai.id)
        .where(or_(Rantai.penilai_id == pegawai_id, Rantai.penilai_id.in_(diwakili)), _berlaku(Rantai, hari))
        .exists()
    )
    atasan = select(literal("Atasan Banding"), null(), null()).where(
        select(Rantai.id)
        .where(or_(Rantai.atasan_id == pegawai_id, Rantai.atasan_id.in_(diwakili)), _berlaku(Rantai, hari))
        .exists()
    )
    verif = (
        select(literal("verifikatur"), Verifikatur.opd_id, Opd.kode)
        .join(Opd, Opd.id == Verifikatur.opd_id)
        .where(Verifikatur.pegawai_id == pegawai_id, _berlaku(Verifikatur, hari))
    )
    terserah = serahan.instans(orang(pegawai_id)).subquery()
    diserahi = select(literal("diserahi"), null(), terserah.c.instance_id)
    return union_all(wakil, penilai, atasan, verif, diserahi)


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
    if not appbuilder.sm.has_access(f"can_{hak}", objek):
        abort(403)


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

    def load_user(self, pk: int) -> Pengguna | None:
        """The account of a browser's session; none once it is closed or its password has changed elsewhere."""
        user = self._akun(pk)
        return user if user and hmac.compare_digest(str(session.get(SIDIK_SESI)), sidik_sandi(user)) else None

    def _akun(self, pk: int) -> Pengguna | None:
        user = db.session.scalar(
            select(Pengguna)
            .options(joinedload(Pengguna.roles), joinedload(Pengguna.groups), joinedload(Pengguna.pegawai))
            .where(Pengguna.id == int(pk))
        )
        if user is None or not user.is_active or (user.pegawai is not None and not user.pegawai.aktif):
            return None
        return user

    def load_user_jwt(self, _jwt_header: dict[str, Any], jwt_data: dict[str, Any]) -> Pengguna | None:
        """The account of a token; none once it is closed or its password is another than when the token was given."""
        user = self._akun(jwt_data["sub"])
        if user is None or not hmac.compare_digest(str(jwt_data.get("sandi")), sidik_sandi(user)):
            return None
        g.user = user
        return user

    def get_user_roles(self, user: Any) -> list[Any]:
        roles = super().get_user_roles(user)
        if not getattr(user, "is_authenticated", False):
            return roles
        pengguna = _pengguna()  # FAB asks with a proxy of the account: the same account is the same id
        sendiri = pengguna is not None and pengguna.id == user.id
        turunan = (current_actor() if sendiri else actor_of_user(user)).roles - {r.name for r in roles}
        return roles + [_Turunan(nama) for nama in sorted(turunan)]

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


def sidik_sandi(pengguna: Pengguna) -> str:
    """A mark of the account's password that tells nothing about it: a token carries it and ends with that password."""
    return _sidik(pengguna.password or "")


def _sidik(sandi: str) -> str:
    return hmac.digest(str(current_app.secret_key).encode(), sandi.encode(), "sha256").hex()[:32]


@dataclass(frozen=True)
class _Turunan:
    """A role that follows from the chain: has a name for FAB to match, and no row."""

    name: str
    id: None = None


def bahasa() -> str:
    """The language of this request, "id" or "en"."""
    return str(get_locale() or "id")
