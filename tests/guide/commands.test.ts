/**
 * Every command in the documents is typed: in a clone of the repository, on a database of its own, with the names that stand in the documents.
 * What cannot be typed in a test is listed with the reason and with what is done instead; a command that is neither fails, and so does a
 * line of these lists that no document names any more.
 */
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import writeExcelFile from 'write-excel-file/node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addPerson } from '../../src/kernel/access/people.ts';
import { asSystem } from '../../src/kernel/access/system.ts';
import { createTenant } from '../../src/kernel/access/tenant.ts';
import { openPool } from '../../src/kernel/database/connect.ts';
import { projectRoot } from '../../src/kernel/database/migrate.ts';
import { makeUnits, TEST_UNITS } from '../../src/kernel/testing.ts';
import { startApp } from '../../src/server/app.ts';
import { runCommand } from '../../src/server/command/run.ts';
import { type Postgres, startPostgres } from '../../src/server/postgres.ts';
import { readSettings } from '../../src/server/start-settings.ts';
import { commandsIn, fencesOf, OTHER_FENCES, pages } from './documented.ts';

const root = projectRoot();
let [folder, desk, database] = ['', '', ''];
let postgres: Postgres | undefined;

/**
 * Typed in this order: what must be printed. A program that stays is asked how it is and stopped with Ctrl+C. Commands of the program are typed at a
 * shell where it says so; the others are given to the function that the program gives them to, which spares half a minute.
 */
const TYPED: { readonly [command: string]: RegExp | { readonly prints: RegExp; readonly stays?: true; readonly own?: true; readonly shell?: true; readonly before?: () => void } } = {
  'git clone <address of the repository> dutydesk': /Cloning into 'dutydesk'/,
  'cd dutydesk': /^$/,
  'git pull': /up to date/i,
  'DATABASE_URL=postgres://dutydesk:your-password@db.example.org:5432/dutydesk npm start': { prints: /Dutydesk 值班台 {3}http/, stays: true },
  'npm run dutydesk -- help': { prints: /^ {2}restore <file>$/m, shell: true },
  'npm run dutydesk -- migrate': /Migrated to \d/,
  'npm run dutydesk -- user list': /^liyan\t/m,
  'npm run dutydesk -- user password liyan': /New password, shown only now: \S{10}/,
  'npm run dutydesk -- user add wangfang 王芳 --role vip_agent --unit VIP': /Added; password, shown only now: \S{10}/,
  'npm run dutydesk -- user disable liyan': /Disabled liyan/,
  'npm run dutydesk -- user enable liyan': /Enabled liyan/,
  'npm run dutydesk -- import employee 花名册.xlsx --as luowen --try': /tried, nothing written: 1 new/,
  'npm run dutydesk -- import employee 花名册.xlsx --as luowen --good-only': /written as DR-\S+: 1 new/,
  'npm run dutydesk -- export employee 员工.csv --as luowen': /员工\.csv/,
  'npm run dutydesk -- backup': /Backed up: \d+ tables/,
  'npm run dutydesk -- backup /mnt/nas/desk.tar': /desk\.tar/,
  'npm run dutydesk -- verify /mnt/nas/desk.tar': /✓ \S+desk\.tar/,
  'npm run dutydesk -- restore /mnt/nas/desk.tar': /The former database is kept as \S+_before_/,
  'npm run dutydesk -- reseal': /Sealed anew: organisations 1, texts \d+[\s\S]*The old key is gone/,
  'npm run dutydesk -- doctor': /✓ [\s\S]*the ledgers balance/,
  'npm start': { prints: /Dutydesk 值班台 {3}http/, stays: true, own: true },
  'npm run sbom': /"bomFormat": "CycloneDX"/,
  'npm run bench -- P1 P3': { prints: /^P6 decide-us/m },
  'npm run new-module guests/umbrellas 雨伞 Umbrella': /umbrellas/,
  'npm run draft-migration guests/umbrellas': { prints: /CREATE TABLE umbrella /i, before: () => takeIn('umbrellas') },
};

/** The other words of the same command. */
const SAME: { readonly [command: string]: string } = {
  'npm run dutydesk -- user': 'npm run dutydesk -- user list',
  'npm run new-module <area>/<name> <中文> <English>': 'npm run new-module guests/umbrellas 雨伞 Umbrella',
  'git clone <仓库地址> dutydesk': 'git clone <address of the repository> dutydesk',
  'DATABASE_URL=postgres://dutydesk:换成你的口令@db.example.org:5432/dutydesk npm start': 'DATABASE_URL=postgres://dutydesk:your-password@db.example.org:5432/dutydesk npm start',
  'DATABASE_URL=postgres://dutydesk:换成你的口令@127.0.0.1:5000/dutydesk npm start': 'DATABASE_URL=postgres://dutydesk:your-password@db.example.org:5432/dutydesk npm start',
  'DATABASE_URL=postgres://dutydesk:your-password@127.0.0.1:5000/dutydesk npm start': 'DATABASE_URL=postgres://dutydesk:your-password@db.example.org:5432/dutydesk npm start',
};

/** Placeholders of the documents, and what is there in the clone. */
const real = (command: string): string => [
  ['<address of the repository>', join(folder, 'origin')], [/postgres:\/\/dutydesk:your-password@db\.example\.org:5432\/dutydesk/, database], ['/mnt/nas/', `${folder}/`],
  // The shortest of the figures, small: the others take minutes.
  ['-- P1 P3', '-- --quick P6'],
].reduce((text, [there, here]) => text.replace(there!, here as string), command);

interface Instead { readonly why: string; readonly file?: string; readonly has?: RegExp; readonly check?: () => void }
const inSuite = (file: string, has: RegExp, why: string): Instead => ({ why, file, has });
const MACHINE = 'changes the machine; the unit it starts is held against systemd-analyze below';
const faults = (name: string): Instead => inSuite('tests/faults/run.ts', new RegExp(`\\b${name}\\b`), 'takes minutes; a small version of it is in the suite or it needs packages');
const NOT_TYPED: { readonly [command: string]: Instead } = {
  'npm test': { why: 'this is it' },
  'npm run check': inSuite('tools/test.mjs', /quick\) await Promise\.all/, 'the same checks are the first part of npm test'),
  'npm run dev': inSuite('tools/start.mjs', /runDev/, 'compiles pages for ever; the sources are what npm test runs'),
  'node tools/build.mjs': inSuite('tools/test.mjs', /'tools', 'build\.mjs'/, 'npm test runs it before the tests with a browser'),
  'npm run screenshots': { why: 'starts the product and Chromium for minutes', check: () => { execFileSync(process.execPath, ['--check', join(root, 'tools/screenshots.mjs')]); } },
  'npm run bench': { why: 'takes an hour; one figure of it is typed', check: () => expect(readdirSync(join(root, 'bench')).filter((f) => /^p\d+-.*\.ts$/.test(f)).length).toBeGreaterThan(8) },
  'npm run bench -- --quick': { why: 'takes minutes; one figure of it is typed' },
  'npm run bench -- P11': { why: 'makes a million orders', check: () => benchHas('p11') },
  'npm run bench -- P12': { why: 'makes half a million names', check: () => benchHas('p12') },
  'npm run test:faults': inSuite('tests/start/kills.test.ts', /kills\(/, 'takes minutes; kills and histories run small in the suite'),
  'npm run test:faults -- R6': faults('R6'),
  'npm run test:faults -- R7': faults('R7'),
  'npm run test:faults -- R7-product': faults('R7-product'),
  'npm run test:faults -- R7-partitions': faults('R7-partitions'),
  'npm run test:faults -- image': faults('image'),
  'npm run dutydesk -- verify': inSuite('tests/start/commands.test.ts', /run\('verify'\)/, 'typed there; here the one with a file'),
  'npm run dutydesk -- demo load': inSuite('tests/start/commands.test.ts', /run\('demo', 'load'\)/, 'takes half a minute; typed there'),
  'npm run dutydesk -- demo remove': inSuite('tests/start/commands.test.ts', /run\('demo', 'remove'\)/, 'typed there, after the demo was loaded'),
  'DUTYDESK_FUZZ=14 npx vitest run --project postgres tests/security/fuzz.test.ts': inSuite('tests/security/fuzz.test.ts', /DUTYDESK_FUZZ/, 'the same test runs in the suite with fewer requests'),
  'node tools/board-load.mjs http://127.0.0.1:8080 2000': { why: 'fills a running demo and looks at it for minutes', check: () => { execFileSync(process.execPath, ['--check', join(root, 'tools/board-load.mjs')]); } },
  'apt-get install chromium fonts-noto-cjk': inSuite('.ci/run', /chromium fonts-noto-cjk/, 'changes the machine; what runs all tests installs them'),
  'sudo useradd --system --create-home --home-dir /var/lib/dutydesk dutydesk': { why: MACHINE },
  'sudo chown -R dutydesk: /opt/dutydesk': { why: MACHINE },
  'sudo cp /opt/dutydesk/deploy/dutydesk.service /etc/systemd/system/': { why: MACHINE },
  'sudo systemctl daemon-reload': { why: MACHINE },
  'sudo systemctl enable --now dutydesk': { why: MACHINE },
  'sudo systemctl stop dutydesk': { why: MACHINE },
  'sudo systemctl start dutydesk': { why: MACHINE },
  'sudo -u dutydesk git -C /opt/dutydesk pull': { why: `${MACHINE}; git pull itself is typed` },
  'journalctl -u dutydesk': { why: 'systemd does not run here' },
  'docker compose logs': { why: 'there is no Docker' },
  'DESK=desk.example.org docker compose -f deploy/compose.yaml up -d': { why: 'there is no Docker; npm run test:faults -- image does the steps of the Dockerfile' },
  'docker compose -f deploy/compose.yaml exec dutydesk node dist/server.mjs doctor': { why: 'there is no Docker; doctor itself is typed' },
  'sudo mkdir -p /etc/postgresql-common': { why: MACHINE },
  'echo create_main_cluster=false | sudo tee -a /etc/postgresql-common/createcluster.conf': { why: MACHINE },
  'sudo apt-get install -y --no-install-recommends postgresql-15 patroni etcd-server etcd-client': inSuite('tests/faults/patroni.ts', /'etcd-server'.*patroni.*haproxy/, 'changes the machine; R6 runs on these packages'),
  'sudo apt-get install -y --no-install-recommends haproxy': inSuite('tests/faults/patroni.ts', /haproxy/, 'changes the machine; R6 runs on this package'),
  'sudo install -m 644 deploy/etcd.env /etc/default/etcd': inSuite('tests/faults/patroni.ts', /'etcd\.env'/, 'changes the machine; R6 runs this file'),
  'sudo install -m 600 -o postgres -g postgres deploy/patroni.yml /etc/patroni/config.yml': inSuite('tests/faults/patroni.ts', /'patroni\.yml'/, 'changes the machine; R6 runs this file'),
  'sudo install -m 644 deploy/haproxy.cfg /etc/haproxy/haproxy.cfg': inSuite('tests/faults/patroni.ts', /'haproxy\.cfg'/, 'changes the machine; R6 runs this file'),
  'sudo systemctl restart etcd': { why: MACHINE },
  'sudo systemctl enable --now patroni': { why: MACHINE },
  'sudo systemctl restart haproxy': { why: MACHINE },
  'patronictl -c /etc/patroni/config.yml list': { why: 'asks a cluster that R6 alone starts' },
};
const benchHas = (name: string) => expect(readdirSync(join(root, 'bench')).some((f) => f.startsWith(`${name}-`)), name).toBe(true);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dutydesk-docs-'));
  desk = join(folder, 'dutydesk');
  // A cluster of its own: verify and restore leave databases for a moment, which other tests count.
  chmodSync(folder, 0o711);
  postgres = await startPostgres({ dataDir: join(folder, 'postgres'), fast: true, log: () => undefined });
  database = postgres.url;
  publish();
  await people();
}, 60_000);
afterAll(async () => {
  await postgres?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** An organisation with the two people whom the documents name. */
async function people(): Promise<void> {
  const app = await startApp({ ownerUrl: database, dataDir: join(folder, 'data'), host: '127.0.0.1', port: 0, demo: false, webDir: folder, quiet: true });
  const owner = openPool(database, 1);
  const tenant = await createTenant(owner, { code: 'YL', name: '云岭服务', zone: 'Asia/Shanghai', demo: false }, new Date());
  await app.kernel.write(asSystem(tenant.id, 'test'), async (tx) => {
    await makeUnits(tx, TEST_UNITS);
    for (const [name, displayName, role, unit] of [['liyan', '李妍', 'vip_agent', 'VIP'], ['luowen', '罗文', 'hr', 'YL']] as const) await addPerson(tx, { name, displayName, posts: [{ role, unit }] });
    return {};
  });
  await owner.end();
  await app.close();
}

/** A repository with what lies here, committed or not. */
function publish(): void {
  const origin = join(folder, 'origin');
  for (const part of ['src', 'tools', 'bench', 'docs/guide', 'package.json', 'package-lock.json', 'tsconfig.json', 'vite.config.ts', '.gitignore']) cpSync(join(root, part), join(origin, part), { recursive: true });
  const git = (...words: string[]) => execFileSync('git', ['-c', 'user.name=Dutydesk', '-c', 'user.email=nobody@dutydesk.invalid', ...words], { cwd: origin, stdio: 'pipe' });
  git('init', '--quiet', '--initial-branch=main');
  git('add', '--all');
  git('commit', '--quiet', '--message=As it is here');
}

/** The clone with the packages that are here, the server built (pages are built by other tests), and the table that the documents name. */
async function furnish(): Promise<void> {
  symlinkSync(join(root, 'node_modules'), join(desk, 'node_modules'));
  build();
  await writeExcelFile([[{ value: '工号' }, { value: '姓名' }, { value: '入职日' }], [{ value: 'T1' }, { value: '周一' }, { value: '2026-01-05' }]] as never).toFile(join(desk, '花名册.xlsx'));
}

function build(): void {
  mkdirSync(join(desk, 'dist', 'web'), { recursive: true });
  execFileSync(process.execPath, ['--input-type=module', '-e', `import { buildServer, sourceHash } from ${JSON.stringify(join(desk, 'tools/build.mjs'))}; import { writeFileSync } from 'node:fs';
    await buildServer('dist/server.mjs'); writeFileSync('dist/build.json', JSON.stringify({ hash: sourceHash() }));`], { cwd: desk, stdio: 'inherit' });
}

/** As the page says: the module that was made is added to src/modules.ts. */
function takeIn(name: string): void {
  const file = join(desk, 'src/modules.ts');
  writeFileSync(file, `import { ${name} } from './modules/guests/${name}/index.ts';\n${readFileSync(file, 'utf8').replace(/(export const modules[^=]*= \[)/, `$1\n  ${name},`)}`);
}

interface Ended { readonly code: number | null; readonly printed: string }
function type(command: string, more: { readonly stays?: true; readonly own?: true; readonly prints: RegExp }): Promise<Ended> {
  const { DUTYDESK_TEST_POSTGRES: _, NODE_ENV: __, ...environment } = process.env;
  const child = spawn('sh', ['-c', command], { cwd: existsSync(desk) ? desk : folder, detached: true, stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...environment, PORT: '0', HOST: '127.0.0.1', DUTYDESK_DEMO: '0', DUTYDESK_DATA: join(folder, more.own ? 'own' : 'data'), DATABASE_URL: more.own ? '' : database, NO_COLOR: '1', npm_config_update_notifier: 'false' } });
  let printed = '';
  let asked = false;
  const stop = () => { try { process.kill(-child.pid!, 'SIGINT'); } catch { /* it has ended */ } };
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (part: string) => {
    printed += part;
    const at = /http:\/\/[\d.]+:\d+/.exec(printed)?.[0];
    if (!more.stays || asked || !at || !more.prints.test(printed)) return;
    asked = true;
    void fetch(`${at}/health`).then((a) => a.json()).then((body) => { printed += `\nhealth ${JSON.stringify(body)}\n`; }, () => undefined).finally(stop);
  });
  const patience = setTimeout(stop, 50_000);
  return new Promise((done) => { child.once('close', (code) => { clearTimeout(patience); done({ code, printed }); }); });
}

/** What follows `npm run dutydesk --`, as src/main.ts hands it on. */
async function given(command: string): Promise<Ended> {
  const lines: string[] = [];
  const words = command.slice('npm run dutydesk -- '.length).split(' ').map((word) => (word === '花名册.xlsx' || word === '员工.csv' ? join(desk, word) : word));
  const code = await runCommand(words, readSettings({ DUTYDESK_DATA: join(folder, 'data'), DATABASE_URL: database }, desk), (line) => lines.push(line)).catch((e: unknown) => { lines.push(String(e)); return null; });
  return { code, printed: lines.join('\n') };
}

const documented = pages().flatMap(commandsIn);

test('文档里的每条命令要么执行,要么列明不执行的理由;表里没有文档已不提的', () => {
  const known = new Set([...Object.keys(TYPED), ...Object.keys(SAME), ...Object.keys(NOT_TYPED)]);
  expect(documented.filter((d) => !known.has(d.command)).map((d) => `${d.file}: ${d.command}`)).toEqual([]);
  const named = new Set(documented.map((d) => d.command));
  expect([...known].filter((command) => !named.has(command))).toEqual([]);
  expect(documented.length).toBeGreaterThan(80);
  for (const [command, { why, file, has, check }] of Object.entries(NOT_TYPED)) {
    expect(why, command).not.toBe('');
    if (file && has) expect(readFileSync(join(root, file), 'utf8'), `${command}: ${file}`).toMatch(has);
    check?.();
  }
});

test('每个代码块写明是什么;文档里的链接与所提的文件都在', () => {
  const wrong: string[] = [];
  for (const page of pages()) {
    for (const { kind, text } of fencesOf(page)) if (kind !== 'sh' && !OTHER_FENCES.includes(kind)) wrong.push(`${page.file}: “${kind}” before ${text.split('\n')[0]}`);
    const named = [...page.text.matchAll(/\]\((?!https?:|#|mailto:)([^)\s#]+)[^)]*\)/g)].map((m) => join(root, dirname(page.file), decodeURIComponent(m[1]!)));
    const said = [...page.text.matchAll(/`((?:deploy|tests|tools|bench|src)\/[\w./-]+\.\w+)`/g)].map((m) => join(root, m[1]!));
    for (const path of [...named, ...said]) if (!existsSync(path)) wrong.push(`${page.file}: ${path} is not there`);
  }
  expect(wrong).toEqual([]);
});

test('文档里的命令照写的执行:退出代码与所印的字', { timeout: 240_000 }, async () => {
  const wrong: string[] = [];
  for (const [command, wanted] of Object.entries(TYPED)) {
    const more: Exclude<typeof wanted, RegExp> = wanted instanceof RegExp ? { prints: wanted } : wanted;
    more.before?.();
    const { code, printed } = await (command.startsWith('npm run dutydesk -- ') && !more.shell ? given(real(command)) : type(command === 'cd dutydesk' ? `cd ${desk}` : real(command), more));
    // Ctrl+C in a terminal reaches npm as well, which dies of it; the program stops in order and says so.
    const well = more.stays ? printed.includes('health {"ok":true') && printed.includes('stopping …') : code === 0;
    if (!well || !more.prints.test(printed)) wrong.push(`${command}: ended with ${code} and printed\n${printed.slice(-1_500)}`);
    if (command === 'cd dutydesk') await furnish();
  }
  expect(wrong.join('\n\n')).toBe('');
});
