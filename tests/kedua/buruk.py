"""Bad input on purpose: a good line with one thing wrong, and lines that are no question at all.

Each comes with what the contract promises: the field to blame ("baris" where the line is not one JSON object in UTF-8),
or None where the line can still be computed.
"""

import json
from collections.abc import Iterator

from tests.kedua.hitung import BENAR, hitung, salah

SALAH = [
    None, True, False, "", " ", "x", "0", "-1", "1,000.5", "0x10", "٣", "½", "NaN", "inf", "1e400", "1/3", "--1",
    "+", "1_0", -1, 0, 1, 13, [], [[]], [1], [1, 2], [0, 0], [1, 2, 3], [1, None], ["a", "b"], [True, 1], {}, {"a": 1},
    {"": {}}, "\ud800", "\u0000", "DI ATAS", "baik", "24:00", "07:60", "7:30", "0000-00", "2023-13",
    "2023-10-01T00:00:00", "a" * 5000, "9" * 5000, [[1]] * 20, "☃", "1\n", "\t1", "null",
]  # fmt: skip
ANGKA = [
    "NaN",
    "Infinity",
    "-Infinity",
    "1e400",
    "-1e400",
    "1e-400",
    "1e999999999",
    "9" * 5000,
    "0." + "1" * 5000,
    "1E+99",
]
BUKAN_JSON = [
    "00",
    "01",
    "0x1",
    "1_000",
    "+1",
    ".5",
    "5.",
    "1e",
    "--1",
    "'1'",
    "nan",
    "None",
    "True",
    "undefined",
    "1 2",
]
BUKAN_BARIS = [
    b"", b" ", b"\t", b"\r", b"{", b"}", b"[]", b"null", b"1", b'"teks"', b"[{}]", b"{}{}", b"{'jenis':'nip'}", b"\x00",
    b"\xff\xfe", b"\xc3\x28", b"\xed\xa0\x80", b"\xf8\x88\x80\x80\x80", b"# komentar", b'{"jenis":"nip",}',
    b'{"jenis"}', b'{"jenis":"nip","nip":"\x01"}', b'{jenis:"nip"}', b"[" * 100_000, b'{"a":' * 100_000,
    b"\xef\xbb\xbf", b"\xef", b'{"jenis":"nip","nip":"' + b"1" * 2_000_000 + b'"}',
    b'{"a":[' + b"[]," * 300_000 + b"1]}", '{"jenis":"nip","nip":"198609262015051001"}'.encode("utf-16"),
]  # fmt: skip


def _tulis(isi: dict) -> str:
    return json.dumps(isi)


def _tunggu(tulisan: str) -> set[str] | None:
    """The fields one may blame, by the second reading."""
    return salah(tulisan) if "galat" in hitung(tulisan) else None


def satu_salah() -> Iterator[tuple[bytes, set[str] | None]]:
    """Every field of every kind: missing, of another type or size, written twice; a field nobody asks for."""
    for jenis, benar in BENAR.items():
        isi = {"jenis": jenis, **json.loads(benar)}
        yield _tulis(isi | {"tidak_dikenal": [{"a": None}]}).encode(), None
        yield f" \t{_tulis(isi)} \r".encode(), None
        yield b"\xef\xbb\xbf" + _tulis(isi).encode(), None
        for medan in isi:
            tanpa = {nama: satu for nama, satu in isi.items() if nama != medan}
            ganda = _tulis(isi)[:-1] + f', "{medan}": 1}}'
            yield ganda.encode(), {medan}
            if medan == "jenis":
                yield _tulis(tanpa).encode(), {"jenis"}
                continue
            yield _tulis(tanpa).encode(), _tunggu(_tulis(tanpa))
            for nilai in SALAH:
                tulisan = _tulis(isi | {medan: nilai})
                yield tulisan.encode(), _tunggu(tulisan)
            for nilai in ANGKA:
                yield _tulis(isi | {medan: "@"}).replace('"@"', nilai).encode(), {medan}
            for nilai in BUKAN_JSON:
                yield _tulis(isi | {medan: "@"}).replace('"@"', nilai).encode(), {"baris"}


def bukan_pertanyaan() -> Iterator[tuple[bytes, set[str] | None]]:
    """Unknown kinds, and what is no JSON object on one line."""
    for jenis in [
        "",
        "PP46.KEGIATAN",
        "pp46",
        " nip",
        "nip\u0000",
        "\ud800",
        None,
        1,
        True,
        [],
        {},
        ["nip"],
        "x" * 9999,
    ]:
        yield _tulis({"jenis": jenis, "nip": "198609262015051001"}).encode(), {"jenis"}
    for satu in BUKAN_BARIS:
        yield satu, {"baris"}
