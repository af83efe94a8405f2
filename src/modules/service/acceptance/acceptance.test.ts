/** Arrival acceptance on PostgreSQL: 19 units arrive, 4 without papers, two departments, and a file that is not closed before they are attached. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId, type Actor } from '../../../kernel/index.ts';
import { runReport } from '../../../kernel/report/run.ts';
import { startTest, type TestKernel } from '../../../kernel/testing.ts';
import { ContractLedgerStatus, contracts, SalesContract } from '../contracts/index.ts';
import { Customer, customers } from '../customers/index.ts';
import { acceptance, PaperRequest, PaperRequestProcess, Shipment, ShipmentLine, ShipmentLineProcess, ShipmentProcess } from './index.ts';
import { ArrivalAcceptance } from './reports.ts';

let t: TestKernel;
let han: Actor;
let dispatcher: Actor;
let office: Actor;
let quality: Actor;
let status: string;

beforeAll(async () => {
  t = await startTest({ modules: [customers, contracts, acceptance], now: '2026-02-20T01:00:00Z' });
  han = await t.actor('branch_manager', 'FS-NE', '韩雪');
  dispatcher = await t.actor('dispatcher', 'FS', '段飞');
  office = await t.actor('management_office', 'YL', '许薇');
  quality = await t.actor('quality_control', 'YL', '童广');
  const manager = await t.actor('centre_manager', 'FS');
  status = (await t.create(ContractLedgerStatus, manager, { code: 'entered', name: '已挂', counts_as: 'entered', list_order: 1 })).id;
});
afterAll(() => t.close());

let sold = 0;
type Goods = readonly (readonly [product: string, units: number])[];
async function ship(customer: string, goods: Goods, units = goods.reduce((sum, [, n]) => sum + n, 0)) {
  sold += 1;
  const { id } = await t.create(Customer, dispatcher, { name: `${customer} ${sold}`, kind: 'oilfield', branch: t.unit('FS-NE') });
  const contract = await t.create(SalesContract, dispatcher, { contract_no: `HT-${sold}`, customer: id, product: '加热炉', units, amount: 1_000_00, signed_on: '2026-01-05', ledger_status: status });
  const shipment = await t.create(Shipment, dispatcher, { contract: contract.id, shipped_on: '2026-02-10', place: '中心站' });
  const lines = [];
  for (const [product, n] of goods) lines.push(await t.create(ShipmentLine, dispatcher, { shipment: shipment.id, product, units: n }));
  return { contract: contract.id, shipment: shipment.id, lines: lines.map((l) => l.id) };
}
const arrive = (id: string) => t.step(ShipmentProcess, id, 'arrive', han, { arrived_on: '2026-02-18' });
const fine = (line: string) => t.step(ShipmentLineProcess, line, 'accept', han, {});
const lacking = (line: string, missing: readonly ('inspection_report' | 'certificate')[] = ['inspection_report']) => t.step(ShipmentLineProcess, line, 'note_missing', han, { missing, finding: '随货无资料' });
async function sign(id: string) {
  await t.step(ShipmentProcess, id, 'inspect', han, {});
  return t.step(ShipmentProcess, id, 'accept', han, {}, [t.sign('user', '用户代表'), t.sign('branch', han)]);
}
async function file(): Promise<string> {
  const id = newId(t.now());
  await t.run(han, (tx) => tx.query(`insert into attachment values ($1, $2, '检验报告.pdf', 'application/pdf', 1, '', $1, $3)`, [t.tenantId, id, tx.now]));
  return id;
}
const attach = (line: string, who: Actor, files: readonly string[], received_now: readonly ('inspection_report' | 'certificate')[] = ['inspection_report']) => t.step(ShipmentLineProcess, line, 'attach', who, { received_now, files });
const requestsOf = (shipment: string) => t.sql<{ id: string; department: string; state: string; lacking: string }>('select id, department, state, lacking from paper_request where tenant_id = $1 and shipment = $2 order by number', [t.tenantId, shipment]);
const state = async (id: string) => (await t.read(Shipment, id)).state;

test('19 台到货 19 台验收，其中 4 台缺检验报告，交两个部门 [FS-5.4] [FS-5.5] [AC-28]', async () => {
  const liaohe = await ship('辽河油田', [['600J 加热炉', 2], ['1600J 加热炉', 5]]);
  const yanchang = await ship('延长管道公司', [['1.4 t 锅炉', 2], ['2.8 t 锅炉', 10]]);
  for (const { shipment, lines } of [liaohe, yanchang]) {
    await arrive(shipment);
    await lacking(lines[0]!);
    await fine(lines[1]!);
    expect(await sign(shipment)).toMatchObject({ state: 'accepted_missing', slips: [expect.any(String)] });
    expect((await requestsOf(shipment)).map((r) => [r.department, r.state])).toEqual([['management_office', 'with_management'], ['quality_control', 'with_quality']]);
    expect((await requestsOf(shipment))[0]!.lacking).toContain('2 台：检验报告');
  }
  expect((await t.tasks(office)).filter((task) => task.step === 'answer_management')).toHaveLength(2);
  expect((await t.tasks(quality)).filter((task) => task.step === 'answer_quality')).toHaveLength(2);
  const page = await t.run(dispatcher, (tx) => runReport(tx, ArrivalAcceptance, { from: '2026-01-01', to: '2026-02-27' }));
  expect(page.totals).toEqual({ shipped: 19, arrived: 19, accepted: 19, missing: 4, still_missing: 4, rejected: 0, waiting: 0 });
  expect(page.proof).toMatchObject([{ left: 19, right: 19, ok: true }]);
  const before = await t.run(dispatcher, (tx) => runReport(tx, ArrivalAcceptance, { from: '2026-01-01', to: '2026-02-17' }));
  expect(before.totals).toMatchObject({ shipped: 19, arrived: 0, accepted: 0, waiting: 19 });
});

test('附件未齐不能关闭，并写明缺什么、谁没答复；补齐且都答复后才能关闭 [FS-5.5] [AC-28] [SM-27]', async () => {
  const { shipment, lines } = await ship('锦州采油厂', [['600J 加热炉', 2]]);
  await arrive(shipment);
  await lacking(lines[0]!, ['inspection_report', 'certificate']);
  await expect(attach(lines[0]!, quality, [await file()])).rejects.toThrow('shipment_line.not_ready');
  await sign(shipment);
  const close = () => t.step(ShipmentProcess, shipment, 'close', han, {});
  await expect(close()).rejects.toMatchObject({ code: 'shipment.not_ready', label: ['600J 加热炉（2 台）缺检验报告、合格证；管理部尚未答复；质检部尚未答复', expect.any(String)] });

  await expect(attach(lines[0]!, quality, [newId(t.now())])).rejects.toThrow('shipment_line.no_file');
  await attach(lines[0]!, quality, [await file()]);
  await expect(attach(lines[0]!, quality, [await file()])).rejects.toThrow('shipment_line.not_missing');
  await expect(close()).rejects.toMatchObject({ label: ['600J 加热炉（2 台）缺合格证；管理部尚未答复；质检部尚未答复', expect.any(String)] });
  await attach(lines[0]!, han, [await file()], ['certificate']);
  expect(await t.read(ShipmentLine, lines[0]!)).toMatchObject({ state: 'complete', completed_on: '2026-02-20', received: ['inspection_report', 'certificate'] });

  const [toOffice, toQuality] = await requestsOf(shipment);
  await expect(t.step(PaperRequestProcess, toQuality!.id, 'answer_quality', office, { answer: '不是我' })).rejects.toThrow('not_allowed');
  await t.step(PaperRequestProcess, toQuality!.id, 'answer_quality', quality, { answer: '检验报告已补寄' });
  await t.tick();
  expect(await state(shipment)).toBe('accepted_missing');
  await expect(close()).rejects.toMatchObject({ label: ['管理部尚未答复', expect.any(String)] });
  await t.step(PaperRequestProcess, toOffice!.id, 'answer_management', office, { answer: '已督促工厂随货附资料' });
  await t.tick();
  expect(await state(shipment)).toBe('documents_received');
  await close();
  expect(await t.read(Shipment, shipment)).toMatchObject({ state: 'closed', closed_on: '2026-02-20' });
});

test('逐行清点后才能签字；货未到不能清点；签字后不能再改', async () => {
  const { shipment, lines } = await ship('松原采油厂', [['1600J 加热炉', 1], ['2000J 加热炉', 1]]);
  await expect(fine(lines[0]!)).rejects.toThrow('shipment_line.not_ready');
  await arrive(shipment);
  await fine(lines[0]!);
  await expect(t.step(ShipmentProcess, shipment, 'inspect', han, {})).rejects.toMatchObject({ label: ['尚未逐行清点：2000J 加热炉', expect.any(String)] });
  await fine(lines[1]!);
  await t.step(ShipmentLineProcess, lines[1]!, 'again', han, {});
  await t.step(ShipmentLineProcess, lines[1]!, 'reject', han, { finding: '炉体变形' });
  await sign(shipment);
  expect(await state(shipment)).toBe('accepted');
  await expect(t.step(ShipmentLineProcess, lines[1]!, 'again', han, {})).rejects.toThrow('shipment_line.not_ready');
  await expect(t.create(ShipmentLine, dispatcher, { shipment, product: '漏登', units: 1 })).rejects.toThrow('shipment_line.inspected');
  expect(await requestsOf(shipment)).toEqual([]);
});

test('没有明细不能到货；到货日期不可能的被拒绝；全部拒收', async () => {
  const empty = await ship('扶余采油厂', [], 1);
  await expect(arrive(empty.shipment)).rejects.toThrow('shipment.not_ready');
  const { shipment, lines } = await ship('扶余采油厂', [['600J 加热炉', 1]]);
  await expect(t.step(ShipmentProcess, shipment, 'arrive', han, { arrived_on: '2026-02-09' })).rejects.toThrow('shipment.arrival_day');
  await expect(t.create(Shipment, dispatcher, { contract: (await t.read(Shipment, shipment)).contract, shipped_on: '2026-01-04' })).rejects.toThrow('shipment.before_contract');
  await arrive(shipment);
  await t.step(ShipmentLineProcess, lines[0]!, 'reject', han, { finding: '型号不符' });
  await sign(shipment);
  expect(await state(shipment)).toBe('rejected');
});

test('两人同时清点一行与结束清点：签字后的单据与明细一致', async () => {
  const { shipment, lines } = await ship('长春采油厂', [['600J 加热炉', 1]]);
  await arrive(shipment);
  await fine(lines[0]!);
  const done = await Promise.allSettled([t.step(ShipmentLineProcess, lines[0]!, 'again', han, {}), t.step(ShipmentProcess, shipment, 'inspect', dispatcher, {})]);
  expect(done.filter((d) => d.status === 'fulfilled')).toHaveLength(1);
});

test('最后一台出厂，合同即登记为已发货 [FS-5.3]', async () => {
  const { contract, shipment } = await ship('英台采油厂', [['600J 加热炉', 1]], 3);
  expect(await t.read(SalesContract, contract)).toMatchObject({ shipped_on: null });
  await t.create(ShipmentLine, dispatcher, { shipment, product: '600J 加热炉', units: 2 });
  expect(await t.read(SalesContract, contract)).toMatchObject({ shipped_on: '2026-02-10' });
});

test('缺件办理单不能由人手工开出', async () => {
  const { shipment } = await ship('乾安采油厂', [['600J 加热炉', 1]]);
  await expect(t.create(PaperRequest, han, { shipment, department: 'quality_control', lacking: '检验报告', answer_by: '2026-03-01' })).rejects.toThrow('not_allowed');
});
