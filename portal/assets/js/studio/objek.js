// Data objects (docs/adr/0018): the name by which steps know one, and the arrows of a step to and from those in its scope.
import { is, isAny } from "bpmn-js/lib/util/ModelUtil";
import { K, isi, kataJenis } from "./kata.js";
import { centang, h, teks } from "./medan.js";
import { salahNama } from "./nama.js";

const BERTUGAS = ["bpmn:Task", "bpmn:CallActivity"];
const MASUK = "bpmn:DataInputAssociation";
const KELUAR = "bpmn:DataOutputAssociation";

export const adalahObjek = (element) => is(element, "bpmn:DataObjectReference");

export function objekData(studio, element) {
  if (!adalahObjek(element)) return [];
  const objek = element.businessObject.dataObjectRef;
  if (!objek) return [];
  const pada = (nama) => {
    const id = nama.trim();
    studio.modeler.get("moddle").ids.claim(id, objek);
    studio.modeling.updateModdleProperties(element, objek, { id });
  };
  const nama = (jenis, ujung) => daftarNama([...element.incoming, ...element.outgoing].filter((satu) => satu.type === jenis).map((satu) => satu[ujung]));
  return [
    teks(studio, { kunci: "nama-data", label: K.namaData, hint: K.namaDataHint, nilai: objek.id, salah: (kata) => salahNama(studio, kata, objek), pada }),
    h("p", { class: "hint" }, isi(K.objekDitulis, nama(KELUAR, "source") || "—")),
    h("p", { class: "hint" }, isi(K.objekDibaca, nama(MASUK, "target") || "—")),
  ];
}

const daftarNama = (semua) => semua.map((satu) => satu.businessObject.name || kataJenis(satu)).join(", ");

// What publishing accepts (workflows/checks/data.py): steps both ways, events that catch write, those that throw read.
export function panahData(studio, element) {
  const membaca = isAny(element, [...BERTUGAS, "bpmn:ThrowEvent"]);
  const menulis = isAny(element, [...BERTUGAS, "bpmn:IntermediateCatchEvent", "bpmn:BoundaryEvent"]);
  if (!membaca && !menulis) return [];
  return terjangkau(studio, element).flatMap(([objek, bentuk]) => [
    menulis && satuPanah(studio, element, objek, bentuk, KELUAR, K.menulisData),
    membaca && satuPanah(studio, element, objek, bentuk, MASUK, K.membacaData),
  ]).filter(Boolean); // prettier-ignore
}

// [[object, its shapes], …]: those of the process or sub-processes the element stands in.
function terjangkau(studio, element) {
  const wadah = [];
  for (let bo = element.businessObject.$parent; bo; bo = bo.$parent) wadah.push(bo);
  const ada = new Map();
  for (const satu of studio.daftar().filter(adalahObjek)) {
    const objek = satu.businessObject.dataObjectRef;
    if (!satu.labelTarget && objek && wadah.includes(objek.$parent)) ada.set(objek, [...(ada.get(objek) ?? []), satu]);
  }
  return [...ada];
}

function satuPanah(studio, element, objek, bentuk, jenis, label) {
  const keluar = jenis === KELUAR;
  const kini = () => (keluar ? element.outgoing : element.incoming).filter((satu) => satu.type === jenis && bentuk.includes(keluar ? satu.target : satu.source));
  const pada = (ya) => {
    if (!ya) studio.modeling.removeElements(kini());
    else if (keluar) studio.modeling.connect(element, bentuk[0], { type: jenis });
    else studio.modeling.connect(bentuk[0], element, { type: jenis });
  };
  return centang(studio, { kunci: `${keluar ? "tulis" : "baca"}-${objek.id}`, label: isi(label, bentuk[0].businessObject.name || objek.id), nilai: kini().length > 0, pada });
}
