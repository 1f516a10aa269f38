// What a diagram declares once and its events choose: messages, signals, errors, escalations. Listed with who uses each,
// renamed, added, and deleted where nobody uses it any more.
import { is } from "bpmn-js/lib/util/ModelUtil";
import { sifat, ubahSifat } from "./ekstensi.js";
import { K, isi, kataJenis } from "./kata.js";
import { daftar, h, isianBaru, teks } from "./medan.js";

// The definition of an event, what it refers by, what it refers to, and the word for that.
export const ACUAN = [
  ["bpmn:MessageEventDefinition", "messageRef", "bpmn:Message", K.acuanPesan],
  ["bpmn:SignalEventDefinition", "signalRef", "bpmn:Signal", K.acuanSinyal],
  ["bpmn:ErrorEventDefinition", "errorRef", "bpmn:Error", K.acuanGalat],
  ["bpmn:EscalationEventDefinition", "escalationRef", "bpmn:Escalation", K.acuanEskalasi],
];
export const KODE = { "bpmn:Error": "errorCode", "bpmn:Escalation": "escalationCode" }; // what is compared when one is caught
const menolak = new WeakMap(); // definition -> why it was not deleted, until something else is done
const menambah = new WeakMap(); // studio -> the kind that is being added

export function definisi(studio, element) {
  const semua = studio.definisi().rootElements;
  const isian = ACUAN.flatMap(([, , jenis, label]) => semua.filter((satu) => is(satu, jenis)).map((satu) => baris(studio, element, satu, jenis, label)));
  return [!isian.length && h("p", { class: "hint" }, K.definisiKosong), ...isian, !studio.baca && tambahan(studio, element), kesalahan(studio, element)].filter(Boolean);
}

export function buatDefinisi(studio, element, jenis, nama) {
  const akar = studio.definisi();
  const satu = studio.buat(jenis, { name: nama, ...(KODE[jenis] && { [KODE[jenis]]: nama }) });
  satu.$parent = akar;
  studio.modeling.updateModdleProperties(element, akar, { rootElements: [...akar.rootElements, satu] });
  return satu;
}

// Two of one name would be one to the engine and two to whoever reads the drawing.
export function salahNamaDefinisi(studio, jenis, nama, kecuali) {
  const kata = nama.trim();
  if (!kata) return K.definisiTanpaNama;
  if (kata.length > 128) return K.definisiPanjang;
  const ada = studio.definisi().rootElements.some((satu) => is(satu, jenis) && satu !== kecuali && (satu.name ?? "").trim() === kata);
  return ada ? isi(K.definisiKembar, kata) : null;
}

function pemakai(studio, definisi_) {
  const acuan = (bo) => [bo.messageRef, ...(bo.eventDefinitions ?? []).flatMap((satu) => ACUAN.map(([, ref]) => satu[ref]))];
  return studio.daftar().filter((satu) => !satu.labelTarget && acuan(satu.businessObject).includes(definisi_));
}

function baris(studio, element, satu, jenis, label) {
  const ubah = (sifat_) => studio.modeling.updateModdleProperties(element, satu, sifat_);
  const pakai = pemakai(studio, satu);
  const kode = KODE[jenis];
  const tujuan = pakai.map((dia) => h("button", { type: "button", class: "link", onclick: () => studio.tuju(dia.id, true) }, dia.businessObject.name || kataJenis(dia)));
  const hapus = () => {
    if (pakai.length) {
      menolak.set(satu, isi(K.definisiDipakai, label, satu.name || satu.id, pakai.map((dia) => dia.businessObject.name || kataJenis(dia)).join(", ")));
      studio.susun();
      return document.getElementById(`sifat-hapus-${satu.id}`)?.focus();
    }
    const akar = studio.definisi();
    studio.modeling.updateModdleProperties(element, akar, { rootElements: akar.rootElements.filter((dia) => dia !== satu) });
    studio.susun();
    studio.sifat.fokus("definisi-nama");
  };
  const pesan = menolak.get(satu);
  menolak.delete(satu);
  return h(
    "fieldset",
    { class: "cabang", "data-definisi": satu.id },
    h("legend", {}, `${label}: ${satu.name || satu.id}`),
    teks(studio, { kunci: `definisi-${satu.id}`, label: isi(K.definisiNama, label), nilai: satu.name ?? "", salah: (nama) => salahNamaDefinisi(studio, jenis, nama, satu), pada: (nama) => ubah({ name: nama.trim() }) }),
    kode && teks(studio, { kunci: `definisi-kode-${satu.id}`, label: K.definisiKode, hint: K.definisiKodeHint, nilai: satu[kode] ?? "", salah: (isian) => (isian.trim() ? null : K.definisiKodeKosong), pada: (isian) => ubah({ [kode]: isian.trim() }) }),
    h("p", { class: "hint" }, pakai.length ? [K.definisiOleh, " ", ...tujuan.flatMap((dia, n) => (n ? [", ", dia] : [dia]))] : K.definisiTakDipakai),
    pesan && h("p", { class: "jawaban galat", role: "alert" }, pesan),
    !studio.baca && h("button", { type: "button", class: "btn quiet danger", id: `sifat-hapus-${satu.id}`, onclick: hapus }, isi(K.definisiHapus, satu.name || satu.id)),
  );
}

function tambahan(studio, element) {
  const jenis = menambah.get(studio) ?? "bpmn:Message";
  const kelompok = [["", ACUAN.map(([, , satu, label]) => [satu, label])]];
  const pada = (nama) => (buatDefinisi(studio, element, jenis, nama), studio.susun());
  return h(
    "fieldset",
    { class: "cabang" },
    h("legend", {}, K.definisiTambah),
    daftar(studio, { kunci: "definisi-jenis", label: K.definisiJenis, nilai: jenis, kelompok, pada: (satu) => (menambah.set(studio, satu), studio.susun()) }),
    isianBaru(studio, { kunci: "definisi-nama", label: K.acuanNama, hint: K.definisiNamaHint, salah: (nama) => salahNamaDefinisi(studio, jenis, nama), pada }),
  );
}

// The codes a process that is called may leave with.
function kesalahan(studio, element) {
  const bo = studio.proses();
  if (!studio.definisi().rootElements.some((satu) => is(satu, "bpmn:Error")) && !sifat(bo, "kesalahan")) return null;
  const pada = (nilai) => ubahSifat(studio.modeler, element, "kesalahan", nilai.trim(), bo);
  return teks(studio, { kunci: "kesalahan", label: K.kesalahan, hint: K.kesalahanHint, nilai: sifat(bo, "kesalahan"), pada });
}
