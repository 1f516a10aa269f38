"""Lists page by page."""


def banyak_halaman(jumlah: int, sehalaman: int) -> int:
    """How many pages so many rows make; an empty list has its first page too."""
    return max(1, -(-jumlah // sehalaman))
