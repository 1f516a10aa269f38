// bpmn-engine as a service of the benchmark: a request a line on standard input, an answer a line on standard output.
//   {"kerja": "mulai", "xml"}      start an instance, go on until it waits or ends; answers {"state", "selesai"}
//   {"kerja": "selesai", "state"}  recover it, complete the waiting user task, go on; answers the same
import { EventEmitter } from 'node:events';
import { createInterface } from 'node:readline';
import { Engine } from 'bpmn-engine';

const PENGGUNA = 'bpmn:UserTask';

async function mulai({ xml }) {
  const engine = new Engine({ name: 'ukur', source: xml });
  const listener = new EventEmitter();
  const diam = new Promise((siap, gagal) => {
    listener.on('activity.wait', (api) => api.type === PENGGUNA && siap());
    engine.once('end', siap);
    engine.once('error', gagal);
  });
  const jalan = await engine.execute({ listener });
  await diam;
  return simpan(engine, jalan);
}

async function selesai({ state }) {
  const engine = new Engine({ name: 'ukur' }).recover(JSON.parse(state));
  const listener = new EventEmitter();
  let sudah = false;
  let jalan;
  const diam = new Promise((siap, gagal) => {
    listener.on('activity.wait', (api) => {
      if (api.type !== PENGGUNA) return;
      if (sudah) return siap();
      sudah = true;
      setImmediate(() => api.signal({ setuju: false }));
    });
    engine.once('end', siap);
    engine.once('error', gagal);
  });
  jalan = await engine.resume({ listener });
  await diam;
  return simpan(engine, jalan);
}

async function simpan(engine, jalan) {
  const state = JSON.stringify(await engine.getState());
  const tamat = engine.state === 'idle';
  if (!tamat) await engine.stop();
  return { state, selesai: tamat };
}

for await (const baris of createInterface({ input: process.stdin })) {
  const tanya = JSON.parse(baris);
  let jawab;
  try {
    jawab = await { mulai, selesai }[tanya.kerja](tanya);
  } catch (galat) {
    jawab = { galat: String(galat) };
  }
  process.stdout.write(`${JSON.stringify(jawab)}\n`);
}
