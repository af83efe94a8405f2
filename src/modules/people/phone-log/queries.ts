/** What pages and the modules above ask of the telephone log (电话日志的查询). Serves CC-5.2a, AC-06. */
import { calendar, calendarOf, defineQuery, f, scopeOf, type Tx } from '../../../kernel/index.ts';
import type { PhoneEvent } from './event.rules.ts';
import { READERS } from './roles.ts';

/** An event with the source it came from: a restart ends only what its own source began. */
export interface SourceEvent extends Omit<PhoneEvent, 'caller'> { readonly source: string; readonly file: string }

/** Events under these names between two moments, and every restart; in the order of the files. */
export async function eventsOf(tx: Tx, agents: readonly string[], from: Date, to: Date): Promise<SourceEvent[]> {
  const rows = await tx.query<{ source: string; file: string; offset: number; at: Date; callId: string; queue: string; agent: string; event: string; params: string }>(
    `select f.source, e.file, e.at_offset as offset, e.at, e.call_id as "callId", e.queue, e.agent, e.event, e.params
     from phone_event e join phone_file f on f.tenant_id = e.tenant_id and f.id = e.file
     where e.tenant_id = $1 and e.at >= $3 and e.at < $4 and (e.agent = any($2) or (e.agent = 'NONE' and e.event = 'QUEUESTART'))
     order by e.at, e.file, e.at_offset`, [tx.tenantId, agents, from, to]);
  return rows.map((r) => ({ ...r, offset: Number(r.offset), at: r.at.getTime() }));
}

/** The last moment known to the log of these sources, so that a sign-in that is still open is not taken for a forgotten one. */
export async function logReaches(tx: Tx): Promise<Date | null> {
  const [row] = await tx.query<{ at: Date | null }>('select max(last_event_at) as at from phone_source where tenant_id = $1', [tx.tenantId]);
  return row?.at ?? null;
}

export interface UnknownAgent { readonly agent: string; readonly source: string; readonly first_at: string; readonly last_at: string; readonly suggestion: { readonly id: string; readonly name: string; readonly staff_no: string } | null }
export interface LogPage {
  readonly sources: readonly { readonly id: string; readonly name: string; readonly source_kind: string; readonly folder: string | null; readonly last_event_at: string | null; readonly files: number }[];
  readonly imports: readonly { readonly id: string; readonly number: string; readonly file_name: string; readonly how: 'upload' | 'watched'; readonly at: string; readonly lines: number; readonly stored: number; readonly repeated: number; readonly unknown: number; readonly malformed: number; readonly problems: string | null; readonly problems_en: string | null }[];
  readonly unknownAgents: readonly UnknownAgent[];
}

export const PhoneLogPage = defineQuery('phone_log_page', {
  label: ['电话日志', 'Telephone log'], access: READERS, params: {},
  async run(tx): Promise<LogPage> {
    const units = await scopeOf(tx, tx.actor, READERS);
    const reach = '($2::uuid[] is null or s.unit_id = any($2))';
    const sources = await tx.query<LogPage['sources'][number]>(
      `select s.id, s.name, s.source_kind, s.folder, s.last_event_at, (select count(*) from phone_file f where f.tenant_id = s.tenant_id and f.source = s.id)::int as files
       from phone_source s where s.tenant_id = $1 and s.archived_at is null and ${reach} order by s.name`, [tx.tenantId, units]);
    const imports = await tx.query<LogPage['imports'][number]>(
      `select s.id, s.number, s.file_name, s.how, s.created_at as at, s.lines, s.stored, s.repeated, s.unknown, s.malformed, s.problems, s.problems_en from phone_import s
       where s.tenant_id = $1 and s.archived_at is null and ${reach} order by s.created_at desc, s.number desc limit 12`, [tx.tenantId, units]);
    return { sources, imports, unknownAgents: await unclaimed(tx, units) };
  },
});

/** Names in the log that stand for nobody, with whose staff number they look like. */
async function unclaimed(tx: Tx, units: readonly string[] | null): Promise<UnknownAgent[]> {
  const rows = await tx.query<{ agent: string; source: string; first_at: string; last_at: string; id: string | null; name: string | null; staff_no: string | null }>(
    `select a.agent, s.name as source, a.first_at, a.last_at, e.id, e.name, e.staff_no from phone_agent a join phone_source s on s.tenant_id = a.tenant_id and s.id = a.source
     left join employee e on e.tenant_id = a.tenant_id and e.archived_at is null and (e.staff_no = regexp_replace(regexp_replace(a.agent, '@.*$', ''), '^.*[/:]', '') or e.name = a.agent)
     where a.tenant_id = $1 and ($2::uuid[] is null or s.unit_id = any($2)) and not exists (select 1 from agent_alias l where l.tenant_id = a.tenant_id and l.alias = a.agent and l.archived_at is null)
     order by a.last_at desc, a.agent limit 60`, [tx.tenantId, units]);
  return rows.map(({ id, name, staff_no, ...rest }) => ({ ...rest, suggestion: id === null ? null : { id, name: name ?? '', staff_no: staff_no ?? '' } }));
}

export interface PhoneLine { readonly at: string; readonly source: string; readonly file: string; readonly offset: number; readonly agent: string; readonly queue: string; readonly event: string; readonly params: string }

/** The lines behind somebody's day, with file and byte: what an appeal is answered with. */
export const PhoneLines = defineQuery('phone_lines', {
  label: ['电话原始记录', 'Lines of the telephone log'], access: READERS, params: { employee: f.ref('员工', 'Employee', 'employee'), day: f.date('日期', 'Day') },
  async run(tx, { employee, day }): Promise<readonly PhoneLine[]> {
    const [person] = await tx.query<{ unit_id: string }>('select unit_id from employee where tenant_id = $1 and id = $2', [tx.tenantId, employee]);
    const units = await scopeOf(tx, tx.actor, READERS);
    if (!person || (units !== null && !units.includes(person.unit_id))) return [];
    const centre = await calendarOf(tx, person.unit_id);
    const from = calendar.startOfBusinessDay(day, centre);
    return tx.query<PhoneLine>(
      `select e.at, s.name as source, f.name as file, e.at_offset as offset, e.agent, e.queue, e.event, e.params from phone_event e
       join phone_file f on f.tenant_id = e.tenant_id and f.id = e.file join phone_source s on s.tenant_id = f.tenant_id and s.id = f.source
       where e.tenant_id = $1 and e.at >= $3 and e.at < $4 and e.agent in (select l.alias from agent_alias l where l.tenant_id = $1 and l.employee = $2 and l.archived_at is null and l.valid_from <= $5 and (l.valid_to is null or l.valid_to >= $5))
       order by e.at, e.file, e.at_offset limit 3000`, [tx.tenantId, employee, from, new Date(from.getTime() + 36 * 3_600_000), day]);
  },
});
