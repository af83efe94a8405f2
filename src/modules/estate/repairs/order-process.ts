/**
 * The course of a repair: reported, graded, slip issued in two copies, taken, on site, done, checked by who reported it, called back, settled, closed;
 * or it becomes a construction job. Serves LOG-2.5, LOG-2.6, TEA-1, P23, AS-39.
 */
import { calendar, createRecord, defineProcess, f, readRecord, Refusal, updateRecord, yuan, type RowOf, type Tx } from '../../../kernel/index.ts';
import { Building } from '../buildings/index.ts';
import { giveBack, itemOf, spendOn } from '../consumables/index.ts';
import { Employee } from '../../people/staff/index.ts';
import { ConstructionProject } from './project.ts';
import { RepairMaterial, RepairOrder, RepairPrice } from './order.ts';
import { termsOf } from './parameters.ts';
import { DESK, FIELD, HEADS } from './roles.ts';
import { CHARGES, chargeOf, GRADES, inTime, refuseBareScore, refuseUnpriced, timesOf } from './rules.ts';
import { repairContent, RepairSlip } from './slips.ts';

type Order = RowOf<typeof RepairOrder>;
const why = f.text('原因', 'Reason', { max: 200 });
const dayAfter = (now: Date, c: calendar.CentreCalendar): Date => calendar.endOfBusinessDay(calendar.addDays(calendar.businessDay(now, c), 1), c);

const GRADING = {
  grade: f.choice('等级', 'Grade', GRADES), charge: f.choice('收费', 'Charge', CHARGES, { initial: 'free' }), price_item: f.ref('价目', 'Price item', 'repair_price', { optional: true, hint: ['有偿时必选', 'Needed when it is paid'] }),
  price_quantity: f.integer('数量', 'Quantity', { optional: true, min: 1, max: 10_000 }),
};

export const RepairProcess = defineProcess(RepairOrder, 'reported',
  {
    reported: { label: ['已报修', 'Reported'], tone: 'waiting', due: { step: 'grade', at: ({ now }) => new Date(now.getTime() + 5 * 60_000), escalateTo: 'logistics_head' } },
    graded: { label: ['已分级', 'Graded'], tone: 'waiting', due: { step: 'issue_slip', at: ({ record, now }) => record.take_by ?? now, escalateTo: 'logistics_head' } },
    slip_issued: { label: ['已派单', 'Slip issued'], tone: 'active', due: { step: 'take', at: ({ record, now }) => record.take_by ?? now, escalateTo: 'logistics_head' } },
    taken: { label: ['已接单', 'Taken'], tone: 'active', due: { step: 'arrive', at: ({ record, now }) => record.arrive_by ?? now, escalateTo: 'logistics_head' } },
    on_site: { label: ['维修中', 'On site'], tone: 'active', due: { step: 'finish', at: ({ record, now }) => record.finish_by ?? now, escalateTo: 'logistics_head' } },
    done: { label: ['待验收', 'Done, to be checked'], tone: 'waiting', due: { step: 'check', at: ({ now, calendar: c }) => dayAfter(now, c) } },
    checked: { label: ['待回访', 'Checked, to be called back'], tone: 'waiting', due: { step: 'call_back', at: ({ now, calendar: c }) => dayAfter(now, c), escalateTo: 'logistics_head' } },
    called_back: { label: ['待结算', 'To be settled'], tone: 'waiting', due: { step: 'settle', at: ({ now, calendar: c }) => calendar.deadlineAfterDays(now, 7, c) } },
    settled: { label: ['已结算', 'Settled'], tone: 'active' },
    closed: { label: ['已办结', 'Closed'], tone: 'done' },
    construction: { label: ['转工程', 'Construction'], tone: 'active' },
    refused: { label: ['不受理', 'Refused'], tone: 'stopped' },
  },
  (step) => ({
    grade: step({
      label: ['分级', 'Grade'], hint: ['时限按模板从报修时刻算起', 'Times run from the report, by the template'], tone: 'primary', from: ['reported', 'graded'], to: 'graded', by: DESK,
      form: GRADING,
      facts: async ({ tx, input, day }) => ({ terms: await termsOf(tx, input.grade ?? 'small', day), price: input.price_item ? await readRecord(tx, RepairPrice, input.price_item) : null }),
      preview: ({ record }) => ({ lines: [], initial: { grade: record.grade, charge: record.charge ?? 'free' } }),
      guard: ({ input }) => refuseUnpriced(input.charge, input.price_item),
      set: ({ record, facts, calendar: c }) => ({ ...timesOf(record.reported_at ?? record.created_at, record.appointed_at, facts.terms, c), price: facts.price?.price ?? null }),
    }),
    refuse: step({ label: ['不受理', 'Refuse'], tone: 'danger', from: ['reported', 'graded'], to: 'refused', by: [...DESK, ...HEADS], form: { why } }),
    issue_slip: step({
      label: ['派单', 'Issue the slip'], hint: ['两联维修单，派给维修工', 'A slip in two copies, to a worker'], tone: 'primary', from: ['graded', 'slip_issued'], to: 'slip_issued', by: DESK, form: { worker: f.ref('维修工', 'Worker', 'employee') },
      facts: async ({ tx, record }) => ({ building: (await readRecord(tx, Building, record.building))?.name ?? '' }),
      slip: { kind: RepairSlip, content: async ({ tx, record, facts }) => repairContent({ ...record, building: facts.building, worker: await workerName(tx, record.worker) }) },
    }),
    take: step({
      label: ['接单', 'Take it'], tone: 'primary', from: ['slip_issued'], to: 'taken', by: FIELD, form: {},
      sign: [{ name: 'worker', label: ['维修工', 'Worker'], by: 'guest' }], set: ({ now }) => ({ taken_at: now }),
    }),
    arrive: step({
      label: ['到场', 'On site'], tone: 'primary', from: ['taken'], to: 'on_site', by: FIELD, form: {},
      set: ({ record, now }) => ({ on_site_at: now, in_time: inTime(record.take_by, record.taken_at, now) === true && inTime(record.arrive_by, now, now) === true }),
    }),
    add_material: step({
      label: ['领料', 'Take material'], hint: ['从库存先进先出，成本当时冻结', 'First in, first out from the stores; the cost is frozen'], from: ['taken', 'on_site', 'done'], to: ['taken', 'on_site', 'done'], by: FIELD,
      form: { item: f.ref('材料', 'Material', 'consumable'), quantity: f.integer('数量', 'Quantity', { min: 1, max: 10_000 }) },
      choose: ({ record }) => record.state as 'on_site',
      effect: ({ tx, record, input, now, day }) => takeMaterial(tx, record, input, now, day),
    }),
    return_material: step({
      label: ['退料', 'Return material'], hint: ['退回原批次，成本原样', 'Back into its lots at the same cost'], from: ['on_site', 'done', 'checked'], to: ['on_site', 'done', 'checked'], by: FIELD,
      form: { used: f.ref('用料', 'Material taken', 'repair_material'), why },
      facts: async ({ tx, input }) => ({ material: input.used ? await readRecord(tx, RepairMaterial, input.used, { lock: true }) : null }),
      guard: ({ record, facts }) => refuseOtherMaterial(record, facts.material),
      choose: ({ record }) => record.state as 'on_site',
      effect: ({ tx, record, facts, day }) => returnMaterial(tx, record, facts.material!, day),
    }),
    finish: step({
      label: ['完工', 'Finish'], tone: 'primary', from: ['on_site'], to: 'done', by: FIELD,
      form: { work_done: f.longText('维修结果', 'Work done', { max: 1000 }), labour: f.money('人工与外委', 'Labour and outside work', { min: 0, initial: 0 }), photos_done: f.photo('完工照片', 'Photographs', { optional: true, max: 6 }) },
      set: ({ record, now }) => ({ done_at: now, in_time: record.in_time === true && inTime(record.finish_by, now, now) === true }),
    }),
    check: step({
      label: ['报修人验收', 'Checked by the reporter'], tone: 'primary', from: ['done'], to: ['checked', 'on_site'], by: FIELD,
      form: { fixed: f.yesNo('已修好', 'It works'), score: f.integer('评分', 'Score', { min: 1, max: 5, hint: ['5 最好', '5 is best'] }), remark: f.text('意见', 'Remark', { optional: true, max: 300 }) },
      sign: [{ name: 'reporter', label: ['报修人', 'Reporter'], by: 'guest' }],
      guard: ({ input }) => refuseBareScore(input.score, input.remark),
      choose: ({ input }) => (input.fixed ? 'checked' : 'on_site'),
      set: ({ input }) => (input.fixed ? {} : { done_at: null, score: null }),
    }),
    call_back: step({
      label: ['回访', 'Call back'], tone: 'primary', from: ['checked'], to: ['called_back', 'on_site'], by: DESK,
      form: { call_back: f.choice('回访', 'Call-back', { satisfied: ['满意', 'Satisfied'], not_satisfied: ['不满意', 'Not satisfied'], not_reached: ['三次未联系上', 'Not reached, three tries'] }), words: f.text('回访记录', 'What was said', { max: 300 }), again: f.yesNo('须返修', 'To be repaired again', { initial: false }) },
      choose: ({ input }) => (input.again ? 'on_site' : 'called_back'),
      set: ({ input }) => (input.again ? { done_at: null } : {}),
    }),
    settle: step({
      label: ['结算', 'Settle'], tone: 'primary', from: ['called_back'], to: 'settled', by: [...DESK, 'finance'], form: { receipt: f.text('收据或凭证号', 'Receipt or voucher', { optional: true, max: 40, hint: ['有收费时必填', 'Needed when something is charged'] }) },
      preview: ({ record }) => ({ lines: [[`材料 ${yuan(record.material ?? 0)}，人工 ${yuan(record.labour ?? 0)}，应收 ${yuan(dueFrom(record))} 元`, `Material ${yuan(record.material ?? 0)}, labour ${yuan(record.labour ?? 0)}, to be charged ${yuan(dueFrom(record))} yuan`]] }),
      guard: ({ record, input }) => refuseWithoutReceipt(dueFrom(record), input.receipt),
      set: ({ record, day }) => ({ charged: dueFrom(record), settled_on: day }),
    }),
    close: step({ label: ['办结', 'Close'], tone: 'primary', from: ['settled'], to: 'closed', by: DESK, form: {} }),
    to_construction: step({
      label: ['转为工程', 'Make it a construction job'], hint: ['须合同、施工日志和多方验收的', 'With contract, log and acceptance by several'], from: ['graded', 'taken', 'on_site'], to: 'construction', by: [...DESK, ...HEADS],
      form: { title: f.text('工程名称', 'Name of the job', { max: 80 }), budget: f.money('预算', 'Budget', { min: 0 }) },
      effect: ({ tx, record, input }) => openProject(tx, record, input),
    }),
    construction_done: step({ label: ['工程已结算', 'Construction settled'], from: ['construction'], to: 'closed', by: [], form: {}, set: ({ day }) => ({ settled_on: day }) }),
  }),
);

const dueFrom = (r: Order): number => chargeOf({ charge: r.charge ?? 'free', price: r.price, quantity: r.price_quantity, material: r.material ?? 0 });
const causeOf = (m: { readonly id: string; readonly number: string }) => ({ register: 'repair_material', id: m.id, number: m.number, version: 1 });
async function workerName(tx: Tx, id: string | null): Promise<string> {
  return id === null ? '' : ((await readRecord(tx, Employee, id))?.name ?? '');
}

async function takeMaterial(tx: Tx, record: Order, input: { readonly item: string; readonly quantity: number }, now: Date, day: string): Promise<void> {
  const item = await itemOf(tx, input.item);
  const used = await createRecord(tx, RepairMaterial, { repair: record.id, item: input.item, quantity: input.quantity, cost: null, taken_on: day, unit_id: record.unit_id });
  const cost = await spendOn(tx, { item, quantity: input.quantity, cause: causeOf(used), at: now, day });
  await updateRecord(tx, RepairMaterial, used, { cost });
  await updateRecord(tx, RepairOrder, record, { material: (record.material ?? 0) + cost });
}

type Used = RowOf<typeof RepairMaterial>;
function refuseOtherMaterial(record: Pick<Order, 'id'>, used: Used | null): void {
  if (used !== null && used.repair === record.id && used.returned_on === null) return;
  throw new Refusal('repair_order.material', ['这笔用料不属于本单，或已退回', 'It was not taken for this repair, or came back already'], 422, { used: ['请选本单的用料', 'Choose material of this repair'] });
}
async function returnMaterial(tx: Tx, record: Order, used: Used, day: string): Promise<void> {
  await giveBack(tx, used.item, causeOf(used), day);
  await updateRecord(tx, RepairMaterial, used, { returned_on: day }, { what: 'return' });
  await updateRecord(tx, RepairOrder, record, { material: (record.material ?? 0) - (used.cost ?? 0) });
}

async function openProject(tx: Tx, record: Order, input: { readonly title: string; readonly budget: number }): Promise<void> {
  const project = await createRecord(tx, ConstructionProject, { title: input.title, building: record.building, budget: input.budget, repair: record.id, unit_id: record.unit_id });
  await updateRecord(tx, RepairOrder, record, { project: project.id });
}
function refuseWithoutReceipt(charged: number, receipt: string | null): void {
  if (charged === 0 || (receipt ?? '').trim() !== '') return;
  throw new Refusal('repair_order.receipt', ['有收费，请写收据号', 'Something is charged; enter the receipt'], 422, { receipt: ['必填', 'Required'] });
}
