// What a check found, like a compiler's list under the drawing: a press leads to the element; marks on the canvas and in
// the outline say the same. Level is a word with a shape.
import { K, isi } from "./kata.js";
import { h } from "./medan.js";

export class Temuan {
  constructor(studio, tempat) {
    this._studio = studio;
    tempat.removeAttribute("aria-live"); // the summary speaks, not the whole list anew
    this._ringkas = h("p", { class: "ringkas", role: "status" });
    this._daftar = h("ul", { class: "temuan-daftar" });
    tempat.replaceChildren(this._ringkas, this._daftar);
    const kepala = tempat.parentElement.querySelector("header");
    if (!studio.baca) (kepala ?? tempat).append(h("button", { type: "button", class: "btn quiet", onclick: () => studio.periksa() }, K.periksa));
  }

  kata(kalimat) {
    this._ringkas.textContent = kalimat;
  }

  tampilkan(temuan) {
    const urut = [...temuan].sort((a, b) => (a.tingkat > b.tingkat) - (a.tingkat < b.tingkat));
    const galat = urut.filter((satu) => satu.tingkat === "galat").length;
    this.kata(urut.length ? isi(K.jumlahTemuan, galat, urut.length - galat) + (galat ? `. ${K.perluGalat}` : "") : K.nihil);
    this._ringkas.classList.toggle("baik", !urut.length);
    this._daftar.replaceChildren(...urut.map((satu) => this._baris(satu)));
    this._tandai(urut);
  }

  _baris({ elemen, tingkat, pesan }) {
    const tanda = h("span", { class: `tingkat ${tingkat}` }, h("span", { class: `tanda ${tingkat}`, "aria-hidden": "true" }), K[tingkat]);
    const lompat = () => this._studio.tuju(elemen, true);
    return h("li", {}, h("button", { type: "button", onclick: lompat, "data-elemen": elemen }, tanda, " ", h("span", { lang: "id" }, pesan)));
  }

  _tandai(temuan) {
    const { modeler } = this._studio;
    const [overlays, canvas, daftar] = ["overlays", "canvas", "elementRegistry"].map((nama) => modeler.get(nama));
    overlays.remove({ type: "temuan" });
    for (const satu of daftar.getAll()) for (const kelas of ["ada-galat", "ada-peringatan"]) canvas.hasMarker(satu, kelas) && canvas.removeMarker(satu, kelas);
    const tingkat = new Map();
    for (const satu of temuan) if (tingkat.get(satu.elemen) !== "galat") tingkat.set(satu.elemen, satu.tingkat);
    for (const [id, kelas] of tingkat) {
      const element = daftar.get(id);
      if (!element || element === canvas.getRootElement()) continue;
      canvas.addMarker(element, `ada-${kelas}`);
      const html = h("span", { class: `tanda ${kelas}`, title: K[kelas] });
      overlays.add(element, "temuan", { position: element.waypoints ? tengah(element) : { top: -9, right: 9 }, html });
    }
    this._studio.garis.temuan(tingkat);
  }
}

// The middle of a flow's middle stretch, from the corner of the box around it.
function tengah({ waypoints }) {
  const [kiri, atas] = ["x", "y"].map((sumbu) => Math.min(...waypoints.map((titik) => titik[sumbu])));
  const n = Math.floor((waypoints.length - 1) / 2);
  const [a, b] = [waypoints[n], waypoints[n + 1]];
  return { left: (a.x + b.x) / 2 - kiri - 8, top: (a.y + b.y) / 2 - atas - 8 };
}
