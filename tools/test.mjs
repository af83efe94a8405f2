/**
 * npm test: everything, in the order in which a mistake is cheapest to find. npm run check (--check): what takes seconds.
 * The last line is always "N passed, N failed"; each check that is not a test file counts as one.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { findBrowser } from './browser.mjs';
import { ensureNode, ensurePackages, PROJECT } from './node-runtime.mjs';

await ensureNode();
ensurePackages();
process.chdir(PROJECT);

const quick = process.argv.includes('--check');
const bin = (name, file) => join(PROJECT, 'node_modules', name, file);
const reports = join(PROJECT, '.data', `test-reports-${process.pid}`);
const total = { passed: 0, failed: 0 };
const began = performance.now();
mkdirSync(reports, { recursive: true });

const [types, boundaries, lint] = [
  // The compiler remembers what it checked: after the first time only what changed, and what depends on it, is checked again.
  { name: 'types', args: [bin('typescript', 'bin/tsc'), '--noEmit', '--checkers', quick ? '1' : '2', '--incremental', '--tsBuildInfoFile', join(PROJECT, '.data', 'types.tsbuildinfo'), '-p', '.'] },
  { name: 'boundaries', args: [join(PROJECT, 'tools', 'boundaries.mjs')] },
  { name: 'lint', args: [join(PROJECT, 'tools', 'lint.mjs')] },
];
// Two at a time, as many as the smallest machine has cores: more only take the caches from each other.
if (quick) await Promise.all([inTurn(() => check(types), () => check(lint)), inTurn(() => check(boundaries), () => vitest('tidy and pure tests', ['pure']))]);
else await everything();

rmSync(reports, { recursive: true, force: true });
process.stdout.write(`${((performance.now() - began) / 1000).toFixed(1)} s\n${total.passed} passed, ${total.failed} failed\n`);
process.exit(total.failed > 0 ? 1 : 0);

async function inTurn(...works) {
  for (const work of works) await work();
}

async function everything() {
  for (const one of [types, boundaries, lint]) await check(one);
  await vitest('tidy, pure and PostgreSQL tests', ['pure', 'postgres', 'start']);
  if (!hasBrowserTests()) {
    process.stdout.write('browser tests: there are none yet\n');
    return;
  }
  // The pages under test are the built ones.
  await check({ name: 'build', args: [join(PROJECT, 'tools', 'build.mjs')] });
  const browser = findBrowser();
  if (browser.path === null) {
    count(0, 1);
    process.stdout.write(`browser tests: FAILED\n    ${browser.advice.join('\n    ')}\n`);
    return;
  }
  await vitest('browser tests', ['browser-field', 'browser-house'], { CHROMIUM_PATH: browser.path });
}

async function check({ name, args }) {
  const { code, text, seconds } = await run(args);
  count(code === 0 ? 1 : 0, code === 0 ? 0 : 1);
  process.stdout.write(`${name}: ${code === 0 ? 'ok' : 'FAILED'} (${seconds} s)${code === 0 ? lastLine(name, text) : `\n${indent(text)}`}\n`);
}

async function vitest(name, projects, environment = {}) {
  const file = join(reports, `${projects.join('-')}.json`);
  const args = [bin('vitest', 'vitest.mjs'), 'run', ...projects.flatMap(project => ['--project', project]), '--reporter=dot', '--reporter=json', `--outputFile.json=${file}`, '--passWithNoTests'];
  const { code, text, seconds } = await run(args, environment);
  const report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { numPassedTests: 0, numFailedTests: 0, testResults: [] };
  // A file that does not even load has no failed test in it, and an error outside all tests belongs to none.
  const unloaded = report.testResults.filter(result => result.status === 'failed' && !result.assertionResults.some(test => test.status === 'failed')).length;
  const failed = Math.max(report.numFailedTests + unloaded, code === 0 ? 0 : 1);
  count(report.numPassedTests, failed);
  process.stdout.write(`${name}: ${failed === 0 ? 'ok' : 'FAILED'}, ${report.numPassedTests} passed, ${failed} failed (${seconds} s)\n${failed === 0 ? '' : `${indent(text)}\n`}`);
  if (!quick) process.stdout.write(`    longest: ${longest(report.testResults).join(', ')}\n`);
}

/** Where the time goes. */
function longest(files) {
  return files.map(({ name, startTime, endTime }) => ({ name: relative(PROJECT, name), seconds: Math.round((endTime - startTime) / 1000) }))
    .sort((a, b) => b.seconds - a.seconds).slice(0, 12).map(({ name, seconds }) => `${name} ${seconds} s`);
}

function run(args, environment = {}) {
  const start = performance.now();
  return new Promise(done => {
    const child = spawn(process.execPath, args, { cwd: PROJECT, env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0', ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', part => { text += part; });
    child.once('close', code => done({ code, text, seconds: ((performance.now() - start) / 1000).toFixed(1) }));
  });
}

function hasBrowserTests() {
  const folder = join(PROJECT, 'tests', 'browser');
  return existsSync(folder) && readdirSync(folder, { recursive: true }).some(name => /\.(spec|test)\.ts$/.test(String(name)));
}

function count(passed, failed) {
  total.passed += passed;
  total.failed += failed;
}

function lastLine(name, text) {
  return ['boundaries', 'lint'].includes(name) ? `, ${text.trim().split('\n').at(-1)}` : '';
}

function indent(text) {
  return text.trimEnd().split('\n').map(line => `    ${line}`).join('\n');
}
