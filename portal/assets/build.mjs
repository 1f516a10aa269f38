// Builds portal/static/dist: every entry as NAME.HASH.EXT with .br and .gz beside it, and manifest.json
// ({"portal.css": "portal.1A2B3C4D.css", ...}) that portal/static_files.py reads.
// A file's name carries the hash of its content, so it may be cached for ever. Usage: node build.mjs
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import esbuild from "esbuild";

const here = path.dirname(fileURLToPath(import.meta.url));
const dist = path.join(here, "..", "static", "dist");
const staging = `${dist}.${process.pid}`;

// The browsers of old office laptops: Windows 7 ends at Chrome 109, so neither CSS nesting nor light-dark() reach them.
const target = ["chrome100", "firefox100", "safari15"];

// The dark tokens are written once and apply twice: by the system's wish, and by the person's own choice. Never on paper.
const darkTokens = {
  name: "dark-tokens",
  setup(build) {
    build.onLoad({ filter: /gelap\.css$/ }, async ({ path: file }) => {
      const body = (await readFile(file, "utf8")).replace(/^[^{]*\{/, "").replace(/\}\s*$/, "");
      const contents =
        `@media screen and (prefers-color-scheme:dark){:root:not([data-theme=terang]){${body}}}` +
        `@media screen{:root[data-theme=gelap]{${body}}}`;
      return { contents, loader: "css" };
    });
  },
};

async function bundle() {
  const result = await esbuild.build({
    absWorkingDir: here,
    entryPoints: ["css/portal.css", "css/grafik.css", "css/proses.css", "css/studio.css", "js/portal.js", "js/studio.js"],
    outdir: staging,
    entryNames: "[name]",
    assetNames: "[name].[hash]",
    bundle: true,
    minify: true,
    charset: "utf8",
    format: "iife",
    legalComments: "eof",
    target,
    plugins: [darkTokens],
    loader: { ".svg": "text", ".woff2": "file" },
    logLevel: "warning",
    write: false,
  });
  return result.outputFiles.map((file) => [path.basename(file.path), Buffer.from(file.contents)]);
}

async function icons() {
  const folder = path.join(here, "icons");
  const names = (await readdir(folder)).filter((name) => name.endsWith(".svg")).sort();
  return Promise.all(names.map(async (name) => [name, await readFile(path.join(folder, name))]));
}

async function write([name, content]) {
  const { name: stem, ext } = path.parse(name);
  // What a stylesheet points to has its hash already: the address stands in the stylesheet.
  const named = ext === ".woff2";
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 10);
  const hashed = named ? name : `${stem}.${hash}${ext}`;
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
  const [br, gz] = await Promise.all([
    promisify(brotliCompress)(content, quality),
    promisify(gzip)(content, { level: 9 }),
  ]);
  await writeFile(path.join(staging, hashed), content);
  await writeFile(path.join(staging, `${hashed}.br`), br);
  await writeFile(path.join(staging, `${hashed}.gz`), gz);
  console.log(`${hashed.padEnd(28)} ${String(content.length).padStart(8)} B  br ${String(br.length).padStart(7)} B`);
  return [named ? stem.replace(/\.[^.]+$/, ext) : name, hashed];
}

await rm(staging, { recursive: true, force: true });
await mkdir(staging, { recursive: true });
const files = [...(await bundle()), ...(await icons())];
const manifest = Object.fromEntries(await Promise.all(files.map(write)));
await writeFile(path.join(staging, "manifest.json"), JSON.stringify(manifest, null, 2) + "\n");
// Swapped in whole: a server that is running never sees a half-written folder.
const old = `${staging}.lama`;
await rename(dist, old).catch(() => {});
await rename(staging, dist);
await rm(old, { recursive: true, force: true });
