/** Grades held (等级记录): the history on each person, and what others may ask about grade and skills. Serves FS-2.3, SM-33. */
import { defineRegister, f, readRecord, Refusal, type Tx } from '../../../kernel/index.ts';
import { Employee } from '../../people/staff/index.ts';
import { CENTRE, READERS } from './roles.ts';
import { gradeOn, GRADES, type Grade, type Held } from './rules.ts';

export const EmployeeGrade = defineRegister('employee_grade', {
  label: ['等级记录', 'Grade held'],
  number: 'JL-{00000}',
  fields: {
    employee: f.ref('员工', 'Employee', 'employee'),
    grade: f.choice('等级', 'Grade', GRADES),
    valid_from: f.date('起', 'From'),
    valid_to: f.date('止', 'To', { optional: true, hint: ['含当日；留空表示现任', 'That day included; empty: holds now'] }),
    assessment: f.ref('评定', 'Assessment', 'grade_assessment', { optional: true, readonly: true }),
    source: f.text('依据', 'Basis', { max: 100, optional: true, hint: ['系统启用前取得的等级写明证书', 'For grades from before: the certificate'] }),
  },
  title: ['employee', 'grade'],
  list: ['employee', 'grade', 'valid_from', 'valid_to', 'assessment'],
  sorts: ['-valid_from'],
  indexes: [['employee', 'valid_from']],
  access: { read: READERS, create: [...CENTRE, 'hr'], archive: ['centre_manager'] },
  empty: ['还没有等级记录。评定公布后自动写入。', 'No grades yet. They are written when an assessment is published.'],
  opening: {
    facts: async ({ tx, input }) => ({ person: await readRecord(tx, Employee, input.employee), others: await historyOf(tx, input.employee) }),
    guard({ input, facts, actor }) {
      if (facts.person?.app_user === actor.id) throw new Refusal('employee_grade.own', ['不能登记本人的等级', 'Nobody records their own grade']);
      if (input.assessment === null && input.source === null) throw new Refusal('employee_grade.source', ['没有评定的等级须写明依据', 'A grade without an assessment needs its basis'], 422, { source: ['必填', 'Required'] });
      if (input.valid_to !== null && input.valid_to < input.valid_from) throw new Refusal('employee_grade.dates', ['止日早于起日', 'It ends before it begins'], 422, { valid_to: ['不早于起日', 'Not before the first day'] });
      if (input.assessment === null && facts.others.some((o) => (o.valid_to ?? '9999') >= input.valid_from && o.valid_from <= (input.valid_to ?? '9999'))) {
        throw new Refusal('employee_grade.overlap', ['与已有等级记录重叠', 'It overlaps a grade on record'], 422, { valid_from: ['请核对起止', 'Check the dates'] });
      }
    },
    set: ({ facts }) => ({ ...(facts.person ? { unit_id: facts.person.unit_id } : {}) }),
  },
});

export interface Skills { readonly grade: Grade | null; readonly skills: readonly { readonly service_type: string; readonly name: string; readonly level: 'assists' | 'alone' | 'leads' }[] }

/**
 * Grade and skills on a day, for those who assign work. Skills by service type are kept with the orders. In: employee ids. Out: every one
 * of them, with null and an empty list when nothing is on record.
 */
export async function skillsOf(tx: Tx, employees: readonly string[], day: string): Promise<ReadonlyMap<string, Skills>> {
  const grades = await tx.query<Held & { readonly employee: string }>(
    'select employee, grade, valid_from, valid_to from employee_grade where tenant_id = $1 and employee = any($2) and archived_at is null', [tx.tenantId, employees]);
  const skills = await tx.query<Skills['skills'][number] & { readonly employee: string }>(
    `select s.employee, s.service_type, t.name, s.level from technician_skill s join service_type t on t.tenant_id = s.tenant_id and t.id = s.service_type
     where s.tenant_id = $1 and s.employee = any($2) and s.archived_at is null and (s.valid_until is null or s.valid_until >= $3) order by t.list_order`, [tx.tenantId, employees, day]);
  return new Map(employees.map((id) => [id, {
    grade: gradeOn(grades.filter((g) => g.employee === id), day), skills: skills.filter((s) => s.employee === id).map(({ service_type, name, level }) => ({ service_type, name, level })),
  }]));
}

function historyOf(tx: Tx, employee: string): Promise<Held[]> {
  return tx.query<Held>('select grade, valid_from, valid_to from employee_grade where tenant_id = $1 and employee = $2 and archived_at is null', [tx.tenantId, employee]);
}
