/**
 * Evidence the system has of somebody's presence (在岗证据): lines of the telephone log with file and byte, and what they wrote down in this program.
 * Put beside a correction so that nobody has to be believed. Serves SM-7, CG-13, LG-6, LG-8.
 */
import { calendar, calendarOf, type Tx } from '../../../kernel/index.ts';
import type { Label } from '../../../kernel/api.ts';
import { aliasesOf, eventsOf, meaningOf, type SourceEvent } from '../phone-log/index.ts';
import { saidOwnRecords, saidTrace, together } from './said.rules.ts';

export async function evidenceOf(tx: Tx, employee: string, day: string): Promise<Label> {
  const [person] = await tx.query<{ unit_id: string; app_user: string | null }>('select unit_id, app_user from employee where tenant_id = $1 and id = $2', [tx.tenantId, employee]);
  if (!person) return ['', ''];
  const centre = await calendarOf(tx, person.unit_id);
  const from = calendar.startOfBusinessDay(day, centre);
  const aliases = await aliasesOf(tx, [employee], day, day);
  const events = aliases.length === 0 ? [] : (await eventsOf(tx, aliases.map((a) => a.alias), from, new Date(from.getTime() + 36 * 3_600_000))).filter((e) => e.event !== 'QUEUESTART');
  const time = (at: Date | number) => { const { date, time: clock, second } = calendar.localParts(new Date(at), centre.zone); return `${date === day ? '' : `${date} `}${clock}:${String(second).padStart(2, '0')}`; };
  return together([traceOf(events, time), ...(await ownRecords(tx, person.app_user, from, time))]);
}

function traceOf(events: readonly SourceEvent[], time: (at: number) => string): Label {
  if (events.length === 0) return saidTrace(null);
  const calls = events.filter((e) => meaningOf(e).kind === 'call_end');
  const talk = calls.reduce((sum, e) => { const m = meaningOf(e); return sum + (m.kind === 'call_end' ? (m.talkMs ?? 0) : 0); }, 0);
  const first = events[0]!;
  const last = events.at(-1)!;
  const where = (e: SourceEvent) => `${e.event} ${e.agent} @${e.offset}`;
  return saidTrace({ from: time(first.at), to: time(last.at), lines: events.length, calls: calls.length, talkS: Math.round(talk / 1000), first: where(first), last: where(last) });
}

/** What the person wrote down here that day: work orders, calls, requests. */
async function ownRecords(tx: Tx, user: string | null, from: Date, time: (at: Date) => string): Promise<Label[]> {
  if (user === null) return [];
  const [row] = await tx.query<{ n: number; first: Date | null; last: Date | null }>(
    'select count(*) as n, min(at) as first, max(at) as last from history where tenant_id = $1 and actor_id = $2 and at >= $3 and at < $4', [tx.tenantId, user, from, new Date(from.getTime() + 36 * 3_600_000)]);
  return row && row.n > 0 && row.first && row.last ? [saidOwnRecords(time(row.first), time(row.last), row.n)] : [];
}
