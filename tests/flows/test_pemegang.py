"""A task somebody has claimed and can no longer do is not lost to his colleagues."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from portal.models import Pengguna, Peristiwa
from tests.factories import ORANG
from tests.flows.conftest import KEGIATAN, TAHUN
from tests.flows.rest import Rest

Siapa = Callable[[str], Rest]


@pytest.fixture
def diambil(rest: Siapa, pada: Callable[..., Any]) -> Any:
    """A verification of BKD that one verifikatur has claimed; all on 5 January."""
    with pada(1, 5):
        rest("admin_bkd").post("proses/skp_tahunan/mulai", {"fakta": {"tahun": TAHUN}})
        rest("admin_bkd").selesai("susun_skp", {"kegiatan": KEGIATAN})
        rest("kabid_bkd").selesai("tinjau_skp", {"keputusan": "setujui"})
        tugas = rest("verifikatur").tugas("verifikasi_skp")["id"]
        assert rest("verifikatur").post(f"tugas/{tugas}/ambil").status_code == 200
        yield tugas


def test_selama_pemegangnya_berhak_rekan_menunggu(diambil: str, rest: Siapa) -> None:
    assert rest("verifikatur2").post(f"tugas/{diambil}/ambil").status_code == 409


def test_sesudah_akun_pemegang_ditutup_rekan_mengerjakan(
    diambil: str, rest: Siapa, db: Session, login: Callable[[str], Any]
) -> None:
    db.query(Pengguna).filter_by(username=ORANG["verifikatur"].nip).one().active = False
    db.commit()
    assert 'name="keputusan"' in login("verifikatur2").get(f"/tugas/{diambil}").text
    rest("verifikatur2").selesai("verifikasi_skp", {"keputusan": "sahkan"})
    db.rollback()
    lepas = db.query(Peristiwa).filter_by(jenis="tugas:dilepas").one()
    assert (lepas.aktor, lepas.rincian["langkah"]) == ("sistem", "verifikasi_skp")
