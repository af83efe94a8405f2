/**
 * Business days of the centre (营业日): opened by the first shift or by hand, closed when everybody has handed over. With the day
 * the club's ledgers are closed: nothing is posted into it any more, by whatever way. Serves AS-43, I11.
 */
import { calendar as centre, closeDay, createRecord, defineProcess, defineRegister, emit, f, tables, type Ledger, type Tx } from '../../../kernel/index.ts';
import { ClubCash } from '../../money/cash/index.ts';
import { InvoiceSheets } from '../../money/invoices/index.ts';
import { GiftStock, MemberPoints } from '../points/index.ts';
import { closeProblem } from './rules.ts';

/** The club's books: money, invoice sheets, points and gifts. */
export const CLUB_LEDGERS: readonly Ledger[] = [ClubCash, InvoiceSheets, MemberPoints, GiftStock];

export const ClubDay = defineRegister('club_day', {
  label: ['营业日', 'Business day'],
  number: 'YYR-{yyyy}-{0000}',
  fields: {
    centre: f.unit('中心', 'Centre'),
    day: f.date('营业日', 'Business day'),
    opened_at: f.dateTime('开市时间', 'Opened at', { optional: true, readonly: true }),
    closed_at: f.dateTime('关账时间', 'Closed at', { optional: true, readonly: true }),
    closed_by: f.personName('关账人', 'Closed by', { optional: true, readonly: true }),
    note: f.longText('当日小结', 'Note of the day', { optional: true, readonly: true, max: 1000 }),
  },
  title: ['day', 'centre'],
  list: ['day', 'centre', 'opened_at', 'closed_at', 'closed_by'],
  sorts: ['-day', '-number'],
  indexes: [['centre']],
  unique: [['day', 'centre']],
  access: { read: ['vip_agent', 'front_desk', 'duty_supervisor', 'vip_manager', 'finance', 'auditor'], create: ['duty_supervisor', 'vip_manager'] },
  empty: ['首班上岗时自动开市，次日全部交接后关账。', 'Opened by itself when the first shift begins; closed the day after, when everything is handed over.'],
  opening: { set: ({ now, input }) => ({ opened_at: now, unit_id: input.centre }) },
});

export const ClubDayProcess = defineProcess(ClubDay, 'open',
  {
    open: { label: ['营业中', 'Open'], tone: 'active', due: { step: 'close', at: ({ record, calendar }) => new Date(centre.endOfBusinessDay(record.day, calendar).getTime() + 4 * 3_600_000), showBeforeHours: 4, escalateTo: 'vip_manager' } },
    closed: { label: ['已关账', 'Closed'], tone: 'done' },
  },
  (step) => ({
    close: step({
      label: ['关账', 'Close the day'], tone: 'primary', from: ['open'], to: 'closed', by: ['duty_supervisor', 'vip_manager'],
      hint: ['关账后这一天不再进账，也不再进日志条目；之后的事记在以后的营业日，写明发生时间', 'Afterwards the day takes neither money nor entries; what comes later stands in a later day with the moment it happened'],
      form: { note: f.longText('当日小结', 'Note of the day', { max: 1000 }) },
      sign: [{ name: 'supervisor', label: ['当班主管', 'Supervisor on duty'], by: 'user', role: 'duty_supervisor' }],
      facts: ({ tx, record }) => onDuty(tx, record.centre, record.day),
      ready: ({ record, day, facts }) => closeProblem(record.day, day, facts),
      set: ({ now, actor }) => ({ closed_at: now, closed_by: actor.name }),
      async effect({ tx, record }) {
        if (await lastOfDay(tx, record.day, record.id)) await closeDay(tx, CLUB_LEDGERS, record.day);
        emit(tx, 'club_day.closed', { club_day: record.id, at: tx.now.toISOString() });
      },
    }),
  }),
);

/** The books belong to all centres of the house together: the last of them that closes a day closes it there. */
async function lastOfDay(tx: Tx, day: string, own: string): Promise<boolean> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`club_day books ${day}`]);
  const [row] = await tx.query<{ n: number }>(`select count(*)::int as n from club_day where tenant_id = $1 and day = $2 and state = 'open' and id <> $3`, [tx.tenantId, day, own]);
  return row?.n === 0;
}

async function onDuty(tx: Tx, unit: string, day: string): Promise<string[]> {
  const rows = await tx.query<{ number: string }>(`select number from shift where tenant_id = $1 and unit_id = $2 and business_day = $3 and state in ('preparing', 'ready', 'open', 'cut') order by number`, [tx.tenantId, unit, day]);
  return rows.map((r) => r.number);
}

export async function dayIsClosed(tx: Tx, unit: string, day: string): Promise<boolean> {
  const found = await tables(tx, ClubDay).selectFrom('club_day').select('id').where('tenant_id', '=', tx.tenantId).where('centre', '=', unit).where('day', '=', day).where('state', '=', 'closed').executeTakeFirst();
  return found !== undefined;
}

/** The first shift of a day opens it. */
export async function openDay(tx: Tx, unit: string, day: string): Promise<void> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`club_day ${unit} ${day}`]);
  const [known] = await tx.query<{ id: string }>('select id from club_day where tenant_id = $1 and centre = $2 and day = $3', [tx.tenantId, unit, day]);
  if (!known) await createRecord(tx, ClubDay, { centre: unit, day, unit_id: unit });
}
