/** Greening on PostgreSQL: a substation order waits for its permit, acceptance may send the work back, what is due and what it cost. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../../kernel/index.ts';
import { listPage } from '../../../kernel/register/list.ts';
import { editRecord } from '../../../kernel/register/write.ts';
import { runReport } from '../../../kernel/report/run.ts';
import { startTest, type TestKernel } from '../../../kernel/testing.ts';
import { greening, GreeningReport, GreenSite, GreenWork, GreenWorkProcess } from './index.ts';

let t: TestKernel;
let zhao: Actor;
const site: { [kind: string]: string } = {};
beforeAll(async () => {
  t = await startTest({ modules: [greening], now: '2026-12-01T02:00:00Z' });
  zhao = await t.actor('general_affairs', 'LC', '赵宁');
  for (const site_kind of ['substation', 'office', 'outlet'] as const) site[site_kind] = (await t.create(GreenSite, zhao, { name: site_kind, site_kind, address: '城南', area: '100.0', care_every_days: 15 })).id;
});
afterAll(() => t.close());

const order = (kind: string, more: object = {}) => t.create(GreenWork, zhao, { site: site[kind]!, works: ['mow'], planned_on: '2026-12-02', workers: '三人', ...more } as never);
const run = (id: string, step: 'begin' | 'finish' | 'accept', input: object = {}) => t.step(GreenWorkProcess, id, step, zhao, input as never, step === 'accept' ? [t.sign('acceptor', '赵宁')] : []);

test('变电站内没有工作票不能开工，补上并在有效期内才可以；办公场所和营业网点不需要 [LOG-6.1] [LOG-6.2] [LOG-6.3] [G-L9]', async () => {
  for (const kind of ['office', 'outlet']) await run((await order(kind)).id, 'begin');
  const inside = await order('substation');
  await expect(run(inside.id, 'begin')).rejects.toMatchObject({ label: ['变电站内作业须先登记工作票', expect.anything()] });
  await t.run(zhao, (tx) => editRecord(tx, GreenWork, inside.id, 1, { permit_no: 'GZP-1', permit_from: '2026-12-02', permit_to: '2026-12-03', guardian: '周立' }, null));
  await expect(run(inside.id, 'begin')).rejects.toMatchObject({ label: [expect.stringContaining('今天不在其内'), expect.anything()] });
  t.later({ days: 1 });
  await run(inside.id, 'begin');
  expect(await t.read(GreenWork, inside.id)).toMatchObject({ state: 'under_way', begun_on: '2026-12-02' });
  await expect(order('office', { permit_from: '2026-12-05', permit_to: '2026-12-01' })).rejects.toThrow('green_work.permit');
});

test('验收不合格退回返工并须写明；合格后计费用、下次应养护和逾期 [LOG-6.2]', async () => {
  t.at('2026-12-03T02:00:00Z');
  const { id } = await order('office');
  await run(id, 'begin');
  await run(id, 'finish', { cost: 30_050 });
  await expect(run(id, 'accept', { good: false })).rejects.toThrow('green_work.why');
  await run(id, 'accept', { good: false, remark: '东侧未修' });
  expect(await t.read(GreenWork, id)).toMatchObject({ state: 'under_way', done_on: null, accepted_on: null });
  await run(id, 'finish', { cost: 30_050 });
  await run(id, 'accept', { good: true });
  t.at('2026-12-20T02:00:00Z');
  const page = await t.run(zhao, (tx) => runReport(tx, GreeningReport, { period: { from: '2026-12-01', to: '2027-01-01' } }));
  expect(page.rows.find((r) => r['site'] === site['office'])).toMatchObject({ orders: 1, cost: 30_050, per_m2: 301, last_done: '2026-12-03', next_due: '2026-12-18', overdue: 2 });
  expect(page.rows.find((r) => r['site'] === site['outlet'])).toMatchObject({ orders: 0, cost: 0, last_done: null, next_due: '2026-12-16', overdue: 4 });
  const accepted = async (period: { readonly from: string; readonly to: string }) => { const { links } = await t.run(zhao, (tx) => runReport(tx, GreeningReport, { period })); return (await t.run(zhao, (tx) => listPage(tx, GreenWork, { page: 1, size: 9, filter: links.at(-1)!['cost']!.filter }))).rows.length; };
  expect([await accepted({ from: '2026-12-03', to: '2026-12-04' }), await accepted({ from: '2026-12-04', to: '2027-01-01' })]).toEqual([1, 0]);
  expect([page.totals['cost'], page.proof[0]]).toMatchObject([30_050, { left: 30_050, right: 30_050, ok: true }]);
});

test('房产管理员在本单位派工验收，后勤主任看得到；作业单随地块归属；开工后工作票不能再改 [LOG-6.1] [LOG-6.3] [P29]', async () => {
  const [clerk, head, elsewhere] = [await t.actor('estate_clerk', 'LC', '区惠芳'), await t.actor('logistics_head', 'LC', '荣升'), await t.actor('estate_clerk', 'VIP', '外人')];
  const { id } = await t.create(GreenWork, await t.actor('general_affairs', 'YL', '总务'), { site: site['substation']!, works: ['mow'], planned_on: '2026-12-20', workers: '两人', permit_no: 'GZP-2', permit_from: '2026-12-20', permit_to: '2026-12-21', guardian: '周立' });
  expect((await t.read(GreenWork, id)).unit_id).toBe(t.unit('LC'));
  const seen = async (who: Actor) => (await t.run(who, (tx) => listPage(tx, GreenWork, { page: 1, size: 50 }))).rows.some((r) => r.id === id);
  expect([await seen(clerk), await seen(head), await seen(elsewhere)]).toEqual([true, true, false]);
  await t.step(GreenWorkProcess, id, 'begin', clerk, {});
  const { version } = await t.read(GreenWork, id);
  await expect(t.run(clerk, (tx) => editRecord(tx, GreenWork, id, version, { permit_to: '2026-12-31' }, '延长'))).rejects.toMatchObject({ code: 'green_work.begun', status: 409 });
  await t.step(GreenWorkProcess, id, 'finish', clerk, { cost: 10_000 });
  await t.step(GreenWorkProcess, id, 'accept', head, { good: true, remark: null }, [t.sign('acceptor', '荣升')]);
  expect((await t.read(GreenWork, id)).state).toBe('accepted');
});
