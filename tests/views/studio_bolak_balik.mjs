// Reads diagrams with the studio's own descriptor and writes them again, as the browser does without a hand on it.
// Usage: node studio_bolak_balik.mjs ASSETS FOLDER FILE...
import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [aset, folder, ...berkas] = process.argv.slice(2);
const dari = createRequire(path.join(aset, "build.mjs"));
const { BpmnModdle } = await import(pathToFileURL(dari.resolve("bpmn-moddle")));
const { default: spiffworkflow, longgarkan } = await import(pathToFileURL(path.join(aset, "js/studio/moddle.js")));

for (const satu of berkas) {
  const moddle = longgarkan(new BpmnModdle({ spiffworkflow }));
  const { rootElement, warnings } = await moddle.fromXML(await readFile(satu, "utf8"));
  if (warnings.length) throw new Error(`${satu}: ${warnings.map(({ message }) => message)}`);
  const { xml } = await moddle.toXML(rootElement, { format: true });
  await writeFile(path.join(folder, path.basename(satu)), xml);
}
