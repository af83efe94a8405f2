/**
 * Who is on duty as supervisor (当班登记), from when to when. Registration and claims need such a person; a deputy of the
 * post registers in the same way. Serves VIP-4.2, VIP-4.6, G14, AS-20.
 */
import { calendar, defineProcess, defineRegister, f, holdersOf, Refusal, tables, unitsBelow, type Tx } from '../../../kernel/index.ts';
import type { Person } from './rules.ts';

export const DutyPresence = defineRegister('duty_presence', {
  label: ['当班登记', 'Supervisor on duty'],
  number: 'DB{yyyy}{mm}-{0000}',
  fields: {
    supervisor: f.ref('当班主管', 'Supervisor', 'app_user', { optional: true, readonly: true }),
    since: f.dateTime('上岗时间', 'On duty since', { optional: true, readonly: true }),
    until: f.dateTime('离岗时间', 'Off duty at', { optional: true, readonly: true }),
  },
  title: ['supervisor', 'since'],
  list: ['supervisor', 'since', 'until'],
  sorts: ['-since', '-number'],
  indexes: [['state']],
  access: { read: ['vip_agent', 'duty_supervisor', 'vip_manager', 'auditor'], create: ['duty_supervisor'] },
  empty: ['主管上岗时在这里登记；没有当班主管时不能确认入库，也不能办理认领。', 'A supervisor registers here when coming on duty; without one nothing is accepted and nothing is given back.'],
  opening: {
    set: ({ actor, now }) => ({ supervisor: actor.id, since: now }),
    async effect({ tx, record }) {
      const other = await tables(tx, DutyPresence).selectFrom('duty_presence').select('number').where('tenant_id', '=', tx.tenantId)
        .where('state', '=', 'on_duty').where('supervisor', '=', record.supervisor).where('id', '<>', record.id).executeTakeFirst();
      if (other) throw new Refusal('duty_presence.twice', [`已登记在岗（${other.number}）`, `Already registered as on duty (${other.number})`]);
    },
  },
});

export const DutyPresenceProcess = defineProcess(DutyPresence, 'on_duty',
  {
    // Nobody is on duty for ever: who forgot to sign off is off duty when the business day ends.
    on_duty: { label: ['在岗', 'On duty'], tone: 'active', timer: { step: 'end_day', at: ({ day, calendar: of }) => calendar.endOfBusinessDay(day, of) } },
    off_duty: { label: ['已离岗', 'Off duty'], tone: 'stopped' },
  },
  (step) => ({
    go_off: step({
      label: ['离岗', 'Go off duty'], from: ['on_duty'], to: 'off_duty', by: ['duty_supervisor', 'vip_manager'], form: {},
      set: ({ now }) => ({ until: now }),
    }),
    end_day: step({
      label: ['营业日结束自动离岗', 'Off duty at the end of the business day'], from: ['on_duty'], to: 'off_duty', by: [], form: {},
      set: ({ now }) => ({ until: now }),
    }),
  }),
);

/** Supervisors on duty who may act for this unit; the post is checked as of now. */
export async function supervisorsOnDuty(tx: Tx, unitId: string): Promise<readonly Person[]> {
  const present = await tables(tx, DutyPresence).selectFrom('duty_presence').select(['supervisor', 'unit_id'])
    .where('tenant_id', '=', tx.tenantId).where('state', '=', 'on_duty').execute();
  const here = new Set<string>();
  for (const p of present) if (p.supervisor !== null && (await unitsBelow(tx, p.unit_id)).includes(unitId)) here.add(p.supervisor);
  const holders = await holdersOf(tx, 'duty_supervisor', unitId);
  return holders.filter((h) => here.has(h.id)).map((h) => ({ name: h.name, userId: h.id }));
}
