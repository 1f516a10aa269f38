"""Measures django-viewflow in its own venv: JSON of what was asked on standard output.

Usage: python ukur.py SETTINGS.json, an object with `basis` (Django's DATABASES entry), `kerja` and its numbers.
"""

import json
import os
import sys
import time
from pathlib import Path

import django
from django.conf import settings

tanya = json.loads(sys.argv[1])
settings.configure(
    DATABASES={"default": tanya["basis"]}, USE_TZ=True, DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    INSTALLED_APPS=[
        "django.contrib.auth", "django.contrib.contenttypes", "viewflow", "viewflow.workflow", "alur_ukur",
    ],
)  # fmt: skip
sys.path.insert(0, str(Path(__file__).parent))
django.setup()

from alur_ukur import flows  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from viewflow.workflow.models import Process, Task  # noqa: E402
from viewflow.workflow.token import Token  # noqa: E402


class Hitung:
    """Statements and commits of the connection."""

    pernyataan = commit = 0

    def __call__(self, execute, sql, params, many, context):
        """Django calls this around each statement."""
        self.pernyataan += not sql.startswith(("SAVEPOINT", "RELEASE"))
        return execute(sql, params, many, context)


hitung = Hitung()


def ditulis():
    """Bytes of the database's log."""
    if connection.vendor == "sqlite":
        log = f"{connection.settings_dict['NAME']}-wal"
        return os.stat(log).st_size if os.path.exists(log) else 0
    with connection.cursor() as kursor:
        kursor.execute("SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn")
        return int(kursor.fetchone()[0])


def ukur(kerja):
    """What one call costs: [ms, statements, commits, bytes]."""
    byte, hitung.pernyataan, hitung.commit = ditulis(), 0, 0
    with connection.execute_wrapper(hitung):
        mulai = time.perf_counter()
        kerja()
        ms = (time.perf_counter() - mulai) * 1000
    pernyataan, commit = hitung.pernyataan, hitung.commit
    return [ms, pernyataan, commit, ditulis() - byte]


def selesaikan(orang):
    """Complete the open task of the loop as its user: take it, start it, execute it."""
    tugas = Task.objects.filter(status__in=("NEW", "ASSIGNED")).latest("pk")
    with tugas.activation() as kerja:
        kerja.assign(orang)
        kerja.start(None)
        kerja.execute()


def putaran():
    """Starts, then completions of the last instance."""
    orang = User.objects.create(username="orang")

    def mulai():
        with transaction.atomic():
            flows.Putaran.mulai.run()

    awal = [ukur(mulai) for _ in range(tanya["mulai"])]
    Task.objects.filter(process_id__lt=Process.objects.latest("pk").pk).delete()
    return {"mulai": awal, "selesai": [ukur(lambda: selesaikan(orang)) for _ in range(tanya["banyak"])]}


def pola():
    """Whole instances of each pattern."""
    hasil = {}
    for nama in ("Seq", "Exc", "Par", "Cyc"):
        alur = getattr(flows, nama)

        def jalan(alur=alur):
            with transaction.atomic():
                alur.mulai.run()

        hasil[nama.upper()] = [ukur(jalan) for _ in range(tanya["banyak"])]
        assert Process.objects.latest("pk").status == "DONE", nama
    return hasil


def kotak():
    """Its list of what a person may take: first page, last page, count; ms each, the median."""
    orang = User.objects.create(username="orang", is_superuser=True)
    n = tanya["banyak"]
    proses = Process.objects.create(flow_class=flows.Putaran)
    Task.objects.bulk_create(
        [Task(process=proses, flow_task=flows.Putaran.isi, status="NEW", token=Token("start")) for _ in range(n)],
        batch_size=2000,
    )
    antre = Task.objects.queue([flows.Putaran], orang).order_by("-created")

    def lama(kerja):
        ms = []
        for _ in range(7):
            mulai = time.perf_counter()
            kerja()
            ms.append((time.perf_counter() - mulai) * 1000)
        return sorted(ms)[3]

    return [lama(lambda: list(antre[:25])), lama(lambda: list(antre[n - 25 : n])), lama(antre.count)]


call_command("migrate", verbosity=0, interactive=False)
connection.ensure_connection()
if connection.vendor == "sqlite":
    with connection.cursor() as kursor:
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "wal_autocheckpoint=0"):
            kursor.execute(f"PRAGMA {pragma}")
asli = connection._commit


def komit():
    """Count it."""
    hitung.commit += 1
    return asli()


connection._commit = komit
print(json.dumps({"putaran": putaran, "pola": pola, "kotak": kotak}[tanya["kerja"]]()))
