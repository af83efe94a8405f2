/**
 * Missing papers handed to a department (缺件办理): one for the management office and one for quality control, each with its own
 * task. It is answered in writing; the files themselves go to the line that lacks them. Serves FS-5.5, SM-27, AC-28.
 */
import { calendar, createRecord, defineProcess, defineRegister, emit, f, parameter, readRecord, Refusal, takeStep, type Label, type Tx } from '../../../kernel/index.ts';
import { stillMissing } from './rules.ts';
import { linesOf, OFFICES, PaperDays, PAPERS, READERS, Shipment } from './shipment.ts';

export const DEPARTMENTS = { management_office: ['管理部', 'Management office'], quality_control: ['质检部', 'Quality control'] } as const;

export const PaperRequest = defineRegister('paper_request', {
  label: ['缺件办理', 'Missing papers'],
  number: 'QJ-{yyyy}-{0000}',
  fields: {
    shipment: f.ref('到货', 'Shipment', 'shipment'),
    department: f.choice('交办部门', 'Handed to', DEPARTMENTS),
    lacking: f.longText('缺少的资料', 'What is missing', { max: 2000 }),
    answer_by: f.date('答复期限', 'Answer by'),
    answer: f.longText('答复', 'Answer', { optional: true, readonly: true, max: 1000 }),
    answered_on: f.date('答复日期', 'Answered on', { optional: true, readonly: true }),
  },
  title: ['department', 'shipment'],
  list: ['department', 'shipment', 'lacking', 'answer_by', 'answered_on'],
  sorts: ['-number', 'answer_by', 'state'],
  indexes: [['shipment']],
  unique: [['shipment', 'department']],
  access: { read: READERS, create: [] },
  empty: ['到货缺少随货资料时，系统自动交管理部与质检部办理。', 'When papers are missing on arrival, both departments are told here by themselves.'],
});

export const PaperRequestProcess = defineProcess(PaperRequest, 'noted',
  {
    noted: { label: ['已记录', 'Noted'], tone: 'waiting' },
    with_management: { label: ['待管理部答复', 'With the management office'], tone: 'waiting', due: { step: 'answer_management', at: dueDay, escalateTo: 'centre_manager' } },
    with_quality: { label: ['待质检部答复', 'With quality control'], tone: 'waiting', due: { step: 'answer_quality', at: dueDay, escalateTo: 'centre_manager' } },
    answered: { label: ['已答复', 'Answered'], tone: 'done' },
  },
  (step) => {
    const form = { answer: f.longText('答复', 'Answer', { max: 1000, hint: ['资料何时补、由谁补；文件在到货明细上补交', 'When the papers come and from whom; the files are handed in on the line that lacks them'] }) };
    return {
      hand_over: step({
        label: ['交部门办理', 'Hand to the department'], from: ['noted'], to: ['with_management', 'with_quality'], by: [], form: {},
        choose: ({ record }) => (record.department === 'management_office' ? 'with_management' : 'with_quality'),
      }),
      answer_management: step({
        label: ['管理部答复', 'Answer of the management office'], tone: 'primary', from: ['with_management'], to: 'answered', by: ['management_office'], form,
        set: ({ day }) => ({ answered_on: day }), effect: async ({ tx, record }) => emit(tx, 'shipment.papers_changed', { shipment: record.shipment }),
      }),
      answer_quality: step({
        label: ['质检部答复', 'Answer of quality control'], tone: 'primary', from: ['with_quality'], to: 'answered', by: ['quality_control'], form,
        set: ({ day }) => ({ answered_on: day }), effect: async ({ tx, record }) => emit(tx, 'shipment.papers_changed', { shipment: record.shipment }),
      }),
    };
  },
);

function dueDay({ record, calendar: of }: { readonly record: { readonly answer_by: string }; readonly calendar: calendar.CentreCalendar }): Date {
  return calendar.endOfBusinessDay(record.answer_by, of);
}

/** Tells both departments; called by the step that finds papers missing, never typed in. */
export async function tellDepartments(tx: Tx, shipment: string, day: string): Promise<void> {
  const of = await readRecord(tx, Shipment, shipment);
  if (!of) throw new Refusal('reference', ['没有这批货', 'No such shipment'], 422);
  const lacking = (await linesOf(tx, shipment)).filter((line) => line.state === 'missing_papers')
    .map((line) => `${line.product} ${line.units} 台：${stillMissing(line).map((p) => PAPERS[p][0]).join('、')}`).join('\n');
  const answer_by = calendar.addDays(day, await parameter(tx, PaperDays, day));
  for (const department of OFFICES as (keyof typeof DEPARTMENTS)[]) {
    const { id } = await createRecord(tx, PaperRequest, { shipment, department, lacking, answer_by, unit_id: of.unit_id });
    await takeStep(tx, PaperRequestProcess, id, 'hand_over', {});
  }
}

export async function unanswered(tx: Tx, shipment: string): Promise<Label[]> {
  const open = await tx.query<{ department: keyof typeof DEPARTMENTS }>(`select department from paper_request where tenant_id = $1 and shipment = $2 and state <> 'answered' order by number`, [tx.tenantId, shipment]);
  return open.map((r) => DEPARTMENTS[r.department]);
}
