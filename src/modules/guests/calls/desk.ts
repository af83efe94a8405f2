/** What the hotline desk asks: calls that are not ended, and who rang before from this number. Serves VIP-7.1, VIP-5.12. */
import { defineQuery, f, scopeOf } from '../../../kernel/index.ts';
import { type CALL_KINDS, CLERKS } from './hotline-call.ts';

export interface DeskCall { readonly id: string; readonly number: string; readonly state: string; readonly began_at: Date; readonly tail: string; readonly kind: keyof typeof CALL_KINDS | null; readonly complaint: string | null; readonly complaint_no: string | null; readonly complaint_state: string | null }
export interface Earlier { readonly id: string; readonly number: string; readonly began_at: Date; readonly kind: keyof typeof CALL_KINDS | null }
export interface Desk { readonly open: readonly DeskCall[]; readonly today: { readonly calls: number; readonly missed: number; readonly complaints: number } }

export const HotlineDesk = defineQuery('hotline_desk', {
  label: ['热线台', 'Hotline desk'],
  access: CLERKS,
  params: {},
  async run(tx): Promise<Desk> {
    const units = await scopeOf(tx, tx.actor, CLERKS);
    const seen = 'c.tenant_id = $1 and c.archived_at is null and ($2::uuid[] is null or c.unit_id = any($2)) and c.hidden_from is distinct from $3';
    const open = await tx.query<DeskCall>(
      `select c.id, c.number, c.state, c.began_at, right(c.phone, 4) as tail, c.kind, k.id as complaint, k.number as complaint_no, k.state as complaint_state
       from hotline_call c left join guest_complaint k on k.tenant_id = c.tenant_id and k.id = c.complaint where ${seen} and c.state in ('open', 'missed') order by c.began_at desc limit 50`, [tx.tenantId, units, tx.actor.id]);
    const [today] = await tx.query<Desk['today']>(
      `select count(*)::int as calls, count(*) filter (where c.state = 'missed')::int as missed, count(*) filter (where c.kind = 'complaint')::int as complaints
       from hotline_call c where ${seen} and c.began_at > $4::timestamptz - interval '24 hours'`, [tx.tenantId, units, tx.actor.id, tx.now]);
    return { open, today: today ?? { calls: 0, missed: 0, complaints: 0 } };
  },
});

/** Who rang before from this number, without showing the number itself. */
export const CallsBefore = defineQuery('hotline_calls_before', {
  label: ['此号码以前的来电', 'Earlier calls from this number'],
  access: CLERKS,
  params: { call: f.ref('来电', 'Call', 'hotline_call') },
  run: async (tx, { call }): Promise<readonly Earlier[]> => tx.query<Earlier>(
    `select b.id, b.number, b.began_at, b.kind from hotline_call c join hotline_call b on b.tenant_id = c.tenant_id and b.phone = c.phone and b.id <> c.id
     where c.tenant_id = $1 and c.id = $2 and ($3::uuid[] is null or c.unit_id = any($3)) and ($3::uuid[] is null or b.unit_id = any($3)) and c.hidden_from is distinct from $4 and b.hidden_from is distinct from $4
     order by b.began_at desc limit 5`, [tx.tenantId, call, await scopeOf(tx, tx.actor, CLERKS), tx.actor.id]),
});
