// Builds the look of Pôle into dist/: one style sheet, one script, fonts and icon, each named after
// its content, each with its compressed siblings. The same sources always give the same bytes.

import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import esbuild from "esbuild";
import * as sass from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "dist");
const draft = join(here, "node_modules", `.dist-${process.pid}`);
const require = createRequire(import.meta.url);

const fonts = {
  "pole-latin.woff2": "atkinson-hyperlegible-next-latin-wght-normal.woff2",
  "pole-latin-ext.woff2": "atkinson-hyperlegible-next-latin-ext-wght-normal.woff2",
};
const targets = ["chrome100", "firefox100", "safari15"];
const manifest = {};
const sizes = [];

/** Writes a file under the name of its content, with its compressed siblings when they are smaller. */
function publish(name, content) {
  const bytes = Buffer.from(content);
  const extension = extname(name);
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 12);
  const published = `${basename(name, extension)}-${hash}${extension}`;
  manifest[name] = published;
  writeFileSync(join(draft, published), bytes);
  if (extension === ".woff2") {
    sizes.push([published, bytes.length, bytes.length, bytes.length]);
    return;
  }
  const brotli = brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });
  const gzip = gzipSync(bytes, { level: 9 });
  writeFileSync(join(draft, `${published}.br`), brotli);
  writeFileSync(join(draft, `${published}.gz`), gzip);
  sizes.push([published, bytes.length, brotli.length, gzip.length]);
}

rmSync(draft, { recursive: true, force: true });
mkdirSync(draft, { recursive: true });

for (const [name, source] of Object.entries(fonts)) {
  const folder = dirname(require.resolve("@fontsource-variable/atkinson-hyperlegible-next/package.json"));
  publish(name, readFileSync(join(folder, "files", source)));
}
publish("favicon.svg", readFileSync(join(here, "favicon.svg")));

// Style sheets name the other files by their plain names; here they get their published ones.
const compiled = sass.compile(join(here, "styles", "pole.scss"), {
  loadPaths: [join(here, "node_modules")],
  quietDeps: true,
  style: "expanded",
});
const linked = compiled.css.replaceAll(/url\("?([\w.-]+)"?\)/g, (whole, name) => {
  const published = manifest[name];
  if (published === undefined) throw new Error(`the style sheet names an unknown file: ${name}`);
  return `url(${published})`;
});
const style = esbuild.transformSync(linked, { loader: "css", minify: true, target: targets, legalComments: "none" });
publish("pole.css", style.code);

for (const script of readdirSync(join(here, "scripts")).filter((name) => name.endsWith(".js") && !name.startsWith("_")).sort()) {
  const bundle = esbuild.buildSync({
    entryPoints: [join(here, "scripts", script)],
    absWorkingDir: here,
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    target: targets,
    legalComments: "none",
  });
  publish(script, bundle.outputFiles[0].contents);
}

const sorted = Object.fromEntries(Object.entries(manifest).sort(([one], [other]) => (one < other ? -1 : 1)));
writeFileSync(join(draft, "manifest.json"), `${JSON.stringify(sorted, null, 2)}\n`);
rmSync(out, { recursive: true, force: true });
renameSync(draft, out);

for (const [name, plain, brotli, gzip] of sizes) {
  console.log(`${name.padEnd(40)} ${String(plain).padStart(7)} o   brotli ${String(brotli).padStart(6)}   gzip ${String(gzip).padStart(6)}`);
}
