"""e-absensi: who was present, read only. Contract and behaviour: docs/integrations/eabsensi.md.

`client(mode, url, ...)` gives the face that the settings name; both have the same methods and give the same values.
"""

from urllib.parse import urlsplit

from integrations.eabsensi.klien import Client
from integrations.eabsensi.rest import RestClient
from integrations.eabsensi.soap import SoapClient
from integrations.eabsensi.values import Hasil, Kejadian, Pegawai, Ping, Presensi, Rekap, Temuan
from integrations.errors import Refused

__all__ = ["Client", "Hasil", "Kejadian", "Pegawai", "Ping", "Presensi", "Rekap", "Temuan", "client"]


def client(mode: str, url: str, *, user: str = "", password: str = "", token: str = "", timeout: int = 30) -> Client:
    """The client for PORTAL_EABSENSI_MODE `mode` ("soap" or "rest") at `url`; opens no connection.

    `url` is the face's own address (".../soap" or ".../api/v1"). Raises Refused where the settings cannot be right.
    """
    if not _alamat_sah(url):
        raise Refused("Alamat e-absensi tidak sah. Periksa PORTAL_EABSENSI_URL.", kode="PENGATURAN")
    if mode == "soap":
        return SoapClient(url, user=user, password=password, timeout=timeout)
    if mode == "rest":
        return RestClient(url, token=token, timeout=timeout)
    raise Refused("Cara membaca e-absensi harus soap atau rest. Periksa PORTAL_EABSENSI_MODE.", kode="PENGATURAN")


def _alamat_sah(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
