/**
 * The yearly count (资产盘点): what a department must have by the books of the moment it begins, everything that is seen, scanned or typed, what is
 * missing and what is too much, explained and signed; differences are posted once somebody else approves. Serves LOG-3.2, P24.
 */
import { calendar, createRecord, defineProcess, defineRegister, defineSlip, f, Refusal, takeStep, updateRecord, type RowOf, type Tx } from '../../../kernel/index.ts';
import { Asset } from './asset.ts';
import { AssetProcess } from './asset-process.ts';
import { HEADS, KEEPERS, READERS } from './roles.ts';
import { agrees, figuresOf, OUTCOMES, refuseOwn, unexplained, type CountLine, type Outcome } from './rules.ts';

const figure = (zh: string, en: string) => f.integer(zh, en, { optional: true, readonly: true, min: 0 });

export const AssetCount = defineRegister('asset_count', {
  label: ['资产盘点', 'Count of assets'],
  number: 'ZP-{yyyy}-{000}',
  fields: {
    department: f.unit('盘点部门', 'Department'),
    witness: f.text('监盘人', 'Witness', { max: 40, optional: true }),
    begun_on: f.date('开始日期', 'Begun on', { optional: true, readonly: true }),
    expected: figure('账面', 'On the books'), found: figure('相符', 'Found'), missing: figure('盘亏', 'Missing'), surplus: figure('盘盈', 'Surplus'), elsewhere: figure('账在别处', 'Booked elsewhere'),
    closed_on: f.date('签字日期', 'Signed on', { optional: true, readonly: true }),
    counter: f.ref('盘点人', 'Counted by', 'app_user', { optional: true, readonly: true }),
  },
  title: ['department', 'begun_on'],
  list: ['department', 'begun_on', 'expected', 'found', 'missing', 'surplus', 'elsewhere', 'closed_on'],
  sorts: ['-number', '-begun_on'],
  indexes: [['department', 'closed_on']],
  access: { read: READERS, create: KEEPERS },
  empty: ['每个部门每年盘点一次。建单后用手机打开“资产盘点”，逐件扫码。', 'Every department is counted once a year. Begin one here, then open “Count of assets” on a phone and scan.'],
  opening: {
    async facts({ tx, input }) {
      // Of two who begin at once one waits, and then finds the other's.
      await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`asset count ${tx.tenantId} ${input.department}`]);
      const [open] = await tx.query<{ number: string }>(`select number from asset_count where tenant_id = $1 and department = $2 and state in ('counting', 'signed') and archived_at is null`, [tx.tenantId, input.department]);
      return { open: open?.number ?? null, assets: await onBooksOf(tx, input.department) };
    },
    guard({ facts }) {
      if (facts.open !== null) throw new Refusal('asset_count.open', [`该部门的 ${facts.open} 尚未了结`, `${facts.open} of this department is not finished`], 409, { department: ['已有盘点', 'Being counted'] });
      if (facts.assets.length === 0) throw new Refusal('asset_count.nothing', ['该部门名下没有资产', 'Nothing is booked to this department'], 422, { department: ['另选部门', 'Choose another'] });
    },
    set: ({ facts, day }) => ({ begun_on: day, expected: facts.assets.length, unit_id: facts.assets[0]!.unit_id }),
    async effect({ tx, record, facts }) {
      for (const a of facts.assets) await createRecord(tx, AssetCountLine, { count: record.id, asset: a.id, what: a.name, outcome: 'missing', place: a.place, unit_id: record.unit_id });
    },
  },
});

export const AssetCountLine = defineRegister('asset_count_line', {
  label: ['盘点明细', 'Line of a count'],
  number: 'ZM-{yyyy}-{00000}',
  fields: {
    count: f.ref('盘点单', 'Count', 'asset_count', { readonly: true }),
    asset: f.ref('资产', 'Asset', 'asset', { optional: true, readonly: true }),
    what: f.text('实物', 'Thing', { max: 120, readonly: true }),
    outcome: f.choice('结果', 'Outcome', OUTCOMES, { readonly: true }),
    place: f.text('账面地点', 'Place on the books', { max: 60, optional: true, readonly: true }),
    seen_at: f.text('实见地点', 'Seen at', { max: 60, optional: true, readonly: true }),
    seen_on: f.dateTime('盘到时间', 'Seen on', { optional: true, readonly: true }),
    condition: f.choice('状况', 'Condition', { good: ['完好', 'Good'], damaged: ['损坏', 'Damaged'], label: ['标签缺损', 'Label lost'] }, { optional: true, readonly: true }),
    reason: f.text('差异原因', 'Why it differs', { max: 200, optional: true }),
    value: f.money('估价', 'Estimated value', { optional: true, min: 1, hint: ['盘盈的须估价', 'Needed for what is surplus'] }),
  },
  title: ['what', 'outcome'],
  list: ['count', 'asset', 'what', 'outcome', 'place', 'seen_at', 'seen_on', 'reason', 'value'],
  sorts: ['number'],
  indexes: [['asset']],
  unique: [['count', 'asset']],
  hidden: true,
  access: { read: READERS, create: [], edit: KEEPERS },
  opening: {
    async facts({ tx, id, input }) {
      const [row] = await tx.query<{ state: string }>('select state from asset_count where tenant_id = $1 and id = $2', [tx.tenantId, input.count]);
      return { open: id === null || row?.state === 'counting' };
    },
    guard({ facts }) {
      if (!facts.open) throw new Refusal('asset_count.signed', ['盘点表已签字，不能再改', 'The count is signed; nothing is changed any more'], 409);
    },
  },
});
type Line = RowOf<typeof AssetCountLine>;
const CountSlip = defineSlip('asset_count', { label: ['固定资产盘点表', 'Count sheet of assets'], number: 'PB-{yyyy}-{000}', copies: [['财务联', 'Finance'], ['部门联', 'Department'], ['资产存根联', 'Asset copy']] });

export const AssetCountProcess = defineProcess(AssetCount, 'counting',
  {
    counting: { label: ['盘点中', 'Counting'], tone: 'active', due: { step: 'sign', at: ({ now, calendar: c }) => calendar.deadlineAfterDays(now, 14, c), escalateTo: 'logistics_head' } },
    signed: { label: ['差异待批', 'Differences to approve'], tone: 'waiting', due: { step: 'approve', at: ({ now, calendar: c }) => calendar.deadlineAfterDays(now, 7, c), escalateTo: 'general_affairs' } },
    agreed: { label: ['账实相符', 'Agrees'], tone: 'done' },
    posted: { label: ['差异已处理', 'Differences posted'], tone: 'done' },
    given_up: { label: ['作废', 'Given up'], tone: 'stopped' },
  },
  (step) => ({
    sign: step({
      label: ['签字结束', 'Sign and finish'], hint: ['差异逐处写明原因；盘点人与部门双方签字', 'Every difference is explained; counter and department both sign'], tone: 'primary', from: ['counting'], to: ['agreed', 'signed'], by: KEEPERS, form: { note: f.text('说明', 'Note', { max: 200, optional: true }) },
      sign: [{ name: 'counter', label: ['盘点人', 'Counter'], by: 'user', role: 'store_clerk' }, { name: 'department', label: ['部门代表', 'Department'], by: 'guest' }],
      facts: async ({ tx, record }) => ({ lines: await linesOf(tx, record.id) }),
      ready: ({ facts }) => unexplained(facts.lines),
      preview: ({ facts }) => ({ lines: [sentence(figuresOf(facts.lines))] }),
      choose: ({ facts }) => (agrees(figuresOf(facts.lines)) ? 'agreed' : 'signed'),
      set: ({ facts, actor, day }) => ({ ...figuresOf(facts.lines), closed_on: day, counter: actor.kind === 'user' ? actor.id : null }),
      async effect({ tx, facts, day }) {
        for (const l of facts.lines) if (l.asset !== null && l.outcome === 'found') await updateRecord(tx, Asset, { id: l.asset }, { counted_on: day }, { what: 'counted' });
      },
      slip: { kind: CountSlip, content: async ({ tx, record, facts, input }) => ({
        lines: [
          { label: ['部门', 'Department'], value: await unitName(tx, record.department) }, { label: ['账面', 'On the books'], value: String(record.expected) }, { label: ['相符', 'Found'], value: String(record.found) }, { label: ['盘亏', 'Missing'], value: String(record.missing) },
          { label: ['盘盈', 'Surplus'], value: String(record.surplus) }, { label: ['账在别处', 'Booked elsewhere'], value: String(record.elsewhere) }, { label: ['监盘人', 'Witness'], value: record.witness ?? '—' }, { label: ['说明', 'Note'], value: input.note ?? '—' },
        ],
        table: { columns: [['实物', 'Thing'], ['结果', 'Outcome'], ['地点', 'Place'], ['原因', 'Why']], rows: facts.lines.filter((l) => l.outcome !== 'found').map((l) => [l.what, OUTCOMES[l.outcome][0], l.seen_at ?? l.place ?? '', l.reason ?? '']) },
        boxes: [['财务', 'Finance']],
      }) },
    }),
    approve: step({
      label: ['批准差异', 'Approve the differences'], tone: 'primary', from: ['signed'], to: 'posted', by: HEADS, form: {},
      facts: async ({ tx, record }) => ({ lines: await linesOf(tx, record.id) }),
      preview: ({ facts }) => ({ lines: facts.lines.filter((l) => l.outcome !== 'found').slice(0, 20).map((l) => [`${OUTCOMES[l.outcome][0]}：${l.what}；${l.reason ?? ''}`, `${OUTCOMES[l.outcome][1]}: ${l.what}; ${l.reason ?? ''}`]) }),
      guard: ({ record, actor }) => refuseOwn('asset_count', [record.created_by, record.counter], actor.id),
      effect: ({ tx, record, facts, day }) => postDifferences(tx, record, facts.lines, day),
    }),
    count_again: step({ label: ['退回重盘', 'Count again'], from: ['signed'], to: 'counting', by: HEADS, form: { why: f.text('原因', 'Why', { max: 200 }) }, set: () => ({ closed_on: null, counter: null }) }),
    give_up: step({ label: ['作废', 'Give up'], tone: 'danger', from: ['counting'], to: 'given_up', by: KEEPERS, form: { why: f.text('原因', 'Why', { max: 200 }) } }),
  }),
);

/** Missing things wait for a decision; what is surplus is entered at its estimate. What is booked elsewhere is handed over, not posted. */
async function postDifferences(tx: Tx, count: { readonly number: string; readonly unit_id: string; readonly department: string }, lines: readonly Line[], day: string): Promise<void> {
  for (const l of lines) {
    if (l.outcome === 'missing' && l.asset !== null && (await stillThere(tx, l.asset))) await takeStep(tx, AssetProcess, l.asset, 'miss', { why: `${count.number}：${l.reason ?? ''}`.slice(0, 200) });
    if (l.outcome === 'surplus') await createRecord(tx, Asset, { name: l.what.slice(0, 60), category: 'other', value: l.value ?? 1, months: 12, entered_on: day, origin: 'counted', source: count.number, for_department: count.department, unit_id: count.unit_id });
  }
}
/** It may have been struck off or found missing by another count in the meantime. */
async function stillThere(tx: Tx, asset: string): Promise<boolean> {
  return (await tx.query(`select 1 from asset where tenant_id = $1 and id = $2 and left_on is null and state <> 'missing'`, [tx.tenantId, asset])).length > 0;
}

export function onBooksOf(tx: Tx, department: string): Promise<{ id: string; name: string; place: string | null; unit_id: string }[]> {
  return tx.query(
    `select id, concat_ws(' ', name, spec) as name, place, unit_id from asset where tenant_id = $1 and coalesce(department, unit_id) = $2 and left_on is null and state <> 'missing' and archived_at is null order by number limit 2000`, [tx.tenantId, department]);
}
export const linesOf = (tx: Tx, count: string): Promise<Line[]> => tx.query<Line>('select * from asset_count_line where tenant_id = $1 and count = $2 and archived_at is null order by number', [tx.tenantId, count]);
const sentence = (n: ReturnType<typeof figuresOf>): readonly [string, string] => [
  `账面 ${n.expected} 件：相符 ${n.found}，盘亏 ${n.missing}；另有盘盈 ${n.surplus}，账在别处 ${n.elsewhere}`, `${n.expected} on the books: ${n.found} found, ${n.missing} missing; besides, ${n.surplus} surplus and ${n.elsewhere} booked elsewhere`];
async function unitName(tx: Tx, unit: string): Promise<string> {
  const [row] = await tx.query<{ name: string }>('select name from unit where tenant_id = $1 and id = $2', [tx.tenantId, unit]);
  return row?.name ?? '';
}
export type { CountLine, Outcome };
