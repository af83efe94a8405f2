/**
 * The van (随车库存): what a technician carries, and taking a part out of it. The books are those of the parts module; as long as it keeps none,
 * the van holds nothing, so a part "from the van" is always a conflict to settle and nothing is ever taken from stock unseen. Serves AC-33.
 */
import type { Tx } from '../../../kernel/index.ts';
import type { VanPart } from './day.ts';
import type { UsedPart } from './document.rules.ts';

/** What the technician's van holds now. */
export async function vanOf(_tx: Tx, _technician: string): Promise<readonly VanPart[]> {
  return [];
}

/** The same, locked until the transaction ends: nobody takes the last one in between. */
export async function lockedVanOf(tx: Tx, technician: string, _parts: readonly string[]): Promise<ReadonlyMap<string, number>> {
  return new Map((await vanOf(tx, technician)).map((p) => [p.part, p.quantity]));
}

export interface Use { readonly technician: string; readonly order: string; readonly visit: string; readonly used: readonly UsedPart[]; readonly at: Date }
export async function takeFromVan(_tx: Tx, _use: Use): Promise<void> {}
