/** Moving custody: takings, float and sheets from a shift to the next, into the safe, and out again, each in one go. Serves P11, I8, section 4.7. */
import { balanceOf, post, posting, takeStep, updateRecord, type Tx } from '../../../kernel/index.ts';
import { ClubCash } from '../../money/cash/index.ts';
import { giveRange, InvoiceSheets, rangesOf, sizeOf } from '../../money/invoices/index.ts';
import { PettyFloat } from '../../money/petty-cash/index.ts';
import { ShiftProcess } from '../shifts/index.ts';

interface Cause { readonly id: string; readonly number: string; readonly unit_id: string; readonly version: number }
const common = (tx: Tx, c: Cause) => ({ because: c.number, cause: { register: 'hand_over', id: c.id }, at: tx.now, unit: c.unit_id });

export interface Moved { readonly till: number; readonly float: number }

/** Everything of one shift to another. */
export async function handOn(tx: Tx, c: Cause, from: string, to: string): Promise<Moved> {
  const moved = await heldBy(tx, from);
  if (moved.till > 0) await post(tx, posting(ClubCash, 'till_handed_over', { ...common(tx, c), amount: moved.till, from, to }));
  if (moved.float > 0) await post(tx, posting(ClubCash, 'float_handed_over', { ...common(tx, c), amount: moved.float, from, to }));
  await moveSheets(tx, c, 'hand_over', { from, to });
  await floatTo(tx, from, to);
  return moved;
}

export async function intoSafe(tx: Tx, c: Cause, from: string): Promise<Moved> {
  const moved = await heldBy(tx, from);
  if (moved.till > 0) await post(tx, posting(ClubCash, 'till_sealed', { ...common(tx, c), amount: moved.till, owner: from }));
  if (moved.float > 0) await post(tx, posting(ClubCash, 'float_sealed', { ...common(tx, c), amount: moved.float, owner: from }));
  await moveSheets(tx, c, 'seal', { from, to: null });
  await floatTo(tx, from, null);
  return moved;
}

/** `from` is the shift that sealed: its ranges carry its name while they lie in the safe. */
export async function outOfSafe(tx: Tx, c: Cause, from: string, to: string, moved: Moved): Promise<void> {
  if (moved.till > 0) await post(tx, posting(ClubCash, 'till_unsealed', { ...common(tx, c), amount: moved.till, owner: to }));
  if (moved.float > 0) await post(tx, posting(ClubCash, 'float_unsealed', { ...common(tx, c), amount: moved.float, owner: to }));
  await moveSheets(tx, c, 'unseal', { from, to });
  const [sealed] = await tx.query<{ id: string }>(`select id from petty_float where tenant_id = $1 and state = 'drawn' and holder is null and unit_id = $2 order by number limit 1`, [tx.tenantId, c.unit_id]);
  if (sealed) await updateRecord(tx, PettyFloat, sealed, { holder: to }, { what: 'update', reason: c.number });
}

async function heldBy(tx: Tx, shift: string): Promise<Moved> {
  return { till: await balanceOf(tx, ClubCash, 'till', shift), float: await balanceOf(tx, ClubCash, 'float', shift) };
}

async function moveSheets(tx: Tx, c: Cause, movement: 'hand_over' | 'seal' | 'unseal', who: { readonly from: string; readonly to: string | null }): Promise<void> {
  const ranges = await rangesOf(tx, { holder: movement === 'unseal' ? 'safe' : 'shift', shift: who.from });
  const sums = new Map<string, number>();
  for (const r of ranges) {
    await giveRange(tx, r, movement === 'seal' ? { holder: 'safe', shift: who.from } : { holder: 'shift', shift: who.to });
    sums.set(r.batch, (sums.get(r.batch) ?? 0) + sizeOf(r));
  }
  for (const [batch, amount] of sums) {
    const sides = { hand_over: { from: who.from, to: who.to! }, seal: { from: who.from, to: batch }, unseal: { from: batch, to: who.to! } }[movement];
    await post(tx, posting(InvoiceSheets, movement, { ...common(tx, c), because: `${c.number}/${batch}`, amount, ...sides, dimensions: [batch] }));
  }
}

async function floatTo(tx: Tx, from: string, to: string | null): Promise<void> {
  const rows = await tx.query<{ id: string }>(`select id from petty_float where tenant_id = $1 and holder = $2 and state = 'drawn'`, [tx.tenantId, from]);
  for (const row of rows) await updateRecord(tx, PettyFloat, row, { holder: to });
}

/** The incoming shift begins: with the float it got, or without one when there was none. */
export async function begin(tx: Tx, shift: string, float: number): Promise<void> {
  await takeStep(tx, ShiftProcess, shift, float > 0 ? 'float_ready' : 'begin', {});
}
