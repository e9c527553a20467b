// Bundles the console's pages into dist/: files named by their content, and a manifest of them.
// The build hook passes the digest of the sources, which says later whether dist/ is current.
import { rmSync, writeFileSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { promisify } from "node:util";
import { constants, gzip } from "node:zlib";
import { build } from "esbuild";

const DIST = new URL("dist/", import.meta.url).pathname;
const COMPRESSED = new Set([".js", ".css", ".svg"]);

const common = {
  absWorkingDir: new URL(".", import.meta.url).pathname,
  bundle: true,
  define: { "process.env.NODE_ENV": '"production"' },
  entryNames: "[name]-[hash]",
  chunkNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  legalComments: "linked",
  loader: { ".graphql": "text", ".ttf": "file", ".woff2": "file" },
  logLevel: "warning",
  metafile: true,
  minify: true,
  outdir: "dist",
  target: "es2022",
};

// The names in dist/ of the entry points below a folder, by the names of their sources.
function outputs({ metafile }, folder) {
  const named = {};
  for (const [path, { entryPoint, cssBundle }] of Object.entries(metafile.outputs)) {
    if (!entryPoint?.startsWith(folder)) continue;
    const source = basename(entryPoint).replace(/\.[a-z]+$/, "");
    named[`${source}${extname(path)}`] = basename(path);
    if (cssBundle) named[`${source}.css`] = basename(cssBundle);
  }
  return named;
}

rmSync(DIST, { recursive: true, force: true });
const workers = await build({
  ...common,
  format: "iife",
  entryPoints: [
    "monaco-editor/esm/vs/editor/editor.worker.js",
    "monaco-editor/esm/vs/language/json/json.worker.js",
    "monaco-graphql/esm/graphql.worker.js",
  ],
});
const pages = await build({
  ...common,
  define: { ...common.define, WORKERS: JSON.stringify(outputs(workers, "node_modules/")) },
  entryPoints: ["src/graphiql.tsx"],
  format: "esm",
  jsx: "automatic",
  splitting: true,
});

const files = [workers, pages].flatMap(({ metafile }) => Object.keys(metafile.outputs));
const compress = promisify(gzip);
await Promise.all(
  files
    .filter((file) => COMPRESSED.has(extname(file)))
    .map(async (file) => {
      const path = join(DIST, basename(file));
      await writeFile(`${path}.gz`, await compress(await readFile(path), { level: constants.Z_BEST_COMPRESSION }));
    }),
);
// Last, so that a build that broke off does not look finished.
const manifest = { sources: process.argv[2] ?? null, entries: outputs(pages, "src/") };
writeFileSync(join(DIST, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
