/**
 * Construction (工程): the job with its contract, settlement and warranty; its log, one entry a day; and the signatures of its acceptance, one for
 * each party. Serves LOG-2.6, P23, AS-39.
 */
import { defineRegister, f, Refusal, type Tx } from '../../../kernel/index.ts';
import { keeperOf } from '../buildings/index.ts';
import { DESK, HEADS, READERS } from './roles.ts';
import { PARTIES } from './rules.ts';

export const RUN = [...DESK, ...HEADS, 'estate_clerk'];

export const ConstructionProject = defineRegister('construction_project', {
  label: ['维修工程', 'Construction job'],
  number: 'GC-{yyyy}-{000}',
  fields: {
    title: f.text('工程名称', 'Name', { max: 80 }),
    building: f.ref('房屋', 'Building', 'building'),
    budget: f.money('预算', 'Budget', { min: 0 }),
    repair: f.ref('报修单', 'Repair', 'repair_order', { optional: true, readonly: true }),
    contractor: f.text('施工单位', 'Contractor', { optional: true, readonly: true, max: 80 }),
    contract_no: f.text('合同号', 'Contract no.', { optional: true, readonly: true, max: 40 }),
    contract_amount: f.money('合同金额', 'Contract amount', { optional: true, readonly: true }),
    starts_on: f.date('开工日期', 'Starts on', { optional: true, readonly: true }),
    ends_on: f.date('计划竣工', 'To be completed by', { optional: true, readonly: true }),
    warranty_months: f.integer('保修月数', 'Months of warranty', { optional: true, readonly: true, min: 0 }),
    retention_percent: f.integer('质保金比例', 'Retention', { optional: true, readonly: true, min: 0, max: 30, unit: ['%', '%'] }),
    accepted_on: f.date('验收日期', 'Accepted on', { optional: true, readonly: true }),
    final_amount: f.money('结算金额', 'Final amount', { optional: true, readonly: true }),
    payable: f.money('应付', 'Payable', { optional: true, readonly: true }),
    retention: f.money('质保金', 'Retention held', { optional: true, readonly: true }),
    settled_on: f.date('结算日期', 'Settled on', { optional: true, readonly: true }),
    warranty_to: f.date('保修期满', 'Warranty ends', { optional: true, readonly: true, hint: ['不含当日', 'That day not included'] }),
  },
  title: ['title'],
  list: ['title', 'building', 'contractor', 'contract_amount', 'ends_on', 'final_amount', 'warranty_to'],
  sorts: ['-number', 'ends_on'],
  indexes: [['building', 'settled_on'], ['repair']],
  access: { read: READERS, create: RUN },
  empty: ['须订合同、多方验收的维修在这里立项，也可由报修单转来。', 'Jobs with a contract and acceptance by several parties; also made from a repair.'],
  opening: { facts: ({ tx, input }) => keeperOf(tx, input.building), set: ({ facts }) => ({ unit_id: facts.unit_id }) },
});

export const ConstructionLog = defineRegister('construction_log', {
  label: ['施工日志', 'Construction log'],
  number: 'SG-{yyyy}-{0000}',
  fields: {
    project: f.ref('工程', 'Construction job', 'construction_project'),
    log_day: f.date('日期', 'Day'),
    weather: f.text('天气', 'Weather', { max: 20 }),
    people: f.integer('人数', 'People', { min: 0, max: 10_000 }),
    work: f.longText('施工内容', 'Work', { max: 1000 }),
    safety: f.text('安全与质量', 'Safety and quality', { max: 300 }),
    photos: f.photo('照片', 'Photographs', { optional: true }),
  },
  title: ['project', 'log_day'],
  list: ['project', 'log_day', 'weather', 'people', 'work', 'safety'],
  sorts: ['-log_day', '-number'],
  unique: [['project', 'log_day']],
  access: { read: READERS, create: [...RUN, 'repair_worker'] },
  empty: ['施工期间每天一条，写明人数、内容、安全与质量。', 'One entry a day while it is being built: people, work, safety and quality.'],
  opening: {
    facts: async ({ tx, input }) => ({ project: await projectRow(tx, input.project) }),
    guard({ input, facts: { project }, day }) {
      if (project.state !== 'building') throw new Refusal('construction_log.not_building', ['施工期间才能记日志', 'The log is kept while it is being built'], 409, { project: ['请选施工中的工程', 'Choose a job being built'] });
      if (input.log_day > day || (project.starts_on !== null && input.log_day < project.starts_on)) throw new Refusal('construction_log.day', ['日期不在施工期内', 'The day is outside the job'], 422, { log_day: [`${project.starts_on ?? ''} 至 ${day}`, `${project.starts_on ?? ''} to ${day}`] });
    },
    set: ({ facts }) => ({ unit_id: facts.project.unit_id }),
  },
});

export const ConstructionAcceptance = defineRegister('construction_acceptance', {
  label: ['竣工验收签字', 'Acceptance signature'],
  number: 'YS-{yyyy}-{0000}',
  fields: {
    project: f.ref('工程', 'Construction job', 'construction_project'),
    party: f.choice('验收方', 'Party', PARTIES),
    opinion: f.text('意见', 'Opinion', { optional: true, readonly: true, max: 300 }),
    signed_on: f.date('签字日期', 'Signed on', { optional: true, readonly: true }),
  },
  title: ['party', 'project'],
  list: ['project', 'party', 'opinion', 'signed_on'],
  sorts: ['-number'],
  unique: [['project', 'party']],
  access: { read: READERS, create: [] },
});

async function projectRow(tx: Tx, id: string): Promise<{ readonly state: string; readonly unit_id: string; readonly starts_on: string | null }> {
  const [row] = await tx.query<{ state: string; unit_id: string; starts_on: string | null }>('select state, unit_id, starts_on from construction_project where tenant_id = $1 and id = $2', [tx.tenantId, id]);
  return row ?? { state: '', unit_id: '', starts_on: null };
}
