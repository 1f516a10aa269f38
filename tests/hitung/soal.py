"""Random questions for every jenis of `nilai hitung`, as a JSON line each; numbers as JSON numbers and as text."""

import json
import random
from decimal import Decimal
from typing import Any

from portal.hitung import JENIS
from portal.rules.absensi import KODE
from portal.rules.pp46 import KEPEMIMPINAN, UNSUR

JENJANG = ("Pemula", "Terampil", "Mahir", "Penyelia", "Ahli Pertama", "Ahli Muda", "Ahli Madya", "Ahli Utama")
BATAS = (0, 50, 51, 59, 60, 61, 69, 70, 75, 76, 79, 80, 89, 90, 91, 99, 100, 101, 109, 110, 111, 119)
SELISIH = tuple(map(Decimal, ("0", "0.005", "-0.005", "0.004", "0.5", "-0.5", "0.49", "-0.51", "0.00001")))
RATING = ("di atas", "sesuai", "di bawah")


class Soal:
    """Questions from one seed. With `tepi` many numbers lie exactly on a border of a rule, or just beside it."""

    def __init__(self, benih: int = 5, *, tepi: bool = False) -> None:
        self.acak, self.tepi = random.Random(benih), tepi

    def baris(self, jenis: str) -> str:
        """One line."""
        isi = getattr(self, jenis.replace(".", "_"))()
        return json.dumps({"jenis": jenis, **isi})

    def campur(self, banyak: int) -> list[str]:
        """Lines of all jenis in turn."""
        semua = tuple(JENIS)
        return [self.baris(semua[nomor % len(semua)]) for nomor in range(banyak)]

    def angka(self, terbesar: int, desimal: int = 2) -> Any:
        """A number with at most so many decimals, as JSON number or as text."""
        if self.tepi and self.acak.random() < 0.4:
            utuh = self.acak.choice([batas for batas in BATAS if batas <= terbesar])
            tepi = (Decimal(utuh) + self.acak.choice(SELISIH)).copy_abs()
            return str(tepi) if tepi <= terbesar + 1 else terbesar
        tulisan = f"{self.acak.randint(0, terbesar)}.{self.acak.randint(0, 10**desimal - 1):0{desimal}d}"
        return tulisan if self.acak.random() < 0.3 else json.loads(tulisan)

    def pasang(self, terbesar: int) -> list[Any]:
        """[target, realisasi]."""
        target = self.acak.randint(1, terbesar)
        if self.tepi and self.acak.random() < 0.4:
            persen = self.acak.choice((0, 75, 76, 76, 77, 100, 101, 175, 176, 177))
            tepat = Decimal(target * persen) / 100
            return [target, str(tepat if self.ya() else max(Decimal(0), tepat + self.acak.choice(SELISIH)))]
        return [target, round(target * self.acak.uniform(0, 1.8), 2)]

    def pp46_kegiatan(self) -> dict[str, Any]:
        biaya = self.pasang(10**9) if self.acak.random() < 0.5 else None
        return {
            "kuantitas": self.pasang(500),
            "kualitas": [100, self.angka(99)],
            "waktu": self.pasang(12),
            "biaya": biaya,
        }

    def pp46_tahunan(self) -> dict[str, Any]:
        unsur = UNSUR if self.acak.random() < 0.5 else (*UNSUR, KEPEMIMPINAN)
        return {
            "kegiatan": [self.pp46_kegiatan() for _ in range(4)], "tugas_tambahan": self.acak.randint(0, 9),
            "kreativitas": self.acak.choice((0, 3, 6, 12)), "perilaku": {nama: self.angka(99) for nama in unsur},
        }  # fmt: skip

    def pp30_nilai(self) -> dict[str, Any]:
        return {"skp": self.angka(119), "perilaku": self.angka(119), "penilaian_360": self.ya(), "ide_baru": self.ya()}

    def pp30_capaian(self) -> dict[str, Any]:
        lebar = self.acak.randint(1, 50)
        target = self.acak.choice((lebar, [lebar, lebar + 7]))
        return {"target": target, "realisasi": self.angka(99), "khusus": self.ya()}

    def pp30_rencana(self) -> dict[str, Any]:
        return {"capaian": self.angka(120), "target_maksimum": self.ya()}

    def pp30_konversi(self) -> dict[str, Any]:
        return {"nilai": self.angka(110)}

    def pan6_predikat(self) -> dict[str, Any]:
        return {"hasil_kerja": self.acak.choice(RATING), "perilaku": self.acak.choice(RATING)}

    def pan6_angka_kredit(self) -> dict[str, Any]:
        kata = ("Sangat Baik", "Baik", "Butuh Perbaikan", "Kurang", "Sangat Kurang")
        return {
            "jenjang": self.acak.choice(JENJANG),
            "predikat": self.acak.choice(kata),
            "bulan": self.acak.randint(1, 12),
        }

    def bulanan_kegiatan(self) -> dict[str, Any]:
        return {
            "jabatan": self.acak.choice(("pelaksana", "struktural", "jft")), "angka_kredit": ["1.5", self.angka(2)],
            "mode_waktu": self.acak.choice(("rasio", "pp46")), **self.pp46_kegiatan(),
        }  # fmt: skip

    def bulanan_bagi(self) -> dict[str, Any]:
        terbesar = self.acak.choice((30, 10**4, 10**8))
        return {"jenis_target": self.acak.choice(("kuantitas", "biaya")), "nilai": self.acak.randint(0, terbesar)}

    def kehadiran_hari(self) -> dict[str, Any]:
        masuk = self.acak.choice((None, self.jam(7, 11)))
        pulang = self.acak.choice((None, self.jam(12, 17)))
        return {"jadwal": ["07:30", "16:00"], "masuk": masuk, "pulang": pulang}

    def tpp_bulan(self) -> dict[str, Any]:
        kejadian = {kode: self.acak.randint(0, 4) for kode in KODE if self.ya()}
        return {
            "tpp": self.acak.randint(10**6, 3 * 10**7), "capaian": self.angka(110), "kejadian": kejadian,
            "tk": self.acak.randint(0, 22), "sebulan_penuh": self.acak.random() < 0.1,
        }  # fmt: skip

    def disiplin_pp94(self) -> dict[str, Any]:
        return {"tk": self.acak.randint(0, 60), "menit": self.acak.randint(0, 5000)}

    disiplin_pp53 = disiplin_pp94

    def nip(self) -> dict[str, Any]:
        lahir, tahun = self.acak.randint(1964, 1990), self.acak.randint(2009, 2020)
        urut = f"{self.acak.randint(1, 2)}{self.acak.randint(1, 999):03d}"
        return {"nip": f"{lahir}{self.acak.randint(1, 12):02d}15{tahun}{self.acak.randint(1, 12):02d}{urut}"}

    def jendela(self) -> dict[str, Any]:
        hari = self.acak.randint(1, 28)
        return {"periode": "2023-10", "diajukan": f"2023-{self.acak.randint(10, 12)}-{hari:02d}T{self.jam(0, 23)}Z"}

    def jam(self, awal: int, akhir: int) -> str:
        """A time of day."""
        return f"{self.acak.randint(awal, akhir):02d}:{self.acak.randint(0, 59):02d}:{self.acak.randint(0, 59):02d}"

    def ya(self) -> bool:
        """Either."""
        return self.acak.random() < 0.5
