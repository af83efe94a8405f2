/**
 * Kinds of utility (费用种类), an open list; meters (表具) and their readings with a photograph of the dial, checked against what is usual.
 * Serves LOG-3.10, P26, AS-37.
 */
import { defineParameter, defineRegister, f, parameter, readRecord, Refusal, type Tx } from '../../../kernel/index.ts';
import { HEADS, keeperOf } from '../buildings/index.ts';
import { daysOf, isUnusual, refuseOddDay, refuseUnconfirmed, refuseWithoutPhoto, usedOf, type Past } from './rules.ts';

export const READERS = ['estate_clerk', 'repair_clerk', 'logistics_head', 'general_affairs', 'finance', 'auditor'];
export const KEEPERS = ['estate_clerk'];

export const UnusualPercent = defineParameter('utilities.unusual_percent', {
  label: ['用量异常', 'Unusual use'], help: ['每日用量与此前三次相差超过此比例时须写明原因（产品默认值，非来源文件所列）', 'A note is asked for when the use a day differs from the last three readings by more than this; a product default, not from the source'],
  field: f.integer('百分比', 'Per cent', { min: 5, max: 1_000 }), source: 'LOG-3.10', default: 50, writeBy: HEADS,
});

export const UtilityKind = defineRegister('utility_kind', {
  label: ['费用种类', 'Kind of utility'],
  number: 'FZ-{00}',
  fields: {
    name: f.text('名称', 'Name', { max: 30, hint: ['如 自来水、电、燃气、液化气、垃圾清运、保洁、电话', 'e.g. water, electricity, gas, LPG, rubbish removal, cleaners, telephone'] }),
    measure: f.text('计量单位', 'Unit', { max: 10 }),
    metered: f.yesNo('装表计量', 'Metered', { initial: true }),
    category: f.ref('费用科目', 'Budget category', 'budget_category', { optional: true, hint: ['有科目的，账单分摊时即向该科目申请用款，付款后才算结算', 'With one, a bill asks it for money when it is shared out, and is settled by being paid'] }),
  },
  title: ['name'],
  list: ['name', 'measure', 'metered', 'category'],
  sorts: ['number', 'name'],
  unique: [['name']],
  access: { read: READERS, create: [...KEEPERS, ...HEADS], edit: HEADS, archive: HEADS, namesOpen: true },
  empty: ['种类不限：水、电、气、液化气、垃圾清运、保洁、电话，需要什么加什么。', 'The list is open: water, electricity, gas, rubbish, cleaners, telephone, whatever there is.'],
});

export const Meter = defineRegister('meter', {
  label: ['表具', 'Meter'],
  number: 'BJ-{000}',
  fields: {
    kind: f.ref('种类', 'Kind', 'utility_kind'),
    building: f.ref('房屋', 'Building', 'building'),
    serial: f.text('表号', 'Serial number', { max: 40 }),
    place: f.text('位置', 'Where', { max: 60 }),
    digits: f.integer('位数', 'Digits', { min: 3, max: 9, hint: ['走满后归零的位数', 'It goes back to nought after so many digits'] }),
    factor: f.integer('倍率', 'Multiplier', { min: 1, max: 100_000, initial: 1 }),
  },
  title: ['serial', 'place'],
  list: ['kind', 'building', 'serial', 'place', 'digits', 'factor'],
  sorts: ['number', 'serial'],
  indexes: [['building', 'kind']],
  unique: [['kind', 'serial']],
  access: { read: READERS, create: KEEPERS, archive: HEADS, namesOpen: true },
  empty: ['还没有表具。登记表号、位数和倍率，即可抄表。', 'No meters yet. Enter serial number, digits and multiplier, then read it.'],
  opening: { facts: ({ tx, input }) => keeperOf(tx, input.building), set: ({ facts }) => ({ unit_id: facts.unit_id }) },
});

interface Last { readonly reading: number; readonly read_on: string; readonly used: number; readonly days: number | null }
/** The meter is locked: of two readings entered at once the second sees the first. */
async function lastOf(tx: Tx, meter: string): Promise<readonly Last[]> {
  if (!tx.looking) await tx.query('select id from meter where tenant_id = $1 and id = $2 for update', [tx.tenantId, meter]);
  return tx.query<Last>('select reading, read_on, coalesce(used, 0)::int as used, days from meter_reading where tenant_id = $1 and meter = $2 and archived_at is null order by read_on desc limit 3', [tx.tenantId, meter]);
}

export const MeterReading = defineRegister('meter_reading', {
  label: ['抄表', 'Meter reading'],
  number: 'CB-{yyyy}{mm}-{0000}',
  fields: {
    meter: f.ref('表具', 'Meter', 'meter'),
    read_on: f.date('抄表日期', 'Read on'),
    reading: f.integer('读数', 'Reading', { min: 0, max: 999_999_999 }),
    photo: f.photo('表盘照片', 'Photograph of the dial', { optional: true, max: 2 }),
    rolled: f.yesNo('已过零', 'Rolled over', { initial: false, hint: ['表走满后归零时勾选', 'When the meter went past its end'] }),
    note: f.text('说明', 'Note', { optional: true, max: 200, hint: ['用量异常或没有照片时必填', 'Needed when it is unusual or has no photograph'] }),
    previous: f.integer('上次读数', 'Last reading', { optional: true, readonly: true }),
    days: f.integer('天数', 'Days', { optional: true, readonly: true }),
    used: f.integer('用量', 'Used', { optional: true, readonly: true }),
    unusual: f.yesNo('异常', 'Unusual', { optional: true, readonly: true }),
  },
  title: ['meter', 'read_on'],
  list: ['meter', 'read_on', 'previous', 'reading', 'used', 'unusual', 'note'],
  sorts: ['-read_on', '-number'],
  unique: [['meter', 'read_on']],
  access: { read: READERS, create: [...KEEPERS, 'repair_clerk'] },
  empty: ['抄表时拍下表盘；低于上次或用量异常会提示核对。', 'Photograph the dial; a reading lower than the last or far from the usual is questioned.'],
  opening: {
    async facts({ tx, input }) {
      const meter = await readRecord(tx, Meter, input.meter);
      if (meter === null || meter.archived_at !== null) throw new Refusal('meter.unknown', ['没有这只表', 'There is no such meter'], 422, { meter: ['请从列表选择', 'Choose from the list'] });
      return { meter, past: await lastOf(tx, meter.id), percent: await parameter(tx, UnusualPercent, input.read_on) };
    },
    guard({ input, facts, day }) {
      refuseOddDay(input.read_on, facts.past[0]?.read_on ?? null, day);
      const { used, days } = comparedWith(input, facts);
      refuseWithoutPhoto(input.photo?.length ?? 0, input.note);
      refuseUnconfirmed(isUnusual({ used, days }, pastOf(facts.past), facts.percent), input.note);
    },
    set({ input, facts }) {
      const { used, days } = comparedWith(input, facts);
      return { previous: facts.past[0]?.reading ?? null, days, used, unusual: isUnusual({ used, days }, pastOf(facts.past), facts.percent), unit_id: facts.meter.unit_id };
    },
  },
});
interface Facts { readonly meter: { readonly digits: number; readonly factor: number }; readonly past: readonly Last[] }
function comparedWith(input: { readonly reading: number; readonly rolled: boolean; readonly read_on: string }, { meter, past: [last] }: Facts): Past {
  return { used: usedOf({ previous: last?.reading ?? null, reading: input.reading, digits: meter.digits, factor: meter.factor, rolled: input.rolled }), days: last === undefined ? 0 : daysOf(last.read_on, input.read_on) };
}
/** The first reading of a meter used nothing in no days: it compares with nothing. */
const pastOf = (past: readonly Last[]): readonly Past[] => past.map((p) => ({ used: p.used, days: p.days ?? 0 }));
