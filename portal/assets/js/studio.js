// The studio: a draft of a diagram in the browser. <div id="studio" data-…> is the page's (templates/proses/studio.html),
// everything below it is this script's. Parts: modeler (studio/modul.js), properties, outline, findings, saving.
import { is } from "bpmn-js/lib/util/ModelUtil";
import { sifat } from "./studio/ekstensi.js";
import { GarisBesar } from "./studio/garis.js";
import { K, isi } from "./studio/kata.js";
import { h, tuntaskan } from "./studio/medan.js";
import { buatModeler } from "./studio/modul.js";
import { Sifat } from "./studio/sifat.js";
import { Simpan } from "./studio/simpan.js";
import { Temuan } from "./studio/temuan.js";

const TERBACA = 0.65;
const TEPI = 96; // the palette, two entries wide
const KATALOG = { lajur: [], langkah: [], operasi: [], acara: [], fungsi: [], fakta: {}, antrean: [], proses: [] };

class Studio {
  constructor(tempat) {
    this.data = tempat.dataset;
    this.baca = this.data.baca === "ya";
    this._tempat = tempat;
  }

  async mulai() {
    const [xml, katalog] = await Promise.all([this._ambil(this.data.xml, "text"), this._ambil(this.data.katalog, "json")]);
    this.katalog = { ...KATALOG, ...katalog };
    const kanvas = this._bagian("kanvas");
    const wadah = h("div", { class: "kanvas-bpmn" });
    kanvas.replaceChildren(wadah);
    this.modeler = buatModeler(wadah, { baca: this.baca, katalog: this.katalog });
    this.modeling = this.modeler.get("modeling", false);
    this.garis = new GarisBesar(this, this._bagian("garis-besar", "nav", { "aria-label": K.garisBesar }));
    this.sifat = new Sifat(this, this._bagian("sifat"));
    this.temuan = new Temuan(this, this._bagian("temuan"));
    this.simpan = new Simpan(this, this._bagian("keadaan-simpan", "p", { role: "status" }));
    kanvas.append(this._alat());
    if (!this.baca) this._dengar();
    await this._buka(xml);
    const salinan = this.baca ? null : this.simpan.salinan(xml);
    if (salinan) this.simpan.tawarkan(this._tempat, salinan, (isian) => this._pulihkan(isian));
    await this.periksa();
    this._tempat.dataset.siap = "ya";
  }

  _dengar() {
    this.dengar("commandStack.changed", () => this.simpan.tandai());
    // A lane's name says which party fills it: it is chosen, not typed.
    this.modeler.on("element.dblclick", 2000, ({ element }) => {
      if (!is(element, "bpmn:Lane")) return;
      this.sifat.fokus();
      return false;
    });
  }

  async _buka(xml) {
    this.terbuka = false; // the panes look away while the drawing is put together
    const { warnings } = await this.modeler.importXML(xml);
    if (warnings.length) this._tempat.before(h("div", { class: "note bad", role: "alert" }, h("p", {}, K.akanHilang), h("ul", { lang: "en" }, warnings.slice(0, 5).map(({ message }) => h("li", {}, message)))));
    this.terbuka = true;
    this._muat(TERBACA);
    this.garis.susun();
    this.sifat.tampilkan([]);
  }

  async _pulihkan(xml) {
    await this._buka(xml);
    this.simpan.tandai();
  }

  // Saves what there is and checks it; where nothing is to be saved, checks the draft as the server has it.
  async periksa() {
    tuntaskan();
    if (!this.baca && this.simpan.kotor) return this.simpan.sekarang();
    try {
      const answer = await this.minta(this.data.periksa, { method: "POST" });
      if (!answer.ok) throw new Error(answer.status);
      this.temuan.tampilkan((await answer.json()).temuan);
    } catch {
      this.temuan.kata(K.gagalPeriksa);
    }
  }

  // The whole drawing, clear of the palette; at first no smaller than can be read, from its beginning.
  _muat(terkecil = 0) {
    const canvas = this.modeler.get("canvas");
    const { inner, outer } = canvas.viewbox();
    const kiri = this.baca ? 10 : TEPI;
    const pas = Math.min(1, (outer.width - kiri - 10) / inner.width, (outer.height - 70) / inner.height);
    const skala = Math.max(pas, terkecil);
    const sela = Math.max(10, (outer.height - inner.height * skala) / 2) / skala;
    canvas.viewbox({ x: inner.x - kiri / skala, y: inner.y - sela, width: outer.width / skala, height: outer.height / skala });
  }

  // Selects an element and brings it into sight; with `fokus` its properties too. What is not drawn means the process.
  tuju(id, fokus = false) {
    const [canvas, selection] = [this.modeler.get("canvas"), this.modeler.get("selection")];
    const element = this.modeler.get("elementRegistry").get(id);
    if (element && element !== canvas.getRootElement()) {
      selection.select(element);
      if (!is(element, "bpmn:Participant") && !is(element, "bpmn:Lane")) canvas.scrollToElement(element, { top: 90, bottom: 90, left: 120, right: 160 });
    } else selection.select([]);
    if (fokus) this.sifat.fokus();
  }

  // A listener of bpmn-js that answers anything ends the event for all others: ours only listen.
  dengar(kejadian, jalan) {
    this.modeler.on(kejadian, (event) => void jalan(event));
  }

  daftar() {
    return this.modeler.get("elementRegistry").getAll();
  }

  definisi() {
    return this.modeler.getDefinitions();
  }

  proses() {
    return this.definisi().rootElements.find((satu) => is(satu, "bpmn:Process"));
  }

  // The pool that holds the process; those of partners hold nothing. None in a drawing without pools.
  kolam() {
    return this.daftar().find((satu) => is(satu, "bpmn:Participant") && satu.businessObject.processRef);
  }

  // Whether the clock or a message starts the process: then each lane must name its queue, for nobody is there to say who.
  mulaiSendiri() {
    return this.daftar().some((satu) => is(satu, "bpmn:StartEvent") && is(satu.businessObject.$parent, "bpmn:Process") && satu.businessObject.eventDefinitions?.length > 0);
  }

  buat(jenis, sifat) {
    return this.modeler.get("bpmnFactory").create(jenis, sifat);
  }

  // What a condition of this process may name: what the server knows of, and the answers of steps drawn here.
  namaData() {
    const langkah = this.daftar().filter((satu) => is(satu, "bpmn:UserTask"));
    const jawaban = langkah.map((satu) => sifat(satu, "fakta")).filter(Boolean).flatMap((nama) => [nama, `catatan_${nama}`]);
    return [...new Set([...(this.katalog.fakta[this.data.kunci] ?? ["keputusan", "catatan"]), ...jawaban])];
  }

  susun() {
    this.sifat.susun();
  }

  mengetik() {
    this.simpan.tandai(true);
  }

  minta(url, { xml, json, headers, ...lagi }) {
    const isian = json ? { body: JSON.stringify(json), jenis: "application/json" } : { body: xml, jenis: xml && "application/xml" };
    const kepala = { Accept: "application/json", "X-CSRFToken": this.data.csrf, ...(isian.jenis && { "Content-Type": isian.jenis }), ...headers };
    return fetch(url, { credentials: "same-origin", redirect: "manual", headers: kepala, body: isian.body, ...lagi });
  }

  async _ambil(url, cara) {
    const answer = await fetch(url, { credentials: "same-origin" });
    if (!answer.ok) throw new Error(`${answer.status} ${url}`);
    return answer[cara]();
  }

  _bagian(id, tag = "div", sifat = {}) {
    return document.getElementById(id) ?? this._tempat.appendChild(h(tag, { id, ...sifat }));
  }

  // Undo, redo and zoom, for hands that do not know the keys.
  _alat() {
    const stack = this.modeler.get("commandStack", false);
    const zoom = this.modeler.get("zoomScroll");
    const tombol = (kata, tanda, jalan) => h("button", { type: "button", title: kata, "aria-label": kata, onclick: jalan }, tanda);
    const urung = stack && tombol(K.urungkan, "↶", () => stack.undo());
    const ulang = stack && tombol(K.ulangi, "↷", () => stack.redo());
    if (stack) this.dengar(["commandStack.changed", "import.done"], () => [(urung.disabled = !stack.canUndo()), (ulang.disabled = !stack.canRedo())]);
    const lihat = [tombol(K.perbesar, "+", () => zoom.stepZoom(1)), tombol(K.perkecil, "−", () => zoom.stepZoom(-1)), tombol(K.muat, "⤢", () => this._muat())];
    return h("div", { class: "kanvas-alat", role: "group", "aria-label": K.alatKanvas }, urung, ulang, lihat);
  }
}

const tempat = document.getElementById("studio");
if (tempat) {
  tempat.before(h("p", { class: "note studio-sempit" }, K.sempit));
  new Studio(tempat).mulai().catch((error) => {
    console.error(error);
    tempat.before(h("div", { class: "note bad", role: "alert" }, isi(K.gagalMuat, error.message)));
  });
}
