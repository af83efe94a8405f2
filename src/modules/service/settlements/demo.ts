/**
 * Demo of out-of-warranty work: the eastern branch handed in five agreements in January and February 2026 and supply is setting the prices
 * (FS-4.2, FS-4.3). The half-year before was settled for two other branches, so that statement, invoices and payments are there to be seen.
 */
import { calendar, createRecord, takeStep, tables, type Tx } from '../../../kernel/index.ts';
import type { Demo } from '../../../kernel/demo.ts';
import { Customer } from '../customers/index.ts';
import { ReplacementAgreement, ReplacementAgreementProcess, SettlementStatement, SettlementStatementProcess } from './index.ts';

interface Agreed { readonly customer: string; readonly part: string; readonly quantity: number; readonly agreed: string; readonly done?: string; readonly yuan?: number }
const EAST: readonly Agreed[] = [
  { customer: '中原油田', part: '火焰探测器', quantity: 2, agreed: '2026-01-09', done: '2026-01-12' }, { customer: '望湖采油一厂', part: '循环泵机械密封', quantity: 4, agreed: '2026-01-16', done: '2026-01-21' },
  { customer: '青堤采油厂', part: '液位变送器', quantity: 1, agreed: '2026-01-27', done: '2026-02-02' }, { customer: '临滩油田', part: '燃烧器点火变压器', quantity: 1, agreed: '2026-02-06' },
  { customer: '中原油田', part: '安全阀', quantity: 2, agreed: '2026-02-24' },
];
const BEFORE: { readonly [branch: string]: readonly Agreed[] } = {
  tianye: [{ customer: '长洼油田', part: '循环泵', quantity: 1, agreed: '2025-10-20', done: '2025-10-24', yuan: 8_600 }, { customer: '白沟道供热公司', part: '燃烧器滤芯', quantity: 6, agreed: '2025-11-11', done: '2025-11-14', yuan: 460 }],
  hanxue: [{ customer: '北岭采油厂', part: '盘管接头', quantity: 8, agreed: '2025-11-03', done: '2025-11-06', yuan: 385 }, { customer: '松河采气厂', part: '压力变送器', quantity: 1, agreed: '2025-12-16', done: '2025-12-19' }],
};
const BRANCH: { readonly [manager: string]: string } = { tianye: 'FS-NC', hanxue: 'FS-NE' };

export async function demo(d: Demo): Promise<void> {
  for (const [manager, agreements] of Object.entries(BEFORE)) await lastHalfYear(d, manager, agreements);
  for (const a of EAST) await agree(d, 'guyang', a);
}

async function agree(d: Demo, manager: string, a: Agreed): Promise<string> {
  d.at(on(a.agreed));
  const { id } = await d.batch(d.actor(manager), async (tx) => {
    const made = await createRecord(tx, ReplacementAgreement, { customer: await customerOf(tx, a.customer), part: a.part, quantity: a.quantity, agreed_on: a.agreed, signed_for_user: '设备科长' });
    await takeStep(tx, ReplacementAgreementProcess, made.id, 'hand_in', {});
    return { id: made.id };
  });
  if (a.done !== undefined) {
    d.at(on(a.done, '17:30'));
    await d.step(ReplacementAgreementProcess, id, 'record_work', d.actor(manager), { service_done_on: a.done });
  }
  return id;
}

async function lastHalfYear(d: Demo, manager: string, agreements: readonly Agreed[]): Promise<void> {
  const priced: string[] = [];
  for (const a of agreements) {
    const id = await agree(d, manager, a);
    if (a.yuan === undefined) continue;
    d.at(on('2025-12-24', '11:00'));
    await d.step(ReplacementAgreementProcess, id, 'set_price', d.actor('jinlei'), { unit_price: a.yuan * 100 });
    priced.push(id);
  }
  d.at(on('2025-12-31', '16:00'));
  const finance = d.actor('fanghua');
  const { id } = await d.create(SettlementStatement, d.actor(manager), { branch: d.unit(BRANCH[manager]!), closing_on: '2025-12-31' });
  await d.step(SettlementStatementProcess, id, 'issue', d.actor(manager), {}, [d.sign('branch', d.actor(manager)), d.sign('finance', finance)]);
  d.at(on('2026-01-08', '09:40'));
  for (const [i, one] of priced.entries()) await d.step(ReplacementAgreementProcess, one, 'invoice', finance, { invoice_no: `2611${String(20_480 + i + priced.length * 31)}` });
  d.at(on('2026-02-05', '14:15'));
  await d.step(ReplacementAgreementProcess, priced[0]!, 'pay', finance, { paid_on: '2026-02-05' });
}

async function customerOf(tx: Tx, name: string): Promise<string> {
  return (await tables(tx, Customer).selectFrom('customer').select('id').where('tenant_id', '=', tx.tenantId).where('name', '=', name).executeTakeFirstOrThrow()).id;
}

const on = (day: string, time = '10:30'): string => calendar.instantOf(day, time, 'Asia/Shanghai').toISOString();
