/** What runs by the clock and by events: one that fails holds up nobody, and what fails only because the database was away is tried again. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { planDuties, tendDuties } from './duty/occurrences.ts';
import { dispatch } from './events.ts';
import { balanceOf, createRecord, defineDuty, defineLedger, defineModule, defineProcess, defineRegister, emit, f, hold, post, posting, Refusal, reverse } from './index.ts';
import { expireHolds } from './ledger/hold.ts';
import { fireTimers } from './process/timers.ts';
import { startTest, type TestKernel } from './testing.ts';

const Kettle = defineRegister('kettle', {
  label: ['水壶', 'Kettle'], number: 'SH-{0000}', fields: { name: f.text('名称', 'Name') }, list: ['name'], access: { read: ['cook'], create: ['cook'] },
});
const troubles = new Map<string, () => Error>();
const Boiling = defineProcess(Kettle, 'cold', {
  cold: { label: ['凉', 'Cold'], tone: 'waiting', timer: { step: 'boil', at: ({ now }) => new Date(now.getTime() + 60_000) } },
  hot: { label: ['开', 'Hot'], tone: 'done' },
}, (step) => ({
  boil: step({
    label: ['烧开', 'Boil'], from: ['cold'], to: 'hot', by: [], form: {},
    guard({ record }) { const trouble = troubles.get(record.name); if (trouble) throw trouble(); },
  }),
}));
const Water = defineLedger('kettle_water', {
  label: ['水', 'Water'], unit: ['杯', 'cups'], read: [],
  accounts: { tap: { label: ['龙头', 'Tap'] }, kettle: { label: ['壶', 'Kettle'], per: 'kettle', floor: 0 }, held: { label: ['预留', 'Held'], per: 'kettle', floor: 0 } },
  movements: { fill: { label: ['灌', 'Fill'], from: 'tap', to: 'kettle' }, hold: { label: ['预留', 'Hold'], from: 'kettle', to: 'held' } },
});
const seen: string[] = [];
const kettles = defineModule({
  name: 'kettles', area: 'guests', label: ['水壶', 'Kettles'], roles: { cook: ['厨师', 'Cook'], washer: ['帮厨', 'Kitchen hand'] }, registers: [Kettle], processes: [Boiling], ledgers: [Water],
  duties: [defineDuty('kettle_look', {
    label: ['看壶', 'Look'], statements: [], recurs: { every: 'day' }, by: '20:00', owner: 'cook', deputy: 'washer', unitKind: 'branch', form: {},
    evidence: async ({ unit, day }) => { seen.push(`${unit} ${day}`); return null; },
  })],
  on: {
    'kettle.whistle': async (tx, payload) => {
      if (payload.bug) await tx.query('insert into kettle (tenant_id) values ($1)', [tx.tenantId]);
      if (payload.away) throw new Error('Connection terminated unexpectedly');
      await createRecord(tx, Kettle, { name: String(payload.name) });
    },
  },
});

let t: TestKernel;
beforeAll(async () => { t = await startTest({ modules: [kettles], tables: [Kettle], now: '2026-11-23T02:00:00Z' }); });
afterAll(() => t.close());
const state = async (id: string) => (await t.read(Kettle, id)).state;
const named = (name: string) => t.sql<{ id: string }>('select id from kettle where tenant_id = $1 and name = $2', [t.tenantId, name]);

test('一个定时步骤因程序错误失败,不妨碍其他的;原因留下 [R3]', async () => {
  const reports: unknown[] = [];
  troubles.set('坏壶', () => new Error('a bug of ours'));
  const bad = await t.create(Kettle, t.system, { name: '坏壶' });
  t.later({ minutes: 1 });
  const good = await t.create(Kettle, t.system, { name: '好壶' });
  t.later({ minutes: 5 });
  await fireTimers(t.kernel, t.tenantId, (e) => reports.push(e));
  expect([await state(bad.id), await state(good.id)]).toEqual(['cold', 'hot']);
  expect(reports).toHaveLength(1);
  expect(await t.sql('select state from timer where tenant_id = $1 and record_id = $2', [t.tenantId, bad.id])).toEqual([{ state: 'failed' }]);
});

test('定时步骤遇到数据库暂时不可用:下次再办,不算失败 [R4]', async () => {
  troubles.set('断线壶', () => new Refusal('database.away', ['数据库暂时不可用', 'Away'], 503));
  const row = await t.create(Kettle, t.system, { name: '断线壶' });
  t.later({ minutes: 5 });
  await expect(fireTimers(t.kernel, t.tenantId)).rejects.toMatchObject({ status: 503 });
  troubles.set('断线壶', () => new Error('Connection terminated unexpectedly'));
  await expect(fireTimers(t.kernel, t.tenantId)).rejects.toThrow('terminated');
  troubles.delete('断线壶');
  await fireTimers(t.kernel, t.tenantId);
  expect(await state(row.id)).toBe('hot');
});

test('一笔预留不能自动归还,其余照常归还', async () => {
  const reports: unknown[] = [];
  const [a, b] = [await t.create(Kettle, t.system, { name: '甲' }), await t.create(Kettle, t.system, { name: '乙' })];
  const until = (minutes: number) => new Date(t.now().getTime() + minutes * 60_000);
  await t.run(t.system, async (tx) => {
    for (const [k, minutes] of [[a, 1], [b, 2]] as const) {
      await post(tx, posting(Water, 'fill', { amount: 5, owner: k.id, because: `fill ${k.number}`, at: tx.now }));
      await hold(tx, posting(Water, 'hold', { amount: 5, owner: k.id, because: `hold ${k.number}`, at: tx.now }), until(minutes));
    }
  });
  const [held] = await t.sql<{ id: string }>(`select id from ledger_journal where tenant_id = $1 and because = $2 and movement = 'hold'`, [t.tenantId, `hold ${a.number}`]);
  await t.run(t.system, (tx) => reverse(tx, Water, held!.id, { because: 'by hand' }));
  t.later({ minutes: 10 });
  await expireHolds(t.kernel, t.tenantId, (e) => reports.push(e));
  expect(reports).toHaveLength(1);
  expect(await t.run(t.system, (tx) => balanceOf(tx, Water, 'kettle', b.id))).toBe(5);
});

test('监听者弄错了数据:留下原因,不挡住后面的;连接断开则保持等待 [R3]', async () => {
  const tell = (payload: object) => t.run(t.system, async (tx) => { emit(tx, 'kettle.whistle', { ...payload }); return 0; });
  await tell({ bug: true });
  await tell({ name: '响一' });
  await dispatch(t.kernel, t.tenantId);
  expect(await named('响一')).toHaveLength(1);
  await tell({ away: true });
  await expect(dispatch(t.kernel, t.tenantId)).rejects.toThrow('terminated');
  expect(await t.sql('select problem from event_waiting where tenant_id = $1 and problem is null', [t.tenantId])).toHaveLength(1);
});

test('没做的定期事项再多,也轮得到最近的', async () => {
  await t.actor('cook', 'YL');
  await planDuties(t.kernel, t.tenantId);
  await t.kernel.write(t.system, async (tx) => {
    await tx.query(`insert into duty_occurrence (tenant_id, id, duty, unit_id, day, due_at)
      select $1, gen_random_uuid(), 'kettle_gone', gen_random_uuid(), '2026-11-10', '2026-11-10' from generate_series(1, 1100)`, [t.tenantId]);
    return {};
  });
  seen.length = 0;
  await tendDuties(t.kernel, t.tenantId);
  expect(seen).toContain(`${t.unit('FS-NE')} 2026-11-23`);
});
