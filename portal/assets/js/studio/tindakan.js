// What can be done with the selected element without a mouse: added after it or into it, connected, changed, deleted.
import { is, isAny } from "bpmn-js/lib/util/ModelUtil";
import { berpemicu } from "./bagian.js";
import { K, kataJenis } from "./kata.js";
import { h } from "./medan.js";
import { bukaMenu } from "./palet.js";

const SAAT = (jenis) => ({ eventDefinitionType: `bpmn:${jenis}EventDefinition` });
const MENUNGGU = "bpmn:IntermediateCatchEvent";
const MENGABARKAN = "bpmn:IntermediateThrowEvent";
// Kinds that have no button of their own: [key, words, type, more].
const LAIN = [
  ["bagian", K.subProcess],
  ["panggil", K.callActivity, "bpmn:CallActivity"],
  ["tabel", K.businessRuleTask, "bpmn:BusinessRuleTask"],
  ["skrip", K.scriptTask, "bpmn:ScriptTask"],
  ["luar", K.manualTask, "bpmn:ManualTask"],
  ["tunggu-waktu", K.tungguWaktu, MENUNGGU, SAAT("Timer")],
  ["tunggu-pesan", K.receiveTask, MENUNGGU, SAAT("Message")],
  ["tunggu-sinyal", K.tungguSinyal, MENUNGGU, SAAT("Signal")],
  ["tunggu-syarat", K.tungguSyarat, MENUNGGU, SAAT("Conditional")],
  ["kirim-pesan", K.sendTask, MENGABARKAN, SAAT("Message")],
  ["kirim-sinyal", K.kirimSinyal, MENGABARKAN, SAAT("Signal")],
  ["eskalasi", K.kirimEskalasi, MENGABARKAN, SAAT("Escalation")],
  ["serempak", K.parallelGateway, "bpmn:ParallelGateway"],
  ["bersyarat", K.inclusiveGateway, "bpmn:InclusiveGateway"],
  ["dahulu", K.eventBasedGateway, "bpmn:EventBasedGateway"],
  ["akhir", K.endEvent, "bpmn:EndEvent"],
];
let lainTerakhir = LAIN[0][0];

export const bolehSesudah = (element) => is(element, "bpmn:FlowNode") && !is(element, "bpmn:EndEvent") && !berpemicu(element);

// The buttons, or nothing for what only carries others.
export function tindakan(studio, element, fokus) {
  const [sisip, tambah] = ["sisip", "tambah"].map((nama) => studio.modeler.get(nama));
  const tombol = (kata, jalan, kelas = "quiet") => h("button", { type: "button", class: `btn ${kelas}`, onclick: jalan }, kata);
  const lalu = (jalan) => () => (jalan(), fokus());
  const sesudah = (kata, type) => tombol(kata, lalu(() => sisip.sesudah(element, { type })));
  const isian = [];
  if (bolehSesudah(element)) {
    isian.push(sesudah(K.tambahLangkah, "bpmn:UserTask"), sesudah(K.tambahPekerjaan, "bpmn:ServiceTask"), sesudah(K.tambahCabang, "bpmn:ExclusiveGateway"));
    if (is(element, "bpmn:Activity")) isian.push(tombol(K.tambahPengingat, lalu(() => sisip.pengingat(element))));
    isian.push(lainnya(sisip, tambah, element, fokus));
  }
  const mitra = is(element, "bpmn:Participant") && !element.businessObject.processRef;
  const wadah = !mitra && isAny(element, ["bpmn:Participant", "bpmn:Collaboration", "bpmn:Process", "bpmn:Lane", "bpmn:SubProcess"]);
  if (is(element, "bpmn:Lane")) {
    isian.push(tombol(K.lajurAtas, lalu(() => sisip.lajurDi(element, "top"))), tombol(K.lajurBawah, lalu(() => sisip.lajurDi(element, "bottom"))));
  }
  if (wadah) isian.push(tombol(K.tambahBerpemicu, lalu(() => tambah.berpemicu(element))));
  if (wadah && !berpemicu(element)) isian.push(tombol(K.tambahObjek, lalu(() => tambah.objek(element))));
  if (isAny(element, ["bpmn:Participant", "bpmn:Collaboration", "bpmn:Process"]) && !mitra) {
    const kolam = studio.kolam();
    if (kolam && !sisip.lajur().length) isian.push(tombol(K.lajurPertama, lalu(() => sisip.lajurDi(kolam, "bottom"))));
    isian.push(tombol(kolam ? K.tambahMitra : K.tambahKolam, lalu(() => tambah.mitra())));
  }
  if (is(element, "bpmn:FlowNode") && !is(element, "bpmn:SubProcess")) {
    isian.push(tombol(K.ubahJenis, ({ currentTarget }) => bukaMenu(studio.modeler.get("popupMenu"), element, currentTarget)));
  }
  if (bolehSesudah(element) || mitra) isian.push(hubungkan(studio, element, sisip));
  const tetap = isAny(element, ["bpmn:Collaboration", "bpmn:Process"]) || (is(element, "bpmn:Participant") && !mitra);
  if (!tetap) isian.push(tombol(K.hapus, () => studio.modeling.removeElements([element]), "quiet danger"));
  return h("div", { class: "tindakan" }, isian);
}

function lainnya(sisip, tambah, element, fokus) {
  const boleh = LAIN.filter(([kunci]) => kunci !== "akhir" || !element.outgoing.length || is(element, "bpmn:Gateway"));
  const pilih = h("select", { id: "sifat-lainnya", onchange: () => (lainTerakhir = pilih.value) }, boleh.map(([kunci, kata]) => h("option", { value: kunci }, kata)));
  if (boleh.some(([kunci]) => kunci === lainTerakhir)) pilih.value = lainTerakhir;
  const jadi = () => {
    const [kunci, , type, lagi] = boleh.find(([satu]) => satu === pilih.value);
    if (kunci === "bagian") tambah.bagianSesudah(element);
    else sisip.sesudah(element, { type, ...lagi });
    fokus();
  };
  return h("div", { class: "medan hubungkan" }, h("label", { for: pilih.id }, K.tambahLain), h("span", { class: "row" }, pilih, h("button", { type: "button", class: "btn quiet", onclick: jadi }, K.tambahkan)));
}

function hubungkan(studio, element, sisip) {
  const rules = studio.modeler.get("rules");
  const cara = (satu) => rules.allowed("connection.create", { source: element, target: satu });
  const boleh = (satu) => isAny(satu, ["bpmn:FlowNode", "bpmn:Participant"]) && satu !== studio.kolam() && !satu.labelTarget && satu !== element && cara(satu);
  const tujuan = studio.daftar().filter(boleh);
  const pilih = h("select", { id: "sifat-tujuan" }, tujuan.map((satu) => h("option", { value: satu.id }, satu.businessObject.name || kataJenis(satu))));
  const buat = () => {
    const ke = tujuan.find((satu) => satu.id === pilih.value);
    if (ke) sisip.hubungkan(element, ke, cara(ke).type);
  };
  return h("div", { class: "medan hubungkan" }, h("label", { for: pilih.id }, K.hubungkan), h("span", { class: "row" }, pilih, h("button", { type: "button", class: "btn quiet", onclick: buat }, K.buatAlur)));
}
