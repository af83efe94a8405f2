/**
 * Rules of expenses (费用): when a claim is complete, who may decide on it, and how figures that came with a typed total are checked:
 * the total is computed, the difference and the categories that are not listed are named, and a typed total is never kept.
 * Serves SM-28, FS-3.3, CG-42, AC-24.
 */
import { type Label, yuan } from '../../../kernel/index.ts';
import type { Category } from '../budgets/index.ts';

/** What a claim still lacks before it can be handed in; null when nothing. */
export function claimGap(c: { readonly invoice_no: string | null; readonly receipts: readonly string[] | null; readonly cost_on: string; readonly today: string }): Label | null {
  if (c.cost_on > c.today) return ['费用发生日不能晚于今天', 'The cost lies in the future'];
  if (c.invoice_no === null && (c.receipts ?? []).length === 0) return ['请附票据，或填写发票号码', 'Attach a receipt or give the invoice number'];
  return null;
}

export interface Item { readonly category: string; readonly amount: number }
export interface ReadItems { readonly items: readonly Item[]; /** Lines that could not be read, as they stand. */ readonly unread: readonly string[]; /** Categories named twice. */ readonly twice: readonly string[] }

/** Reads `车辆费 29,836` line by line, or separated by `；`. Names are compared without 费 or 费用; codes are understood too. Amounts in yuan, out in fen. */
export function readItems(text: string, categories: readonly Category[]): ReadItems {
  const items: Item[] = [];
  const unread: string[] = [];
  const twice: string[] = [];
  for (const line of text.split(/[\n；;。]/).map((l) => l.trim()).filter((l) => l !== '')) {
    const found = /^(.+?)[\s：:=]*([¥￥]?\s*-?\d[\d,，]*(?:\.\d{1,2})?)\s*元?$/.exec(line);
    const category = found && categories.find((c) => plain(c.name) === plain(found[1]!) || plain(c.code) === plain(found[1]!));
    const amount = found && fenOf(found[2]!);
    if (!category || amount === null) unread.push(line);
    else if (items.some((i) => i.category === category.id)) twice.push(category.name);
    else items.push({ category: category.id, amount });
  }
  return { items, unread, twice };
}
/** The categories of the centres whose items are listed: only those can be missing. All when nothing is listed. */
export function ofTheSameCentre(items: readonly Item[], categories: readonly Category[]): readonly Category[] {
  const centres = new Set(categories.filter((c) => items.some((i) => i.category === c.id)).map((c) => c.centre));
  return centres.size === 0 ? categories : categories.filter((c) => centres.has(c.centre));
}
const plain = (name: string): string => name.replace(/\s|费用|费/g, '').toLowerCase();
function fenOf(text: string): number | null {
  const [whole = '', cents = ''] = text.replace(/[¥￥\s,，]/g, '').split('.');
  const fen = Number(whole) * 100 + Number(cents.padEnd(2, '0'));
  return Number.isSafeInteger(fen) && fen >= 0 && !whole.startsWith('-') ? fen : null;
}

export interface Checked {
  readonly computed: number;
  /** Typed total less computed total; null when none was typed. */
  readonly difference: number | null;
  /** Categories without a line, in their order. */
  readonly missing: readonly Category[];
}
export function checkTotal(items: readonly Item[], stated: number | null, categories: readonly Category[]): Checked {
  const computed = items.reduce((sum, i) => sum + i.amount, 0);
  return { computed, difference: stated === null ? null : stated - computed, missing: categories.filter((c) => !items.some((i) => i.category === c.id)) };
}

/** Why figures with this typed total are not taken; null when the total is right or none was typed. */
export function totalProblem({ computed, difference, missing }: Checked): Label | null {
  if (difference === null || difference === 0) return null;
  const names = missing.map((c) => c.name).join('、');
  const which: Label = missing.length === 0 ? ['请核对各项金额', 'check the amounts'] : [`请补充未列科目：${names}`, `give the missing category: ${names}`];
  return [
    `填报总额与各项之和 ${yuan(computed)} 元相差 ${yuan(Math.abs(difference))} 元，${which[0]}；总额只由各项算出，不予保存`,
    `The typed total differs from the sum of the items, ${yuan(computed)} yuan, by ${yuan(Math.abs(difference))}; ${which[1]}. Totals are computed from items; this one is not kept`,
  ];
}

/** What known costs explain of a gap, and what stays unexplained. */
export const unexplained = (gap: number, known: number): number => gap - known;

/** The file for finance as it is counted: its documents, and what the ledger has for the same month. */
export interface FileFigures { readonly documents: number | null; readonly total: number | null; readonly fingerprint: string | null }
/** Why a file cannot be handed over; null when its documents make up what the ledger has. */
export function handOverProblem(c: { readonly total: number; readonly spent: number }): Label | null {
  return c.total === c.spent ? null : [`单据合计 ${yuan(c.total)} 元，账上支出 ${yuan(c.spent)} 元，不符`, `The documents come to ${yuan(c.total)} yuan, the ledger has ${yuan(c.spent)}: they differ`];
}
/** Why finance does not sign: the file is not the one handed over, or is not what the ledger has. */
export function receiveProblem(handed: FileFigures, now: FileFigures & { readonly total: number; readonly spent: number }): Label | null {
  const same = handed.documents === now.documents && handed.total === now.total && handed.fingerprint === now.fingerprint;
  return same ? handOverProblem(now) : ['文件与移交时不同，请退回重新移交', 'The file is not the one that was handed over; send it back'];
}
