/**
 * Buying fixed assets (固定资产购置): asked for, approved on the right side of the boundary, bought at no more than was approved, accepted by somebody
 * else with the using department; every accepted piece then stands in the ledger. Serves LOG-3.1, G-L5, P24.
 */
import { calendar, createRecord, defineProcess, defineRegister, defineSlip, f, type RowOf, yuan } from '../../../kernel/index.ts';
import { Asset } from './asset.ts';
import { boundaryOn } from './parameters.ts';
import { ASKERS, HEADS, KEEPERS, READERS } from './roles.ts';
import { CATEGORIES, refuseDearer, refuseOtherSide, refuseOwn, serialsOf, sideOf } from './rules.ts';

export const AssetRequest = defineRegister('asset_request', {
  label: ['固定资产购置', 'Purchase of assets'],
  number: 'ZG-{yyyy}{mm}-{0000}',
  fields: {
    name: f.text('名称', 'Name', { max: 60 }),
    spec: f.text('规格型号', 'Specification', { max: 80, optional: true }),
    category: f.choice('类别', 'Category', CATEGORIES),
    quantity: f.integer('数量', 'Quantity', { min: 1, max: 200 }),
    estimate: f.money('预计单价', 'Expected price', { min: 1 }),
    months: f.integer('预计使用期限', 'Useful life', { min: 1, max: 1200, unit: ['个月', 'months'] }),
    department: f.unit('使用部门', 'For department'),
    purpose: f.text('用途', 'Purpose', { max: 200 }),
    needed_by: f.date('需用日期', 'Needed by', { optional: true }),
    price: f.money('成交单价', 'Price paid', { optional: true, readonly: true }),
    supplier: f.text('供应商', 'Supplier', { optional: true, readonly: true, max: 60 }),
    document: f.text('合同或发票号', 'Contract or invoice', { optional: true, readonly: true, max: 60 }),
    bought_on: f.date('购置日期', 'Bought on', { optional: true, readonly: true }),
    buyer: f.ref('经办人', 'Bought by', 'app_user', { optional: true, readonly: true }),
    warranty_to: f.date('保修至', 'Under warranty until', { optional: true, readonly: true }),
    accepted_on: f.date('验收日期', 'Accepted on', { optional: true, readonly: true }),
  },
  title: ['name', 'quantity'],
  list: ['name', 'spec', 'category', 'quantity', 'estimate', 'price', 'department', 'accepted_on'],
  sorts: ['-number', 'needed_by'],
  access: { read: READERS, create: ASKERS },
  empty: ['要添置什么、给哪个部门、做什么用，在这里申请；批准、购置、验收后逐件入账。', 'What is to be bought, for whom and what for: asked for here; approved, bought and accepted, each piece enters the ledger.'],
});
type Row = RowOf<typeof AssetRequest>;
const AcceptSlip = defineSlip('asset_acceptance', { label: ['固定资产验收单', 'Acceptance of assets'], number: 'ZY-{yyyy}{mm}-{0000}', copies: [['使用部门联', 'Department'], ['资产存根联', 'Asset copy']] });
const why = f.text('原因', 'Reason', { max: 200 });

export const AssetRequestProcess = defineProcess(AssetRequest, 'requested',
  {
    requested: { label: ['已申请', 'Requested'], tone: 'waiting', due: { step: 'approve', at: ({ now, calendar: c }) => calendar.deadlineAfterDays(now, 3, c), escalateTo: 'general_affairs' } },
    approved: { label: ['购置中', 'To be bought'], tone: 'active', due: { step: 'purchase', at: ({ record, now, calendar: c }) => (record.needed_by === null ? calendar.deadlineAfterDays(now, 30, c) : calendar.endOfBusinessDay(record.needed_by, c)) } },
    purchased: { label: ['待验收', 'To be accepted'], tone: 'waiting', due: { step: 'accept', at: ({ now, calendar: c }) => calendar.deadlineAfterDays(now, 7, c), escalateTo: 'logistics_head' } },
    accepted: { label: ['已验收入账', 'Accepted'], tone: 'done' },
    refused: { label: ['未批准', 'Refused'], tone: 'stopped' },
    sent_back: { label: ['验收不合格', 'Sent back'], tone: 'stopped' },
  },
  (step) => ({
    approve: step({
      label: ['批准', 'Approve'], tone: 'primary', from: ['requested'], to: 'approved', by: HEADS, form: {},
      facts: async ({ tx, record, day }) => ({ found: sideOf({ category: record.category, value: record.estimate, months: record.months }, await boundaryOn(tx, day)) }),
      ready: ({ facts }) => (facts.found.side === 'open' ? facts.found.why : null),
      preview: ({ facts }) => ({ lines: [facts.found.why] }),
      guard({ record, facts, actor }) { refuseOwn('asset_request', [record.created_by], actor.id); refuseOtherSide('asset_request', facts.found, 'asset'); },
    }),
    refuse: step({ label: ['不批准', 'Refuse'], tone: 'danger', from: ['requested', 'approved'], to: 'refused', by: HEADS, form: { why } }),
    raise: step({
      label: ['批准调价', 'Approve a higher price'], from: ['approved'], to: 'approved', by: HEADS, form: { estimate: f.money('批准单价', 'Approved price', { min: 1 }), why },
      preview: ({ record }) => ({ lines: [], initial: { estimate: record.estimate } }),
      guard: ({ record, actor }) => refuseOwn('asset_request', [record.created_by], actor.id),
    }),
    purchase: step({
      label: ['登记购置', 'Bought'], tone: 'primary', from: ['approved'], to: 'purchased', by: KEEPERS,
      form: { price: f.money('成交单价', 'Price paid', { min: 1 }), supplier: f.text('供应商', 'Supplier', { max: 60 }), document: f.text('合同或发票号', 'Contract or invoice', { max: 60 }), warranty_to: f.date('保修至', 'Under warranty until', { optional: true }) },
      preview: ({ record }) => ({ lines: [], initial: { price: record.estimate } }),
      guard: ({ record, input }) => refuseDearer(record.estimate, input.price),
      set: ({ actor, day }) => ({ bought_on: day, buyer: actor.kind === 'user' ? actor.id : null }),
    }),
    accept: step({
      label: ['验收入账', 'Accept'], hint: ['数量、规格、质量当面核对；经办购置的人不能自己验收', 'Quantity, specification and quality are checked on the spot; whoever bought it does not accept it'], tone: 'primary', from: ['purchased'], to: 'accepted', by: [...KEEPERS, ...HEADS],
      form: { serials: f.longText('出厂编号', 'Serial numbers', { optional: true, max: 4000, hint: ['一行一个；没有编号留空', 'One a line; empty when there are none'] }), checked: f.text('验收意见', 'Finding', { max: 200 }), photos: f.photo('照片', 'Photographs', { optional: true }) },
      sign: [{ name: 'department', label: ['使用部门', 'Department'], by: 'guest' }],
      facts: async ({ tx, record, day }) => ({ found: sideOf({ category: record.category, value: record.price ?? 0, months: record.months }, await boundaryOn(tx, day)) }),
      guard({ record, facts, input, actor }) {
        refuseOwn('asset_request', [record.buyer], actor.id);
        refuseOtherSide('asset_request', facts.found, 'asset');
        serialsOf(input.serials, record.quantity);
      },
      set: ({ day }) => ({ accepted_on: day }),
      async effect({ tx, record, input, day }) {
        for (const serial of serialsOf(input.serials, record.quantity)) await createRecord(tx, Asset, { ...pieceOf(record), serial, entered_on: day });
      },
      slip: { kind: AcceptSlip, content: ({ record, input }) => ({
        lines: [
          { label: ['名称', 'Name'], value: [record.name, record.spec].filter((x) => x !== null).join(' ') }, { label: ['数量', 'Quantity'], value: String(record.quantity) }, { label: ['单价（元）', 'Price (yuan)'], value: yuan(record.price ?? 0) },
          { label: ['供应商', 'Supplier'], value: record.supplier ?? '' }, { label: ['合同或发票号', 'Contract or invoice'], value: record.document ?? '' }, { label: ['验收意见', 'Finding'], value: input.checked },
        ], boxes: [['资产保管', 'Asset keeper']],
      }) },
    }),
    send_back: step({ label: ['不合格退货', 'Send back'], tone: 'danger', from: ['purchased'], to: 'sent_back', by: [...KEEPERS, ...HEADS], form: { why } }),
  }),
);
const pieceOf = (r: Row) => ({ name: r.name, spec: r.spec, category: r.category, value: r.price ?? 0, months: r.months, warranty_to: r.warranty_to, origin: 'bought' as const, source: r.number, unit_id: r.unit_id, for_department: r.department });
