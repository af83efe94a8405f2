/** Budget and expenses on a real database: quota, claims, the budget against actual, typed totals, two people at once. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { closePeriod } from '../../../kernel/index.ts';
import type { Filter } from '../../../kernel/api.ts';
import { listPage } from '../../../kernel/register/list.ts';
import { runQuery, runReport } from '../../../kernel/report/run.ts';
import { Budget, BudgetCategory, BudgetCommitment, BudgetCommitmentProcess, budgetFigures, BudgetMonth, BudgetMonthProcess, BudgetQuota, BudgetQuotaLine, BudgetQuotaProcess, BudgetTransfer, BudgetTransferProcess, FundPayment, FundUse, FundUseProcess, type Makeup } from '../budgets/index.ts';
import { BudgetAgainstActual, CostStatement, CostStatementProcess, ExpenseClaim, ExpenseClaimProcess, ExpensesByBranch } from './index.ts';
import { FinanceFile } from './finance-file.ts';
import { FinanceHandOver, FinanceHandOverProcess } from './finance-handover.ts';
import { BudgetBoardQuery, BudgetMakeupQuery, CostTotalCheck, type BudgetBoard, type TotalCheck } from './reports.ts';
import { adoptQuota, booked, CATEGORIES, claim, startMoney, type Money } from './testing-money.ts';

let m: Money;
const ITEMS = '车辆费 29,836\n差旅费 17,443\n通讯费 9,717\n业务费 6,660\n办公费 1,789.5\n其他 2,488.5';
const SPAN = { from: '2026-01-01', to: '2026-02-20' };
const figure = async (code: string, from = '2026-02-01', to = '2026-02-28') => (await m.t.run(m.finance, (tx) => budgetFigures(tx, { from, to, basis: 'whole_months', centre: null, units: null }))).categories.find((c) => c.code === code)!;
const post = (id: string) => m.t.step(ExpenseClaimProcess, id, 'post', m.finance, {});
const approve = (id: string) => m.t.step(ExpenseClaimProcess, id, 'approve', m.branch, {});

describe('月度额度', () => {
  beforeAll(async () => { m = await startMoney(); });
  afterAll(() => m.t.close());

  test('各科目合计不等于总额则不得生效，相符后生效且不再修改；后续版本另立 [FS-3.1] [AC-24]', async () => {
    const { id } = await m.t.create(BudgetQuota, m.finance, { effective_from: '2026-01-01', total: 10_000_000, basis: '预算' });
    const lines: string[] = [];
    for (const [code, , yuan] of CATEGORIES.slice(0, 6)) lines.push((await m.t.create(BudgetQuotaLine, m.finance, { quota: id, category: m.category[code], amount: yuan * 100 })).id);
    await expect(m.t.step(BudgetQuotaProcess, id, 'adopt', m.finance, {})).rejects.toMatchObject({ label: [expect.stringContaining('合计 90,000.00 元，与总额 100,000.00 元相差 10,000.00 元'), expect.anything()] });
    await m.t.create(BudgetQuotaLine, m.finance, { quota: id, category: m.category.OTHER, amount: 1_000_000 });
    await m.t.step(BudgetQuotaProcess, id, 'adopt', m.finance, {});
    const later = await m.t.create(BudgetQuota, m.finance, { effective_from: '2026-01-01', total: 100, basis: '再来一次' });
    await expect(m.t.create(BudgetQuotaLine, m.finance, { quota: id, category: m.category.OTHER, amount: 1 })).rejects.toThrow('budget_quota.in_force');
    await m.t.create(BudgetQuotaLine, m.finance, { quota: later.id, category: m.category.OTHER, amount: 100 });
    await expect(m.t.step(BudgetQuotaProcess, later.id, 'adopt', m.finance, {})).rejects.toThrow('budget_quota.same_month');
    await expect(m.t.create(BudgetQuota, m.finance, { effective_from: '2026-03-15', total: 100, basis: '月中' })).rejects.toThrow('budget_quota.first');
    expect(await figure('VEH')).toMatchObject({ quota: 2_400_000 });
  });

  test('同月的两份草稿同时生效，只成一份，另一份仍是草稿 [FS-3.1]', async () => {
    const drafts: string[] = [];
    for (const basis of ['甲', '乙']) {
      const { id } = await m.t.create(BudgetQuota, m.finance, { effective_from: '2026-06-01', total: 500_000, basis });
      await m.t.create(BudgetQuotaLine, m.finance, { quota: id, category: m.category.VEH, amount: 500_000 });
      drafts.push(id);
    }
    const both = await Promise.allSettled(drafts.map((id) => m.t.step(BudgetQuotaProcess, id, 'adopt', m.finance, {})));
    expect(both.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(both.find((r) => r.status === 'rejected')).toMatchObject({ reason: { code: 'budget_quota.same_month' } });
    const states = await m.t.sql<{ state: string }>('select state from budget_quota where tenant_id = $1 and id = any($2) order by state', [m.t.tenantId, drafts]);
    expect(states.map((s) => s.state)).toEqual(['draft', 'in_force']);
    expect(await figure('VEH', '2026-06-01', '2026-06-30')).toMatchObject({ quota: 500_000 });
  });
});

describe('报销', () => {
  beforeEach(async () => { m = await startMoney(); await adoptQuota(m); });
  afterEach(() => m.t.close());

  test('提交、批准即占额度、财务记账，报销单打印 [FS-3.2]', async () => {
    const id = await claim(m, 'VEH', 1_200);
    expect(await figure('VEH')).toMatchObject({ spent: 0, committed: 0 });
    await approve(id);
    expect(await figure('VEH')).toMatchObject({ spent: 0, committed: 120_000 });
    const written = await post(id);
    const [slip] = await m.t.sql<{ content: string }>('select content::text as content from slip where tenant_id = $1 and record_id = $2', [m.t.tenantId, id]);
    expect(written.slips.length).toBe(1);
    expect(slip!.content).toContain('人民币壹仟贰佰元整');
    expect(await figure('VEH')).toMatchObject({ spent: 120_000, committed: 0 });
    expect(await m.t.read(ExpenseClaim, id)).toMatchObject({ state: 'posted', booked_on: '2026-02-10' });
    await expect(post(id)).rejects.toThrow('wrong_state');
  });

  test('同一发票不得再报；撤回之后可以重报', async () => {
    const first = { category: m.category.VEH, amount: 100, cost_on: '2026-02-10', purpose: '过路费', invoice_no: 'SAME' };
    const { id } = await m.t.create(ExpenseClaim, m.technician, first);
    await expect(m.t.create(ExpenseClaim, m.branch, { ...first, amount: 200 })).rejects.toThrow('expense_claim.duplicate');
    await m.t.step(ExpenseClaimProcess, id, 'withdraw', m.technician, { reason: '填错' });
    await m.t.create(ExpenseClaim, m.branch, first);
  });

  test('没有票据、费用在将来、不是本人，均不得提交', async () => {
    const { id } = await m.t.create(ExpenseClaim, m.technician, { category: m.category.VEH, amount: 100, cost_on: '2026-02-10', purpose: '停车' });
    await expect(m.t.step(ExpenseClaimProcess, id, 'submit', m.technician, {})).rejects.toMatchObject({ label: [expect.stringContaining('请附票据'), expect.anything()] });
    await expect(m.t.create(ExpenseClaim, m.technician, { category: m.category.VEH, amount: 100, cost_on: '2026-02-21', purpose: '停车' })).rejects.toThrow('expense_claim.future');
    const other = await m.t.create(ExpenseClaim, m.technician, { category: m.category.VEH, amount: 100, cost_on: '2026-02-10', purpose: '停车', invoice_no: 'X1' });
    await expect(m.t.step(ExpenseClaimProcess, other.id, 'submit', m.branch, {})).rejects.toThrow('expense_claim.not_yours');
  });

  test('不得审批、记账自己的报销；区域经理不得记账 [FS-3.2]', async () => {
    const own = await m.t.create(ExpenseClaim, m.branch, { category: m.category.VEH, amount: 100, cost_on: '2026-02-10', purpose: '停车', invoice_no: 'B1' });
    await m.t.step(ExpenseClaimProcess, own.id, 'submit', m.branch, {});
    await expect(approve(own.id)).rejects.toThrow('expense_claim.own');
    await m.t.step(ExpenseClaimProcess, own.id, 'approve', m.manager, {});
    await expect(m.t.step(ExpenseClaimProcess, own.id, 'post', m.branch, {})).rejects.toThrow('not_allowed');
    const clerk = await m.t.create(ExpenseClaim, m.finance, { category: m.category.OFFICE, amount: 100, cost_on: '2026-02-10', purpose: '纸张', invoice_no: 'F1', unit_id: m.t.unit('FS') });
    await m.t.step(ExpenseClaimProcess, clerk.id, 'submit', m.finance, {});
    await m.t.step(ExpenseClaimProcess, clerk.id, 'approve', m.manager, {});
    await expect(post(clerk.id)).rejects.toThrow('expense_claim.own');
  });

  test('退回释放已占额度，改后再批重新占用；提交后不得修改', async () => {
    const id = await claim(m, 'VEH', 500);
    await approve(id);
    await m.t.step(ExpenseClaimProcess, id, 'send_back', m.finance, { reason: '票据不清' });
    expect(await figure('VEH')).toMatchObject({ committed: 0 });
    await m.t.step(ExpenseClaimProcess, id, 'submit', m.technician, {});
    await approve(id);
    expect(await figure('VEH')).toMatchObject({ committed: 50_000 });
    await post(id);
    expect(await figure('VEH')).toMatchObject({ spent: 50_000, committed: 0 });
  });

  test('记账后冲销，额度回到原处，账面两边相等', async () => {
    const id = await booked(m, 'VEH', 300);
    await m.t.step(ExpenseClaimProcess, id, 'reverse', m.finance, { reason: '重复付款' });
    expect(await figure('VEH')).toMatchObject({ spent: 0, committed: 0 });
    const page = await m.t.run(m.finance, (tx) => runReport(tx, BudgetAgainstActual, { ...SPAN, basis: 'whole_months' }));
    expect(page.proof.every((p) => p.ok)).toBe(true);
  });

  test('超出额度：不得超支的拒绝，报批的待中心经理，提醒的放行 [FS-3.2]', async () => {
    const refused = await claim(m, 'COMM', 6_000.01);
    await expect(approve(refused)).rejects.toThrow('budget.blocked');
    const passed = await claim(m, 'TRAVEL', 13_001);
    expect((await approve(passed)).state).toBe('approved');
    const over = await claim(m, 'VEH', 24_001);
    expect((await approve(over)).state).toBe('escalated');
    expect(await figure('VEH')).toMatchObject({ committed: 0 });
    await expect(m.t.step(ExpenseClaimProcess, over, 'approve_over', m.branch, { over_reason: '急' })).rejects.toThrow('not_allowed');
    await m.t.step(ExpenseClaimProcess, over, 'approve_over', m.manager, { over_reason: '冬季抢修' });
    await post(over);
    expect(await figure('VEH')).toMatchObject({ spent: 2_400_100, variance: 100 });
  });

  test('两人同时占用最后的额度，只有一人成功 [FS-3.2]', async () => {
    const pair = [await claim(m, 'BIZ', 3_000), await claim(m, 'BIZ', 3_000)];
    const results = await Promise.allSettled(pair.map(approve));
    expect(results.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await figure('BIZ')).toMatchObject({ committed: 300_000 });
  });

  test('两人同时记账同一单，只记一次', async () => {
    const id = await claim(m, 'BIZ', 100);
    await approve(id);
    const results = await Promise.allSettled([post(id), post(id)]);
    expect(results.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await figure('BIZ')).toMatchObject({ spent: 10_000, committed: 0 });
  });
});

describe('承诺、调剂、结账', () => {
  beforeEach(async () => { m = await startMoney(); await adoptQuota(m); });
  afterEach(() => m.t.close());

  const commitment = (code: keyof Money['category'], yuan: number) => m.t.create(BudgetCommitment, m.dispatcher, { category: m.category[code], purpose: '宿舍租金', amount: yuan * 100, cost_on: '2026-02-15' });

  test('报销从承诺中列支，不重复占额；超出余额与科目不符均拒绝；了结释放余额 [FS-3.2]', async () => {
    const { id } = await commitment('OTHER', 1_000);
    await m.t.step(BudgetCommitmentProcess, id, 'approve', m.manager, {});
    await booked(m, 'OTHER', 600, '2026-02-10', { commitment: id });
    expect(await figure('OTHER')).toMatchObject({ spent: 60_000, committed: 40_000 });
    await expect(approve(await claim(m, 'OTHER', 500, '2026-02-10', { commitment: id }))).rejects.toThrow('budget_commitment.short');
    await expect(approve(await claim(m, 'VEH', 100, '2026-02-10', { commitment: id }))).rejects.toThrow('expense_claim.other_category');
    await m.t.step(BudgetCommitmentProcess, id, 'settle', m.finance, {});
    expect(await figure('OTHER')).toMatchObject({ spent: 60_000, committed: 0 });
  });

  test('不得批准自己的承诺；不得超支的科目拒绝；报批的须中心经理写明理由', async () => {
    const own = await m.t.create(BudgetCommitment, m.manager, { category: m.category.OTHER, purpose: '租车', amount: 100, cost_on: '2026-02-15' });
    await expect(m.t.step(BudgetCommitmentProcess, own.id, 'approve', m.manager, {})).rejects.toThrow('budget_commitment.own');
    await expect(m.t.step(BudgetCommitmentProcess, (await commitment('COMM', 7_000)).id, 'approve', m.finance, {})).rejects.toThrow('budget.blocked');
    const over = await commitment('OTHER', 10_001);
    expect((await m.t.step(BudgetCommitmentProcess, over.id, 'approve', m.finance, {})).state).toBe('escalated');
    await m.t.step(BudgetCommitmentProcess, over.id, 'approve_over', m.manager, { reason: '已签合同' });
    expect(await figure('OTHER')).toMatchObject({ committed: 1_000_100 });
  });

  test('科目间调剂须他人批准，不超过余额，可撤回 [FS-3.2]', async () => {
    const ask = { month: '2026-02', from_category: m.category.OTHER, to_category: m.category.COMM, amount: 100_000, reason: '换号段' };
    const own = await m.t.create(BudgetTransfer, m.manager, ask);
    await expect(m.t.step(BudgetTransferProcess, own.id, 'approve', m.manager, {})).rejects.toThrow('budget_transfer.own');
    const { id } = await m.t.create(BudgetTransfer, m.finance, { ...ask, unit_id: m.t.unit('FS') });
    await m.t.step(BudgetTransferProcess, id, 'approve', m.manager, {});
    expect([(await figure('OTHER')).quota, (await figure('COMM')).quota]).toEqual([900_000, 700_000]);
    expect((await approve(await claim(m, 'COMM', 6_500))).state).toBe('approved');
    const tooMuch = await m.t.create(BudgetTransfer, m.dispatcher, { ...ask, amount: 900_001 });
    await expect(m.t.step(BudgetTransferProcess, tooMuch.id, 'approve', m.manager, {})).rejects.toThrow('budget_transfer.short');
    await m.t.step(BudgetTransferProcess, id, 'take_back', m.manager, { why: '不需要了' });
    expect([(await figure('OTHER')).quota, (await figure('COMM')).quota]).toEqual([1_000_000, 600_000]);
    await expect(m.t.create(BudgetTransfer, m.dispatcher, { ...ask, month: '2026-13' })).rejects.toThrow('budget_transfer.month');
    await expect(m.t.create(BudgetTransfer, m.dispatcher, { ...ask, to_category: ask.from_category })).rejects.toThrow('budget_transfer.same');
  });

  test('月结：当月未完、前月未结不得结；结后补来的费用记入入账当月 [FS-3.2]', async () => {
    await booked(m, 'VEH', 100, '2026-01-10');
    const january = await m.t.create(BudgetMonth, m.finance, { centre: m.t.unit('FS'), month: '2026-01' });
    const february = await m.t.create(BudgetMonth, m.finance, { centre: m.t.unit('FS'), month: '2026-02' });
    await expect(m.t.create(BudgetMonth, m.finance, { centre: m.t.unit('FS'), month: '一月' })).rejects.toThrow('budget_month.month');
    await expect(m.t.step(BudgetMonthProcess, february.id, 'close', m.finance, {})).rejects.toMatchObject({ label: [expect.stringContaining('尚未结束'), expect.anything()] });
    m.t.at('2026-03-02T02:00:00Z');
    await expect(m.t.step(BudgetMonthProcess, february.id, 'close', m.finance, {})).rejects.toMatchObject({ label: [expect.stringContaining('请先结 2026-01'), expect.anything()] });
    await m.t.step(BudgetMonthProcess, january.id, 'close', m.finance, {});
    expect(await m.t.read(BudgetMonth, january.id)).toMatchObject({ state: 'closed', spent: 10_000 });
    const late = await booked(m, 'VEH', 50, '2026-01-20');
    expect((await m.t.read(ExpenseClaim, late)).booked_on).toBe('2026-03-02');
    expect((await figure('VEH', '2026-01-01', '2026-01-31')).spent).toBe(10_000);
    await expect(m.t.create(BudgetTransfer, m.dispatcher, { month: '2026-01', from_category: m.category.OTHER, to_category: m.category.COMM, amount: 1, reason: '补' })).rejects.toThrow('budget_transfer.closed');
    await expect(m.t.run(m.finance, (tx) => closePeriod(tx, Budget, '2026-01'))).rejects.toThrow();
  });
});

describe('移交财务', () => {
  beforeAll(async () => { m = await startMoney(); await adoptQuota(m); });
  afterAll(() => m.t.close());

  test('已结账的月份才能移交；文件逐张核对账上支出，财务签名签收并出两联单；退回后重交；移交人不能自己签收；两人同时签收只成一次 [LOG-4.5]', async () => {
    await booked(m, 'VEH', 100, '2026-02-10');
    const paid = await booked(m, 'OTHER', 40, '2026-02-11');
    const month = await m.t.create(BudgetMonth, m.manager, { centre: m.t.unit('FS'), month: '2026-02' });
    await expect(m.t.create(FinanceHandOver, m.manager, { budget_month: month.id })).rejects.toMatchObject({ code: 'finance_handover.not_ready' });
    m.t.at('2026-03-02T02:00:00Z');
    await m.t.step(BudgetMonthProcess, month.id, 'close', m.manager, {});
    await expect(m.t.create(FinanceHandOver, await m.t.actor('centre_manager', 'LC'), { budget_month: month.id })).rejects.toThrow('not_allowed');
    const given = await m.t.create(FinanceHandOver, m.manager, { budget_month: month.id });
    expect(given).toMatchObject({ centre: m.t.unit('FS'), month: '2026-02', documents: 2, total: 14_000, unit_id: m.t.unit('FS') });
    await expect(m.t.create(FinanceHandOver, m.manager, { budget_month: month.id })).rejects.toThrow();
    const sign = [m.t.sign('finance', m.finance)];
    await expect(m.t.step(FinanceHandOverProcess, given.id, 'receive', m.finance, {})).rejects.toThrow();
    await expect(m.t.step(FinanceHandOverProcess, given.id, 'receive', m.manager, {}, sign)).rejects.toThrow('not_allowed');
    await m.t.step(FinanceHandOverProcess, given.id, 'send_back', m.finance, { why: '缺发票' });
    await m.t.step(FinanceHandOverProcess, given.id, 'hand_again', m.manager, { note: '已补' });
    const both = await Promise.allSettled([0, 1].map(() => m.t.step(FinanceHandOverProcess, given.id, 'receive', m.finance, {}, sign)));
    expect(both.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await m.t.read(FinanceHandOver, given.id)).toMatchObject({ state: 'received', received_on: '2026-03-02' });
    const signatures = await m.t.sql<{ signer_name: string }>('select signer_name from signature where tenant_id = $1 and record_id = $2', [m.t.tenantId, given.id]);
    expect(signatures.map((s) => s.signer_name)).toEqual([m.finance.name]);
    const [slip] = await m.t.sql<{ content: { lines: { value: unknown }[]; table: { rows: string[][] } } }>(`select content from slip where tenant_id = $1 and record_id = $2`, [m.t.tenantId, given.id]);
    expect([slip!.content.table.rows.filter((r) => r[1] !== '0'), slip!.content.lines[4]!.value]).toEqual([[['车辆', '1', '100.00'], ['其他', '1', '40.00']], '¥140.00']);
    expect((await m.t.read(ExpenseClaim, paid)).booked_on).toBe('2026-02-11');
  });

  test('移交人兼任财务也不能签收；移交后文件变了，财务不签 [LOG-4.5]', async () => {
    await booked(m, 'VEH', 60, '2026-03-01');
    m.t.at('2026-04-02T02:00:00Z');
    const month = await m.t.create(BudgetMonth, m.manager, { centre: m.t.unit('FS'), month: '2026-03' });
    await m.t.step(BudgetMonthProcess, month.id, 'close', m.manager, {});
    const given = await m.t.create(FinanceHandOver, m.manager, { budget_month: month.id });
    const both = await m.t.actor('finance', 'FS', '兼职财务');
    await m.t.run(m.t.system, (tx) => tx.query('update finance_handover set created_by = $3 where tenant_id = $1 and id = $2', [m.t.tenantId, given.id, both.id]));
    await expect(m.t.step(FinanceHandOverProcess, given.id, 'receive', both, {}, [m.t.sign('finance', both)])).rejects.toMatchObject({ code: 'finance_handover.own' });
    await m.t.run(m.t.system, (tx) => tx.query(`update expense_claim set invoice_no = 'CHANGED' where tenant_id = $1 and booked_on = '2026-03-01'`, [m.t.tenantId]));
    await expect(m.t.step(FinanceHandOverProcess, given.id, 'receive', m.finance, {}, [m.t.sign('finance', m.finance)])).rejects.toMatchObject({ code: 'finance_handover.changed' });
  });
});

describe('一、二月实际 [AC-24]', () => {
  beforeAll(async () => { m = await startMoney(); await adoptQuota(m); });
  afterAll(() => m.t.close());

  const statement = () => m.t.create(CostStatement, m.dispatcher, { source: '2 月工作汇报', cost_on: '2026-02-20', items: ITEMS });

  test('填报总额 94,445：指出相差 26,511.00 与缺少的科目，拒绝且不保存；去掉总额可记账 [FS-3.3] [AC-24]', async () => {
    const { id } = await statement();
    await expect(m.t.step(CostStatementProcess, id, 'post', m.finance, { original_total: 9_444_500 })).rejects.toMatchObject({ code: 'cost_statement.total', label: [expect.stringContaining('相差 26,511.00 元，请补充未列科目：材料及工程安装'), expect.anything()] });
    const traces = await m.t.sql(`select 1 from history where tenant_id = $1 and record_id = $2 and row_to_json(history)::text like '%9444500%'`, [m.t.tenantId, id]);
    expect(traces).toEqual([]);
    await m.t.step(CostStatementProcess, id, 'post', m.finance, {});
    expect(await m.t.read(CostStatement, id)).toMatchObject({ state: 'posted', computed: 6_793_400 });
    const claims = await m.t.sql<{ amount: number }>(`select amount from expense_claim where tenant_id = $1 and statement = $2 and state = 'posted' order by amount desc`, [m.t.tenantId, id]);
    expect(claims.map((c) => c.amount)).toEqual([2_983_600, 1_744_300, 971_700, 666_000, 248_850, 178_950]);
  });

  test.each([
    ['one_month', '1 个月', [-4_000_000, 583_600, 444_300, 371_700, 166_000, -21_050, -751_150], ['0.0', '124.3', '134.2', '162.0', '133.2', '89.5', '24.9']],
    ['whole_months', '2 个月', [-8_000_000, -1_816_400, -855_700, -228_300, -334_000, -221_050, -1_751_150], ['0.0', '62.2', '67.1', '81.0', '66.6', '44.7', '12.4']],
  ] as const)('%s：写明 %s，各科目差额与执行率 [FS-3.1] [FS-3.3] [AC-24]', async (basis, months, variances, percents) => {
    const page = await m.t.run(m.finance, (tx) => runReport(tx, BudgetAgainstActual, { ...SPAN, basis }));
    expect(page.totals['spent']).toBe(6_793_400);
    expect(page.rows[0]!['spent']).toBe(0);
    expect(page.rows.map((r) => r['variance'])).toEqual(variances);
    expect(page.rows.map((r) => r['percent'])).toEqual(percents);
    expect(page.notes[0]![0]).toContain(`对照 ${months} 的额度`);
    expect(page.proof.map((p) => p.ok)).toEqual([true, true, true]);
  });

  test('末月按日折算：写明 1 个月 + 20/28，额度 171,428.57 元，各科目之和不差一分 [AC-24]', async () => {
    const board = await m.t.run(m.finance, (tx) => runQuery(tx, BudgetBoardQuery, { ...SPAN, basis: 'pro_rata' })) as BudgetBoard;
    expect(board.months[0]).toBe('1 个月 + 20/28');
    expect(board.quota).toBe(17_142_857);
    expect(board.proof.every((p) => p.ok)).toBe(true);
  });

  test('核对页：填报总额为一个月额度的 94.4%、两个月的 47.2%；实算 67.9% 与 34.0%，什么也不存 [AC-24]', async () => {
    const before = await m.t.sql('select count(*) as n from history where tenant_id = $1', [m.t.tenantId]);
    const check = await m.t.run(m.finance, (tx) => runQuery(tx, CostTotalCheck, { items: ITEMS, stated: 9_444_500, ...SPAN })) as TotalCheck;
    expect(check).toMatchObject({ computed: 6_793_400, difference: 2_651_100, missing: ['材料及工程安装'], unread: [], parts: { total: 0 }, unexplained: 2_651_100 });
    expect(check.against.map((a) => [a.months[0], a.stated, a.computed])).toEqual([['1 个月', 94.4, 67.9], ['2 个月', 47.2, 34]]);
    expect(await m.t.sql('select count(*) as n from history where tenant_id = $1', [m.t.tenantId])).toEqual(before);
  });

  test('点开某科目的数字，正是那些单据 [FS-3.3]', async () => {
    const page = await m.t.run(m.finance, (tx) => runReport(tx, BudgetAgainstActual, { ...SPAN, basis: 'one_month' }));
    expect(page.links[1]!['spent']).toMatchObject({ register: 'expense_claim', filter: { all: [{ field: 'category', value: [m.category.VEH] }, { field: 'booked_on', value: ['2026-01-01', '2026-02-20'] }] } });
    const byUnit = await m.t.run(m.finance, (tx) => runReport(tx, ExpensesByBranch, SPAN));
    expect(byUnit.totals).toMatchObject({ claims: 6, spent: 6_793_400 });
    expect(byUnit.proof.every((p) => p.ok)).toBe(true);
  });

  test('额度、承诺的数字也点得开：各单据之和正是那个数，两个月的额度来自生效的版本 [FS-3.1] [FS-3.2]', async () => {
    const rent = await m.t.create(BudgetCommitment, m.dispatcher, { category: m.category.OTHER, purpose: '取暖费', amount: 120_000, cost_on: '2026-02-18' });
    await m.t.step(BudgetCommitmentProcess, rent.id, 'approve', m.manager, {});
    const moved = await m.t.create(BudgetTransfer, m.dispatcher, { month: '2026-02', from_category: m.category.OTHER, to_category: m.category.COMM, amount: 80_000, reason: '卫星电话' });
    await m.t.step(BudgetTransferProcess, moved.id, 'approve', m.manager, {});
    const board = await m.t.run(m.finance, (tx) => runQuery(tx, BudgetBoardQuery, { ...SPAN, basis: 'pro_rata' })) as BudgetBoard;
    for (const c of [...board.categories, { id: null, quota: board.quota, committed: board.committed }]) {
      const made = await m.t.run(m.finance, (tx) => runQuery(tx, BudgetMakeupQuery, { ...SPAN, basis: 'pro_rata', category: c.id })) as Makeup;
      expect([made.quota, made.committed].map((lines) => lines.reduce((sum, l) => sum + l.amount, 0))).toEqual([c.quota, c.committed]);
    }
    const other = await m.t.run(m.finance, (tx) => runQuery(tx, BudgetMakeupQuery, { ...SPAN, basis: 'whole_months', category: m.category.OTHER })) as Makeup;
    expect(other.quota.map((l) => [l.register, l.amount])).toEqual([['budget_quota', 1_000_000], ['budget_quota', 1_000_000], ['budget_transfer', -80_000]]);
    expect(other.committed).toEqual([{ register: 'budget_commitment', id: rent.id, number: rent.number, what: ['用款承诺', 'Commitment'], amount: 120_000 }]);
    await m.t.step(BudgetTransferProcess, moved.id, 'take_back', m.manager, { why: '不用了' });
    await m.t.step(BudgetCommitmentProcess, rent.id, 'settle', m.finance, {});
  });

  test('后勤中心另有自己的预算：科目、额度、支出互不混算，财务文件逐张列出，只看本中心的人看不到别处 [LOG-4.1] [LOG-4.5]', async () => {
    const [head, lc] = [await m.t.actor('logistics_head', 'LC', '荣升'), m.t.unit('LC')];
    const vehicles = (await m.t.create(BudgetCategory, m.finance, { code: 'LC-VEH', name: '后勤车辆', list_order: 1, on_overspend: 'escalate', unit_id: lc })).id;
    const quota = await m.t.create(BudgetQuota, m.finance, { effective_from: '2026-01-01', total: 2_400_000, basis: '后勤', unit_id: lc });
    await m.t.create(BudgetQuotaLine, m.finance, { quota: quota.id, category: vehicles, amount: 2_400_000, unit_id: lc });
    await m.t.step(BudgetQuotaProcess, quota.id, 'adopt', m.finance, {});
    const use = await m.t.create(FundUse, await m.t.actor('vehicle_dispatcher', 'LC', '车援朝'), { category: vehicles, purpose: '保养', amount: 30_000, cost_on: '2026-02-12' });
    await m.t.step(FundUseProcess, use.id, 'approve', head, {});
    await m.t.step(FundUseProcess, use.id, 'commit', head, { order_for: 30_000 });
    await m.t.step(FundUseProcess, use.id, 'pay', m.finance, { pay: 30_000, paid_on: '2026-02-20' });
    const look = (who: typeof head, centre: string | null) => m.t.run(who, (tx) => runQuery(tx, BudgetBoardQuery, { ...SPAN, basis: 'one_month', centre })) as Promise<BudgetBoard>;
    expect(await look(m.finance, null)).toMatchObject({ centre: m.t.unit('FS'), quota: 10_000_000, spent: 6_793_400, proof: [{ ok: true }, { ok: true }, { ok: true }] });
    expect(await look(m.finance, lc)).toMatchObject({ quota: 2_400_000, spent: 30_000, payments: { [vehicles]: 30_000 }, proof: [{ ok: true }, { ok: true }, { ok: true }] });
    const file = await m.t.run(m.finance, (tx) => runReport(tx, FinanceFile, { from: '2026-02-01', to: '2026-02-28', centre: lc }));
    expect(file.rows).toMatchObject([{ what: 'payment', category: vehicles, purpose: '保养', amount: 30_000 }]);
    // Held for the 27th: it counts against the month whose quota stands beside it, and each figure opens where its records are.
    const later = await m.t.create(FundUse, await m.t.actor('vehicle_dispatcher', 'LC', '车援朝'), { category: vehicles, purpose: '轮胎', amount: 20_000, cost_on: '2026-02-27' });
    await m.t.step(FundUseProcess, later.id, 'approve', head, {});
    const against = await m.t.run(head, (tx) => runReport(tx, BudgetAgainstActual, { ...SPAN, basis: 'one_month' }));
    expect(against.totals).toMatchObject({ spent: 30_000, committed: 20_000 });
    const opened = async (link: { readonly register: string; readonly filter: Filter }, of: typeof FundUse | typeof FundPayment | typeof BudgetQuotaLine) => { expect(link.register).toBe(of.name); return (await m.t.run(head, (tx) => listPage(tx, of, { filter: link.filter, page: 1, size: 9 }))).rows.length; };
    for (const links of [against.links[0]!, against.links.at(-1)!]) expect([await opened(links['spent']!, FundPayment), await opened(links['committed']!, FundUse), links['quota']!.register]).toEqual([1, 1, 'budget_quota_line']);
    const byUnit = await m.t.run(head, (tx) => runReport(tx, ExpensesByBranch, SPAN));
    expect([byUnit.totals['claims'], await opened(byUnit.links.at(-1)!['claims']!, FundPayment)]).toEqual([1, 1]);
    await m.t.step(FundUseProcess, later.id, 'cancel', head, { reason: '不换了' });
    const service = await m.t.run(m.finance, (tx) => runReport(tx, FinanceFile, { from: '2026-01-01', to: '2026-02-28', centre: m.t.unit('FS') }));
    expect([service.totals['amount'], service.rows.length, ...[...file.proof, ...service.proof].map((line) => line.ok)]).toEqual([6_793_400, 6, true, true]);
    expect(await look(head, null)).toMatchObject({ centre: lc, centres: [{ id: lc }], spent: 30_000 });
    await expect(look(head, m.t.unit('FS'))).rejects.toMatchObject({ code: 'budget.centre' });
  });

  test('录入人不得记账；看不懂的行、重复的科目拒绝；无关的人看不到', async () => {
    const own = await m.t.create(CostStatement, m.finance, { source: '自录', cost_on: '2026-02-20', items: '车辆 1', unit_id: m.t.unit('FS') });
    await expect(m.t.step(CostStatementProcess, own.id, 'post', m.finance, {})).rejects.toThrow('cost_statement.own');
    await expect(m.t.create(CostStatement, m.dispatcher, { source: '错', cost_on: '2026-02-20', items: '餐费 300' })).rejects.toThrow('cost_statement.unread');
    await expect(m.t.create(CostStatement, m.dispatcher, { source: '错', cost_on: '2026-02-20', items: '车辆 1\n车辆费 2' })).rejects.toThrow('cost_statement.twice');
    await expect(m.t.run(m.technician, (tx) => runReport(tx, BudgetAgainstActual, { ...SPAN, basis: 'one_month' }))).rejects.toThrow('not_allowed');
  });
});
