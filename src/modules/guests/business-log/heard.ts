/** What the log hears from the modules below, and how it is put into words. Serves AS-43. */
import type { Tx } from '../../../kernel/index.ts';
import { openDay } from './club-day.ts';
import { noteDown, type Noted } from './log-entry.ts';

type Payload = { readonly [name: string]: unknown };
const at = (tx: Tx, p: Payload): Date => (typeof p['at'] === 'string' ? new Date(p['at']) : tx.now);

interface ShiftRow { readonly number: string; readonly code: string; readonly clerk: string; readonly unit_id: string }
async function shiftNews(tx: Tx, p: Payload, zh: string, en: string): Promise<void> {
  const [s] = await tx.query<ShiftRow>('select s.number, s.code, u.display_name as clerk, s.unit_id from shift s join app_user u on u.tenant_id = s.tenant_id and u.id = s.clerk where s.tenant_id = $1 and s.id = $2', [tx.tenantId, p['shift']]);
  if (s) await noteDown(tx, { kind: 'shift', at: at(tx, p), zh: `${s.code.toUpperCase()} 班 ${s.clerk} ${zh}`, en: `Shift ${s.code.toUpperCase()}, ${s.clerk}: ${en}`, unit: s.unit_id, subject: s.number, by: s.clerk });
}

interface HandRow { readonly number: string; readonly unit_id: string; readonly seal_no: string | null; readonly seal_found: string | null; readonly from_name: string | null; readonly to_name: string | null; readonly note: string | null }
async function handNews(tx: Tx, p: Payload, words: (h: HandRow) => readonly [zh: string, en: string], kind: Noted['kind'] = 'hand_over'): Promise<void> {
  const [h] = await tx.query<HandRow>(
    `select h.number, h.unit_id, h.seal_no, h.seal_found, h.note, o.display_name as from_name, i.display_name as to_name from hand_over h
     left join shift so on so.tenant_id = h.tenant_id and so.id = h.shift_out left join app_user o on o.tenant_id = h.tenant_id and o.id = so.clerk
     left join shift si on si.tenant_id = h.tenant_id and si.id = h.shift_in left join app_user i on i.tenant_id = h.tenant_id and i.id = si.clerk where h.tenant_id = $1 and h.id = $2`, [tx.tenantId, p['hand_over']]);
  if (h) { const [zh, en] = words(h); await noteDown(tx, { kind, at: at(tx, p), zh, en, unit: h.unit_id, subject: h.number }); }
}

interface InvoiceRow { readonly number: string; readonly numbers: string | null; readonly issued_amount: number | null; readonly room: string | null; readonly unit_id: string; readonly issued_by: string | null; readonly why: string | null }
async function invoiceNews(tx: Tx, p: Payload, words: (i: InvoiceRow) => readonly [zh: string, en: string]): Promise<void> {
  const [i] = await tx.query<InvoiceRow>('select number, numbers, issued_amount::bigint as issued_amount, room, unit_id, issued_by, why from invoice where tenant_id = $1 and id = $2', [tx.tenantId, p['invoice']]);
  if (i) { const [zh, en] = words(i); await noteDown(tx, { kind: 'invoice', at: at(tx, p), zh, en, unit: i.unit_id, room: i.room, subject: i.number, by: i.issued_by }); }
}

interface RoomRow { readonly number: string; readonly code: string; readonly unit_id: string; readonly card_no: string | null; readonly late: boolean | null }
async function roomNews(tx: Tx, p: Payload, zh: string, en: string): Promise<void> {
  const [s] = await tx.query<RoomRow>(
    `select s.number, r.code, s.unit_id, c.card_no, s.late from room_session s join room r on r.tenant_id = s.tenant_id and r.id = s.room left join member_card c on c.tenant_id = s.tenant_id and c.id = s.card where s.tenant_id = $1 and s.id = $2`, [tx.tenantId, p['session']]);
  if (s) await noteDown(tx, { kind: 'room', at: at(tx, p), zh: `包厢 ${s.code} ${zh}`, en: `Room ${s.code} ${en}`, unit: s.unit_id, room: s.code, card: s.card_no, subject: s.number, late: s.late === true });
}

interface BillRow { readonly number: string; readonly bill_no: string; readonly total: number; readonly room: string | null; readonly unit_id: string; readonly paid_at: Date | null; readonly cancelled_for: string | null }
async function billNews(tx: Tx, p: Payload, words: (b: BillRow) => readonly [zh: string, en: string], moment: (b: BillRow) => Date | null = () => null): Promise<void> {
  const [b] = await tx.query<BillRow>('select number, bill_no, total::bigint as total, room, unit_id, paid_at, cancelled_for from bill where tenant_id = $1 and id = $2', [tx.tenantId, p['bill']]);
  if (b) { const [zh, en] = words(b); await noteDown(tx, { kind: 'bill', at: moment(b) ?? tx.now, zh, en, unit: b.unit_id, room: b.room, subject: b.number }); }
}
const yuan = (fen: number | null): string => (Number(fen ?? 0) / 100).toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

export const heard = {
  async 'shift.opened'(tx: Tx, p: Payload) { await openDay(tx, String(p['unit']), String(p['day'])); await shiftNews(tx, p, '上岗', 'on duty'); },
  'shift.cut': (tx: Tx, p: Payload) => shiftNews(tx, p, '截账', 'cut'),
  'shift.signed_out': (tx: Tx, p: Payload) => shiftNews(tx, p, '下班', 'signed out'),
  'hand_over.accepted': (tx: Tx, p: Payload) => handNews(tx, p, (h) => [`${h.from_name} 交班给 ${h.to_name}`, `${h.from_name} handed over to ${h.to_name}`]),
  'hand_over.sealed': (tx: Tx, p: Payload) => handNews(tx, p, (h) => [`${h.from_name} 封存入柜，封条 ${h.seal_no}，留言：${h.note}`, `${h.from_name} sealed the safe with ${h.seal_no}; note: ${h.note}`]),
  'hand_over.unsealed': (tx: Tx, p: Payload) => handNews(tx, p, (h) => [`${h.to_name} 与保安启封 ${h.seal_found}`, `${h.to_name} and a guard opened seal ${h.seal_found}`]),
  'hand_over.broken': (tx: Tx, p: Payload) => handNews(tx, p, (h) => [`封条不符：应为 ${h.seal_no}，实际 ${h.seal_found}`, `Seal ${h.seal_found} found instead of ${h.seal_no}`], 'incident'),
  'invoice.issued': (tx: Tx, p: Payload) => invoiceNews(tx, p, (i) => [`开具发票 ${i.numbers}，${yuan(i.issued_amount)} 元`, `Invoice ${i.numbers} issued, ${yuan(i.issued_amount)}`]),
  'invoice.voided': (tx: Tx, p: Payload) => invoiceNews(tx, p, (i) => [`发票 ${i.numbers} 作废或红冲：${i.why}`, `Invoice ${i.numbers} voided or written off: ${i.why}`]),
  'room.switched_on': (tx: Tx, p: Payload) => roomNews(tx, p, '开机', 'switched on'),
  'room.moved': (tx: Tx, p: Payload) => roomNews(tx, p, '换入', 'moved into'),
  'room.switched_off': (tx: Tx, p: Payload) => roomNews(tx, p, '关机结账', 'switched off'),
  'bill.paid': (tx: Tx, p: Payload) => billNews(tx, p, (b) => [`账单 ${b.bill_no} 收款 ${yuan(b.total)} 元`, `Bill ${b.bill_no} paid, ${yuan(b.total)}`], (b) => b.paid_at),
  'bill.reversed': (tx: Tx, p: Payload) => billNews(tx, p, (b) => [`账单 ${b.bill_no} 冲销收款：${b.cancelled_for}`, `Payment of bill ${b.bill_no} taken back: ${b.cancelled_for}`]),
} as const;
