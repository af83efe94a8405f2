/** Out-of-warranty agreements on PostgreSQL: work without a price, no invoice without one, the half-year statement, the ledger and its reversals. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DutyRow, ReportPage, SlipPage } from '../../../kernel/api.ts';
import { balanceOf, type Actor } from '../../../kernel/index.ts';
import { slipPage } from '../../../kernel/document/issue.ts';
import { recordPage } from '../../../kernel/register/page.ts';
import { dutyRows } from '../../../kernel/duty/occurrences.ts';
import { runQuery, runReport } from '../../../kernel/report/run.ts';
import { startTest, type TestKernel } from '../../../kernel/testing.ts';
import { staff } from '../../people/staff/index.ts';
import { contracts } from '../contracts/index.ts';
import { Customer, customers } from '../customers/index.ts';
import { equipment } from '../equipment/index.ts';
import { orders } from '../orders/index.ts';
import { HalfYearBoard, type HalfYear } from './half-year.ts';
import { ReplacementAgreement, ReplacementAgreementProcess, Receivables, settlements, SettlementStatement, SettlementStatementProcess } from './index.ts';
import { FirstClosing } from './parameters.ts';
import { AgreementsByBranch, ReceivablesByCustomer } from './reports.ts';
import { StatementLine } from './statement.ts';

interface Place { readonly t: TestKernel; readonly gu: Actor; readonly supply: Actor; readonly finance: Actor; readonly customer: string }
async function start(): Promise<Place> {
  const t = await startTest({ modules: [staff, customers, contracts, equipment, orders, settlements], now: '2026-01-12T01:00:00Z' });
  const gu = await t.actor('branch_manager', 'FS-EC', '顾杨');
  const supply = await t.actor('supply', 'YL', '金磊');
  const finance = await t.actor('finance', 'YL', '方华');
  const customer = (await t.create(Customer, gu, { name: '中原油田采油一厂', kind: 'oilfield', branch: t.unit('FS-EC') })).id;
  return { t, gu, supply, finance, customer };
}

const agree = ({ t, gu, customer }: Place, part = '火焰探测器', agreed_on = '2026-01-10') => t.create(ReplacementAgreement, gu, { customer, part, quantity: 2, agreed_on });
async function handIn(p: Place, part?: string): Promise<string> {
  const { id } = await agree(p, part);
  await p.t.step(ReplacementAgreementProcess, id, 'hand_in', p.gu, {});
  return id;
}
const work = ({ t, gu }: Place, id: string, service_done_on = '2026-01-11') => t.step(ReplacementAgreementProcess, id, 'record_work', gu, { service_done_on });
const price = ({ t, supply }: Place, id: string, unit_price = 1_500_00) => t.step(ReplacementAgreementProcess, id, 'set_price', supply, { unit_price });
const invoice = ({ t, finance }: Place, id: string, invoice_no = 'FP-001') => t.step(ReplacementAgreementProcess, id, 'invoice', finance, { invoice_no });
const statement = ({ t, gu }: Place, closing_on = '2026-06-30') => t.create(SettlementStatement, gu, { branch: t.unit('FS-EC'), closing_on });
const issue = ({ t, gu, finance }: Place, id: string) => t.step(SettlementStatementProcess, id, 'issue', gu, {}, [t.sign('branch', gu), t.sign('finance', finance)]);
const read = ({ t }: Place, id: string) => t.read(ReplacementAgreement, id);
const balances = ({ t, gu, customer }: Place) => t.run(gu, async (tx) => [await balanceOf(tx, Receivables, 'accrued', customer), await balanceOf(tx, Receivables, 'invoiced', customer), await balanceOf(tx, Receivables, 'received')]);
const report = ({ t, finance }: Place, as_of: string): Promise<ReportPage> => t.run(finance, (tx) => runReport(tx, ReceivablesByCustomer, { as_of }));

describe('华东五份协议的半年', () => {
  let p: Place;
  let ids: string[];
  let slip: SlipPage;
  beforeAll(async () => {
    p = await start();
    ids = [];
    for (const part of ['火焰探测器', '循环泵', '液位变送器', '燃烧器滤芯', '安全阀']) ids.push(await handIn(p, part));
  });
  afterAll(() => p.t.close());

  test('交来 5 份协议，都待供应部定价，供应部有 5 件待办 [FS-4.2] [FS-4.3]', async () => {
    const page = await p.t.run(p.gu, (tx) => runReport(tx, AgreementsByBranch, { from: '2026-01-01', to: '2026-02-28' }));
    expect(page.totals).toMatchObject({ agreements: 5, unpriced: 5, priced: 0 });
    expect(page.proof).toMatchObject([{ left: 5, right: 5, ok: true }]);
    expect((await p.t.tasks(p.supply)).filter((task) => task.step === 'set_price')).toHaveLength(5);
  });

  test('未定价可以更换，不能开票 [FS-4.3] [AC-31] [CG-53]', async () => {
    for (const id of ids) await work(p, id);
    expect((await read(p, ids[0]!)).state).toBe('price_pending');
    await expect(invoice(p, ids[0]!)).rejects.toMatchObject({ code: 'replacement_agreement.not_ready', label: ['供应部尚未定价，不能开票；更换可以照常进行', expect.any(String)] });
  });

  test('供应部定了 3 份：计入应收，结算单之前仍不能开票 [AC-31] [SM-30]', async () => {
    p.t.at('2026-06-15T01:00:00Z');
    for (const id of ids.slice(0, 3)) await price(p, id);
    expect(await read(p, ids[0]!)).toMatchObject({ state: 'accrued', amount: 3_000_00, accrued_on: '2026-06-15' });
    expect(await balances(p)).toEqual([9_000_00, 0, 0]);
    await expect(invoice(p, ids[0]!)).rejects.toMatchObject({ label: ['尚未列入半年结算单，不能开票', expect.any(String)] });
  });

  test('6 月 30 日结算单：列入 3 份，点名 2 份未定价；签字印发 [FS-4.3] [AC-31]', async () => {
    const { id } = await statement(p);
    await expect(issue(p, id)).rejects.toThrow('settlement_statement.not_ready');
    p.t.at('2026-07-02T01:00:00Z');
    const written = await issue(p, id);
    expect(await p.t.read(SettlementStatement, id)).toMatchObject({ state: 'issued', lines: 3, unpriced: 2, left_out: 2, total: 9_000_00 });
    slip = await p.t.run(p.gu, (tx) => slipPage(tx, written.slips[0]!, '云岭'));
    expect(slip.table!.rows.map((r) => r.at(-1))).toEqual(['列入本期', '列入本期', '列入本期', '供应部未定价，转下期', '供应部未定价，转下期']);
    expect(slip.lines.slice(-2)).toMatchObject([{ value: '9,000.00 元' }, { label: ['大写', 'In words'], value: '人民币玖仟元整' }]);
    expect(slip.signatures.map((s) => s.name)).toEqual(['顾杨', '方华']);
    expect(slip.copies).toHaveLength(3);
    const { timeline } = await p.t.run(p.gu, (tx) => recordPage(tx, SettlementStatement, id));
    expect(timeline.map((entry) => entry.sentence)).toEqual([['顾杨更新半年结算单', '顾杨 updated half-year statement'], ['顾杨办理“签发”', '顾杨: Issue'], ['顾杨登记半年结算单', '顾杨 opened half-year statement']]);
    expect(timeline.at(-1)!.changes.find((change) => change.field === 'branch')!.after).toBe('华东服务部');
  });

  test('签发后冻结：之后定价的进入下期，本期单据与明细不变 [AC-31]', async () => {
    await price(p, ids[3]!);
    const board = (await p.t.run(p.gu, (tx) => runQuery(tx, HalfYearBoard, { closing: '2026-06-30' }))) as HalfYear;
    expect(board.branches[0]!.rows.map((r) => r.reason)).toEqual(['on_statement', 'on_statement', 'on_statement', 'unpriced', 'unpriced']);
    const next = (await p.t.run(p.gu, (tx) => runQuery(tx, HalfYearBoard, { closing: '2026-12-31' }))) as HalfYear;
    expect(next.branches[0]!.rows.map((r) => [r.part, r.reason])).toEqual([['燃烧器滤芯', 'on_statement'], ['安全阀', 'unpriced']]);
    const again = await p.t.run(p.gu, (tx) => slipPage(tx, slip.id, '云岭'));
    expect(again.table).toEqual(slip.table);
    await expect(p.t.step(ReplacementAgreementProcess, ids[0]!, 'correct_price', p.supply, { unit_price: 1_00, reason: '改价' })).rejects.toThrow('wrong_state');
    await expect(statement(p)).rejects.toThrow('settlement_statement.double');
  });

  test('开票、收款、红冲，账随之变动，报表两边相符 [SM-30]', async () => {
    await invoice(p, ids[0]!);
    await invoice(p, ids[1]!, 'FP-002');
    expect(await balances(p)).toEqual([3_000_00 + 3_000_00, 6_000_00, 0]);
    await p.t.step(ReplacementAgreementProcess, ids[0]!, 'pay', p.finance, { paid_on: '2026-07-02' });
    await p.t.step(ReplacementAgreementProcess, ids[1]!, 'cancel_invoice', p.finance, { reason: '抬头有误' });
    expect(await read(p, ids[1]!)).toMatchObject({ state: 'stated', invoice_no: null, invoiced_on: null });
    await p.t.step(ReplacementAgreementProcess, ids[0]!, 'cancel_payment', p.finance, { reason: '银行退回' });
    await p.t.step(ReplacementAgreementProcess, ids[0]!, 'cancel_invoice', p.finance, { reason: '抬头有误' });
    expect(await balances(p)).toEqual([12_000_00, 0, 0]);
    await invoice(p, ids[0]!, 'FP-003');
    await p.t.step(ReplacementAgreementProcess, ids[0]!, 'pay', p.finance, { paid_on: '2026-07-02' });
    const page = await report(p, '2026-07-02');
    expect(page.totals).toEqual({ accrued: 12_000_00, invoiced: 3_000_00, received: 3_000_00, outstanding: 9_000_00 });
    expect(page.proof.map((line) => line.ok)).toEqual([true, true]);
    const earlier = await report(p, '2026-06-30');
    expect(earlier.totals).toEqual({ accrued: 9_000_00, invoiced: 0, received: 0, outstanding: 9_000_00 });
    expect(earlier.proof.map((line) => line.ok)).toEqual([true, true]);
  });
});

describe('规矩与并发', () => {
  let p: Place;
  beforeAll(async () => { p = await start(); });
  afterAll(() => p.t.close());

  test('先定价后更换，更换时才计应收；更正价格先冲回再重计', async () => {
    const id = await handIn(p);
    await price(p, id);
    expect((await read(p, id)).state).toBe('priced');
    await expect(invoice(p, id)).rejects.toMatchObject({ label: ['更换尚未完成，不能开票', expect.any(String)] });
    expect(await balances(p)).toEqual([0, 0, 0]);
    await work(p, id);
    await expect(work(p, id)).rejects.toThrow('wrong_state');
    expect(await balances(p)).toEqual([3_000_00, 0, 0]);
    await p.t.step(ReplacementAgreementProcess, id, 'correct_price', p.supply, { unit_price: 1_200_00, reason: '含税价有误' });
    expect(await read(p, id)).toMatchObject({ state: 'accrued', amount: 2_400_00 });
    expect(await balances(p)).toEqual([2_400_00, 0, 0]);
  });

  test('两人同时定价，只有一个价，只计一次', async () => {
    const before = (await balances(p))[0]!;
    const id = await handIn(p, '循环泵');
    await work(p, id);
    const done = await Promise.allSettled([price(p, id, 700_00), price(p, id, 900_00)]);
    expect(done.map((d) => d.status).sort()).toEqual(['fulfilled', 'rejected']);
    const { amount } = await read(p, id);
    expect((await balances(p))[0]).toBe(before + amount!);
  });

  test('两人同时开同一个半年的结算单、同时签发，只有一张、只签发一次', async () => {
    p.t.at('2026-07-01T01:00:00Z');
    const made = await Promise.allSettled([statement(p), statement(p)]);
    expect(made.map((d) => d.status).sort()).toEqual(['fulfilled', 'rejected']);
    const [one] = await p.t.sql<{ id: string }>('select id from settlement_statement where tenant_id = $1', [p.t.tenantId]);
    const issued = await Promise.allSettled([issue(p, one!.id), issue(p, one!.id)]);
    expect(issued.map((d) => d.status).sort()).toEqual(['fulfilled', 'rejected']);
    const lines = await p.t.sql('select 1 from settlement_statement_line where tenant_id = $1 and statement = $2', [p.t.tenantId, one!.id]);
    expect(lines).toHaveLength(2);
    const invoiced = await p.t.sql<{ id: string }>(`select id from replacement_agreement where tenant_id = $1 and state = 'stated' order by number`, [p.t.tenantId]);
    const twice = await Promise.allSettled([invoice(p, invoiced[0]!.id, 'A'), invoice(p, invoiced[0]!.id, 'B')]);
    expect(twice.map((d) => d.status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('不是结算日、不是服务部、太早的结算单被拒绝；结算日可以改 [FS-4.3]', async () => {
    await expect(statement(p, '2026-07-30')).rejects.toThrow('settlement_statement.not_closing_day');
    await expect(statement(p, '2026-12-31')).rejects.toThrow('settlement_statement.too_early');
    await expect(p.t.create(SettlementStatement, p.finance, { branch: p.t.unit('FS'), closing_on: '2026-06-30' })).rejects.toThrow('settlement_statement.not_a_branch');
    await p.t.answer(FirstClosing, '2026-07-31', '2026-07-01');
    await expect(statement(p, '2026-07-31')).resolves.toMatchObject({ closing_on: '2026-07-31' });
  });

  test('没有可结算的不能签发；草稿可作废', async () => {
    const { id } = await p.t.create(SettlementStatement, p.finance, { branch: p.t.unit('FS-NC'), closing_on: '2026-07-31' });
    p.t.at('2026-08-03T01:00:00Z');
    const tian = await p.t.actor('branch_manager', 'FS-NC', '田野');
    await expect(issue({ ...p, gu: tian }, id)).rejects.toThrow('settlement_statement.not_ready');
    await p.t.step(SettlementStatementProcess, id, 'drop', p.finance, { reason: '本期没有协议' });
    await expect(p.t.create(StatementLine, p.finance, { statement: id, agreement: id, standing: 'on_statement' })).rejects.toMatchObject({ status: 422 });
  });

  test('日期与改动：将来的协议、定价后改数量、取消已更换的、收款早于开票', async () => {
    await expect(agree(p, '安全阀', '2026-09-01')).rejects.toThrow('replacement_agreement.future');
    const id = await handIn(p, '安全阀');
    await expect(work(p, id, '2026-01-09')).rejects.toThrow('replacement_agreement.work_day');
    await work(p, id);
    await expect(work(p, id)).rejects.toThrow('replacement_agreement.not_ready');
    await expect(p.t.step(ReplacementAgreementProcess, id, 'cancel', p.gu, { reason: '用户反悔' })).rejects.toThrow('replacement_agreement.not_ready');
    const [stated] = await p.t.sql<{ id: string }>(`select id from replacement_agreement where tenant_id = $1 and state = 'invoiced'`, [p.t.tenantId]);
    await expect(p.t.step(ReplacementAgreementProcess, stated!.id, 'pay', p.finance, { paid_on: '2026-06-30' })).rejects.toThrow('replacement_agreement.paid_day');
    await expect(price({ ...p, supply: p.gu }, id)).rejects.toThrow('not_allowed');
  });
});

test('半年结款是定期事项：有未结协议则等结算单，没有的自动完成 [FS-4.3] [CG-53]', async () => {
  const p = await start();
  const nc = await p.t.actor('branch_manager', 'FS-NC', '田野');
  const id = await handIn(p);
  await work(p, id);
  p.t.at('2026-06-20T01:00:00Z');
  await price(p, id);
  await p.t.tick();
  const duties = (who: Actor): Promise<DutyRow[]> => p.t.run(who, (tx) => dutyRows(tx, '2026-06-01', '2026-07-31'));
  expect((await duties(p.gu)).map((d) => [d.day, d.state])).toEqual([['2026-06-30', 'open']]);
  p.t.at('2026-06-30T02:00:00Z');
  await p.t.tick();
  expect((await duties(p.gu))[0]!.state).toBe('open');
  expect((await duties(nc))[0]!.state).toBe('done');
  await issue(p, (await statement(p)).id);
  await p.t.tick();
  expect((await duties(p.gu))[0]).toMatchObject({ state: 'done', statements: ['FS-4.3'] });
  await p.t.close();
});
