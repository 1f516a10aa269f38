// The few sentences that only scripts say, in the page's language.
const ID = {
  terpilih: (n) => `${n} dipilih`,
  huruf: (n, max) => `${n} dari ${max} huruf`,
  menyimpan: "Menyimpan draf…",
  tersimpan: (jam) => `Draf tersimpan ${jam}`,
  gagal: "Draf belum tersimpan; isian tetap ada di halaman ini. Dicoba lagi sebentar lagi.",
  luring: "Tidak ada sambungan internet. Isian tetap ada di halaman ini; kirim lagi setelah tersambung.",
  masukLagi: "Sesi Anda berakhir. Masuk lagi di tab lain, lalu lanjutkan di sini; isian tidak hilang.",
  seharusnya: (n) => `seharusnya ${n}`,
  pintasan: "Pintasan papan ketik",
  tutup: "Tutup",
  tombol: { j: "Baris berikutnya", k: "Baris sebelumnya", Enter: "Buka", x: "Pilih atau lepas", "/": "Cari", "?": "Daftar ini" },
};
const EN = {
  terpilih: (n) => `${n} selected`,
  huruf: (n, max) => `${n} of ${max} characters`,
  menyimpan: "Saving draft…",
  tersimpan: (jam) => `Draft saved ${jam}`,
  gagal: "Draft not saved yet; what you typed is still on this page. Trying again shortly.",
  luring: "There is no internet connection. What you typed is still on this page; send it again once connected.",
  masukLagi: "Your session ended. Log in in another tab, then go on here; nothing is lost.",
  seharusnya: (n) => `should be ${n}`,
  pintasan: "Keyboard shortcuts",
  tutup: "Close",
  tombol: { j: "Next row", k: "Previous row", Enter: "Open", x: "Select or unselect", "/": "Search", "?": "This list" },
};

export const kata = document.documentElement.lang === "en" ? EN : ID;
