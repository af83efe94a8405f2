/**
 * Points catalogue (单项分标准): how many points one piece of work of a service type earns, from which day on.
 * The source documents print only sums; unit points cannot be derived from them (CG-47), so there is no default:
 * the customer sets them. A version in force is never changed; a later one follows it. Serves FS-2.6, SM-31, AC-23.
 */
import { defineParameter, defineProcess, defineRegister, emit, f, parameter, Refusal } from '../../../kernel/index.ts';
import { refuseLateVersion } from './rules.ts';

const CENTRE = ['dispatcher', 'centre_manager'];

export const UnitPointsBasis = defineParameter('service_points.unit_points_basis', {
  label: ['单项分的制定依据', 'What the unit points rest on'],
  help: ['积分表只列合计，没有列出每单分值，267 单可有多种分值组合。请写明由哪份文件确定每单分值。', 'The points table prints sums only and the points of one order cannot be derived from it. Name the document that sets them.'],
  field: f.text('制定依据', 'Basis', { max: 120 }),
  source: 'FS-2.6, CG-47',
  blocks: ['采用单项分标准；在此之前核实的服务指令不计分', 'Putting unit points into force; orders verified before wait for their points'],
  writeBy: ['centre_manager'],
});
export const MaintenanceMeaning = defineParameter('service_points.maintenance_meaning', {
  label: ['“维服”的含义', 'What 维服 stands for'],
  help: ['积分表的“维服”一列可以是维修服务，也可以是维保服务；答复后印在报表下方。', 'The column 维服 may mean repair service or upkeep under contract; the answer is printed below the reports.'],
  field: f.choice('维服', '维服', { repair: ['维修服务', 'Repair service'], upkeep: ['维保服务', 'Upkeep under contract'] }),
  source: 'FS-2.6, CG-47',
  writeBy: ['centre_manager'],
});

export const PointsCatalogue = defineRegister('points_catalogue', {
  label: ['单项分标准', 'Unit points'],
  number: 'DXF-{yyyy}-{000}',
  fields: {
    service_type: f.ref('服务类型', 'Service type', 'service_type'),
    points: f.integer('每单积分', 'Points per order', { min: 1, max: 100_000 }),
    effective_from: f.date('生效日期', 'In force from', { hint: ['按完成日期适用', 'Applies to work done from that day on'] }),
  },
  title: ['service_type', 'points'],
  list: ['service_type', 'points', 'effective_from'],
  sorts: ['-effective_from'],
  indexes: [['service_type', 'effective_from']],
  access: { read: [...CENTRE, 'branch_manager', 'technician'], create: CENTRE },
  empty: ['还没有单项分。分值由贵单位确定，没有默认值。', 'No unit points yet. They are yours to set; there is no default.'],
});

interface Adoption { readonly basis: string; readonly lastCredited: string | null; readonly sameDay: string | null }

export const PointsCatalogueProcess = defineProcess(PointsCatalogue, 'draft',
  {
    draft: { label: ['草稿', 'Draft'], tone: 'waiting' },
    in_force: { label: ['已采用', 'In force'], tone: 'done' },
    dropped: { label: ['已作废', 'Dropped'], tone: 'stopped' },
  },
  (step) => ({
    adopt: step({
      label: ['采用', 'Put into force'], hint: ['采用后不再修改；尚未计分的指令随即计分', 'Cannot be changed afterwards; orders waiting for points get them'],
      tone: 'primary', from: ['draft'], to: 'in_force', by: CENTRE, form: {},
      async facts({ tx, record }): Promise<Adoption> {
        const basis = await parameter(tx, UnitPointsBasis, record.effective_from);
        const [last] = await tx.query<{ done_on: string }>(
          'select done_on from service_order where tenant_id = $1 and service_type = $2 and credited_on is not null order by done_on desc limit 1', [tx.tenantId, record.service_type]);
        const [same] = await tx.query<{ number: string }>(
          `select number from points_catalogue where tenant_id = $1 and service_type = $2 and effective_from = $3 and state = 'in_force'`,
          [tx.tenantId, record.service_type, record.effective_from]);
        return { basis, lastCredited: last?.done_on ?? null, sameDay: same?.number ?? null };
      },
      preview: ({ facts }) => ({ lines: [[`依据：${facts.basis}`, `Basis: ${facts.basis}`]] }),
      guard({ record, facts }) {
        if (facts.sameDay !== null) throw new Refusal('points_catalogue.same_day', [`${facts.sameDay} 已自同日生效`, `${facts.sameDay} is in force from the same day`]);
        refuseLateVersion(record.effective_from, facts.lastCredited);
      },
      effect: async ({ tx, record }) => emit(tx, 'points_catalogue.adopted', { service_type: record.service_type }),
    }),
    drop: step({
      label: ['作废', 'Drop'], tone: 'danger', from: ['draft'], to: 'dropped', by: CENTRE, form: { reason: f.text('原因', 'Reason', { max: 200 }) },
    }),
  }),
);
