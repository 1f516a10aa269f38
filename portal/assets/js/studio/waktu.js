// Due dates of steps and moments of timers: none, a number of days, an expression, or (timers only) a repetition.
import { is } from "bpmn-js/lib/util/ModelUtil";
import { sifat, ubahSifat } from "./ekstensi.js";
import { K } from "./kata.js";
import { centang, daftar, teks, ungkapan } from "./medan.js";

const HARI = /^"P(\d{1,3})D"$/;

export function batasWaktu(studio, element) {
  const tulis = (nilai) => ubahSifat(studio.modeler, element, "batas", nilai);
  return pilihan(studio, element, { nilai: sifat(element, "batas"), tulis, kosong: K.batasTanpa, hari: K.batasHari, label: K.batas });
}

export function kejadianWaktu(studio, element) {
  const waktu = element.businessObject.eventDefinitions?.find((satu) => is(satu, "bpmn:TimerEventDefinition"));
  if (!waktu) return [];
  const lama = waktu.timeCycle ?? waktu.timeDate ?? waktu.timeDuration;
  const tulis = (body, berulang = false) => {
    const nama = berulang ? "timeCycle" : HARI.test(body) ? "timeDuration" : "timeDate";
    const ungkapan_ = body && studio.buat("bpmn:FormalExpression", { body });
    if (ungkapan_) ungkapan_.$parent = waktu;
    studio.modeling.updateModdleProperties(element, waktu, { timeDate: undefined, timeDuration: undefined, timeCycle: undefined, ...(ungkapan_ && { [nama]: ungkapan_ }) });
  };
  const medan = pilihan(studio, element, { nilai: lama?.body ?? "", tulis, hari: K.waktuHari, label: K.waktu, ulang: K.waktuUlang, berulang: Boolean(waktu.timeCycle) });
  if (is(element, "bpmn:StartEvent") && is(element.businessObject.$parent, "bpmn:Process")) {
    const kunci = (baru) => ubahSifat(studio.modeler, element, "kunci", baru.trim());
    medan.push(ungkapan(studio, { kunci: "kunci", label: K.kunciPerkara, hint: K.kunciPerkaraHint, jenis: "kondisi", baris: 1, nilai: sifat(element, "kunci"), pada: kunci }));
  }
  if (is(element, "bpmn:BoundaryEvent")) {
    const pada = (cancelActivity) => studio.modeling.updateProperties(element, { cancelActivity });
    medan.push(centang(studio, { kunci: "menghentikan", label: K.menghentikan, nilai: element.businessObject.cancelActivity !== false, pada }));
  }
  return medan;
}

// What was chosen but not filled in yet, per element: an empty expression is nothing the diagram could hold.
const dipilih = new WeakMap();

function pilihan(studio, element, { nilai, tulis, kosong, hari, label, ulang, berulang }) {
  const bersih = nilai.trim();
  const ragam = (!bersih && dipilih.get(element)) || (berulang ? "ulang" : HARI.test(bersih) ? "hari" : bersih || !kosong ? "data" : "");
  const kelompok = [["", [...(kosong ? [["", kosong]] : []), ["hari", hari], ["data", K.batasData], ...(ulang ? [["ulang", ulang]] : [])]]];
  const pada = (baru) => {
    dipilih.set(element, baru);
    if (baru === "hari") tulis('"P3D"');
    else if (baru === "ulang") tulis('"R/P1D"', true);
    else if (bersih) tulis("");
    studio.susun();
  };
  const medan = [daftar(studio, { kunci: "ragam-waktu", label, nilai: ragam, kelompok, pada })];
  if (ragam === "hari") {
    const salah = (angka) => (/^[1-9]\d{0,2}$/.test(angka.trim()) ? null : K.hariSalah);
    const isi = (angka) => tulis(`"P${angka.trim()}D"`);
    medan.push(teks(studio, { kunci: "hari", label: K.hari, angka: true, nilai: HARI.exec(bersih)?.[1] ?? "", pada: isi, salah }));
  } else if (ragam === "data") {
    medan.push(ungkapan(studio, { kunci: "waktu", label: K.ungkapan, hint: K.ungkapanWaktuHint, jenis: "waktu", nilai, pada: (baru) => tulis(baru.trim()) }));
  } else if (ragam === "ulang") {
    medan.push(ungkapan(studio, { kunci: "ulang", label: K.ulangan, hint: K.ulanganHint, jenis: "pengulangan", nilai, pada: (baru) => tulis(baru.trim(), true) }));
  }
  return medan;
}
