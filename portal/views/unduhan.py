"""A workbook as an answer: a download that nobody keeps on the way, closed with the answer."""

from flask import Response

from portal import waktu
from portal.reports.daftar import JENIS, Berkas


def kirim(berkas: Berkas, nama: str) -> Response:
    """The file as `<nama>-<today>.xlsx`."""
    jawaban = Response(berkas, mimetype=JENIS, direct_passthrough=True)
    jawaban.content_length = berkas.ukuran
    jawaban.headers.set("Content-Disposition", "attachment", filename=f"{nama}-{waktu.hari_ini():%Y%m%d}.xlsx")
    jawaban.headers["Cache-Control"] = "private, no-store"
    return jawaban
