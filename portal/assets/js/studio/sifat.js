// The properties panel: the groups of the selected element and what can be done with it by keyboard. It is made anew
// when another element is selected or the diagram changed, but never under the hands of somebody who types in it.
import { is } from "bpmn-js/lib/util/ModelUtil";
import { K, isi, kataJenis } from "./kata.js";
import { kelompok } from "./kelompok.js";
import { h, tuntaskan } from "./medan.js";
import { tindakan } from "./tindakan.js";

export class Sifat {
  constructor(studio, tempat) {
    Object.assign(this, { _studio: studio, _tempat: tempat, _element: null, _terbuka: new Map() });
    // A press that began on a button must end on the same button.
    tempat.addEventListener("pointerdown", () => (this._tekan = true));
    addEventListener("pointerup", () => setTimeout(() => ((this._tekan = false), this._basi && !this._mengetik() && this.susun())));
    tempat.addEventListener("focusout", ({ relatedTarget }) => this._basi && !this._tekan && !tempat.contains(relatedTarget) && this.susun());
    studio.dengar("selection.changed", ({ newSelection }) => studio.terbuka && this.tampilkan(newSelection));
    studio.dengar("elements.changed", () => studio.terbuka && this._berubah());
  }

  tampilkan(pilihan) {
    tuntaskan();
    this._jumlah = pilihan.length;
    const [satu] = pilihan.length === 1 ? pilihan : [pilihan.length ? null : this._studio.modeler.get("canvas").getRootElement()];
    this._element = satu?.labelTarget ?? satu;
    this.susun();
  }

  fokus(kunci = "nama") {
    const tujuan = document.getElementById(`sifat-${kunci}`) ?? this._tempat.querySelector("h2");
    tujuan.focus();
    tujuan.select?.();
  }

  _berubah() {
    if (this._tekan || this._mengetik()) {
      this._basi = true;
      if (!this._tekan) this._segarkan();
    } else this.susun();
  }

  _mengetik() {
    return this._tempat.contains(document.activeElement) && document.activeElement.matches("input[type=text], textarea");
  }

  // While somebody types, only what follows from it: the heading, and the identifier of a new element.
  _segarkan() {
    const bo = this._element?.businessObject;
    if (!bo || this._element === this._studio.kolam() || is(this._element, "bpmn:Collaboration")) return;
    this._tempat.querySelector("h2").textContent = bo.name || bo.text || K.tanpaNama;
    const [kode, kata] = ["code", ".hint"].map((pilih) => this._tempat.querySelector(`.tetap ${pilih}`));
    if (kode && kode.textContent !== bo.id) [kode.textContent, kata.textContent] = [bo.id, K.pengenalTetap];
  }

  susun() {
    this._basi = false;
    const di = this._tempat.contains(document.activeElement) ? document.activeElement.id : null;
    const gulir = this._tempat.scrollTop;
    const tujuan = document.getElementById("sifat-tujuan")?.value;
    const lipatan = () => this._tempat.querySelectorAll("details[data-lipat]");
    for (const satu of lipatan()) this._terbuka.set(satu.dataset.lipat, satu.open);
    this._tempat.replaceChildren(...this._isi());
    for (const satu of lipatan()) satu.open = this._terbuka.get(satu.dataset.lipat) ?? satu.open;
    this._tempat.scrollTop = gulir;
    const pilih = document.getElementById("sifat-tujuan");
    if (tujuan && pilih && [...pilih.options].some(({ value }) => value === tujuan)) pilih.value = tujuan;
    if (di) document.getElementById(di)?.focus();
  }

  _isi() {
    const element = this._element;
    // Somebody may have removed it: undone, or by another hand of the same person.
    if (element && element.parent === null) this._element = this._studio.modeler.get("canvas").getRootElement();
    const kepala = (kata, jenis) => h("header", {}, h("h2", { tabindex: "-1" }, kata), jenis && h("p", { class: "small muted" }, jenis));
    if (!this._element) return [kepala(K.sifat), h("p", { class: "in muted" }, isi(K.beberapa, this._jumlah))];
    const bo = this._element.businessObject;
    const nama = is(this._element, "bpmn:Collaboration") ? this._studio.proses().name : bo.name || bo.text;
    const bagian = kelompok(this._studio, this._element).map(([judul, medan]) => lipat(judul, medan));
    return [kepala(nama || K.tanpaNama, kataJenis(this._element)), ...bagian, this._studio.baca ? "" : this._tindakan(this._element)];
  }

  _tindakan(element) {
    if (element.labelTarget) return "";
    return lipat(K.tindakan, [tindakan(this._studio, element, () => this.fokus())]);
  }
}

function lipat(judul, isinya) {
  return h("details", { class: "kelompok", open: true, "data-lipat": judul }, h("summary", {}, judul), h("div", { class: "in" }, isinya));
}
