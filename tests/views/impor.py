"""Workbooks for the tests of the import: the semi-manual form as people keep it, and hostile relatives of XLSX."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import xlsxwriter
from lxml import etree

NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def buku(isi: Callable[[Any], object]) -> bytes:
    """A workbook that `isi(xlsxwriter.Workbook)` fills."""
    berkas = io.BytesIO()
    with xlsxwriter.Workbook(berkas, {"in_memory": True}) as w:
        isi(w)
    return berkas.getvalue()


def manual(w: Any, *, nip: str = "", tahun: str = "") -> None:
    """A form of 2014: shifted by two columns, merged heads over two rows, a row of column numbers, units in the cells,
    a date that Excel made, a row hidden, a heading, a total by formula, signatures."""
    s = w.add_worksheet("SKP")
    s.merge_range("C2:L2", "FORMULIR SASARAN KERJA")
    s.merge_range("C3:L3", f"PEGAWAI NEGERI SIPIL {tahun}".strip())
    s.write("H5", "II. PEGAWAI NEGERI SIPIL YANG DINILAI")
    s.write("H6", "NIP")
    s.write("I6", nip)
    s.merge_range("C11:C12", "NO")
    s.merge_range("D11:E12", "III. KEGIATAN TUGAS JABATAN")
    s.merge_range("F11:F12", "AK")
    s.merge_range("G11:L11", "TARGET")
    s.merge_range("G12:H12", "KUANT/ OUTPUT")
    s.write("I12", "KUAL/ MUTU")
    s.merge_range("J12:K12", "WAKTU")
    s.write("L12", "BIAYA")
    for k in range(7):
        s.write(12, 2 + k, k + 1)
    persen, hari = w.add_format({"num_format": "0%"}), w.add_format({"num_format": "d-mmm"})
    s.write_row("C14", [1, "Menyusun laporan bulanan"])
    s.write("G14", "12 Laporan")
    s.write("I14", 1, persen)
    s.write("J14", "12 bln")
    s.write("L14", "Rp 50.000.000,-")
    s.write_row("C15", [2, "Mengelola", "", "", 24, "Berkas", "98,5", 12, "bulan", "-"])
    s.write("D16", "surat masuk dan keluar")
    s.write_row("C18", [3, "Melayani tamu"])
    s.write("G18", date(2026, 1, 2), hari)
    s.write("I18", "95")
    s.write("J18", "1 tahun")
    s.write_row("C19", [4, "Kegiatan lama", "", "", "5 Surat", "", 100, 12])
    s.set_row(18, None, None, {"hidden": True})
    s.write("D20", "UNSUR PENUNJANG")
    s.write("D21", "JUMLAH")
    s.write_formula("L21", "=SUM(L14:L19)", None, 50000000)
    s.write("J23", "Kupang,    Januari 2026")
    s.write("D24", "Pejabat Penilai,")
    w.add_worksheet("Catatan").write("A1", "bukan formulir")


def ganti(isi: bytes, **bagian: bytes | None) -> bytes:
    """The archive with parts replaced, added, or (None) taken out; names with "__" for "/" and "_dot_" for "."."""
    baru = {n.replace("__", "/").replace("_dot_", "."): b for n, b in bagian.items()}
    hasil = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(isi)) as lama, zipfile.ZipFile(hasil, "w", zipfile.ZIP_DEFLATED) as z:
        for nama in lama.namelist():
            if nama not in baru:
                z.writestr(nama, lama.read(nama))
        for nama, b in baru.items():
            if b is not None:
                z.writestr(nama, b)
    return hasil.getvalue()


def kirim(klien: Any, url: str, isi: bytes, nama: str = "skp.xlsx") -> Any:
    """An upload as the form sends it."""
    return klien.kirim(f"{url}/impor", {"Berkas": (io.BytesIO(isi), nama)})


def ubah(isi: bytes, lembar: str, **sel: str) -> bytes:
    """The workbook with cells of one sheet typed over, each as text; "" empties it."""
    with zipfile.ZipFile(io.BytesIO(isi)) as z:
        daftar = etree.fromstring(z.read("xl/workbook.xml"))
        nama = [u.get("name") for u in daftar.iter(f"{{{NS}}}sheet")]
        bagian = f"xl/worksheets/sheet{nama.index(lembar) + 1}.xml"
        xml = etree.fromstring(z.read(bagian))
    for alamat, teks in sel.items():
        (c,) = xml.xpath(f"//m:c[@r='{alamat}']", namespaces={"m": NS})
        c.clear()
        c.set("r", alamat)
        if teks:
            c.set("t", "inlineStr")
            etree.SubElement(etree.SubElement(c, f"{{{NS}}}is"), f"{{{NS}}}t").text = teks
    return ganti(isi, **{bagian.replace("/", "__"): etree.tostring(xml)})
