// Names of data that the diagram gives itself: an object's, an item's, an answer's. One is an id of the file as well, so
// no other element may be called so, wherever it stands.
import { K, isi } from "./kata.js";

const SAH = /^[a-z][a-z0-9_]{0,63}$/;

// What is wrong with the name for `pemilik` (null: nobody has it yet), in words, or null.
export function salahNama(studio, nama, pemilik = null) {
  const kata = nama.trim();
  if (!SAH.test(kata) || kata.includes("__")) return K.namaDataSalah;
  for (const satu of pohon(studio.definisi())) if (satu.id === kata && satu !== pemilik) return isi(K.namaDataTerpakai, kata);
  return null;
}

// For names that only refer to a fact.
export const salahFakta = (nama) => (!nama.trim() || (SAH.test(nama.trim()) && !nama.includes("__")) ? null : K.namaDataSalah);

// Every element of the file, extensions left out: what stands there names operations and parameters.
function* pohon(elemen) {
  if (!elemen?.$descriptor || elemen.$type.startsWith("spiffworkflow:")) return;
  yield elemen;
  for (const { name, isReference, isAttr, isVirtual } of elemen.$descriptor.properties) {
    if (isReference || isAttr || isVirtual) continue;
    for (const satu of [elemen[name.replace(/^[^:]*:/, "")]].flat()) yield* pohon(satu);
  }
}
