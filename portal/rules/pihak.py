"""Para pihak satu SKP: pegawai, pejabat penilai, atasan banding, verifikatur adalah orang yang berlainan.

Sumber: PP 46/2011 dan Perka BKN 1/2013 (siapa menilai siapa). Tidak seorang pun memutuskan tentang dirinya sendiri,
juga tidak sebagai Plt/Plh. Pengecualian yang tidak dapat dihindari: bila pejabat penilai adalah PPK (gubernur), PPK itu
juga atasan pejabat penilai, karena di atasnya tidak ada lagi [knowledge: medium]; misalnya pada Sekretaris Daerah.
"""

from collections.abc import Hashable

from portal.rules.temuan import Temuan

SEBUTAN = {
    "pegawai": "pegawai yang dinilai",
    "penilai": "pejabat penilai",
    "atasan_banding": "atasan banding",
    "verifikatur": "verifikatur",
}

CATATAN_GUBERNUR = (
    "Pejabat penilai adalah gubernur (PPK), yang juga atasan pejabat penilai; tidak ada instansi lebih tinggi."
)

Orang = Hashable | None


def periksa_pihak(
    pegawai: Orang, penilai: Orang, atasan_banding: Orang, verifikatur: Orang, *, gubernur: Orang = None
) -> list[Temuan]:
    """The objections to four parties (any ids that compare): one missing, or two the same person.

    Where `gubernur` is both penilai and atasan banding that is allowed (`pengecualian` gives the note to keep with it).
    """
    pihak = {"pegawai": pegawai, "penilai": penilai, "atasan_banding": atasan_banding, "verifikatur": verifikatur}
    temuan = [
        Temuan(nama, None, f"{SEBUTAN[nama].capitalize()} belum ditetapkan.")
        for nama, orang in pihak.items()
        if orang is None
    ]
    ada = [(nama, orang) for nama, orang in pihak.items() if orang is not None]
    for nomor, (nama, orang) in enumerate(ada):
        for lain, sebelum in ada[:nomor]:
            if orang != sebelum or (lain, nama) == ("penilai", "atasan_banding") and _gubernur(orang, gubernur):
                continue
            pesan = f"{SEBUTAN[nama].capitalize()} tidak boleh orang yang sama dengan {SEBUTAN[lain]}."
            temuan.append(Temuan(nama, None, pesan))
    return temuan


def pengecualian(penilai: Orang, atasan_banding: Orang, *, gubernur: Orang) -> str | None:
    """The note to keep with the SKP where penilai and atasan banding are one person by law; None where nothing is
    excepted.
    """
    return CATATAN_GUBERNUR if penilai == atasan_banding and _gubernur(penilai, gubernur) else None


def periksa_pelaku(
    pelaku: Orang,
    sebagai: str,
    *,
    pegawai: Orang,
    penilai: Orang,
    atasan_banding: Orang,
    verifikatur: Orang = None,
    gubernur: Orang = None,
) -> list[Temuan]:
    """The objections to this person acting as one party ("penilai", ...), whoever he stands in for as Plt/Plh.

    He may not be another party of the same SKP: not the employee himself, and not the appraiser deciding the appeal of
    his own rejection. `verifikatur` is the one who has already acted, if any.
    """
    pihak = {"pegawai": pegawai, "penilai": penilai, "atasan_banding": atasan_banding, "verifikatur": verifikatur}
    temuan = []
    for nama, orang in pihak.items():
        if nama == sebagai or orang is None or orang != pelaku:
            continue
        if {nama, sebagai} == {"penilai", "atasan_banding"} and _gubernur(pelaku, gubernur):
            continue
        pesan = f"Anda {SEBUTAN[nama]} pada SKP ini, sehingga tidak dapat bertindak sebagai {SEBUTAN[sebagai]}."
        temuan.append(Temuan(sebagai, None, pesan))
    return temuan


def _gubernur(orang: Orang, gubernur: Orang) -> bool:
    return gubernur is not None and orang == gubernur
