"""A file as an answer: a download that nobody keeps on the way, closed with the answer."""

from flask import Response

from portal import waktu
from portal.reports.berkas import MIME, Berkas


def kirim(berkas: Berkas, nama: str) -> Response:
    """The workbook as `<nama>-<today>.xlsx`."""
    return sebagai(berkas, f"{nama}-{waktu.hari_ini():%Y%m%d}.xlsx")


def sebagai(berkas: Berkas, nama: str, jenis: str = MIME) -> Response:
    """The file under exactly this name."""
    jawaban = Response(berkas, mimetype=jenis, direct_passthrough=True)
    jawaban.content_length = berkas.ukuran
    jawaban.headers.set("Content-Disposition", "attachment", filename=nama)
    jawaban.headers["Cache-Control"] = "private, no-store"
    return jawaban
