"""A process is killed at every statement of start, complete, tick and every operation; nothing is lost or doubled.

After each death the database is as it was, or, where the commit had been made, as one that lived leaves it; the same
action again brings it there. Run with `-s` to see the number of points.
"""

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

import workflows
from tests.ketahanan import potret, sepakat
from tests.ketahanan.bunuh import di_setiap_titik
from tests.workflows.conftest import ANI, BUDI, NOW, Desk
from tests.workflows.diagrams import Diagram
from workflows import clock
from workflows import tables as t

NANTI = NOW + timedelta(days=4)
HARI = re.compile(r"2026-\d\d-\d\d[Tt ]\d\d:\d\d")


def sibuk(isi: str = "Isi") -> tuple[Diagram, Diagram]:
    """One completion of `isi` writes every table: history, tasks that open and go, waits that come and go, a message,
    a job, a called process."""
    anak = Diagram("anak").start("m2").user("jawab").end("s2").path("m2", "jawab", "s2")
    induk = Diagram("sibuk").start().user("isi", name=isi).gateway("parallel", "bagi").user("kiri")
    induk.call("panggil", "anak").throw("kabari", "kabar").timer("lewat", '"P3D"', on="isi").timer(
        "batas", '"P3D"', on="panggil"
    )
    induk.user("ingat").receive("tunggu", "jawaban").service("jalankan", "tarik").end()
    induk.path("mulai", "isi", "kabari", "bagi").path("bagi", "kiri", "selesai").path("bagi", "panggil", "selesai")
    induk.path("bagi", "tunggu", "selesai").path("bagi", "jalankan", "selesai").path("batas", "ingat", "selesai")
    return anak, induk.path("lewat", "ingat")


def penerima() -> Diagram:
    """Waits for `kabar` of its business key."""
    return (
        Diagram("penerima").start().receive("dengar", "kabar").user("baca").end()
        .path("mulai", "dengar", "baca", "selesai")
    )  # fmt: skip


def rutin() -> Diagram:
    """Starts by the clock, each day."""
    lukisan = Diagram("rutin").start(on="timer:R/P1D").user("isi", lane="Admin BKD").service("jalankan", "tarik").end()
    return lukisan.party("Admin BKD", "peran:admin_bkd").path("mulai", "isi", "jalankan", "selesai")


def diminta() -> Diagram:
    """Starts for a message."""
    lukisan = Diagram("diminta").start(on="message:minta").user("isi", lane="Admin BKD").timer("lewat", "P3D", on="isi")
    lukisan.end().end("habis").party("Admin BKD", "peran:admin_bkd")
    return lukisan.path("mulai", "isi", "selesai").path("lewat", "habis")


def bersahutan() -> Diagram:
    """Throws a signal that an event of its own and one of another instance wait for."""
    lukisan = Diagram("sahut").start().gateway("parallel", "bagi").user("isi").signal("seru", "seru").user("kiri")
    lukisan.event("dengar", "signal:seru").user("kanan").end().end("usai").path("mulai", "bagi", "isi", "seru", "kiri")
    return lukisan.path("kiri", "selesai").path("bagi", "dengar", "kanan", "usai")


Aksi = Callable[[Session, str], Any]
SUDAH = (workflows.NotReady, workflows.NotPossible, workflows.AlreadyRunning)
"""To whom it says that it is done already, so it is."""


class Panggung:
    """The stage: diagrams are published; each try has an instance of its own."""

    def __init__(self, meja: Desk) -> None:
        self.meja = meja
        for lukisan in (*sibuk("Isi, dulu"), *sibuk(), penerima(), bersahutan()):
            meja.publish(lukisan)

    def mulai(self, kunci: str) -> str:
        return self.meja.begin("sibuk", kunci).instance.id

    def dengar(self, kunci: str) -> str:
        """The receiver waits, and the message has been sent."""
        penerima = self.meja.begin("penerima", kunci).instance.id
        pengirim = self.mulai(kunci)
        self.meja.do("isi", instance=pengirim)
        with suppress(workflows.NotReady):
            self.meja.call(workflows.cancel, pengirim, by=BUDI, reason="cukup", now=NOW)
        return penerima

    def sahut(self, kunci: str) -> str:
        """Waits to throw; it and another one wait to hear."""
        self.meja.begin("sahut", f"{kunci}-lain")
        return self.meja.begin("sahut", kunci).instance.id

    def bersahut(self, kunci: str) -> str:
        """The signal is on its way to both."""
        instans = self.sahut(kunci)
        self.meja.call(selesaikan, instans)
        return instans


def selesaikan(session: Session, instans: str) -> Any:
    (tugas,) = (satu for satu in workflows.tasks(session, instance=instans, status=None) if satu.element == "isi")
    return workflows.complete(session, tugas.id, by=ANI, facts={"n": 1}, now=NOW)


def alihkan(session: Session, instans: str) -> Any:
    (tugas,) = (satu for satu in workflows.tasks(session, instance=instans) if satu.element == "isi")
    if tugas.owner != "orang:2":  # who asks again sees that it is done
        workflows.assign(session, tugas.id, to="orang:2", by=BUDI, reason="cuti", onward=True, now=NOW)


def ditunda(panggung: Panggung, kunci: str) -> str:
    """On hold."""
    instans = panggung.mulai(kunci)
    panggung.meja.call(workflows.suspend, instans, by=BUDI, reason="tunggu", now=NOW)
    return instans


def beralih(panggung: Panggung, kunci: str) -> str:
    """Taken to the older version."""
    instans = panggung.mulai(kunci)
    panggung.meja.call(workflows.migrate, instans, to=1, by=BUDI, reason="coba", now=NOW)
    return instans


def berakhir(panggung: Panggung, kunci: str) -> str:
    """Cancelled."""
    instans = panggung.mulai(kunci)
    panggung.meja.call(workflows.cancel, instans, by=BUDI, reason="salah", now=NOW)
    return instans


def oleh_budi(kata: str, **lain: Any) -> Aksi:
    """An operation on the instance."""
    return lambda session, instans: getattr(workflows, kata)(session, instans, by=BUDI, reason="perlu", now=NOW, **lain)


def pindahkan(session: Session, instans: str) -> Any:
    if any(satu.element == "isi" for satu in workflows.tasks(session, instance=instans)):  # else it has been moved
        workflows.move(session, instans, source="isi", target="ingat", by=BUDI, reason="perlu", now=NOW)


def delegasikan(session: Session, instans: str) -> Any:
    (tugas,) = (satu for satu in workflows.tasks(session, instance=instans) if satu.element == "isi")
    if tugas.owner != "orang:2":
        workflows.delegate(session, tugas.id, to="orang:2", by=ANI, reason="cuti", now=NOW)


def betulkan(session: Session, instans: str) -> Any:
    if workflows.instance(session, instans).facts.get("n") != 7:
        workflows.correct(session, instans, facts={"n": 7}, by=BUDI, reason="keliru", now=NOW)


Siap = Callable[[Panggung, str], str]
AKSI: dict[str, tuple[Siap, Aksi]] = {
    "complete": (Panggung.mulai, selesaikan),
    "tick, a timer": (Panggung.mulai, lambda session, _: workflows.tick(session, NANTI)),
    "tick, a message": (Panggung.dengar, lambda session, _: workflows.tick(session, NOW)),
    "complete, a signal is thrown": (Panggung.sahut, selesaikan),
    "tick, a signal": (Panggung.bersahut, lambda session, _: workflows.tick(session, NOW)),
    "assign": (Panggung.mulai, alihkan),
    "cancel": (
        Panggung.mulai,
        lambda session, instans: workflows.cancel(session, instans, by=BUDI, reason="salah", now=NOW),
    ),
    "suspend": (Panggung.mulai, oleh_budi("suspend")),
    "resume": (ditunda, oleh_budi("resume")),
    "move": (Panggung.mulai, pindahkan),
    "delegate": (Panggung.mulai, delegasikan),
    "correct facts": (Panggung.mulai, betulkan),
    "restart": (berakhir, oleh_budi("restart")),
    "migrate": (Panggung.mulai, oleh_budi("migrate", to=1)),
    "revert": (beralih, oleh_budi("revert")),
}


@pytest.mark.parametrize("nama", AKSI)
def test_killed_at_any_statement_nothing_is_lost_nothing_doubled_and_nothing_stuck(
    nama: str, mesin: Engine, meja: Desk
) -> None:
    siap, aksi = AKSI[nama]
    panggung = Panggung(meja)
    acuan = siap(panggung, "acuan")
    meja.call(aksi, acuan)
    seharusnya = gambar(meja, acuan, "acuan")
    kini: dict[str, Any] = {}

    def berikut(titik: int) -> Callable[[], Any]:
        kunci = kini.get("kunci", "acuan")
        for lama in meja.call(workflows.instances, business_keys=[kunci, f"{kunci}-lain"]):
            if lama.ended_at is None:  # what is due in it would be fired by the next try's tick
                meja.call(workflows.cancel, lama.id, by=BUDI, reason="bersih", now=NOW)
        kini["kunci"] = f"kunci-{titik}"
        kini["id"] = siap(panggung, kini["kunci"])
        kini["dulu"] = meja.call(potret.mesin, kini["id"], kini["kunci"])
        return lambda: meja.call(aksi, kini["id"])

    titik = 0
    for mati in di_setiap_titik(mesin, berikut):
        titik = mati.titik
        if mati.sesudah_commit:
            assert gambar(meja, kini["id"], kini["kunci"]) == seharusnya, mati
        else:
            assert meja.call(potret.mesin, kini["id"], kini["kunci"]) == kini["dulu"], mati
        with suppress(*SUDAH):
            meja.call(aksi, kini["id"])
        assert gambar(meja, kini["id"], kini["kunci"]) == seharusnya, mati
        assert meja.call(sepakat.mesin, [kini["id"]]) == [], mati
    print(f"{mesin.dialect.name}: {nama}: {titik} titik")
    assert meja.call(sepakat.mesin) == []
    assert titik >= 10


def test_killed_at_any_statement_of_a_start_it_starts_once(mesin: Engine, meja: Desk) -> None:
    panggung = Panggung(meja)
    seharusnya = gambar(meja, panggung.mulai("acuan"), "acuan")
    titik = 0
    for mati in di_setiap_titik(mesin, lambda titik: lambda: panggung.mulai(f"kunci-{titik}")):
        titik, kunci = mati.titik, f"kunci-{mati.titik}"
        ada = [satu.id for satu in meja.call(workflows.instances, business_keys=[kunci])]
        assert len(ada) == int(mati.sesudah_commit), mati
        assert sisa(meja, ada) == 0, mati
        with suppress(workflows.AlreadyRunning):
            panggung.mulai(kunci)
        (satu,) = meja.call(workflows.instances, business_keys=[kunci])
        assert gambar(meja, satu.id, kunci) == seharusnya, mati
        assert meja.call(sepakat.mesin, [satu.id]) == [], mati
    print(f"{mesin.dialect.name}: start: {titik} titik")
    assert titik >= 10


def dari_pesan(meja: Desk) -> Callable[[int], tuple[str, datetime]]:
    """A message that starts a process: each try its own."""
    meja.publish(diminta())

    def kirim(nomor: int) -> tuple[str, datetime]:
        meja.call(workflows.send, "minta", key=f"kunci-{nomor}", facts={"n": 1}, by=ANI, now=NOW)
        return f"kunci-{nomor}", NOW

    return kirim


def dari_jam(meja: Desk) -> Callable[[int], tuple[str, datetime]]:
    """A moment that starts a process: each try the next day."""
    meja.publish(rutin())

    def tiba(nomor: int) -> tuple[str, datetime]:
        pada = NOW + timedelta(days=nomor + 1)
        return f"rutin@{pada.astimezone(clock.WITA):%Y-%m-%dT%H:%M}", pada

    return tiba


@pytest.mark.parametrize("asal", [dari_pesan, dari_jam])
def test_killed_at_any_statement_of_a_start_without_anybody_it_starts_once(
    asal: Callable[[Desk], Callable[[int], tuple[str, datetime]]], mesin: Engine, meja: Desk
) -> None:
    siap = asal(meja)
    kini: list[tuple[str, datetime]] = [siap(0)]

    def berdetak() -> None:
        meja.call(workflows.tick, kini[0][1])

    def sesaat(kunci: str) -> str:
        (satu,) = meja.call(workflows.instances, business_keys=[kunci])
        return HARI.sub("<pada>", gambar(meja, satu.id, kunci))

    def berikut(titik: int) -> Callable[[], None]:
        kini[0] = siap(titik)
        return berdetak

    berdetak()
    seharusnya, titik = sesaat(kini[0][0]), 0
    for mati in di_setiap_titik(mesin, berikut):
        titik, kunci = mati.titik, kini[0][0]
        ada = [satu.id for satu in meja.call(workflows.instances, business_keys=[kunci])]
        assert len(ada) == int(mati.sesudah_commit), mati
        assert sisa(meja, [satu.id for satu in meja.call(workflows.instances)]) == 0, mati
        berdetak()
        assert sesaat(kunci) == seharusnya, mati
        assert meja.call(workflows.due, kini[0][1]) == 0, mati
    print(f"{mesin.dialect.name}: {asal.__name__}: {titik} titik")
    assert meja.call(sepakat.mesin) == []
    assert titik >= 10


def gambar(meja: Desk, instans: str, kunci: str) -> str:
    return potret.sama_rupa(meja.call(potret.mesin, instans, kunci), kunci)


def sisa(meja: Desk, dikenal: list[str]) -> int:
    """Rows of instances that are not there."""

    def hitung(session: Session) -> int:
        ada = {satu.id for satu in session.execute(t.instance.select())}
        baris = [satu.instance_id for tabel in (t.task, t.wait, t.history) for satu in session.execute(tabel.select())]
        return len([satu for satu in baris if satu not in ada])

    return meja.call(hitung)


def test_what_is_done_in_two_transactions_is_seen_half_done(mesin: Engine, meja: Desk) -> None:
    """The test of the test: it would find a change that a death can cut in two."""
    panggung, setengah = Panggung(meja), []

    def dua_kali(kunci: str) -> None:
        panggung.mulai(kunci)
        panggung.mulai(f"{kunci}-lagi")

    for mati in di_setiap_titik(mesin, lambda titik: lambda: dua_kali(f"kunci-{titik}")):
        kunci = f"kunci-{mati.titik}"
        ada = len(meja.call(workflows.instances, business_keys=[kunci, f"{kunci}-lagi"]))
        setengah.append(ada)
    assert setengah[0] == 0
    assert 1 in setengah
    assert setengah[-1] == 2
