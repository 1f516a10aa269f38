// Messages, signals, errors and escalations an event names: chosen among those the diagram declares, or declared anew; and
// what a message or signal carries.
import { is, isAny } from "bpmn-js/lib/util/ModelUtil";
import { ACUAN, KODE, buatDefinisi, salahNamaDefinisi } from "./definisi.js";
import { sifat, ubahSifat } from "./ekstensi.js";
import { K } from "./kata.js";
import { daftar, isianBaru, teks, ungkapan } from "./medan.js";

const BARU = "+";
const menulis = new WeakSet();

export function acuan(studio, element) {
  const { pemilik, ragam } = cari(element);
  if (!pemilik) return [];
  const [, ref, jenis, label] = ragam;
  const kini = pemilik.get(ref);
  const ada = studio.definisi().rootElements.filter((satu) => is(satu, jenis));
  const kosong = KODE[jenis] && !melempar(element) ? K.acuanApaPun : K.pilih; // who catches a code may catch any
  const kelompok = [["", [["", kosong], ...ada.map((satu) => [satu.id, satu.name || satu.id]), [BARU, K.acuanBaru]]]];
  const tunjuk = (satu) => studio.modeling.updateModdleProperties(element, pemilik, { [ref]: satu });
  const pada = (nilai) => {
    if (nilai === BARU) menulis.add(element);
    else menulis.delete(element), tunjuk(ada.find((satu) => satu.id === nilai));
    studio.susun();
  };
  const medan = [daftar(studio, { kunci: "acuan", label, nilai: menulis.has(element) ? BARU : (kini?.id ?? ""), kelompok, pada })];
  if (menulis.has(element)) {
    const jadi = (nama) => {
      menulis.delete(element);
      tunjuk(buatDefinisi(studio, element, jenis, nama));
      studio.susun();
    };
    medan.push(isianBaru(studio, { kunci: "acuan-nama", label: K.acuanNama, salah: (nama) => salahNamaDefinisi(studio, jenis, nama), pada: jadi }));
  }
  return [...medan, ...bawaan(studio, element, jenis)];
}

// What kind of trigger it is, for the heading of its group.
export const judulAcuan = (element) => cari(element).ragam?.[3] ?? K.acuanPesan;

function cari(element) {
  const bo = element.businessObject;
  if (isAny(element, ["bpmn:SendTask", "bpmn:ReceiveTask"])) return { pemilik: bo, ragam: ACUAN[0] };
  for (const ragam of ACUAN) {
    const pemilik = bo.eventDefinitions?.find((satu) => is(satu, ragam[0]));
    if (pemilik) return { pemilik, ragam };
  }
  return {};
}

const melempar = (element) => isAny(element, ["bpmn:SendTask", "bpmn:EndEvent", "bpmn:IntermediateThrowEvent"]);

// A message that starts the process brings its own key and facts: the engine refuses both properties there.
function bawaan(studio, element, jenis) {
  const mulai = is(element, "bpmn:StartEvent") && is(element.businessObject.$parent, "bpmn:Process");
  if (KODE[jenis] || mulai) return [];
  const tulis = (nama) => (nilai) => ubahSifat(studio.modeler, element, nama, nilai.trim());
  const kunci = jenis === "bpmn:Message" && ungkapan(studio, { kunci: "kunci", label: K.kunciPesan, hint: K.kunciPesanHint, jenis: "kondisi", baris: 1, nilai: sifat(element, "kunci"), pada: tulis("kunci") });
  const muatan = melempar(element) && teks(studio, { kunci: "muatan", label: K.muatan, hint: K.muatanHint, nilai: sifat(element, "muatan"), pada: tulis("muatan") });
  return [kunci, muatan].filter(Boolean);
}
