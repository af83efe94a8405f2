/** Fen as people read them: yuan, thousands apart, always two places, also below zero. */
import { grouped, unscaled } from '../decimal.ts';

export const yuan = (fen: number): string => grouped(unscaled(BigInt(fen), 2));
