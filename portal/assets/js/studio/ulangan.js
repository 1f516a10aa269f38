// An activity that is repeated: for each item of a list or a number of times (all at once or in turn), or while a condition
// holds. What the engine reads of it stands in docs/proses.md.
import { is } from "bpmn-js/lib/util/ModelUtil";
import { K } from "./kata.js";
import { centang, daftar, h, teks, ungkapan } from "./medan.js";
import { salahFakta, salahNama } from "./nama.js";

const GANDA = "bpmn:MultiInstanceLoopCharacteristics";
const SELAMA = "bpmn:StandardLoopCharacteristics";
const TERBANYAK = 200;

export function ulangan(studio, element) {
  const bo = element.businessObject;
  if (!is(element, "bpmn:Activity") || bo.triggeredByEvent) return [];
  const kini = bo.loopCharacteristics;
  const ragam = !kini ? "" : is(kini, SELAMA) ? "selama" : kini.isSequential ? "urut" : "serempak";
  const kelompok = [["", [["", K.ulanganTanpa], ["serempak", K.ulanganSerempak], ["urut", K.ulanganUrut], ["selama", K.ulanganSelama]]]];
  const pada = (baru) => (menjadi(studio, element, kini, baru), studio.susun());
  const pilih = daftar(studio, { kunci: "ulangan", label: K.ulanganJudul, nilai: ragam, kelompok, pada });
  return [pilih, ...(!kini ? [] : is(kini, SELAMA) ? selama(studio, element, kini) : ganda(studio, element, kini))];
}

// At once and in turn differ in one attribute; anything else begins anew.
function menjadi(studio, element, kini, ragam) {
  if (kini && is(kini, GANDA) && ["serempak", "urut"].includes(ragam)) {
    return studio.modeling.updateModdleProperties(element, kini, { isSequential: ragam === "urut" });
  }
  let baru;
  if (ragam === "selama") baru = studio.buat(SELAMA, { loopMaximum: 3 });
  else if (ragam) {
    baru = studio.buat(GANDA, { isSequential: ragam === "urut" });
    baru.loopCardinality = anak(studio, baru, "bpmn:FormalExpression", { body: "2" });
  }
  if (baru) baru.$parent = element.businessObject;
  studio.modeling.updateProperties(element, { loopCharacteristics: baru });
}

function anak(studio, induk, jenis, sifat) {
  const satu = studio.buat(jenis, sifat);
  satu.$parent = induk;
  return satu;
}

function selama(studio, element, kini) {
  const ubah = (sifat) => studio.modeling.updateModdleProperties(element, kini, sifat);
  const salah = (angka) => (/^\d{1,3}$/.test(angka.trim()) && Number(angka) >= 1 && Number(angka) <= TERBANYAK ? null : K.ulanganBanyakSalah);
  return [
    syarat(studio, element, kini, "loopCondition", K.ulanganSyarat, K.ulanganSyaratHint),
    teks(studio, { kunci: "ulangan-banyak", label: K.ulanganBanyak, angka: true, nilai: String(kini.loopMaximum ?? ""), salah, pada: (angka) => ubah({ loopMaximum: Number(angka) }) }),
    centang(studio, { kunci: "ulangan-dahulu", label: K.ulanganDahulu, nilai: Boolean(kini.testBefore), pada: (testBefore) => ubah({ testBefore }) }),
  ];
}

function ganda(studio, element, kini) {
  const ubah = (sifat) => studio.modeling.updateModdleProperties(element, kini, sifat);
  const menurut = kini.loopDataInputRef !== undefined ? "daftar" : "jumlah";
  const pilih = daftar(studio, {
    kunci: "ulangan-menurut", label: K.ulanganMenurut, nilai: menurut, kelompok: [["", [["daftar", K.ulanganDaftar], ["jumlah", K.ulanganJumlah]]]],
    pada: (baru) => {
      const jumlah = baru === "jumlah" ? anak(studio, kini, "bpmn:FormalExpression", { body: "2" }) : undefined;
      ubah({ loopCardinality: jumlah, loopDataInputRef: baru === "daftar" ? "" : undefined, ...(jumlah && { inputDataItem: undefined }) });
      studio.susun();
    },
  }); // prettier-ignore
  const sumber =
    menurut === "daftar"
      ? [
          teks(studio, { kunci: "ulangan-daftar", label: K.ulanganNamaDaftar, hint: K.ulanganNamaDaftarHint, nilai: kini.loopDataInputRef ?? "", salah: salahFakta, pada: (nama) => ubah({ loopDataInputRef: nama.trim() }) }),
          butir(studio, element, kini, "inputDataItem", "bpmn:DataInput", "ulangan-butir", K.ulanganButir, K.ulanganButirHint),
        ]
      : [syarat(studio, element, kini, "loopCardinality", K.ulanganBerapa, K.ulanganBerapaHint)];
  return [
    pilih,
    ...sumber,
    teks(studio, { kunci: "ulangan-hasil", label: K.ulanganHasil, hint: K.ulanganHasilHint, nilai: kini.loopDataOutputRef ?? "", salah: salahFakta, pada: (nama) => ubah({ loopDataOutputRef: nama.trim() || undefined }) }),
    butir(studio, element, kini, "outputDataItem", "bpmn:DataOutput", "ulangan-jawaban", K.ulanganJawaban, K.ulanganJawabanHint),
    syarat(studio, element, kini, "completionCondition", K.ulanganSelesai, K.ulanganSelesaiHint),
  ];
}

function syarat(studio, element, kini, nama, label, hint) {
  const pada = (body) => {
    const baru = body.trim() ? anak(studio, kini, "bpmn:FormalExpression", { body: body.trim() }) : undefined;
    studio.modeling.updateModdleProperties(element, kini, { [nama]: baru });
  };
  return ungkapan(studio, { kunci: `ulangan-${nama}`, label, hint, jenis: "kondisi", baris: 1, nilai: kini[nama]?.body ?? "", pada });
}

// Item and answer are known by the id of a data element.
function butir(studio, element, kini, tempat, jenis, kunci, label, hint) {
  const salah = (nama) => (nama.trim() ? salahNama(studio, nama, kini[tempat] ?? null) : null);
  const pada = (nama) => {
    const id = nama.trim();
    const baru = id ? anak(studio, kini, jenis, { id, name: id }) : undefined;
    if (baru) studio.modeler.get("moddle").ids.claim(id, baru);
    studio.modeling.updateModdleProperties(element, kini, { [tempat]: baru });
  };
  return h("div", {}, teks(studio, { kunci, label, hint, nilai: kini[tempat]?.id ?? "", salah, pada }));
}
