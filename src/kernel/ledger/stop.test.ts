/** A ledger whose invariants are broken: stopped, said to the administrator, not repaired, let go on with a reason and only when it agrees. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../access/actor.ts';
import { openPool, type Pool } from '../database/connect.ts';
import { defineLedger, defineModule, defineRegister, f, post, posting } from '../index.ts';
import { journalOf, reverse } from './post.ts';
import { LedgerStop, stopWrongLedgers, wrongIn } from './stop.ts';
import { startTest, type TestKernel } from '../testing.ts';

const Jar = defineRegister('stop_jar', { label: ['罐', 'Jar'], number: 'S-{00000}', fields: { name: f.text('名', 'Name') }, list: ['name'], access: { read: ['clerk'], create: ['clerk'] } });
const ledgerOf = <N extends string>(name: N) => defineLedger(name, {
  label: [`账 ${name}`, name], unit: ['粒', 'beans'], read: ['clerk'],
  accounts: { jar: { label: ['罐内', 'In the jar'], per: 'stop_jar', floor: 0, lots: true }, sown: { label: ['播下', 'Sown'] } },
  movements: { fill: { label: ['装入', 'Filled'], from: 'sown', to: 'jar' }, eat: { label: ['取用', 'Eaten'], from: 'jar', to: 'sown' } },
});
const [Beans, Peas] = [ledgerOf('stop_beans'), ledgerOf('stop_peas')];
const jars = defineModule({ name: 'stop-jars', area: 'guests', label: ['罐', 'Jars'], roles: { clerk: ['店员', 'Clerk'] }, registers: [Jar], ledgers: [Beans, Peas] });

let t: TestKernel;
let owner: Pool;
let admin: Actor;
let jar: string;
let n = 0;
beforeAll(async () => {
  t = await startTest({ modules: [jars], tables: [Jar] });
  const url = new URL(process.env['DUTYDESK_TEST_POSTGRES'] ?? '');
  url.pathname = `/${(await t.sql<{ name: string }>('select current_database() as name'))[0]?.name}`;
  owner = openPool(url.toString(), 1);
  admin = await t.actor('administrator', 'YL');
  jar = (await t.create(Jar, await t.actor('clerk', 'YL'), { name: '一号罐' })).id;
});
afterAll(async () => { await t.close(); await owner.end(); });
const fill = (ledger: typeof Beans | typeof Peas, because = `f${++n}`) => t.run(t.system, (tx) => post(tx, posting(ledger as typeof Beans, 'fill', { amount: 5, owner: jar, because, at: tx.now })));
const check = () => t.run(t.system, stopWrongLedgers);
const stops = () => t.sql<{ id: string; ledger: string; state: string; problem: string }>('select id, ledger, state, problem from ledger_stop where tenant_id = $1 order by number', [t.tenantId]);
const goOn = (id: string, reason: string) => t.step(t.kernel.processes.get('ledger_stop') as never, id, 'go_on' as never, admin, { reason } as never);

test('相符的账不停;余额、分录、批次任一处不符,该账停止记账与冲销,别的账照常,什么都不修 [R9]', async () => {
  await fill(Beans, 'first');
  await fill(Peas);
  expect([await check(), await stops()]).toEqual([0, []]);
  await owner.query(`update ledger_account set balance = balance + 1 where tenant_id = $1 and ledger = 'stop_beans'`, [t.tenantId]);
  expect(await check()).toBe(1);
  expect(await check()).toBe(0);
  expect(await stops()).toMatchObject([{ ledger: 'stop_beans', state: 'stopped', problem: expect.stringContaining('6 ≠ 5') as string }]);
  await expect(fill(Beans)).rejects.toMatchObject({ code: 'stop_beans.stopped', status: 409 });
  await expect(t.run(t.system, async (tx) => reverse(tx, Beans, (await journalOf(tx, Beans, 'fill', 'first'))!, { because: '冲回' }))).rejects.toMatchObject({ code: 'stop_beans.stopped' });
  await fill(Peas);
  expect((await t.run(t.system, wrongIn)).map((w) => w.ledger)).toEqual(['stop_beans', 'stop_beans']);
});

test('管理员得到待办;仍不符时不能恢复;相符之后写明原因才恢复,记入历史,照常记账 [R9]', async () => {
  expect((await t.tasks(admin)).map((task) => task.register)).toContain('ledger_stop');
  const [stop] = await stops();
  await expect(goOn(stop!.id, '查不出原因先用着')).rejects.toMatchObject({ code: 'ledger_stop.wrong' });
  await owner.query(`update ledger_account set balance = balance - 1 where tenant_id = $1 and ledger = 'stop_beans'`, [t.tenantId]);
  await expect(goOn(stop!.id, '好')).rejects.toMatchObject({ code: 'ledger_stop.reason' });
  await goOn(stop!.id, '磁盘故障改坏一行，已从备份核对改回');
  expect(await t.read(LedgerStop, stop!.id)).toMatchObject({ state: 'going_on', reason: '磁盘故障改坏一行，已从备份核对改回' });
  await fill(Beans);
  const [line] = await t.sql<{ form: { reason: string } }>(`select form from history where tenant_id = $1 and register = 'ledger_stop' and what = 'go_on'`, [t.tenantId]);
  expect(line!.form.reason).toContain('磁盘故障');
});

test('分录不平、批次与余额不符也停 [R9]', async () => {
  for (const [text, back] of [
    [`update ledger_entry set amount = amount + 1 where tenant_id = $1 and ledger = 'stop_peas' and account = 'sown'`, `update ledger_entry set amount = amount - 1 where tenant_id = $1 and ledger = 'stop_peas' and account = 'sown'`],
    [`update ledger_lot set remaining = remaining - 1 where tenant_id = $1 and ledger = 'stop_peas'`, `update ledger_lot set remaining = remaining + 1 where tenant_id = $1 and ledger = 'stop_peas'`],
  ] as const) {
    await owner.query(text, [t.tenantId]);
    expect(await check()).toBe(1);
    await expect(fill(Peas)).rejects.toMatchObject({ code: 'stop_peas.stopped' });
    await owner.query(back, [t.tenantId]);
    await goOn((await stops()).find((s) => s.state === 'stopped')!.id, '测试改回');
    await fill(Peas);
  }
});

test('由时钟每天核对一次 [R9]', async () => {
  const work = t.kernel.modules.flatMap((m) => m.byTheClock ?? []).find((w) => w.name === 'ledger invariants')!;
  const run = () => work.run({ tenantId: t.tenantId, folder: '', now: t.now, read: (w) => t.kernel.read(t.system, w), write: (w) => t.kernel.write(t.system, w) });
  await run();
  await owner.query(`update ledger_account set balance = balance + 1 where tenant_id = $1 and ledger = 'stop_beans'`, [t.tenantId]);
  await run();
  expect((await stops()).filter((s) => s.state === 'stopped')).toEqual([]);
  t.later({ days: 1 });
  await run();
  expect((await stops()).filter((s) => s.state === 'stopped').map((s) => s.ledger)).toEqual(['stop_beans']);
});
