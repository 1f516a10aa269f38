"""The simulator's SOAP face: input validated by the WSDL's own types, UsernameToken checked, the contract's faults."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from hmac import compare_digest
from typing import Any

from lxml import etree

from integrations import xml
from integrations.eabsensi.simulator.layanan import Layanan, Tolak, waktu_server
from integrations.eabsensi.soap import ENVELOPE, NS, WSDL
from integrations.eabsensi.values import Pegawai, Presensi, Rekap
from integrations.errors import Unavailable

_WSSE = "{http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd}"
_TEKS = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordText"
_XSD = "{http://www.w3.org/2001/XMLSchema}schema"
Isi = list[tuple[str, Any]]


def skema() -> etree.XMLSchema:
    """The message types of the contract, taken from the WSDL."""
    types = etree.parse(WSDL).find(f".//{_XSD}")
    return etree.XMLSchema(etree.fromstring(etree.tostring(types)))  # written out, so that its prefixes come along


def wsdl(alamat: str) -> bytes:
    """The contract with the address where this server really is."""
    tree = etree.parse(WSDL)
    tree.find(".//{http://schemas.xmlsoap.org/wsdl/soap/}address").set("location", alamat)
    return bytes(etree.tostring(tree, xml_declaration=True, encoding="utf-8"))


class WajahSoap:
    """Answers one envelope: (status, body)."""

    def __init__(self, layanan: Layanan, user: str, password: str) -> None:
        self._layanan, self._user, self._password = layanan, user, password
        self._skema = skema()

    def jawab(self, body: bytes) -> tuple[str, bytes]:
        """The answer to one request, always an envelope; never raises for what a stranger sent."""
        try:
            root = xml.parse(body)
            permintaan = root.find(f"{{{ENVELOPE}}}Body/*")
            if root.tag != f"{{{ENVELOPE}}}Envelope" or permintaan is None:
                raise Unavailable("Bukan amplop SOAP 1.1.")
            nama = etree.QName(permintaan)
            if nama.namespace != NS or nama.localname not in _OPERASI:
                raise Unavailable("Operasi tidak dikenal.")
            return "200 OK", _amplop(self._jalankan(nama.localname, permintaan, root))
        except Tolak as error:
            rinci = _unsur("EAbsensiFault", [("kode", error.kode), ("pesan", error.pesan)])
            return "500 Internal Server Error", _amplop(_fault("Server", error.pesan, rinci))
        except Unavailable as error:
            return "500 Internal Server Error", _amplop(_fault("Client", error.message))

    def _jalankan(self, operasi: str, permintaan: etree._Element, root: etree._Element) -> etree._Element:
        if operasi != "Ping" and not self._dikenal(root):
            raise Tolak("AUTH", "Nama pengguna atau kata sandi salah.")
        if not self._skema.validate(permintaan):
            raise Tolak("PERMINTAAN_SALAH", "Permintaan tidak sesuai skema.")
        kata = {etree.QName(satu).localname: (satu.text or "").strip() for satu in permintaan}
        return _unsur(f"{operasi}Response", _OPERASI[operasi](self._layanan, kata))

    def _dikenal(self, root: etree._Element) -> bool:
        token = root.find(f"{{{ENVELOPE}}}Header/{_WSSE}Security/{_WSSE}UsernameToken")
        if token is None:
            return False
        sandi = token.find(f"{_WSSE}Password")
        if sandi is None or sandi.get("Type", _TEKS) != _TEKS:
            return False
        sama = compare_digest((token.findtext(f"{_WSSE}Username") or "").encode(), self._user.encode())
        return compare_digest((sandi.text or "").encode(), self._password.encode()) and sama


def _halaman(layanan: Layanan, unsur: str, kata: Mapping[str, str], **minta: Any) -> Isi:
    halaman = layanan.halaman(unsur, kata["kodeOpd"], int(kata["halaman"]), int(kata["ukuran"]), **minta)
    baris = [(unsur, _BARIS[unsur](satu)) for satu in halaman.baris]
    return [("halaman", halaman.nomor), ("jumlahHalaman", halaman.jumlah), *baris]


def _rekap(satu: Rekap) -> Isi:
    return [
        ("nip", satu.nip),
        ("bulan", satu.bulan),
        ("hariKerja", satu.hari_kerja),
        ("hadir", satu.hadir),
        ("apel", satu.apel),
        ("apelWajib", satu.apel_wajib),
        ("upacara", satu.upacara),
        ("upacaraWajib", satu.upacara_wajib),
        *(("kejadian", [("kode", k.kode), ("jumlah", k.jumlah), ("menit", k.menit)]) for k in satu.kejadian),
        ("tk", satu.tk),
        ("izin", satu.izin),
        ("cuti", satu.cuti),
        ("dl", satu.dl),
        ("menitKerja", satu.menit_kerja),
        ("versi", satu.versi),
        ("ditutupPada", satu.ditutup_pada),
    ]


def _presensi(satu: Presensi) -> Isi:
    isi: Isi = [("nip", satu.nip), ("tanggal", satu.tanggal), ("jamMasuk", satu.masuk), ("jamPulang", satu.pulang)]
    return [*isi, ("status", satu.status), ("keterangan", satu.keterangan), ("mesin", satu.mesin)]


def _pegawai(satu: Pegawai) -> Isi:
    isi: Isi = [("nip", satu.nip), ("pin", satu.pin), ("nama", satu.nama), ("kodeOpd", satu.kode_opd)]
    return [*isi, ("aktif", "true" if satu.aktif else "false")]


_BARIS: dict[str, Callable[[Any], Isi]] = {"rekap": _rekap, "presensi": _presensi, "pegawai": _pegawai}
_OPERASI: dict[str, Callable[[Layanan, Mapping[str, str]], Isi]] = {
    "Ping": lambda layanan, kata: [("versi", "1"), ("waktuServer", waktu_server())],
    "DaftarPegawai": lambda layanan, kata: _halaman(layanan, "pegawai", kata),
    "PresensiHarian": lambda layanan, kata: _halaman(
        layanan,
        "presensi",
        kata,
        dari=_tanggal(kata["tanggalAwal"]),
        sampai=_tanggal(kata["tanggalAkhir"]),
    ),
    "RekapBulanan": lambda layanan, kata: _halaman(layanan, "rekap", kata, bulan=kata["bulan"]),
}


def _tanggal(teks: str) -> date:
    try:
        return date.fromisoformat(teks[:10])  # xsd:date may carry an offset, which a local date does not need
    except ValueError:
        raise Tolak("PERMINTAAN_SALAH", "Tanggal tidak sah.") from None


def _unsur(nama: str, isi: Isi) -> etree._Element:
    """An element of the contract; a value that is None is left out, which its type allows."""
    elemen = etree.Element(f"{{{NS}}}{nama}", nsmap={None: NS})
    for kunci, nilai in isi:
        if isinstance(nilai, list):
            elemen.append(_unsur(kunci, nilai))
        elif nilai is not None:
            teks = (
                nilai.isoformat() if isinstance(nilai, date | datetime) or hasattr(nilai, "isoformat") else str(nilai)
            )
            etree.SubElement(elemen, f"{{{NS}}}{kunci}").text = teks
    return elemen


def _fault(kode: str, pesan: str, rinci: etree._Element | None = None) -> etree._Element:
    fault = etree.Element(f"{{{ENVELOPE}}}Fault", nsmap={"soap": ENVELOPE})
    etree.SubElement(fault, "faultcode").text = f"soap:{kode}"
    etree.SubElement(fault, "faultstring").text = pesan
    if rinci is not None:
        etree.SubElement(fault, "detail").append(rinci)
    return fault


def _amplop(isi: etree._Element) -> bytes:
    envelope = etree.Element(f"{{{ENVELOPE}}}Envelope", nsmap={"soap": ENVELOPE})
    etree.SubElement(envelope, f"{{{ENVELOPE}}}Body").append(isi)
    return bytes(etree.tostring(envelope, xml_declaration=True, encoding="utf-8"))
