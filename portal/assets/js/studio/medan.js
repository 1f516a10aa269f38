// Form fields of the properties panel, made of the product's own classes (.medan, .hint, .msg). What is typed is written
// into the diagram half a second after the last key and whenever the field is left; `tuntaskan()` writes at once.
import { K } from "./kata.js";
import { periksaUngkapan } from "./ungkapan.js";

const JEDA = 500;
const tertunda = new Map();

// h("p", {class: "hint"}, "teks", node): attributes by setAttribute, `on...` as listeners, falsy ones left out.
export function h(tag, sifat = {}, ...anak) {
  const unsur = document.createElement(tag);
  for (const [nama, nilai] of Object.entries(sifat)) {
    if (typeof nilai === "function") unsur.addEventListener(nama.slice(2), nilai);
    else if (nilai === true) unsur.setAttribute(nama, "");
    else if (nilai !== false && nilai != null) unsur.setAttribute(nama, nilai);
  }
  unsur.append(...anak.flat().filter((satu) => satu != null && satu !== false && satu !== ""));
  return unsur;
}

export function tuntaskan() {
  for (const [unsur, { timer, tulis }] of [...tertunda]) {
    clearTimeout(timer);
    tertunda.delete(unsur);
    tulis();
  }
}

export const adaTertunda = () => tertunda.size > 0;

function tulisan(studio, unsur, nilai, pada) {
  let lama = nilai;
  const tulis = () => {
    tertunda.delete(unsur);
    if (unsur.value === lama) return;
    lama = unsur.value;
    pada(lama);
  };
  unsur.value = nilai;
  unsur.disabled = studio.baca;
  unsur.addEventListener("input", () => {
    clearTimeout(tertunda.get(unsur)?.timer);
    tertunda.set(unsur, { tulis, timer: setTimeout(tulis, JEDA) });
    studio.mengetik();
  });
  unsur.addEventListener("change", () => {
    clearTimeout(tertunda.get(unsur)?.timer);
    tulis();
  });
  return unsur;
}

function bungkus(kunci, label, kendali, hint, ...lagi) {
  const id = `sifat-${kunci}`;
  kendali.id = id;
  const tunjuk = [hint && `${id}-hint`, ...lagi.map((satu) => satu?.id)].filter(Boolean);
  if (tunjuk.length) kendali.setAttribute("aria-describedby", tunjuk.join(" "));
  return h("div", { class: "medan" }, h("label", { for: id }, label), hint && h("p", { class: "hint", id: `${id}-hint` }, hint), kendali, ...lagi);
}

// `salah(value)`: what is wrong with it, in words, or nothing; said while it is typed, and such a value is not kept.
export function teks(studio, { kunci, label, nilai, hint, pada, panjang, angka, salah }) {
  const unsur = panjang ? h("textarea", { rows: panjang }) : h("input", { type: "text", autocomplete: "off", inputmode: angka ? "numeric" : null });
  tulisan(studio, unsur, nilai ?? "", (baru) => salah?.(baru) || pada(baru));
  if (!salah) return bungkus(kunci, label, unsur, hint);
  const jawaban = h("output", { class: "jawaban galat", id: `sifat-${kunci}-jawaban`, "aria-live": "polite" });
  unsur.addEventListener("input", () => {
    jawaban.textContent = salah(unsur.value) ?? "";
    unsur.setAttribute("aria-invalid", jawaban.textContent !== "");
  });
  return bungkus(kunci, label, unsur, hint, jawaban);
}

// A name for something new: nothing is made while it is typed, only on Enter, on the button, or when the field is left.
export function isianBaru(studio, { kunci, label, hint, pada, salah }) {
  const unsur = h("input", { type: "text", autocomplete: "off" });
  const jawaban = h("output", { class: "jawaban galat", id: `sifat-${kunci}-jawaban`, "aria-live": "polite" });
  const jadi = () => {
    const nama = unsur.value.trim();
    const pesan = nama && salah(nama);
    jawaban.textContent = pesan || "";
    unsur.setAttribute("aria-invalid", Boolean(pesan));
    if (!nama || pesan) return;
    unsur.value = "";
    pada(nama);
  };
  unsur.addEventListener("change", jadi);
  return bungkus(kunci, label, unsur, hint, jawaban, h("button", { type: "button", class: "btn quiet", onclick: jadi }, K.tambahkan));
}

// `kelompok`: [[title or "", [[value, words], …]], …]; a value that is not among them is kept and shown as it is.
export function daftar(studio, { kunci, label, nilai, kelompok, hint, pada }) {
  const opsi = ([satu, kata]) => h("option", { value: satu }, kata);
  const dikenal = kelompok.some(([, isi]) => isi.some(([satu]) => satu === nilai));
  const unsur = h("select", { onchange: () => pada(unsur.value) }, !dikenal && opsi([nilai, nilai]), ...kelompok.filter(([, isi]) => isi.length).map(([judul, isi]) => (judul ? h("optgroup", { label: judul }, isi.map(opsi)) : isi.map(opsi))).flat());
  unsur.value = nilai;
  unsur.disabled = studio.baca;
  return bungkus(kunci, label, unsur, hint);
}

export function centang(studio, { kunci, label, nilai, pada, jenis = "checkbox", nama }) {
  const unsur = h("input", { type: jenis, name: nama, id: `sifat-${kunci}`, onchange: () => pada(unsur.checked) });
  unsur.checked = nilai;
  unsur.disabled = studio.baca;
  return h("div", { class: "medan" }, h("label", { class: "pilih", for: unsur.id }, unsur, h("span", {}, label)));
}

// An expression: the server's answer stands beside it while it is typed. `jenis`: kondisi, waktu or skrip.
export function ungkapan(studio, { kunci, label, nilai, hint, pada, jenis, baris = 2 }) {
  const jawaban = h("output", { class: "jawaban", id: `sifat-${kunci}-jawaban`, "aria-live": "polite" });
  const unsur = tulisan(studio, h("textarea", { rows: baris, class: "kode", spellcheck: "false", autocapitalize: "off" }), nilai ?? "", pada);
  const periksa = () =>
    periksaUngkapan(studio, unsur, unsur.value, jenis, ({ keadaan, pesan }) => {
      jawaban.className = `jawaban ${keadaan}`;
      jawaban.lang = pesan ? "id" : document.documentElement.lang;
      jawaban.textContent = { kosong: "", memeriksa: K.memeriksa, putus: K.takTerperiksa, sah: pesan || K.sah, galat: pesan }[keadaan];
      unsur.setAttribute("aria-invalid", keadaan === "galat");
    });
  unsur.addEventListener("input", periksa);
  if (unsur.value) periksa();
  return h("div", {}, bungkus(kunci, label, unsur, hint, jawaban), !studio.baca && dikenal(studio, unsur, kunci));
}

// Names a condition may use, each a button that writes it where the cursor is.
function dikenal(studio, unsur, kunci) {
  const { fungsi } = studio.katalog;
  const data = studio.namaData();
  const sisip = (kata) => () => {
    unsur.setRangeText(kata, unsur.selectionStart, unsur.selectionEnd, "end");
    unsur.dispatchEvent(new Event("input"));
    unsur.focus();
  };
  const tombol = (kata, judul) => h("button", { type: "button", class: "keping", title: judul, onclick: sisip(kata) }, kata);
  return h("details", { class: "dikenal", "data-lipat": kunci }, h("summary", {}, K.dikenal), h("p", { class: "keping-baris" }, data.map((nama) => tombol(nama))), h("p", { class: "keping-baris" }, fungsi.map(({ nama, contoh }) => tombol(contoh || `${nama}()`, nama))));
}
