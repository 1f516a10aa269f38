"""People at the REST API of several portals: whoever does not answer is asked again, at the next, with the same key."""

import json
import random
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Sequence
from http.client import HTTPException
from typing import Any
from urllib.parse import urlencode

from tests.factories import ORANG, SANDI

SABAR = 90.0
LAGI = (429, 502, 503)
"""Answers after which one tries again."""


class Warga:
    """One person. Each call goes to any of the portals, again and again until one answers."""

    def __init__(self, portal: Sequence[str], kunci: str, hitung: Counter[str]) -> None:
        self._portal, self._hitung, self.kunci = list(portal), hitung, kunci
        self._acak = random.Random(kunci)
        isi = {"username": ORANG[kunci].nip, "password": SANDI, "provider": "db", "refresh": True}
        self._kepala: dict[str, str] = {}
        self._kepala = {"Authorization": f"Bearer {self.kirim('security/login', isi)[1]['access_token']}"}

    def tugas(self, langkah: str) -> list[dict[str, Any]]:
        """His open tasks of this step."""
        semua: list[dict[str, Any]] = self.baca(f"tugas/?{urlencode({'langkah': langkah, 'ukuran': 100})}")["tugas"]
        return semua

    def tunggu(self, langkah: str) -> dict[str, Any]:
        """His one open task of this step, once it is there."""
        habis = time.monotonic() + SABAR
        while time.monotonic() < habis:
            if ada := self.tugas(langkah):
                return ada[0]
            time.sleep(0.1)
        raise AssertionError(f"{self.kunci}: {langkah} tidak kunjung terbuka")

    def selesai(self, tugas: str, isian: dict[str, Any]) -> dict[str, Any]:
        """Finish a task, whatever it takes: the same key makes it once."""
        status, isi = self.kirim(f"tugas/{tugas}/selesai", {"isian": isian}, {"Idempotency-Key": f"uji-{tugas}"})
        assert status == 200, (status, isi)
        return isi

    def baca(self, jalan: str) -> Any:
        """GET JSON."""
        status, isi = self._panggil("GET", jalan, None, {})
        assert status == 200, isi
        return isi

    def kirim(self, jalan: str, isi: dict[str, Any], kepala: dict[str, str] | None = None) -> tuple[int, Any]:
        """POST JSON."""
        return self._panggil("POST", jalan, isi, kepala or {})

    def _panggil(self, metode: str, jalan: str, isi: Any, kepala: dict[str, str]) -> tuple[int, Any]:
        habis = time.monotonic() + SABAR
        while time.monotonic() < habis:
            badan = json.dumps(isi).encode() if isi is not None else None
            minta = urllib.request.Request(
                f"{self._acak.choice(self._portal)}/api/v1/{jalan}", data=badan, method=metode,
                headers={"Content-Type": "application/json", **self._kepala, **kepala},
            )  # fmt: skip
            try:
                with urllib.request.urlopen(minta, timeout=30) as jawab:
                    self._hitung[str(jawab.status)] += 1
                    return jawab.status, json.loads(jawab.read())
            except urllib.error.HTTPError as galat:
                with galat:
                    teks = galat.read().decode()
                self._hitung[str(galat.code)] += 1
                if galat.code not in LAGI:
                    return galat.code, json.loads(teks)
            except (OSError, HTTPException, ValueError):  # cut off, or nobody there
                self._hitung["terputus"] += 1
            time.sleep(0.1)
        raise AssertionError(f"{metode} {jalan}: tidak ada yang menjawab")
