/**
 * 人民币大写: an amount as receipts and vouchers must carry it, in characters that nobody can alter with a stroke.
 */
import nzh from 'nzh/cn';
import { assert } from '../refusal.ts';

/** Whole fen in; '人民币壹佰元零伍分' out. Negative amounts begin with 人民币（负数）as credit notes do. */
export function rmbCapitals(fen: number): string {
  assert(Number.isSafeInteger(fen), `an amount in fen is a whole number, not ${fen}`);
  const size = Math.abs(fen);
  const yuan = Math.floor(size / 100);
  const jiao = Math.floor(size / 10) % 10;
  const rest = size % 10;
  const sign = fen < 0 ? '人民币（负数）' : '人民币';
  if (jiao === 0 && rest === 0) return `${sign}${nzh.encodeB(yuan, { ww: false })}元整`;
  const whole = yuan === 0 ? '' : `${nzh.encodeB(yuan, { ww: false })}元`;
  const tenths = jiao > 0 ? `${DIGITS[jiao]}角` : yuan > 0 ? '零' : '';
  return `${sign}${whole}${tenths}${rest > 0 ? `${DIGITS[rest]}分` : '整'}`;
}

const DIGITS = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'] as const;
