/** Who is told by the clock: that a task or a duty is there, that it is overdue, that it was passed on. Each stage once, whatever the number of processes. */
import { calendarOf, holdersOf } from '../access/organisation.ts';
import { asSystem } from '../access/system.ts';
import { businessDay } from '../calendar/business-day.ts';
import { addDays } from '../calendar/plain-date.ts';
import type { Tx } from '../database/tx.ts';
import type { Kernel } from '../runtime.ts';
import { keptFrom, tell } from './notice.ts';

/** What is older is no news: it stands on everybody's page. So a restored backup or an imported year tells nobody. */
const NEWS_DAYS = 3;
const MOST = 500;

interface DueTask {
  readonly id: string; readonly register: string; readonly record_id: string; readonly number: string; readonly step: string; readonly roles: readonly string[]; readonly unit_id: string;
  readonly show_at: Date; readonly due_at: Date; readonly escalate_to: string | null; readonly told: number; readonly last_by: string | null;
}

export async function tellTasks(kernel: Kernel, tenantId: string): Promise<number> {
  const { n } = await kernel.write(asSystem(tenantId, 'timer'), async (tx) => {
    const due = await tx.query<DueTask>(
      `select t.id, t.register, t.record_id, t.number, t.step, t.roles, t.unit_id, t.show_at, t.due_at, t.escalate_to, t.told,
         (select h.actor_id from history h where h.tenant_id = t.tenant_id and h.register = t.register and h.record_id = t.record_id order by h.id desc limit 1) as last_by
       from task t where t.tenant_id = $1 and t.done_at is null and t.told < 2 and t.show_at <= $2 and (t.told = 0 or t.due_at < $2) order by t.show_at limit ${MOST} for update of t skip locked`, [tenantId, tx.now]);
    const holders = asker(tx);
    for (const task of due) {
      const late = task.due_at < tx.now;
      if (isNews(tx, late ? task.due_at : task.show_at)) await tellTask(tx, task, late, holders);
    }
    await tx.query('update task set told = case when due_at < $3 then 2 else 1 end where tenant_id = $1 and id = any($2)', [tenantId, due.map((t) => t.id), tx.now]);
    return { n: due.length };
  });
  return n;
}

async function tellTask(tx: Tx, task: DueTask, late: boolean, holders: Asker): Promise<void> {
  const register = tx.kernel.registers.get(task.register);
  const kept = await keptFrom(tx, register, task.record_id);
  const news = { unitId: task.unit_id, register: task.register, recordId: task.record_id, number: task.number, what: task.step, dueAt: task.due_at };
  const above = late && task.escalate_to ? await holders([task.escalate_to], task.unit_id) : [];
  const roles = task.roles.filter((r) => r !== task.escalate_to);
  // Posts that see their own records only: of them nobody but the person the record belongs to.
  const onlyOwn = register?.access.own ? roles.filter((r) => !register.access.read.includes(r)) : [];
  const [of] = onlyOwn.length > 0 ? await tx.query<{ who: string | null }>(`select ${register!.access.own!} as who from ${task.register} where tenant_id = $1 and id = $2`, [tx.tenantId, task.record_id]) : [];
  const people = [...(await holders(roles.filter((r) => !onlyOwn.includes(r)), task.unit_id)), ...(await holders(onlyOwn, task.unit_id)).filter((id) => id === of?.who)];
  const own = people.filter((id) => !above.includes(id) && !kept.has(id));
  tell(tx, above.filter((id) => !kept.has(id)), { ...news, kind: 'escalated', key: `task ${task.id} escalated` });
  // Whoever brought the record here knows what comes next.
  tell(tx, late ? own : own.filter((id) => id !== task.last_by), { ...news, kind: late ? 'overdue' : 'task', key: `task ${task.id} ${late ? 'overdue' : 'there'}` });
}

interface DueDuty { readonly id: string; readonly duty: string; readonly unit_id: string; readonly day: string; readonly due_at: Date; readonly escalated_at: Date | null; readonly told: number }

/** A duty is told to its owner, to its deputy where nobody holds the owner's post, and to whom it was passed on. */
export async function tellDuties(kernel: Kernel, tenantId: string): Promise<number> {
  const { n } = await kernel.write(asSystem(tenantId, 'timer'), async (tx) => {
    const day = tx.now.toISOString().slice(0, 10);
    const open = await tx.query<DueDuty>(
      `select id, duty, unit_id, day, due_at, escalated_at, told from duty_occurrence
       where tenant_id = $1 and done_at is null and told < 3 and day between $2 and $3 and (told = 0 or (told < 2 and due_at < $4) or escalated_at is not null) order by day limit ${MOST} for update skip locked`,
      [tenantId, addDays(day, -40), addDays(day, 1), tx.now]);
    const holders = asker(tx);
    const reached: { id: string; told: number }[] = [];
    for (const o of open) {
      const told = o.escalated_at ? 3 : o.due_at < tx.now ? 2 : o.day <= businessDay(tx.now, await calendarOf(tx, o.unit_id)) ? 1 : 0;
      if (told <= o.told) continue;
      reached.push({ id: o.id, told });
      if (isNews(tx, told === 3 ? o.escalated_at! : told === 2 ? o.due_at : tx.now)) await tellDuty(tx, o, told, holders);
    }
    if (reached.length > 0) await tx.query('update duty_occurrence o set told = x.told from jsonb_to_recordset($2) as x(id uuid, told smallint) where o.tenant_id = $1 and o.id = x.id', [tenantId, JSON.stringify(reached)]);
    return { n: reached.length };
  });
  return n;
}

async function tellDuty(tx: Tx, o: DueDuty, stage: number, holders: Asker): Promise<void> {
  const duty = tx.kernel.duties.get(o.duty);
  if (!duty) return;
  const news = { unitId: o.unit_id, register: 'duty', recordId: o.id, number: o.day, what: o.duty, dueAt: o.due_at };
  const owners = await holders([duty.owner], o.unit_id);
  const doers = owners.length > 0 ? owners : await holders([duty.deputy], o.unit_id);
  if (stage === 1) tell(tx, doers, { ...news, kind: 'duty', key: `duty ${o.id} there` });
  if (stage >= 2 && o.told < 2) tell(tx, doers, { ...news, kind: 'overdue', key: `duty ${o.id} overdue` });
  if (stage === 3 && duty.escalate) tell(tx, (await holders([duty.escalate.to], o.unit_id)).filter((id) => !doers.includes(id)), { ...news, kind: 'escalated', key: `duty ${o.id} escalated` });
}

const isNews = (tx: Tx, at: Date): boolean => at.getTime() > tx.now.getTime() - NEWS_DAYS * 86_400_000;

type Asker = (roles: readonly string[], unitId: string) => Promise<readonly string[]>;
/** Holders of posts, each post and unit asked for once. */
function asker(tx: Tx): Asker {
  const known = new Map<string, Promise<readonly string[]>>();
  const one = (role: string, unitId: string) => {
    const key = `${role} ${unitId}`;
    const found = known.get(key) ?? holdersOf(tx, role, unitId).then((people) => people.map((p) => p.id));
    known.set(key, found);
    return found;
  };
  return async (roles, unitId) => (await Promise.all(roles.map((role) => one(role, unitId)))).flat();
}
