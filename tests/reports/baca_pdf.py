"""A PDF opened again with nothing but zlib: its objects, pages, text and fonts; for files that this portal wrote."""

import re
import zlib
from dataclasses import dataclass


@dataclass(frozen=True)
class Berkas:
    """`objek`: number -> what it says (a stream's dictionary too); `aliran`: number -> the unpacked stream."""

    mentah: bytes
    objek: dict[int, str]
    aliran: dict[int, bytes]

    def cari(self, jenis: str) -> list[str]:
        """Objects of this /Type, in the order of the file."""
        return [o for o in self.objek.values() if re.search(rf"/Type\s*/{jenis}\b", o)]

    @property
    def katalog(self) -> str:
        """The catalog."""
        return self.cari("Catalog")[0]

    @property
    def halaman(self) -> list[str]:
        """The text of each page, one line for each piece."""
        (pohon,) = self.cari("Pages")
        hasil = []
        for n in re.findall(r"(\d+) 0 R", pohon[pohon.index("/Kids") : pohon.index("]")]):
            halaman = self.objek[int(n)]
            huruf = {f: self._unicode(int(o)) for f, o in re.findall(r"/(F\d+) (\d+) 0 R", halaman)}
            isi = self.aliran[int(re.search(r"/Contents (\d+)", halaman)[1])].decode()  # type: ignore[index]
            potong = re.findall(r"/(F\d+) \S+ Tf \S+ \S+ Td <([0-9A-F]*)> Tj", isi)
            hasil.append("\n".join("".join(huruf[f][h[i : i + 4]] for i in range(0, len(h), 4)) for f, h in potong))
        return hasil

    @property
    def xmp(self) -> str:
        """The metadata."""
        return self.aliran[int(re.search(r"/Metadata (\d+)", self.katalog)[1])].decode()  # type: ignore[index]

    def _unicode(self, nomor: int) -> dict[str, str]:
        peta = self.aliran[int(re.search(r"/ToUnicode (\d+)", self.objek[nomor])[1])].decode()  # type: ignore[index]
        return {g: chr(int(u, 16)) for g, u in re.findall(r"<([0-9A-F]{4})> <([0-9A-F]{4})>\n", peta)}


def baca(isi: bytes) -> Berkas:
    """Read it by its own index: an object that is not where that says fails the test."""
    awal = int(re.search(rb"startxref\n(\d+)\n%%EOF\n$", isi)[1])  # type: ignore[index]
    objek, aliran = {}, {}
    for nomor, letak in enumerate(re.findall(rb"(\d{10}) \d{5} [nf] \n", isi[awal:])[1:], 1):
        di = int(letak)
        assert isi.startswith(f"{nomor} 0 obj\n".encode(), di), nomor
        akhir = isi.index(b"\nendobj\n", di)
        badan = isi[di:akhir]
        if b"\nstream\n" in badan:
            kamus, _, data = badan.partition(b"\nstream\n")
            panjang = int(re.search(rb"/Length (\d+)>>", kamus)[1])  # type: ignore[index]
            data = data[:panjang]
            aliran[nomor] = zlib.decompress(data) if b"FlateDecode" in kamus else data
            badan = kamus
        objek[nomor] = badan.partition(b"\n")[2].decode("latin-1")
    return Berkas(isi, objek, aliran)
