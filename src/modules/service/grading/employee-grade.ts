/**
 * Grades held and skills (等级与技能): the history on each person, and what others may ask about them. Grades come from assessments only;
 * skills are recorded by somebody else than the person. Serves FS-2.3, SM-33.
 */
import { defineRegister, f, readRecord, Refusal, type Tx } from '../../../kernel/index.ts';
import { Employee } from '../../people/staff/index.ts';
import { CENTRE, READERS, RECOMMENDERS } from './roles.ts';
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

export const ServiceSkill = defineRegister('service_skill', {
  label: ['技能', 'Skill'],
  number: 'JN-{00}',
  fields: { name: f.text('名称', 'Name', { max: 40 }), description: f.longText('要求', 'What it takes', { max: 500, optional: true }) },
  title: ['name'],
  list: ['name', 'description'],
  sorts: ['number', 'name'],
  unique: [['name']],
  access: { read: READERS, create: CENTRE, edit: CENTRE, archive: CENTRE, namesOpen: true },
  empty: ['还没有技能。先登记派工时要用到的技能。', 'No skills yet. Enter those that matter when work is assigned.'],
});

export const EmployeeSkill = defineRegister('employee_skill', {
  label: ['员工技能', 'Skill of a person'],
  number: 'YJ-{00000}',
  fields: {
    employee: f.ref('员工', 'Employee', 'employee'),
    skill: f.ref('技能', 'Skill', 'service_skill'),
    valid_from: f.date('起', 'From'),
    valid_to: f.date('有效期至', 'Valid to', { optional: true, hint: ['含当日；留空长期有效', 'That day included; empty: for good'] }),
    evidence: f.text('证明', 'Evidence', { max: 100, hint: ['证书号或考核记录', 'Certificate or record of the test'] }),
  },
  title: ['employee', 'skill'],
  list: ['employee', 'skill', 'valid_from', 'valid_to', 'evidence'],
  sorts: ['-valid_from', 'valid_to'],
  indexes: [['employee', 'valid_to']],
  unique: [['employee', 'skill', 'valid_from']],
  access: { read: READERS, create: RECOMMENDERS, edit: RECOMMENDERS, archive: RECOMMENDERS },
  empty: ['还没有员工技能记录。', 'No skills on record yet.'],
  opening: {
    facts: async ({ tx, input }) => ({ person: await readRecord(tx, Employee, input.employee) }),
    guard({ input, facts, actor }) {
      if (facts.person?.app_user === actor.id) throw new Refusal('employee_skill.own', ['不能登记本人的技能', 'Nobody records their own skills']);
      if (input.valid_to !== null && input.valid_to < input.valid_from) throw new Refusal('employee_skill.dates', ['止日早于起日', 'It ends before it begins'], 422, { valid_to: ['不早于起日', 'Not before the first day'] });
    },
    set: ({ facts }) => ({ ...(facts.person ? { unit_id: facts.person.unit_id } : {}) }),
  },
});

export interface Skills { readonly grade: Grade | null; readonly skills: readonly { readonly id: string; readonly name: string }[] }

/** Grade and skills on a day, for those who assign work. In: employee ids. Out: every one of them, with null and an empty list when nothing is on record. */
export async function skillsOf(tx: Tx, employees: readonly string[], day: string): Promise<ReadonlyMap<string, Skills>> {
  const grades = await tx.query<Held & { readonly employee: string }>(
    'select employee, grade, valid_from, valid_to from employee_grade where tenant_id = $1 and employee = any($2) and archived_at is null', [tx.tenantId, employees]);
  const skills = await tx.query<{ employee: string; id: string; name: string }>(
    `select distinct e.employee, s.id, s.name, s.number from employee_skill e join service_skill s on s.tenant_id = e.tenant_id and s.id = e.skill
     where e.tenant_id = $1 and e.employee = any($2) and e.archived_at is null and s.archived_at is null and e.valid_from <= $3 and (e.valid_to is null or e.valid_to >= $3) order by s.number`, [tx.tenantId, employees, day]);
  return new Map(employees.map((id) => [id, {
    grade: gradeOn(grades.filter((g) => g.employee === id), day), skills: skills.filter((s) => s.employee === id).map(({ id: skill, name }) => ({ id: skill, name })),
  }]));
}

function historyOf(tx: Tx, employee: string): Promise<Held[]> {
  return tx.query<Held>('select grade, valid_from, valid_to from employee_grade where tenant_id = $1 and employee = $2 and archived_at is null', [tx.tenantId, employee]);
}
