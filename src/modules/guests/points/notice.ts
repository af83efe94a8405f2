/**
 * Telling members before points expire (积分到期告知), with proof: one notice for each card and last day, made ahead of time, told by a
 * person who says how. Points whose notice was never told are not taken off. Serves G19, section 1.10 of the law points.
 */
import { calendar, createRecord, defineProcess, defineRegister, f, parameter, tables, unitsBelow, type Tx } from '../../../kernel/index.ts';
import { MemberPoints } from './ledgers.ts';
import { NoticeDays } from './parameters.ts';

const readers = ['vip_agent', 'duty_supervisor', 'vip_manager', 'finance', 'auditor'] as const;

export const ExpiryNotice = defineRegister('points_expiry_notice', {
  label: ['积分到期告知', 'Expiry notice'],
  number: 'GZ-{yyyy}{mm}-{0000}',
  fields: {
    card: f.ref('会员卡', 'Card', 'member_card', { readonly: true, optional: true }),
    expires_on: f.date('到期日', 'Last day', { readonly: true, optional: true }),
    points: f.integer('到期积分', 'Points', { readonly: true, optional: true }),
    channel: f.choice('告知方式', 'How', { phone: ['电话', 'Telephone'], sms: ['短信', 'Text message'], group: ['会员群', 'Member group'], in_person: ['当面', 'In person'], letter: ['书面', 'In writing'] }, { readonly: true, optional: true }),
    proof: f.text('告知凭据', 'Proof', { readonly: true, optional: true, max: 200 }),
    told_at: f.dateTime('告知时间', 'Told at', { readonly: true, optional: true }),
    told_by: f.personName('告知人', 'Told by', { readonly: true, optional: true }),
  },
  title: ['card', 'expires_on'],
  list: ['card', 'expires_on', 'points', 'channel', 'told_at', 'told_by'],
  sorts: ['expires_on', '-number'],
  unique: [['card', 'expires_on']],
  access: { read: readers, create: [] },
  empty: ['有积分将到期时，系统在这里列出要告知的会员。', 'When points are about to expire, the members to be told are listed here.'],
});

export const ExpiryNoticeProcess = defineProcess(ExpiryNotice, 'to_tell',
  {
    to_tell: { label: ['待告知', 'To be told'], tone: 'waiting', due: { step: 'tell', at: ({ record, day, calendar: of }) => calendar.startOfBusinessDay(record.expires_on ?? day, of), escalateTo: 'vip_manager' } },
    told: { label: ['已告知', 'Told'], tone: 'done' },
  },
  (step) => ({
    tell: step({
      label: ['登记告知', 'Record that the member was told'], tone: 'primary', from: ['to_tell'], to: 'told', by: ['vip_agent', 'vip_manager'],
      form: {
        channel: f.choice('告知方式', 'How', { phone: ['电话', 'Telephone'], sms: ['短信', 'Text message'], group: ['会员群', 'Member group'], in_person: ['当面', 'In person'], letter: ['书面', 'In writing'] }),
        proof: f.text('告知凭据', 'Proof', { max: 200, hint: ['通话时间、短信编号、签收人等', 'Time of the call, number of the message, who signed'] }),
      },
      preview: ({ record }) => ({ lines: [[`${record.points} 分将于 ${record.expires_on} 到期`, `${record.points} points expire on ${record.expires_on}`]] }),
      set: ({ now, actor }) => ({ told_at: now, told_by: actor.name }),
    }),
  }),
);

/** One notice for each card and last day within the warning time; the number of points follows as long as nobody was told. */
export async function makeNotices(tx: Tx, unit: string, day: string): Promise<{ readonly made: number; readonly waiting: number }> {
  const until = calendar.addDays(day, await parameter(tx, NoticeDays, day));
  const lots = await tx.query<{ card: string; unit: string; expires: string; points: number; notice: string | null }>(
    `select l.owner as card, c.unit_id as unit, l.expires, sum(l.remaining)::int as points, n.id as notice from ledger_lot l join member_card c on c.tenant_id = l.tenant_id and c.id = l.owner
     left join points_expiry_notice n on n.tenant_id = l.tenant_id and n.card = l.owner and n.expires_on = l.expires
     where l.tenant_id = $1 and l.ledger = $2 and l.account = 'card' and l.remaining > 0 and l.expires <= $3 and c.unit_id = any($4) group by 1, 2, 3, 5 order by 3, 1`, [tx.tenantId, MemberPoints.name, until, await unitsBelow(tx, unit)]);
  // By the job; nobody makes one by hand.
  const missing = lots.filter((l) => l.notice === null);
  for (const l of missing) await createRecord(tx, ExpiryNotice, { card: l.card, expires_on: l.expires, points: l.points, unit_id: l.unit });
  const open = await tables(tx, ExpiryNotice).selectFrom('points_expiry_notice').select((e) => e.fn.countAll<number>().as('n')).where('tenant_id', '=', tx.tenantId).where('state', '=', 'to_tell').executeTakeFirstOrThrow();
  return { made: missing.length, waiting: Number(open.n) };
}
