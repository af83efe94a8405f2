/**
 * Builds dist/web (vite) and dist/server.mjs (esbuild). dist/build.json keeps a hash of everything that went in, so that
 * an unchanged program is not built again. Built aside and moved into place: a running server never sees half a build.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PROJECT, stopWith, tell } from './node-runtime.mjs';

const DIST = join(PROJECT, 'dist');

export function isStale() {
  try {
    return JSON.parse(readFileSync(join(DIST, 'build.json'), 'utf8')).hash !== sourceHash() || !existsSync(join(DIST, 'server.mjs'));
  } catch {
    return true;
  }
}

/** Builds what changed, in a process of its own: what builds takes memory and leaves a helper running. */
export async function ensureBuilt(wanted = false) {
  if (!isStale() && !wanted) return;
  const { status } = spawnSync(process.execPath, [join(PROJECT, 'tools', 'build.mjs')], { cwd: PROJECT, stdio: 'inherit' });
  if (status !== 0) stopWith('构建失败，原因见上', 'The build failed, see above');
}

export async function build() {
  const hash = sourceHash();
  const draft = join(PROJECT, '.data', `build-${process.pid}`);
  const began = performance.now();
  tell('正在构建 …', 'Building …');
  mkdirSync(draft, { recursive: true });
  try {
    await Promise.all([buildServer(join(draft, 'server.mjs'), join(DIST, 'server.mjs')), buildWeb(join(draft, 'web'))]);
    writeFileSync(join(draft, 'build.json'), JSON.stringify({ hash }));
    const old = `${draft}-old`;
    if (existsSync(DIST)) renameSync(DIST, old);
    renameSync(draft, DIST);
    rmSync(old, { recursive: true, force: true });
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  tell(`构建完成，${seconds(began)} 秒`, `Built in ${seconds(began)} s`);
}

/** One file with all of src in it; packages stay outside. `home` is where the file will lie when it runs. */
export async function buildServer(outfile, home = outfile, replace = {}) {
  const { build: bundle } = await import('esbuild');
  await bundle({
    entryPoints: [join(PROJECT, 'src', 'main.ts')], outfile, bundle: true, platform: 'node', format: 'esm', target: 'node20',
    packages: 'external', sourcemap: 'linked', logLevel: 'warning', loader: { '.sql': 'text' }, plugins: [ownAddress(home), replacing(replace)],
  });
}

export async function buildWeb(outDir) {
  if (!existsSync(join(PROJECT, 'src', 'web', 'index.html'))) {
    tell('src/web/index.html 不存在，跳过网页', 'src/web/index.html does not exist, no pages built');
    return;
  }
  const { build: vite } = await import('vite');
  // Whoever builds (a test run says NODE_ENV=test), what is built is the product.
  process.env.NODE_ENV = 'production';
  await vite({ configFile: join(PROJECT, 'vite.config.ts'), logLevel: 'warn', build: { outDir, emptyOutDir: true } });
}

// Bundled, every source file would take the bundle's address for its own and not find the files beside it (migrations).
function ownAddress(home) {
  return {
    name: 'own-address',
    setup(builder) {
      builder.onLoad({ filter: /[\\/]src[\\/].*\.tsx?$/ }, ({ path }) => {
        const text = readFileSync(path, 'utf8');
        const address = `new URL(${JSON.stringify(relative(dirname(home), path).split(sep).join('/'))}, import.meta.url).href`;
        return { contents: text.replaceAll('import.meta.url', address), loader: path.endsWith('x') ? 'tsx' : 'ts' };
      });
    },
  };
}

/** For tests of the start alone: {'./server/app.ts': '/path/of/a/stand-in.ts'}. */
function replacing(table) {
  return {
    name: 'replacing',
    setup(builder) {
      for (const [name, path] of Object.entries(table)) {
        builder.onResolve({ filter: new RegExp(`^${name.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')}$`) }, () => ({ path }));
      }
    },
  };
}

export function sourceHash() {
  const hash = createHash('sha256').update(`${process.versions.node.split('.')[0]}`);
  for (const name of ['package-lock.json', 'vite.config.ts', 'tools/build.mjs', 'tools/precache.mjs']) if (existsSync(join(PROJECT, name))) hash.update(name).update(readFileSync(join(PROJECT, name)));
  for (const file of [...filesIn(join(PROJECT, 'src')), ...filesIn(join(PROJECT, 'docs', 'guide'), /$^/)]) hash.update(relative(PROJECT, file)).update(readFileSync(file));
  return hash.digest('hex');
}

function filesIn(folder, beside = /\.(test|spec)\.tsx?$|\.md$/) {
  return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1)).flatMap(entry => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesIn(path, beside);
    return beside.test(entry.name) ? [] : [path];
  });
}

function seconds(began) {
  return ((performance.now() - began) / 1000).toFixed(1);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await build().catch(error => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  });
}
