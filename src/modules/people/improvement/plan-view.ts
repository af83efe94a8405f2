/** A plan with its goals and talks, for its page (改进计划的页面). The person concerned and the coach read it too. Serves SM-4. */
import { defineQuery, f, readRecord, scopeOf, type Label } from '../../../kernel/index.ts';
import { ImprovementPlan, MET } from './plan.ts';
import { READERS } from './roles.ts';

export interface GoalLine { readonly id: string; readonly goal: string; readonly measure: string; readonly met: keyof typeof MET | null; readonly label: Label | null; readonly result: string | null }
export interface TalkLine { readonly id: string; readonly held_on: string; readonly what: string; readonly next: string | null; readonly by_whom: string | null }
export interface PlanView { readonly coach: string | null; readonly goals: readonly GoalLine[]; readonly talks: readonly TalkLine[]; readonly missing: boolean }

export const PlanQuery = defineQuery('improvement_plan_view', {
  label: ['改进计划', 'Improvement plan'], access: [...READERS, 'agent'], params: { plan: f.ref('改进计划', 'Plan', 'improvement_plan') },
  async run(tx, { plan }): Promise<PlanView> {
    const record = await readRecord(tx, ImprovementPlan, plan);
    const units = await scopeOf(tx, tx.actor, READERS);
    const [coach] = await tx.query<{ name: string; app_user: string | null }>('select name, app_user from employee where tenant_id = $1 and id = $2', [tx.tenantId, record?.coach ?? null]);
    const leads = tx.actor.grants.some((grant) => (READERS as readonly string[]).includes(grant.role)) && (units === null || (record !== null && units.includes(record.unit_id)));
    if (!record || !(leads || record.accused_user === tx.actor.id || coach?.app_user === tx.actor.id)) return { coach: null, goals: [], talks: [], missing: true };
    const goals = await tx.query<Omit<GoalLine, 'label'>>('select id, goal, measure, met, result from improvement_goal where tenant_id = $1 and plan = $2 and archived_at is null order by number', [tx.tenantId, plan]);
    const talks = await tx.query<TalkLine>('select id, held_on, what, next, by_whom from improvement_talk where tenant_id = $1 and plan = $2 and archived_at is null order by held_on desc, number desc', [tx.tenantId, plan]);
    return { coach: coach?.name ?? null, goals: goals.map((one) => ({ ...one, label: one.met === null ? null : MET[one.met] })), talks, missing: false };
  },
});
