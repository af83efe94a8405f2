/** Maintenance and repair of assets (资产保养与维修): what was done, by whom, at what cost, and when the next is due. Serves LOG-3.3. */
import { defineRegister, f, readRecord, Refusal, updateRecord } from '../../../kernel/index.ts';
import { Asset } from './asset.ts';
import { KEEPERS, READERS } from './roles.ts';

export const AssetCare = defineRegister('asset_care', {
  label: ['资产维护', 'Care of assets'],
  number: 'ZW-{yyyy}-{0000}',
  fields: {
    asset: f.ref('资产', 'Asset', 'asset'),
    kind: f.choice('类别', 'Kind', { maintenance: ['保养', 'Maintenance'], repair: ['维修', 'Repair'], check: ['检测', 'Inspection'], other: ['其他', 'Other'] }),
    done_on: f.date('日期', 'Done on'),
    what: f.text('内容', 'What was done', { max: 200 }),
    done_by: f.text('承办', 'By', { max: 60 }),
    cost: f.money('费用', 'Cost', { min: 0 }),
    next_on: f.date('下次日期', 'Next on', { optional: true }),
  },
  title: ['asset', 'done_on'],
  list: ['asset', 'kind', 'done_on', 'what', 'done_by', 'cost', 'next_on'],
  sorts: ['-done_on', '-number'],
  indexes: [['asset', 'done_on']],
  access: { read: READERS, create: KEEPERS },
  empty: ['保养、检测在这里登记并写明下次日期；维修由资产的“送修、修复”自动记入。', 'Enter maintenance and inspections with the next day; repairs come from “Send to repair” and “Repaired” of the asset.'],
  opening: {
    facts: async ({ tx, input }) => ({ asset: await readRecord(tx, Asset, input.asset) }),
    guard({ input, facts, day }) {
      if (facts.asset !== null && facts.asset.left_on !== null) throw new Refusal('asset_care.gone', ['资产已注销', 'The asset has been struck off'], 422, { asset: ['已注销', 'Struck off'] });
      if (input.done_on > day) throw new Refusal('asset_care.future', ['日期不能晚于今天', 'The day lies in the future'], 422, { done_on: [`不晚于 ${day}`, `Not after ${day}`] });
      if (input.next_on !== null && input.next_on <= input.done_on) throw new Refusal('asset_care.next', ['下次日期要晚于这次', 'The next is after this one'], 422, { next_on: [`晚于 ${input.done_on}`, `After ${input.done_on}`] });
    },
    set: ({ facts }) => (facts.asset ? { unit_id: facts.asset.unit_id } : {}),
    async effect({ tx, record }) { if (record.next_on !== null) await updateRecord(tx, Asset, { id: record.asset }, { next_care_on: record.next_on }, { what: 'care' }); },
  },
});
