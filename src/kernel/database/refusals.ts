/** What the database refuses, in a person's words: floors, repeated reversals, closed periods, doubles, missing references. */
import type { Kernel } from '../runtime.ts';
import { Refusal } from '../refusal.ts';
import { isConnectionLost, isDatabaseError } from './connect.ts';

/** Nobody did anything wrong: the database is away, full, ending, a replica for the moment or in a conflict, and the same work may succeed later. */
export function isPassing(e: unknown): boolean {
  if (e instanceof Refusal) return e.status >= 500;
  return isDatabaseError(e) ? /^(08|25006|25P0[23]|28|40|53|55000|55P03|57014|57P|58)/.test(e.code ?? '') : isConnectionLost(e);
}

export const databaseAway = (): Refusal => new Refusal('database.away', ['数据库暂时不可用，请稍后再试', 'The database is away for the moment; please try again'], 503);
/** A statement or a wait for a lock took too long, or two wanted the same at once: all of it was taken back. `in_use` was tried once, `conflict` again and again. */
const busy = (why: 'in_use' | 'conflict'): Refusal => new Refusal(`database.${why}`, ['数据库正忙或数据正被占用，没有办成，什么也没有改动；请稍后再试', 'The database is busy or the data is in use; this was given up and nothing was changed. Please try again in a moment'], 503);
export const isBusy = (e: unknown, why: Parameters<typeof busy>[0]): boolean => e instanceof Refusal && e.code === `database.${why}`;
export const diskFull = (): Refusal => new Refusal('database.full', ['磁盘已满，暂时不能保存', 'The disk is full; nothing can be saved for the moment'], 507);

export function refusalOf(e: unknown, kernel: Pick<Kernel, 'ledgers' | 'registers'>): Refusal | undefined {
  if (!isDatabaseError(e)) return undefined;
  const detail = e.code?.startsWith('DD') ? (JSON.parse(e.detail ?? '{}') as { ledger?: string; account?: string; period?: string; because?: string }) : {};
  const ledger = kernel.ledgers.get(detail.ledger ?? '');
  const account = ledger?.accounts[detail.account ?? ''];
  switch (e.code) {
    case 'DD001': return new Refusal(`${detail.ledger}.insufficient`, [`“${account?.label[0] ?? ''}”余额不足`, `Not enough in “${account?.label[1] ?? ''}”`]);
    case 'DD002': return new Refusal(`${detail.ledger}.other_content`, [`凭据 ${detail.because} 已以不同的内容入账`, `${detail.because} was posted before with other content`]);
    case 'DD003': return new Refusal(`${detail.ledger}.reversed`, ['这笔账已冲销过,不能再次冲销', 'This was reversed before and cannot be reversed again']);
    case 'DD004': return new Refusal(`${detail.ledger}.closed`, [`${detail.period} 已结账,只能在未结账的期间冲销`, `${detail.period} is closed; correct it by a reversal in an open period`]);
    case 'DD006': return new Refusal(`${detail.ledger}.stopped`, [`“${ledger?.label[0] ?? ''}”核对不符，已停止记账；请管理员查明后恢复`, `“${ledger?.label[1] ?? ''}” does not agree and is stopped; the administrator lets it go on once the cause is known`]);
    case 'DD005': return new Refusal('organisation.gone', ['这个组织已被移除', 'This organisation was taken away'], 410);
    case '23505': return double(e.table ?? '', e.constraint ?? '', kernel);
    case '23503': return new Refusal('reference', ['所引用的记录不存在', 'A record referred to does not exist'], 422);
    case '22P05': case '22021': return new Refusal('invalid', ['文字中有不能保存的字符', 'The text holds a character that cannot be stored'], 422);
    // Half a character (a lone surrogate) passes as text of a column and fails as JSON of the history. Anything else is a bug of ours.
    case '22P02': return e.message.includes('json') ? new Refusal('invalid', ['文字中有不能保存的字符', 'The text holds a character that cannot be stored'], 422) : undefined;
    case '22007': case '22008': return new Refusal('invalid', ['日期或时间超出范围', 'A date or time is out of range'], 422);
    // 28 and 55000: it lets nobody in at the moment (pg_hba.conf, allow_connections).
    case '25006': case '53300': case '57P01': case '57P02': case '57P03': case '08001': case '08003': case '08006': case '25P03': case '28000': case '28P01': case '55000': return databaseAway();
    // 53200: it has no memory left, for locks above all.
    case '57014': case '55P03': case '53200': return busy('in_use');
    case '40001': case '40P01': return busy('conflict');
    case '53100': return diskFull();
    default: return undefined;
  }
}

/** A unique key names its columns; the person hears which fields are taken. */
function double(table: string, constraint: string, kernel: Pick<Kernel, 'registers'>): Refusal | undefined {
  const register = kernel.registers.get(table);
  const key = register?.unique?.find((columns) => constraint.includes(columns.join('_')));
  if (!register || !key) return undefined;
  const names = (lang: 0 | 1) => key.map((c) => register.fields[c]?.label[lang] ?? c);
  const message = [`已有相同的“${names(0).join('、')}”`, `There is one with the same ${names(1).join(', ')}`] as const;
  return new Refusal(`${table}.double`, message, 409, Object.fromEntries(key.map((c) => [c, message])));
}
