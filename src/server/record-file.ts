/** One record as a file (记录导出): its fields as the person sees them, what points to it, its slips and signatures, its history if wanted. */
import { actorsWithin, mayRead } from '../kernel/access/access.ts';
import { calendarOf } from '../kernel/access/organisation.ts';
import type { Label, RecordPage, ReportPage } from '../kernel/api.ts';
import { note } from '../kernel/audit/history.ts';
import { localParts } from '../kernel/calendar/zone.ts';
import type { Tx } from '../kernel/database/tx.ts';
import { recordPage } from '../kernel/register/page.ts';
import type { Register } from '../kernel/register/register.ts';
import { textOf, titlesFor } from '../kernel/register/rows.ts';
import { reachRaw } from '../kernel/register/write.ts';
import type { Kernel } from '../kernel/runtime.ts';
import { extraOf, type Format, type MadeFile, plainReport, textColumn, TYPES, pdfOf } from './exports.ts';
import { type RecordFile, recordCsv, recordDocx, recordPdf, recordXlsx } from './files/record-document.ts';
import type { Session } from './session.ts';

export interface RecordWish { readonly format: Format; readonly lang: 0 | 1; readonly history: boolean }

export async function exportRecord(kernel: Kernel, session: Session, register: Register, id: string, wish: RecordWish): Promise<MadeFile> {
  const { format, lang } = wish;
  const { made, number, unitId } = await kernel.read({ ...session.actor, lang }, async (tx) => {
    const page = await recordPage(tx, register, id);
    const file = await recordFile(tx, register, page, wish);
    const extra = await extraOf(tx, session, []);
    const made = format === 'pdf' ? pdfOf(await recordPdf(file, lang, extra))
      : { content: format === 'docx' ? await recordDocx(file, lang, extra) : format === 'xlsx' ? await recordXlsx(file, lang) : await recordCsv(file, lang), missing: [] };
    return { made, number: page.row.number, unitId: page.row.unit_id };
  });
  await kernel.write(session.actor, async (tx) => {
    await note(tx, { register: register.name, recordId: id, number, unitId, what: 'export', form: { format, history: wish.history } });
    return {};
  });
  return { ...made, name: `${register.label[lang]} ${number}.${format}`, type: TYPES[format] };
}

async function recordFile(tx: Tx, register: Register, page: RecordPage, { lang, history }: RecordWish): Promise<RecordFile> {
  const raw = await reachRaw(tx, register, page.row.id);
  const reader = (await actorsWithin(tx))(raw.unit_id);
  const { zone } = await calendarOf(tx, raw.unit_id);
  const titles = await titlesFor(tx, register, [raw], undefined, lang);
  const at = (moment: string) => { const { date, time } = localParts(new Date(moment), zone); return `${date} ${time}`; };
  const fields = Object.entries(register.fields).filter(([, f]) => mayRead(f, reader));
  const state = tx.kernel.processes.get(register.name)?.states[raw.state]?.label;
  const tables = [
    ...page.accounts.map((account) => table(account.label, [TIME, WHAT, AMOUNT, BALANCE], account.entries.map((e) => [at(e.at), e.label[lang], String(e.amount), e.balanceAfter === null ? '' : String(e.balanceAfter)]), tx.now)),
    ...page.related.map((other) => table([other.total > other.rows.length ? `${other.label[0]}（共 ${other.total} 条，列出最近 ${other.rows.length} 条）` : other.label[0], other.total > other.rows.length ? `${other.label[1]} (the latest ${other.rows.length} of ${other.total})` : other.label[1]],
      [RECORD, STATE], other.rows.map((row) => [row.title, tx.kernel.processes.get(other.register)?.states[row.state]?.label[lang] ?? row.state]), tx.now)),
    table(SLIPS, [SLIP, NUMBER, ISSUED, PRINTED], page.slips.map((slip) => [slip.label[lang], slip.number, at(slip.at), slip.cancelled ? VOID[lang] : `${slip.printed}`]), tx.now),
    table(FILES, [NAME, SIZE], page.attachments.map((file) => [file.name, `${Math.ceil(file.bytes / 1024)} kB`]), tx.now),
    ...(history ? [table(HISTORY, [TIME, WHAT, CHANGES], page.timeline.map((entry) => [at(entry.at), entry.sentence[lang] + (entry.reason ? `\n${REASON[lang]}${entry.reason}` : ''), entry.changes.map((c) => `${c.label[lang]}${COLON[lang]}${c.before || '—'} → ${c.after || '—'}`).join('\n')]), tx.now)] : []),
  ];
  return {
    label: register.label, number: raw.number, asOf: tx.now.toISOString(),
    pairs: [
      { label: NUMBER, value: raw.number }, ...(state ? [{ label: STATE, value: state[lang] }] : []), { label: OPENED, value: at(raw.created_at.toISOString()) },
      ...(raw.archived_at ? [{ label: ARCHIVED, value: at(raw.archived_at.toISOString()) }] : []),
      ...fields.map(([name, f]) => ({ label: f.label, value: textOf(tx.kernel, f, raw[name], lang, zone, titles) })),
    ],
    tables: tables.filter((one) => one.rows.length > 0), signatures: page.signatures.map((signature) => ({ ...signature, at: at(signature.at) })),
  };
}

const NUMBER: Label = ['编号', 'Number'];
const STATE: Label = ['状态', 'State'];
const OPENED: Label = ['登记时间', 'Opened'];
const ARCHIVED: Label = ['归档时间', 'Archived'];
const RECORD: Label = ['记录', 'Record'];
const SLIPS: Label = ['单据', 'Slips'];
const SLIP: Label = ['名称', 'Slip'];
const ISSUED: Label = ['开具时间', 'Issued'];
const PRINTED: Label = ['打印次数', 'Printed'];
const VOID: Label = ['作废', 'Void'];
const FILES: Label = ['附件', 'Attachments'];
const NAME: Label = ['文件名', 'File'];
const SIZE: Label = ['大小', 'Size'];
const HISTORY: Label = ['经过', 'History'];
const TIME: Label = ['时间', 'Time'];
const WHAT: Label = ['事项', 'What'];
const CHANGES: Label = ['变更', 'Changes'];
const REASON: Label = ['原因：', 'Reason: '];
const COLON: Label = ['：', ': '];
const AMOUNT: Label = ['变动', 'Amount'];
const BALANCE: Label = ['结余', 'Balance'];

function table(label: Label, heads: readonly Label[], rows: readonly (readonly string[])[], at: Date): ReportPage {
  return { ...plainReport(label[1], label, at), columns: heads.map((head, i) => textColumn(`c${i}`, head)), rows: rows.map((row) => Object.fromEntries(row.map((text, i) => [`c${i}`, text]))) };
}
