/**
 * What a guest misses (遗失报告): taken by phone or at the desk, compared with everything in keeping now and with whatever is handed in
 * later, until it is found or given up. Serves VIP-4.7, VIP-5.10.
 */
import { calendar, dayOf, defineProcess, defineQuery, defineRegister, f, grantFor, readRecord, Refusal, tables, takeStep, type RowOf, type Tx } from '../../../kernel/index.ts';
import { LostItem } from './lost-item.ts';
import { fitOf, type Fit } from './match.rules.ts';

const readers = ['vip_agent', 'duty_supervisor', 'vip_manager', 'general_affairs', 'auditor'] as const;
const clerks = ['vip_agent', 'duty_supervisor', 'general_affairs'] as const;

export const LossReport = defineRegister('loss_report', {
  label: ['遗失报告', 'Loss report'],
  number: 'YS-{yyyy}{mm}-{0000}',
  fields: {
    guest: f.personName('失主', 'Guest'),
    phone: f.phone('联系电话', 'Phone'),
    item_name: f.text('丢了什么', 'What is missing', { max: 60 }),
    colour: f.text('颜色', 'Colour', { optional: true, max: 30 }),
    lost_place: f.text('在哪里丢的', 'Where', { optional: true, max: 60, hint: ['包厢号或区域', 'Room number or area'] }),
    lost_on: f.date('哪天丢的', 'On which day'),
    description: f.longText('特征', 'Description', { optional: true, max: 1000, hint: ['按客人原话记；不要提示在管物品的特征', 'In the guest’s words; do not hint at what is in keeping'] }),
    item: f.ref('找到的物品', 'The thing found', 'lost_item', { optional: true, readonly: true }),
    outcome: f.text('处理记录', 'Outcome', { optional: true, readonly: true, max: 200 }),
  },
  title: ['item_name', 'guest'],
  list: ['item_name', 'colour', 'guest', 'phone', 'lost_place', 'lost_on', 'outcome'],
  sorts: ['-number', '-lost_on'],
  indexes: [['state']],
  access: { read: readers, create: clerks },
  empty: ['客人说丢了东西时登记在这里；系统与在管物品核对，以后有人上交也会提醒。', 'What guests miss is written down here; it is compared with what is in keeping, now and whenever something is handed in.'],
  opening: {
    guard({ input, day }) {
      if (input.lost_on > day) throw new Refusal('loss_report.future', ['遗失日期晚于今天', 'It cannot have been lost after today'], 422, { lost_on: ['不能晚于今天', 'Not after today'] });
    },
    async effect({ tx, record }) {
      const fits = await candidates(tx, record as unknown as RowOf<typeof LossReport>);
      if (fits.length > 0) await takeStep(tx, LossReportProcess, record.id, 'suggest', {});
    },
  },
});

export const LossReportProcess = defineProcess(LossReport, 'searching',
  {
    searching: { label: ['寻找中', 'Searching'], tone: 'waiting' },
    possible: { label: ['可能找到，待联系', 'Possibly found, call the guest'], tone: 'active', due: { step: 'invite', at: ({ day, calendar: of }) => calendar.endOfBusinessDay(day, of), escalateTo: 'duty_supervisor' } },
    invited: { label: ['已请来认领', 'Asked to come and claim'], tone: 'active' },
    found: { label: ['已领回', 'Found and returned'], tone: 'done' },
    given_up: { label: ['未找到', 'Given up'], tone: 'stopped' },
  },
  (step) => ({
    suggest: step({ label: ['有相近物品', 'Something like it is in keeping'], from: ['searching'], to: 'possible', by: [], form: {} }),
    invite: step({
      label: ['请客人来认领', 'Ask the guest to come'], hint: ['只说可能有相近物品，请带证件来描述；不说特征', 'Say that something like it may be here and a document is needed; give no details'], tone: 'primary',
      from: ['searching', 'possible'], to: 'invited', by: clerks, form: { outcome: f.text('联系情况', 'What was said', { max: 200 }) },
    }),
    not_it: step({ label: ['不是这件', 'Not that one'], from: ['possible', 'invited'], to: 'searching', by: clerks, form: { outcome: f.text('说明', 'Note', { max: 200 }) } }),
    close_found: step({
      label: ['已领回', 'Returned'], tone: 'primary', from: ['searching', 'possible', 'invited'], to: 'found', by: clerks, form: { item: f.ref('物品', 'The thing', 'lost_item') },
      facts: async ({ tx, input }) => ({ state: input.item ? ((await readRecord(tx, LostItem, input.item))?.state ?? null) : null }),
      guard({ facts }) {
        if (facts.state !== 'returned') throw new Refusal('loss_report.not_returned', ['这件物品还没有经认领发还', 'That thing was not returned on a claim'], 409, { item: ['须先认领', 'Claim it first'] });
      },
    }),
    give_up: step({ label: ['不再寻找', 'Give up'], from: ['searching', 'possible', 'invited'], to: 'given_up', by: clerks, form: { outcome: f.text('原因', 'Why', { max: 200 }) } }),
  }),
);

/** What may be told of a candidate: never its details. */
export interface Candidate { readonly id: string; readonly number: string; readonly item_name: string; readonly colour: string; readonly found_place: string; readonly found_on: string; readonly fit: Exclude<Fit, 'none'> }
const KEPT = ['registered', 'kept', 'in_custody', 'at_general_affairs', 'notice_published'] as const;

export async function candidates(tx: Tx, report: RowOf<typeof LossReport>, only?: string): Promise<readonly Candidate[]> {
  let query = tables(tx, LostItem).selectFrom('lost_item').select(['id', 'number', 'item_name', 'colour', 'found_place', 'found_at', 'created_at', 'details']).where('tenant_id', '=', tx.tenantId)
    .where('unit_id', '=', report.unit_id).where('state', 'in', [...KEPT]).where('archived_at', 'is', null).orderBy('found_at', 'desc').limit(500);
  if (only !== undefined) query = query.where('id', '=', only);
  const found: Candidate[] = [];
  for (const { details, found_at, created_at, ...item } of await query.execute()) {
    const found_on = await dayOf(tx, found_at ?? created_at, report.unit_id);
    const fit = fitOf(report, { ...item, details, found_on });
    if (fit !== 'none') found.push({ ...item, found_on, fit });
  }
  return found.sort((a, b) => Number(b.fit === 'strong') - Number(a.fit === 'strong'));
}

export const LossCandidates = defineQuery('loss_report_candidates', {
  label: ['遗失报告：相近物品', 'Loss report: things like it'],
  access: clerks,
  params: { report: f.ref('遗失报告', 'Loss report', 'loss_report') },
  async run(tx, params): Promise<readonly Candidate[] | null> {
    const report = await readRecord(tx, LossReport, params.report);
    if (!report || !(await grantFor(tx, tx.actor, clerks, report.unit_id))) return null;
    return candidates(tx, report);
  },
});

/** Something was handed in and stored: everybody who misses a thing like it is to be called. */
export async function compareWithReports(tx: Tx, item: string): Promise<void> {
  const reports = await tables(tx, LossReport).selectFrom('loss_report').select('id').where('tenant_id', '=', tx.tenantId).where('state', '=', 'searching').where('archived_at', 'is', null).orderBy('number').execute();
  for (const { id } of reports) {
    const report = await readRecord(tx, LossReport, id);
    if (report && (await candidates(tx, report, item)).length > 0) await takeStep(tx, LossReportProcess, id, 'suggest', {});
  }
}
