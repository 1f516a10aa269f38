"""Files on the way to the reader: a temporary one that cleans itself up, and the body of the answer that sends it."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MIME_ZIP = "application/zip"
MIME_PDF = "application/pdf"
MIME_AKHIRAN = {"xlsx": MIME, "zip": MIME_ZIP, "pdf": MIME_PDF}
"""By the ending of a file's name."""


@contextmanager
def sementara() -> Iterator[IO[bytes]]:
    """A temporary file without a name: at its beginning after the block, closed (and so gone) where the block fails."""
    berkas = tempfile.TemporaryFile()  # noqa: SIM115 the answer closes it
    try:
        yield berkas
        berkas.seek(0)
    except BaseException:
        berkas.close()
        raise


class Berkas:
    """An open file as the body of an answer: read in pieces, and closed with the answer, read or not. `baris`: how many
    rows it holds, where somebody counts them."""

    def __init__(self, berkas: IO[bytes], baris: int = 0) -> None:
        self._berkas, self.baris = berkas, baris
        self.ukuran = berkas.seek(0, os.SEEK_END)
        berkas.seek(0)

    def __iter__(self) -> Iterator[bytes]:
        while potong := self._berkas.read(65_536):
            yield potong

    def close(self) -> None:
        """The server calls it when the answer is sent or given up."""
        self._berkas.close()

    __del__ = close
