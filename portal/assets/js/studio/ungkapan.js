// Asks the server whether an expression can be read, while it is typed; one answer per field, the newest question wins.
const JEDA = 350;
const tanya = new WeakMap();

export function periksaUngkapan(studio, medan, teks, jenis, jawab) {
  const { pemutus, timer } = tanya.get(medan) ?? {};
  clearTimeout(timer);
  pemutus?.abort();
  if (!teks.trim()) return jawab({ keadaan: "kosong" });
  const baru = new AbortController();
  tanya.set(medan, { pemutus: baru, timer: setTimeout(() => kirim(studio, teks, jenis, baru.signal, jawab), JEDA) });
}

async function kirim(studio, ungkapan, jenis, signal, jawab) {
  jawab({ keadaan: "memeriksa" });
  try {
    const answer = await studio.minta(studio.data.ungkapan, { method: "POST", json: { ungkapan, jenis }, signal });
    if (!answer.ok) throw new Error(answer.status);
    const { sah, pesan } = await answer.json();
    jawab({ keadaan: sah ? "sah" : "galat", pesan });
  } catch (error) {
    if (error.name !== "AbortError") jawab({ keadaan: "putus" });
  }
}
