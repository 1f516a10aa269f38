// Reads and writes what hangs in a BPMN element's extensionElements; every change is one command (it can be undone) and
// copies what it does not know.
import { getBusinessObject } from "bpmn-js/lib/util/ModelUtil";

const AWALAN = "spiffworkflow:";

export function nilaiEkstensi(element, jenis) {
  const ekstensi = getBusinessObject(element).get("extensionElements");
  return ekstensi?.get("values").find((satu) => satu.$type === AWALAN + jenis);
}

// The value of an extension property such as `batas`, "" where there is none.
export function sifat(element, nama) {
  return nilaiEkstensi(element, "Properties")?.get("properties").find((satu) => satu.name === nama)?.value ?? "";
}

// [{nama, jenis, nilai}] of the service task's operation.
export function parameter(element) {
  const daftar = nilaiEkstensi(element, "ServiceTaskOperator")?.get("parameterList")?.get("parameters") ?? [];
  return daftar.map((satu) => ({ nama: satu.id, jenis: satu.type, nilai: satu.value }));
}

// `bo`: where it hangs, if not on the element itself (the process, where the canvas shows a collaboration).
export function ubahSifat(modeler, element, nama, nilai, bo = getBusinessObject(element)) {
  const lama = nilaiEkstensi(bo, "Properties")?.get("properties") ?? [];
  const ada = lama.some((satu) => satu.name === nama);
  const isi = lama.filter((satu) => nilai || satu.name !== nama).map((satu) => (satu.name === nama ? [nama, nilai] : [satu.name, satu.value]));
  if (nilai && !ada) isi.push([nama, nilai]);
  const anak = isi.map(([name, value]) => buat(modeler, "Property", { name, value }));
  tulis(modeler, element, "Properties", anak.length ? induk(buat(modeler, "Properties"), "properties", anak) : null, bo);
}

// `parameter`: [{nama, jenis, nilai}]; those without a value are left out.
export function ubahOperasi(modeler, element, kunci, daftar) {
  if (!kunci) return tulis(modeler, element, "ServiceTaskOperator", null);
  const hasil = nilaiEkstensi(element, "ServiceTaskOperator")?.resultVariable;
  const operator = buat(modeler, "ServiceTaskOperator", { id: kunci, ...(hasil && { resultVariable: hasil }) });
  const anak = daftar.filter((satu) => satu.nilai).map((satu) => buat(modeler, "Parameter", { id: satu.nama, type: satu.jenis, value: satu.nilai }));
  if (anak.length) {
    operator.parameterList = induk(buat(modeler, "Parameters"), "parameters", anak);
    operator.parameterList.$parent = operator;
  }
  tulis(modeler, element, "ServiceTaskOperator", operator);
}

export function ubahTeksEkstensi(modeler, element, jenis, isi) {
  tulis(modeler, element, jenis, isi ? buat(modeler, jenis, { isi }) : null);
}

function tulis(modeler, element, jenis, pengganti, bo = getBusinessObject(element)) {
  const lama = bo.get("extensionElements")?.get("values") ?? [];
  const letak = lama.findIndex((satu) => satu.$type === AWALAN + jenis);
  const isi = [...lama];
  if (letak >= 0) isi.splice(letak, 1, ...(pengganti ? [pengganti] : []));
  else if (pengganti) isi.push(pengganti);
  let baru;
  if (isi.length) {
    baru = modeler.get("moddle").create("bpmn:ExtensionElements");
    baru.$parent = bo;
    induk(baru, "values", isi);
  }
  modeler.get("modeling").updateModdleProperties(element, bo, { extensionElements: baru });
}

function buat(modeler, jenis, sifat = {}) {
  return modeler.get("moddle").create(AWALAN + jenis, sifat);
}

function induk(orangTua, nama, anak) {
  orangTua.get(nama).push(...anak);
  for (const satu of anak) satu.$parent = orangTua;
  return orangTua;
}
