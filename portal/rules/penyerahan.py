"""Tugas mana yang dapat diserahkan kepada orang lain, dan pejabat mana yang boleh menerimanya.

PP 30/2019 Pasal 1: pejabat penilai kinerja adalah atasan langsung, paling rendah pejabat pengawas, "atau pejabat lain
yang diberi pendelegasian kewenangan". UU 30/2014 Pasal 13: pendelegasian hanya di mana peraturan menyebutnya, dan yang
didelegasikan tidak didelegasikan lebih lanjut [knowledge: medium]. Karena itu:

- tugas pegawai sendiri dan putusan atasan pejabat penilai tidak diserahkan: untuk putusan itu tidak ada peraturan yang
  menyebut pendelegasian, yang ada hanya Plt dan Plh;
- penilaian tahunan ditandatangani pejabat penilainya sendiri;
- yang lain diserahkan kepada pejabat struktural setingkat atau lebih tinggi, tidak pernah kepada bawahannya.
"""

LANGKAH_PENILAI = frozenset({"tinjau_skp", "tinjau_revisi", "tinjau_realisasi", "tindak_lanjut_verifikasi"})
"""Steps of the pejabat penilai that may be handed over."""
TINGKAT = ("pengawas", "administrator", "jpt")
"""Jenis jabatan that may appraise, from the lowest."""


def boleh_menilai(pemberi: str) -> tuple[str, ...]:
    """Jenis jabatan to which a pejabat of that jenis may hand an appraisal: his own level and those above."""
    return TINGKAT[TINGKAT.index(pemberi) :] if pemberi in TINGKAT else TINGKAT
