/**
 * Who is behind a name in the telephone log (坐席别名): interface, member name or number, each with its dates. A number may go to somebody else
 * later; on one day it belongs to one person. Serves section 7.1 trap 2, AC-06.
 */
import { defineRegister, emit, f, readRecord, Refusal, type Tx } from '../../../kernel/index.ts';
import { Employee } from '../staff/index.ts';
import { KEEPERS, READERS } from './roles.ts';

export const AgentAlias = defineRegister('agent_alias', {
  label: ['坐席别名', 'Agent alias'],
  number: 'BM-{0000}',
  fields: {
    alias: f.text('日志中的写法', 'As the log writes it', { max: 80, hint: ['如 1001、Agent:1001、PJSIP/1004、姓名', 'Such as 1001, Agent:1001, PJSIP/1004 or a member name'] }),
    employee: f.ref('员工', 'Employee', 'employee'),
    valid_from: f.date('起', 'From'),
    valid_to: f.date('止', 'To', { optional: true, hint: ['含当日；留空表示长期', 'That day included; empty: until further notice'] }),
  },
  title: ['alias', 'employee'],
  list: ['alias', 'employee', 'valid_from', 'valid_to'],
  sorts: ['alias', '-valid_from'],
  indexes: [['employee']],
  access: { read: READERS, create: KEEPERS, edit: KEEPERS, archive: KEEPERS },
  empty: ['还没有坐席别名。电话日志里的每个写法对应一名员工。', 'No aliases yet. Each name in the telephone log stands for one employee.'],
  opening: {
    async facts({ tx, id, input }) {
      // Two people who enter the same alias at once come one after the other.
      if (!tx.looking) await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`agent-alias/${input.alias}`]);
      return { id, employee: await readRecord(tx, Employee, input.employee), others: await periodsOf(tx, input.alias, id) };
    },
    guard({ input, facts }) {
      if (input.valid_to !== null && input.valid_to < input.valid_from) throw new Refusal('agent_alias.dates', ['止日早于起日', 'The last day is before the first'], 422, { valid_to: ['不早于起日', 'Not before the first day'] });
      const meets = facts.others.find((o) => o.valid_from <= (input.valid_to ?? '9999') && input.valid_from <= (o.valid_to ?? '9999'));
      if (meets) throw new Refusal('agent_alias.overlap', [`“${input.alias}”在 ${meets.valid_from} 起已属于他人`, `“${input.alias}” already belongs to somebody from ${meets.valid_from}`], 409, { valid_from: ['与已有的重叠', 'Overlaps another'] });
    },
    set: ({ facts }) => (facts.employee ? { unit_id: facts.employee.unit_id } : {}),
    async effect({ tx, record }) { emit(tx, 'agent_alias.changed', { employee: record.employee, from: record.valid_from, to: record.valid_to ?? null }); },
  },
});

const periodsOf = (tx: Tx, alias: string, not: string | null) => tx.query<{ valid_from: string; valid_to: string | null }>(
  'select valid_from, valid_to from agent_alias where tenant_id = $1 and alias = $2 and archived_at is null and ($3::uuid is null or id <> $3)', [tx.tenantId, alias, not]);

export interface AliasPeriod { readonly alias: string; readonly employee: string; readonly valid_from: string; readonly valid_to: string | null }

/** Aliases of these people that touch the days. */
export function aliasesOf(tx: Tx, employees: readonly string[], from: string, to: string): Promise<AliasPeriod[]> {
  return tx.query<AliasPeriod>(
    `select alias, employee, valid_from, valid_to from agent_alias where tenant_id = $1 and employee = any($2) and archived_at is null
       and valid_from <= $4 and (valid_to is null or valid_to >= $3) order by alias, valid_from`, [tx.tenantId, employees, from, to]);
}
