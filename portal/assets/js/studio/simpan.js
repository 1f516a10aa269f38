// Nothing drawn is lost: the draft saves itself a moment after each change, tells in words how that went, keeps a copy in
// this browser until the server has it, and never writes over what somebody else saved (If-Match with the revision).
import { K, isi } from "./kata.js";
import { adaTertunda, h, tuntaskan } from "./medan.js";

const JEDA = 1200;
const ULANG = [4000, 8000, 15000, 30000];
const wita = new Intl.DateTimeFormat("id", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Makassar", timeZoneName: "short" });

export class Simpan {
  constructor(studio, baris) {
    Object.assign(this, { _studio: studio, _baris: baris, _ubah: 0, _sampai: 0, _gagal: 0, _tutup: false, revisi: Number(studio.data.revisi) });
    this._kunci = `studio:${studio.data.kunci}`;
    addEventListener("beforeunload", (event) => {
      if (!this.kotor || this._pergi) return;
      event.preventDefault();
      event.returnValue = true; // what older browsers ask for
    });
    addEventListener("online", () => this.kotor && this._nanti(0));
    document.addEventListener("submit", (event) => this._sebelumKirim(event), true);
  }

  get kotor() {
    return this._ubah > this._sampai || adaTertunda();
  }

  // The diagram changed (or somebody began to type).
  tandai(mengetik = false) {
    if (!mengetik) this._ubah += 1;
    if (this._tutup) return;
    if (!this._gagal) this._kata(K.belum, "tunggu");
    if (!mengetik) this._nanti(this._gagal ? ULANG[0] : JEDA);
  }

  _nanti(jeda) {
    clearTimeout(this._timer);
    this._timer = setTimeout(() => this.sekarang(), jeda);
  }

  // Saves what there is; true where the server has all of it.
  async sekarang() {
    clearTimeout(this._timer);
    tuntaskan();
    if (this._jalan) await this._jalan;
    if (this._tutup || this._studio.baca) return false;
    if (this._ubah <= this._sampai) return true;
    this._jalan = this._kirim().finally(() => (this._jalan = null));
    return this._jalan;
  }

  async _kirim() {
    const upTo = this._ubah;
    const { xml } = await this._studio.modeler.saveXML({ format: true });
    this._salin(xml);
    this._kata(K.menyimpan, "tunggu");
    let answer;
    try {
      answer = await this._studio.minta(this._studio.data.simpan, { method: "PUT", xml, headers: { "If-Match": `"${this.revisi}"` } });
    } catch {
      return this._coba(K.putus);
    }
    if (answer.type === "opaqueredirect" || answer.status === 401) return this._coba(K.masukLagi);
    if (answer.status >= 500 || answer.status === 429) return this._coba(K.putus);
    const isian = await answer.json().catch(() => ({}));
    if (!answer.ok) return this._tolak(answer.status, isian);
    return this._berhasil(upTo, isian);
  }

  _berhasil(upTo, { revisi, temuan, disimpan_pada }) {
    Object.assign(this, { revisi, _sampai: upTo, _gagal: 0 });
    for (const satu of document.querySelectorAll("input[name=revisi]")) satu.value = revisi; // a file may follow what is drawn
    if (this._ubah === upTo) {
      this._hapusSalinan();
      this._kata(isi(K.tersimpan, wita.format(disimpan_pada ? new Date(disimpan_pada) : new Date())), "baik");
    } else this._nanti(JEDA);
    this._studio.temuan.tampilkan(temuan ?? []);
    return this._ubah === upTo;
  }

  _coba(kata) {
    this._kata(kata, "buruk");
    this._nanti(ULANG[Math.min(this._gagal++, ULANG.length - 1)]);
    return false;
  }

  // 409: this window is behind. Everything else that was refused is refused as it stands; the next change tries again.
  _tolak(status, { detail, title, message, kode }) {
    const bentrok = status === 409 && kode !== "draf_tidak_terbuka";
    this._tutup = status === 409;
    const tombol = h("button", { type: "button", class: "link", onclick: () => ((this._pergi = true), location.reload()) }, K.muatUlang);
    const unduh = h("button", { type: "button", class: "link", onclick: () => this._unduh() }, K.unduh);
    this._kata(bentrok ? K.bentrok : isi(K.ditolak, detail || title || message || status), "buruk", ...(this._tutup ? [tombol, unduh] : [unduh]));
    return false;
  }

  _kata(kalimat, keadaan, ...tombol) {
    this._baris.dataset.keadaan = keadaan;
    this._baris.replaceChildren(h("span", {}, kalimat), ...tombol);
  }

  async _unduh() {
    const { xml } = await this._studio.modeler.saveXML({ format: true });
    const url = URL.createObjectURL(new Blob([xml], { type: "application/xml" }));
    h("a", { href: url, download: `${this._studio.data.kunci}.bpmn` }).click();
    URL.revokeObjectURL(url);
  }

  // A form of the page (submit for review) goes off with what is on the screen; one that throws the draft away just goes.
  async _sebelumKirim(event) {
    const form = event.target;
    if (form.action.endsWith("/buang")) return (this._pergi = true), this._hapusSalinan();
    if (form.method !== "post" || !this.kotor) return;
    event.preventDefault();
    event.stopPropagation();
    if (await this.sekarang()) form.requestSubmit(event.submitter ?? undefined);
  }

  _salin(xml) {
    try {
      localStorage.setItem(this._kunci, JSON.stringify({ revisi: this.revisi, pada: Date.now(), xml }));
    } catch {
      // Full or forbidden: the copy is a convenience, the draft is on the server.
    }
  }

  _hapusSalinan() {
    try {
      localStorage.removeItem(this._kunci);
    } catch {
      // As above.
    }
  }

  // What an earlier visit could not bring to the server, offered once: {xml, pada, lama} or null.
  salinan(xmlServer) {
    try {
      const ada = JSON.parse(localStorage.getItem(this._kunci));
      if (!ada?.xml || ada.xml === xmlServer) return null;
      return { xml: ada.xml, pada: wita.format(new Date(ada.pada)), lama: ada.revisi !== this.revisi };
    } catch {
      return null;
    }
  }

  tawarkan(tempat, { xml, pada, lama }, pulihkan) {
    const tombol = (kata, kelas, jalan) => h("button", { type: "button", class: `btn ${kelas}`, onclick: () => (kotak.remove(), jalan()) }, kata);
    const kotak = h("div", { class: "note wait salinan", role: "status" }, h("p", {}, isi(K.pulihTawaran, pada), lama ? ` ${K.pulihLama}` : ""), h("p", { class: "row" }, tombol(K.pulihkan, "", () => pulihkan(xml)), tombol(K.buang, "quiet", () => this._hapusSalinan())));
    tempat.before(kotak);
  }
}
