/** Who does what about rosters (排班的岗位): the head of a line or of a centre makes them, everybody sees their own shifts. Serves SM-9, VIP-9.4. */
import { grantFor, Refusal, type Tx } from '../../../kernel/index.ts';

export const PLANNERS = ['line_supervisor', 'centre_manager', 'vip_director'] as const;
export const READERS = ['line_supervisor', 'centre_manager', 'vip_director', 'vip_manager', 'duty_supervisor', 'operations_gm', 'attendance_clerk', 'hr', 'auditor'] as const;
/** Whose shifts are planned; they see the roster, and swap. */
export const PLANNED = ['agent', 'vip_agent'] as const;

/** Whoever plans one line does not plan another, although the form lets any be chosen. */
export async function mustPlan(tx: Tx, line: string): Promise<void> {
  if (tx.actor.kind === 'user' && !(await grantFor(tx, tx.actor, PLANNERS, line))) {
    throw new Refusal('not_allowed', ['只能为自己的线路或中心排班', 'Only for your own line or centre'], 403, { line: ['不归您排班', 'Not yours to plan'] });
  }
}
