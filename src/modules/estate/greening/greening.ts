/**
 * Greening (绿化): sites of three kinds with their rhythm of care, and the work orders on them; inside substations only with a permit.
 * Serves LOG-6.1, LOG-6.2, LOG-6.3, P29, G-L9.
 */
import { calendar, defineProcess, defineRegister, f, readRecord, Refusal } from '../../../kernel/index.ts';
import { notAllowedOnSite, refusePermit } from './rules.ts';

export const KEEPERS = ['general_affairs', 'estate_clerk'] as const;
export const READERS = [...KEEPERS, 'logistics_head', 'centre_manager', 'finance', 'auditor'] as const;
export const SITE_KINDS = { substation: ['变电站内', 'Inside a substation'], office: ['办公场所', 'Office site'], outlet: ['营业网点', 'Business outlet'], other: ['其他', 'Other'] } as const;
export const WORKS = { mow: ['修剪草坪', 'Mow'], prune: ['修枝', 'Prune'], water: ['浇灌', 'Water'], feed: ['施肥', 'Fertilise'], pests: ['病虫害防治', 'Pest control'], plant: ['补种', 'Plant'], clear: ['清理', 'Clear'] } as const;

export const GreenSite = defineRegister('green_site', {
  label: ['绿化地块', 'Green site'],
  number: 'LH-{000}',
  fields: {
    name: f.text('名称', 'Name', { max: 60 }),
    site_kind: f.choice('所在场所', 'Kind of site', SITE_KINDS),
    address: f.text('位置', 'Where', { max: 100 }),
    area: f.quantity('面积（平方米）', 'Area (m²)', { scale: 1, min: 0 }),
    plants: f.longText('植物', 'Plants', { max: 1000, optional: true }),
    contractor: f.text('养护单位', 'Cared for by', { max: 60, optional: true }),
    care_every_days: f.integer('养护周期（天）', 'Care every (days)', { min: 1, max: 366, initial: 30 }),
  },
  title: ['name', 'site_kind'],
  list: ['name', 'site_kind', 'address', 'area', 'contractor', 'care_every_days'],
  sorts: ['site_kind', 'number'],
  access: { read: READERS, create: KEEPERS, edit: KEEPERS, archive: KEEPERS, namesOpen: true },
  empty: ['还没有绿化地块。登记名称、场所和养护周期，到期会提醒。', 'No sites yet. Enter name, kind and rhythm of care; what is due is shown.'],
});

export const GreenWork = defineRegister('green_work', {
  label: ['绿化作业单', 'Greening work order'],
  number: 'LHZ-{yyyy}-{0000}',
  fields: {
    site: f.ref('地块', 'Site', 'green_site'),
    works: f.choices('作业内容', 'What is done', WORKS),
    planned_on: f.date('计划日期', 'Planned for'),
    workers: f.text('作业人员', 'Workers', { max: 100 }),
    permit_no: f.text('工作票号', 'Work permit', { max: 40, optional: true, hint: ['变电站内作业必填', 'Required inside a substation'] }),
    permit_from: f.date('工作票起', 'Permit from', { optional: true }),
    permit_to: f.date('工作票止', 'Permit to', { optional: true }),
    guardian: f.personName('监护人', 'Watched over by', { optional: true, hint: ['变电站内作业必填', 'Required inside a substation'] }),
    begun_on: f.date('开工日期', 'Begun on', { optional: true, readonly: true }),
    done_on: f.date('完工日期', 'Done on', { optional: true, readonly: true }),
    cost: f.money('费用', 'Cost', { optional: true, readonly: true }),
    photos: f.photo('完工照片', 'Photographs', { optional: true, readonly: true }),
    remark: f.text('说明', 'Remark', { max: 300, optional: true, readonly: true }),
    accepted_on: f.date('验收日期', 'Accepted on', { optional: true, readonly: true }),
  },
  title: ['site', 'planned_on'],
  list: ['site', 'works', 'planned_on', 'workers', 'done_on', 'cost', 'accepted_on'],
  sorts: ['-planned_on', '-number', 'state'],
  indexes: [['site', 'accepted_on']],
  access: { read: READERS, create: KEEPERS, edit: KEEPERS, archive: KEEPERS },
  empty: ['没有绿化作业单。', 'No work orders.'],
  opening: {
    facts: async ({ tx, id, input }) => ({ site: await readRecord(tx, GreenSite, input.site), begun: id !== null && (await tx.query(`select 1 from green_work where tenant_id = $1 and id = $2 and state <> 'planned'`, [tx.tenantId, id])).length > 0 }),
    guard({ input, facts }) {
      refusePermit(input);
      // What the permit was when they began stays as it was.
      if (facts.begun) throw new Refusal('green_work.begun', ['已开工的作业单不能再改', 'Work has begun; the order stays as it is'], 409);
    },
    set: ({ facts }) => (facts.site ? { unit_id: facts.site.unit_id } : {}),
  },
});

export const GreenWorkProcess = defineProcess(GreenWork, 'planned',
  {
    planned: { label: ['已安排', 'Planned'], tone: 'waiting', due: { step: 'begin', at: ({ record, calendar: c }) => calendar.instantOf(record.planned_on, '09:00', c.zone), showBeforeHours: 48 } },
    under_way: { label: ['作业中', 'Under way'], tone: 'active' },
    done: { label: ['待验收', 'To be accepted'], tone: 'waiting', due: { step: 'accept', at: ({ now }) => new Date(now.getTime() + 3 * 86_400_000) } },
    accepted: { label: ['已验收', 'Accepted'], tone: 'done' },
    cancelled: { label: ['已取消', 'Cancelled'], tone: 'stopped' },
  },
  (step) => ({
    begin: step({
      label: ['开工', 'Begin'], tone: 'primary', from: ['planned'], to: 'under_way', by: KEEPERS, form: {},
      facts: async ({ tx, record }) => ({ site: await readRecord(tx, GreenSite, record.site) }),
      ready: ({ record, facts, day }) => (facts.site ? notAllowedOnSite(facts.site.site_kind, record, day) : null),
      set: ({ day }) => ({ begun_on: day }),
    }),
    finish: step({
      label: ['完工', 'Finish'], tone: 'primary', from: ['under_way'], to: 'done', by: KEEPERS,
      form: { cost: f.money('费用', 'Cost'), photos: f.photo('完工照片', 'Photographs', { optional: true }), remark: f.text('说明', 'Remark', { max: 300, optional: true }) },
      set: ({ day }) => ({ done_on: day }),
    }),
    accept: step({
      label: ['验收', 'Accept'], tone: 'primary', from: ['done'], to: ['accepted', 'under_way'], by: [...KEEPERS, 'logistics_head', 'centre_manager'],
      form: { good: f.yesNo('合格', 'In order'), remark: f.text('说明', 'Remark', { max: 300, optional: true }) },
      sign: [{ name: 'acceptor', label: ['验收人', 'Accepted by'], by: 'guest' }],
      guard({ input }) {
        if (!input.good && input.remark === null) throw new Refusal('green_work.why', ['不合格的，请写明哪里要返工', 'Say what has to be done again'], 422, { remark: ['请填写', 'Fill in'] });
      },
      choose: ({ input }) => (input.good ? 'accepted' : 'under_way'),
      set: ({ input, day }) => (input.good ? { accepted_on: day } : { done_on: null }),
    }),
    cancel: step({ label: ['取消', 'Cancel'], tone: 'danger', from: ['planned'], to: 'cancelled', by: KEEPERS, form: { remark: f.text('原因', 'Reason', { max: 300 }) } }),
  }),
);
