/** The contract ledger on PostgreSQL: the counts of the source, a status that breaks them, the past as it was, and what is refused. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ReportPage } from '../../../kernel/api.ts';
import { editRecord } from '../../../kernel/register/write.ts';
import { listPage } from '../../../kernel/register/list.ts';
import { runReport } from '../../../kernel/report/run.ts';
import { ContractLedgerStatus, ContractStatusChange, SalesContract, SalesContractProcess } from './index.ts';
import { ContractFulfilment } from './reports.ts';
import { sell, sell147, startOffice, type Office } from './testing-contracts.ts';

const report = (o: Office, as_of: string, more: object = {}): Promise<ReportPage> => o.t.run(o.manager, (tx) => runReport(tx, ContractFulfilment, { as_of, ...more }));
const changeStatus = (o: Office, id: string, ledger_status: string, status_from: string | null = null) =>
  o.t.step(SalesContractProcess, id, 'set_ledger_status', o.dispatcher, { ledger_status, status_from, reason: '挂账通知' });
async function behind(o: Office, page: ReportPage, column: string): Promise<{ register: string; total: number }> {
  const link = page.links.at(-1)![column]!;
  const of = { sales_contract: SalesContract, contract_status_change: ContractStatusChange }[link.register]!;
  return { register: link.register, total: (await o.t.run(o.manager, (tx) => listPage(tx, of, { filter: link.filter, page: 1, size: 20 }))).total };
}

describe('147 份合同', () => {
  let o: Office;
  beforeAll(async () => {
    o = await startOffice();
    await sell147(o);
  }, 120_000);
  afterAll(() => o.t.close());

  test('已挂 108、不挂 3、未挂 36，已发 137、未发 10，两种合计都是 147 [FS-5.2] [FS-5.3] [AC-27]', async () => {
    const page = await report(o, '2026-02-27');
    expect(page.totals).toMatchObject({ contracts: 147, entered: 108, not_to_enter: 3, not_entered: 36, shipped: 137, not_shipped: 10 });
    expect(page.proof.map(({ left, right, ok }) => [left, right, ok])).toEqual([[147, 147, true], [147, 147, true]]);
    expect(page.rows).toHaveLength(6);
  });

  test('当年销售逐份检查：每份合同都在三类之一、已发未发之一，一份不漏、一份不重；新签的随即列入，改期的随之移动 [FS-5.1]', async () => {
    const page = await report(o, '2026-02-27', { signed_from: '2026-01-01' });
    const listed = async (column: string) => o.t.run(o.manager, async (tx) =>
      (await listPage(tx, SalesContract, { filter: page.links.at(-1)![column]!.filter, page: 1, size: 200 })).rows.map((r) => String(r['contract_no'])));
    const all = (await o.t.sql<{ contract_no: string }>('select contract_no from sales_contract where tenant_id = $1 order by contract_no', [o.t.tenantId])).map((r) => r.contract_no);
    expect(all).toHaveLength(147);
    for (const ways of [['entered', 'not_to_enter', 'not_entered'], ['shipped', 'not_shipped']]) {
      const found: string[] = [];
      for (const column of ways) found.push(...await listed(column));
      expect(found.sort()).toEqual(all);
    }
    const fresh = await sell(o, 900, { signed_on: '2026-02-20' });
    expect((await report(o, '2026-02-27')).totals).toMatchObject({ contracts: 148, not_entered: 37, not_shipped: 11 });
    expect((await report(o, '2026-02-19')).totals.contracts).toBe(147);
    await o.t.run(o.t.system, (tx) => tx.query('update sales_contract set archived_at = now() where tenant_id = $1 and id = $2', [tx.tenantId, fresh.id]));
    expect((await report(o, '2026-02-27')).totals.contracts).toBe(147);
  });

  test('每个数字点开就是那些合同', async () => {
    const page = await report(o, '2026-02-27');
    for (const [column, total] of [['contracts', 147], ['entered', 108], ['not_to_enter', 3], ['not_entered', 36], ['shipped', 137], ['not_shipped', 10]] as const) {
      expect([column, await behind(o, page, column)]).toEqual([column, { register: 'sales_contract', total }]);
    }
  });

  test('前一天还没有发货；只看某日起签订的合同', async () => {
    expect((await report(o, '2026-02-26')).totals).toMatchObject({ contracts: 147, shipped: 0, not_shipped: 147 });
    const late = await report(o, '2026-02-27', { signed_from: '2026-01-20' });
    expect(late.totals.contracts).toBeLessThan(147);
    expect(await behind(o, late, 'contracts')).toEqual({ register: 'sales_contract', total: late.totals.contracts });
  });

  test('区域经理只看到自己服务部的合同', async () => {
    const han = await o.t.actor('branch_manager', 'FS-NE', '韩雪');
    const page = await o.t.run(han, (tx) => runReport(tx, ContractFulfilment, { as_of: '2026-02-27' }));
    expect(page.rows).toHaveLength(1);
    expect(page.totals.contracts).toBe(24);
    expect(page.proof.every((p) => p.ok)).toBe(true);
  });

  test('改成不属于三类的状态：核对不符，并点名这份合同 [AC-27] [CG-51]', async () => {
    const unknown = await o.t.create(ContractLedgerStatus, o.manager, { code: 'checking', name: '待核', list_order: 9, unit_id: o.t.unit('FS') });
    const [one] = await o.t.sql<{ id: string; number: string }>(`select id, number from sales_contract where tenant_id = $1 and contract_no = 'HT-2026-007'`, [o.t.tenantId]);
    await changeStatus(o, one!.id, unknown.id, '2026-02-27');
    const broken = await report(o, '2026-02-27');
    expect(broken.proof[0]).toMatchObject({ left: 146, right: 147, ok: false });
    expect(broken.proof[0]!.label).toEqual([expect.stringContaining(`${one!.number}“待核”`), expect.stringContaining(one!.number)]);
    expect(broken.proof[1]).toMatchObject({ ok: true });
    // The vocabulary is data: once somebody says what the word counts as, the sum is right again.
    await o.t.run(o.manager, (tx) => editRecord(tx, ContractLedgerStatus, unknown.id, unknown.version, { counts_as: 'not_entered' }, '定为未挂账'));
    const mended = await report(o, '2026-02-27');
    expect(mended.totals).toMatchObject({ entered: 107, not_entered: 37 });
    expect(mended.proof[0]).toMatchObject({ left: 147, right: 147, ok: true });
    expect((await report(o, '2026-02-26')).totals).toMatchObject({ entered: 108, not_entered: 36 });
  });
});

describe('一份合同', () => {
  let o: Office;
  beforeAll(async () => { o = await startOffice(); });
  afterAll(() => o.t.close());

  test('挂账后，当时的数仍然数得出来，点开的是当时的状态 [FS-5.2]', async () => {
    const { id } = await sell(o, 1, { signed_on: '2026-01-05' });
    await changeStatus(o, id, o.statuses.entered, '2026-02-20');
    expect(await o.t.read(SalesContract, id)).toMatchObject({ ledger_status: o.statuses.entered });
    const [before, after] = [await report(o, '2026-02-19'), await report(o, '2026-02-20')];
    expect([before.totals.not_entered, before.totals.entered]).toEqual([1, 0]);
    expect([after.totals.not_entered, after.totals.entered]).toEqual([0, 1]);
    expect(await behind(o, before, 'not_entered')).toEqual({ register: 'contract_status_change', total: 1 });
    expect(await behind(o, after, 'entered')).toEqual({ register: 'sales_contract', total: 1 });
  });

  test('同一状态、不按先后、在将来的变动被拒绝', async () => {
    const { id } = await sell(o, 2);
    await expect(changeStatus(o, id, o.statuses.pending)).rejects.toThrow('sales_contract.same_status');
    await expect(changeStatus(o, id, o.statuses.entered, '2026-01-10')).rejects.toThrow('sales_contract.status_order');
    await expect(changeStatus(o, id, o.statuses.entered, '2026-03-01')).rejects.toThrow('sales_contract.status_future');
  });

  test('两人同时改挂账状态，只有一人成功', async () => {
    const { id } = await sell(o, 3);
    const done = await Promise.allSettled([changeStatus(o, id, o.statuses.entered), changeStatus(o, id, o.statuses.not_to_enter)]);
    expect(done.map((d) => d.status).sort()).toEqual(['fulfilled', 'rejected']);
    const open = await o.t.sql('select 1 from contract_status_change where tenant_id = $1 and contract = $2 and valid_to is null', [o.t.tenantId, id]);
    expect(open).toHaveLength(1);
  });

  test('日期不可能的、编号重复的合同被拒绝', async () => {
    await sell(o, 4);
    await expect(sell(o, 4)).rejects.toMatchObject({ code: 'sales_contract.double' });
    await expect(sell(o, 5, { signed_on: '2026-03-01' })).rejects.toThrow('sales_contract.future');
    await expect(sell(o, 6, { signed_on: '2026-02-10', shipped_on: '2026-02-09' })).rejects.toThrow('sales_contract.shipped_before_signed');
  });

  test('挂账状态与签订日期只能按步骤改', async () => {
    const row = await sell(o, 7);
    const edit = (values: object) => o.t.run(o.dispatcher, (tx) => editRecord(tx, SalesContract, row.id, row.version, values, '更正'));
    await expect(edit({ ledger_status: o.statuses.entered })).rejects.toThrow('sales_contract.status_by_step');
    await expect(edit({ signed_on: '2026-01-09' })).rejects.toThrow('sales_contract.signed_by_step');
    await edit({ remark: '客户要求分两批发货' });
    await changeStatus(o, row.id, o.statuses.entered, '2026-02-01');
    await expect(o.t.step(SalesContractProcess, row.id, 'correct_signing', o.dispatcher, { signed_on: '2026-02-01', reason: '抄错' })).rejects.toThrow('sales_contract.signed_after_change');
    await o.t.step(SalesContractProcess, row.id, 'correct_signing', o.dispatcher, { signed_on: '2026-01-03', reason: '抄错' });
    const [first] = await o.t.sql<{ valid_from: string; signed_on: string }>('select valid_from, signed_on from contract_status_change where tenant_id = $1 and contract = $2 order by valid_from', [o.t.tenantId, row.id]);
    expect(first).toEqual({ valid_from: '2026-01-03', signed_on: '2026-01-03' });
  });

  test('发货登记一次；解除的合同自当天起不计，已发货的不能解除 [FS-5.3]', async () => {
    const shipped = await sell(o, 8);
    await o.t.step(SalesContractProcess, shipped.id, 'record_shipment', o.dispatcher, { shipped_on: '2026-02-27' });
    await expect(o.t.step(SalesContractProcess, shipped.id, 'record_shipment', o.dispatcher, { shipped_on: '2026-02-28' })).rejects.toThrow('sales_contract.not_ready');
    await expect(o.t.step(SalesContractProcess, shipped.id, 'cancel', o.manager, { reason: '客户撤单' })).rejects.toThrow('sales_contract.not_ready');
    const dropped = await sell(o, 9);
    const before = (await report(o, '2026-02-28')).totals.contracts!;
    await o.t.step(SalesContractProcess, dropped.id, 'cancel', o.manager, { reason: '客户撤单' });
    expect((await report(o, '2026-02-28')).totals.contracts).toBe(before - 1);
    expect((await report(o, '2026-02-27')).totals.contracts).toBe(before);
    expect((await report(o, '2026-02-28')).proof.every((p) => p.ok)).toBe(true);
  });

  test('不是管账的人不能改挂账状态', async () => {
    const { id } = await sell(o, 10);
    const technician = await o.t.actor('technician', 'FS-NE', '关振国');
    await expect(o.t.step(SalesContractProcess, id, 'set_ledger_status', technician, { ledger_status: o.statuses.entered })).rejects.toThrow('not_allowed');
    await expect(o.t.create(ContractStatusChange, o.dispatcher, { contract: id, status: o.statuses.entered, valid_from: '2026-02-01', signed_on: '2026-01-10' })).rejects.toMatchObject({ status: 422 });
  });
});
