/** The duty list of a centre (中心职责): loaded from a template or written, in force only with owner, deputy, frequency and evidence. Serves TEA-2, TEA-3, G-L4. */
import { createRecord, defineProcess, defineRegister, f, Refusal } from '../../../kernel/index.ts';
import { KEEPERS, READERS } from './roles.ts';
import { notActive } from './rules.ts';
import { DUTIES, TEMPLATES } from './templates.ts';

export const CentreDuty = defineRegister('centre_duty', {
  label: ['中心职责', 'Duty of a centre'],
  number: 'ZX-{00000}',
  fields: {
    centre: f.unit('中心', 'Centre'),
    section: f.text('类别', 'Section', { max: 40 }),
    words: f.text('职责', 'Duty', { max: 200 }),
    owner_role: f.text('责任岗位', 'Owner', { max: 40, optional: true }),
    deputy_role: f.text('代理岗位', 'Deputy', { max: 40, optional: true }),
    frequency: f.text('频次', 'Frequency', { max: 20, optional: true }),
    evidence: f.text('以何为凭', 'Evidence', { max: 100, optional: true }),
    in_force_from: f.date('生效日期', 'In force from', { optional: true, readonly: true }),
    ended_on: f.date('停用日期', 'Ended on', { optional: true, readonly: true }),
    origin: f.text('来源', 'Origin', { max: 60, optional: true, readonly: true }),
  },
  title: ['section', 'words'],
  list: ['centre', 'section', 'words', 'owner_role', 'deputy_role', 'frequency', 'evidence'],
  sorts: ['number', 'section'],
  indexes: [['centre', 'state']],
  access: { read: READERS, create: KEEPERS, edit: KEEPERS },
  empty: ['还没有中心职责。可从职责模板装入，再逐条补齐启用。', 'No duties yet. Load a template, then complete and activate each.'],
  opening: { set: ({ input }) => ({ unit_id: input.centre }) },
});

export const CentreDutyProcess = defineProcess(CentreDuty, 'suggested',
  { suggested: { label: ['建议', 'Suggested'], tone: 'waiting' }, in_force: { label: ['现行', 'In force'], tone: 'done' }, ended: { label: ['已停用', 'Ended'], tone: 'stopped' } },
  (step) => ({
    activate: step({
      label: ['启用', 'Activate'], tone: 'primary', from: ['suggested'], to: 'in_force', by: KEEPERS, form: {}, hint: ['责任、代理、频次、凭据齐全才能启用', 'Owner, deputy, frequency and evidence are all needed'],
      ready: ({ record }) => notActive(record), set: ({ day }) => ({ in_force_from: day }),
    }),
    end: step({ label: ['停用', 'End'], tone: 'danger', from: ['suggested', 'in_force'], to: 'ended', by: KEEPERS, form: { reason: f.text('原因', 'Reason', { max: 200 }) }, set: ({ day }) => ({ ended_on: day }) }),
  }),
);

export const DutyTemplate = defineRegister('duty_template', {
  label: ['职责模板装入', 'Template of duties'],
  number: 'MB-{000}',
  fields: { centre: f.unit('中心', 'Centre'), template: f.choice('模板', 'Template', TEMPLATES, { hint: ['建议稿，非原文所有，装入后由本单位修改启用', 'Suggestions, not from the source; edit and activate them'] }), duties: f.integer('条数', 'Duties', { optional: true, readonly: true }) },
  title: ['template', 'centre'],
  list: ['centre', 'template', 'duties'],
  sorts: ['-number'],
  access: { read: READERS, create: KEEPERS },
  empty: ['还没有装入模板。', 'No template loaded.'],
  opening: {
    // Locked: two people loading the same template at once would double every duty.
    async facts({ tx, input }) {
      await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`duty_template ${tx.tenantId} ${input.centre}`]);
      const [row] = await tx.query<{ number: string }>('select number from duty_template where tenant_id = $1 and centre = $2 and template = $3 and archived_at is null', [tx.tenantId, input.centre, input.template]);
      return { before: row?.number ?? null };
    },
    guard({ facts }) {
      if (facts.before !== null) throw new Refusal('duty_template.double', [`该模板已装入（${facts.before}）`, `This template is loaded already (${facts.before})`], 409, { template: ['已装入', 'Loaded already'] });
    },
    set: ({ input }) => ({ duties: DUTIES[input.template].length, unit_id: input.centre }),
    async effect({ tx, record }) {
      for (const [section, words, owner_role, deputy_role, frequency, evidence] of DUTIES[record.template]) {
        await createRecord(tx, CentreDuty, { centre: record.centre, section, words, owner_role, deputy_role, frequency, evidence, origin: `建议稿（非原文）：${TEMPLATES[record.template][0]}`, unit_id: record.centre });
      }
    },
  },
});
