"""What a diagram says, and what became of it between two texts: in words, complete, and quiet where nothing changed."""

import pytest

from tests.workflows.diagrams import Diagram, line, table
from workflows import NotSafe, differences, findings, outline, retyped, starter
from workflows.bpmn import shipped
from workflows.catalogue import Catalogue

TEXT = {s.key: s.xml for s in shipped()}
MONTH = TEXT["realisasi_bulanan"]


def said(old: bytes | None, new: bytes) -> list[str]:
    return [one.message for one in differences(old, new)]


def change(old: str, new: str, times: int = 1) -> list[str]:
    """What is said when this part of the month's diagram is replaced."""
    assert MONTH.decode().count(old) >= times, old
    return said(MONTH, MONTH.decode().replace(old, new, times).encode())


@pytest.mark.parametrize("key", sorted(TEXT))
def test_the_same_text_has_no_difference_and_every_step_of_it_is_read(key: str) -> None:
    assert differences(TEXT[key], TEXT[key]) == ()
    read = outline(TEXT[key])
    assert read.key == key and read.name and read.says["dokumentasi"]
    assert {one.kind for one in read.people()} == {"userTask"}
    assert all(one.lane for one in read.people())


def test_another_layout_of_the_text_is_no_difference() -> None:
    other = (
        MONTH.replace(b"\n      ", b"\n\n  ")
        .replace(b'" />', b'"/>')
        .replace(b'xsi:type="bpmn:tFormalExpression"', b"")
    )
    assert other != MONTH
    assert said(MONTH, other) == []


def test_a_moved_shape_is_said_to_be_only_the_picture() -> None:
    (one,) = differences(MONTH, MONTH.replace(b'x="99" y="749"', b'x="98" y="740"', 1))
    assert (one.what, one.message) == ("gambar", "Hanya letak gambar yang berubah; jalannya proses sama.")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('name="Nilai realisasi"', 'name="Periksa"', "Langkah “Periksa”: nama “Nilai realisasi” menjadi “Periksa”."),
        (
            ">disetujui</bpmn:conditionExpression>",
            ">not disetujui</bpmn:conditionExpression>",
            "Alur “ya” dari “Disetujui?” ke “Nilai disepakati atau diputuskan”: syarat “disetujui” menjadi "
            "“not disetujui”.",
        ),
        (
            'value="batas_tinjau"',
            'value="batas_isi"',
            "Langkah “Nilai realisasi”: batas waktu “batas_tinjau” menjadi “batas_isi”.",
        ),
        (
            'attachedToRef="tanggapi_penolakan" cancelActivity="true"',
            'attachedToRef="tanggapi_penolakan" cancelActivity="false"',
            "Kejadian pada langkah “Batas banding lewat”: menghentikan langkahnya “ya” menjadi “tidak”.",
        ),
        (
            'sikap = "diam"',
            'sikap = "terima"',
            'Skrip “Catat: tidak menanggapi”: skrip “sikap = "diam"” menjadi “sikap = "terima"”.',
        ),
        (
            'calledElement="banding_realisasi"',
            'calledElement="lain"',
            "Panggilan proses “Banding realisasi”: proses yang dipanggil “banding_realisasi” menjadi “lain”.",
        ),
        (
            "'\"isi_lewat\"'",
            "'\"tindak_lewat\"'",
            'Pekerjaan sistem “Ingatkan pegawai”: argumen “acara = "isi_lewat", realisasi = '
            'realisasi” menjadi “acara = "tindak_lewat", realisasi = realisasi”.',
        ),
        (
            'sourceRef="isi_realisasi" targetRef="tinjau_realisasi"',
            'sourceRef="isi_realisasi" targetRef="banding"',
            "Alur dari “Isi realisasi” ke “Banding realisasi”: tujuan “Nilai realisasi” menjadi “Banding realisasi”.",
        ),
        (
            'name="Realisasi bulanan" isExecutable',
            'name="Bulan" isExecutable',
            "Nama proses “Realisasi bulanan” menjadi “Bulan”.",
        ),
        (
            'name="skp_ditetapkan"',
            'name="lain"',
            "Kejadian pada langkah “SKP ditetapkan”: pesan “skp_ditetapkan” menjadi “lain”.",
        ),
        ('scriptFormat="python"', 'scriptFormat="x"', "Skrip “Catat: tidak menanggapi”: rincian teknisnya berubah."),
        (
            'default="dari_putusan_verifikasi_ke_tindak_lanjut_verifikasi"',
            'default="dari_putusan_verifikasi_ke_umumkan_diverifikasi"',
            "Cabang “Sah?”: rincian teknisnya berubah.",
        ),
    ],
)
def test_what_changed_is_said(old: str, new: str, message: str) -> None:
    assert message in change(old, new)


def test_a_step_in_another_lane_is_said_with_both() -> None:
    ref = "<bpmn:flowNodeRef>tindak_lanjut_verifikasi</bpmn:flowNodeRef>"
    moved = (
        MONTH.decode()
        .replace(ref, "", 1)
        .replace("<bpmn:flowNodeRef>banding</bpmn:flowNodeRef>", f"<bpmn:flowNodeRef>banding</bpmn:flowNodeRef>{ref}")
    )
    assert said(MONTH, moved.encode()) == [
        "Langkah “Tindak lanjuti verifikasi”: lajur Pejabat penilai menjadi Atasan banding."
    ]


def test_what_came_and_what_went_is_said_with_its_content() -> None:
    two = line("p", "isi", "tinjau").xml()
    three = Diagram("p").start().user("isi").user("paraf", "Atasan banding", batas="batas_isi").user("tinjau").end()
    messages = said(two, three.path("mulai", "isi", "paraf", "tinjau", "selesai").xml())
    assert "Langkah “Paraf” ditambahkan di lajur Atasan banding, dengan batas waktu “batas_isi”." in messages
    assert any(m.startswith("Lajur “Atasan banding” ditambahkan") for m in messages)
    back = said(three.xml(), two)
    assert "Langkah “Paraf” dihapus di lajur Atasan banding." in back
    assert all(one.what == "baru" for one in differences(None, two))


def test_elements_that_are_gone_or_became_something_else_are_named_but_flows_and_lanes_may_go() -> None:
    before = outline(line("p", "isi", "tinjau").xml())
    after = outline(Diagram("p").start().script("isi", "a = 1").end().path("mulai", "isi", "selesai").xml())
    assert {(one.id, other.kind if other else None) for one, other in retyped(before, after)} == {
        ("isi", "scriptTask"),
        ("tinjau", None),
    }


def test_the_facts_are_those_of_conditions_times_scripts_parameters_and_tables() -> None:
    drawn = (
        Diagram("p").start().user("isi", batas="batas_isi", fakta="paraf").script("s", "jumlah = lama + 1")
        .service("k", "kirim", acara="kabar").xor("x", default="f").end()
        .path("mulai", "isi", "s", "k", "x").flow("x", "selesai", "setuju and len(teks) > 2").flow("x", "isi", id="f")
    )  # fmt: skip
    tables = {"t": table("t", "nilai", "predikat", [("> 1", '"baik"')])}
    assert outline(drawn.xml(), tables).facts == {
        "batas_isi", "paraf", "catatan_paraf", "jumlah", "lama", "kabar", "setuju", "teks", "nilai", "predikat",
    }  # fmt: skip


def test_a_draft_that_is_full_of_mistakes_can_still_be_read_and_compared() -> None:
    broken = MONTH.decode().replace(">disetujui</bpmn:cond", ">import os</bpmn:cond").replace(' sourceRef="bagi"', "")
    assert outline(broken.encode()).key == "realisasi_bulanan"
    assert any("import os" in m for m in said(MONTH, broken.encode()))


@pytest.mark.parametrize("text", [b"", b"<a/>", b"<!DOCTYPE a><a/>"])
def test_what_is_no_bpmn_is_refused(text: bytes) -> None:
    for ask in (lambda: outline(text), lambda: differences(MONTH, text), lambda: differences(text, MONTH)):
        with pytest.raises(NotSafe):
            ask()


@pytest.mark.parametrize("name", ["Izin belajar", 'Izin "belajar" & <luar>', "Izin ’x’"])
def test_a_starter_diagram_has_no_finding_that_forbids_it_and_a_picture_of_every_element(name: str) -> None:
    text = starter("izin_belajar", name)
    catalogue = Catalogue(frozenset({"pegawai", "pejabat_penilai"}), frozenset())
    assert [f for f in findings(text, catalogue=catalogue) if f.level == "galat"] == []
    read = outline(text)
    assert (read.key, read.name) == ("izin_belajar", name)
    drawn = text.decode()
    assert all(f'bpmnElement="{one}"' in drawn for one in read.elements)


def test_what_happens_beside_the_work_is_said_in_words():
    body = (
        Diagram("x").start("mulai_e", on="condition:nilai > 5", interrupting=False).end("akhir_e", on="escalation:K1")
    )
    drawn = line("p", "isi").sub("E", body.path("mulai_e", "akhir_e"), triggered=True)
    told = {change.element: change.message for change in differences(line("p", "isi").xml(), drawn.xml())}
    assert "dimulai oleh kejadian “ya”" in told["E"]
    assert "syarat “nilai > 5”" in told["mulai_e"] and "menghentikan langkahnya “tidak”" in told["mulai_e"]
    assert "eskalasi “K1”" in told["akhir_e"]
    assert outline(drawn.xml()).reads["mulai_e"] == {"nilai"}


def test_a_signal_is_called_by_its_own_word_and_who_does_the_work_of_a_lane_is_told() -> None:
    def drawn(signal: str, carried: str, party: str, key: str) -> bytes:
        one = Diagram("p").start(on="timer:R/P1D", kunci=key).user("isi", lane="Admin BKD").end()
        one.signal("seru", signal, muatan=carried).party("Admin BKD", party)
        return one.path("mulai", "isi", "seru", "selesai").xml()

    told = said(drawn("s1", "a", "peran:admin_bkd", '"x"'), drawn("s2", "a, b", "peran:auditor", '"y"'))
    assert sorted(told) == [
        'Awal “mulai”: kunci perkara “"x"” menjadi “"y"”.',
        "Lajur “Admin BKD”: pihak yang mengerjakannya bila proses dimulai sendiri “peran:admin_bkd” menjadi "
        "“peran:auditor”.",
        "Pengumuman “seru”: sinyal “s1” menjadi “s2”; muatan sinyal “a” menjadi “a, b”.",
    ]
