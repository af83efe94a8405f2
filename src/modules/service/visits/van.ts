/**
 * The van (随车库存): what a technician carries, and taking a part out of it. The books are those of the parts module: what the second of two
 * technicians used of the last piece is a conflict to settle, and nothing is ever taken from stock unseen. Serves AC-33.
 */
import type { Tx } from '../../../kernel/index.ts';
import { lockedVanStock, useFromVan, vanStock } from '../parts/index.ts';
import type { VanPart } from './day.ts';
import type { UsedPart } from './document.rules.ts';

/** What the technician's van holds now. */
export const vanOf = (tx: Tx, technician: string): Promise<readonly VanPart[]> => vanStock(tx, technician);

/** The same, locked until the transaction ends: nobody takes the last one in between. */
export const lockedVanOf = (tx: Tx, technician: string, parts: readonly string[]): Promise<ReadonlyMap<string, number>> => lockedVanStock(tx, technician, parts);

export interface Use { readonly technician: string; readonly order: string; readonly visit: string; readonly used: readonly UsedPart[] }
export async function takeFromVan(tx: Tx, use: Use): Promise<void> {
  await useFromVan(tx, { ...use, used: use.used.filter((u) => u.source === 'van') });
}
