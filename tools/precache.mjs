/**
 * For an entry that works with no network: compiles its service worker and gives it the list of every file the entry needs,
 * under a version that changes when one of them does. The worker lies beside the entry and reaches no further.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { PROJECT } from './node-runtime.mjs';

const WORKER = join(PROJECT, 'src', 'web', 'offline', 'worker.ts');
const PUBLIC = join(PROJECT, 'src', 'web', 'public');

/** `page` is the entry's html as built, e.g. 'visit/index.html'; `beside` are files of src/web/public that belong to it. */
export function precache(page, beside) {
  const folder = page.slice(0, page.lastIndexOf('/') + 1);
  return {
    name: 'precache',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      async handler(_options, bundle) {
        const files = filesOf(bundle, page);
        const version = createHash('sha256').update(bundle[page].source);
        for (const file of files) version.update(file);
        for (const file of beside) version.update(readFileSync(join(PUBLIC, file)));
        const entry = `/${folder}`;
        const list = { entry, version: version.digest('hex').slice(0, 16), files: [entry, ...files.map((f) => `/${f}`), ...beside.map((f) => `/${f}`)] };
        const { outputFiles } = await build({
          entryPoints: [WORKER], bundle: true, write: false, format: 'iife', target: 'es2022', minify: true, logLevel: 'warning', define: { PRECACHE: JSON.stringify(list) },
        });
        this.emitFile({ type: 'asset', fileName: `${folder}worker.js`, source: outputFiles[0].text });
      },
    },
  };
}

/** A worker of its own that keeps no files. It lies in a folder of its own, so it controls no page. */
export function worker(source, fileName) {
  return {
    name: 'worker',
    async generateBundle() {
      const { outputFiles } = await build({ entryPoints: [join(PROJECT, source)], bundle: true, write: false, format: 'iife', target: 'es2022', minify: true, logLevel: 'warning' });
      this.emitFile({ type: 'asset', fileName, source: outputFiles[0].text });
    },
  };
}

/** Scripts, styles and pictures the page leads to. */
function filesOf(bundle, page) {
  const html = String(bundle[page].source);
  const found = new Set();
  const add = (file) => {
    if (found.has(file) || !bundle[file]) return;
    found.add(file);
    const { imports = [], dynamicImports = [], viteMetadata } = bundle[file];
    for (const next of [...imports, ...dynamicImports, ...(viteMetadata?.importedCss ?? []), ...(viteMetadata?.importedAssets ?? [])]) add(next);
  };
  for (const [, file] of html.matchAll(/(?:src|href)="\/([^"]+)"/g)) add(file);
  return [...found].sort();
}
