/**
 * Rules of bills (账单): by which tenders one is paid, what of each earns points, and what of each may still be invoiced: value
 * that was invoiced when it was put on a card is not invoiced again. Serves G18, G19, VIP-6.4.
 */
import { type Label, yuan } from '../../../kernel/index.ts';

export const TENDERS = {
  cash: ['现金', 'Cash'], bank_card: ['银行卡', 'Bank card'], mobile: ['微信、支付宝', 'WeChat, Alipay'], transfer: ['转账', 'Transfer'],
  stored_value: ['储值卡', 'Stored value'], voucher: ['代金券', 'Voucher'],
} as const satisfies { readonly [tender: string]: Label };
export type Tender = keyof typeof TENDERS;
export const TENDER_NAMES = Object.keys(TENDERS) as readonly Tender[];

export type BillKind = 'consumption' | 'recharge';
/** Whether value on a card is invoiced when it is paid in or when it is consumed; never both (G18). */
export type InvoicedAt = 'recharge' | 'consumption';
export type Amounts = { readonly [tender in Tender]?: number | null };

export interface TenderLine { readonly tender: Tender; readonly amount: number }
export interface PaidLine extends TenderLine { readonly principal: number; readonly bonus: number }

export const linesOf = (amounts: Amounts): readonly TenderLine[] =>
  TENDER_NAMES.flatMap((tender) => { const amount = amounts[tender] ?? 0; return amount > 0 ? [{ tender, amount }] : []; });

export interface TenderProblem { readonly code: string; readonly label: Label; readonly field: Tender | 'card' }

/** Why a bill cannot be paid so: too little, too much, a card without stored value or the reverse, a recharge paid from a card. */
export function tenderProblem(bill: { readonly total: number; readonly kind: BillKind }, amounts: Amounts, card: string | null): TenderProblem | null {
  const lines = linesOf(amounts);
  const sum = lines.reduce((total, line) => total + line.amount, 0);
  const stored = amounts.stored_value ?? 0;
  if (bill.kind === 'recharge' && stored > 0) return { code: 'recharge', field: 'stored_value', label: ['充值不能用储值支付', 'A recharge cannot be paid from a card'] };
  if (stored > 0 && card === null) return { code: 'card', field: 'card', label: ['请选择支付的储值卡', 'Choose the card that pays'] };
  if (stored === 0 && card !== null) return { code: 'card', field: 'stored_value', label: ['选了储值卡而没有储值金额', 'A card was chosen but no amount from it'] };
  if (sum === bill.total) return null;
  const [zh, en] = sum < bill.total ? ['还差', 'is missing'] : ['多出', 'too much'];
  const away = yuan(Math.abs(sum - bill.total));
  return { code: 'sum', field: lines[0]?.tender ?? 'cash', label: [`各支付方式合计 ${yuan(sum)}，应付 ${yuan(bill.total)}，${zh} ${away}`, `The tenders make ${yuan(sum)}, the bill is ${yuan(bill.total)}; ${away} ${en}`] };
}

/** What of a tender may be invoiced to the guest as consumption. Bonus and vouchers are no money and never are. */
export function invoiceable(line: PaidLine, kind: BillKind, invoicedAt: InvoicedAt): number {
  if (kind === 'recharge') return invoicedAt === 'recharge' && line.tender !== 'voucher' ? line.amount : 0;
  if (line.tender === 'voucher') return 0;
  if (line.tender === 'stored_value') return invoicedAt === 'recharge' ? 0 : line.principal;
  return line.amount;
}

/** What bonus and vouchers paid: earns no points (G19). */
export const unearned = (lines: readonly PaidLine[]): number => lines.reduce((sum, line) => sum + (line.tender === 'voucher' ? line.amount : line.bonus), 0);
