// The outline: what the drawing holds, as a list in the order of the flow, lane by lane. A list box: the arrows choose,
// the canvas follows, Enter goes to the properties.
import { is } from "bpmn-js/lib/util/ModelUtil";
import { K, kataJenis } from "./kata.js";
import { h } from "./medan.js";
import { adalahObjek } from "./objek.js";
import { lajurDari, puncak } from "./sisip.js";

export class GarisBesar {
  constructor(studio, tempat) {
    this._studio = studio;
    this._daftar = h("div", { class: "daftar-elemen", role: "listbox", "aria-labelledby": "judul-garis", "aria-describedby": "bantuan-garis" });
    tempat.replaceChildren(h("h2", { id: "judul-garis" }, K.garisBesar), this._daftar, h("p", { class: "hint", id: "bantuan-garis" }, K.garisBantuan));
    this._daftar.addEventListener("keydown", (event) => this._tombol(event));
    this._daftar.addEventListener("click", ({ target }) => this._pilih(target.closest("[role=option]"), true));
    studio.dengar("selection.changed", () => studio.terbuka && this._tandai());
    studio.dengar("elements.changed", () => studio.terbuka && this._nanti());
  }

  _nanti() {
    cancelAnimationFrame(this._tunggu);
    this._tunggu = requestAnimationFrame(() => this.susun());
  }

  susun() {
    const fokus = this._daftar.contains(document.activeElement);
    const akar = this._studio.modeler.get("canvas").getRootElement();
    const kolam = this._studio.kolam() ?? akar;
    const baris = [this._baris(kolam, "proses")];
    const urut = urutan(this._studio.daftar());
    for (const lajur of [...this._lajur(), undefined]) {
      const isi = urut.filter((satu) => lajurDari(this._studio.modeler, satu) === lajur);
      if (lajur) baris.push(this._baris(lajur, "lajur"));
      baris.push(...isi.map((satu) => this._baris(satu, puncak(satu) === satu ? "" : "dalam")));
    }
    baris.push(...this._studio.daftar().filter((satu) => adalahObjek(satu) && !satu.labelTarget).map((satu) => this._baris(satu, "")));
    baris.push(...this._studio.daftar().filter((satu) => is(satu, "bpmn:Participant") && satu !== kolam).map((satu) => this._baris(satu, "proses")));
    this._daftar.replaceChildren(...baris);
    this._tandai();
    if (fokus) this._daftar.querySelector("[tabindex='0']")?.focus();
  }

  // After a check: which elements have findings.
  temuan(tingkat) {
    this._tingkat = tingkat;
    for (const baris of this._daftar.children) this._tanda(baris);
  }

  _lajur() {
    return this._studio.daftar().filter((satu) => is(satu, "bpmn:Lane")).sort((a, b) => a.y - b.y);
  }

  _baris(element, kelas) {
    const nama = element === this._studio.kolam() ? this._studio.proses().name : element.businessObject.name;
    const ragam = kelas === "lajur" ? K.lajur : kataJenis(element);
    const baris = h("div", { role: "option", tabindex: "-1", "aria-selected": "false", "data-id": element.id, class: kelas }, h("span", { class: nama ? "garis-nama" : "garis-nama tanpa-nama" }, nama || ragam), " ", nama && h("span", { class: "garis-jenis" }, ragam));
    this._tanda(baris);
    return baris;
  }

  _tanda(baris) {
    baris.querySelector(".tanda")?.remove();
    const tingkat = this._tingkat?.get(baris.dataset.id);
    if (tingkat) baris.append(h("span", { class: `tanda ${tingkat}`, title: K[tingkat] }, h("span", { class: "sr" }, K[tingkat])));
  }

  _tandai() {
    const pilihan = this._studio.modeler.get("selection").get().map((satu) => (satu.labelTarget ?? satu).id);
    let tuju = null;
    for (const baris of this._daftar.children) {
      const ya = pilihan.includes(baris.dataset.id);
      baris.setAttribute("aria-selected", ya);
      baris.tabIndex = -1;
      if (ya) tuju ??= baris;
    }
    (tuju ?? this._daftar.firstElementChild)?.setAttribute("tabindex", "0");
    tuju?.scrollIntoView({ block: "nearest" });
  }

  _pilih(baris, sentuh = false) {
    if (!baris) return;
    this._studio.tuju(baris.dataset.id);
    // Where the panes are stacked, the properties are out of sight.
    if (sentuh && matchMedia("(max-width: 60rem)").matches) this._studio.sifat.fokus("judul");
    else baris.focus();
  }

  _tombol(event) {
    const baris = [...this._daftar.children];
    const di = baris.findIndex((satu) => satu === document.activeElement);
    const ke = { ArrowDown: di + 1, ArrowUp: di - 1, Home: 0, End: baris.length - 1 }[event.key];
    if (ke !== undefined) this._pilih(baris[Math.max(0, Math.min(ke, baris.length - 1))]);
    else if (event.key === "Enter" || event.key === " ") this._pilih(baris[di]), this._studio.sifat.fokus();
    else return;
    event.preventDefault();
  }
}

// Breadth first along the flows from the start, what hangs on a step right after it, what nothing leads to at the end.
function urutan(semua) {
  const simpul = semua.filter((satu) => is(satu, "bpmn:FlowNode") && !satu.labelTarget);
  const hasil = new Set();
  const jalan = (antrean) => {
    for (const satu of antrean) {
      if (hasil.has(satu) || !simpul.includes(satu)) continue;
      const tempelan = satu.attachers ?? [];
      for (const dia of [satu, ...tempelan]) hasil.add(dia);
      if (is(satu, "bpmn:SubProcess")) jalan([...satu.children.filter((anak) => is(anak, "bpmn:StartEvent")), ...satu.children]);
      antrean.push(...[satu, ...tempelan].flatMap((dia) => dia.outgoing.map((alur) => alur.target)));
    }
  };
  jalan(simpul.filter((satu) => is(satu, "bpmn:StartEvent") && !is(satu.parent, "bpmn:SubProcess")));
  jalan(simpul.filter((satu) => !is(satu.parent, "bpmn:SubProcess")));
  jalan([...simpul]);
  return [...hasil];
}
