/** Shifts (班次): who stands at which place of the chain on a business day, from when to when. Money taken belongs to one. Serves VIP-6.1, VIP-6.6, G15. */
import { defineProcess, defineRegister, f, Refusal, tables, unitsBelow, type RowOf, type Tx } from '../../../kernel/index.ts';

export const Shift = defineRegister('shift', {
  label: ['班次', 'Shift'],
  number: 'BC-{yyyy}{mm}-{0000}',
  fields: {
    code: f.choice('班别', 'Shift', { a: ['A 班', 'A'], b: ['B 班', 'B'], c: ['C 班', 'C'], d: ['D 班', 'D'] }, { initial: 'a' }),
    place: f.choice('班次位置', 'Place in the chain', { first: ['首班', 'First'], middle: ['中班', 'Middle'], last: ['末班', 'Last'] }, { initial: 'first' }),
    business_day: f.date('营业日', 'Business day', { optional: true, readonly: true }),
    clerk: f.ref('当班人', 'Clerk', 'app_user', { optional: true, readonly: true }),
    opened_at: f.dateTime('上岗时间', 'On duty since', { optional: true, readonly: true }),
    signed_out_at: f.dateTime('下班时间', 'Signed out at', { optional: true, readonly: true }),
  },
  title: ['business_day', 'code', 'clerk'],
  list: ['business_day', 'code', 'place', 'clerk', 'opened_at', 'signed_out_at'],
  sorts: ['-number', '-opened_at'],
  indexes: [['clerk', 'state'], ['business_day']],
  access: { read: ['vip_agent', 'duty_supervisor', 'vip_manager', 'finance', 'auditor'], create: ['vip_agent'] },
  empty: ['收款的人上岗时在这里开班；没有开班不能收钱。', 'Whoever takes money opens a shift here when coming on duty; without one nothing is taken.'],
  opening: {
    facts: async ({ tx, actor }) => ({ open: await openNumber(tx, actor.id) }),
    guard({ facts }) {
      if (facts.open !== null) throw new Refusal('shift.twice', [`您的班次 ${facts.open} 还没有下班`, `Your shift ${facts.open} is still open`]);
    },
    set: ({ actor, now, day }) => ({ clerk: actor.id, opened_at: now, business_day: day }),
  },
});

export const ShiftProcess = defineProcess(Shift, 'open',
  {
    open: { label: ['当班', 'On duty'], tone: 'active' },
    closed: { label: ['已下班', 'Signed out'], tone: 'done' },
  },
  (step) => ({
    sign_out: step({ label: ['下班', 'Sign out'], from: ['open'], to: 'closed', by: ['vip_agent', 'duty_supervisor', 'vip_manager'], form: {}, set: ({ now }) => ({ signed_out_at: now }) }),
  }),
);

async function openNumber(tx: Tx, clerk: string): Promise<string | null> {
  const [row] = await tx.query<{ number: string }>('select number from shift where tenant_id = $1 and clerk = $2 and signed_out_at is null limit 1', [tx.tenantId, clerk]);
  return row?.number ?? null;
}

async function openFor(tx: Tx, clerk: string): Promise<RowOf<typeof Shift> | undefined> {
  return tables(tx, Shift).selectFrom('shift').selectAll().where('tenant_id', '=', tx.tenantId).where('clerk', '=', clerk).where('signed_out_at', 'is', null).orderBy('number', 'desc').executeTakeFirst();
}

/** The open shift of the person who acts, in the unit's reach. Refuses when there is none: no float, no money. */
export async function openShiftOf(tx: Tx, unit?: string): Promise<RowOf<typeof Shift>> {
  const shift = await openFor(tx, tx.actor.id);
  if (!shift || (unit !== undefined && !(await unitsBelow(tx, shift.unit_id)).includes(unit))) {
    throw new Refusal('shift.none', ['您还没有开班，请先领取备用金并上岗', 'No shift of yours is open; draw the float and come on duty first']);
  }
  return shift;
}
