// An e-absensi service of another make: the npm package `soap` serves the contract's WSDL over its own data.
// Nothing is shared with the portal but the WSDL file. Usage: node eabsensi_lain.mjs WSDL; prints its port.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";

const require = createRequire(new URL("../../portal/assets/", import.meta.url));
const soap = require("soap");
const [wsdl] = process.argv.slice(2);

const NIP = ["198609262015051001", "196608011988031001", "197001011987012001"];
const rekap = (nip, lain) => ({
  nip, bulan: "2023-10", hariKerja: 22, hadir: 20, apel: 18, apelWajib: 20, upacara: 1, upacaraWajib: 1,
  kejadian: [], tk: 1, izin: 0, cuti: 0, dl: 1, menitKerja: 8188, versi: 1, ...lain,
});
const REKAP = [
  rekap(NIP[0], {
    kejadian: [{ kode: "TL1", jumlah: 1, menit: 22 }, { kode: "PSW1", jumlah: 1, menit: 30 }],
    versi: 3, ditutupPada: "2023-11-02T08:00:00+08:00",
  }),
  rekap(NIP[1], { tk: 0, cuti: 1 }),
  rekap(NIP[2], { kejadian: [{ kode: "TL4", jumlah: 2, menit: 0 }], menitKerja: 7000 }),
];
const PRESENSI = [
  { nip: NIP[0], tanggal: "2023-10-02", jamMasuk: "07:25:11", jamPulang: "16:05:00", status: "HADIR", mesin: "F-1" },
  { nip: NIP[0], tanggal: "2023-10-03", status: "DL", keterangan: "SPT 090/12 & lampiran <1>" },
  { nip: NIP[1], tanggal: "2023-10-02", jamMasuk: "08:02:00", status: "HADIR" },
];
const PEGAWAI = NIP.map((nip, n) => ({ nip, pin: String(n + 1), nama: `Pegawai ${n}`, kodeOpd: "BKD", aktif: n !== 2 }));

function fault(kode, pesan) {
  const EAbsensiFault = { attributes: { xmlns: "urn:nttprov:eabsensi:v1" }, kode, pesan };
  return { Fault: { faultcode: "soap:Server", faultstring: pesan, detail: { EAbsensiFault } } };
}

function halaman(nama, baris, { kodeOpd, halaman: nomor, ukuran }) {
  if (kodeOpd !== "BKD") throw fault("OPD_TIDAK_DIKENAL", "kode OPD tidak ada");
  const n = Number(nomor), u = Number(ukuran);
  return { halaman: n, jumlahHalaman: Math.ceil(baris.length / u), [nama]: baris.slice((n - 1) * u, n * u) };
}

const EAbsensiPort = {
  Ping: () => ({ versi: "lain-1", waktuServer: "2023-11-03T09:00:00+08:00" }),
  DaftarPegawai: (minta) => halaman("pegawai", PEGAWAI, minta),
  PresensiHarian: (minta) => {
    const [dari, sampai] = [minta.tanggalAwal, minta.tanggalAkhir].map((hari) => hari.toISOString().slice(0, 10));
    return halaman("presensi", PRESENSI.filter((p) => dari <= p.tanggal && p.tanggal <= sampai), minta);
  },
  RekapBulanan: (minta) => {
    if (minta.bulan > "2023-10") throw fault("BELUM_DITUTUP", "bulan masih terbuka");
    return halaman("rekap", REKAP, minta);
  },
};

const http = createServer((_, jawab) => jawab.writeHead(404).end());
const layanan = soap.listen(http, "/soap", { EAbsensi: { EAbsensiPort } }, readFileSync(wsdl, "utf8"));
layanan.authenticate = (keamanan) => {
  const token = keamanan?.UsernameToken;
  const sandi = token?.Password;
  return token?.Username === "portal" && (sandi?.$value ?? sandi) === "rahasia";
};
http.listen(0, "127.0.0.1", () => console.log(http.address().port));
