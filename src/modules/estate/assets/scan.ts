/** What is seen during a count (盘点扫描): a label scanned, a number typed, or a thing without a label described. The line of the count follows. Serves LOG-3.2, P24. */
import { createRecord, defineRegister, f, Refusal, updateRecord, type Tx } from '../../../kernel/index.ts';
import { AssetCountLine } from './count.ts';
import { KEEPERS, READERS } from './roles.ts';
import { codeOf, OUTCOMES, outcomeOf, type Seen } from './rules.ts';

export const AssetScan = defineRegister('asset_scan', {
  label: ['盘点扫描', 'Scan'],
  number: 'ZS-{yyyy}-{000000}',
  fields: {
    count: f.ref('盘点单', 'Count', 'asset_count'),
    code: f.text('标签或编号', 'Label or number', { max: 200, optional: true }),
    what: f.text('没有标签的实物', 'Thing without a label', { max: 120, optional: true }),
    seen_at: f.text('地点', 'Place', { max: 60, optional: true }),
    condition: f.choice('状况', 'Condition', { good: ['完好', 'Good'], damaged: ['损坏', 'Damaged'], label: ['标签缺损', 'Label lost'] }, { initial: 'good' }),
    photo: f.photo('照片', 'Photograph', { optional: true }),
    asset: f.ref('资产', 'Asset', 'asset', { optional: true, readonly: true }),
    outcome: f.choice('结果', 'Outcome', OUTCOMES, { optional: true, readonly: true }),
    again: f.yesNo('重复', 'Again', { optional: true, readonly: true }),
  },
  title: ['asset', 'code'],
  list: ['count', 'asset', 'code', 'what', 'outcome', 'seen_at', 'condition'],
  sorts: ['-number'],
  indexes: [['count']],
  hidden: true,
  access: { read: READERS, create: KEEPERS },
  opening: {
    async facts({ tx, input }) {
      // Two phones that scan the same label take turns.
      const [count] = await tx.query<{ state: string; unit_id: string }>('select state, unit_id from asset_count where tenant_id = $1 and id = $2 for update', [tx.tenantId, input.count]);
      const asset = input.code === null ? null : await assetFor(tx, input.code);
      const [line] = asset === null ? [] : await tx.query<{ id: string; outcome: string }>('select id, outcome from asset_count_line where tenant_id = $1 and count = $2 and asset = $3', [tx.tenantId, input.count, asset.id]);
      return { count, asset, line: line ?? null };
    },
    guard({ input, facts }) {
      if (facts.count?.state !== 'counting') throw new Refusal('asset_scan.closed', ['这次盘点已结束', 'This count is finished'], 409);
      if (input.code === null && (input.what ?? '').trim() === '') throw new Refusal('asset_scan.nothing', ['请扫码、键入编号，或写明没有标签的实物', 'Scan, type a number, or describe the thing without a label'], 422, { code: ['必填', 'Required'] });
      if (input.code !== null && facts.asset === null) throw new Refusal('asset_scan.unknown', [`没有资产 ${input.code.slice(-40)}；没有标签的请写明实物`, `No asset ${input.code.slice(-40)}; describe a thing without a label`], 422, { code: ['查无此号', 'Not found'] });
    },
    set: ({ facts }) => ({
      asset: facts.asset?.id ?? null, again: facts.line !== null && facts.line.outcome !== 'missing',
      outcome: outcomeOf(facts.asset === null ? null : seen(facts.asset, facts.line)), unit_id: facts.count!.unit_id,
    }),
    async effect({ tx, record, facts, now }) {
      const known = { outcome: record.outcome ?? 'surplus', seen_at: record.seen_at, seen_on: now, condition: record.condition };
      if (facts.line !== null) await updateRecord(tx, AssetCountLine, facts.line, known, { what: 'seen' });
      else await createRecord(tx, AssetCountLine, { count: record.count, asset: record.asset, what: facts.asset?.name ?? record.what ?? '', place: facts.asset?.place ?? null, unit_id: record.unit_id, ...known });
    },
  },
});

interface Found { readonly id: string; readonly name: string; readonly state: string; readonly department: string | null; readonly place: string | null }
const seen = (asset: Found, line: { readonly outcome: string } | null): Seen => ({ department: asset.department, state: asset.state, expected: line !== null && line.outcome !== 'elsewhere' && line.outcome !== 'gone' });

async function assetFor(tx: Tx, typed: string): Promise<Found | null> {
  const code = codeOf(typed);
  if (code === null) return null;
  const [found] = await tx.query<Found>(
    `select id, concat_ws(' ', name, spec, number) as name, state, department, place from asset where tenant_id = $1 and ${'id' in code ? 'id = $2::uuid' : 'number = $2'} and archived_at is null`, [tx.tenantId, 'id' in code ? code.id : code.number]);
  return found ?? null;
}
