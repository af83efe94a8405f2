/**
 * Grading campaigns (岗位评定): all technical staff outside head office on one day are expected; the open names stay visible and closing
 * with them needs a reason. Serves FS-2.3, AC-36, SM-33, CG-46.
 */
import { createRecord, defineProcess, defineRegister, f, takeStep, unitsBelow, type Tx } from '../../../kernel/index.ts';
import { colleaguesAt, servicePlaces } from '../../people/staff/index.ts';
import { GradeAssessment, GradeAssessmentProcess } from './grade-assessment.ts';
import { CENTRE, READERS } from './roles.ts';
import { expectedOf, progressOf, refuseClosing, type Standing } from './rules.ts';

export const GradeCampaign = defineRegister('grade_campaign', {
  label: ['评定活动', 'Grading campaign'],
  number: 'PD-{yyyy}-{00}',
  fields: {
    title: f.text('名称', 'Title', { max: 60 }),
    on_day: f.date('人员基准日', 'Staff as of', { hint: ['该日在岗的区域服务部人员全部列入，总部不列入', 'Everybody at a branch on that day is expected; head office is not'] }),
    scope: f.unit('范围', 'Within'),
    due_on: f.date('评定期限', 'To be done by'),
    closing_reason: f.longText('未评完而结束的原因', 'Why it was closed with names open', { max: 500, optional: true, readonly: true }),
    left_open: f.longText('结束时未评定', 'Not graded at the end', { max: 4000, optional: true, readonly: true }),
    result: f.text('结果', 'Result', { max: 120, optional: true, readonly: true }),
  },
  title: ['title'],
  list: ['title', 'on_day', 'scope', 'due_on', 'result'],
  sorts: ['-on_day', '-number'],
  access: { read: READERS, create: CENTRE, edit: CENTRE, namesOpen: true },
  empty: ['还没有评定活动。设定基准日后发起，应评人员自动列出。', 'No campaigns yet. Set the day and open it; those expected are listed by themselves.'],
});

export const GradeCampaignProcess = defineProcess(GradeCampaign, 'draft',
  {
    draft: { label: ['未发起', 'Not opened'], tone: 'waiting' },
    open: { label: ['评定中', 'Open'], tone: 'active' },
    closed: { label: ['已结束', 'Closed'], tone: 'done' },
  },
  (step) => ({
    open: step({
      label: ['发起', 'Open'], tone: 'primary', from: ['draft'], to: 'open', by: CENTRE, form: {},
      facts: async ({ tx, record }) => {
        const within = await unitsBelow(tx, record.scope);
        return { people: expectedOf(await colleaguesAt(tx, within, record.on_day), await servicePlaces(tx)) };
      },
      ready: ({ facts }) => (facts.people.length === 0 ? ['基准日没有应评人员', 'Nobody is expected on that day'] : null),
      preview: ({ facts }) => ({ lines: [[`应评 ${facts.people.length} 人`, `${facts.people.length} people expected`]] }),
      async effect({ tx, record, facts }) {
        for (const p of facts.people) await createRecord(tx, GradeAssessment, { campaign: record.id, employee: p.id, app_user: p.app_user, unit_id: p.place });
      },
    }),
    close: step({
      label: ['结束', 'Close'], from: ['open'], to: 'closed', by: ['centre_manager'],
      form: { closing_reason: f.longText('未评完而结束的原因', 'Why it is closed with names open', { max: 500, optional: true }) },
      facts: async ({ tx, record }) => ({ all: await standingsOf(tx, record.id) }),
      preview: ({ facts }) => {
        const p = progressOf(facts.all);
        return { lines: [[`已评 ${p.graded}/${p.expected}：高级工 ${p.senior}，中级工 ${p.intermediate}，初级工 ${p.junior}`, `${p.graded}/${p.expected} graded: senior ${p.senior}, intermediate ${p.intermediate}, junior ${p.junior}`],
          ...(p.open.length === 0 ? [] : [[`未评定：${p.open.join('、')}`, `Open: ${p.open.join(', ')}`] as const])] };
      },
      guard: ({ facts, input }) => refuseClosing(progressOf(facts.all).open, input.closing_reason),
      set({ facts }) {
        const p = progressOf(facts.all);
        return { left_open: p.open.length === 0 ? null : p.open.join('、'), result: `${p.graded}/${p.expected}：高级工 ${p.senior}，中级工 ${p.intermediate}，初级工 ${p.junior}` };
      },
      async effect({ tx, facts }) {
        for (const a of facts.all) if (progressOf([a]).open.length > 0) await takeStep(tx, GradeAssessmentProcess, a.id, 'leave_open', {});
      },
    }),
  }),
);

export interface AssessmentView extends Standing { readonly id: string; readonly employee: string; readonly staff_no: string; readonly place: string; readonly app_user: string | null; readonly self_grade: string | null; readonly branch_grade: string | null; readonly grade_from: string | null }

export function standingsOf(tx: Tx, campaign: string): Promise<AssessmentView[]> {
  return tx.query<AssessmentView>(
    `select a.id, a.employee, e.name, e.staff_no, a.unit_id as place, a.state, a.grade, a.app_user, a.self_grade, a.branch_grade, a.published_on as grade_from
     from grade_assessment a join employee e on e.tenant_id = a.tenant_id and e.id = a.employee
     where a.tenant_id = $1 and a.campaign = $2 and a.archived_at is null order by e.staff_no`, [tx.tenantId, campaign]);
}
