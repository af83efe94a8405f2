/** Backups of a whole installation: brought back elsewhere every table has the same hash; a flipped byte, a cut file and a strange part are refused [R5]. */
import { randomBytes } from 'node:crypto';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { create, list } from 'tar';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asSystem } from '../../kernel/access/system.ts';
import { Holiday } from '../../kernel/access/organisation.ts';
import { seal } from '../../kernel/audit/history.ts';
import { openPool, type Pool } from '../../kernel/database/connect.ts';
import { createRecord } from '../../kernel/register/write.ts';
import { modules } from '../../modules.ts';
import { type App, startApp } from '../app.ts';
import { examine } from '../command/doctor.ts';
import { listPeople, newPassword, newPerson, organisation, setDisabled } from '../command/people.ts';
import { keepAttachment, openStore } from '../files/store.ts';
import { createOrganisation } from '../set-up.ts';
import { backUp } from './backup.ts';
import { startDailyBackups } from './daily.ts';
import { restore, verifyBackup } from './restore.ts';
import { backupsIn, backUpToShelf, isDue, KEPT, shelfIn } from './shelf.ts';
import { Readable } from 'node:stream';

const AT = new Date('2026-11-26T02:00:00Z');
const PASSWORD = 'a long password';
const folders: string[] = [];
const databases: string[] = [];
let admin: Pool;
let from: { readonly ownerUrl: string; readonly dataDir: string; readonly modules: typeof modules };
let file: string;
let tenantId: string;
/** Restored once, for what is tried out on a place of its own. */
let to: typeof from;
beforeAll(async () => {
  admin = openPool(process.env.DUTYDESK_TEST_POSTGRES!, 1);
  from = await place();
  await withApp(from, async (app) => {
    const tenant = await createOrganisation(app.kernel, from.ownerUrl, { code: 'YLFW', name: '远岭服务', zone: 'Asia/Shanghai', login: 'zhang', displayName: '张敏', password: PASSWORD });
    tenantId = tenant.id;
    const store = await openStore(join(from.dataDir, 'attachments'));
    const stored = await store.put(Readable.from([Buffer.from('收条 第 1 号')]), { maxBytes: 1_000, originalName: '收条.txt' });
    await app.kernel.write(asSystem(tenantId, 'test'), async (tx) => {
      await createRecord(tx, Holiday, { day: '2027-12-31', day_kind: 'rest', name: '值班台\\t日\\N 😀' });
      return keepAttachment(tx, stored);
    });
    await app.kernel.write(asSystem(tenantId, 'test'), async (tx) => ({ sealed: await seal(tx) }));
  });
  file = join(from.dataDir, 'one.tar');
  await backUp(from.ownerUrl, { dataDir: from.dataDir, file, at: AT, program: 'test' });
}, 180_000);
afterAll(async () => {
  const { rows } = await admin.query<{ datname: string }>('select datname from pg_database where datname = any($1) or datname like any($2)', [databases, databases.map((d) => `${d}_before_%`)]);
  for (const { datname } of rows) await admin.query(`drop database "${datname}" with (force)`);
  await admin.end();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

async function place(): Promise<typeof from> {
  const name = `k_${randomBytes(6).toString('hex')}`;
  await admin.query(`create database ${name}`);
  databases.push(name);
  const url = new URL(process.env.DUTYDESK_TEST_POSTGRES!);
  url.pathname = `/${name}`;
  const dataDir = mkdtempSync(join(tmpdir(), 'dutydesk-backup-test-'));
  folders.push(dataDir);
  return { ownerUrl: url.toString(), dataDir, modules };
}

async function withApp<T>(at: typeof from, work: (app: App) => Promise<T>): Promise<T> {
  const app = await startApp({ ownerUrl: at.ownerUrl, dataDir: at.dataDir, host: '127.0.0.1', port: 0, demo: false, webDir: join(at.dataDir, 'none'), quiet: true });
  try {
    return await work(app);
  } finally {
    await app.close();
  }
}

const signIn = async (app: App, password: string): Promise<number> =>
  (await fetch(`${app.address}/api/sign-in`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ name: 'zhang', password }) })).status;
const scratchLeft = async (): Promise<number> => (await admin.query(`select 1 from pg_database where datname like 'dutydesk_restore_%'`)).rowCount!;
const left = (at: typeof from): string[] => readdirSync(at.dataDir).filter((n) => /^(backup|restore)-/.test(n));

test('备份只有所有者可读，临时文件不留；恢复到临时库，逐表一致，临时库也不留 [R5]', { timeout: 120_000 }, async () => {
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const verified = await verifyBackup(file, from);
  expect(verified).toMatchObject({ at: AT.toISOString(), attachments: 1, missing: [] });
  expect(verified.tables).toBeGreaterThan(200);
  expect([await scratchLeft(), left(from)]).toEqual([0, []]);
});

test('在另一台机器上恢复：人能登录，附件在，特殊字符不变；编号接着走；原来的库改名保留 [R5]', { timeout: 120_000 }, async () => {
  to = await place();
  await withApp(to, async () => undefined);
  const done = await restore(file, to, '20261126_1');
  const own = new URL(to.ownerUrl).pathname.slice(1);
  expect(done.kept).toBe(`${own}_before_20261126_1`);
  expect((await admin.query('select 1 from pg_database where datname = $1', [done.kept])).rowCount).toBe(1);
  await withApp(to, async (app) => {
    expect(await signIn(app, PASSWORD)).toBe(200);
    const held = await app.kernel.read(asSystem(tenantId, 'test'), (tx) => tx.query<{ name: string; sha256: string }>(`select h.name, (select sha256 from attachment where tenant_id = $1) as sha256 from holiday h where h.tenant_id = $1 and day = '2027-12-31'`, [tenantId]));
    expect(held).toMatchObject([{ name: '值班台\\t日\\N 😀' }]);
    expect(await (await openStore(join(to.dataDir, 'attachments'))).verify(held[0]!.sha256)).toBe(true);
    // Identity columns go on after the last value: the history takes further rows.
    await app.kernel.write(asSystem(tenantId, 'test'), (tx) => createRecord(tx, Holiday, { day: '2028-01-03', day_kind: 'rest', name: '之后' }));
  });
  // A table that was made anew under its own name counts on with a sequence of another name.
  const owner = openPool(to.ownerUrl, 1);
  await owner.query('alter sequence event_id_seq rename to event_id_seq1');
  await owner.end();
  const again = join(to.dataDir, 'two.tar');
  await backUp(to.ownerUrl, { dataDir: to.dataDir, file: again, at: AT, program: 'test' });
  await expect(verifyBackup(again, to)).resolves.toMatchObject({ attachments: 1 });
  expect(left(to)).toEqual([]);
});

test('改动一个字节、截断、混入别的文件、不是备份的文件：都拒绝，库里什么也没动 [R5]', { timeout: 120_000 }, async () => {
  const bytes = readFileSync(file);
  const flipped = join(from.dataDir, 'flipped.tar');
  const at = bytes.indexOf('收条 第 1 号');
  expect(at).toBeGreaterThan(0);
  const changed = Buffer.from(bytes);
  changed[at + 7] = changed[at + 7]! ^ 1;
  writeFileSync(flipped, changed);
  await expect(verifyBackup(flipped, from)).rejects.toMatchObject({ code: 'backup-broken', label: [expect.stringContaining('的内容变过'), expect.any(String)] });
  // The manifest says what all else must be; what was changed in it is seen as well.
  const listed = Buffer.from(bytes);
  const within = bytes.indexOf('"program":"test"');
  expect(within).toBeGreaterThan(0);
  listed[within + 11] = listed[within + 11]! ^ 1;
  writeFileSync(flipped, listed);
  await expect(verifyBackup(flipped, from)).rejects.toMatchObject({ code: 'backup-broken', label: [expect.stringContaining('manifest.json 的内容变过'), expect.any(String)] });
  const cut = join(from.dataDir, 'cut.tar');
  writeFileSync(cut, bytes.subarray(0, Math.floor(bytes.length / 2)));
  await expect(restore(cut, from, 'never')).rejects.toMatchObject({ code: 'backup-broken' });
  const plain = join(from.dataDir, 'plain.tar');
  writeFileSync(plain, 'this is no archive');
  await expect(verifyBackup(plain, from)).rejects.toMatchObject({ code: 'backup-broken' });
  await expect(verifyBackup(join(from.dataDir, 'none.tar'), from)).rejects.toMatchObject({ code: 'no-backup' });
  const folder = join(from.dataDir, 'strange');
  mkdirSync(folder);
  copyFileSync(file, join(folder, 'extra.sh'));
  const strange = join(from.dataDir, 'strange.tar');
  await create({ file: strange, cwd: folder }, ['extra.sh']);
  await expect(verifyBackup(strange, from)).rejects.toMatchObject({ code: 'backup-broken', label: [expect.stringContaining('extra.sh'), expect.any(String)] });
  expect([await scratchLeft(), left(from)]).toEqual([0, []]);
});

test('来自更新版本的备份不恢复', async () => {
  const folder = mkdtempSync(join(from.dataDir, 'newer-'));
  const manifest = { format: 'dutydesk-backup', version: 1, program: '9.9.9', at: AT.toISOString(), organisations: [], migrations: [{ name: 'kernel/9999-future.sql', checksum: '0'.repeat(64) }], tables: [], sequences: [], attachments: [], missing: [], key: null };
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
  const newer = join(from.dataDir, 'newer.tar');
  await create({ file: newer, cwd: folder }, ['manifest.json']);
  await expect(verifyBackup(newer, from)).rejects.toMatchObject({ code: 'backup-newer' });
});

test('附件在磁盘上变过：备份照做，但说出是哪一个；体检也说', async () => {
  const [stored] = readdirSync(join(to.dataDir, 'attachments'), { recursive: true, withFileTypes: true }).filter((e) => e.isFile());
  writeFileSync(join(stored!.parentPath, stored!.name), '收条 第 2 号');
  const made = await backUp(to.ownerUrl, { dataDir: to.dataDir, file: join(to.dataDir, 'b.tar'), at: AT, program: 'test' });
  expect(made.missing).toEqual([stored!.name]);
  const names: string[] = [];
  await list({ file: made.file, onReadEntry: (entry) => { names.push(entry.path); } });
  expect(names[0]).toBe('manifest.json');
  expect(names).not.toContain(`attachments/${stored!.name}`);
  const found = await examine({ ...to, programRuns: false }, new Date());
  expect(found.filter((f) => !f.ok).map((f) => f.what[0])).toEqual(['还没有备份；请执行 backup', '远岭服务：1 个附件丢失或变过：收条.txt']);
  writeFileSync(join(stored!.parentPath, stored!.name), '收条 第 1 号');
});

test('账号命令：新密码立即可用，停用即不能登录，组织、岗位、单位写错说得清', async () => {
  await withApp(to, async (app) => {
    const tenant = await organisation(app.kernel, undefined);
    const password = await newPassword(app.kernel, tenant, 'zhang');
    expect([await signIn(app, PASSWORD), await signIn(app, password)]).toEqual([401, 200]);
    await setDisabled(app.kernel, tenant, 'zhang', true);
    expect(await signIn(app, password)).toBe(401);
    await setDisabled(app.kernel, tenant, 'zhang', false);
    expect(await signIn(app, password)).toBe(200);
    await newPerson(app.kernel, tenant, { name: 'li', displayName: '李静', role: 'auditor', unit: 'YLFW' });
    expect(await listPeople(app.kernel, tenant)).toEqual([
      { name: 'li', displayName: '李静', disabled: false, posts: 'auditor YLFW' }, { name: 'zhang', displayName: '张敏', disabled: false, posts: 'administrator YLFW' }]);
    await expect(newPerson(app.kernel, tenant, { name: 'wang', displayName: '王', role: 'king', unit: 'YLFW' })).rejects.toMatchObject({ code: 'no-role' });
    await expect(newPerson(app.kernel, tenant, { name: 'wang', displayName: '王', role: 'auditor', unit: 'NONE' })).rejects.toMatchObject({ code: 'no-unit' });
    await expect(newPassword(app.kernel, tenant, 'nobody')).rejects.toMatchObject({ code: 'no-user' });
    await expect(organisation(app.kernel, 'OTHER')).rejects.toMatchObject({ code: 'which-organisation' });
  });
});

test('体检说出断开的审计链和不平的账', async () => {
  const owner = openPool(to.ownerUrl, 1);
  const bad = async () => (await examine({ ...to, programRuns: false }, new Date())).filter((f) => !f.ok).map((f) => f.what[0]);
  expect(await bad()).toEqual(['还没有备份；请执行 backup']);
  await owner.query(`update history set number = 'changed' where tenant_id = $1 and id = (select min(history_id) from audit_link where tenant_id = $1)`, [tenantId]);
  await owner.query(`insert into ledger_account (tenant_id, ledger, account, owner, balance) values ($1, 'club_cash', 'bank', $1, 5)`, [tenantId]);
  expect(await bad()).toEqual(['还没有备份；请执行 backup', expect.stringContaining('审计链在'), expect.stringContaining('1 处账目不符')]);
  await owner.end();
});

test('每天一份，只留最近十四份', async () => {
  expect(await isDue(to.dataDir, AT)).toBe(true);
  const day = (n: number) => new Date(AT.getTime() + n * 86_400_000);
  mkdirSync(shelfIn(to.dataDir), { recursive: true });
  for (let n = 1; n <= KEPT; n++) writeFileSync(join(shelfIn(to.dataDir), `dutydesk-202612${String(n).padStart(2, '0')}-020000.tar`), 'x');
  await backUpToShelf(to.ownerUrl, { dataDir: to.dataDir, at: day(30), program: 'test' });
  const names = (await backupsIn(to.dataDir)).map((b) => b.name);
  expect([names.length, names[0], names.at(-1)]).toEqual([KEPT, 'dutydesk-20261226-020000.tar', 'dutydesk-20261202-020000.tar']);
  expect([await isDue(to.dataDir, day(30.9)), await isDue(to.dataDir, day(31))]).toEqual([false, true]);
  const idle = startDailyBackups(to.ownerUrl, { dataDir: to.dataDir, program: 'test', now: () => day(31) }, () => undefined);
  await idle.stop();
});
