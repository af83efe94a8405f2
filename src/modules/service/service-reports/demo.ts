/**
 * Demo of service reports (服务报告): one for each of the 267 orders of January and February 2026, filed from paper the day after the work and
 * checked (FS-5.9), with the failures that the quality report counts (FS-5.10).
 */
import { createRecord, takeStep, type Tx } from '../../../kernel/index.ts';
import type { Demo } from '../../../kernel/demo.ts';
import { FailureKind, type Product } from './lists.ts';
import { ServiceReport, ServiceReportProcess } from './service-report.ts';

const KINDS = [
  ['LEAK', '盘管渗漏'], ['BURN', '燃烧器故障'], ['IGN', '点火故障'], ['INST', '仪表与变送器'], ['CTRL', '控制系统'], ['FOUL', '结垢与堵塞'], ['STRUC', '结构与固定件'], ['OTHER', '其他'],
] as const;
type Kind = (typeof KINDS)[number][0];
/** What the text of an order tells about product and failure, first match first. */
const SIGNS: readonly (readonly [RegExp, Product, Kind])[] = [
  [/烟道/, 'boiler', 'STRUC'], [/清洗/, 'heater', 'FOUL'], [/1600J/, 'heater', 'IGN'], [/分离器投产调试指标/, 'separator', 'CTRL'], [/渗漏/, 'heater', 'LEAK'], [/熄火/, 'burner', 'BURN'], [/水位/, 'boiler', 'INST'],
];

interface Order { readonly id: string; readonly done_on: string; readonly content: string | null; readonly result: string | null; readonly certified_by: string | null }

export async function demo(d: Demo): Promise<void> {
  const dispatcher = d.actor('duanfei');
  d.at('2026-01-04T01:00:00Z');
  const { kinds, orders } = await d.batch(dispatcher, async (tx) => ({ kinds: await kindsOf(d, tx), orders: await done(tx) }));
  for (const day of new Set(orders.map((o) => o.done_on))) {
    d.at(new Date(Date.parse(`${day}T03:00:00Z`) + (day === '2026-02-27' ? 7 : 24) * 3_600_000).toISOString());
    await d.batch(dispatcher, async (tx) => {
      await Promise.all(orders.filter((one) => one.done_on === day).map((o) => filed(tx, o, kinds)));
      return {};
    });
  }
}

async function filed(tx: Tx, order: Order, kinds: { readonly [K in Kind]: string }): Promise<void> {
  const sign = SIGNS.find(([pattern]) => pattern.test(order.content ?? ''));
  const { id } = await createRecord(tx, ServiceReport, {
    service_order: order.id, findings: order.content, work_done: order.result ?? '按计划完成', product: sign?.[1] ?? 'heater', failure: sign === undefined ? null : kinds[sign[2]],
  });
  await takeStep(tx, ServiceReportProcess, id, 'file_paper', { certified_by: order.certified_by ?? '用户代表', certified_on: order.done_on, paper: null });
  await takeStep(tx, ServiceReportProcess, id, 'check', {});
}

async function kindsOf(d: Demo, tx: Tx): Promise<{ readonly [K in Kind]: string }> {
  const made: { [code: string]: string } = {};
  for (const [i, [code, name]] of KINDS.entries()) made[code] = (await createRecord(tx, FailureKind, { code, name, list_order: i + 1, unit_id: d.unit('FS') })).id;
  return made as { readonly [K in Kind]: string };
}

async function done(tx: Tx): Promise<readonly Order[]> {
  return tx.query<Order>(
    `select id, done_on, content, result, certified_by from service_order where tenant_id = $1 and done_on between '2026-01-01' and '2026-02-27' and state in ('returned', 'verified', 'closed') order by done_on, number`,
    [tx.tenantId]);
}
