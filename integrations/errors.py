"""What a client says when a partner gave no usable answer. The messages are Indonesian: they reach the screen."""


class Unavailable(Exception):
    """The partner gave nothing that may be counted. The caller parks the work and asks again later.

    `retry_after`: seconds the partner asked us to wait, or None where it did not say.
    `kode`: the partner's own word for it (SIBUK, ...), or None where the answer was simply odd.
    """

    def __init__(self, message: str, *, retry_after: int | None = None, kode: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.retry_after = retry_after
        self.kode = kode


class NotClosed(Unavailable):
    """The month is not closed at the partner yet (BELUM_DITUTUP): nothing is wrong, it is only too early."""


class Refused(Unavailable):
    """The partner understood us and said no (AUTH, PERMINTAAN_SALAH, OPD_TIDAK_DIKENAL) or a setting cannot be right.

    Asking again soon is of no use: somebody has to change a setting or the master data first.
    """
