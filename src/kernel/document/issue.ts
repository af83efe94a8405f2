/** Slips as issued: number without holes, frozen content with its hash, printing counted, cancelled numbers kept. */
import { createHash } from 'node:crypto';
import { reachRaw } from '../register/write.ts';
import { note } from '../audit/history.ts';
import type { Label, SignatureView, SlipPage, SlipRef } from '../api.ts';
import { newId } from '../database/id.ts';
import type { Tx } from '../database/tx.ts';
import { nextNumber } from '../register/number.ts';
import { assert, Refusal } from '../refusal.ts';
import { notFound } from '../access/access.ts';
import type { SlipContent, SlipKind } from './slip.ts';
import { styleAt } from './style.ts';

interface Frozen extends SlipContent { readonly label: Label; readonly copies: readonly Label[]; readonly number: string }
interface SlipRow { readonly id: string; readonly kind: string; readonly number: string; readonly register: string; readonly record_id: string; readonly step: string; readonly content: Frozen; readonly content_hash: string; readonly at: Date; readonly printed: number; readonly cancelled: string | null }

export async function issueSlip(tx: Tx, kind: SlipKind, content: SlipContent, where: { readonly register: string; readonly recordId: string; readonly step: string; readonly day: string }): Promise<string> {
  const id = newId(tx.now);
  const number = await nextNumber(tx, `slip/${kind.name}`, kind.number, where.day);
  const frozen = { ...content, label: kind.label, copies: kind.copies, number };
  tx.pending.slips.push({
    id, kind: kind.name, number, register: where.register, record_id: where.recordId, step: where.step, content: frozen,
    content_hash: createHash('sha256').update(JSON.stringify(frozen)).digest('hex'), at: tx.now, actor_id: tx.actor.id,
  });
  return id;
}

const SELECT = `select s.*, (select count(*)::int from slip_print p where p.tenant_id = s.tenant_id and p.slip_id = s.id) as printed,
  (select c.reason from slip_cancel c where c.tenant_id = s.tenant_id and c.slip_id = s.id) as cancelled from slip s`;

export async function slipsOf(tx: Tx, register: string, recordId: string): Promise<SlipRef[]> {
  const rows = await tx.query<SlipRow>(`${SELECT} where s.tenant_id = $1 and s.register = $2 and s.record_id = $3 order by s.at, s.id`, [tx.tenantId, register, recordId]);
  return rows.map((s) => ({ id: s.id, number: s.number, label: s.content.label, copies: s.content.copies, printed: s.printed, cancelled: s.cancelled !== null, at: s.at.toISOString() }));
}

/** A slip is visible to whoever may see its record. */
export async function slipPage(tx: Tx, id: string, organisation: string): Promise<SlipPage> {
  const s = await reachSlip(tx, id);
  const signatures = await signaturesOf(tx, s.register, s.record_id);
  const boxes = s.content.boxes ?? [];
  const turn = await turnOf(tx, s);
  // In the order of the boxes, where the paper has any.
  const place = (role: Label): number => boxes.findIndex((box) => box[0] === role[0]);
  const own = signatures.filter((x) => turn(x.view.at) && (x.step === s.step || place(x.view.role) >= 0)).sort((a, b) => place(a.view.role) - place(b.view.role));
  const unsigned = boxes.filter((box) => !own.some((x) => x.view.role[0] === box[0]));
  return {
    style: await styleAt(tx, s.at), id: s.id, number: s.number, kind: s.kind, label: s.content.label, organisation, copies: s.content.copies, lines: s.content.lines, table: s.content.table ?? null,
    stamps: s.content.stamps ?? [], signatures: own.map((x) => x.view), signatureBoxes: [...own.map((x) => x.view.role), ...unsigned], qr: s.number,
    at: s.at.toISOString(), contentHash: s.content_hash, printed: s.printed, cancelled: s.cancelled !== null, cancelledReason: s.cancelled, record: { register: s.register, id: s.record_id },
  };
}

/** A paper that a record prints several times, e.g. at each transfer of a card, bears the signatures of its own turn. */
async function turnOf(tx: Tx, s: SlipRow): Promise<(at: string) => boolean> {
  const [row] = await tx.query<{ again: boolean; next: Date | null }>(
    `select coalesce(bool_or((at, id) < ($5, $6)), false) as again, min(at) filter (where (at, id) > ($5, $6)) as next from slip where tenant_id = $1 and register = $2 and record_id = $3 and kind = $4`,
    [tx.tenantId, s.register, s.record_id, s.kind, s.at, s.id]);
  const [from, until] = [row!.again ? s.at.toISOString() : '', row!.next?.toISOString() ?? '9'];
  return (at) => at >= from && at < until;
}

async function reachSlip(tx: Tx, id: string): Promise<SlipRow & { readonly unit_id: string }> {
  const [s] = await tx.query<SlipRow>(`${SELECT} where s.tenant_id = $1 and s.id = $2`, [tx.tenantId, id]);
  const register = s && tx.kernel.registers.get(s.register);
  if (!s || !register) throw notFound();
  const { unit_id } = await reachRaw(tx, register, s.record_id);
  return { ...s, unit_id };
}

/** Counts a printing; the second and later ones are reprints and marked so. */
export async function printSlip(tx: Tx, id: string, paper: string): Promise<void> {
  const s = await reachSlip(tx, id);
  // Two printers at once would count the same number; a row lock would need the right to change slips, which nobody has.
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [id]);
  await tx.query(
    `insert into slip_print (tenant_id, slip_id, n, at, actor_id, paper) select $1, $2, coalesce(max(n), 0) + 1, $3, $4, $5 from slip_print where tenant_id = $1 and slip_id = $2`,
    [tx.tenantId, id, tx.now, tx.actor.id, paper]);
  await note(tx, { register: s.register, recordId: s.record_id, number: s.number, unitId: s.unit_id, what: s.printed > 0 ? 'reprint' : 'print', after: { slip: s.number, n: s.printed + 1, paper } });
}

/** Cancels the record's slips of a kind that are not cancelled yet; their numbers stay in the series as 作废. */
export async function cancelSlip(tx: Tx, where: { readonly register: string; readonly recordId: string; readonly kind: SlipKind }, reason: string): Promise<void> {
  const rows = await tx.query<{ id: string; done: boolean }>(
    `select s.id, exists (select 1 from slip_cancel c where c.tenant_id = s.tenant_id and c.slip_id = s.id) as done from slip s
     where s.tenant_id = $1 and s.register = $2 and s.record_id = $3 and s.kind = $4`, [tx.tenantId, where.register, where.recordId, where.kind.name]);
  assert(reason.trim() !== '', 'a slip is cancelled for a reason');
  const open = rows.filter((s) => !s.done);
  if (rows.length > 0 && open.length === 0) throw cancelledBefore();
  for (const s of open) {
    const [done] = await tx.query<{ slip_id: string }>(
      'insert into slip_cancel (tenant_id, slip_id, reason, at, actor_id) values ($1, $2, $3, $4, $5) on conflict do nothing returning slip_id', [tx.tenantId, s.id, reason, tx.now, tx.actor.id]);
    if (!done) throw cancelledBefore();
  }
}
const cancelledBefore = () => new Refusal('slip.cancelled', ['单据已作废', 'The slip is cancelled already']);

interface SignatureRow { readonly id: string; readonly step: string; readonly label: Label; readonly kind: 'drawn' | 'refused'; readonly signer_name: string; readonly witnesses: string[]; readonly strokes: string; readonly content_hash: string; readonly at: Date }

export async function signaturesOf(tx: Tx, register: string, recordId: string): Promise<{ readonly step: string; readonly view: SignatureView }[]> {
  const rows = await tx.query<SignatureRow>('select * from signature where tenant_id = $1 and register = $2 and record_id = $3 order by at, name', [tx.tenantId, register, recordId]);
  return rows.map((s) => ({
    step: s.step,
    view: { id: s.id, role: s.label, name: s.signer_name, at: s.at.toISOString(), image: s.strokes || null, kind: s.kind, witnesses: s.witnesses, contentHash: s.content_hash },
  }));
}
