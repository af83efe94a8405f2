/**
 * The life of an asset (资产的一生): labelled, issued to a custodian who signs, handed over from one to the next, taken back, repaired, missing,
 * scrapped with approval and residual. Whoever holds one is not cleared when leaving. Serves LOG-3.1 to LOG-3.3, P24.
 */
import { calendar, createRecord, defineProcess, defineSlip, f, readRecord, Refusal, type Label, type Tx, yuan } from '../../../kernel/index.ts';
import { freeElsewhere, holdElsewhere } from '../../people/custody/index.ts';
import { Employee, employedOn } from '../../people/staff/index.ts';
import { Asset, moved, type AssetRow } from './asset.ts';
import { AssetCare } from './care.ts';
import { book, unbook } from './ledger.ts';
import { HEADS, KEEPERS } from './roles.ts';
import { refuseOtherSigner, refuseOwn, refuseResidual } from './rules.ts';

const IssueSlip = defineSlip('asset_issue', { label: ['固定资产领用单', 'Issue of an asset'], number: 'ZL-{yyyy}{mm}-{0000}', copies: [['保管人联', 'Custodian'], ['资产存根联', 'Asset copy']] });
const HandOverSlip = defineSlip('asset_hand_over', { label: ['固定资产交接单', 'Hand-over of an asset'], number: 'ZJ-{yyyy}{mm}-{0000}', copies: [['接收人联', 'Receiver'], ['资产存根联', 'Asset copy']] });
const ScrapSlip = defineSlip('asset_scrap', { label: ['固定资产报废单', 'Scrapping of an asset'], number: 'ZF-{yyyy}{mm}-{0000}', copies: [['财务联', 'Finance'], ['资产存根联', 'Asset copy']] });

const why = f.text('原因', 'Reason', { max: 200 });
const condition = f.text('状况', 'Condition', { max: 200 });
const place = f.text('存放地点', 'Place', { max: 60 });
const keeping = { custodian: f.ref('保管人', 'Custodian', 'employee'), department: f.unit('使用部门', 'Department'), place, condition };
const back = (unit: string) => ({ custodian: null, person: null, department: unit, place: null, held_since: null });

export const AssetProcess = defineProcess(Asset, 'entered',
  {
    entered: { label: ['待贴签', 'To be labelled'], tone: 'waiting', due: { step: 'label', at: ({ now, calendar: c }) => calendar.deadlineAfterDays(now, 3, c) } },
    in_store: { label: ['在库', 'In store'], tone: 'waiting' },
    in_use: { label: ['在用', 'In use'], tone: 'done' },
    in_repair: { label: ['在修', 'In repair'], tone: 'alarm' },
    scrap_asked: { label: ['报废待批', 'To be scrapped'], tone: 'waiting', due: { step: 'scrap', at: ({ now, calendar: c }) => calendar.deadlineAfterDays(now, 7, c), escalateTo: 'general_affairs' } },
    missing: { label: ['盘亏待处理', 'Missing'], tone: 'alarm', due: { step: 'write_off', at: ({ now, calendar: c }) => calendar.deadlineAfterDays(now, 30, c), escalateTo: 'general_affairs' } },
    scrapped: { label: ['已报废', 'Scrapped'], tone: 'stopped' },
    written_off: { label: ['已核销', 'Written off'], tone: 'stopped' },
    reclassified: { label: ['已转易耗品', 'Became a consumable'], tone: 'stopped' },
    cancelled: { label: ['已红冲', 'Cancelled'], tone: 'stopped' },
  },
  (step) => ({
    label: step({ label: ['贴签入库', 'Label and store'], hint: ['标签打印后贴在实物上', 'Print the label and stick it on the thing'], tone: 'primary', from: ['entered'], to: 'in_store', by: KEEPERS, form: {}, set: ({ record, day }) => ({ labelled_on: day, department: record.unit_id }) }),
    issue: step({
      label: ['领用', 'Issue'], tone: 'primary', from: ['in_store'], to: 'in_use', by: KEEPERS, form: keeping, sign: [{ name: 'taker', label: ['保管人', 'Custodian'], by: 'guest' }],
      facts: async ({ tx, input, day }) => ({ taker: await keeperOf(tx, input.custodian, day) }), preview: ({ record }) => ({ lines: [], initial: { department: record.for_department } }),
      guard({ facts, signers }) { refuseGone(facts.taker); refuseOtherSigner(signers['taker']!, facts.taker.name, 'taker'); },
      set: ({ facts, day }) => ({ person: facts.taker.app_user, held_since: day }),
      async effect({ tx, record, input, day }) { await held(tx, record); await moved(tx, record, 'issued', { day, note: input.condition }); },
      slip: { kind: IssueSlip, content: ({ record, facts, input, day }) => ({ lines: [...about(record), ...keptBy(facts.taker.name, input, day)] }) },
    }),
    hand_over: step({
      label: ['交接', 'Hand over'], hint: ['原保管人与接收人当面核对，双方签字', 'Both are present and both sign'], tone: 'primary', from: ['in_use'], to: 'in_use', by: KEEPERS, form: keeping,
      sign: [{ name: 'giver', label: ['移交人', 'Giver'], by: 'guest', refusable: true }, { name: 'taker', label: ['接收人', 'Receiver'], by: 'guest' }],
      facts: async ({ tx, record, input, day }) => ({ giver: await nameOf(tx, record.custodian), taker: await keeperOf(tx, input.custodian, day) }),
      preview: ({ record, facts }) => ({ lines: [[`现保管人 ${facts.giver}，自 ${record.held_since}`, `Kept by ${facts.giver} since ${record.held_since}`]], initial: { custodian: null, department: record.department, place: record.place } }),
      guard({ record, input, facts, signers }) {
        refuseSame(record.custodian, input.custodian);
        refuseGone(facts.taker);
        refuseOtherSigner(signers['giver']!, facts.giver, 'giver');
        refuseOtherSigner(signers['taker']!, facts.taker.name, 'taker');
      },
      set: ({ facts, day }) => ({ person: facts.taker.app_user, held_since: day }),
      async effect({ tx, before, record, input, day }) { await held(tx, record); await moved(tx, record, 'handed_over', { from: before.custodian, day, note: input.condition }); },
      slip: { kind: HandOverSlip, content: ({ record, facts, input, day }) => ({ lines: [...about(record), { label: ['移交人', 'From'], value: facts.giver }, ...keptBy(facts.taker.name, input, day)] }) },
    }),
    move: step({ label: ['移位', 'Move'], from: ['in_store', 'in_use'], to: ['in_store', 'in_use'], by: KEEPERS, form: { place }, choose: ({ record }) => home(record), effect: ({ tx, record, day }) => moved(tx, record, 'moved', { day }) }),
    take_back: step({
      label: ['收回', 'Take back'], from: ['in_use'], to: 'in_store', by: KEEPERS, form: { condition }, sign: [{ name: 'giver', label: ['保管人', 'Custodian'], by: 'guest', refusable: true }],
      facts: async ({ tx, record }) => ({ giver: await nameOf(tx, record.custodian) }),
      guard: ({ facts, signers }) => refuseOtherSigner(signers['giver']!, facts.giver, 'giver'),
      set: ({ record }) => back(record.unit_id),
      async effect({ tx, before, record, input, day }) { await freeElsewhere(tx, sourceOf(record)); await moved(tx, record, 'taken_back', { from: before.custodian, day, note: input.condition }); },
    }),
    to_repair: step({ label: ['送修', 'Send to repair'], from: ['in_store', 'in_use'], to: 'in_repair', by: KEEPERS, form: { why: f.text('故障', 'Fault', { max: 200 }) }, effect: ({ tx, record, day }) => moved(tx, record, 'to_repair', { day, note: record.why }) }),
    repaired: step({
      label: ['修复', 'Repaired'], tone: 'primary', from: ['in_repair'], to: ['in_store', 'in_use'], by: KEEPERS,
      form: { done: f.text('修了什么', 'What was done', { max: 200 }), done_by: f.text('承修', 'By', { max: 60 }), cost: f.money('费用', 'Cost', { min: 0 }) },
      choose: ({ record }) => home(record), set: () => ({ why: null }),
      effect: ({ tx, before, record, input, day }) => mended(tx, record, { ...input, what: `${before.why ?? ''} → ${input.done}`.slice(0, 200), day }),
    }),
    ask_scrap: step({ label: ['申请报废', 'Ask to scrap'], from: ['in_store', 'in_use', 'in_repair'], to: 'scrap_asked', by: KEEPERS, form: { why }, set: ({ actor }) => ({ asked_by: actor.kind === 'user' ? actor.id : null }) }),
    keep: step({ label: ['不同意报废', 'Keep it'], from: ['scrap_asked'], to: ['in_store', 'in_use'], by: HEADS, form: { note: f.text('理由', 'Reason', { max: 200 }) }, choose: ({ record }) => home(record), set: () => ({ why: null, asked_by: null }) }),
    scrap: step({
      label: ['批准报废', 'Approve scrapping'], tone: 'danger', from: ['scrap_asked'], to: 'scrapped', by: HEADS,
      form: { residual: f.money('残值', 'Residual', { min: 0, hint: ['变卖或回收所得；没有填 0', 'What it brought; 0 for nothing'] }), disposal: f.text('处置方式', 'Disposed of by', { max: 100 }) },
      preview: ({ record }) => ({ lines: [[`原值 ${yuan(record.value)} 元，${record.entered_on} 入账；${record.why ?? ''}`, `${yuan(record.value)} yuan, entered ${record.entered_on}; ${record.why ?? ''}`]] }),
      guard({ record, input, actor }) { refuseOwn('asset', [record.asked_by], actor.id); refuseResidual(input.residual, record.value); },
      set: ({ record, day }) => ({ ...back(record.unit_id), department: record.department, left_on: day }),
      effect: ({ tx, before, record, now, day }) => leave(tx, 'scrap', 'scrapped', { before, record, now, day }),
      slip: { kind: ScrapSlip, content: ({ record, input }) => ({ lines: [...about(record), { label: ['报废原因', 'Why'], value: record.why ?? '' }, { label: ['残值（元）', 'Residual (yuan)'], value: yuan(input.residual) }, { label: ['处置方式', 'Disposed of by'], value: input.disposal }], boxes: [['财务', 'Finance']] }) },
    }),
    /** Only an approved count says that something is missing. */
    miss: step({ label: ['盘亏', 'Missing'], from: ['entered', 'in_store', 'in_use', 'in_repair', 'scrap_asked'], to: 'missing', by: [], form: { why }, effect: ({ tx, record, now, day }) => lost(tx, 'miss', record, { at: now, day }) }),
    find: step({
      label: ['找回', 'Found again'], tone: 'primary', from: ['missing'], to: ['in_store', 'in_use'], by: KEEPERS, form: { place }, choose: ({ record }) => home(record), set: () => ({ why: null }), effect: ({ tx, record, now, day }) => lost(tx, 'find', record, { at: now, day }),
    }),
    write_off: step({
      label: ['批准核销', 'Write off'], tone: 'danger', from: ['missing'], to: 'written_off', by: HEADS, form: { decision: f.text('处理决定', 'Decision', { max: 200, hint: ['责任如何认定、是否赔偿', 'Who answers for it, and whether anything is paid'] }) },
      set: ({ record, day }) => ({ ...back(record.unit_id), department: record.department, left_on: day }),
      effect: ({ tx, before, record, input, now, day }) => leave(tx, 'write_off', 'written_off', { before, record, now, day, note: input.decision }),
    }),
    /** Only an approved reclassification takes it to the consumables. */
    reclassify: step({ label: ['转为易耗品', 'Becomes a consumable'], from: ['in_store'], to: 'reclassified', by: [], form: {}, set: ({ day }) => ({ left_on: day }), effect: ({ tx, before, record, now, day }) => leave(tx, 'turn_out', 'reclassified', { before, record, now, day }) }),
    cancel: step({
      label: ['红冲', 'Cancel the entry'], hint: ['录错时冲回；领用过的不能', 'For a wrong entry; not once it was issued'], tone: 'danger', from: ['entered', 'in_store'], to: 'cancelled', by: KEEPERS, form: { why },
      facts: async ({ tx, record }) => ({ why: await whyNotCancel(tx, record) }), ready: ({ facts }) => facts.why, set: ({ day }) => ({ left_on: day }),
      async effect({ tx, record, day }) { await unbook(tx, record, day); await moved(tx, record, 'cancelled', { day, note: record.why }); },
    }),
  }),
);

/** Where it goes when nothing is the matter with it. */
const home = (a: Pick<AssetRow, 'custodian'>): 'in_store' | 'in_use' => (a.custodian === null ? 'in_store' : 'in_use');
interface Taker { readonly id: string | null; readonly name: string; readonly app_user: string | null; readonly employed: boolean }
async function keeperOf(tx: Tx, employee: string | undefined, day: string): Promise<Taker> {
  const found = employee ? await readRecord(tx, Employee, employee) : null;
  return { id: found?.id ?? null, name: found?.name ?? '', app_user: found?.app_user ?? null, employed: found !== null && employedOn(found, day) };
}
async function nameOf(tx: Tx, employee: string | null): Promise<string> {
  return employee === null ? '' : ((await readRecord(tx, Employee, employee))?.name ?? '');
}
function refuseSame(now: string | null, next: string): void {
  if (now === next) throw new Refusal('asset.same_custodian', ['已由此人保管；只换地点请用“移位”', 'This person keeps it already; use “Move” for another place'], 422, { custodian: ['另选一人', 'Choose somebody else'] });
}
function refuseGone(taker: Taker): void {
  if (!taker.employed) throw new Refusal('asset.not_employed', ['保管人不在职', 'Not employed'], 422, { custodian: ['不在职', 'Not employed'] });
}
async function lost(tx: Tx, movement: 'miss' | 'find', a: AssetRow, when: { readonly at: Date; readonly day: string }): Promise<void> {
  await book(tx, movement, a, when);
  await moved(tx, a, movement === 'miss' ? 'missed' : 'found', { day: when.day, note: a.why });
}
async function mended(tx: Tx, a: AssetRow, m: { readonly what: string; readonly done_by: string; readonly cost: number; readonly day: string }): Promise<void> {
  await createRecord(tx, AssetCare, { asset: a.id, kind: 'repair', done_on: m.day, what: m.what, done_by: m.done_by, cost: m.cost, unit_id: a.unit_id });
  await moved(tx, a, 'repaired', { day: m.day });
}
const sourceOf = (a: Pick<AssetRow, 'number'>): string => a.number;
const held = (tx: Tx, a: AssetRow): Promise<void> => holdElsewhere(tx, { employee: a.custodian ?? '', what: `${a.name} ${a.number}`, source: sourceOf(a), unit_id: a.unit_id });
const keptBy = (name: string, input: { readonly place: string; readonly condition: string }, day: string) => [
  { label: ['保管人', 'Custodian'] as const, value: name }, { label: ['存放地点', 'Place'] as const, value: input.place }, { label: ['状况', 'Condition'] as const, value: input.condition }, { label: ['日期', 'Date'] as const, value: day },
];
const about = (a: AssetRow) => [
  { label: ['资产编号', 'Asset no.'] as const, value: a.number }, { label: ['名称', 'Name'] as const, value: [a.name, a.spec].filter((x) => x !== null).join(' ') }, { label: ['出厂编号', 'Serial'] as const, value: a.serial ?? '—' },
  { label: ['原值（元）', 'Value (yuan)'] as const, value: yuan(a.value) },
];

async function whyNotCancel(tx: Tx, a: AssetRow): Promise<Label | null> {
  if (a.origin !== 'opening' && a.origin !== 'bought') return ['由盘点或重分类入账的不能红冲', 'It was entered by a count or a reclassification'];
  return (await tx.query('select 1 from asset_movement where tenant_id = $1 and asset = $2 and what <> $3', [tx.tenantId, a.id, 'entered'])).length > 0 ? ['已有领用或异动，不能红冲', 'It was issued or moved already'] : null;
}
async function leave(tx: Tx, movement: 'scrap' | 'write_off' | 'turn_out', what: 'scrapped' | 'written_off' | 'reclassified', c: { readonly before: AssetRow; readonly record: AssetRow; readonly now: Date; readonly day: string; readonly note?: string }): Promise<void> {
  await book(tx, movement, c.record, { at: c.now, day: c.day });
  await freeElsewhere(tx, sourceOf(c.record));
  await moved(tx, c.record, what, { from: c.before.custodian, day: c.day, note: c.note ?? c.record.why });
}
