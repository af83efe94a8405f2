/** The commands of whoever runs the machine, on the built-in database: with the program stopped, and beside one that runs. */
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCommand } from '../../src/server/command/run.ts';
import { takeLock } from '../../src/server/instance-lock.ts';
import { startPostgres } from '../../src/server/postgres.ts';
import { readSettings } from '../../src/server/start-settings.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dutydesk-command-'));
  chmodSync(folder, 0o711);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(...args: string[]): Promise<{ readonly code: number; readonly said: string }> {
  const lines: string[] = [];
  const code = await runCommand(args, readSettings({ DUTYDESK_DATA: folder }, '/'), (line) => lines.push(line));
  return { code, said: lines.join('\n') };
}

test('帮助列出每个命令；不认识的命令、缺少的字、写错的选项都说用法', async () => {
  const help = await run('help');
  expect(help.code).toBe(0);
  for (const name of ['doctor', 'migrate', 'backup', 'verify', 'restore', 'user', 'import', 'export', 'reseal', 'demo']) expect(help.said).toMatch(new RegExp(`^  ${name}`, 'm'));
  expect((await run('backpu')).code).toBe(2);
  await expect(run('restore')).rejects.toMatchObject({ code: 'usage' });
  await expect(run('user', 'list', '--organization', 'X')).rejects.toMatchObject({ code: 'usage' });
});

test('停着的时候：建库、备份、核对、恢复、体检，做完不留下数据库进程', { timeout: 240_000 }, async () => {
  expect((await run('doctor')).said).toMatch(/✗ 有 \d+ 个迁移未执行；请执行 migrate/);
  expect((await run('migrate')).code).toBe(0);
  await expect(run('verify')).rejects.toMatchObject({ code: 'no-backup' });
  expect((await run('backup')).said).toMatch(/已备份：\d+ 张表/);
  expect((await run('verify')).said).toMatch(/逐表一致/);
  const [name] = readdirSync(join(folder, 'backups'));
  expect((await run('restore', join(folder, 'backups', name!))).said).toMatch(/原数据库保留为 dutydesk_before_\d{8}_\d{6}/);
  const well = await run('doctor');
  expect([well.code, well.said.match(/✗/g)]).toEqual([0, null]);
  expect(readdirSync(join(folder, 'postgres', 'cluster'))).not.toContain('postmaster.pid');
});

test('演示组织可以再装入；表格以某人的权限导入：先试算，有一行不对就都不写，只写没有问题的，再导入一次没有变化；没有权限的人导不了；也能导出，只导出那人看得到的', { timeout: 400_000 }, async () => {
  expect((await run('demo', 'load')).said).toMatch(/演示组织已装入/);
  const file = join(folder, '花名册.csv');
  writeFileSync(file, '工号,姓名,入职日,备用\nT1,周一,2026-01-05,x\nT2,吴二,不是日期,x\n');
  await expect(run('import', 'employee', file)).rejects.toMatchObject({ code: 'as-whom' });
  await expect(run('import', 'no_such', file, '--as', 'luowen')).rejects.toMatchObject({ code: 'no-register' });
  await expect(run('import', 'employee', join(folder, 'none.csv'), '--as', 'luowen')).rejects.toMatchObject({ code: 'no-file' });
  await expect(run('import', 'employee', file, '--as', 'liyan')).rejects.toMatchObject({ code: 'not_allowed' });
  const tried = await run('import', 'employee', file, '--as', 'luowen', '--try');
  expect([tried.code, tried.said]).toEqual([1, expect.stringMatching(/备用 → 不导入[\s\S]*✗ 3: 入职日[\s\S]*试算，未写入：新登记 1，修改 0，无变化 0，不能导入 1/)]);
  expect((await run('import', 'employee', file, '--as', 'luowen')).said).toMatch(/没有写入：新登记 1/);
  expect((await run('import', 'employee', file, '--as', 'luowen', '--good-only')).said).toMatch(/已写入，批次 DR-\d{8}-\d{3}：新登记 1/);
  writeFileSync(file, '工号,姓名,入职日\nT1,周一,2026-01-05\n');
  const again = await run('import', 'employee', file, '--as', 'luowen');
  expect([again.code, again.said]).toEqual([0, expect.stringMatching(/新登记 0，修改 0，无变化 1，不能导入 0/)]);
  const out = join(folder, '员工.csv');
  expect((await run('export', 'employee', out, '--as', 'luowen')).said).toMatch(/已导出 \d+ 行/);
  expect(readFileSync(out, 'utf8')).toMatch(/编号,[\s\S]*T1,周一/);
  await expect(run('export', 'employee', join(folder, '员工.exe'), '--as', 'luowen')).rejects.toMatchObject({ code: 'which-form' });
  await expect(run('export', 'sales_contract', join(folder, '合同.csv'), '--as', 'liyan')).rejects.toMatchObject({ code: 'not_allowed' });
  expect((await run('demo', 'remove')).said).toMatch(/演示数据已移除/);
});

test('程序运行时：备份与体检就用它的数据库，恢复和迁移请先停', { timeout: 120_000 }, async () => {
  const postgres = await startPostgres({ dataDir: join(folder, 'postgres'), log: () => undefined });
  const taken = await takeLock(join(folder, 'dutydesk.lock'));
  try {
    expect('lock' in taken).toBe(true);
    expect((await run('doctor')).code).toBe(0);
    expect((await run('backup', join(folder, 'beside.tar'))).code).toBe(0);
    await expect(run('restore', join(folder, 'beside.tar'))).rejects.toMatchObject({ code: 'in-use' });
    await expect(run('user', 'list')).rejects.toMatchObject({ code: 'which-organisation' });
    for (const alone of ['migrate', 'reseal']) await expect(run(alone)).rejects.toMatchObject({ code: 'in-use' });
  } finally {
    if ('lock' in taken) taken.lock.release();
    await postgres.stop();
  }
});
