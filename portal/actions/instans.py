"""Starting an instance of a process that has no domain action of its own (a low-code process)."""

import re
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

import workflows
from portal import alur, audit
from portal.actions import action
from portal.audit import Event
from portal.errors import BukanHak, Temuan, TidakSah
from portal.extensions import db
from portal.katalog import PIHAK, PROSES_HUKUM
from portal.models import Opd, Pegawai
from portal.security import ADMIN_BKD, Actor, antrean_verifikatur, orang


@action
def mulai(
    kunci: str, *, actor: Actor, pihak: dict[str, Any], fakta: dict[str, Any], kunci_bisnis: str
) -> workflows.Advance:
    """Start `kunci`. `pihak` names a person by NIP, the verifikatur of an OPD as "verifikatur:KODE", or "admin_bkd".

    Only Admin BKD may; the parties must be different people (nobody decides on himself).
    """
    if not actor.punya("Admin BKD"):
        raise BukanHak(_("Hanya Admin BKD yang dapat memulai proses ini."))
    if kunci in PROSES_HUKUM:
        raise BukanHak(_("Proses ini dimulai oleh portal sendiri, pada waktunya."), kode="dimulai_portal")
    if not re.fullmatch(r"[A-Za-z0-9._/-]{3,60}", kunci_bisnis):
        raise TidakSah(Temuan("kunci_bisnis", None, _("Isi nomor perkara: 3 sampai 60 huruf, angka, titik, garis.")))
    for nama, nilai in fakta.items():
        sah = re.fullmatch(r"[a-z][a-z0-9_]{0,59}", nama) and workflows.text_problem(f"{nama} = 0", "skrip") is None
        if isinstance(nilai, dict | list) or not sah:  # a name of the engine's own could never be read as a fact
            raise TidakSah(Temuan(f"fakta.{nama}"[:200], None, _("Fakta: nama huruf kecil, isi satu teks atau angka.")))
    for lajur in set(pihak) - PIHAK:  # a word misspelt, or the portal's own lane: nobody's part in a case
        raise TidakSah(Temuan(f"pihak.{lajur}"[:200], None, _("Lajur ini tidak dikenal.")))
    pemilik = {lajur: _pemilik(lajur, str(siapa)) for lajur, siapa in pihak.items()}
    orang_orang = [p for p in pemilik.values() if p.startswith("orang:")]
    if len(set(orang_orang)) != len(orang_orang):
        raise TidakSah(Temuan("pihak", None, _("Para pihak harus orang yang berlainan.")))
    try:
        advance = alur.mulai(kunci, pihak=pemilik, fakta=fakta, kunci=kunci_bisnis, judul=kunci_bisnis, actor=actor)
    except ValueError as error:  # a lane without a party, a fact of a kind the engine does not keep
        raise TidakSah(Temuan("pihak", None, str(error))) from error
    audit.record(
        db.session,
        Event.INSTANS_DIMULAI,
        actor=actor,
        instans_id=advance.instance.id,
        proses=kunci,
        kunci_bisnis=kunci_bisnis,
        pihak=pemilik,
    )
    return advance


def _pemilik(lajur: str, siapa: str) -> str:
    if siapa == "admin_bkd":
        return ADMIN_BKD
    if siapa.startswith("verifikatur:"):
        kode = siapa.removeprefix("verifikatur:")
        if db.session.scalar(select(Opd.id).where(Opd.kode == kode)):
            return antrean_verifikatur(kode)
    elif pegawai_id := db.session.scalar(select(Pegawai.id).where(Pegawai.nip == siapa)):
        return orang(pegawai_id)
    raise TidakSah(Temuan(f"pihak.{lajur}", None, _("Tidak dikenal. Isi NIP, verifikatur:KODE_OPD, atau admin_bkd.")))
