// Messages, signals, errors and escalations an event names: chosen among those the diagram declares, or declared anew.
import { is, isAny } from "bpmn-js/lib/util/ModelUtil";
import { sifat, ubahSifat } from "./ekstensi.js";
import { K } from "./kata.js";
import { daftar, teks, ungkapan } from "./medan.js";

const JENIS = [
  ["bpmn:MessageEventDefinition", "messageRef", "bpmn:Message", K.acuanPesan],
  ["bpmn:SignalEventDefinition", "signalRef", "bpmn:Signal", K.acuanSinyal],
  ["bpmn:ErrorEventDefinition", "errorRef", "bpmn:Error", K.acuanGalat],
  ["bpmn:EscalationEventDefinition", "escalationRef", "bpmn:Escalation", K.acuanEskalasi],
];
const KODE = { "bpmn:Error": "errorCode", "bpmn:Escalation": "escalationCode" }; // what is compared when one is caught
const BARU = "+";
const menulis = new WeakSet();

export function acuan(studio, element) {
  const { pemilik, ragam } = cari(element);
  if (!pemilik) return [];
  const [, ref, jenis, label] = ragam;
  const kini = pemilik.get(ref);
  const ada = studio.definisi().rootElements.filter((satu) => is(satu, jenis));
  const kelompok = [["", [["", K.pilih], ...ada.map((satu) => [satu.id, satu.name || satu.id]), [BARU, K.acuanBaru]]]];
  const tunjuk = (satu) => studio.modeling.updateModdleProperties(element, pemilik, { [ref]: satu });
  const pada = (nilai) => {
    if (nilai === BARU) menulis.add(element);
    else menulis.delete(element), tunjuk(ada.find((satu) => satu.id === nilai));
    studio.susun();
  };
  const medan = [daftar(studio, { kunci: "acuan", label, nilai: menulis.has(element) ? BARU : (kini?.id ?? ""), kelompok, pada })];
  if (menulis.has(element)) medan.push(teks(studio, { kunci: "acuan-nama", label: K.acuanNama, nilai: "", pada: (nama) => tambah(studio, element, jenis, nama, tunjuk) }));
  return jenis === "bpmn:Message" ? [...medan, ...pesan(studio, element)] : medan;
}

function cari(element) {
  const bo = element.businessObject;
  if (isAny(element, ["bpmn:SendTask", "bpmn:ReceiveTask"])) return { pemilik: bo, ragam: JENIS[0] };
  for (const ragam of JENIS) {
    const pemilik = bo.eventDefinitions?.find((satu) => is(satu, ragam[0]));
    if (pemilik) return { pemilik, ragam };
  }
  return {};
}

function tambah(studio, element, jenis, nama, tunjuk) {
  const name = nama.trim();
  if (!name) return;
  const definisi = studio.definisi();
  const satu = studio.buat(jenis, { name, ...(KODE[jenis] && { [KODE[jenis]]: name }) });
  satu.$parent = definisi;
  studio.modeling.updateModdleProperties(element, definisi, { rootElements: [...definisi.rootElements, satu] });
  menulis.delete(element);
  tunjuk(satu);
  studio.susun();
}

function pesan(studio, element) {
  const tulis = (nama) => (nilai) => ubahSifat(studio.modeler, element, nama, nilai.trim());
  const kirim = isAny(element, ["bpmn:SendTask", "bpmn:EndEvent", "bpmn:IntermediateThrowEvent"]);
  return [
    ungkapan(studio, { kunci: "kunci", label: K.kunciPesan, hint: K.kunciPesanHint, jenis: "kondisi", baris: 1, nilai: sifat(element, "kunci"), pada: tulis("kunci") }),
    kirim && teks(studio, { kunci: "muatan", label: K.muatan, hint: K.muatanHint, nilai: sifat(element, "muatan"), pada: tulis("muatan") }),
  ].filter(Boolean);
}
