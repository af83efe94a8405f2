/**
 * Use of a building (房屋使用): asked for, approved, handed over with a protocol of keys, meters and condition, used, vacated, inspected.
 * Serves LOG-2.2, LOG-2.3, P22.
 */
import { calendar, defineProcess, defineRegister, defineSlip, f, readRecord, type RowOf, type Tx } from '../../../kernel/index.ts';
import { Building, keeperOf } from './building.ts';
import { HEADS, KEEPERS, READERS } from './roles.ts';
import { refuseClash, refuseMissingKeys, refuseOddSpan, type Use } from './rules.ts';

export const BuildingUse = defineRegister('building_use', {
  label: ['房屋使用', 'Use of a building'],
  number: 'FY-{yyyy}-{0000}',
  fields: {
    building: f.ref('房屋', 'Building', 'building'),
    space: f.text('房间或区域', 'Room or area', { max: 40, hint: ['如 301、一层东区、整栋', 'e.g. 301, ground floor east, all of it'] }),
    user_unit: f.unit('使用部门', 'Used by'),
    purpose: f.text('用途', 'Purpose', { max: 100 }),
    from_on: f.date('起', 'From'),
    to_on: f.date('止', 'To', { optional: true, hint: ['含当日；未定留空', 'That day included; empty while open'] }),
    keys: f.integer('交出钥匙', 'Keys handed over', { optional: true, readonly: true, min: 0 }),
    condition: f.longText('交接时状况', 'Condition at hand-over', { optional: true, readonly: true, max: 1000 }),
    handed_on: f.date('交接日期', 'Handed over on', { optional: true, readonly: true }),
    vacated_on: f.date('搬出日期', 'Vacated on', { optional: true, readonly: true }),
    keys_back: f.integer('交回钥匙', 'Keys returned', { optional: true, readonly: true, min: 0 }),
    inspection: f.longText('验房结果', 'Inspection', { optional: true, readonly: true, max: 1000 }),
  },
  title: ['building', 'space'],
  list: ['building', 'space', 'user_unit', 'purpose', 'from_on', 'to_on', 'vacated_on'],
  sorts: ['-number', '-from_on'],
  indexes: [['building']],
  access: { read: READERS, create: [...KEEPERS, 'logistics_head'] },
  empty: ['哪个部门用哪间房、从哪天起，在这里申请、批准、交接、验房。', 'Who uses which space from when: asked for, approved, handed over and inspected here.'],
  opening: {
    facts: ({ tx, input }) => keeperOf(tx, input.building),
    guard: ({ input }) => refuseOddSpan(input.from_on, input.to_on),
    set: ({ facts }) => ({ unit_id: facts.unit_id }),
  },
});
type Row = RowOf<typeof BuildingUse>;

const HandOver = defineSlip('building_hand_over', { label: ['房屋交接单', 'Hand-over of a space'], number: 'JF-{yyyy}{mm}-{0000}', copies: [['使用部门联', 'User copy'], ['房产存根联', 'Estate copy']] });

export const BuildingUseProcess = defineProcess(BuildingUse, 'requested',
  {
    requested: { label: ['已申请', 'Requested'], tone: 'waiting', due: { step: 'approve', at: ({ now, calendar: c }) => calendar.deadlineAfterDays(now, 3, c), escalateTo: 'general_affairs' } },
    approved: { label: ['已批准', 'Approved'], tone: 'active', due: { step: 'hand_over', at: ({ record, day, calendar: c }) => calendar.endOfBusinessDay(record.from_on > day ? record.from_on : day, c) } },
    handed_over: { label: ['已交接', 'Handed over'], tone: 'active' },
    in_use: { label: ['使用中', 'In use'], tone: 'done' },
    vacated: { label: ['已搬出', 'Vacated'], tone: 'waiting', due: { step: 'inspect', at: ({ now, calendar: c }) => calendar.deadlineAfterDays(now, 3, c), escalateTo: 'logistics_head' } },
    inspected: { label: ['已验房', 'Inspected'], tone: 'done' },
    refused: { label: ['未批准', 'Refused'], tone: 'stopped' },
  },
  (step) => ({
    approve: step({
      label: ['批准', 'Approve'], tone: 'primary', from: ['requested'], to: 'approved', by: HEADS, form: {},
      facts: async ({ tx, record }) => ({ uses: await usesOf(tx, record.building), keeper: await keeperOf(tx, record.building) }),
      guard: ({ record, facts }) => refuseClash(record, facts.uses),
    }),
    refuse: step({ label: ['不批准', 'Refuse'], tone: 'danger', from: ['requested'], to: 'refused', by: HEADS, form: { why: f.text('原因', 'Reason', { max: 200 }) } }),
    hand_over: step({
      label: ['交接', 'Hand over'], hint: ['当面点交钥匙、抄表、写明状况，双方签字', 'Count the keys, read the meters, note the condition; both sign'], tone: 'primary', from: ['approved'], to: 'handed_over', by: KEEPERS,
      form: {
        keys: f.integer('交出钥匙', 'Keys handed over', { min: 0, max: 500, unit: ['把', 'keys'] }), meters: f.text('表底数', 'Meter readings', { max: 200, optional: true, hint: ['如 电 12,345；水 678', 'e.g. electricity 12,345; water 678'] }),
        condition: f.longText('状况与缺陷', 'Condition and defects', { max: 1000 }), photos: f.photo('照片', 'Photographs', { optional: true }),
      },
      sign: [{ name: 'giver', label: ['移交人', 'Handed over by'], by: 'user', role: 'estate_clerk' }, { name: 'taker', label: ['接收人', 'Received by'], by: 'guest' }],
      set: ({ day }) => ({ handed_on: day }),
      slip: { kind: HandOver, content: async ({ tx, record, input }) => ({
        lines: [
          { label: ['房屋', 'Building'], value: (await readRecord(tx, Building, record.building))?.name ?? '' }, { label: ['房间或区域', 'Space'], value: record.space }, { label: ['用途', 'Purpose'], value: record.purpose },
          { label: ['使用期', 'From, to'], value: `${record.from_on} – ${record.to_on ?? '…'}` }, { label: ['钥匙', 'Keys'], value: String(input.keys) }, { label: ['表底数', 'Meters'], value: input.meters ?? '—' }, { label: ['状况', 'Condition'], value: input.condition },
        ],
      }) },
    }),
    move_in: step({ label: ['确认入驻', 'Confirm moving in'], tone: 'primary', from: ['handed_over'], to: 'in_use', by: KEEPERS, form: { note: f.text('说明', 'Note', { optional: true, max: 200 }) } }),
    vacate: step({
      label: ['搬出', 'Vacate'], from: ['handed_over', 'in_use'], to: 'vacated', by: KEEPERS, form: { vacated_on: f.date('搬出日期', 'Vacated on') },
      preview: ({ day }) => ({ lines: [], initial: { vacated_on: day } }),
      guard: ({ record, input }) => refuseOddSpan(record.from_on, input.vacated_on),
    }),
    inspect: step({
      label: ['验房', 'Inspect'], tone: 'primary', from: ['vacated'], to: 'inspected', by: KEEPERS,
      form: { keys_back: f.integer('交回钥匙', 'Keys returned', { min: 0, max: 500, unit: ['把', 'keys'] }), inspection: f.longText('验房结果', 'Inspection', { max: 1000, optional: true }), photos: f.photo('照片', 'Photographs', { optional: true }) },
      sign: [{ name: 'user', label: ['使用部门', 'User'], by: 'guest', refusable: true }],
      preview: ({ record }) => ({ lines: [[`交接时：钥匙 ${record.keys ?? 0} 把；${record.condition ?? '—'}`, `At hand-over: ${record.keys ?? 0} keys; ${record.condition ?? '—'}`]] }),
      guard: ({ record, input }) => refuseMissingKeys(record.keys, input.keys_back, input.inspection),
    }),
  }),
);

/** Uses that hold their space. The building is locked, so that of two approvals at once the second sees the first. */
async function usesOf(tx: Tx, building: string): Promise<readonly Use[]> {
  if (!tx.looking) await tx.query('select id from building where tenant_id = $1 and id = $2 for update', [tx.tenantId, building]);
  return tx.query<Use & Pick<Row, 'state'>>(
    `select id, number, space, from_on, to_on, vacated_on from building_use where tenant_id = $1 and building = $2 and archived_at is null and state in ('approved', 'handed_over', 'in_use', 'vacated', 'inspected')`, [tx.tenantId, building]);
}
