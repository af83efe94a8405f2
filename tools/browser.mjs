/** Finds the Chromium that browser tests drive, installs Debian's where that is possible, and otherwise says what to do. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { tell } from './node-runtime.mjs';

const PACKAGES = ['chromium', 'fonts-noto-cjk'];
const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const ELSEWHERE = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe'];

export function findBrowser() {
  const given = process.env.CHROMIUM_PATH;
  if (given) return existsSync(given) ? found(given) : missing([`CHROMIUM_PATH=${given} 不存在 / does not exist`]);
  return look() ?? (isDebian() ? installed() : null) ?? missing([
    '没有找到 Chromium；请安装，或用 CHROMIUM_PATH 指明 / no Chromium found; install one or name it in CHROMIUM_PATH',
    isDebian() ? `sudo apt-get update && sudo apt-get install -y ${PACKAGES.join(' ')}` : 'https://www.chromium.org/getting-involved/download-chromium/']);
}

function installed() {
  if (process.getuid?.() !== 0) return null;
  tell(`正在安装 ${PACKAGES.join(' ')} …`, `Installing ${PACKAGES.join(' ')} …`);
  const quiet = { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  spawnSync('apt-get', ['update', '-qq'], quiet);
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...PACKAGES], quiet);
  return look();
}

function look() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const path = [...NAMES.flatMap(name => folders.map(folder => join(folder, name))), ...ELSEWHERE].find(one => existsSync(one));
  return path === undefined ? null : found(path);
}

function isDebian() {
  try {
    return /^ID(_LIKE)?=.*debian/m.test(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return false;
  }
}

function found(path) {
  return { path, advice: [] };
}

function missing(advice) {
  return { path: null, advice };
}
